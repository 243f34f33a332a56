/* quotation.h - what stands in quotation marks, over the sentences of a paragraph; and the speaker
 * that a quotation keeps over them. */
#ifndef UH_QUOTATION_H
#define UH_QUOTATION_H

#include "doc/doc.h"

typedef enum quotation_mark {
    QUOTATION_NONE = 0,
    QUOTATION_OPENS,
    QUOTATION_CLOSES,
} quotation_mark;

/* Tells what a token does to the quotation around it. A straight mark opens after a space and
 * before a letter, closes after one; between two spaces it does the other of what was last done. */
quotation_mark quotation_mark_of(const doc *d, uint32_t token, bool open);

/* Marks the sentences that start inside an open quotation. A paragraph that closes one it never
 * opened began inside it; none runs over a paragraph.
 * doc   needs sentences; sets their in_quotation
 * cost  linear in tokens */
void quotation_find(doc *d);

#endif
