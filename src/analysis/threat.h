/* threat.h - the ledger of threats: who threatened whom with what, and whether it was carried out,
 * yielded to, eased, or not seen to happen while there was coverage. A pure function over an array
 * of acts; docs/methods.md, "threats", has the rules and an example by hand.
 *
 * A threat is a told THREATEN, or a hostile act or refusal that is announced or made conditional
 * (planned, hypothetical). Mentions of one side to another with one act, none of them long after
 * the one before, are one threat.
 *
 * Sources: threat and act as in the Threat and Imposition of Economic Sanctions data (Morgan, Bapat
 * and Kobayashi 2014) and the split of threats from acts of the geopolitical risk index (Caldara
 * and Iacoviello 2022). */
#ifndef UH_THREAT_H
#define UH_THREAT_H

#include "base/arena.h"
#include "doc/plover.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    THREAT_SIDES_MOST = 4,
    THREAT_AGAIN_DAYS = 60,    // a mention this long after the last one is a new threat
    THREAT_HORIZON_DAYS = 180, // in which an outcome is looked for
    THREAT_WATCH_DAYS = 60,    // days whose coverage tells "not seen" from "open"
    THREAT_WATCH_LEAST = 5,    // covered days of those, fewer say nothing
    THREAT_DEADLINE_DAYS = 60, // after a deadline an outcome is still looked for
    THREAT_RARE_ACTS = 8,      // acts between two sides, one way, up to which few pass between them
    THREAT_SOON_DAYS = 7,      // in which a step back needs little likeness where little passes
    THREAT_PARTY_NONE = UINT32_MAX,
};

/* Likeness of two acts' articles from which on they are of one matter: between two sides that are
 * both named, where one of them is only
 * supposed; where nobody is named; where the act came on the day
 * announced for it. */
#define THREAT_LIKE       0.15
#define THREAT_LIKE_CLOSE 0.33
#define THREAT_LIKE_VERY  0.50
#define THREAT_LIKE_DAY   0.05
/* Where one side is named by the act and the other by its article, and little passes between them.
 */
#define THREAT_LIKE_RARE 0.10
/* A step back from one named side towards the other, days after the threat, where little passes. */
#define THREAT_LIKE_SOON 0.02

/* How a threat is put: without an if; with one; without a word of what would be done. */
typedef enum threat_form {
    THREAT_VAGUE = 0,
    THREAT_PLAIN,
    THREAT_CONDITIONAL,
    THREAT_FORMS,
} threat_form;

const char *threat_form_name(threat_form form);

/* An event as the ledger sees it. Parties are numbers: a state, an organisation, or a part of a
 * society (its government, its unions) where both sides are of one state. */
typedef struct threat_act {
    int32_t day;      // since 1970-01-01
    int32_t deadline; // of a threat; 0: none
    uint32_t by[THREAT_SIDES_MOST], to[THREAT_SIDES_MOST];
    uint32_t aim[THREAT_SIDES_MOST]; // of a threat that names nobody: who its article says is meant
    uint64_t contexts;
    uint8_t n_by, n_to, n_aim;
    uint8_t type, mode, status;
    bool recalled; // of a threat: told as made on an earlier day
    bool domestic; // both sides are of one state
    uint8_t form;  // enum threat_form
    uint8_t
        act_type; // the PLOVER type of the act if done; EVENT_NONE: of a refusal that is no veto
} threat_act;

typedef enum threat_outcome {
    THREAT_OPEN = 0, // nothing seen, and too little coverage to say so
    THREAT_NOT_SEEN,
    THREAT_CARRIED_OUT,
    THREAT_YIELDED,
    THREAT_EASED,
    THREAT_OUTCOMES,
} threat_outcome;

const char *threat_outcome_name(threat_outcome outcome);

typedef struct threat {
    uint32_t first; // in acts: the first mention
    uint32_t last;  // the last one
    uint32_t n_mentions;
    uint32_t outcome_act;  // in acts; UINT32_MAX: none
    int32_t deadline;      // the first that a mention sets; 0: none
    uint32_t days_covered; // of the THREAT_WATCH_DAYS after the first mention
    uint8_t act_type;
    uint8_t outcome; // enum threat_outcome
    uint8_t form;    // the most definite of its mentions'
} threat;

typedef struct threat_ledger {
    threat *items; // [n] by the day of the first mention
    uint32_t n, cap;
    uint32_t *next; // [n_acts] the next mention of the same threat, UINT32_MAX: none
} threat_ledger;

/* Tells whether an act is a threat. */
bool threat_is(const threat_act *a);

/* What is known of acts, by index, beyond what they say themselves. */
typedef struct threat_matter {
    double (*like)(void *context, uint32_t a, uint32_t b); // how like their matter is: 0 to 1
    /* Whether an act's article tells of one of some parties; NULL: never. */
    bool (*names)(void *context, uint32_t act, const uint32_t *parties, uint8_t n);
    void *context;
} threat_matter;

/* Makes the ledger.
 * acts     [n_acts] ascending by day; n_parties: parties are below it
 * days     [n_days] with coverage, ascending
 * matter   NULL: all acts between two parties are of one matter
 * returns  UH_OK, UH_NOMEM; *out lives in the arena
 * cost     linear in acts, times the acts of the parties within the horizon of a threat */
UH_CHECKED uh_status threat_find(const threat_act *acts, uint32_t n_acts, uint32_t n_parties,
                                 const int32_t *days, uint32_t n_days, const threat_matter *matter,
                                 arena *a, threat_ledger *out);

/* The 90 % interval of a rate, k of n: the equal-tailed one of Beta(k + 1/2, n - k + 1/2)
 * (Jeffreys), down to 0 where k is 0 and up to 1 where it is n (Brown, Cai and DasGupta 2001). */
void threat_rate(uint32_t k, uint32_t n, double *low, double *high);

#endif
