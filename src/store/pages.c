/* pages.c - the rows of one page: document, sentences, reports, claims, notes; remove.c takes them
 * away. */
#include "store/pages.h"
#include "store/correct.h"
#include "store/group.h"
#include "store/print.h"

#include <string.h>

enum { SOURCE_MOST = 8192 }; // bytes of a sentence's source kept where they read otherwise

/* ---- how a page is known ---- */

page_key page_key_of(const page *p) {
    const text parts[] = { p->url,        p->given_title,    p->given_author,
                           p->given_date, p->given_language, p->charset };
    page_key key = { .name = hash_mix(hash_text(p->outlet), hash_text(p->id)) };
    uint64_t content = hash_mix(hash_text(p->raw), (uint64_t)p->media);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        content = hash_mix(content, hash_text(parts[i]));
    key.key = hash_mix(key.name, content);
    return key;
}

/* ---- strings of a row ---- */

/* What one page's rows need on the way. */
typedef struct writer {
    store *s;
    const doc *d;
    uint64_t key;
    int64_t document;
    uint32_t *place; // [n_sentences] of those kept: 1, 2 ...; 0: not kept
    int64_t first;   // row of the first sentence kept
    uint32_t kept;
    size_t plain; // bytes of words that were kept as they are
    map keys;     // of reports
} writer;

static text joined(writer *w, const text *items, size_t n, char between) {
    buffer *b = &w->s->scratch;
    buffer_clear(b);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buffer_byte(b, between);
        for (size_t j = 0; j < items[i].len; j++)
            buffer_byte(b, items[i].at[j] == between ? ' ' : items[i].at[j]);
    }
    return arena_text(&w->s->page_memory, buffer_view(b));
}

static text codes_of(writer *w, const side_list *side) {
    return joined(w, side->codes, side->n_codes, ' ');
}

static text words_of(writer *w, const side_list *side) {
    return joined(w, side->words, side->n_words, '\n');
}

static text counts_of(writer *w, const event *e) {
    buffer *b = &w->s->scratch;
    buffer_clear(b);
    for (int i = 0; i < e->n_counts; i++) {
        buffer_format(b, "%s%s %lld ", i ? "\n" : "", count_name(e->counts[i].kind),
                      (long long)e->counts[i].value);
        buffer_text(b, e->counts[i].unit);
    }
    return arena_text(&w->s->page_memory, buffer_view(b));
}

/* On whose word: the words, a line feed, the codes; no row where the writer says it. */
static uh_status source_row(writer *w, text name, const side_list *codes, int64_t *source,
                            uh_error *error) {
    text parts[2] = { name, codes_of(w, codes) };
    *source = 0;
    if (name.len == 0 && codes->n_codes == 0)
        return UH_OK;
    return handle_name(w->s, NAME_SOURCE, joined(w, parts, 2, '\n'), source, error);
}

/* ---- the document ---- */

static void put_published(values *r, const article *a) {
    if (a->published.precision)
        put_number(r, a->published.day);
    else
        put_null(r);
    put_number(r, a->published.second);
    put_number(r, a->published.precision);
}

static uh_status put_document(writer *w, const page_key *key, uh_error *error) {
    const page *p = &w->d->page;
    const article *a = &w->d->article;
    sqlite3_stmt *q;
    int64_t outlet, container;
    uh_status status =
        handle_name(w->s, NAME_OUTLET, p->outlet.len ? p->outlet : a->site, &outlet, error);
    if (status == UH_OK)
        status = handle_name(w->s, NAME_PHRASE, p->container, &container, error);
    if (status == UH_OK)
        status = handle_prepare(w->s,
                                "INSERT INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                                "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
                                &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, w->document);
    put_key(&r, key->key);
    put_number(&r, handle_mark(key->name));
    put_number(&r, w->s->model);
    put_text(&r, p->id);
    put_number(&r, outlet);
    put_number(&r, container);
    put_number(&r, (int64_t)p->offset);
    put_number(&r, p->line);
    put_number(&r, p->media);
    put_number(&r, (int64_t)p->raw.len);
    put_published(&r, a);
    put_number(&r, a->is_article);
    put_number(&r, w->d->n_sentences);
    put_text(&r, p->url.len ? p->url : a->canonical);
    put_text(&r, a->title);
    put_text(&r, a->language);
    put_number_or_null(&r, w->kept ? w->first : 0);
    put_number_or_null(&r, w->kept);
    return handle_run(w->s, q, error);
}

