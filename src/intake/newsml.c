/* newsml.c - NewsML-G2 and NITF (IPTC): an article a news item that carries words. Bodies are NITF,
 * XHTML or plain text, and articles already: a block is a line. */
#include "intake/reader.h"
#include "intake/tags.h"
#include "intake/xml.h"

#include <stdlib.h>
#include <string.h>

typedef enum newsml_part {
    PART_TITLE,
    PART_AUTHOR,
    PART_CREATOR, // counts where no author is named
    PART_DATE,
    PART_VERSION, // of the item, counts where the content has no date
    PART_ID,
    PART_LANGUAGE,
    PART_PROVIDER,
    PART_LINK,
    PART_BODY,
    PARTS,
} newsml_part;

typedef struct newsml {
    xml *x;
    buffer decoded;
    size_t depth, item_depth, item_at;
    size_t meta_depth;  // inside contentMeta, itemMeta, NITF's head or body.head
    size_t owner_depth; // inside creator or provider, whose name is wanted
    newsml_part owner;
    size_t taken_depth; // inside an element whose words are a part
    newsml_part taken;
    size_t body_depth;   // inside a body
    size_t post_depth;   // inside an author's post in a byline
    size_t hidden_depth; // inside something that is no part of it
    bool plain_body;     // the body's line ends count
    bool fault_told;
    buffer parts[PARTS], words;
} newsml;

static bool is(text name, const char *other) {
    return text_equal_nocase(name, text_of(other));
}

static bool is_one(text name, const char *const *names) {
    for (; *names; names++)
        if (is(name, *names))
            return true;
    return false;
}

static void set_part(newsml *n, newsml_part p, text t) {
    if (n->parts[p].len == 0)
        tags_joined(&n->parts[p], t);
}

/* ---- items ---- */

/* A contentSet on its own is what some exports leave of an item. */
static bool starts_item(text name, bool is_root) {
    static const char *const items[] = { "newsItem",     "nitf",        "packageItem",
                                         "planningItem", "conceptItem", "knowledgeItem",
                                         "catalogItem",  NULL };
    return is_one(name, items) || (is_root && is(name, "contentSet"));
}

static void start_item(newsml *n, const xml_tag *tag) {
    n->item_depth = n->depth;
    n->item_at = xml_place(n->x);
    for (int i = 0; i < PARTS; i++)
        buffer_clear(&n->parts[i]);
    set_part(n, PART_ID, xml_attribute_of(tag, "guid"));
    set_part(n, PART_LANGUAGE, xml_attribute_of(tag, "lang"));
}

/* ---- what is said about the item ---- */

/* Elements whose words are a part, inside the elements that hold what is said of an item. */
static const struct {
    const char *name;
    newsml_part fills;
} said[] = {
    { "headline", PART_TITLE },
    { "hl1", PART_TITLE },
    { "title", PART_TITLE },
    { "by", PART_AUTHOR },
    { "byline", PART_AUTHOR },
    { "contentCreated", PART_DATE },
    { "contentModified", PART_VERSION },
    { "versionCreated", PART_VERSION },
};

static void take(newsml *n, newsml_part p) {
    n->taken = p;
    n->taken_depth = n->depth;
    buffer_clear(&n->words);
}

/* NITF says much in attributes. */
static void read_attributes(newsml *n, text name, const xml_tag *tag) {
    if (is(name, "language"))
        set_part(n, PART_LANGUAGE, xml_attribute_of(tag, "tag"));
    else if (is(name, "doc-id"))
        set_part(n, PART_ID, xml_attribute_of(tag, "id-string"));
    else if (is(name, "date.issue") || is(name, "story.date"))
        set_part(n, PART_DATE, xml_attribute_of(tag, "norm"));
    else if (is(name, "pubdata")) {
        set_part(n, PART_DATE, xml_attribute_of(tag, "date.publication"));
        set_part(n, PART_LINK, xml_attribute_of(tag, "ex-ref"));
        set_part(n, PART_PROVIDER, xml_attribute_of(tag, "name"));
    }
}

