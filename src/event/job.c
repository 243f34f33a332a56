/* job.c - role nouns. */
#include "event/job.h"

#include <string.h>

static uint32_t role_phrase(const coder *c, uint64_t phrase) {
    return words_get(c->words, WORD_ROLE, phrase);
}

/* A plural that the lemma keeps: "Lawmakers", "troops". */
static uint32_t singular_in(const coder *c, word_class class, int32_t i) {
    char word[48];
    text form = tree_form(&c->tree, i);
    size_t n = form.len;
    if (n < 4 || n >= sizeof word)
        return 0;
    memcpy(word, form.at, n);
    if (text_ends(form, TEXT("men")))
        word[n - 2] = 'a';
    else if (text_ends(form, TEXT("ies"))) {
        word[n - 3] = 'y';
        n -= 2;
    } else if (text_ends(form, TEXT("ves"))) {
        word[n - 3] = 'f';
        n -= 2;
    } else if (word[n - 1] == 's')
        n--;
    else
        return 0;
    return words_get(c->words, class, words_hash((text){ word, n }));
}

/* The first of the tokens that are written as one word with a node: "self-defense", "women's". */
static int32_t glued_from(const tree *t, int32_t i) {
    while (i > 0 && tree_token(t, i - 1)->end == tree_token(t, i)->start)
        i--;
    return i;
}

/* A role of words that are cut into several tokens: "self-defense group", "women's groups". */
static uint32_t role_of_glued(const coder *c, int32_t i) {
    const tree *t = &c->tree;
    int32_t from = glued_from(t, i), before = from > 0 ? glued_from(t, from - 1) : 0;
    if (from < i)
        return role_phrase(
            c, words_hash(doc_text(c->doc, tree_token(t, from)->start, tree_token(t, i)->end)));
    if (from == 0 || before == from - 1)
        return 0;
    text word = doc_text(c->doc, tree_token(t, before)->start, tree_token(t, from - 1)->end);
    return role_phrase(c, words_join(words_hash(word), t->at[i].lemma));
}

/* "Man-kei": the first half of a name. */
static bool begins_name(const tree *t, int32_t i) {
    return t->at[i].upper && i + 2 < t->n && t->at[i + 1].grammar == G_HYPHEN &&
           glued_from(t, i + 2) <= i && t->at[i + 2].upos == UPOS_PROPN;
}

/* "King asked him": bare and with a capital a title of one man is a surname. */
static bool is_surname(const coder *c, int32_t i) {
    static const char *const titles[] = { "king",   "prince", "duke", "bishop", "dean",
                                          "knight", "baron",  "earl", "major",  "marshal" };
    const node *n = &c->tree.at[i];
    bool named = i + 1 < c->tree.n && c->tree.at[i + 1].upos == UPOS_PROPN; // "King Mohammed"
    if (n->upos != UPOS_PROPN || !n->upper || named || !TREE_IS_ANY(&c->tree, i, titles) ||
        c->doc->sentences[c->tree.sentence].case_kind)
        return false;
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].upos != UPOS_PUNCT && c->tree.at[k].main != REL_CASE)
        return false;
    return n->main != REL_COMPOUND && n->main != REL_FLAT;
}

/* A role of several words that ends with node i. */
static uint32_t role_ending(const coder *c, int32_t i) {
    const node *at = c->tree.at, *n = &at[i];
    uint32_t job = role_of_glued(c, i);
    int32_t before = i - 1;
    if (job)
        return job;
    if (before > 0 && at[before].grammar == G_HYPHEN)
        before--;
    for (int forms = 0; forms < 2 && before >= 0; forms++) { // "human rights group", "ruling party"
        uint64_t near = forms ? at[before].form : at[before].lemma;
        uint64_t far = before == 0 ? 0 : forms ? at[before - 1].form : at[before - 1].lemma;
        if ((before > 0 && (job = role_phrase(c, words_join(words_join(far, near), n->lemma)))) ||
            (job = role_phrase(c, words_join(near, n->lemma))) ||
            (n->form != n->lemma && (job = role_phrase(c, words_join(near, n->form)))))
            return job;
    }
    return 0;
}

