/* settle.c - stories and events of the days that changed.
 *
 * A page that came changes how rare words were for a month after it, so those days are changed too.
 * A changed page may change every page that it is linked to, now or as the record stands; pages are
 * read around the changed days until none of these is left out. */
#include "run/settle.h"
#include "base/error.h"
#include "base/hash.h"
#include "store/correct.h"
#include "store/group.h"
#include "story/merge.h"
#include "story/story.h"

#include <stdlib.h>
#include <string.h>

enum {
    APART_DAYS = 4 * STORY_MONTH, // between changed days that are settled one after the other
};
#define SETTLE_MEMORY_MOST ((size_t)64 << 30) // memory ends before

typedef struct settling {
    store *s;
    arena a;             // of one round
    arena story;         // of one story's reports
    const int32_t *days; // [n_days] that changed, ascending
    uint32_t n_days;
    int32_t first, last; // of the pages to group
    group_pages in;
    story_page *pages; // [in.n]
    bool *changed;     // [in.n] their story may be another one now
    map written;       // events of this round
    correct_ties ties;
    bool *tied; // [ties.n] one of its stories may be another one now
} settling;

/* ---- which pages ---- */

static bool is_changed_day(const settling *t, int32_t day) {
    for (uint32_t i = 0; i < t->n_days && t->days[i] <= day; i++)
        if (day - t->days[i] <= STORY_MONTH)
            return true;
    return false;
}

static uh_status read_pages(settling *t, bool undated, uh_error *error) {
    t->in = (group_pages){ 0 };
    uh_status status =
        group_read_pages(t->s, t->first - STORY_MONTH, t->last, undated, &t->a, &t->in, error);
    if (status != UH_OK)
        return status;
    t->pages = arena_array(&t->a, t->in.n, sizeof *t->pages);
    t->changed = arena_array(&t->a, t->in.n, sizeof *t->changed);
    if (!t->pages || !t->changed)
        return error_nomem(error);
    for (uint32_t i = 0; i < t->in.n; i++) {
        const group_page *p = &t->in.pages[i];
        t->pages[i] =
            (story_page){ .key = p->key, .day = p->day, .second = p->second, .print = &p->print };
    }
    return UH_OK;
}

/* A story that the user tied to a changed one changes with it. False without memory. */
static bool spread_ties(settling *t, map *changed_story, bool *more) {
    uint32_t known;
    for (uint32_t i = 0; i < t->ties.n; i++) {
        const correct_tie *tie = &t->ties.ties[i];
        if (t->tied[i] || !(map_get(changed_story, (uint64_t)tie->a, &known) ||
                            map_get(changed_story, (uint64_t)tie->b, &known)))
            continue;
        t->tied[i] = *more = true;
        if (!map_put(changed_story, &t->a, (uint64_t)tie->a, 1) ||
            !map_put(changed_story, &t->a, (uint64_t)tie->b, 1))
            return false;
    }
    return true;
}

/* Marks the pages that hang together with changed ones: by a component of likeness, or by the story
 * that they are in so far. False without memory. */
static bool spread(settling *t) {
    map changed_story = { 0 };
    uint32_t n = t->in.n, known;
    bool *component = arena_array(&t->a, n, sizeof *component);
    bool more = true;
    if (!component)
        return false;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < n; i++) {
            const group_page *p = &t->in.pages[i];
            if (p->day < t->first)
                continue;
            uint32_t c = t->pages[i].component;
            bool is = t->changed[i] || component[c] ||
                      map_get(&changed_story, (uint64_t)p->story, &known);
            if (!is)
                continue;
            bool is_new = !t->changed[i] || !component[c] ||
                          !map_get(&changed_story, (uint64_t)p->story, &known);
            more |= is_new;
            t->changed[i] = component[c] = true;
            if (is_new && !map_put(&changed_story, &t->a, (uint64_t)p->story, 1))
                return false;
        }
        if (!spread_ties(t, &changed_story, &more))
            return false;
    }
    return true;
}

