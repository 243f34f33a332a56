/* evidence.c - the evidence of one event as text and as a JSON object. */
#include "report/evidence.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "store/correct.h"
#include "store/import.h"

#include <string.h>

enum { HEX_DIGITS = 16, SCORE_DECIMALS = 3, INTENSITY_DECIMALS = 1, PLACE_DECIMALS = 4 };

/* ---- text ---- */

static void label(buffer *b, const char *name) {
    buffer_format(b, "  %-10s", name);
}

static void line(buffer *b, const char *name, text value) {
    if (value.len == 0)
        return;
    label(b, name);
    for (size_t i = 0; i < value.len; i++)
        buffer_byte(b, value.at[i] == '\n' ? ' ' : value.at[i]);
    buffer_byte(b, '\n');
}

static void joined(buffer *b, text items, char between) {
    for (size_t i = 0; i < items.len; i++)
        if (items.at[i] == between)
            buffer_string(b, ", ");
        else
            buffer_byte(b, items.at[i]);
}

/* "RUSGOV (the Kremlin)"; a side without a code is its words alone. */
static void side(buffer *b, const char *name, text codes, text words) {
    if (codes.len == 0 && words.len == 0)
        return;
    label(b, name);
    joined(b, codes, ' ');
    if (codes.len && words.len)
        buffer_string(b, " (");
    joined(b, words, '\n');
    buffer_string(b, codes.len && words.len ? ")\n" : "\n");
}

static void act(buffer *b, const report_row *r) {
    char day[DATE_SIZE];
    date_write(r->when, day);
    label(b, "act");
    buffer_string(b, plover_type_name(r->type));
    if (r->mode)
        buffer_format(b, " %s", plover_mode_name(r->type, r->mode));
    buffer_format(b, ", %s, ", plover_status_name(r->status));
    if (r->when.precision)
        buffer_format(b, "%s (to the %s)", day, date_precision_name(r->when.precision));
    else
        buffer_string(b, "date not known");
    buffer_string(b, ", intensity ");
    buffer_fixed(b, r->intensity, INTENSITY_DECIMALS);
    buffer_string(b, ", score ");
    buffer_fixed(b, r->score, SCORE_DECIMALS);
    buffer_byte(b, '\n');
}

static void page_lines(buffer *b, const page_row *p) {
    char day[DATE_SIZE];
    date_write(p->published, day);
    label(b, "page");
    buffer_text(b, p->own_id);
    if (p->outlet.len) {
        buffer_string(b, ", ");
        buffer_text(b, p->outlet);
    }
    if (p->published.precision)
        buffer_format(b, ", published %s", day);
    buffer_byte(b, '\n');
    line(b, "title", p->title);
    line(b, "url", p->url);
    label(b, "file");
    buffer_text(b, p->container);
    if (p->line)
        buffer_format(b, ", line %u", p->line);
    else if (p->offset)
        buffer_format(b, ", record at byte %llu", (unsigned long long)p->offset);
    buffer_byte(b, '\n');
}

static bool is_imported(const report_row *r) {
    return text_equal(r->rule, TEXT("imported"));
}

static void sentence_lines(buffer *b, const report_row *r) {
    line(b, "sentence", r->sentence);
    label(b, "bytes");
    if (r->end <= r->start + 1 && r->sentence.len > 1) // the title of a record: no byte of its text
        buffer_string(b, "a field of the record beside its text");
    else
        buffer_format(b, "%u-%u of the page", r->start, r->end);
    if (r->role)
        buffer_format(b, ", %s", role_name(r->role));
    if (r->block_why.len) {
        buffer_string(b, ": ");
        buffer_text(b, r->block_why);
    }
    buffer_byte(b, '\n');
    line(b, "as it is", r->source);
    label(b, "trigger");
    buffer_text(b, r->trigger);
    buffer_format(b, ", byte %u\n", r->trigger_at);
}

/* What others coded was found in no page of ours: the code that they gave it stands for a trigger,
 * and the row as it came for the evidence. */
static uh_status original_lines(store *s, buffer *b, const report_row *r, uh_error *error) {
    layout l;
    text row;
    if (r->sentence.len)
        line(b, "sentence", r->sentence);
    line(b, "code", r->trigger);
    uh_status status = import_original(s, r->id, &l, &row, error);
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    label(b, "row");
    for (size_t i = 0; i < row.len; i++)
        if (row.at[i] == '\t')
            buffer_string(b, " | ");
        else
            buffer_byte(b, row.at[i]);
    buffer_byte(b, '\n');
    return UH_OK;
}

static uh_status entry_lines(store *s, buffer *b, int64_t report, uh_error *error) {
    query *q;
    text entry;
    uh_status status = query_entries(s, report, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = query_entry(q, &entry, error)) == UH_OK)
        line(b, "lexicon", entry);
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

static const char *correction_name(correction_act act) {
    static const char *const names[] = { "", "rejected", "put together with",
                                         "taken apart: an event of its own", "recoded" };
    return (size_t)act < sizeof names / sizeof *names ? names[act] : "";
}

