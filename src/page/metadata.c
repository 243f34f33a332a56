/* metadata.c - who wrote a page, when, under what title. */
#include "page/metadata.h"

#include "page/author.h"
#include "page/byline.h"
#include "page/class.h"
#include "page/published.h"

#include <string.h>

enum {
    BELOW_MOST = 4096, // bytes of text taken from below an element
    BYLINE_BYTES_MOST = 120,
    SAID_MOST = 1200, // bytes of authors, and of tags
};

/* ---- gathering ---- */

static text value_of(const html *h, arena *a, uint32_t node, const char *name) {
    const html_attribute *at = html_attribute_of(h, node, text_of(name));
    if (!at || at->value_len == 0)
        return TEXT("");
    buffer out = { 0 };
    html_value(h, at, &out);
    text kept = arena_text(a, text_trim(buffer_view(&out)));
    buffer_free(&out);
    return kept;
}

/* The text below an element, white space made single. */
static text text_below(const html *h, arena *a, uint32_t root) {
    buffer raw = { 0 }, out = { 0 };
    for (uint32_t node = html_walk(h, root, root); node && raw.len < BELOW_MOST;
         node = html_walk(h, node, root))
        if (h->nodes[node].kind == HTML_TEXT)
            html_text(h, node, &raw);
    text t = text_trim(buffer_view(&raw));
    for (size_t i = 0; i < t.len; i++)
        if (!is_space((unsigned char)t.at[i]))
            buffer_byte(&out, t.at[i]);
        else if (i > 0 && !is_space((unsigned char)t.at[i - 1]))
            buffer_byte(&out, ' ');
    text kept = out.len ? arena_text(a, buffer_view(&out)) : TEXT("");
    buffer_free(&raw);
    buffer_free(&out);
    return kept;
}

static void set(text *slot, text value) {
    if (slot->len == 0)
        *slot = value;
}

typedef struct meta_name {
    text name;
    uint8_t means; // enum slot
} meta_name;

