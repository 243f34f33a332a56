/* pipeline.c - the worker pool and the ordered drain. Two locks: `taking` keeps the intake to one
 * worker at a time and gives out sequence numbers; `ring` guards what workers and drain share. One
 * job needs no thread: the caller's takes, works and drains in turn. */
#include "run/pipeline.h"

#include "base/error.h"
#include "run/stages.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SLOTS_A_JOB = 8,     // results a worker may be ahead by
    DRAIN_A_JOB = 3,     // results a worker that the drain is woken for while all work
    PROGRESS_EVERY = 64, // documents
};

typedef struct slot {
    doc doc;
    buffer rendered;
    bool ready;
    bool wanted;
    uh_status status; // of the run: what is neither the document's nor a note
    uh_error error;
} slot;

typedef struct pool {
    const pipeline *p;
    int jobs;
    slot *slots; // [n_slots] the document of sequence number n is in slot n % n_slots
    uint64_t n_slots;

    pthread_mutex_t taking;
    uint64_t next; // sequence number to give out
    bool no_more;  // the intake has ended

    pthread_mutex_t ring;
    pthread_cond_t space, result;
    uint64_t drained; // sequence numbers below are done with
    uint64_t n_ready; // slots that wait for the drain
    int working;      // workers that have a document
    uint64_t total;   // of documents, once known
    bool total_known;
    bool stopped;
    uh_counts read; // inputs, pages, bytes as of the last document taken
} pool;

/* ---- workers ---- */

static bool wait_for_space(pool *w) {
    pthread_mutex_lock(&w->ring);
    while (w->next - w->drained >= w->n_slots && !w->stopped)
        pthread_cond_wait(&w->space, &w->ring);
    bool go_on = !w->stopped;
    pthread_mutex_unlock(&w->ring);
    return go_on;
}

/* Wakes the drain for a few results together, as each waking stops a worker where all processors
 * have one; for fewer as soon as nobody works, since the next document may take its time to come.
 */
static void wake_drain(pool *w) {
    bool is_due = w->working == 0 || w->n_ready >= (uint64_t)w->jobs * DRAIN_A_JOB;
    if (is_due && w->slots[w->drained % w->n_slots].ready)
        pthread_cond_signal(&w->result);
}

static void account(pool *w, bool taken, bool ended) {
    pthread_mutex_lock(&w->ring);
    intake_counts(w->p->intake, &w->read);
    w->working += taken;
    if (ended) {
        w->total = w->next;
        w->total_known = true;
        pthread_cond_signal(&w->result);
    }
    pthread_mutex_unlock(&w->ring);
}

