/* tabs.h - where the tabs of a row stand. Fields are short, a few bytes each: many bytes are looked
 * at together, not each field searched for. */
#ifndef UH_TABS_H
#define UH_TABS_H

#include <stddef.h>
#include <stdint.h>

enum { TABS_BLOCK = 64 }; // bytes looked at together

/* Puts the places of the tabs of a row into at, in order; returns how many there are. The first
 * most of them are put; at has room for TABS_BLOCK more, which may be written too. */
typedef uint32_t tabs_find(const char *row, size_t len, uint32_t *at, uint32_t most);

tabs_find tabs_plain;         // any processor's
tabs_find *tabs_avx512(void); // finds the same; NULL where not compiled in or not present
tabs_find *tabs_best(void);

#endif
