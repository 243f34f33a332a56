/* script.c - fields in the data that scripts carry. */
#include "page/script.h"

void script_find(text source, text anchor, const script_key *keys, size_t n, size_t *behind) {
    size_t n_left = n;
    for (size_t k = 0; k < n; k++)
        behind[k] = SIZE_MAX;
    for (size_t at = 0; n_left > 0 && at < source.len; at++) {
        size_t next = text_find(text_cut(source, at, source.len), anchor);
        if (next == SIZE_MAX)
            return;
        at += next;
        for (size_t k = 0; k < n; k++) {
            size_t before = keys[k].anchor;
            if (behind[k] == SIZE_MAX && at >= before &&
                text_starts(text_cut(source, at - before, source.len), keys[k].name)) {
                behind[k] = at - before + keys[k].name.len;
                n_left--;
            }
        }
    }
}
