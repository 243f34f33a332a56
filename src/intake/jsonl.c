/* jsonl.c - article records, one JSON object a line. A line that cannot be read is a note. */
#include "intake/record.h"

#include <string.h>

/* An object or a list in its first bytes; where the first line is broken, one of those after it. */
bool jsonl_is(text head) {
    if (head.len == 0 || (head.at[0] != '{' && head.at[0] != '['))
        return false;
    text rest = text_trim(text_cut(head, 1, head.len));
    return rest.len == 0 || strchr("\"}{[]", rest.at[0]) != NULL ||
           is_digit((unsigned char)rest.at[0]) || text_find(head, TEXT("\n{\"")) != SIZE_MAX;
}

uh_status jsonl_next(reader *r, doc *d) {
    for (;;) {
        uint64_t offset = r->stream.offset;
        text line;
        stream_line got = stream_next_line(&r->stream, READER_LINE_MOST, &line);
        if (got == STREAM_NO_LINE)
            return UH_END;
        r->line++;
        if (got == STREAM_LONG_LINE) {
            reader_note(r, d, r->line, offset, true,
                        "skipped: a line of %zu bytes, over the limit of %d", line.len,
                        READER_LINE_MOST);
            return UH_OK;
        }
        if (r->line == 1 && text_starts(line, TEXT("\xef\xbb\xbf"))) {
            line = text_cut(line, 3, line.len);
            offset += 3;
        }
        if (text_trim(line).len == 0)
            continue;
        record_read(r, d, line, offset);
        return UH_OK;
    }
}
