/* clause.c - the walk over the clauses of a sentence. */
#include "event/clause.h"

#include "event/side.h"

#include <string.h>

enum { PENDING_MOST = 96, STEPS_MOST = 4096 };

typedef struct visit {
    int32_t node;
    context at;
} visit;

/* The clauses still to walk below the one at hand, in order. */
typedef struct pending {
    visit items[PENDING_MOST];
    uint32_t n;
} pending;

/* A verb with all that is known about it before a decision. */
typedef struct verbal {
    int32_t v;
    const context *above; // what the clause inherits
    context own;          // status and future of its own events
    arguments args;
    sides actor, speaker;
    tense tense;
    bool future, condition, mine;
    uint8_t status;
    uint32_t ops;
    const rule *rule;
    int32_t noun;
    act act; // inside the complements
    pending *next;
} verbal;

static const sides nobody = { NULL, 0, true };

// clang-format off
static const rule threat_rule  = { .kind = RULE_OP, .type = EVENT_THREATEN, .n_slots = 5,
    .slots = { SLOT_COMPLEMENT, SLOT_OBJECT, SLOT_PREP + P_WITH, SLOT_PREP + P_AGAINST, SLOT_PREP + P_TO } };
static const rule refuse_rule  = { .kind = RULE_OP, .type = EVENT_REJECT, .n_slots = 4,
    .slots = { SLOT_COMPLEMENT, SLOT_OBJECT, SLOT_PREP + P_TO, SLOT_PREP + P_WITH } };
static const rule agree_rule   = { .kind = RULE_OP, .type = EVENT_AGREE, .n_slots = 4,
    .slots = { SLOT_PREP + P_WITH, SLOT_PREP + P_TO, SLOT_COMPLEMENT, SLOT_OBJECT } };
static const rule request_rule = { .kind = RULE_OP, .type = EVENT_REQUEST, .n_slots = 7,
    .slots = { SLOT_OBJECT, SLOT_PREP + P_ON, SLOT_PREP + P_TO, SLOT_PREP + P_FROM, SLOT_COMPLEMENT, SLOT_PREP + P_FOR, SLOT_PREP + P_OF } };
// clang-format on

/* ---- helpers ---- */

static int mode_of(event_type type, const char *name) {
    int mode = plover_mode(type, text_of(name));
    return mode < 0 ? 0 : mode;
}

static bool is_mode(uint8_t type, int mode, const char *name) {
    return strcmp(plover_mode_name((event_type)type, mode), name) == 0;
}

static bool is_any(const tree *t, int32_t i, const char *const *list, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (tree_is(t, i, list[k]))
            return true;
    return false;
}
#define IS_ANY(t, i, list) is_any((t), (i), (list), sizeof(list) / sizeof *(list))

int clause_threat_mode(uint8_t type, int mode) {
    if (type == EVENT_ASSAULT)
        return mode_of(EVENT_THREATEN, "violence");
    if (type == EVENT_SANCTION)
        return mode_of(EVENT_THREATEN, is_mode(type, mode, "expel")      ? "expel"
                                       : is_mode(type, mode, "withdraw") ? "relations"
                                                                         : "restrict");
    if (type == EVENT_COERCE)
        return mode_of(EVENT_THREATEN, is_mode(type, mode, "arrest")   ? "arrest"
                                       : is_mode(type, mode, "deport") ? "expel"
                                       : is_mode(type, mode, "seize")  ? "territory"
                                                                       : "restrict");
    return type == EVENT_PROTEST ? mode_of(EVENT_THREATEN, "restrict") : 0;
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

void clause_take(coder *c, int32_t top) {
    for (int32_t i = top; i >= 0; i = tree_after(&c->tree, i, top))
        c->marks[i] |= MARK_TAKEN;
}

/* The complement is part of the verb's own event. */
static void absorb(coder *c, int32_t i) {
    clause_take(c, i);
    c->marks[i] |= MARK_WALKED;
}

static void absorb_all(coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        absorb(c, x->args.complements[i]);
}

static void visit_later(pending *next, int32_t i, const context *at) {
    if (next->n < PENDING_MOST)
        next->items[next->n++] = (visit){ i, *at };
}

static void visit_all(const verbal *x, const context *at) {
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        visit_later(x->next, x->args.complements[i], at);
}

tense clause_tense(coder *c, int32_t v) {
    const node *at = c->tree.at;
    tense t = { .modal = 0 };
    TREE_EACH(&c->tree, v, k) {
        uint8_t g = at[k].grammar, main = at[k].main;
        if ((main == REL_ADVMOD || main == REL_DET || main == REL_MARK || main == REL_CC) &&
            (g == G_NOT || g == G_NT || g == G_NEVER || g == G_NO || g == G_NEITHER ||
             g == G_HARDLY || g == G_BARELY || g == G_NOR))
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
    return t;
}

/* An adverbial clause of v that opens with one of these words. */
static bool has_clause_with(coder *c, int32_t v, int32_t but, const grammar *words_, size_t n) {
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].main == REL_ADVCL && k != but)
        TREE_EACH(&c->tree, k, m)
    if (c->tree.at[m].main == REL_MARK || c->tree.at[m].main == REL_AUX ||
        c->tree.at[m].main == REL_ADVMOD)
        for (size_t i = 0; i < n; i++)
            if (c->tree.at[m].grammar == words_[i])
                return true;
    return false;
}

static bool conditional(coder *c, int32_t v, int32_t but) {
    static const grammar openers[] = { G_IF, G_UNLESS, G_UNTIL, G_SHOULD };
    return has_clause_with(c, v, but, openers, 4);
}

static bool strictly_conditional(coder *c, int32_t v) {
    static const grammar openers[] = { G_IF, G_UNLESS };
    return has_clause_with(c, v, -1, openers, 2);
}