static uh_status put_print(writer *w, uh_error *error) {
    const fingerprint *print = &w->d->print;
    uint8_t packed[PRINT_BLOB];
    sqlite3_stmt *q;
    if (print->n_words == 0)
        return UH_OK;
    uh_status status = handle_prepare(w->s, "INSERT INTO prints VALUES (?1, ?2)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, w->document);
    put_bytes(&r, packed, print_pack(print, packed));
    return handle_run(w->s, q, error);
}

/* ---- sentences ---- */

static uh_status put_words(writer *w, int64_t id, text words, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        w->s, "INSERT INTO sentence_words (rowid, sentence) VALUES (?1, ?2)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_text(&r, words);
    return handle_run(w->s, q, error);
}

/* The bytes of the page behind a sentence where they read otherwise; else nothing. */
static text source_of(const doc *d, text words, uint32_t start, uint32_t end) {
    if (start >= end || end > d->page.raw.len)
        return (text){ 0 };
    text source = text_cut(d->page.raw, start, end);
    if (text_equal(source, words))
        return (text){ 0 };
    return source.len > SOURCE_MOST ? text_cut(source, 0, SOURCE_MOST) : source;
}

/* The role of a sentence's block, and the row of its reason. */
static uh_status role_row(writer *w, const sentence *x, role *out, int64_t *why, uh_error *error) {
    *out = ROLE_TITLE;
    *why = 0;
    if (x->block >= w->d->n_blocks)
        return UH_OK;
    const block *b = &w->d->blocks[x->block];
    *out = (role)b->role;
    return handle_name(w->s, NAME_PHRASE, b->why, why, error);
}

/* Puts a place of the page, or nothing where the places before lead to it. */
static void put_unless(values *r, int64_t place, int64_t expected) {
    if (place == expected)
        put_null(r);
    else
        put_number(r, place);
}

static int64_t row_of_sentence(const writer *w, uint32_t number) {
    return w->first + w->place[number] - 1;
}

/* Sentences of the page whose words are kept together, by the row of the first. */
typedef struct bundle {
    uint32_t from, to; // numbers of sentences; some between them are not kept
    int64_t row;
    size_t len; // of those that have their place
} bundle;

static uh_status put_bundle(writer *w, values *r, const bundle *b, uh_error *error) {
    buffer *plain = &w->s->scratch;
    text packed;
    buffer_clear(plain);
    for (uint32_t i = b->from; i < b->to; i++)
        if (w->place[i])
            buffer_text(plain, doc_text(w->d, w->d->sentences[i].start, w->d->sentences[i].end));
    int code =
        plain->failed ? SQLITE_NOMEM : wording_pack(w->s->wording, buffer_view(plain), &packed);
    if (code != SQLITE_OK)
        return handle_error(w->s, code, "write", error);
    if (packed.at) {
        put_bytes(r, packed.at, packed.len);
        return UH_OK;
    }
    w->plain += plain->len;
    put_text(r, buffer_view(plain));
    return UH_OK;
}

static uh_status insert_sentence(writer *w, uint32_t number, bundle *of, uh_error *error) {
    const sentence *x = &w->d->sentences[number];
    text words = doc_text(w->d, x->start, x->end);
    int64_t id = row_of_sentence(w, number);
    uint32_t start, end;
    int64_t why;
    role of_block;
    sqlite3_stmt *q;
    uh_status status = role_row(w, x, &of_block, &why, error);
    if (status == UH_OK)
        status = handle_prepare(w->s,
                                "INSERT INTO sentences VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                                "?10, ?11)",
                                &q, error);
    if (status != UH_OK)
        return status;
    doc_source_range(w->d, x->start, x->end, &start, &end);
    text source = source_of(w->d, words, start, end);
    values r = { q, 0 };
    put_number(&r, id);
    put_number(&r, w->document);
    put_number(&r, of_block);
    put_number_or_null(&r, why);
    put_number(&r, start);
    put_unless(&r, end, (int64_t)start + (int64_t)words.len);
    put_number(&r, id - of->row);
    put_number(&r, (int64_t)of->len);
    put_number(&r, (int64_t)words.len);
    if (id == of->row)
        status = put_bundle(w, &r, of, error);
    else
        put_null(&r);
    if (source.len)
        put_bytes(&r, source.at, source.len);
    else
        put_null(&r);
    of->len += words.len;
    return status == UH_OK ? handle_run(w->s, q, error) : status;
}

