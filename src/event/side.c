/* side.c - who a noun phrase is. */
#include "event/side.h"

#include "base/hash.h"
#include "event/anaphor.h"
#include "event/draft.h"
#include "event/job.h"
#include "event/owner.h"
#include "event/pronoun.h"

#include <limits.h>
#include <string.h>

enum { DEPTH_MOST = 6, WORDS_MOST = 24, STACK_MOST = 64 };

void side_push(side_array *all, side s) {
    if (all->n < SIDES_MOST)
        all->at[all->n++] = s;
}

side *side_copy(coder *c, const side *at, uint32_t n) {
    side *copy = n ? arena_array(c->arena, n, sizeof *copy) : NULL;
    if (copy)
        memcpy(copy, at, n * sizeof *copy);
    else if (n)
        c->failed = true;
    return copy;
}

sides sides_copy(coder *c, const side *at, uint32_t n) {
    side *copy = side_copy(c, at, n);
    return (sides){ copy, copy ? n : 0, true };
}

sides sides_political(coder *c, sides s) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < SIDES_MOST; i++)
        if (side_is_political(&s.at[i]))
            kept[n++] = s.at[i];
    return sides_copy(c, kept, n);
}

sides sides_unowned(coder *c, sides s) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < SIDES_MOST; i++)
        if (!s.at[i].owned)
            kept[n++] = s.at[i];
    return n == s.n ? s : sides_copy(c, kept, n);
}

const hit *side_hit(const coder *c, int32_t i) {
    return i >= 0 && c->tree.at[i].hit >= 0 ? &c->names->hits[c->tree.at[i].hit] : NULL;
}

/* ---- one head ---- */

static void one(coder *c, int32_t h, side_array *out, int depth);

static side make(int32_t h, text code, uint8_t sec, side_kind kind) {
    return (
        side){ .code = code, .sector = sec, .kind = (uint8_t)kind, .head = h, .actor = NO_ACTOR };
}

static side from_hit(int32_t h, const hit *m, uint8_t sec, side_kind kind) {
    return (side){
        .code = m->code, .sector = sec, .kind = (uint8_t)kind, .head = h, .actor = m->actor
    };
}

static bool is_name_part(uint8_t rel) {
    return rel == REL_FLAT || rel == REL_COMPOUND || rel == REL_APPOS || rel == REL_NMOD_DESC ||
           rel == REL_NMOD_UNMARKED || rel == REL_LIST;
}

/* A leader's name anywhere in the base phrase. */
static const hit *leader_in(coder *c, int32_t h, uint32_t job) {
    const node *at = c->tree.at;
    const hit *m = side_hit(c, h);
    if (m && m->kind == ACTOR_LEADER)
        return m;
    TREE_EACH(&c->tree, h, k) {
        if (!is_name_part(at[k].rel))
            continue;
        m = side_hit(c, k);
        bool troops = at[k].rel == REL_COMPOUND && job && (job & 255) != SECTOR_GOV;
        if (m && m->kind == ACTOR_LEADER && !troops)
            return m;
        TREE_EACH(&c->tree, k, g) {
            m = side_hit(c, g);
            if (m && m->kind == ACTOR_LEADER && is_name_part(at[g].rel))
                return m;
        }
    }
    return NULL;
}

/* "the Pakistani Taliban", "the Kenyan Red Cross": an organ, group or society of one country with
 * the adjective of another. */
static bool moved_org(coder *c, int32_t h, const hit *m, side_array *out) {
    owner o[OWNERS_MOST];
    bool society =
        is_body(m->code) &&
        text_equal(actor_text(c->actors, c->actors->items[m->actor].office), TEXT("ngo"));
    if (!society && (is_body(m->code) || m->code.len <= 3))
        return false;
    uint8_t sec = society ? SECTOR_NGO : (uint8_t)sector_of(text_cut(m->code, 3, 6));
    uint32_t n = 0;
    if (!owners_of_organ(c, h, o, &n))
        n = owners_of(c, h, o, DEPTH_MOST);
    for (uint32_t i = 0; i < n; i++)
        if ((o[i].kind == ACTOR_COUNTRY || o[i].kind == ACTOR_DEMONYM) && o[i].code.len == 3 &&
            (!society || o[i].node < h) && !text_equal(o[i].code, text_cut(m->code, 0, 3))) {
            side_push(out, make(h, o[i].code, sec, SIDE_ORG));
            return true;
        }
    return false;
}