enum slot {
    SLOT_OG_TITLE,
    SLOT_TWITTER_TITLE,
    SLOT_META_TITLE,
    SLOT_AUTHOR,
    SLOT_SITE,
    SLOT_LANGUAGE,
    SLOT_IMAGE,
    SLOT_SECTION,
    SLOT_KEYWORDS,
    SLOT_CANONICAL,
    SLOT_WRITTEN,
    SLOT_TIER,
    SLOT_TAG,
    SLOTS,
    SLOT_DATE = SLOTS, // dates are all kept
    SLOT_DATE_PLAIN,
    SLOT_MODIFIED,
};

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }
// clang-format off
static const meta_name meta_names[] = {
    { T("og:title"), SLOT_OG_TITLE }, { T("twitter:title"), SLOT_TWITTER_TITLE }, { T("parsely-title"), SLOT_META_TITLE }, { T("dc.title"), SLOT_META_TITLE }, { T("sailthru.title"), SLOT_META_TITLE }, { T("headline"), SLOT_META_TITLE }, { T("title"), SLOT_META_TITLE },
    { T("article:published_time"), SLOT_DATE }, { T("article:published"), SLOT_DATE }, { T("og:article:published_time"), SLOT_DATE }, { T("og:published_time"), SLOT_DATE }, { T("datepublished"), SLOT_DATE }, { T("date"), SLOT_DATE_PLAIN }, { T("pubdate"), SLOT_DATE_PLAIN }, { T("publishdate"), SLOT_DATE },
    { T("publish-date"), SLOT_DATE }, { T("publish_date"), SLOT_DATE }, { T("publication_date"), SLOT_DATE }, { T("parsely-pub-date"), SLOT_DATE }, { T("sailthru.date"), SLOT_DATE }, { T("dc.date"), SLOT_DATE_PLAIN }, { T("dc.date.issued"), SLOT_DATE }, { T("dcterms.created"), SLOT_DATE_PLAIN }, { T("dcterms.date"), SLOT_DATE_PLAIN }, { T("dcterms.issued"), SLOT_DATE },
    { T("dc.date.created"), SLOT_DATE_PLAIN }, { T("published_time"), SLOT_DATE }, { T("article.published"), SLOT_DATE }, { T("article_date_original"), SLOT_DATE }, { T("originalpublicationdate"), SLOT_DATE }, { T("cxenseparse:recs:publishtime"), SLOT_DATE }, { T("rnews:datepublished"), SLOT_DATE }, { T("displaydate"), SLOT_DATE }, { T("article.created"), SLOT_DATE_PLAIN }, { T("created"), SLOT_DATE_PLAIN }, { T("citation_publication_date"), SLOT_DATE }, { T("citation_date"), SLOT_DATE_PLAIN }, { T("shareaholic:article_published_time"), SLOT_DATE }, { T("bt:pubdate"), SLOT_DATE }, { T("ptime"), SLOT_DATE }, { T("vr:published_time"), SLOT_DATE }, { T("pdate"), SLOT_DATE_PLAIN }, { T("datecreated"), SLOT_DATE_PLAIN }, { T("ms.date"), SLOT_DATE_PLAIN }, { T("dc.terms.date"), SLOT_DATE_PLAIN }, { T("og:pubdate"), SLOT_DATE }, { T("article:date"), SLOT_DATE }, { T("article_date"), SLOT_DATE }, { T("publication-date"), SLOT_DATE }, { T("publisheddate"), SLOT_DATE }, { T("publicationdate"), SLOT_DATE }, { T("lp.article:published_time"), SLOT_DATE },
    { T("article:modified_time"), SLOT_MODIFIED }, { T("og:updated_time"), SLOT_MODIFIED }, { T("lastmod"), SLOT_MODIFIED }, { T("last-modified"), SLOT_MODIFIED }, { T("datemodified"), SLOT_MODIFIED },
    { T("author"), SLOT_AUTHOR }, { T("parsely-author"), SLOT_AUTHOR }, { T("sailthru.author"), SLOT_AUTHOR }, { T("dc.creator"), SLOT_AUTHOR }, { T("dcterms.creator"), SLOT_AUTHOR }, { T("byl"), SLOT_AUTHOR }, { T("article:author_name"), SLOT_AUTHOR }, { T("citation_author"), SLOT_AUTHOR }, { T("article:author"), SLOT_AUTHOR }, { T("og:article:author"), SLOT_AUTHOR }, { T("cxenseparse:author"), SLOT_AUTHOR }, { T("mediator_author"), SLOT_AUTHOR },
    { T("og:site_name"), SLOT_SITE }, { T("application-name"), SLOT_SITE }, { T("content-language"), SLOT_LANGUAGE }, { T("og:locale"), SLOT_LANGUAGE }, { T("og:image"), SLOT_IMAGE }, { T("twitter:image"), SLOT_IMAGE },
    { T("article:section"), SLOT_SECTION }, { T("section"), SLOT_SECTION }, { T("article:tag"), SLOT_TAG }, { T("parsely-tags"), SLOT_KEYWORDS }, { T("article:content_tier"), SLOT_TIER }, { T("keywords"), SLOT_KEYWORDS }, { T("news_keywords"), SLOT_KEYWORDS }, { T("og:url"), SLOT_CANONICAL }, { T("shareaholic:article_author_name"), SLOT_WRITTEN }, { T("article_author"), SLOT_WRITTEN }, { T("dc.contributor"), SLOT_WRITTEN }, { T("news_author"), SLOT_WRITTEN }, { T("rbauthors"), SLOT_WRITTEN }, { T("authors"), SLOT_WRITTEN }, { T("article-author"), SLOT_WRITTEN },
};
// clang-format on

static text *slot_of(metadata *m, uint8_t slot) {
    text *const slots[SLOTS] = { &m->og_title, &m->twitter_title, &m->meta_title,   &m->meta_author,
                                 &m->site,     &m->language,      &m->image,        &m->section,
                                 &m->keywords, &m->canonical,     &m->meta_written, &m->tier,
                                 &m->tags };
    return slots[slot];
}

static bool is_address(text t) {
    return text_starts(t, TEXT("http")) || text_find(t, TEXT("://")) != SIZE_MAX ||
           text_starts(t, TEXT("/"));
}

/* Some sites give each author and each tag an element of its own. */
static void add_said(text *slot, arena *a, text value, const char *between) {
    if (value.len == 0 || slot->len + value.len > SAID_MOST || text_find(*slot, value) != SIZE_MAX)
        return;
    buffer both = { 0 };
    buffer_text(&both, *slot);
    if (slot->len)
        buffer_string(&both, between);
    buffer_text(&both, value);
    *slot = arena_text(a, buffer_view(&both));
    buffer_free(&both);
}

