/* open.c - opening and closing a record, for the public face. */
#include "store/store.h"

#include "base/error.h"

uh_status uh_store_open(const char *path, int writable, uh_store **out, uh_error *error) {
    if (!path || !*path)
        return error_set(error, UH_ARGUMENT, NULL, "a record needs the name of a file");
    return store_open(path, writable != 0, out, error);
}

void uh_store_close(uh_store *s) {
    store_close(s);
}
