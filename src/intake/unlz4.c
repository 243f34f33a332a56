/* unlz4.c - a block is gathered, unpacked behind the 64 KiB it may refer to, and given out. */
#include "intake/unlz4.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
    HISTORY = 64 * 1024,          // bytes a block may refer back to
    BLOCK_MOST = 4 * 1024 * 1024, // of a block, unpacked
    SUM = 4,                      // bytes of a checksum
    MATCH_LEAST = 4,              // bytes of the shortest match
    LONG_LENGTH = 15,             // in a token: the length goes on in the next bytes
};

enum {
    FLAG_VERSION = 0xc0,
    FLAG_ALONE = 0x20,
    FLAG_BLOCK_SUM = 0x10,
    FLAG_SIZE = 8,
    FLAG_SUM = 4,
    FLAG_DICTIONARY = 1
};

typedef enum frame_place { AT_FRAME, AT_SKIPPED, AT_SIZE, IN_BLOCK, AT_SUM } frame_place;

struct unlz4 {
    frame_place place;
    unsigned flags;                // of the frame
    bool is_stored;                // the block is not compressed
    unsigned char *block;          // [BLOCK_MOST + SUM] as it stands in the file
    size_t block_size, held;       // held: bytes of it so far, its checksum too
    unsigned char *out;            // [HISTORY + BLOCK_MOST] what came before, then the block
    size_t history, given, filled; // out[0, history) was given before; [given, filled) is to give
    size_t to_skip;
    XXH32_state_t *sum;
    const char *why;
};

unlz4 *unlz4_open(void) {
    unlz4 *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->why = "";
    u->block = malloc((size_t)BLOCK_MOST + SUM);
    u->out = malloc((size_t)HISTORY + BLOCK_MOST);
    u->sum = XXH32_createState();
    if (u->block && u->out && u->sum)
        return u;
    unlz4_close(u);
    return NULL;
}

void unlz4_close(unlz4 *u) {
    if (!u)
        return;
    free(u->block);
    free(u->out);
    XXH32_freeState(u->sum);
    free(u);
}

const char *unlz4_why(const unlz4 *u) {
    return u->why;
}

