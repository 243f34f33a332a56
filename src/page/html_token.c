/* html_token.c - markup to tokens (WHATWG 13.2.5). Text, comments and raw text are skipped with
 * vector compares or memchr; only the bytes inside tags are looked at one by one. */
#include "page/html_token.h"

#include "base/eight.h"
#include "base/entity.h"
#include "base/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { NAME_MOST = 64, VECTOR = 16 };

#define SELDOM __attribute__((noinline)) // kept out of the path that nearly all tags take

static const uint8_t tag_slots[] = {
#define TAG_SLOTS
#include "page/html_tags.inc"
#undef TAG_SLOTS
};
static const text tag_names[TAGS_KNOWN] = {
    { "", 0 },
#define TAG(constant, name, flags, start, end) { name, sizeof(name) - 1 },
#include "page/html_tags.inc"
#undef TAG
};
static const uint64_t tag_keys[TAGS_KNOWN] = {
#define TAG_KEYS
#include "page/html_tags.inc"
#undef TAG_KEYS
};
static const uint64_t tag_factor =
#define TAG_FACTOR
#include "page/html_tags.inc"
#undef TAG_FACTOR
    ;
enum { SLOTS = sizeof tag_slots / sizeof *tag_slots };
_Static_assert(TAGS_KNOWN <= 256, "the number of a tag is a byte of the table");

static const uint8_t attribute_slots[] = {
#define ATTRIBUTE_SLOTS
#include "page/html_attributes.inc"
#undef ATTRIBUTE_SLOTS
};
static const text attribute_names[ATTRS_KNOWN] = {
    { "", 0 },
#define ATTRIBUTE(constant, name) { name, sizeof(name) - 1 },
#include "page/html_attributes.inc"
#undef ATTRIBUTE
};
static const uint64_t attribute_keys[ATTRS_KNOWN] = {
#define ATTRIBUTE_KEYS
#include "page/html_attributes.inc"
#undef ATTRIBUTE_KEYS
};
enum {
#define ATTRIBUTE_FACTORS
#include "page/html_attributes.inc"
#undef ATTRIBUTE_FACTORS
    ATTRIBUTE_SLOTS = sizeof attribute_slots,
};

/* ---- names ---- */

/* The first eight bytes of a name in lower case, as names of letters, digits and hyphens have it:
 * no other byte becomes one of them; 0 where a byte below the space could. */
static uint64_t key_of(text in, size_t from, size_t len) {
    uint64_t used = eight_first(len), bytes = eight_at(in, from) & used;
    uint64_t is_low = ~(bytes >> 5 | bytes >> 6 | bytes >> 7) & EIGHT_ONES & used;
    return is_low ? 0 : bytes | (EIGHT_ONES * 0x20 & used);
}

static uint16_t new_tag(tokenizer *z, text name) {
    html *h = z->h;
    uint64_t key = hash_text(name);
    uint32_t tag;
    if (map_get(&z->names, key, &tag))
        return (uint16_t)tag;
    if (h->n_names == HTML_NAMES_MOST)
        return (uint16_t)(TAGS_KNOWN + HTML_NAMES_MOST - 1);
    text *slot = ARENA_PUSH(h->arena, h->names, h->n_names, h->names_cap);
    tag = TAGS_KNOWN + h->n_names - 1;
    if (!slot || (*slot = arena_text(h->arena, name)).at == NULL ||
        !map_put(&z->names, h->arena, key, tag))
        z->failed = true;
    return (uint16_t)tag;
}

