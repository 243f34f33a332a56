/* correct.c - uh_store_correct: the user's words read, the correction kept, stories told again. */
#include "store/correct.h"
#include "base/error.h"
#include "base/hash.h"
#include "run/options.h"
#include "run/settle.h"

#include <string.h>
#include <time.h>

enum { CODE_LEAST = 3, CODE_MOST = 15 };

static uh_status read_act(const char *given, correction_act *out, uh_error *error) {
    static const char *const acts[] = { "", "reject", "merge", "split", "recode", "undo" };
    for (size_t i = 1; given && i < sizeof acts / sizeof *acts; i++)
        if (strcmp(given, acts[i]) == 0) {
            *out = (correction_act)i;
            return UH_OK;
        }
    return error_set(error, UH_ARGUMENT, NULL,
                     "no correction '%.40s'; expected reject, merge, split, recode or undo",
                     given ? given : "");
}

static uh_status read_id(const char *given, const char *what, uint64_t *key, uh_error *error) {
    if (given && hash_of_hex(text_of(given), key))
        return UH_OK;
    return error_set(error, UH_ARGUMENT, NULL,
                     "'%.40s' is no id of %s: expected 16 hexadecimal digits", given ? given : "",
                     what);
}

static bool is_code(text code) {
    for (size_t i = 0; i < code.len; i++)
        if (!is_upper((unsigned char)code.at[i]) && !is_digit((unsigned char)code.at[i]))
            return false;
    return code.len >= CODE_LEAST && code.len <= CODE_MOST;
}

/* "RUSGOV,USA" as the record keeps it; "-" is nobody. */
static uh_status read_codes(const char *given, const char *side, buffer *room, text *out,
                            uh_error *error) {
    size_t start = room->len;
    if (!given)
        return UH_OK;
    text rest = text_of(strcmp(given, "-") == 0 ? "" : given);
    while (rest.len) {
        size_t at = text_find(rest, TEXT(","));
        text code = text_cut(rest, 0, at < rest.len ? at : rest.len);
        if (!is_code(code))
            return error_set(error, UH_ARGUMENT, NULL, "%s '%.60s' holds no code like RUSGOV", side,
                             given);
        if (room->len > start)
            buffer_byte(room, ' ');
        buffer_text(room, code);
        rest = text_cut(rest, at < rest.len ? at + 1 : rest.len, rest.len);
    }
    *out = (text){ "", 0 };
    out->len = room->len - start; // the pointer comes when the room no longer moves
    return room->failed ? error_nomem(error) : UH_OK;
}

static uh_status read_what(const uh_correction *c, recoding *x, uh_error *error) {
    event_status status;
    if (c->type && (x->type = plover_type(text_of(c->type))) == EVENT_NONE)
        return error_set(error, UH_ARGUMENT, NULL, "'%.40s' is no PLOVER type", c->type);
    if (c->mode && !c->type)
        return error_set(error, UH_ARGUMENT, NULL, "a mode is told with its type");
    x->mode = c->mode ? plover_mode((event_type)x->type, text_of(c->mode)) : c->type ? 0 : -1;
    if (c->mode && x->mode < 0)
        return error_set(error, UH_ARGUMENT, NULL, "'%.40s' is no mode of %s", c->mode, c->type);
    if (c->status && !plover_status(text_of(c->status), &status))
        return error_set(error, UH_ARGUMENT, NULL, "'%.40s' is no status of an event", c->status);
    x->status = c->status ? (int)status : -1;
    return UH_OK;
}

static uh_status read_values(const uh_correction *c, recoding *x, buffer *room, uh_error *error) {
    date day = { 0 };
    *x = (recoding){ .type = -1, .mode = -1, .status = -1 };
    uh_status status = read_what(c, x, error);
    if (status == UH_OK)
        status = options_day(c->date, "date", &day, error);
    x->day_set = c->date != NULL;
    x->day = day.day;
    if (status == UH_OK)
        status = read_codes(c->actor, "actor", room, &x->actor, error);
    if (status == UH_OK)
        status = read_codes(c->recipient, "recipient", room, &x->recipient, error);
    if (status != UH_OK)
        return status;
    if (x->actor.len)
        x->actor.at = room->at;
    if (x->recipient.len)
        x->recipient.at = room->at + x->actor.len;
    if (!c->type && !c->status && !c->date && !c->actor && !c->recipient)
        return error_set(error, UH_ARGUMENT, NULL,
                         "recode needs a value: type, mode, status, date, actor or recipient");
    return UH_OK;
}

static uh_status read_correction(const uh_correction *c, correction *out, buffer *room,
                                 uh_error *error) {
    *out = (correction){ .why = text_of(c->note ? c->note : ""), .made = (int64_t)time(NULL) };
    uh_status status = read_act(c->act, &out->act, error);
    if (status == UH_OK)
        status = read_id(c->event, "an event", &out->of, error);
    if (status == UH_OK && out->act == CORRECT_MERGE)
        status = read_id(c->other, "an event", &out->other, error);
    if (status == UH_OK && out->act == CORRECT_SPLIT)
        status = read_id(c->other, "a report", &out->other, error);
    if (status == UH_OK && out->act == CORRECT_RECODE)
        status = read_values(c, &out->given, room, error);
    return status;
}

uh_status uh_store_correct(uh_store *s, const uh_correction *given, uh_error *error) {
    uh_correction words = { 0 };
    correction c;
    buffer room = { 0 };
    uh_status status = options_copy(given, &words, sizeof words, error);
    if (status == UH_OK)
        status = read_correction(&words, &c, &room, error);
    if (status == UH_OK)
        status = correct_event(s, &c, error);
    if (status == UH_OK)
        status = settle(s, error);
    buffer_free(&room);
    return status;
}
