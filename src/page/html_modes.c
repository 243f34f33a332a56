/* html_modes.c - the insertion modes of the tree construction (WHATWG 13.2.6.4) but those of tables
 * (html_table.c) and foreign content (html_foreign.c). Each mode is a function that takes a token
 * and says whether it is done with it; if not, the token is taken again by the mode that is current
 * then. */
#include "page/html_modes.h"

#include <string.h>

static const uint8_t start_of[TAGS_KNOWN] = {
    0,
#define TAG(constant, name, flags, start, end) start,
#include "page/html_tags.inc"
#undef TAG
};
static const uint8_t end_of[TAGS_KNOWN] = {
    0,
#define TAG(constant, name, flags, start, end) end,
#include "page/html_tags.inc"
#undef TAG
};

static bool in_template(builder *b, html_token *t);
static void end_any(builder *b, uint16_t tag);

bool mode_starts(const html_token *t, uint16_t tag) {
    return t->type == TOKEN_START_TAG && t->tag == tag;
}

bool mode_ends(const html_token *t, uint16_t tag) {
    return t->type == TOKEN_END_TAG && t->tag == tag;
}

bool mode_is_any(uint16_t tag, const uint16_t *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (list[i] == tag)
            return true;
    return false;
}
bool mode_is_text(const html_token *t) {
    return t->type == TOKEN_TEXT || t->type == TOKEN_CHARACTER || t->type == TOKEN_NUL;
}

static bool is_blank(unsigned char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

uint32_t mode_blank_bytes(const builder *b, const html_token *t) {
    uint32_t at = t->start;
    if (t->type == TOKEN_CHARACTER)
        return t->c[0] < 0x80 && is_blank((unsigned char)t->c[0]) ? t->end - t->start : 0;
    if (t->type != TOKEN_TEXT)
        return 0;
    while (at < t->end && is_blank((unsigned char)b->h->in.at[at]))
        at++;
    return at - t->start;
}

bool mode_take_blank(builder *b, html_token *t, bool insert) {
    uint32_t n = mode_blank_bytes(b, t);
    if (n == 0)
        return false;
    html_token blank = *t;
    blank.end = blank.start + n;
    if (insert)
        build_text(b, &blank);
    t->start += n;
    return t->start == t->end;
}

/* Inserts the white space of a text and drops all else. */
static void keep_blanks(builder *b, html_token *t) {
    while (t->start < t->end && !mode_take_blank(b, t, true)) {
        if (t->type != TOKEN_TEXT)
            return;
        t->start++;
    }
}

static void start_raw(builder *b, const html_token *t, token_state state) {
    build_insert(b, t, SPACE_HTML);
    b->z.state = state;
    b->z.raw_tag = t->tag;
    b->original = b->mode;
    b->mode = MODE_TEXT;
}

/* ---- before the body ---- */

static bool starts_nocase(text t, const char *start) {
    text s = text_of(start);
    return t.len >= s.len && text_equal_nocase(text_cut(t, 0, s.len), s);
}

/* Doctypes that mean quirks (13.2.6.4.1). */
static bool is_quirky(const html_doctype *d) {
    static const char *const starts_with[] = {
        "+//silmaril//dtd html pro v0r11 19970101//",
        "-//as//dtd html 3.0 aswedit + extensions//",
        "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
        "-//ietf//dtd html ",
        "-//ietf//dtd html//",
        "-//metrius//dtd metrius presentational//",
        "-//microsoft//dtd internet explorer ",
        "-//netscape comm. corp.//dtd html//",
        "-//netscape comm. corp.//dtd strict html//",
        "-//o'reilly and associates//dtd html ",
        "-//sq//dtd html 2.0 hotmetal + extensions//",
        "-//softquad software//dtd hotmetal pro ",
        "-//softquad//dtd hotmetal pro ",
        "-//spyglass//dtd html 2.0 extended//",
        "-//sun microsystems corp.//dtd hotjava html//",
        "-//sun microsystems corp.//dtd hotjava strict html//",
        "-//w3c//dtd html 3 1995-03-24//",
        "-//w3c//dtd html 3.2 draft//",
        "-//w3c//dtd html 3.2 final//",
        "-//w3c//dtd html 3.2//",
        "-//w3c//dtd html 3.2s draft//",
        "-//w3c//dtd html 4.0 frameset//",
        "-//w3c//dtd html 4.0 transitional//",
        "-//w3c//dtd html experimental 19960712//",
        "-//w3c//dtd html experimental 970421//",
        "-//w3c//dtd w3 html//",
        "-//w3o//dtd w3 html 3.0//",
        "-//webtechs//dtd mozilla html 2.0//",
        "-//webtechs//dtd mozilla html//",
        "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    };
    text p = d->public_id;
    if (d->quirks || !text_equal_nocase(d->name, TEXT("html")) ||
        text_equal_nocase(p, TEXT("-//w3o//dtd w3 html strict 3.0//en//")) ||
        text_equal_nocase(p, TEXT("-/w3c/dtd html 4.0 transitional/en")) ||
        text_equal_nocase(p, TEXT("html")) ||
        text_equal_nocase(d->system_id,
                          TEXT("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd")))
        return true;
    for (size_t i = 0; d->has_public && i < sizeof starts_with / sizeof *starts_with; i++)
        if (starts_nocase(p, starts_with[i]))
            return true;
    return !d->has_system && (starts_nocase(p, "-//w3c//dtd html 4.01 frameset//") ||
                              starts_nocase(p, "-//w3c//dtd html 4.01 transitional//"));
}

static bool initial(builder *b, html_token *t) {
    if (mode_is_text(t) && mode_take_blank(b, t, false))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, 0);
        return true;
    }
    b->mode = MODE_BEFORE_HTML;
    if (t->type == TOKEN_DOCTYPE) {
        b->h->doctype = t->doctype;
        b->h->quirks = is_quirky(&t->doctype);
        build_attach(b, build_make(b, HTML_DOCTYPE, TAG_NONE), (place){ 0, 0 });
        return true;
    }
    b->h->quirks = true;
    return false;
}