static uh_status correction_lines(store *s, buffer *b, uint64_t report, uh_error *error) {
    query *q;
    correction_row c;
    char hex[HEX_DIGITS + 1];
    uh_status status = query_corrections(s, report, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = query_correction(q, &c, error)) == UH_OK) {
        hash_hex(c.other, hex);
        label(b, "corrected");
        buffer_format(b, "%s%s%s", correction_name(c.act), c.other ? " " : "", c.other ? hex : "");
        if (c.coded.len) {
            buffer_string(b, " from ");
            buffer_text(b, c.coded);
        }
        if (c.note.len) {
            buffer_string(b, ": ");
            buffer_text(b, c.note);
        }
        buffer_byte(b, '\n');
    }
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status report_text(store *s, buffer *b, const report_row *r, uh_error *error) {
    char hex[HEX_DIGITS + 1];
    hash_hex(r->key, hex);
    buffer_format(b, "report %s\n", hex);
    uh_status status = correction_lines(s, b, r->key, error);
    if (status != UH_OK)
        return status;
    act(b, r);
    side(b, "actor", r->actor, r->actor_text);
    side(b, "recipient", r->recipient, r->recipient_text);
    side(b, "said by", r->said_by_code, r->said_by);
    side(b, "place", r->country, r->place);
    side(b, "counts", r->counts, (text){ 0 });
    if (is_imported(r))
        status = original_lines(s, b, r, error);
    else
        sentence_lines(b, r);
    if (status != UH_OK)
        return status;
    label(b, "rule");
    buffer_text(b, r->rule);
    if (r->why.len) {
        buffer_string(b, ": ");
        buffer_text(b, r->why);
    }
    buffer_byte(b, '\n');
    status = entry_lines(s, b, r->id, error);
    line(b, "model", r->model);
    page_lines(b, &r->page);
    return status;
}

/* ---- JSON ---- */

static void string_or_null(buffer *b, const char *key, text value) {
    json_key(b, key);
    if (value.len)
        json_string(b, value);
    else
        buffer_string(b, "null");
}

static void strings(buffer *b, const char *key, text items, char between) {
    json_key(b, key);
    buffer_byte(b, '[');
    for (size_t at = 0; at < items.len;) {
        size_t end = at;
        while (end < items.len && items.at[end] != between)
            end++;
        json_comma(b);
        json_string(b, text_cut(items, at, end));
        at = end + 1;
    }
    buffer_byte(b, ']');
}

static void dates(buffer *b, const char *key, const char *precision, date d) {
    char day[DATE_SIZE];
    date_write(d, day);
    string_or_null(b, key, text_of(day));
    if (precision)
        string_or_null(b, precision, text_of(date_precision_name(d.precision)));
}

static void page_json(buffer *b, const page_row *p) {
    json_field(b, "doc", p->own_id);
    string_or_null(b, "outlet", p->outlet);
    string_or_null(b, "url", p->url);
    string_or_null(b, "title", p->title);
    dates(b, "published", NULL, p->published);
    json_field(b, "file", p->container);
    json_field_number(b, "offset", (int64_t)p->offset);
    json_field_number(b, "line", p->line);
}

static void what_json(buffer *b, const report_row *r) {
    json_field(b, "type", text_of(plover_type_name(r->type)));
    string_or_null(b, "mode", text_of(plover_mode_name(r->type, r->mode)));
    json_key(b, "contexts");
    buffer_byte(b, '[');
    for (int i = 0; i < plover_contexts(); i++)
        if (r->contexts >> i & 1) {
            json_comma(b);
            json_string(b, text_of(plover_context_name(i)));
        }
    buffer_byte(b, ']');
    strings(b, "actor", r->actor, ' ');
    strings(b, "recipient", r->recipient, ' ');
    strings(b, "actor_text", r->actor_text, '\n');
    strings(b, "recipient_text", r->recipient_text, '\n');
    json_field(b, "trigger", r->trigger);
    json_field_number(b, "trigger_start", r->trigger_at);
    json_field(b, "status", text_of(plover_status_name(r->status)));
    string_or_null(b, "said_by", r->said_by);
    strings(b, "said_by_code", r->said_by_code, ' ');
    dates(b, "date", "date_precision", r->when);
    string_or_null(b, "place", r->place);
    string_or_null(b, "place_code", r->country);
    if (r->located) {
        json_field_fixed(b, "latitude", r->latitude, PLACE_DECIMALS);
        json_field_fixed(b, "longitude", r->longitude, PLACE_DECIMALS);
    }
    strings(b, "counts", r->counts, '\n');
    json_field_fixed(b, "intensity", r->intensity, INTENSITY_DECIMALS);
    json_field_fixed(b, "score", r->score, SCORE_DECIMALS);
}

