/* metadata.c - who wrote a page, when, under what title. */
#include "page/metadata.h"

#include "page/class.h"
#include "page/published.h"
#include "page/when.h"

#include <string.h>

enum {
    TITLE_WORDS_MOST = 40,
    BELOW_MOST = 4096, // bytes of text taken from below an element
    NAME_WORDS_MOST = 6,
    NAME_BYTES_MOST = 60,
    BYLINE_BYTES_MOST = 120,
    META_AUTHORS_MOST = 600,
    AUTHOR_REACH = 12000, // bytes of markup behind the title
    AUTHOR_GAP = 1500,    // between the authors of one story
    BYLINE_REACH = 25,    // pieces around the title in which a byline is looked for
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
    { T("article:section"), SLOT_SECTION }, { T("section"), SLOT_SECTION }, { T("article:tag"), SLOT_KEYWORDS }, { T("keywords"), SLOT_KEYWORDS }, { T("news_keywords"), SLOT_KEYWORDS }, { T("og:url"), SLOT_CANONICAL },
};
// clang-format on

static text *slot_of(metadata *m, uint8_t slot) {
    text *const slots[SLOTS] = { &m->og_title, &m->twitter_title, &m->meta_title, &m->meta_author,
                                 &m->site,     &m->language,      &m->image,      &m->section,
                                 &m->keywords, &m->canonical };
    return slots[slot];
}

static bool is_address(text t) {
    return text_starts(t, TEXT("http")) || text_find(t, TEXT("://")) != SIZE_MAX ||
           text_starts(t, TEXT("/"));
}

/* Some sites give each author a tag of its own. */
static void add_meta_author(text *slot, arena *a, text value) {
    if (value.len == 0 || is_address(value) || slot->len + value.len > META_AUTHORS_MOST ||
        text_find(*slot, value) != SIZE_MAX)
        return;
    buffer both = { 0 };
    buffer_text(&both, *slot);
    if (slot->len)
        buffer_string(&both, "; ");
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
        add_meta_author(&m->meta_author, a, value);
    else
        set(slot_of(m, slot), value);
}

