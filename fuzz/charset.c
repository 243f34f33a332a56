/* charset.c - a charset's name in the first line, any bytes behind it: what comes out is UTF-8, and
 * each byte of it leads back into the page, never backwards. */
#include "page/charset.h"
#include "base/utf8.h"
#include "fuzz/target.h"

#include <stdlib.h>
#include <string.h>

static void check(const doc *d, const trail *out) {
    text t = trail_text(out, 0, out->len);
    uint32_t before = 0;
    if (utf8_check(t) != t.len)
        abort();
    for (uint32_t at = 0; at < out->len; at++) {
        uint32_t source = trail_source(out, at);
        if (source > d->page.raw.len || source < before)
            abort();
        before = source;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    static const media kinds[] = { MEDIA_TEXT, MEDIA_HTML };
    const unsigned char *end = n ? memchr(bytes, '\n', n) : NULL;
    size_t label = end ? (size_t)(end - bytes) : 0, from = end ? label + 1 : 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        doc d;
        trail raw = { 0 }, out = { 0 };
        doc_open(&d, 0);
        d.page.media = kinds[i];
        d.page.charset = (text){ (const char *)bytes, label };
        d.page.raw = (text){ (const char *)bytes + from, n - from };
        if (charset_decode(&d, &d.scratch, &raw, &out))
            check(&d, &out);
        doc_free(&d);
    }
    return 0;
}
