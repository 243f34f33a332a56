/* verbal.c - a verb of a clause with all that is known about it. */
#include "event/verbal.h"

#include "event/recipient.h"
#include "event/side.h"

#include <string.h>

int verbal_mode(event_type type, const char *name) {
    int mode = plover_mode(type, text_of(name));
    return mode < 0 ? 0 : mode;
}

bool verbal_is_mode(uint8_t type, int mode, const char *name) {
    return strcmp(plover_mode_name((event_type)type, mode), name) == 0;
}

int clause_threat_mode(uint8_t type, int mode) {
    if (type == EVENT_ASSAULT)
        return verbal_mode(EVENT_THREATEN, "violence");
    if (type == EVENT_SANCTION)
        return verbal_mode(EVENT_THREATEN, verbal_is_mode(type, mode, "expel")      ? "expel"
                                           : verbal_is_mode(type, mode, "withdraw") ? "relations"
                                                                                    : "restrict");
    if (type == EVENT_COERCE)
        return verbal_mode(EVENT_THREATEN, verbal_is_mode(type, mode, "arrest")   ? "arrest"
                                           : verbal_is_mode(type, mode, "deport") ? "expel"
                                           : verbal_is_mode(type, mode, "seize")  ? "territory"
                                                                                  : "restrict");
    return type == EVENT_PROTEST ? verbal_mode(EVENT_THREATEN, "restrict") : 0;
}

draft *clause_emit(coder *c, const rule *r, uint8_t type, int mode, sides actor, sides recipient,
                   const context *at, int32_t verb, int32_t trigger) {
    draft *d = ARENA_PUSH(c->arena, c->drafts, c->n_drafts, c->drafts_cap);
    if (!d) {
        c->failed = true;
        return NULL;
    }
    *d = (draft){ .type = type, .mode = (uint8_t)mode, .actor = actor, .recipient = recipient };
    d->rule = r && r >= c->rules->items && r < c->rules->items + c->rules->n
                  ? (uint32_t)(r - c->rules->items)
                  : NO_RULE;
    d->context = *at;
    d->verb = verb;
    d->trigger = trigger;
    d->noun = -1;
    d->how = "rule";
    return d;
}

void clause_stop(coder *c, int32_t trigger, uint8_t type, const char *why) {
    refusal *s = doc_add_refusal(c->doc);
    if (s)
        *s = (refusal){ c->tree.sentence, c->tree.first + (uint32_t)trigger, type, why };
    else
        c->failed = true;
}

void verbal_mark(coder *c, int32_t top, uint8_t mark) {
    for (int32_t i = top; i >= 0; i = tree_after(&c->tree, i, top)) {
        c->marks[i] |= mark;
        c->takers[i] = c->n_drafts;
    }
}

void clause_take(coder *c, int32_t top) {
    verbal_mark(c, top, MARK_TAKEN);
}

/* The complement is part of the verb's own event. */
void verbal_absorb(coder *c, int32_t i) {
    clause_take(c, i);
    c->marks[i] |= MARK_WALKED;
}

void verbal_absorb_all(coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        verbal_absorb(c, x->args.complements[i]);
}

void verbal_visit(pending *next, int32_t i, const context *at) {
    if (next->n < VERBAL_PENDING_MOST)
        next->items[next->n++] = (visit){ i, *at };
}

void verbal_visit_all(const verbal *x, const context *at) {
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        verbal_visit(x->next, x->args.complements[i], at);
}

/* "is to meet", "is due to meet", "are to be expelled", in a headline "X to meet". */
static bool is_to_come(const coder *c, int32_t v) {
    static const char *const ends[] = { "aim",    "goal",   "purpose",  "plan",     "task",
                                        "duty",   "job",    "role",     "mission",  "objective",
                                        "policy", "idea",   "strategy", "priority", "intention",
                                        "step",   "answer", "solution", "way",      "challenge" };
    const node *at = c->tree.at;
    int32_t h = at[v].head;
    if (!tree_has_word(&c->tree, v, G_TO))
        return false;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_NSUBJ && TREE_IS_ANY(&c->tree, k, ends))
        return false;
    bool headline = at[v].main == REL_ROOT && tree_has_main(&c->tree, v, REL_NSUBJ);
    bool under_be = headline || (at[v].main == REL_XCOMP && h >= 0 && tree_is(&c->tree, h, "be") &&
                                 tree_has_main(&c->tree, h, REL_NSUBJ));
    TREE_EACH(&c->tree, v, k)
    if (k < v && (at[k].main == REL_AUX || at[k].main == REL_COP) && tree_is(&c->tree, k, "be") &&
        at[k].xpos != XPOS_VB)
        for (int32_t i = k + 1; i < v; i++)
            under_be |= at[i].head == v && at[i].grammar == G_TO;
    return under_be;
}

