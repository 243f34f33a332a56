/* capture.h - what a web archive holds of one address at one time. WARC and ARC differ in how a
 * record starts; all else is here: where records begin and end, though lengths lie, and what of
 * them becomes a page. */
#ifndef UH_CAPTURE_H
#define UH_CAPTURE_H

#include "base/date.h"
#include "intake/reader.h"

enum { CAPTURE_HEAD_MOST = 64 * 1024 }; // bytes of a record's head, and of an HTTP head

/* Says whether a record starts at the start of the bytes. */
typedef bool (*capture_start)(text seen);

typedef struct capture {
    uint64_t offset; // of the record in the input, unpacked
    uint64_t length; // of its block, as the record says it
    bool has_length; // it says so in digits
    bool is_wanted;  // it may hold a page
    bool is_http;    // its block is an HTTP answer
    text id, url;    // borrowed from reader.work, "" if none
    text type;       // media type of the payload, "" if not said
    text charset;    // of the payload, "" if not said
    date fetched;
} capture;

/* Moves to the next start of a record; what is passed over on the way, blank lines apart, is a
 * note. False at the end. */
bool capture_find(reader *r, doc *d, capture_start starts);
/* Takes the block behind a record's head: it becomes the document's page, or is passed over. */
uh_status capture_take(reader *r, doc *d, capture_start starts, const capture *c);

#endif