static void one_demonym(coder *c, int32_t h, const hit *m, side_array *out) {
    const node *n = &c->tree.at[h];
    text form = tree_form(&c->tree, h);
    TREE_EACH(&c->tree, h, k) {
        int p = c->tree.at[k].rel == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        const hit *where = side_hit(c, k);
        bool in = p == P_OF || p == P_IN || p == P_FROM;
        if (in && where &&
            (where->kind == ACTOR_COUNTRY || where->kind == ACTOR_CITY ||
             where->kind == ACTOR_SEAT)) {
            side_push(out, from_hit(h, where, SECTOR_CVL, SIDE_DEMONYM));
            return;
        }
    }
    bool people = text_ends(form, TEXT("s")) || n->upos == UPOS_NOUN;
    side_push(out, from_hit(h, m, people ? SECTOR_CVL : SECTOR_NONE, SIDE_DEMONYM));
}

/* In a text of no known day the office written beside the name tells which of his it is. */
static uint8_t sector_of_leader(coder *c, int32_t h, const hit *leader) {
    uint32_t own = side_hit(c, h) ? 0 : job_at(c, h);
    uint8_t told = own & WORD_WEAK ? SECTOR_NONE : (uint8_t)(own & 255);
    TREE_EACH(&c->tree, h, k) {
        bool beside = is_name_part(c->tree.at[k].rel) && is_noun(&c->tree.at[k]);
        uint32_t job = beside && !side_hit(c, k) && !told ? job_at(c, k) : 0;
        if (job && !(job & WORD_WEAK))
            told = (uint8_t)(job & 255);
    }
    bool state = leader->sector != SECTOR_REB && leader->sector != SECTOR_OPP &&
                 leader->sector != SECTOR_PRM; // a spokesman of rebels is no government's
    if (told && told != SECTOR_ELI)
        told = job_after_office(c, h, told); // "former US president X"
    return told && state && c->day == INT32_MIN ? told : leader->sector;
}

/* "Pakistan's Foreign Office": a seat of several words that another country has too. */
static bool moved_seat(coder *c, int32_t h, const hit *m, side_array *out) {
    owner o[OWNERS_MOST];
    uint32_t n = m->kind == ACTOR_SEAT && m->last > m->first ? owners_of(c, h, o, DEPTH_MOST) : 0;
    if (!n || !o[0].near || o[0].pronoun || o[0].node > h || o[0].code.len != 3 ||
        (o[0].kind != ACTOR_COUNTRY && o[0].kind != ACTOR_DEMONYM) ||
        text_equal(o[0].code, m->code))
        return false;
    side_push(out, make(h, o[0].code, SECTOR_GOV, SIDE_ROLE));
    return true;
}

static bool one_name(coder *c, int32_t h, uint32_t job, side_array *out) {
    const hit *m = side_hit(c, h), *leader = leader_in(c, h, job);
    if (leader) {
        side_push(out, from_hit(h, leader, sector_of_leader(c, h, leader), SIDE_LEADER));
        return true;
    }
    if (!m)
        return false;
    if (m->kind == ACTOR_ORG) {
        if (!moved_org(c, h, m, out))
            side_push(out, from_hit(h, m, SECTOR_NONE, SIDE_ORG));
        return true;
    }
    if (m->kind == ACTOR_DEMONYM && job && !(job & WORD_WEAK)) // "Serbs" are of Serbia first
        return false;
    if (m->kind == ACTOR_DEMONYM)
        one_demonym(c, h, m, out);
    else if (!moved_seat(c, h, m, out))
        side_push(out, from_hit(h, m, m->kind == ACTOR_SEAT ? SECTOR_GOV : SECTOR_NONE,
                                m->kind == ACTOR_SEAT   ? SIDE_SEAT
                                : m->kind == ACTOR_CITY ? SIDE_CITY
                                                        : SIDE_COUNTRY));
    return true;
}

