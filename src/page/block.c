/* block.c - the tree of a page to pieces. */
#include "page/block.h"

#include "base/utf8.h"
#include "page/class.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    FRAMES_MOST = HTML_DEPTH_MOST + 2,
    VECTOR = 16,
    // of news pages, about
    NODES_A_PIECE = 4,
    MARKUP_A_BYTE = 16, // of text
};

/* What holds for all text below an element. */
typedef struct frame {
    uint64_t own, outer, far; // purposes: of the nearest block, the next, all above
    uint32_t node;
    uint32_t block[4];
    uint32_t kind[3]; // name and class of the nearest three blocks
    uint32_t signature;
    uint16_t above, tag, depth, article;
    uint8_t level, item_depth;
    bool is_hidden, in_link, in_bold, is_block;
} frame;

typedef struct walker {
    const html *h;
    pieces *ps;
    class_index *classes;
    frame *frames; // [FRAMES_MOST]
    uint32_t n_frames;
    // the piece in the making
    uint32_t start;
    uint32_t link_chars, bold_chars, n_links, n_media, n_breaks;
    frame home; // of its first text
    bool has_text, space;
    uint16_t n_articles;
    bool noscript; // is read too
    bool failed;
} walker;

typedef enum display { SKIPPED = 0, INLINE, BLOCK, BREAK } display;

static display display_of(uint16_t tag) {
    switch (tag) {
    case TAG_SCRIPT:
    case TAG_STYLE:
    case TAG_TEMPLATE:
    case TAG_NOSCRIPT:
    case TAG_HEAD:
    case TAG_IFRAME:
    case TAG_OBJECT:
    case TAG_EMBED:
    case TAG_SELECT:
    case TAG_TEXTAREA:
    case TAG_CANVAS:
    case TAG_AUDIO:
    case TAG_VIDEO:
    case TAG_SVG:
    case TAG_NOFRAMES:
    case TAG_MAP:
    case TAG_DATALIST:
        return SKIPPED;
    case TAG_BR:
        return BREAK;
    case TAG_A:
    case TAG_ABBR:
    case TAG_ACRONYM:
    case TAG_B:
    case TAG_BDI:
    case TAG_BDO:
    case TAG_BIG:
    case TAG_CITE:
    case TAG_CODE:
    case TAG_DATA:
    case TAG_DEL:
    case TAG_DFN:
    case TAG_EM:
    case TAG_FONT:
    case TAG_I:
    case TAG_IMG:
    case TAG_INS:
    case TAG_KBD:
    case TAG_LABEL:
    case TAG_MARK:
    case TAG_NOBR:
    case TAG_Q:
    case TAG_RUBY:
    case TAG_RB:
    case TAG_RT:
    case TAG_RP:
    case TAG_S:
    case TAG_SAMP:
    case TAG_SMALL:
    case TAG_SPAN:
    case TAG_STRIKE:
    case TAG_STRONG:
    case TAG_SUB:
    case TAG_SUP:
    case TAG_TIME:
    case TAG_TT:
    case TAG_U:
    case TAG_VAR:
    case TAG_WBR:
    case TAG_INPUT:
    case TAG_SLOT:
    case TAG_PICTURE:
    case TAG_SOURCE:
        return INLINE;
    default:
        return BLOCK;
    }
}

static uint16_t kind_of(const walker *w, uint32_t node) {
    switch (w->h->nodes[node].tag) {
    case TAG_ARTICLE:
        return IN_ARTICLE;
    case TAG_MAIN:
        return IN_MAIN;
    case TAG_ASIDE:
        return IN_ASIDE;
    case TAG_NAV:
        return IN_NAV;
    case TAG_HEADER:
        return IN_HEADER;
    case TAG_FOOTER:
        return IN_FOOTER;
    case TAG_FIGURE:
    case TAG_FIGCAPTION:
        return IN_FIGURE;
    case TAG_FORM:
        return IN_FORM;
    case TAG_TABLE:
        return IN_TABLE;
    case TAG_BLOCKQUOTE:
        return IN_QUOTE;
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
    case TAG_MENU:
        return IN_LIST;
    case TAG_BUTTON:
        return IN_BUTTON;
    case TAG_ADDRESS:
        return IN_ADDRESS;
    case TAG_DIALOG:
        return IN_DIALOG;
    default:
        return 0;
    }
}

static bool style_hides(text style) {
    size_t at = text_find_nocase(style, TEXT("display"));
    if (at == SIZE_MAX)
        return false;
    text rest = text_cut(style, at + 7, style.len);
    size_t colon = 0;
    while (colon < rest.len && (rest.at[colon] == ' ' || rest.at[colon] == ':'))
        colon++;
    return text_starts(text_cut(rest, colon, rest.len), TEXT("none"));
}

