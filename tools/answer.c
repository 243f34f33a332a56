/* answer.c - what is known of a page's story. */
#include "answer.h"

#include "base/json.h"

static void read_strings(json_reader *r, buffer *list, uint32_t *n, uint32_t most) {
    for (json_kind k = json_next(r); k == JSON_STRING; k = json_next(r))
        if (*n < most)
            json_unescape(&list[(*n)++], r->raw);
}

void answer_read(text line, answer *a) {
    json_reader r = json_open(line);
    json_kind k = json_next(&r);
    while ((k = json_next(&r)) == JSON_KEY) {
        text key = r.raw;
        k = json_next(&r);
        buffer *into = text_equal(key, TEXT("id"))          ? &a->id
                       : text_equal(key, TEXT("site"))      ? &a->site
                       : text_equal(key, TEXT("gold_text")) ? &a->text
                       : text_equal(key, TEXT("page_type")) ? &a->type
                                                            : NULL;
        if (k == JSON_STRING && into) {
            json_unescape(into, r.raw);
            a->has_text |= into == &a->text;
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("with"))) {
            read_strings(&r, a->with, &a->n_with, ANSWER_STRINGS);
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("without"))) {
            read_strings(&r, a->without, &a->n_without, ANSWER_STRINGS);
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("gold_alts"))) {
            read_strings(&r, a->alts, &a->n_alts, ANSWER_ALTS);
        } else {
            json_skip(&r, k);
        }
    }
}

void answer_free(answer *a) {
    buffer_free(&a->id);
    buffer_free(&a->site);
    buffer_free(&a->text);
    buffer_free(&a->type);
    for (uint32_t i = 0; i < ANSWER_STRINGS; i++) {
        buffer_free(&a->with[i]);
        buffer_free(&a->without[i]);
    }
    for (uint32_t i = 0; i < ANSWER_ALTS; i++)
        buffer_free(&a->alts[i]);
}