static void add_date(metadata *m, text when, uint32_t at, date_mark mark) {
    if (when.len && m->n_dates < DATES_SAID_MOST)
        m->dates[m->n_dates++] = (date_said){ when, at, mark };
}

/* Some pages write value where content is meant. */
static text content_of(const html *h, arena *a, uint32_t node) {
    text content = value_of(h, a, node, "content");
    return content.len ? content : value_of(h, a, node, "value");
}

static void take_meta(metadata *m, const html *h, arena *a, uint32_t node, uint8_t slot) {
    text value = content_of(h, a, node);
    if (slot >= SLOTS)
        add_date(m, value, h->nodes[node].start, (date_mark)(slot - SLOTS));
    else if (slot == SLOT_AUTHOR)
        add_said(&m->meta_author, a, is_address(value) ? TEXT("") : value, "; ");
    else if (slot == SLOT_TAG)
        add_said(&m->tags, a, value, ",");
    else
        set(slot_of(m, slot), value);
}

/* twitter:label1 "Written by" and twitter:data1 "Ann Lee". */
static void gather_label(metadata *m, const html *h, arena *a, uint32_t node, text name) {
    if (text_equal_nocase(name, TEXT("twitter:label1")))
        m->label = value_of(h, a, node, "content");
    else if (text_equal_nocase(name, TEXT("twitter:data1")) && byline_is_label(m->label))
        set(&m->meta_written, value_of(h, a, node, "content"));
}

static void gather_meta(metadata *m, const html *h, arena *a, uint32_t node) {
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        text name = text_trim(html_raw_value(h, node, text_of(keys[k])));
        gather_label(m, h, a, node, name);
        for (size_t i = 0; name.len && i < sizeof meta_names / sizeof *meta_names; i++)
            if (name.len == meta_names[i].name.len && text_equal_nocase(name, meta_names[i].name)) {
                take_meta(m, h, a, node, meta_names[i].means);
                return;
            }
    }
}

/* A time element, or another one with a property: its machine-readable date. */
static void gather_time(metadata *m, const html *h, arena *a, uint32_t node) {
    text when = value_of(h, a, node, "datetime");
    if (when.len == 0)
        when = value_of(h, a, node, "content");
    if (when.len == 0)
        return;
    text property = html_raw_value(h, node, TEXT("itemprop")),
         names = html_raw_value(h, node, TEXT("class"));
    bool is_published = text_find_nocase(property, TEXT("datePublished")) != SIZE_MAX ||
                        text_find_nocase(property, TEXT("dateCreated")) != SIZE_MAX ||
                        html_attribute_of(h, node, TEXT("pubdate")) ||
                        text_find_nocase(names, TEXT("publish")) != SIZE_MAX;
    bool is_modified = text_find_nocase(property, TEXT("modified")) != SIZE_MAX ||
                       text_find_nocase(names, TEXT("updated")) != SIZE_MAX;
    if (html_attribute_of(h, node, TEXT("datetime")) || is_published || is_modified)
        add_date(m, when, h->nodes[node].start,
                 is_published  ? DATED_TIME_PUBLISHED
                 : is_modified ? DATED_TIME_MODIFIED
                               : DATED_TIME);
}

/* ".../author/ann-lee": the page of one author, not of all of them. */
static bool leads_to_author(text address) {
    static const text parts[] = { T("author/"),   T("authors/"),     T("autor/"),
                                  T("autoren/"),  T("auteur/"),      T("auteurs/"),
                                  T("autores/"),  T("by/"),          T("journalist/"),
                                  T("reporter/"), T("contributor/"), T("contributors/") };
    size_t slash = text_find(address, TEXT("/"));
    while (slash != SIZE_MAX) {
        address = text_cut(address, slash + 1, address.len);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (address.len > parts[i].len + 1 && text_starts(address, parts[i]))
                return true;
        slash = text_find(address, TEXT("/"));
    }
    return false;
}

