/* clause.h - the walk over the clauses of a sentence: each verb and predicate adjective is matched
 * against the rules, operators (agree, refuse, threaten, ask, say ...) turn the act they govern
 * into their own, and every clause inherits speaker, status and setting from those above it. */
#ifndef UH_CLAUSE_H
#define UH_CLAUSE_H

#include "event/match.h"
#include "event/state.h"

/* Walks the sentence from its root and adds drafts. */
void clause_walk(coder *c);

/* Adds a draft; NULL without memory. rule may be NULL. */
draft *clause_emit(coder *c, const rule *r, uint8_t type, int mode, sides actor, sides recipient,
                   const context *at, int32_t verb, int32_t trigger);

/* Remembers for --explain that a word which could tell of an event of type was left; why is static.
 */
void clause_stop(coder *c, int32_t trigger, uint8_t type, const char *why);

typedef struct tense {
    bool negated, future;
    uint8_t modal; // enum grammar, 0 none
} tense;
tense clause_tense(coder *c, int32_t v);

/* Marks a subtree as spoken for: no noun of it is an event of its own. */
void clause_take(coder *c, int32_t top);

/* What a threat threatens with, from the act it announces. */
int clause_threat_mode(uint8_t type, int mode);

/* A future act is another type: help to come is AGREE, an attack under a condition THREATEN. */
void clause_future(coder *c, int32_t v, uint8_t *type, int *mode, context *at);

#endif
