/* test_hint.c - learned weights of words and names; what else the role model sees by words. */
#include "page/alike.h"
#include "page/hint.h"
#include "page/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char markup_text[] =
    "<html><body class=\"news site-body\"><nav id=topNav class=\"menu\"><a href=a>Home</a></nav>"
    "<article class=\"story\" data-testid=\"storyBody\"><h1>Rivals sign the accord</h1>"
    "<div class=\"text-block\"><p class=lead>The rivals signed the accord in Lisbon on Monday.</p>"
    "<p>The accord was signed in Lisbon on Monday, the ministers of both sides said.</p>"
    "<span class=\"credit\">Foto: Ann Lee / Reuters</span><p>Published 11:34 PM Nov 19, 2019</p>"
    "</div></article></body></html>";

static void open_page(doc *d, view *v) {
    doc_open(d, 0);
    d->page.media = MEDIA_HTML;
    d->page.raw = text_of(markup_text);
    assert_true(view_open(v, d));
    assert_int_equal(v->ps.n, 6);
}

static void fill(signed char *table, uint32_t seed) {
    for (uint32_t i = 0; i < HINT_SLOTS; i++) {
        seed = seed * 1664525u + 1013904223u;
        table[i] = (signed char)(seed >> 24);
    }
}

/* Walking each element once must say what the slots of each piece say. */
static void test_page_says_what_slots_say(void **state) {
    (void)state;
    static signed char words[HINT_SLOTS], names[HINT_SLOTS];
    uint8_t by_words[6], by_names[6];
    uint16_t slot[HINT_NAMES_MOST];
    doc d;
    view v;
    fill(words, 1);
    fill(names, 2);
    open_page(&d, &v);
    hint_tables t = { words, names };
    assert_true(hint_pieces(&t, &v.ps, &v.h, by_words, by_names));
    for (uint32_t i = 0; i < v.ps.n; i++) {
        uint32_t n = hint_words(&v.ps, &v.ps.at[i], slot);
        assert_in_range(n, 1, HINT_WORDS_MOST);
        assert_int_equal(by_words[i], hint_score_words(words, slot, n));
        n = hint_names(&v.ps, &v.h, &v.ps.markup[i], slot);
        assert_in_range(n, 3, HINT_NAMES_MOST);
        assert_int_equal(by_names[i], hint_score_names(names, slot, n));
    }
    doc_free(&d);
}

static void test_scores_follow_the_weights(void **state) {
    (void)state;
    static signed char table[HINT_SLOTS];
    uint16_t slot[2] = { 7, 9 };
    assert_int_equal(hint_score_words(table, slot, 2), 128);
    assert_int_equal(hint_score_names(table, slot, 0), 128);
    table[7] = 40;
    assert_true(hint_score_words(table, slot, 2) > 128 && hint_score_names(table, slot, 2) > 128);
    table[9] = -90;
    assert_true(hint_score_words(table, slot, 2) < 128 && hint_score_names(table, slot, 2) < 128);
}

static void test_credit_and_date_beside_other_words(void **state) {
    (void)state;
    doc d;
    view v;
    traits x;
    open_page(&d, &v);
    assert_true(view_traits(&v, &x));
    assert_int_equal(v.ps.at[2].credit, 0);
    assert_int_equal(v.ps.at[4].credit, 1); // "Reuters" ends the line
    const uint8_t *rest = x.at + (size_t)F_DATE_REST * x.stride;
    assert_int_equal(rest[3], 0);
    assert_int_equal(rest[5], 1 + strlen("Published 11:34 PM "));
    doc_free(&d);
}

static uint32_t trait_of(const traits *x, uint32_t which, uint32_t i) {
    return x->at[(size_t)which * x->stride + i];
}

