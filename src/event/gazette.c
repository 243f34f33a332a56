/* gazette.c - the names that the gazetteer knows, found in the whole document. */
#include "event/gazette.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <limits.h>

enum {
    TOKEN_ATOMS_MOST = 6,
    AHEAD = 8,         // tokens whose first step is asked for before it is taken
    ACRONYM_LEAST = 4, // shorter ones are words too often
    ACRONYM_MOST = 4,  // letters of a surname that an acronym may have
    NAME_TOKENS_MOST = 14,
    GRACE_DAYS = 45,           // after office, in which news still names the office
    UNKNOWN_DAYS = 4 * 365,    // before an office, in which a surname alone means somebody else
    FORGOTTEN_DAYS = 30 * 365, // ... and after it
    PEOPLE_MOST = 256,
    BRIEF_TOKENS = 150, // a text in which a statesman's own country may go unsaid
    CASE_NORMAL = 0,
    CASE_UPPER = 1,
    CASE_LOWER = 3,
};

typedef struct finder {
    gazette *g;
    doc *doc;
    arena *arena;
    const actors *all;
    const words *words;
    int32_t day;
    uint64_t people[PEOPLE_MOST]; // last names of persons whom the article names in full
    char initials[PEOPLE_MOST];   // ... and the first letter of the name before; 0 of a leader
    uint32_t n_people;
} finder;

static uint32_t sentence_end(const doc *d, uint32_t s) {
    return d->sentences[s].first + d->sentences[s].n_tokens;
}

static bool starts_upper(const doc *d, uint32_t i) {
    text form = doc_form(d, &d->tokens[i]);
    size_t at = 0;
    return form.len && utf8_is_upper(utf8_next(form, &at));
}

/* What may stand inside a name between its atoms. */
static bool is_joint(text form) {
    return form.len == 1 && (form.at[0] == '-' || form.at[0] == '.' || form.at[0] == '\'' ||
                             form.at[0] == '/' || form.at[0] == '+'); // "P5+1"
}

/* The first atom of each token, 0 of one without; of most words the only one, and their hash. */
static void find_atoms(const doc *d, uint64_t *atoms_of) {
    uint64_t atoms[TOKEN_ATOMS_MOST];
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        text form = doc_form(d, &d->tokens[i]);
        d->hashes[i] = atoms_of[i] = actor_plain(form);
        if (!atoms_of[i] && actor_atoms(form, atoms, TOKEN_ATOMS_MOST))
            atoms_of[i] = atoms[0];
    }
}

/* All atoms of a token; returns how many. */
static uint32_t atoms_at(const doc *d, uint32_t i, uint64_t atoms[TOKEN_ATOMS_MOST]) {
    atoms[0] = d->hashes[i];
    return atoms[0] ? 1 : actor_atoms(doc_form(d, &d->tokens[i]), atoms, TOKEN_ATOMS_MOST);
}

static name_run longest(const doc *d, const actors *all, uint64_t atom, uint32_t from,
                        uint32_t end) {
    name_run best = { from, from, NO_ACTOR };
    uint32_t node = 0, first = NO_ACTOR;
    uint64_t atoms[TOKEN_ATOMS_MOST];
    if (!atom || !actors_step(all, &node, atom, &first))
        return best;
    node = 0;
    first = NO_ACTOR;
    for (uint32_t i = from; i < end && i < from + NAME_TOKENS_MOST; i++) {
        uint32_t n = atoms_at(d, i, atoms);
        if (n == 0 && (i == from || !is_joint(doc_form(d, &d->tokens[i]))))
            break;
        for (uint32_t k = 0; k < n; k++)
            if (!actors_step(all, &node, atoms[k], &first))
                return best;
        if (n && first != NO_ACTOR)
            best = (name_run){ from, i, first };
    }
    return best;
}

/* Finds the names of all sentences once, for whoever comes first. */
static bool find_names(doc *d, const actors *all) {
    if (d->names)
        return true;
    arena_mark mark = arena_save(&d->scratch);
    uint64_t *atoms = arena_array(&d->scratch, d->n_tokens, sizeof *atoms);
    d->names = arena_array(&d->arena, d->n_tokens, sizeof *d->names);
    d->hashes = arena_room(&d->arena, d->n_tokens, sizeof *d->hashes);
    if (!atoms || !d->names || !d->hashes)
        return false;
    find_atoms(d, atoms);
    for (uint32_t s = 0; s < d->n_sentences; s++)
        for (uint32_t i = d->sentences[s].first, end = sentence_end(d, s); i < end; i++) {
            if (i + AHEAD < d->n_tokens)
                actors_ahead(all, atoms[i + AHEAD]);
            d->names[i] = longest(d, all, atoms[i], i, end);
        }
    arena_rewind(&d->scratch, mark);
    return true;
}

