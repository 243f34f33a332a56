/* intake.h - bytes in: an iterator over the pages of all inputs, one page at a time into a
 * document. What cannot be read becomes a document without a page (media MEDIA_UNKNOWN) that
 * carries a note; its page.container names the input. */
#ifndef UH_INTAKE_H
#define UH_INTAKE_H

#include "doc/doc.h"

typedef struct intake intake;

typedef struct intake_options {
    uh_kind kind;   // UH_KIND_SNIFF: by content
    uint64_t limit; // pages at most; 0: all
} intake_options;

/* Opens an iterator; the paths are borrowed as long as it lives. Nothing is read yet. */
uh_status intake_open(const char *const *paths, size_t n_paths, const intake_options *options,
                      intake **out, uh_error *error);
/* Fills an empty document with the next page.
 * returns  UH_OK (look at page.media), UH_END, UH_NOMEM (the iterator's own memory) */
uh_status intake_next(intake *in, doc *d, uh_error *error);
/* Adds what was read so far: inputs, pages, bytes. */
void intake_counts(const intake *in, uh_counts *counts);
void intake_close(intake *in);

#endif
