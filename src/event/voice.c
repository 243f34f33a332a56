/* voice.c - on whose word an act stands. */
#include "event/voice.h"

#include "event/claim.h"
#include "event/draft.h"
#include "event/match.h"
#include "event/side.h"
#include "event/verbal.h"

enum { CLIMB_MOST = 6 };

static bool is_pronoun_of_speaker(uint8_t g) {
    return g == G_HE || g == G_SHE || g == G_THEY || g == G_IT || g == G_HIM || g == G_HER ||
           g == G_THEM || g == G_WHO || g == G_ONE || g == G_THOSE;
}

bool voice_speaks(coder *c, int32_t i) {
    const tree *t = &c->tree;
    if (i < 0)
        return false;
    const node *n = &t->at[i];
    if (n->upos == UPOS_PRON || n->upos == UPOS_DET)
        return is_pronoun_of_speaker(n->grammar) || n->grammar == G_I || n->grammar == G_WE;
    if (node_in(n, WORD_VOICE) || node_in(n, WORD_ROLE))
        return true;
    if (node_in(n, WORD_QUANTITY) && tree_has_main(t, i, REL_NMOD))
        return true;
    sides s = side_of(c, i);
    for (uint32_t k = 0; k < s.n; k++)
        if (!s.at[k].owned && (side_is_political(&s.at[k]) || s.at[k].kind == SIDE_NAMED))
            return true;
    return n->upos == UPOS_PROPN || n->upos == UPOS_NUM;
}

void voice_enter(context *at, int32_t speaker, int32_t verb) {
    if (at->speaker >= 0 && at->speaker != speaker)
        at->beyond = at->speaker;
    at->speaker = speaker;
    at->speaker_verb = verb;
}

/* ---- the frame of a clause ---- */

static bool tells(const coder *c, int32_t i) {
    return c->tree.at[i].upos == UPOS_VERB &&
           (verbal_says(c, i) || node_in(&c->tree.at[i], WORD_TELL));
}

/* "X said", and "said X" where the parse took X for an object. */
static int32_t own_subject(const coder *c, int32_t v) {
    const tree *t = &c->tree;
    int32_t s = tree_kid(t, v, REL_NSUBJ), o = tree_kid(t, v, REL_OBJ);
    bool behind = v > 1 && t->at[v].head < v && t->at[v - 1].upos == UPOS_PUNCT;
    if (s >= 0 || o < 0 || !behind || t->at[v].xpos == XPOS_VBG || t->at[v].xpos == XPOS_VBN)
        return s;
    uint32_t job = words_get(c->words, WORD_ROLE, t->at[o].lemma);
    bool person = t->at[o].upos == UPOS_PROPN || t->at[o].upos == UPOS_PRON;
    return person || (job && !(job & WORD_WEAK)) || node_in(&t->at[o], WORD_VOICE) ? o : -1;
}

int32_t voice_quoted(coder *c, int32_t v) {
    const tree *t = &c->tree;
    if (!tree_is(t, v, "quote") && !tree_is(t, v, "cite") && !tree_is(t, v, "report"))
        return -1;
    TREE_EACH(t, v, k)
    if ((t->at[k].main == REL_ADVCL || t->at[k].main == REL_XCOMP) && t->at[k].xpos == XPOS_VBG &&
        tree_has_word(t, k, G_AS) && tells(c, k)) {
        arguments a;
        match_arguments(c, v, &a);
        return voice_speaks(c, a.object) ? a.object : -1;
    }
    return -1;
}

/* "..., X said", "as X put it": a clause of telling beside the one told. */
static int32_t telling_beside(coder *c, int32_t k) {
    const tree *t = &c->tree;
    bool as = t->at[k].main == REL_ADVCL && tree_has_word(t, k, G_AS);
    if ((t->at[k].main != REL_PARATAXIS && !as) || !tells(c, k) || tree_has(t, k, REL_CCOMP))
        return -1;
    arguments a;
    match_arguments(c, k, &a);
    int32_t s = voice_quoted(c, k);
    if (s < 0)
        s = a.passive ? match_agent(c, k) : own_subject(c, k);
    uint8_t who = s >= 0 ? t->at[s].grammar : G_NONE;
    bool relative = who == G_WHICH || who == G_THAT || who == G_WHAT;
    return relative || who == G_I || who == G_WE || !voice_speaks(c, s) ? -1 : s;
}

