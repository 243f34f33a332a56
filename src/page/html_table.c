/* html_table.c - the insertion modes inside tables (WHATWG 13.2.6.4.9 to 13.2.6.4.15). */
#include "page/html_modes.h"

#include <string.h>

static void clear_to(builder *b, uint16_t one, uint16_t two, uint16_t three) {
    while (b->n_stack) {
        uint32_t node = build_current(b);
        if (build_is(b, node, one) || build_is(b, node, two) || build_is(b, node, three) ||
            build_is(b, node, TAG_TEMPLATE) || build_is(b, node, TAG_HTML))
            return;
        build_pop(b);
    }
}

/* Anything that has no place in a table goes in front of it. */
static bool fostered(builder *b, html_token *t) {
    b->foster = true;
    bool done = mode_in_body(b, t);
    b->foster = false;
    return done;
}

static html_token pending_token(const html_chunk *c) {
    return (html_token){ .type = c->c[0] ? TOKEN_CHARACTER : TOKEN_TEXT,
                         .start = c->start,
                         .end = c->end,
                         .c = { c->c[0], c->c[1] } };
}

/* Text of a table is held back: blank, it stays; else all of it goes in front. */
static void pended_text(builder *b, uint32_t i, bool in_front) {
    html_token t = pending_token(&b->pending[i]);
    if (in_front)
        mode_body_text(b, &t);
    else
        build_text(b, &t);
}

static void pend_text(builder *b, const html_token *t) {
    if (t->type == TOKEN_NUL)
        return;
    if (b->n_pending == PENDING_MOST) {
        b->foster = true;
        for (uint32_t i = 0; i < b->n_pending; i++)
            pended_text(b, i, true);
        b->foster = false;
        b->n_pending = 0;
    }
    b->pending[b->n_pending++] = (html_chunk){ t->start, t->end, 0, { 0, 0 } };
    if (t->type == TOKEN_CHARACTER)
        memcpy(b->pending[b->n_pending - 1].c, t->c, sizeof t->c);
}

void mode_flush_text(builder *b) {
    bool blank = true;
    uint32_t n = b->n_pending;
    b->n_pending = 0;
    for (uint32_t i = 0; i < n && blank; i++) {
        html_token t = pending_token(&b->pending[i]);
        blank = mode_blank_bytes(b, &t) == t.end - t.start;
    }
    b->foster = !blank;
    for (uint32_t i = 0; i < n; i++)
        pended_text(b, i, !blank);
    b->foster = false;
}

static bool end_table(builder *b) {
    if (!build_in_scope(b, TAG_TABLE, SCOPE_TABLE))
        return false;
    build_pop_until(b, TAG_TABLE);
    build_reset_mode(b);
    return true;
}

static bool table_start(builder *b, html_token *t) {
    switch (t->tag) {
    case TAG_CAPTION:
        clear_to(b, TAG_TABLE, TAG_TABLE, TAG_TABLE);
        build_format_mark(b);
        build_insert(b, t, SPACE_HTML);
        b->mode = MODE_IN_CAPTION;
        return true;
    case TAG_COLGROUP:
    case TAG_COL:
        clear_to(b, TAG_TABLE, TAG_TABLE, TAG_TABLE);
        b->mode = MODE_IN_COLUMN_GROUP;
        if (t->tag == TAG_COLGROUP)
            build_insert(b, t, SPACE_HTML);
        else
            build_insert_named(b, TAG_COLGROUP);
        return t->tag == TAG_COLGROUP;
    case TAG_TBODY:
    case TAG_TFOOT:
    case TAG_THEAD:
    case TAG_TD:
    case TAG_TH:
    case TAG_TR: {
        bool is_group = !ANY(t->tag, TAG_TD, TAG_TH, TAG_TR);
        clear_to(b, TAG_TABLE, TAG_TABLE, TAG_TABLE);
        b->mode = MODE_IN_TABLE_BODY;
        if (is_group)
            build_insert(b, t, SPACE_HTML);
        else
            build_insert_named(b, TAG_TBODY);
        return is_group;
    }
    case TAG_TABLE:
        return !end_table(b);
    case TAG_STYLE:
    case TAG_SCRIPT:
    case TAG_TEMPLATE:
        return mode_in_head(b, t);
    case TAG_INPUT:
        if (!mode_is_hidden(b, t))
            return fostered(b, t);
        build_insert(b, t, SPACE_HTML);
        build_pop(b);
        return true;
    case TAG_FORM:
        if (!b->form && !build_is_open(b, TAG_TEMPLATE)) {
            b->form = build_insert(b, t, SPACE_HTML);
            build_pop(b);
        }
        return true;
    default:
        return fostered(b, t);
    }
}

