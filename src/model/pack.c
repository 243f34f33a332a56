/* pack.c - the packed file: a header, a table of named sections, the sections. */
#include "model/pack.h"

#include "base/error.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

static uint64_t get(const char *at, int bytes) {
    uint64_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | (unsigned char)at[i];
    return n;
}

static void put(char *at, uint64_t n, int bytes) {
    for (int i = 0; i < bytes; i++)
        at[i] = (char)(n >> (8 * i) & 255);
}

/* ---- writing ---- */

static void align(buffer *b) {
    static const char zeros[PACK_ALIGN] = { 0 };
    if (b->len % PACK_ALIGN)
        buffer_add(b, zeros, PACK_ALIGN - b->len % PACK_ALIGN);
}

bool pack_section(pack *p, text name, text bytes) {
    if (name.len == 0 || name.len >= PACK_NAME || p->n_rows == PACK_SECTIONS_MOST)
        return false;
    for (uint32_t i = 0; i < p->n_rows; i++)
        if (text_equal(text_of(p->rows[i].name), name))
            return false;
    pack_row *row = &p->rows[p->n_rows++];
    align(&p->body);
    memset(row, 0, sizeof *row);
    memcpy(row->name, name.at, name.len);
    row->offset = p->body.len;
    row->size = bytes.len;
    buffer_text(&p->body, bytes);
    return !p->body.failed;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const pack_row *)a)->name, ((const pack_row *)b)->name);
}

bool pack_write(pack *p, buffer *out) {
    char header[PACK_HEADER] = PACK_MAGIC, row[PACK_ROW];
    size_t first = PACK_HEADER + (size_t)p->n_rows * PACK_ROW, at = out->len;
    qsort(p->rows, p->n_rows, sizeof *p->rows, by_name);
    put(header + 8, PACK_VERSION, 4);
    put(header + 12, p->n_rows, 4);
    put(header + 16, first + p->body.len, 8);
    buffer_add(out, header, sizeof header);
    for (uint32_t i = 0; i < p->n_rows; i++) {
        memset(row, 0, sizeof row);
        memcpy(row, p->rows[i].name, PACK_NAME);
        put(row + PACK_NAME, first + p->rows[i].offset, 8);
        put(row + PACK_NAME + 8, p->rows[i].size, 8);
        buffer_add(out, row, sizeof row);
    }
    buffer_text(out, buffer_view(&p->body));
    if (out->failed || p->body.failed)
        return false;
    text rest = { out->at + at + PACK_HEADER, out->len - at - PACK_HEADER };
    put(out->at + at + 24, hash_text(rest), 8);
    return true;
}

void pack_free(pack *p) {
    buffer_free(&p->body);
    p->n_rows = 0;
}

/* ---- reading ---- */

uint32_t pack_sections(text file) {
    return (uint32_t)get(file.at + 12, 4);
}

uint64_t pack_checksum(text file) {
    return get(file.at + 24, 8);
}

text pack_row_of(text file, uint32_t i, text *name) {
    const char *row = file.at + PACK_HEADER + (size_t)i * PACK_ROW;
    *name = text_of(row);
    return text_cut(file, get(row + PACK_NAME, 8),
                    get(row + PACK_NAME, 8) + get(row + PACK_NAME + 8, 8));
}

static const char *row_fault(text file, uint32_t i, uint64_t first) {
    const char *row = file.at + PACK_HEADER + (size_t)i * PACK_ROW;
    uint64_t offset = get(row + PACK_NAME, 8), size = get(row + PACK_NAME + 8, 8);
    if (!row[0] || !memchr(row, 0, PACK_NAME))
        return "a section without a name";
    if (offset % PACK_ALIGN || offset < first || offset > file.len || size > file.len - offset)
        return "a section outside the file";
    return NULL;
}

uh_status pack_check(text file, const char *where, uh_error *error) {
    if (file.len < PACK_HEADER || memcmp(file.at, PACK_MAGIC, 8) != 0)
        return error_set(error, UH_MODEL, where, "not a model file");
    if (get(file.at + 8, 4) != PACK_VERSION)
        return error_set(error, UH_MODEL, where, "model of version %u, expected %d",
                         (unsigned)get(file.at + 8, 4), PACK_VERSION);
    if (get(file.at + 16, 8) != file.len)
        return error_set(error, UH_MODEL, where, "model is cut: %zu bytes of %llu", file.len,
                         (unsigned long long)get(file.at + 16, 8));
    uint64_t n = get(file.at + 12, 4), first = PACK_HEADER + n * PACK_ROW;
    if (n > PACK_SECTIONS_MOST || first > file.len)
        return error_set(error, UH_MODEL, where, "model has no place for %u sections", (unsigned)n);
    if (hash_text(text_cut(file, PACK_HEADER, file.len)) != pack_checksum(file))
        return error_set(error, UH_MODEL, where, "model is altered: its checksum does not fit");
    for (uint32_t i = 0; i < n; i++) {
        const char *fault = row_fault(file, i, first);
        if (fault)
            return error_set(error, UH_MODEL, where, "%s (row %u)", fault, (unsigned)i);
    }
    return UH_OK;
}
