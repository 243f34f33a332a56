/* prospect.c - which sentences can tell of something; see prospect.h. An event needs a side with a
 * code or a sector: a name of the gazetteer, a role noun, a name that the article explained before,
 * or a pronoun that means one of these. A claim stays by its speaker's code, by an event in it or
 * by two names. What a sentence without any of these leaves to others is its speaker. Whatever
 * else a sentence takes from those before it (state.h) has its rule here. */
#include "event/prospect.h"

#include "event/gazette.h"
#include "event/outlook.h"
#include "event/pronoun.h"
#include "event/quotation.h"
#include "event/torn.h"
#include "event/tree.h"

#include <string.h>

enum {
    LEARNT_BITS = 1 << 12, // of the filter of names that may be learnt
    STEMS_MOST = 6,
    STEM_BYTES = 48,
    BRIEF_SENTENCES = 3,
};

typedef struct view {
    doc *doc;
    const words *words;
    const actors *actors;
    const outlook *outlook; // NULL: none
    uint32_t density;       // of names (outlook.h)
    uint64_t learnt[LEARNT_BITS / 64];
} view;

static uint64_t hash_with(text stem, const char *ending) {
    char word[STEM_BYTES + 8];
    size_t n = strlen(ending);
    memcpy(word, stem.at, stem.len);
    memcpy(word + stem.len, ending, n);
    return words_hash((text){ word, stem.len + n });
}

static bool cut_ending(text form, const char *ending, text *stem) {
    text e = text_of(ending);
    if (form.len < e.len || !text_equal_nocase(text_cut(form, form.len - e.len, form.len), e))
        return false;
    *stem = text_cut(form, 0, form.len - e.len);
    return true;
}

/* The words that a form may be of, itself first: all that lemmas of role nouns can be. */
typedef struct stems {
    uint64_t at[STEMS_MOST];
    size_t n;
} stems;

static void find_stems(const doc *d, uint32_t token_, stems *out) {
    static const struct {
        const char *ending, *put;
    } endings[] = {
        { "s", "" },     { "es", "" },     { "ies", "y" }, { "ves", "f" },
        { "ves", "fe" }, { "men", "man" }, { "'s", "" },   { "children", "child" },
    };
    text form = doc_form(d, &d->tokens[token_]), stem;
    out->at[0] = gazette_word(d, token_);
    out->n = 1;
    if (form.len > STEM_BYTES || form.len < 3)
        return;
    int last = to_lower((unsigned char)form.at[form.len - 1]);
    for (size_t i = 0; i < sizeof endings / sizeof *endings && (last == 's' || last == 'n'); i++)
        if (out->n < STEMS_MOST && cut_ending(form, endings[i].ending, &stem))
            out->at[out->n++] = hash_with(stem, endings[i].put);
}

/* A role that is political only with a country counts where it may mean one by itself: "the
 * country", "both sides", a body in capitals. */
static bool stands_for_itself(text form) {
    static const char *const lands[] = { "country",     "nation",    "kingdom",    "republic",
                                         "emirate",     "sultanate", "countries",  "nations",
                                         "sides",       "states",    "neighbours", "neighbors",
                                         "governments", "parties" };
    static const char *const bodies[] = { "front",      "movement",      "council",
                                          "commission", "organization",  "organisation",
                                          "department", "agency",        "bureau",
                                          "office",     "committee",     "group",
                                          "house",      "administration" };
    for (size_t i = 0; i < sizeof lands / sizeof *lands; i++)
        if (text_reads(form, lands[i]))
            return true;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies && tree_is_upper(form); i++)
        if (text_reads(form, bodies[i]))
            return true;
    return false;
}

/* What a word tells by itself, and by the one before it. */
static uint8_t hints_in(const view *v, text form, const stems *own, const stems *before) {
    uint32_t hints = 0;
    for (size_t i = 0; i < own->n; i++) {
        uint32_t found = words_get(v->words, WORD_HINT, own->at[i]);
        for (size_t k = 0; k < before->n && found & HINT_END; k++)
            hints |= words_get(v->words, WORD_HINT, words_join(before->at[k], own->at[i]));
        hints |= found;
    }
    bool told = hints & HINT_ROLE || (hints & HINT_WEAK && stands_for_itself(form));
    return (told ? HOLDS_ROLE : 0) | (hints & HINT_VIOLENCE ? HOLDS_WORD : 0);
}