/* ---- which meanings a place in the text allows ---- */

static bool same_capitals(const finder *f, const name_run *r, text form) {
    size_t k = 0;
    for (uint32_t i = r->first; i <= r->last; i++) {
        text t = doc_form(f->doc, &f->doc->tokens[i]);
        for (size_t j = 0; j < t.len; j++) {
            if (!is_alnum((unsigned char)t.at[j]))
                continue;
            while (k < form.len && !is_alnum((unsigned char)form.at[k]))
                k++;
            bool opens = k == 0 && t.at[j] == 'T' && text_starts(form, TEXT("the "));
            if (k >= form.len || (form.at[k] != t.at[j] && !opens)) // "The West"
                return false;
            k++;
        }
    }
    return true;
}

/* British papers write a long acronym as a name: "Isis", "Nato". */
static bool is_spoken_acronym(const finder *f, const name_run *r, text form) {
    const token *t = &f->doc->tokens[r->first];
    text word = doc_form(f->doc, t);
    if (r->first != r->last || word.len != form.len || form.len < ACRONYM_LEAST ||
        (t->upos != UPOS_PROPN && t->upos != UPOS_NONE) || word.at[0] != form.at[0])
        return false;
    for (size_t i = 0; i < form.len; i++)
        if (!is_upper((unsigned char)form.at[i]) ||
            (i && (unsigned char)word.at[i] != to_lower((unsigned char)form.at[i])))
            return false;
    return true;
}

/* "SECURITY COUNCIL": a name of several words in capitals. */
static bool is_shouted(const finder *f, const name_run *r, text form) {
    bool lower = false;
    for (size_t i = 0; i < form.len; i++)
        lower |= is_lower((unsigned char)form.at[i]);
    for (uint32_t i = r->first; i <= r->last; i++) {
        text word = doc_form(f->doc, &f->doc->tokens[i]);
        for (size_t k = 0; k < word.len; k++)
            if (is_lower((unsigned char)word.at[k]))
                return false;
    }
    return lower && r->first < r->last;
}

/* "human rights commission" in a text without capitals: a role before it is a body's name. */
static bool is_lower_role(const finder *f, const name_run *r) {
    uint64_t phrase = 0;
    for (uint32_t i = r->first; i <= r->last; i++) {
        if (f->doc->tokens[i].upos == UPOS_PROPN || f->doc->tokens[i].upos == UPOS_NONE)
            return false;
        uint64_t word = gazette_word(f->doc, i);
        phrase = i == r->first ? word : words_join(phrase, word);
    }
    return r->last > r->first && words_get(f->words, WORD_ROLE, phrase);
}

static bool capitals_fit(const finder *f, const name_run *r, const meaning *a, uint8_t case_kind) {
    text form = actor_text(f->all, a->form);
    if (case_kind == CASE_LOWER && a->kind == ACTOR_ORG && is_lower_role(f, r))
        return false;
    if (case_kind == CASE_UPPER || (case_kind == CASE_LOWER && !(a->flags & ACTOR_CASED)))
        return true;
    if (a->flags & ACTOR_CASED)
        return same_capitals(f, r, form) || is_spoken_acronym(f, r, form) || is_shouted(f, r, form);
    if (a->flags & ACTOR_LOWER)
        return true;
    uint32_t first = r->first;
    if (text_starts(form, TEXT("the ")) && first < r->last)
        first++;
    return starts_upper(f->doc, first);
}

static bool is_article(const finder *f, uint32_t i) {
    return text_equal_nocase(doc_form(f->doc, &f->doc->tokens[i]), TEXT("the"));
}

static bool is_title(const finder *f, uint32_t i) {
    uint64_t word = gazette_word(f->doc, i);
    return words_get(f->words, WORD_TITLE, word) || words_get(f->words, WORD_ROLE, word);
}

