/* unzstd.h - zstd (RFC 8878), frames one behind the other; a dictionary in front of them as WARC
 * files carry it (https://iipc.github.io/warc-specifications/specifications/warc-zstd/). */
#ifndef UH_UNZSTD_H
#define UH_UNZSTD_H

#include "intake/decode.h"

typedef struct unzstd unzstd;

/* Returns NULL without memory; unzstd_close it. */
unzstd *unzstd_open(void);
decode_result unzstd_run(unzstd *u, decode_step *step);
const char *unzstd_why(const unzstd *u);
void unzstd_close(unzstd *u);

#endif
