/* print.h - a fingerprint as the bytes of the record. */
#ifndef UH_PRINT_H
#define UH_PRINT_H

#include "doc/doc.h"

enum { PRINT_BLOB = 4 * (PRINT_TERMS > PRINT_SHINGLES ? PRINT_TERMS : PRINT_SHINGLES) };

/* Each writes at most PRINT_BLOB bytes and returns how many. */
size_t print_pack_shingles(const fingerprint *p, uint8_t *out);
size_t print_pack_terms(const fingerprint *p, uint8_t *out);
/* Reads both; bytes that do not belong there are left out. */
void print_unpack(fingerprint *p, text shingles, text terms);

#endif
