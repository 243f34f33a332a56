/* test_threat.c - the example of docs/methods.md; grouping, outcomes, coverage, planted rates; what
 * a sentence says of condition and deadline. */
#include "analysis/ledger.h"
#include "analysis/term.h"
#include "base/date.h"
#include "report/rates.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { USA, VEN, RUS, PARTIES };

static threat_act act(int month, int day, uint32_t by, event_type type, uint32_t to) {
    return (threat_act){ .day = date_day(2019, month, day),
                         .by = { by },
                         .to = { to },
                         .n_by = 1,
                         .n_to = 1,
                         .type = (uint8_t)type,
                         .act_type = (uint8_t)(type == EVENT_THREATEN ? EVENT_SANCTION : type) };
}

static threat_ledger find(const threat_act *acts, uint32_t n, const int32_t *days, uint32_t n_days,
                          arena *a) {
    threat_ledger l;
    assert_int_equal(threat_find(acts, n, PARTIES, days, n_days, NULL, a, &l), UH_OK);
    return l;
}

static void test_example_by_hand(void **state) {
    (void)state;
    threat_act acts[10] = {
        act(1, 5, USA, EVENT_THREATEN, VEN),  act(1, 20, USA, EVENT_THREATEN, VEN),
        act(1, 28, USA, EVENT_SANCTION, VEN), act(2, 1, VEN, EVENT_THREATEN, USA),
        act(2, 9, VEN, EVENT_RETREAT, USA),   act(3, 1, USA, EVENT_THREATEN, RUS),
        act(3, 2, RUS, EVENT_RETREAT, USA),   act(4, 1, RUS, EVENT_THREATEN, USA),
        act(9, 1, USA, EVENT_THREATEN, VEN),  act(9, 2, RUS, EVENT_SANCTION, USA),
    };
    acts[7].status = STATUS_PLANNED;
    for (int i = 0; i < 10; i++)
        acts[i].form = i == 1 ? THREAT_CONDITIONAL : THREAT_PLAIN;
    int32_t days[8];
    for (int i = 0; i < 8; i++)
        days[i] = date_day(2019, 4, 2 + i);
    arena a = { 0 };
    threat_ledger l = find(acts, 10, days, 8, &a);
    assert_int_equal(l.n, 5);
    assert_int_equal(l.items[0].n_mentions, 2); // 5 and 20 January
    assert_int_equal(l.next[0], 1);
    assert_int_equal(l.items[0].outcome, THREAT_CARRIED_OUT);
    assert_int_equal(l.items[0].outcome_act, 2);
    assert_int_equal(l.items[1].outcome, THREAT_EASED); // by its own step back
    assert_int_equal(l.items[2].outcome, THREAT_YIELDED);
    assert_int_equal(l.items[3].outcome, THREAT_CARRIED_OUT); // after 154 days
    assert_int_equal(l.items[4].outcome, THREAT_OPEN);        // no coverage after it
    assert_int_equal(l.items[4].days_covered, 0);
    assert_int_equal(l.items[0].form, THREAT_CONDITIONAL); // by its second mention
    text parties[] = { TEXT("USA"), TEXT("VEN"), TEXT("RUS") };
    const ledger whole = { .acts = acts, .parties = parties, .n_parties = 3, .threats = l };
    uint32_t n;
    const rate_kind *kinds = rates_by_kind(&whole, &a, &n);
    assert_int_equal(n, 4);
    assert_int_equal(kinds[0].party, USA); // it made most
    assert_int_equal(kinds[0].form, THREAT_PLAIN);
    assert_int_equal(kinds[0].n, 2);
    assert_int_equal(kinds[0].outcomes[THREAT_YIELDED] + kinds[0].outcomes[THREAT_OPEN], 2);
    assert_int_equal(kinds[1].form, THREAT_CONDITIONAL);
    assert_int_equal(kinds[1].outcomes[THREAT_CARRIED_OUT], 1);
    double low, high;
    threat_rate(1, 2, &low, &high);
    assert_true(fabs(low - 0.097) < 0.001 && fabs(high - 0.903) < 0.001);
    threat_rate(1, 1, &low, &high);
    assert_true(fabs(low - 0.228) < 0.001 && high == 1);
    threat_rate(0, 1, &low, &high);
    assert_true(low == 0 && fabs(high - 0.772) < 0.001);
    arena_free(&a);
}

