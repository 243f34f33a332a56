/* compare.h - balance --compare: from words to two balances side by side. */
#ifndef UH_RUN_COMPARE_H
#define UH_RUN_COMPARE_H

#include "store/store.h"
#include "upperhand.h"

/* Answers options->compare; errors as uh_balance. */
UH_CHECKED uh_status compare_ask(uh_store *s, const uh_model *model, const char *country,
                                 const uh_balance_options *options, uh_format format, uh_sink out,
                                 uh_error *error);

#endif