/* The token is one of the names of the person before the surname, or the first's initial. */
static bool is_first_name(const finder *f, const meaning *a, uint32_t i) {
    text form = doc_form(f->doc, &f->doc->tokens[i]), full = actor_text(f->all, a->name);
    bool letter = form.len == 1 || (form.len == 2 && form.at[1] == '.');
    if (letter && is_upper((unsigned char)form.at[0]) &&
        !(a->flags & (ACTOR_COMMON | ACTOR_TITLED)))
        return full.len && full.at[0] == form.at[0];
    size_t at = text_find_nocase(full, form);
    return form.len > 1 && at != SIZE_MAX && at + form.len < full.len &&
           (at == 0 || full.at[at - 1] == ' ') && full.at[at + form.len] == ' ';
}

/* The token is a word of the person's office: "Senator" of a senator. */
static bool is_of_office(const finder *f, const meaning *a, uint32_t i) {
    text form = doc_form(f->doc, &f->doc->tokens[i]), office = actor_text(f->all, a->office);
    size_t at = form.len > 3 ? text_find_nocase(office, form) : SIZE_MAX;
    return at != SIZE_MAX && starts_upper(f->doc, i) && (at == 0 || office.at[at - 1] == ' ') &&
           (at + form.len == office.len || office.at[at + form.len] == ' ');
}

static bool proper(const finder *f, uint32_t i) {
    const token *t = &f->doc->tokens[i];
    return starts_upper(f->doc, i) && (t->upos == UPOS_PROPN || t->upos == UPOS_NONE);
}

/* The name goes on behind it: "Boko Haram", "Shahid Rajaee Port". */
static bool is_first_of_two(const finder *f, uint32_t i, uint32_t start) {
    const token *t = &f->doc->tokens[i], *next = &f->doc->tokens[i + 1];
    bool compound = t->relation == REL_COMPOUND || t->relation == REL_FLAT;
    bool beside = compound && next->relation == REL_COMPOUND && next->head == t->head &&
                  f->doc->names[i + 1].actor == NO_ACTOR && !is_title(f, i + 1);
    return next->relation == REL_FLAT || (compound && t->head == i + 1 - start) || beside;
}

/* A surname alone means its bearer while he is known: not years before his first office, nor a
 * generation after his last. */
static bool is_of_his_time(const finder *f, const meaning *a) {
    int64_t day = f->day;
    return f->day == INT32_MIN || (day + UNKNOWN_DAYS >= a->from && day - FORGOTTEN_DAYS <= a->to);
}

/* How well a meaning fits the day: 3 in office, 2 shortly after, 1 another time. */
static int day_fit(const finder *f, const meaning *a) {
    if (f->day == INT32_MIN) // ground that no longer has its own rulers has had them
        return a->to == INT32_MAX && a->kind != ACTOR_PLACE ? 3 : 2;
    if (f->day >= a->from && f->day <= a->to)
        return 3;
    if (f->day > a->to && f->day - a->to <= GRACE_DAYS)
        return 2;
    return 1;
}

static bool is_person(const meaning *a) {
    return a->kind == ACTOR_LEADER || a->kind == ACTOR_SURNAME;
}

/* Holds the highest office: whom a surname alone means before others. */
static bool is_head(const finder *f, const meaning *a) {
    static const char *const offices[] = { "president", "prime minister", "chancellor", "premier",
                                           "king",      "supreme leader", "emir" };
    text office = actor_text(f->all, a->office);
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (text_equal(office, text_of(offices[i])))
            return true;
    return false;
}

/* Who held no highest office and holds none now: a surname alone may mean anybody. */
static bool is_half_forgotten(const finder *f, const meaning *a) {
    return f->day != INT32_MIN && day_fit(f, a) == 1 && !is_head(f, a);
}

/* A name before the leader's last begins so: "Eshaq Jahangiri" may be "Es'haq Jahangiri". */
static bool has_initial(const finder *f, const meaning *a, char initial) {
    text full = actor_text(f->all, a->name);
    for (size_t i = 0; i < full.len; i++)
        if (full.at[i] == initial && (i == 0 || full.at[i - 1] == ' ' || full.at[i - 1] == '-'))
            return true;
    return false;
}

/* "Celine Dion", later "Dion": the article names in full another person of this name, and none who
 * may be the leader. */
