/* unlz4.h - lz4 frames (lz4_Frame_format.md 1.6.3), one behind the other; without dictionaries. */
#ifndef UH_UNLZ4_H
#define UH_UNLZ4_H

#include "intake/decode.h"

typedef struct unlz4 unlz4;

/* Returns NULL without memory; unlz4_close it. */
unlz4 *unlz4_open(void);
decode_result unlz4_run(unlz4 *u, decode_step *step);
const char *unlz4_why(const unlz4 *u);
void unlz4_close(unlz4 *u);

#endif
