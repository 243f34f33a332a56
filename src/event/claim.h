/* claim.h - who said what about whom: reported clauses and quotations; and the speaker that a
 * quotation over several sentences keeps. */
#ifndef UH_CLAIM_H
#define UH_CLAIM_H

#include "event/state.h"

enum { SPEAKER_REACH = 4 }; // sentences that a quotation may run on without naming its speaker

/* Adds the claims of the sentence at hand that are political: said by a political side, telling of
 * an event, or naming two actors. After outcome_write. */
void claim_write(coder *c);

/* The speaker of a quoted word that has none in its own sentence; false where there is none. */
bool claim_running_speaker(coder *c, int32_t i, text *words, side_list *codes);

/* The sides that speak of themselves in a quotation whose speaker was named in a sentence before:
 * "we", head; nobody where the speaker is not known by a code. i: a word of the quotation */
sides claim_running_sides(coder *c, int32_t i, int32_t head);

/* The speaker that a pronoun means: the one heard last; false for other words. */
bool claim_speaker_meant(const coder *c, int32_t speaker, text *words, side_list *codes);

#endif
