/* plover.c - the PLOVER ontology as tables. */
#include "doc/plover.h"

enum { MODES_MOST = 16 };

typedef struct mode_row {
    const char *name;
    double score;
} mode_row;

typedef struct type_row {
    const char *name;
    quad_class quad;
    double score;
    bool needs_recipient;
    mode_row modes[MODES_MOST];
} type_row;

// clang-format off
static const type_row types[EVENT_TYPES] = {
    [EVENT_NONE] = { "", QUAD_NONE, 0, false, { { 0, 0 } } },
    [EVENT_AGREE] = { "AGREE", QUAD_VERBAL_COOPERATION, 2.5, false, { { 0, 0 } } },
    [EVENT_CONSULT] = { "CONSULT", QUAD_VERBAL_COOPERATION, 2.5, false,
        { { "visit", 4 }, { "third-party", 1 }, { "multilateral", 4 }, { "phone", 1.5 } } },
    [EVENT_SUPPORT] = { "SUPPORT", QUAD_VERBAL_COOPERATION, 5, false, { { 0, 0 } } },
    [EVENT_CONCEDE] = { "CONCEDE", QUAD_VERBAL_COOPERATION, 4.5, false, { { 0, 0 } } },
    [EVENT_COOPERATE] = { "COOPERATE", QUAD_MATERIAL_COOPERATION, 9.5, true, { { 0, 0 } } },
    [EVENT_AID] = { "AID", QUAD_MATERIAL_COOPERATION, 10, true, { { 0, 0 } } },
    [EVENT_RETREAT] = { "RETREAT", QUAD_MATERIAL_COOPERATION, 6.5, false,
        { { "withdraw", 8 }, { "release", 6.5 }, { "disarm", 10 }, { "ceasefire", 7.5 },
          { "access", 6.5 }, { "resign", 4.5 } } },
    [EVENT_REQUEST] = { "REQUEST", QUAD_VERBAL_CONFLICT, 0, false,
        { { "assist", 0.5 }, { "change", -1 }, { "yield", -1 }, { "meet", 0 } } },
    [EVENT_ACCUSE] = { "ACCUSE", QUAD_VERBAL_CONFLICT, -3, false,
        { { "disapprove", -2 }, { "investigate", -3.5 }, { "allege", -3.5 } } },
    [EVENT_REJECT] = { "REJECT", QUAD_VERBAL_CONFLICT, -2, false,
        { { "assist", -1.5 }, { "change", -2 }, { "yield", -2 }, { "meet", -2 } } },
    [EVENT_THREATEN] = { "THREATEN", QUAD_VERBAL_CONFLICT, -3.5, false,
        { { "restrict", -3 }, { "arrest", -3.5 }, { "relations", -3.5 }, { "expel", -3.5 },
          { "territory", -4 }, { "violence", -3.5 } } },
    [EVENT_PROTEST] = { "PROTEST", QUAD_MATERIAL_CONFLICT, -5, false,
        { { "demo", -5 }, { "riot", -7 }, { "strike", -5 }, { "hunger", -4.5 },
          { "boycott", -4.5 }, { "obstruct", -4.5 }, { "vandalize", -5 } } },
    [EVENT_SANCTION] = { "SANCTION", QUAD_MATERIAL_CONFLICT, -6, true,
        { { "convict", -6 }, { "expel", -5.5 }, { "withdraw", -6 }, { "discontinue", -6 } } },
    [EVENT_MOBILIZE] = { "MOBILIZE", QUAD_MATERIAL_CONFLICT, -5.5, false,
        { { "troops", -6.5 }, { "weapons", -6.5 }, { "police", -5.5 }, { "militia", -6 } } },
    [EVENT_COERCE] = { "COERCE", QUAD_MATERIAL_CONFLICT, -7, false,
        { { "seize", -7 }, { "restrict", -7 }, { "censor", -6.5 }, { "curfew", -6.5 },
          { "martial-law", -7.5 }, { "arrest", -7 }, { "deport", -7 }, { "withhold", -7 },
          { "misinformation", -6.5 }, { "cyber", -7 } } },
    [EVENT_ASSAULT] = { "ASSAULT", QUAD_MATERIAL_CONFLICT, -9, false,
        { { "abduct", -8.5 }, { "beat", -7.5 }, { "torture", -8.5 }, { "sexual", -8.5 },
          { "targeted", -9.5 }, { "destroy", -8.5 }, { "primitive", -8 }, { "firearms", -9 },
          { "explosives", -9 }, { "suicide-attack", -9.5 }, { "aerial", -9.5 }, { "drone", -9.5 },
          { "heavy-weapons", -9.5 }, { "crowd-control", -7.5 }, { "unconventional", -10 } } },
};

static const char *const contexts[] = {
    "military", "intelligence", "executive", "legislative", "election", "political_institutions",
    "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights",
    "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
    "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration",
    "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber",
    "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
};

static const char *const statuses[STATUSES] = { "asserted",     "denied",   "planned", "demanded",
                                                "hypothetical", "historical" };
// clang-format on

enum { N_CONTEXTS = sizeof contexts / sizeof *contexts };

static const type_row *row(event_type type) {
    return &types[(unsigned)type < EVENT_TYPES ? type : EVENT_NONE];
}

const char *plover_type_name(event_type type) {
    return row(type)->name;
}

event_type plover_type(text name) {
    for (int t = 1; t < EVENT_TYPES; t++)
        if (text_equal(name, text_of(types[t].name)))
            return (event_type)t;
    return EVENT_NONE;
}

int plover_modes(event_type type) {
    int n = 0;
    while (n < MODES_MOST && row(type)->modes[n].name)
        n++;
    return n;
}

const char *plover_mode_name(event_type type, int mode) {
    return mode >= 1 && mode <= plover_modes(type) ? row(type)->modes[mode - 1].name : "";
}

int plover_mode(event_type type, text name) {
    if (name.len == 0)
        return 0;
    for (int m = 1; m <= plover_modes(type); m++)
        if (text_equal(name, text_of(plover_mode_name(type, m))))
            return m;
    return -1;
}

double plover_score(event_type type, int mode) {
    return mode >= 1 && mode <= plover_modes(type) ? row(type)->modes[mode - 1].score
                                                   : row(type)->score;
}

quad_class plover_quad(event_type type) {
    return row(type)->quad;
}

const char *plover_quad_name(quad_class quad) {
    static const char *const names[] = { "", "VC", "MC", "VX", "MX" };
    return (unsigned)quad < sizeof names / sizeof *names ? names[quad] : "";
}

bool plover_needs_recipient(event_type type) {
    return row(type)->needs_recipient;
}

int plover_contexts(void) {
    return N_CONTEXTS;
}

const char *plover_context_name(int context) {
    return context >= 0 && context < N_CONTEXTS ? contexts[context] : "";
}

int plover_context(text name) {
    for (int c = 0; c < N_CONTEXTS; c++)
        if (text_equal(name, text_of(contexts[c])))
            return c;
    return -1;
}

const char *plover_status_name(event_status status) {
    return (unsigned)status < STATUSES ? statuses[status] : "";
}

bool plover_status(text name, event_status *out) {
    for (int s = 0; s < STATUSES; s++)
        if (text_equal(name, text_of(statuses[s]))) {
            *out = (event_status)s;
            return true;
        }
    return false;
}
