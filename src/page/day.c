/* day.c - the days that a page names. */
#include "page/day.h"

enum { KINDS_AGREE = 3 }; // of data

day_seen *days_see(days *s, int32_t which, uint64_t signs) {
    uint32_t i = 0;
    while (i < s->n && s->at[i].day != which)
        i++;
    if (i == DAYS_MOST)
        return NULL;
    if (i == s->n)
        s->at[s->n++] = (day_seen){ .day = which };
    s->at[i].signs |= signs;
    return &s->at[i];
}

void days_mark(days *s, int32_t which, uint64_t signs) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].day == which)
            s->at[i].signs |= signs;
}

void days_drop_remote(days *s) {
    const uint64_t in_passing = day_bit(SHOWN_PROSE) | day_bit(SHOWN_IN_COMMENT) |
                                day_bit(SHOWN_ASIDE) | day_bit(SHOWN_OTHER);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint64_t signs = s->at[i].signs;
        bool is_said = signs & (day_bit(SAID_END) - 1);
        if (is_said || !(signs & day_bit(SHOWN_FAR)) || !(signs & in_passing))
            s->at[n++] = s->at[i];
    }
    s->n = n;
}

/* A distance in days as a byte about the middle, by steps: trees that see it to the day learn the
 * pages by heart. */
static uint8_t distance(int64_t n) {
    static const uint16_t most[] = { 0, 1, 3, 10, 40, 400 };
    int64_t size = n < 0 ? -n : n;
    uint8_t step = 0;
    while (step < sizeof most / sizeof *most && size > most[step])
        step++;
    return (uint8_t)(n < 0 ? DAY_MIDDLE - step : DAY_MIDDLE + step);
}

static uint32_t count(uint64_t signs) {
    uint32_t n = 0;
    for (; signs; signs &= signs - 1)
        n++;
    return n;
}

/* The first day with one of the signs; NULL if there is none. */
static const day_seen *day_with(const days *s, uint64_t signs) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].signs & signs)
            return &s->at[i];
    return NULL;
}

static uint8_t from(const day_seen *d, const day_seen *other) {
    return other ? distance((int64_t)d->day - other->day) : 0;
}

/* How many of the kinds of data name it as that of publication. */
static uint32_t agreeing(uint64_t signs) {
    static const uint64_t kinds[] = {
        UINT64_C(1) << SAID_LINKED | UINT64_C(1) << SAID_LINKED_ANY,
        UINT64_C(1) << SAID_META | UINT64_C(1) << SAID_META_PLAIN,
        UINT64_C(1) << SAID_TIME_PUBLISHED | UINT64_C(1) << SAID_TIME_CLOSE,
        UINT64_C(1) << SAID_ADDRESS,
    };
    uint32_t n = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        n += (signs & kinds[k]) != 0;
    return n;
}

/* The surest of the data by which one of the days is said to be that of publication; 0: none. */
static uint64_t surest_of(const days *s) {
    static const uint8_t surest[] = { SAID_LINKED, SAID_META, SAID_TIME_PUBLISHED,
                                      SAID_LINKED_ANY };
    for (size_t k = 0; k < sizeof surest; k++)
        if (day_with(s, day_bit((day_sign)surest[k])))
            return day_bit((day_sign)surest[k]);
    return 0;
}

void days_mark_whole(days *s) {
    const uint64_t changed = day_bit(SAID_LINKED_MODIFIED) | day_bit(SAID_META_MODIFIED) |
                             day_bit(SAID_TIME_MODIFIED) | day_bit(SHOWN_UPDATED) |
                             day_bit(SHOWN_NAMED_UPDATED),
                   published = day_bit(SAID_LINKED) | day_bit(SAID_META) |
                               day_bit(SAID_TIME_PUBLISHED) | day_bit(SHOWN_PUBLISHED),
                   surest = surest_of(s);
    for (uint32_t i = 0; i < s->n; i++) {
        day_seen *d = &s->at[i];
        if (agreeing(d->signs) >= KINDS_AGREE)
            d->signs |= day_bit(SEEN_AGREED);
        if (d->signs & surest)
            d->signs |= day_bit(SEEN_SUREST);
        if (d->signs & changed && !(d->signs & published))
            d->signs |= day_bit(SEEN_CHANGED);
    }
}

void days_traits(const days *s, uint8_t *columns, size_t stride) {
    const day_seen *linked = day_with(s, day_bit(SAID_LINKED)),
                   *meta = day_with(s, day_bit(SAID_META)),
                   *time = day_with(s, day_bit(SAID_TIME_PUBLISHED)),
                   *modified = day_with(s, day_bit(SAID_LINKED_MODIFIED)),
                   *address = day_with(s, day_bit(SAID_ADDRESS)),
                   *first = day_with(s, day_bit(SHOWN_FIRST));
    if (!time)
        time = day_with(s, day_bit(SAID_TIME_FIRST));
    if (!modified)
        modified = day_with(s, day_bit(SAID_META_MODIFIED));
    int32_t newest = INT32_MIN;
    for (uint32_t i = 0; i < s->n; i++)
        newest = s->at[i].day > newest ? s->at[i].day : newest;
    for (uint32_t i = 0; i < s->n; i++) {
        const day_seen *d = &s->at[i];
        uint32_t older = 0, newer = 0;
        for (uint32_t k = 0; k < s->n; k++) {
            older += s->at[k].day < d->day;
            newer += s->at[k].day > d->day;
        }
        const uint8_t numbers[DAY_TRAITS - DAY_SIGNS] = {
            day_byte(count(d->signs & (day_bit(SAID_END) - 1))),
            d->times,
            d->from_title,
            d->line_words,
            d->line_rest,
            d->order,
            d->alike,
            day_byte(older),
            day_byte(newer),
            distance((int64_t)d->day - newest),
            from(d, linked),
            from(d, meta),
            from(d, time),
            from(d, modified),
            from(d, address),
            from(d, first),
            day_byte(s->n),
        };
        for (uint32_t t = 0; t < DAY_SIGNS; t++)
            columns[t * stride + i] = (uint8_t)(d->signs >> t & 1);
        for (uint32_t t = DAY_SIGNS; t < DAY_TRAITS; t++)
            columns[t * stride + i] = numbers[t - DAY_SIGNS];
    }
}