static void gather_meta(metadata *m, const html *h, arena *a, uint32_t node) {
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        text name = text_trim(html_raw_value(h, node, text_of(keys[k])));
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

/* Dates kept for scripts that write them into the page. */
static void gather_data_date(metadata *m, const html *h, arena *a, uint32_t node) {
    static const char *const keys[] = { "data-date",         "data-datetime",     "data-published",
                                        "data-timestamp",    "data-origindate",   "data-time",
                                        "data-publish-date", "data-published-at", "data-pubdate",
                                        "created-timestamp" };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (html_attribute_of(h, node, text_of(keys[k])))
            add_date(m, value_of(h, a, node, keys[k]), h->nodes[node].start, DATED_ATTRIBUTE);
}

/* ".../author/ann-lee": the page of one author, not of all of them. */
static bool leads_to_author(text address) {
    static const char *const parts[] = { "/author/",   "/authors/",     "/autor/",
                                         "/autoren/",  "/auteur/",      "/auteurs/",
                                         "/autores/",  "/by/",          "/journalist/",
                                         "/reporter/", "/contributor/", "/contributors/" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t at = text_find(address, text_of(parts[i]));
        if (at != SIZE_MAX && at + strlen(parts[i]) + 2 < address.len)
            return true;
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

/* An element that names an author by its link, property or class. */
static void gather_author(metadata *m, const html *h, arena *a, const class_index *classes,
                          uint32_t node) {
    const html_node *n = &h->nodes[node];
    author_mark mark = AUTHOR_MARKS;
    if (m->n_seen == AUTHORS_SEEN_MOST)
        return;
    if (text_equal_nocase(html_raw_value(h, node, TEXT("rel")), TEXT("author")) ||
        text_equal_nocase(html_raw_value(h, node, TEXT("itemprop")), TEXT("author")))
        mark = MARK_REL;
    else if (class_purposes(classes, html_raw_value(h, node, TEXT("class"))) & UINT64_C(1)
                                                                                   << FOR_BYLINE)
        mark = MARK_CLASS;
    else if (n->tag == TAG_A && leads_to_author(html_raw_value(h, node, TEXT("href"))))
        mark = MARK_LINK;
    if (mark == AUTHOR_MARKS)
        return;
    text name = text_below(h, a, node);
    if (name.len >= 2 && name.len <= BYLINE_BYTES_MOST)
        m->seen[m->n_seen++] = (author_seen){ name, n->start, mark };
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
        if (n->n_attributes)
            gather_data_date(m, h, a, node);
        if (good && n->n_attributes && n->tag != TAG_META && n->tag != TAG_BODY &&
            n->tag != TAG_HTML)
            gather_author(m, h, a, classes, node);
    }
    return good && !a->failed;
}

/* ---- title ---- */

/* The last " | ", " - ", " – ", " — ", " · ", " » ", " : " of a title. */
static size_t last_bar(text t, size_t *len) {
    static const char *const bars[] = { " | ",
                                        " - ",
                                        " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 ",
                                        " \xc2\xb7 ",
                                        " \xc2\xbb ",
                                        " \xe2\x80\xa2 ",
                                        " :: ",
                                        " // ",
                                        " \xe2\x80\xba ",
                                        " < ",
                                        " \xc2\xab " };
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        text bar = text_of(bars[i]);
        for (size_t at = 0; at + bar.len <= t.len; at++)
            if (memcmp(t.at + at, bar.at, bar.len) == 0 && (best == SIZE_MAX || at > best)) {
                best = at;
                *len = bar.len;
            }
    }
    return best;
}

static uint32_t count_words(text t) {
    uint32_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += !is_space((unsigned char)t.at[i]) && (i == 0 || is_space((unsigned char)t.at[i - 1]));
    return n;
}

text metadata_bare_title(text title, text site) {
    for (int round = 0; round < 2; round++) {
        size_t len = 0, at = last_bar(title, &len);
        if (at == SIZE_MAX)
            break;
        text head = text_cut(title, 0, at), tail = text_cut(title, at + len, title.len);
        bool named = site.len && (text_find_nocase(tail, site) != SIZE_MAX ||
                                  text_find_nocase(site, tail) != SIZE_MAX);
        bool hyphen = len == 3 && title.at[at + 1] == '-',
             bar = len == 3 && title.at[at + 1] == '|';
        uint32_t n_head = count_words(head), n_tail = count_words(tail);
        // A short tail is the site; behind a mere hyphen it must be shorter still.
        if (!named && !(bar && n_head >= 2) &&
            (n_head < 3 || n_tail > (hyphen ? 4u : 5u) || n_tail >= n_head))
            break;
        title = text_trim(head);
    }
    return title;
}

/* How much of the longer text's words the other has too, by hashes of words. */
static float shared(const word_list *a, const word_list *b) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            if (a->at[i].hash == b->at[k].hash) {
                n++;
                break;
            }
    uint32_t most = a->n > b->n ? a->n : b->n;
    return most ? (float)n / (float)most : 0;
}

static void words_of(text t, word_list *out) {
    shape s;
    shape_of(t, &s, out);
}

/* What a page's head says of its title, at most four ways. */
typedef struct titles {
    text said[4];
    word_list words[4];
    word_list site;
    uint32_t n, n_h1;
    text whole[2]; // with the site's name
} titles;

static void gather_titles(const metadata *m, const pieces *ps, titles *t) {
    text site = m->site.len ? m->site : m->linked.site;
    text all[4] = { metadata_bare_title(m->og_title, site), metadata_bare_title(m->title_tag, site),
                    m->linked.headline, metadata_bare_title(m->twitter_title, site) };
    t->n = t->n_h1 = t->site.n = 0;
    t->whole[0] = m->og_title;
    t->whole[1] = m->title_tag;
    for (int i = 0; i < 4; i++)
        if (all[i].len) {
            t->said[t->n] = all[i];
            words_of(all[i], &t->words[t->n++]);
        }
    // Where no site is named, the end of the title that was cut off names it.
    text bare = metadata_bare_title(m->title_tag, site);
    if (site.len == 0 && bare.len + 3 < m->title_tag.len)
        site = text_cut(m->title_tag, bare.len + 3, m->title_tag.len);
    if (site.len)
        words_of(site, &t->site);
    for (uint32_t i = 0; i < ps->n; i++)
        t->n_h1 += ps->markup[i].level == 1 && ps->at[i].shape.n_words > 1;
}

/* A pilcrow at the end of a heading is its link. */
static text bare_heading(text t) {
    text pilcrow = TEXT("\xc2\xb6");
    return text_ends(t, pilcrow) ? text_trim(text_cut(t, 0, t.len - pilcrow.len)) : t;
}

/* "Quickstart" where the head says "Quickstart | Manual". */
static bool begins_title(const titles *t, text heading) {
    for (int i = 0; i < 2; i++) {
        text w = t->whole[i];
        size_t len = 0, at = last_bar(w, &len);
        while (at != SIZE_MAX && at > heading.len) {
            w = text_cut(w, 0, at);
            at = last_bar(w, &len);
        }
        if (at == heading.len && text_starts(w, heading))
            return true;
    }
    return false;
}

