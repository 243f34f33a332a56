/* pipeline.c - the worker pool and the ordered drain, by batches of documents. Two locks: `taking`
 * keeps the intake to one worker at a time and gives out sequence numbers; `ring` guards what
 * workers and drain share. One job needs no thread: the caller's takes, works and drains in turn.
 */
#include "run/pipeline.h"

#include "base/error.h"
#include "run/stages.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    BATCH_FULL = 64 * 1024, // bytes of pages, after which a batch takes no more
    BATCHES_A_JOB = 4,      // a worker may be ahead by
    PROGRESS_EVERY = 64,    // documents
};
/* Nanoseconds for a page to come, after which the batch does not wait for others. */
#define SLOW_TAKING 20000000

typedef struct entry {
    doc doc;
    buffer rendered;
    bool wanted;
    uh_status status; // of the run: what is neither the document's nor a note
    uh_error error;
} entry;

/* Documents that follow on one another. */
typedef struct batch {
    entry at[PIPELINE_BATCH_MOST];
    uint32_t n;
    bool ready;
} batch;

typedef struct pool {
    const pipeline *p;
    int jobs;
    batch *batches; // [n_batches] the batch of sequence number n is in batches[n % n_batches]
    uint64_t n_batches;

    pthread_mutex_t taking;
    uint64_t next; // sequence number to give out
    uint32_t size; // documents of the next batch: few at first, that all workers have some
    bool no_more;  // the intake has ended

    pthread_mutex_t ring;
    pthread_cond_t space, result;
    uint64_t drained; // sequence numbers below are done with
    uint64_t total;   // of batches, once known
    bool total_known;
    bool stopped;
    uh_counts read;      // inputs, pages, bytes as of the last document taken
    uint64_t n_consumed; // documents
} pool;

/* ---- workers ---- */

static bool wait_for_space(pool *w) {
    pthread_mutex_lock(&w->ring);
    while (w->next - w->drained >= w->n_batches && !w->stopped)
        pthread_cond_wait(&w->space, &w->ring);
    bool go_on = !w->stopped;
    pthread_mutex_unlock(&w->ring);
    return go_on;
}

static void account(pool *w, bool ended) {
    pthread_mutex_lock(&w->ring);
    intake_counts(w->p->intake, &w->read);
    if (ended) {
        w->total = w->next;
        w->total_known = true;
        pthread_cond_signal(&w->result);
    }
    pthread_mutex_unlock(&w->ring);
}

static int64_t now(void) {
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (int64_t)t.tv_sec * 1000000000 + t.tv_nsec : 0;
}

/* Takes the next document from the intake; false when there is none. */
static bool take_one(pool *w, entry *e) {
    doc_reset(&e->doc);
    buffer_clear(&e->rendered);
    e->status = intake_next(w->p->intake, &e->doc, &e->error);
    e->wanted = e->status == UH_OK && e->doc.page.media != MEDIA_UNKNOWN;
    w->no_more = e->status != UH_OK;
    return e->status != UH_END;
}

/* Fills a batch. Where pages are slow to come, as from a pipe, each is a batch, so that none waits
 * for those behind it. */
static void fill(pool *w, batch *b) {
    size_t bytes = 0;
    bool slow = false;
    b->n = 0;
    while (b->n < w->size && bytes < BATCH_FULL && !slow && !w->no_more) {
        int64_t start = now();
        bool took = take_one(w, &b->at[b->n]);
        slow = now() - start > SLOW_TAKING;
        bytes += took ? b->at[b->n].doc.page.raw.len : 0;
        b->n += took;
    }
    w->size = slow ? 1 : w->size < PIPELINE_BATCH_MOST ? w->size + 1 : PIPELINE_BATCH_MOST;
}

/* Finds the documents of a batch that go on; returns how many. */
static uint32_t going_on(batch *b, entry *of[PIPELINE_BATCH_MOST]) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n; i++)
        if (b->at[i].status == UH_OK && b->at[i].wanted)
            of[n++] = &b->at[i];
    return n;
}

