/* xml.c - expat, and the scanner that goes on where expat gives up. */
#include "intake/xml.h"

#include "base/entity.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct xml {
    text in;
    xml_sink sink;
    XML_Parser parser; // NULL: the scanner has taken over
    size_t at;         // bytes told of so far
    bool begun, in_cdata, paused, ended, failed;
    size_t fault_at;
    const char *fault;
    buffer open;              // names of the open elements, one behind the other
    size_t starts[XML_DEPTH]; // of each in open
    size_t depth, n_left_out; // n_left_out: open elements below XML_DEPTH
    buffer values;            // attributes of the tag at hand
    xml_attribute attributes[XML_ATTRIBUTES_MOST];
};

/* ---- what is told, whoever found it ---- */

static void push(xml *x, const xml_tag *tag) {
    if (x->depth == XML_DEPTH) {
        x->n_left_out++;
        return;
    }
    x->starts[x->depth] = x->open.len;
    buffer_text(&x->open, tag->name);
    if (x->open.failed)
        x->failed = true;
    else
        x->depth++;
    x->sink.start(x->sink.context, tag);
}

static text name_at(const xml *x, size_t depth) {
    size_t end = depth + 1 < x->depth ? x->starts[depth + 1] : x->open.len;
    return text_cut(buffer_view(&x->open), x->starts[depth], end);
}

static void pop(xml *x) {
    text name = name_at(x, x->depth - 1);
    x->sink.end(x->sink.context, name);
    x->open.len = x->starts[--x->depth];
}

/* Closes an element and what is open inside it; an end without a start is passed over. */
static void close_element(xml *x, text name) {
    if (x->n_left_out) {
        x->n_left_out--;
        return;
    }
    size_t depth = x->depth;
    while (depth > 0 && !text_equal(name_at(x, depth - 1), name))
        depth--;
    while (depth > 0 && x->depth >= depth)
        pop(x);
}

static void words(xml *x, text t) {
    if (t.len && x->n_left_out == 0)
        x->sink.words(x->sink.context, t);
}

/* ---- expat ---- */

static void told(xml *x) {
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    size_t end = (size_t)(at < 0 ? 0 : at) + (size_t)XML_GetCurrentByteCount(x->parser);
    if (end > x->at && end <= x->in.len)
        x->at = end;
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes) {
    xml *x = context;
    size_t n = 0;
    for (; attributes[2 * n] && n < XML_ATTRIBUTES_MOST; n++)
        x->attributes[n] =
            (xml_attribute){ text_of(attributes[2 * n]), text_of(attributes[2 * n + 1]) };
    xml_tag tag = { text_of(name), x->attributes, n };
    push(x, &tag);
    told(x);
}

static void XMLCALL on_end(void *context, const XML_Char *name) {
    xml *x = context;
    close_element(x, text_of(name));
    told(x);
}

static void XMLCALL on_words(void *context, const XML_Char *at, int n) {
    xml *x = context;
    words(x, (text){ at, (size_t)n });
    told(x);
}

static void XMLCALL on_cdata(void *context) {
    xml *x = context;
    x->in_cdata = true;
    told(x);
}

static void XMLCALL on_cdata_end(void *context) {
    xml *x = context;
    x->in_cdata = false;
    told(x);
}

/* All else: comments, instructions, and references to entities that the document declares. */
static void XMLCALL on_rest(void *context, const XML_Char *at, int n) {
    xml *x = context;
    if (n > 2 && at[0] == '&')
        words(x, (text){ at, (size_t)n });
    told(x);
}

xml *xml_open(text utf8, const xml_sink *sink) {
    xml *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->in = utf8;
    x->sink = *sink;
    if (text_starts(utf8, TEXT("\xef\xbb\xbf")))
        x->in = text_cut(utf8, 3, utf8.len);
    size_t i = 0; // white space may not stand before the declaration, but does
    while (i < x->in.len && is_space((unsigned char)x->in.at[i]))
        i++;
    x->in = text_cut(x->in, i, x->in.len);
    x->parser = XML_ParserCreate("UTF-8");
    if (!x->parser || x->in.len > INT_MAX) {
        xml_close(x);
        return NULL;
    }
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_words);
    XML_SetCdataSectionHandler(x->parser, on_cdata, on_cdata_end);
    XML_SetDefaultHandler(x->parser, on_rest); // without Expand: no entity is expanded
    return x;
}

void xml_close(xml *x) {
    if (!x)
        return;
    if (x->parser)
        XML_ParserFree(x->parser);
    buffer_free(&x->open);
    buffer_free(&x->values);
    free(x);
}

void xml_pause(xml *x) {
    x->paused = true;
    if (x->parser)
        XML_StopParser(x->parser, XML_TRUE);
}

const char *xml_fault(const xml *x, size_t *at) {
    *at = x->fault_at;
    return x->fault;
}

size_t xml_place(const xml *x) {
    return x->at;
}

bool xml_failed(const xml *x) {
    return x->failed || x->open.failed || x->values.failed;
}