/* A statesman, or a government by its name. */
static bool names_rule(const coder *c, int32_t top) {
    for (int32_t i = top; i >= 0; i = tree_after(&c->tree, i, top)) {
        const hit *h = side_hit(c, i);
        bool organ = h && h->kind == ACTOR_ORG && h->code.len == 6 && !is_body(h->code) &&
                     sector_of(text_cut(h->code, 3, 6)) == SECTOR_GOV;
        if (organ || (h && h->kind == ACTOR_LEADER))
            return true;
    }
    return false;
}

/* "rebels linked to X", "troops loyal to X", "troops allied with the president, X": whom a country
 * backs is not of it, whom a statesman or a government backs is of his. */
static bool loyal_to(coder *c, int32_t h, uint8_t sec, side_array *out) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, h, k) {
        bool loyal = node_in(&at[k], WORD_LOYAL);
        bool backed = !loyal && node_in(&at[k], WORD_BACKED);
        if ((at[k].main != REL_ACL && at[k].main != REL_AMOD) || !(loyal || backed) ||
            (backed && !names_rule(c, k)))
            continue;
        TREE_EACH(&c->tree, k, g) {
            owner o[OWNERS_MOST];
            uint32_t n = 0;
            if (at[g].main != REL_OBL && at[g].main != REL_NMOD)
                continue;
            if (owners_take(c, g, true, o, &n) || (n = owners_of(c, g, o, OWNERS_DEPTH - 1))) {
                side s = make(h, is_body(o[0].code) ? o[0].code : draft_country(o[0].code), sec,
                              SIDE_ROLE);
                s.actor = o[0].actor;
                side_push(out, s);
                return true;
            }
        }
    }
    return false;
}

static bool is_of_states(text code) {
    return text_starts(code, TEXT("IGO")) || text_starts(code, TEXT("UNO")) ||
           text_starts(code, TEXT("EUR"));
}

static bool is_people(const coder *c, const owner *o) {
    text kind = o->actor == NO_ACTOR ? (text){ "", 0 }
                                     : actor_text(c->actors, c->actors->items[o->actor].office);
    return text_equal(kind, TEXT("ethnic")) || text_equal(kind, TEXT("religious"));
}

/* "a British Isis member" is of the group, "the Russian UN envoy" of his country, "Iraqi Kurdish
 * authorities" of theirs. */
static uint32_t whose(const coder *c, owner *o, uint32_t n) {
    if (n != 2 || (o[0].kind == ACTOR_ORG) == (o[1].kind == ACTOR_ORG) || !o[0].near || !o[1].near)
        return n;
    uint32_t org = o[0].kind == ACTOR_ORG ? 0 : 1;
    o[0] = o[is_of_states(o[org].code) || is_people(c, &o[org]) ? 1 - org : org];
    return 1;
}

/* One of those before has the same code. */
static bool is_named_before(const owner *o, uint32_t i) {
    for (uint32_t k = 0; k < i; k++)
        if (text_equal(o[k].code, o[i].code))
            return true;
    return false;
}

/* The office of a party's man is his first: "Likud ministers", "Labour MPs"; and people of a kind
 * are what they do: "Fulani herders". */
static bool outweighs(const coder *c, int32_t h, uint8_t sec, text code) {
    static const char *const governing[] = { "government", "cabinet", "administration", "minister",
                                             "regime",     "premier", "ministry" };
    uint8_t of = (uint8_t)sector_of(text_cut(code, 3, 6));
    bool governs = TREE_IS_ANY(&c->tree, h, governing);
    if (of == SECTOR_PTY)
        return sec == SECTOR_LEG || sec == SECTOR_ELI || (sec == SECTOR_GOV && governs);
    if (of == SECTOR_OPP)
        return sec == SECTOR_REB; // "Syrian opposition fighters"
    return of == SECTOR_SOC && sec != SECTOR_NONE && sec != SECTOR_CVL && sec != SECTOR_GOV &&
           sec != SECTOR_SOC;
}

