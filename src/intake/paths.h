/* paths.h - the inputs a user names, one file after the other: files as given, folders walked with
 * their names in byte order (names that start with a dot are passed over), "@list" a file of paths,
 * "-" standard input. */
#ifndef UH_PATHS_H
#define UH_PATHS_H

#include "upperhand.h"

#include <stddef.h>

typedef struct paths paths;

/* The names are borrowed as long as it is open. */
uh_status paths_open(const char *const *names, size_t n_names, paths **out, uh_error *error);
/* Gives the next file; *path is borrowed until the next call.
 * returns  UH_OK, UH_END, UH_NOMEM; UH_IO, UH_LIMIT when *path cannot be walked or read (error
 *          says why): call again for the one after it */
uh_status paths_next(paths *p, const char **path, uh_error *error);
void paths_close(paths *p);

#endif
