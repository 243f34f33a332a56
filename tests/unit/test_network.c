/* test_network.c - kernels, transitions, the weights file, the network over a document. */
#include "fuzz/network.h"
#include "language/kernel.h"
#include "language/parse.h"
#include "language/transition.h"
#include "model/model.h"
#include "model/weights.h"

#include <xxhash.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { IN_MOST = 384, OUT_MOST = 208, TOKENS = 11, NUMBERS = IN_MOST * OUT_MOST };

/* Arbitrary numbers, the same at each run. */
static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

typedef struct numbers {
    int8_t weights[NUMBERS];
    int16_t fine[128 * OUT_MOST];
    int32_t bias[OUT_MOST], shift[OUT_MOST];
    uint8_t in[TOKENS * IN_MOST];
    int16_t vectors[8][OUT_MOST];
    int32_t sums[2][TOKENS * OUT_MOST];
    int16_t state[2][OUT_MOST];
    uint8_t bytes[2][OUT_MOST];
} numbers;

static numbers *numbers_new(uint32_t seed, bool extreme) {
    numbers *x = calloc(1, sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < NUMBERS; i++)
        x->weights[i] =
            (int8_t)(extreme ? (next(&seed) % 2 ? 64 : -64) : (int)(next(&seed) % 129) - 64);
    for (size_t i = 0; i < 128 * OUT_MOST; i++)
        x->fine[i] = (int16_t)(extreme ? 1023 : (int)(next(&seed) % 2047) - 1023);
    for (size_t i = 0; i < TOKENS * IN_MOST; i++)
        x->in[i] = extreme ? 255 : (uint8_t)next(&seed);
    for (size_t i = 0; i < OUT_MOST; i++) {
        x->bias[i] = (int32_t)(next(&seed) << 8) / 4;
        x->shift[i] = (int32_t)(next(&seed) % 24);
        for (int v = 0; v < 8; v++)
            x->vectors[v][i] = (int16_t)(next(&seed) * (extreme ? 4 : 1));
    }
    return x;
}

static void products_agree(const kernel *k, numbers *x, uint32_t n_in, uint32_t n_out, size_t n) {
    const kernel *scalar = kernel_find(KERNEL_SCALAR);
    kernel_dense dense = { n_in, n_out, x->weights, x->bias };
    scalar->product(&dense, x->in, n_in / 2, n, x->sums[0]);
    k->product(&dense, x->in, n_in / 2, n, x->sums[1]);
    assert_memory_equal(x->sums[0], x->sums[1], n * n_out * sizeof(int32_t));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(scalar->greatest(x->sums[0] + i * n_out, n_out),
                         k->greatest(x->sums[0] + i * n_out, n_out));
}

static void vectors_agree(const kernel *k, numbers *x, size_t width) {
    const kernel *kernels[2] = { kernel_find(KERNEL_SCALAR), k };
    const int8_t *rows[7];
    const int16_t *parts[8];
    for (int i = 0; i < 7; i++)
        rows[i] = x->weights + i * 999;
    for (int i = 0; i < 8; i++)
        parts[i] = x->vectors[i];
    for (int shift = 0; shift < 12; shift++) {
        for (int i = 0; i < 2; i++) {
            kernels[i]->sum(rows, 7, width, x->state[i]);
            kernels[i]->residual(x->sums[0], x->shift, width, x->state[i]);
            kernels[i]->activate(x->state[i], width, shift, x->bytes[i]);
        }
        assert_memory_equal(x->state[0], x->state[1], width * sizeof(int16_t));
        assert_memory_equal(x->bytes[0], x->bytes[1], width);
    }
    for (int i = 0; i < 2; i++)
        kernels[i]->narrow(x->sums[0], x->shift, width, x->state[i]);
    assert_memory_equal(x->state[0], x->state[1], width * sizeof(int16_t));
    for (int i = 0; i < 2; i++)
        kernels[i]->hidden(parts, 8, width, x->state[i]);
    assert_memory_equal(x->state[0], x->state[1], width * sizeof(int16_t));
    kernel_fine layer = { (uint32_t)(width > 128 ? 128 : width), (uint32_t)width, x->fine,
                          x->bias };
    for (uint32_t first = 0; first <= layer.n_in; first++) { // one more input is 0 each time
        for (int i = 0; i < 2; i++)
            kernels[i]->fine(&layer, x->state[0], x->sums[i]);
        assert_memory_equal(x->sums[0], x->sums[1], width * sizeof(int32_t));
        if (first < layer.n_in)
            x->state[0][first] = 0;
    }
}