static bool before_html(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE || (mode_is_text(t) && mode_take_blank(b, t, false)))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, 0);
        return true;
    }
    if (t->type == TOKEN_END_TAG && !ANY(t->tag, TAG_HEAD, TAG_BODY, TAG_HTML, TAG_BR))
        return true;
    b->mode = MODE_BEFORE_HEAD;
    if (mode_starts(t, TAG_HTML)) {
        build_insert(b, t, SPACE_HTML);
        return true;
    }
    build_insert_named(b, TAG_HTML);
    return false;
}

static bool before_head(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE || (mode_is_text(t) && mode_take_blank(b, t, false)))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, USUAL_PLACE);
        return true;
    }
    if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    if (t->type == TOKEN_END_TAG && !ANY(t->tag, TAG_HEAD, TAG_BODY, TAG_HTML, TAG_BR))
        return true;
    b->mode = MODE_IN_HEAD;
    if (mode_starts(t, TAG_HEAD)) {
        b->head = build_insert(b, t, SPACE_HTML);
        return true;
    }
    b->head = build_insert_named(b, TAG_HEAD);
    return false;
}

static void start_template(builder *b, const html_token *t) {
    build_insert(b, t, SPACE_HTML);
    build_format_mark(b);
    b->frameset_ok = false;
    b->mode = MODE_IN_TEMPLATE;
    if (b->n_templates < TEMPLATES_MOST)
        b->templates[b->n_templates++] = MODE_IN_TEMPLATE;
}

static void end_template(builder *b) {
    if (!build_is_open(b, TAG_TEMPLATE))
        return;
    build_close_thoroughly(b);
    build_pop_until(b, TAG_TEMPLATE);
    build_format_clear(b);
    if (b->n_templates)
        b->n_templates--;
    build_reset_mode(b);
}

/* Start tags that every mode hands to "in head"; false if it is none. */
static bool head_start(builder *b, html_token *t) {
    switch (t->tag) {
    case TAG_BASE:
    case TAG_BASEFONT:
    case TAG_BGSOUND:
    case TAG_LINK:
    case TAG_META:
        build_insert(b, t, SPACE_HTML);
        build_pop(b);
        return true;
    case TAG_TITLE:
        start_raw(b, t, STATE_RCDATA);
        return true;
    case TAG_NOFRAMES:
    case TAG_STYLE:
        start_raw(b, t, STATE_RAWTEXT);
        return true;
    case TAG_SCRIPT:
        start_raw(b, t, STATE_SCRIPT);
        return true;
    case TAG_TEMPLATE:
        start_template(b, t);
        return true;
    default:
        return false;
    }
}

