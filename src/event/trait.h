/* trait.h - what stands around a word of a sentence and what the coder made of it so far, as
 * numbers: by these the model of hunch.h tells what act the word stands for. The trainer
 * (tools/hunch) reads them by the same functions. */
#ifndef UH_TRAIT_H
#define UH_TRAIT_H

#include "event/state.h"

enum { TRAITS_MOST = 192 };

/* Words whose meaning counts: the word itself, what it hangs on, its object and its subject. */
enum trait_word { TRAIT_SELF, TRAIT_HEAD, TRAIT_OBJECT, TRAIT_SUBJECT, TRAIT_WORDS };

typedef struct traits {
    uint32_t at[TRAITS_MOST]; // hashes; those over TRAITS_MOST are left out
    uint32_t n;
    uint64_t words[TRAIT_WORDS]; // trait_word_of each, 0 none
} traits;

/* What all words of a sentence share. */
typedef struct trait_scene {
    uint32_t first_refusal; // of the sentence, in doc.refusals
    uint32_t told;          // bits of the types that drafts tell
    uint32_t n_sides;       // words that name a known side
} trait_scene;

/* The word of a node with its part of speech, as vectors of words know it; 0 of names and of words
 * of grammar. */
uint64_t trait_word_of(const node *n);

/* Looks at the sentence at hand, whose drafts are judged. */
trait_scene trait_look(coder *c);
/* Whether a word can stand for an act: a noun, a verb, an adjective, or what a draft has made one
 * of. */
bool trait_candidate(const coder *c, int32_t i);
/* Reads the traits of a word. */
void trait_read(coder *c, const trait_scene *s, int32_t i, traits *out);

/* The trait of a draft that its type and its word make: where the model knows none, it has not seen
 * such a draft. */
uint32_t trait_of_draft(const coder *c, const draft *d);

#endif
