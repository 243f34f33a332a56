/* json.c - JSON documents over several lines: each record becomes a page or a note, and it ends. */
#include "fuzz/target.h"
#include "intake/reader.h"

#include <assert.h>

enum { DOC_BYTES = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    reader r = { .path = "fuzz.json", .stem = TEXT("fuzz") };
    doc d;
    doc_open(&d, DOC_BYTES);
    if (stream_open_memory(&r.stream, (text){ (const char *)bytes, n }) == UH_OK)
        while (json_next_record(&r, &d) == UH_OK) {
            assert(d.page.media != MEDIA_UNKNOWN || d.n_notes || doc_status(&d) != UH_OK);
            assert(++r.n_given <= n + 1);
            doc_reset(&d);
        }
    json_close(&r);
    stream_close(&r.stream);
    buffer_free(&r.work);
    doc_free(&d);
    return 0;
}
