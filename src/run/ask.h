/* ask.h - from what a caller asks of an analysis to its answer: words to codes, dates, defaults. */
#ifndef UH_ASK_H
#define UH_ASK_H

#include "analysis/hold.h"
#include "run/names.h"

/* An answer with the names to tell it by. Start from ask_open, end with ask_close in any case. */
typedef struct ask {
    arena arena;
    names names;
    book book;
    hold hold;
} ask;

/* Puts the question of balance to a store.
 * returns  UH_OK, UH_ARGUMENT (country, patron, period, strand, date, half life), UH_STORE,
 *          UH_LIMIT, UH_NOMEM */
UH_CHECKED uh_status ask_open(uh_store *s, const uh_model *model, const char *country,
                              const uh_balance_options *options, ask *out, uh_error *error);
void ask_close(ask *a);

/* Hands a finished text over; frees it. UH_OK, UH_NOMEM, UH_IO. */
UH_CHECKED uh_status ask_send(buffer *b, uh_sink out, uh_error *error);

#endif
