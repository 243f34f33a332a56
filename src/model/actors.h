/* actors.h - the gazetteer: names of countries, peoples, seats of government, cities,
 * organisations, groups and persons, each with its code and the days it is good for. A trie over
 * atoms (runs of letters and digits, folded to lower case without accents), so that hyphens,
 * points and spaces do not matter. Built from countries.txt, organisations.txt, groups.txt,
 * leaders.txt, cabinets.txt and places.txt. */
#ifndef UH_ACTORS_H
#define UH_ACTORS_H

#include "base/arena.h"
#include "base/text.h"
#include "model/model.h"
#include "model/sector.h"
#include "model/source.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum actor_kind {
    ACTOR_NONE = 0,
    ACTOR_COUNTRY,
    ACTOR_DEMONYM,
    ACTOR_SEAT, // of a government: a capital, "the Kremlin"
    ACTOR_CITY, // or region
    ACTOR_ORG,  // organisation, organ, party, armed group, firm
    ACTOR_LEADER,
    ACTOR_SURNAME, // of a leader
    ACTOR_PLACE,   // with coordinates
    ACTOR_KINDS,
} actor_kind;

enum actor_flag {
    ACTOR_CASED = 1,  // counts only with the capitals as written
    ACTOR_NEEDS = 2,  // needs another mention of its country in the article
    ACTOR_COMMON = 4, // a surname that many people bear: needs a title, a first name or the country
    ACTOR_LOWER = 8,  // may stand in lower case ("mujahideen")
    ACTOR_TITLED = 16, // a surname that counts only behind a word of its office ("Senator X")
};

/* One meaning of a name. */
typedef struct meaning {
    uint32_t code;   // string: "USA", "IGONATO", "AFGREB"
    uint32_t name;   // string: the display name
    uint32_t form;   // string: this name as written in the source
    uint32_t office; // string: "president"; of an organisation its kind
    uint32_t before; // string: the code before `from` (part of a larger state), 0 none
    uint32_t after;  // string: the code after `to` (successor), 0 none
    uint32_t file;   // string
    uint32_t line;
    int32_t from, to; // days, both included; INT32_MIN and INT32_MAX open
    uint32_t next;    // another meaning of the same name, or NO_ACTOR
    float latitude, longitude;
    uint8_t kind;   // enum actor_kind
    uint8_t sector; // enum sector, of a person
    uint8_t flags;  // enum actor_flag
    uint8_t spare;
} meaning;

enum { NO_ACTOR = UINT32_MAX, ACTOR_ATOMS_MOST = 12, ACTOR_ATOM_BYTES = 64 };

/* The gazetteer of a model; a view of its section. */
typedef struct actors {
    text strings;
    text edges; // a packed table: (node, atom) -> node, first actor + 1
    const meaning *items;
    uint32_t n;
} actors;

/* Builds the section from source files; what is wrong in them goes to found.
 * returns  false without memory */
bool actors_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                  findings *found);
/* Reads a section in place; false where an offset leads out of it. */
bool actors_open(text section, actors *out);
const actors *model_actors(const uh_model *model);

text actor_text(const actors *all, uint32_t string);
/* The atom of a word of ASCII letters and digits alone, which is its words_hash too; 0 of others.
 */
uint64_t actor_plain(text t);
/* Makes the atoms' hashes of a text; returns how many, at most most. */
uint32_t actor_atoms(text t, uint64_t *atoms, uint32_t most);

/* Walks the trie: start with node 0; false where no name goes on so. *first: the first actor whose
 * name ends here, or NO_ACTOR. */
bool actors_step(const actors *all, uint32_t *node, uint64_t atom, uint32_t *first);

/* Asks memory for what the first step of a walk with this atom looks at. */
void actors_ahead(const actors *all, uint64_t atom);

/* Returns the country code of an actor on a day (INT32_MIN: not known), after part= and
 * successors. */
text actor_code_on(const actors *all, const meaning *a, int32_t day);

#endif
