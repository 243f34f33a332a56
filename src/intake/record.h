/* record.h - an article record: one JSON object with a text that is an article already. */
#ifndef UH_RECORD_H
#define UH_RECORD_H

#include "intake/reader.h"

/* Makes a page of an object's JSON, or a note where it cannot be read or has no text. Malformed
 * UTF-8 is mended, with a note. A record without an id is known by the input's name and its line,
 * or its number where lines mean nothing.
 * offset   of the object in the input */
void record_read(reader *r, doc *d, text json_text, uint64_t offset);

#endif
