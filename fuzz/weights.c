/* weights.c - any bytes as a weights file; then a network whose numbers are those bytes, run over a
 * sentence by every kernel, which must agree. */
#include "fuzz/network.h"
#include "fuzz/target.h"
#include "language/parse.h"

#include <assert.h>

static void add_words(doc *d) {
    static const char *const words[] = { "Putin", "was", "n\xe2\x80\x99t", "in", "KYIV", "on", "12",
                                         "May",   "." };
    sentence *s = doc_add_sentence(d);
    for (size_t i = 0; i < sizeof words / sizeof *words && s; i++) {
        token *t = doc_add_token(d);
        if (!t)
            return;
        t->start = d->text_len;
        doc_add_text(d, text_of(words[i]), 0, false);
        t->end = d->text_len;
        s->n_tokens++;
    }
}

static void check_tree(const doc *d) {
    uint32_t roots = 0;
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        uint32_t head = d->tokens[i].head;
        roots += head == NO_INDEX;
        assert(head == NO_INDEX || (head < d->n_tokens && head != i));
    }
    assert(roots == 1);
}

static void run_kernels(const weights *w) {
    doc first, other;
    doc_open(&first, 0);
    doc_open(&other, 0);
    add_words(&first);
    add_words(&other);
    assert(parse_sentences(w, KERNEL_SCALAR, &first, NULL) == UH_OK);
    check_tree(&first);
    for (int kind = KERNEL_AVX2; kind <= KERNEL_AVX512; kind++) {
        if (!kernel_find((enum kernel_kind)kind))
            continue;
        assert(parse_sentences(w, (enum kernel_kind)kind, &other, NULL) == UH_OK);
        assert(memcmp(first.tokens, other.tokens, first.n_tokens * sizeof *first.tokens) == 0);
    }
    doc_free(&first);
    doc_free(&other);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    weights w;
    size_t room = (n + WEIGHTS_ALIGN) / WEIGHTS_ALIGN * WEIGHTS_ALIGN, size;
    unsigned char *copy = aligned_alloc(WEIGHTS_ALIGN, room);
    unsigned char *made = network_make(bytes, n, &size);
    assert(copy && made);
    if (n)
        memcpy(copy, bytes, n);
    if (weights_read((text){ (const char *)copy, n }, &w, NULL) == UH_OK && trunk_fits(&w))
        run_kernels(&w);
    assert(weights_read((text){ (const char *)made, size }, &w, NULL) == UH_OK);
    run_kernels(&w);
    free(copy);
    free(made);
    return 0;
}
