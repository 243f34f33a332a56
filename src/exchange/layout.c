/* layout.c - columns of the layouts, and the shape of a file by its first row. Sources: the GDELT
 * 2.0 event codebook and its predecessor, the heading lines of ICEWS, POLECAT and ACLED files, the
 * writer of the Phoenix pipeline. */
#include "exchange/layout.h"
#include "exchange/columns.h"
#include "exchange/terms.h"

#include <string.h>

enum {
    SHOWN_MOST = 40,    // bytes of a name in a message
    HEADINGS_LEAST = 3, // names of a layout that a heading must hold
    GDELT1_OLDEST = 57, // columns before SOURCEURL came
};

// clang-format off
static const char *const gdelt2_columns[] = {
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name",
    "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code",
    "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code", "Actor2Code",
    "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode",
    "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code",
    "Actor2Type3Code", "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "Actor1Geo_Type",
    "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID", "Actor2Geo_Type",
    "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID", "ActionGeo_Type",
    "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code",
    "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
};

static const char *const icews_columns[] = {
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
};

static const char *const polecat_columns[] = {
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
};

static const char *const acled_columns[] = {
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
};

static const char *const phoenix_columns[] = {
    "EventID", "Date", "Year", "Month", "Day", "Source", "SourceRoot", "SourceAgent",
    "SourceOthers", "Target", "TargetRoot", "TargetAgent", "TargetOthers", "Code", "RootCode",
    "QuadClass", "Goldstein", "Issues", "Lat", "Lon", "PlaceName", "StateName", "CountryName",
    "SentenceIDs", "URLs", "NewsSources",
};
// clang-format on

#define N(columns) ((int)(sizeof(columns) / sizeof *(columns)))

/* GDELT 1.0 has the columns of 2.0 but these three. */
static bool is_new_in_gdelt2(int column) {
    return column == GD_A1_ADM2 || column == GD_A2_ADM2 || column == GD_ADM2;
}

// clang-format off
static const struct {
    const char *name, *shown;
    const char *const *columns;
    int n;
    int8_t needed[6]; // columns without which there is no event; -1 ends
    bool has_heading;
} kinds[LAYOUTS] = {
    [LAYOUT_NONE] = { "", "", NULL, 0, { -1 }, false },
    [LAYOUT_GDELT1] = { "gdelt1", "GDELT 1.0 events", gdelt2_columns, N(gdelt2_columns),
        { GD_ID, GD_DAY, GD_A1_CODE, GD_A2_CODE, GD_CODE, -1 }, false },
    [LAYOUT_GDELT2] = { "gdelt2", "GDELT 2.0 events", gdelt2_columns, N(gdelt2_columns),
        { GD_ID, GD_DAY, GD_A1_CODE, GD_A2_CODE, GD_CODE, -1 }, false },
    [LAYOUT_ICEWS] = { "icews", "ICEWS events", icews_columns, N(icews_columns),
        { IC_ID, IC_DAY, IC_SOURCE_NAME, IC_CODE, IC_TARGET_NAME, -1 }, true },
    [LAYOUT_POLECAT] = { "polecat", "POLECAT events", polecat_columns, N(polecat_columns),
        { PO_ID, PO_DAY, PO_TYPE, PO_ACTOR_COUNTRY, PO_RECIPIENT_COUNTRY, -1 }, true },
    [LAYOUT_ACLED] = { "acled", "ACLED events", acled_columns, N(acled_columns),
        { AC_ID, AC_DAY, AC_SUBTYPE, AC_ACTOR1, AC_COUNTRY, -1 }, true },
    [LAYOUT_PHOENIX] = { "phoenix", "Phoenix events", phoenix_columns, N(phoenix_columns),
        { PH_ID, PH_DAY, PH_SOURCE, PH_TARGET, PH_CODE, -1 }, false },
};

