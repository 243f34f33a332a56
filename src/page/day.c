/* day.c - the days that a page names. */
#include "page/day.h"

enum {
    EXACT_DAYS = 40, // a distance up to here is told to the day, a longer one by thirties
    MONTH_DAYS = 30,
};

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

/* A distance in days as a byte about the middle. */
static uint8_t distance(int64_t n) {
    int64_t size = n < 0 ? -n : n;
    if (size > EXACT_DAYS)
        size = EXACT_DAYS + (size - EXACT_DAYS) / MONTH_DAYS;
    if (size > DAY_MIDDLE - 1)
        size = DAY_MIDDLE - 1;
    return (uint8_t)(n < 0 ? DAY_MIDDLE - size : DAY_MIDDLE + size);
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
