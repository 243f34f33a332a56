/* compare.h - two balances side by side: one country's two patrons, or two countries' holds by each
 * patron, as shares with intervals and their difference. docs/methods.md, "balance --compare". */
#ifndef UH_COMPARE_H
#define UH_COMPARE_H

#include "analysis/hold.h"

/* A share with its 90 % interval. */
typedef struct compare_share {
    double share, low, high;
} compare_share;

typedef struct compare_row {
    uint32_t period;
    text patron;              // "" where the sides are patrons
    compare_share one, other; // meaningless in a gap, as the rest
    compare_share difference; // of one less other, drawn together
    double ahead;             // share of the resamples in which one has more than other
    bool gap;
} compare_row;

typedef struct compare {
    text one, other;    // patrons, or countries
    const hold *of_one; // of the first country, or of the only one
    compare_row *rows;  // [n] by period, then patron
    uint32_t n;
} compare;

/* Compares two patrons of one answered question.
 * returns  UH_OK, UH_ARGUMENT (a patron that the answer lacks), UH_NOMEM; *out lives in the arena
 * cost     the resamples of each period */
UH_CHECKED uh_status compare_patrons(const hold *h, text one, text other, arena *a, compare *out,
                                     uh_error *error);

/* Compares two countries, answers over the same days, by each patron that both have. */
UH_CHECKED uh_status compare_countries(const hold *one, const hold *other, arena *a, compare *out,
                                       uh_error *error);

#endif
