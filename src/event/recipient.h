/* recipient.h - the other side of an act: by the slots of its rule, inside its complements, and as
 * a last resort the nearest side to the right. */
#ifndef UH_RECIPIENT_H
#define UH_RECIPIENT_H

#include "event/match.h"

/* True where a rule blames or rejects a wrong ("the attack on X"): whom it was done to, wherever it
 * is named, is no recipient. */
bool match_blames(const coder *c, const rule *r, const arguments *a, int32_t noun);
/* Recipients: by the rule's slots; in complements; as a last resort the nearest side to the right.
 */
sides match_recipient(coder *c, const rule *r, int32_t v, const arguments *a, int32_t noun,
                      sides actor, int *slot);
/* Whom words that a noun tells of go to, where the rule of the noun names no way: "delivered a
 * rebuke to X". */
sides match_addressed(coder *c, uint8_t type, int32_t v, const arguments *a, int32_t noun,
                      sides actor);
/* A person of whom nothing is told, whom police or judges arrest, try or look into: somebody at
 * large, "an investigation into X". */
sides match_suspect(coder *c, const rule *r, const arguments *a, int32_t noun, sides actor);
sides match_in_complements(coder *c, const int32_t *complements, uint32_t n, sides actor);
sides match_deep(coder *c, int32_t v, sides actor, uint8_t type);
/* Whether a word cannot be the recipient of what v tells: it stands aside ("with the exception of
 * X"), or in what somebody blames, as whom that is done to ("interference in the affairs of X"). */
bool match_bars(coder *c, uint8_t type, int32_t v, int32_t i);

#endif
