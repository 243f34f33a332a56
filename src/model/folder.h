/* folder.h - knowledge as its user keeps it: a folder of text files laid out like data/. */
#ifndef UH_FOLDER_H
#define UH_FOLDER_H

#include "model/source.h"
#include "upperhand.h"

/* Compiles the files below a folder (400 at most; names that start with a dot are passed over); the
 * weights come from another model.
 * returns  UH_OK, UH_IO, UH_LIMIT, UH_MODEL, UH_NOMEM; what is wrong in the files goes to found,
 * and the model is made of the rest; *out is the caller's */
UH_CHECKED uh_status folder_compile(const char *path, const uh_model *weights, findings *found,
                                    uh_model **out, uh_error *error);

#endif