bool mode_in_head(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE || (mode_is_text(t) && mode_take_blank(b, t, true)))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, USUAL_PLACE);
        return true;
    }
    if (t->type == TOKEN_START_TAG) {
        if (t->tag == TAG_HTML)
            return mode_in_body(b, t);
        if (head_start(b, t) || t->tag == TAG_HEAD)
            return true;
        if (t->tag == TAG_NOSCRIPT) {
            build_insert(b, t, SPACE_HTML);
            b->mode = MODE_IN_HEAD_NOSCRIPT;
            return true;
        }
    } else if (t->type == TOKEN_END_TAG) {
        if (t->tag == TAG_TEMPLATE) {
            end_template(b);
            return true;
        }
        if (t->tag != TAG_HEAD && !ANY(t->tag, TAG_BODY, TAG_HTML, TAG_BR))
            return true;
    }
    build_pop(b);
    b->mode = MODE_AFTER_HEAD;
    return mode_ends(t, TAG_HEAD);
}

static bool in_head_noscript(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE)
        return true;
    if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    if (t->type == TOKEN_COMMENT ||
        (mode_is_text(t) && mode_blank_bytes(b, t) == t->end - t->start) ||
        (t->type == TOKEN_START_TAG &&
         ANY(t->tag, TAG_BASEFONT, TAG_BGSOUND, TAG_LINK, TAG_META, TAG_NOFRAMES, TAG_STYLE)))
        return mode_in_head(b, t);
    if (mode_is_text(t))
        mode_take_blank(b, t, true);
    if ((t->type == TOKEN_START_TAG && ANY(t->tag, TAG_HEAD, TAG_NOSCRIPT)) ||
        (t->type == TOKEN_END_TAG && !ANY(t->tag, TAG_NOSCRIPT, TAG_BR)))
        return true;
    build_pop(b);
    b->mode = MODE_IN_HEAD;
    return mode_ends(t, TAG_NOSCRIPT);
}

static bool after_head(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE || (mode_is_text(t) && mode_take_blank(b, t, true)))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, USUAL_PLACE);
        return true;
    }
    if (t->type == TOKEN_START_TAG) {
        if (t->tag == TAG_HTML)
            return mode_in_body(b, t);
        if (t->tag == TAG_BODY || t->tag == TAG_FRAMESET) {
            build_insert(b, t, SPACE_HTML);
            if (t->tag == TAG_BODY)
                b->frameset_ok = false;
            b->mode = t->tag == TAG_BODY ? MODE_IN_BODY : MODE_IN_FRAMESET;
            return true;
        }
        if (t->tag < TAGS_KNOWN && start_of[t->tag] == START_HEAD) {
            build_push(b, b->head);
            mode_in_head(b, t);
            build_remove(b, b->head);
            return true;
        }
        if (t->tag == TAG_HEAD)
            return true;
    } else if (t->type == TOKEN_END_TAG) {
        if (t->tag == TAG_TEMPLATE)
            return mode_in_head(b, t);
        if (!ANY(t->tag, TAG_BODY, TAG_HTML, TAG_BR))
            return true;
    }
    build_insert_named(b, TAG_BODY);
    b->mode = MODE_IN_BODY;
    return false;
}

/* ---- in body ---- */

void mode_body_text(builder *b, html_token *t) {
    if (t->type == TOKEN_NUL)
        return;
    build_reconstruct(b);
    build_text(b, t);
    if (b->frameset_ok && mode_blank_bytes(b, t) != t->end - t->start)
        b->frameset_ok = false;
}

static bool has_attribute(const html *h, const html_node *n, const html_attribute *a) {
    for (uint32_t i = 0; i < n->n_attributes; i++)
        if (html_same_name(h, &h->attributes[n->attribute + i], a))
            return true;
    return false;
}

/* Attributes of a second <html> or <body> tag are added to the element there is. They live in one
 * run, so the run is written anew behind the others. */
