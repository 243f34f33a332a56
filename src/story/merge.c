/* merge.c - each report joins the first event of its story that it agrees with, or starts one. */
#include "story/merge.h"
#include "base/hash.h"
#include "doc/code.h"
#include "story/gist.h"

#include <string.h>

enum {
    WORDS_MOST = 32,
    COUNTRY = 3,         // letters of a country in a code
    EVENTS_TRIED = 1000, // of a story, the latest, that a report is compared to
};

/* The words of a sentence that count, by hash, ascending. */
typedef struct bag {
    uint32_t words[WORDS_MOST];
    uint32_t n;
    uint32_t trigger; // hash of its stem
} bag;

/* ---- the same words ---- */

static void add_word(bag *b, uint32_t hash) {
    uint32_t at = b->n;
    while (at > 0 && b->words[at - 1] > hash)
        at--;
    if (b->n == WORDS_MOST || (at > 0 && b->words[at - 1] == hash))
        return;
    memmove(b->words + at + 1, b->words + at, (b->n - at) * sizeof *b->words);
    b->words[at] = hash;
    b->n++;
}

static void fill_bag(bag *b, const merge_report *r) {
    gist_reader w = { .in = r->sentence };
    while (gist_next(&w))
        if (w.len > 1 && !gist_is_function(&w))
            add_word(b, gist_stem_hash(&w));
    w = (gist_reader){ .in = r->trigger };
    b->trigger = gist_next(&w) ? gist_stem_hash(&w) : 0;
}

/* The part of the shorter sentence's words that stand in the other, too. */
static double shared(const bag *a, const bag *b) {
    uint32_t i = 0, j = 0, both = 0;
    while (i < a->n && j < b->n) {
        both += a->words[i] == b->words[j];
        uint32_t x = a->words[i], y = b->words[j];
        i += x <= y;
        j += y <= x;
    }
    uint32_t fewer = a->n < b->n ? a->n : b->n;
    return fewer ? (double)both / fewer : 0;
}

/* An article may tell of several requests of one side, each with the same verb: what is asked for
 * tells them apart. */
static bool same_act(const merge_report *a, const merge_report *b, const bag *x, const bag *y) {
    bool asks_again = a->type == EVENT_REQUEST && a->page == b->page;
    bool same_trigger = x->trigger && x->trigger == y->trigger;
    if (same_trigger && !asks_again) // most often, and no words need comparing
        return true;
    return shared(x, y) >= (same_trigger ? MERGE_ASKED : MERGE_SHARED);
}

/* ---- the same sides ---- */

/* Codes that name a kind of body and no country: their beginning says nothing. */
static bool is_kind(text code) {
    static const char *const kinds[] = { "IGO", "NGO", "MNC", "IMG", "INT" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_starts(code, text_of(kinds[i])))
            return true;
    return false;
}

/* USA, USAGOV and USAMIL agree: one paper names the country, one the army. */
static bool agree(text a, text b) {
    if (text_starts(a, b) || text_starts(b, a))
        return true;
    return a.len >= COUNTRY && b.len >= COUNTRY && !is_kind(a) && memcmp(a.at, b.at, COUNTRY) == 0;
}

/* How many codes of a side agree with one of another. */
static uint32_t n_agreeing(text side, text other) {
    text x, y;
    uint32_t n = 0;
    while (code_next(&side, &x)) {
        text rest = other;
        while (code_next(&rest, &y))
            if (agree(x, y)) {
                n++;
                break;
            }
    }
    return n;
}

static bool sides_agree(text a, text b) {
    return a.len == 0 || b.len == 0 || n_agreeing(a, b) > 0;
}

/* "X and Y met" and "X met Y". */
static bool is_mutual(uint8_t type) {
    return type == EVENT_CONSULT || type == EVENT_AGREE || type == EVENT_COOPERATE ||
           type == EVENT_ASSAULT;
}

static bool same_sides(const merge_report *a, const merge_report *b) {
    if (a->actor.len == 0 && a->recipient.len == 0)
        return false;
    if (b->actor.len == 0 && b->recipient.len == 0)
        return false;
    if (sides_agree(a->actor, b->actor) && sides_agree(a->recipient, b->recipient))
        return n_agreeing(a->actor, b->actor) + n_agreeing(a->recipient, b->recipient) > 0;
    return is_mutual(a->type) && n_agreeing(a->actor, b->recipient) > 0 &&
           (n_agreeing(a->recipient, b->actor) > 0 || n_agreeing(a->actor, b->actor) > 0);
}

