/* grove.c - trees, filled by the caller or by a thread that takes load after load of rows. */
#include "store/grove.h"

#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>

enum { LOADS = 4 };                      // that wait, at most
enum { PAGES_SYNCED = 2048 };            // after so many the disk is waited for
#define LOAD_BYTES  ((size_t)256 * 1024) // after which a load is handed over
#define MEMORY_MOST ((size_t)64 * 1024 * 1024)

/* A row or key that waits; its bytes follow. Loads begin where any item may. */
typedef struct item {
    grove_tree *to;
    int64_t number;
    uint32_t n;
} item;

struct grove {
    arena memory;
    pages_out out;
    int code;        // as far as the caller knows
    uint32_t synced; // pages before this one
    bool has_thread;
    pthread_t thread;
    buffer loads[LOADS]; // load number n is n % LOADS
    pthread_mutex_t lock;
    pthread_cond_t given, taken;
    uint64_t n_given; // loads; only the caller changes it
    uint64_t n_taken; // loads that are in the trees
    int found;        // what went wrong in the thread
    bool ends;
};

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

static int take_load(const buffer *load) {
    int code = SQLITE_OK;
    for (size_t at = 0; at < load->len && code == SQLITE_OK;) {
        const item *i = (const item *)(const void *)(load->at + at);
        code = take(i->to, i->number, (const uint8_t *)(i + 1), i->n);
        at += size_of(i->n);
    }
    return code;
}

/* While rows are still being read, pages go to the disk: else all would be waited for at the end.
 */
static int sync_early(grove *g) {
    sqlite3_file *file = g->out.file;
    if (g->out.next - g->synced < PAGES_SYNCED)
        return SQLITE_OK;
    g->synced = g->out.next;
    return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

/* After a failure loads are let go unread. */
static void *fill(void *context) {
    grove *g = context;
    pthread_mutex_lock(&g->lock);
    for (;;) {
        while (g->n_taken == g->n_given && !g->ends)
            pthread_cond_wait(&g->given, &g->lock);
        if (g->n_taken == g->n_given)
            break;
        const buffer *load = &g->loads[g->n_taken % LOADS];
        int code = g->found;
        pthread_mutex_unlock(&g->lock);
        if (code == SQLITE_OK)
            code = take_load(load);
        if (code == SQLITE_OK)
            code = sync_early(g);
        pthread_mutex_lock(&g->lock);
        g->found = code;
        g->n_taken++;
        pthread_cond_signal(&g->taken);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

/* ---- putting ---- */

static void learn(grove *g, int code) {
    if (g->code == SQLITE_OK)
        g->code = code;
}

/* Gives the load at hand to the thread and waits until no more than some are on their way. */
static void give(grove *g, uint64_t may_wait) {
    pthread_mutex_lock(&g->lock);
    g->n_given += g->loads[g->n_given % LOADS].len > 0;
    pthread_cond_signal(&g->given);
    while (g->n_given - g->n_taken > may_wait)
        pthread_cond_wait(&g->taken, &g->lock);
    learn(g, g->found);
    pthread_mutex_unlock(&g->lock);
    buffer_clear(&g->loads[g->n_given % LOADS]);
}

static void put(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n) {
    grove *g = t->grove;
    buffer *load = &g->loads[g->n_given % LOADS];
    if (!buffer_reserve(load, size_of(n))) {
        learn(g, SQLITE_NOMEM);
        return;
    }
    item *i = (item *)(void *)(load->at + load->len);
    i->to = t;
    i->number = number;
    i->n = n;
    memcpy(i + 1, row, n);
    load->len += size_of(n);
    if (load->len >= LOAD_BYTES)
        give(g, LOADS - 1);
}

void grove_row(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n) {
    if (t->grove->has_thread)
        put(t, number, row, n);
    else
        learn(t->grove, take(t, number, row, n));
}

void grove_key(grove_tree *t, const uint8_t *row, uint32_t n) {
    grove_row(t, 0, row, n);
}

int grove_code(const grove *g) {
    return g->code;
}

void grove_settle(grove *g) {
    if (g->has_thread)
        give(g, 0);
}

/* ---- beginning and end ---- */

static void end_locks(grove *g) {
    pthread_cond_destroy(&g->taken);
    pthread_cond_destroy(&g->given);
    pthread_mutex_destroy(&g->lock);
}

/* What was put goes to the trees first. */
static void stop(grove *g) {
    if (!g->has_thread)
        return;
    give(g, 0);
    pthread_mutex_lock(&g->lock);
    g->ends = true;
    pthread_cond_signal(&g->given);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    end_locks(g);
    g->has_thread = false;
}

grove *grove_open(sqlite3_file *file, uint32_t page_size, uint32_t first) {
    grove *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->memory.limit = MEMORY_MOST;
    g->synced = first;
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
    pthread_cond_init(&g->given, NULL);
    pthread_cond_init(&g->taken, NULL);
    g->has_thread = pthread_create(&g->thread, NULL, fill, g) == 0;
    if (!g->has_thread)
        end_locks(g);
}

uint32_t grove_end(grove *g, grove_tree *trees, int n, const uint8_t **roots) {
    stop(g);
    for (int i = 0; i < n; i++) {
        roots[i] = btree_end(&trees[i].tree);
        learn(g, code_of(&trees[i]));
    }
    pages_flush(&g->out);
    learn(g, g->out.code);
    return g->out.next - 1;
}

void grove_close(grove *g) {
    if (!g)
        return;
    stop(g);
    for (int i = 0; i < LOADS; i++)
        buffer_free(&g->loads[i]);
    arena_free(&g->memory);
    free(g);
}
