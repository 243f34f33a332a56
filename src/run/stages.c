/* stages.c - page, language, event, story: in this order, and a CoNLL-U text in place of the first
 * two. */
#include "run/stages.h"

#include "doc/conllu.h"
#include "event/coder.h"
#include "event/prospect.h"
#include "language/language.h"
#include "page/page.h"
#include "story/fingerprint.h"

static bool in_time(const doc *d, const date *since, const date *until) {
    date published = d->article.published;
    if (!since && !until)
        return true;
    if (published.precision == DATE_NONE)
        return false;
    return (!since || published.day >= since->day) && (!until || published.day <= until->day);
}

/* ---- a stage of a document ---- */

typedef uh_status doc_stage(const uh_model *model, doc *d);

static bool has_trees(const doc *d) {
    return d->page.media == MEDIA_CONLLU;
}

static uh_status read_page(const uh_model *model, doc *d) {
    if (!has_trees(d))
        return page_read(model, d);
    uh_status status = conllu_read(d, d->page.raw);
    d->article.is_article = d->n_sentences > 0;
    return status;
}

static uh_status parse(const uh_model *model, doc *d) {
    return has_trees(d) ? UH_OK : language_parse(model, d);
}

static uh_status find_sentences(const uh_model *model, doc *d) {
    return has_trees(d) ? UH_OK : language_sentences(model, d);
}

static uh_status find_prospects(const uh_model *model, doc *d) {
    return has_trees(d) ? UH_OK : prospect_find(model, d);
}

static uh_status read_trees(const uh_model *model, doc *d) {
    return has_trees(d) ? UH_OK : language_trees(model, d);
}

/* To show the coder's reasons, all sentences are given trees. */
static uh_status read_all_trees(const uh_model *model, doc *d) {
    d->shows_reasons = !has_trees(d);
    return read_trees(model, d);
}

static uh_status find_events(const uh_model *model, doc *d) {
    return coder_run(model, d, language_tree);
}

static uh_status make_fingerprint(const uh_model *model, doc *d) {
    (void)model;
    return fingerprint_make(d);
}

/* ---- all ---- */

/* A stage with working memory as of a fresh document, so that what was read before changes nothing.
 */
static uh_status run(doc_stage *s, const uh_model *model, arena *scratch, doc *d) {
    arena own = d->scratch;
    arena_reset(scratch);
    d->scratch = *scratch;
    uh_status status = s(model, d);
    *scratch = d->scratch;
    d->scratch = own;
    return status;
}

static void run_all(doc_stage *s, const uh_model *model, arena *scratch, staged *at, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (at[i].status == UH_OK && at[i].taken && at[i].doc->article.is_article)
            at[i].status = run(s, model, scratch, at[i].doc);
}

void stages_run(const uh_model *model, stages last, const date *since, const date *until,
                arena *scratch, staged *at, size_t n) {
    for (size_t i = 0; i < n; i++) {
        at[i].status = run(read_page, model, scratch, at[i].doc);
        at[i].taken = at[i].status == UH_OK && in_time(at[i].doc, since, until);
    }
    if (last == STAGES_LANGUAGE)
        run_all(parse, model, scratch, at, n);
    if (last < STAGES_REASONS)
        return;
    run_all(find_sentences, model, scratch, at, n);
    if (last == STAGES_REASONS)
        run_all(read_all_trees, model, scratch, at, n);
    run_all(find_prospects, model, scratch, at, n);
    if (last != STAGES_REASONS)
        run_all(read_trees, model, scratch, at, n);
    run_all(find_events, model, scratch, at, n);
    if (last >= STAGES_STORY)
        run_all(make_fingerprint, model, scratch, at, n);
}

uh_status stages_run_one(const uh_model *model, stages last, doc *d) {
    staged one = { .doc = d };
    arena scratch = { .limit = d->scratch.limit };
    stages_run(model, last, NULL, NULL, &scratch, &one, 1);
    arena_free(&scratch);
    return one.status;
}
