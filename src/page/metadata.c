/* metadata.c - who wrote a page, when, under what title. */
#include "page/metadata.h"

#include "page/author.h"
#include "page/byline.h"
#include "page/class.h"
#include "page/meta_name.h"
#include "page/published.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    BELOW_MOST = 4096, // bytes of text taken from below an element
    BYLINE_BYTES_MOST = 120,
    SAID_MOST = 1200, // bytes of authors, and of tags
};

/* ---- gathering ---- */

static text decoded(const html *h, arena *a, const html_attribute *at) {
    if (!at || at->value_len == 0)
        return TEXT("");
    text raw = text_cut(h->in, at->value, at->value + at->value_len);
    if (!memchr(raw.at, '&', raw.len))
        return text_trim(raw);
    buffer out = { 0 };
    html_value(h, at, &out);
    text kept = arena_text(a, text_trim(buffer_view(&out)));
    buffer_free(&out);
    return kept;
}

static text value_of(const html *h, arena *a, uint32_t node, html_known name) {
    return decoded(h, a, html_attribute_of(h, node, name));
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

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }
static text *slot_of(metadata *m, meta_slot slot) {
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
    text content = value_of(h, a, node, ATTR_CONTENT);
    return content.len ? content : value_of(h, a, node, ATTR_VALUE);
}

static void take_meta(metadata *m, const html *h, arena *a, uint32_t node, meta_slot slot) {
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
        m->label = value_of(h, a, node, ATTR_CONTENT);
    else if (text_equal_nocase(name, TEXT("twitter:data1")) && byline_is_label(m->label))
        set(&m->meta_written, value_of(h, a, node, ATTR_CONTENT));
}

static void gather_meta(metadata *m, const html *h, arena *a, uint32_t node) {
    static const html_known keys[] = { ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        text name = text_trim(html_raw_value(h, node, keys[k]));
        gather_label(m, h, a, node, name);
        meta_slot slot = meta_name_slot(name);
        if (slot == SLOTS_ALL)
            slot = meta_name_date_slot(name, html_raw_value(h, node, ATTR_CONTENT));
        if (slot != SLOTS_ALL) {
            take_meta(m, h, a, node, slot);
            return;
        }
    }
}

/* A time element, or another one with a property: its machine-readable date. */
static void gather_time(metadata *m, const html *h, arena *a, uint32_t node) {
    text when = value_of(h, a, node, ATTR_DATETIME);
    if (when.len == 0)
        when = value_of(h, a, node, ATTR_CONTENT);
    if (when.len == 0)
        return;
    text property = html_raw_value(h, node, ATTR_ITEMPROP),
         names = html_raw_value(h, node, ATTR_CLASS);
    bool is_published = text_find_nocase(property, TEXT("datePublished")) != SIZE_MAX ||
                        text_find_nocase(property, TEXT("dateCreated")) != SIZE_MAX ||
                        html_attribute_of(h, node, ATTR_PUBDATE) ||
                        text_find_nocase(names, TEXT("publish")) != SIZE_MAX;
    bool is_modified = text_find_nocase(property, TEXT("modified")) != SIZE_MAX ||
                       text_find_nocase(names, TEXT("updated")) != SIZE_MAX;
    if (html_attribute_of(h, node, ATTR_DATETIME) || is_published || is_modified)
        add_date(m, when, h->nodes[node].start,
                 is_published  ? DATED_TIME_PUBLISHED
                 : is_modified ? DATED_TIME_MODIFIED
                               : DATED_TIME);
}

/* "2019-01-24T10:52" or "24 January 2019, 10:52" that is shown over what it is the date of. */
static void gather_hint(metadata *m, const html *h, arena *a, uint32_t node) {
    text title = html_raw_value(h, node, ATTR_TITLE);
    size_t n_digits = 0;
    if (title.len < DATE_BYTES_LEAST || title.len > DATE_BYTES_MOST)
        return;
    for (size_t i = 0; i < title.len; i++)
        n_digits += is_digit((unsigned char)title.at[i]);
    if (n_digits >= 5)
        add_date(m, value_of(h, a, node, ATTR_TITLE), h->nodes[node].start, DATED_HINT);
}

/* ---- addresses ---- */

/* "author/ann-lee": what stands behind a slash is the page of one author, not of all of them. */
static bool is_of_author(text behind) {
    static const text parts[] = { T("author/"),   T("authors/"),     T("autor/"),
                                  T("autoren/"),  T("auteur/"),      T("auteurs/"),
                                  T("autores/"),  T("by/"),          T("journalist/"),
                                  T("reporter/"), T("contributor/"), T("contributors/") };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (behind.len > parts[i].len + 1 && behind.at[0] == parts[i].at[0] &&
            text_starts(behind, parts[i]))
            return true;
    return false;
}

