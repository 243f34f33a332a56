/* test_lists.c - questions to a record, their filters and formats, and the evidence of an event. */
#include "report/evidence.h"
#include "report/lists.h"
#include "tests/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { NAME_SIZE = 64 };

typedef struct place {
    char folder[NAME_SIZE];
    char path[NAME_SIZE + 8];
    store *s;
    buffer out;
    uh_error error;
} place;

static int take(void *context, const void *bytes, size_t n) {
    buffer_add(context, bytes, n);
    return 0;
}

static int refuse(void *context, const void *bytes, size_t n) {
    (void)context;
    (void)bytes;
    (void)n;
    return 1;
}

static void add_pages(place *p) {
    static const built_event events[] = {
        { "RUSGOV", "visited", "VEN", EVENT_CONSULT, NULL, "2019-03-02" },
        { "CHN", "lent", "VENGOV", EVENT_AID, "an official", "2019-03-01" },
        { "USA", "sanctioned", "VEN", EVENT_SANCTION, NULL, NULL },
        { "USAGOV", "warned", "RUS", EVENT_THREATEN, "the Daily", "2019-02-28" },
    };
    static const char *const outlets[] = { "Daily", "Weekly" };
    uh_counts counts = { 0 };
    bool changed;
    doc d;
    doc_open(&d, 0);
    for (int i = 0; i < 2; i++) {
        build_page(&d, i ? "b" : "a", outlets[i], i ? "in/b, c.txt" : "in/a.txt", "2019-03-03");
        build_event(&d, &events[2 * i]);
        build_event(&d, &events[2 * i + 1]);
        claim *c = doc_add_claim(&d);
        *c = (claim){ .sentence = 0,
                      .start = 0,
                      .end = 6,
                      .speaker = TEXT("Phil \"P\" G"),
                      .is_quotation = true };
        side_add_code(&c->about, TEXT("VEN"));
        doc_note(&d, "page", 5, false, "note %d", i);
        built_page(&d);
        assert_int_equal(store_add(p->s, &d, &changed, &p->error), UH_OK);
    }
    assert_int_equal(store_run_end(p->s, &counts, true, 0, &p->error), UH_OK);
    doc_free(&d);
}

static int make_place(void **state) {
    place *p = calloc(1, sizeof *p);
    strcpy(p->folder, "/tmp/uh-lists-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/r.db", p->folder);
    assert_int_equal(store_open(p->path, true, &p->s, &p->error), UH_OK);
    assert_int_equal(store_run_begin(p->s, "0123456789abcdef", 0, &p->error), UH_OK);
    add_pages(p);
    *state = p;
    return 0;
}

static int drop_place(void **state) {
    place *p = *state;
    store_close(p->s);
    unlink(p->path);
    rmdir(p->folder);
    buffer_free(&p->out);
    free(p);
    return 0;
}

static void list(place *p, uh_list which, const uh_filter *filter, uh_format format) {
    uh_sink sink = { take, &p->out };
    buffer_clear(&p->out);
    assert_int_equal(lists_write(p->s, which, filter, format, sink, &p->error), UH_OK);
    buffer_byte(&p->out, '\0');
}

/* Which triggers the events of a filter have, in order. */
static void expect(place *p, uh_filter filter, const char *triggers) {
    buffer found = { 0 };
    query *q;
    event_row row;
    filter.size = sizeof filter;
    assert_int_equal(query_events(p->s, &filter, &q, &p->error), UH_OK);
    while (query_event(q, &row, &p->error) == UH_OK) {
        buffer_string(&found, found.len ? " " : "");
        buffer_text(&found, row.face.trigger);
    }
    query_close(q);
    buffer_byte(&found, '\0');
    assert_string_equal(found.at, triggers);
    buffer_free(&found);
}

