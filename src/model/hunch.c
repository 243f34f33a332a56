/* hunch.c - see hunch.h. */
#include "model/hunch.h"

#include "model/parts.h"

#include <math.h>

enum { PART_CHECKS, PART_ROWS, PART_TABLE, PART_WORDS, PART_TOP, PARTS };

int32_t hunch_row(const hunch *h, uint32_t sign) {
    uint16_t check = hunch_check(sign);
    for (int which = 0; which < 2; which++)
        if (h->check[hunch_place(sign, which)] == check)
            return (int32_t)hunch_place(sign, which);
    return -1;
}

const int8_t (*hunch_word(const hunch *h, uint64_t word))[HUNCH_HIDDEN] {
    const table_slot *s = word ? table_find(h->words, word) : NULL;
    return s && s->value && s->value <= h->n_words ? h->word[s->value - 1] : NULL;
}

bool hunch_tells(const hunch *h, uint64_t word) {
    const table_slot *s = word ? table_find(h->words, word) : NULL;
    return s && s->more;
}

static bool is_finite_top(const hunch_top *top) {
    const float *at = (const float *)(const void *)top;
    for (size_t i = 0; i < sizeof *top / sizeof *at; i++)
        if (!isfinite(at[i]))
            return false;
    return true;
}

bool hunch_open(text section, hunch *out) {
    const size_t rows = (size_t)1 << HUNCH_BITS, word = HUNCH_WORDS * HUNCH_HIDDEN;
    text part[PARTS];
    if (!parts_read(section, part, PARTS) || part[PART_CHECKS].len != rows * sizeof *out->check ||
        part[PART_ROWS].len != rows * HUNCH_HIDDEN || part[PART_WORDS].len % word != 0 ||
        part[PART_TOP].len != sizeof *out->top || !table_is_sound(part[PART_TABLE]))
        return false;
    *out = (hunch){ .check = (const void *)part[PART_CHECKS].at,
                    .row = (const void *)part[PART_ROWS].at,
                    .words = part[PART_TABLE],
                    .word = (const void *)part[PART_WORDS].at,
                    .n_words = (uint32_t)(part[PART_WORDS].len / word),
                    .top = (const void *)part[PART_TOP].at };
    return is_finite_top(out->top);
}
