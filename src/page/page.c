/* page.c - page -> article: chooses the reader by media, then marks damage. */
#include "page/page.h"

#include "page/author.h"
#include "page/damage.h"
#include "page/published.h"
#include "page/verdict.h"
#include "page/when.h"

/* ---- article records ---- */

static bool set_given_title(doc *d) {
    if (d->page.given_title.len == 0)
        return true;
    text title = text_trim(d->page.given_title);
    d->title_start = d->text_len;
    if (!doc_add_text(d, title, 0, false))
        return false;
    d->title_end = d->text_len;
    d->article.title = title;
    return doc_add_text(d, TEXT("\n"), 0, false);
}

/* False where no date is given that can be read. */
static bool set_given_date(doc *d) {
    if (!when_read(d->page.given_date, WHEN_UNKNOWN, &d->article.published))
        return false;
    d->article.date_from = TEXT("given");
    return true;
}

static void set_given_fields(doc *d) {
    article *a = &d->article;
    a->language = d->page.given_language;
    a->site = d->page.outlet;
    a->canonical = d->page.url;
    if (!set_given_date(d) && text_trim(d->page.given_date).len)
        doc_note(d, "page", 0, false, "date \"%.*s\" is not understood",
                 (int)(d->page.given_date.len < 60 ? d->page.given_date.len : 60),
                 d->page.given_date.at);
}

/* An article record is taken at its word: every line is a paragraph. */
static bool read_record(doc *d, pieces *ps) {
    set_given_fields(d);
    if (!set_given_title(d) || !author_take(d, d->page.given_author))
        return false;
    for (uint32_t i = 0; i < ps->n; i++)
        piece_say(&ps->at[i], ROLE_PARAGRAPH, 1, "text of an article record");
    return pieces_emit(ps, d);
}

/* ---- text without markup ---- */

static bool read_scrape(doc *d, const view *v) {
    d->article.site = d->page.outlet;
    d->article.canonical = d->page.url;
    published_choose(&v->m, &v->ps, d);
    return author_choose(&v->m, &v->ps, d) && pieces_emit(&v->ps, d);
}

/* ---- HTML ---- */

/* A title that no visible heading says comes from the page's head. */
static bool set_head_title(doc *d, text title) {
    if (title.len == 0)
        return true;
    d->title_start = d->text_len;
    if (!doc_add_text(d, title, 0, false))
        return false;
    d->title_end = d->text_len;
    d->article.title = arena_text(&d->arena, title);
    return d->article.title.at && doc_add_text(d, TEXT("\n"), 0, false);
}

/* What the page's container says of it counts more than what its markup says. */
static bool set_given_over(doc *d) {
    const page *p = &d->page;
    article *a = &d->article;
    if (p->given_language.len && a->language.len == 0)
        a->language = p->given_language;
    if (text_trim(p->given_author).len == 0)
        return true;
    a->authors = NULL;
    a->n_authors = 0;
    return author_take(d, p->given_author);
}

static bool read_html(doc *d, const view *v) {
    pieces ps = v->ps;
    text given = text_trim(d->page.given_title);
    ps.title_is_apart = ps.title_is_apart || given.len > 0;
    set_given_date(d);
    return metadata_fill(&v->m, &ps, d) && set_given_over(d) &&
           set_head_title(d, given.len ? given : v->title) && pieces_emit(&ps, d);
}

static bool read_page(const uh_model *model, doc *d) {
    view v;
    if (!view_open(&v, d))
        return false;
    if (d->page.media == MEDIA_ARTICLE)
        return read_record(d, &v.ps);
    if (!verdict_give(model, &v))
        return false;
    return v.is_html ? read_html(d, &v) : read_scrape(d, &v);
}

uh_status page_read(const uh_model *model, doc *d) {
    arena_mark mark = arena_save(&d->scratch);
    bool good = read_page(model, d) && damage_mark(d);
    arena_rewind(&d->scratch, mark);
    return good ? UH_OK : doc_status(d) == UH_OK ? UH_NOMEM : doc_status(d);
}