static bool is_of_licence(text before, text behind) {
    return text_starts(behind, TEXT("licenses/")) && text_ends(before, TEXT("creativecommons.org"));
}

/* What an address is one of. */
enum address_kind { OF_AUTHOR = 1, OF_LICENCE = 2 };

static unsigned kinds_at(text address, size_t slash) {
    text behind = text_cut(address, slash + 1, address.len);
    return (is_of_author(behind) ? OF_AUTHOR : 0) |
           (is_of_licence(text_cut(address, 0, slash), behind) ? OF_LICENCE : 0);
}

#ifdef __SSE2__
static __m128i equal(__m128i x, char byte) {
    return _mm_cmpeq_epi8(x, _mm_set1_epi8(byte));
}

/* At which of sixteen places a slash stands and behind it a letter that one of the kinds begins
 * with; seventeen bytes are read. */
static unsigned telling_slashes(const char *at) {
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)at),
            next = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    __m128i letters = _mm_or_si128(
        _mm_or_si128(_mm_or_si128(equal(next, 'a'), equal(next, 'b')), equal(next, 'l')),
        _mm_or_si128(_mm_or_si128(equal(next, 'c'), equal(next, 'j')), equal(next, 'r')));
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(equal(x, '/'), letters));
}
#endif

/* The kinds of a link's address, as bits. */
static unsigned address_kinds(text address) {
    size_t at = 0;
    unsigned kinds = 0;
#ifdef __SSE2__
    for (; at + 17 <= address.len; at += 16)
        for (unsigned hits = telling_slashes(address.at + at); hits; hits &= hits - 1)
            kinds |= kinds_at(address, at + (size_t)__builtin_ctz(hits));
#endif
    for (; at < address.len; at++)
        if (address.at[at] == '/')
            kinds |= kinds_at(address, at);
    return kinds;
}

/* ---- elements ---- */

static void gather_link(metadata *m, const html *h, arena *a, uint32_t node) {
    text rel = html_raw_value(h, node, ATTR_REL);
    if (text_equal_nocase(rel, TEXT("canonical")))
        m->canonical = value_of(h, a, node, ATTR_HREF);
    else if (text_equal_nocase(rel, TEXT("license")))
        set(&m->licence, value_of(h, a, node, ATTR_HREF));
}

/* A link in the page that names a tag of it or the licence it is under. */
static void gather_anchor(metadata *m, const html *h, arena *a, uint32_t node, unsigned kinds) {
    text rel = html_raw_value(h, node, ATTR_REL);
    if (text_equal_nocase(rel, TEXT("tag")))
        add_said(&m->tags_shown, a, text_below(h, a, node), ",");
    else if (text_equal_nocase(rel, TEXT("license")) || kinds & OF_LICENCE)
        set(&m->licence, value_of(h, a, node, ATTR_HREF));
}

/* A property author holds a property name, be it one that is not shown. */
static text name_below(const html *h, arena *a, uint32_t root) {
    for (uint32_t node = html_walk(h, root, root); node; node = html_walk(h, node, root)) {
        if (h->nodes[node].kind != HTML_ELEMENT ||
            !text_equal_nocase(html_raw_value(h, node, ATTR_ITEMPROP), TEXT("name")))
            continue;
        text content = content_of(h, a, node);
        return content.len ? content : text_below(h, a, node);
    }
    return text_below(h, a, root);
}

static author_mark mark_of(const html *h, class_index *classes, uint32_t node, uint64_t has,
                           unsigned kinds) {
    const html_attribute *names =
        has & HTML_HAS(CLASS) ? html_attribute_of(h, node, ATTR_CLASS) : NULL;
    uint32_t number = names ? class_of(classes, names) : 0;
    const class_value *said = &classes->values[number];
    if (has & (HTML_HAS(REL) | HTML_HAS(ITEMPROP)) &&
        (text_equal_nocase(html_raw_value(h, node, ATTR_REL), TEXT("author")) ||
         text_equal_nocase(html_raw_value(h, node, ATTR_ITEMPROP), TEXT("author"))))
        return MARK_REL;
    if (said->purposes & UINT64_C(1) << FOR_BYLINE)
        return MARK_CLASS;
    if (kinds & OF_AUTHOR)
        return MARK_LINK;
    return said->names_user ? MARK_USER : AUTHOR_MARKS;
}

