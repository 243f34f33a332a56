/* test_story.c - what tells reprints, stories and events. */
#include "story/fingerprint.h"
#include "story/gist.h"
#include "story/merge.h"
#include "story/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_MOST = 8192, PAGES_MOST = 64 };

static void print_text(doc *d, const char *title, const char *words) {
    doc_reset(d);
    d->article.title = arena_text(&d->arena, text_of(title));
    block *b = doc_add_block(d);
    b->kept = true;
    assert_true(doc_add_text(d, text_of(words), 0, true));
    b->end = d->text_len;
    assert_int_equal(fingerprint_make(d), UH_OK);
}

/* n words "wFROM w(FROM+1) ..." */
static char *numbered(char out[TEXT_MOST], int from, int n) {
    size_t len = 0;
    for (int i = 0; i < n; i++)
        len += (size_t)snprintf(out + len, TEXT_MOST - len, "word%d ", from + i);
    return out;
}

static void test_gist(void **state) {
    (void)state;
    gist_reader w = { .in = TEXT(
                          "The U.S. lent 1,500.5 mln to countries; a country's \xc3\xa9lan.") };
    const char *const expected[] = { "the", "u",         "s", "lent",    "1,500.5", "mln",
                                     "to",  "countries", "a", "country", "s",       "\xc3\xa9lan" };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(gist_next(&w));
        assert_string_equal(w.word, expected[i]);
    }
    assert_false(gist_next(&w));
}

static void test_function_words_are_found(void **state) {
    (void)state;
    // of each letter, the first, the last and the neighbours whose order is easy to get wrong
    gist_reader w = {
        .in = TEXT("about after against are as at before being between but by can could did during "
                   "each even first from had how if its just last made must new now of over per "
                   "said such than that the their then there these they to two under until up "
                   "were which will with without would year you your")
    };
    while (gist_next(&w))
        assert_true(gist_is_function(&w));
    w = (gist_reader){ .in =
                           TEXT("loan troops aa zz a abou aboutt yourself youth qed x-y 12 été") };
    while (gist_next(&w))
        assert_false(gist_is_function(&w));
}

static void test_stems(void **state) {
    (void)state;
    static const char *const same[][2] = { { "countries", "country" },
                                           { "tankers", "tanker" },
                                           { "Losses", "losse" } };
    static const char *const apart[][2] = { { "press", "pres" }, { "gas", "ga" } };
    for (size_t i = 0; i < 3; i++) {
        gist_reader a = { .in = text_of(same[i][0]) }, b = { .in = text_of(same[i][1]) };
        assert_true(gist_next(&a) && gist_next(&b));
        assert_int_equal(gist_stem_hash(&a), gist_stem_hash(&b));
    }
    for (size_t i = 0; i < 2; i++) {
        gist_reader a = { .in = text_of(apart[i][0]) }, b = { .in = text_of(apart[i][1]) };
        assert_true(gist_next(&a) && gist_next(&b));
        assert_int_not_equal(gist_stem_hash(&a), gist_stem_hash(&b));
    }
}

static void test_the_shared_part_is_estimated(void **state) {
    (void)state;
    doc d;
    char words[TEXT_MOST];
    fingerprint whole, part, other, brief;
    doc_open(&d, 0);
    print_text(&d, "t", numbered(words, 0, 400));
    whole = d.print;
    print_text(&d, "t", numbered(words, 300, 200)); // half of it stands in the whole
    part = d.print;
    print_text(&d, "t", numbered(words, 1000, 300));
    other = d.print;
    print_text(&d, "t", numbered(words, 0, 10));
    brief = d.print;
    assert_int_equal(whole.n_words, 400);
    assert_int_equal(whole.n_shingles, PRINT_SHINGLES);
    assert_int_equal(brief.n_shingles, 6);
    assert_true(fingerprint_shared(&whole, &whole, 0) == 1.0);
    double shared = fingerprint_shared(&whole, &part, 0);
    assert_true(shared > 0.3 && shared < 0.7);
    assert_true(fingerprint_shared(&whole, &part, shared) == shared);
    assert_true(fingerprint_shared(&whole, &part, 0.71) == 0);
    assert_true(fingerprint_shared(&part, &whole, 0) == shared);
    assert_true(fingerprint_shared(&whole, &other, 0) == 0);
    assert_true(fingerprint_shared(&whole, &brief, 0) == 0); // too short to say
    doc_free(&d);
}

static void test_a_page_without_words_has_no_print(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    print_text(&d, "", "... --- ...");
    assert_int_equal(d.print.n_words, 0);
    assert_int_equal(d.print.n_terms, 0);
    doc_free(&d);
}

/* ---- reprints and stories ---- */

typedef struct paper {
    doc d;
    fingerprint prints[PAGES_MOST];
    story_page pages[PAGES_MOST];
    uint32_t n;
    arena a;
} paper;