uint32_t job_of(const coder *c, int32_t i) {
    const node *at = c->tree.at, *n = &at[i];
    uint32_t job = 0;
    if ((n->upos != UPOS_NOUN && n->upos != UPOS_PROPN && n->upos != UPOS_ADJ) ||
        begins_name(&c->tree, i) || is_surname(c, i))
        return 0;
    uint32_t hints = 0; // most words are no part of a role
    if (node_in(n, WORD_HINT))
        hints = words_get(c->words, WORD_HINT, n->lemma);
    if (n->form != n->lemma && node_form_in(n, WORD_HINT))
        hints |= words_get(c->words, WORD_HINT, n->form);
    if (hints & HINT_END && (job = role_ending(c, i)))
        return job;
    if (i + 2 < c->tree.n && at[i + 1].grammar == G_OF &&
        (job = role_phrase(c, words_join(words_join(n->lemma, at[i + 1].lemma), at[i + 2].lemma))))
        return job;
    if (hints & (HINT_ROLE | HINT_WEAK) &&
        ((job = role_phrase(c, n->lemma)) || (job = role_phrase(c, n->form))))
        return job;
    return n->upos == UPOS_ADJ && !n->upper ? 0 : singular_in(c, WORD_ROLE, i);
}

uint8_t job_body(const coder *c, int32_t i) {
    static const struct {
        const char *word;
        uint8_t sector;
    } bodies[] = {
        { "organization", SECTOR_SOC }, { "organisation", SECTOR_SOC },
        { "movement", SECTOR_OPP },     { "front", SECTOR_REB },
        { "commission", SECTOR_GOV },   { "council", SECTOR_GOV },
        { "department", SECTOR_GOV },   { "agency", SECTOR_GOV },
        { "bureau", SECTOR_GOV },       { "office", SECTOR_GOV },
        { "committee", SECTOR_LEG },    { "group", SECTOR_SOC },
        { "house", SECTOR_LEG },        { "administration", SECTOR_GOV },
    };
    for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++)
        if (text_reads(tree_form(&c->tree, i), bodies[k].word))
            return bodies[k].sector;
    return SECTOR_NONE;
}

/* Sectors that a word lends the holder of an office in them: a "party chairman" is of the party,
 * but an "ethnic leader" is not of the people at large. */
static bool lends(uint8_t sec, bool office) {
    switch (sec) {
    case SECTOR_MIL:
    case SECTOR_COP:
    case SECTOR_SPY:
    case SECTOR_LEG:
    case SECTOR_PTY:
    case SECTOR_REB:
    case SECTOR_JUD:
        return true;
    case SECTOR_GOV:
        return !office;
    case SECTOR_OPP:
    case SECTOR_PRM:
    case SECTOR_CRM:
    case SECTOR_BUS:
    case SECTOR_EDU:
    case SECTOR_LAB:
    case SECTOR_AGR:
    case SECTOR_JRN:
    case SECTOR_REL:
    case SECTOR_MED:
    case SECTOR_NGO:
        return office;
    default:
        return false;
    }
}

bool job_is_firm(const coder *c, int32_t i) {
    static const char *const ends[] = { "Corp",    "Inc", "Ltd", "Limited",    "Plc",
                                        "Company", "Co",  "LLC", "Corporation" };
    return c->tree.at[i].upper && TREE_IS_ANY(&c->tree, i, ends);
}

/* The sector that a node beside a role noun lends it, 0 none. A deputy of something is only a rank
 * of its head. */
static uint8_t lent_by(const coder *c, int32_t k, bool office) {
    if (office && job_is_firm(c, k))
        return SECTOR_BUS;
    uint32_t job = words_get(c->words, WORD_FIELD, c->tree.at[k].lemma);
    if (!job && c->tree.at[k].main != REL_AMOD && !tree_is(&c->tree, k, "deputy"))
        job = job_of(c, k);
    uint8_t sec = (uint8_t)(job & 255);
    return !(job & WORD_WEAK) && lends(sec, office) ? sec : SECTOR_NONE;
}

static bool is_office(const coder *c, int32_t h) {
    return node_in(&c->tree.at[h], WORD_OFFICE) || singular_in(c, WORD_OFFICE, h);
}

/* What the words before a role noun lend it: "army accountant", "the navy's chief". */
static uint8_t lent_before(const coder *c, int32_t h, bool office) {
    uint8_t lent = SECTOR_NONE;
    TREE_EACH(&c->tree, h, k) {
        bool beside =
            c->tree.at[k].main == REL_COMPOUND ||
            (office && (c->tree.at[k].main == REL_AMOD || c->tree.at[k].rel == REL_NMOD_POSS));
        bool one_word =
            k == h - 1 && role_phrase(c, words_join(c->tree.at[k].lemma, c->tree.at[h].lemma));
        if (!lent && beside && !one_word) // "fighter jet" is no jet of fighters
            lent = lent_by(c, k, office);
        TREE_EACH(&c->tree, k, g)
        if (!lent && office && beside && c->tree.at[k].main == REL_COMPOUND &&
            (c->tree.at[g].main == REL_AMOD || c->tree.at[g].main == REL_COMPOUND))
            lent = lent_by(c, g, office); // "Medical Services Alliance"
    }
    return lent;
}

