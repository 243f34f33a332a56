/* doc.c - the document: memory, text with its way back to the source, notes. */
#include "doc/doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTE_SIZE = 512,
    TEXT_START = 4096,
    TAKEN_MOST = 2 * 1024 * 1024, // bytes of a page whose memory is kept for the next ones
    FAR_APART = 64,               // least mean step between shingles that have lost bits
};

void doc_open(doc *d, size_t limit_bytes) {
    *d = (doc){ .arena = { .limit = limit_bytes }, .scratch = { .limit = limit_bytes } };
}

void doc_reset(doc *d) {
    arena kept = d->arena, scratch = d->scratch;
    buffer taken = d->taken;
    arena_reset(&kept);
    arena_reset(&scratch);
    if (taken.len > TAKEN_MOST)
        buffer_free(&taken);
    buffer_clear(&taken);
    *d = (doc){ .arena = kept, .scratch = scratch, .taken = taken };
}

void doc_free(doc *d) {
    if (!d)
        return;
    arena_free(&d->arena);
    arena_free(&d->scratch);
    buffer_free(&d->taken);
    *d = (doc){ 0 };
}

uh_status doc_status(const doc *d) {
    if (!d->arena.failed && !d->scratch.failed)
        return UH_OK;
    return d->arena.over_limit || d->scratch.over_limit ? UH_LIMIT : UH_NOMEM;
}

/* Makes room for more bytes in a byte array of the arena, doubling. */
static bool reserve(arena *a, char **bytes, uint32_t len, uint32_t *cap, size_t more) {
    if (more <= *cap - len)
        return true;
    size_t want = *cap ? *cap : TEXT_START;
    while (want < len + more)
        want *= 2;
    if (want > UINT32_MAX)
        return false;
    char *moved = arena_room(a, want, 1);
    if (!moved)
        return false;
    if (len)
        memcpy(moved, *bytes, len);
    *bytes = moved;
    *cap = (uint32_t)want;
    return true;
}

static bool add_run(doc *d, uint32_t source, bool straight) {
    if (straight && d->n_runs) {
        const source_run *last = &d->runs[d->n_runs - 1];
        if (last->straight && last->source + (d->text_len - last->start) == source)
            return true;
    }
    source_run *run = ARENA_PUSH(&d->arena, d->runs, d->n_runs, d->runs_cap);
    if (!run)
        return false;
    *run = (source_run){ d->text_len, source, straight };
    return true;
}

bool doc_add_text(doc *d, text t, uint32_t source, bool straight) {
    if (t.len > DOC_TEXT_MOST - d->text_len) {
        d->arena.failed = d->arena.over_limit = true;
        return false;
    }
    if (t.len == 0)
        return true;
    if (!reserve(&d->arena, &d->text, d->text_len, &d->text_cap, t.len) ||
        !add_run(d, source, straight))
        return false;
    memcpy(d->text + d->text_len, t.at, t.len);
    d->text_len += (uint32_t)t.len;
    return true;
}

/* The last run that starts at or before a byte of the text. */
static const source_run *run_of(const doc *d, uint32_t at) {
    // Places near the end are asked for most, while the text grows: a few runs there are tried
    // first.
    uint32_t low = 0, high = d->n_runs;
    for (uint32_t tries = 0; tries < 8 && high > 1; tries++, high--)
        if (d->runs[high - 1].start <= at)
            return &d->runs[high - 1];
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (d->runs[middle].start <= at)
            low = middle;
        else
            high = middle;
    }
    return d->n_runs ? &d->runs[low] : NULL;
}

uint32_t doc_source_of(const doc *d, uint32_t at) {
    const source_run *run = run_of(d, at);
    if (!run)
        return at;
    return run->straight && at > run->start ? run->source + (at - run->start) : run->source;
}

void doc_source_range(const doc *d, uint32_t start, uint32_t end, uint32_t *source_start,
                      uint32_t *source_end) {
    *source_start = doc_source_of(d, start);
    *source_end = end > start ? doc_source_of(d, end - 1) + 1 : *source_start;
}

block *doc_add_block(doc *d) {
    return ARENA_PUSH(&d->arena, d->blocks, d->n_blocks, d->blocks_cap);
}

damage *doc_add_damage(doc *d) {
    return ARENA_PUSH(&d->arena, d->damages, d->n_damages, d->damages_cap);
}

sentence *doc_add_sentence(doc *d) {
    return ARENA_PUSH(&d->arena, d->sentences, d->n_sentences, d->sentences_cap);
}

token *doc_add_token(doc *d) {
    token *t = ARENA_PUSH(&d->arena, d->tokens, d->n_tokens, d->tokens_cap);
    if (t)
        t->head = t->mention = NO_INDEX;
    return t;
}

mention *doc_add_mention(doc *d) {
    return ARENA_PUSH(&d->arena, d->mentions, d->n_mentions, d->mentions_cap);
}

event *doc_add_event(doc *d) {
    return ARENA_PUSH(&d->arena, d->events, d->n_events, d->events_cap);
}