/* Widens first..last until it holds all that hangs together with what changed; *wider says so. */
static uh_status widen(settling *t, bool *wider, uh_error *error) {
    int32_t first = t->first, last = t->last;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < t->in.n && status == UH_OK; i++) {
        if (!t->changed[i])
            continue;
        int32_t from = t->in.pages[i].day, to = from;
        if (!t->in.pages[i].alone)
            status = group_story_days(t->s, t->in.pages[i].story, &from, &to, error);
        from = from < t->in.pages[i].day ? from : t->in.pages[i].day;
        to = to > t->in.pages[i].day ? to : t->in.pages[i].day;
        first = from - REPRINT_DAYS < first ? from - REPRINT_DAYS : first;
        last = to + REPRINT_DAYS > last ? to + REPRINT_DAYS : last;
    }
    for (uint32_t i = 0; i < t->ties.n && status == UH_OK; i++) {
        const int64_t of[2] = { t->ties.ties[i].a, t->ties.ties[i].b };
        for (int k = 0; k < 2 && t->tied[i] && status == UH_OK; k++) {
            int32_t from = t->first + REPRINT_DAYS, to = t->last - REPRINT_DAYS;
            status = group_story_days(t->s, of[k], &from, &to, error);
            first = from - REPRINT_DAYS < first ? from - REPRINT_DAYS : first;
            last = to + REPRINT_DAYS > last ? to + REPRINT_DAYS : last;
        }
    }
    *wider = first < t->first || last > t->last;
    t->first = first;
    t->last = last;
    return status;
}

/* ---- writing stories ---- */

/* Lead of each story: its longest page, the earliest of those. */
static uint32_t *find_leads(settling *t) {
    uint32_t *leads = arena_array(&t->a, t->in.n, sizeof *leads);
    for (uint32_t i = 0; leads && i < t->in.n; i++) {
        if (!t->changed[i])
            continue;
        uint32_t story = t->pages[i].story;
        if (story == i || t->in.pages[i].print.n_words > t->in.pages[leads[story]].print.n_words)
            leads[story] = i; // the first page of a story comes first
    }
    return leads;
}

static uh_status write_stories(settling *t, uh_error *error) {
    const uint32_t *leads = find_leads(t);
    if (!leads)
        return error_nomem(error);
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < t->in.n && status == UH_OK; i++) {
        const group_page *p = &t->in.pages[i];
        const story_page *now = &t->pages[i];
        if (!t->changed[i])
            continue;
        int64_t story = t->in.pages[now->story].id;
        int64_t lead = t->in.pages[leads[now->story]].id;
        int64_t original = now->original == i ? 0 : t->in.pages[now->original].id;
        if (p->story != story || p->lead != lead || p->original != original)
            status = group_write_story(t->s, p->id, story, lead, original, error);
    }
    return status;
}

/* ---- writing events ---- */

/* The reports of one story with what merging made of them. */
typedef struct telling {
    group_reports in;
    merge_report *reports; // [in.n]
    uint32_t *page_of;     // [in.n] index into the pages
    uint32_t *next;        // [in.n] the next report of the same event, NO_INDEX: none
    bool *stands;          // [in.n] of a first report: its event is written so already
} telling;

/* Leads from each report to the next one of its event. */
static void chain_reports(telling *x) {
    for (uint32_t i = 0; i < x->in.n; i++)
        x->next[i] = NO_INDEX;
    for (uint32_t i = x->in.n; i-- > 0;) {
        uint32_t first = x->reports[i].first;
        if (first != i) {
            x->next[i] = x->next[first];
            x->next[first] = i;
        }
    }
}

static uh_status read_telling(settling *t, const uint32_t *pages, uint32_t n, telling *out,
                              uh_error *error) {
    *out = (telling){ 0 };
    uint32_t page_cap = 0, n_page = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t before = out->in.n;
        uh_status status =
            group_read_reports(t->s, t->in.pages[pages[k]].id, &t->story, &out->in, error);
        if (status != UH_OK)
            return status;
        for (; before < out->in.n; before++) {
            uint32_t *of = ARENA_PUSH(&t->story, out->page_of, n_page, page_cap);
            if (!of)
                return error_nomem(error);
            *of = pages[k];
        }
    }
    out->reports = arena_array(&t->story, out->in.n, sizeof *out->reports);
    out->stands = arena_array(&t->story, out->in.n, sizeof *out->stands);
    out->next = arena_array(&t->story, out->in.n, sizeof *out->next);
    if (!out->reports || !out->stands || !out->next)
        return error_nomem(error);
    for (uint32_t i = 0; i < out->in.n; i++) {
        const group_report *r = &out->in.reports[i];
        out->reports[i] = (merge_report){
            .key = r->key,
            .page = out->page_of[i],
            .type = r->type,
            .mode = r->mode,
            .status = r->status,
            .when = r->when,
            .actor = r->actor,
            .recipient = r->recipient,
            .trigger = r->trigger,
            .sentence = r->sentence,
            .score = r->score,
            .alone = r->alone,
        };
    }
    if (merge_find(out->reports, out->in.n, &t->story) != UH_OK)
        return error_nomem(error);
    chain_reports(out);
    return UH_OK;
}

