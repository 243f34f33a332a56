/* pronoun.c - whom a pronoun means: in the sentence the nearest subject before it that agrees in
 * kind, else the nearest such name; across sentences the subject or speaker of the one before. */
#include "event/pronoun.h"

#include "event/argument.h"
#include "event/match.h"
#include "event/side.h"

typedef enum pronoun_kind { PRONOUN_NONE = 0, PRONOUN_PERSON, PRONOUN_BODY } pronoun_kind;

static pronoun_kind kind_of(uint8_t g) {
    if (g == G_HE || g == G_SHE || g == G_HIM || g == G_HIS || g == G_HER)
        return PRONOUN_PERSON;
    return g == G_ITS || g == G_THEIR ? PRONOUN_BODY : PRONOUN_NONE; // "it" is too often no side
}

/* G_HE or G_SHE; 0 where the pronoun does not tell. */
static uint8_t gender_of(uint8_t g) {
    return g == G_HE || g == G_HIM || g == G_HIS ? G_HE : g == G_SHE || g == G_HER ? G_SHE : 0;
}

static bool is_person(const coder *c, const side *s) {
    const node *n = &c->tree.at[s->head];
    bool title = node_in(n, WORD_TITLE);
    return s->kind == SIDE_LEADER || s->kind == SIDE_LEARNT ||
           (s->kind == SIDE_ROLE && (title || tree_has(&c->tree, s->head, REL_FLAT)));
}

static bool is_body_side(const side *s) {
    return s->kind == SIDE_COUNTRY || s->kind == SIDE_ORG || s->kind == SIDE_SEAT ||
           s->kind == SIDE_ROLE;
}

static bool agrees(const coder *c, const side *s, pronoun_kind kind) {
    if (s->owned || s->pronoun || !s->code.len)
        return false;
    const node *n = &c->tree.at[s->head];
    if (kind == PRONOUN_PERSON) // a role noun means one person only in the singular or with a name
        return is_person(c, s) && !is_plural(n);
    return is_body_side(s) && !(s->kind == SIDE_ROLE && node_in(n, WORD_GROUND));
}

static bool is_subject(const coder *c, int32_t i) {
    return c->tree.at[i].main == REL_NSUBJ;
}

/* The subject of the pronoun's own clause, whom "him" or "it" as its object cannot mean; -1 none.
 */
static int32_t co_subject(coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    bool object = n->main == REL_OBJ || n->main == REL_IOBJ || n->main == REL_OBL;
    return object && n->head >= 0 && c->tree.at[n->head].upos == UPOS_VERB
               ? match_subject(c, n->head)
               : -1;
}

/* "Elsheikh's mother": spoken of is she. */
static bool is_of_kin(const coder *c, int32_t k) {
    static const char *const kin[] = { "mother",  "father",   "wife",   "husband", "son",
                                       "brother", "daughter", "sister", "family",  "parent",
                                       "widow",   "uncle",    "cousin", "lawyer",  "client" };
    const node *n = &c->tree.at[k];
    return n->rel == REL_NMOD_POSS && n->head >= 0 && TREE_IS_ANY(&c->tree, n->head, kin);
}

static bool is_joined(const coder *c, int32_t k) {
    return c->tree.at[k].main == REL_CONJ || tree_has_main(&c->tree, k, REL_CONJ);
}

/* The best candidate before node i: subjects win over others, near ones over far ones. */
static bool in_sentence(coder *c, int32_t i, pronoun_kind kind, text but, side *out) {
    bool found = false, subject = false;
    int32_t self = co_subject(c, i);
    for (int32_t k = 0; k < i; k++) {
        const node *n = &c->tree.at[k];
        if (!is_noun(n) || n->main == REL_FLAT || n->main == REL_COMPOUND || n->main == REL_AMOD ||
            tree_under(&c->tree, i, k) || k == self || is_of_kin(c, k))
            continue;
        sides s = side_alone(c, k);
        if (s.n != 1 || !agrees(c, &s.at[0], kind) || (but.len && text_equal(s.at[0].code, but)))
            continue;
        bool state = s.at[0].kind == SIDE_COUNTRY || s.at[0].kind == SIDE_SEAT;
        state |= s.at[0].kind == SIDE_ORG && side_sector(&s.at[0]) == SECTOR_JRN;
        if (c->tree.at[i].grammar == G_THEIR && state && !is_joined(c, k))
            continue; // one state, or one paper, is no "they"
        if (subject && !is_subject(c, k))
            continue;
        *out = s.at[0];
        found = true;
        subject = is_subject(c, k);
    }
    return found;
}

