/* compare.c - which holds are compared: with the patrons that both questions need. */
#include "run/compare.h"

#include "base/error.h"
#include "report/compare.h"
#include "run/ask.h"

#include <stdio.h>

typedef struct question {
    uh_store *store;
    const uh_model *model;
    uh_balance_options options; // patrons: those of the codes
    buffer codes;               // joined by commas, with a NUL behind
    uh_error *error;
} question;

static bool has_code(const buffer *codes, text code) {
    text rest = buffer_view(codes);
    while (rest.len) {
        size_t at = text_find(rest, TEXT(","));
        size_t end = at < rest.len ? at : rest.len;
        if (text_equal(text_cut(rest, 0, end), code))
            return true;
        rest = text_cut(rest, end < rest.len ? end + 1 : end, rest.len);
    }
    return false;
}

static void add_code(question *q, text code) {
    if (has_code(&q->codes, code))
        return;
    buffer_string(&q->codes, q->codes.len ? "," : "");
    buffer_text(&q->codes, code);
}

static void add_patrons(question *q, const hold *h, text without, text nor) {
    for (uint32_t p = 0; p < h->n_patrons; p++)
        if (!text_equal(h->patrons[p], without) && !text_equal(h->patrons[p], nor))
            add_code(q, h->patrons[p]);
}

/* Asks with the patrons gathered so far. */
static uh_status ask_again(question *q, text country, ask *out) {
    char code[64];
    snprintf(code, sizeof code, "%.*s", (int)country.len, country.at);
    buffer_byte(&q->codes, '\0');
    q->codes.len -= !q->codes.failed;
    if (q->codes.failed)
        return error_nomem(q->error);
    q->options.patrons = q->codes.at;
    return ask_open(q->store, q->model, code, &q->options, out, q->error);
}

/* "USA,RUS": two patrons; anything else: a country. */
static uh_status read_pair(const names *known, text given, text *one, text *other,
                           uh_error *error) {
    size_t at = text_find(given, TEXT(","));
    text first = text_trim(text_cut(given, 0, at));
    text second = text_trim(text_cut(given, at + 1, given.len));
    uh_status status = names_patron(known, first, one, error);
    if (status == UH_OK)
        status = names_patron(known, second, other, error);
    if (status == UH_OK && text_equal(*one, *other))
        return error_set(error, UH_ARGUMENT, NULL, "compare '%.*s': twice the same", (int)given.len,
                         given.at);
    return status;
}

static uh_status patrons(question *q, const ask *first, text given, uh_format format, uh_sink out) {
    text one, other, none = { "", 0 };
    ask again = { .arena = { .limit = 0 } };
    compare found;
    uh_status status = read_pair(&first->names, given, &one, &other, q->error);
    if (status != UH_OK)
        return status;
    add_patrons(q, &first->hold, none, none);
    add_code(q, one);
    add_code(q, other);
    status = ask_again(q, first->hold.asked.country, &again);
    if (status == UH_OK)
        status = compare_patrons(&again.hold, one, other, &again.arena, &found, q->error);
    if (status == UH_OK)
        status = compare_write(&found, &again.book, format, out, q->error);
    ask_close(&again);
    return status;
}

static uh_status countries(question *q, const ask *first, text given, uh_format format,
                           uh_sink out) {
    ask second = { .arena = { .limit = 0 } }, one = second, other = second;
    text country = first->hold.asked.country, beside = { "", 0 };
    compare found;
    uh_status status = names_country(&first->names, given, &beside, q->error);
    if (status == UH_OK && text_equal(country, beside))
        return error_set(q->error, UH_ARGUMENT, NULL, "compare '%.*s': twice the same",
                         (int)given.len, given.at);
    if (status == UH_OK) {
        q->options.patrons = q->codes.len ? q->codes.at : q->options.patrons;
        char code[64];
        snprintf(code, sizeof code, "%.*s", (int)beside.len, beside.at);
        status = ask_open(q->store, q->model, code, &q->options, &second, q->error);
    }
    if (status == UH_OK) {
        add_patrons(q, &first->hold, country, beside);
        add_patrons(q, &second.hold, country, beside);
        status = ask_again(q, country, &one);
    }
    if (status == UH_OK)
        status = ask_again(q, beside, &other);
    if (status == UH_OK)
        status = compare_countries(&one.hold, &other.hold, &one.arena, &found, q->error);
    if (status == UH_OK)
        status = compare_write(&found, &one.book, format, out, q->error);
    ask_close(&second);
    ask_close(&one);
    ask_close(&other);
    return status;
}

uh_status compare_ask(uh_store *s, const uh_model *model, const char *country,
                      const uh_balance_options *options, uh_format format, uh_sink out,
                      uh_error *error) {
    question q = { .store = s, .model = model, .options = *options, .error = error };
    text given = text_of(options->compare);
    ask first;
    uh_status status = ask_open(s, model, country, options, &first, error);
    if (status == UH_OK)
        status = text_find(given, TEXT(",")) != SIZE_MAX
                     ? patrons(&q, &first, given, format, out)
                     : countries(&q, &first, given, format, out);
    buffer_free(&q.codes);
    ask_close(&first);
    return status;
}