void clause_future(coder *c, int32_t v, uint8_t *type, int *mode, context *at) {
    static const grammar openers[] = { G_IF, G_UNLESS, G_UNTIL };
    bool condition = at->conditional || has_clause_with(c, v, -1, openers, 3);
    if (*type == EVENT_CONSULT || *type == EVENT_SUPPORT || *type == EVENT_COOPERATE ||
        *type == EVENT_AID) {
        *type = EVENT_AGREE;
        *mode = 0;
    } else if (*type == EVENT_RETREAT) {
        bool leaves = condition && is_mode(*type, *mode, "withdraw");
        *type = leaves ? EVENT_THREATEN : EVENT_CONCEDE;
        *mode = leaves ? mode_of(EVENT_THREATEN, "relations") : 0;
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

static bool is_says(const coder *c, int32_t i) {
    return c->tree.at[i].upos == UPOS_VERB &&
           (rules_operators(c->rules, c->tree.at[i].lemma) & OP_SAY);
}

static sides coded_only(coder *c, sides s) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (side_is_political(&s.at[i]) && !s.at[i].owned)
            kept[n++] = s.at[i];
    return n == s.n ? s : sides_copy(c, kept, n);
}

/* ---- what is asked for ---- */

static int request_mode(coder *c, const int32_t *complements, uint32_t n) {
    act inner = match_act(c, complements, n);
    uint64_t verb = n ? c->tree.at[complements[0]].lemma : 0;
    const char *name = "change";
    if (inner.type == EVENT_CONSULT || (n && words_get(c->words, WORD_MEET, verb)))
        name = "meet";
    else if (inner.type == EVENT_AID || inner.type == EVENT_COOPERATE ||
             inner.type == EVENT_SUPPORT || (n && words_get(c->words, WORD_ASSIST, verb)))
        name = "assist";
    else if (inner.type == EVENT_RETREAT || inner.type == EVENT_CONCEDE ||
             (n && words_get(c->words, WORD_YIELD, verb)))
        name = "yield";
    return mode_of(EVENT_REQUEST, name);
}

static int mode_for_act(event_type type, uint8_t act_type) {
    const char *name = "change";
    if (act_type == EVENT_CONSULT)
        name = "meet";
    else if (act_type == EVENT_AID || act_type == EVENT_COOPERATE || act_type == EVENT_SUPPORT)
        name = "assist";
    else if (act_type == EVENT_RETREAT || act_type == EVENT_CONCEDE)
        name = "yield";
    return mode_of(type, name);
}

/* ---- reading a verb ---- */

static bool any_instrument(coder *c, int32_t s) {
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, s, heads);
    for (uint32_t i = 0; i < n; i++)
        if (words_get(c->words, WORD_INSTRUMENT, c->tree.at[heads[i]].lemma))
            return true;
    return false;
}

static void find_rule(coder *c, verbal *x) {
    uint32_t sectors = match_sectors(x->actor);
    if (sides_pronouns(x->actor))
        sectors |= match_sectors(x->speaker);
    if (any_instrument(c, x->args.subject))
        sectors |= (uint32_t)1 << SECTOR_INS;
    x->rule = match_verb(c, x->v, &x->args, sectors, &x->noun);
    bool light = words_get(c->words, WORD_LIGHT, c->tree.at[x->v].lemma);
    if (x->args.object < 0 || !light || (x->rule && x->rule->kind != RULE_V))
        return;
    const rule *r = match_noun(c, x->args.object);
    if (r) {
        int32_t heads[HEADS_MOST];
        uint32_t n = match_heads(c, x->args.object, heads);
        x->rule = r;
        x->noun = x->args.object;
        for (uint32_t i = 0; i < n; i++)
            if (match_noun(c, heads[i]) == r) {
                x->noun = heads[i];
                break;
            }
    }
}

/* Modality: may, could, should make an act hypothetical; a would under a speaker is a future. */
static void find_status(coder *c, verbal *x) {
    uint8_t modal = x->tense.modal;
    bool doubt = modal == G_MAY || modal == G_MIGHT || modal == G_COULD || modal == G_CAN ||
                 modal == G_SHOULD || modal == G_MUST || modal == G_OUGHT;
    x->status = x->above->status;
    x->future = x->tense.future || x->above->future;
    int32_t h = c->tree.at[x->v].head;
    bool told = (c->tree.at[x->v].main == REL_CCOMP || c->tree.at[x->v].main == REL_PARATAXIS) &&
                h >= 0 && is_says(c, h);
    x->condition = conditional(c, x->v, -1) || (told && conditional(c, h, x->v));
    x->mine =
        x->speaker.n && (sides_pronouns(x->actor) || sides_share_country(x->actor, x->speaker));
    if (doubt && x->status == STATUS_ASSERTED)
        x->status = STATUS_HYPOTHETICAL;
    if ((modal == G_MAY || modal == G_MIGHT || modal == G_COULD) && x->condition && x->mine) {
        x->future = true;
        x->status = x->above->status;
    }
    if (modal != G_WOULD)
        return;
    if (x->above->speaker >= 0 && !x->above->adverbial && x->condition)
        x->future = true;
    else if (x->above->adverbial || strictly_conditional(c, x->v) || x->above->speaker < 0)
        x->status = x->status == STATUS_ASSERTED ? STATUS_HYPOTHETICAL : x->status;
    else
        x->future = true;
}

static void read_verb(coder *c, int32_t v, const context *above, pending *next, verbal *x) {
    *x = (verbal){ .v = v, .above = above, .next = next, .noun = -1 };
    match_arguments(c, v, &x->args);
    x->actor = side_of(c, x->args.subject);
    sides clear = coded_only(c, x->actor);
    bool any = false;
    for (uint32_t i = 0; i < x->actor.n; i++)
        any |= !x->actor.at[i].owned;
    if (any && clear.n < x->actor.n) { // a country beats a thing that it owns
        side kept[SIDES_MOST];
        uint32_t n = 0;
        for (uint32_t i = 0; i < x->actor.n; i++)
            if (!x->actor.at[i].owned)
                kept[n++] = x->actor.at[i];
        x->actor = sides_copy(c, kept, n);
    }
    x->speaker = above->speaker >= 0 ? coded_only(c, side_of(c, above->speaker)) : nobody;
    x->tense = clause_tense(c, v);
    x->ops = match_operators(c, v, &x->args);
    find_rule(c, x);
    find_status(c, x);
    if (x->args.n_complements)
        x->act = match_act(c, x->args.complements, x->args.n_complements);
    x->own = *above;
    x->own.status = x->status;
    x->own.future = x->future;
    x->own.conditional = x->condition;
}