/* Other names that headings give a column. */
static const struct { layout layout; const char *name; int column; } others[] = {
    { LAYOUT_GDELT2, "Day", GD_DAY }, { LAYOUT_GDELT2, "DATE", GD_DAY },
    { LAYOUT_POLECAT, "Event Intensity", PO_INTENSITY },
    { LAYOUT_ACLED, "data_id", AC_ID }, { LAYOUT_ACLED, "event_id_no_cnty", AC_ID },
};
// clang-format on

const char *layout_name(layout l) {
    return (unsigned)l < LAYOUTS ? kinds[l].name : "";
}

const char *layout_shown(layout l) {
    return (unsigned)l < LAYOUTS ? kinds[l].shown : "";
}

layout layout_of(text name) {
    for (int l = 1; l < LAYOUTS; l++)
        if (text_equal(name, text_of(kinds[l].name)))
            return (layout)l;
    return LAYOUT_NONE;
}

int layout_slots(layout l) {
    return (unsigned)l < LAYOUTS ? kinds[l].n : 0;
}

const char *layout_column(layout l, int column) {
    if (column < 0 || column >= layout_slots(l) || !layout_writes(l, column))
        return NULL;
    return kinds[l].columns[column];
}

bool layout_writes(layout l, int column) {
    return l != LAYOUT_GDELT1 || !is_new_in_gdelt2(column);
}

bool layout_has_heading(layout l) {
    return (unsigned)l < LAYOUTS && kinds[l].has_heading;
}

/* ---- splitting ---- */

static void split_tabs(text row, row_fields *out) {
    tabs_find *find = tabs_best();
    out->at = row.len ? row.at : "";
    out->edges[0] = UINT32_MAX;
    out->n = 1 + (int)find(row.at, row.len, out->edges + 1, ROW_FIELDS_MOST);
    if (out->n <= ROW_FIELDS_MOST)
        out->edges[out->n] = (uint32_t)row.len;
}

/* Moves a quoted field that starts behind its first mark to the bytes from *to on; doubled marks
 * become one. */
static size_t move_quoted(char *row, size_t len, size_t at, size_t *to, bool *open) {
    *open = true;
    while (at < len) {
        if (row[at] != '"') {
            row[(*to)++] = row[at++];
        } else if (at + 1 < len && row[at + 1] == '"') {
            row[(*to)++] = '"';
            at += 2;
        } else {
            *open = false;
            at++;
            break;
        }
    }
    return at;
}

/* The end of a field that is not quoted, or of what stands behind a quoted one. */
static size_t end_of_field(const char *row, size_t len, size_t at, char separator) {
    const char *next = len > at ? memchr(row + at, separator, len - at) : NULL;
    return next ? (size_t)(next - row) : len;
}

/* Fields move together, for their marks fall away. */
static void split_csv(char separator, char *row, size_t len, row_fields *out, bool *open) {
    size_t at = 0, to = 0;
    out->at = row;
    out->edges[0] = UINT32_MAX;
    for (out->n = 0;; at++, to++) {
        bool is_quoted = at < len && row[at] == '"';
        if (is_quoted) // bytes behind the mark belong to nothing
            at = move_quoted(row, len, at + 1, &to, open);
        size_t end = end_of_field(row, len, at, separator);
        if (!is_quoted && to < at)
            memmove(row + to, row + at, end - at);
        to += is_quoted ? 0 : end - at;
        at = end;
        if (out->n++ < ROW_FIELDS_MOST)
            out->edges[out->n] = (uint32_t)to;
        if (at >= len)
            return;
    }
}

void layout_split(const row_shape *s, text row, buffer *copy, row_fields *out, bool *open) {
    *open = false;
    out->n = 0;
    if (!s->is_csv) {
        split_tabs(row, out);
        return;
    }
    buffer_clear(copy);
    buffer_text(copy, row);
    if (!copy->failed)
        split_csv(s->separator, copy->at, copy->len, out, open);
}