static void gather_link(metadata *m, const html *h, arena *a, uint32_t node) {
    text rel = html_raw_value(h, node, TEXT("rel"));
    if (text_equal_nocase(rel, TEXT("canonical")))
        m->canonical = value_of(h, a, node, "href");
    else if (text_equal_nocase(rel, TEXT("license")))
        set(&m->licence, value_of(h, a, node, "href"));
}

/* A link in the page that names a tag of it or the licence it is under. */
static void gather_anchor(metadata *m, const html *h, arena *a, uint32_t node) {
    text rel = html_raw_value(h, node, TEXT("rel"));
    if (text_equal_nocase(rel, TEXT("tag")))
        add_said(&m->tags_shown, a, text_below(h, a, node), ",");
    else if (text_equal_nocase(rel, TEXT("license")) ||
             text_find(html_raw_value(h, node, TEXT("href")),
                       TEXT("creativecommons.org/licenses/")) != SIZE_MAX)
        set(&m->licence, value_of(h, a, node, "href"));
}

/* A property author holds a property name, be it one that is not shown. */
static text name_below(const html *h, arena *a, uint32_t root) {
    for (uint32_t node = html_walk(h, root, root); node; node = html_walk(h, node, root)) {
        if (h->nodes[node].kind != HTML_ELEMENT ||
            !text_equal_nocase(html_raw_value(h, node, TEXT("itemprop")), TEXT("name")))
            continue;
        text content = content_of(h, a, node);
        return content.len ? content : text_below(h, a, node);
    }
    return text_below(h, a, root);
}

/* "username", "user-name", "PostUser-name", "nickname". */
static bool names_user(text names) {
    static const text parts[] = { T("sername"), T("ser-name"), T("stUser"), T("ickname") };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_find(names, parts[i]) != SIZE_MAX)
            return true;
    return false;
}

static author_mark mark_of(const html *h, const class_index *classes, uint32_t node) {
    text names = html_raw_value(h, node, TEXT("class"));
    if (text_equal_nocase(html_raw_value(h, node, TEXT("rel")), TEXT("author")) ||
        text_equal_nocase(html_raw_value(h, node, TEXT("itemprop")), TEXT("author")))
        return MARK_REL;
    if (class_purposes(classes, names) & UINT64_C(1) << FOR_BYLINE)
        return MARK_CLASS;
    if (h->nodes[node].tag == TAG_A && leads_to_author(html_raw_value(h, node, TEXT("href"))))
        return MARK_LINK;
    return names_user(names) ? MARK_USER : AUTHOR_MARKS;
}

static void add_seen(metadata *m, text name, uint32_t at, author_mark mark) {
    if (m->n_seen < AUTHORS_SEEN_MOST && name.len >= 2 && name.len <= BYLINE_BYTES_MOST)
        m->seen[m->n_seen++] = (author_seen){ name, at, mark };
}

/* Attributes that hold a date or a name for scripts that write them into the page. */
static void gather_attributes(metadata *m, const html *h, arena *a, uint32_t node) {
    static const struct {
        text name;
        bool is_date;
    } keys[] = {
        { T("data-date"), true },         { T("data-datetime"), true },
        { T("data-published"), true },    { T("data-timestamp"), true },
        { T("data-origindate"), true },   { T("data-time"), true },
        { T("data-publish-date"), true }, { T("data-published-at"), true },
        { T("data-pubdate"), true },      { T("created-timestamp"), true },
        { T("data-author"), false },      { T("data-author-name"), false },
        { T("data-byline"), false },      { T("data-author-username"), false },
    };
    const html_node *n = &h->nodes[node];
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        const html_attribute *at = &h->attributes[n->attribute + i];
        text name = text_cut(h->in, at->name, at->name + at->name_len);
        for (size_t k = 0; name.len > 8 && k < sizeof keys / sizeof *keys; k++) {
            if (name.len != keys[k].name.len || !text_equal_nocase(name, keys[k].name))
                continue;
            text value = value_of(h, a, node, keys[k].name.at);
            if (keys[k].is_date)
                add_date(m, value, n->start, DATED_ATTRIBUTE);
            else
                add_seen(m, value, n->start, MARK_USER);
        }
    }
}

/* An element that names an author by its link, property or class. */
static void gather_author(metadata *m, const html *h, arena *a, const class_index *classes,
                          uint32_t node) {
    author_mark mark = mark_of(h, classes, node);
    if (mark == MARK_REL)
        add_seen(m, name_below(h, a, node), h->nodes[node].start, mark);
    else if (mark != AUTHOR_MARKS)
        add_seen(m, text_below(h, a, node), h->nodes[node].start, mark);
}