static uh_status entries_json(store *s, buffer *b, int64_t report, uh_error *error) {
    query *q;
    text entry;
    uh_status status = query_entries(s, report, &q, error);
    if (status != UH_OK)
        return status;
    json_key(b, "lexicon");
    buffer_byte(b, '[');
    while ((status = query_entry(q, &entry, error)) == UH_OK) {
        json_comma(b);
        json_string(b, entry);
    }
    buffer_byte(b, ']');
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status corrections_json(store *s, buffer *b, uint64_t report, uh_error *error) {
    static const char *const acts[] = { "", "reject", "merge", "split", "recode" };
    query *q;
    correction_row c;
    char hex[HEX_DIGITS + 1];
    uh_status status = query_corrections(s, report, &q, error);
    if (status != UH_OK)
        return status;
    json_key(b, "corrections");
    buffer_byte(b, '[');
    while ((status = query_correction(q, &c, error)) == UH_OK) {
        hash_hex(c.other, hex);
        json_comma(b);
        buffer_byte(b, '{');
        json_field(b, "act",
                   text_of((size_t)c.act < sizeof acts / sizeof *acts ? acts[c.act] : ""));
        string_or_null(b, "other", text_of(c.other ? hex : ""));
        string_or_null(b, "coded", c.coded);
        string_or_null(b, "note", c.note);
        buffer_byte(b, '}');
    }
    buffer_byte(b, ']');
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

/* The row of others as it came; null for what was read here. */
static uh_status original_json(store *s, buffer *b, const report_row *r, uh_error *error) {
    layout l;
    text row = { "", 0 };
    uh_status status = is_imported(r) ? import_original(s, r->id, &l, &row, error) : UH_END;
    if (status != UH_OK && status != UH_END)
        return status;
    string_or_null(b, "original", row);
    return UH_OK;
}

static uh_status report_json(store *s, buffer *b, const report_row *r, uh_error *error) {
    char hex[HEX_DIGITS + 1];
    hash_hex(r->key, hex);
    json_comma(b);
    buffer_byte(b, '{');
    json_field(b, "id", text_of(hex));
    what_json(b, r);
    json_field(b, "rule", r->rule);
    json_field(b, "why", r->why);
    uh_status status = entries_json(s, b, r->id, error);
    if (status == UH_OK)
        status = corrections_json(s, b, r->key, error);
    if (status == UH_OK)
        status = original_json(s, b, r, error);
    json_field(b, "sentence", r->sentence);
    json_field_number(b, "start", r->start);
    json_field_number(b, "end", r->end);
    json_field(b, "source", r->source.len ? r->source : r->sentence);
    string_or_null(b, "role", text_of(role_name(r->role)));
    string_or_null(b, "block_why", r->block_why);
    json_field(b, "model", r->model);
    page_json(b, &r->page);
    buffer_byte(b, '}');
    return status;
}

/* ---- all of it ---- */

static uh_status each_report(store *s, uint64_t key, bool as_json, buffer *b, uh_error *error) {
    query *q;
    report_row r;
    uh_status status = query_reports(s, key, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = query_report(q, &r, error)) == UH_OK) {
        status = as_json ? report_json(s, b, &r, error) : report_text(s, b, &r, error);
        if (status != UH_OK)
            break;
    }
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status heading(store *s, uint64_t key, bool as_json, buffer *b, uh_error *error) {
    char hex[HEX_DIGITS + 1];
    event_counts n;
    uh_status status = query_counts(s, key, &n, error);
    if (status != UH_OK)
        return status;
    hash_hex(n.key, hex);
    if (as_json) {
        buffer_byte(b, '{');
        json_field(b, "id", text_of(hex));
        json_field_number(b, "n_reports", n.reports);
        json_field_number(b, "n_outlets", n.outlets);
        json_field_number(b, "n_sources", n.sources);
        json_key(b, "reports");
        buffer_byte(b, '[');
    } else {
        buffer_format(b, "event %s: %u report%s, %u outlet%s, %u independent source%s\n", hex,
                      n.reports, n.reports == 1 ? "" : "s", n.outlets, n.outlets == 1 ? "" : "s",
                      n.sources, n.sources == 1 ? "" : "s");
    }
    return UH_OK;
}

uh_status evidence_write(store *s, const char *id, uh_format format, uh_sink out, uh_error *error) {
    uint64_t key;
    buffer b = { 0 };
    bool as_json = format == UH_JSONL;
    if (!as_json && format != UH_TEXT && format != UH_FORMAT_DEFAULT)
        return error_set(error, UH_ARGUMENT, NULL, "evidence has the formats text and jsonl");
    if (!hash_of_hex(text_of(id), &key))
        return error_set(error, UH_ARGUMENT, store_path(s),
                         "'%.40s' is no id of an event: expected 16 hexadecimal digits", id);
    uh_status status = heading(s, key, as_json, &b, error);
    if (status == UH_OK)
        status = each_report(s, key, as_json, &b, error);
    if (as_json)
        buffer_string(&b, "]}\n");
    if (status == UH_OK && b.failed)
        status = error_nomem(error);
    if (status == UH_OK && out.write(out.context, b.at, b.len) != 0)
        status = error_set(error, UH_IO, NULL, "the output was refused");
    buffer_free(&b);
    return status;
}
