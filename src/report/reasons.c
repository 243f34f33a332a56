/* reasons.c - where the coding of a sentence went and where it stopped; see reasons.h. */
#include "report/reasons.h"

#include "base/json.h"
#include "doc/plover.h"
#include "report/lines.h"

/* The document's lists stand in the order of its sentences: each is read once. */
typedef struct place {
    uint32_t mention, refusal, event;
} place;

static void tree(buffer *out, const doc *d, const sentence *s) {
    buffer row = { 0 };
    lines_open_list(out, "tree");
    for (uint32_t i = s->first; i < s->first + s->n_tokens; i++) {
        const token *t = &d->tokens[i];
        text form = doc_form(d, t), lemma = doc_lemma(d, t);
        buffer_clear(&row);
        buffer_format(&row, "%u %.*s %.*s %s %u %s", i - s->first + 1, (int)form.len, form.at,
                      (int)lemma.len, lemma.at, upos_name((upos)t->upos),
                      t->head == NO_INDEX ? 0 : t->head + 1, relation_name((relation)t->relation));
        json_comma(out);
        json_string(out, buffer_view(&row));
    }
    buffer_byte(out, ']');
    out->failed |= row.failed;
    buffer_free(&row);
}

static void sides(buffer *out, const doc *d, uint32_t at, place *next) {
    lines_open_list(out, "sides");
    for (; next->mention < d->n_mentions; next->mention++) {
        const mention *m = &d->mentions[next->mention];
        const token *last = &d->tokens[m->first + m->n_tokens - 1];
        if (m->sentence != at)
            break;
        lines_open_item(out);
        json_field(out, "text", doc_text(d, d->tokens[m->first].start, last->end));
        lines_texts(out, "codes", m->codes, m->n_codes);
        lines_text(out, "sector", m->sector);
        json_field_number(out, "head", m->head - d->sentences[at].first + 1);
        json_field(out, "why", m->why);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void stopped(buffer *out, const doc *d, uint32_t at, place *next) {
    lines_open_list(out, "stopped");
    for (; next->refusal < d->n_refusals; next->refusal++) {
        const refusal *s = &d->refusals[next->refusal];
        if (s->sentence != at)
            break;
        lines_open_item(out);
        json_field(out, "trigger", doc_form(d, &d->tokens[s->trigger]));
        json_field(out, "type", text_of(plover_type_name((event_type)s->type)));
        json_field(out, "why", text_of(s->why));
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

/* Whether the sentence has a side, a stop or an event; passes what stands before it. */
static bool tells(const doc *d, uint32_t at, place *next) {
    while (next->event < d->n_events && d->events[next->event].sentence < at)
        next->event++;
    return (next->mention < d->n_mentions && d->mentions[next->mention].sentence == at) ||
           (next->refusal < d->n_refusals && d->refusals[next->refusal].sentence == at) ||
           (next->event < d->n_events && d->events[next->event].sentence == at);
}

void reasons_write(buffer *out, const doc *d) {
    place next = { 0 };
    lines_open_list(out, "sentences");
    for (uint32_t i = 0; i < d->n_sentences; i++) {
        const sentence *s = &d->sentences[i];
        if (!tells(d, i, &next))
            continue;
        lines_open_item(out);
        json_field(out, "sentence", doc_text(d, s->start, s->end));
        sides(out, d, i, &next);
        stopped(out, d, i, &next);
        tree(out, d, s);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}
