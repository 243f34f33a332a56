/* coder.c - from sentences to events: one pass over the names, then sentence by sentence. */
#include "event/coder.h"

#include "event/anaphor.h"
#include "event/blame.h"
#include "event/chance.h"
#include "event/claim.h"
#include "event/clause.h"
#include "event/dateline.h"
#include "event/guess.h"
#include "event/hunch.h"
#include "event/job.h"
#include "event/mention.h"
#include "event/nominal.h"
#include "event/outcome.h"
#include "event/pronoun.h"
#include "event/prospect.h"
#include "event/quotation.h"
#include "event/repair.h"
#include "event/shallow.h"
#include "event/side.h"
#include "event/state.h"
#include "event/torn.h"
#include "event/watch.h"

#include <limits.h>

enum {
    TALLIES_MOST = 24,
    NAMED_LEAST = 4, // times, before a country is what the article is about
};

static bool open_sentence(coder *c, uint32_t s) {
    if (!tree_build(&c->tree, c->doc, c->words, c->arena, s))
        return false;
    size_t n = (size_t)c->tree.n;
    c->cache = arena_array(c->arena, 2 * n + 1, sizeof *c->cache);
    c->marks = arena_array(c->arena, n + 1, sizeof *c->marks);
    c->takers = arena_array(c->arena, n + 1, sizeof *c->takers);
    c->contexts = arena_array(c->arena, n + 1, sizeof *c->contexts);
    c->times = NULL;
    c->drafts = NULL;
    c->n_drafts = c->drafts_cap = 0;
    return c->cache && c->marks && c->takers && c->contexts;
}

/* Finds the hits of the sentence, behind those of the one before, and gives them to its nodes. */
static void place_hits(coder *c) {
    uint32_t first = c->tree.first, end = first + (uint32_t)c->tree.n, i = c->end_hit;
    while (i < c->names->n && c->names->hits[i].first < first)
        i++;
    for (c->first_hit = i; i < c->names->n && c->names->hits[i].first < end; i++)
        for (uint32_t k = c->names->hits[i].first; k <= c->names->hits[i].last && k < end; k++)
            c->tree.at[k - first].hit = (int32_t)i;
    c->end_hit = i;
}

static bool is_treaty(const coder *c, int32_t i) {
    const node *at = c->tree.at;
    return node_in(&at[i], WORD_TREATY) ||
           (i > 0 && words_get(c->words, WORD_TREATY, words_join(at[i - 1].lemma, at[i].lemma)));
}

/* "the Paris accord": the town that something was made in is no side of it. */
static void drop_makers(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++) {
        node *n = &c->tree.at[i];
        const hit *h = n->main == REL_COMPOUND && n->head >= 0 ? side_hit(c, i) : NULL;
        if (h && (h->kind == ACTOR_SEAT || h->kind == ACTOR_CITY || h->kind == ACTOR_PLACE) &&
            h->first == h->last && is_treaty(c, n->head))
            n->hit = -1;
    }
}

/* "in Europe", "routes to Europe", "the Europe trip": a continent acts and is spoken to, but
 * nothing that lies in it is its. */
static void drop_continents(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++) {
        node *n = &c->tree.at[i];
        const hit *h = side_hit(c, i);
        if (!h || h->kind != ACTOR_COUNTRY || !text_equal(h->code, TEXT("EUR")))
            continue;
        int p = n->main == REL_OBL || n->main == REL_NMOD ? tree_preposition(&c->tree, i) : 0;
        bool with = p == P_WITH || p == P_BY || p == P_AGAINST || p == P_OF_OWNER || p == P_BETWEEN;
        if ((p && !with) || n->main == REL_COMPOUND)
            n->hit = -1;
    }
}