static void test_kernels_give_the_same_bits(void **state) {
    (void)state;
    static const uint32_t outs[] = { 16, 48, 64, 80, 112, 128, 208 };
    for (int kind = KERNEL_AVX2; kind <= KERNEL_AVX512; kind++) {
        const kernel *k = kernel_find((enum kernel_kind)kind);
        for (uint32_t seed = 1; seed < 4 && k; seed++) {
            numbers *x = numbers_new(seed, seed == 3);
            for (size_t i = 0; i < sizeof outs / sizeof *outs; i++) {
                for (size_t n = 1; n <= TOKENS; n++)
                    products_agree(k, x, 4 * (7 * seed + 8), outs[i], n);
                vectors_agree(k, x, outs[i]);
            }
            free(x);
        }
    }
    assert_non_null(kernel_find(KERNEL_BEST));
}

static void test_greatest_takes_the_first(void **state) {
    (void)state;
    int32_t sums[32] = { 0 };
    sums[5] = sums[19] = 7;
    for (int kind = KERNEL_SCALAR; kind <= KERNEL_AVX512; kind++) {
        const kernel *k = kernel_find((enum kernel_kind)kind);
        if (k)
            assert_int_equal(k->greatest(sums, 32), 5);
    }
}

/* "He ate fish .": ate is the root; each move must be allowed when it is made. */
static void test_transitions_build_a_tree(void **state) {
    (void)state;
    static const enum move moves[] = { MOVE_SHIFT, MOVE_LEFT,  MOVE_SHIFT, MOVE_SHIFT,
                                       MOVE_RIGHT, MOVE_SHIFT, MOVE_RIGHT, MOVE_LEFT };
    static const int32_t heads[] = { 1, 4, 1, 1 };
    int32_t memory[64];
    transition_state s;
    transition_view view;
    assert_true(transition_size(4) <= sizeof memory);
    transition_start(&s, memory, 4);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        assert_false(transition_done(&s));
        assert_true(transition_allows(&s, moves[i]));
        transition_look(&s, &view);
        transition_apply(&s, moves[i], (int32_t)i);
    }
    assert_true(transition_done(&s));
    for (int i = 0; i < 4; i++)
        assert_int_equal(s.head[i], heads[i]);
    assert_int_equal(s.relation[0], 1);
}

static void test_root_takes_one_child(void **state) {
    (void)state;
    int32_t memory[64];
    transition_state s;
    transition_start(&s, memory, 2);
    assert_false(transition_allows(&s, MOVE_LEFT));
    transition_apply(&s, MOVE_SHIFT, 0);
    transition_apply(&s, MOVE_SHIFT, 0);
    assert_false(transition_allows(&s, MOVE_SHIFT));
    assert_false(transition_allows(&s, MOVE_LEFT));
    assert_true(transition_allows(&s, MOVE_RIGHT));
}

static void refused(const unsigned char *file, size_t size, const char *message) {
    weights w;
    uh_error error;
    assert_int_equal(weights_read((text){ (const char *)file, size }, &w, &error), UH_MODEL);
    assert_string_equal(error.message, message);
}

static void test_weights_refuse_what_is_not_theirs(void **state) {
    (void)state;
    size_t size;
    unsigned char *file = network_make(NULL, 0, &size);
    weights w;
    char message[100];
    assert_non_null(file);
    assert_int_equal(weights_read((text){ (const char *)file, size }, &w, NULL), UH_OK);
    snprintf(message, sizeof message, "file has %zu bytes, expected %zu", size - 64, size);
    refused(file, size - 64, message);
    refused(file, 100, "not a weights file");
    refused(file, 0, "not a weights file");
    file[size - 1] ^= 1;
    refused(file, size, "checksum does not match: the file was altered");
    file[8] = 99;
    refused(file, size, "version 99, expected 3");
    file[0] = 'x';
    refused(file, size, "not a weights file");
    free(file);
}

