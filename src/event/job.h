/* job.h - role nouns: what part of a society they name, and what the words beside them change:
 * "police officer", "leader of the opposition", "former minister". */
#ifndef UH_JOB_H
#define UH_JOB_H

#include "event/state.h"

/* A role noun's sector, with WORD_WEAK; 0 for any other node. */
uint32_t job_of(const coder *c, int32_t i);

/* The same for the head of a phrase, with what stands beside it: the sector of the force, party or
 * body that its holder serves, and none in office once it is over. */
uint32_t job_at(coder *c, int32_t h);

/* The sector of who holds or held it: who has left an office ("former", "ousted" beside the node)
 * is of the elite, who has left the ranks is a civilian. */
uint8_t job_after_office(const coder *c, int32_t h, uint8_t sec);

/* Ends the name of a firm: "Corp", "Limited". */
bool job_is_firm(const coder *c, int32_t i);

/* What a body is whose name ends in this word, where nothing better is known. */
uint8_t job_body(const coder *c, int32_t i);

#endif
