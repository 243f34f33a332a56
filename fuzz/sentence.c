/* sentence.c - any bytes as the text of one block: cut into sentences and tokens, each byte of no
 * white space in exactly one token, in order. */
#include "fuzz/target.h"
#include "language/kind.h"
#include "language/language.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    doc d;
    uh_model *model;
    if (uh_model_open(NULL, &model, NULL) != UH_OK)
        abort();
    doc_open(&d, 0);
    text in = { (const char *)bytes, n };
    block *b = n && doc_add_text(&d, in, 0, true) ? doc_add_block(&d) : NULL;
    if (b) {
        *b = (block){ .end = d.text_len, .kept = true, .role = ROLE_PARAGRAPH };
        uh_status status = language_parse(model, &d);
        assert(status == UH_OK || status == UH_LIMIT);
        uint32_t at = 0, next = 0;
        size_t len;
        for (uint32_t i = 0; i < d.n_tokens && status == UH_OK; i++) {
            assert(d.tokens[i].start >= at && d.tokens[i].end > d.tokens[i].start);
            for (size_t k = at; k < d.tokens[i].start; k += len)
                assert(kind_at(in, k, &len) == KIND_SPACE);
            at = d.tokens[i].end;
        }
        for (uint32_t i = 0; i < d.n_sentences; i++) {
            assert(d.sentences[i].first == next && d.sentences[i].n_tokens <= SENTENCE_TOKENS_MOST);
            next += d.sentences[i].n_tokens;
        }
        assert(status || next == d.n_tokens);
    }
    doc_free(&d);
    uh_model_close(model);
    return 0;
}