static context below(const verbal *x) {
    context at = x->own;
    at.depth++;
    at.future = false;
    return at;
}

static bool is_sense(const rule *r) {
    return r && (r->kind == RULE_VO || r->kind == RULE_VP);
}

/* ---- operators: each returns whether the verb is done with ---- */

/* "X said Y must leave". */
static bool demand_by_modal(coder *c, verbal *x) {
    const tree *t = &c->tree;
    bool have = (tree_is(t, x->v, "have") || tree_is(t, x->v, "need")) && x->args.n_complements;
    bool modal = x->tense.modal == G_MUST || x->tense.modal == G_SHOULD;
    if (x->above->speaker < 0 || !(modal || have) || x->args.subject < 0 ||
        x->above->status != STATUS_ASSERTED || x->args.passive || x->tense.negated)
        return false;
    sides speaker = side_of(c, x->above->speaker), asked = coded_only(c, x->actor);
    if (!asked.n || !sides_any_political(speaker) || sides_equal(asked, speaker))
        return false;
    context at = *x->above;
    at.speaker = -1;
    int mode = request_mode(c, have ? x->args.complements : &x->v, 1);
    int32_t trigger = x->v;
    TREE_EACH(t, x->v, k)
    if (t->at[k].grammar == G_MUST || t->at[k].grammar == G_SHOULD)
        trigger = k;
    draft *d = clause_emit(c, NULL, EVENT_REQUEST, mode, speaker, asked, &at, x->v, trigger);
    if (d)
        d->how = "must";
    TREE_EACH(t, x->v, k) {
        uint8_t main = t->at[k].main;
        if (main == REL_XCOMP || main == REL_CCOMP || main == REL_ADVCL || main == REL_OBJ ||
            main == REL_OBL)
            absorb(c, k);
    }
    return true;
}

/* Refusing a claim is no event. */
static bool denies_claim(coder *c, verbal *x) {
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, x->args.object, heads);
    if (!x->rule || x->rule->type != EVENT_REJECT)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (words_get(c->words, WORD_PURSUIT, c->tree.at[heads[i]].lemma)) {
            absorb(c, x->args.object);
            return true;
        }
    return false;
}

static bool has_preposition(const verbal *x, int p) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++)
        if (x->args.obliques[i].preposition == p)
            return true;
    return false;
}

static sides recipient_of(coder *c, const verbal *x, const rule *r, int32_t noun, uint8_t type) {
    int slot;
    sides found = match_recipient(c, r, x->v, &x->args, noun, x->actor, &slot);
    return found.n ? found : match_deep(c, x->v, x->actor, type);
}

static bool threatens(coder *c, verbal *x) {
    bool object = x->args.object >= 0;
    if (!(x->ops & OP_THREATEN) || !(x->args.n_complements || object || x->args.n_obliques) ||
        (x->rule && x->rule->kind != RULE_V && x->rule->type != EVENT_THREATEN))
        return false;
    act inner = x->act;
    if (!x->args.n_complements && object && !has_preposition(x, P_WITH) &&
        !has_preposition(x, P_AGAINST)) {
        const rule *r = match_noun(c, x->args.object);
        if (r)
            inner = (act){ r->type, r->mode, x->args.object };
    }
    for (uint32_t i = 0; i < x->args.n_obliques && !inner.type; i++)
        if (x->args.obliques[i].preposition == P_WITH) {
            const rule *r = match_noun(c, x->args.obliques[i].node);
            if (r)
                inner = (act){ r->type, r->mode, x->args.obliques[i].node };
        }
    sides recipient = recipient_of(c, x, &threat_rule, -1, EVENT_THREATEN);
    bool anybody = false;
    for (uint32_t i = 0; i < x->actor.n; i++)
        anybody |=
            !x->actor.at[i].owned && (side_is_political(&x->actor.at[i]) || x->actor.at[i].pronoun);
    if (x->tense.negated)
        x->own.status = STATUS_DENIED;
    x->own.future = false;
    if (anybody) {
        draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(inner.type, inner.mode),
                               x->actor, recipient, &x->own, x->v, x->v);
        if (d)
            d->how = "threaten";
    }
    absorb_all(c, x);
    return true;
}

