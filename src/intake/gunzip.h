/* gunzip.h - gzip (RFC 1952), members one behind the other. Whole small members go through
 * libdeflate, which is three times as fast; long ones stream through zlib. */
#ifndef UH_GUNZIP_H
#define UH_GUNZIP_H

#include "intake/decode.h"

typedef struct gunzip gunzip;

/* Returns NULL without memory; gunzip_close it. */
gunzip *gunzip_open(void);
decode_result gunzip_run(gunzip *g, decode_step *step);
/* After DECODE_BAD: from now on looks for the next member that can be unpacked whole. False: there
 * can be none. */
bool gunzip_seek(gunzip *g);
size_t gunzip_room(const gunzip *g);
const char *gunzip_why(const gunzip *g);
void gunzip_close(gunzip *g);

#endif