/* Names explained in this sentence: "Juan Guaido, head of the National Assembly". */
static void learn(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++) {
        const node *n = &c->tree.at[i];
        if (n->upos != UPOS_PROPN || !n->upper || side_hit(c, i) || n->main == REL_COMPOUND ||
            n->main == REL_FLAT)
            continue;
        sides s = side_alone(c, i);
        if (s.n == 0 || s.at[0].kind != SIDE_ROLE || !s.at[0].code.len)
            continue;
        int32_t last = i;
        TREE_EACH(&c->tree, i, k)
        if (c->tree.at[k].rel == REL_FLAT && c->tree.at[k].upper && k > last)
            last = k;
        memory_learn(c->memory, c->tree.at[last].form, s.at[0].code, s.at[0].sector,
                     c->tree.sentence);
    }
}

/* "the Syrian government", "Foreign Minister X": whose the government and the minister are from now
 * on. */
static void hear_roles(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++) {
        const node *n = &c->tree.at[i];
        sides s = is_noun(n) && !side_hit(c, i) && job_of(c, i) ? side_alone(c, i) : (sides){ 0 };
        bool beside = n->rel == REL_NMOD_DESC && n->head >= 0; // the office of a name
        if (beside && (!s.n || !s.at[0].code.len))
            s = side_alone(c, n->head);
        if (s.n != 1 || !s.at[0].code.len || is_body(s.at[0].code) || s.at[0].pronoun)
            continue;
        uint8_t sec = beside ? (uint8_t)(job_of(c, i) & 255) : s.at[0].sector;
        if (!s.at[0].echoed && (beside || s.at[0].kind == SIDE_ROLE))
            memory_hear(c->memory, n->lemma, s.at[0].code, sec, c->tree.sentence);
    }
}

/* "EC Commission", later "the Commission": bodies keep their last word in an article that names one
 * of that kind. */
static void learn_bodies(coder *c) {
    static const char *const kinds[] = { "Commission", "Council",  "Committee",   "Community",
                                         "Agency",     "Alliance", "Parliament",  "Assembly",
                                         "Bloc",       "League",   "Organization" };
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->kind != ACTOR_ORG || h->first == h->last || h->code.len == 0)
            continue;
        text last = doc_form(c->doc, &c->doc->tokens[h->last]);
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (text_equal(last, text_of(kinds[k])))
                memory_learn(c->memory, words_hash(last), h->code, h->sector, 0);
    }
}

/* A person named in full goes by the last name from then on. */
static void learn_persons(coder *c) {
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->kind == ACTOR_LEADER && h->first < h->last)
            memory_learn(c->memory, words_hash(doc_form(c->doc, &c->doc->tokens[h->last])), h->code,
                         h->sector, h->sentence);
    }
}

/* A country of the article and how often it is named. */
typedef struct tally {
    text code;
    uint32_t n;
} tally;

/* The country that an article is about: the only one it names, or one named more often than all
 * others together. */
static text main_country(const gazette *g) {
    tally counts[TALLIES_MOST];
    uint32_t n = 0, all = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        text code = g->hits[i].code;
        uint32_t k = 0;
        if (code.len < 3 || is_body(code))
            continue;
        code = text_cut(code, 0, 3);
        while (k < n && !text_equal(counts[k].code, code))
            k++;
        if (k == n && n < TALLIES_MOST)
            counts[n++] = (tally){ code, 0 };
        if (k < n)
            counts[k].n++;
        all++;
    }
    for (uint32_t k = 0; k < n; k++)
        if (counts[k].n == all || (counts[k].n >= NAMED_LEAST && counts[k].n * 2 > all))
            return counts[k].code;
    return (text){ "", 0 };
}

