/* stages.c - page, language, event: in this order, and a CoNLL-U text in place of the first two. */
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

/* Gives trees to the sentences that the coder asks for; to show its reasons, to all. */
static uh_status read_trees(const uh_model *model, stages last, doc *d) {
    d->shows_reasons = last == STAGES_REASONS;
    uh_status status = language_sentences(model, d);
    if (status == UH_OK && d->shows_reasons)
        status = language_trees(model, d);
    if (status == UH_OK)
        status = prospect_find(model, d);
    return status == UH_OK && !d->shows_reasons ? language_trees(model, d) : status;
}

uh_status stages_run(const uh_model *model, stages last, const date *since, const date *until,
                     doc *d, bool *taken) {
    bool has_trees = d->page.media == MEDIA_CONLLU;
    uh_status status = has_trees ? conllu_read(d, d->page.raw) : page_read(model, d);
    if (has_trees)
        d->article.is_article = d->n_sentences > 0;
    *taken = status == UH_OK && in_time(d, since, until);
    if (!*taken || !d->article.is_article)
        return status;
    if (last >= STAGES_LANGUAGE && !has_trees)
        status = last == STAGES_LANGUAGE ? language_parse(model, d) : read_trees(model, last, d);
    if (status == UH_OK && last >= STAGES_REASONS)
        status = coder_run(model, d, language_tree);
    if (status == UH_OK && last >= STAGES_STORY)
        status = fingerprint_make(d);
    return status;
}
