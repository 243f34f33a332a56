/* reader.h - one input being read, and what a format is: one file here and one line in the table
 * of format.c. */
#ifndef UH_READER_H
#define UH_READER_H

#include "base/text.h"
#include "doc/doc.h"
#include "intake/stream.h"

#include <stdbool.h>

enum {
    READER_HEAD = 4096,                  // bytes a format may look at to know its own
    READER_PAGE_MOST = DOC_TEXT_MOST,    // bytes of one page
    READER_LINE_MOST = 64 * 1024 * 1024, // bytes of one line
};

typedef struct reader {
    stream stream;
    const char *path;  // borrowed
    text stem;         // base name without its endings, borrowed from path
    uint32_t line;     // of the last line taken, from 1
    uint64_t n_given;  // documents given so far, those without a page too
    uint64_t n_passed; // records that hold no page: requests, pictures, errors
    bool done;         // for formats of one page a file
    buffer work;       // of the format, kept from call to call
    void *own;         // of the format; freed by its close
} reader;

/* A kind of input. next fills the page of an empty document and returns UH_OK, or UH_END. A record
 * that is given up leaves a document without a page that carries a note (reader_skip). What the
 * document's memory refuses need not be looked at: the caller does. */
typedef struct input_format {
    const char *name;
    uh_kind kind;
    bool (*is)(text head); // after white space and a byte order mark
    uh_status (*next)(reader *r, doc *d);
    void (*close)(reader *r); // NULL where own is not used
} input_format;

/* Finds the format of a kind, or by content where kind is UH_KIND_SNIFF. NULL: none; *what says
 * then what the content looks like, NULL where nobody knows. */
const input_format *format_find(uh_kind kind, text head, const char **what);

/* Adds a note about the input that is not about a page: line 0 where lines mean nothing. */
void reader_note(reader *r, doc *d, uint32_t line, uint64_t offset, bool skipped,
                 const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Fills what every page has: id (the stem where id is empty), container, offset, media. */
void reader_page(reader *r, doc *d, text id, uint64_t offset, media m);
/* Moves behind n bytes that have been seen, of which those from `from` to `to` become page.raw. */
void reader_take(reader *r, doc *d, size_t n, size_t from, size_t to);
/* The name of a record that has none: the stem and its number in the input. */
text reader_numbered(const reader *r, doc *d, uint64_t number);
/* Takes all that is left as one page; UH_END when that was done before. Over READER_PAGE_MOST: a
 * note, no page. */
uh_status reader_whole(reader *r, doc *d, media m);
/* Shows all that is left of an input as UTF-8, at most READER_LINE_MOST bytes of it (more is a
 * note). label    of the charset that it names itself, "" if none own      holds the text where it
 * had to be decoded; else *out is borrowed from the stream returns  false without memory */
bool reader_decoded(reader *r, doc *d, text label, buffer *own, text *out);
/* Copies text into the document. What is not UTF-8 is read in the charset it looks like; single
 * malformed bytes are replaced; a note says so. */
text reader_text(reader *r, doc *d, text t, uint32_t line, uint64_t offset);

uh_status plain_next(reader *r, doc *d);
uh_status html_next(reader *r, doc *d);
uh_status json_next_record(reader *r, doc *d);
uh_status jsonl_next(reader *r, doc *d);
uh_status sentences_next(reader *r, doc *d);
uh_status warc_next(reader *r, doc *d);
uh_status arc_next(reader *r, doc *d);
bool warc_is(text head);
bool arc_is(text head);
uh_status items_next(reader *r, doc *d);
uh_status newsml_next(reader *r, doc *d);
bool items_are(text head);
bool newsml_is(text head);
void items_close(reader *r);
void newsml_close(reader *r);
bool html_is(text head);
bool json_is(text head);
bool jsonl_is(text head);
void json_close(reader *r);
void capture_close(reader *r); // of WARC and ARC
bool sentences_is(text head);

#endif
