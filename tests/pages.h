/* pages.h - documents built by hand, as the stages would leave them, for tests of what comes after.
 */
#ifndef UH_TEST_PAGES_H
#define UH_TEST_PAGES_H

#include "doc/doc.h"

#include <stdio.h>
#include <string.h>

/* One event of a built page: the sentence is "ACTOR TRIGGER RECIPIENT on DAY." */
typedef struct built_event {
    const char *actor, *trigger, *recipient; // codes are their own words
    event_type type;
    const char *said_by; // NULL: the writer
    const char *day;     // NULL: none
} built_event;

static inline text built_text(doc *d, const char *string) {
    return arena_text(&d->arena, text_of(string));
}

static inline uint32_t built_token(doc *d, const char *form) {
    token *t = doc_add_token(d);
    t->start = d->text_len;
    doc_add_text(d, text_of(form), d->text_len, true);
    t->end = d->text_len;
    doc_add_text(d, TEXT(" "), d->text_len, true);
    return d->n_tokens - 1;
}

static inline void built_side(doc *d, side_list *side, const char *code) {
    if (!code)
        return;
    side_add_code(side, built_text(d, code));
    side_add_words(side, built_text(d, code));
}

/* Starts a page: its id, outlet, file and date of publication. */
static inline void build_page(doc *d, const char *id, const char *outlet, const char *container,
                              const char *published) {
    doc_reset(d);
    d->page = (page){ .id = built_text(d, id),
                      .outlet = built_text(d, outlet),
                      .container = built_text(d, container),
                      .media = MEDIA_ARTICLE };
    d->article.title = built_text(d, id);
    d->article.is_article = true;
    if (published)
        date_iso(text_of(published), &d->article.published);
    block *b = doc_add_block(d);
    b->role = ROLE_PARAGRAPH;
    b->kept = true;
    b->why = TEXT("text of an article");
}

static inline event *build_event(doc *d, const built_event *from) {
    uint32_t first = d->n_tokens, start = d->text_len;
    uint32_t actor = built_token(d, from->actor ? from->actor : "Somebody");
    uint32_t trigger = built_token(d, from->trigger);
    built_token(d, from->recipient ? from->recipient : "nobody");
    built_token(d, from->day ? from->day : "then");
    built_token(d, ".");
    sentence *s = doc_add_sentence(d);
    *s = (sentence){ start, d->text_len - 1, first, d->n_tokens - first, 0, .is_title = false };
    event *e = doc_add_event(d);
    e->sentence = d->n_sentences - 1;
    e->trigger = trigger;
    e->type = (uint8_t)from->type;
    e->intensity = (float)plover_score(from->type, 0);
    e->score = 0.875F;
    e->rule = TEXT("test.rules:1");
    e->why = TEXT("subject, verb, object");
    built_side(d, &e->actor, from->actor);
    built_side(d, &e->recipient, from->recipient);
    if (from->said_by)
        e->said_by = built_text(d, from->said_by);
    if (from->day)
        date_iso(text_of(from->day), &e->when);
    mention *m = doc_add_mention(d);
    *m = (mention){ .sentence = e->sentence, .first = actor, .n_tokens = 1, .head = actor };
    if (from->actor)
        m->codes[m->n_codes++] = built_text(d, from->actor);
    m->why = TEXT("countries.txt:1");
    return e;
}

/* Ends a page: its bytes are its text. */
static inline void built_page(doc *d) {
    block *b = &d->blocks[0];
    b->end = b->source_end = d->text_len;
    d->page.raw = arena_text(&d->arena, (text){ d->text, d->text_len });
}

#endif