/* The side of a role noun that belongs to an organisation. */
static void role_of_body(const coder *c, int32_t h, uint8_t sec, text code, side *s) {
    bool body = is_body(code), governs = sec != SECTOR_GOV || is_of_states(code);
    bool staff = sec == SECTOR_LAB && !body; // against their company
    bool first = !body && (staff || sec == SECTOR_ELI || outweighs(c, h, sec, code));
    s->code = first ? text_cut(code, 0, 3) : code;
    s->sector = first || sec == SECTOR_ELI || (body && governs) ? sec : SECTOR_NONE;
}

static void role_with_countries(coder *c, int32_t h, uint32_t job, owner *o, uint32_t n,
                                side_array *out) {
    uint8_t sec = (uint8_t)(job & 255);
    bool weak = job & WORD_WEAK;
    uint32_t before = out->n;
    n = whose(c, o, n);
    bool of_states = sec == SECTOR_IGO || tree_is(&c->tree, h, "peacekeeper");
    if (sec == SECTOR_IGO) // "the UN envoy of Russia", "a UN official"
        sec = SECTOR_GOV;
    for (uint32_t i = 0; i < n; i++) {
        if (is_named_before(o, i) || (weak && of_states && o[i].kind != ACTOR_ORG))
            continue; // "the Geneva summit" is not of Switzerland
        if (of_states && o[i].kind != ACTOR_ORG && tree_preposition(&c->tree, o[i].node) == P_IN) {
            side_push(out, make(h, TEXT("IGO"), sec, SIDE_ROLE)); // "peacekeepers in Mali"
            break;
        }
        side s = {
            .code = o[i].code, .sector = sec, .kind = SIDE_ROLE, .head = h, .actor = o[i].actor
        };
        if ((o[i].kind == ACTOR_ORG || o[i].pronoun) && o[i].code.len > 3)
            role_of_body(c, h, sec, o[i].code, &s);
        else if (weak && o[i].pronoun && o[i].sector == SECTOR_BUS)
            s.sector = SECTOR_BUS; // "its board"
        else if (o[i].kind == ACTOR_LEADER && sec == SECTOR_CVL)
            s.sector = o[i].sector;
        side_push(out, s);
    }
    uint32_t kept = 1;
    while (kept < n && o[kept].joined)
        kept++;
    if (out->n > before + kept && !o[0].near)
        out->n = before + kept;
}

static bool is_relation_noun(const coder *c, int32_t h) {
    return node_in(&c->tree.at[h], WORD_RELATION);
}

/* The other name or role in apposition to a role noun. */
static bool role_by_apposition(coder *c, int32_t h, uint8_t sec, side_array *out, int depth) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, h, k) {
        uint8_t rel = at[k].rel;
        bool whose = rel == REL_COMPOUND && !is_relation_noun(c, h); // not "a Trump supporter"
        if ((rel != REL_APPOS && rel != REL_FLAT && !whose && rel != REL_NMOD_DESC) ||
            depth >= DEPTH_MOST - 2 || !is_noun(&at[k]))
            continue;
        side_array inner = { .n = 0 };
        one(c, k, &inner, depth + 1);
        for (uint32_t i = 0; i < inner.n; i++)
            if (inner.at[i].code.len && !inner.at[i].owned) {
                side s = inner.at[i];
                s.head = h;
                s.kind = SIDE_ROLE;
                s.sector = s.sector ? s.sector : sec;
                side_push(out, s);
                return true;
            }
    }
    return false;
}

static const learnt *recall(const coder *c, int32_t h) {
    const node *at = c->tree.at;
    int32_t last = h;
    TREE_EACH(&c->tree, h, k)
    if (at[k].rel == REL_FLAT && at[k].upper && k > last)
        last = k;
    return memory_recall(c->memory, at[last].form);
}

/* "Moscow's ally", "US allies", "allies of his own": the owner is somebody else; "their Arab
 * allies" are themselves. */
static uint32_t adjectives_of(coder *c, int32_t h, owner *o) {
    uint32_t n = 0;
    TREE_EACH(&c->tree, h, k) {
        const hit *m = side_hit(c, k);
        bool body = c->tree.at[k].main == REL_COMPOUND && m && m->kind == ACTOR_ORG &&
                    is_of_states(m->code); // "Nato allies" are of NATO
        if (body || (c->tree.at[k].main == REL_AMOD && !(m && m->kind == ACTOR_COUNTRY)))
            owners_beside(c, k, o, &n);
    }
    return n;
}

