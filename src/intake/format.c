/* format.c - which formats there are and how an input's kind is told by its content. A format is
 * one file and one line here. */
#include "intake/reader.h"

#include "base/utf8.h"

// clang-format off
/* The first whose test holds is taken; plain text has none and comes last. */
static const input_format formats[] = {
    { "ARC",     UH_KIND_WARC,   arc_is,       arc_next,       capture_close },
    { "WARC",    UH_KIND_WARC,   warc_is,      warc_next,      capture_close },
    { "NewsML",  UH_KIND_FEED,   newsml_is,    newsml_next,    newsml_close },
    { "feed",    UH_KIND_FEED,   items_are,    items_next,     items_close },
    { "CoNLL-U", UH_KIND_CONLLU, sentences_is, sentences_next, NULL },
    { "JSON",    UH_KIND_JSONL,  json_is,      json_next_record, json_close },
    { "JSON lines", UH_KIND_JSONL,  jsonl_is,     jsonl_next,     NULL },
    { "HTML",    UH_KIND_HTML,   html_is,      html_next,      NULL },
    { "text",    UH_KIND_TEXT,   NULL,         plain_next,     NULL },
};

/* What people keep beside their pages, and is no page. */
static const struct { text start; const char *name; uint16_t at; } foreign[] = {
    { { "%PDF-", 5 },              "a PDF file", 0 },
    { { "PK\x03\x04", 4 },         "a ZIP file", 0 },
    { { "\x89PNG", 4 },            "a PNG picture", 0 },
    { { "\xff\xd8\xff", 3 },       "a JPEG picture", 0 },
    { { "GIF8", 4 },               "a GIF picture", 0 },
    { { "SQLite format 3", 15 },   "an SQLite file", 0 },
    { { "BZh", 3 },                "a bzip2 file", 0 },
    { { "\xfd" "7zXZ", 5 },        "an xz file", 0 },
    { { "7z\xbc\xaf", 4 },         "a 7-Zip file", 0 },
    { { "PAR1", 4 },               "a Parquet file", 0 },
    { { "\xd0\xcf\x11\xe0", 4 },   "an old Office file", 0 },
    { { "\x7f" "ELF", 4 },         "a program", 0 },
    { { "ustar", 5 },              "a tar file", 257 }, // POSIX 1003.1-1990, section 10.1.1
};
// clang-format on

enum { CONTROL_SHARE = 20 }; // one control in so many characters makes a text none

static bool is_control(unsigned char c) {
    return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b;
}

/* Says whether bytes are no text in any charset: all that is packed or coded has many controls. */
static bool is_binary(text head) {
    size_t controls = 0, characters = 0;
    for (size_t i = 0; i < head.len; characters++) {
        controls += is_control((unsigned char)head.at[i]);
        utf8_next(head, &i);
    }
    return controls * CONTROL_SHARE > characters;
}

static text content_start(text head) {
    if (text_starts(head, TEXT("\xef\xbb\xbf")))
        head = text_cut(head, 3, head.len);
    size_t i = 0;
    while (i < head.len && is_space((unsigned char)head.at[i]))
        i++;
    return text_cut(head, i, head.len);
}

/* The last format of a kind is taken where the content tells no other. */
static const input_format *by_kind(uh_kind kind, text start) {
    const input_format *last = NULL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].kind == kind) {
            last = &formats[i];
            if (last->is && last->is(start))
                break;
        }
    return last;
}

const input_format *format_find(uh_kind kind, text head, const char **what) {
    text start = content_start(head);
    if (kind != UH_KIND_SNIFF)
        return by_kind(kind, start);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (start.len > foreign[i].at &&
            text_starts(text_cut(start, foreign[i].at, start.len), foreign[i].start)) {
            *what = foreign[i].name;
            return NULL;
        }
    bool binary = is_binary(head);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        bool may_be = !binary || formats[i].kind == UH_KIND_WARC; // archives hold packed bytes
        if (may_be && (!formats[i].is || formats[i].is(start)))
            return &formats[i];
    }
    *what = NULL;
    return NULL;
}
