/* plover.h - the PLOVER ontology: event types, modes, contexts, quad classes, scores; statuses of
 * events. Source: PLOVER manual 0.8, Open Event Data Alliance (names and scores; retold). */
#ifndef UH_PLOVER_H
#define UH_PLOVER_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum event_type {
    EVENT_NONE = 0,
    EVENT_AGREE,
    EVENT_CONSULT,
    EVENT_SUPPORT,
    EVENT_CONCEDE,
    EVENT_COOPERATE,
    EVENT_AID,
    EVENT_RETREAT,
    EVENT_REQUEST,
    EVENT_ACCUSE,
    EVENT_REJECT,
    EVENT_THREATEN,
    EVENT_PROTEST,
    EVENT_SANCTION,
    EVENT_MOBILIZE,
    EVENT_COERCE,
    EVENT_ASSAULT,
    EVENT_TYPES,
} event_type;

typedef enum quad_class {
    QUAD_NONE = 0,
    QUAD_VERBAL_COOPERATION,
    QUAD_MATERIAL_COOPERATION,
    QUAD_VERBAL_CONFLICT,
    QUAD_MATERIAL_CONFLICT,
} quad_class;

typedef enum event_status {
    STATUS_ASSERTED = 0,
    STATUS_DENIED,
    STATUS_PLANNED,
    STATUS_DEMANDED,
    STATUS_HYPOTHETICAL,
    STATUS_HISTORICAL,
    STATUSES,
} event_status;

/* A mode is a number within its type: 0 none, then 1.. in the order of plover_mode_name. */
const char *plover_type_name(event_type type);           // "AGREE"; "" for none
event_type plover_type(text name);                       // EVENT_NONE for an unknown name
const char *plover_mode_name(event_type type, int mode); // "" for none or out of range
int plover_mode(event_type type, text name);             // -1 for an unknown name, 0 for ""
int plover_modes(event_type type);                       // how many, none not counted
/* The PLOVER score, -10 to 10, of a type with a mode (the type's own where the mode has none). */
double plover_score(event_type type, int mode);
quad_class plover_quad(event_type type);
const char *plover_quad_name(quad_class quad); // "VC", "MC", "VX", "MX"; "" for none
bool plover_needs_recipient(event_type type);
/* Contexts are bits of a 64-bit set, 0 .. plover_contexts()-1. */
int plover_contexts(void);
const char *plover_context_name(int context);
int plover_context(text name); // -1 for an unknown name
const char *plover_status_name(event_status status);
bool plover_status(text name, event_status *out);

#endif