static void add_page(paper *p, int day, int hour, const char *title, const char *words) {
    print_text(&p->d, title, words);
    p->prints[p->n] = p->d.print;
    p->pages[p->n] =
        (story_page){ .key = p->n, .day = day, .second = 3600 * hour, .print = &p->prints[p->n] };
    p->n++;
}

static void test_reprints(void **state) {
    (void)state;
    static paper p;
    char words[TEXT_MOST];
    p = (paper){ .n = 0 };
    doc_open(&p.d, 0);
    add_page(&p, 10, 0, "first", numbered(words, 0, 100));
    add_page(&p, 10, 1, "another", numbered(words, 500, 100));
    add_page(&p, 11, 0, "its longer take", numbered(words, 10, 180));
    add_page(&p, 12, 0, "too late", numbered(words, 500, 100));
    p.pages[3].day = 18;
    add_page(&p, 18, 0, "Dividend of Alcoa", "Qtly div 10 cts");
    add_page(&p, 18, 1, "Dividend of Boeing", "Qtly div 10 cts");
    add_page(&p, 18, 2, "Dividend of Boeing", "Qtly div 10 cts");
    const uint32_t expected[] = { 0, 1, 0, 3, 4, 5, 5 };
    assert_int_equal(reprint_find(p.pages, p.n, false, &p.a), UH_OK);
    for (uint32_t i = 0; i < p.n; i++)
        assert_int_equal(p.pages[i].original, expected[i]);
    assert_int_equal(reprint_find(p.pages, p.n, true, &p.a), UH_OK);
    assert_int_equal(p.pages[3].original, 1);
    arena_free(&p.a);
    doc_free(&p.d);
}

static const char tanker[] = "Iranian gunboats fired rockets at a Kuwaiti tanker in the Gulf on "
                             "Monday, setting its engine room ablaze, shipping sources said.";
static const char tanker_again[] = "A Kuwaiti tanker was ablaze in the Gulf after gunboats fired "
                                   "rockets into its engine room, sources in shipping said.";
static const char cocoa[] = "Cocoa producers and consumers agreed on buffer stock rules in London "
                            "after two weeks of talks, delegates of the council said.";

static void fill_stories(paper *p) {
    add_page(p, 10, 8, "Tanker hit by gunboats in Gulf", tanker);
    add_page(p, 10, 12, "Cocoa council agrees buffer rules", cocoa);
    add_page(p, 11, 8, "Kuwaiti tanker ablaze after gunboats attack", tanker_again);
    add_page(p, 20, 8, "Kuwaiti tanker ablaze after gunboats attack", tanker_again);
    p->prints[3].exact ^= 1; // no reprint, the same words a week and more later
    p->prints[3].n_shingles = 0;
}

static void test_stories(void **state) {
    (void)state;
    static paper p;
    const uint32_t expected[] = { 0, 1, 0, 3 };
    p = (paper){ .n = 0 };
    doc_open(&p.d, 0);
    fill_stories(&p);
    assert_int_equal(story_group(p.pages, p.n, 0, &p.a), UH_OK);
    for (uint32_t i = 0; i < p.n; i++)
        assert_int_equal(p.pages[i].story, expected[i]);
    assert_int_equal(p.pages[0].component, p.pages[2].component);
    assert_int_not_equal(p.pages[0].component, p.pages[1].component);
    // pages before the first day only lend their words
    p.pages[1].story = 77;
    assert_int_equal(story_group(p.pages, p.n, 11, &p.a), UH_OK);
    assert_int_equal(p.pages[1].story, 77);
    assert_int_equal(p.pages[2].story, 2);
    arena_free(&p.a);
    doc_free(&p.d);
}

static void test_grouping_without_memory(void **state) {
    (void)state;
    static paper p;
    p = (paper){ .n = 0 };
    doc_open(&p.d, 0);
    fill_stories(&p);
    p.a.limit = 1;
    assert_int_equal(story_group(p.pages, p.n, 0, &p.a), UH_NOMEM);
    arena_free(&p.a);
    doc_free(&p.d);
}

/* ---- events ---- */

typedef struct merge_case {
    const char *name;
    bool same;
    const char *actor, *trigger, *recipient, *sentence;
    const char *day;
    event_type type;
    event_status status;
} merge_case;

static merge_report report_of(const merge_case *c) {
    merge_report r = { .type = (uint8_t)c->type,
                       .status = (uint8_t)c->status,
                       .actor = text_of(c->actor),
                       .recipient = text_of(c->recipient),
                       .trigger = text_of(c->trigger),
                       .sentence = text_of(c->sentence) };
    if (c->day)
        date_iso(text_of(c->day), &r.when);
    return r;
}

/* Each is compared to this one. */
static const merge_case struck = {
    "itself",     true,          "USA",
    "attacked",   "IRN",         "The U.S. attacked an Iranian oil platform in the Gulf.",
    "1987-10-19", EVENT_ASSAULT, STATUS_ASSERTED
};