static void add_attributes(builder *b, uint32_t node, const html_token *t) {
    html *h = b->h;
    html_node *n = build_node(b, node);
    uint32_t first = h->n_attributes, n_new = t->n_attributes, n_old = n->n_attributes;
    if (n_new == 0 || n_old + n_new > HTML_ATTRIBUTES_MOST)
        return;
    h->n_attributes += n_new;
    uint32_t start = h->n_attributes;
    for (uint32_t i = 0; i < n_old + n_new; i++) {
        html_attribute a = h->attributes[i < n_old ? n->attribute + i : first + i - n_old];
        if (i >= n_old && has_attribute(h, n, &a))
            continue;
        html_attribute *slot =
            ARENA_PUSH(h->arena, h->attributes, h->n_attributes, h->attributes_cap);
        if (!slot) {
            b->z.failed = b->stopped = true;
            return;
        }
        *slot = a;
    }
    n->attribute = start;
    n->n_attributes = (uint16_t)(h->n_attributes - start);
    n->has |= t->names & HTML_KNOWN;
}

static void start_frameset(builder *b, const html_token *t) {
    if (b->n_stack < 2 || !build_is(b, b->stack[1], TAG_BODY) || !b->frameset_ok)
        return;
    build_detach(b, b->stack[1]);
    b->n_stack = 1;
    build_insert(b, t, SPACE_HTML);
    b->mode = MODE_IN_FRAMESET;
}

/* <li>, <dd> and <dt> end an open one of their kind, unless something special lies between. */
static void close_item(builder *b, uint16_t one, uint16_t other) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        uint32_t node = b->stack[i - 1];
        if (build_is(b, node, one) || build_is(b, node, other)) {
            uint16_t tag = build_node(b, node)->tag;
            build_close_implied(b, tag);
            build_pop_until(b, tag);
            return;
        }
        if (build_is_special(b, node) && !build_is(b, node, TAG_ADDRESS) &&
            !build_is(b, node, TAG_DIV) && !build_is(b, node, TAG_P))
            return;
    }
}

static void start_heading(builder *b, const html_token *t) {
    uint32_t current = build_current(b);
    build_close_p(b);
    current = build_current(b);
    if (build_node(b, current)->space == SPACE_HTML && build_node(b, current)->tag < TAGS_KNOWN &&
        start_of[build_node(b, current)->tag] == START_HEADING)
        build_pop(b);
    build_insert(b, t, SPACE_HTML);
}

static void start_form(builder *b, const html_token *t) {
    bool in_template_too = build_is_open(b, TAG_TEMPLATE);
    if (b->form && !in_template_too)
        return;
    build_close_p(b);
    uint32_t node = build_insert(b, t, SPACE_HTML);
    if (!in_template_too)
        b->form = node;
}

static void start_a(builder *b, const html_token *t) {
    uint32_t open = build_format_find(b, TAG_A);
    if (open) {
        build_adopt(b, TAG_A);
        build_format_remove(b, open);
        build_remove(b, open);
    }
    build_reconstruct(b);
    uint32_t node = build_insert(b, t, SPACE_HTML);
    if (node)
        build_format_push(b, node);
}

static void start_format(builder *b, const html_token *t) {
    build_reconstruct(b);
    if (t->tag == TAG_NOBR && build_in_scope(b, TAG_NOBR, SCOPE_ANY)) {
        if (!build_adopt(b, TAG_NOBR))
            end_any(b, TAG_NOBR);
        build_reconstruct(b);
    }
    uint32_t node = build_insert(b, t, SPACE_HTML);
    if (node)
        build_format_push(b, node);
}

/* An attribute of a tag that is not yet taken; NULL if there is none. */
const html_attribute *mode_attribute(const builder *b, const html_token *t, html_known name) {
    for (uint32_t i = 0; t->names >> name & 1 && i < t->n_attributes; i++)
        if (b->h->attributes[b->h->n_attributes + i].known == name)
            return &b->h->attributes[b->h->n_attributes + i];
    return NULL;
}

static void start_void(builder *b, html_token *t) {
    build_reconstruct(b);
    build_insert(b, t, SPACE_HTML);
    build_pop(b);
    b->frameset_ok = false;
}

bool mode_is_hidden(const builder *b, const html_token *t) {
    const html_attribute *a = mode_attribute(b, t, ATTR_TYPE);
    return a &&
           text_equal_nocase(text_cut(b->h->in, a->value, a->value + a->value_len), TEXT("hidden"));
}

static bool select_context(const builder *b) {
    return b->context && build_is(b, b->context, TAG_SELECT);
}

