/* query.h - questions to a record: each opens a query, whose rows are read one after the other in
 * an order that depends on what was read and on nothing else. Texts of a row are borrowed until the
 * next one. A query belongs to its store and must be closed before it. */
#ifndef UH_QUERY_H
#define UH_QUERY_H

#include "doc/doc.h"
#include "store/store.h"

typedef struct query query;

void query_close(query *q); // NULL allowed

/* Where a page is. */
typedef struct page_row {
    uint64_t key;
    text own_id, outlet, url, title, container;
    uint64_t offset;
    uint32_t line;
    date published;
} page_row;

/* What one report says, with its sentence. */
typedef struct report_row {
    uint64_t key;
    page_row page;
    event_type type;
    int mode;
    event_status status;
    uint64_t contexts;
    date when;
    double intensity, score;
    text trigger, actor, recipient;  // codes, a blank between
    text actor_text, recipient_text; // a line feed between
    text said_by, said_by_code;      // codes, a blank between
    text place, country;
    bool located;
    double latitude, longitude;
    text counts; // kind, number, unit; a line feed between
    text rule, why;
    text sentence, source; // source: the page's bytes where they read otherwise
    uint32_t start, end;   // of the sentence, bytes of the page
    uint32_t trigger_at;   // byte of the page
    role role;             // of the block
    text block_why;
    text model;
    int64_t id; // row: for query_entries
} report_row;

/* An event: the report that stands for it, and how many there are. */
typedef struct event_row {
    uint64_t key;
    report_row face;
    uint32_t reports, outlets, sources;
    uint64_t story; // of the face's page
} event_row;

typedef struct story_row {
    page_row page;
    uint64_t story;
    text lead, reprint_of; // own ids
} story_row;

typedef struct claim_row {
    uint64_t key;
    page_row page;
    text speaker, speaker_code, about, claim, sentence;
    bool quotation;
    uint32_t start, end; // of what was said, bytes of the page
    uint64_t story;      // with query_matters only, as the rest
    text matter;         // title of the story's first article
    uint32_t speakers;   // that are named in the story
} claim_row;

typedef struct sentence_row {
    page_row page;
    text sentence;
    uint32_t start, end; // bytes of the page
    text events;         // ids of those it tells of, a blank between
} sentence_row;

/* The account of one run. */
typedef struct run_row {
    text program, model;
    text started, ended; // UTC; "" not known, or not ended
    text state;          // "complete", "in part" (a limit, dates), "cut off" (killed, or at work)
    int64_t inputs, pages, articles, sentences, events, skipped, unchanged, bytes;
} run_row;

typedef struct problem_row {
    text path, id; // of the input; own id of the page, "" where it is of no page
    text stage, message;
    uint64_t offset;
    uint32_t line;
    bool skipped;
} problem_row;

/* Each opens a list.
 * filter   NULL: all rows; an older caller's shorter struct is taken
 * returns  UH_OK, UH_ARGUMENT (unknown type or status, no date), UH_STORE, UH_NOMEM */
uh_status query_events(store *s, const uh_filter *filter, query **out, uh_error *error);
/* Opens the reports of the events that a filter takes; read by query_event, whose face is then the
 * report and no other. */
uh_status query_all_reports(store *s, const uh_filter *filter, query **out, uh_error *error);
uh_status query_stories(store *s, const uh_filter *filter, query **out, uh_error *error);
uh_status query_claims(store *s, const uh_filter *filter, query **out, uh_error *error);
/* The same by story, the earliest first; read by query_matter. */
uh_status query_matters(store *s, const uh_filter *filter, query **out, uh_error *error);
/* The stored sentences: those behind an event or a claim. */
uh_status query_sentences(store *s, const uh_filter *filter, query **out, uh_error *error);
/* In the order they began; of the filter limit and offset count. */
uh_status query_runs(store *s, const uh_filter *filter, query **out, uh_error *error);
uh_status query_problems(store *s, const uh_filter *filter, query **out, uh_error *error);
typedef struct event_counts {
    uint64_t key;
    uint32_t reports, outlets, sources;
} event_counts;

/* Counts an event's reports by the id of the event or of one of its reports.
 * returns  also UH_ARGUMENT (no such event) */
uh_status query_counts(store *s, uint64_t key, event_counts *out, uh_error *error);
/* Opens the reports of an event by the id of the event or of one of its reports, earliest first.
 * returns  also UH_ARGUMENT (no such event) */
uh_status query_reports(store *s, uint64_t key, query **out, uh_error *error);
/* Opens the lexicon entries of a report (report_row.id). */
uh_status query_entries(store *s, int64_t report, query **out, uh_error *error);
/* Opens the days on which an article of the record was published. */
uh_status query_days(store *s, query **out, uh_error *error);
/* Opens the record in numbers: name and count. */
uh_status query_stats(store *s, query **out, uh_error *error);

/* Each reads the next row: UH_OK, UH_END, or what went wrong. */
uh_status query_event(query *q, event_row *row, uh_error *error);
uh_status query_story(query *q, story_row *row, uh_error *error);
uh_status query_claim(query *q, claim_row *row, uh_error *error);
uh_status query_matter(query *q, claim_row *row, uh_error *error);
uh_status query_sentence(query *q, sentence_row *row, uh_error *error);
uh_status query_run(query *q, run_row *row, uh_error *error);
uh_status query_problem(query *q, problem_row *row, uh_error *error);
uh_status query_report(query *q, report_row *row, uh_error *error);
uh_status query_entry(query *q, text *entry, uh_error *error);
uh_status query_day(query *q, int32_t *day, uh_error *error);
uh_status query_stat(query *q, text *name, text *value, uh_error *error);

#endif
