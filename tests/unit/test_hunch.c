/* test_hunch.c - weights that are cut or odd are refused, chances are chances, signs are bounded
 * and the same for the same words, rules can be heard alone. */
#include "doc/conllu.h"
#include "event/coder.h"
#include "event/hunch.h"
#include "event/watch.h"
#include "model/parts.h"
#include "tests/model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_cut_weights_are_refused(void **state) {
    (void)state;
    hunch h;
    text section = model_section(model, "hunch");
    assert_true(hunch_open(section, &h));
    assert_false(hunch_open(text_cut(section, 0, 0), &h));
    assert_false(hunch_open(text_cut(section, 0, 20), &h));
    assert_false(hunch_open(text_cut(section, 0, section.len / 2), &h));
    assert_false(hunch_open(text_cut(section, 0, section.len - 1), &h));
    text part[5];
    assert_true(parts_read(section, part, 5));
    for (int short_one = 0; short_one < 5; short_one++) {
        text parts[5];
        buffer odd = { 0 };
        memcpy(parts, part, sizeof parts);
        parts[short_one].len -= 1;
        parts_write(&odd, parts, 5);
        assert_false(hunch_open(buffer_view(&odd), &h));
        buffer_free(&odd);
    }
}

static void test_weights_that_are_no_numbers_are_refused(void **state) {
    (void)state;
    hunch h;
    hunch_top top;
    text part[5];
    buffer odd = { 0 };
    assert_true(parts_read(model_section(model, "hunch"), part, 5));
    memcpy(&top, part[4].at, sizeof top);
    top.out[3][2] = NAN;
    part[4].at = (const char *)&top;
    parts_write(&odd, part, 5);
    assert_false(hunch_open(buffer_view(&odd), &h));
    buffer_free(&odd);
}

static void assert_chances(const float chance[EVENT_TYPES]) {
    float all = 0;
    for (int type = 0; type < EVENT_TYPES; type++) {
        assert_true(chance[type] >= 0 && chance[type] <= 1);
        all += chance[type];
    }
    assert_true(fabsf(all - 1) < 1e-5f);
}

static void test_chances_add_up(void **state) {
    (void)state;
    const hunch *h = model_hunch(model);
    float chance[EVENT_TYPES];
    signs none = { .n = 0 }, all = { .n = SIGNS_MOST };
    for (uint32_t i = 0; i < SIGNS_MOST; i++)
        all.at[i] = i * 2654435761u;
    hunch_chances(h, &none, chance);
    assert_chances(chance);
    hunch_chances(h, &all, chance);
    assert_chances(chance);
}

/* "Zarif met Putin and Putin and Putin ...", with so many names. */
static void write_meeting(buffer *out, int names) {
    buffer_string(out, "1\tZarif\tZarif\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                       "2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                       "3\tPutin\tPutin\tPROPN\tNNP\t_\t2\tobj\t_\t_\n");
    for (int i = 0; i < names; i++) {
        char row[64];
        snprintf(row, sizeof row, "%d\tPutin\tPutin\tPROPN\tNNP\t_\t2\tobl\t_\t_\n", i + 4);
        buffer_string(out, row);
    }
    buffer_string(out, "\n");
}

typedef struct seen {
    uint32_t words, most;
    uint64_t hash;
} seen;

static void see(void *to, coder *c, int32_t i, const signs *t) {
    seen *s = to;
    (void)c;
    s->words++;
    s->most = t->n > s->most ? t->n : s->most;
    for (uint32_t k = 0; k < t->n; k++)
        s->hash = hash_mix(s->hash ^ (uint64_t)i, t->at[k]);
}

static seen look(int names) {
    seen s = { 0, 0, 0 };
    buffer rows = { 0 };
    doc d;
    write_meeting(&rows, names);
    doc_open(&d, 0);
    d.page.raw = buffer_view(&rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    assert_int_equal(coder_watched(model, &d, NULL, &(coder_watcher){ .words = see, .to = &s }),
                     UH_OK);
    doc_free(&d);
    buffer_free(&rows);
    return s;
}

static void test_signs_are_bounded_and_the_same(void **state) {
    (void)state;
    seen once = look(2), again = look(2), many = look(240);
    assert_true(once.words > 0 && once.most > 10);
    assert_true(once.hash == again.hash);
    assert_true(many.most <= SIGNS_MOST);
}

static uint32_t events_of(const char *rows, bool by_rules) {
    doc d;
    doc_open(&d, 0);
    d.page.raw = text_of(rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    d.by_rules = by_rules;
    assert_int_equal(coder_run(model, &d, NULL), UH_OK);
    uint32_t n = d.n_events;
    doc_free(&d);
    return n;
}

/* A rule's own example holds whatever the weights think of it. */
static void test_rules_can_be_heard_alone(void **state) {
    (void)state;
    static const char ignored[] = "1\tRussia\tRussia\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                                  "2\tignored\tignore\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                  "3\tUkraine\tUkraine\tPROPN\tNNP\t_\t2\tobj\t_\t_\n\n";
    assert_int_equal(events_of(ignored, true), 1);
    assert_true(events_of(ignored, false) <= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_weights_are_refused),
        cmocka_unit_test(test_weights_that_are_no_numbers_are_refused),
        cmocka_unit_test(test_chances_add_up),
        cmocka_unit_test(test_signs_are_bounded_and_the_same),
        cmocka_unit_test(test_rules_can_be_heard_alone),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
