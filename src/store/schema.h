/* schema.h - the tables of a record, and the steps that bring an older file to today's. */
#ifndef UH_SCHEMA_H
#define UH_SCHEMA_H

#include "base/text.h"

/* Returns the SQL that leads from format version to version + 1, NUL behind it; {NULL, 0} past the
 * last. Step 0 is schema.sql: it makes the tables of a new file. A change of the tables is a change
 * of schema.sql, a new step here that does the same to an older file, and STORE_FORMAT. */
text schema_step(int version);

#endif
