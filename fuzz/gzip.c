/* gzip.c - compressed input, handed over in pieces: it must end, and use no more than it was given.
 * The first byte of the input chooses the size of the pieces. */
#include "fuzz/target.h"
#include "intake/decode.h"

#include <assert.h>
#include <stdlib.h>

enum { STEPS_MOST = 100000, OUTPUT_MOST = 64 * 1024 * 1024, ROOM_MOST = 16 * 1024 * 1024 };

/* Moves the piece's end on when the decoder asks for more. */
static void give(decode_step *step, const unsigned char *end, size_t piece) {
    size_t left = (size_t)(end - step->in), want = step->n_in + piece;
    step->n_in = want < left ? want : left;
    step->is_last = step->n_in == left;
}

static void unpack(decoder *d, const unsigned char *bytes, size_t n, size_t piece, char *out) {
    decode_step step = { .in = bytes, .n_in = 0 };
    size_t made = 0;
    for (int i = 0; i < STEPS_MOST && made < OUTPUT_MOST; i++) {
        step.out = out;
        step.room = decode_room(d);
        if (step.room > ROOM_MOST)
            return;
        size_t room = step.room;
        decode_result result = decode_run(d, &step);
        assert(step.room <= room && step.in <= bytes + n);
        made += room - step.room;
        if (result == DECODE_INPUT)
            give(&step, bytes + n, piece);
        else if (result == DECODE_BAD && !decode_seek(d))
            return;
        else if (result == DECODE_END || result == DECODE_NOMEM)
            return;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    char *out = malloc(ROOM_MOST);
    if (!out || n == 0) {
        free(out);
        return 0;
    }
    size_t piece = bytes[0] < 128 ? (size_t)bytes[0] + 1 : 65536;
    codec c = decode_codec((text){ (const char *)bytes + 1, n - 1 });
    decoder *d = c ? decode_open(c) : NULL;
    if (d)
        unpack(d, bytes + 1, n - 1, piece, out);
    decode_close(d);
    free(out);
    return 0;
}
