/* grove.c - trees, filled by the caller or by a thread that takes load after load of rows. */
#include "store/grove.h"

#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>

enum { LOADS = 8 };                           // that wait, at most
enum { PAGES_SYNCED = 2048 };                 // after so many the disk is waited for
#define LOAD_BYTES  ((size_t)256 * 1024)      // of items, after which a load is handed over
#define SHEAF_BYTES ((size_t)2 * 1024 * 1024) // of a sheaf that is handed over and not copied
#define MEMORY_MOST ((size_t)64 * 1024 * 1024)

/* A row or key that waits; its bytes follow. Loads begin where any item may. */
typedef struct item {
    grove_tree *to;
    int64_t number;
    uint32_t n;
} item;

/* What goes to the trees at once: items, then a sheaf's first rows. */
typedef struct load {
    buffer items;
    sheaf sheaf;
    uint32_t n_rows; // of the sheaf; 0: none
    grove_tree *to[SHEAF_TABLES];
} load;

struct grove {
    arena memory;
    pages_out out;
    int code; // as far as the caller knows
    bool has_thread, has_syncer;
    pthread_t thread, syncer;
    load loads[LOADS];
    load *at_hand;      // the caller's, being filled
    load *given[LOADS]; // number n of them is n % LOADS
    load *spare[LOADS]; // [n_spare] the last to be taken is the next at hand: its memory is near
    uint32_t n_spare;
    pthread_mutex_t lock;
    pthread_cond_t gave, took, wrote;
    uint64_t n_given;         // only the caller changes it
    uint64_t n_taken;         // of those, the ones that are in the trees
    uint32_t written, synced; // pages before these
    int found;                // what went wrong in a thread
    bool is_syncing, ends;
};

/* The first thing that went wrong stays known. */
static void learn(int *known, int code) {
    if (*known == SQLITE_OK)
        *known = code;
}

/* ---- into the trees ---- */

static int code_of(const grove_tree *t) {
    return t->tree.failed ? SQLITE_NOMEM : t->grove->out.code;
}

static int take(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n) {
    if (t->tree.is_index)
        btree_key(&t->tree, row, n);
    else
        btree_row(&t->tree, number, row, n);
    return code_of(t);
}

static size_t size_of(uint32_t n) {
    size_t align = _Alignof(item);
    return sizeof(item) + (((size_t)n + align - 1) & ~(align - 1));
}

static int take_items(const buffer *items) {
    int code = SQLITE_OK;
    for (size_t at = 0; at < items->len && code == SQLITE_OK;) {
        const item *i = (const item *)(const void *)(items->at + at);
        code = take(i->to, i->number, (const uint8_t *)(i + 1), i->n);
        at += size_of(i->n);
    }
    return code;
}

/* Takes the rows of one of a sheaf's tables. */
static int take_table(const load *l, int table) {
    int code = SQLITE_OK;
    for (uint32_t i = 0; i < l->n_rows && code == SQLITE_OK; i++) {
        const sheaf_row *r = &l->sheaf.rows[l->sheaf.order[i].low];
        code = take(l->to[table], r->id, sheaf_at(&l->sheaf, r, table), r->n[table]);
    }
    return code;
}

static int take_load(const load *l) {
    int code = take_items(&l->items);
    for (int table = 0; table < SHEAF_TABLES && code == SQLITE_OK; table++)
        code = take_table(l, table);
    return code;
}

static int take_next(load *next) {
    int code = take_load(next);
    buffer_clear(&next->items);
    next->n_rows = 0;
    return code;
}

