/* doer.c - who stands behind a noun that is an act, and whom it hits: owner, by-phrase, the one it
 * is blamed on, an adjective. Declared in match.h. */
#include "event/draft.h"
#include "event/job.h"
#include "event/match.h"
#include "event/recipient.h"
#include "event/side.h"

static bool political(coder *c, int32_t i, sides *out) {
    *out = sides_political(c, side_of(c, i));
    return out->n > 0;
}

static bool is_carried_out(coder *c, int32_t i) {
    static const char *const verbs[] = { "fire",   "launch", "carry",   "conduct", "drop",
                                         "plant",  "stage",  "mount",   "pass",    "adopt",
                                         "issue",  "file",   "sign",    "write",   "make",
                                         "submit", "draft",  "impose",  "commit",  "perpetrate",
                                         "take",   "wage",   "inflict", "pursue",  "undertake",
                                         "lead",   "bring",  "raise",   "order",   "slap" };
    return TREE_IS_ANY(&c->tree, i, verbs);
}

/* "an attack blamed on X", "linked to X", "claimed by X". */
static bool is_laid_to(coder *c, int32_t i) {
    static const char *const verbs[] = { "blame", "link",  "attribute", "claim",
                                         "tie",   "trace", "ascribe",   "inspire" };
    return TREE_IS_ANY(&c->tree, i, verbs);
}

static int32_t whom_laid_to(coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k) {
        int p = c->tree.at[k].main == REL_OBL ? tree_preposition(&c->tree, k) : 0;
        if (p == P_TO || p == P_ON || p == P_BY)
            return k;
    }
    return -1;
}

static bool lends_actor(coder *c, int32_t i) { // "US-led", "Saudi-backed"
    static const char *const verbs[] = { "lead",     "led",       "back",     "backed",
                                         "sponsor",  "sponsored", "brokered", "make",
                                         "mediated", "run",       "supported" };
    return TREE_IS_ANY(&c->tree, i, verbs);
}

static void add_adjective(coder *c, int32_t i, side *kept, uint32_t *n) {
    const hit *h = side_hit(c, i);
    if (h && *n < SIDES_MOST)
        kept[(*n)++] = (side){ .code = h->code,
                               .sector = h->kind == ACTOR_SEAT ? SECTOR_GOV : h->sector,
                               .kind = SIDE_ADJECTIVE,
                               .head = i,
                               .actor = h->actor };
}

sides match_between(coder *c, int32_t n) {
    sides found = nobody;
    TREE_EACH(&c->tree, n, k)
    if ((c->tree.at[k].main == REL_NMOD || c->tree.at[k].main == REL_OBL) &&
        tree_preposition(&c->tree, k) == P_BETWEEN && political(c, k, &found))
        return found;
    return nobody;
}

sides match_parties(coder *c, int32_t n) {
    const rule *r = is_noun(&c->tree.at[n]) ? match_noun(c, n) : NULL;
    return r && r->type == EVENT_CONSULT ? match_between(c, n) : nobody;
}

/* "opposition from the Socialists": who says it comes behind "from". */
static bool is_said(coder *c, int32_t n) {
    const rule *r = match_noun(c, n);
    return r && is_verbal_conflict(r->type);
}

/* "a police raid", "the opposition boycott"; a church attack is done to the church. */
static bool acts_before_noun(uint8_t sec) {
    return sec != SECTOR_REL && sec != SECTOR_CVL && sec != SECTOR_MED && sec != SECTOR_JRN &&
           sec != SECTOR_REF && sec != SECTOR_BUS;
}

/* "Iran sanctions", "China tariffs": a measure called after the country it is against; "US" and
 * "EU" sanctions are theirs. */
static bool is_against(const coder *c, const rule *told, int32_t k, const hit *h) {
    return told && told->type == EVENT_SANCTION && h && h->kind == ACTOR_COUNTRY &&
           c->tree.at[k].main == REL_COMPOUND && c->tree.at[k].upos == UPOS_PROPN &&
           !is_acronym(tree_form(&c->tree, k)) && !text_equal(h->code, TEXT("USA"));
}

/* "fighter jets" are no fighters, and a prison gives no "prison term". */
static bool is_mere_kind(const coder *c, int32_t k) {
    static const char *const crafts[] = { "jet", "plane", "aircraft", "bomber", "pilot" };
    return tree_is(&c->tree, k, "prison") || tree_is(&c->tree, k, "jail") ||
           (tree_is(&c->tree, k, "fighter") && k + 1 < c->tree.n &&
            TREE_IS_ANY(&c->tree, k + 1, crafts));
}