static bool refuses(coder *c, verbal *x) {
    if (!(x->ops & OP_REFUSE) || x->args.passive || !x->args.n_complements)
        return false;
    absorb_all(c, x);
    if (words_get(c->words, WORD_MUTE, c->tree.at[x->args.complements[0]].lemma))
        return true;
    sides recipient = recipient_of(c, x, &refuse_rule, -1, EVENT_REJECT);
    if (x->tense.negated)
        x->own.status = STATUS_DENIED;
    x->own.future = false;
    draft *d = clause_emit(c, NULL, EVENT_REJECT, mode_for_act(EVENT_REJECT, x->act.type), x->actor,
                           recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "refuse";
    return true;
}

static bool agrees(coder *c, verbal *x) {
    static const char *const vows[] = { "vow", "swear", "promise", "pledge" };
    static const char *const offers[] = { "offer", "promise", "vow", "pledge" };
    static const char *const loose[] = { "vow", "swear", "volunteer", "commit" };
    const tree *t = &c->tree;
    if (!(x->ops & OP_AGREE) || !x->args.n_complements || is_sense(x->rule) || x->args.passive)
        return false;
    int32_t first = x->args.complements[0];
    uint8_t inner = x->act.type, type = EVENT_AGREE;
    int mode = 0;
    bool stative = tree_is(t, first, "be") || tree_is(t, first, "have");
    if (!inner && (IS_ANY(t, x->v, loose) || stative))
        return false;
    bool heavy = is_material_conflict(inner);
    if ((heavy && inner != EVENT_MOBILIZE && inner != EVENT_SANCTION) ||
        (heavy && IS_ANY(t, x->v, vows)) || inner == EVENT_THREATEN) {
        type = EVENT_THREATEN;
        mode = clause_threat_mode(inner, x->act.mode);
    } else if (inner == EVENT_REJECT) {
        type = EVENT_REJECT;
        mode = x->act.mode;
    } else if (inner == EVENT_CONCEDE && IS_ANY(t, x->v, offers)) {
        type = EVENT_CONCEDE;
    }
    sides recipient = recipient_of(c, x, &agree_rule, -1, type);
    if (x->tense.negated) {
        type = EVENT_REJECT;
        mode = 0;
    }
    x->own.future = false;
    draft *d = clause_emit(c, NULL, type, mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "agree";
    absorb_all(c, x);
    return true;
}

static bool subject_is_speaker(coder *c, int32_t complement, sides speaker) {
    int32_t s = match_subject(c, complement);
    sides who = side_of(c, s);
    if (!who.n || !speaker.n)
        return false;
    if (who.at[0].pronoun) {
        uint8_t g = c->tree.at[who.at[0].head].grammar;
        return g == G_IT || g == G_THEY || g == G_HE || g == G_SHE || g == G_WE || g == G_I;
    }
    return sides_share_country(who, speaker);
}

static bool warns(coder *c, verbal *x) {
    if (!(x->ops & OP_WARN) || x->args.passive)
        return false;
    int32_t object = x->args.second >= 0 ? x->args.second : x->args.object;
    sides warned = coded_only(c, side_of(c, object));
    bool own = false, future = false;
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        own |= subject_is_speaker(c, x->args.complements[i], x->actor);
        tense t = clause_tense(c, x->args.complements[i]);
        future |= t.future || t.modal == G_WOULD;
    }
    bool hostile = is_material_conflict(x->act.type) || x->act.type == EVENT_REJECT;
    bool to_act = x->args.n_complements && c->tree.at[x->args.complements[0]].main == REL_XCOMP;
    bool direct =
        warned.n && (hostile || has_preposition(x, P_AGAINST) || !x->args.n_complements || to_act);
    if (((own && (hostile || future)) || direct) && sides_any_political(x->actor)) {
        sides recipient = warned.n ? warned
                                   : match_in_complements(c, x->args.complements,
                                                          x->args.n_complements, x->actor);
        draft *d =
            clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(x->act.type, x->act.mode),
                        x->actor, recipient, &x->own, x->v, x->v);
        if (d)
            d->how = "warn";
        absorb_all(c, x);
        return true;
    }
    context at = below(x);
    at.speaker = x->args.subject;
    at.speaker_verb = x->v;
    at.status = STATUS_HYPOTHETICAL;
    visit_all(x, &at);
    return true;
}

static bool is_question(const coder *c, const verbal *x) {
    static const grammar openers[] = { G_WHETHER, G_IF, G_HOW, G_WHAT, G_WHY, G_WHEN };
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
            if (tree_has_word(&c->tree, x->args.complements[i], openers[k]))
                return true;
    return false;
}

static bool has_infinitive(const coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        const node *n = &c->tree.at[x->args.complements[i]];
        if (n->main == REL_XCOMP && n->xpos == XPOS_VB)
            return true;
    }
    return false;
}

/* Verbs that ask only with a clause: "want Y to leave". */
static bool asks_in_this_frame(coder *c, const verbal *x) {
    static const char *const clausal[] = { "want", "require", "compel",    "challenge",
                                           "tell", "propose", "recommend", "expect" };
    const tree *t = &c->tree;
    bool asked = x->args.n_complements || (x->rule && x->rule->type == EVENT_REQUEST);
    for (uint32_t i = 0; i < x->args.n_obliques && !asked; i++) {
        uint64_t p = words_hash(text_of(preposition_name(x->args.obliques[i].preposition)));
        asked = rules_operators(c->rules, words_join(t->at[x->v].lemma, p)) != 0;
    }
    if (!asked || (is_sense(x->rule) && x->rule->type != EVENT_REQUEST))
        return false;
    if (tree_is(t, x->v, "tell") && !has_infinitive(c, x))
        return false;
    if (IS_ANY(t, x->v, clausal) && !x->args.n_complements)
        return false;
    if (tree_is(t, x->v, "expect") && (x->args.passive || !tree_has(t, x->v, REL_OBJ)))
        return false;
    if (tree_is(t, x->v, "insist") && x->args.n_complements && !x->act.type) {
        for (uint32_t i = 0; i < x->args.n_complements; i++)
            if (clause_tense(c, x->args.complements[i]).modal)
                return true;
        return false;
    }
    return !(tree_is(t, x->v, "ask") && is_question(c, x));
}

static int mode_asked(coder *c, const verbal *x) {
    if (tree_is(&c->tree, x->v, "invite"))
        return mode_of(EVENT_REQUEST, "meet");
    if (x->args.n_complements)
        return request_mode(c, x->args.complements, x->args.n_complements);
    const rule *r = x->args.object >= 0 && x->rule && x->rule->kind == RULE_V
                        ? match_noun(c, x->args.object)
                        : NULL;
    if (r)
        return mode_for_act(EVENT_REQUEST, r->type);
    return x->rule && x->rule->type == EVENT_REQUEST ? x->rule->mode : 0;
}

