/* group.h - which reports tell of one event, and which articles are one story: what settling
 * (run/settle.h) reads and writes. The rules are in src/story. */
#ifndef UH_GROUP_H
#define UH_GROUP_H

#include "store/store.h"

enum { GROUP_UNDATED = INT32_MAX }; // stands for the day of pages without a date

/* ---- reading ---- */

/* Calls for each day whose pages came or went since they were settled, ascending. */
typedef struct group_days {
    int32_t *days; // [n]
    uint32_t n, cap;
} group_days;
uh_status group_unsettled(store *s, arena *a, group_days *out, uh_error *error);

/* A page as settling sees it. */
typedef struct group_page {
    int64_t id;
    uint64_t key;
    int32_t day, second;
    int64_t story;          // row of the first page of its story, as it stands
    int64_t lead, original; // rows; original 0: none
    int64_t outlet;         // row; of "" too
    bool named;             // its outlet has a name
    bool alone;             // it is the only page of its story, as it stands
    fingerprint print;
} group_page;

typedef struct group_pages {
    group_page *pages; // [n] by day, second, key
    uint32_t n, cap;
} group_pages;

/* Reads the printed pages of some days; undated: those without a date instead. */
uh_status group_read_pages(store *s, int32_t first, int32_t last, bool undated, arena *a,
                           group_pages *out, uh_error *error);
/* First and last day of a story's pages as it stands. */
uh_status group_story_days(store *s, int64_t story, int32_t *first, int32_t *last, uh_error *error);

/* A report as settling sees it; texts are in the arena. */
typedef struct group_report {
    int64_t id;
    uint64_t key;
    int64_t event; // row, as it stands
    uint8_t type, mode, status;
    date when;
    uint16_t score;
    text actor, recipient, trigger, sentence;
    bool rejected, alone; // by the user
} group_report;

typedef struct group_reports {
    group_report *reports;
    uint32_t n, cap;
} group_reports;

/* Appends the reports of a page, in its order. */
uh_status group_read_reports(store *s, int64_t document, arena *a, group_reports *out,
                             uh_error *error);

/* ---- writing ---- */

uh_status group_write_story(store *s, int64_t document, int64_t story, int64_t lead,
                            int64_t original, uh_error *error);

/* An event to be: rows of its first report and of the one to show. */
typedef struct group_event {
    int64_t first, face;
    uint32_t reports, outlets, sources;
    bool rejected; // by the user
} group_event;

/* Tells whether an event stands just so. */
uh_status group_event_stands(store *s, const group_event *e, bool *stands, uh_error *error);
/* Makes an event with its sides; its reports are put into it by group_put_report. */
uh_status group_write_event(store *s, const group_event *e, uh_error *error);
uh_status group_put_report(store *s, int64_t report, int64_t into, uh_error *error);
/* Makes a report an event of its own, with its sides; what the user says of it counts. */
uh_status group_alone(store *s, int64_t report, uh_error *error);
/* The same with counts that are known: first is the report. */
uh_status group_alone_as(store *s, const group_event *counts, uh_error *error);
/* Removes an event where there is one; its reports still point to it. */
uh_status group_remove(store *s, int64_t id, uh_error *error);

/* Puts a day on the list of those to settle. */
uh_status group_unsettle(store *s, int64_t day, uh_error *error);
/* All days are settled. */
uh_status group_settled(store *s, uh_error *error);
/* Settling is one transaction. */
uh_status group_begin(store *s, uh_error *error);
void group_drop(store *s); // what was written since

#endif
