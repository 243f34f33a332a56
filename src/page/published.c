/* published.c - the day of a page's text: of the days that the page names, the one that trees,
 * fitted to pages whose day is known, give the largest sum. They see which places name a day and
 * how the days lie to one another, so that two sources that agree outdo one that stands alone. */
#include "page/published.h"

#include "page/lanes.h"
#include "page/said.h"
#include "page/shown.h"

/* Made by tools/train-dates, in the layout of lanes.h. */
static const unsigned char trees[] = {
#include "page/published_trees.inc"
};
enum { N_TREES = sizeof trees / LANES_TREE };

/* Where a day was found, by the surest of its places. */
static text place_name(uint64_t signs) {
    static const struct {
        uint8_t sign; // enum day_sign
        const char *name;
    } places[] = {
        { SAID_LINKED, "json-ld" },
        { SAID_META, "meta" },
        { SAID_TIME_PUBLISHED, "time" },
        { SAID_META_PLAIN, "meta" },
        { SAID_ADDRESS, "url" },
        { SAID_TIME_CLOSE, "time" },
        { SAID_ATTRIBUTE, "time" },
        { SAID_HINT, "time" },
        { SHOWN_CLOSE, "byline" },
        { SHOWN_NEAR, "byline" },
        { SHOWN_LAST, "byline" },
        { SHOWN_FAR, "byline" },
        { SAID_TIME_FIRST, "time" },
        { SAID_TITLE, "title" },
        { SAID_TIME_MODIFIED, "time" },
        { SAID_TIME_LATER, "time" },
        { SAID_META_LATER, "meta" },
        { SAID_LINKED_ANY, "json-ld" },
        { SAID_SCRIPT, "script" },
        { SAID_LINKED_MODIFIED, "modified" },
        { SAID_META_MODIFIED, "modified" },
        { SAID_IMAGE, "url" },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (signs & day_bit((day_sign)places[i].sign))
            return text_of(places[i].name);
    return TEXT("");
}

/* The data of scripts are searched where nothing surer is said. */
static bool says_surely(const days *s) {
    const uint64_t sure = day_bit(SAID_LINKED) | day_bit(SAID_META) | day_bit(SAID_TIME_PUBLISHED) |
                          day_bit(SAID_ADDRESS) | day_bit(SAID_TIME_CLOSE) | day_bit(SHOWN_FIRST);
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].signs & sure)
            return true;
    return false;
}

static void modified_choose(const metadata *m, article *a) {
    if (said_day(m->linked.modified, WHEN_UNKNOWN, &a->modified))
        return;
    for (uint32_t i = 0; i < m->n_dates; i++)
        if (m->dates[i].mark == DATED_META_MODIFIED &&
            said_day(m->dates[i].when, WHEN_UNKNOWN, &a->modified))
            return;
}

void published_gather(const metadata *m, const pieces *ps, const doc *d, days *s) {
    s->n = 0;
    s->order = shown_order(m->language);
    said_see(s, m, ps, d);
    shown_see(s, ps);
    if (d->page.media == MEDIA_HTML && !says_surely(s))
        said_see_scripts(s, trail_text(ps->trail->parent, 0, ps->trail->parent->len));
    said_mark_zones(s, m);
    days_drop_remote(s);
    days_mark_whole(s);
}

/* The day that most speaks for; NULL where the page names none. */
static const day_seen *best_of(const days *s) {
    uint8_t columns[DAY_TRAITS][DAYS_MOST];
    int32_t sum[DAYS_MOST] = { 0 };
    uint32_t best = 0;
    if (s->n < 2)
        return s->n ? s->at : NULL;
    days_traits(s, columns[0], DAYS_MOST);
    lanes_few(trees, N_TREES, columns[0], DAYS_MOST, sum, s->n);
    for (uint32_t i = 1; i < s->n; i++)
        if (sum[i] > sum[best])
            best = i;
    return &s->at[best];
}

static void day_choose(const metadata *m, const pieces *ps, doc *d) {
    days s;
    published_gather(m, ps, d, &s);
    const day_seen *best = best_of(&s);
    if (best) {
        d->article.published = (date){ .day = best->day, .precision = DATE_DAY };
        d->article.date_from = place_name(best->signs);
    }
}

void published_choose(const metadata *m, const pieces *ps, doc *d) {
    if (d->article.published.precision == DATE_NONE)
        day_choose(m, ps, d);
    modified_choose(m, &d->article);
}
