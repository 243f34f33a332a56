/* doc.h - the document: every struct that stages share. A document is one arena; stages fill it in
 * order and never call each other:
 *
 *   intake  bytes        -> page      (where it came from, its bytes)
 *   page    page         -> article   (title, date ...; blocks with role and reason; text; damage)
 *   language article     -> sentences -> tokens (tags, lemmas, names, heads)
 *   event   tokens       -> mentions -> events, claims
 *
 * Objects refer to each other by 32-bit index into the document's arrays. Offsets named start and
 * end are bytes of doc.text unless they say source; doc_source_of leads from there to the page's
 * bytes. Strings (text) are borrowed from the document's arena or from the model. */
#ifndef UH_DOC_H
#define UH_DOC_H

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "doc/labels.h"
#include "doc/plover.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    DOC_TEXT_MOST = 16 * 1024 * 1024, // bytes of article text; more is cut with a note
    DOC_SENTENCES_MOST = 200000,
    DOC_TOKENS_MOST = 4000000,
    SENTENCE_TOKENS_MOST = 512, // a longer sentence is split with a note
    DOC_NOTES_MOST = 200,       // further ones are counted only
    NO_INDEX = UINT32_MAX,
};

/* ---- page: what intake hands over ---- */

typedef enum media {
    MEDIA_UNKNOWN = 0,
    MEDIA_TEXT,
    MEDIA_HTML,
    MEDIA_ARTICLE,
    MEDIA_CONLLU,
    MEDIA_CODED, // in records: an article that others coded
} media;

typedef struct page {
    text id;         // the record's own id, or the file's base name without its ending
    text url;        // canonical or fetched address, "" if none
    text outlet;     // site or source as given, "" if none
    text container;  // path of the file it came from
    uint64_t offset; // of the record in the container (after decompression)
    uint32_t line;   // from 1 in line-based containers, else 0
    media media;
    text charset; // as declared by the transport, "" if not
    date fetched; // DATE_NONE if not known
    text raw;     // the page's bytes; source offsets count from here. MEDIA_ARTICLE: the text field
    text given_title, given_author, given_date, given_language; // of article records, "" if none
} page;

/* ---- article: what page makes of it ---- */

typedef enum role {
    ROLE_NONE = 0,
    ROLE_TITLE,
    ROLE_BYLINE,
    ROLE_DATE,
    ROLE_SUMMARY,
    ROLE_HEADING,
    ROLE_PARAGRAPH,
    ROLE_LIST,
    ROLE_QUOTATION,
    ROLE_TABLE,
    ROLE_CAPTION,
    ROLE_NAVIGATION,
    ROLE_RELATED,
    ROLE_READ_MORE,
    ROLE_SHARE,
    ROLE_NEWSLETTER,
    ROLE_ADVERTISEMENT,
    ROLE_PRODUCT,
    ROLE_COMMENT,
    ROLE_COOKIE,
    ROLE_PAYWALL,
    ROLE_AUTHOR_BOX,
    ROLE_TAGS,
    ROLE_FOOTER,
    ROLE_DUPLICATE,
    ROLE_OTHER_STORY,
    ROLES,
} role;

const char *role_name(role r); // "paragraph", "other_story" ...; "" for none
bool role_of(text name, role *out);

/* A block of the page, in page order. kept: it is part of the article's text (heading, paragraph,
 * list item, quotation). */
typedef struct block {
    uint32_t start, end;               // its text in doc.text
    uint32_t source_start, source_end; // its bytes in page.raw
    uint8_t role;                      // enum role
    bool kept;
    uint8_t level; // of a heading 1-6, of a list item its depth, else 0
    float weight;  // of the evidence for the verdict, 0 to 1
    text why;      // the reason in words, for people: "image caption glued to a file name"
} block;

typedef enum damage_kind {
    DAMAGE_NONE = 0,
    DAMAGE_MISSING_SUBJECT, // "How lost control"
    DAMAGE_MISSING_NAME,    // "Donald tried", "Putin and are grappling"
    DAMAGE_MISSING_OWNER,   // "'s strongman act"
    DAMAGE_GLUED,           // "putinPutin"
    DAMAGE_CUT,             // the text ends in the middle of a sentence
    DAMAGE_GARBLED,         // mis-decoded or replaced characters
    DAMAGES,
} damage_kind;

