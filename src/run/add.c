/* add.c - uh_store_add: inputs through all stages into the store, a transaction a batch. */
#include "run/options.h"
#include "run/pipeline.h"
#include "run/settle.h"
#include "store/store.h"

#include "base/error.h"
#include "base/hash.h"

#include <pthread.h>
#include <time.h>

typedef struct adding {
    store *store;
    pthread_mutex_t lock, next; // workers ask it while the calling thread writes
    uint64_t unchanged, elsewhere;
    uint32_t in_batch;      // sentences since the last commit
    uint32_t shard, shards; // shards 0: all pages
} adding;

/* Waits for the store; who waits has it before who just had it. */
static void enter(adding *a) {
    pthread_mutex_lock(&a->next);
    pthread_mutex_lock(&a->lock);
    pthread_mutex_unlock(&a->next);
}

static void leave(adding *a) {
    pthread_mutex_unlock(&a->lock);
}

/* One worker at a time asks. */
static bool is_elsewhere(adding *a, const page *p) {
    bool elsewhere = a->shards && store_part(p, a->shards) != a->shard - 1;
    a->elsewhere += elsewhere;
    return elsewhere;
}

static uh_status admit_part(void *context, pipeline_page *pages, size_t n, uh_error *error) {
    (void)error;
    for (size_t i = 0; i < n; i++)
        pages[i].wanted = !is_elsewhere(context, pages[i].page);
    return UH_OK;
}

static uh_status admit(void *context, pipeline_page *pages, size_t n, uh_error *error) {
    adding *a = context;
    uh_status status = admit_part(a, pages, n, error);
    enter(a);
    for (size_t i = 0; i < n && status == UH_OK; i++) {
        bool has = false;
        if (pages[i].wanted)
            status = store_has(a->store, pages[i].page, &has, error);
        a->unchanged += has;
        pages[i].wanted &= !has;
    }
    leave(a);
    return status;
}

/* What cannot be read belongs to one shard too. */
static bool is_ours(const adding *a, const doc *d) {
    uint64_t place = hash_mix(hash_text(d->page.container), d->page.offset);
    return !a->shards || hash_mix(place, d->page.line) % a->shards == a->shard - 1;
}

static uh_status store_notes(adding *a, const doc *d, uh_error *error) {
    uh_status status = UH_OK;
    if (!is_ours(a, d))
        return UH_OK;
    for (uint32_t i = 0; i < d->n_notes && status == UH_OK; i++) {
        uh_note n = pipeline_note(d, &d->notes[i]);
        status = store_note(a->store, &n, error);
    }
    return status;
}

static uh_status store_document(adding *a, const doc *d, uh_error *error) {
    bool changed = false;
    uh_status status = store_add(a->store, d, &changed, error);
    a->unchanged += status == UH_OK && !changed;
    return status;
}

static uh_status consume(void *context, const doc *d, bool wanted, text rendered, uh_error *error) {
    adding *a = context;
    uh_status status = UH_OK;
    (void)rendered;
    enter(a);
    if (wanted)
        status = store_document(a, d, error);
    else if (d->page.media == MEDIA_UNKNOWN)
        status = store_notes(a, d, error);
    a->in_batch += STORE_PAGE + d->n_sentences;
    if (status == UH_OK && a->in_batch >= STORE_BATCH) {
        a->in_batch = 0;
        status = store_commit(a->store, error);
    }
    leave(a);
    return status;
}

static uh_status leave_alone(void *context, const doc *d, bool wanted, text rendered,
                             uh_error *error) {
    (void)context, (void)d, (void)wanted, (void)rendered, (void)error;
    return UH_OK;
}

static uh_status add_all(adding *a, const uh_model *model, pipeline *p, const run_options *o,
                         uh_counts *counts, uh_error *error) {
    uh_status status = store_run_begin(a->store, uh_model_hash(model), (int64_t)time(NULL), error);
    if (status != UH_OK)
        return status;
    p->admit = admit;
    p->consume = consume;
    p->context = a;
    status = pipeline_run(p, counts, error);
    counts->unchanged = a->unchanged;
    counts->elsewhere = a->elsewhere;
    if (status != UH_OK)
        return status;
    bool complete = o->given.limit == 0 && !p->since && !p->until;
    status = store_run_end(a->store, counts, complete, (int64_t)time(NULL), error);
    if (status == UH_OK)
        status = settle(a->store, error);
    if (status == UH_OK)
        store_pack(a->store);
    return status;
}

static uh_status count_only(adding *a, pipeline *p, uh_counts *counts, uh_error *error) {
    p->admit = admit_part;
    p->consume = leave_alone;
    p->context = a;
    uh_status status = pipeline_run(p, counts, error);
    counts->elsewhere = a->elsewhere;
    return status;
}

uh_status uh_store_add(uh_store *s, const uh_model *model, const char *const *paths, size_t n_paths,
                       const uh_run_options *options, uh_counts *counts, uh_error *error) {
    uh_counts own = { 0 };
    run_options o;
    pipeline p;
    uh_status status = options_read(options, &o, error);
    if (status == UH_OK)
        status = options_pipeline(&o, model, paths, n_paths, &p, error);
    if (status != UH_OK)
        return status;
    p.stages = STAGES_STORY;
    adding a = { .store = s, .shard = o.given.shard, .shards = o.given.shards };
    pthread_mutex_init(&a.lock, NULL);
    pthread_mutex_init(&a.next, NULL);
    status =
        o.given.dry_run ? count_only(&a, &p, &own, error) : add_all(&a, model, &p, &o, &own, error);
    pthread_mutex_destroy(&a.lock);
    pthread_mutex_destroy(&a.next);
    intake_close(p.intake);
    if (counts)
        *counts = own;
    return status;
}
