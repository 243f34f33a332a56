/* pack.h - the packed file: a header, a table of named sections, the sections, each aligned to 64.
 * Little-endian, whatever wrote it. Written by pack_*, read in place by model.c.
 *
 *   0  magic "UHMODEL\n"   8  version u32   12  sections u32   16  size u64   24  XXH3 of [64,
 * size) 64 table: name 40 bytes (NUL-padded), offset u64, size u64, zero u64, a row a section
 */
#ifndef UH_PACK_H
#define UH_PACK_H

#include "base/text.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

#define PACK_MAGIC "UHMODEL\n"
enum {
    PACK_VERSION = 4,
    PACK_ALIGN = 64,
    PACK_HEADER = 64,
    PACK_ROW = 64,
    PACK_NAME = 40,
    PACK_SECTIONS_MOST = 512,
};

typedef struct pack_row {
    char name[PACK_NAME];
    uint64_t offset, size;
} pack_row;

/* A packed file in the making; start from {0}, free with pack_free. */
typedef struct pack {
    pack_row rows[PACK_SECTIONS_MOST];
    uint32_t n_rows;
    buffer body; // sections one after the other, each aligned
} pack;

/* Adds a section; false for a name that is too long or taken, too many sections, or no memory. */
bool pack_section(pack *p, text name, text bytes);
/* Appends header, table and sections to out; false without memory. Sections stand sorted by name.
 */
bool pack_write(pack *p, buffer *out);
void pack_free(pack *p);

/* Checks magic, version, size, checksum and every row of the table.
 * returns  UH_OK, or UH_MODEL with the cause; where names the file in the message */
uh_status pack_check(text file, const char *where, uh_error *error);
uint32_t pack_sections(text file); // of a checked file
/* The i-th section of a checked file; name is borrowed from it. */
text pack_row_of(text file, uint32_t i, text *name);
uint64_t pack_checksum(text file);

#endif