static void admit(pool *w, batch *b) {
    pipeline_page pages[PIPELINE_BATCH_MOST];
    entry *of[PIPELINE_BATCH_MOST];
    uint32_t n = w->p->admit ? going_on(b, of) : 0;
    if (n == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        pages[i] = (pipeline_page){ &of[i]->doc.page, true };
    of[0]->status = w->p->admit(w->p->context, pages, n, &of[0]->error); // stops the run there
    for (uint32_t i = 0; i < n; i++)
        of[i]->wanted = pages[i].wanted;
}

/* Takes the next documents, NULL when there is none. */
static batch *take(pool *w) {
    batch *b = NULL;
    pthread_mutex_lock(&w->taking);
    if (!w->no_more && wait_for_space(w)) {
        b = &w->batches[w->next % w->n_batches];
        fill(w, b);
        admit(w, b);
        w->next += b->n > 0;
        account(w, w->no_more);
        b = b->n ? b : NULL;
    }
    pthread_mutex_unlock(&w->taking);
    return b;
}

/* A document that finds no room is emptied down to its page's name and a note. */
static void give_up(doc *d, uh_status status) {
    uint64_t offset = d->page.offset;
    uint32_t line = d->page.line;
    buffer path = { 0 }; // it lives in the arena that is about to go
    buffer_text(&path, d->page.container);
    doc_reset(d);
    d->page.container = arena_text(&d->arena, buffer_view(&path));
    buffer_free(&path);
    doc_note(d, "run", offset, true, "skipped: %s",
             status == UH_LIMIT   ? "the page needs more memory than a document may take"
             : status == UH_NOMEM ? "out of memory"
                                  : "the page cannot be read as what it claims to be");
    if (d->n_notes)
        d->notes[0].line = line;
}

static void render(pool *w, entry *e, const staged *done) {
    const pipeline *p = w->p;
    uh_status status = done->status;
    e->wanted = done->taken;
    if (status == UH_OK && e->wanted && p->render) {
        p->render(p->context, &e->doc, &e->rendered);
        status = e->rendered.failed ? UH_NOMEM : UH_OK;
    }
    if (status == UH_LIMIT || status == UH_NOMEM || status == UH_INPUT) {
        e->wanted = false;
        buffer_free(&e->rendered);
        give_up(&e->doc, status);
    } else if (status != UH_OK) {
        e->status = error_set(&e->error, status, e->doc.page.container.at, "a stage failed: %s",
                              uh_status_name(status));
    }
}

static void work(pool *w, batch *b, arena *scratch) {
    const pipeline *p = w->p;
    staged docs[PIPELINE_BATCH_MOST];
    entry *of[PIPELINE_BATCH_MOST];
    uint32_t n = going_on(b, of);
    for (uint32_t i = 0; i < n; i++)
        docs[i] = (staged){ .doc = &of[i]->doc };
    stages_run(p->model, p->stages, p->since, p->until, scratch, docs, n);
    for (uint32_t i = 0; i < n; i++)
        render(w, of[i], &docs[i]);
}

static void hand_over(pool *w, batch *b) {
    pthread_mutex_lock(&w->ring);
    b->ready = true;
    if (w->batches[w->drained % w->n_batches].ready)
        pthread_cond_signal(&w->result);
    pthread_mutex_unlock(&w->ring);
}

static void *worker(void *context) {
    pool *w = context;
    arena scratch = { .limit = w->p->doc_limit };
    batch *b;
    while ((b = take(w)) != NULL) {
        work(w, b, &scratch);
        hand_over(w, b);
    }
    arena_free(&scratch);
    return NULL;
}

/* ---- drain ---- */

uh_note pipeline_note(const doc *d, const note *n) {
    return (uh_note){ .path = d->page.container.at ? d->page.container.at : "",
                      .stage = n->stage,
                      .message = n->message.at ? n->message.at : "",
                      .offset = n->offset,
                      .line = n->line ? n->line : d->page.line,
                      .skipped = n->skipped };
}

static void give_note(pool *w, const doc *d, const note *n, uh_counts *counts) {
    uh_note given = pipeline_note(d, n);
    counts->skipped += n->skipped;
    if (w->p->note)
        w->p->note(w->p->user_context, &given);
}

static void give_notes(pool *w, const doc *d, bool wanted, uh_counts *counts) {
    for (uint32_t i = 0; i < d->n_notes; i++)
        give_note(w, d, &d->notes[i], counts);
    if (d->notes_lost == 0)
        return;
    bool skipped = !wanted && d->n_notes == 0; // not even the reason found room
    note more = { .stage = "run",
                  .message = skipped ? TEXT("skipped: out of memory")
                                     : TEXT("there are more notes on this page than are kept"),
                  .skipped = skipped };
    give_note(w, d, &more, counts);
}

static void count_in(const doc *d, bool wanted, uh_counts *counts) {
    if (!wanted)
        return;
    counts->articles += d->article.is_article;
    counts->sentences += d->n_sentences;
    counts->events += d->n_events;
}

static void copy_counts(const pool *w, uh_counts *counts) {
    counts->inputs = w->read.inputs;
    counts->pages = w->read.pages;
    counts->bytes = w->read.bytes;
    counts->passed = w->read.passed;
}

/* Waits for the next batch in order; NULL when all are drained. */
static batch *next_result(pool *w, uh_counts *counts) {
    pthread_mutex_lock(&w->ring);
    batch *b = &w->batches[w->drained % w->n_batches];
    while (!b->ready && !(w->total_known && w->drained == w->total))
        pthread_cond_wait(&w->result, &w->ring);
    bool is_end = !b->ready;
    copy_counts(w, counts);
    pthread_mutex_unlock(&w->ring);
    return is_end ? NULL : b;
}

static void let_go(pool *w, batch *b, bool stop) {
    pthread_mutex_lock(&w->ring);
    b->ready = false;
    w->drained++;
    w->stopped = stop;
    pthread_cond_broadcast(&w->space);
    pthread_mutex_unlock(&w->ring);
}

static uh_status consume_one(pool *w, entry *e, uh_counts *counts, uh_error *error) {
    uh_status status = e->status;
    if (status != UH_OK && error)
        *error = e->error;
    if (status == UH_OK) {
        give_notes(w, &e->doc, e->wanted, counts);
        count_in(&e->doc, e->wanted, counts);
        status = w->p->consume(w->p->context, &e->doc, e->wanted, buffer_view(&e->rendered), error);
    }
    if (w->p->progress && w->n_consumed++ % PROGRESS_EVERY == 0)
        w->p->progress(w->p->user_context, counts);
    return status;
}

static uh_status consume(pool *w, batch *b, uh_counts *counts, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < b->n && status == UH_OK; i++)
        status = consume_one(w, &b->at[i], counts, error);
    let_go(w, b, status != UH_OK);
    return status;
}

