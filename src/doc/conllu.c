/* conllu.c - the format's ten columns: ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC. DEPS
 * and empty nodes are neither written nor kept. */
#include "doc/conllu.h"

#include <string.h>

enum { COLUMNS = 10, ID_MOST = 1000000 };

/* ---- writing ---- */

/* True of a byte that would break the line it stands in. */
static bool breaks(unsigned char b) {
    return b == '\n' || b == '\r' || b == '\t';
}

static void add_clean(buffer *out, text t) {
    for (size_t i = 0; i < t.len; i++)
        buffer_byte(out, breaks((unsigned char)t.at[i]) ? ' ' : t.at[i]);
}

static void write_field(buffer *out, text t) {
    if (t.len)
        add_clean(out, t);
    else
        buffer_byte(out, '_');
    buffer_byte(out, '\t');
}

/* How many words the orthographic word that starts at token i stands for, within the sentence. */
static uint32_t joined(const doc *d, uint32_t i, uint32_t end) {
    uint32_t n = 1;
    while (i + n < end && d->tokens[i + n].flags & TOKEN_JOINED)
        n++;
    return n;
}

static void write_range(const doc *d, buffer *out, uint32_t first, uint32_t i, uint32_t n) {
    const token *last = &d->tokens[i + n - 1];
    buffer_format(out, "%u-%u\t", i - first + 1, i - first + n);
    add_clean(out, doc_text(d, d->tokens[i].start, last->end));
    buffer_string(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    buffer_string(out, last->flags & TOKEN_SPACE_AFTER ? "_\n" : "SpaceAfter=No\n");
}

static void write_head(buffer *out, const token *t) {
    if (t->head != NO_INDEX)
        buffer_number(out, (int64_t)t->head + 1);
    else
        buffer_string(out, t->relation == REL_ROOT ? "0" : "_");
    buffer_format(out, "\t%s\t_\t", relation_name((relation)t->relation));
}

static void write_token(const doc *d, buffer *out, const token *t, uint32_t id, bool no_space) {
    buffer_format(out, "%u\t", id);
    write_field(out, doc_form(d, t));
    write_field(out, doc_lemma(d, t));
    buffer_format(out, "%s\t%s\t", upos_name((upos)t->upos), xpos_name((xpos)t->xpos));
    features_write(out, t->features);
    buffer_byte(out, '\t');
    write_head(out, t);
    if (t->name != NAME_NONE)
        buffer_format(out, "Name=%s%s", name_tag_name((name_tag)t->name), no_space ? "|" : "");
    if (no_space)
        buffer_string(out, "SpaceAfter=No");
    else if (t->name == NAME_NONE)
        buffer_byte(out, '_');
    buffer_byte(out, '\n');
}

static void write_text(const doc *d, buffer *out, const sentence *s) {
    buffer_string(out, "# text = ");
    for (uint32_t i = s->first; i < s->first + s->n_tokens; i++) {
        add_clean(out, doc_form(d, &d->tokens[i]));
        if (d->tokens[i].flags & TOKEN_SPACE_AFTER && i + 1 < s->first + s->n_tokens)
            buffer_byte(out, ' ');
    }
    buffer_byte(out, '\n');
}

static void write_sentence(const doc *d, buffer *out, const sentence *s, uint32_t number) {
    buffer_string(out, "# sent_id = ");
    add_clean(out, d->page.id);
    buffer_format(out, "-%u\n", number);
    if (s->is_title || s->is_heading)
        buffer_string(out, s->is_title ? "# is_title = yes\n" : "# is_heading = yes\n");
    write_text(d, out, s);
    uint32_t end = s->first + s->n_tokens, range_end = s->first;
    for (uint32_t i = s->first; i < end; i++) {
        const token *t = &d->tokens[i];
        uint32_t n = i < range_end ? 0 : joined(d, i, end);
        if (n > 1) {
            write_range(d, out, s->first, i, n);
            range_end = i + n;
        }
        write_token(d, out, t, i - s->first + 1, i >= range_end && !(t->flags & TOKEN_SPACE_AFTER));
    }
    buffer_byte(out, '\n');
}

void conllu_write(const doc *d, buffer *out) {
    buffer_string(out, "# newdoc id = ");
    add_clean(out, d->page.id);
    buffer_byte(out, '\n');
    for (uint32_t i = 0; i < d->n_sentences; i++) {
        const sentence *s = &d->sentences[i];
        if (i == 0 || s->block != d->sentences[i - 1].block)
            buffer_string(out, "# newpar\n");
        write_sentence(d, out, s, i + 1);
    }
    if (d->n_sentences == 0)
        buffer_byte(out, '\n');
}

/* ---- reading ---- */

typedef struct reader {
    doc *d;
    text in;
    size_t at;         // of the next line
    size_t line_at;    // of this one
    uint32_t line;     // from 1
    uint32_t first;    // token of the sentence under way
    uint32_t in_range; // words of a range still to come
    text surface;      // of the range
    bool range_space;  // white space follows the range
    bool bad_tree;     // the sentence's heads are of no use
    bool new_block, is_title, is_heading;
    uh_status status;
} reader;

static void complain(reader *r, const char *what) {
    uint32_t n = r->d->n_notes;
    doc_note(r->d, "language", r->line_at, false, "line %u: %s", r->line, what);
    if (r->d->n_notes > n)
        r->d->notes[n].line = r->line;
}

static bool next_line(reader *r, text *line) {
    if (r->at >= r->in.len)
        return false;
    const char *from = r->in.at + r->at;
    const char *end = memchr(from, '\n', r->in.len - r->at);
    size_t len = end ? (size_t)(end - from) : r->in.len - r->at;
    r->line_at = r->at;
    r->at += len + 1;
    r->line++;
    *line = (text){ from, len && from[len - 1] == '\r' ? len - 1 : len };
    return true;
}

static bool columns_of(text line, text columns[COLUMNS]) {
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= line.len; i++)
        if (i == line.len || line.at[i] == '\t') {
            if (n == COLUMNS)
                return false;
            columns[n++] = text_cut(line, from, i);
            from = i + 1;
        }
    return n == COLUMNS;
}