static bool is_of_another(const finder *f, const meaning *a, uint32_t i) {
    uint64_t word = gazette_word(f->doc, i);
    bool named = false;
    for (uint32_t k = 0; k < f->n_people; k++)
        if (f->people[k] == word) {
            if (!f->initials[k] || has_initial(f, a, f->initials[k]))
                return false;
            named = true;
        }
    return named;
}

/* "Judge Marrero" is no politician of this name. */
static bool is_other_trade(const finder *f, const meaning *a, uint32_t i) {
    uint64_t word = gazette_word(f->doc, i);
    uint32_t job = words_get(f->words, WORD_TITLE, word);
    uint8_t sec = (uint8_t)((job ? job : words_get(f->words, WORD_ROLE, word)) & 255);
    static const char *const royal[] = { "prince", "princess", "king", "queen", "sultan", "emir" };
    for (size_t k = 0; k < sizeof royal / sizeof *royal; k++)
        if (word == words_hash(text_of(royal[k])) && !is_of_office(f, a, i))
            return true; // royals go by given names
    return (sec == SECTOR_JUD || sec == SECTOR_COP || sec == SECTOR_EDU) && a->sector != sec;
}

/* A text that is nothing but the name, or the name behind an article. */
static bool is_whole(const finder *f, const name_run *r) {
    uint32_t from = r->first == 1 && is_article(f, 0);
    return r->first == from && r->last + 1 == f->doc->n_tokens;
}

/* Where the name of a surname begins: "Turki al-Maliki" is no Maliki without a first name. */
static uint32_t particle_of(const finder *f, uint32_t i, uint32_t start) {
    if (i < start + 2 || !text_equal(doc_form(f->doc, &f->doc->tokens[i - 1]), TEXT("-")))
        return i;
    text form = doc_form(f->doc, &f->doc->tokens[i - 2]);
    bool particle = text_equal_nocase(form, TEXT("al")) || text_equal_nocase(form, TEXT("el"));
    return particle ? i - 2 : i;
}

static bool surname_fits(const finder *f, const name_run *whole, const meaning *a, uint32_t s,
                         bool second) {
    uint32_t start = f->doc->sentences[s].first, end = sentence_end(f->doc, s);
    name_run behind = *whole, *r = &behind;
    r->first = particle_of(f, whole->first, start);
    bool before = r->first > start;
    bool first_name = before && is_first_name(f, a, r->first - 1);
    bool title = before && is_title(f, r->first - 1);
    uint8_t tag = f->doc->tokens[r->first].upos;
    if (tag != UPOS_NONE && tag != UPOS_PROPN && tag != UPOS_NOUN && tag != UPOS_X &&
        tag != UPOS_ADJ)
        return false;
    uint8_t capitals = f->doc->sentences[s].case_kind;
    text form = actor_text(f->all, a->form);
    if (capitals == CASE_LOWER && tag != UPOS_PROPN)
        return false; // "the old man" is not Mr Man
    if (capitals != CASE_LOWER && capitals != CASE_UPPER && form.len <= ACRONYM_MOST &&
        !same_capitals(f, whole, form))
        return false; // "IP" is not Mrs Ip
    if (first_name)
        return true;
    if (r->last + 1 < end && proper(f, r->last + 1) && is_first_of_two(f, r->last, start))
        return false;
    if (!is_head(f, a) && !title && is_of_another(f, a, r->last))
        return false;
    if (!is_of_his_time(f, a) || (title && is_other_trade(f, a, r->first - 1)))
        return false;
    if (a->flags & ACTOR_TITLED)
        return before && is_of_office(f, a, r->first - 1);
    if (r->last + 1 < end && is_title(f, r->last) && proper(f, r->last + 1))
        return false; // "Sheikh Tahnoon": a title
    bool named = before && f->doc->tokens[r->first].relation == REL_FLAT;
    if (before && !title && (r->first - 1 > start || named) && proper(f, r->first - 1))
        return false; // somebody else of this name: "Melania Trump"
    bool brief = f->doc->n_tokens < BRIEF_TOKENS && f->g->n_countries > 0;
    bool undated = f->day == INT32_MIN && !is_head(f, a) && !is_whole(f, whole) && !brief;
    if ((a->flags & ACTOR_COMMON) || is_half_forgotten(f, a) || undated)
        return title || (second && gazette_has_country(f->g, actor_text(f->all, a->code)) &&
                         (before || tag == UPOS_PROPN));
    return true;
}