/* The attributes that matter. */
#define LOOKED_AT                                                                                  \
    (HTML_HAS(CLASS) | HTML_HAS(ROLE) | HTML_HAS(STYLE) | HTML_HAS(HIDDEN) |                       \
     HTML_HAS(ARIA_HIDDEN) | HTML_HAS(ITEMPROP) | HTML_HAS(ID) | HTML_HAS(DATA_COMPONENT) |        \
     HTML_HAS(DATA_TESTID) | HTML_HAS(DATA_TYPE))

/* Reads them in one pass. */
static uint64_t look_at(walker *w, frame *f, uint32_t node) {
    const html *h = w->h;
    const html_node *n = &h->nodes[node];
    uint64_t purposes = 0;
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        const html_attribute *a = &h->attributes[n->attribute + i];
        text value = text_cut(h->in, a->value, a->value + a->value_len);
        uint32_t number = 0;
        switch (a->known) {
        case ATTR_CLASS:
            number = class_of(w->classes, a);
            f->signature = f->signature * 31 + (uint32_t)w->classes->values[number].key;
            break;
        case ATTR_ROLE:
            if (text_equal_nocase(value, TEXT("navigation")))
                f->above |= IN_NAV;
            else if (text_equal_nocase(value, TEXT("dialog")))
                f->above |= IN_DIALOG;
            else
                number = class_of(w->classes, a);
            break;
        case ATTR_STYLE:
            f->is_hidden |= style_hides(value);
            break;
        case ATTR_HIDDEN:
            f->is_hidden = true;
            break;
        case ATTR_ARIA_HIDDEN:
            f->is_hidden |= text_equal_nocase(value, TEXT("true"));
            break;
        case ATTR_ITEMPROP:
            if (text_equal_nocase(value, TEXT("articleBody")))
                f->above |= IN_BODY_PROPERTY;
            number = class_of(w->classes, a);
            break;
        case ATTR_ID:
        case ATTR_DATA_COMPONENT:
        case ATTR_DATA_TESTID:
        case ATTR_DATA_TYPE:
            number = class_of(w->classes, a);
            break;
        default:
            break;
        }
        purposes |= w->classes->values[number].purposes;
    }
    return purposes;
}

static void open_block(frame *f, uint32_t node, uint64_t purposes, uint16_t tag, uint32_t kind) {
    f->far |= f->outer;
    f->outer = f->own;
    f->own = purposes;
    memmove(&f->block[1], &f->block[0], 3 * sizeof *f->block);
    f->block[0] = node;
    f->kind[2] = f->kind[1];
    f->kind[1] = f->kind[0];
    f->kind[0] = kind;
    f->tag = tag;
    f->is_block = true;
    if (tag >= TAG_H1 && tag <= TAG_H6) {
        f->level = (uint8_t)(tag - TAG_H1 + 1);
        f->above |= IN_HEADING;
    }
    f->item_depth = (uint8_t)(f->item_depth + (tag == TAG_UL || tag == TAG_OL));
}

static void enter(walker *w, uint32_t node, display how) {
    const html_node *n = &w->h->nodes[node];
    frame *f = &w->frames[w->n_frames];
    *f = w->frames[w->n_frames - 1];
    w->n_frames++;
    f->node = node;
    f->depth++;
    f->is_block = false;
    // Two levels of names and classes tell one kind of block from another.
    uint32_t outer = f->signature;
    if (how == BLOCK)
        f->signature = n->tag;
    uint64_t purposes = n->has & LOOKED_AT ? look_at(w, f, node) : 0;
    if (how == BLOCK) {
        uint32_t kind = f->signature;
        f->signature = kind * 31 + (outer & 0xffff);
        f->above |= kind_of(w, node);
        open_block(f, node, purposes, n->tag, kind);
        if (n->tag == TAG_ARTICLE)
            f->article = w->n_articles += w->n_articles < UINT16_MAX;
    } else {
        f->signature = outer;
        f->own |= purposes;
        f->in_link |= n->tag == TAG_A;
        f->in_bold |= n->tag == TAG_B || n->tag == TAG_STRONG;
    }
}

/* ---- pieces ---- */

