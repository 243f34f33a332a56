/* lists.c - events, stories, claims, problems and numbers as rows. */
#include "report/lists.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "report/accounts.h"

enum { HEX_SIZE = 17 };

/* Cells are filled from left to right. */
typedef struct filler {
    cell cells[LISTING_COLUMNS_MOST];
    uint32_t n;
    char hex[4][HEX_SIZE]; // ids shown in the row
    int n_hex;
    char days[2][DATE_SIZE];
    int n_days;
    buffer words; // contexts, said_by_code
} filler;

static void start_row(filler *f) {
    f->n = 0;
    f->n_hex = f->n_days = 0;
    buffer_clear(&f->words);
}

static void add_text(filler *f, text t) {
    f->cells[f->n++] = (cell){ .text = t };
}

static void add_name(filler *f, const char *name) {
    add_text(f, text_of(name));
}

static void add_list(filler *f, text items, char between) {
    f->cells[f->n++] = (cell){ .text = items, .between = between };
}

static void add_number(filler *f, int64_t number) {
    f->cells[f->n++] = (cell){ .number = number };
}

static void add_fixed(filler *f, double number) {
    f->cells[f->n++] = (cell){ .fixed = number };
}

static void add_hex(filler *f, uint64_t key) {
    char *hex = f->hex[f->n_hex++];
    hash_hex(key, hex);
    add_name(f, hex);
}

static void add_day(filler *f, date d) {
    char *day = f->days[f->n_days++];
    date_write(d, day);
    add_name(f, day);
}

/* ---- events ---- */

static const column event_columns[] = {
    { "id", CELL_TEXT, 16, 0, false },
    { "date", CELL_TEXT, 10, 0, true },
    { "date_precision", CELL_TEXT, 0, 0, true },
    { "type", CELL_TEXT, 9, 0, false },
    { "mode", CELL_TEXT, 12, 0, true },
    { "contexts", CELL_LIST, 0, 0, false },
    { "actor", CELL_LIST, 12, 0, false },
    { "recipient", CELL_LIST, 12, 0, false },
    { "actor_text", CELL_LIST, 0, 0, false },
    { "recipient_text", CELL_LIST, 0, 0, false },
    { "trigger", CELL_TEXT, 0, 0, false },
    { "status", CELL_TEXT, 12, 0, false },
    { "said_by", CELL_TEXT, 16, 0, true },
    { "said_by_code", CELL_RAW_JSON, 0, 0, false },
    { "place", CELL_TEXT, 0, 0, true },
    { "quad", CELL_TEXT, 0, 0, false },
    { "intensity", CELL_FIXED, 0, 1, false },
    { "score", CELL_FIXED, 0, 3, false },
    { "rule", CELL_TEXT, 0, 0, false },
    { "sentence", CELL_TEXT, 0, 0, false },
    { "start", CELL_NUMBER, 0, 0, false },
    { "end", CELL_NUMBER, 0, 0, false },
    { "reports", CELL_NUMBER, 7, 0, false },
    { "outlets", CELL_NUMBER, 0, 0, false },
    { "sources", CELL_NUMBER, 7, 0, false },
    { "outlet", CELL_TEXT, 14, 0, true },
    { "url", CELL_TEXT, 0, 0, true },
    { "doc", CELL_TEXT, 0, 0, false },
    { "published", CELL_TEXT, 0, 0, true },
    { "title", CELL_TEXT, 50, 0, true },
};

