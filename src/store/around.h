/* around.h - what the record holds around a country: its events with both sides, the days with
 * coverage, and each event's reports. Questions only; nothing is written. */
#ifndef UH_AROUND_H
#define UH_AROUND_H

#include "base/arena.h"
#include "base/date.h"
#include "doc/plover.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { AROUND_MODELS_MOST = 4 }; // that coded the record; further ones are counted only

/* An event with the country on one side, whatever its status. Codes: a blank between. */
typedef struct around_event {
    int64_t id;     // row, for around_reports; never shown
    uint64_t key;   // shown as 16 hexadecimal digits
    uint64_t story; // row of its first page: tells stories apart, never shown
    uint64_t contexts;
    text actor, recipient;
    text place, country; // of the place: as written, and its state; "" where the page names none
    int32_t day;         // INT32_MAX: not known
    float intensity;
    float latitude, longitude;          // degrees, of the place
    uint32_t reports, outlets, sources; // sources: independent ones
    uint8_t type, mode, status, precision;
    bool located; // the place has coordinates
} around_event;

typedef struct around_day {
    int32_t day;
    uint32_t articles;
} around_day;

typedef struct around {
    around_event *events; // [n_events] by day, then key
    uint32_t n_events, events_cap;
    around_day *days; // [n_days] with an article known to the day, ascending
    uint32_t n_days, days_cap;
    uint64_t pages, articles, outlets; // of the whole record
    text models[AROUND_MODELS_MOST];   // hashes, in the order they came
    uint32_t n_models;
} around;

/* Finds all events whose actor or recipient has a code that begins with the country's.
 * since, until  days of events and coverage, both included; INT32_MIN, INT32_MAX: open. Events
 *               without a day are given where until is open
 * returns       UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost          the country's events, found by index; one pass over the days */
UH_CHECKED uh_status around_country(store *s, text country, int32_t since, int32_t until, arena *a,
                                    around *out, uh_error *error);

/* Finds one event by its row; UH_END: there is none. */
UH_CHECKED uh_status around_event_of(store *s, int64_t id, arena *a, around_event *out,
                                     uh_error *error);

/* Puts events in the order of their days, then keys. */
void around_sort(around *a);

/* Makes, of the events around a country, those and the threats that name nobody in the same
 * articles; out borrows the rest of from, whose own order stays.
 * returns  UH_OK, UH_STORE, UH_NOMEM
 * cost     one look at each threat of these days */
UH_CHECKED uh_status around_with_unnamed(store *s, const around *from, int32_t since, int32_t until,
                                         arena *a, around *out, uh_error *error);

/* One article's account of an event. */
typedef struct around_report {
    text sentence;
    uint32_t trigger_start, trigger_end; // in the sentence; equal: not found there
    text source, source_codes;           // on whose word; "" when the writer says it
    text actor, recipient;               // as written, a line feed between
    text outlet, url, title, own_id, file;
    text rule;
    text counts;                   // kind, number, unit; a line feed between
    uint64_t page_start, page_end; // of the sentence, bytes of the page
    int32_t day;                   // of the article; INT32_MAX: not known
    uint32_t line;                 // of the record in its file; 0 where lines mean nothing
    bool is_face;                  // the one that lists show
    bool is_reprint;
    uint8_t status;
} around_report;

enum { AROUND_REPORTS_MOST = 64 }; // of one event; further ones are left out

/* Finds an event's reports, the face first, then as they were read; *out lives in the arena. */
UH_CHECKED uh_status around_reports(store *s, int64_t id, arena *a, around_report **out,
                                    uint32_t *n, uh_error *error);

/* A state and how many events name it on either side. */
typedef struct around_state {
    text code;
    uint64_t events;
} around_state;

/* Finds the states with most events, at most as many as asked; *out lives in the arena.
 * cost  one pass over the sides of all events */
UH_CHECKED uh_status around_states(store *s, uint32_t most, arena *a, around_state **out,
                                   uint32_t *n, uh_error *error);

/* The words that say what an article is about, as the fingerprint keeps them. */
typedef struct around_words {
    const uint32_t *terms;  // [n] hashes, ascending
    const uint8_t *weights; // [n]
    uint32_t n;
} around_words;

/* A number that an event shares with all that were read from the same article. */
int64_t around_article(const around_event *e);
/* Finds the words of an event's article; none where the record keeps none. */
UH_CHECKED uh_status around_about(store *s, int64_t number, arena *a, around_words *out,
                                  uh_error *error);

#endif