const char *damage_name(damage_kind kind);

typedef struct damage {
    uint32_t start, end; // the words around the hole in doc.text
    uint8_t kind;
    text why;
} damage;

typedef struct article {
    text title, site, language, section, canonical, image, licence;
    text *authors; // [n_authors] clean names
    uint32_t n_authors;
    text *tags; // [n_tags]
    uint32_t n_tags;
    date published, modified; // of the article
    text date_from; // where it was found: "json-ld", "meta", "time", "url", "title", "byline",
                    // "script", "modified" (the last change; no other date stands in the page),
                    // "given"
    bool paywalled;
    bool is_article; // false: an index page, a stub, nothing to keep
} article;

/* A run of doc.text that stands in page.raw byte for byte, or came from one thing there. */
typedef struct source_run {
    uint32_t start;  // in doc.text
    uint32_t source; // in page.raw
    bool straight;   // bytes run on one to one; false: all of it came from the bytes at source
} source_run;

/* ---- language ---- */

/* What the coder asks of a sentence that has only tokens yet. */
enum sentence_need {
    NEED_TREE = 0, // tags, lemmas and a tree
    NEED_LATER,    // the same, if what stands before it has taught something that it may mean
    NEED_NOTHING,  // nothing can be taken from it
};

typedef struct sentence {
    uint32_t start, end;
    uint32_t first, n_tokens; // in doc.tokens
    uint32_t block;           // in doc.blocks; NO_INDEX for the title
    bool is_title;
    bool is_heading;
    bool in_quotation; // starts inside an open quotation
    bool is_dim;       // it names somebody, but is unlikely to tell of anything
    uint8_t need;      // enum sentence_need
    uint8_t holds;     // what it may be about, by its words alone; bits of event/prospect.h
    uint8_t case_kind; // 0 normal, 1 ALL CAPS, 2 Title Case, 3 lower case
} sentence;

enum token_flag {
    TOKEN_SPACE_AFTER = 1, // white space follows
    TOKEN_JOINED = 2,      // is joined to the token before it in one orthographic word ("do" "n't")
    TOKEN_DAMAGE = 4,      // touches a damaged place
};

/* A syntactic word; its form is doc.text[start, end). 32 bytes, contiguous. */
typedef struct token {
    uint32_t start, end;
    uint32_t lemma;    // in doc.strings
    uint32_t head;     // index in the sentence; NO_INDEX: the root, or no tree
    uint32_t mention;  // in doc.mentions; NO_INDEX: none
    uint32_t features; // enum feature bits (labels.h)
    uint16_t lemma_len;
    uint8_t upos;     // enum upos
    uint8_t xpos;     // enum xpos
    uint8_t relation; // enum relation
    uint8_t name;     // enum name_tag
    uint8_t flags;    // enum token_flag
    uint8_t spare;
} token;

/* ---- events ---- */

/* The longest name of the gazetteer that begins with a token. */
typedef struct name_run {
    uint32_t first, last; // in doc.tokens, both included
    uint32_t actor;       // the first of its meanings in the gazetteer; NO_INDEX: no name
} name_run;

typedef enum mention_kind {
    MENTION_NONE = 0,
    MENTION_NAME,    // a name the lexicon knows
    MENTION_ROLE,    // a role noun with a country or organisation: "the Russian foreign minister"
    MENTION_PRONOUN, // resolved in the article
    MENTION_SHORT,   // a later short form: "the group", "the ministry"
    MENTION_LEARNT,  // a name an apposition taught
    MENTION_UNKNOWN, // a side that stays unresolved, with its words
} mention_kind;

enum { MENTION_CODES_MOST = 8 };

/* A side that the text names. */
typedef struct mention {
    uint32_t sentence;
    uint32_t first, n_tokens;       // in doc.tokens
    uint32_t head;                  // in doc.tokens
    text codes[MENTION_CODES_MOST]; // "IRNGOV"; several where the phrase names several
    uint8_t n_codes;                // 0: only the sector is known ("gunmen")
    uint8_t kind;                   // enum mention_kind
    text sector;                    // "GOV" of the first code, or of none; "" not known
    text why; // the lexicon line or the reasoning: "leaders.txt:12 Nicolas Maduro, president
              // 2013-03-05.."
} mention;

