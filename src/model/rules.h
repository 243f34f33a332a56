/* rules.h - what words tell of an act: senses of verbs, of verbs with an object noun or a phrase,
 * of nouns and adjectives, and the operators (verbs that govern another act). Compiled once from
 * data/events/(name).rules, read in place; docs/rules.md describes the language. */
#ifndef UH_RULES_H
#define UH_RULES_H

#include "base/text.h"
#include "doc/plover.h"
#include "model/model.h"
#include "model/sector.h"
#include "model/source.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum rule_kind {
    RULE_NONE = 0,
    RULE_V,  // a verb, with particles or fixed words
    RULE_VO, // a verb with this noun as its object
    RULE_VP, // a verb with this preposition and noun
    RULE_N,  // a noun
    RULE_AJ, // a predicate adjective
    RULE_OP, // not a sense: operator classes of a verb
    RULE_NV, // not a sense: the verb whose act a noun names
} rule_kind;

enum rule_flag {
    RULE_RECIPROCAL = 1, // both sides may stand in the subject
    RULE_INVERSE = 2,    // the subject is the recipient
    RULE_OWNED = 4,      // the owner of the object counts as it
    RULE_NOT_OWNED = 8,
    RULE_OBJECT_POLITICAL = 16,
    RULE_OBJECT_ARMED = 32,
    RULE_NEEDS_TO = 64, // a side must stand in a to-phrase
    RULE_WEAK = 128,    // only with both sides known
    RULE_NEGATED = 256, // only when negated
    RULE_SPEAKER = 512, // the speaker is a side
    RULE_FUTURE = 1024, // only in a conditional future
    RULE_FUTURE_ANY = 2048,
    RULE_SILENT = 4096,     // type NONE: the words tell of no act
    RULE_HAS_OBJECT = 8192, // only with an object
    RULE_NO_OBJECT = 16384, // only without one
};

/* Classes of verbs that govern another act. */
enum rule_operator {
    OP_SAY = 1,
    OP_AGREE = 2,
    OP_REFUSE = 4,
    OP_THREATEN = 8,
    OP_REQUEST = 16,
    OP_ALLOW = 32,
    OP_TRY = 64,
    OP_FAIL = 128,
    OP_DENY = 256,
    OP_HOPE = 512,
    OP_INTEND = 1024,
    OP_WARN = 2048,
    OP_HELP = 4096,
    OP_FORCE = 8192,
    OP_BAN = 16384,
};

/* Where a recipient may stand. */
enum slot {
    SLOT_NONE = 0,
    SLOT_OBJECT,     // o
    SLOT_OWNER,      // p: of the object
    SLOT_COMPLEMENT, // c: inside the complement
    SLOT_SUBJECT,    // s: second member of the subject
    SLOT_NOWHERE,    // -
    SLOT_PREP = 8,   // plus a preposition
};

enum { RULE_SLOTS_MOST = 12, SENSE_PARTS_MOST = 6 };

typedef struct rule {
    uint64_t contexts;
    uint32_t flags;    // enum rule_flag
    uint32_t subjects; // bits of sectors, one of which the actor must have; 0 any
    uint32_t file;     // string
    uint32_t line;
    uint8_t kind, type, mode, n_slots;
    uint8_t slots[RULE_SLOTS_MOST];
} rule;

typedef struct sense {
    uint32_t rule;
    uint32_t parts; // in rules.parts
    uint32_t n_parts;
} sense;

typedef struct rules {
    text strings, slots;
    const rule *items;
    const sense *senses;
    const uint64_t *parts; // words that must stand by the verb
    uint32_t n, n_senses, n_parts;
} rules;

bool rules_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                 findings *found);
bool rules_open(text section, rules *out);
const rules *model_rules(const uh_model *model);

/* Finds the senses of a key, best first.
 * first    words_hash of the verb, noun or adjective
 * second   of RULE_VO the noun, of RULE_VP rule_phrase of preposition and noun; else 0 */
const sense *rules_find(const rules *all, rule_kind kind, uint64_t first, uint64_t second,
                        uint32_t *n);
/* Whether a verb has any senses of RULE_VO or RULE_VP. */
bool rules_pairs(const rules *all, rule_kind kind, uint64_t first);
uint32_t rules_operators(const rules *all, uint64_t verb); // bits of enum rule_operator
/* The verb whose act a noun names ("withdrawal": withdraw), as its words_hash; 0 none. */
uint64_t rules_verb_of(const rules *all, uint64_t noun);
uint64_t rule_phrase(int preposition, uint64_t noun);

// clang-format off
/* Prepositions, in the order of their names in rules.c; those of two words are joined: "out_of". */
enum preposition_number {
    P_NONE, P_ABOUT, P_ABOVE, P_ACROSS, P_AFTER, P_AGAINST, P_AHEAD_OF, P_ALONG, P_ALONGSIDE, P_AMID, P_AMONG,
    P_AROUND, P_AS, P_AT, P_BECAUSE_OF, P_BEFORE, P_BEHIND, P_BELOW, P_BESIDE, P_BETWEEN, P_BEYOND, P_BY,
    P_CONCERNING, P_DESPITE, P_DOWN, P_DUE_TO, P_DURING, P_EXCEPT, P_FOLLOWING, P_FOR, P_FROM, P_IN, P_INSIDE,
    P_INSTEAD_OF, P_INTO, P_LIKE, P_NEAR, P_OF, P_OFF, P_ON, P_ONTO, P_OUT_OF, P_OUTSIDE, P_OVER, P_PAST,
    P_PER, P_REGARDING, P_SINCE, P_THAN, P_THROUGH, P_THROUGHOUT, P_TILL, P_TO, P_TOWARD, P_TOWARDS, P_UNDER,
    P_UNTIL, P_UP, P_UPON, P_VERSUS, P_VIA, P_WITH, P_WITHIN, P_WITHOUT, P_ACCORDING_TO, P_BACK_IN,
    P_OF_OWNER, P_IN_FRONT_OF, P_ON_BEHALF_OF, P_NEXT_TO, P_OUT,
    PREPOSITIONS,
};
// clang-format on

int preposition_of(text word);
const char *preposition_name(int preposition);
/* Writes "aid.rules:31". */
void rule_name(const rules *all, const rule *r, char *out, size_t room);

/* One example of a rule file: a sentence, and what must come of it ("" nothing). */
typedef struct rule_example {
    text sentence;
    text expected; // "AID RUS > VEN"
    text place;    // "aid.rules:12"
} rule_example;

#endif