static void start_input(builder *b, html_token *t) {
    if (select_context(b))
        return;
    if (build_in_scope(b, TAG_SELECT, SCOPE_ANY))
        build_pop_until(b, TAG_SELECT);
    bool ok = b->frameset_ok && mode_is_hidden(b, t);
    start_void(b, t);
    b->frameset_ok = ok;
}

static void start_select(builder *b, const html_token *t) {
    if (select_context(b))
        return;
    if (build_in_scope(b, TAG_SELECT, SCOPE_ANY)) {
        build_pop_until(b, TAG_SELECT);
        return;
    }
    build_reconstruct(b);
    build_insert(b, t, SPACE_HTML);
    b->frameset_ok = false;
}

static void start_option(builder *b, const html_token *t) {
    if (build_in_scope(b, TAG_SELECT, SCOPE_ANY))
        build_close_implied(b, t->tag == TAG_OPTION ? TAG_OPTGROUP : TAG_NONE);
    else if (build_is(b, build_current(b), TAG_OPTION))
        build_pop(b);
    build_reconstruct(b);
    build_insert(b, t, SPACE_HTML);
}

static void start_ruby(builder *b, const html_token *t, uint16_t but) {
    if (build_in_scope(b, TAG_RUBY, SCOPE_ANY))
        build_close_implied(b, but);
    build_insert(b, t, SPACE_HTML);
}

static void start_foreign(builder *b, const html_token *t, html_space space) {
    build_reconstruct(b);
    build_insert(b, t, space);
    if (t->self_closing)
        build_pop(b);
}

/* Start tags that open text of another kind. */
static void start_other_text(builder *b, html_token *t) {
    switch (start_of[t->tag]) {
    case START_PLAINTEXT:
        build_close_p(b);
        build_insert(b, t, SPACE_HTML);
        b->z.state = STATE_PLAINTEXT;
        break;
    case START_TEXTAREA:
        start_raw(b, t, STATE_RCDATA);
        b->skip_newline = true;
        b->frameset_ok = false;
        break;
    case START_XMP:
        build_close_p(b);
        build_reconstruct(b);
        b->frameset_ok = false;
        start_raw(b, t, STATE_RAWTEXT);
        break;
    case START_IFRAME:
        b->frameset_ok = false;
        start_raw(b, t, STATE_RAWTEXT);
        break;
    default:
        start_raw(b, t, STATE_RAWTEXT);
        break;
    }
}

/* Start tags of blocks: they end an open paragraph. */
static void start_block(builder *b, html_token *t) {
    switch (start_of[t->tag]) {
    case START_LI:
        b->frameset_ok = false;
        close_item(b, TAG_LI, TAG_LI);
        break;
    case START_DD:
        b->frameset_ok = false;
        close_item(b, TAG_DD, TAG_DT);
        break;
    case START_PRE:
        b->frameset_ok = false;
        b->skip_newline = true;
        break;
    default:
        break;
    }
    build_close_p(b);
    build_insert(b, t, SPACE_HTML);
}

static void start_button(builder *b, const html_token *t) {
    if (build_in_scope(b, TAG_BUTTON, SCOPE_ANY)) {
        build_close_implied(b, TAG_NONE);
        build_pop_until(b, TAG_BUTTON);
    }
    build_reconstruct(b);
    build_insert(b, t, SPACE_HTML);
    b->frameset_ok = false;
}

static void start_hr(builder *b, html_token *t) {
    build_close_p(b);
    if (build_in_scope(b, TAG_SELECT, SCOPE_ANY))
        build_close_implied(b, TAG_NONE);
    build_insert(b, t, SPACE_HTML);
    build_pop(b);
    b->frameset_ok = false;
}

static void start_html(builder *b, const html_token *t) {
    if (!build_is_open(b, TAG_TEMPLATE))
        add_attributes(b, b->stack[0], t);
}

static void start_body(builder *b, const html_token *t) {
    if (b->n_stack < 2 || !build_is(b, b->stack[1], TAG_BODY) || build_is_open(b, TAG_TEMPLATE))
        return;
    b->frameset_ok = false;
    add_attributes(b, b->stack[1], t);
}

static void start_table(builder *b, const html_token *t) {
    if (!b->h->quirks)
        build_close_p(b);
    build_insert(b, t, SPACE_HTML);
    b->frameset_ok = false;
    b->mode = MODE_IN_TABLE;
}