enum { EVENT_SIDES_MOST = 8 };

typedef struct side_list {
    text codes[EVENT_SIDES_MOST];
    text words[EVENT_SIDES_MOST]; // as written; a side without a code has words only
    uint8_t n_codes, n_words;
} side_list;

typedef struct count {
    uint8_t kind; // enum count_kind
    int64_t value;
    text unit; // "USD", "Sukhoi 30 jets"
} count;

enum count_kind {
    COUNT_DEAD = 1,
    COUNT_INJURED,
    COUNT_ARRESTED,
    COUNT_MONEY,
    COUNT_TROOPS,
    COUNT_WEAPONS
};
const char *count_name(int kind); // "dead", "injured" ...; "" for none
enum { EVENT_COUNTS_MOST = 4 };

typedef struct event {
    uint32_t sentence; // in doc.sentences
    uint32_t trigger;  // in doc.tokens
    uint8_t type;      // enum event_type
    uint8_t mode;      // of the type, 0 none
    uint8_t status;    // enum event_status
    uint8_t n_counts;
    uint64_t contexts; // bits
    side_list actor, recipient;
    text said_by;           // the source's words; "" when the writer says it
    side_list said_by_code; // nearest first
    date when;
    text place;                // as written, "" if none
    text place_code;           // ISO 3166 alpha-3
    float latitude, longitude; // 0, 0 without a place
    float intensity;           // PLOVER score
    float score;               // probability that the event is right, 0 to 1
    text rule;                 // "aid.rules:31"
    text why;                  // words for --explain
    count counts[EVENT_COUNTS_MOST];
} event;

/* A word that could tell of an event and was not taken for one, for --explain. */
typedef struct refusal {
    uint32_t sentence; // in doc.sentences
    uint32_t trigger;  // in doc.tokens
    uint8_t type;      // enum event_type, as far as it was read
    const char *why;   // static
} refusal;

/* Who said what about whom: a quotation or a reported clause. */
typedef struct claim {
    uint32_t sentence;
    uint32_t start, end; // what was said
    text speaker;        // words
    side_list speaker_code;
    side_list about; // sides named in it
    bool is_quotation;
} claim;

/* ---- what tells reprints and stories (story/fingerprint.h) ---- */

enum {
    PRINT_SHINGLES = 48,
    PRINT_SURE = 24, // shingles that are kept with all their bits, to find other texts by
    PRINT_TERMS = 40,
    PRINT_LEVELS = 16, // of weights
    SHINGLE_BITS = 21,
    TERM_BITS = 20,
};

/* Hashes have few bits, so that a record can keep the prints of a million pages; a chance meeting
 * of two articles takes more than one. */
typedef struct fingerprint {
    uint64_t exact;   // hash of all words of the kept text, in order; 0: no words
    uint32_t n_words; // of the kept text
    uint8_t n_shingles, n_terms;
    uint32_t shingles[PRINT_SHINGLES]; // the smallest hashes of five words running, ascending
    uint32_t terms[PRINT_TERMS];       // hashes of the words that say what it is about, ascending
    uint8_t weights[PRINT_TERMS];      // of each in the article, PRINT_WEIGHT_ONE is 1
} fingerprint;

/* The weights that there are, ascending: of a word that the text or the title has once or more. */
extern const uint8_t print_levels[PRINT_LEVELS];

/* Low bits that the shingles behind the first PRINT_SURE have lost: these only help to estimate,
 * and of another text's one in a hundred may meet one of them by chance. */
uint32_t print_lost(const fingerprint *p);
/* Leaves of a print with whole hashes and weights what is kept. */
void print_round(fingerprint *p);

enum { PRINT_WEIGHT_ONE = 16 };

/* ---- notes ---- */

typedef struct note {
    const char *stage; // static
    text message;
    uint64_t offset; // in page.raw or, of intake, in the container
    uint32_t line;
    bool skipped; // the page was given up
} note;