/* "according to X"; "according to which" and "according to plan" name nobody. */
static int32_t accorded(coder *c, int32_t k) {
    const tree *t = &c->tree;
    uint8_t main = t->at[k].main;
    if (main != REL_OBL && main != REL_NMOD && main != REL_ADVCL && main != REL_ADVMOD &&
        main != REL_PARATAXIS)
        return -1;
    if (tree_preposition(&c->tree, k) == P_ACCORDING_TO)
        return voice_speaks(c, k) ? k : -1;
    if (t->at[k].grammar != G_ACCORDING && !(t->at[k].upos == UPOS_VERB && tree_is(t, k, "accord")))
        return -1;
    TREE_EACH(t, k, g)
    if (t->at[g].main == REL_OBL || t->at[g].main == REL_NMOD || t->at[g].main == REL_OBJ)
        return voice_speaks(c, g) ? g : -1;
    return -1;
}

/* "in the words of X", "in X's view". */
static int32_t worded(coder *c, int32_t k) {
    static const char *const nouns[] = { "word", "view", "opinion", "account", "telling" };
    const tree *t = &c->tree;
    int p =
        t->at[k].main == REL_OBL || t->at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
    if ((p != P_IN && p != P_BY) || !TREE_IS_ANY(t, k, nouns))
        return -1;
    TREE_EACH(t, k, g)
    if (t->at[g].main == REL_NMOD && t->at[g].upos != UPOS_PRON && voice_speaks(c, g))
        return g;
    return -1;
}

/* "..., citing X", "Quoting X, ...": the writer's own source. */
static int32_t cited(coder *c, int32_t k) {
    const tree *t = &c->tree;
    if (t->at[k].main != REL_ADVCL || t->at[k].xpos != XPOS_VBG ||
        !(tree_is(t, k, "cite") || tree_is(t, k, "quote")))
        return -1;
    int32_t o = tree_kid(t, k, REL_OBJ);
    return voice_speaks(c, o) ? o : -1;
}

/* "X said it was wrong, according to Y": who is named behind the whole report told of X's words. */
static bool ends_report(const coder *c, int32_t v, int32_t named, const context *at) {
    const tree *t = &c->tree;
    int32_t first = tree_first(t, named);
    for (int32_t i = named + 1; i < t->n; i++)
        if (t->at[i].upos != UPOS_PUNCT && !tree_under(t, i, named))
            return false;
    return at->speaker >= 0 && at->speaker_verb >= 0 && at->speaker_verb < v && first > v &&
           t->at[v].main == REL_CCOMP &&
           t->at[first - 1 + (t->at[first].upos == UPOS_PUNCT)].grammar == G_COMMA;
}

void voice_find(coder *c, int32_t v, context *at) {
    int32_t named = -1, verb = -1;
    TREE_EACH(&c->tree, v, k) {
        int32_t beside = telling_beside(c, k), by = beside < 0 ? accorded(c, k) : -1;
        if (beside < 0 && by < 0)
            by = cited(c, k);
        if (beside < 0 && by < 0)
            by = worded(c, k);
        if (beside >= 0) {
            voice_enter(at, beside, k);
        } else if (by >= 0) {
            named = by;
            verb = k;
        }
    }
    if (named >= 0 && ends_report(c, v, named, at))
        at->beyond = named;
    else if (named >= 0 && !tells(c, v)) // what X says, citing Y, is X's word first
        voice_enter(at, named, verb);
}

