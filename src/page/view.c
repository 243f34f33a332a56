/* view.c - a page taken apart, before anything is judged. */
#include "page/view.h"

#include "page/block.h"
#include "page/charset.h"
#include "page/scrape.h"
#include "page/title.h"

static bool open_html(view *v, doc *d) {
    v->blocks = (trail){ .arena = &d->scratch, .parent = &v->utf8 };
    text source = trail_text(&v->utf8, 0, v->utf8.len);
    pieces_open(&v->ps, &v->blocks, &d->scratch);
    if (!html_parse(&v->h, &d->scratch, source, TEXT("")) || !block_walk(&v->h, &v->ps) ||
        !metadata_gather(&v->m, &v->h, v->ps.classes, &d->scratch))
        return false;
    if (v->h.is_cut)
        doc_note(d, "page", 0, false, "the page has over %d nodes; the rest is left out",
                 HTML_NODES_MOST);
    title_choose(&v->m, &v->ps, &v->title);
    return true;
}

bool view_open(view *v, doc *d) {
    *v = (view){ .is_html = d->page.media == MEDIA_HTML, .title = TEXT("") };
    if (!charset_decode(d, &d->scratch, &v->raw, &v->utf8))
        return false;
    if (v->is_html)
        return open_html(v, d);
    bool given = d->page.media == MEDIA_ARTICLE;
    if (given)
        pieces_open_given(&v->ps, &v->utf8, &d->scratch);
    else
        pieces_open(&v->ps, &v->utf8, &d->scratch);
    if (!scrape_lines(&v->ps))
        return false;
    if (!given)
        scrape_judge(&v->ps);
    return true;
}

bool view_traits(view *v, traits *t) {
    return traits_look(t, &v->ps, v->is_html ? &v->h : NULL, &v->m);
}

bool view_judged(view *v, traits *t, const uint8_t *score) {
    return traits_judged(t, &v->ps, v->is_html ? &v->h : NULL, score);
}
