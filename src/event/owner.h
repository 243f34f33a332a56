/* owner.h - whose a phrase is: the countries, bodies and persons that possessives, adjectives and
 * prepositions tie to it. */
#ifndef UH_OWNER_H
#define UH_OWNER_H

#include "event/state.h"

enum { OWNERS_MOST = 10, OWNERS_DEPTH = 6 };

typedef struct owner {
    text code;
    uint8_t sector, kind; // of the hit
    bool near;            // by possessive, adjective, compound, of, in
    bool pronoun;         // "its"
    bool joined;          // coordinated to the one before: "from X and Y"
    int32_t node;
    uint32_t actor;
} owner;

/* Finds the owners of the phrase headed by a node: by possessive, else before it, else behind it;
 * returns how many, at most OWNERS_MOST. depth: 0, and one more for each phrase inside. */
uint32_t owners_of(coder *c, int32_t h, owner *o, int depth);
/* "the National Security Council of the Republic of X": adds the state of an organ that bears the
 * name of another state's; false where it is none. */
bool owners_of_organ(coder *c, int32_t i, owner *o, uint32_t *n);
/* Those that one modifier names. */
void owners_beside(coder *c, int32_t k, owner *o, uint32_t *n);
/* Adds the gazetteer's hit on a node; false where there is none. */
bool owners_take(const coder *c, int32_t i, bool near, owner *o, uint32_t *n);

#endif