/* "neither X nor Y", "no minister", "nobody": what is said of the subject is denied of it. */
static bool is_subject_denied(const coder *c, int32_t v) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, v, k) {
        if (at[k].main != REL_NSUBJ)
            continue;
        if (tree_is(&c->tree, k, "nobody") || tree_is(&c->tree, k, "none"))
            return true;
        TREE_EACH(&c->tree, k, g)
        if ((at[g].main == REL_CC || at[g].main == REL_DET) && g < k &&
            (at[g].grammar == G_NEITHER || tree_is_no(&c->tree, g)))
            return true;
    }
    return false;
}

/* "not only withdrew": no denial. */
static bool is_not_only(const coder *c, int32_t k) {
    static const char *const more[] = { "only", "just", "merely", "simply" };
    return c->tree.at[k].grammar == G_NOT && k + 1 < c->tree.n &&
           TREE_IS_ANY(&c->tree, k + 1, more);
}

/* "would not attack or occupy it": a bare verb behind another shares its auxiliaries. */
static int32_t verb_of_auxiliaries(const coder *c, int32_t v) {
    const node *at = c->tree.at;
    bool bare = at[v].main == REL_CONJ && at[v].xpos == XPOS_VB && at[v].head >= 0 &&
                at[at[v].head].xpos == XPOS_VB && !tree_has_main(&c->tree, v, REL_NSUBJ) &&
                !tree_has_main(&c->tree, v, REL_AUX) && !tree_has_main(&c->tree, v, REL_MARK);
    return bare ? at[v].head : v;
}

tense clause_tense(coder *c, int32_t own) {
    const node *at = c->tree.at;
    int32_t v = verb_of_auxiliaries(c, own);
    tense t = { .modal = 0, .negated = is_subject_denied(c, v) };
    TREE_EACH(&c->tree, v, k) {
        uint8_t g = at[k].grammar, main = at[k].main;
        if ((main == REL_ADVMOD || main == REL_DET || main == REL_MARK || main == REL_CC) &&
            (g == G_NOT || g == G_NT || g == G_NEVER || g == G_NO || g == G_NEITHER ||
             g == G_HARDLY || g == G_BARELY || g == G_NOR) &&
            !is_not_only(c, k))
            t.negated = true;
        if (main != REL_AUX)
            continue;
        if (g == G_WILL || g == G_LL || g == G_SHALL || g == G_WO)
            t.future = true;
        else if (g == G_WOULD || g == G_D)
            t.modal = G_WOULD;
        else if (g == G_MAY || g == G_MIGHT || g == G_COULD || g == G_CAN || g == G_SHOULD ||
                 g == G_MUST || g == G_OUGHT || g == G_NEED)
            t.modal = g;
    }
    if (at[v].grammar == G_GOING && tree_has_main(&c->tree, v, REL_XCOMP))
        t.future = true;
    if (is_to_come(c, v))
        t.future = true;
    return t;
}

/* "if requested", "when asked": politeness, no condition. */
static bool is_on_request(const coder *c, int32_t k) {
    static const char *const verbs[] = { "request", "ask", "need", "invite", "require", "call" };
    return c->tree.at[k].xpos == XPOS_VBN && TREE_IS_ANY(&c->tree, k, verbs) &&
           !tree_has_main(&c->tree, k, REL_NSUBJ);
}

/* An adverbial clause of v that opens with one of these words. */
bool verbal_has_clause(coder *c, int32_t v, int32_t but, const grammar *words_, size_t n) {
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].main == REL_ADVCL && k != but && !is_on_request(c, k))
        TREE_EACH(&c->tree, k, m)
    if (c->tree.at[m].main == REL_MARK || c->tree.at[m].main == REL_AUX ||
        c->tree.at[m].main == REL_ADVMOD)
        for (size_t i = 0; i < n; i++)
            if (c->tree.at[m].grammar == words_[i])
                return true;
    return false;
}

bool verbal_conditional(coder *c, int32_t v, int32_t but) {
    static const grammar openers[] = { G_IF, G_UNLESS, G_UNTIL, G_SHOULD };
    return verbal_has_clause(c, v, but, openers, 4);
}

bool verbal_strictly(coder *c, int32_t v) {
    static const grammar openers[] = { G_IF, G_UNLESS };
    return verbal_has_clause(c, v, -1, openers, 2);
}