/* Runs expat; false: it gave up, the scanner is to go on. */
static bool run_expat(xml *x) {
    enum XML_Status status =
        x->begun ? XML_ResumeParser(x->parser)
                 : XML_Parse(x->parser, x->in.at ? x->in.at : "", (int)x->in.len, XML_TRUE);
    x->begun = true;
    if (status != XML_STATUS_ERROR)
        return true;
    enum XML_Error code = XML_GetErrorCode(x->parser);
    if (code == XML_ERROR_NO_MEMORY)
        x->failed = true;
    x->fault_at = (size_t)XML_GetCurrentByteIndex(x->parser);
    x->fault = XML_ErrorString(code);
    XML_ParserFree(x->parser);
    x->parser = NULL;
    return false;
}

/* ---- the scanner ---- */

static bool is_name(int c) {
    return is_alnum(c) || c == ':' || c == '_' || c == '-' || c == '.' || c >= 0x80;
}

static size_t find_from(const xml *x, size_t from, const char *what) {
    size_t at = text_find(text_cut(x->in, from, x->in.len), text_of(what));
    return at == SIZE_MAX ? SIZE_MAX : from + at;
}

/* Moves behind the next place of what, or to the end. */
static void skip_past(xml *x, size_t from, const char *what) {
    size_t at = find_from(x, from, what);
    x->at = at == SIZE_MAX ? x->in.len : at + strlen(what);
}

static void scan_cdata(xml *x) {
    size_t end = find_from(x, x->at, "]]>");
    words(x, text_cut(x->in, x->at, end == SIZE_MAX ? x->in.len : end));
    skip_past(x, x->at, "]]>");
    x->in_cdata = false;
}

/* <!DOCTYPE ...> with its own declarations in brackets. */
static void skip_declaration(xml *x) {
    size_t end = find_from(x, x->at, ">"), bracket = find_from(x, x->at, "[");
    if (bracket < end)
        skip_past(x, bracket, "]");
    skip_past(x, x->at, ">");
}

static size_t name_end(const xml *x, size_t i) {
    while (i < x->in.len && is_name((unsigned char)x->in.at[i]))
        i++;
    return i;
}

static size_t skip_blanks(const xml *x, size_t i) {
    while (i < x->in.len && (is_space((unsigned char)x->in.at[i]) || x->in.at[i] == '/'))
        i++;
    return i;
}

/* Reads the value at i, in quotes or bare; *value is what stands there. */
static size_t scan_value(const xml *x, size_t i, text *value) {
    char quote = i < x->in.len ? x->in.at[i] : '\0';
    size_t start = i + 1, end;
    if (quote == '"' || quote == '\'') {
        const char *close = memchr(x->in.at + start, quote, x->in.len - start);
        end = close ? (size_t)(close - x->in.at) : x->in.len;
        *value = text_cut(x->in, start, end);
        return close ? end + 1 : end;
    }
    for (start = end = i;
         end < x->in.len && x->in.at[end] != '>' && !is_space((unsigned char)x->in.at[end]);)
        end++;
    *value = text_cut(x->in, start, end);
    return end;
}

/* Reads one attribute at i; returns where the next thing starts. */
static size_t scan_attribute(xml *x, size_t i, size_t *n) {
    size_t end = name_end(x, i);
    if (end == i)
        return i + 1;
    xml_attribute a = { text_cut(x->in, i, end), TEXT("") };
    size_t next = skip_blanks(x, end);
    if (next < x->in.len && x->in.at[next] == '=') {
        next++;
        while (next < x->in.len && is_space((unsigned char)x->in.at[next]))
            next++;
        next = scan_value(x, next, &a.value);
    }
    if (*n < XML_ATTRIBUTES_MOST)
        x->attributes[(*n)++] = a;
    return next;
}

/* Resolves the references in the values, which then stand in one buffer. */
static void settle_values(xml *x, size_t n) {
    buffer_clear(&x->values);
    for (size_t i = 0; i < n; i++) {
        size_t start = x->values.len;
        entity_decode(&x->values, x->attributes[i].value, true);
        x->attributes[i].value.len = x->values.len - start;
    }
    size_t start = 0;
    for (size_t i = 0; i < n; i++) {
        // Where all values are empty there is no buffer to point into.
        x->attributes[i].value.at = x->values.at ? x->values.at + start : "";
        start += x->attributes[i].value.len;
    }
}

static void scan_start(xml *x) {
    size_t end = name_end(x, x->at + 1), n = 0, i = skip_blanks(x, end);
    xml_tag tag = { text_cut(x->in, x->at + 1, end), x->attributes, 0 };
    while (i < x->in.len && x->in.at[i] != '>' && x->in.at[i] != '<')
        i = skip_blanks(x, scan_attribute(x, i, &n));
    bool is_empty = i > 0 && i <= x->in.len && x->in.at[i - 1] == '/';
    x->at = i < x->in.len && x->in.at[i] == '>' ? i + 1 : i;
    settle_values(x, n);
    if (x->values.failed)
        return;
    tag.n_attributes = n;
    push(x, &tag);
    if (is_empty)
        close_element(x, tag.name);
}