static decode_result bad(unlz4 *u, const char *why) {
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

/* What to say when n bytes are not in view yet. */
static decode_result lacking(unlz4 *u, const decode_step *step) {
    return step->is_last ? bad(u, "the lz4 ends in the middle of a frame") : DECODE_INPUT;
}

/* ---- a block ---- */

typedef struct cursor {
    const unsigned char *in, *in_end;
    unsigned char *out, *out_end;
    const unsigned char *out_start; // of what matches may refer to
} cursor;

/* Adds the bytes of a length that does not fit its token. */
static bool take_length(cursor *c, size_t *length) {
    if (*length != LONG_LENGTH)
        return true;
    unsigned byte;
    do {
        if (c->in == c->in_end)
            return false;
        byte = *c->in++;
        *length += byte;
    } while (byte == 255);
    return true;
}

static bool take_literals(cursor *c, size_t n) {
    if (n > (size_t)(c->in_end - c->in) || n > (size_t)(c->out_end - c->out))
        return false;
    memcpy(c->out, c->in, n);
    c->in += n;
    c->out += n;
    return true;
}

static bool take_match(cursor *c, size_t n) {
    if (c->in_end - c->in < 2)
        return false;
    size_t back = (size_t)c->in[0] | (size_t)c->in[1] << 8;
    c->in += 2;
    if (!take_length(c, &n))
        return false;
    n += MATCH_LEAST;
    if (back == 0 || back > (size_t)(c->out - c->out_start) || n > (size_t)(c->out_end - c->out))
        return false;
    for (const unsigned char *from = c->out - back; n; n--) // it may overlap what it makes
        *c->out++ = *from++;
    return true;
}

static bool unpack_block(cursor *c) {
    while (c->in < c->in_end) {
        unsigned token = *c->in++;
        size_t literals = token >> 4;
        if (!take_length(c, &literals) || !take_literals(c, literals))
            return false;
        if (c->in == c->in_end) // the last sequence has no match
            return true;
        if (!take_match(c, token & LONG_LENGTH))
            return false;
    }
    return false;
}

/* Keeps what the next block may refer to at the start of the output. */
static void keep_history(unlz4 *u) {
    size_t keep = u->flags & FLAG_ALONE ? 0 : u->filled < HISTORY ? u->filled : HISTORY;
    memmove(u->out, u->out + u->filled - keep, keep);
    u->history = u->given = u->filled = keep;
}

static decode_result end_block(unlz4 *u) {
    if (u->flags & FLAG_BLOCK_SUM &&
        XXH32(u->block, u->block_size, 0) != number_at(u->block + u->block_size))
        return bad(u, "a block's checksum does not hold");
    keep_history(u);
    cursor c = { u->block, u->block + u->block_size, u->out + u->history,
                 u->out + u->history + BLOCK_MOST, u->out };
    bool good = u->is_stored ? take_literals(&c, u->block_size) : unpack_block(&c);
    if (!good)
        return bad(u, "a damaged block");
    u->filled = (size_t)(c.out - u->out);
    XXH32_update(u->sum, u->out + u->given, u->filled - u->given);
    u->place = AT_SIZE;
    return DECODE_OUTPUT;
}

static decode_result gather_block(unlz4 *u, decode_step *step) {
    size_t whole = u->block_size + (u->flags & FLAG_BLOCK_SUM ? SUM : 0);
    size_t n = whole - u->held;
    if (n > step->n_in)
        n = step->n_in;
    memcpy(u->block + u->held, step->in, n);
    u->held += n;
    skip(step, n);
    return u->held == whole ? end_block(u) : lacking(u, step);
}

static decode_result start_block(unlz4 *u, decode_step *step) {
    if (step->n_in < 4)
        return lacking(u, step);
    uint32_t size = number_at(step->in);
    skip(step, 4);
    if (size == 0) {
        u->place = u->flags & FLAG_SUM ? AT_SUM : AT_FRAME;
        return DECODE_OUTPUT;
    }
    u->is_stored = size >> 31;
    u->block_size = size & 0x7fffffff;
    u->held = 0;
    if (u->block_size > BLOCK_MOST)
        return bad(u, "a block is larger than a block may be");
    u->place = IN_BLOCK;
    return DECODE_OUTPUT;
}

/* ---- a frame ---- */

static decode_result start_frame(unlz4 *u, decode_step *step) {
    enum { MAGIC = 0x184d2204, SKIPPABLE = 0x184d2a5, HEAD_LEAST = 7 };
    if (step->n_in == 0)
        return step->is_last ? DECODE_END : DECODE_INPUT;
    if (step->n_in < HEAD_LEAST)
        return lacking(u, step);
    uint32_t magic = number_at(step->in);
    if (magic >> 4 == SKIPPABLE && step->n_in >= 8) {
        u->to_skip = number_at(step->in + 4);
        u->place = AT_SKIPPED;
        skip(step, 8);
        return DECODE_OUTPUT;
    }
    if (magic != MAGIC)
        return bad(u, "bytes that are no lz4 stand behind the last frame");
    u->flags = step->in[4];
    size_t head = 2 + (u->flags & FLAG_SIZE ? 8 : 0) + (u->flags & FLAG_DICTIONARY ? 4 : 0);
    if (step->n_in < 4 + head + 1)
        return lacking(u, step);
    if ((u->flags & FLAG_VERSION) != 0x40 || u->flags & FLAG_DICTIONARY)
        return bad(u, "an lz4 frame of a kind that is not read");
    if ((XXH32(step->in + 4, head, 0) >> 8 & 0xff) != step->in[4 + head])
        return bad(u, "the checksum of a frame's head does not hold");
    skip(step, 4 + head + 1);
    XXH32_reset(u->sum, 0);
    u->history = u->given = u->filled = 0;
    u->place = AT_SIZE;
    return DECODE_OUTPUT;
}

static decode_result end_frame(unlz4 *u, decode_step *step) {
    if (step->n_in < SUM)
        return lacking(u, step);
    uint32_t expected = number_at(step->in);
    skip(step, SUM);
    u->place = AT_FRAME;
    return expected == XXH32_digest(u->sum) ? DECODE_OUTPUT
                                            : bad(u, "a frame's checksum does not hold");
}

static decode_result pass_over(unlz4 *u, decode_step *step) {
    size_t n = u->to_skip < step->n_in ? u->to_skip : step->n_in;
    skip(step, n);
    u->to_skip -= n;
    if (u->to_skip)
        return lacking(u, step);
    u->place = AT_FRAME;
    return DECODE_OUTPUT;
}

static decode_result give_out(unlz4 *u, decode_step *step) {
    size_t n = u->filled - u->given;
    if (n > step->room)
        n = step->room;
    memcpy(step->out, u->out + u->given, n);
    step->out += n;
    step->room -= n;
    u->given += n;
    return DECODE_OUTPUT;
}

decode_result unlz4_run(unlz4 *u, decode_step *step) {
    if (u->given < u->filled)
        return give_out(u, step);
    switch (u->place) {
    case AT_FRAME:
        return start_frame(u, step);
    case AT_SKIPPED:
        return pass_over(u, step);
    case AT_SIZE:
        return start_block(u, step);
    case IN_BLOCK:
        return gather_block(u, step);
    case AT_SUM:
        return end_frame(u, step);
    }
    return bad(u, "");
}