static void code_sentence(coder *c, uint32_t s) {
    arena_mark mark = arena_save(c->arena);
    if (!open_sentence(c, s)) {
        c->failed = true;
        return;
    }
    if (c->tree.n > 0) {
        place_hits(c);
        drop_makers(c);
        drop_continents(c);
        dateline_cut(c);
        repair_tree(c);
        learn(c);
        clause_walk(c);
        outcome_judge(c);
        nominal_walk(c);
        blame_walk(c);
        outcome_judge(c);
        hunch_apply(c);
        outcome_join(c);
        guess_apply(c);
        outcome_write(c);
        claim_write(c);
        mention_write(c);
        hear_roles(c);
        pronoun_remember(c);
        anaphor_remember(c);
    }
    arena_rewind(c->arena, mark);
}

/* A sentence that nothing is taken from: its sides, and at which words coding would have stopped.
 */
static void show_sentence(coder *c, uint32_t s) {
    doc *d = c->doc;
    const coder before = *c;
    uint32_t n_events = d->n_events, n_claims = d->n_claims;
    c->memory->closed = true;
    code_sentence(c, s);
    c->memory->closed = false;
    for (uint32_t i = n_events; i < d->n_events; i++) {
        refusal *r = doc_add_refusal(d);
        if (r)
            *r = (refusal){ s, d->events[i].trigger, d->events[i].type,
                            d->sentences[s].is_dim ? "its words make an act unlikely"
                                                   : "nobody political is named" };
    }
    d->n_events = n_events;
    d->n_claims = n_claims;
    bool failed = c->failed;
    *c = before; // nothing of it is remembered
    c->failed = failed;
}

/* A sentence that what stands before it makes worth its tree. */
static bool call_sentence(coder *c, const uh_model *model, coder_reader read, uint32_t s) {
    if (c->doc->shows_reasons) {
        c->doc->sentences[s].need = NEED_TREE;
        return true;
    }
    return read(model, c->doc, s) == UH_OK && shallow_parse(c, s);
}

uh_status coder_watched(const uh_model *model, doc *d, coder_reader read, const coder_watcher *w) {
    gazette names;
    memory taught = { .arena = &d->arena };
    arena_mark mark = arena_save(&d->scratch);
    coder c = { .actors = model_actors(model),
                .words = model_words(model),
                .rules = model_rules(model),
                .hunch = d->by_rules ? NULL : model_hunch(model),
                .guess = d->by_rules ? NULL : model_guess(model),
                .watch = w->words,
                .watch_hands = w->hands,
                .watcher = w->to,
                .doc = d,
                .arena = &d->scratch,
                .names = &names,
                .memory = &taught,
                .day = gazette_day(d) };
    if (d->article.published.precision != DATE_NONE) {
        int day;
        date_civil(d->article.published.day, &c.year, &c.month, &day);
        if (d->article.published.precision == DATE_YEAR)
            c.month = 0;
    }
    bool good = true;
    for (uint32_t s = 0; s < d->n_sentences && good; s++)
        good = (d->sentences[s].need && !d->shows_reasons) || shallow_parse(&c, s);
    good = good && gazette_find(&names, d, &d->scratch, c.actors, c.words);
    good = good && torn_complete(&c);
    if (good) {
        c.home = main_country(&names);
        learn_bodies(&c);
        learn_persons(&c);
    }
    quotation_find(d);
    for (uint32_t s = 0; s < d->n_sentences && good && !c.failed; s++) {
        if (d->sentences[s].need == NEED_LATER && prospect_calls(&c, s))
            good = call_sentence(&c, model, read, s);
        if (good && d->sentences[s].need == NEED_TREE)
            code_sentence(&c, s);
        else if (good && d->shows_reasons)
            show_sentence(&c, s);
    }
    chance_settle(d);
    good = good && !c.failed && !d->scratch.failed && !d->arena.failed;
    if (!good && doc_status(d) == UH_OK)
        return UH_NOMEM;
    arena_rewind(&d->scratch, mark);
    return good ? UH_OK : doc_status(d);
}

uh_status coder_run(const uh_model *model, doc *d, coder_reader read) {
    const coder_watcher nobody_looks = { NULL, NULL, NULL };
    return coder_watched(model, d, read, &nobody_looks);
}