static void test_media_runs_and_kinds(void **state) {
    (void)state;
    static const char cards[] =
        "<div class=body><p>One.</p><img src=a><p>Two</p><p>Three.</p></div>"
        "<div class=card><h3>Four</h3></div>"
        "<div class=card><h3>Five</h3></div>";
    static const uint8_t since[] = { 255, 0, 1, 2, 3 }, run[] = { 3, 3, 3, 2, 2 },
                         kinds[] = { 1, 1, 1, 2, 2 };
    doc d;
    view v;
    traits x;
    doc_open(&d, 0);
    d.page.media = MEDIA_HTML;
    d.page.raw = text_of(cards);
    assert_true(view_open(&v, &d) && view_traits(&v, &x));
    assert_int_equal(v.ps.n, 5);
    for (uint32_t i = 0; i < v.ps.n; i++) {
        assert_int_equal(trait_of(&x, F_MEDIA_SINCE, i), since[i]);
        assert_int_equal(trait_of(&x, F_RUN, i), run[i]);
        assert_int_equal(trait_of(&x, F_KINDS, i), kinds[i]);
    }
    doc_free(&d);
}

/* The list of words alone is the list that the whole look gives. */
static void test_words_alone(void **state) {
    (void)state;
    static const char *const lines[] = {
        "Don't panic, said the well-known minister; \"5,000 votes\" count.",
        "\xc3\x9c"
        "ber Gen\xc3\xa8ve: \xe4\xb8\xad\xe6\x96\x87 12 \xc2\xa9 AFP",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s "
        "t u v w x y z don't go on",
        "",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        shape s;
        word_list all, alone;
        shape_of(text_of(lines[i]), &s, &all);
        shape_words(text_of(lines[i]), &alone);
        assert_int_equal(all.n, alone.n);
        assert_memory_equal(all.at, alone.at, all.n * sizeof *all.at);
    }
}

static void test_listed_words_are_known(void **state) {
    (void)state;
    static const char *const function_words[] = {
        "a",     "against", "als", "and", "at",   "aus", "avec", "been", "but",   "com",
        "da",    "dass",    "del", "den", "det",  "do",  "een",  "el",   "er",    "for",
        "have",  "het",     "i",   "ils", "into", "its", "le",   "los",  "met",   "my",
        "nicht", "o",       "og",  "or",  "over", "per", "que",  "she",  "som",   "than",
        "their", "they",    "to",  "una", "une",  "von", "we",   "when", "while", "would",
        "zu",    "e",       "a",   "o",   "i"
    };
    static const char *const verbs[] = {
        "accuses", "announces", "backs", "believes", "built",  "came",   "could", "did",
        "fears",   "flew",      "gets",  "got",      "have",   "holds",  "keeps", "knew",
        "leads",   "left",      "made",  "meets",    "moves",  "offers", "plans", "ran",
        "said",    "say",       "sees",  "sent",     "should", "slams",  "stood", "tells",
        "threw",   "tries",     "wants", "went",     "wins",   "wrote"
    };
    static const char *const others[] = { "minister", "thx", "bq", "x", "zz", "" };
    for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
        assert_true(word_is_function(text_of(function_words[i])));
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        assert_true(word_is_verb(text_of(verbs[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(word_is_function(text_of(others[i])) || word_is_verb(text_of(others[i])));
}

static void test_alike_things_share_a_group(void **state) {
    static const uint32_t keys[] = { 0, 7, 0, UINT32_MAX, 7, 7, 1u << 31, 0 };
    static const uint32_t groups[] = { 0, 1, 0, 2, 1, 1, 3, 0 }, firsts[] = { 0, 1, 3, 6 };
    arena a = { 0 };
    alike all;
    (void)state;
    assert_true(alike_group(&all, &a, keys, 8));
    assert_int_equal(all.n_groups, 4);
    assert_memory_equal(all.group, groups, sizeof groups);
    assert_memory_equal(all.first, firsts, sizeof firsts);
    assert_true(alike_group(&all, &a, NULL, 0));
    assert_int_equal(all.n_groups, 0);
    // Keys that differ in their upper bits alone, more of them than a slot could take.
    uint32_t many[1000];
    for (uint32_t i = 0; i < 1000; i++)
        many[i] = i % 500 << 22;
    assert_true(alike_group(&all, &a, many, 1000));
    assert_int_equal(all.n_groups, 500);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(all.group[i], i % 500);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_says_what_slots_say),
        cmocka_unit_test(test_scores_follow_the_weights),
        cmocka_unit_test(test_credit_and_date_beside_other_words),
        cmocka_unit_test(test_media_runs_and_kinds),
        cmocka_unit_test(test_words_alone),
        cmocka_unit_test(test_listed_words_are_known),
        cmocka_unit_test(test_alike_things_share_a_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
