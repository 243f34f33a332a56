/* stream.c - a file or standard input, read in chunks, decompressed into a window. */
#include "intake/stream.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void stop(stream *s, uh_status status, const char *why) {
    s->ended = true;
    s->status = status;
    s->broken_at = s->bytes_in - (s->packed_end - s->packed_start);
    snprintf(s->why, sizeof s->why, "%s", why);
}

/* Reads up to n bytes; 0 at the end and when it broke (status says). */
static size_t read_some(stream *s, void *to, size_t n) {
    ssize_t got;
    do
        got = read(s->fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        uh_error error;
        error_errno(&error, NULL, "read");
        stop(s, error.status, error.message);
    }
    if (got <= 0) {
        s->file_ended = true;
        return 0;
    }
    s->bytes_in += (size_t)got;
    return (size_t)got;
}

/* Makes room for n more bytes behind the window, moving or growing it. */
static bool make_room(stream *s, size_t n) {
    if (s->cap - s->end >= n)
        return true;
    if (s->start > 0) {
        memmove(s->window, s->window + s->start, s->end - s->start);
        s->end -= s->start;
        s->start = 0;
        if (s->cap - s->end >= n && s->end <= s->cap / 2)
            return true;
    }
    size_t cap = s->cap ? s->cap : STREAM_CHUNK;
    while (cap - s->end < n || s->end > cap / 2)
        cap *= 2;
    char *window = realloc(s->window, cap);
    if (!window) {
        stop(s, UH_NOMEM, "out of memory");
        return false;
    }
    s->window = window;
    s->cap = cap;
    return true;
}

static void refill(stream *s) {
    size_t left = s->packed_end - s->packed_start;
    memmove(s->packed, s->packed + s->packed_start, left);
    s->packed_start = 0;
    s->packed_end = left;
    s->packed_end += read_some(s, s->packed + left, (size_t)STREAM_PACKED - left);
}

static void check_ratio(stream *s) {
    uint64_t out = s->offset + (s->end - s->start);
    uint64_t in = s->bytes_in - (s->packed_end - s->packed_start);
    if (out > STREAM_FREE && out / STREAM_RATIO_MOST > in)
        stop(s, UH_LIMIT, "it grows more than 200-fold when unpacked; the rest was left out");
}

/* Damage: goes on behind it where the codec can, and remembers where it was. */
static void meet_damage(stream *s) {
    uint64_t at = s->bytes_in - (s->packed_end - s->packed_start);
    if (!s->is_seeking) {
        s->damage_at = at;
        snprintf(s->damage_why, sizeof s->damage_why, "%s", decode_why(s->decoder));
        s->is_seeking = decode_seek(s->decoder);
    } else {
        s->is_seeking = false;
    }
    if (s->is_seeking)
        return;
    stop(s, UH_INPUT, s->damage_why);
    s->broken_at = s->damage_at;
}

/* Unpacks until there are more bytes in the window or the stream ends. */
static bool unpack(stream *s) {
    size_t made = 0;
    while (made == 0 && !s->ended && make_room(s, decode_room(s->decoder))) {
        size_t room = s->cap - s->end;
        decode_step step = { s->packed + s->packed_start, s->packed_end - s->packed_start,
                             s->file_ended, s->window + s->end, room };
        decode_result result = decode_run(s->decoder, &step);
        s->packed_start = s->packed_end - step.n_in;
        made = room - step.room;
        s->end += made;
        if (result == DECODE_INPUT)
            refill(s);
        else if (result == DECODE_BAD)
            meet_damage(s);
        else if (result == DECODE_NOMEM)
            stop(s, UH_NOMEM, "out of memory");
        else if (result == DECODE_END)
            s->ended = true;
    }
    if (made && s->is_seeking) {
        s->is_seeking = false;
        s->is_mended = true;
        s->mended_at = s->bytes_in - (s->packed_end - s->packed_start);
    }
    if (!s->ended)
        check_ratio(s);
    return made > 0;
}