static void start_meta(newsml *n, text name, const xml_tag *tag) {
    read_attributes(n, name, tag);
    if (n->taken_depth && is(name, "byttl"))
        n->post_depth = n->depth;
    else if (is(name, "creator") || is(name, "provider")) {
        n->owner_depth = n->depth;
        n->owner = is(name, "creator") ? PART_CREATOR : PART_PROVIDER;
        set_part(n, n->owner, xml_attribute_of(tag, "literal"));
    } else if (n->owner_depth && is(name, "name")) {
        take(n, n->owner);
    }
    for (size_t i = 0; i < sizeof said / sizeof *said && !n->taken_depth; i++)
        if (is(name, said[i].name) && n->parts[said[i].fills].len == 0)
            take(n, said[i].fills);
}

/* ---- bodies ---- */

/* A line of the body ends. Nothing is added where one has ended already. */
static void end_line(newsml *n) {
    text line = text_trim(buffer_view(&n->words));
    if (line.len) {
        tags_joined(&n->parts[PART_BODY], line);
        buffer_byte(&n->parts[PART_BODY], '\n');
    }
    buffer_clear(&n->words);
}

static bool is_block(text name) {
    static const char *const blocks[] = { "p",          "div",     "block",   "hl2", "h1", "h2",
                                          "h3",         "h4",      "h5",      "h6",  "li", "ul",
                                          "ol",         "table",   "tr",      "bq",  "br", "pre",
                                          "blockquote", "section", "article", NULL };
    return is_one(name, blocks);
}

/* Media and notes; the lead that archives print twice. */
static bool is_hidden(text name, const xml_tag *tag) {
    static const char *const hidden[] = { "script", "style",  "media", "figure", "table",
                                          "head",   "ednote", "nav",   "aside",  NULL };
    text class = xml_attribute_of(tag, "class");
    return is_one(name, hidden) ||
           (is(name, "block") && text_find(class, TEXT("lead_paragraph")) != SIZE_MAX);
}

static bool starts_body(text name, const xml_tag *tag, bool *plain) {
    static const char *const bodies[] = { "body.content", "body", NULL };
    text type = xml_attribute_of(tag, "contenttype");
    *plain = is(name, "inlineData") && (type.len == 0 || is(type, "text/plain"));
    return *plain || is_one(name, bodies);
}

static void start_in_body(newsml *n, text name, const xml_tag *tag) {
    if (is(name, "body.content")) { // of NITF; what came before it in its body was no text
        buffer_clear(&n->words);
        n->body_depth = n->depth;
    } else if (n->hidden_depth) {
        return;
    } else if (is(name, "body.head")) {
        n->hidden_depth = n->meta_depth = n->depth;
    } else if (is(name, "body.end") || is_hidden(name, tag)) {
        end_line(n);
        n->hidden_depth = n->depth;
    } else if (is_block(name)) {
        end_line(n);
    } else if (is(name, "td") || is(name, "th")) {
        buffer_byte(&n->words, ' ');
    }
}

/* ---- the text's starts, ends and words ---- */

static bool starts_meta(text name) {
    static const char *const metas[] = { "contentMeta", "itemMeta", "head", "docdata", NULL };
    return is_one(name, metas);
}

static void on_start(void *context, const xml_tag *tag) {
    newsml *n = context;
    text name = xml_local(tag->name);
    n->depth++;
    if (n->item_depth == 0) {
        if (starts_item(name, n->depth == 1))
            start_item(n, tag);
    } else if (n->meta_depth) {
        start_meta(n, name, tag);
    } else if (n->body_depth) {
        start_in_body(n, name, tag);
    } else if (starts_meta(name)) {
        n->meta_depth = n->depth;
    } else if (starts_body(name, tag, &n->plain_body)) {
        n->body_depth = n->depth;
        buffer_clear(&n->words);
    }
}

static void end_taken(newsml *n) {
    set_part(n, n->taken, buffer_view(&n->words));
    buffer_clear(&n->words);
    n->taken_depth = 0;
}

static void end_body(newsml *n) {
    if (n->plain_body)
        buffer_text(&n->parts[PART_BODY], buffer_view(&n->words));
    else
        end_line(n);
    buffer_clear(&n->words);
    n->body_depth = 0;
}

