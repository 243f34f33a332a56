/* test_outlook.c - weights that are cut are refused; the signs of a sentence are bounded and the
 * same for the same words; in a text that goes on, sentences about nothing that anybody did need no
 * tree, and brief texts and headlines are read whole. */
#include "event/coder.h"
#include "event/gazette.h"
#include "event/outlook.h"
#include "event/prospect.h"
#include "language/language.h"
#include "model/parts.h"
#include "tests/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char act[] = "Russian warplanes bombed a hospital in Syria and killed ten civilians, "
                          "the Syrian opposition said on Monday. ";
static const char trade[] = "Growth of money supply in Germany was seven pct in the second "
                            "quarter of the year, compared with six pct in the first quarter. ";

static void test_cut_weights_are_refused(void **state) {
    (void)state;
    outlook o;
    text section = model_section(model, "outlook"), part[2];
    assert_true(outlook_open(section, &o));
    for (size_t n = 0; n < section.len; n += section.len / 7)
        assert_false(outlook_open(text_cut(section, 0, n), &o));
    assert_false(outlook_open(text_cut(section, 0, section.len - 1), &o));
    assert_true(parts_read(section, part, 2));
    int32_t bias[OUTLOOK_QUESTIONS] = { 0, INT32_MIN };
    part[0].at = (const char *)bias;
    buffer odd = { 0 };
    parts_write(&odd, part, 2);
    assert_false(outlook_open(buffer_view(&odd), &o));
    buffer_free(&odd);
}

static void read_text(doc *d, const char *const *parts, size_t n) {
    buffer whole = { 0 };
    for (size_t i = 0; i < n; i++)
        buffer_text(&whole, text_of(parts[i]));
    doc_open(d, 0);
    assert_true(doc_add_text(d, buffer_view(&whole), 0, true));
    buffer_free(&whole);
    *doc_add_block(d) = (block){ .end = d->text_len, .kept = true, .role = ROLE_PARAGRAPH };
    assert_int_equal(language_sentences(model, d), UH_OK);
    assert_int_equal(prospect_find(model, d), UH_OK);
}

static void test_what_nobody_did_needs_no_tree(void **state) {
    (void)state;
    const char *const parts[] = { act, trade, trade, act, trade };
    doc d;
    read_text(&d, parts, 5);
    assert_int_equal(d.n_sentences, 5);
    for (uint32_t s = 0; s < 5; s++) {
        assert_int_equal(d.sentences[s].is_dim, parts[s] == trade);
        assert_int_equal(d.sentences[s].need, parts[s] == trade ? NEED_NOTHING : NEED_TREE);
    }
    doc_free(&d);
}

static void test_brief_texts_are_read_whole(void **state) {
    (void)state;
    const char *const parts[] = { act, trade, trade };
    doc d;
    read_text(&d, parts, 3);
    for (uint32_t s = 0; s < d.n_sentences; s++)
        assert_int_equal(d.sentences[s].need, NEED_TREE);
    doc_free(&d);
}

static void test_rules_are_heard_alone(void **state) {
    (void)state;
    const char *const parts[] = { act, trade, trade, act };
    doc d;
    read_text(&d, parts, 4);
    assert_true(d.sentences[1].is_dim);
    d.by_rules = true;
    assert_int_equal(prospect_find(model, &d), UH_OK);
    for (uint32_t s = 0; s < d.n_sentences; s++)
        assert_int_equal(d.sentences[s].need, NEED_TREE);
    doc_free(&d);
}

static void test_signs_are_bounded(void **state) {
    (void)state;
    enum { WORDS = 3000 };
    static char many[WORDS * 6 + 1];
    static uint32_t places[OUTLOOK_SIGNS_MOST], again[OUTLOOK_SIGNS_MOST];
    for (size_t i = 0; i < WORDS; i++)
        memcpy(many + i * 6, "Syria ", 6);
    const char *const parts[] = { many };
    doc d;
    read_text(&d, parts, 1);
    uint32_t density = outlook_density(model_actors(model), &d);
    for (uint32_t s = 0; s < d.n_sentences; s++) {
        uint32_t n = outlook_signs(model_actors(model), &d, density, &d.sentences[s], places);
        assert_true(n > 0 && n <= OUTLOOK_SIGNS_MOST);
        assert_int_equal(outlook_signs(model_actors(model), &d, density, &d.sentences[s], again),
                         n);
        assert_memory_equal(places, again, n * sizeof *places);
        for (uint32_t i = 0; i < n; i++)
            assert_true(places[i] < 1u << OUTLOOK_BITS);
    }
    doc_free(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_weights_are_refused),
        cmocka_unit_test(test_what_nobody_did_needs_no_tree),
        cmocka_unit_test(test_brief_texts_are_read_whole),
        cmocka_unit_test(test_rules_are_heard_alone),
        cmocka_unit_test(test_signs_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
