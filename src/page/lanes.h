/* lanes.h - trees of compares run over a row of pieces side by side. Whole numbers only, so that
 * every version gives the same sums. Knows bytes and sizes, nothing of pages. */
#ifndef UH_LANES_H
#define UH_LANES_H

#include <stddef.h>
#include <stdint.h>

enum {
    LANES = 64,
    LANES_DEPTH = 6, // compares of a tree
    LANES_LEAVES = 1 << LANES_DEPTH,
    LANES_TREE = LANES_DEPTH * 4 + LANES_LEAVES * 2, // bytes of a tree
};

/* Adds what n trees say of LANES pieces to sum[LANES]. A tree is, little-endian, LANES_DEPTH x
 * (column u16, above u16), LANES_LEAVES x i16: bit k of a piece's leaf says whether its byte of
 * column k lies above. columns holds the first piece's byte of column 0, its byte of column c lies
 * c * stride behind. */
typedef void lanes_add(const unsigned char *trees, uint32_t n, const uint8_t *columns,
                       size_t stride, int32_t *sum);

/* The same for n_lanes pieces, which no vector fills; no byte behind theirs is read. */
void lanes_few(const unsigned char *trees, uint32_t n, const uint8_t *columns, size_t stride,
               int32_t *sum, uint32_t n_lanes);

lanes_add lanes_scalar;
lanes_add *lanes_avx2(void);   // NULL where not compiled in or not present
lanes_add *lanes_avx512(void); // the same
lanes_add *lanes_best(void);

#endif