/* What the body behind a role noun lends it: "the head of the navy", "a spokesman for the
 * opposition", "president of the Medical Association". */
static uint8_t lent_behind(coder *c, int32_t h) {
    TREE_EACH(&c->tree, h, k) {
        int p = c->tree.at[k].rel == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (p != P_OF && p != P_FOR)
            continue;
        uint8_t lent = is_office(c, k) ? lent_before(c, k, true) : (uint8_t)SECTOR_NONE;
        if (!lent) // "chief of the army staff" is the army's
            lent = lent_by(c, k, true);
        if (!lent && (uint8_t)(job_of(c, k) & 255) == SECTOR_SOC)
            lent = SECTOR_SOC;
        if (lent)
            return lent;
    }
    return SECTOR_NONE;
}

/* Troops that are no state's: "guerrilla soldiers", "opposition forces". */
static uint8_t lent_to_troops(const coder *c, int32_t h) {
    uint8_t lent = lent_before(c, h, true);
    if (lent == SECTOR_OPP)
        return SECTOR_REB;
    bool irregular = lent == SECTOR_REB || lent == SECTOR_PRM || lent == SECTOR_CRM;
    return irregular || lent == SECTOR_COP ? lent : (uint8_t)SECTOR_NONE;
}

/* Whose man or force it is; SECTOR_NONE where nothing beside the noun says so. */
static uint8_t sector_lent(coder *c, int32_t h, uint8_t sec) {
    bool office = is_office(c, h);
    bool plain = sec == SECTOR_NONE || sec == SECTOR_CVL || sec == SECTOR_BUS || sec == SECTOR_EDU;
    if (sec == SECTOR_MIL && !office)
        return lent_to_troops(c, h);
    bool firm = sec == SECTOR_BUS && c->tree.at[h].upper; // "Union Gas Co" is no union's
    uint8_t lent = (office || plain) && !firm ? lent_before(c, h, office) : SECTOR_NONE;
    if (lent == SECTOR_MIL && (sec == SECTOR_SPY || sec == SECTOR_COP || sec == SECTOR_JUD))
        lent = SECTOR_NONE; // "a military intelligence officer"
    return lent || !office ? lent : lent_behind(c, h);
}

uint8_t job_after_office(const coder *c, int32_t h, uint8_t sec) {
    bool past = false;
    TREE_EACH(&c->tree, h, k) {
        uint8_t main = c->tree.at[k].main;
        past |= (main == REL_AMOD || main == REL_ADVMOD || main == REL_COMPOUND) &&
                node_in(&c->tree.at[k], WORD_FORMER);
    }
    if (past && (sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_SPY || sec == SECTOR_JUD))
        return SECTOR_ELI;
    return past && (sec == SECTOR_MIL || sec == SECTOR_COP) ? (uint8_t)SECTOR_CVL : sec;
}

/* "Community Healthcare Inc", "Squirrel Girl": a word for people inside a longer name. */
static bool is_word_of_name(const coder *c, int32_t h) {
    const node *at = c->tree.at;
    if (!at[h].upper || at[h].upos != UPOS_PROPN || h == 0 || c->tree.n < 4)
        return false;
    int32_t beside = at[h].rel == REL_COMPOUND || at[h].rel == REL_FLAT ? at[h].head : -1;
    TREE_EACH(&c->tree, h, k)
    if (beside < 0 && (at[k].rel == REL_COMPOUND || at[k].rel == REL_FLAT))
        beside = k;
    return beside >= 0 && at[beside].upos == UPOS_PROPN && at[beside].upper && at[beside].hit < 0;
}

/* "a party to the talks" is no political party. */
static bool takes_part(coder *c, int32_t h) {
    TREE_EACH(&c->tree, h, k)
    if (tree_is(&c->tree, h, "party") && c->tree.at[k].rel == REL_NMOD &&
        tree_preposition(&c->tree, k) == P_TO)
        return true;
    return false;
}

uint32_t job_at(coder *c, int32_t h) {
    uint32_t job = job_of(c, h);
    if ((job == SECTOR_CVL && is_word_of_name(c, h)) || (job == SECTOR_PTY && takes_part(c, h)))
        return 0;
    uint8_t sec = (uint8_t)(job & 255);
    bool noun = is_noun(&c->tree.at[h]);
    uint8_t lent = noun && (job || is_office(c, h)) ? sector_lent(c, h, sec) : SECTOR_NONE;
    if (job == (SECTOR_GOV | WORD_WEAK) && !lent && node_in(&c->tree.at[h], WORD_GROUND))
        return WORD_WEAK; // "a Syrian island" is of Syria, but not its government
    uint8_t held = job_after_office(c, h, lent ? lent : sec);
    return held | (lent ? 0 : job & WORD_WEAK);
}
