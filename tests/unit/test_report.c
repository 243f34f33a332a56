/* test_report.c - from a record to the answer of balance and the page: which events count for whom,
 * hostile strings in every field, gaps, one event, none. */
#include "analysis/hold.h"
#include "base/sha256.h"
#include "doc/code.h"
#include "report/balance.h"
#include "report/chart.h"
#include "report/country.h"
#include "report/markup.h"
#include "report/outline.h"
#include "report/side.h"
#include "tests/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { NAME_SIZE = 64 };

#define HOSTILE "<script>alert(1)</script>\"'&\x01\xe2\x80\xae\xff"

typedef struct place {
    char folder[NAME_SIZE], path[NAME_SIZE + 8];
    store *s;
    doc d;
    arena a;
    hold h;
    buffer b;
    uh_error error;
} place;

static int make_place(void **state) {
    place *p = calloc(1, sizeof *p);
    strcpy(p->folder, "/tmp/uh-report-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/r.db", p->folder);
    doc_open(&p->d, 0);
    assert_int_equal(store_open(p->path, true, &p->s, &p->error), UH_OK);
    assert_int_equal(store_run_begin(p->s, "0123456789abcdef", 0, &p->error), UH_OK);
    *state = p;
    return 0;
}

static int drop_place(void **state) {
    static const char *const ends[] = { "", "-wal", "-shm" };
    place *p = *state;
    char name[NAME_SIZE + 16];
    store_close(p->s);
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", p->path, ends[i]);
        unlink(name);
    }
    rmdir(p->folder);
    doc_free(&p->d);
    arena_free(&p->a);
    buffer_free(&p->b);
    free(p);
    return 0;
}

static void add_page(place *p) {
    bool changed;
    built_page(&p->d);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
}

/* A page of one event, published on its day. */
static event *start(place *p, const char *day, const char *actor, event_type type,
                    const char *recipient) {
    build_page(&p->d, day, "Daily", "a.jsonl", day);
    built_event e = { actor, "acts", recipient, type, NULL, day };
    return build_event(&p->d, &e);
}

static void act(place *p, const char *day, const char *actor, event_type type,
                const char *recipient) {
    start(p, day, actor, type, recipient);
    add_page(p);
}

static text no_name(const void *context, text code) {
    (void)context;
    return text_equal(code, TEXT("VEN")) ? TEXT("Venezuela") : code;
}

