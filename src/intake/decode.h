/* decode.h - gzip, zstd, lz4 and zip taken apart step by step. */
#ifndef UH_DECODE_H
#define UH_DECODE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum codec { CODEC_NONE = 0, CODEC_GZIP, CODEC_ZSTD, CODEC_LZ4, CODEC_ZIP } codec;

/* Says by its first bytes how an input is compressed. */
codec decode_codec(text head);

typedef struct decoder decoder;

/* One step's input and output; both are moved on by what was used. */
typedef struct decode_step {
    const unsigned char *in;
    size_t n_in;
    bool is_last; // no input follows in
    char *out;
    size_t room;
} decode_step;

typedef enum decode_result {
    DECODE_INPUT,  // wants more input
    DECODE_OUTPUT, // wants room: decode_room says how much
    DECODE_END,    // the last member or frame ended with the input
    DECODE_BAD,    // damaged or cut off; decode_why says how
    DECODE_NOMEM,
} decode_result;

/* Returns NULL without memory; decode_close it. */
decoder *decode_open(codec c);
decode_result decode_run(decoder *d, decode_step *step);
size_t decode_room(const decoder *d); // bytes of output the next step must be offered
/* After DECODE_BAD: makes the next steps look for a place behind the damage where it can go on;
 * they give DECODE_BAD when there is none. False: this codec knows no such place. */
bool decode_seek(decoder *d);
const char *decode_why(const decoder *d); // static words
void decode_close(decoder *d);

#endif
