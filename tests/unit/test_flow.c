/* test_flow.c - what is seen around a place before the text is cut into sentences. */
#include "language/flow.h"
#include "language/lexicon.h"
#include "language/sentence.h"
#include "language/token.h"
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_pieces_hold_what_places_see(void **state) {
    (void)state;
    for (uint32_t n = 2; n < 300; n += 7)
        for (uint32_t i = 0; i + 1 < n; i++) {
            uint32_t from, to, first = 1000;
            flow_piece(first, first + n, first + i, &from, &to);
            assert_true(to - from <= FLOW_MOST);
            assert_true(from <= first + i && first + i + 1 < to && to <= first + n);
            assert_true(from == first || first + i - from >= FLOW_EDGE);
            assert_true(to == first + n || to - (first + i + 1) >= FLOW_EDGE);
        }
}

/* The words that a convolution sees add up to the edge, with those that the trunk sees. */
static void test_edge_is_what_is_seen(void **state) {
    (void)state;
    uint32_t seen = 3; // convolutions of the trunk
    for (uint32_t l = 0; l < FLOW_LAYERS; l++)
        seen += flow_reach(l);
    assert_true(seen <= FLOW_EDGE);
}

static const sentence_tables *tables_of(const uh_model *model) {
    text section = model_section(model, "endings");
    assert_int_equal(section.len, sizeof(sentence_tables));
    return (const void *)section.at;
}

static void test_same_whatever_was_asked_before(void **state) {
    (void)state;
    uh_model *model;
    doc d;
    ending_scan scan;
    flow one, other;
    ending_around first, again;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    const sentence_tables *t = tables_of(model);
    doc_open(&d, 0);
    for (int i = 0; i < 40; i++)
        assert_true(doc_add_text(&d, TEXT("The talks in Paris went on See you "), 0, true));
    assert_int_equal(token_cut(&d, 0, d.text_len), UH_OK);
    assert_true(ending_open(&scan, lexicon_of(model), &d, true));
    ending_block(&scan, 0, d.n_tokens);
    assert_true(flow_open(&one, t->flow, model_weights(model), &d.scratch));
    assert_true(flow_open(&other, t->flow, model_weights(model), &d.scratch));
    for (uint32_t i = 0; i + 1 < d.n_tokens; i++) {
        uint32_t far = (i * 37 + 11) % (d.n_tokens - 1);
        flow_look(&one, &d, &scan, i, &first);
        flow_look(&other, &d, &scan, far, &again);
        flow_look(&other, &d, &scan, i, &again);
        assert_memory_equal(&first, &again, sizeof first);
    }
    doc_free(&d);
    uh_model_close(model);
}

static void refuse(const sentence_tables *good, const uh_model *model, size_t offset, int32_t x) {
    arena memory = { .limit = (size_t)1 << 24 };
    flow_table *bad = malloc(sizeof good->flow);
    flow s;
    assert_non_null(bad);
    memcpy(bad, good->flow, sizeof good->flow);
    assert_true(flow_open(&s, bad, model_weights(model), &memory));
    memcpy((char *)bad + offset, &x, sizeof x);
    assert_false(flow_open(&s, bad, model_weights(model), &memory));
    free(bad);
    arena_free(&memory);
}

static void test_altered_tables_are_refused(void **state) {
    (void)state;
    uh_model *model;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    const sentence_tables *t = tables_of(model);
    refuse(t, model, offsetof(flow_table, shift) + 8, 31);
    refuse(t, model, offsetof(flow_table, side_shift), -1);
    refuse(t, model, offsetof(flow_table, state_shift), 16);
    refuse(t, model, offsetof(flow_table, project_bias), INT32_MIN);
    refuse(t, model, sizeof(flow_table) + offsetof(flow_table, bias), INT32_MAX);
    uh_model_close(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_hold_what_places_see),
        cmocka_unit_test(test_edge_is_what_is_seen),
        cmocka_unit_test(test_same_whatever_was_asked_before),
        cmocka_unit_test(test_altered_tables_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
