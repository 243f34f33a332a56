/* outlook.c - see outlook.h. */
#include "model/outlook.h"

#include "model/parts.h"

enum { PART_BIAS, PART_WEIGHTS, PARTS };

enum { BIAS_MOST = 1 << 20 };

bool outlook_open(text section, outlook *out) {
    text part[PARTS];
    if (!parts_read(section, part, PARTS) ||
        part[PART_BIAS].len != OUTLOOK_QUESTIONS * sizeof *out->bias ||
        part[PART_WEIGHTS].len != sizeof *out->weight << OUTLOOK_BITS)
        return false;
    *out = (outlook){ .bias = (const void *)part[PART_BIAS].at,
                      .weight = (const void *)part[PART_WEIGHTS].at };
    for (int q = 0; q < OUTLOOK_QUESTIONS; q++)
        if (out->bias[q] < -BIAS_MOST || out->bias[q] > BIAS_MOST)
            return false;
    return true;
}