static bool is_known(text name, text known) {
    if (name.len != known.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (to_lower((unsigned char)name.at[i]) != (unsigned char)known.at[i])
            return false;
    return true;
}

/* True if a name with that key, but for case, is the one of a table. */
static bool is_listed(text name, uint64_t key, text listed, uint64_t listed_key) {
    return key == listed_key && name.len == listed.len &&
           (name.len <= EIGHT || is_known(name, listed));
}

/* The number of an element's name of the standard, as written; TAG_NONE: it is none. Most names are
 * written in small letters and have eight bytes at most: these are told by one compare. */
static uint16_t known_tag(text in, size_t from, size_t to) {
    text name = text_cut(in, from, to);
    uint64_t used = eight_first(name.len), bytes = eight_at(in, from) & used,
             lower = bytes | (EIGHT_ONES * 0x20 & used);
    uint16_t tag = tag_slots[(lower + name.len) * tag_factor / (UINT64_MAX / SLOTS + 1)];
    if (tag_keys[tag] == bytes && tag_names[tag].len == name.len && name.len <= EIGHT)
        return tag;
    return tag && is_listed(name, key_of(in, from, name.len), tag_names[tag], tag_keys[tag])
               ? tag
               : TAG_NONE;
}

uint16_t token_tag(tokenizer *z, text name) {
    uint16_t known = known_tag(name, 0, name.len);
    return known ? known : new_tag(z, name);
}

text html_name(const html *h, uint32_t node) {
    uint16_t tag = h->nodes[node].tag;
    if (tag < TAGS_KNOWN)
        return tag_names[tag];
    return tag < TAGS_KNOWN + h->n_names ? h->names[tag - TAGS_KNOWN] : TEXT("");
}

/* The number of a name that is none of the standard, lower-cased; a longer one than NAME_MOST goes
 * through the arena. */
static SELDOM uint16_t own_tag(tokenizer *z, uint32_t start, uint32_t end) {
    char small[NAME_MOST], *lower = small;
    size_t n = end - start;
    if (n > sizeof small && !(lower = arena_alloc(z->h->arena, n))) {
        z->failed = true;
        return TAG_NONE;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)z->h->in.at[start + i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return new_tag(z, (text){ lower, n });
}

static uint16_t tag_of(tokenizer *z, uint32_t start, uint32_t end) {
    uint16_t known = known_tag(z->h->in, start, end);
    return known ? known : own_tag(z, start, end);
}

/* ---- scanning ---- */

/* Finds the next "<", "&" or NUL. */
static uint32_t scan_text(const char *s, uint32_t at, uint32_t n) {
#ifdef __SSE2__
    const __m128i lt = _mm_set1_epi8('<'), amp = _mm_set1_epi8('&'), nul = _mm_setzero_si128();
    for (; at + VECTOR <= n; at += VECTOR) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
        __m128i hit =
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, lt), _mm_cmpeq_epi8(bytes, amp)),
                         _mm_cmpeq_epi8(bytes, nul));
        int mask = _mm_movemask_epi8(hit);
        if (mask)
            return at + (uint32_t)__builtin_ctz((unsigned)mask);
    }
#endif
    while (at < n && s[at] != '<' && s[at] != '&' && s[at] != '\0')
        at++;
    return at;
}

static uint32_t find_byte(const tokenizer *z, uint32_t at, int byte) {
    uint32_t n = (uint32_t)z->h->in.len;
    const char *found = at < n ? memchr(z->h->in.at + at, byte, n - at) : NULL;
    return found ? (uint32_t)(found - z->h->in.at) : n;
}