static void add_seen(metadata *m, text name, uint32_t at, author_mark mark) {
    if (m->n_seen < AUTHORS_SEEN_MOST && name.len >= 2 && name.len <= BYLINE_BYTES_MOST)
        m->seen[m->n_seen++] = (author_seen){ name, at, mark };
}

/* Attributes that hold a date or a name for scripts that write them into the page. */
#define DATE_ATTRIBUTES                                                                            \
    (HTML_HAS(DATA_DATE) | HTML_HAS(DATA_DATETIME) | HTML_HAS(DATA_PUBLISHED) |                    \
     HTML_HAS(DATA_TIMESTAMP) | HTML_HAS(DATA_ORIGINDATE) | HTML_HAS(DATA_TIME) |                  \
     HTML_HAS(DATA_PUBLISH_DATE) | HTML_HAS(DATA_PUBLISHED_AT) | HTML_HAS(DATA_PUBDATE) |          \
     HTML_HAS(CREATED_TIMESTAMP) | HTML_HAS(TS))
#define NAME_ATTRIBUTES                                                                            \
    (HTML_HAS(DATA_AUTHOR) | HTML_HAS(DATA_AUTHOR_NAME) | HTML_HAS(DATA_BYLINE) |                  \
     HTML_HAS(DATA_AUTHOR_USERNAME))

static void gather_attributes(metadata *m, const html *h, arena *a, uint32_t node) {
    const html_node *n = &h->nodes[node];
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        const html_attribute *at = &h->attributes[n->attribute + i];
        if (DATE_ATTRIBUTES >> at->known & 1)
            add_date(m, decoded(h, a, at), n->start, DATED_ATTRIBUTE);
        else if (NAME_ATTRIBUTES >> at->known & 1)
            add_seen(m, decoded(h, a, at), n->start, MARK_USER);
    }
}

/* Without one of these, no element names an author. */
#define AUTHOR_ATTRIBUTES (HTML_HAS(CLASS) | HTML_HAS(REL) | HTML_HAS(ITEMPROP) | HTML_HAS(HREF))

/* An element that names an author by its link, property or class. */
static void gather_author(metadata *m, const html *h, arena *a, class_index *classes, uint32_t node,
                          uint64_t has, unsigned kinds) {
    author_mark mark = mark_of(h, classes, node, has, kinds);
    if (mark == MARK_REL)
        add_seen(m, name_below(h, a, node), h->nodes[node].start, mark);
    else if (mark != AUTHOR_MARKS)
        add_seen(m, text_below(h, a, node), h->nodes[node].start, mark);
}

static bool gather_script(metadata *m, const html *h, arena *a, uint32_t node) {
    if (!text_equal_nocase(html_raw_value(h, node, ATTR_TYPE), TEXT("application/ld+json")))
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

bool metadata_gather(metadata *m, const html *h, class_index *classes, arena *a) {
    *m = (metadata){ 0 };
    bool good = true;
    for (uint32_t node = html_walk(h, 0, 0); node && good; node = html_walk(h, node, 0)) {
        const html_node *n = &h->nodes[node];
        if (n->kind != HTML_ELEMENT || n->space != SPACE_HTML)
            continue;
        uint64_t has = html_has(h, node);
        unsigned kinds = n->tag == TAG_A ? address_kinds(html_raw_value(h, node, ATTR_HREF)) : 0;
        if (n->tag == TAG_META)
            gather_meta(m, h, a, node);
        else if (n->tag == TAG_TITLE && m->title_tag.len == 0)
            m->title_tag = text_below(h, a, node);
        else if (n->tag == TAG_LINK)
            gather_link(m, h, a, node);
        else if (n->tag == TAG_SCRIPT)
            good = gather_script(m, h, a, node);
        else if (n->tag == TAG_HTML)
            m->language = value_of(h, a, node, ATTR_LANG);
        else if (n->tag == TAG_TIME || has & (HTML_HAS(ITEMPROP) | HTML_HAS(DATETIME)))
            gather_time(m, h, a, node);
        else if (n->tag == TAG_A)
            gather_anchor(m, h, a, node, kinds);
        if (has & HTML_HAS(TITLE) && n->tag != TAG_A && n->tag != TAG_IMG)
            gather_hint(m, h, a, node);
        if (has & (DATE_ATTRIBUTES | NAME_ATTRIBUTES))
            gather_attributes(m, h, a, node);
        if (good && has & AUTHOR_ATTRIBUTES && n->tag != TAG_META && n->tag != TAG_BODY &&
            n->tag != TAG_HTML)
            gather_author(m, h, a, classes, node, has, kinds);
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
