/* sign.h - what stands around a word of a sentence and what the coder made of it so far, as
 * numbers: by these the model of hunch.h tells what act the word stands for. The trainer
 * (tools/hunch) reads them by the same functions. */
#ifndef UH_SIGN_H
#define UH_SIGN_H

#include "event/state.h"

enum { SIGNS_MOST = 192 };

/* Words whose meaning counts: the word itself, what it hangs on, its object and its subject. */
enum sign_word { SIGN_SELF, SIGN_HEAD, SIGN_OBJECT, SIGN_SUBJECT, SIGN_WORDS };

typedef struct signs {
    uint32_t at[SIGNS_MOST]; // hashes; those over SIGNS_MOST are left out
    uint32_t n;
    uint64_t words[SIGN_WORDS]; // sign_word_of each, 0 none
} signs;

/* What all words of a sentence share. */
typedef struct sign_scene {
    uint32_t first_refusal; // of the sentence, in doc.refusals
    uint32_t told;          // bits of the types that drafts tell
    uint32_t n_sides;       // words that name a known side
} sign_scene;

/* The word of a node with its part of speech, as vectors of words know it; 0 of names and of words
 * of grammar. */
uint64_t sign_word_of(const node *n);

/* Looks at the sentence at hand, whose drafts are judged. */
sign_scene sign_look(coder *c);
/* Whether a word can stand for an act: a noun, a verb, an adjective, or what a draft has made one
 * of. */
bool sign_candidate(const coder *c, int32_t i);
/* Reads the signs of a word. */
void sign_read(coder *c, const sign_scene *s, int32_t i, signs *out);

/* The sign of a draft that its type and its word make: where the model knows none, it has not seen
 * such a draft. */
uint32_t sign_of_draft(const coder *c, const draft *d);

#endif