static bool is_blank(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static int byte_at(const tokenizer *z, uint32_t at) {
    return at < z->h->in.len ? (unsigned char)z->h->in.at[at] : -1;
}

static bool stands(const tokenizer *z, uint32_t at, text word) {
    return at + word.len <= z->h->in.len &&
           text_equal_nocase(text_cut(z->h->in, at, at + word.len), word);
}

/* ---- attributes and tags ---- */

/* The number of a name that somebody asks for. */
static uint8_t known_of(text in, size_t from, size_t to) {
    text name = text_cut(in, from, to);
    if (name.len < 2)
        return ATTR_OTHER;
    size_t first = (unsigned char)name.at[0] | 0x20, n = name.len,
           before = (unsigned char)name.at[n - 2] | 0x20,
           last = (unsigned char)name.at[n - 1] | 0x20;
    uint8_t known = attribute_slots[(first * ATTRIBUTE_FIRST + before * ATTRIBUTE_LAST + last + n) %
                                    ATTRIBUTE_SLOTS];
    if (known == ATTR_OTHER)
        return ATTR_OTHER;
    if (n <= EIGHT && n == attribute_names[known].len &&
        (eight_at(in, from) & eight_first(n)) == attribute_keys[known])
        return known; // written in small letters, as most are
    return is_listed(name, key_of(in, from, n), attribute_names[known], attribute_keys[known])
               ? known
               : ATTR_OTHER;
}

/* One of the bits of a set that an attribute's name can only be in where the set has it: each known
 * name has its own, the others share what is left. */
static uint64_t name_bit(const tokenizer *z, const html_attribute *a) {
    unsigned bit = a->known;
    if (!bit)
        bit = ATTRS_KNOWN +
              (((unsigned char)z->h->in.at[a->name] & 0x1fu) + a->name_len) % (64 - ATTRS_KNOWN);
    return UINT64_C(1) << bit;
}

static bool is_repeated(const tokenizer *z, const html_token *t, const html_attribute *a) {
    const html *h = z->h;
    if (!(t->names & name_bit(z, a)))
        return false;
    for (uint32_t i = 0; i < t->n_attributes; i++)
        if (html_same_name(h, &h->attributes[h->n_attributes + i], a))
            return true;
    return false;
}

/* A place for a tag's next attribute, which may be left unused; NULL: memory refuses. */
static html_attribute *attribute_place(tokenizer *z, const html_token *t) {
    html *h = z->h;
    // The array is used past its count until the builder takes the tag.
    if (h->n_attributes + t->n_attributes >= h->attributes_cap) {
        html_attribute *moved = arena_grow(h->arena, h->attributes, h->attributes_cap,
                                           &h->attributes_cap, sizeof *moved);
        if (!moved) {
            z->failed = true;
            return NULL;
        }
        h->attributes = moved;
    }
    return &h->attributes[h->n_attributes + t->n_attributes];
}

/* Keeps the attribute that stands in the next place, unless the tag has one of that name. */
static void keep_attribute(const tokenizer *z, html_token *t, const html_attribute *a) {
    if (t->n_attributes == HTML_ATTRIBUTES_MOST || is_repeated(z, t, a))
        return;
    t->names |= name_bit(z, a);
    t->n_attributes++;
}

/* find_byte where the byte is most often among the next sixty-four: to look at all of them takes
 * less than to guess wrongly among how many it is. */
static uint32_t near_byte(const tokenizer *z, uint32_t at, int byte) {
#ifdef __SSE2__
    if (at + 4 * VECTOR <= z->h->in.len) {
        const __m128i *x = (const __m128i *)(const void *)(z->h->in.at + at);
        uint64_t hits = 0;
        for (int i = 3; i >= 0; i--) {
            __m128i hit = _mm_cmpeq_epi8(_mm_loadu_si128(x + i), _mm_set1_epi8((char)byte));
            hits = hits << VECTOR | (unsigned)_mm_movemask_epi8(hit);
        }
        if (hits)
            return at + (uint32_t)__builtin_ctzll(hits);
        at += 4 * VECTOR;
    }
#endif
    return find_byte(z, at, byte);
}

/* Reads a quoted value from behind the quote; returns the place behind the closing one. */
static uint32_t quoted_value(const tokenizer *z, uint32_t at, int quote, html_attribute *a) {
    uint32_t end = near_byte(z, at, quote);
    a->value = at;
    a->value_len = end - at;
    return end + 1;
}

static uint32_t bare_value(const tokenizer *z, uint32_t at, html_attribute *a) {
    a->value = at;
    for (int c; (c = byte_at(z, at)) >= 0 && !is_blank(c) && c != '>';)
        at++;
    a->value_len = at - a->value;
    return at;
}

enum byte_class { BLANK = 1, ENDS_TAG_NAME = 2, ENDS_NAME = 4 };

/* What bytes are inside a tag. */
static const uint8_t classes[256] = {
    [' '] = BLANK | ENDS_TAG_NAME | ENDS_NAME,  ['\n'] = BLANK | ENDS_TAG_NAME | ENDS_NAME,
    ['\t'] = BLANK | ENDS_TAG_NAME | ENDS_NAME, ['\r'] = BLANK | ENDS_TAG_NAME | ENDS_NAME,
    ['\f'] = BLANK | ENDS_TAG_NAME | ENDS_NAME, ['/'] = ENDS_TAG_NAME | ENDS_NAME,
    ['>'] = ENDS_TAG_NAME | ENDS_NAME,          ['='] = ENDS_NAME,
};

static bool is_class(const tokenizer *z, uint32_t at, enum byte_class class) {
    return classes[(unsigned char)z->h->in.at[at]] & class;
}

static uint32_t skip_blanks(const tokenizer *z, uint32_t at) {
    uint32_t n = (uint32_t)z->h->in.len;
    while (at < n && is_class(z, at, BLANK))
        at++;
    return at;
}

#ifdef __SSE2__
/* Which of sixteen bytes may end a name: blanks and what is counted below them, "/", "=", ">". */
static unsigned name_end_bits(const char *at) {
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i blank = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(' ')), x);
    __m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('/'));
    __m128i equal = _mm_cmpeq_epi8(x, _mm_set1_epi8('='));
    __m128i close = _mm_cmpeq_epi8(x, _mm_set1_epi8('>'));
    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(blank, slash), _mm_or_si128(equal, close)));
}
#endif