static bool requests(coder *c, verbal *x) {
    const tree *t = &c->tree;
    if (!(x->ops & OP_REQUEST) || !asks_in_this_frame(c, x))
        return false;
    if (tree_is(t, x->v, "want") && !tree_has(t, x->v, REL_OBJ)) {
        context at = below(x);
        at.status = STATUS_HYPOTHETICAL;
        visit_all(x, &at);
        return true;
    }
    bool own = x->rule && x->rule->type == EVENT_REQUEST;
    const rule *slots = own && x->rule->kind != RULE_V ? x->rule : &request_rule;
    sides recipient = recipient_of(c, x, slots, x->noun, EVENT_REQUEST);
    if (x->args.object >= 0 && x->args.n_complements) {
        sides object = side_of(c, x->args.object), clear = coded_only(c, object);
        if (clear.n == object.n && clear.n)
            recipient = clear;
    }
    uint8_t type = EVENT_REQUEST;
    int mode = mode_asked(c, x), slot;
    const rule *r = tree_is(t, x->v, "order") && x->args.object >= 0 && !x->args.n_complements
                        ? match_noun(c, x->args.object)
                        : NULL;
    if (r &&
        (is_material_conflict(r->type) || r->type == EVENT_RETREAT)) { // ordered the expulsion of
        type = r->type;
        mode = r->mode;
        recipient = match_recipient(c, r, x->v, &x->args, x->args.object, x->actor, &slot);
    }
    if (x->tense.negated)
        x->own.status = STATUS_DENIED;
    x->own.future = false;
    draft *d =
        clause_emit(c, own ? x->rule : NULL, type, mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "request";
    absorb_all(c, x);
    return true;
}

static bool allows(coder *c, verbal *x) {
    if (!(x->ops & OP_ALLOW) || !x->args.n_complements || (x->rule && x->rule->kind == RULE_VO) ||
        x->status != STATUS_ASSERTED || !sides_any_political(x->actor))
        return false;
    sides allowed = x->args.object >= 0 ? side_of(c, x->args.object)
                                        : match_in_complements(c, x->args.complements,
                                                               x->args.n_complements, x->actor);
    if (!sides_any_political(allowed))
        return false;
    uint8_t type = x->tense.negated ? EVENT_REJECT : x->future ? EVENT_CONCEDE : EVENT_RETREAT;
    int mode = type == EVENT_RETREAT  ? mode_of(EVENT_RETREAT, "access")
               : type == EVENT_REJECT ? mode_of(EVENT_REJECT, "yield")
                                      : 0;
    x->own.future = false;
    draft *d = clause_emit(c, NULL, type, mode, x->actor, allowed, &x->own, x->v, x->v);
    if (d)
        d->how = "allow";
    absorb_all(c, x);
    return true;
}

/* "would not hesitate to strike". */
static bool hesitates(coder *c, verbal *x) {
    if (!tree_is(&c->tree, x->v, "hesitate") || !x->tense.negated || !x->args.n_complements)
        return false;
    x->own.status = x->above->status;
    x->own.future = false;
    sides recipient = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(x->act.type, x->act.mode),
                           x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "hesitate";
    absorb_all(c, x);
    return true;
}

/* Saying: the complement has a speaker. */
static bool says(coder *c, verbal *x) {
    bool clause = tree_has_main(&c->tree, x->v, REL_CCOMP);
    if (!(x->ops & OP_SAY) || x->tense.negated ||
        (x->rule && (x->rule->type == EVENT_ACCUSE || x->rule->type == EVENT_SUPPORT) && !clause))
        return false;
    context at = *x->above;
    at.status = x->status;
    at.future = false;
    int32_t speaker = x->args.passive ? match_agent(c, x->v) : x->args.subject;
    if (speaker >= 0) {
        at.speaker = speaker;
        at.speaker_verb = x->v;
    }
    uint8_t who = speaker >= 0 ? c->tree.at[speaker].grammar : G_NONE;
    bool first_person = who == G_I || who == G_WE; // "I think" in a quotation is only politeness
    if (first_person) {
        at.speaker = x->above->speaker;
        at.speaker_verb = x->above->speaker_verb;
    }
    if (words_get(c->words, WORD_DOUBT, c->tree.at[x->v].lemma) && !first_person &&
        at.status == STATUS_ASSERTED)
        at.status = STATUS_HYPOTHETICAL;
    visit_all(x, &at);
    return true;
}

/* Verbs that only colour the act they govern: begin, fail, deny, plan, hope. */
static bool colours(coder *c, verbal *x) {
    const tree *t = &c->tree;
    if (!x->args.n_complements || is_sense(x->rule))
        return false;
    const node *first = &t->at[x->args.complements[0]];
    context at = below(x);
    if ((x->ops & OP_TRY) && !(x->rule && x->args.object >= 0)) {
        at.under = true;
        at.future = t->at[x->v].grammar == G_GOING && x->future;
        at.trying =
            tree_is(t, x->v, "try") || tree_is(t, x->v, "attempt") || tree_is(t, x->v, "seek");
        if (x->tense.negated)
            at.status = STATUS_DENIED;
    } else if ((x->ops & OP_FAIL) && !x->rule) {
        at.status = STATUS_DENIED;
    } else if (x->ops & OP_DENY) {
        at.status = STATUS_DENIED;
        at.speaker = x->args.subject;
        at.speaker_verb = x->v;
    } else if ((x->ops & OP_INTEND) &&
               (first->main == REL_XCOMP || first->xpos == XPOS_VB || first->xpos == XPOS_VBG)) {
        at.future = true;
        at.under = true;
        at.negated = x->tense.negated;
    } else if (x->ops & OP_SAY) {
        return says(c, x);
    } else {
        return false;
    }
    visit_all(x, &at);
    return true;
}

static bool hopes(coder *c, verbal *x) {
    if (!(x->ops & OP_HOPE) || x->rule || !x->args.n_complements || is_sense(x->rule))
        return false;
    context at = below(x);
    bool seems = tree_is(&c->tree, x->v, "seem") || tree_is(&c->tree, x->v, "appear");
    at.status = seems ? x->status : STATUS_HYPOTHETICAL;
    visit_all(x, &at);
    return true;
}

/* "had no intention of leaving". */
static bool has_no_intention(coder *c, verbal *x) {
    static const char *const wishes[] = { "intention", "plan", "desire", "wish" };
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    if (!tree_is(t, x->v, "have") || o < 0 || !IS_ANY(t, o, wishes) ||
        !(tree_has_word(t, o, G_NO) || tree_has_word(t, x->v, G_NOT) ||
          tree_has_word(t, x->v, G_NT)))
        return false;
    context at = x->own;
    at.status = STATUS_DENIED;
    at.under = true;
    TREE_EACH(t, o, k)
    if (t->at[k].main == REL_ACL)
        visit_later(x->next, k, &at);
    visit_all(x, &at);
    return true;
}

/* ---- the verb's own rule ---- */

static sides recipient_by_rule(coder *c, verbal *x, const rule *r, int *slot) {
    const tree *t = &c->tree;
    sides found = nobody;
    *slot = SLOT_NONE;
    if (x->noun >= 0 && x->args.n_complements && r->type == EVENT_REQUEST) {
        found = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
        *slot = SLOT_COMPLEMENT;
    }
    if (!found.n)
        found = match_recipient(c, r, x->v, &x->args, x->noun, x->actor, slot);
    bool governs = r->type == EVENT_REQUEST || r->type == EVENT_THREATEN ||
                   r->type == EVENT_AGREE || r->type == EVENT_REJECT;
    if (!found.n && x->noun >= 0 && !x->args.n_complements && governs)
        TREE_EACH(t, x->noun, k)
    if ((t->at[k].main == REL_ACL || t->at[k].main == REL_CCOMP) && !found.n)
        found = match_in_complements(c, &k, 1, x->actor);
    bool nowhere = r->n_slots == 1 && r->slots[0] == SLOT_NOWHERE;
    bool somebody = sides_any_political(x->actor) ||
                    (x->actor.n && (x->actor.at[0].pronoun || x->actor.at[0].kind == SIDE_NAMED));
    if (!found.n && !nowhere && somebody)
        found = match_deep(c, x->v, x->actor, r->type);
    return found;
}

/* Negation and future change type and status; false when the rule asks for another frame. */
static bool settle(coder *c, verbal *x, const rule *r, uint8_t *type, int *mode) {
    bool friendly = is_verbal_cooperation(*type) || is_material_cooperation(*type);
    context *at = &x->own;
    if (x->tense.negated && !x->future && *type != EVENT_REJECT)
        at->status = STATUS_DENIED;
    if (x->tense.negated && x->future) {
        if (friendly) {
            *mode = r->type == EVENT_CONSULT ? mode_of(EVENT_REJECT, "meet")
                    : r->type == EVENT_AID || r->type == EVENT_COOPERATE || r->type == EVENT_SUPPORT
                        ? mode_of(EVENT_REJECT, "assist")
                        : mode_of(EVENT_REJECT, "yield");
            *type = EVENT_REJECT;
        } else {
            at->status = STATUS_DENIED;
        }
        x->future = false;
    }
    if (x->above->negated) {
        if (friendly) {
            *type = EVENT_REJECT;
            *mode = 0;
        }
        x->future = false;
    }
    if ((r->flags & RULE_FUTURE) && !(x->future && x->condition))
        return false;
    if ((r->flags & RULE_FUTURE_ANY) && !x->future)
        return false;
    at->future = x->future;
    if (x->future)
        clause_future(c, x->v, type, mode, at);
    return true;
}

static void take_phrases(coder *c, const verbal *x, uint8_t type) {
    const tree *t = &c->tree;
    bool talk = is_verbal_conflict(type);
    bool soft = type == EVENT_SUPPORT || type == EVENT_AGREE || type == EVENT_CONCEDE;
    TREE_EACH(t, x->v, k) {
        uint8_t main = t->at[k].main;
        bool tied =
            main == REL_ADVCL && (tree_has_word(t, k, G_FOR) || tree_has_word(t, k, G_OF) ||
                                  tree_has_word(t, k, G_OVER) || tree_has_word(t, k, G_ON) ||
                                  tree_has_word(t, k, G_AGAINST) || tree_has_word(t, k, G_TO) ||
                                  tree_has_word(t, k, G_FROM));
        if ((talk || soft) && (main == REL_XCOMP || main == REL_CCOMP || tied))
            absorb(c, k);
    }
    if (x->noun >= 0) {
        int32_t phrases[2] = { x->args.object, x->noun };
        for (int i = 0; i < 2; i++)
            if (phrases[i] >= 0)
                TREE_EACH(t, phrases[i], k)
        if (t->at[k].main == REL_ACL)
            absorb(c, k);
    }
    if (x->args.object >= 0)
        clause_take(c, x->args.object);
    if (x->noun >= 0)
        clause_take(c, x->noun);
    if (talk || is_verbal_cooperation(type))
        for (uint32_t i = 0; i < x->args.n_obliques; i++)
            clause_take(c, x->args.obliques[i].node);
}

/* A passive without an agent under a speaker: "said X would be attacked" threatens. */
static void threat_by_speaker(coder *c, verbal *x, uint8_t *type, int *mode) {
    (void)c;
    if (!x->args.passive || x->actor.n || !x->speaker.n || !is_material_conflict(*type) ||
        !(x->future || x->tense.modal == G_WOULD))
        return;
    x->actor = x->speaker;
    x->future = false;
    *mode = clause_threat_mode(*type, *mode);
    *type = EVENT_THREATEN;
    x->own.status = x->above->status;
}

static void by_rule(coder *c, verbal *x) {
    const rule *r = x->rule;
    const tree *t = &c->tree;
    int slot, mode = r->mode;
    uint8_t type = r->type;
    sides recipient = recipient_by_rule(c, x, r, &slot);
    if (r->kind == RULE_N && x->noun >= 0) {
        bool somebody = sides_pronouns(x->actor) || sides_any_political(x->actor);
        sides by = somebody ? nobody : match_noun_actor(c, x->noun);
        if (by.n)
            x->actor = by;
    }
    if (r->flags & RULE_INVERSE) {
        sides swap = x->actor;
        x->actor = recipient;
        recipient = swap;
    }
    bool light = words_get(c->words, WORD_LIGHT, t->at[x->v].lemma);
    int32_t trigger = light && x->noun >= 0 && r->kind != RULE_V ? x->noun : x->v;
    if (r->flags & RULE_SPEAKER) {
        if (!x->speaker.n)
            return;
        if (!(r->flags & RULE_INVERSE) && !recipient.n)
            recipient = coded_only(c, x->actor);
        x->actor = x->speaker;
    }
    threat_by_speaker(c, x, &type, &mode);
    if (!settle(c, x, r, &type, &mode))
        return;
    bool stative = r->kind == RULE_V && (tree_is(t, x->v, "be") || tree_is(t, x->v, "have"));
    draft *d =
        stative ? NULL : clause_emit(c, r, type, mode, x->actor, recipient, &x->own, x->v, trigger);
    if (d)
        d->noun = x->noun;
    take_phrases(c, x, type);
}

/* "called the president": a person as object makes it a telephone call. */
static const rule *telephone(coder *c, const verbal *x) {
    uint32_t n;
    bool person = false;
    if (!tree_is(&c->tree, x->v, "call") || x->args.object < 0 || x->args.passive || x->rule ||
        !x->actor.n || tree_has_main(&c->tree, x->v, REL_XCOMP) ||
        tree_has_main(&c->tree, x->v, REL_CCOMP))
        return NULL;
    sides s = side_of(c, x->args.object);
    for (uint32_t i = 0; i < s.n; i++)
        person |= s.at[i].sector && !s.at[i].owned &&
                  (s.at[i].kind == SIDE_LEADER || s.at[i].kind == SIDE_ROLE);
    const sense *found =
        person ? rules_find(c->rules, RULE_V, words_hash(TEXT("telephone")), 0, &n) : NULL;
    return found ? &c->rules->items[found->rule] : NULL;
}

static void walk_verb(coder *c, int32_t v, const context *above, pending *next) {
    typedef bool (*operator_fn)(coder *, verbal *);
    static const operator_fn operators[] = { demand_by_modal, denies_claim, threatens,
                                             refuses,         agrees,       warns,
                                             requests,        allows,       hesitates,
                                             colours,         hopes,        has_no_intention };
    verbal x;
    read_verb(c, v, above, next, &x);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i](c, &x))
            return;
    if (!x.rule)
        x.rule = telephone(c, &x);
    if (x.rule)
        by_rule(c, &x);
}

