/* test_report.c - from a record to the answer of balance and the page: which events count for whom,
 * hostile strings in every field, gaps, one event, none. */
#include "base/sha256.h"
#include "doc/code.h"
#include "report/balance.h"
#include "report/chart.h"
#include "report/markup.h"
#include "tests/report.h"

#define HOSTILE "<script>alert(1)</script>\"'&\x01\xe2\x80\xae\xff"

static void write_all(place *p) {
    balance_table(&p->b, &p->h, &names);
    balance_chart(&p->b, &p->h, &names);
    balance_csv(&p->b, &p->h, &names);
    balance_jsonl(&p->b, &p->h, &names);
    assert_false(p->b.failed);
}

/* ---- who counts ---- */

static void test_codes(void **state) {
    (void)state;
    assert_true(text_equal(code_patron(TEXT("RUSGOVMIL")), TEXT("RUS")));
    assert_true(text_equal(code_patron(TEXT("IGOEUUMIL")), TEXT("IGOEUU")));
    assert_int_equal(code_patron(TEXT("USAOPP")).len, 0);
    assert_int_equal(code_patron(TEXT("IGO")).len, 0);
    assert_int_equal(code_patron(TEXT("IGOMIL")).len, 0);
    assert_int_equal(code_patron(TEXT("NGO")).len, 0);
    assert_int_equal(code_patron(TEXT("MNCBUS")).len, 0);
    assert_int_equal(code_patron(TEXT("")).len, 0);
}

static bool sides(const char *actor, const char *recipient, bool *by_client, bool *on_challenger) {
    around_event e = { .actor = text_of(actor), .recipient = text_of(recipient) };
    return hold_sides(&e, TEXT("VEN"), TEXT("RUS"), by_client, on_challenger);
}

static void test_sides(void **state) {
    bool client, challenger;
    (void)state;
    assert_true(sides("RUSGOV", "VENGOV", &client, &challenger) && !client && !challenger);
    assert_true(sides("VENGOV", "CHN RUS", &client, &challenger) && client && !challenger);
    assert_true(sides("RUS", "VENOPP", &client, &challenger) && challenger);
    assert_true(sides("RUS", "VENOPP VENGOV", &client, &challenger) && !challenger);
    assert_true(sides("RUSGOV VENGOV", "", &client, &challenger) && !client);
    assert_false(sides("RUSGOV VENGOV", "USAGOV", &client, &challenger)); // against a third
    assert_false(sides("USAGOV", "RUSGOV VENGOV", &client, &challenger));
    assert_false(sides("RUSJRN", "VENGOV", &client, &challenger));
    assert_false(sides("VENGOV", "VENOPP", &client, &challenger));
}

static void test_what_counts(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV");
    act(p, "2019-02-10", "RUSGOV", EVENT_SUPPORT, "VENGOV");
    act(p, "2019-02-11", "USAGOV", EVENT_SANCTION, "VENGOV");
    act(p, "2019-02-12", "USAGOV", EVENT_SUPPORT, "VENOPP");
    start_event(p, "2019-02-13", "USAGOV", EVENT_ASSAULT, "VENGOV")->status = STATUS_DENIED;
    add_page(p);
    event *late = start_event(p, "2019-02-14", "CHNGOV", EVENT_AID, "VENGOV");
    date_iso(TEXT("2020-01-01"), &late->when);
    add_page(p);
    ask(p);
    assert_int_equal(p->h.n_patrons, 2);
    assert_int_equal(p->h.n_events, 4);
    assert_int_equal(p->h.n_other[STATUS_DENIED], 1);
    assert_true(text_equal(p->h.patrons[p->h.series.leader], TEXT("RUS")));
    assert_int_equal(p->h.lead.events, 2);
    uint32_t usa = text_equal(p->h.patrons[0], TEXT("USA")) ? 0 : 1;
    const balance_point *feb = balance_point_of(&p->h, 1, usa);
    assert_true(feb->hold < 0 && feb->challenger > 0);
    assert_int_equal(hold_ranked(&p->h, 0), 1 - usa);
}