/* The next byte of a class that ends names; the end of the markup where there is none. */
static inline uint32_t name_end(const tokenizer *z, uint32_t at, enum byte_class class) {
    uint32_t n = (uint32_t)z->h->in.len;
#ifdef __SSE2__
    for (; at + VECTOR <= n; at += VECTOR)
        for (unsigned bits = name_end_bits(z->h->in.at + at); bits; bits &= bits - 1)
            if (is_class(z, at + (uint32_t)__builtin_ctz(bits), class))
                return at + (uint32_t)__builtin_ctz(bits);
#endif
    while (at < n && !is_class(z, at, class))
        at++;
    return at;
}

/* Reads an attribute that starts at `at`; returns the place behind it. */
static uint32_t read_attribute(tokenizer *z, html_token *t, uint32_t at) {
    uint32_t name = at;
    html_attribute *a = attribute_place(z, t);
    if (!a)
        return (uint32_t)z->h->in.len;
    // An equals sign in front belongs to the name.
    at = name_end(z, byte_at(z, at) == '=' ? at + 1 : at, ENDS_NAME);
    uint32_t len = at - name;
    a->name = name;
    a->name_len = len < UINT16_MAX ? (uint16_t)len : UINT16_MAX;
    a->known = known_of(z->h->in, name, name + a->name_len);
    uint32_t next = skip_blanks(z, at);
    a->value = at;
    a->value_len = 0;
    if (byte_at(z, next) == '=') {
        at = skip_blanks(z, next + 1);
        int c = byte_at(z, at);
        if (c == '"' || c == '\'')
            at = quoted_value(z, at + 1, c, a);
        else if (c != '>')
            at = bare_value(z, at, a);
    }
    keep_attribute(z, t, a);
    return at;
}

/* Reads a tag from behind its name to behind its ">"; false when the markup ends inside. */
static bool read_tag_rest(tokenizer *z, html_token *t, uint32_t at) {
    t->n_attributes = 0;
    t->names = 0;
    t->self_closing = false;
    for (at = skip_blanks(z, at); at < z->h->in.len; at = skip_blanks(z, at)) {
        char c = z->h->in.at[at];
        if (c == '>') {
            z->at = at + 1;
            t->end = z->at;
            return true;
        }
        if (c == '/') {
            t->self_closing = byte_at(z, at + 1) == '>';
            at++;
        } else {
            at = read_attribute(z, t, at);
        }
    }
    return false;
}

/* Reads a tag whose name starts at `name`. A tag that the markup cuts off is no token. */
static bool read_tag(tokenizer *z, html_token *t, uint32_t name, token_type type) {
    uint32_t at = name_end(z, name, ENDS_TAG_NAME);
    if (at >= z->h->in.len)
        return false;
    t->type = type;
    t->tag = tag_of(z, name, at);
    return read_tag_rest(z, t, at);
}

/* ---- comments, doctype, CDATA ---- */

static void comment(tokenizer *z, html_token *t, uint32_t start, uint32_t end, uint32_t next) {
    t->type = TOKEN_COMMENT;
    t->start = start;
    t->end = end;
    z->at = next < z->h->in.len ? next : (uint32_t)z->h->in.len;
}

static void bogus_comment(tokenizer *z, html_token *t, uint32_t start) {
    uint32_t end = find_byte(z, start, '>');
    comment(z, t, start, end, end + 1);
}

