/* menace.c - what a threat is: whose words count as one, and which act they name. */
#include "analysis/menace.h"

#include "doc/code.h"

#include <string.h>

enum { CODE_PART = 3, CODE_STATE_AND_PART = 6 };

/* ---- sides ---- */

text menace_state(text code) {
    size_t len = text_starts(code, TEXT("IGO")) ? CODE_STATE_AND_PART : CODE_PART;
    return text_cut(code, 0, code.len < len ? code.len : len);
}

/* A part of a society: "BRALAB". */
text menace_part(text code) {
    return text_cut(code, 0, code.len < CODE_STATE_AND_PART ? code.len : CODE_STATE_AND_PART);
}

/* True where every code of both sides is of one state. */
bool menace_is_domestic(text actor, text recipient) {
    text code, first = { "", 0 };
    text lists[2] = { actor, recipient };
    for (int i = 0; i < 2; i++)
        while (code_next(&lists[i], &code)) {
            if (first.len == 0)
                first = menace_state(code);
            else if (!text_equal(first, menace_state(code)))
                return false;
        }
    return first.len > 0;
}

static bool has_part(text codes, const char *part) {
    text code;
    while (code_next(&codes, &code))
        for (size_t i = CODE_PART; i + CODE_PART <= code.len; i += CODE_PART)
            if (text_equal(text_cut(code, i, i + CODE_PART), text_of(part)))
                return true;
    return false;
}

/* Who speaks for the state as a whole. */
bool menace_is_state(text code) {
    return !text_starts(code, TEXT("IGO")) &&
           (code.len <= CODE_PART || has_part(code, "GOV") || has_part(code, "MIL"));
}

/* ---- the act ---- */

static bool has_context(uint64_t contexts, const char *name) {
    return contexts >> plover_context(text_of(name)) & 1;
}

static event_type act_of_mode(const around_event *e) {
    static const struct {
        const char *mode;
        event_type act;
    } acts[] = {
        { "restrict", EVENT_SANCTION },  { "arrest", EVENT_COERCE },
        { "relations", EVENT_SANCTION }, { "expel", EVENT_SANCTION },
        { "territory", EVENT_ASSAULT },  { "violence", EVENT_ASSAULT },
    };
    const char *mode = plover_mode_name((event_type)e->type, e->mode);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (strcmp(mode, acts[i].mode) == 0)
            return acts[i].act;
    return EVENT_NONE;
}

/* Where the mode is silent, who threatens whom says most: unions strike, a government vetoes its
 * parliament, states threaten others with force where the matter is military, else with trade. */
static event_type act_of_sides(const around_event *e, bool domestic) {
    if (has_part(e->actor, "LAB") || has_part(e->actor, "OPP") || has_part(e->actor, "CVL"))
        return EVENT_PROTEST;
    if (domestic && (has_part(e->recipient, "LEG") || has_part(e->actor, "LEG")))
        return EVENT_REJECT;
    if (domestic)
        return EVENT_COERCE;
    if (has_context(e->contexts, "military") || has_context(e->contexts, "terrorism") ||
        has_part(e->actor, "MIL") || has_part(e->actor, "REB"))
        return EVENT_ASSAULT;
    return EVENT_SANCTION;
}

/* Firms, the press, scholars and notables warn of much; the ledger keeps political sides. */
bool menace_is_political(text codes) {
    static const char *const others[] = { "BUS", "JRN", "EDU", "ELI", "MED" };
    text code;
    while (code_next(&codes, &code)) {
        bool other = false;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            other = other || has_part(code, others[i]);
        if (!other)
            return true;
    }
    return false;
}

bool menace_has_word(text t, const char *stem) {
    size_t n = strlen(stem);
    for (size_t i = 0; i + n <= t.len; i++)
        if ((i == 0 || !is_alnum((unsigned char)t.at[i - 1])) &&
            to_lower((unsigned char)t.at[i]) == stem[0] &&
            text_equal_nocase(text_cut(t, i, i + n), (text){ stem, n }))
            return true;
    return false;
}

/* The words behind a threat name the act where its mode does not. Stems; the first that stands
 * there. */