static void flush(walker *w) {
    if (w->has_text) {
        piece *p = pieces_add(w->ps, w->start, w->ps->trail->len);
        markup *m =
            p ? ARENA_PUSH(w->ps->scratch, w->ps->markup, w->ps->n_markup, w->ps->markup_cap)
              : NULL;
        if (!m) {
            w->failed = true;
            return;
        }
        const frame *f = &w->home;
        *m = (markup){ .near = f->own | f->outer,
                       .far = f->far,
                       .node = f->node,
                       .link_chars = w->link_chars,
                       .bold_chars = w->bold_chars,
                       .kind = { f->kind[1], f->kind[2] },
                       .n_media = (uint8_t)(w->n_media < UINT8_MAX ? w->n_media : UINT8_MAX),
                       .signature = f->signature,
                       .above = f->above,
                       .tag = f->tag,
                       .n_links = (uint16_t)(w->n_links < UINT16_MAX ? w->n_links : UINT16_MAX),
                       .depth = f->depth,
                       .level = f->level,
                       .item_depth = f->item_depth,
                       .article = f->article,
                       .is_hidden = f->is_hidden };
        memcpy(m->block, f->block, sizeof m->block);
        // A byte between pieces keeps their runs apart.
        w->failed |= !trail_add(w->ps->trail, TEXT("\n"),
                                w->ps->trail->runs[w->ps->trail->n_runs - 1].source, false);
        w->n_media = 0;
    }
    w->has_text = w->space = false;
    w->link_chars = w->bold_chars = w->n_links = w->n_breaks = 0;
    w->start = w->ps->trail->len;
}

static void add(walker *w, text t, uint32_t source, bool straight) {
    const frame *f = &w->frames[w->n_frames - 1];
    if (!w->has_text) {
        w->home = *f;
        w->start = w->ps->trail->len;
    } else if (w->space) {
        w->failed |= !trail_add(w->ps->trail, TEXT(" "), source, false);
    }
    w->has_text = true;
    w->space = false;
    w->n_breaks = 0;
    if (f->in_link)
        w->link_chars += (uint32_t)t.len;
    if (f->in_bold)
        w->bold_chars += (uint32_t)t.len;
    w->failed |= !trail_add(w->ps->trail, t, source, straight);
}

static bool is_blank(unsigned char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#ifdef __SSE2__
static __m128i bytes_at(const char *at) {
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static unsigned byte_bits(__m128i x, char byte) {
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(byte)));
}

/* Which of sixteen bytes are blank. */
static unsigned blank_bits(__m128i x) {
    __m128i from_tab = _mm_sub_epi8(x, _mm_set1_epi8('\t'));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
    control = _mm_andnot_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\v')), control);
    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(control, _mm_cmpeq_epi8(x, _mm_set1_epi8(' '))));
}
#endif

/* The first byte of [at, end) that is no blank; end where there is none. */
static uint32_t blanks_end(text in, uint32_t at, uint32_t end) {
    const char *s = in.at;
#ifdef __SSE2__
    for (; at < end && at + VECTOR <= in.len; at += VECTOR) {
        unsigned others = ~blank_bits(bytes_at(s + at)) & 0xffff;
        if (others) {
            at += (uint32_t)__builtin_ctz(others);
            break;
        }
    }
#endif
    while (at < end && is_blank((unsigned char)s[at]))
        at++;
    return at < end ? at : end;
}

/* The last byte of a soft hyphen, and of other characters. */
enum { SOFT = 0xad };

#ifdef __SSE2__
/* Where in the next sixteen of n bytes words with single spaces between them end. */
static unsigned word_ends(const char *at, uint32_t n) {
    unsigned beyond = n < VECTOR ? ~0u << n : 0; // as if blanks stood there
    __m128i x = bytes_at(at);
    unsigned blanks = blank_bits(x) | beyond, spaces = byte_bits(x, ' ') & ~beyond;
    // The byte behind the vector tells whether its last space is single.
    unsigned next =
        blanks >> 1 | (n <= VECTOR || is_blank((unsigned char)at[VECTOR]) ? 0x8000u : 0);
    return ((blanks & (~spaces | next)) | byte_bits(x, (char)SOFT)) & 0xffff;
}
#endif

/* The end in [at, end) of words with single spaces between them, of which the first starts here, or
 * a byte SOFT. */
static uint32_t words_end(text in, uint32_t at, uint32_t end) {
    const char *s = in.at;
#ifdef __SSE2__
    for (; at < end && at + VECTOR <= in.len; at += VECTOR) {
        unsigned ends = word_ends(s + at, end - at);
        if (ends)
            return at + (uint32_t)__builtin_ctz(ends);
    }
#endif
    while (at < end && !is_blank((unsigned char)s[at]) && (unsigned char)s[at] != SOFT) {
        at++;
        if (at + 1 < end && s[at] == ' ' && !is_blank((unsigned char)s[at + 1]))
            at++;
    }
    return at;
}

static bool is_soft_hyphen(const char *s, uint32_t at, uint32_t end) {
    return at > 0 && at < end && (unsigned char)s[at] == SOFT && (unsigned char)s[at - 1] == 0xc2;
}