static text blank(text t) {
    return t.len == 1 && t.at[0] == '_' ? (text){ t.at, 0 } : t;
}

/* The value of Key=Value among MISC's pairs; empty without one. */
static text misc_value(text misc, text key) {
    size_t from = 0;
    for (size_t i = 0; i <= misc.len; i++)
        if (i == misc.len || misc.at[i] == '|') {
            text pair = text_cut(misc, from, i);
            if (pair.len > key.len && text_starts(pair, key) && pair.at[key.len] == '=')
                return text_cut(pair, key.len + 1, pair.len);
            from = i + 1;
        }
    return (text){ 0 };
}

static bool space_after(text misc) {
    return !text_equal(misc_value(misc, TEXT("SpaceAfter")), TEXT("No"));
}

static bool add_text(reader *r, text t) {
    if (doc_add_text(r->d, t, (uint32_t)(t.at - r->in.at), true))
        return true;
    r->status = doc_status(r->d);
    return false;
}

/* Ends the block under way, if there is one with text, with the line end that follows each. */
static void end_block(reader *r) {
    doc *d = r->d;
    block *b = d->n_blocks ? &d->blocks[d->n_blocks - 1] : NULL;
    if (!b || b->end != 0)
        return;
    b->end = d->text_len;
    doc_add_text(d, TEXT("\n"), (uint32_t)r->line_at, false);
    b->source_start = doc_source_of(d, b->start);
    b->source_end = (uint32_t)r->line_at;
}

static bool open_block(reader *r) {
    doc *d = r->d;
    if (!r->new_block && d->n_blocks)
        return true;
    end_block(r);
    block *b = doc_add_block(d);
    if (!b) {
        r->status = doc_status(d);
        return false;
    }
    b->start = d->text_len;
    b->role = r->is_title ? ROLE_TITLE : r->is_heading ? ROLE_HEADING : ROLE_PARAGRAPH;
    b->kept = !r->is_title;
    b->weight = 1;
    b->why = TEXT("read as parsed text");
    r->new_block = false;
    return true;
}

/* ---- the tree ---- */

/* True when the heads of n tokens form one tree: one root, every token leads to it. */
static bool is_tree(const token *t, uint32_t n, uint8_t *seen) {
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].head == NO_INDEX)
            roots++;
        else if (t[i].head >= n)
            return false;
        seen[i] = 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        while (at != NO_INDEX && seen[at] == 0) {
            seen[at] = 1; // on the way
            at = t[at].head;
        }
        if (at != NO_INDEX && seen[at] == 1)
            return false;
        for (at = i; at != NO_INDEX && seen[at] == 1; at = t[at].head)
            seen[at] = 2; // leads to the root
    }
    return roots == 1;
}

