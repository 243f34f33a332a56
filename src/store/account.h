/* account.h - on whose word events are told, and where their accounts differ. Questions only;
 * nothing is written. */
#ifndef UH_ACCOUNT_H
#define UH_ACCOUNT_H

#include "base/arena.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* One article's account of an event. */
typedef struct account {
    int64_t event, document;
    int64_t source; // row of account_sources; 0: the writer says it
    int32_t day, second;
    uint8_t status;
    bool is_reprint;
} account;

/* All accounts of one event, at most ACCOUNTS_MOST, in the order in which they were printed; false
 * ends the reading. */
typedef bool (*account_fn)(void *context, const account *all, uint32_t n);
enum { ACCOUNTS_MOST = 256 };

/* Reads the events of some days that somebody is named for, in the order of their rows.
 * returns  UH_OK, UH_STORE, UH_NOMEM (take gave up)
 * cost     one pass over the reports */
UH_CHECKED uh_status account_each(store *s, int32_t since, int32_t until, account_fn take,
                                  void *context, uh_error *error);

/* Finds the codes of all sources by their rows, "" for those without; *out [*n] lives in the
 * arena. */
UH_CHECKED uh_status account_sources(store *s, arena *a, text **out, uint32_t *n, uh_error *error);

/* Finds the events some of whose accounts tell them and others deny them, or that give other
 * numbers; *out [*n] rows, ascending, live in the arena. */
UH_CHECKED uh_status account_differing(store *s, int32_t since, int32_t until, arena *a,
                                       int64_t **out, uint32_t *n, uh_error *error);

#endif
