/* test_guess.c - weights that are cut or not in order are refused, signs are bounded and the same
 * for the same words, a hand that the rules fill is left alone, rules can be heard alone. */
#include "doc/conllu.h"
#include "event/coder.h"
#include "event/guess.h"
#include "event/watch.h"
#include "model/parts.h"
#include "tests/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool opens(const uint32_t *signs, size_t n_signs, const int16_t *weights, size_t n_weights) {
    guess g;
    buffer section = { 0 };
    text parts[] = { { (const char *)signs, n_signs * sizeof *signs },
                     { (const char *)weights, n_weights * sizeof *weights } };
    parts_write(&section, parts, 2);
    bool good = guess_open(buffer_view(&section), &g);
    buffer_free(&section);
    return good;
}

static void test_odd_weights_are_refused(void **state) {
    (void)state;
    static const uint32_t ordered[] = { 3, 7, 9 }, twice[] = { 3, 3, 9 }, falling[] = { 3, 9, 7 };
    static const int16_t weights[] = { 1, -2, 3 };
    guess g;
    text section = model_section(model, "guess");
    assert_true(guess_open(section, &g));
    assert_false(guess_open(text_cut(section, 0, 0), &g));
    assert_false(guess_open(text_cut(section, 0, section.len / 2), &g));
    assert_true(opens(ordered, 3, weights, 3));
    assert_true(opens(ordered, 0, weights, 0));
    assert_false(opens(ordered, 3, weights, 2));
    assert_false(opens(ordered, 2, weights, 3));
    assert_false(opens(twice, 3, weights, 3));
    assert_false(opens(falling, 3, weights, 3));
}

static void test_weights_are_found(void **state) {
    (void)state;
    static const uint32_t signs[] = { 0, 7, UINT32_MAX };
    static const int16_t weights[] = { 1, -2, 3 };
    const guess g = { signs, weights, 3 };
    const bond_signs all = { .at = { UINT32_MAX, 7, 0, 8 }, .n = 4 };
    assert_int_equal(guess_weight(&g, 0), 1);
    assert_int_equal(guess_weight(&g, 7), -2);
    assert_int_equal(guess_weight(&g, UINT32_MAX), 3);
    assert_int_equal(guess_weight(&g, 8), 0);
    assert_int_equal(guess_odds(&g, &all), 2);
}

/* "Zarif met Putin and Putin and Putin ...", with so many names. */
static void write_meeting(buffer *out, int names) {
    buffer_string(out, "1\tZarif\tZarif\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                       "2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n");
    for (int i = 0; i < names; i++) {
        char row[64];
        snprintf(row, sizeof row, "%d\tPutin\tPutin\tPROPN\tNNP\t_\t%d\t%s\t_\t_\n", i + 3, i + 2,
                 i ? "nmod" : "obj");
        buffer_string(out, row);
    }
    buffer_string(out, "\n");
}

typedef struct seen {
    uint32_t words, most;
    uint64_t hash;
} seen;

static void see(void *to, coder *c) {
    seen *s = to;
    for (uint32_t i = 0; i < c->n_drafts; i++) {
        bond_scene scene;
        bond_look(c, &c->drafts[i], &scene);
        for (uint32_t k = 0; k < scene.n_words; k++) {
            bond_signs t;
            bond_read(c, &scene, HAND_RECIPIENT, scene.words[k], &t);
            s->words++;
            s->most = t.n > s->most ? t.n : s->most;
            for (uint32_t n = 0; n < t.n; n++)
                s->hash = hash_mix(s->hash, t.at[n]);
        }
    }
}

static seen look(int names) {
    seen s = { 0, 0, 0 };
    buffer rows = { 0 };
    doc d;
    write_meeting(&rows, names);
    doc_open(&d, 0);
    d.page.raw = buffer_view(&rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    const coder_watcher watcher = { .hands = see, .to = &s };
    assert_int_equal(coder_watched(model, &d, NULL, &watcher), UH_OK);
    doc_free(&d);
    buffer_free(&rows);
    return s;
}

static void test_signs_are_bounded_and_the_same(void **state) {
    (void)state;
    seen once = look(2), again = look(2), many = look(240);
    assert_true(once.words > 0 && once.most > 10);
    assert_true(once.hash == again.hash);
    assert_true(many.words > 0 && many.words <= BOND_WORDS_MOST);
    assert_true(many.most <= BOND_SIGNS_MOST);
}

/* How many recipients the only event has. */
static int recipients_of(const char *rows, bool by_rules) {
    doc d;
    doc_open(&d, 0);
    d.page.raw = text_of(rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    d.by_rules = by_rules;
    assert_int_equal(coder_run(model, &d, NULL), UH_OK);
    assert_int_equal(d.n_events, 1);
    int n = d.events[0].recipient.n_codes;
    doc_free(&d);
    return n;
}

/* "Turkey's demand that Greece withdraw." */
static void test_an_empty_hand_is_filled(void **state) {
    (void)state;
    static const char demand[] = "1-2\tTurkey's\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "1\tTurkey\tTurkey\tPROPN\tNNP\t_\t3\tnmod:poss\t_\t_\n"
                                 "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n"
                                 "3\tdemand\tdemand\tNOUN\tNN\t_\t0\troot\t_\t_\n"
                                 "4\tthat\tthat\tSCONJ\tIN\t_\t6\tmark\t_\t_\n"
                                 "5\tGreece\tGreece\tPROPN\tNNP\t_\t6\tnsubj\t_\t_\n"
                                 "6\twithdraw\twithdraw\tVERB\tVBP\t_\t3\tacl\t_\t_\n"
                                 "7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
    assert_int_equal(recipients_of(demand, true), 0);
    assert_int_equal(recipients_of(demand, false), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_odd_weights_are_refused),
        cmocka_unit_test(test_weights_are_found),
        cmocka_unit_test(test_signs_are_bounded_and_the_same),
        cmocka_unit_test(test_an_empty_hand_is_filled),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