static uh_status drain(pool *w, uh_counts *counts, uh_error *error) {
    uh_status status = UH_OK;
    batch *b;
    while (status == UH_OK && (b = next_result(w, counts)) != NULL)
        status = consume(w, b, counts, error);
    return status;
}

/* ---- the pool ---- */

int pipeline_threads(int jobs) {
    long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > PIPELINE_JOBS_MOST ? PIPELINE_JOBS_MOST : (int)n;
}

static uh_status open_batches(pool *w, uh_error *error) {
    w->jobs = pipeline_threads(w->p->jobs);
    w->size = 1;
    w->n_batches = w->jobs > 1 ? (uint64_t)w->jobs * BATCHES_A_JOB : 1;
    w->batches = calloc(w->n_batches, sizeof *w->batches);
    if (!w->batches)
        return error_nomem(error);
    for (uint64_t i = 0; i < w->n_batches; i++)
        for (uint32_t k = 0; k < PIPELINE_BATCH_MOST; k++)
            doc_open(&w->batches[i].at[k].doc, w->p->doc_limit);
    return UH_OK;
}

static void close_batches(pool *w) {
    for (uint64_t i = 0; i < w->n_batches; i++)
        for (uint32_t k = 0; k < PIPELINE_BATCH_MOST; k++) {
            doc_free(&w->batches[i].at[k].doc);
            buffer_free(&w->batches[i].at[k].rendered);
        }
    free(w->batches);
}

static void stop(pool *w) {
    pthread_mutex_lock(&w->ring);
    w->stopped = true;
    pthread_cond_broadcast(&w->space);
    pthread_mutex_unlock(&w->ring);
}

static uh_status run_threads(pool *w, uh_counts *counts, uh_error *error) {
    pthread_t threads[PIPELINE_JOBS_MOST];
    int n = 0;
    while (n < w->jobs && pthread_create(&threads[n], NULL, worker, w) == 0)
        n++;
    uh_status status =
        n ? drain(w, counts, error) : error_set(error, UH_IO, NULL, "cannot start a thread");
    if (status != UH_OK)
        stop(w);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return status;
}

/* All in the caller's thread. */
static uh_status run_alone(pool *w, uh_counts *counts, uh_error *error) {
    uh_status status = UH_OK;
    arena scratch = { .limit = w->p->doc_limit };
    batch *b;
    while (status == UH_OK && (b = take(w)) != NULL) {
        work(w, b, &scratch);
        copy_counts(w, counts);
        status = consume(w, b, counts, error);
    }
    copy_counts(w, counts);
    arena_free(&scratch);
    return status;
}

uh_status pipeline_run(const pipeline *p, uh_counts *counts, uh_error *error) {
    pool w = { .p = p };
    uh_status status = open_batches(&w, error);
    if (status != UH_OK)
        return status;
    pthread_mutex_init(&w.taking, NULL);
    pthread_mutex_init(&w.ring, NULL);
    pthread_cond_init(&w.space, NULL);
    pthread_cond_init(&w.result, NULL);
    status = w.jobs > 1 ? run_threads(&w, counts, error) : run_alone(&w, counts, error);
    pthread_cond_destroy(&w.result);
    pthread_cond_destroy(&w.space);
    pthread_mutex_destroy(&w.ring);
    pthread_mutex_destroy(&w.taking);
    close_batches(&w);
    return status;
}
