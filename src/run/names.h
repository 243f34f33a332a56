/* names.h - the names of states and organisations, for people: from a code to a name, and from what
 * a user typed to a code. Read from the model's gazetteer. */
#ifndef UH_NAMES_H
#define UH_NAMES_H

#include "base/arena.h"
#include "base/hash.h"
#include "model/actors.h"
#include "report/book.h"

/* A code with its name: of a state the one that most of its entries give, for dependencies share
 * its code; of an organisation the one that stands first in the data. */
typedef struct names {
    const actors *all;
    arena *arena;
    map rows;     // hash of the code -> index
    map capitals; // hash of the state's code -> its place in all
    text *codes, *shown;
    uint32_t n, codes_cap, shown_cap;
} names;

/* Gathers the names of a model; they live in the arena. UH_NOMEM */
UH_CHECKED uh_status names_open(const uh_model *model, arena *a, names *out, uh_error *error);
/* The book that the report reads names and capitals from; borrows n. */
book names_book(const names *n);

/* Finds the country that a user means: a code (any case) or any name, people or seat of government.
 * returns  UH_OK, UH_ARGUMENT: unknown or ambiguous, with what was probably meant, UH_NOMEM */
UH_CHECKED uh_status names_country(const names *n, text asked, text *code, uh_error *error);
/* The same for a patron: a country, or an organisation by code or name. */
UH_CHECKED uh_status names_patron(const names *n, text asked, text *code, uh_error *error);

#endif