static float heading_score(const pieces *ps, uint32_t i, const titles *t) {
    const piece *p = &ps->at[i];
    const markup *m = &ps->markup[i];
    word_list words;
    float score = 0;
    words_of(piece_text(ps, p), &words);
    for (uint32_t k = 0; k < t->n; k++) {
        float s = shared(&words, &t->words[k]);
        if (s > score)
            score = s;
    }
    if (m->level == 1)
        score += t->n_h1 == 1 && p->shape.n_words > 1 && (score > 0.15f || t->n == 0) ? 0.9f : 0.5f;
    else if (m->level == 2)
        score += 0.25f;
    else if (m->near & UINT64_C(1) << FOR_TITLE)
        score += 0.2f;
    if (m->above & (IN_NAV | IN_ASIDE | IN_FOOTER))
        score -= 0.4f;
    if (m->is_hidden)
        score -= 0.3f;
    if (m->level == 1 && begins_title(t, bare_heading(piece_text(ps, p))))
        score += 0.5f;
    // A heading that only names the site is its sign.
    if (t->site.n && shared(&words, &t->site) > 0.6f)
        score -= 0.6f;
    return score;
}

/* Where a heading holds more than the title ("Opinion" before it, a date behind), the head's words
 * are the title; "" if the heading is. */
static text title_of_heading(const titles *t, text heading) {
    for (uint32_t k = 0; k < t->n; k++)
        if (t->words[k].n >= 4 && t->said[k].len < heading.len &&
            (text_ends(heading, t->said[k]) || text_starts(heading, t->said[k])))
            return t->said[k];
    text bare = bare_heading(heading);
    return bare.len < heading.len ? bare : TEXT("");
}

void metadata_title(const metadata *m, pieces *ps, text *title) {
    titles t;
    float best = 0.95f;
    *title = TEXT("");
    gather_titles(m, ps, &t);
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        bool is_heading = ps->markup[i].level || (ps->markup[i].near & UINT64_C(1) << FOR_TITLE);
        if (!is_heading || p->shape.n_words == 0 || p->shape.n_words > TITLE_WORDS_MOST)
            continue;
        float score = heading_score(ps, i, &t);
        if (score > best + 0.001f) {
            best = score;
            ps->title = i;
        }
    }
    if (ps->title != NO_INDEX)
        *title = title_of_heading(&t, piece_text(ps, &ps->at[ps->title]));
    else if (t.n)
        *title = t.said[0];
    else
        *title = m->meta_title;
    ps->title_is_apart = title->len > 0;
}

/* ---- authors ---- */

static bool is_separator(text t, size_t at, size_t *len) {
    static const char *const parts[] = { ";",
                                         ",",
                                         "|",
                                         "/",
                                         " and ",
                                         " & ",
                                         " und ",
                                         " et ",
                                         " y ",
                                         " e ",
                                         " en ",
                                         " og ",
                                         " och ",
                                         " with ",
                                         "\xe2\x80\xa2",
                                         "\n",
                                         " \xc2\xb7 ",
                                         " - ",
                                         " \xe2\x80\x93 " };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        text part = text_of(parts[i]);
        if (at + part.len <= t.len && text_equal_nocase(text_cut(t, at, at + part.len), part)) {
            *len = part.len;
            return true;
        }
    }
    return false;
}

static text without_start(text t) {
    static const char *const starts[] = {
        "by",
        "by:",
        "written by",
        "written by:",
        "words by",
        "story by",
        "posted by",
        "published by",
        "reported by",
        "reviewed by",
        "author:",
        "authors:",
        "author",
        "von",
        "par",
        "por",
        "di",
        "door",
        "af",
        "av",
        "text:",
        "tekst:",
        "autor:",
        "autor",
        "auteur:",
        "reporting by",
        "from",
        "de",
        "texte:",
        "foto:",
        "a cura di",
        "scritto da",
        "escrito por",
        "redigido por",
        "geschrieben von",
        "eingestellt von",
        "verfasst von",
        "publicado por",
        "gepostet von",
        "publi\xc3\xa9 par",
        "started by",
        "asked by",
        "created by",
        "edited by",
        "door:",
        "von:",
        "par:",
        "por:",
    };
    for (int round = 0; round < 2; round++)
        for (size_t i = sizeof starts / sizeof *starts; i > 0; i--) {
            text s = text_of(starts[i - 1]);
            if (t.len <= s.len || !text_equal_nocase(text_cut(t, 0, s.len), s))
                continue;
            // "ByAnn Lee": the page parts them by its style alone.
            bool glued =
                i == 1 && is_upper((unsigned char)t.at[s.len]) && is_lower((unsigned char)t.at[1]);
            if (is_space((unsigned char)t.at[s.len]) || glued)
                t = text_trim(text_cut(t, s.len, t.len));
        }
    return t;
}