static void scan_end(xml *x) {
    size_t end = name_end(x, x->at + 2);
    text name = text_cut(x->in, x->at + 2, end);
    skip_past(x, end, ">");
    close_element(x, name);
}

static void scan_markup(xml *x) {
    text rest = text_cut(x->in, x->at, x->in.len);
    int next = rest.len > 1 ? (unsigned char)rest.at[1] : 0;
    if (text_starts(rest, TEXT("<!--"))) {
        skip_past(x, x->at + 4, "-->");
    } else if (text_starts(rest, TEXT("<![CDATA["))) {
        x->at += strlen("<![CDATA[");
        x->in_cdata = true;
    } else if (next == '!') {
        skip_declaration(x);
    } else if (next == '?') {
        skip_past(x, x->at, "?>");
    } else if (next == '/') {
        scan_end(x);
    } else if (is_alpha(next) || next == '_') {
        scan_start(x);
    } else {
        words(x, TEXT("<"));
        x->at++;
    }
}

static void scan_words(xml *x) {
    size_t end = x->at;
    while (end < x->in.len && x->in.at[end] != '<' && x->in.at[end] != '&')
        end++;
    words(x, text_cut(x->in, x->at, end));
    x->at = end;
}

/* "&amp;" and the like; what is none stands for itself. */
static void scan_reference(xml *x) {
    uint32_t c[2];
    uint32_t n = entity_read(text_cut(x->in, x->at, x->in.len), true, c);
    buffer_clear(&x->values);
    if (n)
        entity_decode(&x->values, text_cut(x->in, x->at, x->at + n), false);
    else
        buffer_byte(&x->values, '&');
    x->at += n ? n : 1;
    if (!x->values.failed)
        words(x, buffer_view(&x->values));
}

static void run_scanner(xml *x) {
    while (x->at < x->in.len && !x->paused && !xml_failed(x)) {
        if (x->in_cdata)
            scan_cdata(x);
        else if (x->in.at[x->at] == '<')
            scan_markup(x);
        else if (x->in.at[x->at] == '&')
            scan_reference(x);
        else
            scan_words(x);
    }
    while (x->at >= x->in.len && x->depth > 0 && !x->paused)
        pop(x);
}

bool xml_run(xml *x) {
    x->paused = false;
    if (!x->ended && (!x->parser || (!run_expat(x) && !x->paused)))
        run_scanner(x);
    x->ended = !x->paused || xml_failed(x);
    return !x->ended;
}

/* ---- names ---- */

text xml_local(text name) {
    const char *colon = name.len ? memchr(name.at, ':', name.len) : NULL;
    return colon ? text_cut(name, (size_t)(colon - name.at) + 1, name.len) : name;
}

text xml_attribute_of(const xml_tag *tag, const char *name) {
    for (size_t i = 0; i < tag->n_attributes; i++)
        if (text_equal_nocase(xml_local(tag->attributes[i].name), text_of(name)))
            return tag->attributes[i].value;
    return TEXT("");
}

/* The bytes of the comment, instruction or declaration at the start of t; 0: there is none. */
static size_t misc_length(text t) {
    static const char *const kinds[][2] = { { "<!--", "-->" }, { "<?", "?>" }, { "<!", ">" } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_starts(t, text_of(kinds[i][0]))) {
            size_t end = text_find(t, text_of(kinds[i][1]));
            return end == SIZE_MAX ? t.len : end + strlen(kinds[i][1]);
        }
    return 0;
}

text xml_root(text head) {
    head = text_trim(head);
    for (size_t n; (n = misc_length(head)) > 0;)
        head = text_trim(text_cut(head, n, head.len));
    size_t end = 1;
    if (head.len < 2 || head.at[0] != '<' || !is_alpha((unsigned char)head.at[1]))
        return TEXT("");
    while (end < head.len && is_name((unsigned char)head.at[end]))
        end++;
    return text_cut(head, 1, end);
}

text xml_charset(text head) {
    enum { LOOK_MOST = 1024 };
    text start = text_cut(head, 0, head.len < LOOK_MOST ? head.len : LOOK_MOST);
    size_t at = text_find(start, TEXT("<?xml"));
    size_t end = at == SIZE_MAX ? SIZE_MAX : text_find(text_cut(start, at, start.len), TEXT("?>"));
    if (end == SIZE_MAX)
        return TEXT("");
    text declaration = text_cut(start, at, at + end);
    at = text_find(declaration, TEXT("encoding"));
    if (at == SIZE_MAX)
        return TEXT("");
    text value = text_trim(text_cut(declaration, at + strlen("encoding"), declaration.len));
    if (value.len < 2 || value.at[0] != '=')
        return TEXT("");
    value = text_trim(text_cut(value, 1, value.len));
    for (at = 1; at < value.len && value.at[at] != value.at[0]; at++)
        ;
    return value.len > 1 ? text_cut(value, 1, at) : TEXT("");
}