/* A country whose name is also a person's or a place's stands alone beside another country. */
static bool stands_alone(const finder *f, const name_run *r, const meaning *a, uint32_t s) {
    uint32_t start = f->doc->sentences[s].first, end = sentence_end(f->doc, s);
    bool parted = (r->first == start || !proper(f, r->first - 1)) &&
                  (r->last + 1 >= end || !proper(f, r->last + 1));
    return parted && a->kind == ACTOR_COUNTRY && f->g->n_countries > 0;
}

static bool is_place(const meaning *a) {
    return a->kind == ACTOR_COUNTRY || a->kind == ACTOR_SEAT || a->kind == ACTOR_CITY ||
           a->kind == ACTOR_PLACE;
}

/* A place that a person is called after: "Stanley Meierfeld", "Giorgia" no less than "Georgia". */
static bool is_first_of_person(const finder *f, const name_run *r, uint32_t start, uint32_t end) {
    const token *t = &f->doc->tokens[r->first], *next = t + 1;
    if (r->first != r->last || r->last + 1 >= end || !proper(f, r->last + 1) ||
        is_title(f, r->last + 1) || f->doc->names[r->last + 1].actor != NO_ACTOR)
        return false;
    bool flat = next->relation == REL_FLAT && next->head == r->first - start;
    return flat || (t->name == NAME_B_PER && next->name == NAME_I_PER);
}

/* The token goes on with a name that the one before begins: flat, or, where compounds count too,
 * the head of one. */
static bool follows_name(const finder *f, uint32_t i, uint32_t start, bool compounds) {
    const token *t = &f->doc->tokens[i], *before = t - 1;
    if (!proper(f, i - 1) || is_title(f, i - 1) || f->doc->names[i - 1].actor != NO_ACTOR)
        return false;
    bool flat = t->relation == REL_FLAT && t->head != NO_INDEX && t->head + start < i;
    return flat || (compounds && before->relation == REL_COMPOUND && before->head + start == i);
}

/* "Jack Letts", "Mustafa Bali" are no peoples and islands; nor is "Bali" alone in an article that
 * names him, but for "in Bali". */
static bool is_last_of_person(const finder *f, const name_run *r, const meaning *a,
                              uint32_t start) {
    static const char *const places[] = { "in", "at", "from", "to", "of", "near", "on" };
    const token *t = &f->doc->tokens[r->first];
    if (r->first != r->last)
        return false;
    if (r->first > start && follows_name(f, r->first, start, a->kind == ACTOR_DEMONYM))
        return true;
    uint64_t word = words_hash(doc_form(f->doc, t));
    bool known = false;
    for (uint32_t i = 0; i < f->n_people && !known; i++)
        known = f->people[i] == word;
    for (size_t i = 0; known && r->first > start && i < sizeof places / sizeof *places; i++)
        known = !text_equal(doc_form(f->doc, t - 1), text_of(places[i]));
    return known;
}

/* An organisation whose name has begun before: "Social Democratic Party" is not the Democratic
 * Party. A country or a title before it is no part of it. */
static bool is_end_of_longer(const finder *f, const name_run *r, uint32_t start) {
    const token *t = &f->doc->tokens[r->first], *before = t - 1;
    if (r->first == start || is_title(f, r->first - 1) || !starts_upper(f->doc, r->first - 1) ||
        (before->upos != UPOS_PROPN && before->upos != UPOS_ADJ && before->upos != UPOS_NOUN))
        return false;
    bool known = f->g->n && f->g->hits[f->g->n - 1].last == r->first - 1;
    bool named =
        t->name == NAME_I_ORG && (before->name == NAME_B_ORG || before->name == NAME_I_ORG);
    bool joined = r->first < r->last && r->first - 1 > start && before->head != NO_INDEX &&
                  before->head + start >= r->first && before->head + start <= r->last &&
                  (before->relation == REL_AMOD || before->relation == REL_COMPOUND);
    return !known && (named || joined);
}