static const column report_columns[] = {
    { "id", CELL_TEXT, 16, 0, false },
    { "event", CELL_TEXT, 16, 0, false },
    { "date", CELL_TEXT, 10, 0, true },
    { "date_precision", CELL_TEXT, 0, 0, true },
    { "type", CELL_TEXT, 9, 0, false },
    { "mode", CELL_TEXT, 12, 0, true },
    { "contexts", CELL_LIST, 0, 0, false },
    { "actor", CELL_LIST, 12, 0, false },
    { "recipient", CELL_LIST, 12, 0, false },
    { "actor_text", CELL_LIST, 0, 0, false },
    { "recipient_text", CELL_LIST, 0, 0, false },
    { "trigger", CELL_TEXT, 0, 0, false },
    { "status", CELL_TEXT, 12, 0, false },
    { "said_by", CELL_TEXT, 16, 0, true },
    { "said_by_code", CELL_RAW_JSON, 0, 0, false },
    { "place", CELL_TEXT, 0, 0, true },
    { "quad", CELL_TEXT, 0, 0, false },
    { "intensity", CELL_FIXED, 0, 1, false },
    { "score", CELL_FIXED, 0, 3, false },
    { "rule", CELL_TEXT, 0, 0, false },
    { "sentence", CELL_TEXT, 0, 0, false },
    { "start", CELL_NUMBER, 0, 0, false },
    { "end", CELL_NUMBER, 0, 0, false },
    { "outlet", CELL_TEXT, 14, 0, true },
    { "url", CELL_TEXT, 0, 0, true },
    { "doc", CELL_TEXT, 0, 0, false },
    { "published", CELL_TEXT, 0, 0, true },
    { "title", CELL_TEXT, 50, 0, true },
};

static void add_contexts(filler *f, uint64_t bits) {
    size_t start = f->words.len;
    for (int i = 0; i < plover_contexts(); i++)
        if (bits >> i & 1) {
            if (f->words.len > start)
                buffer_byte(&f->words, '\n');
            buffer_string(&f->words, plover_context_name(i));
        }
    // The buffer may move until the row is whole: the place is kept, the pointer comes at the end.
    f->cells[f->n++] =
        (cell){ .text = { NULL, f->words.len - start }, .number = (int64_t)start, .between = '\n' };
}

/* One code stands alone, several in a list, none is null. */
static void add_source_codes(filler *f, text codes, uh_format format) {
    size_t start = f->words.len;
    bool several = text_find(codes, TEXT(" ")) != SIZE_MAX;
    if (format != UH_JSONL) {
        for (size_t i = 0; i < codes.len; i++)
            buffer_byte(&f->words, codes.at[i] == ' ' ? '|' : codes.at[i]);
    } else if (codes.len == 0) {
        buffer_string(&f->words, "null");
    } else {
        if (several)
            buffer_byte(&f->words, '[');
        for (size_t at = 0; at < codes.len;) {
            size_t len = text_find(text_cut(codes, at, codes.len), TEXT(" "));
            len = len < codes.len - at ? len : codes.len - at;
            if (at)
                buffer_byte(&f->words, ',');
            json_string(&f->words, text_cut(codes, at, at + len));
            at += len + 1;
        }
        if (several)
            buffer_byte(&f->words, ']');
    }
    f->cells[f->n++] = (cell){ .text = { NULL, f->words.len - start }, .number = (int64_t)start };
}

/* Gives the cells that lie in the row's buffer their pointers. */
static bool end_row(filler *f) {
    if (f->words.failed)
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        if (!f->cells[i].text.at && f->cells[i].text.len)
            f->cells[i].text.at = f->words.at + f->cells[i].number;
    return true;
}

/* What one report says. */
static void add_report(filler *f, const report_row *r, uh_format format) {
    add_day(f, r->when);
    add_name(f, date_precision_name(r->when.precision));
    add_name(f, plover_type_name(r->type));
    add_name(f, plover_mode_name(r->type, r->mode));
    add_contexts(f, r->contexts);
    add_list(f, r->actor, ' ');
    add_list(f, r->recipient, ' ');
    add_list(f, r->actor_text, '\n');
    add_list(f, r->recipient_text, '\n');
    add_text(f, r->trigger);
    add_name(f, plover_status_name(r->status));
    add_text(f, r->said_by);
    add_source_codes(f, r->said_by_code, format);
    add_text(f, r->place);
    add_name(f, plover_quad_name(plover_quad(r->type)));
    add_fixed(f, r->intensity);
    add_fixed(f, r->score);
    add_text(f, r->rule);
    add_text(f, r->sentence);
    add_number(f, r->start);
    add_number(f, r->end);
}

static void add_page(filler *f, const page_row *p) {
    add_text(f, p->outlet);
    add_text(f, p->url);
    add_text(f, p->own_id);
    add_day(f, p->published);
    add_text(f, p->title);
}

