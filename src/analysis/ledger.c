/* ledger.c - the record as the ledger of threats sees it. */
#include "analysis/ledger.h"

#include "analysis/matter.h"
#include "analysis/menace.h"
#include "analysis/term.h"
#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_PART = 3, CODE_STATE_AND_PART = 6 };

/* A threat told as older than this is told again, beside what came of it; a newer one is news. */
enum { RECALLED_DAYS = 2 };

/* ---- parties ---- */

typedef struct builder {
    ledger *out;
    arena *arena;
    map rows; // hash of a party's code -> its number
    uint32_t acts_cap, of_cap;
} builder;

static bool party_of(builder *b, text code, uint32_t *party) {
    uint64_t key = hash_text(code);
    if (map_get(&b->rows, key, party))
        return true;
    text *p = ARENA_PUSH(b->arena, b->out->parties, b->out->n_parties, b->out->parties_cap);
    *party = b->out->n_parties - 1;
    if (!p || !map_put(&b->rows, b->arena, key, *party))
        return false;
    *p = code;
    return true;
}

static bool add_party(builder *b, text code, uint32_t *side, uint8_t *n) {
    uint32_t party;
    bool known = *n >= THREAT_SIDES_MOST;
    if (known)
        return true;
    if (!party_of(b, code, &party))
        return false;
    for (uint8_t i = 0; i < *n; i++)
        known = known || side[i] == party;
    if (!known)
        side[(*n)++] = party;
    return true;
}

/* without: a state that the list must not name as a whole, for nobody threatens himself. */
static bool add_side(builder *b, text codes, bool domestic, text without, uint32_t *side,
                     uint8_t *n) {
    text code;
    while (code_next(&codes, &code))
        if (!text_equal(code, without) &&
            !add_party(b, domestic ? menace_part(code) : menace_state(code), side, n))
            return false;
    return true;
}

/* The parties of an act's doer. One that names no target stands for its state, or for its own part
 * of it: a union. What a government does at home is its state's act too. */
static bool add_doers(builder *b, const around_event *e, bool domestic, threat_act *a) {
    text codes = e->actor, code, none = { "", 0 };
    bool alone = e->recipient.len == 0;
    if (!domestic)
        return add_side(b, codes, false, none, a->by, &a->n_by);
    while (code_next(&codes, &code)) {
        bool whole = menace_is_state(code) && (alone || e->type != EVENT_THREATEN);
        if ((whole && !add_party(b, menace_state(code), a->by, &a->n_by)) ||
            !add_party(b, menace_part(code), a->by, &a->n_by))
            return false;
    }
    return true;
}

/* ---- the record ---- */

static bool may_threaten(const around_event *e) {
    if (e->type == EVENT_THREATEN)
        return menace_is_political(e->actor);
    if (e->type == EVENT_REJECT)
        return e->status == STATUS_ASSERTED && menace_is_state(text_trim(e->actor));
    bool ahead = e->status == STATUS_PLANNED || e->status == STATUS_HYPOTHETICAL;
    return ahead && menace_is_political(e->actor) && !menace_is_private(e);
}

/* A threat is made on the day it is told, at the latest; an act announced for a day has that day
 * for its deadline. */
static void set_day(threat_act *a, const around_event *e, const act_face *face) {
    int32_t deadline;
    a->day = e->day;
    a->recalled = face->day != INT32_MAX && face->day >= e->day + RECALLED_DAYS;
    if (face->day < a->day) {
        a->deadline = e->type == EVENT_THREATEN ? 0 : a->day;
        a->day = face->day;
    }
    if (term_deadline(face->sentence, a->day, &deadline))
        a->deadline = deadline;
}

static void read_threat(around_event *e, const act_face *face, threat_act *a, bool domestic) {
    e->mode = a->mode = face->mode;
    e->contexts = a->contexts = face->contexts;
    bool takes =
        e->type == EVENT_COERCE && menace_has_word(face->trigger, "take"); // an office, a firm
    if (takes && e->status != STATUS_ASSERTED)
        a->status = STATUS_DEMANDED; // neither done nor a threat
    else if (e->type == EVENT_REJECT && menace_is_announced(face))
        a->status = STATUS_PLANNED;
    else if (e->type == EVENT_REJECT && !menace_is_refusal(face))
        a->act_type = EVENT_NONE;
    if (threat_is(a)) {
        bool named;
        a->act_type = (uint8_t)menace_act(e, face, domestic, &named);
        a->form = !named                                         ? THREAT_VAGUE
                  : term_condition(face->sentence, face->at).len ? THREAT_CONDITIONAL
                                                                 : THREAT_PLAIN;
        set_day(a, e, face);
    }
}

