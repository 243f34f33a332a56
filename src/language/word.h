/* word.h - the closed word lists of the tokenizer: abbreviations, units, prefixes that keep their
 * hyphen, words that are written as one but stand for two ("cannot"), endings of names on the net.
 */
#ifndef UH_WORD_H
#define UH_WORD_H

#include "base/text.h"

#include <stdbool.h>

typedef enum abbreviation {
    ABBREVIATION_NONE = 0,
    ABBREVIATION_BEFORE, // stands before a name or a phrase and ends no sentence: "Mr", "e.g"
    ABBREVIATION_NUMBER, // is one only before a number: "No", "p"
    ABBREVIATION_NAME,   // is one only after or before a name or number: "Sat", "Mass", "Co"
    ABBREVIATION_AFTER,  // may end a sentence: "Inc", "etc", "p.m"
} abbreviation;

/* Says what a word before a full stop is (given without it); inner dots and single letters are the
 * caller's matter. */
abbreviation word_abbreviation(text w);
/* Finds where an orthographic word divides ("cannot" at 3); 0: it does not. */
size_t word_joint(text w);
/* True of what comes after an apostrophe in a short form: s, m, d, re, ve, ll. */
bool word_is_clitic(text after);
/* True of a prefix that stays with its word over a hyphen: "non", "anti". */
bool word_is_prefix(text w);
/* True of an ending that stays with its word over a hyphen: "wise". */
bool word_is_suffix(text w);
/* True of a unit that parts from the number before it: "pm", "km"; money: after a currency sign. */
bool word_is_unit(text w, bool money);
/* True of the last part of a host or file name: "com", "pdf". */
bool word_is_ending(text w);
/* Length of an emoticon that t starts with, 0: none. */
size_t word_emoticon(text t);

enum { LISTED_WORD_MOST = 24 }; // bytes of the longest entry of these lists

#endif
