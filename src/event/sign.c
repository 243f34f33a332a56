/* sign.c - reading what stands around a word; see sign.h. */
#include "event/sign.h"

#include "event/clause.h"
#include "event/draft.h"
#include "event/side.h"
#include "event/verbal.h"

enum { DEEP = 3, MANY_SIDES = 5, WINDOW = 2, LENGTH_STEP = 8, LENGTHS = 6 };

/* Kinds of signs; the numbers go into the hashes, so that a new one stands at the end. */
typedef enum kind {
    K_WORD = 1,
    K_TAG,
    K_RELATION,
    K_QUOTED,
    K_HEAD,
    K_HEAD_TAG,
    K_PASSIVE,
    K_SUBJECT,
    K_OBJECT,
    K_BOTH,
    K_SUBJECT_SECTOR,
    K_OBJECT_SECTOR,
    K_SUBJECT_WORD,
    K_OBJECT_WORD,
    K_OPERATORS,
    K_MODAL,
    K_TENSE,
    K_SAME,
    K_OBLIQUE,
    K_OBLIQUE_WORD,
    K_COMPLEMENT,
    K_CONTEXT,
    K_CHILD,
    K_CHILD_WORD,
    K_CHILD_CASE,
    K_NEAR,
    K_TITLE,
    K_LENGTH,
    K_SIDES,
    K_TOLD,
    K_STOP,
    K_STOP_WHY,
    K_DRAFT,
    K_DRAFT_WHY,
    K_DRAFT_HOW,
    K_DRAFT_WORD,
    K_DRAFT_NOUN,
    K_DRAFT_ACTOR,
    K_DRAFT_RECIPIENT,
    K_DRAFT_SIDES,
    K_DRAFT_ACTOR_WHY,
    K_DRAFT_RECIPIENT_WHY,
    K_DRAFT_MODE,
    K_DRAFT_STATUS,
    K_DRAFT_ACTOR_SECTOR,
    K_DRAFT_RECIPIENT_SECTOR,
    K_DRAFT_SAME,
    K_DRAFT_ACTOR_WORD,
    K_DRAFT_CONTEXT,
    K_DRAFT_WHY_ALONE,
    K_CHILD_OF_WORD,
    K_DRAFT_RULE,
    K_DRAFT_VERB,
} kind;

static uint32_t sign_of(kind k, uint64_t a, uint64_t b) {
    return (uint32_t)(hash_mix(hash_mix(k, a), b) >> 16);
}

static void add(signs *t, kind k, uint64_t a, uint64_t b) {
    if (t->n < SIGNS_MOST)
        t->at[t->n++] = sign_of(k, a, b);
}

uint64_t sign_word_of(const node *n) {
    bool counts = n->upos == UPOS_NOUN || n->upos == UPOS_VERB || n->upos == UPOS_ADJ ||
                  n->upos == UPOS_ADV || verbal_obliges(n->grammar);
    return counts ? hash_mix(n->lemma, n->upos) : 0;
}

/* How the firmest of some sides is named: 0 nobody; odd where a country is known. */
static uint32_t naming(const side *s, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t how = s[i].owned     ? (uint32_t)SIDE_OWNED
                       : s[i].pronoun ? (uint32_t)SIDE_PRONOUN
                                      : s[i].kind;
        if (best == 0 || s[i].code.len)
            best = 2 * (how + 1) + (s[i].code.len > 0);
    }
    return best;
}

static uint32_t naming_of(sides s) {
    return naming(s.at, s.n);
}

static uint32_t sector_of_first(const side *s, uint32_t n) {
    return n ? s[0].sector + 1u : 0;
}

static uint64_t lemma_at(const coder *c, int32_t i) {
    return i >= 0 && i < c->tree.n ? c->tree.at[i].lemma : 0;
}

sign_scene sign_look(coder *c) {
    sign_scene s = { .first_refusal = c->doc->n_refusals };
    while (s.first_refusal > 0 &&
           c->doc->refusals[s.first_refusal - 1].sentence == c->tree.sentence)
        s.first_refusal--;
    for (uint32_t i = 0; i < c->n_drafts; i++)
        if (!c->drafts[i].dropped)
            s.told |= (uint32_t)1 << c->drafts[i].type;
    for (int32_t i = 0; i < c->tree.n && s.n_sides < MANY_SIDES; i++) {
        sides one = side_alone(c, i);
        s.n_sides += one.n > 0 && draft_any_code(one.at, one.n);
    }
    return s;
}