/* A comment from behind its "<!--"; it ends at "-->", "--!>", or, cut off, without its dashes. */
static void read_comment(tokenizer *z, html_token *t, uint32_t start) {
    const char *s = z->h->in.at;
    uint32_t n = (uint32_t)z->h->in.len;
    if (byte_at(z, start) == '>') {
        comment(z, t, start, start, start + 1);
        return;
    }
    if (byte_at(z, start) == '-' && byte_at(z, start + 1) == '>') {
        comment(z, t, start, start, start + 2);
        return;
    }
    for (uint32_t at = find_byte(z, start, '>'); at < n; at = find_byte(z, at + 1, '>')) {
        if (at >= start + 2 && s[at - 1] == '-' && s[at - 2] == '-') {
            comment(z, t, start, at - 2, at + 1);
            return;
        }
        if (at >= start + 3 && s[at - 1] == '!' && s[at - 2] == '-' && s[at - 3] == '-') {
            comment(z, t, start, at - 3, at + 1);
            return;
        }
    }
    uint32_t end = n;
    if (end >= start + 3 && memcmp(s + end - 3, "--!", 3) == 0)
        end -= 3;
    else if (end >= start + 2 && memcmp(s + end - 2, "--", 2) == 0)
        end -= 2;
    else if (end >= start + 1 && s[end - 1] == '-')
        end -= 1;
    comment(z, t, start, end, n);
}

/* A quoted identifier of a doctype; the ">" of an unclosed one ends the doctype. */
static bool read_identifier(const tokenizer *z, uint32_t *at, text *out) {
    int quote = byte_at(z, *at);
    if (quote != '"' && quote != '\'')
        return false;
    uint32_t start = *at + 1, end = find_byte(z, start, quote), close = find_byte(z, start, '>');
    bool whole = end < close;
    *out = text_cut(z->h->in, start, whole ? end : close);
    *at = whole ? end + 1 : close;
    return whole;
}

static void doctype_identifiers(const tokenizer *z, uint32_t at, html_doctype *d) {
    bool is_public = stands(z, at, TEXT("public")), is_system = stands(z, at, TEXT("system"));
    if (!is_public && !is_system) {
        d->quirks = true;
        return;
    }
    at = skip_blanks(z, at + 6);
    int c = byte_at(z, at);
    if (c != '"' && c != '\'') {
        d->quirks = true;
        return;
    }
    bool whole = read_identifier(z, &at, is_public ? &d->public_id : &d->system_id);
    *(is_public ? &d->has_public : &d->has_system) = true;
    if (is_public && whole) {
        at = skip_blanks(z, at);
        c = byte_at(z, at);
        if (c == '"' || c == '\'') {
            d->has_system = true;
            whole = read_identifier(z, &at, &d->system_id);
            at = skip_blanks(z, at);
        } else if (c != '>') {
            whole = false;
        }
    }
    d->quirks = !whole || byte_at(z, at) < 0;
}

static void read_doctype(tokenizer *z, html_token *t, uint32_t at) {
    html_doctype *d = &t->doctype;
    *d = (html_doctype){ .name = TEXT(""), .public_id = TEXT(""), .system_id = TEXT("") };
    t->type = TOKEN_DOCTYPE;
    at = skip_blanks(z, at);
    uint32_t start = at;
    int c;
    while ((c = byte_at(z, at)) >= 0 && !is_blank(c) && c != '>')
        at++;
    d->name = text_cut(z->h->in, start, at);
    at = skip_blanks(z, at);
    d->quirks = d->name.len == 0 || byte_at(z, at) < 0;
    if (!d->quirks && byte_at(z, at) != '>')
        doctype_identifiers(z, at, d);
    // The name and the identifiers stand before the ">" that ends the doctype, unless it is cut
    // off.
    uint32_t end = at;
    if (d->has_public)
        end = (uint32_t)(d->public_id.at + d->public_id.len - z->h->in.at);
    if (d->has_system)
        end = (uint32_t)(d->system_id.at + d->system_id.len - z->h->in.at);
    end = find_byte(z, end, '>');
    z->at = end < z->h->in.len ? end + 1 : end;
}

