/* acts.h - the acts of the whole record, packed: for questions that look at all of its events,
 * where around.h's look at a country's. Questions only; nothing is written. */
#ifndef UH_STORE_ACTS_H
#define UH_STORE_ACTS_H

#include "store/around.h"

/* An event; whatever else it says is asked for by its id, around_event_of. */
typedef struct act_row {
    int64_t id;
    uint64_t key;
    int32_t day;
    float intensity;
    uint32_t reports, sources; // sources: independent ones
    uint32_t actor, recipient; // index into the lists
    uint8_t type, status;
} act_row;

typedef struct act_table {
    act_row *items; // [n] by day, then key
    uint32_t n, cap;
    text *lists; // [n_lists] codes, a blank between; 0: nobody
    uint32_t n_lists, lists_cap;
    around_day *days; // [n_days] with an article known to the day, ascending; not how many
    uint32_t n_days, days_cap;
} act_table;

typedef struct acts_wanted {
    uint32_t types, statuses; // bits
    int32_t since, until;     // as around_country's
    bool only_vetoes;         // of EVENT_REJECT those whose trigger is a veto or a vote, a refusal
} acts_wanted;

/* Finds all events of some types and statuses that no user has rejected.
 * returns  UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost     one pass over events and their faces */
UH_CHECKED uh_status acts_read(store *s, const acts_wanted *wanted, arena *a, act_table *out,
                               uh_error *error);

/* The same as around_country gives them; mode, contexts, precision and story are left empty. */
UH_CHECKED uh_status acts_around(store *s, const acts_wanted *wanted, arena *a, around *out,
                                 uh_error *error);

/* Keeps one view of the record over many small questions, with room to hold its pages; without it
 * each question locks and checks the file anew. began: to be given to acts_release. */
UH_CHECKED uh_status acts_hold(store *s, bool *began, uh_error *error);
void acts_release(store *s, bool began);

/* What the face of an event says. */
typedef struct act_face {
    text sentence, trigger, own_id;
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
 * their articles, as around_reports does. n_told: how many there are; one is its face. */
UH_CHECKED uh_status acts_reports(store *s, int64_t id, uint32_t n_told, arena *a, act_report **out,
                                  uint32_t *n, uh_error *error);
/* Finds the own id of the article of an event's face; "" where the record is damaged. */
UH_CHECKED uh_status acts_article(store *s, int64_t id, arena *a, text *own_id, uh_error *error);

/* The sides of all that was read in one article, by around_article's number: actors and
 * recipients, as their codes. */
typedef struct act_sides {
    text actor, recipient;
} act_sides;
UH_CHECKED uh_status acts_beside(store *s, int64_t number, arena *a, act_sides **out, uint32_t *n,
                                 uh_error *error);

#endif