/* ---- adjectives ---- */

static bool needs_complement(const tree *t, int32_t i) {
    static const char *const words_[] = { "ready", "willing", "prepared",   "eager",    "keen",
                                          "open",  "set",     "determined", "committed" };
    return IS_ANY(t, i, words_);
}

static bool walk_adjective(coder *c, int32_t i, const context *above, pending *next) {
    static const char *const unsure[] = { "likely",    "unlikely",  "possible",   "able",
                                          "unable",    "due",       "impossible", "expected",
                                          "supposed",  "hard",      "difficult",  "easy",
                                          "important", "necessary", "essential",  "better",
                                          "vital",     "crucial" };
    const tree *t = &c->tree;
    tense tn = clause_tense(c, i);
    arguments a;
    int slot;
    match_arguments(c, i, &a);
    const rule *r = match_adjective(c, i, tn.negated);
    bool to = false;
    for (uint32_t k = 0; k < a.n_obliques; k++)
        to |= a.obliques[k].preposition == P_TO;
    if (r && needs_complement(t, i) && !a.n_complements && !to)
        r = NULL;
    act inner = match_act(c, a.complements, a.n_complements);
    if (r && r->type == EVENT_AGREE && a.n_complements && !inner.type)
        r = NULL;
    if (r) {
        side kept[SIDES_MOST];
        uint32_t n = 0;
        sides s = side_of(c, match_subject(c, i));
        for (uint32_t k = 0; k < s.n; k++)
            if (!s.at[k].owned)
                kept[n++] = s.at[k];
        sides by = sides_copy(c, kept, n);
        uint8_t type = r->type;
        int mode = r->mode;
        if (type == EVENT_AGREE &&
            (is_material_conflict(inner.type) || inner.type == EVENT_THREATEN)) {
            type = EVENT_THREATEN;
            mode = clause_threat_mode(inner.type, inner.mode);
        } else if (type == EVENT_AGREE && is_verbal_conflict(inner.type)) {
            type = inner.type;
            mode = inner.mode;
        } else if (type == EVENT_AGREE && inner.type == EVENT_CONCEDE) {
            type = EVENT_CONCEDE;
        }
        a.object = a.second = -1;
        sides recipient = match_recipient(c, r, i, &a, -1, by, &slot);
        context at = *above;
        if (tn.modal)
            at.status = STATUS_HYPOTHETICAL;
        draft *d = clause_emit(c, r, type, mode, by, recipient, &at, i, i);
        if (d)
            d->how = "adjective";
        for (uint32_t k = 0; k < a.n_complements; k++)
            absorb(c, a.complements[k]);
        return true;
    }
    if (!IS_ANY(t, i, unsure))
        return false;
    TREE_EACH(t, i, k) {
        uint8_t main = t->at[k].main;
        if (main == REL_XCOMP || main == REL_CCOMP || main == REL_CSUBJ || main == REL_ADVCL) {
            context at = *above;
            at.status = STATUS_HYPOTHETICAL;
            at.depth++;
            visit_later(next, k, &at);
        }
    }
    return true;
}