bool mode_in_table(builder *b, html_token *t) {
    if (mode_is_text(t)) {
        if (!build_has_flag(b, build_current(b), HTML_ROWS) &&
            !build_is(b, build_current(b), TAG_TEMPLATE))
            return fostered(b, t);
        pend_text(b, t);
        return true;
    }
    switch (t->type) {
    case TOKEN_COMMENT:
        build_comment(b, t, USUAL_PLACE);
        return true;
    case TOKEN_DOCTYPE:
        return true;
    case TOKEN_START_TAG:
        return table_start(b, t);
    case TOKEN_END_TAG:
        if (t->tag == TAG_TABLE) {
            end_table(b);
            return true;
        }
        if (ANY(t->tag, TAG_BODY, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_HTML, TAG_TBODY, TAG_TD,
                TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TR))
            return true;
        if (t->tag == TAG_TEMPLATE)
            return mode_in_head(b, t);
        return fostered(b, t);
    default:
        return mode_in_body(b, t);
    }
}

static bool close_caption(builder *b) {
    if (!build_in_scope(b, TAG_CAPTION, SCOPE_TABLE))
        return false;
    build_close_implied(b, TAG_NONE);
    build_pop_until(b, TAG_CAPTION);
    build_format_clear(b);
    b->mode = MODE_IN_TABLE;
    return true;
}

bool mode_in_caption(builder *b, html_token *t) {
    if (mode_ends(t, TAG_CAPTION)) {
        close_caption(b);
        return true;
    }
    if (mode_ends(t, TAG_TABLE) ||
        (t->type == TOKEN_START_TAG && ANY(t->tag, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_TBODY,
                                           TAG_TD, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TR)))
        return !close_caption(b);
    if (t->type == TOKEN_END_TAG && ANY(t->tag, TAG_BODY, TAG_COL, TAG_COLGROUP, TAG_HTML,
                                        TAG_TBODY, TAG_TD, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TR))
        return true;
    return mode_in_body(b, t);
}

bool mode_in_column_group(builder *b, html_token *t) {
    if (t->type == TOKEN_DOCTYPE || (mode_is_text(t) && mode_take_blank(b, t, true)))
        return true;
    if (t->type == TOKEN_COMMENT) {
        build_comment(b, t, USUAL_PLACE);
        return true;
    }
    if (mode_starts(t, TAG_HTML) || t->type == TOKEN_END)
        return mode_in_body(b, t);
    if (mode_starts(t, TAG_COL)) {
        build_insert(b, t, SPACE_HTML);
        build_pop(b);
        return true;
    }
    if (mode_starts(t, TAG_TEMPLATE) || mode_ends(t, TAG_TEMPLATE))
        return mode_in_head(b, t);
    if (mode_ends(t, TAG_COL) || !build_is(b, build_current(b), TAG_COLGROUP))
        return true;
    build_pop(b);
    b->mode = MODE_IN_TABLE;
    return mode_ends(t, TAG_COLGROUP);
}

static void clear_to_body(builder *b) {
    clear_to(b, TAG_TBODY, TAG_TFOOT, TAG_THEAD);
}

static bool body_in_scope(const builder *b) {
    return build_in_scope(b, TAG_TBODY, SCOPE_TABLE) || build_in_scope(b, TAG_THEAD, SCOPE_TABLE) ||
           build_in_scope(b, TAG_TFOOT, SCOPE_TABLE);
}