static void fill_event(filler *f, const event_row *e, uh_format format) {
    start_row(f);
    add_hex(f, e->key);
    add_report(f, &e->face, format);
    add_number(f, e->reports);
    add_number(f, e->outlets);
    add_number(f, e->sources);
    add_page(f, &e->face.page);
}

static void fill_report(filler *f, const event_row *e, uh_format format) {
    start_row(f);
    add_hex(f, e->face.key);
    add_hex(f, e->key);
    add_report(f, &e->face, format);
    add_page(f, &e->face.page);
}

/* ---- the other lists ---- */

static const column story_columns[] = {
    { "id", CELL_TEXT, 20, 0, false },        { "story", CELL_TEXT, 16, 0, false },
    { "reprint_of", CELL_TEXT, 20, 0, true }, { "lead", CELL_TEXT, 20, 0, false },
    { "date", CELL_TEXT, 10, 0, true },       { "outlet", CELL_TEXT, 14, 0, true },
    { "url", CELL_TEXT, 0, 0, true },         { "title", CELL_TEXT, 60, 0, true },
};

static void fill_story(filler *f, const story_row *s) {
    start_row(f);
    add_text(f, s->page.own_id);
    add_hex(f, s->story);
    add_text(f, s->reprint_of);
    add_text(f, s->lead);
    add_day(f, s->page.published);
    add_text(f, s->page.outlet);
    add_text(f, s->page.url);
    add_text(f, s->page.title);
}

static const column claim_columns[] = {
    { "id", CELL_TEXT, 16, 0, false },     { "date", CELL_TEXT, 10, 0, true },
    { "speaker", CELL_TEXT, 24, 0, true }, { "speaker_code", CELL_LIST, 10, 0, false },
    { "about", CELL_LIST, 16, 0, false },  { "quotation", CELL_BOOL, 0, 0, false },
    { "claim", CELL_TEXT, 80, 0, false },  { "sentence", CELL_TEXT, 0, 0, false },
    { "start", CELL_NUMBER, 0, 0, false }, { "end", CELL_NUMBER, 0, 0, false },
    { "outlet", CELL_TEXT, 0, 0, true },   { "url", CELL_TEXT, 0, 0, true },
    { "doc", CELL_TEXT, 0, 0, false },
};

/* Who said what about whom, and in what sentence. */
static void add_said(filler *f, const claim_row *c) {
    add_day(f, c->page.published);
    add_text(f, c->speaker);
    add_list(f, c->speaker_code, ' ');
    add_list(f, c->about, ' ');
    add_number(f, c->quotation);
    add_text(f, c->claim);
    add_text(f, c->sentence);
}

static void fill_claim(filler *f, const claim_row *c) {
    start_row(f);
    add_hex(f, c->key);
    add_said(f, c);
    add_number(f, c->start);
    add_number(f, c->end);
    add_text(f, c->page.outlet);
    add_text(f, c->page.url);
    add_text(f, c->page.own_id);
}

static const column matter_columns[] = {
    { "story", CELL_TEXT, 16, 0, false },     { "matter", CELL_TEXT, 40, 0, true },
    { "speakers", CELL_NUMBER, 8, 0, false }, { "date", CELL_TEXT, 10, 0, true },
    { "speaker", CELL_TEXT, 24, 0, true },    { "speaker_code", CELL_LIST, 10, 0, false },
    { "about", CELL_LIST, 16, 0, false },     { "quotation", CELL_BOOL, 0, 0, false },
    { "claim", CELL_TEXT, 80, 0, false },     { "sentence", CELL_TEXT, 0, 0, false },
    { "id", CELL_TEXT, 0, 0, false },         { "outlet", CELL_TEXT, 0, 0, true },
    { "url", CELL_TEXT, 0, 0, true },         { "doc", CELL_TEXT, 0, 0, false },
};

static void fill_matter(filler *f, const claim_row *c) {
    start_row(f);
    add_hex(f, c->story);
    add_text(f, c->matter);
    add_number(f, c->speakers);
    add_said(f, c);
    add_hex(f, c->key);
    add_text(f, c->page.outlet);
    add_text(f, c->page.url);
    add_text(f, c->page.own_id);
}

