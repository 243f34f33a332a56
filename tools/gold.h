/* gold.h - what trainers have in common: memory, the model, the file they write, and the pages with
 * known answers that train-roles and train-dates learn from, a file with a page a line and the
 * pages themselves in a folder. Without memory or files they end. */
#ifndef UH_GOLD_H
#define UH_GOLD_H

#include "doc/doc.h"

enum {
    GOLD_FOLDS = 5, // parts of the sites; what is fitted without one is measured on it
    GOLD_PAGES_MOST = 20000,
    GOLD_PATH_MOST = 2048,
};

_Noreturn void gold_die(const char *what, const char *which);
void *gold_need(void *at);  // dies where there is no memory
uh_model *gold_model(void); // the built-in one, the caller's to close
void gold_write(const char *path, const buffer *bytes);

typedef void gold_take(void *to, text line, doc *d);
/* Hands on each line of a file, with a document to read its page in. */
void gold_lines(const char *path, gold_take *take, void *to);
/* Reads FOLDER/ID.html or ID.txt; path[GOLD_PATH_MOST] becomes its name; false: it is not there. */
bool gold_page(const char *folder, const buffer *id, bool is_html, char *path, buffer *out);
/* A document with room for the largest page. */
void gold_doc(doc *d);

#endif
