/* warc.c - web archives: whatever stands in the records, each becomes a page, a note or nothing,
 * and the reader goes on. Bytes that start like an ARC are read as one. */
#include "fuzz/target.h"
#include "intake/reader.h"

#include <assert.h>

enum { DOC_BYTES = 4 * 1024 * 1024, RECORDS_MOST = 100000 };

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    reader r = { .path = "fuzz.warc", .stem = TEXT("fuzz") };
    text all = { (const char *)bytes, n };
    uh_status (*next)(reader *, doc *) = arc_is(all) ? arc_next : warc_next;
    doc d;
    doc_open(&d, DOC_BYTES);
    uh_status status = stream_open_memory(&r.stream, all);
    for (int i = 0; status == UH_OK && i < RECORDS_MOST; i++) {
        status = next(&r, &d);
        assert(status != UH_OK || d.page.media != MEDIA_UNKNOWN || d.n_notes ||
               doc_status(&d) != UH_OK);
        assert(r.stream.offset <= n);
        r.n_given++;
        doc_reset(&d);
    }
    assert(status != UH_OK || n == 0);
    capture_close(&r);
    stream_close(&r.stream);
    buffer_free(&r.work);
    doc_free(&d);
    return 0;
}
