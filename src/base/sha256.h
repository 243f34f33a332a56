/* sha256.h - SHA-256 (FIPS 180-4), for the names that other programs know content by. Not for
 * speed. */
#ifndef UH_SHA256_H
#define UH_SHA256_H

#include "base/text.h"

enum { SHA256_BYTES = 32 };

/* Hashes a text; linear in its length, no allocation. */
void sha256(text t, unsigned char out[SHA256_BYTES]);

#endif
