/* test_balance.c - the ten-row example of docs/methods.md, to the digit; gaps; a planted change of
 * hand. */
#include "analysis/balance.h"
#include "analysis/draw.h"
#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { RUS, USA };

static uint64_t context(const char *name) {
    return 1ull << plover_context(text_of(name));
}

static balance_event act(int month, int day, uint32_t patron, event_type type, float intensity,
                         uint32_t sources) {
    static uint32_t story;
    return (balance_event){ .day = date_day(2019, month, day),
                            .story = story++ % 10,
                            .patron = patron,
                            .type = (uint8_t)type,
                            .intensity = intensity,
                            .sources = sources };
}

static void close_to(double value, double expected) {
    if (fabs(value - expected) > 5e-4)
        print_error("%f is not %f\n", value, expected);
    assert_true(fabs(value - expected) <= 5e-4);
}

static balance_series compute(const balance_input *in, arena *a) {
    balance_series s;
    assert_int_equal(balance_compute(in, a, &s), UH_OK);
    return s;
}

static void test_ten_rows_by_hand(void **state) {
    (void)state;
    balance_event e[10] = {
        act(1, 10, RUS, EVENT_SUPPORT, 5, 1),     act(1, 23, USA, EVENT_SUPPORT, 5, 3),
        act(1, 28, USA, EVENT_SANCTION, -6, 2),   act(1, 31, RUS, EVENT_AID, 10, 1),
        act(2, 5, USA, EVENT_THREATEN, -3.5f, 1), act(2, 20, RUS, EVENT_COOPERATE, 9.5f, 1),
        act(2, 28, USA, EVENT_AID, 10, 1),        act(4, 2, RUS, EVENT_CONSULT, 4, 1),
        act(4, 5, USA, EVENT_ACCUSE, -3, 1),      act(4, 30, RUS, EVENT_CONSULT, 2.5f, 1),
    };
    e[1].on_challenger = true;
    e[3].contexts = context("military");
    e[7].by_client = true;
    int32_t days[] = { date_day(2019, 1, 10), date_day(2019, 1, 31), date_day(2019, 2, 20),
                       date_day(2019, 4, 30) };
    arena a = { 0 };
    balance_input in = { .events = e,
                         .n_events = 10,
                         .n_stories = 10,
                         .days = days,
                         .n_days = 4,
                         .n_patrons = 2,
                         .half_life_days = 30,
                         .seed = 1,
                         .only_strand = -1 };
    balance_series s = compute(&in, &a);
    assert_int_equal(s.n_periods, 4);
    balance_point *jan = s.points, *feb = s.points + 2, *mar = s.points + 4, *apr = s.points + 6;
    close_to(jan[RUS].hold, 0.5 * exp2(-21 / 30.0) + 1.0);
    close_to(jan[RUS].strand[STRAND_MILITARY], 1.0);
    close_to(jan[USA].hold, -0.6 * (1 + log(2)) * exp2(-3 / 30.0));
    close_to(jan[USA].challenger, 0.5 * (1 + log(3)) * exp2(-8 / 30.0));
    close_to(jan[RUS].share, 1);
    close_to(feb[RUS].hold, jan[RUS].hold * exp2(-28 / 30.0) + 0.95 * exp2(-8 / 30.0));
    close_to(feb[USA].hold, jan[USA].hold * exp2(-28 / 30.0) - 0.35 * exp2(-23 / 30.0) + 1.0);
    close_to(feb[RUS].share, 0.832);
    close_to(feb[USA].share, 0.168);
    assert_true(apr[USA].hold < -0.095 && apr[USA].hold > -0.097 && apr[USA].share == 0);
    close_to(mar[RUS].hold, feb[RUS].hold * exp2(-31 / 30.0));
    assert_int_equal(s.covered_days[2], 0); // a gap
    close_to(apr[RUS].hold, mar[RUS].hold * exp2(-30 / 30.0) + 0.5 * 0.4 * exp2(-28 / 30.0) + 0.25);
    close_to(s.mix[RUS].favours, apr[RUS].hold); // it did no harm
    close_to(s.mix[RUS].part[STRAND_MILITARY], 0.179);
    close_to(s.mix[RUS].part[STRAND_DIPLOMATIC], 0.821);
    assert_true(s.mix[USA].burdens < 0 && s.mix[USA].part[STRAND_ECONOMIC] > 0.999);
    assert_int_equal(s.leader, RUS);
    assert_int_equal(s.last_covered, 3);
    assert_true(apr[RUS].low <= apr[RUS].hold && apr[RUS].hold <= apr[RUS].high);
    arena_free(&a);
}