/* Takes the next document from the intake, NULL when there is none. */
static slot *take(pool *w) {
    slot *s = NULL;
    pthread_mutex_lock(&w->taking);
    if (!w->no_more && wait_for_space(w)) {
        s = &w->slots[w->next % w->n_slots];
        doc_reset(&s->doc);
        buffer_clear(&s->rendered);
        s->wanted = false;
        s->status = intake_next(w->p->intake, &s->doc, &s->error);
        w->no_more = s->status != UH_OK;
        if (s->status == UH_END)
            s = NULL;
        else if (s->status == UH_OK && s->doc.page.media != MEDIA_UNKNOWN) {
            s->wanted = true;
            if (w->p->admit)
                s->status = w->p->admit(w->p->context, &s->doc.page, &s->wanted, &s->error);
        }
        w->next += s != NULL;
        account(w, s != NULL, w->no_more);
    }
    pthread_mutex_unlock(&w->taking);
    return s;
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

static void work(pool *w, slot *s) {
    if (s->status != UH_OK || !s->wanted)
        return;
    const pipeline *p = w->p;
    uh_status status = stages_run(p->model, p->stages, p->since, p->until, &s->doc, &s->wanted);
    if (status == UH_OK && s->wanted && p->render) {
        p->render(p->context, &s->doc, &s->rendered);
        status = s->rendered.failed ? UH_NOMEM : UH_OK;
    }
    if (status == UH_LIMIT || status == UH_NOMEM || status == UH_INPUT) {
        s->wanted = false;
        buffer_free(&s->rendered);
        give_up(&s->doc, status);
    } else if (status != UH_OK) {
        s->status = error_set(&s->error, status, s->doc.page.container.at, "a stage failed: %s",
                              uh_status_name(status));
    }
}

static void hand_over(pool *w, slot *s) {
    pthread_mutex_lock(&w->ring);
    s->ready = true;
    w->n_ready++;
    w->working--;
    wake_drain(w);
    pthread_mutex_unlock(&w->ring);
}

static void *worker(void *context) {
    pool *w = context;
    slot *s;
    while ((s = take(w)) != NULL) {
        work(w, s);
        hand_over(w, s);
    }
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

/* Waits for the next result in order; NULL when all are drained. */
static slot *next_result(pool *w, uh_counts *counts) {
    pthread_mutex_lock(&w->ring);
    slot *s = &w->slots[w->drained % w->n_slots];
    while (!s->ready && !(w->total_known && w->drained == w->total))
        pthread_cond_wait(&w->result, &w->ring);
    bool is_end = !s->ready;
    copy_counts(w, counts);
    pthread_mutex_unlock(&w->ring);
    return is_end ? NULL : s;
}

static void let_go(pool *w, slot *s, bool stop) {
    pthread_mutex_lock(&w->ring);
    s->ready = false;
    w->n_ready--;
    w->drained++;
    w->stopped = stop;
    pthread_cond_broadcast(&w->space);
    pthread_mutex_unlock(&w->ring);
}

static uh_status consume(pool *w, slot *s, uh_counts *counts, uh_error *error) {
    uh_status status = s->status;
    if (status != UH_OK && error)
        *error = s->error;
    if (status == UH_OK) {
        give_notes(w, &s->doc, s->wanted, counts);
        count_in(&s->doc, s->wanted, counts);
        status = w->p->consume(w->p->context, &s->doc, s->wanted, buffer_view(&s->rendered), error);
    }
    if (w->p->progress && w->drained % PROGRESS_EVERY == 0)
        w->p->progress(w->p->user_context, counts);
    let_go(w, s, status != UH_OK);
    return status;
}

static uh_status drain(pool *w, uh_counts *counts, uh_error *error) {
    uh_status status = UH_OK;
    slot *s;
    while (status == UH_OK && (s = next_result(w, counts)) != NULL)
        status = consume(w, s, counts, error);
    return status;
}

/* ---- the pool ---- */

int pipeline_threads(int jobs) {
    long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > PIPELINE_JOBS_MOST ? PIPELINE_JOBS_MOST : (int)n;
}

static uh_status open_slots(pool *w, uh_error *error) {
    w->jobs = pipeline_threads(w->p->jobs);
    w->n_slots = w->jobs > 1 ? (uint64_t)w->jobs * SLOTS_A_JOB : 1;
    w->slots = calloc(w->n_slots, sizeof *w->slots);
    if (!w->slots)
        return error_nomem(error);
    for (uint64_t i = 0; i < w->n_slots; i++)
        doc_open(&w->slots[i].doc, w->p->doc_limit);
    return UH_OK;
}

static void close_slots(pool *w) {
    for (uint64_t i = 0; i < w->n_slots; i++) {
        doc_free(&w->slots[i].doc);
        buffer_free(&w->slots[i].rendered);
    }
    free(w->slots);
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
    slot *s;
    while (status == UH_OK && (s = take(w)) != NULL) {
        work(w, s);
        copy_counts(w, counts);
        status = consume(w, s, counts, error);
    }
    copy_counts(w, counts);
    return status;
}

uh_status pipeline_run(const pipeline *p, uh_counts *counts, uh_error *error) {
    pool w = { .p = p };
    uh_status status = open_slots(&w, error);
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
    close_slots(&w);
    return status;
}
