/* linked.c - the JSON-LD of a page. Objects are read without a tree: each open one keeps the few
 * fields that matter, and gives them up to the page when it closes as an article. */
#include "page/linked.h"

#include "base/entity.h"
#include "base/json.h"

#include <string.h>

enum { OBJECTS_MOST = 24 };

typedef enum field {
    FIELD_NONE = 0,
    FIELD_TYPE,
    FIELD_NAME,
    FIELD_HEADLINE,
    FIELD_PUBLISHED,
    FIELD_MODIFIED,
    FIELD_SECTION,
    FIELD_BODY,
    FIELD_LANGUAGE,
    FIELD_KEYWORDS,
    FIELD_AUTHOR,
    FIELD_PUBLISHER,
    FIELD_FREE,
    FIELD_IMAGE,
    FIELD_URL,
    FIELD_CREATED,
    FIELD_LICENCE,
    FIELD_GIVEN_NAME,
    FIELD_FAMILY_NAME,
    FIELDS
} field;

/* An open object, or an array, which keeps the key that it stands under. */
typedef struct object {
    field under; // the key that holds it
    field key;   // the last key inside
    bool is_array, is_article, is_page, is_paid, is_person;
    text raw[FIELDS];
    text authors[LINKED_AUTHORS_MOST];
    uint32_t n_authors;
    text tags[LINKED_TAGS_MOST];
    uint32_t n_tags;
} object;

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }
static field field_of(text key) {
    static const struct key_name {
        text name;
        uint8_t means;
    } keys[] = {
        { T("@type"), FIELD_TYPE },
        { T("name"), FIELD_NAME },
        { T("headline"), FIELD_HEADLINE },
        { T("datePublished"), FIELD_PUBLISHED },
        { T("dateModified"), FIELD_MODIFIED },
        { T("articleSection"), FIELD_SECTION },
        { T("articleBody"), FIELD_BODY },
        { T("inLanguage"), FIELD_LANGUAGE },
        { T("keywords"), FIELD_KEYWORDS },
        { T("author"), FIELD_AUTHOR },
        { T("creator"), FIELD_AUTHOR },
        { T("publisher"), FIELD_PUBLISHER },
        { T("isAccessibleForFree"), FIELD_FREE },
        { T("image"), FIELD_IMAGE },
        { T("url"), FIELD_URL },
        { T("dateCreated"), FIELD_CREATED },
        { T("uploadDate"), FIELD_CREATED },
        { T("license"), FIELD_LICENCE },
        { T("givenName"), FIELD_GIVEN_NAME },
        { T("familyName"), FIELD_FAMILY_NAME },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_equal(key, keys[i].name))
            return (field)keys[i].means;
    return FIELD_NONE;
}

/* Unescapes a JSON string and the character references some sites put in it. */
static text clean(arena *a, text raw) {
    buffer plain = { 0 }, out = { 0 };
    json_unescape(&plain, raw);
    entity_decode(&out, text_trim(buffer_view(&plain)), false);
    text kept = out.failed || plain.failed ? (text){ NULL, 0 } : arena_text(a, buffer_view(&out));
    buffer_free(&plain);
    buffer_free(&out);
    return kept;
}

static void put(text *slot, arena *a, text raw) {
    if (slot->len == 0 && raw.len)
        *slot = clean(a, raw);
}

static bool ends_type(text type, const char *tail) {
    return text_find(type, text_of(tail)) != SIZE_MAX;
}

static void see_type(object *o, text type) {
    o->is_article |= ends_type(type, "Article") || ends_type(type, "Posting") ||
                     ends_type(type, "Report") || ends_type(type, "Review");
    o->is_article |= text_equal(type, TEXT("Question")) || text_equal(type, TEXT("Recipe"));
    o->is_page |= ends_type(type, "WebPage");
    o->is_person |= text_equal(type, TEXT("Person"));
}

/* The object that holds the one at depth d, arrays passed over; 0: none. */
static uint32_t holder(const object *open, uint32_t d) {
    while (d > 1 && open[d - 1].is_array)
        d--;
    return d > 0 ? d - 1 : 0;
}

/* What an object is called; a person may be so by two names. */
static text name_of(const object *o, arena *a) {
    text given = o->raw[FIELD_GIVEN_NAME], family = o->raw[FIELD_FAMILY_NAME];
    if (o->raw[FIELD_NAME].len || given.len == 0 || family.len == 0)
        return o->raw[FIELD_NAME];
    buffer both = { 0 };
    buffer_text(&both, given);
    buffer_byte(&both, ' ');
    buffer_text(&both, family);
    text name = arena_text(a, buffer_view(&both));
    buffer_free(&both);
    return name;
}

static void add_author(object *o, text raw) {
    if (o->n_authors < LINKED_AUTHORS_MOST && raw.len)
        o->authors[o->n_authors++] = raw;
}

