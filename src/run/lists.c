/* lists.c - the public questions to a record. */
#include "report/lists.h"
#include "report/evidence.h"
#include "store/store.h"

uh_status uh_store_list(uh_store *s, uh_list list, const uh_filter *filter, uh_format format,
                        uh_sink out, uh_error *error) {
    return lists_write(s, list, filter, format, out, error);
}

uh_status uh_store_explain(uh_store *s, const char *id, uh_format format, uh_sink out,
                           uh_error *error) {
    return evidence_write(s, id, format, out, error);
}
