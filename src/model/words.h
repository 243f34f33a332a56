/* words.h - small classes of words: role nouns with their sector, titles, words of speech, and the
 * lists of lists.txt. A word or phrase is known by the hash of its lower-case words in a row. Built
 * from roles.txt, titles.txt, speech.txt, lists.txt, contexts.txt, modes.txt. */
#ifndef UH_WORDS_H
#define UH_WORDS_H

#include "base/text.h"
#include "doc/plover.h"
#include "model/model.h"
#include "model/sector.h"
#include "model/source.h"

#include <stdbool.h>
#include <stdint.h>

// clang-format off
/* The classes; their names stand in lists.txt. */
typedef enum word_class {
    WORD_ROLE,       // value: sector, and WORD_WEAK
    WORD_HINT,       // value: enum word_hint, of a word or of two in a row
    WORD_TITLE,      // value: sector
    WORD_LIGHT,      // verbs that leave the act to their object: "hold talks"
    WORD_KEEP,       // verbs that go on with an act: "keep up raids"
    WORD_OCCUR,      // verbs that let an act happen: "clashes erupted"
    WORD_QUANTITY,   // "number", "series": what counts stands in the of-phrase
    WORD_INSTRUMENT, // "bomb", "airstrike": a thing that acts for those who use it
    WORD_SPEECH,     // nouns of speech: "statement"
    WORD_TELL,       // verbs of a clause that names the speaker: "..., X warned"
    WORD_MENTION,    // verbs that speak of an act: "pointed to the sanctions"
    WORD_VOICE,      // nouns that are heard though no side: "sources", "reports"
    WORD_TIME,       // days, months, "week": never a side
    WORD_DOUBT,      // verbs of opinion: what they govern is hypothetical
    WORD_PURSUIT,    // nouns of what is claimed: refusing them is no event
    WORD_MUTE,       // "comment", "say": refusing to do so is no event
    WORD_MEET,       // verbs that give a request its mode
    WORD_ASSIST,
    WORD_YIELD,
    WORD_LOYAL,      // participles that tie a group to a country: "loyal", "based"
    WORD_BACKED,     // ... that tell only who helps it: "backed", "allied"
    WORD_PEACE,      // words that make a deployment help
    WORD_JOINT,      // words of exercises
    WORD_WRONG,      // nouns of what is done to somebody: "attack", "interference"
    WORD_RELATION,   // "ally": with an owner somebody else is meant
    WORD_DISASTER,   // harm that nobody did
    WORD_VIOLENCE,   // what makes harm somebody's act
    WORD_HOLLOW,     // "process", "campaign": the matter stands in the word before
    WORD_ENDING,     // verbs that put an end to the act they govern
    WORD_SENDING,    // verbs that send somebody to do it
    WORD_PAPER,      // what does what it says: "law", "resolution"
    WORD_ENACT,      // verbs that put a paper into force or speak by it
    WORD_RESOLVE,    // nouns whose infinitive is an act to come: "decision to withdraw"
    WORD_COMING,     // adjectives of what lies ahead: "next", "planned"
    WORD_LABELLING,  // verbs that call something so: "described it as"
    WORD_BLAME,      // adjectives and nouns that condemn what they are said of
    WORD_PRAISE,     // ... that approve of it
    WORD_MISDEED,    // nouns of wrong: whose they are is blamed by who names them
    WORD_FAITH,      // verbs of who does what he is bound to: "honour", "live up to"
    WORD_OFFEND,     // verbs of wrong that are no act of their own: "lie", "meddle"
    WORD_ENDURE,     // verbs that bear, escape or resist another's act: "circumvent the sanctions"
    WORD_COMMON,     // surnames that many people bear
    WORD_HARM,       // verbs that harm another's interest
    WORD_ANSWER,     // verbs that answer another's act
    WORD_BEAR,       // "tolerate": who will not is threatening
    WORD_FORCE,      // with what one answers
    WORD_CONSEQUENCE, // what one faces who does not give in
    WORD_COMMERCE,   // what firms deal in: threats with it are business
    WORD_VALUE, // what dangers threaten: "stability"
    WORD_IDEA,       // what nobody can strike or hold: "chance", "decision"
    WORD_EXPECT,     // verbs of what may come, warned of without a threat
    WORD_OFFICE,     // "chief": holders of an office in what the word beside them names
    WORD_FIELD,      // value: sector; adjectives that lend it to such a holder: "naval"
    WORD_STATE,      // states of the United States, as they stand behind a town: "Va."
    WORD_TREATY,     // what is called after the town it was made in: "accord"
    WORD_OCCASION,   // what is held somewhere: "talks", "summit"
    WORD_GROUND,     // "island", "territory": places that are of a country and no part of it acts
    WORD_PERSON,     // "man": a person of whom nothing is told
    WORD_FORMER,     // what says that an office is over: "ousted"
    WORD_ENGLISH,    // words that bind others in English: "the"
    WORD_FOREIGN,    // ... in other languages and not in English
    WORD_MODE,       // value: mode of a type
    WORD_CONTEXT,    // value: PLOVER contexts, each 1 + its number in a byte
    WORD_CLASSES,
} word_class;
// clang-format on

enum { WORD_WEAK = 256 }; // of a role: political only with a country or an organisation

/* What a word tells of its sentence before there is a tree; those of a phrase stand under its last
 * two words, and HINT_END under the last one. */
enum word_hint {
    HINT_WEAK = 1, // a role that is political only with a country, or a firm or paper
    HINT_ROLE = 2,
    HINT_END = 4, // may be the last word of a phrase
    HINT_VIOLENCE = 8,
};

/* Where a word sets the mode of an act. */
typedef enum mode_place {
    PLACE_TRIGGER,
    PLACE_OBJECT,
    PLACE_MEANS,
    PLACE_CLAUSE,
    PLACE_ANY,
    MODE_PLACES,
} mode_place;

typedef struct words {
    text known;  // packed table: the classes of a phrase as bits, so that most questions end there
    text values; // ... the value of a phrase in a class
    uint64_t classes[WORD_CLASSES];
} words;

bool words_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                 findings *found);
bool words_open(text section, words *out);
const words *model_words(const uh_model *model);

/* The hash of one word, whatever its case; of a hyphened or _ joined one the hash of its parts in a
 * row. */
uint64_t words_hash(text word);
/* The hash of a phrase and a word behind it. */
uint64_t words_join(uint64_t phrase, uint64_t word);

/* The contexts that a value of WORD_CONTEXT names, as bits. */
uint64_t words_contexts(uint32_t value);

/* The mode that a phrase in a place gives an act; 0 none. */
int words_mode(const words *w, event_type type, mode_place place, uint64_t phrase);

/* The classes that a phrase is in, as bits 1 << word_class. */
uint64_t words_classes(const words *w, uint64_t phrase);
/* The value of a phrase in a class; 0 where it is not in it. */
uint32_t words_get(const words *w, word_class class, uint64_t phrase);

#endif