/* Strikers and marchers of one state are one crowd, however they are named: "Ecuador general
 * strike". Of protests and of threats with one. */
static bool add_crowd(builder *b, const around_event *e, threat_act *a) {
    static const char tail[] = "CROWD";
    char name[CODE_PART + sizeof tail];
    text code = menace_state(text_trim(e->actor));
    if (a->act_type != EVENT_PROTEST || code.len != CODE_PART)
        return true;
    memcpy(name, code.at, CODE_PART);
    memcpy(name + CODE_PART, tail, sizeof tail - 1);
    text crowd = { name, CODE_PART + sizeof tail - 1 };
    uint32_t party;
    if (!map_get(&b->rows, hash_text(crowd), &party))
        crowd = arena_text(b->arena, crowd);
    return add_party(b, crowd, a->by, &a->n_by);
}

/* Gives way to somebody, whoever does. */
static bool is_yield(const around_event *e) {
    return (e->type == EVENT_CONCEDE || e->type == EVENT_RETREAT) && e->recipient.len > 0;
}

static bool is_apart(const around_event *e) {
    return e->day == INT32_MAX || (e->actor.len == 0 && !is_yield(e)) ||
           (e->type == EVENT_THREATEN && (!menace_is_political(e->actor) || menace_is_private(e)));
}

typedef struct asked {
    int64_t id;
    uint32_t event;
} asked;

static int by_id(const void *a, const void *b) {
    const asked *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* Reads what may be threats in the order in which it lies in the file. */
static uh_status read_faces(ledger *l, store *s, arena *a, uh_error *error) {
    asked *all = arena_array(a, l->record.n_events, sizeof *all);
    act_face *faces;
    uint32_t n = 0;
    for (uint32_t i = 0; all && i < l->record.n_events; i++) {
        const around_event *e = &l->record.events[i];
        if (!is_apart(e) && may_threaten(e))
            all[n++] = (asked){ e->id, i };
    }
    faces = arena_array(a, n, sizeof *faces);
    l->faces = arena_array(a, l->record.n_events, sizeof(act_face *));
    if (!all || !faces || !l->faces)
        return error_nomem(error);
    if (n)
        qsort(all, n, sizeof *all, by_id);
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < n && status == UH_OK; i++) {
        l->faces[all[i].event] = &faces[i];
        status = acts_face(s, all[i].id, a, &faces[i], error);
    }
    return status;
}

/* Nobody threatens himself: "the government pledged it would fight the tax" is to somebody else. */
static void drop_own(threat_act *a) {
    uint8_t n = 0;
    for (uint8_t i = 0; i < a->n_to; i++) {
        bool own = false;
        for (uint8_t k = 0; k < a->n_by; k++)
            own = own || a->by[k] == a->to[i];
        if (!own)
            a->to[n++] = a->to[i];
    }
    a->n_to = n;
}

static bool add_act(builder *b, uint32_t i) {
    around_event *e = &b->out->record.events[i];
    const act_face *face = b->out->faces[i];
    uint32_t n = b->out->n_acts;
    if (is_apart(e))
        return true;
    threat_act *a = ARENA_PUSH(b->arena, b->out->acts, b->out->n_acts, b->acts_cap);
    uint32_t *of = ARENA_PUSH(b->arena, b->out->of, n, b->of_cap);
    if (!a || !of)
        return false;
    bool domestic = menace_is_domestic(e->actor, e->recipient);
    *of = i;
    *a = (threat_act){ .day = e->day,
                       .contexts = e->contexts,
                       .type = e->type,
                       .mode = e->mode,
                       .status = e->status,
                       .domestic = domestic,
                       .act_type = e->type };
    text none = { "", 0 }, own = domestic ? menace_state(text_trim(e->actor)) : none;
    if (!add_doers(b, e, domestic, a) || !add_side(b, e->recipient, domestic, own, a->to, &a->n_to))
        return false;
    if (e->type == EVENT_THREATEN)
        drop_own(a);
    if (face)
        read_threat(e, face, a, domestic);
    else if (threat_is(a))
        a->status = STATUS_DEMANDED; // a private matter: neither done nor a threat
    return add_crowd(b, e, a);
}

/* ---- whom a threat that names nobody is aimed at ---- */

enum { RIVALS_MOST = 32 };

typedef struct rival {
    text code;
    uint32_t n;
} rival;

static void count_rival(rival *rivals, uint32_t *n, text code, uint32_t weight) {
    for (uint32_t i = 0; i < *n; i++)
        if (text_equal(rivals[i].code, code)) {
            rivals[i].n += weight;
            return;
        }
    if (*n < RIVALS_MOST)
        rivals[(*n)++] = (rival){ code, weight };
}