/* "X surprised them with an announcement that", "X made a promise that": the subject. */
static int32_t stated_by(coder *c, int32_t noun) {
    const node *n = &c->tree.at[noun];
    int p = n->main == REL_OBL ? tree_preposition(&c->tree, noun) : 0;
    bool made = n->main == REL_OBJ && n->head >= 0 && match_verb_is(c, n->head, WORD_LIGHT);
    bool clause = noun + 1 < c->tree.n && c->tree.at[noun + 1].grammar == G_THAT;
    if (!clause || n->head < 0 || c->tree.at[n->head].upos != UPOS_VERB ||
        match_passive(c, n->head) || !(made || p == P_WITH || p == P_IN))
        return -1;
    int32_t s = match_subject(c, n->head);
    return voice_speaks(c, s) ? s : -1;
}

int32_t voice_of_noun(coder *c, int32_t noun) {
    const tree *t = &c->tree;
    bool speech = node_in(&t->at[noun], WORD_SPEECH) || node_in(&t->at[noun], WORD_VOICE) ||
                  node_in(&t->at[noun], WORD_PURSUIT);
    if (!speech || !is_noun(&t->at[noun]))
        return -1;
    TREE_EACH(t, noun, k) {
        int p = t->at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if ((t->at[k].rel == REL_NMOD_POSS || p == P_BY || p == P_FROM || p == P_OF) &&
            t->at[k].upos != UPOS_PRON && voice_speaks(c, k))
            return k;
    }
    int32_t s = stated_by(c, noun);
    return s >= 0 ? s : node_in(&t->at[noun], WORD_VOICE) ? noun : -1;
}

/* ---- writing ---- */

/* "Warren said she endorsed him": who is not known by a code speaks of himself all the same. */
static bool speaks_of_himself(const coder *c, const draft *d) {
    const node *verb = &c->tree.at[d->verb];
    return verb->main == REL_CCOMP && verb->head == d->context.speaker_verb;
}

/* "spokesman Saeed Khatibzadeh": either word names him. */
static bool names_same(const coder *c, int32_t i, int32_t other) {
    const node *n = &c->tree.at[i];
    return i == other || (n->head == other && (n->main == REL_FLAT || n->main == REL_APPOS));
}

static bool is_among(const coder *c, sides s, int32_t speaker) {
    for (uint32_t i = 0; i < s.n; i++)
        if (names_same(c, s.at[i].head, speaker) || names_same(c, speaker, s.at[i].head))
            return true;
    return false;
}

bool voice_is_actor(coder *c, const draft *d, int32_t speaker) {
    if (is_among(c, d->n_actors ? draft_actors(d) : d->actor, speaker))
        return true;
    if (!d->pronoun_actor || !d->actor.n)
        return false;
    uint8_t g = c->tree.at[d->actor.at[0].head].grammar;
    if (d->actor.at[0].head == speaker || g == G_WE || g == G_I)
        return true;
    sides by = side_of(c, speaker);
    bool coded = false;
    for (uint32_t k = 0; k < by.n; k++)
        coded |= by.at[k].code.len > 0;
    if (!coded && speaks_of_himself(c, d))
        return true;
    for (uint32_t i = 0; i < d->n_actors; i++)
        for (uint32_t k = 0; k < by.n; k++)
            if (d->actors[i].code.len && text_equal(d->actors[i].code, by.at[k].code) &&
                d->actors[i].sector == by.at[k].sector)
                return true;
    return false;
}

/* "We condemn it", in a quotation: his word is the act. */
static bool speaks_in_quotation(const coder *c, const draft *d) {
    uint8_t g = d->pronoun_actor && d->actor.n ? c->tree.at[d->actor.at[0].head].grammar : G_NONE;
    return c->tree.at[d->trigger].quoted && (g == G_WE || g == G_I);
}

bool voice_is_speech(uint8_t type) {
    return is_verbal_conflict(type) || (is_verbal_cooperation(type) && type != EVENT_CONSULT);
}

/* What the writer adds to a report on his own: ", which last week declared", "after he met",
 * "before he leaves". */
static bool is_added(const coder *c, const draft *d) {
    bool aside = d->context.adverbial == G_AFTER + 1 || d->context.adverbial == G_BEFORE + 1 ||
                 (d->status == STATUS_HISTORICAL && d->context.relative == REL_ACL_RELCL);
    return aside && !c->tree.at[d->trigger].quoted;
}