/* ---- words and files ---- */

static void test_empty_record(void **state) {
    place *p = *state;
    ask(p);
    write_all(p);
    assert_true(says(&p->b, "the record holds no article"));
    write_page(p);
    assert_true(says(&p->b, "<h1>No answer: the record holds no article</h1>"));
    assert_false(says(&p->b, "<svg") || says(&p->b, "href=\"#map\""));
    no_nan(&p->b);
}

static void test_one_event(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV");
    ask(p);
    write_all(p);
    assert_true(says(&p->b, "RUS perhaps ahead in Venezuela since January 2019"));
    assert_true(says(&p->b, "One event only"));
    assert_true(says(&p->b, "All coverage lies in one period"));
    no_nan(&p->b);
    write_page(p);
    assert_true(says(&p->b, "<circle") && says(&p->b, "class=\"span\""));
    assert_true(says(&p->b, "one story alone gives no interval") && says(&p->b, ">one story</td>"));
    assert_true(says(&p->b, "Too few favours to tell, 1 on record: economic 100 %."));
    assert_true(says(&p->b, "1 page, 1 of them with an article, of 1 outlet, all of one day"));
    no_nan(&p->b);
}

static void test_nothing_counts(void **state) {
    place *p = *state;
    event *late = start_event(p, "2019-01-10", "CHNGOV", EVENT_AID, "VENGOV");
    date_iso(TEXT("2031-01-01"), &late->when);
    add_page(p);
    start_event(p, "2019-01-11", "RUSGOV", EVENT_AID, "VENGOV")->status = STATUS_PLANNED;
    add_page(p);
    ask(p);
    write_page(p);
    assert_true(says(&p->b, "nothing in the record counts between Venezuela and another power"));
    assert_true(says(&p->b, "dated after the last article") && says(&p->b, "will aid"));
    assert_false(says(&p->b, "<svg") || says(&p->b, "Nothing had to be kept apart"));
}

static void test_only_conflict(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "USAGOV", EVENT_SANCTION, "VENGOV");
    ask(p);
    write_all(p);
    assert_true(says(&p->b, "Nobody holds the upper hand in Venezuela"));
    assert_true(says(&p->b, "\"leader\":null"));
    write_page(p);
    no_nan(&p->b);
}

static void test_gap_is_a_gap(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV");
    act(p, "2019-02-10", "RUSGOV", EVENT_AID, "VENGOV");
    act(p, "2019-04-10", "RUSGOV", EVENT_AID, "VENGOV");
    ask(p);
    balance_csv(&p->b, &p->h, &names);
    assert_true(says(&p->b, "2019-03,2019-03-01,2019-03-31,0,1,,,,,,,,,,,,0,0\r\n"));
    buffer_clear(&p->b);
    balance_jsonl(&p->b, &p->h, &names);
    assert_true(says(&p->b, "\"period\":\"2019-03\""));
    assert_true(says(&p->b, "\"covered_days\":0,\"gap\":true,\"hold\":null,\"low\":null"));
    buffer_clear(&p->b);
    balance_table(&p->b, &p->h, &names);
    assert_true(says(&p->b, "2019-03        no coverage"));
    buffer_clear(&p->b);
    chart_shape shape = { .width = 600, .height = 300, .only = CHART_ALL };
    chart_hold(&p->b, &p->h, &names, &shape);
    assert_int_equal(times(&p->b, "class=\"gap\""), 1);
    assert_int_equal(times(&p->b, "<polyline class=\"line\""), 1); // January to February
    assert_int_equal(times(&p->b, "class=\"dot\""), 3);
    no_nan(&p->b);
}

