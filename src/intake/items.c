/* items.c - feeds: an article an item. What a feed gives as plain words is an article already; what
 * it gives as HTML is read like a page, with what the feed says of it. */
#include "intake/feed.h"
#include "intake/reader.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct items {
    buffer decoded;
    feed *feed;
    bool fault_told;
} items;

bool items_are(text head) {
    static const char *const roots[] = { "rss", "feed", "RDF", "channel" };
    text root = xml_local(xml_root(head));
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (text_equal_nocase(root, text_of(roots[i])))
            return true;
    return false;
}

void items_close(reader *r) {
    items *all = r->own;
    if (all) {
        feed_close(all->feed);
        buffer_free(&all->decoded);
    }
    free(all);
    r->own = NULL;
}

static bool open_items(reader *r, doc *d) {
    items *all = calloc(1, sizeof *all);
    text t;
    r->own = all;
    if (!all)
        return false;
    text head = stream_peek(&r->stream, READER_HEAD);
    if (!reader_decoded(r, d, xml_charset(head), &all->decoded, &t))
        return false;
    all->feed = feed_open(t);
    return all->feed != NULL;
}

static text host_of(text url) {
    size_t at = text_find(url, TEXT("://"));
    if (at == SIZE_MAX)
        return TEXT("");
    text host = text_cut(url, at + 3, url.len);
    for (at = 0; at < host.len && !strchr("/?#:", host.at[at]); at++)
        ;
    host.len = at;
    return text_starts(host, TEXT("www.")) ? text_cut(host, 4, host.len) : host;
}

/* The first of three that says something. */
static text first_of(text a, text b, text c) {
    return a.len ? a : b.len ? b : c;
}

static text kept(doc *d, text t) {
    return arena_text(&d->arena, t);
}

/* Fills the page; false where the item says nothing. */
static bool fill_page(reader *r, doc *d, const feed *f) {
    text title = feed_field_of(f, FEED_TITLE), link = feed_field_of(f, FEED_LINK);
    text content = feed_field_of(f, FEED_CONTENT), id = feed_field_of(f, FEED_ID);
    if (title.len == 0 && content.len == 0)
        return false;
    id = id.len ? kept(d, id) : link.len ? kept(d, link) : reader_numbered(r, d, r->n_given + 1);
    bool is_html = content.len && feed_content_is_html(f);
    reader_page(r, d, id, feed_place(f), is_html ? MEDIA_HTML : MEDIA_ARTICLE);
    page *p = &d->page;
    p->url = kept(d, link);
    p->outlet = kept(d, first_of(feed_field_of(f, FEED_SOURCE), feed_title(f), host_of(link)));
    p->given_title = kept(d, title);
    p->given_author = kept(d, feed_field_of(f, FEED_AUTHOR));
    p->given_date = kept(d, feed_field_of(f, FEED_DATE));
    p->given_language = kept(d, feed_language(f));
    p->charset = TEXT("utf-8");
    p->raw = kept(d, content);
    return true;
}

static void tell_fault(reader *r, doc *d, items *all) {
    size_t at;
    const char *fault = xml_fault(feed_xml(all->feed), &at);
    if (!fault || all->fault_told)
        return;
    all->fault_told = true;
    reader_note(r, d, 0, at, false, "not well-formed: %s; read on tag by tag", fault);
}

uh_status items_next(reader *r, doc *d) {
    if (!r->own && !open_items(r, d))
        return UH_NOMEM;
    items *all = r->own;
    if (!all->feed)
        return UH_END;
    while (feed_next_item(all->feed)) {
        tell_fault(r, d, all);
        if (feed_field_of(all->feed, FEED_CONTENT).len > READER_PAGE_MOST)
            reader_note(r, d, 0, feed_place(all->feed), true,
                        "skipped: an item of more than %d bytes", READER_PAGE_MOST);
        else if (!fill_page(r, d, all->feed))
            r->n_passed++;
        if (d->page.media != MEDIA_UNKNOWN || d->n_notes)
            return UH_OK;
    }
    if (feed_failed(all->feed))
        return UH_NOMEM;
    tell_fault(r, d, all);
    return UH_END;
}
