/* stream.h - the bytes of one input, decompressed, seen through a window. The window holds what the
 * caller has asked to see at once and no more, so that an input of any size is read in constant
 * memory. Damage ends the stream early, unless there is a whole member behind it: what could be
 * read is given first, then status says what happened. */
#ifndef UH_STREAM_H
#define UH_STREAM_H

#include "base/text.h"
#include "intake/decode.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    STREAM_CHUNK = 256 * 1024,      // read at once
    STREAM_PACKED = 1024 * 1024,    // compressed bytes held, so that most members are seen whole
    STREAM_LITTLE = 64,             // bytes in view that are copied for other memory
    STREAM_RATIO_MOST = 200,        // a stream that grows more is taken for a bomb ...
    STREAM_FREE = 64 * 1024 * 1024, // ... once it gave so many bytes
};

typedef struct stream {
    int fd;
    bool owns_fd;
    char *window; // bytes [start, end) are to be read
    size_t start, end, cap;
    uint64_t offset;       // of window[start], after decompression
    uint64_t bytes_in;     // read from the file
    decoder *decoder;      // NULL: the bytes as they are
    unsigned char *packed; // compressed bytes [packed_start, packed_end) in STREAM_PACKED
    size_t packed_start, packed_end;
    bool file_ended, ended;
    uh_status status;   // why it ended: UH_OK, UH_INPUT, UH_LIMIT, UH_IO, UH_NOMEM
    uint64_t broken_at; // byte of the file where it broke
    char why[UH_ERROR_MESSAGE];
    bool is_seeking, is_mended; // behind damage; found a place to go on, not yet told
    uint64_t damage_at, mended_at;
    bool is_wide, is_big;          // UTF-16, which the window shows as UTF-8; its byte order
    unsigned char rest[4], n_rest; // bytes of a character whose end is not read yet
    char damage_why[UH_ERROR_MESSAGE];
} stream;

/* Opens a file, or standard input for "-", and looks whether it is compressed.
 * returns  UH_OK; UH_IO (error says what the system said), UH_NOMEM; close it in any case */
uh_status stream_open(stream *s, const char *path, uh_error *error);
/* The same over a copy of bytes in memory, which are taken as they are; UH_OK or UH_NOMEM. */
uh_status stream_open_memory(stream *s, text bytes);
void stream_close(stream *s);

/* Returns what follows, at least want bytes unless the stream ends before; borrowed until the next
 * call. Does not move on. */
text stream_peek(stream *s, size_t want);
/* Shows what follows as UTF-8, for it is UTF-16; big: high bytes first. To be called before
 * anything is taken. Offsets count bytes of UTF-8 from then on. False without memory. */
bool stream_widen(stream *s, bool big);
/* Moves on by n bytes, which must have been seen. */
void stream_take(stream *s, size_t n);
/* The same; the bytes are given away in to, whose memory the stream goes on with: of them and of
 * what follows in the window only the fewer are copied. *bytes is where they stand. False without
 * memory. */
bool stream_give(stream *s, size_t n, buffer *to, text *bytes);
/* Goes on with memory that was given away and is not needed any more, which processors still have
 * at hand, where little is in view; the memory that it had takes its place. */
void stream_reclaim(stream *s, buffer *given);

/* Tells of damage that was passed over: bytes of the file from where it broke to where it went on;
 * each is told once. */
bool stream_damage(stream *s, uint64_t *from, uint64_t *to, const char **why);

typedef enum stream_line { STREAM_NO_LINE = 0, STREAM_LINE, STREAM_LONG_LINE } stream_line;

/* Takes the next line without its line feed; borrowed until the next call. A line of more than most
 * bytes is passed over, only its length is kept in line->len. */
stream_line stream_next_line(stream *s, size_t most, text *line);

#endif
