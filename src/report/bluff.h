/* bluff.h - the report's ledger of threats: how often each side carried out what it threatened, and
 * each threat with what came of it. Only the report includes it. */
#ifndef UH_BLUFF_H
#define UH_BLUFF_H

#include "report/deed.h"

/* Appends the section; says so in words where nobody threatens anybody. */
void bluff_write(sheet *p);
/* Appends what came of a threat: "Carried out after 3 days: ...". */
void bluff_outcome(sheet *p, const threat *t);

#endif
