/* sense.c - verbs of force in their everyday senses, told by what they govern; see sense.h. */
#include "event/sense.h"

#include "event/argument.h"
#include "event/draft.h"
#include "event/match.h"
#include "event/side.h"

/* "have to beat Thailand": a country is beaten in games. */
static bool is_game(coder *c, const draft *d) {
    static const char *const verbs[] = { "beat", "thrash", "whip", "club" };
    return d->type == EVENT_ASSAULT && TREE_IS_ANY(&c->tree, d->verb, verbs) && d->n_recipients &&
           (d->recipients[0].kind == SIDE_COUNTRY || d->recipients[0].owned);
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
        if (!words_get(c->words, WORD_IDEA, c->tree.at[heads[i]].lemma))
            return false;
    return n > 0;
}

/* "shot himself": what the actor does to himself is done to nobody else. */
static bool is_himself(const coder *c, int32_t object) {
    uint8_t g = c->tree.at[object].grammar;
    return g == G_HIMSELF || g == G_HERSELF || g == G_ITSELF || g == G_THEMSELVES;
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
    return d->type == EVENT_COERCE && r->kind == RULE_V && r->slots[0] == SLOT_OBJECT &&
           !args->passive && args->object < 0 && args->n_complements == 0 &&
           c->tree.at[d->verb].xpos != XPOS_VBN && !TREE_IS_ANY(&c->tree, d->verb, bare) &&
           !shares_object(c, d->verb);
}

const char *sense_of(coder *c, const draft *d) {
    if (is_game(c, d))
        return "a game";
    const rule *r = draft_rule(c, d);
    if (!r || r->kind == RULE_N || r->kind == RULE_AJ || d->trigger != d->verb ||
        is_noun(&c->tree.at[d->verb]))
        return NULL;
    arguments args;
    match_arguments(c, d->verb, &args);
    if (is_middle(c, d, &args))
        return "nobody and nothing that it is done to";
    if (args.object < 0 || !is_bodily(d))
        return NULL;
    if (r->kind == RULE_V && is_idea(c, args.object))
        return "a plan or a chance, not a body or a thing";
    return is_himself(c, args.object) && !draft_is_mode(d, "suicide-attack") ? "done to himself"
                                                                             : NULL;
}