/* The end of words as they are read: soft hyphens part them, and are not read. */
static uint32_t read_end(text in, uint32_t at, uint32_t end) {
    const char *s = in.at;
    uint32_t stop = words_end(in, at, end);
    while (stop < end && (unsigned char)s[stop] == SOFT && !is_soft_hyphen(s, stop, end))
        stop = words_end(in, stop + 1, end);
    if (!is_soft_hyphen(s, stop, end))
        return stop;
    return s[stop - 2] == ' ' ? stop - 2 : stop - 1;
}

/* Words with single spaces between them run on straight; other white space becomes one space. */
static void add_plain(walker *w, uint32_t at, uint32_t end) {
    const char *s = w->h->in.at;
    while (at < end) {
        if (is_blank((unsigned char)s[at])) {
            w->space = true;
            at = blanks_end(w->h->in, at, end);
            continue;
        }
        if (is_soft_hyphen(s, at + 1, end)) {
            at += 2;
            continue;
        }
        uint32_t stop = read_end(w->h->in, at, end);
        // A space in the page itself runs on too.
        bool joins = w->space && w->has_text && at > 0 && s[at - 1] == ' ';
        if (joins) {
            w->space = false;
            add(w, text_cut(w->h->in, at - 1, stop), at - 1, true);
        } else {
            add(w, text_cut(w->h->in, at, stop), at, true);
        }
        at = stop;
    }
}

static void add_character(walker *w, const html_chunk *c) {
    char bytes[2 * UTF8_MOST];
    if (c->c[0] == 0xa0 || c->c[0] == ' ' || c->c[0] == '\n' || c->c[0] == '\t' ||
        c->c[0] == '\r') {
        w->space = true;
        return;
    }
    if (c->c[0] == 0xad || c->c[0] == 0x200b || c->c[0] == 0xfeff)
        return;
    size_t n = utf8_put(c->c[0], bytes);
    if (c->c[1])
        n += utf8_put(c->c[1], bytes + n);
    add(w, (text){ bytes, n }, c->start, false);
}

static void add_text(walker *w, uint32_t node) {
    for (uint32_t i = w->h->nodes[node].start; i && !w->failed; i = w->h->chunks[i].next) {
        const html_chunk *c = &w->h->chunks[i];
        if (c->c[0])
            add_character(w, c);
        else
            add_plain(w, c->start, c->end);
    }
}

/* One line break is a space; two part blocks. */
static void line_break(walker *w) {
    w->space = true;
    if (++w->n_breaks == 2)
        flush(w);
}

/* Opens an element; false if its content is skipped. */
static bool open_element(walker *w, uint32_t node) {
    const html_node *n = &w->h->nodes[node];
    display how = n->tag == TAG_NOSCRIPT && w->noscript ? BLOCK : display_of(n->tag);
    if (n->kind != HTML_ELEMENT || how == SKIPPED || (n->space == SPACE_SVG)) {
        w->n_media += n->tag == TAG_VIDEO || n->tag == TAG_IFRAME;
        return false;
    }
    if (how == BREAK) {
        line_break(w);
        return false;
    }
    if (how == BLOCK)
        flush(w);
    if (w->n_frames == FRAMES_MOST)
        return false;
    enter(w, node, how);
    w->n_links += n->tag == TAG_A;
    w->n_media += n->tag == TAG_IMG;
    return true;
}

static void close_element(walker *w) {
    bool was_block = w->frames[w->n_frames - 1].is_block;
    if (was_block)
        flush(w);
    w->n_frames--;
}

bool block_walk(const html *h, pieces *ps, bool noscript) {
    class_index *classes = arena_alloc(ps->scratch, sizeof *classes);
    if (!classes || !class_open(classes, h, ps->scratch))
        return false;
    ps->classes = classes;
    shape_ahead();
    cue_ahead();
    if (!pieces_reserve(ps, h->n_nodes / NODES_A_PIECE + 1, h->in.len / MARKUP_A_BYTE))
        return false;
    walker w = { .h = h, .ps = ps, .classes = classes, .noscript = noscript };
    w.frames = arena_room(ps->scratch, FRAMES_MOST, sizeof *w.frames);
    if (!w.frames)
        return false;
    w.frames[0] = (frame){ 0 };
    w.n_frames = 1;
    for (uint32_t node = h->nodes[0].first; node && !w.failed;) {
        bool goes_in = false;
        if (h->nodes[node].kind == HTML_TEXT)
            add_text(&w, node);
        else
            goes_in = open_element(&w, node);
        if (goes_in && h->nodes[node].first) {
            node = h->nodes[node].first;
            continue;
        }
        if (goes_in)
            close_element(&w);
        while (node && !h->nodes[node].next) {
            node = h->nodes[node].parent;
            if (node)
                close_element(&w);
        }
        if (node)
            node = h->nodes[node].next;
    }
    flush(&w);
    return !w.failed && !ps->scratch->failed;
}