/* "two allies, Iran and Russia": the states and bodies that stand in apposition. */
static bool role_by_names(coder *c, int32_t h, side_array *out) {
    TREE_EACH(&c->tree, h, k) {
        const hit *m = c->tree.at[k].rel == REL_APPOS ? side_hit(c, k) : NULL;
        if (!m || (m->kind != ACTOR_COUNTRY && m->kind != ACTOR_ORG) ||
            c->tree.first + (uint32_t)k != m->last)
            continue;
        side_push(out, from_hit(h, m, SECTOR_NONE, SIDE_ROLE));
        for (int32_t i = k + 1; i < c->tree.n; i++) { // conjuncts may hang on one another
            m = c->tree.at[i].main == REL_CONJ && tree_under(&c->tree, i, k) ? side_hit(c, i)
                                                                             : NULL;
            if (m && (m->kind == ACTOR_COUNTRY || m->kind == ACTOR_ORG))
                side_push(out, from_hit(i, m, SECTOR_NONE, SIDE_ROLE));
        }
        return true;
    }
    return false;
}

/* "the country", "the two neighbours", "the two presidents". */
static bool role_by_anaphor(coder *c, int32_t h, uint8_t sec, side_array *out) {
    text codes[ANAPHOR_MOST];
    uint32_t n = anaphor_countries(c, h, codes), officials = 0;
    if (!n && (sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_MIL))
        n = officials = anaphor_officials(c, h, codes);
    for (uint32_t i = n; i-- > 0;) // as they were named
        side_push(out, make(h, codes[i], officials ? sec : SECTOR_NONE, SIDE_ANAPHOR));
    return n > 0;
}

/* Offices and forces go by one name through an article; people at large do not. */
static bool is_public_role(uint8_t sec) {
    return sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_JUD || sec == SECTOR_MIL ||
           sec == SECTOR_COP || sec == SECTOR_SPY || sec == SECTOR_PTY || sec == SECTOR_OPP ||
           sec == SECTOR_REB || sec == SECTOR_PRM;
}

/* "the government", where the article has spoken of the Syrian one. */
static bool role_by_echo(coder *c, int32_t h, side_array *out) {
    bool definite = false;
    TREE_EACH(&c->tree, h, k) {
        definite |= c->tree.at[k].grammar == G_THE;
        uint8_t main = c->tree.at[k].main;
        if (main == REL_AMOD || main == REL_NMOD || main == REL_COMPOUND || main == REL_ACL ||
            main == REL_NUMMOD)
            return false;
    }
    const echo *e = definite ? memory_echo(c->memory, c->tree.at[h].lemma, c->tree.sentence) : NULL;
    if (!e)
        return false;
    side s = make(h, e->code, e->sector, SIDE_ROLE);
    s.echoed = true;
    side_push(out, s);
    return true;
}

static void one_role(coder *c, int32_t h, uint32_t job, side_array *out, int depth) {
    const node *at = c->tree.at;
    uint8_t sec = (uint8_t)(job & 255);
    owner o[OWNERS_MOST];
    bool relative_noun = is_relation_noun(c, h);
    uint32_t n = relative_noun ? adjectives_of(c, h, o) : owners_of(c, h, o, 0);
    bool one_office = !relative_noun && !(job & WORD_WEAK) && at[h].xpos == XPOS_NNP;
    for (int32_t k = h + 1; one_office && !n && k < c->tree.n; k++)
        if (at[k].rel == REL_APPOS && at[k].head == h && side_hit(c, k) &&
            side_hit(c, k)->kind == ACTOR_COUNTRY)
            owners_take(c, k, true, o, &n); // "Ministry of Science (MSRT), Iran"
    if ((!one_office && role_by_names(c, h, out)) ||
        role_by_anaphor(c, h, job & WORD_WEAK ? SECTOR_NONE : sec, out))
        return;
    if (n) {
        role_with_countries(c, h, job, o, n, out);
        return;
    }
    if (loyal_to(c, h, sec, out) || role_by_apposition(c, h, sec, out, depth))
        return;
    bool named = at[h].upos == UPOS_PROPN && at[h].upper;
    const learnt *known = named ? recall(c, h) : NULL;
    if (known) {
        side_push(out, make(h, known->code, known->sector ? known->sector : sec, SIDE_LEARNT));
        return;
    }
    if (!(job & WORD_WEAK) && is_public_role(sec) && role_by_echo(c, h, out))
        return;
    side officer;
    if (is_public_role(sec) && pronoun_officer(c, h, sec, &officer)) {
        side_push(out, officer);
        return;
    }
    if (job & WORD_WEAK) {
        uint8_t body = named ? job_body(c, h) : SECTOR_NONE;
        side_push(out, make(h, (text){ "", 0 }, body, body ? SIDE_ROLE : SIDE_WEAK));
        return;
    }
    side_push(out, make(h, (text){ "", 0 }, sec, SIDE_ROLE));
}

