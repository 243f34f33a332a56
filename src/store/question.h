/* question.h - SQL put together from a filter, with the values of its parameters. Only src/store
 * includes it. */
#ifndef UH_QUESTION_H
#define UH_QUESTION_H

#include "store/handle.h"
#include "store/query.h"

enum { VALUES_MOST = 64 }; // of one question

/* SQL with the values of its parameters ?1, ?2 ... */
struct query {
    store *s;
    sqlite3_stmt *q;
    buffer sql;
    int n_values;
    struct {
        text words; // {NULL, 0}: a number
        int64_t number;
    } values[VALUES_MOST];
    buffer match; // words for the full-text index
    int next;     // column to read
};

/* Starts a question; NULL without memory. */
query *question_make(store *s, const char *sql);
void say(query *q, const char *sql);
/* Appends a parameter. */
void put_words(query *q, text words);
void put_int(query *q, int64_t number);
/* Prepares what was put together; takes the query in any case. */
uh_status question_open(query *q, query **out, uh_error *error);

/* A filter with its words read. */
typedef struct wanted {
    uh_filter f;
    int type, status; // 0, -1: any
    bool rejected;    // the events that the user rejected
    bool since_set, until_set;
    int32_t since, until;
} wanted;

uh_status filter_read(const uh_filter *given, wanted *w, uh_error *error);

/* Each appends conditions " AND ..." on the tables named. */
void filter_events(query *q, const wanted *w);    // events e
void filter_pages(query *q, const wanted *w);     // documents d, outlets o: day and outlet
void filter_stories(query *q, const wanted *w);   // the same, and what its events and sentences say
void filter_claims(query *q, const wanted *w);    // claims l, sources s, documents d, outlets o
void filter_sentences(query *q, const wanted *w); // sentences n, documents d, outlets o
void filter_limit(query *q, const wanted *w);     // LIMIT and OFFSET

/* "text" as the full-text index asks for it: each word in quotes, all of them wanted; a star
 * behind a word stands for its rest. False where there is no word. */
bool filter_match(buffer *match, text words);
/* A column holds these words, capitals aside. */
void name_contains(query *q, const char *column, const char *part);

#endif