static event_type act_of_words(text words) {
    static const struct {
        const char *stem;
        event_type act;
    } acts[] = {
        { "veto", EVENT_REJECT },
        { "vote against", EVENT_REJECT },
        { "reject", EVENT_REJECT },
        { "refuse", EVENT_REJECT },
        { "boycott", EVENT_PROTEST },
        { "walkout", EVENT_PROTEST },
        { "general strike", EVENT_PROTEST },
        { "demonstrat", EVENT_PROTEST },
        { "court action", EVENT_ACCUSE },
        { "legal action", EVENT_ACCUSE },
        { "sue", EVENT_ACCUSE },
        { "lawsuit", EVENT_ACCUSE },
        { "arrest", EVENT_COERCE },
        { "emergency", EVENT_COERCE },
        { "martial law", EVENT_COERCE },
        { "dissolve", EVENT_COERCE },
        { "curfew", EVENT_COERCE },
        { "close", EVENT_COERCE },
        { "seize", EVENT_COERCE },
        { "tariff", EVENT_SANCTION },
        { "sanction", EVENT_SANCTION },
        { "embargo", EVENT_SANCTION },
        { "dut", EVENT_SANCTION },
        { "import", EVENT_SANCTION },
        { "export", EVENT_SANCTION },
        { "trade", EVENT_SANCTION },
        { "aid", EVENT_SANCTION },
        { "fund", EVENT_SANCTION },
        { "subsid", EVENT_SANCTION },
        { "payment", EVENT_SANCTION },
        { "loan", EVENT_SANCTION },
        { "debt", EVENT_SANCTION },
        { "troops", EVENT_MOBILIZE },
        { "army", EVENT_MOBILIZE },
        { "deploy", EVENT_MOBILIZE },
        { "attack", EVENT_ASSAULT },
        { "military", EVENT_ASSAULT },
        { "force", EVENT_ASSAULT },
        { "raid", EVENT_ASSAULT },
        { "missile", EVENT_ASSAULT },
        { "bomb", EVENT_ASSAULT },
        { "war", EVENT_ASSAULT },
    };
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (menace_has_word(words, acts[i].stem))
            return acts[i].act;
    return EVENT_NONE;
}

/* The clause of the threat: from its trigger to the next condition or end. */
static text threat_words(const act_face *face) {
    static const char *const ends[] = { " if ", " unless ", " until ", "; " };
    text rest = text_cut(face->sentence, face->at, face->sentence.len);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = text_find(rest, text_of(ends[i]));
        if (at != SIZE_MAX)
            rest = text_cut(rest, 0, at);
    }
    return rest;
}

/* A union and firms alone, a state and its travellers: no politics. */
bool menace_is_private(const around_event *e) {
    text codes = e->recipient, code;
    if (codes.len == 0)
        return false;
    bool labour = has_part(e->actor, "LAB"), abroad = !menace_is_domestic(e->actor, e->recipient);
    while (code_next(&codes, &code)) {
        bool firm = has_part(code, "BUS") || has_part(code, "JRN");
        bool public = !labour && !has_part(code, "CVL") && !firm;
        if (public || (abroad && !labour))
            return false;
    }
    return true;
}

event_type menace_act(const around_event *e, const act_face *face, bool domestic, bool *named) {
    *named = true;
    if (e->type != EVENT_THREATEN)
        return (event_type)e->type;
    bool crowd =
        has_part(e->actor, "LAB") || has_part(e->actor, "OPP") || has_part(e->actor, "CVL");
    event_type act = act_of_mode(e), told = act_of_words(threat_words(face));
    if (told == EVENT_REJECT || (crowd && (act == EVENT_SANCTION || told == EVENT_PROTEST)))
        return told == EVENT_REJECT ? EVENT_REJECT : EVENT_PROTEST;
    if (act != EVENT_NONE)
        return act;
    *named = told != EVENT_NONE;
    return *named ? told : act_of_sides(e, domestic);
}

/* "would veto", "threatened to veto": announced; "vetoed" is done, "the veto of" a matter. */
bool menace_is_announced(const act_face *face) {
    static const char *const before[] = { " will", " would", "'ll", " to", " may", " might" };
    enum { NEAR = 24 };
    if (!text_equal_nocase(face->trigger, TEXT("veto")))
        return false;
    text words = text_cut(face->sentence, face->at > NEAR ? face->at - NEAR : 0, face->at);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_find(words, text_of(before[i])) != SIZE_MAX)
            return true;
    return false;
}

/* A refusal that can be what was threatened: "vetoed", "rejected", "blocked". */
bool menace_is_refusal(const act_face *face) {
    static const char *const stems[] = { "veto", "reject", "block", "vote" };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (menace_has_word(face->trigger, stems[i]))
            return true;
    return false;
}
