/* pronoun.h - whom a pronoun means, where the sentence or the one before leaves one candidate in
 * the foreground; else nobody, and the pronoun stays as it is written. */
#ifndef UH_PRONOUN_H
#define UH_PRONOUN_H

#include "event/state.h"

enum { PRONOUN_REACH = 2 }; // sentences in which who stood in the foreground is still meant

/* Resolves a personal or possessive pronoun. False where the evidence is not clear. */
bool pronoun_resolve(coder *c, int32_t i, side *out);
/* The same for a possessive, with somebody else than `but`: "X refused to recognise his office". */
bool pronoun_other(coder *c, int32_t i, text but, side *out);
/* Whom "it" or "them" means behind a verb that addresses somebody, "accused it of": the last side
 * named before it in the sentence that is not the speaker's. */
bool pronoun_addressee(coder *c, int32_t i, sides speaker, side *out);
/* Whom "it" or "they" means as the subject of a sentence: whoever was the subject of the one
 * before, where the number agrees and none of them is of the country of `others`; nobody where it
 * is not clear. */
sides pronoun_acting(coder *c, int32_t i, sides others);
/* Whom "the general" or "the chief diplomat" means: the person in the foreground, where he holds
 * such an office and no more than his rank is said. office: its sector */
bool pronoun_officer(coder *c, int32_t i, uint8_t office, side *out);
/* What acts as one: "the government", not "the minister". */
bool pronoun_is_collective(const coder *c, int32_t i);
/* Whether who stood in the foreground may still be meant in a sentence. */
bool pronoun_is_near(const foreground *f, uint32_t sentence_);
/* Keeps who stood in the foreground of the sentence at hand, for the next one. */
void pronoun_remember(coder *c);

#endif
