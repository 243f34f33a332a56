/* json.c - a JSON document that is laid out over lines: one article record, several behind one
 * another, or a list of them. It is read whole, up to READER_LINE_MOST. */
#include "intake/record.h"

#include "base/json.h"

#include <stdlib.h>

bool json_is(text head) {
    if (head.len == 0 || (head.at[0] != '{' && head.at[0] != '['))
        return false;
    size_t i = 1;
    while (i < head.len && (head.at[i] == ' ' || head.at[i] == '\t' || head.at[i] == '\r'))
        i++;
    return i < head.len && (head.at[i] == '\n' || (head.at[0] == '[' && head.at[i] == '{'));
}

/* Brings the document into the window, where it stays as long as the input is open. */
static bool open_document(reader *r, doc *d) {
    text all = stream_peek(&r->stream, (size_t)READER_LINE_MOST + 1);
    r->done = true;
    if (all.len > READER_LINE_MOST) {
        reader_note(r, d, 0, 0, true, "skipped: a JSON document of more than %d bytes",
                    READER_LINE_MOST);
        return false;
    }
    json_reader *json = malloc(sizeof *json);
    if (!json)
        return false;
    *json = json_open(all);
    if (text_starts(all, TEXT("\xef\xbb\xbf")))
        json->at = 3;
    r->own = json;
    return true;
}

/* Starts again behind a value that has ended, when there is more. */
static bool start_again(json_reader *json) {
    size_t at = json->at;
    *json = json_open(json->in);
    json->at = at;
    return text_trim(text_cut(json->in, at, json->in.len)).len > 0;
}

uh_status json_next_record(reader *r, doc *d) {
    if (!r->done && !open_document(r, d))
        return d->n_notes ? UH_OK : UH_NOMEM;
    json_reader *json = r->own;
    while (json) {
        if (json->depth == 0 && json->at > 0 && !start_again(json))
            return UH_END;
        json_kind kind = json_next(json);
        size_t start = json->at - 1;
        if (kind == JSON_ARRAY || kind == JSON_ARRAY_END)
            continue;
        if (kind == JSON_END)
            return UH_END;
        bool is_object = kind == JSON_OBJECT;
        if (json_skip(json, kind) == JSON_BAD) {
            reader_note(r, d, 0, json->at, true, "cut short: broken JSON: %s", json->why);
            json_close(r);
            return UH_OK;
        }
        if (!is_object)
            reader_note(r, d, 0, start, true, "skipped: no article record: expected an object");
        else
            record_read(r, d, text_cut(json->in, start, json->at), start);
        return UH_OK;
    }
    return UH_END;
}

void json_close(reader *r) {
    free(r->own);
    r->own = NULL;
}
