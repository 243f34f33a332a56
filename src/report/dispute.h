/* dispute.h - accounts in the report that do not agree: what one tells and another denies or tells
 * with other numbers, and charges that the other side answers in kind. Only the report includes it.
 */
#ifndef UH_DISPUTE_H
#define UH_DISPUTE_H

#include "report/deed.h"

/* Appends the section; says so in words where no accounts contradict each other. */
void dispute_write(sheet *p);

#endif