/* ---- the same time ---- */

static int32_t days_of(date_precision precision) {
    switch (precision) {
    case DATE_YEAR:
        return 366;
    case DATE_MONTH:
        return 31;
    case DATE_WEEK:
        return 7;
    default:
        return 1; // a day is another one further west
    }
}

static bool same_time(date a, date b) {
    if (a.precision == DATE_NONE || b.precision == DATE_NONE)
        return true;
    int32_t wide = days_of(a.precision), other = days_of(b.precision);
    int32_t apart = a.day < b.day ? b.day - a.day : a.day - b.day;
    return apart <= (wide > other ? wide : other);
}

/* What happened may be told as news or as history; the rest must be said alike. */
static bool same_status(uint8_t a, uint8_t b) {
    bool a_happened = a == STATUS_ASSERTED || a == STATUS_HISTORICAL;
    bool b_happened = b == STATUS_ASSERTED || b == STATUS_HISTORICAL;
    return a == b || (a_happened && b_happened);
}

static bool same_event(const merge_report *a, const merge_report *b, const bag *x, const bag *y) {
    return a->type == b->type && (a->mode == b->mode || !a->mode || !b->mode) &&
           same_status(a->status, b->status) && same_time(a->when, b->when) && same_sides(a, b) &&
           same_act(a, b, x, y);
}

/* ---- the one to show ---- */

/* How much a report says: both sides, how closely they are named, the mode, the day. */
static uint32_t fullness(const merge_report *r) {
    uint32_t sides = (uint32_t)(r->actor.len > 0) + (r->recipient.len > 0);
    uint32_t named = (uint32_t)(r->actor.len > COUNTRY) + (r->recipient.len > COUNTRY);
    return 16 * sides + 4 * named + 2 * (r->mode > 0) + (r->when.precision >= DATE_DAY);
}

static bool shows_better(const merge_report *a, const merge_report *b) {
    uint32_t x = fullness(a), y = fullness(b);
    return x != y ? x > y : a->score > b->score;
}

/* ---- all of it ---- */

/* The reports of one story. */
typedef struct telling {
    merge_report *reports; // [n]
    uint32_t n;
    bag *bags;        // [n]
    uint32_t *firsts; // [n_firsts] the events so far, by their first report
    uint32_t n_firsts;
} telling;

static void place(telling *t, uint32_t i) {
    uint32_t from = t->n_firsts > EVENTS_TRIED ? t->n_firsts - EVENTS_TRIED : 0;
    merge_report *r = &t->reports[i];
    fill_bag(&t->bags[i], r);
    if (r->alone) {
        r->first = r->face = i;
        return;
    }
    for (uint32_t k = from; k < t->n_firsts; k++) {
        uint32_t j = t->firsts[k];
        merge_report *first = &t->reports[j];
        if (!same_event(first, r, &t->bags[j], &t->bags[i]))
            continue;
        r->first = j;
        if (shows_better(r, &t->reports[first->face]))
            first->face = i;
        return;
    }
    r->first = r->face = i;
    t->firsts[t->n_firsts++] = i;
}

static uh_status merge_story(merge_report *reports, uint32_t n, arena *a) {
    arena_mark mark = arena_save(a);
    telling t = { .reports = reports, .n = n };
    t.bags = arena_array(a, n, sizeof *t.bags);
    t.firsts = arena_array(a, n, sizeof *t.firsts);
    if (!t.bags || !t.firsts)
        return UH_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        place(&t, i);
    for (uint32_t i = 0; i < n; i++)
        reports[i].face = reports[reports[i].first].face;
    arena_rewind(a, mark);
    return UH_OK;
}

uh_status merge_find(merge_report *reports, uint32_t n, arena *a) {
    uint32_t end;
    for (uint32_t start = 0; start < n; start = end) {
        for (end = start; end < n && reports[end].story == reports[start].story;)
            end++;
        if (merge_story(reports + start, end - start, a) != UH_OK)
            return UH_NOMEM;
        for (uint32_t i = start; i < end; i++) {
            reports[i].first += start;
            reports[i].face += start;
        }
    }
    return UH_OK;
}