/* Words that stand beside names in bylines and are of none. */
static bool is_byline_word(text t) {
    // clang-format off
    static const text list[] = {
        T("admin"), T("editor"), T("editors"), T("updated"), T("published"), T("share"), T("follow"), T("comment"), T("comments"), T("contributor"), T("reporter"), T("correspondent"),
        T("minute"), T("minutes"), T("min"), T("senior"), T("author"), T("authors"), T("writer"), T("written"), T("posted"), T("profile"), T("see"), T("more"), T("articles"), T("watch"),
        T("photo"), T("image"), T("subscribe"), T("newsletter"), T("expert"), T("autor"), T("redaktion"), T("name"), T("archiv"), T("read"), T("view"), T("home"), T("about"), T("mehr"),
        T("researched"), T("reviewed"), T("developer"), T("ago"), T("stunden"),
    };
    // clang-format on
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    for (uint32_t i = 0; i < words.n; i++)
        for (size_t k = 0; k < sizeof list / sizeof *list; k++)
            if (words.at[i].hash == word_hash(list[k]))
                return true;
    // Two capitals alone are the letters of a missing portrait.
    return t.len <= 2 && is_upper((unsigned char)t.at[0]);
}

static bool has_letter(text t) {
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] >= 0x80 || is_alpha((unsigned char)t.at[i]))
            return true;
    return false;
}

/* A name that the markup gives as one: no address, not empty, not a sentence. */
static bool is_given_name(text t) {
    return t.len >= 2 && t.len <= NAME_BYTES_MOST + 20 && !is_address(t) &&
           !text_equal_nocase(t, TEXT("null")) && !text_equal_nocase(t, TEXT("undefined")) &&
           has_letter(t) && text_find(t, TEXT("@")) == SIZE_MAX &&
           !text_equal_nocase(t, TEXT("admin")) && t.at[0] != '@' && t.at[0] != '#';
}

/* A name seen in a line: few words, each with a capital, no digits, nothing else beside it. */
static bool is_seen_name(text t) {
    shape s;
    word_list words;
    if (t.len < 3 || t.len > NAME_BYTES_MOST || is_address(t) ||
        text_find(t, TEXT("(")) != SIZE_MAX)
        return false;
    shape_of(t, &s, &words);
    if (s.n_digits || s.has_address || s.n_words > NAME_WORDS_MOST || s.n_words == 0 ||
        s.ends_colon || s.starts_lower || s.n_letters * 4 < s.n_chars * 3)
        return false;
    return (s.n_capital * 3 >= s.n_words * 2 || s.n_capital == 0) && !is_byline_word(t) &&
           !when_month(t);
}

static bool add_author(doc *d, text name, uint32_t *cap) {
    for (uint32_t i = 0; i < d->article.n_authors; i++)
        if (text_equal_nocase(d->article.authors[i], name))
            return true;
    text *slot = ARENA_PUSH(&d->arena, d->article.authors, d->article.n_authors, *cap);
    if (slot)
        *slot = arena_text(&d->arena, name);
    return slot != NULL;
}

/* How sure it is that a line holds names: seen in the page, in an element for them, given. */
typedef enum surety { SEEN, MARKED, GIVEN } surety;

static bool is_name(text t, surety how) {
    if (how == GIVEN)
        return is_given_name(t);
    if (is_seen_name(t))
        return true;
    shape s;
    word_list words;
    if (how != MARKED || !is_given_name(t) || is_byline_word(t))
        return false;
    shape_of(t, &s, &words);
    // A name with digits is a user's and has no space.
    return s.n_words <= 3 && !s.ends_colon && !word_is_function(t) &&
           (s.n_digits == 0 || (s.n_words == 1 && s.n_digits * 2 < s.n_chars && s.n_letters > 3)) &&
           !when_month(text_cut(t, 0, words.n ? words.at[0].end : 0));
}

static bool add_names(doc *d, text line, surety how, uint32_t *cap) {
    line = without_start(text_trim(line));
    for (size_t start = 0, at = 0; at <= line.len; at++) {
        size_t len = 0;
        if (at < line.len && !is_separator(line, at, &len))
            continue;
        text name = without_start(text_trim(text_cut(line, start, at)));
        if (is_name(name, how) && !add_author(d, name, cap))
            return false;
        start = at + (len ? len : 1);
        at = start - 1;
    }
    return true;
}