/* "Comprehensive Plan of Action" is no PLAN: an acronym written as a name stands by itself. */
static bool is_word_of_name(const finder *f, const name_run *r, const meaning *a, uint32_t start) {
    if (!(a->flags & ACTOR_CASED) || r->first == start || r->first != r->last ||
        same_capitals(f, r, actor_text(f->all, a->form)))
        return false;
    uint32_t before = r->first - 1;
    bool known = f->g->n && f->g->hits[f->g->n - 1].last == before;
    return before > start && !known && starts_upper(f->doc, before) && !is_title(f, before);
}

/* "Bristol, Va.": the word behind the comma says in which state of another country. */
static bool is_elsewhere(const finder *f, const name_run *r, const meaning *a, uint32_t end) {
    if (r->last + 2 >= end || !is_place(a) || a->kind == ACTOR_COUNTRY ||
        !text_equal(doc_form(f->doc, &f->doc->tokens[r->last + 1]), TEXT(",")))
        return false;
    text form = doc_form(f->doc, &f->doc->tokens[r->last + 2]);
    return words_get(f->words, WORD_STATE, words_hash(form)) &&
           !text_equal(actor_text(f->all, a->code), TEXT("USA")) &&
           starts_upper(f->doc, r->last + 2);
}

/* The place in the text is part of another name. */
static bool is_within_name(const finder *f, const name_run *r, const meaning *a, uint32_t s) {
    const sentence *sent = &f->doc->sentences[s];
    if (is_elsewhere(f, r, a, sentence_end(f->doc, s)))
        return true;
    if (sent->case_kind)
        return false;
    if (is_word_of_name(f, r, a, sent->first))
        return true;
    if ((a->flags & ACTOR_CASED) && !same_capitals(f, r, actor_text(f->all, a->form)) &&
        is_first_of_person(f, r, sent->first, sentence_end(f->doc, s)))
        return true; // "Dina Mufti" is not DINA
    bool first_name = a->kind != ACTOR_COUNTRY || (a->flags & ACTOR_NEEDS); // "Georgia", not "Iran"
    bool small = a->kind == ACTOR_CITY || a->kind == ACTOR_PLACE || a->kind == ACTOR_DEMONYM ||
                 (a->kind == ACTOR_COUNTRY && (a->flags & ACTOR_NEEDS));
    if (small && is_last_of_person(f, r, a, sent->first))
        return true;
    return (is_place(a) && first_name &&
            is_first_of_person(f, r, sent->first, sentence_end(f->doc, s))) ||
           (a->kind == ACTOR_ORG && is_end_of_longer(f, r, sent->first));
}

static bool is_acronym_form(text form) {
    for (size_t i = 0; i < form.len; i++)
        if (!is_upper((unsigned char)form.at[i]))
            return false;
    return form.len >= 2 && form.len <= ACRONYM_MOST;
}

/* "PDF" on a page that does not speak of Panama: a few letters that stand for many things. Those of
 * the United States and of bodies of states go by themselves, and all do in news of a day. */
static bool is_other_acronym(const finder *f, const name_run *r, const meaning *a) {
    static const char *const known[] = { "USA", "UNO", "IGO", "IMG", "NGO" };
    if (a->kind != ACTOR_ORG || !(a->flags & ACTOR_CASED) || f->day != INT32_MIN ||
        f->doc->n_tokens < BRIEF_TOKENS || r->first != r->last)
        return false;
    text code = actor_text(f->all, a->code);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_starts(code, text_of(known[i])))
            return false;
    return is_acronym_form(actor_text(f->all, a->form)) && !gazette_has_country(f->g, code);
}

/* "a request URI" is not in Uri: a place in capitals amid small letters, but for a dateline. */
static bool is_shouted_place(const finder *f, const name_run *r, const meaning *a, uint32_t s) {
    const sentence *sent = &f->doc->sentences[s];
    return (a->kind == ACTOR_CITY || a->kind == ACTOR_PLACE) && sent->case_kind == CASE_NORMAL &&
           r->first == r->last && r->first > sent->first &&
           is_acronym_form(doc_form(f->doc, &f->doc->tokens[r->first])) &&
           !is_acronym_form(actor_text(f->all, a->form));
}