static const column sentence_columns[] = {
    { "doc", CELL_TEXT, 20, 0, false },    { "date", CELL_TEXT, 10, 0, true },
    { "outlet", CELL_TEXT, 14, 0, true },  { "sentence", CELL_TEXT, 100, 0, false },
    { "start", CELL_NUMBER, 0, 0, false }, { "end", CELL_NUMBER, 0, 0, false },
    { "events", CELL_LIST, 16, 0, false }, { "url", CELL_TEXT, 0, 0, true },
    { "title", CELL_TEXT, 0, 0, true },
};

static void fill_sentence(filler *f, const sentence_row *n) {
    start_row(f);
    add_text(f, n->page.own_id);
    add_day(f, n->page.published);
    add_text(f, n->page.outlet);
    add_text(f, n->sentence);
    add_number(f, n->start);
    add_number(f, n->end);
    add_list(f, n->events, ' ');
    add_text(f, n->page.url);
    add_text(f, n->page.title);
}

static const column problem_columns[] = {
    { "path", CELL_TEXT, 40, 0, false },     { "line", CELL_NUMBER, 6, 0, false },
    { "offset", CELL_NUMBER, 10, 0, false }, { "id", CELL_TEXT, 20, 0, true },
    { "stage", CELL_TEXT, 8, 0, false },     { "skipped", CELL_BOOL, 7, 0, false },
    { "message", CELL_TEXT, 80, 0, false },
};

static void fill_problem(filler *f, const problem_row *p) {
    start_row(f);
    add_text(f, p->path);
    add_number(f, p->line);
    add_number(f, (int64_t)p->offset);
    add_text(f, p->id);
    add_text(f, p->stage);
    add_number(f, p->skipped);
    add_text(f, p->message);
}

static const column run_columns[] = {
    { "started", CELL_TEXT, 19, 0, true },     { "ended", CELL_TEXT, 19, 0, true },
    { "state", CELL_TEXT, 8, 0, false },       { "inputs", CELL_NUMBER, 6, 0, false },
    { "pages", CELL_NUMBER, 8, 0, false },     { "articles", CELL_NUMBER, 8, 0, false },
    { "events", CELL_NUMBER, 8, 0, false },    { "skipped", CELL_NUMBER, 7, 0, false },
    { "unchanged", CELL_NUMBER, 9, 0, false }, { "sentences", CELL_NUMBER, 0, 0, false },
    { "bytes", CELL_NUMBER, 0, 0, false },     { "program", CELL_TEXT, 0, 0, false },
    { "model", CELL_TEXT, 16, 0, false },
};

static void fill_run(filler *f, const run_row *r) {
    start_row(f);
    add_text(f, r->started);
    add_text(f, r->ended);
    add_text(f, r->state);
    add_number(f, r->inputs);
    add_number(f, r->pages);
    add_number(f, r->articles);
    add_number(f, r->events);
    add_number(f, r->skipped);
    add_number(f, r->unchanged);
    add_number(f, r->sentences);
    add_number(f, r->bytes);
    add_text(f, r->program);
    add_text(f, r->model);
}

static const column stat_columns[] = {
    { "what", CELL_TEXT, 16, 0, false },
    { "value", CELL_TEXT, 12, 0, false },
};

/* ---- writing ---- */

typedef uh_status (*open_fn)(store *, const uh_filter *, query **, uh_error *);

static uh_status open_stats(store *s, const uh_filter *filter, query **out, uh_error *error) {
    (void)filter;
    return query_stats(s, out, error);
}

#define N_COLUMNS(columns) (sizeof(columns) / sizeof *(columns))

static const struct kind {
    open_fn open;
    const column *columns;
    uint32_t n_columns;
} kinds[] = {
    [UH_LIST_EVENTS] = { query_events, event_columns, N_COLUMNS(event_columns) },
    [UH_LIST_STORIES] = { query_stories, story_columns, N_COLUMNS(story_columns) },
    [UH_LIST_CLAIMS] = { query_claims, claim_columns, N_COLUMNS(claim_columns) },
    [UH_LIST_MATTERS] = { query_matters, matter_columns, N_COLUMNS(matter_columns) },
    [UH_LIST_PROBLEMS] = { query_problems, problem_columns, N_COLUMNS(problem_columns) },
    [UH_LIST_REPORTS] = { query_all_reports, report_columns, N_COLUMNS(report_columns) },
    [UH_LIST_RUNS] = { query_runs, run_columns, N_COLUMNS(run_columns) },
    [UH_LIST_SENTENCES] = { query_sentences, sentence_columns, N_COLUMNS(sentence_columns) },
    [UH_LIST_STATS] = { open_stats, stat_columns, N_COLUMNS(stat_columns) },
};

