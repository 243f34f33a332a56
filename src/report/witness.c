/* witness.c - the evidence of one event as a page shows it. It reads the lines of `explain`: a
 * heading at the margin, below it a name and a value a line. */
#include "report/witness.h"

#include "report/markup.h"

enum { NAME_WIDTH = 12, FIELDS_MOST = 96 }; // bytes before a value; lines of one report

typedef struct field {
    text name, value;
} field;

typedef struct account {
    text heading; // "report 0123456789abcdef"
    field fields[FIELDS_MOST];
    uint32_t n;
} account;

static bool take_line(text *rest, text *line) {
    if (rest->len == 0)
        return false;
    size_t at = text_find(*rest, TEXT("\n")), end = at < rest->len ? at : rest->len;
    *line = text_cut(*rest, 0, end);
    *rest = text_cut(*rest, end < rest->len ? end + 1 : end, rest->len);
    return true;
}

static bool is_field(text line) {
    return line.len > NAME_WIDTH && line.at[0] == ' ';
}

/* Takes a heading with its fields. */
static bool take_account(text *rest, account *out) {
    text line, ahead;
    out->n = 0;
    if (!take_line(rest, &out->heading))
        return false;
    for (ahead = *rest; take_line(&ahead, &line) && is_field(line); *rest = ahead)
        if (out->n < FIELDS_MOST)
            out->fields[out->n++] = (field){ text_trim(text_cut(line, 0, NAME_WIDTH)),
                                             text_trim(text_cut(line, NAME_WIDTH, line.len)) };
    return true;
}

static text value_of(const account *a, text name) {
    for (uint32_t i = 0; i < a->n; i++)
        if (text_equal(a->fields[i].name, name))
            return a->fields[i].value;
    return (text){ "", 0 };
}

/* "accused, byte 273" names the words that the sentence is marked at. */
static text trigger_of(const account *a) {
    text value = value_of(a, TEXT("trigger"));
    for (size_t i = value.len; i-- > 0;)
        if (value.at[i] == ',')
            return text_cut(value, 0, i);
    return value;
}

static void add_sentence(buffer *out, const account *a) {
    text words = value_of(a, TEXT("sentence")), trigger = trigger_of(a);
    size_t at = trigger.len ? text_find(words, trigger) : SIZE_MAX;
    if (words.len == 0)
        return;
    markup_raw(out, "<blockquote>");
    markup_text(out, text_cut(words, 0, at < words.len ? at : words.len));
    if (at < words.len) {
        markup_raw(out, "<mark>");
        markup_text(out, trigger);
        markup_raw(out, "</mark>");
        markup_text(out, text_cut(words, at + trigger.len, words.len));
    }
    markup_raw(out, "</blockquote>\n");
}

static void add_value(buffer *out, const field *f) {
    if (!text_equal(f->name, TEXT("url")) || !markup_is_link(f->value)) {
        markup_text(out, f->value);
        return;
    }
    markup_raw(out, "<a rel=\"noreferrer\"");
    markup_attribute(out, "href", f->value);
    markup_raw(out, ">");
    markup_text(out, f->value);
    markup_raw(out, "</a>");
}

static void add_report(buffer *out, const account *a) {
    markup_raw(out, "<section><h2>");
    markup_text(out, a->heading);
    markup_raw(out, "</h2>\n");
    add_sentence(out, a);
    markup_raw(out, "<dl class=\"trace\">\n");
    for (uint32_t i = 0; i < a->n; i++) {
        if (text_equal(a->fields[i].name, TEXT("sentence")))
            continue;
        markup_raw(out, "<dt>");
        markup_text(out, a->fields[i].name);
        markup_raw(out, "</dt><dd>");
        add_value(out, &a->fields[i]);
        markup_raw(out, "</dd>\n");
    }
    markup_raw(out, "</dl></section>\n");
}

void witness_write(buffer *out, text evidence) {
    account a;
    if (take_account(&evidence, &a)) {
        markup_raw(out, "<p class=\"standfirst\">");
        markup_text(out, a.heading);
        markup_raw(out, "</p>\n");
    }
    while (take_account(&evidence, &a))
        add_report(out, &a);
}