static void test_filters(void **state) {
    place *p = *state;
    expect(p, (uh_filter){ 0 }, "warned lent visited sanctioned");
    expect(p, (uh_filter){ .actor = "RUS" }, "warned visited");
    expect(p, (uh_filter){ .actor = "VENGOV" }, "lent");
    expect(p, (uh_filter){ .actor = "USA", .country = "RUS" }, "warned");
    expect(p, (uh_filter){ .type = "AID" }, "lent");
    expect(p, (uh_filter){ .status = "denied" }, "");
    expect(p, (uh_filter){ .source = "OFFICIAL" }, "lent");
    expect(p, (uh_filter){ .outlet = "week" }, "warned sanctioned");
    expect(p, (uh_filter){ .since = "2019-03-01" }, "lent visited");
    expect(p, (uh_filter){ .until = "2019-03-01" }, "warned lent");
    expect(p, (uh_filter){ .text = "rusgov, VISITED" }, "visited");
    expect(p, (uh_filter){ .text = "visi*" }, "visited");
    expect(p, (uh_filter){ .place = "nowhere" }, "");
    expect(p, (uh_filter){ .score = 0.875 }, "warned lent visited sanctioned");
    expect(p, (uh_filter){ .score = 0.876 }, "");
    expect(p, (uh_filter){ .status = "rejected" }, "");
    expect(p, (uh_filter){ .limit = 2, .offset = 1 }, "lent visited");
    expect(p, (uh_filter){ .type = "aid", .country = "chn" }, "lent"); // in capitals or not
}