void clause_future(coder *c, int32_t v, uint8_t *type, int *mode, context *at) {
    static const grammar openers[] = { G_IF, G_UNLESS, G_UNTIL };
    bool condition = at->conditional || verbal_has_clause(c, v, -1, openers, 3);
    if (*type == EVENT_CONSULT || *type == EVENT_SUPPORT || *type == EVENT_COOPERATE ||
        *type == EVENT_AID) {
        *type = EVENT_AGREE;
        *mode = 0;
    } else if (*type == EVENT_RETREAT) {
        bool leaves = condition && verbal_is_mode(*type, *mode, "withdraw");
        *type = leaves ? EVENT_THREATEN : EVENT_CONCEDE;
        *mode = leaves ? verbal_mode(EVENT_THREATEN, "relations") : 0;
    } else if (is_material_conflict(*type) &&
               (condition ||
                ((*type == EVENT_PROTEST || *type == EVENT_ASSAULT) && at->speaker >= 0))) {
        *mode = clause_threat_mode(*type, *mode);
        *type = EVENT_THREATEN;
    } else if (*type == EVENT_REJECT && condition) {
        *type = EVENT_THREATEN;
        *mode = 0;
    } else if (is_material_conflict(*type) && at->status == STATUS_ASSERTED) {
        at->status = STATUS_PLANNED;
    }
}

bool verbal_says(const coder *c, int32_t i) {
    return c->tree.at[i].upos == UPOS_VERB &&
           (rules_operators(c->rules, c->tree.at[i].lemma) & OP_SAY);
}

bool verbal_obliges(uint8_t word) {
    return word == G_MUST || word == G_SHOULD || word == G_OUGHT;
}

sides verbal_coded(coder *c, sides s) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (side_is_political(&s.at[i]) && !s.at[i].owned)
            kept[n++] = s.at[i];
    return n == s.n ? s : sides_copy(c, kept, n);
}

sides verbal_judge(coder *c, int32_t speaker) {
    sides s = side_of(c, speaker), coded = verbal_coded(c, s);
    if (coded.n || sides_pronouns(s))
        return coded.n ? coded : s;
    const rule *r = speaker >= 0 ? match_noun(c, speaker) : NULL; // "a UN inquiry found"
    bool document = speaker >= 0 && node_in(&c->tree.at[speaker], WORD_SPEECH);
    return document || (r && r->type == EVENT_ACCUSE) ? match_noun_actor(c, speaker) : coded;
}

context verbal_context(const coder *c, int32_t i) {
    for (int step = 0; i >= 0 && step <= c->tree.n; step++, i = c->tree.at[i].head)
        if (c->marks[i] & MARK_CONTEXT)
            return c->contexts[i];
    return (context){ .speaker = -1, .speaker_verb = -1, .beyond = -1 };
}

int verbal_request_mode(coder *c, const int32_t *complements, uint32_t n) {
    act inner = match_act(c, complements, n);
    uint64_t verb = n ? c->tree.at[complements[0]].lemma : 0;
    const char *name = NULL;
    if (inner.type == EVENT_CONSULT || (n && words_get(c->words, WORD_MEET, verb)))
        name = "meet";
    else if (inner.type == EVENT_AID || inner.type == EVENT_COOPERATE ||
             (inner.type == EVENT_SUPPORT && tree_has_main(&c->tree, inner.node, REL_OBJ)) ||
             (n && words_get(c->words, WORD_ASSIST, verb)))
        name = "assist";
    else if (inner.type == EVENT_RETREAT || inner.type == EVENT_CONCEDE ||
             (n && words_get(c->words, WORD_YIELD, verb)))
        name = "yield";
    return name ? verbal_mode(EVENT_REQUEST, name) : 0;
}

int verbal_mode_for(event_type type, uint8_t act_type) {
    const char *name = "change";
    if (act_type == EVENT_CONSULT)
        name = "meet";
    else if (act_type == EVENT_AID || act_type == EVENT_COOPERATE || act_type == EVENT_SUPPORT)
        name = "assist";
    else if (act_type == EVENT_RETREAT || act_type == EVENT_CONCEDE)
        name = "yield";
    return verbal_mode(type, name);
}

context verbal_below(const verbal *x) {
    context at = x->own;
    at.depth++;
    at.future = false;
    return at;
}

bool verbal_is_sense(const rule *r) {
    return r && (r->kind == RULE_VO || r->kind == RULE_VP);
}

bool verbal_has_preposition(const verbal *x, int p) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++)
        if (x->args.obliques[i].preposition == p)
            return true;
    return false;
}

sides verbal_recipient(coder *c, const verbal *x, const rule *r, int32_t noun, uint8_t type) {
    int slot;
    sides found = match_recipient(c, r, x->v, &x->args, noun, x->actor, &slot);
    return found.n ? found : match_deep(c, x->v, x->actor, type);
}