static bool read_declaration(tokenizer *z, html_token *t, uint32_t at) {
    if (stands(z, at, TEXT("--"))) {
        read_comment(z, t, at + 2);
    } else if (stands(z, at, TEXT("doctype"))) {
        read_doctype(z, t, at + 7);
    } else if (z->in_foreign && at + 7 <= z->h->in.len &&
               memcmp(z->h->in.at + at, "[CDATA[", 7) == 0) {
        z->at = at + 7;
        z->cdata_end = z->at;
        uint32_t n = (uint32_t)z->h->in.len;
        for (z->cdata_end = find_byte(z, z->at, '>'); z->cdata_end < n;
             z->cdata_end = find_byte(z, z->cdata_end + 1, '>'))
            if (z->cdata_end >= z->at + 2 && z->h->in.at[z->cdata_end - 1] == ']' &&
                z->h->in.at[z->cdata_end - 2] == ']')
                break;
        // The section's text ends two before; 1 keeps an empty one apart from none.
        z->cdata_end = z->cdata_end < n ? z->cdata_end - 2 : n;
        return false;
    } else {
        bogus_comment(z, t, at);
    }
    return true;
}

/* ---- text ---- */

static void text_token(tokenizer *z, html_token *t, uint32_t start, uint32_t end) {
    t->type = TOKEN_TEXT;
    t->start = start;
    t->end = end;
    z->at = end;
}

static void character(tokenizer *z, html_token *t, token_type type, uint32_t end) {
    t->type = type;
    t->start = z->at;
    t->end = end;
    z->at = end;
}

/* A "&" in text: a reference, or the character itself. */
static SELDOM void read_reference(tokenizer *z, html_token *t) {
    uint32_t used = entity_read(text_cut(z->h->in, z->at, z->h->in.len), false, t->c);
    if (used)
        character(z, t, TOKEN_CHARACTER, z->at + used);
    else
        text_token(z, t, z->at, z->at + 1);
}

/* True if "</NAME" that ends the raw text stands at `at`. */
static bool ends_raw(const tokenizer *z, uint32_t at) {
    text name = z->raw_tag < TAGS_KNOWN ? tag_names[z->raw_tag] : TEXT("");
    if (z->raw_tag == TAG_NONE || byte_at(z, at + 1) != '/' || !stands(z, at + 2, name))
        return false;
    int c = byte_at(z, at + 2 + (uint32_t)name.len);
    return is_blank(c) || c == '/' || c == '>';
}

static bool is_script_tag(const tokenizer *z, uint32_t at) {
    int c = byte_at(z, at + 6);
    return stands(z, at, TEXT("script")) && (is_blank(c) || c == '/' || c == '>');
}

/* Where "-->" that ends an escaped stretch of a script ends; the dashes of "<!--" may be its own.
 */
static uint32_t escape_end(const tokenizer *z, uint32_t from) {
    uint32_t n = (uint32_t)z->h->in.len;
    for (uint32_t at = find_byte(z, from, '>'); at < n; at = find_byte(z, at + 1, '>'))
        if (at >= from + 2 && z->h->in.at[at - 1] == '-' && z->h->in.at[at - 2] == '-')
            return at + 1;
    return n;
}

/* Where the text of a script ends: "</script" outside of "<!-- <script ... -->". */
static uint32_t script_end(const tokenizer *z, uint32_t at) {
    uint32_t n = (uint32_t)z->h->in.len, escaped_until = 0;
    bool is_double = false;
    for (at = find_byte(z, at, '<'); at < n; at = find_byte(z, at + 1, '<')) {
        if (at >= escaped_until) {
            escaped_until = 0;
            is_double = false;
        }
        if (!escaped_until && stands(z, at, TEXT("<!--"))) {
            escaped_until = escape_end(z, at + 2);
            continue;
        }
        if (escaped_until && !is_double && is_script_tag(z, at + 1))
            is_double = true;
        else if (is_double && byte_at(z, at + 1) == '/' && is_script_tag(z, at + 2))
            is_double = false;
        else if (!is_double && ends_raw(z, at))
            return at;
    }
    return n;
}