static void test_not_seen_needs_coverage(void **state) {
    (void)state;
    threat_act told = act(1, 5, USA, EVENT_THREATEN, VEN);
    int32_t days[THREAT_WATCH_LEAST];
    for (int i = 0; i < THREAT_WATCH_LEAST; i++)
        days[i] = told.day + 1 + i;
    arena a = { 0 };
    assert_int_equal(find(&told, 1, days, THREAT_WATCH_LEAST, &a).items[0].outcome,
                     THREAT_NOT_SEEN);
    assert_int_equal(find(&told, 1, days, THREAT_WATCH_LEAST - 1, &a).items[0].outcome,
                     THREAT_OPEN);
    assert_int_equal(find(NULL, 0, days, 1, &a).n, 0);
    arena_free(&a);
}

static void test_what_is_a_threat(void **state) {
    (void)state;
    threat_act a = act(1, 5, USA, EVENT_THREATEN, VEN);
    assert_true(threat_is(&a));
    a.status = STATUS_DENIED;
    assert_false(threat_is(&a));
    a = act(1, 5, USA, EVENT_SANCTION, VEN);
    assert_false(threat_is(&a)); // done, not threatened
    a.status = STATUS_PLANNED;
    assert_true(threat_is(&a));
    a.n_to = 0;
    assert_false(threat_is(&a)); // a plan without a target
    a = act(1, 5, USA, EVENT_AID, VEN);
    a.status = STATUS_PLANNED;
    assert_false(threat_is(&a)); // a promise
}

/* Side 0 carries out three of four of its threats. The ledger finds each of them. */
static void test_planted_rate(void **state) {
    (void)state;
    enum { N = 40 };
    threat_act acts[2 * N];
    int32_t days[N * 8];
    uint32_t n = 0, done = 0;
    for (int i = 0; i < N; i++) {
        acts[n] = act(1, 1, USA, EVENT_THREATEN, VEN);
        acts[n++].day = 20000 + i * 200;
        if (i % 4) {
            acts[n] = act(1, 1, USA, EVENT_SANCTION, VEN);
            acts[n++].day = 20000 + i * 200 + 30;
        }
        for (int k = 0; k < 8; k++)
            days[i * 8 + k] = 20001 + i * 200 + k * 5;
    }
    arena a = { 0 };
    threat_ledger l = find(acts, n, days, N * 8, &a);
    assert_int_equal(l.n, N);
    for (uint32_t i = 0; i < l.n; i++)
        done += l.items[i].outcome == THREAT_CARRIED_OUT;
    assert_int_equal(done, N * 3 / 4);
    double low, high;
    threat_rate(done, l.n, &low, &high);
    assert_true(low < 0.75 && 0.75 < high && high - low < 0.25);
    arena_free(&a);
}

/* Acts of one matter are those whose contexts are equal. */
static double same_contexts(void *context, uint32_t a, uint32_t b) {
    const threat_act *acts = context;
    return acts[a].contexts == acts[b].contexts ? 0.9 : 0;
}

