/* bond.h - what binds a word that names somebody to a draft: the way between them in the tree, how
 * each is told, who stands on the hands already; as numbers, by which event/guess.h tells who
 * stands on a hand. The trainer (tools/guess) reads them by the same functions. */
#ifndef UH_BOND_H
#define UH_BOND_H

#include "event/argument.h"

enum { BOND_WORDS_MOST = 64, BOND_STATES_MOST = 16, BOND_SIGNS_MOST = 128 };

typedef enum hand { HAND_ACTOR, HAND_RECIPIENT, HANDS } hand;

/* What all words of a sentence share with regard to a draft. */
typedef struct bond_scene {
    const draft *draft;
    arguments around;               // its verb
    int32_t words[BOND_WORDS_MOST]; // that name somebody, or stand on a hand
    uint32_t n_words;
    text states[BOND_STATES_MOST]; // that these name, each once
    uint32_t n_states;
} bond_scene;

typedef struct bond_signs {
    uint32_t at[BOND_SIGNS_MOST]; // hashes; those over BOND_SIGNS_MOST are left out
    uint32_t n;
} bond_signs;

static inline hand bond_other(hand h) {
    return h == HAND_ACTOR ? HAND_RECIPIENT : HAND_ACTOR;
}

/* The sides on a hand of a draft as the filters have left them. */
sides bond_hand(const draft *d, hand h);
/* Looks at the sentence at hand, whose drafts are judged. */
void bond_look(coder *c, const draft *d, bond_scene *out);
/* Reads the signs of one of the scene's words as who stands on a hand. */
void bond_read(coder *c, const bond_scene *s, hand h, int32_t word, bond_signs *out);

#endif