static void test_planted_change_of_hand(void **state) {
    (void)state;
    balance_event e[200];
    for (uint32_t i = 0; i < 200; i++)
        e[i] = (balance_event){ .day = date_day(2018, 1, 1) + (int32_t)i * 3,
                                .story = i,
                                .patron = (i < 100) == (i % 5 != 0) ? USA : RUS,
                                .type = EVENT_SUPPORT,
                                .intensity = 5,
                                .sources = 1 };
    int32_t days[200];
    for (int i = 0; i < 200; i++)
        days[i] = e[i].day;
    arena a = { 0 };
    balance_input in = { .events = e,
                         .n_events = 200,
                         .n_stories = 200,
                         .days = days,
                         .n_days = 200,
                         .n_patrons = 2,
                         .half_life_days = 30,
                         .seed = 7,
                         .only_strand = -1 };
    balance_series s = compute(&in, &a);
    char label[16];
    assert_int_equal(s.leader, RUS);
    assert_true(s.leader_sure > 0.95);
    balance_label(BALANCE_MONTH, s.first_day[s.leader_since], label);
    assert_string_equal(label, "2018-11"); // the acts change on 2018-10-28
    balance_series again = compute(&in, &a);
    assert_memory_equal(s.points, again.points, sizeof *s.points * s.n_periods * 2);
    arena_free(&a);
}

/* A simulated record: each day each patron acts with its chance, in a story of its own. */
enum { SIM_DAYS = 360, SIM_MONTHS = 12, SIM_RUNS = 1000 };

typedef struct sim {
    balance_event events[2 * SIM_DAYS];
    int32_t days[SIM_DAYS];
    uint32_t n;
} sim;

static void simulate(sim *x, const double chance[2][2], int32_t change, uint64_t *seed) {
    x->n = 0;
    for (int32_t d = 0; d < SIM_DAYS; d++) {
        x->days[d] = date_day(2018, 1, 1) + d;
        for (uint32_t p = 0; p < 2; p++)
            if (draw_below(seed, 1000) < chance[d >= change][p] * 1000) {
                x->events[x->n] = (balance_event){ .day = x->days[d],
                                                   .story = x->n,
                                                   .patron = p,
                                                   .type = EVENT_SUPPORT,
                                                   .intensity = 5,
                                                   .sources = 1 };
                x->n++;
            }
    }
}

static balance_input sim_input(const sim *x, uint64_t seed) {
    return (balance_input){ .events = x->events,
                            .n_events = x->n,
                            .n_stories = x->n,
                            .days = x->days,
                            .n_days = SIM_DAYS,
                            .n_patrons = 2,
                            .half_life_days = 20,
                            .seed = seed,
                            .only_strand = -1 };
}

static bool finds_change(const balance_series *s, int32_t day) {
    for (uint32_t i = 0; i < s->n_hands; i++) {
        uint32_t t = s->hands[i].period;
        bool is_near = s->last_day[t] >= day && (t == 0 || s->first_day[t - 1] <= day);
        if (is_near && s->hands[i].to == RUS && s->hands[i].sure > 0)
            return true;
    }
    return false;
}

/* The acts change on a day drawn at random; the hand passes in that month or the next. */
static void test_planted_changes(void **state) {
    (void)state;
    static const double chance[2][2] = { { 0.1, 0.4 }, { 0.4, 0.1 } };
    static sim x;
    uint64_t seed = 11;
    int found = 0;
    arena a = { 0 };
    for (int run = 0; run < SIM_RUNS; run++) {
        int32_t change = 90 + (int32_t)draw_below(&seed, 180);
        simulate(&x, chance, change, &seed);
        balance_input in = sim_input(&x, seed);
        balance_series s = compute(&in, &a);
        found += finds_change(&s, x.days[change]);
        arena_reset(&a);
    }
    assert_true(found >= SIM_RUNS * 90 / 100);
    arena_free(&a);
}

