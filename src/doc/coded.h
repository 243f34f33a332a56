/* coded.h - an event as others coded it, in our terms: what the layouts of exchange/ make of a row
 * and what they make a row of. It has no sentence of its own but what the row brings along. */
#ifndef UH_CODED_H
#define UH_CODED_H

#include "base/date.h"
#include "base/text.h"
#include "doc/plover.h"

#include <stdbool.h>
#include <stdint.h>

/* Whose layout a row has. The numbers stand in records and do not change. */
typedef enum layout {
    LAYOUT_NONE = 0,
    LAYOUT_GDELT1,
    LAYOUT_GDELT2,
    LAYOUT_ICEWS,
    LAYOUT_POLECAT,
    LAYOUT_ACLED,
    LAYOUT_PHOENIX,
    LAYOUTS,
} layout;

/* Texts are borrowed: from the row, the model, or who filled it. */
typedef struct coded {
    uint64_t key; // of the layout's kind and the row's own id
    text id;      // the row's own
    event_type type;
    int mode;
    event_status status;
    uint64_t contexts;
    date when, published;
    text actor, recipient;           // codes, a blank between
    text actor_text, recipient_text; // as named, a line feed between
    text article;                    // its address or number; "" where the row names none
    text outlet, url, title, sentence;
    text place, country; // ISO 3166 alpha-3
    bool located;
    double latitude, longitude;
    double intensity; // PLOVER score
    uint32_t reports, sources;
    text counts; // kind, number, unit; a line feed between
    text code;   // the layout's own for the act: "190", "ASSAULT", "Armed clash"
} coded;

#endif