bool mode_in_table_body(builder *b, html_token *t) {
    if (t->type == TOKEN_START_TAG && ANY(t->tag, TAG_TR, TAG_TD, TAG_TH)) {
        clear_to_body(b);
        b->mode = MODE_IN_ROW;
        if (t->tag == TAG_TR) {
            build_insert(b, t, SPACE_HTML);
            return true;
        }
        build_insert_named(b, TAG_TR);
        return false;
    }
    if (t->type == TOKEN_END_TAG && ANY(t->tag, TAG_TBODY, TAG_TFOOT, TAG_THEAD)) {
        if (build_in_scope(b, t->tag, SCOPE_TABLE)) {
            clear_to_body(b);
            build_pop(b);
            b->mode = MODE_IN_TABLE;
        }
        return true;
    }
    if (mode_ends(t, TAG_TABLE) ||
        (t->type == TOKEN_START_TAG &&
         ANY(t->tag, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_TBODY, TAG_TFOOT, TAG_THEAD))) {
        if (!body_in_scope(b))
            return true;
        clear_to_body(b);
        build_pop(b);
        b->mode = MODE_IN_TABLE;
        return false;
    }
    if (t->type == TOKEN_END_TAG &&
        ANY(t->tag, TAG_BODY, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_HTML, TAG_TD, TAG_TH, TAG_TR))
        return true;
    return mode_in_table(b, t);
}

static bool close_row(builder *b) {
    if (!build_in_scope(b, TAG_TR, SCOPE_TABLE))
        return false;
    clear_to(b, TAG_TR, TAG_TR, TAG_TR);
    build_pop(b);
    b->mode = MODE_IN_TABLE_BODY;
    return true;
}

bool mode_in_row(builder *b, html_token *t) {
    if (t->type == TOKEN_START_TAG && ANY(t->tag, TAG_TD, TAG_TH)) {
        clear_to(b, TAG_TR, TAG_TR, TAG_TR);
        build_insert(b, t, SPACE_HTML);
        b->mode = MODE_IN_CELL;
        build_format_mark(b);
        return true;
    }
    if (mode_ends(t, TAG_TR)) {
        close_row(b);
        return true;
    }
    if (mode_ends(t, TAG_TABLE) ||
        (t->type == TOKEN_START_TAG &&
         ANY(t->tag, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_TBODY, TAG_TFOOT, TAG_THEAD, TAG_TR)))
        return !close_row(b);
    if (t->type == TOKEN_END_TAG && ANY(t->tag, TAG_TBODY, TAG_TFOOT, TAG_THEAD))
        return !build_in_scope(b, t->tag, SCOPE_TABLE) || !close_row(b);
    if (t->type == TOKEN_END_TAG &&
        ANY(t->tag, TAG_BODY, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_HTML, TAG_TD, TAG_TH))
        return true;
    return mode_in_table(b, t);
}

static void close_cell(builder *b) {
    build_close_implied(b, TAG_NONE);
    while (b->n_stack) {
        uint32_t node = build_current(b);
        build_pop(b);
        if (build_is(b, node, TAG_TD) || build_is(b, node, TAG_TH))
            break;
    }
    build_format_clear(b);
    b->mode = MODE_IN_ROW;
}

bool mode_in_cell(builder *b, html_token *t) {
    if (t->type == TOKEN_END_TAG && ANY(t->tag, TAG_TD, TAG_TH)) {
        if (build_in_scope(b, t->tag, SCOPE_TABLE)) {
            mode_end_scoped(b, t->tag, SCOPE_TABLE, TAG_NONE);
            build_format_clear(b);
            b->mode = MODE_IN_ROW;
        }
        return true;
    }
    if (t->type == TOKEN_START_TAG && ANY(t->tag, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_TBODY,
                                          TAG_TD, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TR)) {
        if (!build_in_scope(b, TAG_TD, SCOPE_TABLE) && !build_in_scope(b, TAG_TH, SCOPE_TABLE))
            return true;
        close_cell(b);
        return false;
    }
    if (t->type == TOKEN_END_TAG &&
        ANY(t->tag, TAG_BODY, TAG_CAPTION, TAG_COL, TAG_COLGROUP, TAG_HTML))
        return true;
    if (t->type == TOKEN_END_TAG &&
        ANY(t->tag, TAG_TABLE, TAG_TBODY, TAG_TFOOT, TAG_THEAD, TAG_TR)) {
        if (!build_in_scope(b, t->tag, SCOPE_TABLE))
            return true;
        close_cell(b);
        return false;
    }
    return mode_in_body(b, t);
}