/* ---- headings ---- */

/* The next letter or digit of a name, in lower case; 0 at its end. R and Python change the rest. */
static int name_step(text name, size_t *i) {
    while (*i < name.len && !is_alnum((unsigned char)name.at[*i]))
        ++*i;
    return *i < name.len ? to_lower((unsigned char)name.at[(*i)++]) : 0;
}

static bool same_name(text a, text b) {
    size_t i = 0, j = 0;
    for (;;) {
        int x = name_step(a, &i), y = name_step(b, &j);
        if (x != y || x == 0)
            return x == y && i > 0;
    }
}

static int find_column(layout l, text name) {
    for (int c = 0; c < kinds[l].n; c++)
        if (layout_writes(l, c) && same_name(name, text_of(kinds[l].columns[c])))
            return c;
    layout asked = l == LAYOUT_GDELT1 ? LAYOUT_GDELT2 : l;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].layout == asked && same_name(name, text_of(others[i].name)))
            return others[i].column;
    return -1;
}

/* Lays a heading on a layout; returns how many of its names it knows, 0 where a needed one lacks.
 */
static int fit_heading(layout l, const text *names, int n, row_shape *out) {
    int known = 0;
    memset(out->at, -1, sizeof out->at);
    out->unknown = (text){ "", 0 };
    for (int i = 0; i < n && i < ROW_FIELDS_MOST; i++) {
        int column = find_column(l, text_trim(names[i]));
        if (column >= 0 && out->at[column] < 0) {
            out->at[column] = (int16_t)i;
            known++;
        } else if (out->unknown.len == 0) {
            out->unknown = text_trim(names[i]);
        }
    }
    for (int i = 0; kinds[l].needed[i] >= 0; i++)
        if (out->at[kinds[l].needed[i]] < 0)
            return 0;
    return known;
}

static void fit_order(layout l, int n, row_shape *out) {
    int field = 0;
    memset(out->at, -1, sizeof out->at);
    out->unknown = (text){ "", 0 };
    for (int c = 0; c < kinds[l].n && field < n; c++)
        if (layout_writes(l, c))
            out->at[c] = (int16_t)field++;
}

static bool all_digits(text t) {
    for (size_t i = 0; i < t.len; i++)
        if (!is_digit((unsigned char)t.at[i]))
            return false;
    return t.len > 0;
}

/* Which layout a row without names has, by the number of its fields and the kind of the first. */
static layout guess(const text *fields, int n) {
    bool numbered = n > 1 && all_digits(fields[0]);
    bool dated = n > 1 && all_digits(fields[1]) && fields[1].len == 8;
    if (numbered && dated && n == 61)
        return LAYOUT_GDELT2;
    if (numbered && dated && (n == 58 || n == GDELT1_OLDEST))
        return LAYOUT_GDELT1;
    if (dated && n == 26)
        return LAYOUT_PHOENIX;
    if (numbered && n == 20 && fields[1].len == 10)
        return LAYOUT_ICEWS;
    if (n == 40 && fields[1].len == 10 && plover_type(fields[2]) != EVENT_NONE)
        return LAYOUT_POLECAT;
    return LAYOUT_NONE;
}

static void put_cut(buffer *b, text t) {
    buffer_byte(b, '\'');
    buffer_text(b, t.len > SHOWN_MOST ? text_cut(t, 0, SHOWN_MOST) : t);
    buffer_string(b, t.len > SHOWN_MOST ? "...'" : "'");
}

static void explain(buffer *why, const text *fields, int n, layout wanted) {
    buffer_format(why, "no event data that is known here: the first row has %d field%s", n,
                  n == 1 ? "" : "s");
    for (int i = 0; i < n && i < 3; i++) {
        buffer_string(why, i ? ", " : " (");
        put_cut(why, fields[i]);
    }
    buffer_string(why, n > 3 ? ", ...); " : "); ");
    if (wanted)
        buffer_format(why, "%s was asked for", layout_shown(wanted));
    else
        buffer_string(why, "expected GDELT 1.0 (57 or 58) or 2.0 (61), ICEWS (20), POLECAT (40) or "
                           "Phoenix (26 fields), parted by tabs, or ACLED with its names");
}

