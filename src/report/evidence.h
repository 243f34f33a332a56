/* evidence.h - everything behind one event: each report with its page, sentence, bytes, rule and
 * lexicon lines. */
#ifndef UH_EVIDENCE_H
#define UH_EVIDENCE_H

#include "store/query.h"

/* Writes the evidence of an event, by its id or the id of one of its reports.
 * id       16 hexadecimal digits
 * format   UH_TEXT (default) or UH_JSONL: one object
 * returns  UH_OK, UH_ARGUMENT (no such event, format), UH_STORE, UH_IO (the sink), UH_NOMEM */
uh_status evidence_write(store *s, const char *id, uh_format format, uh_sink out, uh_error *error);

#endif
