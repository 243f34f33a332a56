/* verbal.h - a verb of a clause with all that is known about it, and what the operators and the
 * plain rules do alike: complements taken in or walked later, modes, recipients. */
#ifndef UH_VERBAL_H
#define UH_VERBAL_H

#include "event/clause.h"

enum { VERBAL_PENDING_MOST = 96 };

typedef struct visit {
    int32_t node;
    context at;
} visit;

/* The clauses still to walk below the one at hand, in order. */
typedef struct pending {
    visit items[VERBAL_PENDING_MOST];
    uint32_t n;
} pending;

/* A verb with all that is known about it before a decision. */
typedef struct verbal {
    int32_t v;
    const context *above; // what the clause inherits
    context own;          // status and future of its own events
    arguments args;
    sides actor, speaker;
    tense tense;
    bool future, condition, mine;
    uint8_t status;
    uint32_t ops;
    const rule *rule;
    int32_t noun;
    act act; // inside the complements
    pending *next;
} verbal;

int verbal_mode(event_type type, const char *name);
bool verbal_is_mode(uint8_t type, int mode, const char *name);
/* Marks a subtree, and the last draft as the one that did so. */
void verbal_mark(coder *c, int32_t top, uint8_t mark);
void verbal_absorb(coder *c, int32_t i);
void verbal_absorb_all(coder *c, const verbal *x);
void verbal_visit(pending *next, int32_t i, const context *at);
void verbal_visit_all(const verbal *x, const context *at);
bool verbal_has_clause(coder *c, int32_t v, int32_t but, const grammar *words_, size_t n);
bool verbal_conditional(coder *c, int32_t v, int32_t but);
bool verbal_strictly(coder *c, int32_t v);
bool verbal_says(const coder *c, int32_t i);
bool verbal_obliges(uint8_t word); // "must", "should", "ought"
sides verbal_coded(coder *c, sides s);
/* Who judges: the political sides of a speaker, or the pronoun that he is. */
sides verbal_judge(coder *c, int32_t speaker);
/* What the clause around a node inherits. */
context verbal_context(const coder *c, int32_t i);
/* What complements ask for, by the act in them; 0 where that leaves it open. */
int verbal_request_mode(coder *c, const int32_t *complements, uint32_t n);
int verbal_mode_for(event_type type, uint8_t act_type);
context verbal_below(const verbal *x);
bool verbal_is_sense(const rule *r);
bool verbal_has_preposition(const verbal *x, int p);
sides verbal_recipient(coder *c, const verbal *x, const rule *r, int32_t noun, uint8_t type);

/* Lets the verb's operator classes have their way: agree, refuse, threaten, ask, say ... True where
 * the verb is done with. */
bool operator_apply(coder *c, verbal *x);

#endif