/* ---- the walk ---- */

/* "..., X said" and "according to X" in the clause at hand. */
static void find_speaker(coder *c, int32_t v, context *at) {
    const tree *t = &c->tree;
    TREE_EACH(t, v, k)
    if (t->at[k].main == REL_PARATAXIS && is_says(c, k) &&
        (tree_has(t, k, REL_NSUBJ) || tree_has(t, k, REL_NSUBJ_PASS))) {
        int32_t s = match_subject(c, k);
        if (s >= 0) {
            at->speaker = s;
            at->speaker_verb = k;
        }
    }
    TREE_EACH(t, v, k) {
        uint8_t main = t->at[k].main;
        if (main != REL_OBL && main != REL_NMOD && main != REL_ADVCL)
            continue;
        if (tree_preposition(&c->tree, k) == P_ACCORDING_TO) {
            at->speaker = k;
            at->speaker_verb = k;
        } else if (t->at[k].grammar == G_ACCORDING || tree_is(t, k, "accord")) {
            TREE_EACH(t, k, g)
            if (t->at[g].main == REL_OBL || t->at[g].main == REL_NMOD) {
                at->speaker = g;
                at->speaker_verb = k;
                break;
            }
        }
    }
}

static bool is_verb_clause(const coder *c, int32_t v) {
    const node *n = &c->tree.at[v];
    uint32_t found;
    if (n->main == REL_AMOD && n->upos == UPOS_VERB)
        return false;
    if (n->upos == UPOS_VERB || n->upos == UPOS_AUX)
        return true;
    return is_noun(n) && (n->main == REL_ROOT || n->main == REL_CONJ || n->main == REL_CCOMP) &&
           (tree_has(&c->tree, v, REL_NSUBJ) || tree_has(&c->tree, v, REL_OBJ)) &&
           rules_find(c->rules, RULE_V, n->lemma, 0, &found);
}

