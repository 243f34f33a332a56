/* test_figures.c - what the report draws: the map, the network, threats and contradictions. */
#include "report/named.h"
#include "report/outline.h"
#include "tests/report.h"

/* ---- map and network ---- */

static void test_outlines(void **state) {
    buffer b = { 0 };
    double x, y;
    (void)state;
    outline_point(0, 0, &x, &y);
    assert_true(x == OUTLINE_WIDTH / 2 && y > 500 && y < 510);
    outline_point(-57, 180, &x, &y);
    assert_true(y > OUTLINE_HEIGHT - 1 && y < OUTLINE_HEIGHT && x < OUTLINE_WIDTH);
    assert_true(outline_state(&b, TEXT(OUTLINES), TEXT("RUS")));
    assert_int_equal(times(&b, "M"), 2);
    assert_int_equal(times(&b, "z"), 2);
    buffer_clear(&b);
    outline_others(&b, TEXT(OUTLINES), (text[]){ TEXT("RUS") }, 1);
    assert_int_equal(times(&b, "M"), 1);
    buffer_clear(&b);
    assert_false(outline_state(&b, TEXT(OUTLINES), TEXT("USA")));
    assert_true(
        outline_state(&b, TEXT("USA | 9999999999 1 2; x; 1799 0 5 0; -1 2 3"), TEXT("USA")));
    assert_int_equal(times(&b, "M"), 2); // the first leaves the world, the others are cut short
    assert_int_equal(times(&b, "l"), 0);
    buffer_free(&b);
}

static void place_it(event *e, const char *where, double latitude, double longitude) {
    e->place = text_of(where);
    e->latitude = (float)latitude;
    e->longitude = (float)longitude;
}

static void test_map(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV"); // at its capital
    place_it(start_event(p, "2019-01-11", "RUSGOV", EVENT_SANCTION, "VENGOV"), "Sochi", 43.6,
             39.73);
    add_page(p);
    place_it(start_event(p, "2019-01-12", "RUSGOV", EVENT_CONSULT, "VENGOV"), "M\xc3\xb3skva",
             55.76, 37.62);
    add_page(p);
    place_it(start_event(p, "2019-01-13", "RUSGOV", EVENT_CONSULT, "VENGOV"), "Mars", 1e6, 0);
    add_page(p);
    act(p, "2019-01-14", "IGOEUU", EVENT_SUPPORT, "VENOPP"); // nowhere
    ask(p);
    write_page(p);
    assert_int_equal(times(&p->b, "class=\"place\""), 4); // two places, on two maps
    assert_true(says(&p->b, "Moscow: 3 events: 2 help in words, 1 help in deeds"));
    assert_true(says(&p->b, "1 named, 2 by the actor"));
    assert_true(says(&p->b, "Sochi: 1 event: 1 pressure in deeds"));
    assert_true(says(&p->b, "1 event could not be placed"));
    assert_true(says(&p->b, "id=\"at-0\"") && says(&p->b, "href=\"#at-0\""));
    assert_true(says(&p->b, "land here") && says(&p->b, "land patron"));
    no_nan(&p->b);
}

static void test_network(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV");
    act(p, "2019-01-11", "USAGOV", EVENT_SANCTION, "VENGOV VENMIL");
    act(p, "2019-01-12", "USAGOV", EVENT_SUPPORT, "VENOPP");
    act(p, "2019-01-13", "VENGOV", EVENT_ASSAULT, "VENOPP");
    act(p, "2019-01-14", "RUSGOV VENGOV", EVENT_COOPERATE, "");
    act(p, "2019-01-15", "USAJRN", EVENT_ACCUSE, "VENGOV"); // no side
    start_event(p, "2019-01-16", "CHNGOV", EVENT_AID, "VENGOV")->status = STATUS_PLANNED;
    add_page(p);
    ask(p);
    write_page(p);
    assert_int_equal(times(&p->b, "class=\"edge\""), 8); // four pairs, on two drawings
    assert_true(says(&p->b, "RUS and the government: help, 2 events on 2 independent reports; "
                            "pressure, 0 on 0"));
    assert_true(says(&p->b, "USA and the government: help, 0 events on 0 independent reports; "
                            "pressure, 1 on 1"));
    assert_true(says(&p->b, "USA and its challengers: help, 1 event on 1 independent report; "));
    assert_true(says(&p->b, "the government and its challengers: help, 0 events"));
    assert_int_equal(times(&p->b, "class=\"press\""), 5); // two pairs twice, and the legend
    assert_int_equal(times(&p->b, "<circle class=\"side\""), 4);
    no_nan(&p->b);
}