/* A value of an object: a string, or a literal in its written form. */
static void see_value(object *open, uint32_t d, field key, text raw) {
    uint32_t object_at = d;
    while (object_at > 0 && open[object_at].is_array)
        object_at--;
    object *owner = &open[object_at];
    if (key == FIELD_TYPE)
        see_type(owner, raw);
    else if (key == FIELD_AUTHOR)
        add_author(owner, raw);
    else if (key == FIELD_KEYWORDS && owner->n_tags < LINKED_TAGS_MOST)
        owner->tags[owner->n_tags++] = raw;
    else if (key == FIELD_FREE)
        owner->is_paid |= text_equal_nocase(raw, TEXT("false"));
    else if (owner->raw[key].len == 0)
        owner->raw[key] = raw;
}

/* Keywords stand in one string, with commas between, or in an array. */
static void put_tags(linked *out, arena *a, const object *o) {
    if (out->keywords.len || o->n_tags == 0)
        return;
    buffer all = { 0 };
    for (uint32_t i = 0; i < o->n_tags; i++) {
        if (i)
            buffer_byte(&all, ',');
        buffer_text(&all, clean(a, o->tags[i]));
    }
    out->keywords = arena_text(a, buffer_view(&all));
    buffer_free(&all);
}

/* An article closes: what it says goes to the page, unless that is said already. */
static void take_article(linked *out, arena *a, const object *o) {
    if (o->is_article && !out->is_article) {
        // An article outdoes what a web page said before.
        out->is_article = true;
        out->published = out->modified = (text){ "", 0 };
    }
    if (o->is_article)
        put(&out->headline, a,
            o->raw[FIELD_HEADLINE].len ? o->raw[FIELD_HEADLINE] : o->raw[FIELD_NAME]);
    put(&out->published, a, o->raw[FIELD_PUBLISHED]);
    put(&out->modified, a, o->raw[FIELD_MODIFIED]);
    put(&out->section, a, o->raw[FIELD_SECTION]);
    put(&out->language, a, o->raw[FIELD_LANGUAGE]);
    put_tags(out, a, o);
    put(&out->licence, a, o->raw[FIELD_LICENCE]);
    put(&out->body, a, o->raw[FIELD_BODY]);
    put(&out->image, a, o->raw[FIELD_IMAGE]);
    out->is_paid |= o->is_paid;
    if (out->n_authors == 0 && o->is_article)
        for (uint32_t i = 0; i < o->n_authors; i++)
            out->authors[out->n_authors++] = clean(a, o->authors[i]);
}

static void close_object(linked *out, arena *a, object *open, uint32_t d) {
    object *o = &open[d];
    uint32_t above = holder(open, d);
    if (o->is_array)
        return;
    if (o->under == FIELD_AUTHOR && d > 0)
        add_author(&open[above], name_of(o, a));
    else if (o->under == FIELD_PUBLISHER)
        put(&out->site, a, o->raw[FIELD_NAME]);
    else if (o->under == FIELD_IMAGE && d > 0 && open[above].raw[FIELD_IMAGE].len == 0)
        open[above].raw[FIELD_IMAGE] = o->raw[FIELD_URL];
    put(&out->any_published, a,
        o->raw[FIELD_PUBLISHED].len ? o->raw[FIELD_PUBLISHED] : o->raw[FIELD_CREATED]);
    if (o->is_person && o->under != FIELD_AUTHOR)
        put(&out->person, a, o->raw[FIELD_NAME]);
    if (o->is_article || (o->is_page && !out->is_article))
        take_article(out, a, o);
}

bool linked_read(linked *out, arena *a, text json) {
    json_reader r = json_open(json);
    object *open = arena_room(a, OBJECTS_MOST, sizeof *open);
    uint32_t n = 0;
    if (!open)
        return false;
    for (json_kind kind = json_next(&r); kind != JSON_END && kind != JSON_BAD;
         kind = json_next(&r)) {
        field key = n ? open[n - 1].key : FIELD_NONE;
        switch (kind) {
        case JSON_OBJECT:
        case JSON_ARRAY:
            if (n == OBJECTS_MOST) {
                kind = json_skip(&r, kind);
                break;
            }
            memset(&open[n], 0, sizeof *open);
            open[n].is_array = kind == JSON_ARRAY;
            open[n].under = key;
            // What stands in an array stands under the array's key.
            open[n].key = kind == JSON_ARRAY ? key : FIELD_NONE;
            n++;
            break;
        case JSON_OBJECT_END:
        case JSON_ARRAY_END:
            if (n)
                close_object(out, a, open, --n);
            break;
        case JSON_KEY:
            if (n)
                open[n - 1].key = field_of(r.raw);
            break;
        case JSON_FALSE:
            if (n && key == FIELD_FREE)
                see_value(open, n - 1, key, TEXT("false"));
            break;
        case JSON_STRING:
            if (n && key != FIELD_NONE)
                see_value(open, n - 1, key, r.raw);
            break;
        default:
            break;
        }
    }
    return !a->failed;
}
