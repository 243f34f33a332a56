/* gunzip.c - members by libdeflate where they are small, by zlib where not. */
#include "intake/gunzip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    SMALL_MEMBER = 256 * 1024,     // compressed bytes; such a member is tried whole
    ROOM_FIRST = 1024 * 1024,      // of output for a member that is tried whole ...
    ROOM_MOST = 16 * 1024 * 1024,  // ... which grows up to this when one does not fit
    ROOM_STREAMED = 256 * 1024,    // for a part of a long member
    GZIP_WINDOW = 15 + 16,         // zlib: the largest window, gzip header and checksum
    GZIP_MEMBER = 18,              // bytes of the shortest member
    GZIP_RESERVED = 0xe0,          // flags that must be 0
    ZLIB_MOST = 1024 * 1024 * 1024 // bytes handed to zlib at once
};

struct gunzip {
    z_stream z;
    bool z_open;
    bool in_member;   // zlib is inside a member
    bool any;         // at least one member has begun
    bool is_small;    // the last member was small, so the next may be
    bool is_seeking;  // behind damage
    bool is_cut;      // the input ended inside a member
    size_t member_in; // compressed bytes of the member so far
    size_t room;      // what a member is given that is tried whole
    struct libdeflate_decompressor *whole;
    const char *why;
};

gunzip *gunzip_open(void) {
    gunzip *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->is_small = true;
    g->room = ROOM_FIRST;
    g->why = "";
    g->whole = libdeflate_alloc_decompressor();
    g->z_open = inflateInit2(&g->z, GZIP_WINDOW) == Z_OK;
    if (g->whole && g->z_open)
        return g;
    gunzip_close(g);
    return NULL;
}

void gunzip_close(gunzip *g) {
    if (!g)
        return;
    if (g->z_open)
        inflateEnd(&g->z);
    if (g->whole)
        libdeflate_free_decompressor(g->whole);
    free(g);
}

const char *gunzip_why(const gunzip *g) {
    return g->why;
}

size_t gunzip_room(const gunzip *g) {
    return !g->in_member && (g->is_small || g->is_seeking) ? g->room : ROOM_STREAMED;
}

static decode_result bad(gunzip *g, const char *why) {
    g->why = why;
    return DECODE_BAD;
}

static void skip(decode_step *step, size_t n) {
    step->in += n;
    step->n_in -= n;
}

typedef enum taken { TAKEN, TAKEN_NOT, TAKEN_MORE_ROOM } taken;

/* Takes a member whole. TAKEN_NOT leaves all as it was (too long, cut, damaged: zlib will tell). */
static taken take_whole(gunzip *g, decode_step *step) {
    size_t used = 0, made = 0;
    enum libdeflate_result result = libdeflate_gzip_decompress_ex(
        g->whole, step->in, step->n_in, step->out, step->room, &used, &made);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE && g->room < ROOM_MOST) {
        g->room *= 4;
        return TAKEN_MORE_ROOM;
    }
    if (result != LIBDEFLATE_SUCCESS)
        return TAKEN_NOT;
    skip(step, used);
    step->out += made;
    step->room -= made;
    g->is_small = used <= SMALL_MEMBER;
    return TAKEN;
}

static bool is_header(const unsigned char *at) {
    return at[0] == 0x1f && at[1] == 0x8b && at[2] == 8 && (at[3] & GZIP_RESERVED) == 0;
}

/* Moves to the next bytes that look like a member's header; false when there are none in view. */
static bool find_header(decode_step *step) {
    while (step->n_in >= GZIP_MEMBER) {
        const unsigned char *at = memchr(step->in, 0x1f, step->n_in - GZIP_MEMBER + 1);
        if (!at) {
            skip(step, step->n_in - GZIP_MEMBER + 1);
            return false;
        }
        skip(step, (size_t)(at - step->in));
        if (is_header(at))
            return true;
        skip(step, 1);
    }
    return false;
}

/* Behind damage only members count whose checksum holds. */
static decode_result seek_member(gunzip *g, decode_step *step) {
    if (step->room < g->room)
        return DECODE_OUTPUT;
    while (find_header(step)) {
        if (step->n_in < SMALL_MEMBER && !step->is_last)
            return DECODE_INPUT;
        taken result = take_whole(g, step);
        g->is_seeking = result != TAKEN;
        if (result != TAKEN_NOT)
            return DECODE_OUTPUT;
        skip(step, 1);
    }
    return step->is_last ? DECODE_BAD : DECODE_INPUT;
}

bool gunzip_seek(gunzip *g) {
    if (g->is_seeking || g->is_cut)
        return false;
    g->in_member = false;
    g->is_seeking = true;
    return true;
}

/* Between members: decides how to take the next one. DECODE_OUTPUT: a member was taken. */
static decode_result start_member(gunzip *g, decode_step *step) {
    while (g->any && step->n_in && *step->in == 0)
        skip(step, 1); // padding, as tapes leave it
    if (step->n_in == 0 && step->is_last)
        return DECODE_END;
    if (step->n_in < SMALL_MEMBER && !step->is_last)
        return DECODE_INPUT;
    if (g->any && (step->n_in < 2 || step->in[0] != 0x1f || step->in[1] != 0x8b))
        return bad(g, "bytes that are no gzip stand behind the last member");
    if (g->is_small && step->room < g->room)
        return DECODE_OUTPUT;
    g->any = true;
    if (g->is_small && take_whole(g, step) != TAKEN_NOT)
        return DECODE_OUTPUT;
    if (inflateReset(&g->z) != Z_OK)
        return DECODE_NOMEM;
    g->in_member = true;
    g->member_in = 0;
    return DECODE_OUTPUT;
}

static int inflate_some(gunzip *g, decode_step *step) {
    unsigned in = step->n_in > ZLIB_MOST ? ZLIB_MOST : (unsigned)step->n_in;
    unsigned room = step->room > ZLIB_MOST ? ZLIB_MOST : (unsigned)step->room;
    g->z.next_in = (z_const Bytef *)(size_t)step->in;
    g->z.avail_in = in;
    g->z.next_out = (Bytef *)step->out;
    g->z.avail_out = room;
    int status = inflate(&g->z, Z_NO_FLUSH);
    g->member_in += in - g->z.avail_in;
    skip(step, in - g->z.avail_in);
    step->out += room - g->z.avail_out;
    step->room -= room - g->z.avail_out;
    return status;
}

decode_result gunzip_run(gunzip *g, decode_step *step) {
    if (g->is_seeking)
        return seek_member(g, step);
    if (!g->in_member) {
        decode_result result = start_member(g, step);
        if (result != DECODE_OUTPUT || !g->in_member)
            return result;
    }
    if (step->room == 0)
        return DECODE_OUTPUT;
    int status = inflate_some(g, step);
    if (status == Z_STREAM_END) {
        g->in_member = false;
        g->is_small = g->member_in <= SMALL_MEMBER;
        return DECODE_OUTPUT;
    }
    if (status == Z_MEM_ERROR)
        return DECODE_NOMEM;
    if (status != Z_OK && status != Z_BUF_ERROR)
        return bad(g, g->z.msg ? g->z.msg : "damaged gzip");
    if (g->z.avail_out == 0)
        return DECODE_OUTPUT;
    g->is_cut = step->is_last;
    return step->is_last ? bad(g, "the gzip ends in the middle of a member") : DECODE_INPUT;
}