/* Puts another shape over a file of size bytes, under a checksum that fits. */
static void weights_seal_as(const weights_shape *shape, unsigned char *file, size_t size) {
    enum { AT_SIZE = 16, AT_CHECKSUM = 24, AT_SHAPE = 32 };
    memcpy(file + AT_SHAPE, shape, sizeof *shape);
    uint64_t sum = XXH64(file + AT_SHAPE, size - AT_SHAPE, 0);
    for (int i = 0; i < 8; i++)
        file[AT_CHECKSUM + i] = (unsigned char)(sum >> 8 * i);
}

static void test_weights_check_bounds(void **state) {
    (void)state;
    size_t size;
    unsigned char *file = network_make(NULL, 0, &size);
    weights w;
    assert_non_null(file);
    assert_int_equal(weights_read((text){ (const char *)file, size }, &w, NULL), UH_OK);
    size_t at = (size_t)((const unsigned char *)w.near - file);
    file[at] = 65;
    weights_seal(&w.shape, file);
    refused(file, size, "section near slots is out of bounds");
    file[at] = 0;
    file[(size_t)(w.relation_label - file)] = REL_COUNT;
    weights_seal(&w.shape, file);
    refused(file, size, "section relation labels is out of bounds");
    weights_shape shape = w.shape;
    shape.reach[1] = shape.width + WEIGHTS_STEP;
    weights_seal_as(&shape, file, size);
    refused(file, size, "reach is out of bounds");
    shape = w.shape;
    shape.slot_width = 0;
    weights_seal_as(&shape, file, size);
    refused(file, size, "slot width is out of bounds");
    shape = w.shape;
    shape.width = 24;
    memcpy(file + 32, &shape, sizeof shape);
    refused(file, size, "checksum does not match: the file was altered");
    free(file);
}

/* A sentence of words divided by blanks. */
static void add_sentence(doc *d, const char *words) {
    sentence *s = doc_add_sentence(d);
    assert_non_null(s);
    s->first = d->n_tokens;
    while (*words) {
        size_t n = strcspn(words, " ");
        token *t = doc_add_token(d);
        assert_non_null(t);
        t->start = d->text_len;
        assert_true(doc_add_text(d, (text){ words, n }, 0, false));
        t->end = d->text_len;
        s->n_tokens++;
        words += n + (words[n] == ' ');
    }
}

#define WRITABLE(array) ((void *)(uintptr_t)(array))

/* A layer's weights among those of one with more inputs, which are 0 for the others: first is where
 * its own begin. */
static void put_among(const int8_t *quads, size_t n_in, size_t n_out, size_t first,
                      const int8_t *to) {
    memcpy((int8_t *)WRITABLE(to) + first * n_out, quads, n_in * n_out);
}

/* The same network as one that sees all of a word's neighbours and whole states. */
static unsigned char *widened(const weights *w, size_t *size) {
    weights_shape shape = w->shape;
    size_t width = shape.width, in = shape.slot_width, hidden = shape.hidden;
    weights all;
    shape.slot_width = shape.width;
    for (int l = 0; l < WEIGHTS_LAYERS_MOST; l++)
        shape.reach[l] = shape.width;
    *size = weights_size(&shape);
    unsigned char *file = aligned_alloc(WEIGHTS_ALIGN, *size);
    assert_non_null(file);
    memset(file, 0, *size);
    weights_lay(&shape, file, &all);
    memcpy(WRITABLE(all.row), w->row, shape.rows * width / 2);
    for (uint32_t l = 0; l < shape.layers + shape.name_layers; l++) {
        put_among(w->convolution[l], weights_window(&w->shape, l), width, width - w->shape.reach[l],
                  all.convolution[l]);
        memcpy(WRITABLE(all.convolution_bias[l]), w->convolution_bias[l], width * 4);
        memcpy(WRITABLE(all.convolution_shift[l]), w->convolution_shift[l], width * 4);
    }
    put_among(w->near, in, shape.near * hidden, 0, all.near);
    for (size_t s = 0; s < shape.slots - shape.near; s++)
        put_among(w->far + s * in * hidden, in, hidden, 0, all.far + s * width * hidden);
    // what follows the far slots depends on neither
    const unsigned char *rest = (const unsigned char *)w->slot_bias;
    unsigned char *to = WRITABLE(all.slot_bias);
    memcpy(to, rest, *size - (size_t)(to - file));
    weights_seal(&shape, file);
    return file;
}

