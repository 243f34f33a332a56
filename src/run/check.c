/* check.c - uh_check: knowledge files are compiled, and the examples inside the rules are coded as
 * a reader would code them. */
#include "base/error.h"
#include "model/folder.h"
#include "model/model.h"
#include "run/stages.h"

#include <stdlib.h>

enum { SHOWN_EVENTS_MOST = 6 };

/* ---- examples ---- */

typedef struct checker {
    const uh_model *model;
    findings *found;
    uint32_t n_examples;
} checker;

static bool has_code(const side_list *s, text prefix) {
    for (uint8_t i = 0; i < s->n_codes; i++)
        if (text_starts(s->codes[i], prefix))
            return true;
    return false;
}

/* "USA,GBR": every one must be there; "-": none. */
static bool side_fits(const side_list *s, text expected) {
    text code;
    if (text_equal(expected, TEXT("-")))
        return s->n_codes == 0;
    while (source_item(&expected, ',', &code))
        if (!has_code(s, code))
            return false;
    return true;
}

/* "TYPE[.mode] [status] ACTOR > RECIPIENT". */
static bool event_fits(const event *e, text expected) {
    size_t arrow = text_find(expected, TEXT(">"));
    text left = text_trim(text_cut(expected, 0, arrow == SIZE_MAX ? expected.len : arrow)), word;
    text recipient =
        arrow == SIZE_MAX ? TEXT("-") : text_trim(text_cut(expected, arrow + 1, expected.len));
    event_status status = STATUS_ASSERTED, named;
    text actor = TEXT("-");
    for (int i = 0; source_item(&left, ' ', &word); i++) {
        size_t dot = text_find(word, TEXT("."));
        if (i == 0) {
            text type = text_cut(word, 0, dot == SIZE_MAX ? word.len : dot);
            if (!text_equal(type, text_of(plover_type_name((event_type)e->type))))
                return false;
            if (dot != SIZE_MAX &&
                !text_equal(text_cut(word, dot + 1, word.len),
                            text_of(plover_mode_name((event_type)e->type, e->mode))))
                return false;
        } else if (plover_status(word, &named)) {
            status = named;
        } else {
            actor = word;
        }
    }
    return e->status == status && side_fits(&e->actor, actor) &&
           side_fits(&e->recipient, recipient);
}

static void show_side(buffer *out, const side_list *s) {
    for (uint8_t i = 0; i < s->n_codes; i++) {
        buffer_string(out, i ? "," : "");
        buffer_text(out, s->codes[i]);
    }
    if (!s->n_codes)
        buffer_byte(out, '-');
}

static void show_events(buffer *out, const doc *d) {
    buffer_string(out, d->n_events ? "    found: " : "    found nothing");
    for (uint32_t i = 0; i < d->n_events && i < SHOWN_EVENTS_MOST; i++) {
        const event *e = &d->events[i];
        buffer_string(out, i ? "; " : "");
        buffer_string(out, plover_type_name((event_type)e->type));
        if (e->mode)
            buffer_format(out, ".%s", plover_mode_name((event_type)e->type, e->mode));
        buffer_format(out, " %s ", plover_status_name((event_status)e->status));
        show_side(out, &e->actor);
        buffer_string(out, " > ");
        show_side(out, &e->recipient);
        buffer_string(out, " by ");
        buffer_text(out, e->rule);
    }
    buffer_byte(out, '\n');
}

/* Codes one sentence; "(1987-03-01) ..." gives it a date. */
static uh_status code(const checker *c, doc *d, text sentence_) {
    doc_reset(d);
    if (sentence_.len > 13 && sentence_.at[0] == '(' && sentence_.at[11] == ')') {
        d->page.given_date = text_cut(sentence_, 1, 11);
        sentence_ = text_trim(text_cut(sentence_, 12, sentence_.len));
    }
    d->page.raw = sentence_;
    d->page.media = MEDIA_ARTICLE;
    d->page.id = TEXT("example");
    d->by_rules = true;
    return stages_run_one(c->model, STAGES_EVENTS, d);
}

static bool example_holds(const doc *d, text row, text expected) {
    if (row.at[0] == '*')
        return d->n_events == 0;
    for (uint32_t i = 0; i < d->n_events; i++)
        if (event_fits(&d->events[i], expected))
            return true;
    return false;
}

/* One line of the examples: "events/aid.rules:12<TAB>+ sentence => AID RUS > VEN". */
static uh_status check_example(checker *c, doc *d, text line) {
    size_t tab = text_find(line, TEXT("\t"));
    if (tab == SIZE_MAX)
        return UH_OK;
    text place = text_cut(line, 0, tab), row = text_cut(line, tab + 1, line.len);
    size_t arrow = text_find(row, TEXT("=>"));
    text words_ = text_trim(text_cut(row, 1, arrow == SIZE_MAX ? row.len : arrow));
    text expected =
        arrow == SIZE_MAX ? (text){ "", 0 } : text_trim(text_cut(row, arrow + 2, row.len));
    uh_status status = code(c, d, words_);
    c->n_examples++;
    if (status != UH_OK || example_holds(d, row, expected))
        return status;
    buffer_text(&c->found->out, place);
    buffer_string(&c->found->out, ":1: the example does not come out as written\n");
    buffer_text(&c->found->out, row);
    buffer_string(&c->found->out, "\n^\n");
    show_events(&c->found->out, d);
    c->found->n++;
    return UH_OK;
}

static uh_status check_examples(checker *c) {
    text rest = model_section(c->model, "examples"), line;
    uh_status status = UH_OK;
    doc *d = calloc(1, sizeof *d);
    if (!d)
        return UH_NOMEM;
    doc_open(d, 0);
    while (status == UH_OK && source_item(&rest, '\n', &line))
        status = check_example(c, d, line);
    doc_free(d);
    free(d);
    return status;
}

/* ---- the whole ---- */

static uh_status report(checker *c, uh_sink out, uh_error *error) {
    findings *found = c->found;
    buffer_format(&found->out, "%u examples, %u findings\n", c->n_examples, found->n);
    if (found->out.failed)
        return error_nomem(error);
    if (out.write(out.context, found->out.at, found->out.len) != 0)
        return error_set(error, UH_IO, NULL, "the output could not be written");
    return found->n ? error_set(error, UH_INPUT, NULL, "%u findings", found->n) : UH_OK;
}

uh_status uh_check(const char *path, uh_sink out, uh_error *error) {
    uh_model *built_in = NULL, *compiled = NULL;
    findings found = { .n = 0 };
    checker c = { .found = &found };
    uh_status status = uh_model_open(NULL, &built_in, error);
    if (status == UH_OK && path)
        status = folder_compile(path, built_in, &found, &compiled, error);
    c.model = compiled ? compiled : built_in;
    if (status == UH_OK && (status = check_examples(&c)) != UH_OK)
        error_set(error, status, path, "the examples could not be coded");
    if (status == UH_OK)
        status = report(&c, out, error);
    uh_model_close(compiled);
    uh_model_close(built_in);
    buffer_free(&found.out);
    return status;
}
