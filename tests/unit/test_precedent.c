/* test_precedent.c - the example of docs/methods.md; what makes rows alike; planted precedents. */
#include "analysis/draw.h"
#include "analysis/precedent.h"
#include "doc/plover.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static episode_step step(episode_part by, event_type type, episode_part to) {
    return (episode_step){ .by = (uint8_t)by, .type = (uint8_t)type, .to = (uint8_t)to };
}

static void test_example_by_hand(void **state) {
    (void)state;
    episode_step now[5] = {
        step(PART_RIVAL, EVENT_THREATEN, PART_CLIENT),
        step(PART_RIVAL, EVENT_SANCTION, PART_CLIENT),
        step(PART_PATRON, EVENT_SUPPORT, PART_CLIENT),
        step(PART_PATRON, EVENT_AID, PART_CLIENT),
        step(PART_CLIENT, EVENT_REJECT, PART_RIVAL),
    };
    episode_step then[5] = {
        step(PART_RIVAL, EVENT_ACCUSE, PART_CLIENT),  step(PART_RIVAL, EVENT_SANCTION, PART_CLIENT),
        step(PART_OTHER, EVENT_CONSULT, PART_CLIENT), step(PART_PATRON, EVENT_AID, PART_CLIENT),
        step(PART_CLIENT, EVENT_REJECT, PART_RIVAL),
    };
    alignment pairs;
    double alike = precedent_alike(now, 5, then, 5, &pairs);
    assert_true(fabs(alike - 0.78) < 1e-9);
    assert_int_equal(pairs.n, 4);
    const uint8_t places[4] = { 0, 1, 3, 4 };
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pairs.pairs[i].now, places[i]);
        assert_int_equal(pairs.pairs[i].then, places[i]);
    }
}

static void test_bounds(void **state) {
    (void)state;
    episode_step row[6], other[6];
    for (int i = 0; i < 6; i++) {
        row[i] = step(PART_PATRON, EVENT_AID, PART_CLIENT);
        other[i] = step(PART_CLIENT, EVENT_ASSAULT, PART_RIVAL);
    }
    assert_true(precedent_alike(row, 6, row, 6, NULL) == 1.0);
    assert_true(precedent_alike(row, 6, other, 6, NULL) == 0.0);
    assert_true(precedent_chance(row, 6, row, 6, 1) == 1.0); // no order is another one
}

static episode_step random_step(uint64_t *seed) {
    return step((episode_part)(1 + draw_below(seed, PARTS - 1)),
                (event_type)(1 + draw_below(seed, EVENT_TYPES - 1)),
                (episode_part)(1 + draw_below(seed, PARTS - 1)));
}

/* A copy of the row with one step in four another one, among 40 rows of noise. */
static void test_planted_precedent(void **state) {
    (void)state;
    enum { RUNS = 1000, ROWS = 40, STEPS = 16 };
    int found = 0, in_order = 0;
    uint64_t seed = 5;
    for (int run = 0; run < RUNS; run++) {
        episode_step now[STEPS], then[STEPS];
        for (int i = 0; i < STEPS; i++) {
            now[i] = random_step(&seed);
            then[i] = draw_below(&seed, 4) ? now[i] : random_step(&seed);
        }
        double planted = precedent_alike(now, STEPS, then, STEPS, NULL), best = 0;
        for (int k = 0; k < ROWS; k++) {
            episode_step noise[STEPS];
            for (int i = 0; i < STEPS; i++)
                noise[i] = random_step(&seed);
            double alike = precedent_alike(now, STEPS, noise, STEPS, NULL);
            best = alike > best ? alike : best;
        }
        found += planted > best;
        if (run < 20)
            in_order += precedent_chance(now, STEPS, then, STEPS, seed) < 0.05;
    }
    assert_true(found >= RUNS * 95 / 100);
    assert_true(in_order >= 18);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_by_hand),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_planted_precedent),
    };
    return cmocka_run_group_tests_name("precedent", tests, NULL, NULL);
}
