/* sense.c - verbs of force in their everyday senses, told by what they govern; see sense.h. */
#include "event/sense.h"

#include "event/argument.h"
#include "event/draft.h"
#include "event/job.h"
#include "event/match.h"
#include "event/side.h"

static bool is_town_or_state(const side *s, uint32_t n) {
    return n > 0 && (s[0].kind == SIDE_COUNTRY || s[0].kind == SIDE_CITY ||
                     s[0].kind == SIDE_SEAT || s[0].owned);
}

static bool is_small_number(const coder *c, int32_t i) {
    text form = tree_form(&c->tree, i);
    for (size_t k = 0; k < form.len; k++)
        if (!is_digit((unsigned char)form.at[k]))
            return false;
    return form.len == 1 || form.len == 2;
}

/* "a 4-0 rout of Belarus", "a 2-1 win": the score of a game. */
static bool has_score(const coder *c) {
    static const char *const ends[] = { "win",  "victory", "defeat", "loss",    "draw",    "rout",
                                        "lead", "triumph", "tie",    "beating", "thumping" };
    const tree *t = &c->tree;
    for (int32_t i = 0; i + 3 < t->n; i++) {
        text mark = tree_form(t, i + 1);
        bool joined = text_equal(mark, TEXT("-")) || text_equal(mark, TEXT("\xe2\x80\x93"));
        if (joined && is_small_number(c, i) && is_small_number(c, i + 2) &&
            TREE_IS_ANY(t, i + 3, ends))
            return true;
    }
    return false;
}

/* "have to beat Thailand", "Minnesota beat Buffalo": countries and towns beat each other in games.
 */
static bool is_game(coder *c, const draft *d) {
    static const char *const verbs[] = { "beat", "thrash", "whip", "club" };
    if (d->type == EVENT_ASSAULT && has_score(c))
        return true;
    return d->type == EVENT_ASSAULT && TREE_IS_ANY(&c->tree, d->verb, verbs) &&
           (is_town_or_state(d->recipients, d->n_recipients) ||
            (!d->n_recipients && is_town_or_state(d->actors, d->n_actors)));
}

/* Acts that take a body or a thing to be done to. */
static bool is_bodily(const draft *d) {
    return d->type == EVENT_ASSAULT ||
           (d->type == EVENT_COERCE && (draft_is_mode(d, "arrest") || draft_is_mode(d, "deport") ||
                                        draft_is_mode(d, "seize")));
}

/* "attacked the decision", "seized the chance": what nobody can strike or hold. */
static bool is_idea(coder *c, int32_t object) {
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, object, heads);
    for (uint32_t i = 0; i < n; i++)
        if (!node_in(&c->tree.at[heads[i]], WORD_IDEA))
            return false;
    return n > 0;
}

/* "shot himself": what the actor does to himself is done to nobody else. */
static bool is_done_to_himself(const coder *c, int32_t v) {
    TREE_EACH(&c->tree, v, k) {
        uint8_t g = c->tree.at[k].grammar;
        if (c->tree.at[k].main == REL_OBJ &&
            (g == G_HIMSELF || g == G_HERSELF || g == G_ITSELF || g == G_THEMSELVES))
            return true;
    }
    return false;
}

/* The object stands with a verb beside it: "identifying and arresting suspects". */
static bool shares_object(const coder *c, int32_t v) {
    const node *at = c->tree.at;
    if (at[v].main == REL_CONJ && at[v].head >= 0 && tree_has(&c->tree, at[v].head, REL_OBJ))
        return true;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_CONJ && tree_has(&c->tree, k, REL_OBJ))
        return true;
    return false;
}

/* "the ship broke up", "business is picking up": the verb without an object tells what befell its
 * subject. Verbs that never have one are no such. */
static bool is_middle(const coder *c, const draft *d, const arguments *args) {
    static const char *const bare[] = { "crack", "clamp", "spy", "swoop", "raid", "hack" };
    const rule *r = draft_rule(c, d);
    bool takes = d->type == EVENT_COERCE ||
                 (d->type == EVENT_ASSAULT && draft_is_mode(d, "destroy") && !d->n_recipients &&
                  (!d->n_actors || is_town_or_state(d->actors, d->n_actors)));
    bool participle = c->tree.at[d->verb].xpos == XPOS_VBN &&
                      !tree_has_main(&c->tree, d->verb, REL_AUX); // "the leader apprehended there"
    return takes && r->kind == RULE_V && r->slots[0] == SLOT_OBJECT && !args->passive &&
           args->object < 0 && args->n_complements == 0 && !participle &&
           !TREE_IS_ANY(&c->tree, d->verb, bare) && !shares_object(c, d->verb);
}

/* "attacks on the decision": what a noun of force is aimed at is no body and no thing. */
static bool is_aimed_at_idea(coder *c, const draft *d) {
    if (d->type != EVENT_ASSAULT || !is_noun(&c->tree.at[d->trigger]))
        return false;
    TREE_EACH(&c->tree, d->trigger, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if ((p == P_ON || p == P_AGAINST) && is_idea(c, k))
            return true;
    }
    return false;
}