/* Bytes from which network_make takes one that sees less than all. */
static unsigned char *narrow_network(uint32_t seed, weights *w) {
    unsigned char bytes[999];
    size_t size;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)next(&seed);
    unsigned char *file = network_make(bytes, sizeof bytes, &size);
    assert_non_null(file);
    assert_int_equal(weights_read((text){ (const char *)file, size }, w, NULL), UH_OK);
    return file;
}

static void test_what_is_not_seen_is_as_if_it_had_no_weight(void **state) {
    (void)state;
    bool narrow_reach = false, narrow_slots = false;
    for (uint32_t seed = 1; seed < 9; seed++) {
        weights w, all;
        size_t size;
        unsigned char *file = narrow_network(seed, &w), *other = widened(&w, &size);
        narrow_reach |= w.shape.reach[0] < w.shape.width;
        narrow_slots |= w.shape.slot_width < w.shape.width;
        assert_int_equal(weights_read((text){ (const char *)other, size }, &all, NULL), UH_OK);
        doc d[2];
        for (int i = 0; i < 2; i++) {
            doc_open(&d[i], 0);
            add_sentence(&d[i], "Russia has sent 300 troops to Syria , a minister said .");
            enum kernel_kind kind = i ? KERNEL_SCALAR : KERNEL_BEST;
            assert_int_equal(parse_sentences(i ? &all : &w, kind, &d[i], NULL), UH_OK);
        }
        assert_memory_equal(d[0].tokens, d[1].tokens, d[0].n_tokens * sizeof *d[0].tokens);
        doc_free(&d[0]);
        doc_free(&d[1]);
        free(file);
        free(other);
    }
    assert_true(narrow_reach && narrow_slots);
}

static void token_is(const doc *d, uint32_t i, upos tag, relation rel, uint32_t head) {
    assert_string_equal(upos_name((upos)d->tokens[i].upos), upos_name(tag));
    assert_string_equal(relation_name((relation)d->tokens[i].relation), relation_name(rel));
    assert_int_equal(d->tokens[i].head, head);
}

static void test_shipped_weights_read_a_sentence(void **state) {
    (void)state;
    uh_model *model;
    doc d;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    assert_non_null(model_weights(model));
    doc_open(&d, 0);
    add_sentence(&d, "Russia has sent 300 troops to Syria .");
    add_sentence(&d, "The ministers were arrested by the police in Beirut .");
    assert_int_equal(parse_sentences(model_weights(model), KERNEL_BEST, &d, NULL), UH_OK);
    token_is(&d, 0, UPOS_PROPN, REL_NSUBJ, 2);
    token_is(&d, 2, UPOS_VERB, REL_ROOT, NO_INDEX);
    token_is(&d, 4, UPOS_NOUN, REL_OBJ, 2);
    token_is(&d, 6, UPOS_PROPN, REL_OBL, 2);
    assert_int_equal(d.tokens[0].name, NAME_B_LOC);
    token_is(&d, 9, UPOS_NOUN, REL_NSUBJ_PASS, 3);
    token_is(&d, 14, UPOS_NOUN, REL_OBL_AGENT, 3);
    doc_free(&d);
    uh_model_close(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels_give_the_same_bits),
        cmocka_unit_test(test_greatest_takes_the_first),
        cmocka_unit_test(test_transitions_build_a_tree),
        cmocka_unit_test(test_root_takes_one_child),
        cmocka_unit_test(test_weights_refuse_what_is_not_theirs),
        cmocka_unit_test(test_weights_check_bounds),
        cmocka_unit_test(test_what_is_not_seen_is_as_if_it_had_no_weight),
        cmocka_unit_test(test_shipped_weights_read_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
