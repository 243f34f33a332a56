/* target.h - what a fuzz target is: one function over bytes that must neither crash nor hang. */
#ifndef UH_FUZZ_TARGET_H
#define UH_FUZZ_TARGET_H

#include <stddef.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

#endif
