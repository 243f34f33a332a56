/* view.c - a page taken apart, before anything is judged. */
#include "page/view.h"

#include "page/block.h"
#include "page/carried.h"
#include "page/charset.h"
#include "page/scrape.h"
#include "page/title.h"

enum { PROSE_LEAST = 400 }; // bytes in sentences below which a page needs scripts to be read

static uint32_t prose_of(const pieces *ps) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        n += ps->at[i].is_prose ? ps->at[i].end - ps->at[i].start : 0;
    return n;
}

static bool walk(view *v, const trail *source, bool noscript, arena *scratch) {
    v->blocks = (trail){ .arena = scratch, .parent = source };
    pieces_open(&v->ps, &v->blocks, scratch);
    return block_walk(&v->h, &v->ps, noscript);
}

/* A page with next to no sentences may hold them for readers without scripts, or carry them in its
 * data; whichever first has a story's worth is read. */
static bool look_further(view *v, arena *scratch) {
    uint32_t prose = prose_of(&v->ps), least = prose + PROSE_LEAST;
    if (prose >= PROSE_LEAST)
        return true;
    view was = *v;
    if (!walk(v, &v->utf8, true, scratch))
        return false;
    if (prose_of(&v->ps) >= least)
        return true;
    *v = was;
    carried_write_out(&v->h, &v->utf8, scratch, &v->carried);
    if (v->carried.len == 0)
        return !scratch->failed;
    text source = trail_text(&v->carried, 0, v->carried.len);
    if (!html_parse(&v->h, scratch, source, TEXT("")) || !walk(v, &v->carried, false, scratch))
        return false;
    if (prose_of(&v->ps) < least)
        *v = was;
    return true;
}

static bool open_html(view *v, doc *d) {
    text source = trail_text(&v->utf8, 0, v->utf8.len);
    if (!html_parse(&v->h, &d->scratch, source, TEXT("")) ||
        !walk(v, &v->utf8, false, &d->scratch) || !look_further(v, &d->scratch) ||
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
