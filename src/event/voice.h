/* voice.h - on whose word an act stands: the speakers that frame a clause, and what is written of
 * them. Quotations over several sentences: claim.h. */
#ifndef UH_VOICE_H
#define UH_VOICE_H

#include "event/state.h"

/* Whether a phrase can have said something: a name, a pronoun, a person, a body, a document; not
 * "the plan" or "this move". */
bool voice_speaks(coder *c, int32_t i);

/* Sets who speaks below; whom he was told by stands beyond. */
void voice_enter(context *at, int32_t speaker, int32_t verb);

/* Finds the frame of a clause: "..., X said", "according to X", "as X put it", "citing X".
 * v   the head of the clause
 * at  what it inherits; its speaker is set */
void voice_find(coder *c, int32_t v, context *at);

/* "X was quoted as saying", "Y quoted X as saying": X; -1 for other verbs. */
int32_t voice_quoted(coder *c, int32_t verb);

/* The owner of a noun of speech whose clause hangs on it: "reports that ...", "X's claim that ...";
 * -1 for any other noun. */
int32_t voice_of_noun(coder *c, int32_t noun);

/* An act done with words, whose actor is no source of it; a meeting is a deed that may be told of.
 */
bool voice_is_speech(uint8_t type);

/* Whether the actor of an act is the speaker himself, by name or by pronoun. */
bool voice_is_actor(coder *c, const draft *d, int32_t speaker);

/* Writes the source of an event: the nearest speaker who is not its actor; "" for the writer's own
 * word. */
void voice_write(coder *c, const draft *d, event *e);

#endif
