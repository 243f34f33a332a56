/* episode.h - the question of precedents put to the record: the events around a country within a
 * window as a row of steps, and the past episodes, of any country, that are most like it. How alike
 * two rows are is precedent.h's. */
#ifndef UH_EPISODE_H
#define UH_EPISODE_H

#include "analysis/precedent.h"
#include "store/around.h"

enum {
    EPISODE_WINDOW_USUAL = 90, // days
    EPISODE_WINDOW_LEAST = 7,
    EPISODE_WINDOW_MOST = 3660,
    PRECEDENTS_MOST = 5,
    EPISODE_NEXT_MOST = 3, // of what came next, the heaviest
};

typedef struct episode {
    text country, patron, rival;              // codes; "" where nobody was one
    int32_t first_day, last_day;              // of the window
    episode_step steps[PRECEDENT_STEPS_MOST]; // by day; event: index into the precedents' events
    uint32_t n_steps;
    double tone; // sum of intensity / 10 x (1 + ln sources) over the steps: help less pressure
} episode;

typedef struct precedent {
    episode then;
    alignment pairs;
    double alike, chance;             // 0 to 1
    uint32_t next[EPISODE_NEXT_MOST]; // events of the window behind it, in order; indices as above
    uint32_t n_next, next_steps;
    uint32_t next_covered; // days with coverage there
    double next_tone;
} precedent;

typedef struct precedents {
    around_event *events; // [n_events] those of all steps
    uint32_t n_events, events_cap;
    episode now;
    precedent items[PRECEDENTS_MOST]; // the most alike first
    uint32_t n;
    uint32_t n_compared; // episodes looked at
} precedents;

/* Finds the episode of a country that ends with the last covered day up to a day, and the
 * episodes before it that are most like it; of overlapping ones in one country the most alike.
 * window    days
 * until     INT32_MAX: the record's end
 * returns   UH_OK, also where there is too little (now.n_steps or n_compared tell), UH_STORE,
 *           UH_NOMEM; *out lives in the arena
 * cost      one pass over the record's events, then an alignment an episode */
UH_CHECKED uh_status episode_find(store *s, text country, int32_t window, int32_t until,
                                  uint64_t seed, arena *a, precedents *out, uh_error *error);

#endif