/* What people nobody knows say about things nobody knows is no part of the record. */
static bool is_of_the_record(const doc *d, const claim *c) {
    const sentence *x = &d->sentences[c->sentence];
    return (c->speaker_code.n_codes || c->about.n_codes) && c->start >= x->start &&
           c->end <= x->end && c->start <= c->end;
}

/* Numbers the sentences that a report or a claim needs. False without memory. */
static bool number_sentences(writer *w) {
    const doc *d = w->d;
    w->place = arena_array(&w->s->page_memory, d->n_sentences, sizeof *w->place);
    if (!w->place)
        return false;
    for (uint32_t i = 0; i < d->n_events && i <= NUMBER_MOST; i++)
        w->place[d->events[i].sentence] = 1;
    for (uint32_t i = 0; i < d->n_claims && i <= NUMBER_MOST; i++)
        if (is_of_the_record(d, &d->claims[i]))
            w->place[d->claims[i].sentence] = 1;
    for (uint32_t i = 0; i < d->n_sentences; i++)
        if (w->place[i])
            w->place[i] = ++w->kept;
    return true;
}

/* The bundle that begins with a sentence: as many as together have WORDING_TOGETHER bytes. */
static bundle bundle_from(const writer *w, uint32_t number) {
    bundle b = { .from = number, .to = number, .row = row_of_sentence(w, number) };
    for (size_t len = 0; b.to < w->d->n_sentences; b.to++) {
        const sentence *x = &w->d->sentences[b.to];
        len += w->place[b.to] ? x->end - x->start : 0;
        if (b.to > number && len > WORDING_TOGETHER)
            break;
    }
    return b;
}

static uh_status put_sentences(writer *w, uh_error *error) {
    uh_status status = UH_OK;
    bundle b = { .to = 0 };
    for (uint32_t i = 0; i < w->d->n_sentences && status == UH_OK; i++) {
        const sentence *x = &w->d->sentences[i];
        if (!w->place[i])
            continue;
        if (i >= b.to)
            b = bundle_from(w, i);
        status = insert_sentence(w, i, &b, error);
        if (status == UH_OK)
            status = put_words(w, row_of_sentence(w, i), doc_text(w->d, x->start, x->end), error);
    }
    return status;
}

/* ---- reports ---- */

/* The trigger as written and its first byte in the page; the sentence's where there is none. */
static text trigger_of(const doc *d, const event *e, uint32_t *source) {
    uint32_t at = d->sentences[e->sentence].start;
    text form = { "", 0 };
    if (e->trigger < d->n_tokens) {
        at = d->tokens[e->trigger].start;
        form = doc_form(d, &d->tokens[e->trigger]);
    }
    *source = doc_source_of(d, at);
    return form;
}

/* A report is known by its page, the place of its act and what is said of it. */
static bool report_key(writer *w, const event *e, uint32_t trigger, text actor, text recipient,
                       uint64_t *key) {
    uint32_t known;
    *key = hash_mix(hash_mix(w->key, trigger), (uint64_t)e->type << 8 | e->mode);
    *key = hash_mix(hash_mix(*key, hash_text(actor)), hash_text(recipient));
    while (map_get(&w->keys, *key, &known)) // the coder said the same twice
        *key = hash_mix(*key, 1);
    return map_put(&w->keys, &w->s->page_memory, *key, 1);
}

static void put_what(values *r, const event *e) {
    put_number(r, e->type);
    put_number(r, e->mode);
    put_number(r, e->status);
    put_key(r, e->contexts);
    if (e->when.precision)
        put_number(r, e->when.day);
    else
        put_null(r);
    put_number(r, e->when.precision);
    put_number(r, in_parts((double)e->intensity, POINT));
    put_number(r, in_parts((double)e->score, SCORE));
}

