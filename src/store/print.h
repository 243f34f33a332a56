/* print.h - a fingerprint as the bytes of the record: hashes that ascend are kept by the steps
 * between them, each with its low bits as they are and the rest in ones (Rice, "Some practical
 * universal noiseless coding techniques", 1979). */
#ifndef UH_PRINT_H
#define UH_PRINT_H

#include "doc/doc.h"

enum { PRINT_BLOB = 512 };

/* Writes at most PRINT_BLOB bytes and returns how many. */
size_t print_pack(const fingerprint *p, uint8_t out[PRINT_BLOB]);
/* Reads them; bytes that do not belong there leave it empty or shorter. */
void print_unpack(fingerprint *p, text packed);
/* Reads the hashes of a format up to 3: 24 bits each, little-endian, terms with 8 bits of weight.
 */
void print_read_3(fingerprint *p, text shingles, text terms);

#endif
