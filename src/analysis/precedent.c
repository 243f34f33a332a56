/* precedent.c - local alignment of two rows of events. */
#include "analysis/precedent.h"

#include "analysis/draw.h"
#include "doc/plover.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

/* Tenths, so that sums are exact whatever their order. */
enum {
    TENTHS = 10,
    SAME_TYPE = 10,
    SAME_QUAD = 4,
    OTHER_ACT = -6,
    SAME_PART = 5,
    OTHER_PART = -5,
    LEFT_OUT = 5,
    ANSWERS = 10, // what a pair brings at least to be shown as one
    LIKE_MOST = SAME_TYPE + 2 * SAME_PART,
};

enum { WIDTH = PRECEDENT_STEPS_MOST + 1 };

typedef int16_t table[WIDTH][WIDTH]; // sums of the best alignment that ends here

const char *episode_part_name(episode_part part) {
    static const char *const names[PARTS] = { "nobody", "client", "challenger",
                                              "patron", "rival",  "other" };
    return (unsigned)part < PARTS ? names[part] : "";
}

static int like(const episode_step *x, const episode_step *y) {
    int act = OTHER_ACT;
    if (x->type == y->type)
        act = SAME_TYPE;
    else if (plover_quad((event_type)x->type) == plover_quad((event_type)y->type))
        act = SAME_QUAD;
    return act + (x->by == y->by ? SAME_PART : OTHER_PART) +
           (x->to == y->to ? SAME_PART : OTHER_PART);
}

static int max(int a, int b) {
    return a > b ? a : b;
}

static int fill(table t, const episode_step *now, uint32_t n, const episode_step *then, uint32_t m,
                uint32_t *end_now, uint32_t *end_then) {
    int best = 0;
    memset(t[0], 0, sizeof t[0]);
    for (uint32_t i = 1; i <= n; i++) {
        t[i][0] = 0;
        for (uint32_t k = 1; k <= m; k++) {
            int sum = max(0, t[i - 1][k - 1] + like(&now[i - 1], &then[k - 1]));
            sum = max(sum, max(t[i - 1][k], t[i][k - 1]) - LEFT_OUT);
            t[i][k] = (int16_t)sum;
            if (sum > best) {
                best = sum;
                *end_now = i;
                *end_then = k;
            }
        }
    }
    return best;
}

/* Walks back from the end of the best alignment; weak pairs count, and are not shown. */
static void trace(table t, const episode_step *now, const episode_step *then, uint32_t i,
                  uint32_t k, alignment *out) {
    out->n = 0;
    while (i && k && t[i][k] > 0) {
        int bring = like(&now[i - 1], &then[k - 1]);
        if (t[i][k] == t[i - 1][k - 1] + bring) {
            i--;
            k--;
            if (bring >= ANSWERS)
                out->pairs[out->n++] = (step_pair){ (uint8_t)i, (uint8_t)k };
        } else if (t[i][k] == t[i - 1][k] - LEFT_OUT)
            i--;
        else
            k--;
    }
    for (uint32_t a = 0; a + a + 1 < out->n; a++) {
        step_pair first = out->pairs[a];
        out->pairs[a] = out->pairs[out->n - 1 - a];
        out->pairs[out->n - 1 - a] = first;
    }
}

double precedent_alike(const episode_step *now, uint32_t n_now, const episode_step *then,
                       uint32_t n_then, alignment *out) {
    table t;
    uint32_t i = 0, k = 0;
    assert(n_now <= PRECEDENT_STEPS_MOST && n_then <= PRECEDENT_STEPS_MOST);
    int best = fill(t, now, n_now, then, n_then, &i, &k);
    if (out)
        trace(t, now, then, i, k, out);
    if (best == 0)
        return 0;
    return best / (LIKE_MOST * sqrt((double)n_now * n_then));
}

double precedent_chance(const episode_step *now, uint32_t n_now, const episode_step *then,
                        uint32_t n_then, uint64_t seed) {
    episode_step mixed[PRECEDENT_STEPS_MOST];
    double found = precedent_alike(now, n_now, then, n_then, NULL);
    uint32_t as_much = 0;
    memcpy(mixed, then, n_then * sizeof *mixed);
    for (int r = 0; r < PRECEDENT_DRAWS; r++) {
        for (uint32_t i = n_then; i > 1; i--) { // Fisher and Yates
            uint32_t k = draw_below(&seed, i);
            episode_step kept = mixed[i - 1];
            mixed[i - 1] = mixed[k];
            mixed[k] = kept;
        }
        as_much += precedent_alike(now, n_now, mixed, n_then, NULL) >= found;
    }
    return (double)as_much / PRECEDENT_DRAWS;
}