static bool meaning_fits(const finder *f, const name_run *r, const meaning *a, uint32_t s,
                         bool second) {
    const sentence *sent = &f->doc->sentences[s];
    if (!capitals_fit(f, r, a, sent->case_kind) || (second && is_within_name(f, r, a, s)))
        return false;
    if (is_shouted_place(f, r, a, s) || is_other_acronym(f, r, a))
        return false;
    if (a->kind == ACTOR_SURNAME)
        return surname_fits(f, r, a, s, second);
    if (a->flags & ACTOR_NEEDS)
        return second && (gazette_has_country(f->g, actor_text(f->all, a->code)) ||
                          stands_alone(f, r, a, s) || is_whole(f, r));
    return true;
}

/* Higher is better: the day, then the article's own countries, then the higher and the later
 * office. */
static int64_t worth(const finder *f, const meaning *a, bool second) {
    int64_t value = (int64_t)day_fit(f, a) << 40;
    if (second && gazette_has_country(f->g, actor_text(f->all, a->code)))
        value += (int64_t)1 << 39;
    if (a->kind == ACTOR_PLACE)
        value -= (int64_t)1 << 38;
    if (a->kind == ACTOR_SURNAME && is_head(f, a))
        value += (int64_t)1 << 36;
    if (a->kind == ACTOR_SEAT && f->day != INT32_MIN && f->day <= a->to && a->to != INT32_MAX)
        value += (int64_t)1 << 35; // Belgrade was Yugoslavia's first
    if (is_person(a) && f->day != INT32_MIN && a->from > f->day)
        return value - ((int64_t)1 << 37) - a->from;
    return is_person(a) && a->to != INT32_MAX ? value + a->to : value;
}

static const meaning *choose(const finder *f, const name_run *r, uint32_t s, bool second) {
    const meaning *best = NULL;
    for (uint32_t i = r->actor; i != NO_ACTOR; i = f->all->items[i].next) {
        const meaning *a = &f->all->items[i];
        if (meaning_fits(f, r, a, s, second) &&
            (!best || worth(f, a, second) > worth(f, best, second)))
            best = a;
    }
    return best;
}

/* ---- the two passes ---- */

static uint64_t country_key(text code) {
    return hash_text(text_cut(code, 0, code.len < 3 ? code.len : 3));
}

static bool add_country(finder *f, text code) {
    if (gazette_has_country(f->g, code))
        return true;
    uint64_t *place = ARENA_PUSH(f->arena, f->g->countries, f->g->n_countries, f->g->countries_cap);
    if (place)
        *place = country_key(code);
    return place != NULL;
}

bool gazette_has_country(const gazette *g, text code) {
    uint64_t key = country_key(code);
    for (uint32_t i = 0; i < g->n_countries; i++)
        if (g->countries[i] == key)
            return true;
    return false;
}

static void fill_hit(const finder *f, hit *h, const name_run *r, const meaning *a, uint32_t s) {
    int fit = day_fit(f, a);
    *h = (hit){ .sentence = s, .first = r->first, .last = r->last };
    h->actor = (uint32_t)(a - f->all->items);
    h->kind = a->kind == ACTOR_SURNAME ? ACTOR_LEADER : a->kind;
    h->sector = a->sector;
    h->code = is_person(a) ? actor_text(f->all, a->code) : actor_code_on(f->all, a, f->day);
    if (is_person(a) && fit == 1 && f->day != INT32_MIN) {
        h->former = f->day > a->to;
        if (a->sector == SECTOR_GOV || a->sector == SECTOR_LEG)
            h->sector = SECTOR_ELI;
    }
}

/* A surname that people of several countries bear says nothing of what the article is about. */
static bool is_ambiguous(const finder *f, const name_run *r, const meaning *a) {
    for (uint32_t i = r->actor; a->kind == ACTOR_SURNAME && i != NO_ACTOR;
         i = f->all->items[i].next)
        if (f->all->items[i].code != a->code && is_person(&f->all->items[i]))
            return true;
    return false;
}

