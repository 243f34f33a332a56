/* unzip.c - a header is seen whole, then the member streams, then its sum is checked. */
#include "intake/unzip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    HEADER = 30, // bytes of a local header before the name
    FLAGS_AT = 6,
    METHOD_AT = 8,
    SUM_AT = 14,
    SIZE_AT = 18, // as it stands in the archive
    NAME_AT = 26,
    EXTRA_AT = 28,
    DESCRIPTOR = 12, // sum and two sizes
    DESCRIPTOR_64 = 20,
    MARK = 4,
    FLAG_SECRET = 1,
    FLAG_DESCRIPTOR = 8,
    STORED = 0,
    DEFLATED = 8,
    STEP_MOST = 1 << 30, // bytes handed to zlib at once
};

static const char member_mark[] = "PK\3\4", descriptor_mark[] = "PK\7\10";

typedef enum zip_place { AT_MEMBER, IN_STORED, IN_DEFLATED, AT_DESCRIPTOR, AT_REST } zip_place;

struct unzip {
    zip_place place;
    z_stream z;
    bool z_open;
    bool has_descriptor;
    uint32_t sum, wanted; // CRC-32 so far, and as the header says
    uint64_t left;        // of a stored member
    const char *why;
};

static uint32_t number(const unsigned char *at, int bytes) {
    uint32_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | at[i];
    return n;
}

bool unzip_starts(text head) {
    static const char *const endings[] = { ".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl" };
    const unsigned char *at = (const unsigned char *)head.at;
    if (head.len < HEADER || memcmp(head.at, member_mark, MARK) != 0)
        return false;
    size_t len = number(at + NAME_AT, 2);
    text name = text_cut(head, HEADER, HEADER + len < head.len ? HEADER + len : head.len);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (name.len >= n &&
            text_equal_nocase(text_cut(name, name.len - n, name.len), text_of(endings[i])))
            return true;
    }
    return false;
}

unzip *unzip_open(void) {
    unzip *u = calloc(1, sizeof *u);
    if (u)
        u->why = "";
    return u;
}

void unzip_close(unzip *u) {
    if (!u)
        return;
    if (u->z_open)
        inflateEnd(&u->z);
    free(u);
}

const char *unzip_why(const unzip *u) {
    return u->why;
}

static decode_result bad(unzip *u, const char *why) {
    u->why = why;
    return DECODE_BAD;
}

static void pass(decode_step *step, size_t n) {
    step->in += n;
    step->n_in -= n;
}

static decode_result start_deflated(unzip *u) {
    int code = u->z_open ? inflateReset(&u->z) : inflateInit2(&u->z, -MAX_WBITS);
    u->z_open = u->z_open || code == Z_OK;
    u->place = IN_DEFLATED;
    return code == Z_OK ? DECODE_INPUT : DECODE_NOMEM;
}

/* Reads a local header; what is none is the directory at the archive's end. */
static decode_result start_member(unzip *u, decode_step *step, bool *go_on) {
    *go_on = false;
    if (step->n_in == 0 && step->is_last)
        return DECODE_END;
    if (step->n_in < HEADER && !step->is_last)
        return DECODE_INPUT;
    if (step->n_in < MARK || memcmp(step->in, member_mark, MARK) != 0) {
        u->place = AT_REST;
        *go_on = true;
        return DECODE_INPUT;
    }
    if (step->n_in < HEADER)
        return bad(u, "zip: cut off in a member's header");
    size_t whole = HEADER + number(step->in + NAME_AT, 2) + number(step->in + EXTRA_AT, 2);
    if (step->n_in < whole)
        return step->is_last ? bad(u, "zip: cut off in a member's header") : DECODE_INPUT;
    uint32_t flags = number(step->in + FLAGS_AT, 2), method = number(step->in + METHOD_AT, 2);
    u->has_descriptor = (flags & FLAG_DESCRIPTOR) != 0;
    u->wanted = number(step->in + SUM_AT, 4);
    u->left = number(step->in + SIZE_AT, 4);
    u->sum = (uint32_t)crc32(0, NULL, 0);
    if (flags & FLAG_SECRET)
        return bad(u, "zip: a member is encrypted");
    if (method != DEFLATED && (method != STORED || u->has_descriptor || u->left == UINT32_MAX))
        return bad(u, "zip: a member is packed in a way that is not known here");
    pass(step, whole);
    *go_on = true;
    if (method == DEFLATED)
        return start_deflated(u);
    u->place = IN_STORED;
    return DECODE_INPUT;
}