/* "sanctioned Iran for its attacks": who is blamed or thanked for something owns it; -1 nobody. */
static int32_t answerable(coder *c, int32_t i) {
    const node *at = c->tree.at;
    int32_t deed = at[i].rel == REL_NMOD_POSS ? at[i].head : -1;
    int p = deed >= 0 && at[deed].main == REL_OBL ? tree_preposition(&c->tree, deed) : 0;
    if (p != P_FOR && p != P_OVER)
        return -1;
    int32_t v = at[deed].head, object = tree_kid(&c->tree, v, REL_OBJ);
    uint8_t type = object >= 0 && object < i ? match_act(c, &v, 1).type : EVENT_NONE;
    bool answers = type == EVENT_ACCUSE || type == EVENT_SANCTION || type == EVENT_SUPPORT ||
                   type == EVENT_COERCE || type == EVENT_THREATEN || type == EVENT_ASSAULT;
    return answers ? object : -1;
}

static bool by_answer(coder *c, int32_t i, pronoun_kind kind, side *out) {
    int32_t k = answerable(c, i);
    sides s = k >= 0 ? side_alone(c, k) : nobody;
    if (s.n != 1 || !agrees(c, &s.at[0], kind))
        return false;
    *out = s.at[0];
    return true;
}

/* Makes a side the one that the pronoun at node i means. */
static void stand_in(side *s, int32_t i) {
    s->head = i;
    s->pronoun = true;
    s->kind = SIDE_PRONOUN;
}

bool pronoun_is_near(const foreground *f, uint32_t sentence_) {
    return f->known && sentence_ - f->sentence <= PRONOUN_REACH;
}

bool pronoun_resolve(coder *c, int32_t i, side *out) {
    pronoun_kind kind = kind_of(c->tree.at[i].grammar);
    if (kind == PRONOUN_NONE || c->resolving)
        return false;
    c->resolving = true; // a candidate's own phrase may hold a pronoun
    bool found = by_answer(c, i, kind, out) || in_sentence(c, i, kind, (text){ NULL, 0 }, out);
    c->resolving = false;
    if (!found) {
        const foreground *f = kind == PRONOUN_PERSON ? &c->person : &c->body;
        bool plural = c->tree.at[i].grammar == G_THEIR;
        uint8_t gender = gender_of(c->tree.at[i].grammar);
        bool other = f->gender && gender && f->gender != gender;
        found = pronoun_is_near(f, c->tree.sentence) && !plural && !other;
        if (found)
            *out = f->side;
    }
    if (found)
        stand_in(out, i);
    return found;
}

bool pronoun_other(coder *c, int32_t i, text but, side *out) {
    pronoun_kind kind = kind_of(c->tree.at[i].grammar);
    return kind != PRONOUN_NONE && !c->resolving && in_sentence(c, i, kind, but, out);
}

bool pronoun_addressee(coder *c, int32_t i, sides speaker, side *out) {
    bool found = false;
    if (c->resolving)
        return false;
    c->resolving = true;
    int32_t self = co_subject(c, i);
    for (int32_t k = 0; k < i; k++) {
        const node *n = &c->tree.at[k];
        if (!is_noun(n) || n->main == REL_FLAT || n->main == REL_COMPOUND || n->main == REL_AMOD ||
            n->rel == REL_NMOD_POSS || k == self || tree_under(&c->tree, i, k) ||
            (is_plural(n) && c->tree.at[i].grammar == G_IT))
            continue;
        bool inside = false; // "the rebels, backed by Turkey, attacked it"
        for (uint32_t a = 0; a < speaker.n; a++)
            inside |= n->rel == REL_OBL_AGENT && speaker.at[a].head >= 0 &&
                      tree_under(&c->tree, k, speaker.at[a].head);
        if (inside)
            continue;
        sides s = side_alone(c, k);
        if (s.n != 1 || !agrees(c, &s.at[0], PRONOUN_BODY) || sides_share_country(s, speaker))
            continue;
        *out = s.at[0];
        found = true;
    }
    c->resolving = false;
    if (found)
        stand_in(out, i);
    return found;
}

/* "the", and nothing else but a rank: "the chief diplomat". */
static bool is_bare(const coder *c, int32_t i) {
    static const char *const ranks[] = { "chief",   "top",      "senior",  "veteran", "supreme",
                                         "foreign", "interior", "defense", "defence", "prime" };
    bool definite = false;
    TREE_EACH(&c->tree, i, k) {
        uint8_t main = c->tree.at[k].main;
        definite |= c->tree.at[k].grammar == G_THE;
        if (main == REL_NMOD || main == REL_COMPOUND || main == REL_ACL || main == REL_APPOS ||
            main == REL_FLAT || main == REL_NUMMOD || main == REL_CONJ ||
            (main == REL_AMOD && !TREE_IS_ANY(&c->tree, k, ranks)))
            return false;
    }
    return definite;
}

