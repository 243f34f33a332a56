/* options.c - the caller's options, checked. */
#include "run/options.h"

#include "base/error.h"

#include <string.h>

uh_status options_copy(const void *given, void *out, size_t room, uh_error *error) {
    size_t size;
    if (!given)
        return UH_OK;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size)
        return error_set(error, UH_ARGUMENT, NULL, "options without their size");
    memcpy(out, given, size < room ? size : room);
    return UH_OK;
}

uh_status options_day(const char *given, const char *name, date *out, uh_error *error) {
    date found;
    if (!given)
        return UH_OK;
    if (date_iso(text_of(given), &found) && found.precision >= DATE_DAY) {
        *out = found;
        return UH_OK;
    }
    return error_set(error, UH_ARGUMENT, NULL, "%s '%s' is no date; expected YYYY-MM-DD", name,
                     given);
}

uh_status options_jobs(int given, uh_error *error) {
    if (given >= 0 && given <= PIPELINE_JOBS_MOST)
        return UH_OK;
    return error_set(error, UH_ARGUMENT, NULL, "%d jobs; expected 1 to %d", given,
                     PIPELINE_JOBS_MOST);
}

uh_status options_read(const uh_run_options *given, run_options *out, uh_error *error) {
    *out = (run_options){ .given = { 0 } };
    uh_status status = options_copy(given, &out->given, sizeof out->given, error);
    if (status != UH_OK)
        return status;
    status = options_jobs(out->given.jobs, error);
    if (status != UH_OK)
        return status;
    if ((unsigned)out->given.kind > UH_KIND_CONLLU)
        return error_set(error, UH_ARGUMENT, NULL, "unknown kind of input");
    if (out->given.shards ? out->given.shard < 1 || out->given.shard > out->given.shards
                          : out->given.shard != 0)
        return error_set(error, UH_ARGUMENT, NULL, "shard %u of %u", (unsigned)out->given.shard,
                         (unsigned)out->given.shards);
    status = options_day(out->given.since, "since", &out->since, error);
    if (status == UH_OK)
        status = options_day(out->given.until, "until", &out->until, error);
    if (status == UH_OK && out->since.precision && out->until.precision &&
        out->since.day > out->until.day)
        return error_set(error, UH_ARGUMENT, NULL, "since %s lies after until %s", out->given.since,
                         out->given.until);
    return status;
}

uh_status options_pipeline(const run_options *o, const uh_model *model, const char *const *paths,
                           size_t n_paths, pipeline *p, uh_error *error) {
    *p = (pipeline){
        .model = model,
        .jobs = o->given.jobs,
        .doc_limit = o->given.doc_limit > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)o->given.doc_limit,
        .since = o->since.precision ? &o->since : NULL,
        .until = o->until.precision ? &o->until : NULL,
        .note = o->given.note,
        .progress = o->given.progress,
        .user_context = o->given.context,
    };
    intake_options in = { .kind = o->given.kind, .limit = o->given.limit };
    return intake_open(paths, n_paths, &in, &p->intake, error);
}