static decode_result end_member(unzip *u, bool *go_on) {
    u->place = u->has_descriptor ? AT_DESCRIPTOR : AT_MEMBER;
    *go_on = true;
    if (!u->has_descriptor && u->sum != u->wanted)
        return bad(u, "zip: a member's sum is wrong");
    return DECODE_INPUT;
}

static decode_result give_stored(unzip *u, decode_step *step, bool *go_on) {
    size_t n = step->n_in < step->room ? step->n_in : step->room;
    n = n < u->left ? n : (size_t)u->left;
    *go_on = false;
    if (u->left == 0)
        return end_member(u, go_on);
    if (step->room == 0)
        return DECODE_OUTPUT;
    if (n == 0)
        return step->is_last ? bad(u, "zip: cut off in a member") : DECODE_INPUT;
    memcpy(step->out, step->in, n);
    u->sum = (uint32_t)crc32(u->sum, step->in, (uInt)(n < STEP_MOST ? n : STEP_MOST));
    pass(step, n);
    step->out += n;
    step->room -= n;
    u->left -= n;
    *go_on = true;
    return DECODE_INPUT;
}

static decode_result give_deflated(unzip *u, decode_step *step, bool *go_on) {
    unsigned char *out = (unsigned char *)step->out;
    *go_on = false;
    if (step->room == 0)
        return DECODE_OUTPUT;
    u->z.next_in = (z_const Bytef *)(uintptr_t)step->in;
    u->z.avail_in = (uInt)(step->n_in < STEP_MOST ? step->n_in : STEP_MOST);
    u->z.next_out = out;
    u->z.avail_out = (uInt)(step->room < STEP_MOST ? step->room : STEP_MOST);
    int code = inflate(&u->z, Z_NO_FLUSH);
    size_t given = (size_t)(u->z.next_out - out);
    pass(step, (size_t)(u->z.next_in - step->in));
    u->sum = (uint32_t)crc32(u->sum, out, (uInt)given);
    step->out += given;
    step->room -= given;
    if (code == Z_STREAM_END)
        return end_member(u, go_on);
    if (code == Z_MEM_ERROR)
        return DECODE_NOMEM;
    if (code != Z_OK && code != Z_BUF_ERROR)
        return bad(u, "zip: a member is damaged");
    if (step->room == 0)
        return DECODE_OUTPUT;
    return step->is_last ? bad(u, "zip: cut off in a member") : DECODE_INPUT;
}

/* The descriptor has its sum first, behind a mark that may be missing; its sizes have four bytes or
 * eight, which is told by what follows. */
static decode_result pass_descriptor(unzip *u, decode_step *step, bool *go_on) {
    size_t marked = 0, size = DESCRIPTOR;
    *go_on = false;
    if (step->n_in < MARK + DESCRIPTOR_64 + MARK && !step->is_last)
        return DECODE_INPUT;
    if (step->n_in >= MARK && memcmp(step->in, descriptor_mark, MARK) == 0)
        marked = MARK;
    if (step->n_in < marked + DESCRIPTOR)
        return bad(u, "zip: cut off behind a member");
    if (step->n_in >= marked + DESCRIPTOR_64 + 2 &&
        memcmp(step->in + marked + DESCRIPTOR, "PK", 2) &&
        memcmp(step->in + marked + DESCRIPTOR_64, "PK", 2) == 0)
        size = DESCRIPTOR_64;
    if (number(step->in + marked, 4) != u->sum)
        return bad(u, "zip: a member's sum is wrong");
    pass(step, marked + size);
    u->place = AT_MEMBER;
    *go_on = true;
    return DECODE_INPUT;
}

static decode_result pass_rest(decode_step *step) {
    pass(step, step->n_in);
    return step->is_last ? DECODE_END : DECODE_INPUT;
}

decode_result unzip_run(unzip *u, decode_step *step) {
    for (;;) {
        bool go_on = false;
        decode_result result = DECODE_END;
        switch (u->place) {
        case AT_MEMBER:
            result = start_member(u, step, &go_on);
            break;
        case IN_STORED:
            result = give_stored(u, step, &go_on);
            break;
        case IN_DEFLATED:
            result = give_deflated(u, step, &go_on);
            break;
        case AT_DESCRIPTOR:
            result = pass_descriptor(u, step, &go_on);
            break;
        case AT_REST:
            result = pass_rest(step);
            break;
        }
        if (!go_on || result == DECODE_BAD || result == DECODE_NOMEM)
            return result;
    }
}
