/* bluff.h - the report's ledger of threats: how often each side carried out what it threatened, and
 * each threat with what came of it. Only the report includes it. */
#ifndef UH_BLUFF_H
#define UH_BLUFF_H

#include "report/deed.h"

/* Makes the ledger of what is threatened by and to the country: by name or, where a threat names
 * nobody, by what its article is about.
 * returns  UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena */
UH_CHECKED uh_status bluff_ledger(store *s, const hold *h, arena *a, ledger *out, uh_error *error);
/* Appends the section; says so in words where nobody threatens anybody. */
void bluff_write(sheet *p);
/* Appends what came of a threat: "Carried out after 3 days: ...". */
void bluff_outcome(sheet *p, const threat *t);

#endif
