/* feed.c - which element of an item is which field, whatever the dialect. */
#include "intake/feed.h"

#include "base/utf8.h"
#include "intake/tags.h"

#include <stdlib.h>
#include <string.h>

enum { NO_RANK = 255, PREFIX_MOST = 24, PREFIXES_MOST = 32 };

/* An element of an item: the lower its rank, the better it is for its field. */
static const struct {
    const char *space, *name;
    feed_field field;
    uint8_t rank;
} elements[] = {
    // clang-format off
    { "", "title", FEED_TITLE, 0 },            { "dc", "title", FEED_TITLE, 1 },
    { "media", "title", FEED_TITLE, 2 },       { "itunes", "title", FEED_TITLE, 3 },
    { "feedburner", "origlink", FEED_LINK, 0 }, { "", "link", FEED_LINK, 1 },
    { "", "id", FEED_ID, 0 },                  { "", "guid", FEED_ID, 0 },
    { "dc", "identifier", FEED_ID, 1 },
    { "", "pubdate", FEED_DATE, 0 },           { "", "published", FEED_DATE, 0 },
    { "", "issued", FEED_DATE, 1 },            { "dc", "date", FEED_DATE, 1 },
    { "dcterms", "issued", FEED_DATE, 1 },     { "dcterms", "created", FEED_DATE, 2 },
    { "", "created", FEED_DATE, 2 },           { "", "updated", FEED_DATE, 3 },
    { "", "modified", FEED_DATE, 3 },          { "dcterms", "modified", FEED_DATE, 3 },
    { "", "lastmod", FEED_DATE, 3 },
    { "dc", "creator", FEED_AUTHOR, 0 },       { "", "author", FEED_AUTHOR, 1 },
    { "dc", "author", FEED_AUTHOR, 1 },        { "itunes", "author", FEED_AUTHOR, 2 },
    { "content", "encoded", FEED_CONTENT, 0 }, { "", "content", FEED_CONTENT, 0 },
    { "xhtml", "body", FEED_CONTENT, 0 },      { "xhtml", "div", FEED_CONTENT, 1 },
    { "", "body", FEED_CONTENT, 1 },           { "", "fullitem", FEED_CONTENT, 1 },
    { "", "description", FEED_CONTENT, 2 },    { "", "summary", FEED_CONTENT, 2 },
    { "dc", "description", FEED_CONTENT, 3 },  { "", "abstract", FEED_CONTENT, 3 },
    { "", "tagline", FEED_CONTENT, 4 },        { "media", "description", FEED_CONTENT, 4 },
    { "itunes", "summary", FEED_CONTENT, 4 },
    { "dc", "language", FEED_LANGUAGE, 0 },    { "", "source", FEED_SOURCE, 0 },
    // clang-format on
};

/* The namespaces those prefixes stand for; others are known by the prefix they have. */
static const struct {
    const char *in_address, *space;
} spaces[] = {
    { "purl.org/dc/elements", "dc" },
    { "purl.org/dc/terms", "dcterms" },
    { "/rss/1.0/modules/content", "content" },
    { "/2005/atom", "" },
    { "purl.org/atom", "" },
    { "search.yahoo.com/mrss", "media" },
    { "itunes.com/dtds", "itunes" },
    { "1999/xhtml", "xhtml" },
    { "feedburner", "feedburner" },
    { "purl.org/rss/1.0", "" },
    { "purl.org/net/rss", "" },
    { "netscape.com/rdf", "" },
    { "backend.userland.com", "" },
    { "blogs.law.harvard.edu", "" },
};

typedef struct prefix {
    char name[PREFIX_MOST];
    const char *space;
} prefix;

struct feed {
    xml *x;
    size_t depth;
    prefix prefixes[PREFIXES_MOST]; // as the text declares them
    size_t n_prefixes;

    size_t item_depth; // 0: outside an item
    size_t item_at;    // its first byte
    buffer fields[FEED_FIELDS];
    uint8_t ranks[FEED_FIELDS];
    bool is_html; // the content

    size_t field_depth; // 0: outside a field
    feed_field field;
    uint8_t rank;
    bool takes_markup; // children are part of it
    bool may_be_html;  // what stands there may be HTML with its tags escaped
    bool is_markup;    // it has children, or its type says so
    bool is_left_out;  // a type that is no text
    bool is_base64;    // what stands there is coded so
    bool is_link;      // a guid that is an address too
    size_t name_depth; // of an author's name inside the author
    buffer value;

    size_t title_depth; // 0: outside the feed's title
    buffer title, language;
};