bool metadata_authors(doc *d, text line) {
    uint32_t cap = d->article.n_authors;
    return add_names(d, line, GIVEN, &cap);
}

/* Bylines among the pieces [from, to): in an element for authors, or a line that starts with "By".
 */
static bool visible_authors(const pieces *ps, uint32_t from, uint32_t to, doc *d, uint32_t *cap) {
    for (uint32_t i = from; i < to && d->article.n_authors == 0; i++) {
        const piece *p = &ps->at[i];
        text t = piece_text(ps, p), bare = without_start(t);
        bool marked = ps->markup[i].near & UINT64_C(1) << FOR_BYLINE;
        bool says_by = bare.len < t.len && p->shape.n_words <= 9;
        if (p->is_prose || p->shape.n_words > 20 || (!marked && !says_by) ||
            (ps->markup[i].near & UINT64_C(1) << FOR_COMMENT))
            continue;
        if (!add_names(d, t, SEEN, cap))
            return false;
    }
    return true;
}

/* An element around another one that holds a name: the inner one says it best. */
static bool wraps_next(const metadata *m, uint32_t i) {
    const author_seen *s = &m->seen[i];
    for (uint32_t k = i + 1; k < m->n_seen && m->seen[k].at < s->at + AUTHOR_GAP; k++)
        if (m->seen[k].name.len < s->name.len && is_name(without_start(m->seen[k].name), MARKED) &&
            text_find(s->name, m->seen[k].name) != SIZE_MAX)
            return true;
    return false;
}

/* Authors that elements of one mark name, those that stand together; near: not far behind the
 * title. */
static bool marked_authors(const metadata *m, const pieces *ps, author_mark mark, bool near, doc *d,
                           uint32_t *cap) {
    uint32_t title = 0, last = 0;
    if (ps->title != NO_INDEX)
        title = trail_source_above(ps->trail, ps->at[ps->title].start);
    for (uint32_t i = 0; i < m->n_seen; i++) {
        const author_seen *s = &m->seen[i];
        bool is_near = s->at + AUTHOR_REACH / 4 > title && s->at < title + AUTHOR_REACH;
        if (s->mark != mark || (near && !is_near) || wraps_next(m, i))
            continue;
        if (d->article.n_authors && s->at > last + AUTHOR_GAP)
            break;
        if (!add_names(d, s->name, mark == MARK_LINK ? SEEN : MARKED, cap))
            return false;
        if (d->article.n_authors)
            last = s->at;
    }
    return true;
}

static bool fill_authors(const metadata *m, const pieces *ps, doc *d) {
    uint32_t cap = 0, from = 0, to = ps->n;
    bool good = true;
    if (ps->title != NO_INDEX) {
        from = ps->title > 6 ? ps->title - 6 : 0;
        to = ps->title + BYLINE_REACH < ps->n ? ps->title + BYLINE_REACH : ps->n;
    }
    for (uint32_t i = 0; i < m->linked.n_authors && good; i++)
        good = add_names(d, m->linked.authors[i], GIVEN, &cap);
    if (good && d->article.n_authors == 0)
        good = add_names(d, m->meta_author, GIVEN, &cap);
    for (int mark = 0; mark < AUTHOR_MARKS && good && d->article.n_authors == 0; mark++)
        good = marked_authors(m, ps, (author_mark)mark, true, d, &cap);
    if (good && d->article.n_authors == 0)
        good = visible_authors(ps, from, to, d, &cap);
    for (int mark = 0; mark < AUTHOR_MARKS && good && d->article.n_authors == 0; mark++)
        good = marked_authors(m, ps, (author_mark)mark, false, d, &cap);
    if (good && d->article.n_authors == 0)
        good = visible_authors(ps, to, ps->n, d, &cap);
    if (good && d->article.n_authors == 0)
        good = add_names(d, m->linked.person, GIVEN, &cap);
    return good;
}

static text kept(doc *d, text t) {
    return t.len ? arena_text(&d->arena, t) : TEXT("");
}

static bool fill_tags(const metadata *m, doc *d) {
    uint32_t cap = 0;
    text list = m->keywords.len ? m->keywords : m->linked.keywords;
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
    a->licence = kept(d, m->licence);
    a->paywalled = m->linked.is_paid;
    published_choose(m, ps, d);
    return fill_tags(m, d) && fill_authors(m, ps, d) && doc_status(d) == UH_OK;
}
