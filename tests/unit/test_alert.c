/* test_alert.c - the example of docs/methods.md; gaps; planted changes and the rate of false
 * alarms. */
#include "analysis/alert.h"
#include "analysis/draw.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { WEEKS = 52, RUNS = 1000 };

static void test_example_by_hand(void **state) {
    (void)state;
    const uint32_t counts[10] = { 1, 0, 1, 0, 1, 0, 1, 0, 6, 6 };
    uint8_t covered[10];
    memset(covered, 7, sizeof covered);
    alert_change c;
    assert_true(alert_find(counts, covered, 10, &c));
    assert_int_equal(c.from, 8);
    assert_int_equal(c.n_before, 4);
    assert_int_equal(c.n_after, 12);
    assert_true(fabs(c.before - 0.5) < 1e-9 && fabs(c.after - 6) < 1e-9);
    assert_true(fabs(c.sure - 0.9777) < 0.0005);
    assert_true(alert_is(&c));
}

static void test_gaps_say_nothing(void **state) {
    (void)state;
    const uint32_t counts[6] = { 2, 0, 0, 0, 0, 2 };
    const uint8_t covered[6] = { 7, 0, 0, 0, 0, 7 };
    alert_change c;
    assert_true(alert_find(counts, covered, 6, &c));
    assert_true(c.before == 2 && c.after == 2 && !alert_is(&c)); // silence was no calm
    assert_false(alert_find(counts, covered, 1, &c));
    assert_false(alert_find(counts, covered, 0, &c));
}

static uint32_t events_of(double rate, uint64_t *seed) {
    uint32_t n = 0;
    for (int part = 0; part < 70; part++) // a week in seventy parts
        n += draw_below(seed, 1000000) < rate / 70 * 1000000;
    return n;
}

/* Half an event a week, then four: found, at its week or next to it; without a change, quiet. */
static void test_planted_changes(void **state) {
    (void)state;
    uint64_t seed = 3;
    int found = 0, false_alarms = 0;
    uint8_t covered[WEEKS];
    memset(covered, 7, sizeof covered);
    for (int run = 0; run < RUNS; run++) {
        uint32_t counts[WEEKS], change = WEEKS - 3 - draw_below(&seed, 5);
        alert_change c;
        for (uint32_t t = 0; t < WEEKS; t++)
            counts[t] = events_of(t < change ? 0.5 : 4, &seed);
        assert_true(alert_find(counts, covered, WEEKS, &c));
        found += alert_is(&c) && c.from + 1 >= change && c.from <= change + 1;
        for (uint32_t t = 0; t < WEEKS; t++)
            counts[t] = events_of(0.5, &seed);
        false_alarms += alert_find(counts, covered, WEEKS, &c) && alert_is(&c);
    }
    assert_true(found >= RUNS * 85 / 100);
    assert_true(false_alarms <= RUNS / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_by_hand),
        cmocka_unit_test(test_gaps_say_nothing),
        cmocka_unit_test(test_planted_changes),
    };
    return cmocka_run_group_tests_name("alert", tests, NULL, NULL);
}