/* Adds an outlet to those counted so far; unnamed ones are one. */
static bool is_new_outlet(map *seen, arena *a, const group_page *p, bool *failed) {
    uint32_t known;
    uint64_t key = p->named ? (uint64_t)p->outlet : 0;
    if (map_get(seen, key, &known))
        return false;
    *failed |= !map_put(seen, a, key, 1);
    return true;
}

/* Counts the event whose first report is number first. */
static bool count_event(settling *t, const telling *x, uint32_t first, group_event *e) {
    map outlets = { 0 }, sources = { 0 };
    bool failed = false;
    *e = (group_event){ .first = x->in.reports[first].id,
                        .face = x->in.reports[x->reports[first].face].id };
    for (uint32_t i = first; i != NO_INDEX && !failed; i = x->next[i]) {
        uint32_t at = x->page_of[i];
        e->reports++;
        e->rejected |= x->in.reports[i].rejected;
        e->outlets += is_new_outlet(&outlets, &t->story, &t->in.pages[at], &failed);
        e->sources +=
            is_new_outlet(&sources, &t->story, &t->in.pages[t->pages[at].original], &failed);
    }
    return !failed;
}

/* Removes the event that a report is in so far, unless it was written a moment ago. */
static uh_status leave(settling *t, const group_report *r, uh_error *error) {
    uint32_t known;
    if (map_get(&t->written, (uint64_t)r->event, &known))
        return UH_OK;
    return group_remove(t->s, r->event, error);
}

static uh_status write_event(settling *t, const telling *x, const group_event *e, uint32_t first,
                             uh_error *error) {
    uh_status status = group_remove(t->s, e->first, error);
    if (status == UH_OK)
        status = group_write_event(t->s, e, error);
    for (uint32_t i = first; i != NO_INDEX && status == UH_OK; i = x->next[i])
        status = group_put_report(t->s, x->in.reports[i].id, e->first, error);
    if (status == UH_OK && !map_put(&t->written, &t->a, (uint64_t)e->first, 1))
        status = error_nomem(error);
    return status;
}

static bool all_in(const telling *x, uint32_t first) {
    for (uint32_t i = first; i != NO_INDEX; i = x->next[i])
        if (x->in.reports[i].event != x->in.reports[first].id)
            return false;
    return true;
}

/* Writes the events of a story that are not as they stand. */
static uh_status write_telling(settling *t, telling *x, uh_error *error) {
    group_event *events = arena_array(&t->story, x->in.n, sizeof *events);
    uh_status status = events ? UH_OK : error_nomem(error);
    for (uint32_t i = 0; i < x->in.n && status == UH_OK; i++) {
        if (x->reports[i].first != i)
            continue;
        if (!count_event(t, x, i, &events[i]))
            status = error_nomem(error);
        if (status == UH_OK)
            status = group_event_stands(t->s, &events[i], &x->stands[i], error);
        x->stands[i] = x->stands[i] && all_in(x, i);
    }
    for (uint32_t i = 0; i < x->in.n && status == UH_OK; i++)
        if (!x->stands[x->reports[i].first])
            status = leave(t, &x->in.reports[i], error);
    for (uint32_t i = 0; i < x->in.n && status == UH_OK; i++)
        if (x->reports[i].first == i && !x->stands[i])
            status = write_event(t, x, &events[i], i, error);
    return status;
}

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uh_status write_events(settling *t, uh_error *error) {
    // story and page in one number: sorted, the pages of a story lie together, in order
    uint64_t *order = arena_array(&t->a, t->in.n, sizeof *order);
    uint32_t *pages = arena_array(&t->a, t->in.n, sizeof *pages);
    uint32_t n = 0;
    if (!order || !pages)
        return error_nomem(error);
    for (uint32_t i = 0; i < t->in.n; i++)
        if (t->changed[i])
            order[n++] = (uint64_t)t->pages[i].story << 32 | i;
    if (n)
        qsort(order, n, sizeof *order, by_number);
    uh_status status = UH_OK;
    for (uint32_t i = 0, end; i < n && status == UH_OK; i = end) {
        telling x;
        for (end = i; end < n && order[end] >> 32 == order[i] >> 32; end++)
            pages[end - i] = (uint32_t)order[end];
        arena_reset(&t->story);
        status = read_telling(t, pages, end - i, &x, error);
        if (status == UH_OK)
            status = write_telling(t, &x, error);
    }
    return status;
}

