/* unzstd.c - frames by libzstd, and the dictionary in the skippable frame in front. */
#include "intake/unzstd.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum {
    FRAME_HEAD = 8,                    // of a skippable frame: magic and size
    DICTIONARY_MOST = 8 * 1024 * 1024, // bytes, unpacked too; those in use have 100 KB
};

struct unzstd {
    ZSTD_DStream *stream;
    bool begun;               // it is known whether there is a dictionary
    bool in_frame;            //
    unsigned char *packed;    // [packed_size] the dictionary as it stands in the file
    size_t packed_size, held; // held: bytes of it so far
    const char *why;
};

unzstd *unzstd_open(void) {
    unzstd *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->why = "";
    u->stream = ZSTD_createDStream();
    if (u->stream)
        return u;
    unzstd_close(u);
    return NULL;
}

void unzstd_close(unzstd *u) {
    if (!u)
        return;
    ZSTD_freeDStream(u->stream);
    free(u->packed);
    free(u);
}

const char *unzstd_why(const unzstd *u) {
    return u->why;
}

static decode_result bad(unzstd *u, const char *why) {
    u->why = why;
    return DECODE_BAD;
}

static void skip(decode_step *step, size_t n) {
    step->in += n;
    step->n_in -= n;
}

static uint32_t number_at(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Looks at the first bytes; makes room for a dictionary where one begins. */
static decode_result look(unzstd *u, decode_step *step) {
    enum { DICTIONARY_MAGIC = 0x184d2a5d };
    if (step->n_in < FRAME_HEAD && !step->is_last)
        return DECODE_INPUT;
    u->begun = true;
    if (step->n_in < FRAME_HEAD || number_at(step->in) != DICTIONARY_MAGIC)
        return DECODE_OUTPUT;
    size_t size = number_at(step->in + 4);
    if (size > DICTIONARY_MOST)
        return bad(u, "the dictionary in front is too large");
    skip(step, FRAME_HEAD);
    u->packed = malloc(size + 1);
    u->packed_size = size;
    return u->packed ? DECODE_OUTPUT : DECODE_NOMEM;
}

/* Gives libzstd the dictionary, which may be compressed itself. */
static decode_result load(unzstd *u) {
    static const unsigned char frame[] = { 0x28, 0xb5, 0x2f, 0xfd };
    unsigned char *bytes = u->packed, *unpacked = NULL;
    size_t n = u->packed_size;
    decode_result result = DECODE_OUTPUT;
    if (n >= sizeof frame && memcmp(bytes, frame, sizeof frame) == 0) {
        unpacked = malloc(DICTIONARY_MOST);
        if (!unpacked)
            return DECODE_NOMEM;
        n = ZSTD_decompress(unpacked, DICTIONARY_MOST, bytes, n);
        bytes = unpacked;
    }
    if (ZSTD_isError(n) || ZSTD_isError(ZSTD_DCtx_loadDictionary(u->stream, bytes, n)))
        result = bad(u, "the dictionary in front is damaged");
    free(unpacked);
    free(u->packed);
    u->packed = NULL;
    return result;
}

/* Gathers the dictionary; DECODE_OUTPUT when it is loaded. */
static decode_result take_dictionary(unzstd *u, decode_step *step) {
    size_t n = u->packed_size - u->held;
    if (n > step->n_in)
        n = step->n_in;
    memcpy(u->packed + u->held, step->in, n);
    u->held += n;
    skip(step, n);
    if (u->held == u->packed_size)
        return load(u);
    return step->is_last ? bad(u, "the zstd ends in the dictionary in front") : DECODE_INPUT;
}

static decode_result run_frames(unzstd *u, decode_step *step) {
    if (!u->in_frame && step->n_in == 0)
        return step->is_last ? DECODE_END : DECODE_INPUT;
    ZSTD_inBuffer in = { step->in, step->n_in, 0 };
    ZSTD_outBuffer out = { step->out, step->room, 0 };
    size_t left = ZSTD_decompressStream(u->stream, &out, &in);
    skip(step, in.pos);
    step->out += out.pos;
    step->room -= out.pos;
    if (ZSTD_isError(left))
        return bad(u, ZSTD_getErrorName(left));
    u->in_frame = left != 0;
    if (!u->in_frame || step->room == 0 || step->n_in)
        return DECODE_OUTPUT;
    return step->is_last ? bad(u, "the zstd ends in the middle of a frame") : DECODE_INPUT;
}

decode_result unzstd_run(unzstd *u, decode_step *step) {
    decode_result result = u->begun ? DECODE_OUTPUT : look(u, step);
    if (result == DECODE_OUTPUT && u->packed)
        result = take_dictionary(u, step);
    return result == DECODE_OUTPUT ? run_frames(u, step) : result;
}