/* ---- names ---- */

static bool starts_nocase(text t, const char *start) {
    size_t n = strlen(start);
    return t.len >= n && text_equal_nocase(text_cut(t, 0, n), (text){ start, n });
}

/* What an address of a namespace stands for; NULL: not known. */
static const char *space_of_address(text address) {
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (text_find_nocase(address, text_of(spaces[i].in_address)) != SIZE_MAX)
            return spaces[i].space;
    return NULL;
}

static void learn_prefixes(feed *f, const xml_tag *tag) {
    for (size_t i = 0; i < tag->n_attributes; i++) {
        const xml_attribute *a = &tag->attributes[i];
        const char *space = starts_nocase(a->name, "xmlns:") ? space_of_address(a->value) : NULL;
        text name = xml_local(a->name);
        if (!space || name.len >= PREFIX_MOST || f->n_prefixes == PREFIXES_MOST)
            continue;
        prefix *p = &f->prefixes[f->n_prefixes++];
        memcpy(p->name, name.at, name.len);
        p->name[name.len] = '\0';
        p->space = space;
    }
}

/* The namespace of an element: by its own declaration, its prefix as declared, its prefix. */
static text space_of(const feed *f, const xml_tag *tag) {
    text local = xml_local(tag->name);
    if (local.len == tag->name.len) {
        for (size_t i = 0; i < tag->n_attributes; i++)
            if (text_equal(tag->attributes[i].name, TEXT("xmlns"))) {
                const char *space = space_of_address(tag->attributes[i].value);
                return text_of(space ? space : "");
            }
        return TEXT("");
    }
    text name = text_cut(tag->name, 0, tag->name.len - local.len - 1);
    for (size_t i = f->n_prefixes; i > 0; i--)
        if (text_equal(name, text_of(f->prefixes[i - 1].name)))
            return text_of(f->prefixes[i - 1].space);
    return name;
}

static bool is_item(text local) {
    return text_equal_nocase(local, TEXT("item")) || text_equal_nocase(local, TEXT("entry"));
}

/* ---- an item begins ---- */

static void set_field(feed *f, feed_field field, uint8_t rank, text t) {
    t = text_trim(t);
    if (t.len == 0 || rank >= f->ranks[field])
        return;
    buffer_clear(&f->fields[field]);
    buffer_text(&f->fields[field], t);
    f->ranks[field] = rank;
}

static void start_item(feed *f, const xml_tag *tag) {
    enum { ABOUT_RANK = 9 };
    f->item_depth = f->depth;
    f->item_at = xml_place(f->x);
    f->is_html = false;
    for (int i = 0; i < FEED_FIELDS; i++) {
        buffer_clear(&f->fields[i]);
        f->ranks[i] = NO_RANK;
    }
    text about = xml_attribute_of(tag, "about");
    set_field(f, FEED_ID, ABOUT_RANK, about);
    set_field(f, FEED_LINK, ABOUT_RANK, about.len ? about : xml_attribute_of(tag, "href"));
    for (size_t i = 0; i < tag->n_attributes; i++)
        if (text_equal(tag->attributes[i].name, TEXT("xml:lang")))
            set_field(f, FEED_LANGUAGE, 1, tag->attributes[i].value);
}

/* ---- a field begins ---- */

static bool holds(text t, const char *part) {
    return text_find_nocase(t, text_of(part)) != SIZE_MAX;
}

/* What the attributes say of how a text is to be read. */
static void read_type(feed *f, const xml_tag *tag, text space) {
    text type = xml_attribute_of(tag, "type"), mode = xml_attribute_of(tag, "mode");
    bool is_xhtml = text_equal(space, TEXT("xhtml")) || holds(type, "xhtml");
    f->is_markup = is_xhtml && !text_equal_nocase(mode, TEXT("escaped"));
    f->may_be_html = !text_equal_nocase(type, TEXT("text"));
    f->is_base64 = text_equal_nocase(mode, TEXT("base64"));
    f->is_left_out = xml_attribute_of(tag, "src").len > 0 ||
                     (holds(type, "/") && !holds(type, "text/") && !holds(type, "html"));
}

/* Atom's links: an address in an attribute, of the article itself or of something else. */
static void take_link(feed *f, const xml_tag *tag) {
    text rel = xml_attribute_of(tag, "rel");
    if (rel.len == 0 || text_equal_nocase(rel, TEXT("alternate")))
        set_field(f, FEED_LINK, 1, xml_attribute_of(tag, "href"));
}

