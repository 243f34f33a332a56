/* piece.c - the page as a row of pieces before judgement. */
#include "page/piece.h"

#include "page/damage.h"
#include "page/slots.h"

#include <string.h>

enum {
    PROSE_WORDS = 8,
    LONG_WORDS = 25,
    WORD_BYTES = 6,
    PIECES_MOST = 200000,
    ABOVE_STORY = 6, // lines of plain text above the first of its story
};

/* The hashes of words that credit a picture. */
static const uint32_t credits[] = {
#include "page/credits_slots.inc"
};
enum { CREDIT_SLOTS = sizeof credits / sizeof *credits };

void pieces_open(pieces *ps, trail *t, arena *scratch) {
    *ps = (pieces){ .trail = t, .scratch = scratch, .title = NO_INDEX };
}

void pieces_open_given(pieces *ps, trail *t, arena *scratch) {
    *ps = (pieces){ .trail = t, .scratch = scratch, .title = NO_INDEX, .is_given = true };
}

bool pieces_reserve(pieces *ps, uint32_t n, size_t bytes) {
    ps->at = arena_room(ps->scratch, n, sizeof *ps->at);
    ps->words = arena_room(ps->scratch, bytes / WORD_BYTES + 1, sizeof *ps->words);
    ps->markup = arena_room(ps->scratch, n, sizeof *ps->markup);
    if (!ps->at || !ps->words || !ps->markup)
        return false;
    ps->cap = ps->markup_cap = n;
    ps->words_cap = (uint32_t)(bytes / WORD_BYTES + 1);
    return trail_reserve(ps->trail, bytes);
}

static bool is_credit(uint32_t hash) {
    for (uint32_t k = slots_first(hash, CREDIT_SLOTS); credits[k]; k = slots_next(k, CREDIT_SLOTS))
        if (credits[k] == hash)
            return true;
    return false;
}

/* How far from its end a line names a picture's source: 1 and the words behind it. */
static uint8_t credit_of(const shape *s, const word_list *all, text line) {
    if (s->n_words < 2 || s->n_words > SHAPE_WORDS_MOST)
        return 0;
    for (uint32_t i = all->n; i > 0; i--)
        if (is_credit(all->at[i - 1].hash))
            return (uint8_t)(1 + all->n - i);
    bool is_ascii = s->n_chars == line.len;
    return is_ascii || text_find(line, TEXT("©")) == SIZE_MAX ? 0 : SHAPE_WORDS_MOST + 1;
}

/* Sentences: enough words and a full stop, or so many words that only prose has them. */
static bool is_prose(const shape *s) {
    if (s->n_stops == 0)
        return s->n_words >= LONG_WORDS && s->n_commas && s->n_capital * 2 < s->n_words;
    return s->n_words >= LONG_WORDS || (s->ends_stop && !s->ends_dots && s->n_words >= PROSE_WORDS);
}

word_row piece_words(const pieces *ps, const piece *p) {
    return (word_row){ ps->words + p->word, p->n_words };
}

/* Keeps a piece's words; false when memory refuses. */
static bool keep_words(pieces *ps, piece *p, const word_list *all) {
    while (ps->words_cap - ps->n_words < all->n) {
        word *moved =
            arena_grow(ps->scratch, ps->words, ps->words_cap, &ps->words_cap, sizeof *moved);
        if (!moved)
            return false;
        ps->words = moved;
    }
    if (all->n)
        memcpy(ps->words + ps->n_words, all->at, all->n * sizeof *all->at);
    p->word = ps->n_words;
    p->n_words = all->n;
    ps->n_words += all->n;
    return true;
}

piece *pieces_add(pieces *ps, uint32_t start, uint32_t end) {
    word_list all;
    size_t len;
    if (ps->n == PIECES_MOST) {
        ps->scratch->failed = ps->scratch->over_limit = true;
        return NULL;
    }
    piece *p = ARENA_PUSH(ps->scratch, ps->at, ps->n, ps->cap);
    if (!p)
        return NULL;
    p->start = start;
    p->end = end;
    if (ps->is_given)
        return p;
    shape_of(piece_text(ps, p), &p->shape, &all);
    p->cue = cue_find(&p->shape, &all);
    p->glued = damage_is_glued(piece_text(ps, p), &len);
    p->is_prose = is_prose(&p->shape);
    p->credit = credit_of(&p->shape, &all, piece_text(ps, p));
    return keep_words(ps, p, &all) ? p : NULL;
}

const markup *piece_markup(const pieces *ps, uint32_t i) {
    static const markup none = { .node = 0 };
    return ps->markup ? &ps->markup[i] : &none;
}

bool piece_is_link(const pieces *ps, uint32_t i) {
    return piece_markup(ps, i)->link_chars * 2 > ps->at[i].end - ps->at[i].start;
}

bool piece_is_comment(const pieces *ps, uint32_t i) {
    const markup *m = piece_markup(ps, i);
    return (m->near | m->far) & UINT64_C(1) << FOR_COMMENT;
}

bool piece_is_aside(const pieces *ps, uint32_t i) {
    return piece_markup(ps, i)->above & (IN_NAV | IN_ASIDE | IN_FOOTER);
}

bool piece_is_above_story(const pieces *ps, uint32_t i) {
    return !ps->markup && i + ABOVE_STORY >= ps->first && i <= ps->first + 1;
}

uint32_t pieces_title_source(const pieces *ps) {
    return ps->title == NO_INDEX || !ps->markup
               ? 0
               : trail_source_above(ps->trail, ps->at[ps->title].start);
}

void piece_say(piece *p, role r, float weight, const char *why) {
    p->role = (uint8_t)r;
    p->kept = role_is_kept(r);
    p->weight = weight;
    p->why = why;
}

static bool emit_title(const pieces *ps, doc *d) {
    if (ps->title == NO_INDEX || ps->title_is_apart)
        return true;
    const piece *p = &ps->at[ps->title];
    uint32_t run = 0;
    d->title_start = d->text_len;
    if (!trail_emit(ps->trail, p->start, p->end, &run, d))
        return false;
    d->title_end = d->text_len;
    d->article.title = arena_text(&d->arena, piece_text(ps, p));
    return doc_add_text(d, TEXT("\n"), trail_source(ps->trail, p->end - 1), false);
}

static bool emit_block(const pieces *ps, const piece *p, uint32_t *run, doc *d) {
    block *b = doc_add_block(d);
    if (!b)
        return false;
    *b = (block){ .role = p->role, .kept = p->kept, .level = p->level, .weight = p->weight };
    b->why = text_of(p->why);
    bool is_title = ps->title != NO_INDEX && !ps->title_is_apart && p == ps->at + ps->title;
    b->start = is_title ? d->title_start : d->text_len;
    if (!is_title && !trail_emit(ps->trail, p->start, p->end, run, d))
        return false;
    b->end = is_title ? d->title_end : d->text_len;
    doc_source_range(d, b->start, b->end, &b->source_start, &b->source_end);
    return is_title || doc_add_text(d, TEXT("\n"), b->source_end - 1, false);
}

bool pieces_emit(const pieces *ps, doc *d) {
    uint32_t run = 0;
    if (!emit_title(ps, d))
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        if (!emit_block(ps, &ps->at[i], &run, d))
            return false;
        d->article.is_article |= ps->at[i].kept;
    }
    return true;
}
