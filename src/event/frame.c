/* frame.c - senses that a verb has by what stands around it; see frame.h. */
#include "event/frame.h"

#include "event/side.h"

/* What a paper says that somebody puts into force. */
bool frame_decreed(coder *c, int32_t v) {
    const node *n = &c->tree.at[v];
    return n->main == REL_ACL && n->xpos != XPOS_VBN && n->head >= 0 &&
           match_maker(c, n->head) >= 0;
}

/* "passed a resolution condemning Russia": the act is what the paper says. */
bool frame_enacts(coder *c, const verbal *x) {
    int32_t paper = x->args.object;
    if (paper < 0 || match_maker(c, paper) < 0)
        return false;
    TREE_EACH(&c->tree, paper, k)
    if (frame_decreed(c, k) && match_act(c, &k, 1).type)
        return true;
    return false;
}

/* "condemned the American sanctions on Y": what is condemned is in force, and told as such. */
bool frame_deed_of_another(coder *c, const verbal *x) {
    int32_t deed = x->args.object;
    const rule *r = x->noun < 0 ? match_noun(c, deed) : NULL;
    bool done = r && (is_material_conflict(r->type) || r->type == EVENT_RETREAT);
    sides by = done ? match_noun_actor(c, deed) : nobody;
    return by.n && !sides_share_country(by, x->actor);
}

/* "that Iran had left": the side stands in the subject of a clause below v. */
static bool is_subject_below(const tree *t, int32_t v, int32_t i) {
    for (int step = 0; i >= 0 && i != v && step <= t->n; step++, i = t->at[i].head)
        if (t->at[i].main == REL_NSUBJ)
            return true;
    return false;
}

/* "regrets the French decision", "regrets that France left": what another did is disapproved of;
 * one's own is repented. */
bool frame_regrets_another(coder *c, const verbal *x, sides recipient, int slot) {
    const tree *t = &c->tree;
    bool regret = tree_is(t, x->v, "regret") || (x->noun >= 0 && tree_is(t, x->noun, "regret"));
    bool his = slot == SLOT_OBJECT || slot == SLOT_OWNER || slot == SLOT_PREP + P_OVER ||
               slot == SLOT_PREP + P_AT || slot == SLOT_PREP + P_ABOUT ||
               (slot == SLOT_NONE && x->noun >= 0 && !x->args.n_complements);
    if (slot == SLOT_COMPLEMENT && recipient.n)
        his = is_subject_below(t, x->v, recipient.at[0].head);
    return regret && his && recipient.n && recipient.at[0].code.len &&
           !sides_share_country(recipient, x->actor);
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

/* A country, or a part of one by its name: "the north-east of Syria". */
static bool is_ground(coder *c, int32_t object, sides s) {
    static const char *const parts[] = { "north", "south",  "east",     "west",
                                         "area",  "region", "province", "soil" };
    if (s.n != 1 || !s.at[0].code.len)
        return false;
    bool part = TREE_IS_ANY(&c->tree, object, parts) ||
                (object > 1 && c->tree.at[object - 1].grammar == G_HYPHEN &&
                 TREE_IS_ANY(&c->tree, object - 2, parts));
    return s.at[0].kind == SIDE_COUNTRY || part;
}

/* A state, or what it says of itself. */
static bool is_state(const verbal *x) {
    sides s = x->actor.n == 1 && x->actor.at[0].pronoun && x->mine ? x->speaker : x->actor;
    return s.n == 1 && s.at[0].kind == SIDE_COUNTRY && !s.at[0].owned;
}

/* "left the EU": a body as object makes it a withdrawal; a country that leaves another one
 * retreats. */
static const rule *departure(coder *c, const verbal *x) {
    static const char *const verbs[] = { "leave", "quit", "exit" };
    uint32_t n;
    if (!TREE_IS_ANY(&c->tree, x->v, verbs) || x->args.object < 0 || x->args.passive ||
        x->args.n_complements || (x->rule && x->rule->kind != RULE_V))
        return NULL;
    sides s = side_of(c, x->args.object);
    bool body = s.n == 1 && s.at[0].kind == SIDE_ORG && is_body(s.at[0].code);
    bool land = is_ground(c, x->args.object, s) && is_state(x);
    if (land) { // "the United States will leave Syria": it moves back
        const sense *back = rules_find(c->rules, RULE_V, words_hash(TEXT("vacate")), 0, &n);
        return back ? &c->rules->items[back->rule] : NULL;
    }
    const sense *found = body ? rules_find(c->rules, RULE_VO, words_hash(TEXT("leave")),
                                           words_hash(TEXT("treaty")), &n)
                              : NULL;
    return found ? &c->rules->items[found->rule] : NULL;
}

/* "is being held by the army", "are held in camps": a person held is a prisoner. */
static const rule *captivity(coder *c, const verbal *x) {
    static const char *const cells[] = { "prison", "jail", "camp",      "custody",   "cell",
                                         "centre", "base", "detention", "captivity", "facility" };
    uint32_t n;
    if (!tree_is(&c->tree, x->v, "hold") || !x->args.passive || x->rule || x->args.object < 0 ||
        x->args.n_complements)
        return NULL;
    sides held = side_of(c, x->args.object);
    uint8_t g = c->tree.at[x->args.object].grammar;
    bool person = held.n && ((held.at[0].pronoun && g != G_IT && g != G_WHICH) ||
                             held.at[0].kind == SIDE_LEADER ||
                             (held.at[0].kind == SIDE_ROLE && !held.at[0].owned));
    uint8_t sec = held.n ? side_sector(&held.at[0]) : SECTOR_NONE;
    person = person && sec != SECTOR_LEG && sec != SECTOR_PTY && sec != SECTOR_GOV;
    bool kept = sides_any_political(x->actor);
    for (uint32_t i = 0; i < x->args.n_obliques; i++)
        kept |= x->args.obliques[i].preposition == P_IN &&
                (TREE_IS_ANY(&c->tree, x->args.obliques[i].node, cells) ||
                 side_hit(c, x->args.obliques[i].node));
    const sense *found = rules_find(c->rules, RULE_V, words_hash(TEXT("detain")), 0, &n);
    for (uint32_t i = 0; person && kept && i < n; i++)
        if (found[i].n_parts == 0)
            return &c->rules->items[found[i].rule];
    return NULL;
}

bool frame_commands(coder *c, const verbal *x) {
    static const char *const verbs[] = { "order", "command", "instruct", "direct" };
    if (!x->rule || x->rule->type != EVENT_MOBILIZE || x->args.passive || x->args.object < 0 ||
        !x->args.n_complements || !TREE_IS_ANY(&c->tree, x->v, verbs))
        return false;
    sides told = sides_political(c, side_of(c, x->args.object));
    return told.n && told.at[0].code.len && !sides_share_country(told, x->actor);
}

const rule *frame_rule(coder *c, const verbal *x) {
    const rule *calls = telephone(c, x), *leaves = departure(c, x);
    const rule *holds = captivity(c, x);
    return leaves ? leaves : calls ? calls : holds ? holds : x->rule;
}