static void on_end(void *context, text name) {
    newsml *n = context;
    if (n->taken_depth == n->depth && n->depth)
        end_taken(n);
    if (n->owner_depth == n->depth)
        n->owner_depth = 0;
    if (n->post_depth == n->depth)
        n->post_depth = 0;
    if (n->hidden_depth == n->depth)
        n->hidden_depth = 0;
    if (n->meta_depth == n->depth)
        n->meta_depth = 0;
    if (n->body_depth == n->depth && n->depth)
        end_body(n);
    else if (n->body_depth && !n->hidden_depth && is_block(xml_local(name)))
        end_line(n);
    if (n->item_depth == n->depth && n->depth) {
        n->item_depth = 0;
        xml_pause(n->x);
    }
    n->depth--;
}

static void on_words(void *context, text t) {
    newsml *n = context;
    if ((n->taken_depth && !n->post_depth) || (n->body_depth && !n->hidden_depth))
        buffer_text(&n->words, t);
}

/* ---- the reader ---- */

bool newsml_is(text head) {
    text root = xml_local(xml_root(head));
    return starts_item(root, true) || is(root, "newsMessage");
}

void newsml_close(reader *r) {
    newsml *n = r->own;
    if (n) {
        xml_close(n->x);
        for (int i = 0; i < PARTS; i++)
            buffer_free(&n->parts[i]);
        buffer_free(&n->words);
        buffer_free(&n->decoded);
    }
    free(n);
    r->own = NULL;
}

static bool open_newsml(reader *r, doc *d) {
    newsml *n = calloc(1, sizeof *n);
    text t;
    r->own = n;
    if (!n)
        return false;
    text head = stream_peek(&r->stream, READER_HEAD);
    if (!reader_decoded(r, d, xml_charset(head), &n->decoded, &t))
        return false;
    xml_sink sink = { on_start, on_end, on_words, n };
    n->x = xml_open(t, &sink);
    return n->x != NULL;
}

/* A part, or where it says nothing the other. */
static text kept(const newsml *n, doc *d, newsml_part p, newsml_part other) {
    const buffer *b = n->parts[p].len ? &n->parts[p] : &n->parts[other];
    return arena_text(&d->arena, buffer_view(b));
}

static void fill_page(reader *r, doc *d, const newsml *n) {
    text id = buffer_view(&n->parts[PART_ID]);
    reader_page(r, d, id.len ? kept(n, d, PART_ID, PART_ID) : reader_numbered(r, d, r->n_given + 1),
                n->item_at, MEDIA_ARTICLE);
    page *p = &d->page;
    p->url = kept(n, d, PART_LINK, PART_LINK);
    p->outlet = kept(n, d, PART_PROVIDER, PART_PROVIDER);
    p->given_title = kept(n, d, PART_TITLE, PART_TITLE);
    p->given_author = kept(n, d, PART_AUTHOR, PART_CREATOR);
    p->given_date = kept(n, d, PART_DATE, PART_VERSION);
    p->given_language = kept(n, d, PART_LANGUAGE, PART_LANGUAGE);
    p->raw = arena_text(&d->arena, text_trim(buffer_view(&n->parts[PART_BODY])));
}

static bool has_failed(const newsml *n) {
    bool failed = xml_failed(n->x) || n->words.failed;
    for (int i = 0; i < PARTS; i++)
        failed = failed || n->parts[i].failed;
    return failed;
}

uh_status newsml_next(reader *r, doc *d) {
    if (!r->own && !open_newsml(r, d))
        return UH_NOMEM;
    newsml *n = r->own;
    while (n->x && xml_run(n->x)) {
        text body = text_trim(buffer_view(&n->parts[PART_BODY]));
        if (body.len > READER_PAGE_MOST)
            reader_note(r, d, 0, n->item_at, true, "skipped: an item of more than %d bytes",
                        READER_PAGE_MOST);
        else if (body.len == 0)
            r->n_passed++; // a picture, a plan, a package
        else
            fill_page(r, d, n);
        if (d->page.media != MEDIA_UNKNOWN || d->n_notes)
            return UH_OK;
    }
    size_t at;
    const char *fault = n->x ? xml_fault(n->x, &at) : NULL;
    if (fault && !n->fault_told)
        reader_note(r, d, 0, at, false, "not well-formed: %s; read on tag by tag", fault);
    n->fault_told = true;
    return n->x && has_failed(n) ? UH_NOMEM : UH_END;
}
