/* parallels.c - precedents as a section of the report. */
#include "report/parallels.h"

#include "analysis/episode.h"
#include "report/balance.h"
#include "report/markup.h"
#include "report/named.h"

enum { SHOWN_MOST = 3 };

static const around_event *event_of(const precedents *all, uint32_t number) {
    return &all->events[number];
}

/* ---- one step ---- */

static void add_sides(const sheet *p, const around_event *e) {
    const deed_act act = { (event_type)e->type, e->mode, (event_status)e->status };
    markup_raw(p->out, "<b>");
    named_sides(p->out, p->names, e->actor);
    markup_raw(p->out, "</b> ");
    deed_verb(p->out, &act, e->recipient.len == 0);
    if (e->recipient.len == 0)
        return;
    markup_raw(p->out, " <b>");
    named_sides(p->out, p->names, e->recipient);
    markup_raw(p->out, "</b>");
}

static void add_step(sheet *p, const around_event *e) {
    bool linked = deed_link(p, e);
    deed_date(p->out, e->day);
    markup_raw(p->out, linked ? "</a>: " : ": ");
    add_sides(p, e);
    markup_raw(p->out, "<span class=\"tag\">");
    deed_told(p, e);
    markup_raw(p->out, "</span>");
}

/* ---- one precedent ---- */

static void add_span(buffer *out, const episode *e) {
    balance_day(out, e->first_day);
    markup_raw(out, " to ");
    balance_day(out, e->last_day);
}

static void add_powers(sheet *p, const episode *e) {
    const struct {
        text code;
        const char *what;
    } powers[] = { { e->patron, " Patron: " }, { e->rival, " Rival: " } };
    for (int i = 0; i < 2; i++)
        if (powers[i].code.len) {
            markup_raw(p->out, powers[i].what);
            markup_text(p->out, book_name(p->names, powers[i].code));
            markup_raw(p->out, ".");
        }
}

static void add_next(sheet *p, const precedents *all, const precedent *one) {
    markup_raw(p->out, "<p><b>What came next.</b> ");
    if (one->next_steps == 0) {
        markup_raw(p->out, one->next_covered ? "Nothing seen, on " : "Not known: no coverage.");
        if (one->next_covered)
            buffer_format(p->out, "%u days with coverage.", one->next_covered);
        markup_raw(p->out, "</p>\n");
        return;
    }
    buffer_format(p->out, "%u step%s; help less pressure went from ", one->next_steps,
                  one->next_steps == 1 ? "" : "s");
    deed_signed(p->out, one->then.tone, 1);
    markup_raw(p->out, " to ");
    deed_signed(p->out, one->next_tone, 1);
    markup_raw(p->out, ".</p>\n<ul>\n");
    for (uint32_t i = 0; i < one->n_next; i++) {
        markup_raw(p->out, "<li>");
        add_step(p, event_of(all, one->next[i]));
        markup_raw(p->out, "</li>\n");
    }
    markup_raw(p->out, "</ul>\n");
}

static void add_pairs(sheet *p, const precedents *all, const precedent *one) {
    markup_raw(p->out, "<table class=\"pairs\"><caption>Steps that answer each other, in order"
                       "</caption>\n<thead><tr><th scope=\"col\">Now</th>"
                       "<th scope=\"col\">Then</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < one->pairs.n; i++) {
        step_pair pair = one->pairs.pairs[i];
        markup_raw(p->out, "<tr><td>");
        add_step(p, event_of(all, all->now.steps[pair.now].event));
        markup_raw(p->out, "</td><td>");
        add_step(p, event_of(all, one->then.steps[pair.then].event));
        markup_raw(p->out, "</td></tr>\n");
    }
    markup_raw(p->out, "</tbody></table>\n");
}

static void add_precedent(sheet *p, const precedents *all, const precedent *one) {
    markup_raw(p->out, "<section class=\"patron\"><h3>");
    markup_text(p->out, book_name(p->names, one->then.country));
    markup_raw(p->out, ", ");
    add_span(p->out, &one->then);
    markup_raw(p->out, "</h3>\n<p class=\"note\">Alike ");
    buffer_fixed(p->out, one->alike, 2);
    buffer_format(p->out, " of 1; as much so in another order in %d of 100 draws.",
                  (int)(one->chance * 100 + 0.5));
    add_powers(p, &one->then);
    markup_raw(p->out, "</p>\n");
    add_pairs(p, all, one);
    add_next(p, all, one);
    markup_raw(p->out, "</section>\n");
}

/* ---- the section ---- */

static void add_all(sheet *p, const precedents *all) {
    if (all->now.n_steps < PRECEDENT_STEPS_LEAST) {
        buffer_format(p->out,
                      "<p>Too little to compare: %u steps in the last %d days, and at least %d are "
                      "needed.</p>\n",
                      all->now.n_steps, EPISODE_WINDOW_USUAL, PRECEDENT_STEPS_LEAST);
        return;
    }
    markup_raw(p->out, "<p>From ");
    add_span(p->out, &all->now);
    buffer_format(p->out, " the record tells of %u steps here.", all->now.n_steps);
    add_powers(p, &all->now);
    if (all->n == 0) {
        markup_raw(p->out, " It holds no earlier episode to set beside them.</p>\n");
        return;
    }
    buffer_format(p->out,
                  " Of %u earlier episodes, of any country, these rows of steps are most like "
                  "it. A likeness is an invitation to read, not a forecast.</p>\n",
                  all->n_compared);
    for (uint32_t i = 0; i < all->n && i < SHOWN_MOST; i++)
        add_precedent(p, all, &all->items[i]);
}

void parallels_write(sheet *p) {
    arena_mark mark = arena_save(p->arena);
    precedents *all = arena_alloc(p->arena, sizeof *all);
    if (p->status == UH_OK && all)
        p->status =
            episode_find(p->store, p->hold->asked.country, EPISODE_WINDOW_USUAL,
                         p->hold->asked.until, p->hold->asked.seed, p->arena, all, p->error);
    if (p->status == UH_OK && all) {
        markup_raw(p->out, "<section aria-labelledby=\"precedents\">"
                           "<h2 id=\"precedents\">Precedents</h2>\n");
        add_all(p, all);
        markup_raw(p->out, "</section>\n");
    }
    arena_rewind(p->arena, mark);
}
