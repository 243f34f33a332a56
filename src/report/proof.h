/* proof.h - the report's evidence: every event that counts, with its sentence and its source. Only
 * the report includes it. */
#ifndef UH_PROOF_H
#define UH_PROOF_H

#include "report/deed.h"

/* Appends the section: the filter, then a table for each patron. */
void proof_write(sheet *p);

#endif