static void drop_tree(token *t, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        t[i].head = NO_INDEX;
        t[i].relation = REL_NONE;
    }
}

/* Heads were read as they stand, from 1 with 0 for the root; makes indices of them. */
static void check_tree(reader *r, uint32_t n) {
    token *t = r->d->tokens + r->first;
    uint8_t seen[SENTENCE_TOKENS_MOST];
    bool none = true;
    for (uint32_t i = 0; i < n; i++)
        none = none && t[i].head == NO_INDEX && t[i].relation == REL_NONE;
    if (none)
        return;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].head == NO_INDEX)
            r->bad_tree = true;
        else
            t[i].head = t[i].head == 0 ? NO_INDEX : t[i].head - 1;
    }
    if (!r->bad_tree && !is_tree(t, n, seen)) {
        complain(r, "the heads of the sentence that ends here form no tree");
        r->bad_tree = true;
    }
    if (r->bad_tree)
        drop_tree(t, n);
}

/* ---- sentences and words ---- */

static void end_sentence(reader *r) {
    doc *d = r->d;
    uint32_t n = d->n_tokens - r->first;
    if (r->in_range)
        complain(r, "a range of words goes beyond its sentence");
    r->in_range = 0;
    if (n && !r->status) {
        sentence *s = d->n_sentences < DOC_SENTENCES_MOST ? doc_add_sentence(d) : NULL;
        if (!s) {
            r->status = doc_status(d) == UH_NOMEM ? UH_NOMEM : UH_LIMIT;
            return;
        }
        *s = (sentence){ .start = d->tokens[r->first].start,
                         .end = d->tokens[d->n_tokens - 1].end,
                         .first = r->first,
                         .n_tokens = n,
                         .block = r->is_title ? NO_INDEX : d->n_blocks - 1,
                         .is_title = r->is_title,
                         .is_heading = r->is_heading };
        check_tree(r, n);
        if (r->is_title)
            d->title_start = s->start, d->title_end = s->end;
    }
    r->new_block = r->new_block || r->is_title || r->is_heading;
    r->first = d->n_tokens;
    r->bad_tree = r->is_title = r->is_heading = false;
}

static bool read_id(text t, uint32_t *id) {
    uint64_t n;
    if (!text_number(t, ID_MOST, &n))
        return false;
    *id = (uint32_t)n;
    return true;
}

static void read_head(reader *r, token *t, const text column[COLUMNS]) {
    uint32_t head;
    if (read_id(column[6], &head)) {
        t->head = head;
    } else if (blank(column[6]).len) {
        complain(r, "the head is no number");
        r->bad_tree = true;
    }
    t->relation = (uint8_t)relation_of(column[7]);
}

static void read_tags(reader *r, token *t, const text column[COLUMNS]) {
    t->upos = (uint8_t)upos_of(column[3]);
    t->xpos = (uint8_t)xpos_of(column[4]);
    t->features = features_read(column[5]);
    t->name = (uint8_t)name_tag_of(misc_value(column[9], TEXT("Name")));
    text lemma = blank(column[2]);
    if (lemma.len == 0 && t->upos == UPOS_PUNCT)
        lemma = column[2];
    if (lemma.len && !doc_set_lemma(r->d, t, lemma))
        r->status = doc_status(r->d);
    read_head(r, t, column);
}

/* White space before a word: what follows the word before it, or its orthographic word. */
static bool add_space(reader *r) {
    doc *d = r->d;
    bool starts = d->n_blocks && d->text_len == d->blocks[d->n_blocks - 1].start;
    if (starts || d->n_tokens == 0 || !(d->tokens[d->n_tokens - 1].flags & TOKEN_SPACE_AFTER))
        return true;
    if (doc_add_text(d, TEXT(" "), (uint32_t)r->line_at, false))
        return true;
    r->status = doc_status(d);
    return false;
}