bool sign_candidate(const coder *c, int32_t i) {
    uint8_t part = c->tree.at[i].upos;
    if (part == UPOS_NOUN || part == UPOS_VERB || part == UPOS_ADJ ||
        verbal_obliges(c->tree.at[i].grammar))
        return true;
    return draft_stands_at(c, i);
}

static void add_context(signs *t, kind k, const context *at, uint64_t with) {
    uint8_t depth = at->depth < DEEP ? at->depth : DEEP;
    const uint8_t values[] = { at->speaker >= 0, at->status,      at->future,   at->background,
                               at->purpose,      depth,           at->relative, at->adverbial,
                               at->under,        at->conditional, at->failed };
    for (uint32_t i = 0; i < sizeof values; i++)
        add(t, k, i << 8 | values[i], with);
}

/* Who stands around a verb. */
static void add_arguments(coder *c, int32_t v, signs *t) {
    arguments a;
    match_arguments(c, v, &a);
    sides subject = a.subject >= 0 ? side_of(c, a.subject) : nobody;
    sides object = a.object >= 0 ? side_of(c, a.object) : nobody;
    tense when = clause_tense(c, v);
    context at = verbal_context(c, v);
    add(t, K_PASSIVE, a.passive, 0);
    add(t, K_SUBJECT, naming_of(subject), 0);
    add(t, K_OBJECT, naming_of(object), 0);
    add(t, K_BOTH, naming_of(subject), naming_of(object));
    add(t, K_SUBJECT_SECTOR, sector_of_first(subject.at, subject.n), 0);
    add(t, K_OBJECT_SECTOR, sector_of_first(object.at, object.n), 0);
    add(t, K_SUBJECT_WORD, lemma_at(c, a.subject), 0);
    add(t, K_OBJECT_WORD, lemma_at(c, a.object), 0);
    add(t, K_OPERATORS, match_operators(c, v, &a), 0);
    add(t, K_MODAL, when.modal, 0);
    add(t, K_TENSE, 2 * when.negated + when.future, 0);
    if (subject.n && object.n)
        add(t, K_SAME, sides_share_country(subject, object), 0);
    for (uint32_t i = 0; i < a.n_obliques; i++) {
        uint64_t preposition = (uint64_t)a.obliques[i].preposition;
        add(t, K_OBLIQUE, preposition, naming_of(side_alone(c, a.obliques[i].node)));
        add(t, K_OBLIQUE_WORD, preposition, lemma_at(c, a.obliques[i].node));
    }
    for (uint32_t i = 0; i < a.n_complements; i++)
        add(t, K_COMPLEMENT, lemma_at(c, a.complements[i]), 0);
    add_context(t, K_CONTEXT, &at, 0);
    t->words[SIGN_OBJECT] = a.object >= 0 ? sign_word_of(&c->tree.at[a.object]) : 0;
    t->words[SIGN_SUBJECT] = a.subject >= 0 ? sign_word_of(&c->tree.at[a.subject]) : 0;
}

/* What hangs on a word. */
static void add_children(coder *c, int32_t i, signs *t) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, i, k) {
        if (at[k].upos == UPOS_PUNCT)
            continue;
        uint32_t named = naming_of(side_alone(c, k));
        add(t, K_CHILD, at[k].main, named);
        add(t, K_CHILD_WORD, at[k].main, at[k].lemma);
        if (named)
            add(t, K_CHILD_OF_WORD, at[i].lemma, hash_mix(at[k].main, named));
        TREE_EACH(&c->tree, k, g)
        if (at[g].upos == UPOS_ADP)
            add(t, K_CHILD_CASE, at[g].form, named);
    }
}

uint32_t sign_of_draft(const coder *c, const draft *d) {
    return sign_of(K_DRAFT_WORD, d->type, c->tree.at[d->trigger].lemma);
}