static void start_field(feed *f, const xml_tag *tag) {
    text space = space_of(f, tag), local = xml_local(tag->name);
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (!text_equal_nocase(local, text_of(elements[i].name)) ||
            !text_equal_nocase(space, text_of(elements[i].space)))
            continue;
        f->field = elements[i].field;
        f->rank = elements[i].rank;
        f->field_depth = f->depth;
        f->name_depth = 0;
        f->takes_markup = f->field == FEED_CONTENT || f->field == FEED_TITLE;
        f->is_link = text_equal_nocase(local, TEXT("guid")) &&
                     !text_equal_nocase(xml_attribute_of(tag, "isPermaLink"), TEXT("false"));
        read_type(f, tag, space);
        if (f->field == FEED_LINK)
            take_link(f, tag);
        buffer_clear(&f->value);
        return;
    }
}

/* Words taken so far become markup when the first child is met. */
static void begin_markup(feed *f) {
    if (f->is_markup)
        return;
    buffer escaped = { 0 };
    tags_words(&escaped, buffer_view(&f->value));
    buffer_free(&f->value);
    f->value = escaped;
    f->is_markup = true;
}

static void start_inside(feed *f, const xml_tag *tag) {
    text local = xml_local(tag->name);
    if (f->takes_markup) {
        begin_markup(f);
        tags_start(&f->value, local, tag);
    } else if (f->field == FEED_AUTHOR && f->name_depth == 0 &&
               text_equal_nocase(local, TEXT("name"))) {
        f->name_depth = f->depth;
        buffer_clear(&f->value);
    }
}

/* ---- a field ends ---- */

/* "mail@example.org (A. Name)" and "A. Name <mail@example.org>" are the name; a bare address is
 * none. */
static text author_of(text t) {
    size_t open = text_find(t, TEXT("(")), mark = text_find(t, TEXT("@")),
           left = text_find(t, TEXT("<"));
    if (mark == SIZE_MAX)
        return t;
    if (open != SIZE_MAX && open > mark && t.at[t.len - 1] == ')')
        return text_trim(text_cut(t, open + 1, t.len - 1));
    if (left != SIZE_MAX && left > 0 && left < mark)
        return text_trim(text_cut(t, 0, left));
    return TEXT("");
}

static void end_author(feed *f) {
    text name = author_of(text_trim(buffer_view(&f->value)));
    buffer *to = &f->fields[FEED_AUTHOR];
    if (name.len == 0)
        return;
    if (f->rank == f->ranks[FEED_AUTHOR]) {
        buffer_string(to, "; ");
        buffer_text(to, name);
    } else {
        set_field(f, FEED_AUTHOR, f->rank, name);
    }
}

static void end_title(feed *f) {
    text t = buffer_view(&f->value);
    buffer plain = { 0 };
    if (f->is_left_out)
        return;
    if (f->is_markup || (f->may_be_html && tags_are_in(t)))
        tags_plain(&plain, t);
    else
        tags_joined(&plain, t);
    set_field(f, FEED_TITLE, f->rank, buffer_view(&plain));
    f->value.failed = f->value.failed || plain.failed;
    buffer_free(&plain);
}

static void end_content(feed *f) {
    text t = text_trim(buffer_view(&f->value));
    if (f->is_left_out || t.len == 0 || f->rank >= f->ranks[FEED_CONTENT])
        return;
    set_field(f, FEED_CONTENT, f->rank, t);
    f->is_html = f->is_markup || (f->may_be_html && tags_are_in(t));
}

static int digit_of_64(int c) {
    return is_upper(c)   ? c - 'A'
           : is_lower(c) ? c - 'a' + 26
           : is_digit(c) ? c - '0' + 52
           : c == '+'    ? 62
           : c == '/'    ? 63
                         : -1;
}

/* Base64 (RFC 4648) is decoded where it stands; what is no digit is passed over. */
static void decode_64(buffer *b) {
    uint32_t bits = 0;
    size_t n = 0, to = 0;
    for (size_t i = 0; i < b->len; i++) {
        int digit = digit_of_64((unsigned char)b->at[i]);
        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        if (++n % 4 != 1)
            b->at[to++] = (char)(bits >> (n % 4 == 2 ? 4 : n % 4 == 3 ? 2 : 0) & 0xff);
    }
    b->len = to;
}

static void end_field(feed *f) {
    f->field_depth = 0;
    if (f->is_base64) {
        decode_64(&f->value);
        f->is_left_out = f->is_left_out || utf8_check(buffer_view(&f->value)) < f->value.len;
    }
    text t = text_trim(buffer_view(&f->value));
    if (f->field == FEED_AUTHOR)
        end_author(f);
    else if (f->field == FEED_TITLE)
        end_title(f);
    else if (f->field == FEED_CONTENT)
        end_content(f);
    else
        set_field(f, f->field, f->rank, t);
    if (f->is_link && starts_nocase(t, "http"))
        set_field(f, FEED_LINK, 2, t);
}