sides match_noun_actor(coder *c, int32_t n) {
    const node *at = c->tree.at;
    sides found = nobody;
    TREE_EACH(&c->tree, n, k)
    if (at[k].rel == REL_NMOD_POSS && political(c, k, &found))
        return found;
    TREE_EACH(&c->tree, n, k)
    if ((at[k].main == REL_NMOD || at[k].main == REL_OBL) &&
        tree_preposition(&c->tree, k) == P_BY && political(c, k, &found))
        return found;
    TREE_EACH(&c->tree, n, k) // "the seizure of a tanker by X"
    if (at[k].main == REL_NMOD)
        TREE_EACH(&c->tree, k, g)
    if (at[g].main == REL_NMOD && tree_preposition(&c->tree, g) == P_BY && match_noun(c, n) &&
        political(c, g, &found))
        return found;
    TREE_EACH(&c->tree, n, k)
    if (at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_FROM &&
        (node_in(&at[n], WORD_SPEECH) || is_said(c, n)) && political(c, k, &found))
        return found;
    TREE_EACH(&c->tree, n, k)
    if (at[k].main == REL_ACL && (is_carried_out(c, k) || is_laid_to(c, k))) {
        int32_t agent = is_laid_to(c, k) ? whom_laid_to(c, k) : match_agent(c, k);
        if (agent >= 0 && political(c, agent, &found))
            return found;
    }
    side kept[SIDES_MOST];
    uint32_t n_found = 0;
    const rule *told = match_noun(c, n);
    bool held = told && (told->type == EVENT_CONSULT || told->type == EVENT_AGREE ||
                         told->type == EVENT_ASSAULT);
    TREE_EACH(&c->tree, n, k) {
        if (at[k].main != REL_AMOD && at[k].main != REL_COMPOUND && at[k].rel != REL_NMOD_UNMARKED)
            continue;
        const hit *h = side_hit(c, k);
        if (held && h && at[k].upos != UPOS_ADJ && hit_is_town(h))
            continue; // "the Geneva talks", "the Kabul bombing": where it is
        if (is_against(c, told, k, h))
            continue;
        uint32_t job = at[k].main == REL_COMPOUND ? job_of(c, k) : 0;
        if (side_hit(c, k)) {
            add_adjective(c, k, kept, &n_found);
            TREE_EACH(&c->tree, k, g)
            if (at[g].main == REL_CONJ || (held && told->type != EVENT_ASSAULT && g == k - 2 &&
                                           at[k - 1].grammar == G_HYPHEN))
                add_adjective(c, g, kept, &n_found); // "Turkish-Greek talks"
        } else if (job && !(job & WORD_WEAK) && acts_before_noun((uint8_t)(job & 255)) &&
                   !tree_is(&c->tree, k, "terrorist") && !is_mere_kind(c, k)) {
            sides s = side_of(c, k);
            for (uint32_t i = 0; i < s.n && n_found < SIDES_MOST; i++)
                kept[n_found++] = s.at[i];
        } else if (lends_actor(c, k)) {
            TREE_EACH(&c->tree, k, g)
            add_adjective(c, g, kept, &n_found);
        }
    }
    return sides_copy(c, kept, n_found);
}

/* "an operation targeting X", "strikes aimed at X". */
static sides aimed_at(coder *c, int32_t n) {
    static const char *const verbs[] = { "target", "aim", "direct" };
    sides found = nobody;
    TREE_EACH(&c->tree, n, k) {
        if (c->tree.at[k].main != REL_ACL || !TREE_IS_ANY(&c->tree, k, verbs))
            continue;
        TREE_EACH(&c->tree, k, g) {
            int p = c->tree.at[g].main == REL_OBL ? tree_preposition(&c->tree, g) : 0;
            bool hit_ = c->tree.at[g].main == REL_OBJ || p == P_AT || p == P_AGAINST;
            if (hit_ && political(c, g, &found))
                return found;
        }
    }
    return nobody;
}

sides match_noun_target(coder *c, int32_t n) {
    const rule *r = match_noun(c, n);
    sides aim = r && r->type == EVENT_ASSAULT ? aimed_at(c, n) : nobody;
    if (!r || r->type != EVENT_ASSAULT || aim.n || tree_is(&c->tree, n, "operation"))
        return aim; // "New England operations" may be a firm's
    TREE_EACH(&c->tree, n, k) {
        const hit *h = c->tree.at[k].main == REL_COMPOUND && c->tree.at[k].upos != UPOS_ADJ
                           ? side_hit(c, k)
                           : NULL;
        if (!h || (h->kind != ACTOR_CITY && h->kind != ACTOR_SEAT && h->kind != ACTOR_PLACE))
            continue;
        side place = {
            .code = draft_country(h->code), .kind = SIDE_CITY, .head = k, .actor = h->actor
        };
        return sides_copy(c, &place, 1);
    }
    return nobody;
}

sides match_noun_recipient(coder *c, int32_t n, sides actor) {
    arguments a;
    int32_t noun;
    int slot;
    const rule *r = match_nominal(c, n, &a, &noun);
    if (!r) {
        r = match_noun(c, n);
        a.object = noun = -1;
    }
    sides found = r ? match_recipient(c, r, n, &a, noun, actor, &slot) : nobody;
    return found.n ? found : match_noun_target(c, n);
}