static bool is_adjective_clause(const coder *c, int32_t v) {
    static const char *const heads[] = { "likely", "unlikely", "able", "unable", "due" };
    const node *n = &c->tree.at[v];
    return n->upos == UPOS_ADJ &&
           (tree_has(&c->tree, v, REL_COP) || n->main == REL_ROOT ||
            tree_has_main(&c->tree, v, REL_NSUBJ) || IS_ANY(&c->tree, v, heads));
}

/* What an adverbial clause inherits: "if", "after", "before", "to". */
static void enter_adverbial(coder *c, int32_t k, context *at) {
    at->depth++;
    at->adverbial = 1;
    TREE_EACH(&c->tree, k, m) {
        uint8_t g = c->tree.at[m].grammar, main = c->tree.at[m].main;
        if (main != REL_MARK && main != REL_CASE && main != REL_ADVMOD)
            continue;
        at->adverbial = (uint8_t)(g + 1);
        if (g == G_IF || g == G_UNLESS || g == G_LEST || g == G_WHETHER)
            at->status = STATUS_HYPOTHETICAL;
        if (g == G_AFTER || g == G_SINCE)
            at->background = true;
        if ((g == G_BEFORE || g == G_UNTIL) && at->status == STATUS_ASSERTED)
            at->status = STATUS_HYPOTHETICAL;
    }
    if (c->tree.at[k].xpos == XPOS_VB && tree_has_word(&c->tree, k, G_TO))
        at->purpose = true;
}

static void enter_child(coder *c, int32_t k, const context *own, pending *next) {
    const node *n = &c->tree.at[k];
    context at = *own;
    if (n->main != REL_CONJ) {
        at.future = false;
        at.under = false;
        at.trying = false;
    }
    at.conditional = false;
    switch (n->main) {
    case REL_CONJ:
    case REL_PARATAXIS:
        break;
    case REL_CCOMP:
    case REL_XCOMP:
    case REL_CSUBJ:
        at.depth++;
        break;
    case REL_ADVCL:
        enter_adverbial(c, k, &at);
        break;
    case REL_ACL:
        at.depth++;
        at.relative = n->rel;
        at.background |= n->rel == REL_ACL_RELCL || n->xpos == XPOS_VBN;
        at.purpose |= n->rel == REL_ACL && n->xpos == XPOS_VB;
        break;
    default:
        if (n->upos == UPOS_PUNCT || n->child < 0)
            return;
        if (n->main == REL_OBL || n->main == REL_NMOD || n->main == REL_OBJ ||
            n->main == REL_NSUBJ || n->main == REL_APPOS)
            at.depth++;
    }
    visit_later(next, k, &at);
}

static void walk_one(coder *c, int32_t v, const context *above, pending *next) {
    context at = *above;
    find_speaker(c, v, &at);
    c->contexts[v] = at;
    c->marks[v] |= MARK_WALKED | MARK_CONTEXT;
    if (is_verb_clause(c, v))
        walk_verb(c, v, &c->contexts[v], next);
    else if (is_adjective_clause(c, v))
        walk_adjective(c, v, &c->contexts[v], next);
    uint32_t handled = next->n;
    TREE_EACH(&c->tree, v, k) {
        bool again = (c->marks[k] & MARK_WALKED) != 0;
        for (uint32_t i = 0; i < handled && !again; i++)
            again = next->items[i].node == k;
        if (!again)
            enter_child(c, k, &c->contexts[v], next);
    }
}

void clause_walk(coder *c) {
    uint32_t n = 0, cap = 2 * (uint32_t)c->tree.n + PENDING_MOST;
    visit *stack = arena_array(c->arena, cap, sizeof *stack);
    pending *next = arena_alloc(c->arena, sizeof *next);
    if (!stack || !next) {
        c->failed = true;
        return;
    }
    context top = { .speaker = -1, .speaker_verb = -1 };
    for (int32_t i = 0; i < c->tree.n; i++) // "According to X, ..." wherever it hangs
        if (top.speaker < 0 && is_nominal(&c->tree.at[i]) &&
            tree_preposition(&c->tree, i) == P_ACCORDING_TO)
            top.speaker = top.speaker_verb = i;
    stack[n++] = (visit){ c->tree.root, top };
    for (int step = 0; n > 0 && step < STEPS_MOST; step++) {
        visit one = stack[--n];
        if (c->marks[one.node] & MARK_WALKED)
            continue;
        next->n = 0;
        walk_one(c, one.node, &one.at, next);
        while (next->n > 0 && n < cap)
            stack[n++] = next->items[--next->n];
    }
}