static void start_object(builder *b, const html_token *t) {
    build_reconstruct(b);
    build_insert(b, t, SPACE_HTML);
    build_format_mark(b);
    b->frameset_ok = false;
}

/* "image" is an old slip for "img". */
static bool start_image(html_token *t) {
    t->tag = TAG_IMG;
    return false;
}

static bool body_start(builder *b, html_token *t) {
    switch (t->tag < TAGS_KNOWN ? start_of[t->tag] : START_OTHER) {
    case START_HTML:
        start_html(b, t);
        break;
    case START_HEAD:
        return mode_in_head(b, t);
    case START_BODY:
        start_body(b, t);
        break;
    case START_FRAMESET:
        start_frameset(b, t);
        break;
    case START_BLOCK:
    case START_PRE:
    case START_LI:
    case START_DD:
        start_block(b, t);
        break;
    case START_HEADING:
        start_heading(b, t);
        break;
    case START_FORM:
        start_form(b, t);
        break;
    case START_BUTTON:
        start_button(b, t);
        break;
    case START_A:
        start_a(b, t);
        break;
    case START_FORMAT:
    case START_NOBR:
        start_format(b, t);
        break;
    case START_OBJECT:
        start_object(b, t);
        break;
    case START_TABLE:
        start_table(b, t);
        break;
    case START_VOID:
        start_void(b, t);
        break;
    case START_INPUT:
        start_input(b, t);
        break;
    case START_PARAM:
        build_insert(b, t, SPACE_HTML);
        build_pop(b);
        break;
    case START_HR:
        start_hr(b, t);
        break;
    case START_IMAGE:
        return start_image(t);
    case START_PLAINTEXT:
    case START_TEXTAREA:
    case START_XMP:
    case START_IFRAME:
    case START_RAW:
        start_other_text(b, t);
        break;
    case START_SELECT:
        start_select(b, t);
        break;
    case START_OPTION:
    case START_OPTGROUP:
        start_option(b, t);
        break;
    case START_RUBY_BASE:
        start_ruby(b, t, TAG_NONE);
        break;
    case START_RUBY_TEXT:
        start_ruby(b, t, TAG_RTC);
        break;
    case START_MATH:
        start_foreign(b, t, SPACE_MATH);
        break;
    case START_SVG:
        start_foreign(b, t, SPACE_SVG);
        break;
    case START_IGNORED:
        break;
    default:
        build_reconstruct(b);
        build_insert(b, t, SPACE_HTML);
        break;
    }
    return true;
}

static void end_any(builder *b, uint16_t tag) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        uint32_t node = b->stack[i - 1];
        if (build_is(b, node, tag)) {
            build_close_implied(b, tag);
            while (b->n_stack && build_current(b) != node)
                build_pop(b);
            build_pop(b);
            return;
        }
        if (build_is_special(b, node))
            return;
    }
}

static void end_form(builder *b) {
    if (build_is_open(b, TAG_TEMPLATE)) {
        if (!build_in_scope(b, TAG_FORM, SCOPE_ANY))
            return;
        build_close_implied(b, TAG_NONE);
        build_pop_until(b, TAG_FORM);
        return;
    }
    uint32_t node = b->form;
    b->form = 0;
    if (node == 0 || !build_node_in_scope(b, node))
        return;
    build_close_implied(b, TAG_NONE);
    build_remove(b, node);
}

static void end_heading(builder *b, uint16_t tag) {
    bool open = false;
    for (uint16_t h = TAG_H1; h <= TAG_H6 && !open; h++)
        open = build_in_scope(b, h, SCOPE_ANY);
    if (!open)
        return;
    build_close_implied(b, tag);
    while (b->n_stack) {
        const html_node *n = build_node(b, build_current(b));
        build_pop(b);
        if (n->space == SPACE_HTML && n->tag >= TAG_H1 && n->tag <= TAG_H6)
            return;
    }
}

void mode_end_scoped(builder *b, uint16_t tag, html_scope scope, uint16_t but) {
    if (!build_in_scope(b, tag, scope))
        return;
    build_close_implied(b, but);
    build_pop_until(b, tag);
}

static void end_p(builder *b) {
    if (!build_in_scope(b, TAG_P, SCOPE_BUTTON))
        build_insert_named(b, TAG_P);
    build_close_p(b);
}

