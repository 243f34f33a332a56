/* match.h - from a verb or noun in the tree to its sense: the best rule for it and what stands
 * around it. */
#ifndef UH_MATCH_H
#define UH_MATCH_H

#include "event/argument.h"

/* Keys of a verb: with its particle, its lemma, its form. */
enum { KEYS_MOST = 6 };
uint32_t match_verb_keys(coder *c, int32_t v, uint64_t keys[KEYS_MOST]);
/* Whether the verb, alone or with its particle, is in a class: "carry out". */
bool match_verb_is(coder *c, int32_t v, word_class class);
uint32_t match_operators(coder *c, int32_t v, const arguments *a); // bits of enum rule_operator

/* Keys of a noun: with the words before it ("arms embargo"), its lemma, its form. */
enum { NOUN_KEYS_MOST = 10 };
uint32_t match_noun_keys(coder *c, int32_t o, uint64_t keys[NOUN_KEYS_MOST]);

/* Nodes that a noun phrase is about: through "a number of", with coordination. */
enum { HEADS_MOST = 12 };
uint32_t match_heads(coder *c, int32_t o, int32_t heads[HEADS_MOST]);
/* Whether one of them is in a class. */
bool match_heads_in(coder *c, int32_t o, word_class class);

/* Finds the best rule of a verb. noun: the object noun that belongs to it, or -1.
 * sectors   bits of the actor's sectors */
const rule *match_verb(coder *c, int32_t v, const arguments *a, uint32_t sectors, int32_t *noun);
const rule *match_noun(coder *c, int32_t o);  // of a noun or what it is about; NULL none
int32_t match_noun_head(coder *c, int32_t o); // the node that has this rule, or o
/* A noun read as the verb whose act it names: "imposition of sanctions". Fills the arguments and
 * the object noun that belongs to the sense. */
const rule *match_nominal(coder *c, int32_t n, arguments *a, int32_t *noun);
const rule *match_adjective(coder *c, int32_t i, bool negated);

/* The type of the act inside complements; its node in *where. */
enum { NEST_MOST = 5 }; // complements inside complements
typedef struct act {
    uint8_t type, mode;
    int32_t node;
} act;
act match_ended(act what); // what it is to put an end to an act; type 0: nothing
act match_act(coder *c, const int32_t *complements, uint32_t n);

/* Whom an attack that a noun tells of is aimed at, where no phrase behind it says so: "the Kabul
 * bombing", "an operation targeting the rebels". */
sides match_noun_target(coder *c, int32_t n);
/* The recipient of a noun that is an act: "the bombardment of Gaza". */
sides match_noun_recipient(coder *c, int32_t n, sides actor);

/* The actor of a noun: possessive, by-phrase, adjective. */
sides match_noun_actor(coder *c, int32_t n);

/* The sides a noun stands between; the same, where the noun is a meeting: "talks between X and Y".
 */
sides match_between(coder *c, int32_t n);
sides match_parties(coder *c, int32_t n);

uint32_t match_sectors(sides s); // bits

bool is_verbal_cooperation(uint8_t type);
bool is_material_cooperation(uint8_t type);
bool is_verbal_conflict(uint8_t type);
bool is_material_conflict(uint8_t type);
bool is_step_back(uint8_t type); // what takes back an act of one's own

#endif
