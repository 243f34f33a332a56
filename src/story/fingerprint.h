/* fingerprint.h - what of an article is kept to tell, without its text, that another one is a
 * reprint of it or tells of the same event.
 *
 * shingles: the smallest hashes of five words running (bottom-k sketch, Broder 1997), from which
 * the share of one text that stands in the other is estimated, whatever their lengths.
 * terms: the words of the title and the lead with their weight; news put first what matters.
 * Neither needs anything but the words, so a page can be printed by any thread. */
#ifndef UH_FINGERPRINT_H
#define UH_FINGERPRINT_H

#include "doc/doc.h"

#define PRINT_TITLE 4.0   // weight of a word of the title, in words of the text
#define PRINT_DECAY 100.0 // words after which a word of the text weighs half of the first

enum { PRINT_LEAD = 70 }; // words of the text that terms are taken from

/* Fills doc.print from the title and the kept blocks.
 * returns  UH_OK, UH_NOMEM, UH_LIMIT (scratch)
 * cost     linear in the kept text */
uh_status fingerprint_make(doc *d);

/* Estimates which share of the shorter text stands in the longer, 0 to 1; 0 where it is below
 * least, or one is too short to say. */
double fingerprint_shared(const fingerprint *a, const fingerprint *b, double least);

#endif