/* Reads the next row of a list into cells. */
static uh_status next_row(query *q, uh_list list, uh_format format, filler *f, uh_error *error) {
    union {
        event_row event;
        story_row story;
        claim_row claim;
        sentence_row sentence;
        run_row run;
        problem_row problem;
        text stat[2];
    } row;
    uh_status status = UH_END;
    switch (list) {
    case UH_LIST_EVENTS:
        if ((status = query_event(q, &row.event, error)) == UH_OK)
            fill_event(f, &row.event, format);
        break;
    case UH_LIST_REPORTS:
        if ((status = query_event(q, &row.event, error)) == UH_OK)
            fill_report(f, &row.event, format);
        break;
    case UH_LIST_STORIES:
        if ((status = query_story(q, &row.story, error)) == UH_OK)
            fill_story(f, &row.story);
        break;
    case UH_LIST_CLAIMS:
        if ((status = query_claim(q, &row.claim, error)) == UH_OK)
            fill_claim(f, &row.claim);
        break;
    case UH_LIST_MATTERS:
        if ((status = query_matter(q, &row.claim, error)) == UH_OK)
            fill_matter(f, &row.claim);
        break;
    case UH_LIST_DISPUTES: // written by accounts_write
    case UH_LIST_SOURCES:
    case UH_LIST_RATES:
        break;
    case UH_LIST_PROBLEMS:
        if ((status = query_problem(q, &row.problem, error)) == UH_OK)
            fill_problem(f, &row.problem);
        break;
    case UH_LIST_RUNS:
        if ((status = query_run(q, &row.run, error)) == UH_OK)
            fill_run(f, &row.run);
        break;
    case UH_LIST_SENTENCES:
        if ((status = query_sentence(q, &row.sentence, error)) == UH_OK)
            fill_sentence(f, &row.sentence);
        break;
    case UH_LIST_STATS:
        if ((status = query_stat(q, &row.stat[0], &row.stat[1], error)) == UH_OK) {
            start_row(f);
            add_text(f, row.stat[0]);
            add_text(f, row.stat[1]);
        }
        break;
    }
    return status;
}

static uh_status write_rows(query *q, uh_list list, listing *l, uh_error *error) {
    filler f = { .n = 0 };
    uh_status status;
    while ((status = next_row(q, list, l->format, &f, error)) == UH_OK)
        if (!end_row(&f)) {
            status = error_nomem(error);
            break;
        } else if (!listing_put(l, f.cells)) {
            status = UH_END; // the close says why
            break;
        }
    buffer_free(&f.words);
    return status == UH_END ? UH_OK : status;
}

uh_status lists_write(store *s, uh_list list, const uh_filter *filter, uh_format format,
                      uh_sink out, uh_error *error) {
    query *q = NULL;
    listing l;
    uh_error first = { 0 };
    if (list == UH_LIST_DISPUTES || list == UH_LIST_SOURCES || list == UH_LIST_RATES)
        return accounts_write(s, list, filter, format, out, error);
    if ((unsigned)list >= sizeof kinds / sizeof *kinds || !kinds[list].open)
        return error_set(error, UH_ARGUMENT, NULL, "no such list");
    uh_status status = listing_open(&l, format == UH_FORMAT_DEFAULT ? UH_TABLE : format,
                                    kinds[list].columns, kinds[list].n_columns, out, error);
    if (status != UH_OK)
        return status;
    status = kinds[list].open(s, filter, &q, error);
    if (status != UH_OK) {
        listing_drop(&l);
        return status;
    }
    status = write_rows(q, list, &l, &first);
    query_close(q);
    uh_status closed = listing_close(&l, error);
    if (status != UH_OK && error)
        *error = first;
    return status != UH_OK ? status : closed;
}
