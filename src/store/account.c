/* account.c - on whose word events are told. */
#include "store/account.h"

#include "base/error.h"
#include "store/handle.h"

static const char each_sql[] =
    "SELECT e.id, r.id >> 18, coalesce(r.source, 0), coalesce(d.day, 2147483647), d.second, "
    "r.status, " IS_REPRINT("d.id") " FROM events e CROSS JOIN reports r ON " OF_EVENT(
        "r",
        "e.id") " CROSS JOIN documents d ON d.id = r.id >> 18 WHERE +e.day BETWEEN ?1 AND ?2 AND "
                "e.rejected = 0 ORDER BY e.id";

static const char sources_sql[] = "SELECT id, name FROM sources ORDER BY id";

static const char differing_sql[] = "SELECT e.id FROM events e CROSS JOIN reports r ON " OF_EVENT(
    "r",
    "e.id") " WHERE e.reports > 1 AND +e.day BETWEEN ?1 AND ?2 AND e.rejected = 0 AND r.status < 2 "
            "GROUP BY e.id HAVING count(DISTINCT r.status) > 1 OR "
            "count(DISTINCT nullif(r.counts, '')) > 1 ORDER BY e.id";

static uh_status ended(uh_status status, bool good, uh_error *error) {
    if (status != UH_OK && status != UH_END)
        return status;
    return good ? UH_OK : error_nomem(error);
}

/* ---- by event ---- */

static bool is_earlier(const account *x, const account *y) {
    if (x->day != y->day)
        return x->day < y->day;
    return x->second != y->second ? x->second < y->second : x->document < y->document;
}

/* Puts an account among those of its event, by time: mostly it is the last. */
static void insert(account *all, uint32_t *n, const account *one) {
    uint32_t at = *n;
    if (*n == ACCOUNTS_MOST)
        return;
    for (; at > 0 && is_earlier(one, &all[at - 1]); at--)
        all[at] = all[at - 1];
    all[at] = *one;
    ++*n;
}

static bool has_source(const account *all, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (all[i].source)
            return true;
    return false;
}

uh_status account_each(store *s, int32_t since, int32_t until, account_fn take, void *context,
                       uh_error *error) {
    sqlite3_stmt *q;
    account all[ACCOUNTS_MOST];
    uint32_t n = 0;
    bool good = true;
    uh_status status = handle_prepare(s, each_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int(q, 1, since);
    sqlite3_bind_int(q, 2, until);
    while (good && (status = handle_step(s, q, error)) == UH_OK) {
        const account one = { .event = sqlite3_column_int64(q, 0),
                              .document = sqlite3_column_int64(q, 1),
                              .source = sqlite3_column_int64(q, 2),
                              .day = sqlite3_column_int(q, 3),
                              .second = sqlite3_column_int(q, 4),
                              .status = (uint8_t)sqlite3_column_int(q, 5),
                              .is_reprint = sqlite3_column_int(q, 6) != 0 };
        if (n && all[0].event != one.event) {
            good = !has_source(all, n) || take(context, all, n);
            n = 0;
        }
        insert(all, &n, &one);
    }
    sqlite3_reset(q);
    if (good && status == UH_END && has_source(all, n))
        good = take(context, all, n);
    return ended(status, good, error);
}

/* ---- sources ---- */

uh_status account_sources(store *s, arena *a, text **out, uint32_t *n, uh_error *error) {
    sqlite3_stmt *q;
    text *all = NULL;
    uint32_t n_all = 0, cap = 0;
    uh_status status = handle_prepare(s, sources_sql, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK && !a->failed) {
        text words, codes;
        int64_t id = sqlite3_column_int64(q, 0);
        while (n_all <= id) {
            text *slot = ARENA_PUSH(a, all, n_all, cap);
            if (!slot)
                break;
            *slot = (text){ "", 0 };
        }
        split_source(column_text(q, 1), &words, &codes);
        if (id >= 0 && id < n_all)
            all[id] = arena_text(a, codes);
    }
    sqlite3_reset(q);
    *out = all;
    *n = n_all;
    return ended(status, !a->failed, error);
}

/* ---- differences ---- */

uh_status account_differing(store *s, int32_t since, int32_t until, arena *a, int64_t **out,
                            uint32_t *n, uh_error *error) {
    sqlite3_stmt *q;
    int64_t *all = NULL;
    uint32_t n_all = 0, cap = 0;
    uh_status status = handle_prepare(s, differing_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int(q, 1, since);
    sqlite3_bind_int(q, 2, until);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        int64_t *slot = ARENA_PUSH(a, all, n_all, cap);
        if (!slot)
            break;
        *slot = sqlite3_column_int64(q, 0);
    }
    sqlite3_reset(q);
    *out = all;
    *n = n_all;
    return ended(status, !a->failed, error);
}
