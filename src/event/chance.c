/* chance.c - a logistic model of whether a reader finds an event's type and sides right. Its
 * weights were fitted to events that were read; docs/methods.md has the table. */
#include "event/chance.h"

#include "event/side.h"

#include <math.h>
#include <string.h>

#define BASE            -3.20
#define FIRM_ACTOR      0.48
#define LOOSE_ACTOR     -0.41
#define FAR_ACTOR       -0.94
#define FIRM_RECIPIENT  0.43
#define LOOSE_RECIPIENT -0.66
#define FAR_RECIPIENT   -0.06
#define PRIVATE_ACTORS  -0.21
#define TOLD_BY_NOUN    0.28
#define SUBORDINATE     -0.41
#define HISTORICAL      0.44
#define NOT_ASSERTED    -0.34
#define HAS_SOURCE      0.32
#define A_REQUEST       -0.73
#define A_COERCION      -0.54
#define TORN            -0.50 // a side completed from a torn name: set by hand, too few were read
#define LOG_ODDS_OF_ACT 0.21  // what hunch.h thinks of it
#define LOG_OFFICES     0.42
#define LOG_NAMES       0.42

/* A passage of no words counts as a hundred with four of each: what news has on the average. */
enum { PRIOR_MENTIONS = 4, PRIOR_WORDS = 100 };

/* Below so many mentions of those who govern, fight or judge in a thousand words an article is not
 * of politics, and what it seems to tell has to be likelier than this (docs/methods.md). */
#define OFFICES_LEAST 20
#define CHANCE_LEAST  0.3

#define CHANCE_FLOOR     0.003
#define MEAN_ODDS_OF_ACT 1.4

/* How firmly the text names the firmest of some sides. */
typedef enum hold {
    HOLD_NONE,  // nobody
    HOLD_FAR,   // by what was explained or named in another sentence, or only by a thing of his, or
                // so far from the act that it was guessed
    HOLD_LOOSE, // a role without a country of its own, a name that nobody knows
    HOLD_MEANT, // by a pronoun
    HOLD_FIRM,  // by name, or by a role with its country
} hold;

static bool had_country(const sides *read, const side *s) {
    for (uint32_t i = 0; i < read->n; i++)
        if (read->at[i].head == s->head)
            return read->at[i].code.len > 0;
    return false;
}

/* read are the sides before a country was lent to them. */
static hold hold_of(const sides *read, const side *s) {
    if (s->pronoun)
        return HOLD_MEANT;
    if (s->owned)
        return HOLD_FAR;
    switch (s->kind) {
    case SIDE_OWNED:
    case SIDE_LEARNT:
    case SIDE_ANAPHOR:
        return HOLD_FAR;
    case SIDE_ROLE:
    case SIDE_WEAK:
        return !s->echoed && had_country(read, s) ? HOLD_FIRM : HOLD_LOOSE;
    case SIDE_NAMED:
    case SIDE_THING:
        return HOLD_LOOSE;
    default:
        return s->code.len ? HOLD_FIRM : HOLD_LOOSE;
    }
}

static hold firmest(const sides *read, const side *s, uint32_t n, bool guessed) {
    hold best = HOLD_NONE;
    if (guessed && n)
        return HOLD_FAR;
    for (uint32_t i = 0; i < n; i++) {
        hold h = hold_of(read, &s[i]);
        best = h > best ? h : best;
    }
    return best;
}

static double weight(hold h, double firm, double loose, double far) {
    return h == HOLD_FIRM ? firm : h == HOLD_LOOSE ? loose : h == HOLD_FAR ? far : 0;
}

static sector sector_in(text code) {
    return code.len >= 6 ? sector_of(text_cut(code, 3, 6)) : SECTOR_NONE;
}

static bool is_private(sector s) {
    return s == SECTOR_CVL || s == SECTOR_BUS || s == SECTOR_LAB || s == SECTOR_EDU ||
           s == SECTOR_MED || s == SECTOR_JRN || s == SECTOR_SOC || s == SECTOR_REL ||
           s == SECTOR_AGR;
}

static bool all_private(const side_list *l) {
    for (uint8_t i = 0; i < l->n_codes; i++)
        if (!is_private(sector_in(l->codes[i])))
            return false;
    return l->n_codes > 0;
}

/* The log-odds that a reader takes it for its act, within bounds; where nobody was asked, the mean.
 */
static double odds_of_act(const draft *d) {
    double p = d->chance < CHANCE_FLOOR       ? CHANCE_FLOOR
               : d->chance > 1 - CHANCE_FLOOR ? 1 - CHANCE_FLOOR
                                              : d->chance;
    return d->chance > 0 ? log(p / (1 - p)) : MEAN_ODDS_OF_ACT;
}

