/* mention.c - the sides that a sentence names. */
#include "event/mention.h"

#include "event/draft.h"
#include "event/job.h"
#include "event/side.h"

#include <string.h>

enum {
    WHY_MOST = 240,
    NAME_MOST = 80,
    OFFICE_MOST = 60,
    CODE_MOST = 16,
    DIGITS_MOST = 10,
    PHRASE_MOST = 12, // words of a text that may be a mere phrase
};

static uint8_t kind_of(const side *s) {
    switch (s->kind) {
    case SIDE_ROLE:
    case SIDE_WEAK:
        return MENTION_ROLE;
    case SIDE_LEARNT:
    case SIDE_ANAPHOR:
        return MENTION_LEARNT;
    case SIDE_PRONOUN:
        return MENTION_PRONOUN;
    default:
        return MENTION_NAME;
    }
}

/* Somebody of whom the text tells nothing: "he", "two men"; "people" and "young men" are civilians
 * at least. */
static bool is_anybody(const coder *c, const side *s) {
    const node *n = &c->tree.at[s->head];
    if (s->code.len)
        return false;
    if (s->pronoun)
        return n->grammar == G_HE || n->grammar == G_SHE || n->grammar == G_THEY;
    return (s->sector == SECTOR_NONE || s->sector == SECTOR_CVL) && n->upos != UPOS_PROPN &&
           node_in(n, WORD_PERSON) && !tree_has_main(&c->tree, s->head, REL_AMOD) &&
           !text_equal_nocase(tree_form(&c->tree, s->head), TEXT("people"));
}

/* Words one behind the other, as far as there is room. */
typedef struct line {
    char at[WHY_MOST];
    size_t n;
} line;

static void append(line *l, text t) {
    size_t room = sizeof l->at - 1 - l->n, n = t.len < room ? t.len : room;
    if (n)
        memcpy(l->at + l->n, t.at, n);
    l->n += n;
}

static void append_number(line *l, uint32_t number) {
    char digits[DIGITS_MOST];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    append(l, (text){ digits + at, sizeof digits - at });
}

/* "leaders.txt:12 Nicolas Maduro, president 2013-03-05..". */
static text reason(coder *c, const side *s) {
    char from[DATE_SIZE] = "", to[DATE_SIZE] = "";
    line why = { .n = 0 };
    if (s->actor == NO_ACTOR) {
        const char *how = s->kind == SIDE_LEARNT    ? "explained earlier in the article"
                          : s->echoed               ? "its country was told before"
                          : s->kind == SIDE_ANAPHOR ? "the country named before"
                          : is_anybody(c, s)        ? "nothing is told of him"
                          : s->pronoun              ? "a pronoun"
                          : !s->code.len            ? "a role noun"
                          : s->kind == SIDE_ROLE    ? "a role noun with its country"
                                                    : "a country beside it";
        return text_of(how);
    }
    const meaning *m = &c->actors->items[s->actor];
    text file = actor_text(c->actors, m->file), name = actor_text(c->actors, m->name),
         office = actor_text(c->actors, m->office);
    if (m->from != INT32_MIN)
        date_write_day(m->from, from);
    if (m->to != INT32_MAX)
        date_write_day(m->to, to);
    append(&why, file);
    append(&why, TEXT(":"));
    append_number(&why, m->line);
    append(&why, TEXT(" "));
    append(&why, text_cut(name, 0, name.len < NAME_MOST ? name.len : NAME_MOST));
    if (office.len) {
        append(&why, TEXT(", "));
        append(&why, text_cut(office, 0, office.len < OFFICE_MOST ? office.len : OFFICE_MOST));
    }
    if (from[0] || to[0]) {
        append(&why, TEXT(" "));
        append(&why, text_of(from));
        append(&why, TEXT(".."));
        append(&why, text_of(to));
    }
    return arena_text(&c->doc->arena, (text){ why.at, why.n });
}

/* A town, or a capital where something is, stands for those who live there: "in Kabul". */
static bool is_town(coder *c, const side *s) {
    int p = s->kind == SIDE_SEAT ? tree_preposition(&c->tree, s->head) : 0;
    return s->kind == SIDE_CITY || p == P_IN || p == P_NEAR;
}

/* The press of a state speaks for it: "Xinhua", "state television", "the official news agency". */
static bool is_state_press(coder *c, const side *s) {
    static const char *const owned[] = { "state",           "state-run",
                                         "state-owned",     "official",
                                         "government-run",  "government-owned",
                                         "government",      "government-controlled",
                                         "state-controlled" };
    if (side_sector(s) != SECTOR_JRN)
        return false;
    if (s->actor != NO_ACTOR && s->kind == SIDE_ORG)
        return text_equal(actor_text(c->actors, c->actors->items[s->actor].office),
                          TEXT("state media"));
    for (int32_t k = s->head - 1; k >= 0 && tree_under(&c->tree, k, s->head); k--)
        if (TREE_IS_ANY(&c->tree, k, owned))
            return true;
    return false;
}

