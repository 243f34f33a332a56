/* feed.c - feeds and news items: whatever stands in the XML, each item becomes a page, a note or
 * nothing. */
#include "fuzz/target.h"
#include "intake/reader.h"

#include <assert.h>

enum { DOC_BYTES = 4 * 1024 * 1024, ITEMS_MOST = 100000 };

static void read_as(const unsigned char *bytes, size_t n, uh_status (*next)(reader *, doc *),
                    void (*close)(reader *)) {
    reader r = { .path = "fuzz.xml", .stem = TEXT("fuzz") };
    doc d;
    doc_open(&d, DOC_BYTES);
    uh_status status = stream_open_memory(&r.stream, (text){ (const char *)bytes, n });
    for (int i = 0; status == UH_OK && i < ITEMS_MOST; i++) {
        status = next(&r, &d);
        assert(status != UH_OK || d.page.media != MEDIA_UNKNOWN || d.n_notes ||
               doc_status(&d) != UH_OK);
        r.n_given++;
        doc_reset(&d);
    }
    assert(status == UH_END || n == 0);
    close(&r);
    stream_close(&r.stream);
    buffer_free(&r.work);
    doc_free(&d);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    read_as(bytes, n, items_next, items_close);
    read_as(bytes, n, newsml_next, newsml_close);
    return 0;
}