static uint32_t raw_end(const tokenizer *z, uint32_t at) {
    uint32_t n = (uint32_t)z->h->in.len;
    if (z->state == STATE_PLAINTEXT)
        return n;
    if (z->state == STATE_SCRIPT)
        return script_end(z, at);
    for (at = find_byte(z, at, '<'); at < n; at = find_byte(z, at + 1, '<'))
        if (ends_raw(z, at))
            break;
    return at;
}

/* Text up to a NUL or a reference, at most to end. */
static void read_piece(tokenizer *z, html_token *t, uint32_t end, bool references) {
    const char *s = z->h->in.at;
    uint32_t at = z->at, size = end - at;
    const char *nul = memchr(s + at, '\0', size);
    if (nul)
        end = (uint32_t)(nul - s);
    const char *amp = references ? memchr(s + at, '&', end - at) : NULL;
    if (amp)
        end = (uint32_t)(amp - s);
    if (end > at) {
        text_token(z, t, at, end);
    } else if (amp) {
        read_reference(z, t);
    } else {
        // Raw text shows a NUL as U+FFFD.
        t->c[0] = UTF8_BAD;
        t->c[1] = 0;
        character(z, t, TOKEN_CHARACTER, at + 1);
    }
}

/* A token of raw text; false at its end, where its end tag follows. */
static SELDOM bool read_raw(tokenizer *z, html_token *t) {
    if (z->raw_end == 0 || z->raw_end < z->at)
        z->raw_end = raw_end(z, z->at);
    if (z->at == z->raw_end)
        return false;
    read_piece(z, t, z->raw_end, z->state == STATE_RCDATA);
    return true;
}

/* Markup that starts with "<" and is no tag; false when it gives no token. */
static SELDOM bool read_other(tokenizer *z, html_token *t) {
    uint32_t at = z->at, n = (uint32_t)z->h->in.len;
    int c = byte_at(z, at + 1);
    if (c == '!')
        return read_declaration(z, t, at + 2);
    if (c == '?') {
        bogus_comment(z, t, at + 1);
        return true;
    }
    if (c != '/' || at + 2 >= n) {
        text_token(z, t, at, c == '/' ? at + 2 : at + 1);
        return true;
    }
    if (z->h->in.at[at + 2] == '>') {
        z->at = at + 3;
        return false;
    }
    bogus_comment(z, t, at + 2);
    return true;
}

/* Markup that starts with "<"; false when it gives no token. */
static bool read_markup(tokenizer *z, html_token *t) {
    uint32_t name = z->at + 1;
    bool is_end = byte_at(z, name) == '/';
    name += is_end;
    t->start = z->at;
    if (!is_alpha(byte_at(z, name)))
        return read_other(z, t);
    if (read_tag(z, t, name, is_end ? TOKEN_END_TAG : TOKEN_START_TAG))
        return true;
    z->at = (uint32_t)z->h->in.len;
    return false;
}

/* CDATA keeps its NULs for the tree builder; false at its end. */
static SELDOM bool read_cdata(tokenizer *z, html_token *t) {
    if (z->at >= z->cdata_end) {
        z->at = z->cdata_end + 3 < z->h->in.len ? z->cdata_end + 3 : (uint32_t)z->h->in.len;
        z->cdata_end = 0;
        return false;
    }
    read_piece(z, t, z->cdata_end, false);
    return true;
}

/* A token of text; false where markup follows. */
static bool read_text(tokenizer *z, html_token *t) {
    const char *s = z->h->in.at;
    if (s[z->at] == '<')
        return false;
    uint32_t end = scan_text(s, z->at, (uint32_t)z->h->in.len);
    if (end > z->at)
        text_token(z, t, z->at, end);
    else if (s[end] == '&')
        read_reference(z, t);
    else
        character(z, t, TOKEN_NUL, end + 1);
    return true;
}

void token_next(tokenizer *z, html_token *t) {
    while (z->at < z->h->in.len && !z->failed) {
        if (z->cdata_end) {
            if (read_cdata(z, t))
                return;
            continue;
        }
        bool got = z->state == STATE_DATA ? read_text(z, t) : read_raw(z, t);
        if (!got && z->at < z->h->in.len) {
            z->state = STATE_DATA;
            got = read_markup(z, t);
        }
        if (got)
            return;
    }
    t->type = TOKEN_END;
}