/* Of the layouts that the heading fits, the one of which it knows most. */
static bool sniff_heading(const text *fields, int n, layout wanted, row_shape *out) {
    row_shape s = *out;
    int best = HEADINGS_LEAST - 1;
    for (int l = 1; l < LAYOUTS; l++) {
        int known = wanted && wanted != (layout)l ? 0 : fit_heading((layout)l, fields, n, &s);
        if (known > best) {
            best = known;
            s.layout = (layout)l;
            *out = s;
        }
    }
    return out->layout != LAYOUT_NONE;
}

/* R and pandas put every text between marks when they are told to part by tabs; a mark that stands
 * in one field only is a byte of that field. */
static bool all_quoted(text row) {
    size_t from = 0, quoted = 0;
    while (from <= row.len) {
        const char *tab = memchr(row.at + from, '\t', row.len - from);
        size_t end = tab ? (size_t)(tab - row.at) : row.len;
        text field = text_cut(row, from, end);
        bool marks = field.len >= 2 && field.at[0] == '"' && field.at[field.len - 1] == '"';
        double number;
        if (field.len && !marks && !terms_number(field, &number))
            return false;
        quoted += marks;
        from = end + 1;
    }
    return quoted >= HEADINGS_LEAST;
}

static char separator_of(text row, bool *is_csv) {
    size_t tabs = 0, commas = 0, semicolons = 0;
    for (size_t i = 0; i < row.len; i++) {
        tabs += row.at[i] == '\t';
        commas += row.at[i] == ',';
        semicolons += row.at[i] == ';';
    }
    *is_csv = tabs == 0 || all_quoted(row);
    return tabs ? '\t' : semicolons > commas ? ';' : ',';
}

/* Its rows have the fields of the layout, all of them and in its order. */
static bool is_canonical(const row_shape *s) {
    int field = 0;
    for (int c = 0; c < layout_slots(s->layout); c++)
        if (layout_writes(s->layout, c) && s->at[c] != field++)
            return false;
    return !s->is_csv && field == s->n_fields;
}

bool layout_sniff(text row, layout wanted, row_shape *out, buffer *why) {
    text fields[ROW_FIELDS_MOST];
    row_fields split;
    bool open;
    buffer copy = { 0 };
    *out = (row_shape){ .layout = LAYOUT_NONE };
    out->separator = separator_of(row, &out->is_csv);
    layout_split(out, row, &copy, &split, &open);
    if (copy.failed) {
        why->failed = true;
        buffer_free(&copy);
        return false;
    }
    int n = out->n_fields = split.n;
    int given = n < ROW_FIELDS_MOST ? n : ROW_FIELDS_MOST;
    for (int i = 0; i < given; i++)
        fields[i] = row_fields_at(&split, i);
    out->has_heading = sniff_heading(fields, given, wanted, out);
    if (!out->has_heading) {
        layout l = n < ROW_FIELDS_MOST ? guess(fields, n) : LAYOUT_NONE;
        if (l != LAYOUT_NONE && (!wanted || wanted == l)) {
            out->layout = l;
            fit_order(l, n, out);
        } else {
            explain(why, fields, given, wanted);
        }
    } else if (out->unknown.len) { // its bytes go with the copy
        size_t at = text_find(row, out->unknown);
        out->unknown = at == SIZE_MAX ? TEXT("?") : text_cut(row, at, at + out->unknown.len);
    }
    buffer_free(&copy);
    out->is_canonical = out->layout != LAYOUT_NONE && is_canonical(out);
    return out->layout != LAYOUT_NONE;
}