/* An office that may mean the person named before, though it is political only with a country. */
static bool is_officer(text form) {
    static const char *const officers[] = { "secretary", "adviser", "advisor", "speaker",
                                            "chairman" };
    for (size_t i = 0; i < sizeof officers / sizeof *officers && form.len > 6; i++)
        if (text_reads(form, officers[i]))
            return true;
    return false;
}

/* What a word may take from the sentences before. */
static uint8_t pronoun_in(text form) {
    if (form.len < 2 || form.len > 4)
        return is_officer(form) ? HOLDS_PERSON : 0;
    int first = to_lower((unsigned char)form.at[0]);
    if (first != 'h' && first != 's' && first != 'i' && first != 't') // no pronoun, as most words
        return 0;
    switch (tree_grammar(form)) {
    case G_HE:
    case G_SHE:
        return HOLDS_PERSON | HOLDS_VOICE;
    case G_HIM:
    case G_HIS:
    case G_HER:
        return HOLDS_PERSON;
    case G_ITS:
        return HOLDS_BODY;
    case G_IT:
    case G_THEY:
        return HOLDS_ACTING;
    default:
        return 0;
    }
}

static bool is_word(text form) {
    unsigned char first = form.len > 1 ? (unsigned char)form.at[0] : 0;
    return is_alpha(first) || first > 127;
}

/* Adds the word that ends with token i where it is cut into several: "women's". */
static void add_glued(const doc *d, uint32_t first, uint32_t i, stems *own) {
    uint32_t from = i;
    while (from > first && d->tokens[from - 1].end == d->tokens[from].start)
        from--;
    if (from < i && own->n < STEMS_MOST)
        own->at[own->n++] = words_hash(doc_text(d, d->tokens[from].start, d->tokens[i].end));
}

/* The roles and the words of violence of a sentence. */
static uint8_t words_in(const view *v, const sentence *s) {
    stems before = { .n = 0 };
    uint8_t holds = 0;
    for (uint32_t i = s->first; i < s->first + s->n_tokens && !(holds & HOLDS_ROLE); i++) {
        text form = doc_form(v->doc, &v->doc->tokens[i]);
        stems own = { .n = 0 };
        if (text_equal(form, TEXT("-")))
            continue; // "vice-president"
        if (is_word(form))
            find_stems(v->doc, i, &own);
        add_glued(v->doc, s->first, i, &own);
        if (is_word(form))
            holds |= text_reads(form, "ethnic") ? HOLDS_ROLE : hints_in(v, form, &own, &before);
        before = own;
    }
    return holds;
}

/* Pronouns, and quotation marks, inside which a sentence may start. */
static uint8_t marks_in(const doc *d, const sentence *s) {
    uint8_t holds = s->in_quotation ? HOLDS_VOICE : 0;
    for (uint32_t i = s->first; i < s->first + s->n_tokens; i++) {
        text form = doc_form(d, &d->tokens[i]);
        if (form.len && is_alpha((unsigned char)form.at[0]))
            holds |= pronoun_in(form);
        else if (quotation_mark_of(d, i, false) != QUOTATION_NONE)
            holds |= HOLDS_VOICE;
    }
    return holds;
}

static void read_words(view *v, const bool *named) {
    for (uint32_t s = 0; s < v->doc->n_sentences; s++) {
        sentence *one = &v->doc->sentences[s];
        uint8_t by_words = named[s] ? HOLDS_NAME : words_in(v, one);
        one->holds = by_words | marks_in(v->doc, one);
    }
}

/* A word by which a name is remembered: its last one. */
static bool may_be_name(text form) {
    return tree_is_upper(form) && tree_grammar(form) == G_NONE;
}

static void learn(view *v, uint32_t token_) {
    uint64_t h = gazette_word(v->doc, token_) % LEARNT_BITS;
    v->learnt[h / 64] |= 1ull << h % 64;
}

static bool is_learnt(const view *v, text form) {
    uint64_t h = words_hash(form) % LEARNT_BITS;
    return v->learnt[h / 64] >> h % 64 & 1;
}

/* Names stand explained beside a role; those of persons and bodies go by their last word. */
static void learn_names(view *v) {
    for (uint32_t s = 0; s < v->doc->n_sentences; s++) {
        const sentence *one = &v->doc->sentences[s];
        for (uint32_t i = one->first; i < one->first + one->n_tokens; i++) {
            const name_run *r = &v->doc->names[i];
            if (r->actor != NO_INDEX && r->last > i)
                learn(v, r->last);
            if (one->holds & HOLDS_SIDE && may_be_name(doc_form(v->doc, &v->doc->tokens[i])))
                learn(v, i);
        }
    }
}