static void test_no_chart_of_nothing(void **state) {
    place *p = *state;
    chart_shape shape = { .width = 600, .height = 300, .only = CHART_ALL };
    balance_mix none = { .favours = 0 };
    ask(p);
    chart_hold(&p->b, &p->h, &names, &shape);
    chart_mix(&p->b, &none, 0);
    assert_int_equal(p->b.len, 0);
}

/* ---- HTML ---- */

static void test_escape(void **state) {
    buffer b = { 0 };
    (void)state;
    markup_text(&b, TEXT(HOSTILE));
    assert_true(
        text_equal(buffer_view(&b), TEXT("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"
                                         "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd")));
    buffer_free(&b);
    assert_true(markup_is_link(TEXT("https://a.example/x")));
    assert_false(markup_is_link(TEXT("javascript:alert(1)")));
    assert_false(markup_is_link(TEXT("http://a b")));
}

static void test_policy_hash(void **state) {
    buffer b = { 0 };
    (void)state;
    markup_policy_hash(&b, TEXT("abc")); // FIPS 180-4, example B.1
    assert_true(
        text_equal(buffer_view(&b), TEXT("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")));
    buffer_clear(&b);
    markup_policy_hash(&b, TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    assert_true(
        text_equal(buffer_view(&b), TEXT("sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=")));
    buffer_free(&b);
}

/* Every string of a page that a stranger writes. */
static void hostile_page(place *p, event_status status) {
    build_page(&p->d, HOSTILE, HOSTILE, HOSTILE, "2019-01-10");
    built_event from = { "RUSGOV", HOSTILE, "VENGOV", EVENT_AID, HOSTILE, "2019-01-10" };
    event *e = build_event(&p->d, &from);
    e->status = (uint8_t)status;
    e->actor.words[0] = e->recipient.words[0] = TEXT(HOSTILE);
    e->rule = TEXT(HOSTILE);
    e->place = TEXT(HOSTILE);
    e->latitude = 1;

    side_add_code(&e->said_by_code, TEXT(HOSTILE));
    p->d.page.url = TEXT("https://a.example/\"><script>");
    add_page(p);
}

static void test_hostile_strings(void **state) {
    place *p = *state;
    hostile_page(p, STATUS_ASSERTED);
    hostile_page(p, STATUS_DENIED);
    ask(p);
    write_page(p);
    assert_int_equal(times(&p->b, "<script"), 1); // the page's own
    assert_false(says(&p->b, "alert(1)</script>"));
    assert_false(says(&p->b, "\x01") || says(&p->b, "\xe2\x80\xae") || says(&p->b, "\xff"));
    assert_true(times(&p->b, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;") >= 8);
    assert_true(says(&p->b, "href=\"https://a.example/&quot;&gt;&lt;script&gt;\""));
    assert_true(says(&p->b, "Content-Security-Policy"));
    assert_false(says(&p->b, " style=")); // the policy forbids it
}

static void test_same_page_twice(void **state) {
    place *p = *state;
    buffer first = { 0 };
    hostile_page(p, STATUS_ASSERTED);
    act(p, "2019-03-10", "CHNGOV", EVENT_AID, "VENGOV");
    ask(p);
    write_page(p);
    buffer_text(&first, buffer_view(&p->b));
    ask(p);
    write_page(p);
    assert_true(text_equal(buffer_view(&first), buffer_view(&p->b)));
    buffer_free(&first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),          cmocka_unit_test(test_sides),
        IN_A_RECORD(test_what_counts),         IN_A_RECORD(test_empty_record),
        IN_A_RECORD(test_one_event),           IN_A_RECORD(test_nothing_counts),
        IN_A_RECORD(test_only_conflict),       IN_A_RECORD(test_gap_is_a_gap),
        IN_A_RECORD(test_no_chart_of_nothing), cmocka_unit_test(test_escape),
        cmocka_unit_test(test_policy_hash),    IN_A_RECORD(test_hostile_strings),
        IN_A_RECORD(test_same_page_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
