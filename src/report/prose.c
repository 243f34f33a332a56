/* prose.c - articles for people. */
#include "report/prose.h"

enum { DROPPED_SHOWN = 200 }; // bytes of a dropped block

static void byline(buffer *out, const doc *d) {
    const article *a = &d->article;
    char day[DATE_SIZE];
    date_write(a->published, day);
    text site = a->site.len ? a->site : d->page.outlet, when = text_of(day);
    bool any = false;
    for (uint32_t i = 0; i < a->n_authors; i++, any = true) {
        buffer_string(out, i ? ", " : "");
        buffer_text(out, a->authors[i]);
    }
    for (int i = 0; i < 2; i++) {
        text part = i ? when : site;
        if (part.len && any)
            buffer_string(out, " - ");
        buffer_text(out, part);
        any = any || part.len;
    }
    if (any)
        buffer_string(out, "\n\n");
}

static void name_of(buffer *out, const doc *d) {
    buffer_text(out, d->article.title.len ? d->article.title : d->page.id);
}

void prose_text(buffer *out, const doc *d) {
    buffer_string(out, PROSE_PARTING);
    name_of(out, d);
    buffer_string(out, "\n\n");
    byline(out, d);
    for (uint32_t i = 0, n = 0; i < d->n_blocks; i++)
        if (d->blocks[i].kept) {
            buffer_string(out, n++ ? "\n" : "");
            buffer_text(out, doc_block_text(d, &d->blocks[i]));
            buffer_byte(out, '\n');
        }
}

/* Marks that would mean something to Markdown at the start of a line or inside it. */
static void escaped(buffer *out, text t) {
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        bool opens = i == 0 && (c == '#' || c == '-' || c == '+' || c == '>');
        if (opens || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '<' ||
            c == '\\')
            buffer_byte(out, '\\');
        buffer_byte(out, c == '\n' ? ' ' : c);
    }
}

static void markdown_block(buffer *out, const doc *d, const block *b) {
    int level = b->level < 1 ? 2 : b->level > 6 ? 6 : b->level;
    if (b->role == ROLE_HEADING) {
        for (int i = 0; i < level; i++)
            buffer_byte(out, '#');
        buffer_byte(out, ' ');
    } else if (b->role == ROLE_LIST) {
        for (int i = 1; i < b->level; i++)
            buffer_string(out, "  ");
        buffer_string(out, "- ");
    } else if (b->role == ROLE_QUOTATION) {
        buffer_string(out, "> ");
    }
    escaped(out, doc_block_text(d, b));
    buffer_byte(out, '\n');
}

void prose_markdown(buffer *out, const doc *d) {
    buffer_string(out, PROSE_PARTING "# ");
    escaped(out, d->article.title.len ? d->article.title : d->page.id);
    buffer_string(out, "\n\n");
    byline(out, d);
    const block *last = NULL;
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        if (!b->kept)
            continue;
        bool same_list = last && last->role == ROLE_LIST && b->role == ROLE_LIST;
        buffer_string(out, last && !same_list ? "\n" : "");
        markdown_block(out, d, b);
        last = b;
    }
    text url = d->article.canonical.len ? d->article.canonical : d->page.url;
    if (url.len) {
        buffer_string(out, "\n<");
        buffer_text(out, url);
        buffer_string(out, ">\n");
    }
}

/* The start of a text on one line. */
static void one_line(buffer *out, text t, size_t most) {
    size_t n = t.len;
    if (n > most)
        for (n = most; n > 0 && ((unsigned char)t.at[n] & 0xc0) == 0x80;)
            n--;
    for (size_t i = 0; i < n; i++)
        buffer_byte(out, t.at[i] == '\n' || t.at[i] == '\r' ? ' ' : t.at[i]);
    buffer_string(out, n < t.len ? " ...\n" : "\n");
}

static void verdict(buffer *out, const doc *d, const block *b) {
    buffer_format(out, "%s %s", b->kept ? "KEPT   " : "DROPPED", role_name((role)b->role));
    if (b->why.len) {
        buffer_string(out, ": ");
        buffer_text(out, b->why);
    }
    buffer_format(out, " (bytes %lu-%lu, weight ", (unsigned long)b->source_start,
                  (unsigned long)b->source_end);
    buffer_fixed(out, (double)b->weight, 2);
    buffer_string(out, ")\n    ");
    one_line(out, doc_block_text(d, b), b->kept ? SIZE_MAX : DROPPED_SHOWN);
}

void prose_explain(buffer *out, const doc *d) {
    buffer_string(out, PROSE_PARTING);
    name_of(out, d);
    buffer_string(out, "\n\n");
    byline(out, d);
    for (uint32_t i = 0; i < d->n_blocks; i++)
        verdict(out, d, &d->blocks[i]);
    for (uint32_t i = 0; i < d->n_damages; i++) {
        const damage *m = &d->damages[i];
        buffer_format(out, "DAMAGE  %s: ", damage_name((damage_kind)m->kind));
        buffer_text(out, m->why);
        buffer_string(out, "\n    ");
        one_line(out, doc_text(d, m->start, m->end), DROPPED_SHOWN);
    }
    for (uint32_t i = 0; i < d->n_notes; i++) {
        buffer_string(out, "NOTE    ");
        one_line(out, d->notes[i].message, SIZE_MAX);
    }
    if (!d->article.is_article)
        buffer_string(out, "NOTE    no article was found on this page\n");
}
