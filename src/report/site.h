/* site.h - the record as pages to browse: overview, events by filter, the evidence of one event,
 * claims, the ledger of threats. What is asked stands in the address. Nothing is written;
 * everything that comes from pages is escaped; no script. */
#ifndef UH_SITE_H
#define UH_SITE_H

#include "report/book.h"
#include "store/around.h"
#include "upperhand.h"

enum { SITE_ROWS = 100, SITE_STATES = 40 }; // rows of a page; states named on the overview

typedef struct site_argument {
    const char *name, *value; // decoded
} site_argument;

typedef struct site_question {
    const char *path; // "/events"
    const site_argument *arguments;
    uint32_t n_arguments;
} site_question;

typedef struct site {
    store *store;
    const book *names;
    const char *title;    // of the record: its file
    around_state *states; // [n_states] for the overview
    uint32_t n_states;
} site;

/* Counts what the overview shows, once; site->states lives in the arena. */
UH_CHECKED uh_status site_open(site *s, arena *a, uh_error *error);
/* Appends the page that answers a question.
 * returns  an HTTP status: 200, 400 (a filter that cannot be), 404, 500 */
int site_answer(site *s, const site_question *q, arena *a, buffer *out);
/* Appends a page that says what went wrong. */
void site_problem(const site *s, int status, const char *message, buffer *out);
/* Appends the policy that all of the site's pages live under, for the header. */
void site_policy(buffer *out);

#endif
