/* acts.h - the acts of the whole record for the ledger of threats: by the events' and sides' own
 * tables, without a look at their reports. Questions only; nothing is written. */
#ifndef UH_STORE_ACTS_H
#define UH_STORE_ACTS_H

#include "store/around.h"

/* Finds the events of some types, with both sides' codes and the days with coverage; mode,
 * contexts, precision, intensity and story are left empty. types         [n_types] enum event_type
 * since, until  as around_country's
 * returns       UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost          one pass over events and sides */
UH_CHECKED uh_status acts_find(store *s, const uint8_t *types, uint32_t n_types, int32_t since,
                               int32_t until, arena *a, around *out, uh_error *error);

/* Keeps one view of the record over many small questions, with room to hold its pages; without it
 * each question locks and checks the file anew. began: to be given to acts_release. */
UH_CHECKED uh_status acts_hold(store *s, bool *began, uh_error *error);
void acts_release(store *s, bool began);

/* What the face of an event says. */
typedef struct act_face {
    text sentence, trigger;
    uint64_t contexts;
    uint32_t at; // of the trigger in the sentence
    int32_t day; // of the article; INT32_MAX: not known
    uint8_t mode;
} act_face;
UH_CHECKED uh_status acts_face(store *s, int64_t id, arena *a, act_face *out, uh_error *error);

/* One report of an event, as the ledger quotes it. */
typedef struct act_report {
    text sentence, own_id;
    uint32_t at; // of the trigger in the sentence
} act_report;

/* Finds an event's reports, at most AROUND_REPORTS_MOST, the face first, then by the time of
 * their articles, as around_reports does. */
UH_CHECKED uh_status acts_reports(store *s, int64_t id, arena *a, act_report **out, uint32_t *n,
                                  uh_error *error);

/* The sides of all that was read in one article, by around_article's number: actors and
 * recipients, as their codes. */
typedef struct act_sides {
    text actor, recipient;
} act_sides;
UH_CHECKED uh_status acts_beside(store *s, int64_t number, arena *a, act_sides **out, uint32_t *n,
                                 uh_error *error);

#endif