/* The side as it is shown to those who ask who is named, not who acts. */
static side as_named(coder *c, side s) {
    const node *n = &c->tree.at[s.head];
    const hit *holder = n->rel == REL_NMOD_DESC ? side_hit(c, n->head) : NULL;
    if (!s.code.len && holder && holder->kind == ACTOR_LEADER) // "Foreign Minister X"
        s.code = is_body(holder->code) ? holder->code : draft_country(holder->code);
    if (is_town(c, &s)) {
        s.sector = SECTOR_CVL;
    } else if (is_state_press(c, &s)) {
        s.code = draft_country(s.code);
        s.sector = SECTOR_GOV;
    }
    return s;
}

static text sector_text(const coder *c, const side *s) {
    sector sec = is_anybody(c, s) ? SECTOR_UNK : (sector)side_sector(s);
    if (sec == SECTOR_NONE && text_equal(s->code, TEXT("NGO")))
        sec = SECTOR_NGO;
    return text_of(sec == SECTOR_INS ? ""
                                     : sector_name(sec)); // instruments stay within the program
}

static bool add_mention(coder *c, int32_t i, sides s) {
    char code[CODE_MOST];
    mention *m = doc_add_mention(c->doc);
    if (!m)
        return false;
    m->sentence = c->tree.sentence;
    m->first = m->head = c->tree.first + (uint32_t)i;
    m->n_tokens = 1;
    m->kind = is_anybody(c, &s.at[0]) ? (uint8_t)MENTION_UNKNOWN : kind_of(&s.at[0]);
    const hit *h = side_hit(c, i);
    if (h) {
        m->first = h->first;
        m->n_tokens = h->last - h->first + 1;
    }
    for (uint32_t k = 0; k < s.n && m->n_codes < MENTION_CODES_MOST; k++) {
        side named = as_named(c, s.at[k]);
        if (side_code(&named, code))
            m->codes[m->n_codes++] = arena_text(&c->doc->arena, text_of(code));
        if (k == 0) {
            m->sector = sector_text(c, &named);
            m->why = reason(c, &named);
        }
    }
    for (uint32_t k = 0; k < m->n_tokens; k++)
        c->doc->tokens[m->first + k].mention = c->doc->n_mentions - 1;
    return !c->doc->arena.failed;
}

/* A word inside a name, below the word that heads it. */
static bool is_inside(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return n->main == REL_FLAT || (n->main == REL_COMPOUND && n->hit < 0) ||
           (n->hit >= 0 && n->head >= 0 && c->tree.at[n->head].hit == n->hit);
}

/* "Polish", the whole text. */
static bool is_bare_people(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return n->main == REL_ROOT && n->hit >= 0 && n->upos == UPOS_ADJ &&
           !tree_has_main(&c->tree, i, REL_OBJ) && !tree_has_main(&c->tree, i, REL_NMOD);
}

/* "a criminal", "separatists": an adjective that stands for a person. */
static bool is_role_adjective(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return n->upos == UPOS_ADJ && stands_as_noun(n) && !tree_has_main(&c->tree, i, REL_NSUBJ) &&
           !tree_has_main(&c->tree, i, REL_COP) && job_of(c, i);
}

/* "Drones", "the victims", "an anti-graft commission": what counts elsewhere only with its country,
 * where it is the whole text; groups and ground of any kind do not. */
static bool is_whole_text(const coder *c, int32_t i, side *s) {
    uint8_t sec = (uint8_t)(job_of(c, i) & 255);
    bool kind = sec == SECTOR_MIL || sec == SECTOR_CVL || sec == SECTOR_CRM || sec == SECTOR_REL ||
                sec == SECTOR_BUS || sec == SECTOR_JRN || sec == SECTOR_COP || sec == SECTOR_UAF ||
                (sec == SECTOR_GOV && job_body(c, i) == SECTOR_GOV);
    if (s->kind != SIDE_WEAK || !kind || c->tree.at[i].main != REL_ROOT ||
        c->doc->n_tokens > PHRASE_MOST)
        return false;
    s->sector = sec;
    return true;
}

void mention_write(coder *c) {
    for (int32_t i = 0; i < c->tree.n && !c->failed; i++) {
        const node *n = &c->tree.at[i];
        bool names =
            is_noun(n) || n->upos == UPOS_PRON || is_role_adjective(c, i) || is_bare_people(c, i);
        if (!names || is_inside(c, i))
            continue;
        sides s = side_alone(c, i);
        side whole = s.n ? s.at[0] : (side){ .kind = SIDE_THING };
        if (s.n && is_whole_text(c, i, &whole))
            s = (sides){ &whole, 1, true };
        if (!s.n || s.at[0].owned || (!side_is_political(&s.at[0]) && !is_anybody(c, &s.at[0])))
            continue;
        if (!add_mention(c, i, s))
            c->failed = true;
    }
}
