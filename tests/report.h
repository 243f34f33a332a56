/* report.h - a record of its own for a test, to ask and to write the report about: VEN is the
 * country.
 */
#ifndef UH_TEST_REPORT_H
#define UH_TEST_REPORT_H

#include "analysis/hold.h"
#include "report/country.h"
#include "tests/place.h"

static inline void add_page(place *p) {
    bool changed;
    built_page(&p->d);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
}

/* A page of one event, published on its day. */
static inline event *start_event(place *p, const char *day, const char *actor, event_type type,
                                 const char *recipient) {
    build_page(&p->d, day, "Daily", "a.jsonl", day);
    built_event e = { actor, "acts", recipient, type, NULL, day };
    return build_event(&p->d, &e);
}

static inline void act(place *p, const char *day, const char *actor, event_type type,
                       const char *recipient) {
    start_event(p, day, actor, type, recipient);
    add_page(p);
}

static inline text no_name(const void *context, text code) {
    (void)context;
    return text_equal(code, TEXT("VEN")) ? TEXT("Venezuela") : code;
}

static inline text find_capital(const void *context, text state, float *latitude,
                                float *longitude) {
    static const struct {
        const char *state, *name;
        float latitude, longitude;
    } capitals[] = { { "RUS", "Moscow", 55.76f, 37.62f },
                     { "USA", "Washington", 38.9f, -77.04f },
                     { "VEN", "Caracas", 10.48f, -66.9f } };
    (void)context;
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
        if (text_equal(state, text_of(capitals[i].state))) {
            *latitude = capitals[i].latitude;
            *longitude = capitals[i].longitude;
            return text_of(capitals[i].name);
        }
    return (text){ "", 0 };
}

#define OUTLINES                                                                                   \
    "# a comment\nRUS | 300 500 100 0 0 100; 1700 600 50 0 0 50\nVEN | -700 50 50 0 0 50\n"
static const book names = { .find = no_name,
                            .capital = find_capital,
                            .model = { "m", 1 },
                            .outlines = { OUTLINES, sizeof OUTLINES - 1 } };

static inline void ask(place *p) {
    hold_question q = { .country = TEXT("VEN"),
                        .only_strand = -1,
                        .half_life_days = 180,
                        .seed = 1,
                        .since = INT32_MIN,
                        .until = INT32_MAX };
    assert_int_equal(hold_find(p->s, &q, &p->a, &p->h, &p->error), UH_OK);
}

static inline void write_page(place *p) {
    buffer_clear(&p->b);
    assert_int_equal(country_write(&p->b, p->s, &p->h, &names, &p->a, &p->error), UH_OK);
    assert_false(p->b.failed);
}

static inline bool says(const buffer *b, const char *words) {
    return text_find(buffer_view(b), text_of(words)) != SIZE_MAX;
}

static inline uint32_t times(const buffer *b, const char *words) {
    uint32_t n = 0;
    text rest = buffer_view(b), part = text_of(words);
    for (size_t at; (at = text_find(rest, part)) != SIZE_MAX; n++)
        rest = text_cut(rest, at + part.len, rest.len);
    return n;
}

static inline void no_nan(const buffer *b) {
    assert_false(says(b, "nan") || says(b, "NaN") || says(b, "-0.00"));
}

#define IN_A_RECORD(test) cmocka_unit_test_setup_teardown(test, make_record, drop_place)

#endif
