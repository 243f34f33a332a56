/* guess.c - see guess.h. */
#include "model/guess.h"

#include "model/parts.h"

enum { PART_SIGNS, PART_WEIGHTS, PARTS };

int32_t guess_weight(const guess *g, uint32_t sign) {
    uint32_t low = 0, high = g->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (g->sign[middle] == sign)
            return g->weight[middle];
        if (g->sign[middle] < sign)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

bool guess_open(text section, guess *out) {
    text part[PARTS];
    if (!parts_read(section, part, PARTS) || part[PART_SIGNS].len % sizeof *out->sign != 0 ||
        part[PART_WEIGHTS].len / sizeof *out->weight != part[PART_SIGNS].len / sizeof *out->sign ||
        part[PART_WEIGHTS].len % sizeof *out->weight != 0)
        return false;
    *out = (guess){ .sign = (const void *)part[PART_SIGNS].at,
                    .weight = (const void *)part[PART_WEIGHTS].at,
                    .n = (uint32_t)(part[PART_SIGNS].len / sizeof *out->sign) };
    for (uint32_t i = 1; i < out->n; i++)
        if (out->sign[i - 1] >= out->sign[i])
            return false;
    return true;
}
