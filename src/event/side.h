/* side.h - who a noun phrase is: gazetteer names, role nouns with a country or organisation near in
 * the tree, appositions, coordination, and what the article has taught. */
#ifndef UH_SIDE_H
#define UH_SIDE_H

#include "event/state.h"

/* The sides of the phrase headed by a node, with what is coordinated to it; cached. */
sides side_resolve(coder *c, int32_t h);
/* The same, looking through "a number of X". */
sides side_of(coder *c, int32_t h);
/* Those of the node alone. */
sides side_alone(coder *c, int32_t h);

/* The gazetteer's hit on a node, or NULL. */
const hit *side_hit(const coder *c, int32_t i);

bool side_is_political(const side *s);        // has a code or a sector
bool side_is_armed(const side *s);            // of a force
uint8_t side_sector(const side *s);           // its own, or the one in its code
text side_country(const side *s);             // first three letters of its code
bool side_same(const side *a, const side *b); // the same full code
/* Writes the full code, "RUSGOV", "IGONATO"; "" without a country. */
size_t side_code(const side *s, char out[16]);
bool sides_any_political(sides s);
bool sides_share_country(sides a, sides b);
bool sides_of_several(sides s); // of more countries than one
bool sides_equal(sides a, sides b);
bool sides_pronouns(sides s); // there are some, and all are pronouns

/* Sides while they are gathered. */
typedef struct side_array {
    side at[SIDES_MOST];
    uint32_t n;
} side_array;

/* Adds one; those over SIDES_MOST are left out. */
void side_push(side_array *all, side s);

/* A list of sides in the arena; side_copy: to be changed, NULL of none and without memory. */
sides sides_copy(coder *c, const side *at, uint32_t n);
side *side_copy(coder *c, const side *at, uint32_t n);
/* Those of a list that are political; those that are no things of a side. */
sides sides_political(coder *c, sides s);
sides sides_unowned(coder *c, sides s);
bool is_body(text code); // IGO, NGO, IMG, MNC, EUR: no country
/* No small letter: "U.S.", "EU"; what bears such a name is theirs, a paper called after a country
 * in full is about it: "the Iran resolution". */
bool is_acronym(text form);

/* The words of a phrase without its clauses: "the Russian foreign minister". */
text side_words(coder *c, int32_t h);

#endif
