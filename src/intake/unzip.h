/* unzip.h - members of a ZIP archive (APPNOTE 6.3), one behind the other as gzip has them, read
 * front to back by their local headers: stored or deflated, with or without a descriptor behind.
 * Event data are handed out so, a table an archive. */
#ifndef UH_UNZIP_H
#define UH_UNZIP_H

#include "intake/decode.h"

typedef struct unzip unzip;

/* Says whether an archive starts here whose first member is named as text or a table is; documents
 * of other programs (word processors, Java) are ZIP archives too. */
bool unzip_starts(text head);
/* Returns NULL without memory; unzip_close it. */
unzip *unzip_open(void);
decode_result unzip_run(unzip *u, decode_step *step);
const char *unzip_why(const unzip *u);
void unzip_close(unzip *u);

#endif
