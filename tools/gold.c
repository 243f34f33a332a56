/* gold.c - see gold.h. */
#include "gold.h"

#include "file.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_MOST = 8 << 20 };

static const size_t page_memory = (size_t)512 << 20;

void gold_die(const char *what, const char *which) {
    fprintf(stderr, "%s %s\n", what, which);
    exit(1);
}

void *gold_need(void *at) {
    if (!at)
        gold_die("out of", "memory");
    return at;
}

uh_model *gold_model(void) {
    uh_model *model;
    if (uh_model_open(NULL, &model, NULL) != UH_OK)
        gold_die("cannot open", "the model");
    return model;
}

void gold_write(const char *path, const buffer *bytes) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes->at, 1, bytes->len, file) != bytes->len || fclose(file) != 0)
        gold_die("cannot write", path);
}

void gold_doc(doc *d) {
    doc_open(d, page_memory);
}

void gold_lines(const char *path, gold_take *take, void *to) {
    FILE *file = fopen(path, "rb");
    char *line = gold_need(malloc(LINE_MOST));
    doc d;
    if (!file)
        gold_die("cannot open", path);
    gold_doc(&d);
    while (fgets(line, LINE_MOST, file))
        take(to, text_trim(text_of(line)), &d);
    doc_free(&d);
    free(line);
    fclose(file);
}

bool gold_page(const char *folder, const buffer *id, bool is_html, char *path, buffer *out) {
    snprintf(path, GOLD_PATH_MOST, "%s/%.*s.%s", folder, (int)id->len, id->at,
             is_html ? "html" : "txt");
    return file_read(path, out);
}