/* docs/methods.md, "report: the map, the network, contradictions" */
static void test_ten_rows(void **state) {
    place *p = *state;
    place_it(start_event(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV"), "Caracas", 10.48, -66.9);
    built_event more = { "RUSGOV", "acts", "VENGOV", EVENT_SUPPORT, NULL, "2019-01-10" };
    build_event(&p->d, &more);
    add_page(p);
    act(p, "2019-01-11", "USAGOV", EVENT_SANCTION, "VENGOV VENMIL");
    start_event(p, "2019-01-12", "USAGOV", EVENT_SUPPORT, "VENOPP");
    more = (built_event){ "VENGOV", "acts", "VENOPP", EVENT_COERCE, NULL, "2019-01-12" };
    build_event(&p->d, &more);
    add_page(p);
    act(p, "2019-01-13", "RUSGOV VENGOV", EVENT_COOPERATE, "");
    act(p, "2019-01-14", "USAGOV", EVENT_ACCUSE, "RUSGOV VENGOV");
    start_event(p, "2019-01-15", "RUSMIL", EVENT_MOBILIZE, "VENGOV");
    more = (built_event){ "RUS", "acts", "VEN", EVENT_MOBILIZE, NULL, "2019-01-15" };
    build_event(&p->d, &more)->status = STATUS_DENIED;
    add_page(p);
    act(p, "2019-01-17", "VENGOV", EVENT_ACCUSE, "USAGOV");
    ask(p);
    write_page(p);
    assert_true(says(&p->b,
                     "Caracas: 3 events: 1 help in deeds, 1 pressure in words, 1 pressure in "
                     "deeds"));
    assert_true(says(&p->b, "Moscow: 3 events: 1 help in words, 1 help in deeds, 1 pressure in "
                            "deeds"));
    assert_true(says(&p->b, "Washington: 3 events: "));
    assert_true(says(&p->b, "RUS and the government: help, 3 events on 3 independent reports; "
                            "pressure, 1 on 1"));
    assert_true(says(&p->b, "USA and the government: help, 0 events on 0 independent reports; "
                            "pressure, 3 on 3"));
    assert_true(says(&p->b, "USA and its challengers: help, 1 event on 1 independent report; "
                            "pressure, 0 on 0"));
    assert_true(says(&p->b, "the government and its challengers: help, 0 events on 0 independent "
                            "reports; pressure, 1 on 1"));
    assert_int_equal(times(&p->b, "<tr><td><b>"), 2); // two contradictions
}

/* ---- threats and contradictions ---- */

static void test_ledger(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "USAGOV", EVENT_THREATEN, "VENGOV");
    act(p, "2019-01-12", "VENGOV", EVENT_THREATEN, "USAGOV");
    act(p, "2019-01-20", "RUSGOV", EVENT_AID, "VENGOV");
    ask(p);
    write_page(p);
    assert_true(says(&p->b, "<b>USA</b> threats: 1 made, 0 carried out, 1 without coverage"));
    assert_true(says(&p->b, "<caption>2 threats by or to the country"));
    assert_true(says(&p->b, "<td>not known</td>")); // a rate of nothing
    assert_true(says(&p->b, "too few days after it to tell"));
    no_nan(&p->b);
}

static void beside(place *p, const char *day, const char *actor, event_type type,
                   const char *recipient) {
    built_event e = { actor, "acts", recipient, type, NULL, day };
    build_event(&p->d, &e);
}

static void test_threats_that_name_nobody(void **state) {
    place *p = *state;
    start_event(p, "2019-01-10", "USAGOV", EVENT_SANCTION, "VENGOV");
    beside(p, "2019-01-10", "USAGOV", EVENT_THREATEN, "");
    add_page(p);
    start_event(p, "2019-01-12", "USAGOV", EVENT_SANCTION, "IRNGOV"); // aimed at another
    beside(p, "2019-01-12", "USAGOV", EVENT_THREATEN, "");
    beside(p, "2019-01-12", "RUSGOV", EVENT_AID, "VENGOV");
    add_page(p);
    start_event(p, "2019-01-13", "USAGOV", EVENT_SANCTION, "SYRGOV"); // of another article
    beside(p, "2019-01-13", "USAGOV", EVENT_THREATEN, "");
    add_page(p);
    ask(p);
    write_page(p);
    assert_true(says(&p->b, "<b>USA</b> threats: 1 made"));
    assert_true(says(&p->b, "<caption>1 threat by or to the country"));
    assert_int_equal(times(&p->b, "aimed, by its article, at Venezuela"), 1);
}

static void test_disputes(void **state) {
    place *p = *state;
    start_event(p, "2019-01-10", "RUS", EVENT_MOBILIZE, "VEN")->status = STATUS_DENIED;
    beside(p, "2019-01-10", "RUSMIL", EVENT_MOBILIZE, "VENGOV");
    add_page(p);
    start_event(p, "2019-01-30", "RUS", EVENT_MOBILIZE, "VEN")->status = STATUS_DENIED; // too late
    add_page(p);
    act(p, "2019-02-01", "USAGOV", EVENT_ACCUSE, "VENGOV");
    act(p, "2019-02-03", "VENGOV", EVENT_ACCUSE, "USAGOV");
    act(p, "2019-02-04", "VENOPP", EVENT_ACCUSE, "USAGOV"); // another side
    ask(p);
    write_page(p);
    assert_int_equal(times(&p->b, "<caption>Told and denied</caption>"), 1);
    assert_int_equal(times(&p->b, "<caption>Charges, and how"), 1);
    assert_int_equal(times(&p->b, "<tr><td><b>"), 2);
    assert_true(says(&p->b, "did not mobilise against"));
}

static void side(place *p, const char *codes, const char *expected) {
    buffer_clear(&p->b);
    named_sides(&p->b, &names, text_of(codes));
    assert_true(text_equal(buffer_view(&p->b), text_of(expected)));
}

static void test_side_names(void **state) {
    place *p = *state;
    side(p, "VENGOV VENOPP VEN",
         "Venezuela\xe2\x80\x99s government, Venezuela\xe2\x80\x99s opposition and Venezuela");
    side(p, "", "\xe2\x80\x94");
    side(p, "XYZGOV VENXYZ", "XYZGOV and VENXYZ");
    assert_true(named_is_pronoun(TEXT("They")) && !named_is_pronoun(TEXT("Theyson")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outlines), IN_A_RECORD(test_map),
        IN_A_RECORD(test_network),       IN_A_RECORD(test_ten_rows),
        IN_A_RECORD(test_ledger),        IN_A_RECORD(test_threats_that_name_nobody),
        IN_A_RECORD(test_disputes),      IN_A_RECORD(test_side_names),
    };
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