/* The 90 % interval holds the expected value in about 90 % of the runs. */
static void test_interval_keeps_its_promise(void **state) {
    (void)state;
    static const double chance[2][2] = { { 0.3, 0.2 }, { 0.3, 0.2 } };
    static sim x;
    uint64_t seed = 12;
    int held = 0;
    double expected = 0;
    arena a = { 0 };
    for (int run = 0; run < SIM_RUNS; run++) {
        simulate(&x, chance, 0, &seed);
        balance_input in = sim_input(&x, seed);
        balance_series s = compute(&in, &a);
        const balance_point *end = &s.points[(size_t)s.last_covered * 2];
        expected = 0;
        for (int32_t d = 0; d < SIM_DAYS; d++)
            expected += 0.3 * 0.5 * exp2(-(s.last_day[s.last_covered] - x.days[d]) / 20.0);
        held += end->low <= expected && expected <= end->high;
        arena_reset(&a);
    }
    assert_in_range(held, SIM_RUNS * 85 / 100, SIM_RUNS * 95 / 100);
    arena_free(&a);
}

static void test_no_events(void **state) {
    (void)state;
    arena a = { 0 };
    int32_t day = date_day(2019, 5, 1);
    balance_input in = {
        .n_patrons = 1, .days = &day, .n_days = 1, .half_life_days = 180, .only_strand = -1
    };
    balance_series s = compute(&in, &a);
    assert_int_equal(s.n_periods, 1);
    assert_int_equal(s.leader, UINT32_MAX);
    in.n_days = 0;
    s = compute(&in, &a);
    assert_int_equal(s.n_periods, 0);
    arena_free(&a);
}

/* Events from before the first article enter with their age; they do not stretch the series. */
static void test_older_events_keep_their_age(void **state) {
    (void)state;
    balance_event e[2] = { act(1, 1, RUS, EVENT_AID, 10, 1), act(5, 10, RUS, EVENT_AID, 10, 1) };
    int32_t day = date_day(2019, 5, 10);
    arena a = { 0 };
    balance_input in = { .events = e,
                         .n_events = 2,
                         .n_stories = 10,
                         .days = &day,
                         .n_days = 1,
                         .n_patrons = 1,
                         .half_life_days = 30,
                         .seed = 1,
                         .only_strand = -1 };
    balance_series s = compute(&in, &a);
    assert_int_equal(s.n_periods, 1);
    close_to(s.points[0].hold, exp2(-150 / 30.0) + exp2(-21 / 30.0));
    assert_int_equal(s.points[0].n_events, 1);
    arena_free(&a);
}

static void test_labels(void **state) {
    (void)state;
    char label[16];
    balance_label(BALANCE_WEEK, date_day(2018, 12, 31), label);
    assert_string_equal(label, "2019-W01");
    balance_label(BALANCE_YEAR, date_day(1987, 1, 1), label);
    assert_string_equal(label, "1987");
}

static void test_strands(void **state) {
    (void)state;
    assert_int_equal(strand_of(EVENT_AID, 0, 0), STRAND_ECONOMIC);
    assert_int_equal(strand_of(EVENT_AID, 0, context("military") | context("economic")),
                     STRAND_MILITARY);
    assert_int_equal(strand_of(EVENT_COERCE, plover_mode(EVENT_COERCE, TEXT("censor")), 0),
                     STRAND_INFORMATIONAL);
    assert_int_equal(strand_of(EVENT_SUPPORT, 0, context("diplomatic")), STRAND_DIPLOMATIC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_rows_by_hand), cmocka_unit_test(test_planted_change_of_hand),
        cmocka_unit_test(test_planted_changes),  cmocka_unit_test(test_interval_keeps_its_promise),
        cmocka_unit_test(test_no_events),        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_strands),          cmocka_unit_test(test_older_events_keep_their_age),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