static void put_where(values *r, const event *e) {
    bool known = e->latitude != 0 || e->longitude != 0;
    put_text(r, e->place);
    put_text(r, e->place_code);
    for (int i = 0; i < 2; i++)
        if (known)
            put_number(r, in_parts((double)(i ? e->longitude : e->latitude), DEGREE));
        else
            put_null(r);
}

typedef struct report_names {
    int64_t sentence, source, rule, why;
    text entries;
} report_names;

static uh_status insert_report(writer *w, const event *e, int64_t id, const report_names *names,
                               uh_error *error) {
    uint32_t start;
    uint64_t key;
    sqlite3_stmt *q;
    text trigger = trigger_of(w->d, e, &start);
    text actor = codes_of(w, &e->actor), recipient = codes_of(w, &e->recipient);
    text actor_words = words_of(w, &e->actor), recipient_words = words_of(w, &e->recipient);
    text counts = counts_of(w, e);
    if (!report_key(w, e, start, actor, recipient, &key) || w->s->page_memory.failed)
        return error_nomem(error);
    uh_status status = handle_prepare(w->s,
                                      "INSERT INTO reports VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, "
                                      "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
                                      "?20, ?21, ?22, ?23, ?24, ?25, ?26)",
                                      &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_key(&r, key);
    put_number(&r, names->sentence);
    put_what(&r, e);
    put_number(&r, start);
    put_text(&r, trigger);
    put_text(&r, actor);
    put_text(&r, recipient);
    put_text(&r, actor_words);
    put_text(&r, recipient_words);
    put_number_or_null(&r, names->source);
    put_where(&r, e);
    put_text(&r, counts);
    put_number(&r, names->rule);
    put_number(&r, names->why);
    put_text(&r, names->entries);
    status = handle_run(w->s, q, error);
    return status == UH_OK ? correct_report(w->s, id, key, error) : status;
}

static bool names_side(const mention *m, const side_list *side) {
    for (int i = 0; i < m->n_codes; i++)
        for (int j = 0; j < side->n_codes; j++)
            if (text_equal(m->codes[i], side->codes[j]))
                return true;
    return false;
}

static bool is_behind(const mention *m, const event *e) {
    return m->sentence == e->sentence && m->why.len &&
           (names_side(m, &e->actor) || names_side(m, &e->recipient) ||
            names_side(m, &e->said_by_code));
}

static bool is_among(const int64_t *rows, uint32_t n, int64_t row) {
    for (uint32_t i = 0; i < n; i++)
        if (rows[i] == row)
            return true;
    return false;
}

/* The lexicon lines behind the sides: those of mentions in the sentence with their codes. */
static uh_status entries_of(writer *w, const event *e, text *entries, uh_error *error) {
    enum { ENTRIES_MOST = 256 };
    int64_t rows[ENTRIES_MOST];
    uint32_t n = 0;
    buffer *b = &w->s->scratch;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < w->d->n_mentions && n < ENTRIES_MOST && status == UH_OK; i++) {
        const mention *m = &w->d->mentions[i];
        if (!is_behind(m, e))
            continue;
        status = handle_name(w->s, NAME_PHRASE, m->why, &rows[n], error);
        n += status == UH_OK && !is_among(rows, n, rows[n]);
    }
    buffer_clear(b);
    for (uint32_t i = 0; i < n; i++)
        buffer_format(b, "%s%lld", i ? "," : "", (long long)rows[i]);
    *entries = arena_text(&w->s->page_memory, buffer_view(b));
    return status == UH_OK && b->failed ? error_nomem(error) : status;
}

static uh_status put_report(writer *w, uint32_t number, uh_error *error) {
    const event *e = &w->d->events[number];
    report_names names;
    int64_t id = w->document << DOCUMENT_BITS | number;
    names.sentence = row_of_sentence(w, e->sentence);
    uh_status status = source_row(w, e->said_by, &e->said_by_code, &names.source, error);
    if (status == UH_OK)
        status = handle_name(w->s, NAME_PHRASE, e->rule, &names.rule, error);
    if (status == UH_OK)
        status = handle_name(w->s, NAME_PHRASE, e->why, &names.why, error);
    if (status == UH_OK)
        status = entries_of(w, e, &names.entries, error);
    if (status == UH_OK)
        status = insert_report(w, e, id, &names, error);
    return status == UH_OK ? group_alone(w->s, id, error) : status;
}

