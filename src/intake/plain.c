/* plain.c - plain text: a page a file. */
#include "intake/reader.h"

uh_status plain_next(reader *r, doc *d) {
    return reader_whole(r, d, MEDIA_TEXT);
}