/* ---- rounds ---- */

static void start_round(settling *t) {
    arena_reset(&t->a);
    t->a.limit = SETTLE_MEMORY_MOST;
    t->written = (map){ 0 };
}

static uh_status write_round(settling *t, uh_error *error) {
    uh_status status = write_stories(t, error);
    return status == UH_OK ? write_events(t, error) : status;
}

static uh_status read_ties(settling *t, uh_error *error) {
    uh_status status = correct_read_ties(t->s, &t->a, &t->ties, error);
    if (status != UH_OK)
        return status;
    t->tied = arena_array(&t->a, t->ties.n, sizeof *t->tied);
    return t->tied ? UH_OK : error_nomem(error);
}

/* Settles changed days that lie together. */
static uh_status settle_days(settling *t, uh_error *error) {
    bool wider = true;
    uh_status status = UH_OK;
    t->first = t->days[0] - REPRINT_DAYS;
    t->last = t->days[t->n_days - 1] + STORY_MONTH + REPRINT_DAYS;
    while (wider && status == UH_OK) {
        start_round(t);
        status = read_pages(t, false, error);
        if (status == UH_OK)
            status = read_ties(t, error);
        if (status == UH_OK && story_group(t->pages, t->in.n, t->first, &t->a) != UH_OK)
            status = error_nomem(error);
        for (uint32_t i = 0; i < t->in.n && status == UH_OK; i++)
            t->changed[i] = t->in.pages[i].day >= t->first && is_changed_day(t, t->in.pages[i].day);
        if (status == UH_OK && !spread(t))
            status = error_nomem(error);
        if (status == UH_OK)
            status = widen(t, &wider, error);
    }
    return status == UH_OK ? write_round(t, error) : status;
}

static uh_status settle_undated(settling *t, uh_error *error) {
    start_round(t);
    uh_status status = read_pages(t, true, error);
    if (status == UH_OK && story_group_undated(t->pages, t->in.n, &t->a) != UH_OK)
        status = error_nomem(error);
    for (uint32_t i = 0; i < t->in.n && status == UH_OK; i++)
        t->changed[i] = true;
    return status == UH_OK ? write_round(t, error) : status;
}

static uh_status settle_all(settling *t, const group_days *days, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0, end; i < days->n && status == UH_OK; i = end) {
        end = i + 1;
        if (days->days[i] == GROUP_UNDATED) {
            status = settle_undated(t, error);
            continue;
        }
        while (end < days->n && days->days[end] != GROUP_UNDATED &&
               days->days[end] - days->days[end - 1] <= APART_DAYS)
            end++;
        t->days = days->days + i;
        t->n_days = end - i;
        status = settle_days(t, error);
    }
    return status;
}

uh_status settle(store *s, uh_error *error) {
    settling t = { .s = s, .story = { .limit = SETTLE_MEMORY_MOST } };
    arena kept = { .limit = SETTLE_MEMORY_MOST };
    group_days days = { 0 };
    uh_status status = group_unsettled(s, &kept, &days, error);
    if (status == UH_OK && days.n) {
        status = group_begin(s, error);
        if (status == UH_OK)
            status = correct_unsettle(s, error);
        days = (group_days){ 0 };
        if (status == UH_OK)
            status = group_unsettled(s, &kept, &days, error);
        if (status == UH_OK)
            status = settle_all(&t, &days, error);
        if (status == UH_OK)
            status = correct_merge(s, error);
        if (status == UH_OK)
            status = group_settled(s, error);
        if (status == UH_OK)
            status = store_commit(s, error);
        else
            group_drop(s);
    }
    arena_free(&t.a);
    arena_free(&t.story);
    arena_free(&kept);
    return status;
}