static void recall_names(view *v) {
    for (uint32_t s = 0; s < v->doc->n_sentences; s++) {
        sentence *one = &v->doc->sentences[s];
        uint32_t end = one->holds & HOLDS_SIDE ? one->first : one->first + one->n_tokens;
        for (uint32_t i = one->first; i < end; i++) {
            text form = doc_form(v->doc, &v->doc->tokens[i]);
            if (may_be_name(form) && is_learnt(v, form))
                one->holds |= HOLDS_LEARNT;
        }
    }
}

/* Whether something may be taken from one of the n sentences before s. */
static bool is_told(const sentence *all, uint32_t s, uint32_t n) {
    for (uint32_t k = 1; k <= n && k <= s; k++)
        if (all[s - k].need != NEED_NOTHING)
            return true;
    return false;
}

static uint8_t need_by_words(const view *v, uint32_t s) {
    const sentence *all = v->doc->sentences;
    uint8_t holds = all[s].holds;
    if (holds & (HOLDS_SIDE | HOLDS_WORD))
        return NEED_TREE;
    bool later = holds & HOLDS_LEARNT || (holds & HOLDS_ACTING && is_told(all, s, 1)) ||
                 (holds & (HOLDS_PERSON | HOLDS_BODY) && is_told(all, s, PRONOUN_REACH));
    return later ? NEED_LATER : NEED_NOTHING;
}

/* Of what has a side only what is likely to tell of something is read; headlines are in any case,
 * and all of a brief text. */
static void weigh(const view *v, uint32_t s) {
    sentence *one = &v->doc->sentences[s];
    one->need = need_by_words(v, s);
    bool weighs = one->need != NEED_NOTHING && v->outlook &&
                  v->doc->n_sentences > BRIEF_SENTENCES && !one->is_title && !one->is_heading;
    one->is_dim = weighs && outlook_is_dim(v->outlook, v->actors, v->doc, v->density, one);
    if (one->is_dim)
        one->need = NEED_NOTHING;
}

/* A speaker is kept from sentence to sentence: what builds on one needs the sentence before it, and
 * itself where that one tells of something. */
static void keep_speakers(doc *d) {
    sentence *all = d->sentences;
    for (uint32_t s = 1; s < d->n_sentences; s++)
        if (all[s].holds & HOLDS_VOICE && all[s - 1].need != NEED_NOTHING)
            all[s].need = NEED_TREE;
    for (uint32_t s = d->n_sentences; s-- > 1;)
        if (all[s].holds & HOLDS_VOICE && all[s].need != NEED_NOTHING)
            all[s - 1].need = NEED_TREE;
}

bool prospect_calls(const coder *c, uint32_t s) {
    const sentence *one = &c->doc->sentences[s];
    bool acts = c->acting.n && c->acting.sentence + 1 == s;
    uint8_t may = (pronoun_is_near(&c->person, s) ? HOLDS_PERSON : 0) |
                  (pronoun_is_near(&c->body, s) ? HOLDS_BODY : 0) | (acts ? HOLDS_ACTING : 0);
    for (uint32_t i = one->first; i < one->first + one->n_tokens; i++) {
        text form = doc_form(c->doc, &c->doc->tokens[i]);
        if ((may && pronoun_in(form) & may) ||
            (may_be_name(form) && memory_recall(c->memory, words_hash(form))))
            return true;
    }
    return false;
}

uh_status prospect_find(const uh_model *model, doc *d) {
    view v = { .doc = d,
               .words = model_words(model),
               .actors = model_actors(model),
               .outlook = d->by_rules ? NULL : model_outlook(model) };
    if (torn_any(d)) // a completed name may stand anywhere
        return UH_OK;
    arena_mark mark = arena_save(&d->scratch);
    bool *named = arena_array(&d->scratch, d->n_sentences, sizeof *named);
    if (!named || !gazette_expect(d, v.actors, v.words, named))
        return doc_status(d);
    quotation_find(d);
    read_words(&v, named);
    learn_names(&v);
    recall_names(&v);
    v.density = outlook_density(v.actors, d);
    for (uint32_t s = 0; s < d->n_sentences; s++)
        weigh(&v, s);
    keep_speakers(d);
    arena_rewind(&d->scratch, mark);
    return UH_OK;
}