refusal *doc_add_refusal(doc *d) {
    return ARENA_PUSH(&d->arena, d->refusals, d->n_refusals, d->refusals_cap);
}

claim *doc_add_claim(doc *d) {
    return ARENA_PUSH(&d->arena, d->claims, d->n_claims, d->claims_cap);
}

void doc_note(doc *d, const char *stage, uint64_t offset, bool skipped, const char *format, ...) {
    char words[NOTE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    bool failed = d->arena.failed, over = d->arena.over_limit;
    note *n = NULL;
    if (d->n_notes < DOC_NOTES_MOST)
        n = ARENA_PUSH(&d->arena, d->notes, d->n_notes, d->notes_cap);
    if (n)
        *n = (note){ stage, arena_text(&d->arena, text_of(words)), offset, 0, skipped };
    else
        d->notes_lost++;
    d->arena.failed = failed; // a note that finds no room is no reason to give up the page
    d->arena.over_limit = over;
}

bool doc_set_lemma(doc *d, token *t, text lemma) {
    if (lemma.len > UINT16_MAX)
        lemma.len = UINT16_MAX;
    if (!reserve(&d->arena, &d->strings, d->strings_len, &d->strings_cap, lemma.len + 1))
        return false;
    t->lemma = d->strings_len;
    t->lemma_len = (uint16_t)lemma.len;
    if (lemma.len)
        memcpy(d->strings + d->strings_len, lemma.at, lemma.len);
    d->strings_len += (uint32_t)lemma.len;
    return true;
}

text doc_block_text(const doc *d, const block *b) {
    return doc_text(d, b->start, b->end);
}

text doc_title(const doc *d) {
    return d->article.title;
}

void doc_kept_text(const doc *d, buffer *out) {
    bool first = true;
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        if (!b->kept)
            continue;
        if (!first)
            buffer_byte(out, '\n');
        first = false;
        buffer_text(out, doc_block_text(d, b));
    }
}

bool role_is_kept(role r) {
    return r == ROLE_HEADING || r == ROLE_PARAGRAPH || r == ROLE_LIST || r == ROLE_QUOTATION;
}

const char *role_name(role r) {
    static const char *const names[ROLES] = {
        "",          "title",       "byline",    "date",       "summary",       "heading",
        "paragraph", "list",        "quotation", "table",      "caption",       "navigation",
        "related",   "read_more",   "share",     "newsletter", "advertisement", "product",
        "comment",   "cookie",      "paywall",   "author_box", "tags",          "footer",
        "duplicate", "other_story",
    };
    return (unsigned)r < ROLES ? names[r] : "";
}

bool role_of(text name, role *out) {
    for (int r = 1; r < ROLES; r++)
        if (text_equal(name, text_of(role_name((role)r)))) {
            *out = (role)r;
            return true;
        }
    return false;
}

const char *count_name(int kind) {
    static const char *const names[] = { "",      "dead",   "injured", "arrested",
                                         "money", "troops", "weapons" };
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

const char *damage_name(damage_kind kind) {
    static const char *const names[DAMAGES] = {
        "", "missing_subject", "missing_name", "missing_owner", "glued", "cut", "garbled"
    };
    return (unsigned)kind < DAMAGES ? names[kind] : "";
}

static bool side_add(text *list, uint8_t *n, text item) {
    for (uint8_t i = 0; i < *n; i++)
        if (text_equal(list[i], item))
            return true;
    if (*n == EVENT_SIDES_MOST)
        return false;
    list[(*n)++] = item;
    return true;
}

bool side_add_code(side_list *s, text code) {
    return side_add(s->codes, &s->n_codes, code);
}

bool side_add_words(side_list *s, text words) {
    return side_add(s->words, &s->n_words, words);
}

// Words of Reuters-21578 lie nearest to these on average, by the logarithm that stories take.
const uint8_t print_levels[PRINT_LEVELS] = { 9,  10, 11, 12, 13, 14, 15, 16,
                                             22, 27, 41, 64, 77, 80, 93, 126 };

static uint8_t nearest_level(uint8_t weight) {
    uint8_t best = print_levels[0];
    for (int i = 1; i < PRINT_LEVELS; i++)
        if (abs(print_levels[i] - weight) < abs(best - weight))
            best = print_levels[i];
    return best;
}

uint32_t print_lost(const fingerprint *p) {
    uint32_t lost = 0, step = p->shingles[PRINT_SURE - 1] / PRINT_SURE;
    while (step >> (lost + 1) >= FAR_APART)
        lost++;
    return p->n_shingles > PRINT_SURE ? lost : 0;
}

void print_round(fingerprint *p) {
    uint32_t lost = print_lost(p);
    for (uint32_t i = PRINT_SURE; i < p->n_shingles; i++) {
        uint32_t left = p->shingles[i] >> lost << lost, least = p->shingles[PRINT_SURE - 1];
        p->shingles[i] = left > least ? left : least;
    }
    for (uint32_t i = 0; i < p->n_terms; i++)
        p->weights[i] = nearest_level(p->weights[i]);
}