/* ---- the feed itself ---- */

static void start_outside(feed *f, const xml_tag *tag) {
    enum { TITLE_DEPTH_MOST = 3 }; // rss, channel, title
    text local = xml_local(tag->name);
    bool is_early = f->depth <= TITLE_DEPTH_MOST && f->depth > 1;
    if (is_early && f->title.len == 0 && text_equal_nocase(tag->name, TEXT("title")))
        f->title_depth = f->depth;
    if (f->language.len == 0 && f->depth <= 2)
        for (size_t i = 0; i < tag->n_attributes; i++)
            if (text_equal(tag->attributes[i].name, TEXT("xml:lang")))
                buffer_text(&f->language, text_trim(tag->attributes[i].value));
    f->field_depth = 0;
    if (is_early && f->language.len == 0 && text_equal_nocase(local, TEXT("language"))) {
        f->field_depth = f->depth;
        f->field = FEED_LANGUAGE;
        f->takes_markup = f->is_link = false;
        buffer_clear(&f->value);
    }
}

static void on_start(void *context, const xml_tag *tag) {
    feed *f = context;
    f->depth++;
    learn_prefixes(f, tag);
    if (f->item_depth && f->field_depth)
        start_inside(f, tag);
    else if (f->item_depth && f->depth == f->item_depth + 1)
        start_field(f, tag);
    else if (f->item_depth == 0 && f->depth > 1 && is_item(xml_local(tag->name)))
        start_item(f, tag);
    else if (f->item_depth == 0)
        start_outside(f, tag);
}

static void on_end(void *context, text name) {
    feed *f = context;
    if (f->item_depth && f->field_depth == f->depth) {
        end_field(f);
    } else if (f->item_depth && f->field_depth && f->takes_markup) {
        tags_end(&f->value, xml_local(name));
    } else if (f->name_depth && f->name_depth == f->depth) {
        f->name_depth = SIZE_MAX; // what follows in the author is no name
    } else if (f->item_depth == f->depth && f->depth) {
        f->item_depth = 0;
        xml_pause(f->x);
    } else if (f->item_depth == 0 && f->field_depth == f->depth && f->depth) {
        f->field_depth = 0;
        buffer_text(&f->language, text_trim(buffer_view(&f->value)));
    }
    if (f->title_depth == f->depth)
        f->title_depth = 0;
    f->depth--;
}

static void on_words(void *context, text t) {
    feed *f = context;
    if (f->title_depth)
        buffer_text(&f->title, t);
    if (f->field_depth == 0)
        return;
    if (f->takes_markup && f->is_markup)
        tags_words(&f->value, t);
    else if (f->takes_markup || f->depth == (f->name_depth ? f->name_depth : f->field_depth))
        buffer_text(&f->value, t);
}

/* ---- */

feed *feed_open(text utf8) {
    feed *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    xml_sink sink = { on_start, on_end, on_words, f };
    f->x = xml_open(utf8, &sink);
    if (f->x)
        return f;
    free(f);
    return NULL;
}

bool feed_next_item(feed *f) {
    return xml_run(f->x);
}

text feed_field_of(const feed *f, feed_field field) {
    return buffer_view(&f->fields[field]);
}

bool feed_content_is_html(const feed *f) {
    return f->is_html;
}

text feed_title(const feed *f) {
    return text_trim(buffer_view(&f->title));
}

text feed_language(const feed *f) {
    text own = buffer_view(&f->fields[FEED_LANGUAGE]);
    return own.len ? own : buffer_view(&f->language);
}

size_t feed_place(const feed *f) {
    return f->item_at;
}

const xml *feed_xml(const feed *f) {
    return f->x;
}

bool feed_failed(const feed *f) {
    bool failed = xml_failed(f->x) || f->value.failed || f->title.failed || f->language.failed;
    for (int i = 0; i < FEED_FIELDS; i++)
        failed = failed || f->fields[i].failed;
    return failed;
}

void feed_close(feed *f) {
    if (!f)
        return;
    xml_close(f->x);
    for (int i = 0; i < FEED_FIELDS; i++)
        buffer_free(&f->fields[i]);
    buffer_free(&f->value);
    buffer_free(&f->title);
    buffer_free(&f->language);
    free(f);
}
