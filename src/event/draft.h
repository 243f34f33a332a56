/* draft.h - questions that those who judge a draft share: which sides have a code, which words the
 * sentence has. */
#ifndef UH_DRAFT_H
#define UH_DRAFT_H

#include "event/state.h"

/* Makes a list of sides the draft's own. */
void draft_set(coder *c, side **list, uint32_t *n, const side *at, uint32_t count_);
/* The sides as the filters have left them. */
static inline sides draft_actors(const draft *d) {
    return (sides){ d->actors, d->n_actors, true };
}

static inline sides draft_recipients(const draft *d) {
    return (sides){ d->recipients, d->n_recipients, true };
}

/* Whether a draft stands at a word. */
bool draft_stands_at(const coder *c, int32_t i);
/* Whether one of them has a code. */
bool draft_any_code(const side *s, uint32_t n);
/* There are actors, and all are of one sector. */
bool draft_all_of(const draft *d, uint8_t part);
bool draft_is_mode(const draft *d, const char *name);
/* The state of a code: "IRN" of "IRNGOV". */
text draft_country(text code);
/* The sentence at hand names a country or a place of one. */
bool draft_names_country(const coder *c);
/* It has a word of a class, or a lemma. */
bool draft_has_word(const coder *c, word_class class);
bool draft_has_lemma(const coder *c, const char *lemma);
/* Adds the countries of sides to out, each once; returns how many there are then. */
uint32_t draft_countries(const side *s, uint32_t n, text *out, uint32_t have, uint32_t most);
/* The rule that it comes from; NULL of an operator. */
const rule *draft_rule(const coder *c, const draft *d);
/* Its rule has both sides do the act. */
bool draft_is_mutual(const coder *c, const draft *d);
/* A meeting to come: "agreed to meet", "will meet". */
bool draft_plans_meeting(const coder *c, const draft *d);

#endif