static bool names(text codes, text state) {
    text code;
    while (code_next(&codes, &code))
        if (text_equal(menace_state(code), state))
            return true;
    return false;
}

/* Counts the others on one side of what an article tells: twice where the threatener is on the
 * other. */
static void count_others(text codes, text other, text doer, rival *rivals, uint32_t *n) {
    text code, state = menace_state(doer);
    uint32_t weight = names(other, state) ? 2 : 1;
    while (code_next(&codes, &code)) {
        bool home = text_equal(menace_state(code), state);
        if (!home)
            count_rival(rivals, n, menace_state(code), weight);
        else if (code.len > CODE_PART && !text_equal(menace_part(code), menace_part(doer)))
            count_rival(rivals, n, menace_part(code), weight);
    }
}

static uh_status find_aim(builder *b, store *s, threat_act *a, const around_event *e,
                          uh_error *error) {
    act_sides *sides;
    uint32_t n, n_rivals = 0, best = 0;
    rival rivals[RIVALS_MOST];
    text list = e->actor, doer = { "", 0 };
    (void)code_next(&list, &doer);
    arena_mark mark = arena_save(b->arena);
    uh_status status = acts_beside(s, around_article(e), b->arena, &sides, &n, error);
    for (uint32_t i = 0; status == UH_OK && i < n; i++) {
        count_others(sides[i].actor, sides[i].recipient, doer, rivals, &n_rivals);
        count_others(sides[i].recipient, sides[i].actor, doer, rivals, &n_rivals);
    }
    for (uint32_t i = 1; i < n_rivals; i++)
        if (rivals[i].n > rivals[best].n)
            best = i;
    text code = n_rivals && rivals[best].n > 1 ? rivals[best].code : (text){ "", 0 };
    char kept[CODE_STATE_AND_PART];
    size_t len = code.len < sizeof kept ? code.len : sizeof kept;
    memcpy(kept, code.at, len);
    arena_rewind(b->arena, mark);
    if (status != UH_OK || len == 0)
        return status;
    code = arena_text(b->arena, (text){ kept, len });
    return add_party(b, code, a->aim, &a->n_aim) ? UH_OK : error_nomem(error);
}

static uh_status aim_all(builder *b, store *s, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < b->out->n_acts && status == UH_OK; i++) {
        threat_act *a = &b->out->acts[i];
        if (a->n_to == 0 && threat_is(a))
            status = find_aim(b, s, a, &b->out->record.events[b->out->of[i]], error);
    }
    return status;
}

/* ---- the order of days ---- */

typedef struct place {
    threat_act act;
    uint32_t of;
} place;

static int by_day(const void *a, const void *b) {
    const place *x = a, *y = b;
    if (x->act.day != y->act.day)
        return x->act.day < y->act.day ? -1 : 1;
    return (x->of > y->of) - (x->of < y->of);
}

/* Threats moved to the day on which they were told. */
static bool sort_acts(ledger *l, arena *a) {
    bool sorted = true;
    for (uint32_t i = 1; i < l->n_acts && sorted; i++)
        sorted = l->acts[i - 1].day <= l->acts[i].day;
    if (sorted)
        return true;
    arena_mark mark = arena_save(a);
    place *places = arena_array(a, l->n_acts, sizeof *places);
    for (uint32_t i = 0; places && i < l->n_acts; i++)
        places[i] = (place){ l->acts[i], l->of[i] };
    if (!places)
        return false;
    qsort(places, l->n_acts, sizeof *places, by_day);
    for (uint32_t i = 0; i < l->n_acts; i++) {
        l->acts[i] = places[i].act;
        l->of[i] = places[i].of;
    }
    arena_rewind(a, mark);
    return true;
}

/* What articles tell beside an act. */
typedef struct neighbours {
    const ledger *ledger;
    store *store;
    arena *arena;
    matter *matter; // holds the status of both
} neighbours;

static double like_of(void *context, uint32_t a, uint32_t b) {
    const neighbours *n = context;
    return matter_like(n->matter, a, b);
}

static bool is_party(text codes, text party) {
    text code;
    while (code_next(&codes, &code))
        if (text_equal(menace_state(code), party) || text_equal(menace_part(code), party))
            return true;
    return false;
}