/* After a failure loads are let go unread. */
static void *fill(void *context) {
    grove *g = context;
    pthread_mutex_lock(&g->lock);
    for (;;) {
        while (g->n_taken == g->n_given && !g->ends)
            pthread_cond_wait(&g->gave, &g->lock);
        if (g->n_taken == g->n_given)
            break;
        load *next = g->given[g->n_taken % LOADS];
        int code = g->found;
        pthread_mutex_unlock(&g->lock);
        if (code == SQLITE_OK)
            code = take_next(next);
        pthread_mutex_lock(&g->lock);
        learn(&g->found, code);
        g->spare[g->n_spare++] = next;
        g->n_taken++;
        g->written = g->out.first;
        pthread_cond_signal(&g->took);
        if (g->written - g->synced >= PAGES_SYNCED)
            pthread_cond_signal(&g->wrote);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

/* While rows are still being read, pages go to the disk: else all would be waited for at the end.
 * This thread only waits for it, so that the other has not to. */
static void *sync_pages(void *context) {
    grove *g = context;
    sqlite3_file *file = g->out.file;
    pthread_mutex_lock(&g->lock);
    for (;;) {
        while (g->written - g->synced < PAGES_SYNCED && !g->ends)
            pthread_cond_wait(&g->wrote, &g->lock);
        if (g->ends)
            break;
        uint32_t written = g->written;
        g->is_syncing = true;
        pthread_mutex_unlock(&g->lock);
        int code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
        pthread_mutex_lock(&g->lock);
        learn(&g->found, code);
        g->is_syncing = false;
        g->synced = written;
        pthread_cond_signal(&g->took);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

/* ---- putting ---- */

/* Gives the load at hand to the thread and takes another, for which it may have to wait. */
static void give(grove *g) {
    pthread_mutex_lock(&g->lock);
    g->given[g->n_given++ % LOADS] = g->at_hand;
    pthread_cond_signal(&g->gave);
    while (g->n_spare == 0)
        pthread_cond_wait(&g->took, &g->lock);
    g->at_hand = g->spare[--g->n_spare];
    learn(&g->code, g->found);
    pthread_mutex_unlock(&g->lock);
}

static void put(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n) {
    grove *g = t->grove;
    buffer *items = &g->at_hand->items;
    if (!buffer_reserve(items, size_of(n))) {
        learn(&g->code, SQLITE_NOMEM);
        return;
    }
    item *i = (item *)(void *)(items->at + items->len);
    i->to = t;
    i->number = number;
    i->n = n;
    memcpy(i + 1, row, n);
    items->len += size_of(n);
    if (items->len >= LOAD_BYTES)
        give(g);
}

void grove_row(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n) {
    if (t->grove->has_thread)
        put(t, number, row, n);
    else
        learn(&t->grove->code, take(t, number, row, n));
}

void grove_key(grove_tree *t, const uint8_t *row, uint32_t n) {
    grove_row(t, 0, row, n);
}

static void put_rows(grove_tree *const *to, const sheaf *s, uint32_t n) {
    for (int table = 0; table < SHEAF_TABLES; table++)
        for (uint32_t i = 0; i < n; i++) {
            const sheaf_row *r = &s->rows[s->order[i].low];
            grove_row(to[table], r->id, sheaf_at(s, r, table), r->n[table]);
        }
}

bool grove_sheaf(grove *g, grove_tree *const to[SHEAF_TABLES], sheaf *s, uint32_t n) {
    load *l = g->at_hand;
    sheaf full = *s;
    int64_t last = (int64_t)s->order[n - 1].high;
    if (!g->has_thread || s->bytes.len > SHEAF_BYTES) {
        put_rows(to, s, n);
        return sheaf_keep(s, last, s);
    }
    if (!sheaf_keep(s, last, &l->sheaf))
        return false;
    *s = l->sheaf;
    l->sheaf = full;
    l->n_rows = n;
    memcpy(l->to, to, sizeof l->to);
    give(g);
    return true;
}

int grove_code(const grove *g) {
    return g->code;
}

void grove_settle(grove *g) {
    if (!g->has_thread)
        return;
    if (g->at_hand->items.len)
        give(g);
    pthread_mutex_lock(&g->lock);
    while (g->n_taken < g->n_given || g->is_syncing)
        pthread_cond_wait(&g->took, &g->lock);
    learn(&g->code, g->found);
    pthread_mutex_unlock(&g->lock);
}

/* ---- beginning and end ---- */

static void end_locks(grove *g) {
    pthread_cond_destroy(&g->wrote);
    pthread_cond_destroy(&g->took);
    pthread_cond_destroy(&g->gave);
    pthread_mutex_destroy(&g->lock);
}

/* What was put goes to the trees first. */
static void stop(grove *g) {
    if (!g->has_thread)
        return;
    grove_settle(g);
    pthread_mutex_lock(&g->lock);
    g->ends = true;
    pthread_cond_signal(&g->gave);
    pthread_cond_signal(&g->wrote);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    if (g->has_syncer)
        pthread_join(g->syncer, NULL);
    end_locks(g);
    g->has_thread = false;
}

grove *grove_open(sqlite3_file *file, uint32_t page_size, uint32_t first) {
    grove *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->memory.limit = MEMORY_MOST;
    g->written = g->synced = first;
    if (pages_begin(&g->out, &g->memory, file, page_size, first))
        return g;
    grove_close(g);
    return NULL;
}

bool grove_plant(grove *g, grove_tree *t, bool is_index, uint32_t root) {
    t->grove = g;
    return btree_begin(&t->tree, &g->out, &g->memory, is_index, root);
}

void grove_start(grove *g) {
    pthread_mutex_init(&g->lock, NULL);
    pthread_cond_init(&g->gave, NULL);
    pthread_cond_init(&g->took, NULL);
    pthread_cond_init(&g->wrote, NULL);
    for (g->n_spare = 0; g->n_spare < LOADS - 1; g->n_spare++)
        g->spare[g->n_spare] = &g->loads[g->n_spare];
    g->at_hand = &g->loads[LOADS - 1];
    g->has_thread = pthread_create(&g->thread, NULL, fill, g) == 0;
    g->has_syncer = g->has_thread && pthread_create(&g->syncer, NULL, sync_pages, g) == 0;
    if (!g->has_thread)
        end_locks(g);
}

uint32_t grove_end(grove *g, grove_tree *trees, int n, const uint8_t **roots) {
    stop(g);
    for (int i = 0; i < n; i++) {
        roots[i] = btree_end(&trees[i].tree);
        learn(&g->code, code_of(&trees[i]));
    }
    pages_flush(&g->out);
    learn(&g->code, g->out.code);
    return g->out.next - 1;
}

void grove_close(grove *g) {
    if (!g)
        return;
    stop(g);
    for (int i = 0; i < LOADS; i++) {
        buffer_free(&g->loads[i].items);
        sheaf_free(&g->loads[i].sheaf);
    }
    arena_free(&g->memory);
    free(g);
}
