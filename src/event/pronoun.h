/* pronoun.h - whom a pronoun means, where the sentence or the one before leaves one candidate in
 * the foreground; else nobody, and the pronoun stays as it is written. */
#ifndef UH_PRONOUN_H
#define UH_PRONOUN_H

#include "event/state.h"

/* Resolves a personal or possessive pronoun. False where the evidence is not clear. */
bool pronoun_resolve(coder *c, int32_t i, side *out);
/* The same for a possessive, with somebody else than `but`: "X refused to recognise his office". */
bool pronoun_other(coder *c, int32_t i, text but, side *out);
/* Keeps who stood in the foreground of the sentence at hand, for the next one. */
void pronoun_remember(coder *c);

#endif