/* Adds bytes to the window as they are; false when there are none. */
static bool fill_plain(stream *s) {
    if (s->ended)
        return false;
    if (s->decoder)
        return unpack(s);
    if (!make_room(s, STREAM_CHUNK))
        return false;
    size_t got = read_some(s, s->window + s->end, s->cap - s->end);
    s->end += got;
    s->ended = s->ended || s->file_ended;
    return got > 0;
}

/* ---- UTF-16 ---- */

static uint32_t unit_at(const stream *s, const unsigned char *at) {
    return s->is_big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

/* Turns bytes into characters behind the window; returns how many bytes were used. */
static size_t narrow(stream *s, const unsigned char *in, size_t n) {
    enum { PAIR = 4 };
    size_t i = 0;
    while (n - i >= 2) {
        uint32_t c = unit_at(s, in + i);
        bool is_high = c >= 0xd800 && c < 0xdc00;
        if (is_high && n - i < PAIR && !s->ended)
            break;
        uint32_t low = is_high && n - i >= PAIR ? unit_at(s, in + i + 2) : 0;
        bool is_pair = low >= 0xdc00 && low < 0xe000;
        if (is_pair)
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        else if (c >= 0xd800 && c < 0xe000)
            c = UTF8_BAD;
        s->end += utf8_put(c, s->window + s->end);
        i += is_pair ? PAIR : 2;
    }
    return i;
}

/* Replaces the bytes behind the window's place from by what they say in UTF-8. */
static bool narrow_window(stream *s, size_t from) {
    size_t fresh = s->end - from, n = s->n_rest + fresh;
    unsigned char *copy = malloc(n + 1);
    if (!copy) {
        stop(s, UH_NOMEM, "out of memory");
        s->end = from;
        return false;
    }
    memcpy(copy, s->rest, s->n_rest);
    memcpy(copy + s->n_rest, s->window + from, fresh);
    s->end = from;
    size_t used = make_room(s, n * 2 + UTF8_MOST) ? narrow(s, copy, n) : n;
    s->n_rest = (unsigned char)(n - used < sizeof s->rest ? n - used : 0);
    memcpy(s->rest, copy + used, s->n_rest);
    free(copy);
    return true;
}

bool stream_widen(stream *s, bool big) {
    s->is_wide = true;
    s->is_big = big;
    if (!narrow_window(s, s->start))
        return false;
    if (text_starts((text){ s->window + s->start, s->end - s->start }, TEXT("\xef\xbb\xbf")))
        s->start += 3; // the mark has said what it had to say
    return s->status != UH_NOMEM;
}

/* Adds bytes to the window; false when there are none. */
static bool fill(stream *s) {
    if (!s->is_wide)
        return fill_plain(s);
    size_t held = s->end - s->start;
    while (fill_plain(s)) {
        if (!narrow_window(s, s->start + held)) // the window may have moved
            return false;
        if (s->end - s->start > held)
            return true;
    }
    return false;
}

/* The first bytes tell whether there is something to unpack; they stay for the reader. */
static uh_status look(stream *s, uh_error *error) {
    enum { MAGIC = 4, ZIP_HEADER = 1024 }; // an archive is told by its first member's name
    while (s->end < MAGIC && fill(s))
        ;
    bool is_zip = s->end >= 2 && memcmp(s->window, "PK", 2) == 0;
    while (is_zip && s->end < ZIP_HEADER && fill(s))
        ;
    codec c = decode_codec((text){ s->window, s->end });
    if (c == CODEC_NONE || s->status != UH_OK)
        return s->status == UH_NOMEM ? error_nomem(error) : UH_OK;
    s->decoder = decode_open(c);
    s->packed = malloc(STREAM_PACKED);
    if (!s->decoder || !s->packed)
        return error_nomem(error);
    memcpy(s->packed, s->window, s->end);
    s->packed_end = s->end;
    s->end = 0;
    s->ended = false;
    return UH_OK;
}

uh_status stream_open(stream *s, const char *path, uh_error *error) {
    *s = (stream){ .fd = -1 };
    if (strcmp(path, "-") == 0) {
        s->fd = STDIN_FILENO;
    } else {
        s->fd = open(path, O_RDONLY | O_CLOEXEC);
        s->owns_fd = true;
    }
    if (s->fd < 0)
        return error_errno(error, path, "open");
    return look(s, error);
}

uh_status stream_open_memory(stream *s, text bytes) {
    *s = (stream){ .fd = -1, .ended = true, .file_ended = true };
    s->window = malloc(bytes.len + 1);
    if (!s->window)
        return UH_NOMEM;
    if (bytes.len)
        memcpy(s->window, bytes.at, bytes.len);
    s->cap = bytes.len + 1;
    s->end = bytes.len;
    return UH_OK;
}

void stream_close(stream *s) {
    if (s->owns_fd && s->fd >= 0)
        close(s->fd); // it was only read: nothing to lose
    decode_close(s->decoder);
    free(s->packed);
    free(s->window);
    *s = (stream){ .fd = -1 };
}

bool stream_damage(stream *s, uint64_t *from, uint64_t *to, const char **why) {
    if (!s->is_mended)
        return false;
    s->is_mended = false;
    *from = s->damage_at;
    *to = s->mended_at;
    *why = s->damage_why;
    return true;
}

text stream_peek(stream *s, size_t want) {
    while (s->end - s->start < want && fill(s))
        ;
    return (text){ s->window + s->start, s->end - s->start };
}

void stream_take(stream *s, size_t n) {
    s->start += n;
    s->offset += n;
    if (s->start == s->end)
        s->start = s->end = 0;
}

/* Changes the window for memory that holds what stands behind the first n bytes of it. */
static void change_window(stream *s, size_t n, buffer *rest) {
    buffer window = { .at = s->window, .len = s->start + n, .cap = s->cap };
    s->window = rest->at;
    s->cap = rest->cap;
    s->start = 0;
    s->end = rest->len;
    s->offset += n;
    *rest = window;
}

bool stream_give(stream *s, size_t n, buffer *to, text *bytes) {
    const char *at = s->window + s->start;
    size_t rest = s->end - s->start - n;
    bool is_short = rest <= n;
    buffer_clear(to);
    buffer_add(to, is_short ? at + n : at, is_short ? rest : n);
    if (to->failed)
        return false;
    *bytes = (text){ is_short ? at : to->at, n };
    if (is_short)
        change_window(s, n, to);
    else
        stream_take(s, n);
    return true;
}

void stream_reclaim(stream *s, buffer *given) {
    size_t rest = s->end - s->start;
    if (!s->window || rest > STREAM_LITTLE || given->cap <= s->cap)
        return;
    buffer_clear(given);
    buffer_add(given, s->window + s->start, rest);
    change_window(s, 0, given);
}

/* Passes over the rest of a line that is too long. */
static size_t pass_line(stream *s) {
    size_t passed = 0;
    for (;;) {
        size_t here = s->end - s->start;
        char *feed = here ? memchr(s->window + s->start, '\n', here) : NULL;
        size_t n = feed ? (size_t)(feed - (s->window + s->start)) : here;
        passed += n;
        stream_take(s, n + (feed != NULL));
        if (feed || !fill(s))
            return passed;
    }
}

stream_line stream_next_line(stream *s, size_t most, text *line) {
    size_t seen = 0; // bytes known to hold no line feed
    for (;;) {
        const char *at = s->window + s->start;
        size_t here = s->end - s->start;
        const char *feed = here > seen ? memchr(at + seen, '\n', here - seen) : NULL;
        if (feed) {
            *line = (text){ at, (size_t)(feed - at) };
            s->start += line->len + 1; // not stream_take: the line stays in view
            s->offset += line->len + 1;
            return line->len > most ? STREAM_LONG_LINE : STREAM_LINE;
        }
        seen = here;
        if (seen > most) {
            line->len = pass_line(s);
            return STREAM_LONG_LINE;
        }
        if (fill(s))
            continue;
        if (seen == 0)
            return STREAM_NO_LINE;
        *line = (text){ s->window + s->start, seen };
        s->start += seen;
        s->offset += seen;
        return STREAM_LINE;
    }
}
