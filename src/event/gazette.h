/* gazette.h - the names that the gazetteer knows, found in the whole document before anything else:
 * one longest match, then one meaning by date, capitals, titles and what else the article names. */
#ifndef UH_GAZETTE_H
#define UH_GAZETTE_H

#include "doc/doc.h"
#include "model/actors.h"
#include "model/words.h"

typedef struct hit {
    uint32_t sentence;
    uint32_t first, last; // in doc.tokens, both included
    uint32_t actor;       // in actors.items
    text code;            // on the article's day: "USA", "IGONATO"
    uint8_t kind;         // enum actor_kind; a surname counts as a leader
    uint8_t sector;       // of a leader on that day
    bool former;          // a leader out of office
    bool torn;            // the page tore the name; completed from the rest
} hit;

/* A town or a region, or a capital that may stand for its government; not NULL. */
static inline bool hit_is_town(const hit *h) {
    return h->kind == ACTOR_CITY || h->kind == ACTOR_SEAT;
}

typedef struct gazette {
    hit *hits; // in order of place, in the scratch arena
    uint32_t n, cap;
    uint64_t *countries; // hashes of the country codes named in the article
    uint32_t n_countries, countries_cap;
} gazette;

/* words_hash of a token's form, which is known where the document's names are. */
static inline uint64_t gazette_word(const doc *d, uint32_t token_) {
    uint64_t known = d->hashes ? d->hashes[token_] : 0;
    return known ? known : words_hash(doc_form(d, &d->tokens[token_]));
}

/* The day of an article, by which it is judged who holds an office; INT32_MIN: not known. */
int32_t gazette_day(const doc *d);

/* Finds the names of a document in the sentences that need their tree in any case.
 * doc      needs trees where there are any; fills its names where they are not yet
 * returns  false without memory */
bool gazette_find(gazette *g, doc *d, arena *a, const actors *all, const words *w);

/* Tells before trees are made which sentences may name somebody: more than gazette_find will take.
 * doc      needs sentences; fills its names
 * named    [n_sentences], out
 * returns  false without memory */
bool gazette_expect(doc *d, const actors *all, const words *w, bool *named);

/* Returns whether the article names the country of this code (first three letters). */
bool gazette_has_country(const gazette *g, text code);

#endif
