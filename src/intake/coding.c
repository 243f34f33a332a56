/* coding.c - each coding as a step over the same loop. */
#include "intake/coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

enum {
    ROOM = 128 * 1024,     // the output grows by this
    WINDOW_GZIP = 15 + 32, // zlib: the largest window, gzip or zlib by the header
    WINDOW_RAW = -15,      // deflate without any, as some servers send it
};

typedef enum step_result { STEP_MORE, STEP_END, STEP_BAD, STEP_NOMEM } step_result;

/* What is to be read and where it goes. */
typedef struct work {
    const unsigned char *in;
    size_t n_in;
    unsigned char *out;
    size_t room;
} work;

typedef step_result (*step)(void *state, work *w);

static step_result step_inflate(void *state, work *w) {
    z_stream *z = state;
    z->next_in = (z_const Bytef *)(size_t)w->in;
    z->avail_in = (unsigned)w->n_in;
    z->next_out = w->out;
    z->avail_out = (unsigned)w->room;
    int status = inflate(z, Z_NO_FLUSH);
    w->in += w->n_in - z->avail_in;
    w->n_in = z->avail_in;
    w->out += w->room - z->avail_out;
    w->room = z->avail_out;
    return status == Z_STREAM_END                ? STEP_END
           : status == Z_MEM_ERROR               ? STEP_NOMEM
           : status == Z_OK && z->avail_out == 0 ? STEP_MORE
                                                 : STEP_BAD;
}

static step_result step_brotli(void *state, work *w) {
    BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state, &w->n_in, &w->in, &w->room, &w->out, NULL);
    return result == BROTLI_DECODER_RESULT_SUCCESS             ? STEP_END
           : result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? STEP_MORE
                                                               : STEP_BAD;
}

static step_result step_zstd(void *state, work *w) {
    ZSTD_inBuffer in = { w->in, w->n_in, 0 };
    ZSTD_outBuffer out = { w->out, w->room, 0 };
    size_t left = ZSTD_decompressStream(state, &out, &in);
    w->in += in.pos;
    w->n_in -= in.pos;
    w->out += out.pos;
    w->room -= out.pos;
    if (ZSTD_isError(left))
        return STEP_BAD;
    return left == 0 ? STEP_END : w->room == 0 ? STEP_MORE : STEP_BAD;
}

/* Runs the steps to the end of the coding or of the input. */
static coding_result run(step next, void *state, text in, size_t most, buffer *out) {
    work w = { .in = (const unsigned char *)(in.len ? in.at : ""), .n_in = in.len };
    size_t start = out->len;
    for (;;) {
        if (!buffer_reserve(out, ROOM))
            return CODING_NOMEM;
        w.out = (unsigned char *)out->at + out->len;
        w.room = ROOM;
        step_result result = next(state, &w);
        out->len += ROOM - w.room;
        if (out->len - start > most) {
            out->len = start;
            return CODING_LONG;
        }
        if (result == STEP_NOMEM)
            return CODING_NOMEM;
        if (result == STEP_END)
            return CODING_DONE;
        if (result == STEP_BAD)
            return out->len > start ? CODING_PART : CODING_PLAIN;
    }
}

static coding_result run_inflate(int window, text in, size_t most, buffer *out) {
    z_stream z = { .next_in = NULL };
    if (inflateInit2(&z, window) != Z_OK)
        return CODING_NOMEM;
    coding_result result = run(step_inflate, &z, in, most, out);
    inflateEnd(&z);
    return result;
}

static coding_result run_deflate(text in, size_t most, buffer *out) {
    coding_result result = run_inflate(WINDOW_GZIP, in, most, out);
    return result == CODING_PLAIN ? run_inflate(WINDOW_RAW, in, most, out) : result;
}

static coding_result run_brotli(text in, size_t most, buffer *out) {
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state)
        return CODING_NOMEM;
    coding_result result = run(step_brotli, state, in, most, out);
    BrotliDecoderDestroyInstance(state);
    return result;
}

static coding_result run_zstd(text in, size_t most, buffer *out) {
    ZSTD_DStream *state = ZSTD_createDStream();
    if (!state)
        return CODING_NOMEM;
    coding_result result = run(step_zstd, state, in, most, out);
    ZSTD_freeDStream(state);
    return result;
}

static coding_result run_named(text name, text in, size_t most, buffer *out) {
    if (text_equal_nocase(name, TEXT("gzip")) || text_equal_nocase(name, TEXT("x-gzip")))
        return run_inflate(WINDOW_GZIP, in, most, out);
    if (text_equal_nocase(name, TEXT("deflate")))
        return run_deflate(in, most, out);
    if (text_equal_nocase(name, TEXT("br")))
        return run_brotli(in, most, out);
    if (text_equal_nocase(name, TEXT("zstd")))
        return run_zstd(in, most, out);
    bool is_none =
        text_equal_nocase(name, TEXT("identity")) || text_equal_nocase(name, TEXT("none"));
    return is_none ? CODING_PLAIN : CODING_UNKNOWN;
}

coding_result coding_decode(text name, text in, size_t most, buffer *out) {
    size_t start = out->len;
    coding_result result = run_named(name, in, most, out);
    // Some bytes of a page are by chance the start of a coding without a header.
    if (result == CODING_PART && (in.at[0] == '<' || text_starts(in, TEXT("\xef\xbb\xbf<")))) {
        out->len = start;
        result = CODING_PLAIN;
    }
    return result;
}