static void test_a_filter_that_means_nothing_is_refused(void **state) {
    place *p = *state;
    query *q;
    const uh_filter type = { .size = sizeof type, .type = "HELP" };
    const uh_filter status = { .size = sizeof status, .status = "true" };
    const uh_filter since = { .size = sizeof since, .since = "March" };
    const uh_filter days = { .size = sizeof days, .since = "2019-03-02", .until = "2019-03-01" };
    const uh_filter country = { .size = sizeof country, .country = "us" };
    const uh_filter score = { .size = sizeof score, .score = 1.5 };
    const uh_filter words = { .size = sizeof words, .text = "--" };
    const uh_filter actor = { .size = sizeof actor, .actor = "RUS" };
    assert_int_equal(query_events(p->s, &words, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "'--' holds no word");
    assert_int_equal(query_problems(p->s, &actor, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "problems are chosen by outlet, date and text only");
    assert_int_equal(query_events(p->s, &score, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "score: 1.5 is no number from 0 to 1");
    assert_int_equal(query_events(p->s, &type, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "'HELP' is no PLOVER type");
    assert_int_equal(query_events(p->s, &status, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "'true' is no status of an event");
    assert_int_equal(query_events(p->s, &since, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "since: 'March' is no date like 2019-03-24");
    assert_int_equal(query_events(p->s, &days, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "since 2019-03-02 lies after until 2019-03-01");
    assert_int_equal(query_events(p->s, &country, &q, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message, "'us' is no country's code of three letters like VEN");
}

static void test_events_as_json(void **state) {
    place *p = *state;
    const uh_filter aid = { .size = sizeof aid, .type = "AID" };
    list(p, UH_LIST_EVENTS, &aid, UH_JSONL);
    static const char expected[] =
        "\"date\":\"2019-03-01\",\"date_precision\":\"day\",\"type\":\"AID\",\"mode\":null,"
        "\"contexts\":[],\"actor\":[\"CHN\"],\"recipient\":[\"VENGOV\"],\"actor_text\":[\"CHN\"],"
        "\"recipient_text\":[\"VENGOV\"],\"trigger\":\"lent\",\"status\":\"asserted\","
        "\"said_by\":\"an official\",\"said_by_code\":null,\"place\":null,\"quad\":\"MC\","
        "\"intensity\":10.0,\"score\":0.875,\"rule\":\"test.rules:1\","
        "\"sentence\":\"CHN lent VENGOV 2019-03-01 .\",\"start\":32,\"end\":60,\"reports\":1,"
        "\"outlets\":1,\"sources\":1,\"outlet\":\"Daily\",\"url\":null,\"doc\":\"a\","
        "\"published\":\"2019-03-03\",\"title\":\"a\"}\n";
    static const char id[] = "{\"id\":\"0123456789abcdef\",";
    assert_memory_equal(p->out.at, id, 7);
    assert_string_equal(p->out.at + sizeof id - 1, expected);
}

static void test_claims_as_csv(void **state) {
    place *p = *state;
    const uh_filter one = { .size = sizeof one, .limit = 1 };
    list(p, UH_LIST_CLAIMS, &one, UH_CSV);
    static const char heading[] = "id,date,speaker,speaker_code,about,quotation,claim,sentence,"
                                  "start,end,outlet,url,doc\r\n";
    assert_memory_equal(p->out.at, heading, sizeof heading - 1);
    assert_string_equal(p->out.at + sizeof heading - 1 + 16,
                        ",2019-03-03,\"Phil \"\"P\"\" G\",,VEN,true,RUSGOV,"
                        "RUSGOV visited VEN 2019-03-02 .,0,6,Daily,,a\r\n");
}

static void test_problems_as_tsv_and_table(void **state) {
    place *p = *state;
    list(p, UH_LIST_PROBLEMS, NULL, UH_TSV);
    assert_string_equal(p->out.at, "path\tline\toffset\tid\tstage\tskipped\tmessage\n"
                                   "in/a.txt\t0\t5\ta\tpage\tfalse\tnote 0\n"
                                   "in/b, c.txt\t0\t5\tb\tpage\tfalse\tnote 1\n");
    list(p, UH_LIST_PROBLEMS, &(uh_filter){ .size = sizeof(uh_filter), .limit = 1 }, UH_TABLE);
    assert_string_equal(
        p->out.at,
        "path                                        line      offset  id                    stage "
        "    skipped  message\n"
        "in/a.txt                                       0           5  a                     page  "
        "    no       note 0\n");
}

static void test_stories_and_stats(void **state) {
    place *p = *state;
    list(p, UH_LIST_STORIES, NULL, UH_JSONL);
    assert_non_null(
        strstr(p->out.at, "\"reprint_of\":null,\"lead\":\"a\",\"date\":\"2019-03-03\""));
    list(p, UH_LIST_STATS, NULL, UH_TSV);
    assert_non_null(strstr(p->out.at, "\nevents\t4\n"));
    assert_non_null(strstr(p->out.at, "\nlast published\t2019-03-03\n"));
}

static void test_evidence(void **state) {
    place *p = *state;
    query *q;
    event_row row;
    char id[17];
    uh_sink sink = { take, &p->out };
    const uh_filter aid = { .size = sizeof aid, .type = "AID" };
    assert_int_equal(query_events(p->s, &aid, &q, &p->error), UH_OK);
    assert_int_equal(query_event(q, &row, &p->error), UH_OK);
    snprintf(id, sizeof id, "%016llx", (unsigned long long)row.key);
    query_close(q);
    assert_int_equal(evidence_write(p->s, id, UH_TEXT, sink, &p->error), UH_OK);
    buffer_byte(&p->out, '\0');
    static const char expected[] =
        "  act       AID, asserted, 2019-03-01 (to the day), intensity 10.0, score 0.875\n"
        "  actor     CHN (CHN)\n"
        "  recipient VENGOV (VENGOV)\n"
        "  said by   an official\n"
        "  sentence  CHN lent VENGOV 2019-03-01 .\n"
        "  bytes     32-60 of the page, paragraph: text of an article\n"
        "  trigger   lent, byte 36\n"
        "  rule      test.rules:1: subject, verb, object\n"
        "  lexicon   countries.txt:1\n"
        "  model     0123456789abcdef\n"
        "  page      a, Daily, published 2019-03-03\n"
        "  title     a\n"
        "  file      in/a.txt\n";
    assert_string_equal(strstr(p->out.at, "  act "), expected);
    assert_non_null(strstr(p->out.at, ": 1 report, 1 outlet, 1 independent source\nreport "));
}

static void test_evidence_of_nothing(void **state) {
    place *p = *state;
    uh_sink sink = { take, &p->out };
    assert_int_equal(evidence_write(p->s, "0000000000000001", UH_TEXT, sink, &p->error),
                     UH_ARGUMENT);
    assert_string_equal(p->error.message, "no event 0000000000000001");
    assert_int_equal(evidence_write(p->s, "AID", UH_TEXT, sink, &p->error), UH_ARGUMENT);
    assert_string_equal(p->error.message,
                        "'AID' is no id of an event: expected 16 hexadecimal digits");
    assert_int_equal(p->out.len, 0);
}

static void test_a_sink_that_refuses_stops_the_list(void **state) {
    place *p = *state;
    uh_sink sink = { refuse, NULL };
    assert_int_equal(lists_write(p->s, UH_LIST_EVENTS, NULL, UH_JSONL, sink, &p->error), UH_IO);
    assert_int_equal(lists_write(p->s, UH_LIST_EVENTS, NULL, UH_CONLLU, sink, &p->error),
                     UH_ARGUMENT);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        TEST(test_filters),
        TEST(test_a_filter_that_means_nothing_is_refused),
        TEST(test_events_as_json),
        TEST(test_claims_as_csv),
        TEST(test_problems_as_tsv_and_table),
        TEST(test_stories_and_stats),
        TEST(test_evidence),
        TEST(test_evidence_of_nothing),
        TEST(test_a_sink_that_refuses_stops_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