static void test_another_matter_is_no_outcome(void **state) {
    (void)state;
    threat_act acts[4] = { act(1, 5, USA, EVENT_THREATEN, VEN), act(1, 6, USA, EVENT_THREATEN, VEN),
                           act(1, 7, USA, EVENT_SANCTION, VEN),
                           act(1, 8, VEN, EVENT_CONCEDE, USA) };
    acts[1].contexts = acts[2].contexts = 1;
    acts[3].contexts = 2;
    threat_matter matter = { .like = same_contexts, .context = acts };
    threat_ledger l;
    arena a = { 0 };
    assert_int_equal(threat_find(acts, 4, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.n, 2); // two matters, two threats
    assert_int_equal(l.items[0].outcome, THREAT_OPEN);
    assert_int_equal(l.items[1].outcome, THREAT_CARRIED_OUT);
    arena_free(&a);
}

/* Likeness by day of the act: planted. */
static double like_of_day(void *context, uint32_t a, uint32_t b) {
    const threat_act *acts = context;
    int32_t day = acts[a].day > acts[b].day ? acts[a].day : acts[b].day;
    return (day % 100) / 100.0;
}

/* A threat that names nobody: what follows must be of one matter the more the less is named. */
static void test_nobody_is_named(void **state) {
    (void)state;
    static const struct {
        int32_t like; // hundredths
        uint8_t n_to, n_aim;
        bool to_aim, done;
    } cases[] = {
        { 40, 0, 0, false, true },  // nobody on both sides: close
        { 30, 0, 0, false, false }, // not close enough
        { 40, 1, 1, true, true },   // to whom the article means
        { 40, 1, 1, false, false }, // to somebody else
        { 40, 1, 0, false, false }, // to anybody: it takes more
        { 60, 1, 0, false, true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        threat_act acts[2] = { act(1, 1, USA, EVENT_THREATEN, VEN),
                               act(1, 1, USA, EVENT_SANCTION, VEN) };
        acts[0].day = 20000;
        acts[0].n_to = 0;
        acts[0].n_aim = cases[i].n_aim;
        acts[0].aim[0] = cases[i].to_aim ? VEN : RUS;
        acts[1].day = 20000 + cases[i].like;
        acts[1].n_to = cases[i].n_to;
        threat_matter matter = { .like = like_of_day, .context = acts };
        threat_ledger l;
        arena a = { 0 };
        assert_int_equal(threat_find(acts, 2, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
        assert_int_equal(l.items[0].outcome == THREAT_CARRIED_OUT, cases[i].done);
        arena_free(&a);
    }
}

static bool tells_of_all(void *context, uint32_t act, const uint32_t *parties, uint8_t n) {
    (void)context;
    (void)act;
    return n > 0 && parties[0] < PARTIES;
}

/* A side that gives way to nobody in particular, in an article that tells of the threatener. */
static void test_giving_way_between_sides_with_little_else(void **state) {
    (void)state;
    threat_act acts[3 + 2 * THREAT_RARE_ACTS];
    uint32_t n = 2;
    acts[0] = act(1, 1, USA, EVENT_THREATEN, VEN);
    acts[0].day = 20000;
    acts[1] = act(1, 1, VEN, EVENT_RETREAT, USA);
    acts[1].day = 20012; // so much alike, in hundredths
    acts[1].n_to = 0;
    threat_matter matter = { like_of_day, tells_of_all, acts };
    threat_ledger l;
    arena a = { 0 };
    assert_int_equal(threat_find(acts, n, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.items[0].outcome, THREAT_YIELDED);
    matter.names = NULL; // its article tells of nobody
    assert_int_equal(threat_find(acts, n, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.items[0].outcome, THREAT_OPEN);
    matter.names = tells_of_all;
    for (int i = 0; i < THREAT_RARE_ACTS + 1; i++, n++) { // much passes between the two
        acts[n] = act(1, 1, USA, EVENT_ASSAULT, VEN);
        acts[n].day = 20013;
    }
    assert_int_equal(threat_find(acts, n, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.items[0].outcome, THREAT_OPEN);
    arena_free(&a);
}

/* A step back towards the other side within days, of unlike words: of the matter where little else
 * passes between the two. */
static void test_step_back_soon_after_the_threat(void **state) {
    (void)state;
    const struct {
        uint32_t by, to;
        int32_t day;
        threat_outcome outcome;
    } cases[] = {
        { USA, VEN, 3, THREAT_EASED },
        { VEN, USA, THREAT_SOON_DAYS, THREAT_YIELDED },
        { USA, VEN, THREAT_SOON_DAYS + 1, THREAT_OPEN },
        { USA, VEN, 1, THREAT_OPEN }, // of another matter
        { USA, RUS, 3, THREAT_OPEN },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        threat_act acts[3 + THREAT_RARE_ACTS] = {
            act(1, 1, USA, EVENT_THREATEN, VEN),
            act(1, 1, cases[i].by, EVENT_RETREAT, cases[i].to),
        };
        acts[0].day = 20000;
        acts[1].day = 20000 + cases[i].day; // so much alike, in hundredths: less than 0.15
        threat_matter matter = { .like = like_of_day, .context = acts };
        threat_ledger l;
        arena a = { 0 };
        assert_int_equal(threat_find(acts, 2, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
        assert_int_equal(l.items[0].outcome, cases[i].outcome);
        uint32_t n = 2;
        for (; n < 3 + THREAT_RARE_ACTS; n++) { // much passes between the two
            acts[n] = act(1, 1, USA, EVENT_PROTEST, VEN);
            acts[n].day = 20013;
        }
        assert_int_equal(threat_find(acts, n, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
        assert_int_equal(l.items[0].outcome, THREAT_OPEN);
        arena_free(&a);
    }
}

/* "The banks bowed to the demands": who gives way is not known, to whom is. */
static void test_somebody_gives_way_to_the_threatener(void **state) {
    (void)state;
    threat_act acts[2] = { act(1, 5, USA, EVENT_THREATEN, VEN),
                           act(1, 9, VEN, EVENT_CONCEDE, USA) };
    threat_matter matter = { .like = like_of_day, .context = acts };
    threat_ledger l;
    arena a = { 0 };
    acts[0].day = 20000;
    acts[0].n_to = 0;
    acts[1].n_by = 0;
    acts[1].day = 20040;
    assert_int_equal(threat_find(acts, 2, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.items[0].outcome, THREAT_YIELDED);
    acts[1].day = 20030; // of another matter
    assert_int_equal(threat_find(acts, 2, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
    assert_int_equal(l.items[0].outcome, THREAT_OPEN);
    arena_free(&a);
}

static double one_article(void *context, uint32_t a, uint32_t b) {
    (void)context;
    (void)a;
    (void)b;
    return 1;
}

/* "Late last month he said he would withdraw it; he now does". */
static void test_a_threat_recalled_beside_what_came_of_it(void **state) {
    (void)state;
    threat_act acts[2] = { act(1, 5, USA, EVENT_THREATEN, VEN),
                           act(1, 9, USA, EVENT_SANCTION, VEN) };
    threat_matter matter = { .like = one_article, .context = acts };
    threat_ledger l;
    arena a = { 0 };
    acts[0].n_to = 0;
    for (int recalled = 0; recalled < 2; recalled++) {
        acts[0].recalled = recalled == 1;
        assert_int_equal(threat_find(acts, 2, PARTIES, NULL, 0, &matter, &a, &l), UH_OK);
        assert_int_equal(l.items[0].outcome, recalled ? THREAT_CARRIED_OUT : THREAT_OPEN);
    }
    arena_free(&a);
}

static void test_a_deadline_moves_the_horizon(void **state) {
    (void)state;
    threat_act acts[2] = { act(1, 5, USA, EVENT_THREATEN, VEN),
                           act(1, 5, USA, EVENT_SANCTION, VEN) };
    acts[1].day = acts[0].day + THREAT_HORIZON_DAYS + 30;
    arena a = { 0 };
    assert_int_equal(find(acts, 2, NULL, 0, &a).items[0].outcome, THREAT_OPEN);
    acts[0].deadline = acts[0].day + THREAT_HORIZON_DAYS;
    assert_int_equal(find(acts, 2, NULL, 0, &a).items[0].outcome, THREAT_CARRIED_OUT);
    arena_free(&a);
}

static void test_a_veto_is_a_threat(void **state) {
    (void)state;
    threat_act acts[3] = { act(1, 5, USA, EVENT_REJECT, VEN), act(1, 6, USA, EVENT_REJECT, VEN),
                           act(1, 7, USA, EVENT_REJECT, VEN) };
    acts[0].status = STATUS_PLANNED; // announced
    acts[1].act_type = EVENT_NONE;   // a refusal of another kind
    arena a = { 0 };
    threat_ledger l = find(acts, 3, NULL, 0, &a);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.items[0].outcome, THREAT_CARRIED_OUT);
    assert_int_equal(l.items[0].outcome_act, 2);
    arena_free(&a);
}

static uint32_t draw(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

/* One simulated record: threats of a side of which a share is carried out, amid acts of others and
 * of other kinds; tells whether the interval of the rate holds the share. */
static bool recovers(uint64_t seed, uint32_t percent) {
    enum { N = 30, EACH = 4, GAP = 200 };
    threat_act acts[N * EACH];
    int32_t days[N * THREAT_WATCH_LEAST];
    uint32_t n = 0, done = 0;
    for (int i = 0; i < N; i++) {
        int32_t day = 20000 + i * GAP, when = 1 + (int32_t)draw(&seed, 60);
        threat_act told = act(1, 1, USA, EVENT_THREATEN, VEN);
        threat_act other = act(1, 1, RUS, EVENT_SANCTION, VEN);
        threat_act kind = act(1, 1, USA, EVENT_CONSULT, VEN);
        threat_act did = act(1, 1, USA, EVENT_SANCTION, draw(&seed, 100) < percent ? VEN : RUS);
        told.day = day;
        other.day = kind.day = did.day = day + when;
        acts[n++] = told;
        acts[n++] = other;
        acts[n++] = kind;
        acts[n++] = did;
        for (int k = 0; k < THREAT_WATCH_LEAST; k++)
            days[i * THREAT_WATCH_LEAST + k] = day + 1 + k;
    }
    arena a = { 0 };
    threat_ledger l = find(acts, n, days, N * THREAT_WATCH_LEAST, &a);
    assert_int_equal(l.n, N);
    for (uint32_t i = 0; i < l.n; i++)
        done += l.items[i].outcome == THREAT_CARRIED_OUT;
    arena_free(&a);
    double low, high;
    threat_rate(done, N, &low, &high);
    return low <= percent / 100.0 && percent / 100.0 <= high;
}

/* The 90 % interval holds the planted rate in about 900 of 1,000 simulated records; the binomial is
 * lumpy, so that single rates lie some hundredths off (Brown, Cai, DasGupta 2001). */
static void test_planted_rates_are_recovered(void **state) {
    (void)state;
    static const uint32_t percents[] = { 10, 30, 50, 80 };
    enum { RUNS = 250 };
    uint32_t held = 0;
    for (uint32_t k = 0; k < sizeof percents / sizeof *percents; k++)
        for (uint32_t i = 0; i < RUNS; i++)
            held += recovers(1 + k * RUNS + i, percents[k]);
    assert_in_range(held, 860, 960);
}

static void test_rate(void **state) {
    (void)state;
    double low, high;
    threat_rate(5, 10, &low, &high); // Beta(5.5, 5.5): 0.2619, 0.7381
    assert_true(fabs(low - 0.2619) < 0.002 && fabs(high - 0.7381) < 0.002);
    threat_rate(0, 0, &low, &high);
    assert_true(low >= 0 && high <= 1 && low < 0.01 && high > 0.99);
    threat_rate(0, 3, &low, &high);
    assert_true(low < 0.01 && high > 0.3 && high < 0.6);
}

static void condition_is(const char *sentence_words, uint32_t trigger, const char *expected) {
    text found = term_condition(text_of(sentence_words), trigger);
    if (!text_equal(found, text_of(expected)))
        print_error("%.*s\n", (int)found.len, found.at);
    assert_true(text_equal(found, text_of(expected)));
}

static void test_condition(void **state) {
    (void)state;
    condition_is("Japan will retaliate if tariffs are imposed on April 17, officials said.", 11,
                 "if tariffs are imposed on April 17, officials said");
    condition_is("Unless the talks resume, Turkey will act.", 32, "Unless the talks resume");
    condition_is("Argentina could suspend payments if banks reject a 2.15 billion dlr loan.", 16,
                 "if banks reject a 2.15 billion dlr loan");
    condition_is("Japan will act if the U.S. House votes. It said so.", 11,
                 "if the U.S. House votes");
    condition_is("The shift of power differs.", 0, ""); // no "if" inside a word
    condition_is("Bonn said it should act.", 0, "");
    condition_is("", 0, "");
}

static void test_deadline(void **state) {
    (void)state;
    int32_t day = date_day(2019, 1, 27), found = 0;
    assert_true(term_deadline(TEXT("recognise Guaido unless a vote is called within eight days"),
                              day, &found));
    assert_int_equal(found, date_day(2019, 2, 4));
    assert_true(term_deadline(TEXT("must leave within 72 hours"), day, &found));
    assert_int_equal(found, date_day(2019, 1, 30));
    assert_true(term_deadline(TEXT("by April 17 or face tariffs"), day, &found));
    assert_int_equal(found, date_day(2019, 4, 17));
    assert_true(term_deadline(TEXT("before 3 January"), day, &found));
    assert_int_equal(found, date_day(2020, 1, 3));
    assert_true(term_deadline(TEXT("tariffs from April 17"), day, &found));
    assert_int_equal(found, date_day(2019, 4, 17));
    assert_true(term_deadline(TEXT("until Friday to leave"), day, &found)); // told on a Sunday
    assert_int_equal(found, date_day(2019, 2, 1));
    assert_true(term_deadline(TEXT("until the end of February"), day, &found));
    assert_int_equal(found, date_day(2019, 2, 28));
    assert_true(term_deadline(TEXT("by the end of the year"), day, &found));
    assert_int_equal(found, date_day(2019, 12, 31));
    assert_false(term_deadline(TEXT("on Friday"), day, &found)); // when it was said, mostly
    assert_false(term_deadline(TEXT("in 1987 by the"), day, &found));
    assert_false(term_deadline(TEXT("by April 99"), day, &found));
    assert_false(term_deadline(TEXT(""), day, &found));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_by_hand),
        cmocka_unit_test(test_not_seen_needs_coverage),
        cmocka_unit_test(test_what_is_a_threat),
        cmocka_unit_test(test_planted_rate),
        cmocka_unit_test(test_planted_rates_are_recovered),
        cmocka_unit_test(test_nobody_is_named),
        cmocka_unit_test(test_giving_way_between_sides_with_little_else),
        cmocka_unit_test(test_step_back_soon_after_the_threat),
        cmocka_unit_test(test_somebody_gives_way_to_the_threatener),
        cmocka_unit_test(test_a_threat_recalled_beside_what_came_of_it),
        cmocka_unit_test(test_a_deadline_moves_the_horizon),
        cmocka_unit_test(test_a_veto_is_a_threat),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_another_matter_is_no_outcome),
        cmocka_unit_test(test_condition),
        cmocka_unit_test(test_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
