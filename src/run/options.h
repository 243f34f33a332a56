/* options.h - the caller's options, checked and with their defaults. */
#ifndef UH_OPTIONS_H
#define UH_OPTIONS_H

#include "doc/doc.h"
#include "run/pipeline.h"

/* Options as the run needs them; since and until have DATE_NONE where any date will do. */
typedef struct run_options {
    uh_run_options given;
    date since, until;
} run_options;

/* Reads what the caller gave (NULL: all defaults); an older caller's shorter struct is taken.
 * returns  UH_OK, UH_ARGUMENT */
uh_status options_read(const uh_run_options *given, run_options *out, uh_error *error);
/* Opens the intake and fills what the options say of a pipeline. */
uh_status options_pipeline(const run_options *o, const uh_model *model, const char *const *paths,
                           size_t n_paths, pipeline *p, uh_error *error);

#endif
