/* test_compare.c - two balances side by side: the example of docs/methods.md, gaps, countries. */
#include "analysis/compare.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { RUS, USA, PATRONS };

static balance_event act(int month, int day, uint32_t patron, event_type type, float intensity) {
    static uint32_t story;
    return (balance_event){ .day = date_day(2019, month, day),
                            .story = story++ % 4,
                            .patron = patron,
                            .type = (uint8_t)type,
                            .sources = 1,
                            .intensity = intensity };
}

/* An answer of January and March; February has no coverage. turned: the patrons' other way round.
 */
static hold answer(arena *a, text country, bool turned) {
    uint32_t first = turned ? USA : RUS, second = turned ? RUS : USA;
    balance_event e[4] = { act(1, 31, first, EVENT_AID, 10), act(1, 31, second, EVENT_SUPPORT, 5),
                           act(3, 31, first, EVENT_SANCTION, -10),
                           act(3, 31, second, EVENT_AID, 10) };
    int32_t days[] = { date_day(2019, 1, 31), date_day(2019, 3, 31) };
    const balance_input in = { .events = e,
                               .n_events = 4,
                               .n_stories = 4,
                               .days = days,
                               .n_days = 2,
                               .n_patrons = PATRONS,
                               .half_life_days = 59, // January's halve by the end of March
                               .seed = 1,
                               .only_strand = -1 };
    hold h = { .asked = { .country = country },
               .patrons = { TEXT("RUS"), TEXT("USA") },
               .n_patrons = PATRONS };
    assert_int_equal(balance_compute(&in, a, &h.series), UH_OK);
    return h;
}

static void close_to(double found, double expected) {
    assert_true(fabs(found - expected) < 0.0005);
}

static void test_patrons_by_hand(void **state) {
    (void)state;
    arena a = { 0 };
    compare c;
    uh_error error;
    hold h = answer(&a, TEXT("VEN"), false);
    assert_int_equal(compare_patrons(&h, TEXT("RUS"), TEXT("USA"), &a, &c, &error), UH_OK);
    assert_int_equal(c.n, 3);
    close_to(c.rows[0].one.share, 1 / 1.5);
    close_to(c.rows[0].other.share, 0.5 / 1.5);
    close_to(c.rows[0].difference.share, 0.5 / 1.5);
    assert_true(c.rows[1].gap && !c.rows[0].gap && !c.rows[2].gap);
    close_to(c.rows[2].one.share, 0); // 0.5 - 1 is below zero
    close_to(c.rows[2].other.share, 1);
    close_to(c.rows[2].difference.share, -1);
    for (uint32_t i = 0; i < 3; i += 2) {
        const compare_share *d = &c.rows[i].difference;
        assert_true(d->low <= d->share && d->share <= d->high);
        assert_true(c.rows[i].ahead >= 0 && c.rows[i].ahead <= 1);
    }
    assert_true(c.rows[0].ahead > c.rows[2].ahead);
    arena_free(&a);
}

static void test_a_patron_that_is_not_there(void **state) {
    (void)state;
    arena a = { 0 };
    compare c;
    uh_error error;
    hold h = answer(&a, TEXT("VEN"), false);
    assert_int_equal(compare_patrons(&h, TEXT("VEN"), TEXT("USA"), &a, &c, &error), UH_ARGUMENT);
    assert_string_equal(error.message, "VEN cannot be its own patron");
    arena_free(&a);
}

static void test_countries(void **state) {
    (void)state;
    arena a = { 0 };
    compare c;
    uh_error error;
    hold one = answer(&a, TEXT("VEN"), false), other = answer(&a, TEXT("CUB"), true);
    assert_int_equal(compare_countries(&one, &other, &a, &c, &error), UH_OK);
    assert_int_equal(c.n, 6); // three months, two patrons
    assert_true(text_equal(c.rows[0].patron, TEXT("RUS")));
    close_to(c.rows[0].difference.share, 0.5 / 1.5);
    close_to(c.rows[1].difference.share, -0.5 / 1.5);
    other.patrons[RUS] = TEXT("CHN"); // only one patron in both
    assert_int_equal(compare_countries(&one, &other, &a, &c, &error), UH_OK);
    assert_int_equal(c.n, 3);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patrons_by_hand),
        cmocka_unit_test(test_a_patron_that_is_not_there),
        cmocka_unit_test(test_countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