static bool body_end(builder *b, html_token *t) {
    switch (t->tag < TAGS_KNOWN ? end_of[t->tag] : END_OTHER) {
    case END_TEMPLATE:
        return mode_in_head(b, t);
    case END_BODY:
    case END_HTML:
        if (!build_in_scope(b, TAG_BODY, SCOPE_ANY))
            return true;
        b->mode = MODE_AFTER_BODY;
        return t->tag == TAG_BODY;
    case END_BLOCK:
        mode_end_scoped(b, t->tag, SCOPE_ANY, TAG_NONE);
        break;
    case END_FORM:
        end_form(b);
        break;
    case END_P:
        end_p(b);
        break;
    case END_LI:
        mode_end_scoped(b, TAG_LI, SCOPE_LIST, TAG_LI);
        break;
    case END_DD:
        mode_end_scoped(b, t->tag, SCOPE_ANY, t->tag);
        break;
    case END_HEADING:
        end_heading(b, t->tag);
        break;
    case END_FORMAT:
        if (!build_adopt(b, t->tag))
            end_any(b, t->tag);
        break;
    case END_OBJECT:
        if (build_in_scope(b, t->tag, SCOPE_ANY)) {
            mode_end_scoped(b, t->tag, SCOPE_ANY, TAG_NONE);
            build_format_clear(b);
        }
        break;
    case END_BR:
        t->type = TOKEN_START_TAG;
        t->n_attributes = 0;
        t->names = 0;
        return false;
    default:
        end_any(b, t->tag);
        break;
    }
    return true;
}

bool mode_in_body(builder *b, html_token *t) {
    switch (t->type) {
    case TOKEN_TEXT:
    case TOKEN_CHARACTER:
    case TOKEN_NUL:
        mode_body_text(b, t);
        return true;
    case TOKEN_COMMENT:
        build_comment(b, t, USUAL_PLACE);
        return true;
    case TOKEN_DOCTYPE:
        return true;
    case TOKEN_START_TAG:
        return body_start(b, t);
    case TOKEN_END_TAG:
        return body_end(b, t);
    default:
        if (b->n_templates)
            return in_template(b, t);
        b->stopped = true;
        return true;
    }
}

static bool in_text(builder *b, html_token *t) {
    if (mode_is_text(t)) {
        build_text(b, t);
        return true;
    }
    build_pop(b);
    b->mode = b->original;
    return t->type == TOKEN_END_TAG;
}

/* ---- templates, framesets, behind the body ---- */

static html_mode template_mode(uint16_t tag) {
    switch (tag) {
    case TAG_CAPTION:
    case TAG_COLGROUP:
    case TAG_TBODY:
    case TAG_TFOOT:
    case TAG_THEAD:
        return MODE_IN_TABLE;
    case TAG_COL:
        return MODE_IN_COLUMN_GROUP;
    case TAG_TR:
        return MODE_IN_TABLE_BODY;
    case TAG_TD:
    case TAG_TH:
        return MODE_IN_ROW;
    default:
        return MODE_IN_BODY;
    }
}

static bool in_template(builder *b, html_token *t) {
    if (mode_is_text(t) || t->type == TOKEN_COMMENT || t->type == TOKEN_DOCTYPE)
        return mode_in_body(b, t);
    if (t->type == TOKEN_END_TAG)
        return t->tag != TAG_TEMPLATE || mode_in_head(b, t);
    if (t->type == TOKEN_END) {
        if (!build_is_open(b, TAG_TEMPLATE)) {
            b->stopped = true;
            return true;
        }
        build_pop_until(b, TAG_TEMPLATE);
        build_format_clear(b);
        if (b->n_templates)
            b->n_templates--;
        build_reset_mode(b);
        return false;
    }
    if (t->tag < TAGS_KNOWN && start_of[t->tag] == START_HEAD)
        return mode_in_head(b, t);
    html_mode mode = template_mode(t->tag);
    if (b->n_templates)
        b->templates[b->n_templates - 1] = mode;
    b->mode = mode;
    return false;
}

static bool after_body(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE)
        return true;
    if (mode_is_text(t) && mode_blank_bytes(b, t) == t->end - t->start)
        return mode_in_body(b, t);
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, b->stack[0]);
        return true;
    }
    if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    if (mode_ends(t, TAG_HTML)) {
        if (!b->context)
            b->mode = MODE_AFTER_AFTER_BODY;
        return true;
    }
    if (t->type == TOKEN_END) {
        b->stopped = true;
        return true;
    }
    b->mode = MODE_IN_BODY;
    return false;
}

