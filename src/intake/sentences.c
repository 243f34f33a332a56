/* sentences.c - CoNLL-U: a document from one "# newdoc" to the next. A file without them is cut
 * after SENTENCES_CUT bytes, between two sentences. */
#include "intake/reader.h"

#include <string.h>

enum { SENTENCES_CUT = 2 * 1024 * 1024, COLUMNS = 10 };

static bool is_token_line(text line) {
    size_t tabs = 0;
    for (size_t i = 0; i < line.len && line.at[i] != '\n'; i++)
        tabs += line.at[i] == '\t';
    return tabs == COLUMNS - 1 && is_digit((unsigned char)line.at[0]);
}

bool sentences_is(text head) {
    static const char *const starts[] = { "# newdoc", "# sent_id", "# text =", "# newpar",
                                          "# global.columns" };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_starts(head, text_of(starts[i])))
            return true;
    return head.len && is_token_line(head);
}

/* The next line that is still to be taken; false at the end. */
static bool see_line(reader *r, text *line) {
    size_t want = 1;
    for (;;) {
        text seen = stream_peek(&r->stream, want);
        char *feed = seen.len ? memchr(seen.at, '\n', seen.len) : NULL;
        if (feed || seen.len < want || seen.len > READER_PAGE_MOST) {
            *line = text_cut(seen, 0, feed ? (size_t)(feed - seen.at) + 1 : seen.len);
            return seen.len > 0;
        }
        want = seen.len + 1;
    }
}

static text newdoc_id(text line) {
    text key = TEXT("# newdoc id =");
    return text_starts(line, key) ? text_trim(text_cut(line, key.len, line.len)) : (text){ 0 };
}

/* Adds lines to the work buffer until the document ends. */
static void gather(reader *r) {
    text line;
    while (see_line(r, &line)) {
        bool starts = text_starts(line, TEXT("# newdoc"));
        if (r->work.len && (starts || r->work.len > READER_PAGE_MOST))
            return;
        buffer_text(&r->work, line);
        bool is_blank = text_trim(line).len == 0;
        stream_take(&r->stream, line.len);
        r->line++;
        if (is_blank && r->work.len > SENTENCES_CUT)
            return;
    }
}

uh_status sentences_next(reader *r, doc *d) {
    uint64_t offset = r->stream.offset;
    uint32_t line = r->line + 1;
    buffer_clear(&r->work);
    gather(r);
    text all = buffer_view(&r->work);
    if (r->work.failed)
        return UH_NOMEM;
    if (text_trim(all).len == 0)
        return UH_END;
    if (all.len > READER_PAGE_MOST) {
        reader_note(r, d, line, offset, true, "skipped: a document of more than %d bytes",
                    READER_PAGE_MOST);
        return UH_OK;
    }
    const char *feed = memchr(all.at, '\n', all.len);
    text id = newdoc_id(text_cut(all, 0, feed ? (size_t)(feed - all.at) : all.len));
    if (id.len == 0 && r->n_given > 0)
        id = reader_numbered(r, d, r->n_given + 1);
    reader_page(r, d, id, offset, MEDIA_CONLLU);
    d->page.line = line;
    d->page.raw = reader_text(r, d, all, line, offset);
    return UH_OK;
}
