/* merge.c - uh_store_merge: records joined one after the other, then stories told once. */
#include "run/settle.h"
#include "store/join.h"

uh_status uh_store_merge(uh_store *s, const char *const *parts, size_t n_parts, uh_counts *counts,
                         uh_error *error) {
    uh_status status = UH_OK;
    for (size_t i = 0; i < n_parts && status == UH_OK; i++) {
        uint64_t pages = 0, known = 0;
        status = store_join(s, parts[i], &pages, &known, error);
        counts->inputs += status == UH_OK;
        counts->pages += pages;
        counts->unchanged += known;
    }
    if (status == UH_OK)
        status = settle(s, error);
    if (status == UH_OK)
        store_pack(s);
    return status;
}