/* The side that a role beside a name gives it. */
static bool role_beside(coder *c, int32_t h, int32_t k, int depth, side *out) {
    uint8_t rel = c->tree.at[k].rel;
    if ((rel != REL_AMOD && !is_name_part(rel)) || depth >= DEPTH_MOST - 2)
        return false;
    uint32_t job = job_of(c, k);
    if (!job || ((job & WORD_WEAK) && rel != REL_APPOS))
        return false;
    side_array inner = { .n = 0 };
    one(c, k, &inner, depth + 1);
    if (!inner.n || !side_is_political(&inner.at[0]))
        return false;
    *out = inner.at[0];
    out->head = h;
    out->kind = SIDE_ROLE;
    return true;
}

/* A person whose job stands beside the name: "Prime Minister X", "General X, chairman of Y"; the
 * role that tells the country goes before. */
static bool person_by_role(coder *c, int32_t h, side_array *out, int depth) {
    const node *at = c->tree.at;
    side best = { .head = h };
    bool found = false;
    TREE_EACH(&c->tree, h, k) {
        side s;
        if ((!found || !best.code.len) && role_beside(c, h, k, depth, &s) &&
            (!found || s.code.len)) {
            best = s;
            found = true;
        }
    }
    if (found) {
        owner o[OWNERS_MOST];
        if (!best.code.len && owners_of(c, h, o, 0)) {
            best.code = o[0].code;
            best.actor = o[0].actor;
        }
        side_push(out, best);
        return true;
    }
    int32_t parent = at[h].head;
    if (at[h].rel == REL_APPOS && parent >= 0 && job_of(c, parent) && depth < DEPTH_MOST - 2) {
        uint32_t before = out->n;
        one(c, parent, out, depth + 1);
        return out->n > before;
    }
    return false;
}

static void one_owned(coder *c, int32_t h, const owner *o, uint32_t n, side_array *out) {
    const node *head = &c->tree.at[h];
    bool spoken = node_in(head, WORD_SPEECH) || node_in(head, WORD_VOICE) ||
                  (rules_operators(c->rules, head->lemma) & (OP_REQUEST | OP_SAY));
    for (uint32_t i = 0; i < n; i++) {
        if (is_named_before(o, i))
            continue;
        uint8_t of = o[i].kind == ACTOR_LEADER ? o[i].sector : SECTOR_NONE;
        if (spoken && o[i].kind == ACTOR_SEAT)
            of = SECTOR_GOV; // "Ankara's demands"
        side s = make(h, o[i].code, of, SIDE_OWNED);
        s.owned = true;
        s.actor = o[i].actor;
        side_push(out, s);
    }
}

