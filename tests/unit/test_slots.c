/* test_slots.c - the closed lists of the page stage and the tables that tools/gen-slots made of
 * them; the trees of the role models in every version that the processor has. */
#include "page/byline.h"
#include "page/class.h"
#include "page/cue.h"
#include "page/lanes.h"
#include "page/piece.h"
#include "page/slots.h"
#include "page/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { IS_FUNCTION = 1, IS_VERB = 2, IS_POST = 1, IS_OFFICE = 2, TREES = 40, SEED = 7 };

typedef struct listed {
    const char *word;
    unsigned means;
} listed;

static const listed months[] = {
#define MONTH(word, month) { word, month },
#include "page/months.inc"
#undef MONTH
};
static const listed words[] = {
#define WORD(word, kinds) { word, kinds },
#include "page/listed_words.inc"
#undef WORD
};
static const listed byline_words[] = {
#define WORD(word, kinds) { word, kinds },
#include "page/byline_words.inc"
#undef WORD
};
static const listed names[] = {
#define NAME(purpose, word) { word, FOR_##purpose },
#include "page/class_names.inc"
#undef NAME
};
static const char *const credits[] = {
#define WORD(word) word,
#include "page/credits.inc"
#undef WORD
};
#define N(list) (sizeof(list) / sizeof *(list))

static void test_every_month_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < N(months); i++)
        assert_int_equal(when_month(text_of(months[i].word)), months[i].means);
    assert_int_equal(when_month(TEXT("F\xc3\x89VRIER")), 2);
    assert_int_equal(when_month(TEXT("Marchand")), 0);
}

static void test_every_start_of_a_byline_is_found(void **state) {
    static const char *const starts[] = {
#define START(words) words,
#include "page/byline_starts.inc"
#undef START
    };
    (void)state;
    for (size_t i = 0; i < N(starts); i++) {
        buffer line = { 0 };
        buffer_format(&line, "%s: Ann Lee", starts[i]);
        line.at[0] = (char)to_upper((unsigned char)line.at[0]);
        if (!byline_is_label(text_of(starts[i])) || !byline_says_by(buffer_view(&line)))
            fail_msg("no start: %s", starts[i]);
        buffer_free(&line);
    }
    assert_false(byline_says_by(TEXT("b")) || byline_says_by(TEXT("Bystanders")) ||
                 byline_says_by(TEXT("")));
}

static void test_every_listed_word_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < N(words); i++) {
        assert_int_equal(word_is_function(text_of(words[i].word)),
                         (words[i].means & IS_FUNCTION) != 0);
        if (words[i].means & IS_VERB)
            assert_true(word_is_verb(text_of(words[i].word)));
    }
    for (size_t i = 0; i < N(byline_words); i++)
        assert_int_equal(byline_is_office(text_of(byline_words[i].word)),
                         (byline_words[i].means & IS_OFFICE) != 0);
}

/* The purposes of a class. */
static uint64_t purposes_of(const char *value) {
    arena a = { 0 };
    class_index c;
    html h;
    buffer written = { 0 };
    buffer_format(&written, "<p class=\"%s\">", value);
    assert_true(html_parse(&h, &a, buffer_view(&written), TEXT("")));
    assert_true(class_open(&c, &h, &a));
    assert_int_equal(h.n_attributes, 1);
    uint32_t number = class_of(&c, &h.attributes[0]);
    assert_int_equal(class_of(&c, &h.attributes[0]), number); // asked again, it is remembered
    uint64_t purposes = c.values[number].purposes;
    buffer_free(&written);
    arena_free(&a);
    return purposes;
}

static void test_every_name_has_its_purpose(void **state) {
    (void)state;
    for (size_t i = 0; i < N(names); i++) {
        // A name with a hyphen is cut in two before it is looked for.
        if (strchr(names[i].word, '-'))
            continue;
        assert_true(purposes_of(names[i].word) == UINT64_C(1) << names[i].means);
    }
    assert_true(purposes_of("x-articleBody_SHARE9 td1") ==
                (UINT64_C(1) << FOR_ARTICLE | UINT64_C(1) << FOR_CONTENT));
    assert_true(purposes_of("") == 0);
}

static bool names_user(const char *value) {
    arena a = { 0 };
    class_index c;
    html h;
    buffer written = { 0 };
    buffer_format(&written, "<p class=\"%s\">", value);
    assert_true(html_parse(&h, &a, buffer_view(&written), TEXT("")) && class_open(&c, &h, &a));
    uint32_t number = class_of(&c, &h.attributes[0]);
    bool does = c.values[number].names_user;
    buffer_free(&written);
    arena_free(&a);
    return does;
}

