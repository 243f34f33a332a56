/* precedent.h - how alike two rows of events are. Pure functions; the formulas, with an example
 * computed by hand, stand in docs/methods.md, "precedents".
 *
 *   like(x, y)  = act + by + to, for two steps
 *                 act: 1 the same type; 0.4 the same quad class; else -0.6
 *                 by, to: 0.5 the same part in its episode, else -0.5
 *   alike(a, b) = best local alignment of the two rows (Smith and Waterman 1981): the sum of like
 * over its pairs less 0.5 for each step left out between them, over 2 sqrt(|a| |b|); 0 nothing in
 * common, 1 the same row
 *
 * Sources: sequence analysis in the social sciences (Abbott and Tsay 2000); rows of events before
 * conflicts compared so by D'Orazio and Yonamine 2015. */
#ifndef UH_PRECEDENT_H
#define UH_PRECEDENT_H

#include <stdint.h>

enum {
    PRECEDENT_STEPS_MOST = 64, // of an episode; the heaviest are kept
    PRECEDENT_STEPS_LEAST = 5, // with fewer there is nothing to compare
    PRECEDENT_DRAWS = 200,     // shuffles behind chance
};

/* What a side is in its episode. */
typedef enum episode_part {
    PART_NOBODY = 0,
    PART_CLIENT,
    PART_CHALLENGER, // the client's opposition and rebels
    PART_PATRON,     // the outside power that did most for the client
    PART_RIVAL,      // and the one that did most against it
    PART_OTHER,
    PARTS,
} episode_part;

const char *episode_part_name(episode_part part);

typedef struct episode_step {
    int32_t day;
    uint32_t event; // the caller's number
    uint8_t by, to; // enum episode_part
    uint8_t type;   // enum event_type
} episode_step;

typedef struct step_pair {
    uint8_t now, then; // indices
} step_pair;

/* The steps that answer each other, in order: pairs that bring 1 or more. */
typedef struct alignment {
    step_pair pairs[PRECEDENT_STEPS_MOST];
    uint32_t n;
} alignment;

/* Compares two rows of at most PRECEDENT_STEPS_MOST steps.
 * out      NULL where only the number is wanted
 * returns  0 to 1
 * cost     the product of the lengths */
double precedent_alike(const episode_step *now, uint32_t n_now, const episode_step *then,
                       uint32_t n_then, alignment *out);
/* Returns the share of PRECEDENT_DRAWS random orders of the row `then` that are at least as much
 * alike: how much of the likeness is not in the order of events. The same seed, the same share. */
double precedent_chance(const episode_step *now, uint32_t n_now, const episode_step *then,
                        uint32_t n_then, uint64_t seed);

#endif
