/* import.c - rows of other people's event data: the layout is told by the first line, each later
 * one is an event or has a reason, and an event's row has as many fields as its layout. */
#include "exchange/reading.h"
#include "fuzz/target.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t fields_in(text row) {
    size_t n = 1;
    for (size_t i = 0; i < row.len; i++)
        n += row.at[i] == '\t';
    return n;
}

static void take(reading *r, text line) {
    char *copy = malloc(line.len + 1); // not a byte more than the row has
    size_t columns = 0;
    if (!copy)
        return;
    if (line.len)
        memcpy(copy, line.at, line.len);
    row_result result = row_read(r, (text){ copy, line.len });
    for (int c = 0; c < layout_slots(r->shape.layout); c++)
        columns += layout_writes(r->shape.layout, c);
    if (result == ROW_GOOD) {
        assert(fields_in(r->canonical) == columns);
        assert(r->coded.key != 0 || r->coded.id.len);
        assert(r->coded.when.precision >= DATE_DAY);
    }
    if (result == ROW_BAD)
        assert(r->why.len);
    free(copy);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    uh_model *model = NULL;
    terms t;
    reading r = { .terms = &t };
    buffer why = { 0 };
    text rest = { (const char *)bytes, n };
    if (uh_model_open(NULL, &model, NULL) != UH_OK)
        return 0;
    bool told = false;
    if (terms_open(model, n % 2, &t, NULL) == UH_OK)
        while (rest.len) {
            const char *end = memchr(rest.at, '\n', rest.len);
            size_t len = end ? (size_t)(end - rest.at) : rest.len;
            text line = text_cut(rest, 0, len);
            if (told)
                take(&r, line);
            else
                told = layout_sniff(line, LAYOUT_NONE, &r.shape, &why);
            rest = text_cut(rest, len + (end != NULL), rest.len);
        }
    reading_close(&r);
    buffer_free(&why);
    terms_close(&t);
    uh_model_close(model);
    return 0;
}
