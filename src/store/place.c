/* place.c - articles of imported rows. */
#include "store/place.h"

enum { ARTICLES_KEPT = 500000 }; // that are remembered; then they are looked up again

static const char name_index[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name)";

uh_status place_name(store *s, name_table table, text name, int64_t *id, uh_error *error) {
    fresh *f = s->bulk->fresh;
    return f ? fresh_name(f, table, name, id, error) : handle_name(s, table, name, id, error);
}

static uh_status set_container(store *s, text path, uh_error *error) {
    struct bulk *b = s->bulk;
    if (b->container && text_equal(b->path, path))
        return UH_OK;
    uh_status status = place_name(s, NAME_PHRASE, path, &b->container, error);
    b->path = arena_text(&b->memory, path);
    return status == UH_OK && !b->path.at ? error_nomem(error) : status;
}

/* Looks for an article of an earlier import: its row, and the number after its last report. */
static uh_status find_article(store *s, uint64_t key, bool *found, article_row *out,
                              uh_error *error) {
    sqlite3_stmt *q;
    *found = false;
    if (s->bulk->is_fresh) // all that stands is remembered
        return UH_OK;
    uh_status status = handle_prepare(
        s,
        "SELECT d.id, ifnull((SELECT max(r.id) & 262143 FROM reports r WHERE r.id BETWEEN "
        "d.id << 18 AND (d.id << 18) + 262143) + 1, 0) FROM documents d WHERE d.name = ?2 AND "
        "d.key = ?1",
        &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    sqlite3_bind_int64(q, 2, handle_mark(key));
    status = handle_step(s, q, error);
    *found = status == UH_OK;
    if (*found)
        *out = (article_row){ sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1) };
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static void forget_articles(struct bulk *b) {
    arena_reset(&b->memory);
    b->known = (map){ 0 };
    b->articles = NULL;
    b->n = b->cap = 0;
    b->container = 0; // its path went too
    b->is_fresh = false;
}

uh_status place_forget(store *s, uh_error *error) {
    bool was_fresh = s->bulk->is_fresh;
    if (s->bulk->n < ARTICLES_KEPT)
        return UH_OK;
    forget_articles(s->bulk);
    return was_fresh ? handle_exec(s, name_index, error) : UH_OK;
}

/* Finds the place of an article among those remembered; *known: it was there. */
static uh_status slot_of_article(store *s, uint64_t key, uint32_t *place, bool *known,
                                 uh_error *error) {
    struct bulk *b = s->bulk;
    *known = b->n && key == b->last_key; // as rows of an article mostly stand together
    *place = b->last_place;
    if (*known)
        return UH_OK;
    *known = map_get(&b->known, key, place);
    if (!*known) {
        const article_row *made = ARENA_PUSH(&b->memory, b->articles, b->n, b->cap);
        if (!made || !map_put(&b->known, &b->memory, key, b->n - 1))
            return error_nomem(error);
        *place = b->n - 1;
    }
    b->last_key = key;
    b->last_place = *place;
    return UH_OK;
}

/* Takes an article that is new: into the tables of a new record, or into the batch. */
static uh_status take_article(store *s, const coded *c, uint64_t key, const import_place *at,
                              article_row *row, uh_error *error) {
    struct bulk *b = s->bulk;
    batch_article a = { .id = b->next_document,
                        .key = key,
                        .own_id = c->article.len ? c->article : c->id,
                        .url = c->url,
                        .title = c->title,
                        .published = c->published,
                        .offset = at->offset,
                        .line = at->line };
    uh_status status = set_container(s, at->path, error);
    a.container = b->container;
    if (status == UH_OK)
        status = place_name(s, NAME_OUTLET, c->outlet, &a.outlet, error);
    if (status == UH_OK && b->fresh)
        status = fresh_article(s, b->fresh, &a, error);
    if (status != UH_OK)
        return status;
    *row = (article_row){ b->next_document++, 0 };
    if (b->fresh)
        b->counts.articles++;
    else
        b->waiting.articles[b->waiting.n_articles++] = a;
    return UH_OK;
}

/* A row that names no article is one of its own. */
uint64_t place_expect(const store *s, layout l, const coded *c) {
    uint64_t key = hash_mix(0x696d706f7274, (uint64_t)l);
    key = c->article.len ? hash_mix(hash_mix(key, hash_text(c->outlet)), hash_text(c->article))
                         : hash_mix(key, c->key);
    if (key != s->bulk->last_key)
        map_ahead(&s->bulk->known, key);
    return key;
}

/* Finds or makes the article of a row. */
static uh_status article_of(store *s, const coded *c, uint64_t key, const import_place *at,
                            uint32_t *place, uh_error *error) {
    bool known = false;
    uh_status status = slot_of_article(s, key, place, &known, error);
    article_row *row = &s->bulk->articles[*place];
    if (status != UH_OK || (known && row->document))
        return status;
    status = find_article(s, key, &known, row, error);
    return status != UH_OK || known ? status : take_article(s, c, key, at, row, error);
}

uh_status place_row(store *s, layout l, const coded *c, const import_place *at, batch_row *r,
                    uh_error *error) {
    uint32_t place;
    uh_status status = article_of(s, c, r->article_key, at, &place, error);
    if (status != UH_OK)
        return status;
    article_row *known = &s->bulk->articles[place];
    if (known->next == ROWS_OF_ARTICLE)
        return error_set(error, UH_LIMIT, s->path, "more than %d rows name one article",
                         ROWS_OF_ARTICLE);
    *r = (batch_row){ .id = known->document << DOCUMENT_BITS | known->next++,
                      .c = c,
                      .layout = l,
                      .article = place,
                      .path = at->path,
                      .offset = at->offset,
                      .line = at->line };
    return UH_OK;
}
