/* source.h - reviewed text files of knowledge, read line by line: fields split by |, lists by ;, a
 * lone - for nothing, # comments. What is wrong becomes a finding with its place. Only the tools
 * and `check` read text; a packed model holds none of it. */
#ifndef UH_SOURCE_H
#define UH_SOURCE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { SOURCE_FIELDS_MOST = 12 };

/* Findings as people read them: "file:line:column: message", the line, a caret. */
typedef struct findings {
    buffer out;
    uint32_t n;
} findings;

typedef struct source {
    text name;  // "countries.txt"
    text bytes; // whole file
    size_t at;
    uint32_t line; // of row, from 1
    text row;      // the line at hand, trimmed
    text whole;    // the same as it stands
    findings *found;
} source;

source source_open(text name, text bytes, findings *found);
/* Moves to the next line that is neither empty nor a comment; false at the end. */
bool source_next(source *s);
/* Splits the row at | into trimmed fields, "-" becoming ""; returns how many there are; missing
 * ones are "". */
uint32_t source_fields(const source *s, text fields[SOURCE_FIELDS_MOST]);
/* Takes the next trimmed, non-empty item of a list off rest. */
bool source_item(text *rest, char separator, text *item);
/* Adds a finding; at must lie in the row (or be empty, for its start). */
void source_fault(source *s, text at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
