/* witness.h - the evidence of one event as a page shows it: a section a report, its sentence first,
 * then how it was read. */
#ifndef UH_WITNESS_H
#define UH_WITNESS_H

#include "base/text.h"

/* Appends what evidence_write says as text, as sections; everything is escaped. */
void witness_write(buffer *out, text evidence);

#endif