static bool names_of(void *context, uint32_t act, const uint32_t *parties, uint8_t n_parties) {
    const neighbours *n = context;
    act_sides *sides;
    uint32_t n_sides = 0;
    bool found = false;
    arena_mark mark = arena_save(n->arena);
    if (n->matter->status != UH_OK)
        return false;
    const around_event *e = &n->ledger->record.events[n->ledger->of[act]];
    n->matter->status =
        acts_beside(n->store, around_article(e), n->arena, &sides, &n_sides, n->matter->error);
    for (uint32_t i = 0; i < n_sides && !found; i++)
        for (uint8_t k = 0; k < n_parties && !found; k++) {
            text party = n->ledger->parties[parties[k]];
            found = is_party(sides[i].actor, party) || is_party(sides[i].recipient, party);
        }
    arena_rewind(n->arena, mark);
    return found;
}

static uh_status find_threats(store *s, ledger *l, const int32_t *days, arena *a, uh_error *error) {
    matter m;
    matter_open(&m, s, &l->record, l->of, l->n_acts, a, error);
    for (uint32_t i = 0; i < l->n_acts; i++)
        if (threat_is(&l->acts[i]))
            matter_learn(&m, i);
    neighbours n = { .ledger = l, .store = s, .arena = a, .matter = &m };
    threat_matter same = { like_of, names_of, &n };
    uh_status status = threat_find(l->acts, l->n_acts, l->n_parties, days, l->record.n_days, &same,
                                   a, &l->threats);
    if (m.status != UH_OK)
        return m.status;
    return status == UH_OK ? UH_OK : error_nomem(error);
}

uh_status ledger_make(store *s, const around *record, arena *a, ledger *out, uh_error *error) {
    builder b = { .out = out, .arena = a };
    *out = (ledger){ .record = *record };
    int32_t *days = arena_array(a, record->n_days, sizeof *days);
    if (!days)
        return error_nomem(error);
    for (uint32_t i = 0; i < record->n_days; i++)
        days[i] = record->days[i].day;
    uh_status status = read_faces(out, s, a, error);
    for (uint32_t i = 0; i < record->n_events && status == UH_OK; i++)
        if (!add_act(&b, i))
            status = error_nomem(error);
    if (status == UH_OK)
        status = aim_all(&b, s, error);
    if (status == UH_OK && !sort_acts(out, a))
        status = error_nomem(error);
    return status == UH_OK ? find_threats(s, out, days, a, error) : status;
}

uh_status ledger_find(store *s, text country, int32_t since, int32_t until, arena *a, ledger *out,
                      uh_error *error) {
    const acts_wanted wanted = {
        .types = 1 << EVENT_THREATEN | 1 << EVENT_REJECT | 1 << EVENT_SANCTION | 1 << EVENT_COERCE |
                 1 << EVENT_MOBILIZE | 1 << EVENT_ASSAULT | 1 << EVENT_PROTEST |
                 1 << EVENT_CONCEDE | 1 << EVENT_RETREAT,
        .statuses = 1 << STATUS_ASSERTED | 1 << STATUS_PLANNED | 1 << STATUS_HYPOTHETICAL |
                    1 << STATUS_DENIED,
        .since = since,
        .until = until,
        .only_vetoes = true,
    };
    around record;
    uh_status status = country.len ? around_country(s, country, since, until, a, &record, error)
                                   : acts_around(s, &wanted, a, &record, error);
    if (status != UH_OK)
        return status;
    return ledger_make(s, &record, a, out, error);
}

uh_status ledger_reports(const ledger *l, store *s, uint32_t act, arena *a, act_report **out,
                         uint32_t *n, uh_error *error) {
    const around_event *e = &l->record.events[l->of[act]];
    const act_face *face = l->faces[l->of[act]];
    if (!face || e->reports != 1)
        return acts_reports(s, e->id, e->reports, a, out, n, error);
    *n = 1;
    *out = arena_alloc(a, sizeof **out);
    if (!*out)
        return error_nomem(error);
    **out = (act_report){ face->sentence, face->own_id, face->at };
    return UH_OK;
}

uh_status ledger_articles(const ledger *l, store *s, uint32_t act, arena *a, text **own_ids,
                          uint32_t *n, uh_error *error) {
    const around_event *e = &l->record.events[l->of[act]];
    const act_face *face = l->faces[l->of[act]];
    bool is_one = e->reports == 1;
    act_report *reports = NULL;
    *n = 1;
    uh_status status = is_one ? UH_OK : acts_reports(s, e->id, e->reports, a, &reports, n, error);
    if (status != UH_OK)
        return status;
    *own_ids = arena_array(a, *n, sizeof **own_ids);
    if (!*own_ids)
        return error_nomem(error);
    for (uint32_t i = 0; i < *n && !is_one; i++)
        (*own_ids)[i] = reports[i].own_id;
    if (is_one && face)
        **own_ids = face->own_id;
    else if (is_one)
        status = acts_article(s, e->id, a, *own_ids, error);
    return status;
}
