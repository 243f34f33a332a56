/* terms.h - what the codes of others mean in ours, and back: acts, states, roles. Read from the
 * model's sections "exchange/...", and the files say where their facts are from. */
#ifndef UH_TERMS_H
#define UH_TERMS_H

#include "base/arena.h"
#include "base/hash.h"
#include "doc/coded.h"
#include "model/model.h"

enum { TERMS_ROLES_MOST = 48, TERMS_MODES_MOST = 20 };

/* What a code of others says was done. */
typedef struct coded_act {
    text code;
    event_type type; // EVENT_NONE: PLOVER has no such event
    int mode;
    uint64_t contexts;
    double goldstein, score; // score: PLOVER's; 0 where there is no event
    bool is_swapped;         // the second actor did it to the first
} coded_act;

typedef struct state {
    text iso, fips, cow, name;
} state;

typedef struct role_row {
    text sector;       // ours; "": none
    text cameo, icews; // the first of each, for the way back
} role_row;

typedef struct terms {
    arena arena;
    const uh_model *model;
    coded_act *acts;
    uint32_t n_acts, acts_cap;
    state *states;
    uint32_t n_states, states_cap;
    role_row roles[TERMS_ROLES_MOST]; // [n_roles] in order of precedence
    int n_roles;
    map cameo, acled;                  // hash of a code -> act
    map state_names;                   // hash of a code or name, lower case -> state
    map fips;                          // hash -> state
    map regions;                       // hash of a code that is known and no state
    map groups;                        // hash -> index of groups_ours
    text *groups_ours, *groups_theirs; // [n_groups]
    uint32_t n_groups, ours_cap, theirs_cap;
    map role_names;                           // hash of a role's code or words -> index of roles
    text back[EVENT_TYPES][TERMS_MODES_MOST]; // CAMEO of our types and modes
} terms;

/* Reads the tables of a model.
 * published  take the published table of CAMEO and PLOVER where it differs from the manual
 * returns    UH_OK, UH_MODEL (a table is missing or a line of it makes no sense), UH_NOMEM;
 *            terms_close it in any case */
uh_status terms_open(const uh_model *model, bool published, terms *out, uh_error *error);
void terms_close(terms *t);

const coded_act *terms_cameo(const terms *t, text code); // NULL: no such code
/* A CAMEO code that was read as a number has lost its first zero: the code it was, or NULL. */
const coded_act *terms_shortened(const terms *t, text code);
const coded_act *terms_acled(const terms *t, text subtype);
/* The CAMEO code that stands for a type and mode; "" for none. */
text terms_cameo_of(const terms *t, event_type type, int mode);

/* Finds a state by code or name; NULL: none. is_region: known, but no state (may be NULL). */
const state *terms_state(const terms *t, text name, bool *is_region);
const state *terms_fips(const terms *t, text code);
text terms_group(const terms *t, text code); // our code of an organisation; "" for none
/* The place of a role in the order of precedence; -1: unknown. */
int terms_role(const terms *t, text role);
/* Our code of a name that the gazetteer knows, of a state or an organisation; "" for none. */
text terms_name(const terms *t, text name);

/* Reads a decimal number that fills the text, whatever the locale. */
bool terms_number(text t, double *out);

#endif