static text find_capital(const void *context, text state, float *latitude, float *longitude) {
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

static void ask(place *p) {
    hold_question q = { .country = TEXT("VEN"),
                        .only_strand = -1,
                        .half_life_days = 180,
                        .seed = 1,
                        .since = INT32_MIN,
                        .until = INT32_MAX };
    assert_int_equal(hold_find(p->s, &q, &p->a, &p->h, &p->error), UH_OK);
}

static void write_page(place *p) {
    buffer_clear(&p->b);
    assert_int_equal(country_write(&p->b, p->s, &p->h, &names, &p->a, &p->error), UH_OK);
    assert_false(p->b.failed);
}

static bool says(const buffer *b, const char *words) {
    return text_find(buffer_view(b), text_of(words)) != SIZE_MAX;
}

static uint32_t times(const buffer *b, const char *words) {
    uint32_t n = 0;
    text rest = buffer_view(b), part = text_of(words);
    for (size_t at; (at = text_find(rest, part)) != SIZE_MAX; n++)
        rest = text_cut(rest, at + part.len, rest.len);
    return n;
}

static void no_nan(const buffer *b) {
    assert_false(says(b, "nan") || says(b, "NaN") || says(b, "-0.00"));
}

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
    start(p, "2019-02-13", "USAGOV", EVENT_ASSAULT, "VENGOV")->status = STATUS_DENIED;
    add_page(p);
    event *late = start(p, "2019-02-14", "CHNGOV", EVENT_AID, "VENGOV");
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
    event *late = start(p, "2019-01-10", "CHNGOV", EVENT_AID, "VENGOV");
    date_iso(TEXT("2031-01-01"), &late->when);
    add_page(p);
    start(p, "2019-01-11", "RUSGOV", EVENT_AID, "VENGOV")->status = STATUS_PLANNED;
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
    place_it(start(p, "2019-01-11", "RUSGOV", EVENT_SANCTION, "VENGOV"), "Sochi", 43.6, 39.73);
    add_page(p);
    place_it(start(p, "2019-01-12", "RUSGOV", EVENT_CONSULT, "VENGOV"), "M\xc3\xb3skva", 55.76,
             37.62);
    add_page(p);
    place_it(start(p, "2019-01-13", "RUSGOV", EVENT_CONSULT, "VENGOV"), "Mars", 1e6, 0);
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
    start(p, "2019-01-16", "CHNGOV", EVENT_AID, "VENGOV")->status = STATUS_PLANNED;
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
    place_it(start(p, "2019-01-10", "RUSGOV", EVENT_AID, "VENGOV"), "Caracas", 10.48, -66.9);
    built_event more = { "RUSGOV", "acts", "VENGOV", EVENT_SUPPORT, NULL, "2019-01-10" };
    build_event(&p->d, &more);
    add_page(p);
    act(p, "2019-01-11", "USAGOV", EVENT_SANCTION, "VENGOV VENMIL");
    start(p, "2019-01-12", "USAGOV", EVENT_SUPPORT, "VENOPP");
    more = (built_event){ "VENGOV", "acts", "VENOPP", EVENT_COERCE, NULL, "2019-01-12" };
    build_event(&p->d, &more);
    add_page(p);
    act(p, "2019-01-13", "RUSGOV VENGOV", EVENT_COOPERATE, "");
    act(p, "2019-01-14", "USAGOV", EVENT_ACCUSE, "RUSGOV VENGOV");
    start(p, "2019-01-15", "RUS", EVENT_MOBILIZE, "VEN")->status = STATUS_DENIED;
    add_page(p);
    act(p, "2019-01-16", "RUSMIL", EVENT_MOBILIZE, "VENGOV");
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
    assert_true(says(&p->b, "<caption>2 threats with the country on either side"));
    assert_true(says(&p->b, "<td>not known</td>")); // a rate of nothing
    assert_true(says(&p->b, "too few days after it to tell"));
    no_nan(&p->b);
}

static void test_disputes(void **state) {
    place *p = *state;
    act(p, "2019-01-10", "RUSMIL", EVENT_MOBILIZE, "VENGOV");
    start(p, "2019-01-12", "RUS", EVENT_MOBILIZE, "VEN")->status = STATUS_DENIED;
    add_page(p);
    start(p, "2019-01-30", "RUS", EVENT_MOBILIZE, "VEN")->status = STATUS_DENIED; // too late
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
    side_names(&p->b, &names, text_of(codes));
    assert_true(text_equal(buffer_view(&p->b), text_of(expected)));
}

static void test_side_names(void **state) {
    place *p = *state;
    side(p, "VENGOV VENOPP VEN",
         "Venezuela\xe2\x80\x99s government, Venezuela\xe2\x80\x99s opposition and Venezuela");
    side(p, "", "\xe2\x80\x94");
    side(p, "XYZGOV VENXYZ", "XYZGOV and VENXYZ");
    assert_true(side_is_pronoun(TEXT("They")) && !side_is_pronoun(TEXT("Theyson")));
}

#define IN_A_RECORD(test) cmocka_unit_test_setup_teardown(test, make_place, drop_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_sides),
        IN_A_RECORD(test_what_counts),
        IN_A_RECORD(test_empty_record),
        IN_A_RECORD(test_one_event),
        IN_A_RECORD(test_nothing_counts),
        IN_A_RECORD(test_only_conflict),
        IN_A_RECORD(test_gap_is_a_gap),
        IN_A_RECORD(test_no_chart_of_nothing),
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_policy_hash),
        cmocka_unit_test(test_outlines),
        IN_A_RECORD(test_map),
        IN_A_RECORD(test_network),
        IN_A_RECORD(test_ten_rows),
        IN_A_RECORD(test_ledger),
        IN_A_RECORD(test_disputes),
        IN_A_RECORD(test_side_names),
        IN_A_RECORD(test_hostile_strings),
        IN_A_RECORD(test_same_page_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
