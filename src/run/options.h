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

/* Copies an options struct that starts with its own size into one of room bytes that holds zeros:
 * NULL leaves the zeros, an older caller's shorter struct is taken. returns  UH_OK, UH_ARGUMENT */
uh_status options_copy(const void *given, void *out, size_t room, uh_error *error);
/* UH_ARGUMENT: more jobs than there can be, or less than none. */
uh_status options_jobs(int given, uh_error *error);
/* Reads a day, YYYY-MM-DD; NULL leaves *out alone. name tells it in the message.
 * returns  UH_OK, UH_ARGUMENT */
uh_status options_day(const char *given, const char *name, date *out, uh_error *error);
/* Reads what the caller gave (NULL: all defaults); an older caller's shorter struct is taken.
 * returns  UH_OK, UH_ARGUMENT */
uh_status options_read(const uh_run_options *given, run_options *out, uh_error *error);
/* Opens the intake and fills what the options say of a pipeline. */
uh_status options_pipeline(const run_options *o, const uh_model *model, const char *const *paths,
                           size_t n_paths, pipeline *p, uh_error *error);

#endif