/* "ethnic Albanians in Serbia" are people of the country they live in. */
static bool one_ethnic(coder *c, int32_t h, side_array *out) {
    bool ethnic = false;
    TREE_EACH(&c->tree, h, k)
    ethnic |= c->tree.at[k].main == REL_AMOD && tree_is(&c->tree, k, "ethnic");
    uint8_t sec = (uint8_t)(job_of(c, h) & 255);
    if (!ethnic || sec == SECTOR_REB || sec == SECTOR_PRM || sec == SECTOR_OPP ||
        sec == SECTOR_PTY || (sec == SECTOR_SOC && !side_hit(c, h)))
        return false; // "ethnic rebels", "ethnic groups" are that first
    owner o[OWNERS_MOST];
    uint32_t n = 0;
    TREE_EACH(&c->tree, h, k) {
        int p = c->tree.at[k].rel == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        bool in = p == P_IN || p == P_OF || p == P_FROM;
        if (in && !n && !owners_take(c, k, true, o, &n))
            n = owners_of(c, k, o, OWNERS_DEPTH - 1);
    }
    side_push(out, make(h, n ? text_cut(o[0].code, 0, 3) : (text){ "", 0 }, SECTOR_CVL, SIDE_ROLE));
    return true;
}

static void one(coder *c, int32_t h, side_array *out, int depth) {
    const node *n = &c->tree.at[h];
    const hit *m = side_hit(c, h);
    if (n->upos == UPOS_PRON && !m) {
        if (n->grammar == G_WHO || n->grammar == G_WHICH || n->grammar == G_THAT ||
            n->grammar == G_WHAT || n->grammar == G_WHOM)
            return;
        side s = make(h, (text){ "", 0 }, SECTOR_NONE, SIDE_PRONOUN);
        s.pronoun = true;
        pronoun_resolve(c, h, &s);
        side_push(out, s);
        return;
    }
    if (one_ethnic(c, h, out))
        return;
    bool name = m && (m->kind == ACTOR_LEADER || m->kind == ACTOR_ORG || m->kind == ACTOR_COUNTRY);
    uint32_t job = name ? 0 : job_at(c, h);
    if (one_name(c, h, job, out))
        return;
    if (job) {
        one_role(c, h, job, out, depth);
        return;
    }
    bool proper = n->upos == UPOS_PROPN;
    if ((proper || n->rel == REL_FLAT) && !job_is_firm(c, h) && person_by_role(c, h, out, depth))
        return;
    const learnt *known = proper && n->upper ? recall(c, h) : NULL;
    if (known) {
        side_push(out, make(h, known->code, known->sector, SIDE_LEARNT));
        return;
    }
    owner o[OWNERS_MOST];
    uint32_t k = tree_is(&c->tree, h, "exception") ? 0 : owners_of(c, h, o, 0);
    if (k && !o[0].pronoun) // "its plan" says nothing of whom it is about
        one_owned(c, h, o, k, out);
    else if (proper && n->upper && !text_ends(tree_form(&c->tree, h), TEXT("day")))
        side_push(out, make(h, (text){ "", 0 }, SECTOR_NONE, SIDE_NAMED));
    else if (is_nominal(n))
        side_push(out, make(h, (text){ "", 0 }, SECTOR_NONE, SIDE_THING));
}

sides side_alone(coder *c, int32_t h) {
    if (h < 0)
        return nobody;
    sides *cached = &c->cache[h];
    if (!cached->known) {
        side_array out = { .n = 0 };
        one(c, h, &out, 0);
        *cached = sides_copy(c, out.at, out.n);
    }
    return *cached;
}

/* ---- words ---- */

static bool is_left_out(uint8_t main) {
    return main == REL_ACL || main == REL_CONJ || main == REL_CC || main == REL_PUNCT ||
           main == REL_APPOS || main == REL_PARATAXIS || main == REL_ADVCL || main == REL_CASE ||
           main == REL_COP || main == REL_NSUBJ || main == REL_AUX || main == REL_MARK ||
           main == REL_ADVMOD || main == REL_CCOMP || main == REL_ORPHAN;
}

text side_words(coder *c, int32_t h) {
    if (h < 0)
        return (text){ "", 0 };
    int32_t stack[STACK_MOST], n = 0, taken = 0, first = h, last = h;
    stack[n++] = h;
    while (n > 0 && taken++ < WORDS_MOST) {
        int32_t i = stack[--n];
        first = i < first ? i : first;
        last = i > last ? i : last;
        TREE_EACH(&c->tree, i, k)
        if (!is_left_out(c->tree.at[k].main) && n < STACK_MOST)
            stack[n++] = k;
    }
    return doc_text(c->doc, tree_token(&c->tree, first)->start, tree_token(&c->tree, last)->end);
}