/* A noun made of a verb or an adjective, or one of the list. */
static bool is_abstract(const coder *c, int32_t i) {
    static const char *const endings[] = { "tion", "sion", "ment", "ance", "ence",
                                           "ity",  "ness", "ism",  "ship", "cy" };
    text lemma = tree_lemma(&c->tree, i);
    if (c->tree.at[i].upos != UPOS_NOUN || c->tree.at[i].upper)
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (text_ends(lemma, text_of(endings[k])))
            return true;
    return node_in(&c->tree.at[i], WORD_IDEA);
}

/* "lax Irish regulations encourage firms": an idea of a side does not speak, but for papers, words
 * and "the policy of Iran is to support". */
static bool is_mute(coder *c, const draft *d) {
    static const char *const wills[] = { "policy", "position", "stance", "strategy", "approach" };
    bool talk = is_verbal_conflict(d->type) || is_verbal_cooperation(d->type);
    for (uint32_t i = 0; i < d->n_actors && talk; i++) {
        int32_t head = d->actors[i].head;
        const node *n = head >= 0 ? &c->tree.at[head] : NULL;
        talk = d->actors[i].owned && n && is_abstract(c, head) && !job_of(c, head) &&
               !node_in(n, WORD_SPEECH) && !node_in(n, WORD_PAPER) && !node_in(n, WORD_VOICE) &&
               !match_noun(c, head) && !TREE_IS_ANY(&c->tree, head, wills);
    }
    return talk && d->n_actors > 0;
}

/* "insists that the plans would fail": a claim, where "insists that he leave" asks. */
static bool is_claim(coder *c, const draft *d) {
    const tree *t = &c->tree;
    if (d->type != EVENT_REQUEST || !tree_is(t, d->trigger, "insist"))
        return false;
    TREE_EACH(t, d->trigger, k) // "insist on turning it into law"
    if (tree_has_word(t, k, G_ON) || t->at[k].grammar == G_ON)
        return false;
    TREE_EACH(t, d->trigger, k) {
        uint8_t tag = t->at[k].xpos, main = t->at[k].main;
        bool finite = tag == XPOS_VBD || tag == XPOS_VBZ || tree_has_main(t, k, REL_COP) ||
                      tree_has_main(t, k, REL_AUX);
        if ((main == REL_CCOMP || main == REL_PARATAXIS) && finite &&
            !tree_has_word(t, k, G_SHOULD) && !tree_has_word(t, k, G_MUST))
            return true;
    }
    return false;
}

/* "his call with Putin": by telephone. */
static bool is_by_telephone(coder *c, const draft *d) {
    if (d->type != EVENT_REQUEST || !is_noun(&c->tree.at[d->trigger]) ||
        !tree_is(&c->tree, d->trigger, "call"))
        return false;
    TREE_EACH(&c->tree, d->trigger, k)
    if (c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_WITH)
        return true;
    return false;
}

/* "Contact our office today": the reader is told what to do. */
static bool is_advice(const coder *c, const draft *d) {
    const node *n = &c->tree.at[d->verb];
    return d->verb == c->tree.root && n->upos == UPOS_VERB && n->xpos == XPOS_VB && !d->n_actors &&
           !d->pronoun_actor && !d->actor.n && !tree_has_main(&c->tree, d->verb, REL_NSUBJ) &&
           !tree_has_main(&c->tree, d->verb, REL_AUX) && !tree_has_word(&c->tree, d->verb, G_TO);
}

/* "speaks English": a language, not a people. */
static bool is_language(const coder *c, const draft *d, int32_t object) {
    const hit *h = side_hit(c, object);
    return d->type == EVENT_CONSULT && tree_is(&c->tree, d->verb, "speak") && h &&
           h->kind == ACTOR_DEMONYM;
}

const char *sense_of(coder *c, const draft *d) {
    if (is_game(c, d))
        return "a game";
    if (is_claim(c, d))
        return "a claim, not a request";
    if (is_advice(c, d))
        return "advice to the reader";
    if (is_by_telephone(c, d))
        return "a call by telephone";
    if (is_mute(c, d))
        return "a thing that does not speak";
    if (is_aimed_at_idea(c, d))
        return "a plan or a chance, not a body or a thing";
    const rule *r = draft_rule(c, d);
    if (!r || r->kind == RULE_N || r->kind == RULE_AJ || d->trigger != d->verb ||
        is_noun(&c->tree.at[d->verb]))
        return NULL;
    arguments args;
    match_arguments(c, d->verb, &args);
    if (is_middle(c, d, &args))
        return "nobody and nothing that it is done to";
    if (args.object >= 0 && is_language(c, d, args.object))
        return "a language";
    if (args.object < 0 || !is_bodily(d))
        return NULL;
    if (r->kind == RULE_V && is_idea(c, args.object))
        return "a plan or a chance, not a body or a thing";
    return is_done_to_himself(c, d->verb) && !draft_is_mode(d, "suicide-attack") ? "done to himself"
                                                                                 : NULL;
}
