/* conllu.c - any bytes as CoNLL-U: read, then written and read again, which must give the same
 * words. */
#include "doc/conllu.h"
#include "fuzz/target.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    doc d, again;
    doc_open(&d, 0);
    doc_open(&again, 0);
    text in = { (const char *)bytes, n };
    size_t len = conllu_document(in);
    assert(len <= n);
    buffer out = { 0 };
    if (conllu_read(&d, text_cut(in, 0, len)) == UH_OK) {
        conllu_write(&d, &out);
        uh_status status = conllu_read(&again, buffer_view(&out));
        assert(status == UH_OK || status == UH_LIMIT);
        assert(status == UH_LIMIT || again.n_tokens == d.n_tokens);
    }
    buffer_free(&out);
    doc_free(&again);
    doc_free(&d);
    return 0;
}