static bool any_torn(const coder *c, const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const hit *h = s[i].head >= 0 ? side_hit(c, s[i].head) : NULL;
        if (h && h->torn)
            return true;
    }
    return false;
}

bool chance_is_completed(const coder *c, const draft *d) {
    return any_torn(c, d->actors, d->n_actors) || any_torn(c, d->recipients, d->n_recipients);
}

float chance_of(const coder *c, const draft *d, const event *e) {
    double z = BASE;
    z += weight(firmest(&d->actor, d->actors, d->n_actors, d->guessed_actor), FIRM_ACTOR,
                LOOSE_ACTOR, FAR_ACTOR);
    z += weight(firmest(&d->recipient, d->recipients, d->n_recipients, d->guessed_recipient),
                FIRM_RECIPIENT, LOOSE_RECIPIENT, FAR_RECIPIENT);
    z += all_private(&e->actor) ? PRIVATE_ACTORS : 0;
    z += LOG_ODDS_OF_ACT * odds_of_act(d);
    z += strcmp(d->how, "noun") == 0 ? TOLD_BY_NOUN : 0;
    z += d->context.depth ? SUBORDINATE : 0;
    z += d->status == STATUS_HISTORICAL ? HISTORICAL
         : d->status != STATUS_ASSERTED ? NOT_ASSERTED
                                        : 0;
    z += e->said_by.len ? HAS_SOURCE : 0;
    z += e->type == EVENT_REQUEST ? A_REQUEST : e->type == EVENT_COERCE ? A_COERCION : 0;
    z += chance_is_completed(c, d) ? TORN : 0;
    return (float)z;
}

/* ---- the article ---- */

static bool is_office(sector s) {
    return s == SECTOR_GOV || s == SECTOR_MIL || s == SECTOR_COP || s == SECTOR_LEG ||
           s == SECTOR_JUD || s == SECTOR_SPY || s == SECTOR_REB || s == SECTOR_OPP ||
           s == SECTOR_PTY || s == SECTOR_ELI;
}

static bool names_office(const mention *m) {
    bool office = is_office(sector_of(m->sector));
    for (uint8_t i = 0; i < m->n_codes && !office; i++)
        office = is_office(sector_in(m->codes[i]));
    return office;
}

/* How much politics an article has: who governs, fights or judges, and names, in a thousand words.
 */
typedef struct politics {
    double offices, names;
} politics;

static double per_thousand(uint32_t mentions, uint32_t n_words) {
    return 1000.0 * (mentions + PRIOR_MENTIONS) / (n_words + PRIOR_WORDS);
}

static bool is_left_out(const sentence *s) {
    return s->is_dim && s->need == NEED_NOTHING;
}

/* Sentences that are left out as dim count on neither side. */
static politics politics_of(const doc *d) {
    uint32_t offices = 0, names = 0, n_words = 0;
    for (uint32_t i = 0; i < d->n_sentences; i++)
        n_words += is_left_out(&d->sentences[i]) ? 0 : d->sentences[i].n_tokens;
    for (uint32_t i = 0; i < d->n_mentions; i++) {
        if (is_left_out(&d->sentences[d->mentions[i].sentence]))
            continue;
        offices += names_office(&d->mentions[i]);
        names += d->mentions[i].kind == MENTION_NAME;
    }
    return (politics){ per_thousand(offices, n_words), per_thousand(names, n_words) };
}

static void refuse(doc *d, const event *e) {
    refusal *r = doc_add_refusal(d);
    if (r)
        *r = (refusal){ e->sentence, e->trigger, e->type,
                        "an unlikely act in an article that is not of politics" };
}

/* Refusals stand in the order of their sentences: puts those behind n_old among them. */
static void order_refusals(doc *d, uint32_t n_old) {
    uint32_t n = d->n_refusals, a = 0, b = n_old;
    refusal *all = d->refusals, *ordered = arena_array(&d->arena, n, sizeof *ordered);
    if (!ordered)
        return;
    for (uint32_t i = 0; i < n; i++)
        ordered[i] =
            b == n || (a < n_old && all[a].sentence <= all[b].sentence) ? all[a++] : all[b++];
    d->refusals = ordered;
    d->refusals_cap = n;
}

void chance_settle(doc *d) {
    politics p = politics_of(d);
    double odds = LOG_OFFICES * log(p.offices) + LOG_NAMES * log(p.names);
    uint32_t kept = 0, n_old = d->n_refusals;
    for (uint32_t i = 0; i < d->n_events; i++) {
        event *e = &d->events[i];
        e->score = (float)(1 / (1 + exp(-(e->score + odds))));
        if (p.offices < OFFICES_LEAST && e->score < CHANCE_LEAST)
            refuse(d, e);
        else
            d->events[kept++] = *e;
    }
    d->n_events = kept;
    if (d->n_refusals > n_old)
        order_refusals(d, n_old);
}