static const merge_case cases[] = {
    { "the same words", true, "USA", "attacked", "IRN", "", "1987-10-19", EVENT_ASSAULT, 0 },
    { "the army for the country", true, "USAMIL", "attacked", "IRNMIL", "", "1987-10-19",
      EVENT_ASSAULT, 0 },
    { "a day later by the clock of another zone", true, "USA", "attacked", "IRN", "", "1987-10-20",
      EVENT_ASSAULT, 0 },
    { "a month that holds the day", true, "USA", "attacked", "IRN", "", "1987-10", EVENT_ASSAULT,
      0 },
    { "without a date", true, "USA", "attacked", "IRN", "", NULL, EVENT_ASSAULT, 0 },
    { "told as history", true, "USA", "attacked", "IRN", "", "1987-10-19", EVENT_ASSAULT,
      STATUS_HISTORICAL },
    { "another verb, the same sentence", true, "USA", "destroyed", "IRN",
      "U.S. ships destroyed an Iranian oil platform in the Gulf.", "1987-10-19", EVENT_ASSAULT, 0 },
    { "another verb, another sentence", false, "USA", "shelled", "IRN", "Warships shelled a rig.",
      "1987-10-19", EVENT_ASSAULT, 0 },
    { "two days later", false, "USA", "attacked", "IRN", "", "1987-10-21", EVENT_ASSAULT, 0 },
    { "denied", false, "USA", "attacked", "IRN", "", "1987-10-19", EVENT_ASSAULT, STATUS_DENIED },
    { "another type", false, "USA", "attacked", "IRN", "", "1987-10-19", EVENT_ACCUSE, 0 },
    { "other sides", false, "IRQ", "attacked", "IRN", "", "1987-10-19", EVENT_ASSAULT, 0 },
    { "nobody named", false, "", "attacked", "", "", "1987-10-19", EVENT_ASSAULT, 0 },
    { "only one named", true, "USA", "attacked", "", "", "1987-10-19", EVENT_ASSAULT, 0 },
};

static void test_merge(void **state) {
    (void)state;
    arena a = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        merge_report two[2] = { report_of(&struck), report_of(&cases[i]) };
        assert_int_equal(merge_find(two, 2, &a), UH_OK);
        if ((two[1].first == 0) != cases[i].same)
            fail_msg("%s: %s", cases[i].name, cases[i].same ? "kept apart" : "taken for one");
    }
    arena_free(&a);
}

static void test_two_requests_of_one_article(void **state) {
    (void)state;
    arena a = { 0 };
    const merge_case ask = {
        "",           true,          "USALEG",
        "urged",      "USAGOV",      "Senators urged the White House to name Hineman as chairman.",
        "1987-07-01", EVENT_REQUEST, STATUS_ASSERTED
    };
    merge_report two[2] = { report_of(&ask), report_of(&ask) };
    two[1].sentence = TEXT("Lugar urged the administration to recommend Sullivan soon.");
    assert_int_equal(merge_find(two, 2, &a), UH_OK);
    assert_int_equal(two[1].first, 1);
    two[1].page = 1; // told again elsewhere, the verb is enough
    assert_int_equal(merge_find(two, 2, &a), UH_OK);
    assert_int_equal(two[1].first, 0);
    two[1].page = 0;
    two[1].sentence = TEXT("They urged again that the White House name Hineman.");
    assert_int_equal(merge_find(two, 2, &a), UH_OK);
    assert_int_equal(two[1].first, 0);
    arena_free(&a);
}

static void test_kinds_of_bodies_are_no_country(void **state) {
    (void)state;
    arena a = { 0 };
    merge_report two[2] = { report_of(&struck), report_of(&struck) };
    two[0].actor = TEXT("IGOUNO");
    two[1].actor = TEXT("IGOEUR");
    assert_int_equal(merge_find(two, 2, &a), UH_OK);
    assert_int_equal(two[1].first, 1);
    arena_free(&a);
}

static void test_the_fullest_report_shows_the_event(void **state) {
    (void)state;
    arena a = { 0 };
    merge_report three[3] = { report_of(&struck), report_of(&struck), report_of(&struck) };
    three[0].recipient = TEXT("");
    three[1].actor = TEXT("USAMIL");
    three[2].story = 1; // another story
    assert_int_equal(merge_find(three, 3, &a), UH_OK);
    assert_int_equal(three[1].first, 0);
    assert_int_equal(three[0].face, 1);
    assert_int_equal(three[1].face, 1);
    assert_int_equal(three[2].first, 2);
    assert_int_equal(three[2].face, 2);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gist),
        cmocka_unit_test(test_function_words_are_found),
        cmocka_unit_test(test_stems),
        cmocka_unit_test(test_the_shared_part_is_estimated),
        cmocka_unit_test(test_a_page_without_words_has_no_print),
        cmocka_unit_test(test_reprints),
        cmocka_unit_test(test_stories),
        cmocka_unit_test(test_grouping_without_memory),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_two_requests_of_one_article),
        cmocka_unit_test(test_kinds_of_bodies_are_no_country),
        cmocka_unit_test(test_the_fullest_report_shows_the_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
