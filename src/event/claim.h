/* claim.h - who said what about whom: reported clauses and quotations; and the speaker that a
 * quotation over several sentences keeps. */
#ifndef UH_CLAIM_H
#define UH_CLAIM_H

#include "event/state.h"

/* Adds the claims of the sentence at hand that are political: said by a political side, telling of
 * an event, or naming two actors. After outcome_write. */
void claim_write(coder *c);

/* The speaker of a quoted word that has none in its own sentence; false where there is none. */
bool claim_running_speaker(coder *c, int32_t i, text *words, side_list *codes);

/* The speaker that a pronoun means: the one heard last; false for other words. */
bool claim_speaker_meant(const coder *c, int32_t speaker, text *words, side_list *codes);

#endif
