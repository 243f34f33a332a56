/* state.h - what the files of the coder share while a document is coded: the knowledge, the
 * article's day, the sentence at hand, the sides found in it, the drafts of its events. */
#ifndef UH_STATE_H
#define UH_STATE_H

#include "event/gazette.h"
#include "event/memory.h"
#include "event/tree.h"
#include "model/guess.h"
#include "model/hunch.h"
#include "model/rules.h"

/* How a side was found. */
typedef enum side_kind {
    SIDE_THING = 0, // no political side
    SIDE_NAMED,     // a name that nobody knows
    SIDE_PRONOUN,
    SIDE_LEADER,
    SIDE_ORG,
    SIDE_COUNTRY,
    SIDE_SEAT,
    SIDE_CITY,
    SIDE_DEMONYM,
    SIDE_ROLE,      // a role noun
    SIDE_WEAK,      // a role noun that is political only with a country
    SIDE_OWNED,     // a thing of a country
    SIDE_ADJECTIVE, // a country in an adjective: "Russian strikes"
    SIDE_LEARNT,
    SIDE_ANAPHOR, // "the country"
} side_kind;

typedef struct side {
    text code;      // "USA", "IGONATO"; "" where only the sector is known
    uint8_t sector; // enum sector
    uint8_t kind;   // enum side_kind
    bool owned;     // a thing of the country, not the country itself
    bool pronoun;
    bool echoed;    // a bare role whose country was told before: "the government"
    int32_t head;   // node
    uint32_t actor; // in actors.items, or NO_ACTOR
} side;

typedef struct sides {
    const side *at;
    uint32_t n;
    bool known; // computed
} sides;

static const sides nobody = { NULL, 0, true };

enum { SIDES_MOST = 16 };

/* What a clause inherits from those above it. */
typedef struct context {
    int32_t speaker; // node that heads the speaker, -1 none
    int32_t speaker_verb;
    int32_t beyond;  // who told of the speaker's words, -1 nobody
    uint8_t status;  // enum event_status, STATUS_ASSERTED when nothing was said
    bool future;     // governed by an intention
    bool negated;    // ... a negated one
    bool background; // relative clause, "after ...": complete before the news
    bool purpose;    // "to ..." clause
    bool trying;
    uint8_t depth;     // 0: the main clause
    uint8_t relative;  // relation of a relative clause, REL_NONE
    uint8_t adverbial; // 1 + grammar word that opens an adverbial clause, 0 none
    bool under;        // below a verb that only lends it aspect: begin, try
    bool conditional;  // hangs on an if-clause
    bool failed;       // below "failed to"
} context;

enum { DRAFT_SIDES_MOST = SIDES_MOST };

/* An event before the filters. */
typedef struct draft {
    uint8_t type, mode;
    uint32_t rule; // in rules.items, or NO_RULE
    const char *how;
    sides actor, recipient;
    int32_t trigger, verb; // nodes
    int32_t noun;          // object noun that belongs to the trigger, -1 none
    context context;
    bool dropped, judged;
    bool read;           // the sides
    const char *why;     // of the drop
    float chance;        // that a reader takes it for this act (hunch.h); 0: not asked
    const char *despite; // why it was dropped before hunch.h brought it back
    uint8_t status;
    // what the filters make of the sides
    side *actors, *recipients;
    uint32_t n_actors, n_recipients;
    bool pronoun_actor;
    bool guessed_actor, guessed_recipient; // by guess.h
} draft;

enum { NO_RULE = UINT32_MAX };

/* The last speaker, whom a quotation keeps over its sentences. */
typedef struct running {
    text words;
    side_list codes;
    uint32_t sentence; // in which he was last heard
    bool known, political, person;
} running;

/* Who stood in the foreground of a sentence. */
typedef struct foreground {
    side side;
    uint32_t sentence;
    bool known;
    uint8_t gender; // G_HE or G_SHE where a pronoun has told it, else 0
} foreground;

enum { ACTING_MOST = 4 };

/* Who was the subject of a sentence, for "it" and "they" in the next one. */
typedef struct acting {
    side at[ACTING_MOST];
    uint32_t n, sentence;
    bool many; // the word is a plural, or there are several
} acting;

struct signs;
typedef struct coder coder;
/* Sees each word that the coder reads the signs of, for the trainer. */
typedef void coder_watch(void *to, coder *c, int32_t node, const struct signs *t);
/* Sees the drafts of a sentence before guess.h does. */
typedef void coder_watch_hands(void *to, coder *c);

struct coder {
    const actors *actors;
    const words *words;
    const rules *rules;
    const hunch *hunch;             // NULL: none
    const guess *guess;             // NULL: none
    coder_watch *watch;             // in place of what hunch would do; NULL: nobody
    coder_watch_hands *watch_hands; // in place of what guess would do; NULL: nobody
    void *watcher;
    doc *doc;
    arena *arena; // rewound after each sentence
    gazette *names;
    memory *memory;
    int32_t day; // of the article, INT32_MIN not known
    int year, month;
    text home;  // country of the dateline, or what the article is about; "" not known
    bool dated; // a dateline has told it
    running speaker;
    foreground person, body;
    acting acting;
    text pair[2];           // the two countries that were last spoken of together; "" none
    uint32_t pair_sentence; // in which they were named
    text ground;            // country of the town or region that was last named; "" none
    uint32_t ground_sentence;
    bool resolving; // a pronoun
    tree tree;
    uint32_t first_hit, end_hit; // of names->hits, those that begin in the sentence
    sides *cache;                // [2][n] sides of each node: alone, with what is coordinated
    uint8_t *marks;              // [n] enum mark
    uint32_t *takers;            // [n] 1 + draft that marked the node as taken, 0 none
    uint8_t *times;              // [n] what when.c sees in the words; NULL: not looked at yet
    context *contexts;           // [n] of the clauses walked
    draft *drafts;
    uint32_t n_drafts, drafts_cap;
    uint32_t nested; // complements inside complements at hand
    bool failed;     // no memory
};

enum mark {
    MARK_WALKED = 1,
    MARK_TAKEN = 2,
    MARK_CONTEXT = 4,
    MARK_IDLE = 8, // taken by an act that is no event: only aimed at, or only possible
};

#endif