typedef struct doc {
    arena arena;   // owns everything below; limit is the document's
    arena scratch; // a stage's working memory; save and rewind inside the stage
    buffer taken;  // what page.raw may stand in: memory that intake read it into and handed over
    page page;
    article article;

    char *text; // [text_len] text of all blocks, each followed by \n; the title first where there
                // is one
    uint32_t text_len, text_cap;
    uint32_t title_start, title_end; // the title in text; equal: no title

    char *strings; // lemmas
    uint32_t strings_len, strings_cap;

    // clang-format off
    block      *blocks;    uint32_t n_blocks, blocks_cap;
    damage     *damages;   uint32_t n_damages, damages_cap;
    source_run *runs;      uint32_t n_runs, runs_cap;
    sentence   *sentences; uint32_t n_sentences, sentences_cap;
    token      *tokens;    uint32_t n_tokens, tokens_cap;
    mention    *mentions;  uint32_t n_mentions, mentions_cap;
    event      *events;    uint32_t n_events, events_cap;
    refusal    *refusals;  uint32_t n_refusals, refusals_cap;
    claim      *claims;    uint32_t n_claims, claims_cap;
    note       *notes;     uint32_t n_notes, notes_cap, notes_lost;
    // clang-format on
    name_run *names;  // [n_tokens], or NULL: not looked for
    uint64_t *hashes; // [n_tokens] words_hash of forms of letters and digits alone, 0 of others;
                      // found with the names
    fingerprint print;
    bool shows_reasons; // every sentence has a tree, whatever it needs
    bool by_rules;      // events as rules alone tell them; event/hunch.h has no say
    uint64_t text_hash; // of the kept text, set by doc_kept_text's caller where it needs it
} doc;

/* Makes an empty document with a memory limit (0: 64 MiB); doc_free it. */
void doc_open(doc *d, size_t limit_bytes);
/* Empties it for the next page; memory is kept for reuse. */
void doc_reset(doc *d);
void doc_free(doc *d);

/* UH_OK, or what the arena's refusal means: UH_LIMIT or UH_NOMEM. */
uh_status doc_status(const doc *d);

/* Adds text at the end of doc.text that stands at page.raw[source..]; straight: byte for byte.
 * Adjacent straight runs are joined. False when memory or DOC_TEXT_MOST refuses (doc_status says
 * which). */
bool doc_add_text(doc *d, text t, uint32_t source, bool straight);
/* Leads from a byte of doc.text to the byte of page.raw it came from. */
uint32_t doc_source_of(const doc *d, uint32_t at);
/* The source range of a range of doc.text: start of the first, one past the last byte. */
void doc_source_range(const doc *d, uint32_t start, uint32_t end, uint32_t *source_start,
                      uint32_t *source_end);

block *doc_add_block(doc *d);
damage *doc_add_damage(doc *d);
sentence *doc_add_sentence(doc *d);
token *doc_add_token(doc *d);
mention *doc_add_mention(doc *d);
event *doc_add_event(doc *d);
refusal *doc_add_refusal(doc *d);
claim *doc_add_claim(doc *d);
/* Adds a note; printf format. Never fails: notes over DOC_NOTES_MOST, or without memory, are
 * counted. */
void doc_note(doc *d, const char *stage, uint64_t offset, bool skipped, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

static inline text doc_text(const doc *d, uint32_t start, uint32_t end) {
    return d->text ? (text){ d->text + start, end - start } : (text){ 0 };
}

static inline text doc_form(const doc *d, const token *t) {
    return doc_text(d, t->start, t->end);
}

static inline text doc_lemma(const doc *d, const token *t) {
    return d->strings ? (text){ d->strings + t->lemma, t->lemma_len } : (text){ 0 };
}

bool doc_set_lemma(doc *d, token *t, text lemma);
text doc_block_text(const doc *d, const block *b);
text doc_title(const doc *d);
/* Appends the kept blocks' text joined by newlines: the "text" of the output. */
void doc_kept_text(const doc *d, buffer *out);
bool role_is_kept(role r); // heading, paragraph, list, quotation

/* Adds a code or words to a side; repeated codes are taken once; false when full. */
bool side_add_code(side_list *s, text code);
bool side_add_words(side_list *s, text words);

#endif
