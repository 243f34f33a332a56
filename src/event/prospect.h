/* prospect.h - which sentences the coder can take something from, by their words alone: one that
 * names no side, and whose words no other sentence builds on, needs no tree. */
#ifndef UH_PROSPECT_H
#define UH_PROSPECT_H

#include "event/state.h"

/* What stands in a sentence. */
enum prospect_holds {
    HOLDS_NAME = 1,
    HOLDS_ROLE = 2,   // one that is political by itself, or means a country named before
    HOLDS_WORD = 4,   // of violence, which tells attacks from accidents
    HOLDS_PERSON = 8, // a pronoun, or an office, for the person in the foreground
    HOLDS_BODY = 16,
    HOLDS_ACTING = 32,  // "it", "they": who was the subject of the sentence before
    HOLDS_VOICE = 64,   // "he", quotation marks: it may build on a speaker
    HOLDS_LEARNT = 128, // a name that the article may have explained
    HOLDS_SIDE = HOLDS_NAME | HOLDS_ROLE,
};

/* Tells of each sentence whether coder_run can take an event or a claim from it, or something that
 * changes what it takes from others; or may once it has coded those before.
 * doc      needs sentences and tokens; sets need and holds, fills names
 * returns  UH_OK, UH_LIMIT, UH_NOMEM
 * cost     linear in tokens; any thread */
uh_status prospect_find(const uh_model *model, doc *d);

/* Whether a sentence that may need its tree later does so by what was learnt before it. */
bool prospect_calls(const coder *c, uint32_t s);

#endif
