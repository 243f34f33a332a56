/* slots.c - the factors by which a hash takes up to eight bytes at once. */
#include "page/slots.h"

#define F SLOTS_FACTOR
const uint32_t slots_factors[EIGHT + 1][EIGHT] = {
    { 1, 1, 1, 1, 1, 1, 1, 1 }, { F, 1, 1, 1, 1, 1, 1, 1 }, { F, F, 1, 1, 1, 1, 1, 1 },
    { F, F, F, 1, 1, 1, 1, 1 }, { F, F, F, F, 1, 1, 1, 1 }, { F, F, F, F, F, 1, 1, 1 },
    { F, F, F, F, F, F, 1, 1 }, { F, F, F, F, F, F, F, 1 }, { F, F, F, F, F, F, F, F },
};