static bool gather_script(metadata *m, const html *h, arena *a, uint32_t node) {
    if (!text_equal_nocase(html_raw_value(h, node, TEXT("type")), TEXT("application/ld+json")))
        return true;
    buffer out = { 0 };
    for (uint32_t k = h->nodes[node].first; k; k = h->nodes[k].next)
        if (h->nodes[k].kind == HTML_TEXT)
            html_text(h, k, &out);
    // Some pages wrap the data for readers of XML.
    text json = buffer_view(&out);
    size_t cdata = text_find(text_cut(json, 0, json.len < 200 ? json.len : 200), TEXT("CDATA["));
    if (cdata != SIZE_MAX)
        json = text_cut(json, cdata + 6, json.len);
    bool good = !json.len || linked_read(&m->linked, a, arena_text(a, json));
    buffer_free(&out);
    return good;
}

bool metadata_gather(metadata *m, const html *h, arena *a) {
    *m = (metadata){ 0 };
    const class_index *classes = class_arrange(a);
    bool good = classes != NULL;
    for (uint32_t node = html_walk(h, 0, 0); node && good; node = html_walk(h, node, 0)) {
        const html_node *n = &h->nodes[node];
        if (n->kind != HTML_ELEMENT || n->space != SPACE_HTML)
            continue;
        if (n->tag == TAG_META)
            gather_meta(m, h, a, node);
        else if (n->tag == TAG_TITLE && m->title_tag.len == 0)
            m->title_tag = text_below(h, a, node);
        else if (n->tag == TAG_LINK)
            gather_link(m, h, a, node);
        else if (n->tag == TAG_SCRIPT)
            good = gather_script(m, h, a, node);
        else if (n->tag == TAG_HTML)
            m->language = value_of(h, a, node, "lang");
        else if (n->tag == TAG_TIME || html_attribute_of(h, node, TEXT("itemprop")) ||
                 html_attribute_of(h, node, TEXT("datetime")))
            gather_time(m, h, a, node);
        else if (n->tag == TAG_A)
            gather_anchor(m, h, a, node);
        if (n->n_attributes)
            gather_attributes(m, h, a, node);
        if (good && n->n_attributes && n->tag != TAG_META && n->tag != TAG_BODY &&
            n->tag != TAG_HTML)
            gather_author(m, h, a, classes, node);
    }
    return good && !a->failed;
}

/* ---- the rest ---- */

static text kept(doc *d, text t) {
    return t.len ? arena_text(&d->arena, t) : TEXT("");
}

static bool fill_tags(const metadata *m, doc *d) {
    uint32_t cap = 0;
    text list = m->tags.len              ? m->tags
                : m->keywords.len        ? m->keywords
                : m->linked.keywords.len ? m->linked.keywords
                                         : m->tags_shown;
    for (size_t start = 0, at = 0; at <= list.len; at++) {
        if (at < list.len && list.at[at] != ',')
            continue;
        text tag = text_trim(text_cut(list, start, at));
        start = at + 1;
        if (tag.len == 0)
            continue;
        text *slot = ARENA_PUSH(&d->arena, d->article.tags, d->article.n_tags, cap);
        if (!slot)
            return false;
        *slot = arena_text(&d->arena, tag);
    }
    return true;
}

bool metadata_fill(const metadata *m, const pieces *ps, doc *d) {
    article *a = &d->article;
    a->site = kept(d, m->site.len ? m->site : m->linked.site.len ? m->linked.site : d->page.outlet);
    a->language = kept(d, m->language.len ? m->language : m->linked.language);
    a->canonical = kept(d, m->canonical.len ? m->canonical : d->page.url);
    a->section = kept(d, m->section.len ? m->section : m->linked.section);
    a->image = kept(d, m->image.len ? m->image : m->linked.image);
    a->licence = kept(d, m->licence.len ? m->licence : m->linked.licence);
    a->paywalled = m->linked.is_paid || text_equal_nocase(m->tier, TEXT("locked"));
    published_choose(m, ps, d);
    return fill_tags(m, d) && author_choose(m, ps, d) && doc_status(d) == UH_OK;
}
