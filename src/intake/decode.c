/* decode.c - which codec an input has, and the way to it. */
#include "intake/decode.h"

#include "intake/gunzip.h"
#include "intake/unlz4.h"
#include "intake/unzip.h"
#include "intake/unzstd.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 256 * 1024 };

struct decoder {
    codec codec;
    gunzip *gunzip; // one of them
    unzstd *unzstd;
    unlz4 *unlz4;
    unzip *unzip;
};

codec decode_codec(text head) {
    static const unsigned char gzip[] = { 0x1f, 0x8b, 0x08 }, zstd[] = { 0x28, 0xb5, 0x2f, 0xfd },
                               lz4[] = { 0x04, 0x22, 0x4d, 0x18 },
                               skippable[] = { 0x2a, 0x4d, 0x18 };
    if (head.len >= sizeof gzip && memcmp(head.at, gzip, sizeof gzip) == 0)
        return CODEC_GZIP;
    if (head.len >= sizeof zstd && memcmp(head.at, zstd, sizeof zstd) == 0)
        return CODEC_ZSTD;
    if (head.len >= sizeof lz4 && memcmp(head.at, lz4, sizeof lz4) == 0)
        return CODEC_LZ4;
    if (head.len >= 4 && ((unsigned char)head.at[0] & 0xf0) == 0x50 &&
        memcmp(head.at + 1, skippable, sizeof skippable) == 0)
        return CODEC_ZSTD;
    if (unzip_starts(head))
        return CODEC_ZIP;
    return CODEC_NONE;
}

decoder *decode_open(codec c) {
    decoder *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    d->codec = c;
    if (c == CODEC_GZIP)
        d->gunzip = gunzip_open();
    else if (c == CODEC_ZSTD)
        d->unzstd = unzstd_open();
    else if (c == CODEC_ZIP)
        d->unzip = unzip_open();
    else
        d->unlz4 = unlz4_open();
    if (d->gunzip || d->unzstd || d->unlz4 || d->unzip)
        return d;
    free(d);
    return NULL;
}

void decode_close(decoder *d) {
    if (!d)
        return;
    gunzip_close(d->gunzip);
    unzstd_close(d->unzstd);
    unlz4_close(d->unlz4);
    unzip_close(d->unzip);
    free(d);
}

const char *decode_why(const decoder *d) {
    return d->gunzip   ? gunzip_why(d->gunzip)
           : d->unzstd ? unzstd_why(d->unzstd)
           : d->unzip  ? unzip_why(d->unzip)
                       : unlz4_why(d->unlz4);
}

size_t decode_room(const decoder *d) {
    return d->gunzip ? gunzip_room(d->gunzip) : ROOM;
}

bool decode_seek(decoder *d) {
    return d->gunzip && gunzip_seek(d->gunzip);
}

decode_result decode_run(decoder *d, decode_step *step) {
    return d->gunzip   ? gunzip_run(d->gunzip, step)
           : d->unzstd ? unzstd_run(d->unzstd, step)
           : d->unzip  ? unzip_run(d->unzip, step)
                       : unlz4_run(d->unlz4, step);
}
