/* pipeline.h - the stages over all pages, by several threads, in input order. Workers take the next
 * page, run its stages and render it; the calling thread drains a ring of results in order, so that
 * what comes out does not depend on the number of workers. Memory is bounded by the ring. */
#ifndef UH_PIPELINE_H
#define UH_PIPELINE_H

#include "base/text.h"
#include "doc/doc.h"
#include "intake/intake.h"
#include "upperhand.h"

#include <stdbool.h>

enum { PIPELINE_JOBS_MOST = 256 };

/* How far documents go. With STAGES_REASONS all sentences are given trees, so that it can be shown
 * why they tell of no event; the events are the same to the byte. */
typedef enum stages {
    STAGES_PAGE = 1,
    STAGES_LANGUAGE,
    STAGES_REASONS,
    STAGES_EVENTS,
    STAGES_STORY
} stages;

enum { PIPELINE_BATCH_MOST = 32 }; // pages that are taken together

/* A page that asks for its stages; wanted false leaves them out. */
typedef struct pipeline_page {
    const page *page;
    bool wanted;
} pipeline_page;

/* Takes pages before their stages (by any worker, one at a time); all are wanted so far. */
typedef uh_status (*pipeline_admit)(void *context, pipeline_page *pages, size_t n, uh_error *error);
/* Writes what is to be said of a document (by its worker, several at once). */
typedef void (*pipeline_render)(void *context, const doc *d, buffer *out);
/* Takes a document in input order on the calling thread; wanted false: not admitted, or no page,
 * only notes. Anything but UH_OK stops the run. */
typedef uh_status (*pipeline_consume)(void *context, const doc *d, bool wanted, text rendered,
                                      uh_error *error);

typedef struct pipeline {
    const uh_model *model;
    intake *intake;
    stages stages;
    int jobs;                  // 0: one a processor
    size_t doc_limit;          // 0: the document's default
    const date *since, *until; // of the article; NULL: any
    pipeline_admit admit;      // NULL: all pages
    pipeline_render render;    // NULL: nothing is rendered
    pipeline_consume consume;
    void (*note)(void *context, const uh_note *note); // in input order; may be NULL
    void (*progress)(void *context, const uh_counts *counts);
    void *context;      // of admit, render, consume
    void *user_context; // of note, progress
} pipeline;

/* Threads that so many jobs are; 0: one a processor. */
int pipeline_threads(int jobs);

/* A document's note as callers see it; borrows from the document. */
uh_note pipeline_note(const doc *d, const note *n);

/* Runs it to the end of the intake.
 * counts   inputs, pages, articles, sentences, events, skipped, unchanged, bytes; filled anyway
 * returns  UH_OK, or what stopped it: consume's status, UH_NOMEM, UH_IO (no threads) */
uh_status pipeline_run(const pipeline *p, uh_counts *counts, uh_error *error);

#endif