static void add_draft(coder *c, const draft *d, signs *t) {
    uint64_t type = d->type, why = d->dropped ? words_hash(text_of(d->why)) : 0;
    uint32_t by = naming(d->actors, d->n_actors), to = naming(d->recipients, d->n_recipients);
    add(t, K_DRAFT, type, 0);
    add(t, K_DRAFT_WHY_ALONE, why, 0);
    add(t, K_DRAFT_WHY, type, why);
    add(t, K_DRAFT_HOW, type, words_hash(text_of(d->how)));
    add(t, K_DRAFT_WORD, type, lemma_at(c, d->trigger));
    add(t, K_DRAFT_NOUN, type, lemma_at(c, d->noun));
    add(t, K_DRAFT_VERB, type, lemma_at(c, d->verb));
    const rule *r = draft_rule(c, d);
    add(t, K_DRAFT_RULE, type, r ? r->kind : 0);
    add(t, K_DRAFT_ACTOR, type, by);
    add(t, K_DRAFT_RECIPIENT, type, to);
    add(t, K_DRAFT_SIDES, type, by << 8 | to);
    add(t, K_DRAFT_ACTOR_WHY, by, why);
    add(t, K_DRAFT_RECIPIENT_WHY, to, why);
    add(t, K_DRAFT_MODE, type, d->mode);
    add(t, K_DRAFT_STATUS, type, d->status);
    add(t, K_DRAFT_ACTOR_SECTOR, type, sector_of_first(d->actors, d->n_actors));
    add(t, K_DRAFT_RECIPIENT_SECTOR, type, sector_of_first(d->recipients, d->n_recipients));
    if (d->n_actors && d->n_recipients)
        add(t, K_DRAFT_SAME, type, sides_share_country(draft_actors(d), draft_recipients(d)));
    if (d->actor.n)
        add(t, K_DRAFT_ACTOR_WORD, type, lemma_at(c, d->actor.at[0].head));
    add_context(t, K_DRAFT_CONTEXT, &d->context, type + 1);
}

void sign_read(coder *c, const sign_scene *s, int32_t i, signs *out) {
    const tree *t = &c->tree;
    const node *n = &t->at[i];
    *out = (signs){ .n = 0 };
    out->words[SIGN_SELF] = sign_word_of(n);
    out->words[SIGN_HEAD] = n->head >= 0 ? sign_word_of(&t->at[n->head]) : 0;
    add(out, K_WORD, n->lemma, n->upos);
    add(out, K_TAG, n->xpos, 0);
    add(out, K_RELATION, n->rel, 0);
    add(out, K_QUOTED, n->quoted, 0);
    add(out, K_HEAD, lemma_at(c, n->head), 0);
    add(out, K_HEAD_TAG, n->head >= 0 ? t->at[n->head].upos : 0, 0);
    if (n->upos == UPOS_AUX && n->main == REL_AUX && n->head >= 0)
        add_arguments(c, n->head, out);
    else if (n->upos == UPOS_VERB || n->upos == UPOS_AUX)
        add_arguments(c, i, out);
    add_children(c, i, out);
    for (int32_t k = -WINDOW; k <= WINDOW; k++)
        if (k)
            add(out, K_NEAR, (uint64_t)(k + WINDOW), lemma_at(c, i + k));
    add(out, K_TITLE, t->at[t->n - 1].upos == UPOS_PUNCT, 0);
    int32_t length = t->n / LENGTH_STEP;
    add(out, K_LENGTH, (uint64_t)(length < LENGTHS ? length : LENGTHS), 0);
    add(out, K_SIDES, s->n_sides, 0);
    for (uint32_t type = 1; type < EVENT_TYPES; type++)
        if (s->told >> type & 1)
            add(out, K_TOLD, type, 0);
    for (uint32_t k = s->first_refusal; k < c->doc->n_refusals; k++) {
        const refusal *r = &c->doc->refusals[k];
        if (r->trigger != t->first + (uint32_t)i)
            continue;
        add(out, K_STOP, r->type, 0);
        add(out, K_STOP_WHY, r->type, words_hash(text_of(r->why)));
    }
    for (uint32_t k = 0; k < c->n_drafts; k++)
        if (c->drafts[k].trigger == i)
            add_draft(c, &c->drafts[k], out);
}
