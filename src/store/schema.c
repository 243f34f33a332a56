/* schema.c - schema.sql as bytes of the program, put there by the assembler, and the later steps.
 */
#include "store/schema.h"

#ifndef SCHEMA_FILE
#define SCHEMA_FILE "src/store/schema.sql"
#endif

#include <stddef.h>

extern const char uh_schema[] __attribute__((visibility("hidden")));
extern const char uh_schema_end[] __attribute__((visibility("hidden")));

// clang-format off
__asm__(".section .rodata\n"
        ".hidden uh_schema\n"
        ".global uh_schema\n"
        ".hidden uh_schema_end\n"
        ".global uh_schema_end\n"
        "uh_schema:\n"
        ".incbin \"" SCHEMA_FILE "\"\n"
        "uh_schema_end:\n"
        ".byte 0\n"
        ".text\n");
// clang-format on

/* From format 1 on: the SQL that turns version into version + 1. */
static const char *const later[] = { NULL };

text schema_step(int version) {
    if (version == 0)
        return (text){ uh_schema, (size_t)(uh_schema_end - uh_schema) };
    size_t n = sizeof later / sizeof *later;
    return version > 0 && (size_t)version <= n ? text_of(later[version - 1]) : (text){ 0 };
}