bool pronoun_officer(coder *c, int32_t i, uint8_t office, side *out) {
    static const char *const officers[] = {
        "president",  "minister",   "premier",     "chancellor",      "leader",       "king",
        "diplomat",   "official",   "spokesman",   "spokeswoman",     "spokesperson", "envoy",
        "ambassador", "senator",    "lawmaker",    "general",         "commander",    "colonel",
        "admiral",    "ayatollah",  "cleric",      "secretary",       "governor",     "mayor",
        "negotiator", "politician", "adviser",     "advisor",         "speaker",      "chairman",
        "judge",      "prosecutor", "congressman", "parliamentarian", "legislator",   "captain"
    };
    const foreground *f = &c->person;
    const node *n = &c->tree.at[i];
    if (!pronoun_is_near(f, c->tree.sentence) ||
        memory_is_disputed(c->memory, n->lemma, c->tree.sentence) || is_plural(n) ||
        !TREE_IS_ANY(&c->tree, i, officers) || !is_bare(c, i) || side_sector(&f->side) != office)
        return false;
    *out = f->side;
    out->head = i;
    out->kind = SIDE_ROLE;
    out->echoed = true;
    return true;
}

bool pronoun_is_collective(const coder *c, int32_t i) {
    static const char *const bodies[] = {
        "government", "administration", "regime",     "cabinet",    "parliament", "congress",
        "senate",     "assembly",       "ministry",   "army",       "military",   "party",
        "group",      "movement",       "militia",    "council",    "committee",  "court",
        "coalition",  "agency",         "department", "commission", "union",      "delegation",
        "bloc",       "alliance",       "opposition", "junta",      "faction",    "organization"
    };
    return TREE_IS_ANY(&c->tree, i, bodies);
}

/* "it" is a state, a body or an organ. */
static bool is_one_body(const coder *c, const side *s) {
    return s->kind == SIDE_COUNTRY || s->kind == SIDE_ORG || s->kind == SIDE_SEAT ||
           s->kind == SIDE_ANAPHOR || (s->kind == SIDE_ROLE && pronoun_is_collective(c, s->head));
}

sides pronoun_acting(coder *c, int32_t i, sides others) {
    const acting *a = &c->acting;
    uint8_t g = c->tree.at[i].grammar;
    sides found = { a->at, a->n, true };
    if ((g != G_IT && g != G_THEY) || !a->n || a->sentence + 1 != c->tree.sentence ||
        a->many != (g == G_THEY) || sides_share_country(found, others))
        return nobody;
    side kept[ACTING_MOST];
    for (uint32_t k = 0; k < a->n; k++) {
        kept[k] = a->at[k];
        stand_in(&kept[k], i);
    }
    return sides_copy(c, kept, a->n);
}

static void keep(coder *c, int32_t i) {
    sides s = side_alone(c, i);
    if (s.n != 1)
        return;
    if (s.at[0].pronoun && s.at[0].code.len && kind_of(c->tree.at[i].grammar) == PRONOUN_PERSON) {
        c->person.sentence = c->tree.sentence; // he goes on
        c->person.gender = gender_of(c->tree.at[i].grammar);
        return;
    }
    foreground *f = agrees(c, &s.at[0], PRONOUN_PERSON) ? &c->person
                    : agrees(c, &s.at[0], PRONOUN_BODY) ? &c->body
                                                        : NULL;
    if (f)
        *f = (foreground){ .side = s.at[0], .sentence = c->tree.sentence, .known = true };
}

/* The subject of the sentence: several, a plural, or one that acts as "it". */
static void keep_acting(coder *c, int32_t subject) {
    acting *a = &c->acting;
    uint8_t g = c->tree.at[subject].grammar;
    if ((g == G_IT || g == G_THEY) && a->n && a->sentence + 1 == c->tree.sentence &&
        a->many == (g == G_THEY)) {
        a->sentence++; // it goes on
        return;
    }
    sides s = sides_political(c, sides_unowned(c, side_of(c, subject)));
    *a = (acting){ .sentence = c->tree.sentence };
    a->many = s.n > 1 || is_plural(&c->tree.at[subject]);
    for (uint32_t i = 0; i < s.n; i++) {
        if (i == ACTING_MOST || !s.at[i].code.len || s.at[i].pronoun || s.at[i].owned ||
            (!a->many && !is_one_body(c, &s.at[i]))) {
            a->n = 0;
            return;
        }
        a->at[a->n++] = s.at[i];
    }
}

void pronoun_remember(coder *c) {
    int32_t subject = c->tree.root >= 0 ? match_subject(c, c->tree.root) : -1;
    for (int32_t i = 0; i < c->tree.n; i++) // speakers first, the subject last: it is nearer
        if ((c->marks[i] & MARK_CONTEXT) && c->contexts[i].speaker >= 0)
            keep(c, c->contexts[i].speaker);
    if (subject >= 0) {
        keep(c, subject);
        keep_acting(c, subject);
    }
}