static void write_codes(coder *c, side_list *out, int32_t speaker) {
    char code[16];
    sides s = side_of(c, speaker);
    for (uint32_t i = 0; i < s.n; i++)
        if (side_code(&s.at[i], code))
            side_add_code(out, arena_text(&c->doc->arena, text_of(code)));
}

/* What a verb of speech is about: "pointed to it", "spoke of it". */
static bool is_spoken_of(coder *c, int32_t i) {
    int p = tree_preposition(&c->tree, i);
    return p == P_TO || p == P_OF || p == P_ABOUT || p == P_ON || p == P_AT || p == P_OVER;
}

static bool tells_of(const coder *c, const draft *d, int32_t v) {
    static const char *const condemns[] = { "condemn", "denounce", "criticize", "criticise",
                                            "slam",    "blast",    "deplore",   "decry" };
    return node_in(&c->tree.at[v], WORD_MENTION) ||
           (is_material_conflict(d->type) && TREE_IS_ANY(&c->tree, v, condemns));
}

/* "pointed to the success in countering the sanctions": a verb within what is spoken of. */
static bool is_inside(const coder *c, const draft *d, int32_t v) {
    const node *n = &c->tree.at[v];
    return n->main == REL_ACL && n->xpos == XPOS_VBG && tree_has_main(&c->tree, v, REL_MARK) &&
           !tells_of(c, d, v);
}

/* "X pointed to Y's sanctions", "X announced the arrest of Y": who speaks of the act that a noun
 * tells of. */
static int32_t mentioned_by(coder *c, const draft *d) {
    const node *at = c->tree.at;
    int32_t i = d->trigger;
    bool committed =
        at[d->verb].head == i && at[d->verb].main == REL_ACL; // "the crimes X committed"
    if (!is_noun(&at[i]) || (d->verb != i && !committed))
        return -1;
    for (int step = 0; step < CLIMB_MOST && !(at[i].upos == UPOS_VERB && !is_inside(c, d, i));
         step++) {
        uint8_t main = at[i].main;
        bool beside = main == REL_OBL && !is_spoken_of(c, i); // "unlike the accusations, X denies"
        if (beside ||
            (main != REL_OBJ && main != REL_OBL && main != REL_NMOD && main != REL_CONJ &&
             main != REL_ACL) ||
            at[i].head < 0)
            return -1;
        i = at[i].head;
    }
    if (at[i].upos != UPOS_VERB || !tells_of(c, d, i) || match_passive(c, i))
        return -1;
    int32_t s = match_subject(c, i);
    return voice_speaks(c, s) && !voice_is_actor(c, d, s) ? s : -1;
}

/* "X has shown that it can": his deeds say so, not he. */
static bool is_evidence(coder *c, const draft *d, int32_t speaker) {
    static const char *const shows[] = { "show", "prove", "demonstrate" };
    int32_t v = d->context.speaker_verb;
    return v >= 0 && TREE_IS_ANY(&c->tree, v, shows) && voice_is_actor(c, d, speaker);
}

void voice_write(coder *c, const draft *d, event *e) {
    int32_t speaker = d->context.speaker, beyond = d->context.beyond;
    if (speaker < 0)
        speaker = mentioned_by(c, d);
    if (speaker < 0 && voice_is_speech(d->type) && speaks_in_quotation(c, d))
        return;
    if (speaker < 0) {
        claim_running_speaker(c, d->trigger, &e->said_by, &e->said_by_code);
        return;
    }
    if (is_added(c, d))
        return;
    if (voice_is_speech(d->type) && voice_is_actor(c, d, speaker)) {
        if (beyond < 0 || voice_is_actor(c, d, beyond))
            return;
        speaker = beyond;
        beyond = -1;
    }
    if (is_evidence(c, d, speaker)) {
        if (beyond < 0)
            return;
        speaker = beyond;
        beyond = -1;
    }
    if (claim_speaker_meant(c, speaker, &e->said_by, &e->said_by_code))
        return;
    e->said_by = side_words(c, speaker);
    write_codes(c, &e->said_by_code, speaker);
    if (beyond >= 0)
        write_codes(c, &e->said_by_code, beyond);
}
