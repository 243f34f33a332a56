/* test_acts.c - the acts of the whole record, beside what is found around one country. */
#include "store/acts.h"
#include "tests/place.h"

static void add_act(place *p, const char *id, const char *day, const char *actor, event_type type,
                    const char *verb, const char *recipient) {
    bool changed;
    build_page(&p->d, id, "Daily", "a.jsonl", "2019-01-01");
    built_event e = { actor, verb, recipient, type, NULL, day };
    build_event(&p->d, &e)->status = STATUS_ASSERTED;
    built_page(&p->d);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
}

static act_table read_all(place *p, bool only_vetoes, int32_t until) {
    act_table all;
    const acts_wanted wanted = { .types = UINT32_MAX,
                                 .statuses = UINT32_MAX,
                                 .since = INT32_MIN,
                                 .until = until,
                                 .only_vetoes = only_vetoes };
    assert_int_equal(acts_read(p->s, &wanted, &p->a, &all, &p->error), UH_OK);
    return all;
}

/* Every event that names a side, in the same order, with the same fields. */
static void test_the_whole_record_as_around_its_countries(void **state) {
    static const char *const days[] = { "2019-03-02", "2018-12-30", "2019-01-01", "2018-12-30" };
    place *p = *state;
    char id[NAME_SIZE];
    around whole;
    for (int i = 0; i < 40; i++) {
        snprintf(id, sizeof id, "page-%d", i);
        add_act(p, id, i == 7 ? NULL : days[i % 4], i % 3 ? "USAGOV" : "RUS", EVENT_AID, "helps",
                i % 5 ? "VEN" : "CUBMIL");
    }
    act_table all = read_all(p, false, INT32_MAX);
    assert_int_equal(
        around_country(p->s, (text){ "", 0 }, INT32_MIN, INT32_MAX, &p->a, &whole, &p->error),
        UH_OK);
    assert_int_equal(all.n, whole.n_events);
    assert_true(all.n > 8);
    assert_int_equal(all.items[all.n - 1].day, INT32_MAX); // the one without a day
    for (uint32_t i = 0; i < all.n; i++) {
        const act_row *e = &all.items[i];
        const around_event *same = &whole.events[i];
        assert_int_equal(e->id, same->id);
        assert_int_equal(e->day, same->day);
        assert_int_equal(e->sources, same->sources);
        assert_int_equal(e->reports, same->reports);
        assert_float_equal(e->intensity, same->intensity, 0);
        assert_true(text_equal(all.lists[e->actor], same->actor));
        assert_true(text_equal(all.lists[e->recipient], same->recipient));
    }
    assert_int_equal(all.n_days, whole.n_days);
}

static void test_only_what_was_asked_for(void **state) {
    place *p = *state;
    add_act(p, "a", "2019-01-01", "USA", EVENT_REJECT, "vetoed", "UNO");
    add_act(p, "b", "2019-01-02", "RUS", EVENT_REJECT, "refused", "UNO");
    add_act(p, "c", "2019-01-03", NULL, EVENT_AID, "helps", "VEN");
    act_table all = read_all(p, true, INT32_MAX);
    assert_int_equal(all.n, 2); // a refusal is no veto
    assert_int_equal(all.lists[all.items[1].actor].len, 0);
    all = read_all(p, false, INT32_MAX);
    assert_int_equal(all.n, 3);
    all = read_all(p, false, all.items[1].day);
    assert_int_equal(all.n, 2);
}

static void test_an_empty_record_has_no_acts(void **state) {
    act_table all = read_all(*state, false, INT32_MAX);
    assert_int_equal(all.n, 0);
    assert_int_equal(all.n_days, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_whole_record_as_around_its_countries, make_record,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_only_what_was_asked_for, make_record, drop_place),
        cmocka_unit_test_setup_teardown(test_an_empty_record_has_no_acts, make_record, drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
