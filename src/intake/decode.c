/* decode.c - gzip (RFC 1952, members one behind the other) and zstd (RFC 8878). */
#include "intake/decode.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum {
    SMALL_MEMBER = 128 * 1024, // compressed bytes; such a member is tried whole
    GZIP_WINDOW = 15 + 16,     // zlib: the largest window, gzip header and checksum
    GZIP_HEADER = 18,          // bytes of the shortest member
};

struct decoder {
    codec codec;
    z_stream z;
    bool z_open;
    bool in_member;   // zlib is inside a member, zstd inside a frame
    bool n_members;   // at least one has begun
    bool small;       // the last member was small, so the next may be
    size_t member_in; // compressed bytes of the member so far
    struct libdeflate_decompressor *whole;
    ZSTD_DStream *zstd;
    const char *why;
};

codec decode_codec(text head) {
    static const unsigned char gzip[] = { 0x1f, 0x8b, 0x08 }, zstd[] = { 0x28, 0xb5, 0x2f, 0xfd },
                               skippable[] = { 0x2a, 0x4d, 0x18 };
    if (head.len >= sizeof gzip && memcmp(head.at, gzip, sizeof gzip) == 0)
        return CODEC_GZIP;
    if (head.len >= sizeof zstd && memcmp(head.at, zstd, sizeof zstd) == 0)
        return CODEC_ZSTD;
    if (head.len >= 4 && ((unsigned char)head.at[0] & 0xf0) == 0x50 &&
        memcmp(head.at + 1, skippable, sizeof skippable) == 0)
        return CODEC_ZSTD;
    return CODEC_NONE;
}

decoder *decode_open(codec c) {
    decoder *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    d->codec = c;
    d->small = true;
    d->why = "";
    bool good;
    if (c == CODEC_GZIP) {
        d->whole = libdeflate_alloc_decompressor();
        d->z_open = inflateInit2(&d->z, GZIP_WINDOW) == Z_OK;
        good = d->whole && d->z_open;
    } else {
        d->zstd = ZSTD_createDStream();
        good = d->zstd != NULL;
    }
    if (!good) {
        decode_close(d);
        return NULL;
    }
    return d;
}

void decode_close(decoder *d) {
    if (!d)
        return;
    if (d->z_open)
        inflateEnd(&d->z);
    if (d->whole)
        libdeflate_free_decompressor(d->whole);
    ZSTD_freeDStream(d->zstd);
    free(d);
}

const char *decode_why(const decoder *d) {
    return d->why;
}

static decode_result bad(decoder *d, const char *why) {
    d->why = why;
    return DECODE_BAD;
}

static void skip(decode_step *step, size_t n) {
    step->in += n;
    step->n_in -= n;
}

/* Takes a member whole; false leaves all as it was (too long, cut, damaged: zlib will tell). */
static bool take_whole(decoder *d, decode_step *step) {
    size_t used = 0, made = 0;
    if (libdeflate_gzip_decompress_ex(d->whole, step->in, step->n_in, step->out, step->room, &used,
                                      &made) != LIBDEFLATE_SUCCESS)
        return false;
    skip(step, used);
    step->out += made;
    step->room -= made;
    d->small = used <= SMALL_MEMBER;
    return true;
}

/* Between members: decides how to take the next one. DECODE_OUTPUT: a member was taken. */
static decode_result start_member(decoder *d, decode_step *step) {
    while (d->n_members && step->n_in && *step->in == 0)
        skip(step, 1); // padding, as tapes leave it
    if (step->n_in == 0 && step->is_last)
        return DECODE_END;
    if (step->n_in < SMALL_MEMBER && !step->is_last)
        return DECODE_INPUT;
    if (d->n_members && (step->n_in < 2 || step->in[0] != 0x1f || step->in[1] != 0x8b))
        return bad(d, "bytes that are no gzip stand behind the last member");
    d->n_members = true;
    if (d->small && step->room < DECODE_ROOM)
        return DECODE_OUTPUT;
    if (d->small && take_whole(d, step))
        return DECODE_OUTPUT;
    if (inflateReset(&d->z) != Z_OK)
        return DECODE_NOMEM;
    d->in_member = true;
    d->member_in = 0;
    return DECODE_OUTPUT;
}

static decode_result gzip_run(decoder *d, decode_step *step) {
    if (!d->in_member) {
        decode_result result = start_member(d, step);
        if (result != DECODE_OUTPUT || !d->in_member)
            return result;
    }
    if (step->room == 0)
        return DECODE_OUTPUT;
    unsigned in = step->n_in > 1u << 30 ? 1u << 30 : (unsigned)step->n_in;
    unsigned room = step->room > 1u << 30 ? 1u << 30 : (unsigned)step->room;
    d->z.next_in = (z_const Bytef *)(size_t)step->in;
    d->z.avail_in = in;
    d->z.next_out = (Bytef *)step->out;
    d->z.avail_out = room;
    int status = inflate(&d->z, Z_NO_FLUSH);
    d->member_in += in - d->z.avail_in;
    skip(step, in - d->z.avail_in);
    step->out += room - d->z.avail_out;
    step->room -= room - d->z.avail_out;
    if (status == Z_STREAM_END) {
        d->in_member = false;
        d->small = d->member_in <= SMALL_MEMBER;
        return DECODE_OUTPUT;
    }
    if (status == Z_MEM_ERROR)
        return DECODE_NOMEM;
    if (status != Z_OK && status != Z_BUF_ERROR)
        return bad(d, d->z.msg ? d->z.msg : "damaged gzip");
    if (d->z.avail_out == 0)
        return DECODE_OUTPUT;
    return step->is_last ? bad(d, "the gzip ends in the middle of a member") : DECODE_INPUT;
}

static decode_result zstd_run(decoder *d, decode_step *step) {
    if (!d->in_member && step->n_in == 0)
        return step->is_last ? DECODE_END : DECODE_INPUT;
    ZSTD_inBuffer in = { step->in, step->n_in, 0 };
    ZSTD_outBuffer out = { step->out, step->room, 0 };
    size_t left = ZSTD_decompressStream(d->zstd, &out, &in);
    skip(step, in.pos);
    step->out += out.pos;
    step->room -= out.pos;
    if (ZSTD_isError(left))
        return bad(d, ZSTD_getErrorName(left));
    d->in_member = left != 0;
    if (!d->in_member || step->room == 0 || step->n_in)
        return DECODE_OUTPUT;
    return step->is_last ? bad(d, "the zstd ends in the middle of a frame") : DECODE_INPUT;
}

decode_result decode_run(decoder *d, decode_step *step) {
    return d->codec == CODEC_GZIP ? gzip_run(d, step) : zstd_run(d, step);
}