static void test_names_of_users(void **state) {
    (void)state;
    assert_true(names_user("username") && names_user("user-name b") && names_user("a PostUser-x") &&
                names_user("nicknames") && names_user("theUsername") &&
                names_user("fullnameusername") && names_user("sername") && names_user("xnickname"));
    assert_false(names_user("user name") || names_user("surname") || names_user("name") ||
                 names_user("namesake") || names_user("user"));
}

static void test_every_cue_is_found(void **state) {
    (void)state;
    static const char *const phrases[] = {
#define ROW(role, place, most, box, why, phrase) phrase
#define RELATED(phrase)                          phrase
#define RELATEDS(phrase)                         phrase
#define MORE(phrase)                             phrase
#define MOREW(phrase)                            phrase
#define SHARE(phrase)                            phrase
#define SHAREW(phrase)                           phrase
#define NEWS(phrase)                             phrase
#define NEWSS(phrase)                            phrase
#define COOKIE(phrase)                           phrase
#define COMMENT(phrase)                          phrase
#define COMMENTW(phrase)                         phrase
#define PAYWALL(phrase)                          phrase
#define FOOTER(phrase)                           phrase
#define FOOTERW(phrase)                          phrase
#define ADVERT(phrase)                           phrase
#define ADVERTA(phrase)                          phrase
#define SHOP(phrase)                             "x " phrase
#define NEXT(phrase)                             phrase
#define CAPTION(phrase)                          phrase
#define CAPTIONS(phrase)                         phrase
#define AUTHOR(phrase)                           phrase
#define TAGS(phrase)                             phrase
#define DAYS(phrase)                             phrase
#define NAV(phrase)                              phrase
#include "page/cues.inc"
    };
    for (size_t i = 0; i < N(phrases); i++) {
        shape s;
        word_list list;
        shape_of(text_of(phrases[i]), &s, &list);
        if (!cue_find(&s, &list))
            fail_msg("no cue: %s", phrases[i]);
    }
}

static void test_every_credit_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < N(credits); i++) {
        arena a = { 0 };
        trail t;
        pieces ps;
        buffer line = { 0 };
        buffer_format(&line, "zzz %s", credits[i]);
        assert_true(trail_over(&t, &a, buffer_view(&line)));
        pieces_open(&ps, &t, &a);
        piece *p = pieces_add(&ps, 0, (uint32_t)line.len);
        assert_non_null(p);
        assert_int_equal(p->credit, 1);
        assert_int_equal(piece_words(&ps, p).n, 2);
        buffer_free(&line);
        arena_free(&a);
    }
}

/* ---- trees ---- */

static uint32_t draw(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 24;
}

static void test_versions_of_trees_agree(void **state) {
    (void)state;
    static unsigned char trees[TREES * LANES_TREE];
    static uint8_t columns[256 * LANES];
    lanes_add *const versions[] = { lanes_avx2(), lanes_avx512(), lanes_best() };
    uint32_t seed = SEED;
    for (size_t i = 0; i < sizeof columns; i++)
        columns[i] = (uint8_t)draw(&seed);
    for (size_t i = 0; i < sizeof trees; i++)
        trees[i] = (unsigned char)draw(&seed);
    for (size_t t = 0; t < TREES; t++)
        for (size_t k = 0; k < LANES_DEPTH; k++)
            trees[t * LANES_TREE + 4 * k + 1] = trees[t * LANES_TREE + 4 * k + 3] = 0;
    int32_t expected[LANES] = { 5 };
    lanes_scalar(trees, TREES, columns, LANES, expected);
    for (size_t v = 0; v < N(versions); v++) {
        int32_t sum[LANES] = { 5 };
        if (!versions[v])
            continue;
        versions[v](trees, TREES, columns, LANES, sum);
        assert_memory_equal(sum, expected, sizeof sum);
    }
    int32_t few[LANES] = { 5 };
    lanes_few(trees, TREES, columns, LANES, few, LANES / 3);
    assert_memory_equal(few, expected, LANES / 3 * sizeof *few);
    assert_int_equal(few[LANES / 3], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_month_is_found),
        cmocka_unit_test(test_every_start_of_a_byline_is_found),
        cmocka_unit_test(test_every_listed_word_is_found),
        cmocka_unit_test(test_every_name_has_its_purpose),
        cmocka_unit_test(test_names_of_users),
        cmocka_unit_test(test_every_cue_is_found),
        cmocka_unit_test(test_every_credit_is_found),
        cmocka_unit_test(test_versions_of_trees_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
