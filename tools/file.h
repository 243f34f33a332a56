/* file.h - whole files in memory, for tools. */
#ifndef UH_FILE_H
#define UH_FILE_H

#include "base/text.h"

/* Appends a file's bytes; false where it cannot be read, and errno says why. */
bool file_read(const char *path, buffer *out);
/* A file's bytes, the caller's to free; ends the program with a message where it cannot be read. */
buffer file_need(const char *path);

#endif
