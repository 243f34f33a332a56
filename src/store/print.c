/* print.c - hashes of 24 bits, little-endian. */
#include "store/print.h"

enum { SHINGLE_SIZE = 3, TERM_SIZE = 4 };

static void pack(uint32_t hash, uint8_t *out) {
    out[0] = (uint8_t)hash;
    out[1] = (uint8_t)(hash >> 8);
    out[2] = (uint8_t)(hash >> 16);
}

static uint32_t unpack(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;
}

size_t print_pack_shingles(const fingerprint *p, uint8_t *out) {
    for (size_t i = 0; i < p->n_shingles; i++)
        pack(p->shingles[i], out + SHINGLE_SIZE * i);
    return SHINGLE_SIZE * (size_t)p->n_shingles;
}

size_t print_pack_terms(const fingerprint *p, uint8_t *out) {
    for (size_t i = 0; i < p->n_terms; i++) {
        pack(p->terms[i], out + TERM_SIZE * i);
        out[TERM_SIZE * i + 3] = p->weights[i];
    }
    return TERM_SIZE * (size_t)p->n_terms;
}

void print_unpack(fingerprint *p, text shingles, text terms) {
    for (size_t at = 0; at + SHINGLE_SIZE <= shingles.len && p->n_shingles < PRINT_SHINGLES;
         at += SHINGLE_SIZE)
        p->shingles[p->n_shingles++] = unpack(shingles.at + at);
    for (size_t at = 0; at + TERM_SIZE <= terms.len && p->n_terms < PRINT_TERMS; at += TERM_SIZE) {
        p->terms[p->n_terms] = unpack(terms.at + at);
        p->weights[p->n_terms++] = (uint8_t)terms.at[at + 3];
    }
}
