/* documents.c - articles and their events as rows. */
#include "report/documents.h"

#include <string.h>

static const column article_columns[] = {
    { "id", CELL_TEXT, 0, 0, false },
    { "url", CELL_TEXT, 0, 0, true },
    { "site", CELL_TEXT, 0, 0, true },
    { "title", CELL_TEXT, 0, 0, true },
    { "authors", CELL_LIST, 0, 0, false },
    { "date", CELL_TEXT, 0, 0, true },
    { "date_precision", CELL_TEXT, 0, 0, true },
    { "date_from", CELL_TEXT, 0, 0, true },
    { "lang", CELL_TEXT, 0, 0, true },
    { "text", CELL_TEXT, 0, 0, false },
};

static const column event_columns[] = {
    { "id", CELL_TEXT, 0, 0, false },
    { "published", CELL_TEXT, 0, 0, true },
    { "type", CELL_TEXT, 0, 0, false },
    { "mode", CELL_TEXT, 0, 0, true },
    { "contexts", CELL_LIST, 0, 0, false },
    { "quad", CELL_TEXT, 0, 0, false },
    { "intensity", CELL_FIXED, 0, 1, false },
    { "score", CELL_FIXED, 0, 3, false },
    { "status", CELL_TEXT, 0, 0, false },
    { "actor", CELL_LIST, 0, 0, false },
    { "recipient", CELL_LIST, 0, 0, false },
    { "actor_text", CELL_LIST, 0, 0, false },
    { "recipient_text", CELL_LIST, 0, 0, false },
    { "trigger", CELL_TEXT, 0, 0, false },
    { "said_by", CELL_TEXT, 0, 0, true },
    { "said_by_code", CELL_LIST, 0, 0, false },
    { "date", CELL_TEXT, 0, 0, true },
    { "date_precision", CELL_TEXT, 0, 0, true },
    { "place", CELL_TEXT, 0, 0, true },
    { "rule", CELL_TEXT, 0, 0, false },
    { "sentence", CELL_TEXT, 0, 0, false },
    { "start", CELL_NUMBER, 0, 0, false },
    { "end", CELL_NUMBER, 0, 0, false },
    { "url", CELL_TEXT, 0, 0, true },
    { "site", CELL_TEXT, 0, 0, true },
};

enum {
    ARTICLE_COLUMNS = sizeof article_columns / sizeof *article_columns,
    EVENT_COLUMNS = sizeof event_columns / sizeof *event_columns,
    LISTS_MOST = 6, // of a row
};

/* The words of a row's lists, a line feed between; pointers are taken when all stand. */
typedef struct row_words {
    buffer words;
    size_t from[LISTS_MOST], to[LISTS_MOST];
    int n;
} row_words;

static void add_list(row_words *w, const text *items, size_t n) {
    w->from[w->n] = w->words.len;
    for (size_t i = 0; i < n; i++) {
        if (i)
            buffer_byte(&w->words, '\n');
        for (size_t k = 0; k < items[i].len; k++)
            buffer_byte(&w->words, items[i].at[k] == '\n' ? ' ' : items[i].at[k]);
    }
    w->to[w->n++] = w->words.len;
}

static void add_contexts(row_words *w, uint64_t bits) {
    w->from[w->n] = w->words.len;
    for (int i = 0; i < plover_contexts(); i++)
        if (bits >> i & 1) {
            if (w->words.len > w->from[w->n])
                buffer_byte(&w->words, '\n');
            buffer_string(&w->words, plover_context_name(i));
        }
    w->to[w->n++] = w->words.len;
}

static cell list_at(const row_words *w, int i) {
    return (cell){ .text = text_cut(buffer_view(&w->words), w->from[i], w->to[i]),
                   .between = '\n' };
}

uh_status documents_open(listing *l, documents_kind kind, uh_format format, uh_sink out,
                         uh_error *error) {
    return kind == DOCUMENTS_ARTICLES
               ? listing_open(l, format, article_columns, ARTICLE_COLUMNS, out, error)
               : listing_open(l, format, event_columns, EVENT_COLUMNS, out, error);
}

static bool put_article(listing *l, const doc *d) {
    const article *a = &d->article;
    row_words w = { .n = 0 };
    buffer kept = { 0 };
    char day[DATE_SIZE];
    date_write(a->published, day);
    add_list(&w, a->authors, a->n_authors);
    doc_kept_text(d, &kept);
    const cell cells[ARTICLE_COLUMNS] = {
        { .text = d->page.id },
        { .text = a->canonical.len ? a->canonical : d->page.url },
        { .text = a->site.len ? a->site : d->page.outlet },
        { .text = a->title },
        list_at(&w, 0),
        { .text = text_of(day) },
        { .text = text_of(date_precision_name(a->published.precision)) },
        { .text = a->date_from },
        { .text = a->language },
        { .text = buffer_view(&kept) },
    };
    bool good = !w.words.failed && !kept.failed && listing_put(l, cells);
    buffer_free(&w.words);
    buffer_free(&kept);
    return good;
}

static bool put_event(listing *l, const doc *d, const event *e, row_words *w) {
    const article *a = &d->article;
    const sentence *s = &d->sentences[e->sentence];
    event_type type = (event_type)e->type;
    uint32_t start, end;
    char published[DATE_SIZE], day[DATE_SIZE];
    date_write(a->published, published);
    date_write(e->when, day);
    doc_source_range(d, s->start, s->end, &start, &end);
    buffer_clear(&w->words);
    w->n = 0;
    add_contexts(w, e->contexts);
    add_list(w, e->actor.codes, e->actor.n_codes);
    add_list(w, e->recipient.codes, e->recipient.n_codes);
    add_list(w, e->actor.words, e->actor.n_words);
    add_list(w, e->recipient.words, e->recipient.n_words);
    add_list(w, e->said_by_code.codes, e->said_by_code.n_codes);
    const cell cells[EVENT_COLUMNS] = {
        { .text = d->page.id },
        { .text = text_of(published) },
        { .text = text_of(plover_type_name(type)) },
        { .text = text_of(plover_mode_name(type, e->mode)) },
        list_at(w, 0),
        { .text = text_of(plover_quad_name(plover_quad(type))) },
        { .fixed = (double)e->intensity },
        { .fixed = (double)e->score },
        { .text = text_of(plover_status_name((event_status)e->status)) },
        list_at(w, 1),
        list_at(w, 2),
        list_at(w, 3),
        list_at(w, 4),
        { .text =
              e->trigger < d->n_tokens ? doc_form(d, &d->tokens[e->trigger]) : (text){ "", 0 } },
        { .text = e->said_by },
        list_at(w, 5),
        { .text = text_of(day) },
        { .text = text_of(date_precision_name(e->when.precision)) },
        { .text = e->place },
        { .text = e->rule },
        { .text = doc_text(d, s->start, s->end) },
        { .number = start },
        { .number = end },
        { .text = a->canonical.len ? a->canonical : d->page.url },
        { .text = a->site.len ? a->site : d->page.outlet },
    };
    return !w->words.failed && listing_put(l, cells);
}

bool documents_put(listing *l, documents_kind kind, const doc *d) {
    row_words w = { .n = 0 };
    bool good = true;
    if (kind == DOCUMENTS_ARTICLES)
        return put_article(l, d);
    for (uint32_t i = 0; i < d->n_events && good; i++)
        good = put_event(l, d, &d->events[i], &w);
    buffer_free(&w.words);
    return good;
}