static uh_status insert_claim(writer *w, uint32_t number, int64_t source, uh_error *error) {
    const claim *c = &w->d->claims[number];
    const sentence *x = &w->d->sentences[c->sentence];
    uint32_t start, end, sentence_start, sentence_end;
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        w->s, "INSERT INTO claims VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &q, error);
    if (status != UH_OK)
        return status;
    doc_source_range(w->d, x->start, x->end, &sentence_start, &sentence_end);
    doc_source_range(w->d, c->start, c->end, &start, &end);
    int64_t at = (int64_t)c->start - x->start, bytes = (int64_t)c->end - c->start;
    values r = { q, 0 };
    put_number(&r, row_of_sentence(w, c->sentence));
    put_number(&r, number);
    put_number(&r, at);
    put_number(&r, bytes);
    put_unless(&r, start, sentence_start + at);
    put_unless(&r, end, start + bytes);
    put_number(&r, c->is_quotation);
    put_number(&r, source);
    put_text(&r, codes_of(w, &c->about));
    return handle_run(w->s, q, error);
}

static uh_status put_claim(writer *w, uint32_t number, uh_error *error) {
    const claim *c = &w->d->claims[number];
    int64_t source;
    if (!is_of_the_record(w->d, c))
        return UH_OK;
    uh_status status = source_row(w, c->speaker, &c->speaker_code, &source, error);
    if (status == UH_OK && source == 0)
        status = handle_name(w->s, NAME_SOURCE, TEXT("\n"), &source, error);
    return status == UH_OK ? insert_claim(w, number, source, error) : status;
}

static uh_status put_note(writer *w, const note *n, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        w->s, "INSERT INTO notes VALUES (NULL, NULL, ?1, ?2, ?3, ?4, ?5, ?6)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, w->document);
    put_text(&r, text_of(n->stage));
    put_number(&r, (int64_t)n->offset);
    put_number(&r, n->line);
    put_number(&r, n->skipped);
    put_text(&r, n->message);
    return handle_run(w->s, q, error);
}

/* ---- a page ---- */

static uh_status put_contents(writer *w, uh_error *error) {
    const doc *d = w->d;
    uh_status status = put_print(w, error);
    if (status == UH_OK)
        status = put_sentences(w, error);
    for (uint32_t i = 0; i < d->n_events && i <= NUMBER_MOST && status == UH_OK; i++)
        status = put_report(w, i, error);
    for (uint32_t i = 0; i < d->n_claims && i <= NUMBER_MOST && status == UH_OK; i++)
        status = put_claim(w, i, error);
    for (uint32_t i = 0; i < d->n_notes && status == UH_OK; i++)
        status = put_note(w, &d->notes[i], error);
    if (status == UH_OK)
        status = group_unsettle(w->s, day_of_event(d->article.published), error);
    return status;
}

/* The rows that a page and its sentences take. */
static uh_status number_rows(writer *w, uh_error *error) {
    standing_facts *known = &w->s->facts;
    uh_status status = UH_OK;
    if (!known->sentence)
        status = handle_number(w->s, "SELECT ifnull(max(id), 0) + 1 FROM sentences",
                               &known->sentence, error);
    w->first = known->sentence;
    if (status != UH_OK || w->document)
        return status;
    if (!known->document)
        status = handle_number(w->s, "SELECT ifnull(max(id), 0) + 1 FROM documents",
                               &known->document, error);
    w->document = known->document++;
    return status;
}

uh_status page_insert(store *s, const doc *d, const page_key *key, int64_t *document,
                      uh_error *error) {
    writer w = { .s = s, .d = d, .key = key->key, .document = *document };
    arena_reset(&s->page_memory);
    if (!number_sentences(&w))
        return error_nomem(error);
    uh_status status = number_rows(&w, error);
    if (status == UH_OK)
        status = put_document(&w, key, error);
    if (status == UH_OK)
        status = put_contents(&w, error);
    if (status == UH_OK && s->page_memory.failed)
        status = error_nomem(error);
    if (status == UH_OK)
        status = handle_learn(s, w.plain, error);
    if (status == UH_OK)
        *document = w.document;
    s->facts.sentence = w.first + w.kept;
    return status;
}
