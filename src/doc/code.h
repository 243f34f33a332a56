/* code.h - what the code of an actor says: a row of three-letter parts, the state or organisation
 * first ("VENGOV", "IGOEUUMIL"). Lists of codes have blanks between them. */
#ifndef UH_CODE_H
#define UH_CODE_H

#include "base/text.h"

/* Takes the next of blank-separated codes off the list; false at its end. */
bool code_next(text *codes, text *code);

/* The state or organisation that a code stands for ("RUSGOV" -> "RUS", "IGOEUUMIL" -> "IGOEUU");
 * "" for parts of a society that do not act for it (opposition, rebels, press ...) and for groups.
 */
text code_patron(text code);
bool code_is_organisation(text code); // of states
/* True for those that contend with their state for power: opposition, rebels, protesters. */
bool code_contends(text code);

/* True where a code of one list is the other's, or the whole that it is a part of: "VEN",
 * "VENGOV". */
bool code_meet(text codes, text others);

#endif