static bool in_frameset(builder *b, html_token *t) {
    if (mode_is_text(t))
        keep_blanks(b, t);
    else if (t->type == TOKEN_COMMENT)
        build_comment(b, t, USUAL_PLACE);
    else if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    else if (mode_starts(t, TAG_FRAMESET))
        build_insert(b, t, SPACE_HTML);
    else if (mode_starts(t, TAG_FRAME)) {
        build_insert(b, t, SPACE_HTML);
        build_pop(b);
    } else if (mode_starts(t, TAG_NOFRAMES))
        return mode_in_head(b, t);
    else if (mode_ends(t, TAG_FRAMESET) && b->n_stack > 1) {
        build_pop(b);
        if (!b->context && !build_is(b, build_current(b), TAG_FRAMESET))
            b->mode = MODE_AFTER_FRAMESET;
    }
    b->stopped |= t->type == TOKEN_END;
    return true;
}

static bool after_frameset(builder *b, html_token *t) {
    if (mode_is_text(t))
        keep_blanks(b, t);
    else if (t->type == TOKEN_COMMENT)
        build_comment(b, t, USUAL_PLACE);
    else if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    else if (mode_ends(t, TAG_HTML))
        b->mode = MODE_AFTER_AFTER_FRAMESET;
    else if (mode_starts(t, TAG_NOFRAMES))
        return mode_in_head(b, t);
    b->stopped |= t->type == TOKEN_END;
    return true;
}

static bool after_after_body(builder *b, html_token *t) {
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, 0);
        return true;
    }
    if (t->type == TOKEN_DOCTYPE || mode_starts(t, TAG_HTML) ||
        (mode_is_text(t) && mode_blank_bytes(b, t) == t->end - t->start))
        return mode_in_body(b, t);
    if (t->type == TOKEN_END) {
        b->stopped = true;
        return true;
    }
    b->mode = MODE_IN_BODY;
    return false;
}

static bool after_after_frameset(builder *b, html_token *t) {
    if (t->type == TOKEN_COMMENT)
        build_comment(b, t, 0);
    else if (mode_is_text(t))
        keep_blanks(b, t);
    else if (mode_starts(t, TAG_HTML))
        return mode_in_body(b, t);
    else if (mode_starts(t, TAG_NOFRAMES))
        return mode_in_head(b, t);
    b->stopped |= t->type == TOKEN_END;
    return true;
}

bool mode_current(builder *b, html_token *t) {
    static bool (*const modes[])(builder *, html_token *) = {
        initial,          before_html,     before_head,          mode_in_head,
        in_head_noscript, after_head,      mode_in_body,         in_text,
        mode_in_table,    mode_in_caption, mode_in_column_group, mode_in_table_body,
        mode_in_row,      mode_in_cell,    in_template,          after_body,
        in_frameset,      after_frameset,  after_after_body,     after_after_frameset,
    };
    return b->mode == MODE_IN_BODY ? mode_in_body(b, t) : modes[b->mode](b, t);
}

static bool skip_newline(builder *b, html_token *t) {
    b->skip_newline = false;
    if (t->type != TOKEN_TEXT)
        return t->type == TOKEN_CHARACTER && t->c[0] == '\n';
    const char *s = b->h->in.at;
    if (s[t->start] == '\r' && t->start + 1 < t->end && s[t->start + 1] == '\n')
        t->start++;
    if (s[t->start] == '\n' || s[t->start] == '\r')
        t->start++;
    return t->start == t->end;
}

static bool is_in_foreign(const builder *b) {
    return b->n_stack && build_node(b, build_adjusted(b))->space != SPACE_HTML;
}

void build_take(builder *b, html_token *t) {
    if (b->skip_newline && skip_newline(b, t))
        return;
    if (b->n_pending && !mode_is_text(t))
        mode_flush_text(b);
    bool is_done = false;
    while (!b->stopped && !is_done) {
        is_done =
            b->z.in_foreign && mode_is_foreign(b, t) ? mode_in_foreign(b, t) : mode_current(b, t);
        b->z.in_foreign = is_in_foreign(b);
    }
}
