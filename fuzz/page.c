/* page.c - any bytes as a scrape, a page and an article record: blocks and damage lie inside the
 * text, and every byte of it leads back into the page. */
#include "page/page.h"
#include "fuzz/target.h"

#include <stdlib.h>

static void check(const doc *d) {
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        if (b->start > b->end || b->end > d->text_len || b->source_end > d->page.raw.len)
            abort();
    }
    for (uint32_t i = 0; i < d->n_damages; i++)
        if (d->damages[i].start > d->damages[i].end || d->damages[i].end > d->text_len)
            abort();
    for (uint32_t at = 0; at < d->text_len; at++)
        if (d->page.raw.len && doc_source_of(d, at) > d->page.raw.len)
            abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    static const media kinds[] = { MEDIA_TEXT, MEDIA_HTML, MEDIA_ARTICLE };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        doc d;
        doc_open(&d, 0);
        d.page.media = kinds[i];
        d.page.raw = (text){ (const char *)bytes, n };
        if (page_read(NULL, &d) == UH_OK)
            check(&d);
        doc_free(&d);
    }
    return 0;
}
