/* revival.c - see revival.h. */
#include "event/revival.h"

#include "event/doubt.h"
#include "event/draft.h"
#include "event/match.h"
#include "event/outcome.h"
#include "event/sense.h"
#include "event/side.h"
#include "event/silence.h"
#include "event/verbal.h"
#include "event/voice.h"

#include <string.h>

/* "arrived", "his trip": a visit needs to be told to somebody or by two. */
static bool is_visit_alone(const draft *d) {
    return d->type == EVENT_CONSULT && draft_is_mode(d, "visit") &&
           !draft_any_code(d->recipients, d->n_recipients);
}

/* "released the reporter, who was detained": what is undone is no second act. */
static bool is_undone(const coder *c, const draft *d) {
    const node *n = &c->tree.at[d->verb];
    for (uint32_t i = 0; i < c->n_drafts && n->main == REL_ACL; i++) {
        const draft *e = &c->drafts[i];
        if (!e->dropped && is_step_back(e->type) && is_material_conflict(d->type) &&
            tree_under(&c->tree, n->head, e->verb))
            return true;
    }
    return false;
}

/* Chances over which a draft is an event although less is known of its sides. */
static const float to_somebody = 0.65f;       // words to somebody who is known
static const float from_private = 0.95f;      // ... by somebody who is known to be private
static const float between_unknown = 0.65f;   // a meeting of whom nothing is known
static const float whatever_silences = 0.85f; // what the rules of silence keep back

static bool may_stand(const draft *d) {
    bool unpolitical = strcmp(d->why, SILENCE_NOT_POLITICAL) == 0;
    if (draft_any_code(d->actors, d->n_actors))
        return true;
    if (draft_any_code(d->recipients, d->n_recipients))
        return !voice_is_speech(d->type) || d->chance > (unpolitical ? from_private : to_somebody);
    return d->type == EVENT_CONSULT && !unpolitical && d->chance > between_unknown;
}

static bool is_silenced(coder *c, draft *d) {
    bool paper = strcmp(d->why, SILENCE_PAPER) == 0;
    return (paper || d->chance <= whatever_silences) && silence_of_sense(c, d);
}

void revival_of(coder *c, draft *d) {
    if (!d->read || !may_stand(d) || is_visit_alone(d) || is_undone(c, d) || is_silenced(c, d) ||
        sense_of(c, d) || doubt_of(c, d))
        return;
    d->dropped = false;
    d->despite = d->why;
    outcome_settle(c, d);
}

/* "Zarif said the United States violated the deal": who says so blames whom he says it of. */
static void blame_by_speaker(coder *c, draft *d) {
    static const char *const breaches[] = { "violate", "breach",  "break",     "ignore",
                                            "flout",   "defy",    "disregard", "renege",
                                            "abuse",   "neglect", "fail",      "refuse",
                                            "abandon", "betray",  "hinder",    "obstruct" };
    sides by = d->context.speaker >= 0 ? verbal_judge(c, d->context.speaker) : nobody;
    if (d->type != EVENT_ACCUSE || !TREE_IS_ANY(&c->tree, d->verb, breaches) || !by.n ||
        sides_share_country(by, d->actor))
        return;
    draft_set(c, &d->recipients, &d->n_recipients, d->actors, d->n_actors);
    d->recipient = d->actor;
    draft_set(c, &d->actors, &d->n_actors, by.at, by.n);
    d->actor = by;
}

void revival_as(coder *c, draft *d, uint8_t type) {
    d->type = type;
    d->mode = 0;
    d->rule = NO_RULE;
    d->how = "hunch";
    blame_by_speaker(c, d);
    outcome_settle(c, d);
}