static void read_word(reader *r, const text column[COLUMNS]) {
    doc *d = r->d;
    uint32_t n = d->n_tokens - r->first;
    if (n == SENTENCE_TOKENS_MOST) {
        complain(r, "the sentence is too long and is divided here");
        bool title = r->is_title, heading = r->is_heading;
        r->bad_tree = true;
        end_sentence(r);
        r->is_title = title, r->is_heading = heading;
        r->bad_tree = true;
    }
    if (d->n_tokens == DOC_TOKENS_MOST) {
        r->status = UH_LIMIT;
        return;
    }
    bool goes_on = r->in_range && r->surface.len; // not the first word of its range
    if (!open_block(r) || (!goes_on && !add_space(r)))
        return;
    uint32_t start = d->text_len;
    token *t = add_text(r, column[1]) ? doc_add_token(d) : NULL;
    if (!t) {
        r->status = doc_status(d);
        return;
    }
    t->start = start;
    t->end = d->text_len;
    bool last = r->in_range <= 1;
    bool space = r->in_range ? last && r->range_space : space_after(column[9]);
    t->flags = (uint8_t)((space ? TOKEN_SPACE_AFTER : 0) | (goes_on ? TOKEN_JOINED : 0));
    read_tags(r, t, column);
    if (r->in_range) {
        r->in_range--;
        r->surface = TEXT("-");
    }
}

static void read_range(reader *r, const text column[COLUMNS], size_t dash) {
    uint32_t from, to, next = r->d->n_tokens - r->first + 1;
    if (!read_id(text_cut(column[0], 0, dash), &from) ||
        !read_id(text_cut(column[0], dash + 1, column[0].len), &to) || from != next || to <= from) {
        complain(r, "a range of words like 3-4, starting at the next word, was expected");
        return;
    }
    r->in_range = to - from + 1;
    r->surface = (text){ 0 };
    r->range_space = space_after(column[9]);
}

static void read_row(reader *r, text line) {
    text column[COLUMNS];
    if (!columns_of(line, column)) {
        complain(r, "10 columns divided by tabs were expected");
        r->bad_tree = true;
        return;
    }
    size_t dash = text_find(column[0], TEXT("-"));
    uint32_t id;
    if (dash != SIZE_MAX) {
        read_range(r, column, dash);
    } else if (text_find(column[0], TEXT(".")) != SIZE_MAX) {
        return; // an empty node
    } else if (!read_id(column[0], &id) || column[1].len == 0) {
        complain(r, "a number and a word were expected");
        r->bad_tree = true;
    } else {
        if (id != r->d->n_tokens - r->first + 1) {
            complain(r, "the word's number does not follow the one before");
            r->bad_tree = true;
        }
        read_word(r, column);
    }
}

static bool is_comment(text line, text key) {
    text rest = text_trim(text_cut(line, 1, line.len));
    return text_starts(rest, key) &&
           (rest.len == key.len || !is_alnum((unsigned char)rest.at[key.len]));
}

static void read_comment(reader *r, text line) {
    if (is_comment(line, TEXT("newpar")))
        r->new_block = true;
    if (is_comment(line, TEXT("is_title")))
        r->is_title = r->new_block = true;
    if (is_comment(line, TEXT("is_heading")))
        r->is_heading = r->new_block = true;
    size_t equals = text_find(line, TEXT("="));
    if (is_comment(line, TEXT("newdoc")) && equals != SIZE_MAX && r->d->page.id.len == 0)
        r->d->page.id = arena_text(&r->d->arena, text_trim(text_cut(line, equals + 1, line.len)));
}

uh_status conllu_read(doc *d, text bytes) {
    reader r = { .d = d, .in = bytes };
    text line;
    if (bytes.len > UINT32_MAX)
        return UH_LIMIT;
    while (!r.status && next_line(&r, &line)) {
        if (text_trim(line).len == 0)
            end_sentence(&r);
        else if (line.at[0] == '#')
            read_comment(&r, line);
        else
            read_row(&r, line);
    }
    if (!r.status)
        end_sentence(&r);
    end_block(&r);
    if (r.status)
        return r.status;
    uh_status status = doc_status(d);
    return status ? status : d->n_tokens ? UH_OK : UH_INPUT;
}

size_t conllu_document(text bytes) {
    bool words = false;
    for (size_t i = 0; i < bytes.len;) {
        const char *end = memchr(bytes.at + i, '\n', bytes.len - i);
        size_t to = end ? (size_t)(end - bytes.at) + 1 : bytes.len;
        text line = text_cut(bytes, i, to);
        if (words && line.at[0] == '#' && is_comment(line, TEXT("newdoc")))
            return i;
        words = words || is_digit((unsigned char)line.at[0]);
        i = to;
    }
    return bytes.len;
}