static bool pass_over(finder *f, uint32_t s, bool second) {
    uint32_t end = sentence_end(f->doc, s);
    for (uint32_t i = f->doc->sentences[s].first; i < end;) {
        name_run r = f->doc->names[i];
        if (r.actor != NO_ACTOR && r.last > i && r.last + 1 < end && is_article(f, i) &&
            f->doc->names[i + 1].actor != NO_ACTOR && f->doc->names[i + 1].last > r.last)
            r = f->doc->names[i + 1]; // "the West Bank" is not "the West"
        const meaning *a = r.actor == NO_ACTOR ? NULL : choose(f, &r, s, second);
        if (!a) {
            i++;
            continue;
        }
        if (!second && !(a->flags & (ACTOR_COMMON | ACTOR_NEEDS)) &&
            !(a->kind == ACTOR_SURNAME && is_half_forgotten(f, a)) && !is_ambiguous(f, &r, a) &&
            !add_country(f, actor_text(f->all, a->code)))
            return false;
        if (second) {
            hit *h = ARENA_PUSH(f->arena, f->g->hits, f->g->n, f->g->cap);
            if (!h)
                return false;
            fill_hit(f, h, &r, a, s);
        }
        i = r.last + 1;
    }
    return true;
}

static bool ends_leader(const finder *f, uint32_t i, uint32_t start) {
    for (uint32_t k = i; k-- > start && i - k < NAME_TOKENS_MOST;) {
        const name_run *r = &f->doc->names[k];
        if (r->actor != NO_ACTOR && r->last == i)
            return f->all->items[r->actor].kind == ACTOR_LEADER;
    }
    return false;
}

/* The last words of names in full: they go on to name a person alone. */
static void find_people(finder *f) {
    for (uint32_t s = 0; s < f->doc->n_sentences; s++) {
        if (f->doc->sentences[s].need)
            continue;
        for (uint32_t start = f->doc->sentences[s].first, i = start + 1;
             i < sentence_end(f->doc, s); i++)
            if (f->doc->names[i].actor != NO_ACTOR && f->n_people < PEOPLE_MOST && proper(f, i)) {
                bool leader = ends_leader(f, i, start);
                if (!leader && !follows_name(f, i, start, false))
                    continue;
                f->initials[f->n_people] =
                    leader ? '\0' : *doc_form(f->doc, &f->doc->tokens[i - 1]).at;
                f->people[f->n_people++] = gazette_word(f->doc, i);
            }
    }
}

/* Whether a meaning could fit here, whatever trees say. */
static bool may_fit(const finder *f, const name_run *r, const meaning *a, uint32_t s) {
    uint32_t start = f->doc->sentences[s].first, first = particle_of(f, r->first, start);
    if (!capitals_fit(f, r, a, f->doc->sentences[s].case_kind))
        return false;
    if (a->kind != ACTOR_SURNAME || (first > start && is_first_name(f, a, first - 1)))
        return true;
    return is_of_his_time(f, a) &&
           (!(a->flags & ACTOR_TITLED) || (first > start && is_of_office(f, a, first - 1)));
}

/* Whether a sentence may name somebody known; needs: by meanings that need their country too.
 */
static bool may_name(const finder *f, uint32_t s, bool needs) {
    for (uint32_t i = f->doc->sentences[s].first, end = sentence_end(f->doc, s); i < end; i++)
        for (uint32_t k = f->doc->names[i].actor; k != NO_ACTOR; k = f->all->items[k].next)
            if ((needs || !(f->all->items[k].flags & ACTOR_NEEDS)) &&
                may_fit(f, &f->doc->names[i], &f->all->items[k], s))
                return true;
    return false;
}

bool gazette_expect(doc *d, const actors *all, const words *w, bool *named) {
    finder f = { .doc = d, .all = all, .words = w, .day = gazette_day(d) };
    bool any = d->n_tokens < NAME_TOKENS_MOST; // the text may be nothing but a name
    if (!find_names(d, all))
        return false;
    for (uint32_t s = 0; s < d->n_sentences; s++)
        any |= named[s] = may_name(&f, s, false);
    for (uint32_t s = 0; s < d->n_sentences && any; s++)
        named[s] = named[s] || may_name(&f, s, true);
    return true;
}

int32_t gazette_day(const doc *d) {
    date published = d->article.published;
    return published.precision >= DATE_MONTH ? published.day : INT32_MIN;
}

bool gazette_find(gazette *g, doc *d, arena *a, const actors *all, const words *w) {
    finder f = { .g = g, .doc = d, .arena = a, .all = all, .words = w, .day = gazette_day(d) };
    *g = (gazette){ .n = 0 };
    if (!find_names(d, all))
        return false;
    find_people(&f);
    for (int second = 0; second < 2; second++)
        for (uint32_t s = 0; s < d->n_sentences; s++)
            if (!d->sentences[s].need && !pass_over(&f, s, second))
                return false;
    return true;
}
