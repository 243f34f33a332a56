/* trail.c - bytes made from a page's bytes, with the way back. */
#include "page/trail.h"

#include <string.h>

enum { TRAIL_START = 4096 };

bool trail_over(trail *t, arena *a, text raw) {
    *t = (trail){ .arena = a };
    source_run *run = ARENA_PUSH(a, t->runs, t->n_runs, t->runs_cap);
    if (!run || raw.len > UINT32_MAX)
        return false;
    *run = (source_run){ 0, 0, true };
    // The bytes are only read: cap 0 keeps trail_add from writing into them.
    memcpy(&t->at, &raw.at, sizeof raw.at);
    t->len = (uint32_t)raw.len;
    return true;
}

bool trail_reserve(trail *t, size_t more) {
    if (more <= (size_t)t->cap - t->len)
        return true;
    size_t want = t->cap ? t->cap : TRAIL_START;
    while (want < (size_t)t->len + more)
        want *= 2;
    if (want > UINT32_MAX)
        return false;
    char *moved = arena_room(t->arena, want, 1);
    if (!moved)
        return false;
    if (t->len)
        memcpy(moved, t->at, t->len);
    t->at = moved;
    t->cap = (uint32_t)want;
    return true;
}

bool trail_add(trail *t, text piece, uint32_t source, bool straight) {
    if (piece.len == 0)
        return true;
    if (!trail_reserve(t, piece.len))
        return false;
    const source_run *last = t->n_runs ? &t->runs[t->n_runs - 1] : NULL;
    bool joins =
        straight && last && last->straight && last->source + (t->len - last->start) == source;
    if (!joins) {
        source_run *run = ARENA_PUSH(t->arena, t->runs, t->n_runs, t->runs_cap);
        if (!run)
            return false;
        *run = (source_run){ t->len, source, straight };
    }
    memcpy(t->at + t->len, piece.at, piece.len);
    t->len += (uint32_t)piece.len;
    return true;
}

static uint32_t run_at(const trail *t, uint32_t at) {
    uint32_t low = 0, high = t->n_runs;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (t->runs[middle].start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* step_back where the run that holds the byte is known. */
static uint32_t step_by_run(const trail *t, uint32_t i, uint32_t at, uint32_t *run_on,
                            bool *straight) {
    if (t->n_runs == 0) {
        *straight = false;
        return 0;
    }
    const source_run *run = &t->runs[i];
    uint32_t end = i + 1 < t->n_runs ? t->runs[i + 1].start : t->len;
    if (end - at < *run_on)
        *run_on = end - at;
    *straight = *straight && run->straight;
    return run->straight ? run->source + (at - run->start) : run->source;
}

/* One step back: the place of a byte in the bytes this trail was made from, and how many more run
 * on with it; straight only if they do so byte for byte. */
static uint32_t step_back(const trail *t, uint32_t at, uint32_t *run_on, bool *straight) {
    return step_by_run(t, t->n_runs ? run_at(t, at) : 0, at, run_on, straight);
}

uint32_t trail_source_above(const trail *t, uint32_t at) {
    uint32_t run_on = UINT32_MAX;
    bool straight = true;
    return step_back(t, at, &run_on, &straight);
}

uint32_t trail_source(const trail *t, uint32_t at) {
    for (; t; t = t->parent) {
        uint32_t run_on = UINT32_MAX;
        bool straight = true;
        at = step_back(t, at, &run_on, &straight);
    }
    return at;
}

/* run_at, where the byte most often is not far behind the start of run i. */
static uint32_t run_on_from(const trail *t, uint32_t i, uint32_t at) {
    if (i >= t->n_runs || t->runs[i].start > at)
        return t->n_runs ? run_at(t, at) : 0;
    while (i + 1 < t->n_runs && t->runs[i + 1].start <= at)
        i++;
    return i;
}

bool trail_emit(const trail *t, uint32_t start, uint32_t end, uint32_t *run, doc *d) {
    uint32_t i = run_on_from(t, *run, start);
    while (start < end) {
        uint32_t run_on = end - start, source = start;
        bool straight = true;
        for (const trail *level = t; level; level = level->parent) {
            bool was_straight = straight;
            uint32_t here = run_on;
            source = level == t ? step_by_run(t, i, source, &here, &straight)
                                : step_back(level, source, &here, &straight);
            if (was_straight)
                run_on = here;
        }
        if (!doc_add_text(d, trail_text(t, start, start + run_on), source, straight))
            return false;
        start += run_on;
        i = run_on_from(t, i, start);
    }
    *run = i;
    return true;
}
