/* options.c - the options of the verbs, from one table: parsing and help cannot differ. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PLAIN_MOST = 1 << 20, SHARDS_MOST = 1 << 20 };

typedef enum setting {
    SET_FORMAT,
    SET_EXPLAIN,
    SET_JOBS,
    SET_INPUT,
    SET_LAYOUT,
    SET_MAPPING,
    SET_OUTPUT,
    SET_LIMIT,
    SET_SCORE,
    SET_SINCE,
    SET_UNTIL,
    SET_DOC_LIMIT,
    SET_MODEL,
    SET_DRY_RUN,
    SET_ACTOR,
    SET_COUNTRY,
    SET_TYPE,
    SET_STATUS,
    SET_SOURCE,
    SET_OUTLET,
    SET_TEXT,
    SET_PLACE,
    SET_OFFSET,
    SET_PATRONS,
    SET_BY,
    SET_STRAND,
    SET_HALF_LIFE,
    SET_COMPARE,
    SET_SEED,
    SET_WINDOW,
    SET_PORT,
    SET_NOTE,
    SET_SHARD,
    SET_QUIET,
    SET_HELP,
} setting;

typedef struct option {
    char letter; // 0: none
    const char *name;
    const char *value; // as help shows it; NULL: takes none
    const char *does;
    int of; // option_set, any of these; 0: every verb
    setting what;
} option;

// clang-format off
static const option table[] = {
    { 0,   "format",    "FORMAT", "how to write it",                            TAKES_FORMAT, SET_FORMAT },
    { 0,   "explain",   NULL,     "say why, block by block or event by event",  TAKES_EXPLAIN, SET_EXPLAIN },
    { 'o', "output",    "FILE",   "write to a file; it appears when it is whole", TAKES_OUTPUT, SET_OUTPUT },
    { 'j', "jobs",      "N",      "worker threads; default: one a processor",   TAKES_INPUT | TAKES_LAYOUT, SET_JOBS },
    { 0,   "input",     "KIND",   "text html jsonl warc feed conllu; default: by content", TAKES_INPUT, SET_INPUT },
    { 0,   "layout",    "NAME",   "gdelt1 gdelt2 icews polecat acled phoenix; default: by content", TAKES_LAYOUT, SET_LAYOUT },
    { 0,   "mapping",   "TABLE",  "of CAMEO to PLOVER: manual (default), published", TAKES_LAYOUT, SET_MAPPING },
    { 0,   "limit",     "N",      "pages, or rows, at most",                    TAKES_INPUT | TAKES_FILTER | TAKES_LAYOUT, SET_LIMIT },
    { 0,   "offset",    "N",      "rows to leave out first",                    TAKES_FILTER, SET_OFFSET },
    { 0,   "since",     "DATE",   "from this day on, YYYY-MM-DD",               TAKES_INPUT | TAKES_FILTER | TAKES_DATES, SET_SINCE },
    { 0,   "until",     "DATE",   "up to this day",                             TAKES_INPUT | TAKES_FILTER | TAKES_DATES | TAKES_WINDOW, SET_UNTIL },
    { 0,   "doc-limit", "MIB",    "memory a page may take; default 64",         TAKES_INPUT, SET_DOC_LIMIT },
    { 0,   "dry-run",   NULL,     "read and count, write nothing",              TAKES_DRY_RUN, SET_DRY_RUN },
    { 0,   "actor",     "CODE",   "on either side, a code or its beginning",    TAKES_FILTER, SET_ACTOR },
    { 0,   "country",   "CODE",   "on either side, ISO 3166 alpha-3",           TAKES_FILTER | TAKES_COUNTRY, SET_COUNTRY },
    { 0,   "type",      "TYPE",   "PLOVER type: AID, THREATEN ...",             TAKES_FILTER, SET_TYPE },
    { 0,   "status",    "STATUS", "asserted denied planned demanded hypothetical historical; rejected", TAKES_FILTER, SET_STATUS },
    { 0,   "source",    "WORDS",  "on whose word",                              TAKES_FILTER, SET_SOURCE },
    { 0,   "outlet",    "WORDS",  "where it was printed",                       TAKES_FILTER, SET_OUTLET },
    { 0,   "place",     "PLACE",  "a name, or a country's code",                TAKES_FILTER, SET_PLACE },
    { 0,   "text",      "WORDS",  "words of the sentence",                      TAKES_FILTER, SET_TEXT },
    { 0,   "score",     "P",      "events that are right with this probability or more, 0 to 1", TAKES_FILTER, SET_SCORE },
    { 0,   "patrons",   "CODES",  "joined by commas; default: the most active", TAKES_BALANCE, SET_PATRONS },
    { 0,   "by",        "PERIOD", "month week year",                            TAKES_BALANCE, SET_BY },
    { 0,   "by",        "WHAT",   "matter (claims by story), dispute (who contradicts whom), source (each one's record); default: day", TAKES_VIEW, SET_BY },
    { 0,   "by",        "WHAT",   "kind: how often each side did what it threatened, by act and form", TAKES_KIND, SET_BY },
    { 0,   "strand",    "STRAND", "diplomatic informational military economic; default: all", TAKES_BALANCE, SET_STRAND },
    { 0,   "compare",   "WITH",   "a country, or two patrons joined by a comma: shares side by side", TAKES_COMPARE, SET_COMPARE },
    { 0,   "half-life", "DAYS",   "of an event's weight; default 180",          TAKES_BALANCE, SET_HALF_LIFE },
    { 0,   "seed",      "N",      "of the resampling; default 1",               TAKES_BALANCE | TAKES_WINDOW, SET_SEED },
    { 0,   "window",    "DAYS",   "length of an episode; default 90",           TAKES_WINDOW, SET_WINDOW },
    { 0,   "port",      "N",      "where to listen; default: one that is free",  TAKES_PORT, SET_PORT },
    { 0,   "note",      "WORDS",  "why, to be kept with the correction",        TAKES_NOTE, SET_NOTE },
    { 0,   "shard",     "I/N",    "only the I-th of N parts of the pages; merge joins them", TAKES_SHARD, SET_SHARD },
    { 0,   "model",     "PATH",   "knowledge to use: a folder like data/, or a packed file", 0, SET_MODEL },
    { 'q', "quiet",     NULL,     "no notes, no progress",                      0, SET_QUIET },
    { 'h', "help",      NULL,     "this",                                       0, SET_HELP },
};

static const struct { const char *name; uh_format format; } formats[] = {
    { "jsonl", UH_JSONL }, { "text", UH_TEXT }, { "md", UH_MARKDOWN }, { "conllu", UH_CONLLU },
    { "csv", UH_CSV }, { "tsv", UH_TSV }, { "table", UH_TABLE }, { "chart", UH_CHART },
    { "gdelt", UH_GDELT }, { "icews", UH_ICEWS }, { "polecat", UH_POLECAT },
    { "gdelt1", UH_GDELT1 }, { "geojson", UH_GEOJSON }, { "graphml", UH_GRAPHML }, { "gexf", UH_GEXF },
};

static const struct { const char *name; uh_kind kind; } kinds[] = {
    { "text", UH_KIND_TEXT }, { "html", UH_KIND_HTML }, { "jsonl", UH_KIND_JSONL },
    { "warc", UH_KIND_WARC }, { "feed", UH_KIND_FEED }, { "conllu", UH_KIND_CONLLU },
};

static const struct { const char *name; uh_layout layout; } layouts[] = {
    { "gdelt1", UH_LAYOUT_GDELT1 }, { "gdelt2", UH_LAYOUT_GDELT2 }, { "icews", UH_LAYOUT_ICEWS },
    { "polecat", UH_LAYOUT_POLECAT }, { "acled", UH_LAYOUT_ACLED }, { "phoenix", UH_LAYOUT_PHOENIX },
};
// clang-format on

enum { OPTIONS = sizeof table / sizeof *table };

static bool belongs(const option *o, const verb *v) {
    return o->of == 0 || (o->of & v->takes) != 0;
}

void options_each(const verb *v, option_fn take, void *context) {
    for (int i = 0; i < OPTIONS; i++) {
        const option *o = &table[i];
        if (!belongs(o, v))
            continue;
        option_words words = { .letter = o->letter,
                               .name = o->name,
                               .value = o->value,
                               .does = o->does,
                               .choices = o->what == SET_FORMAT ? v->formats : NULL,
                               .is_file = o->what == SET_OUTPUT || o->what == SET_MODEL };
        take(context, &words);
    }
}

const char *verb_notes(const verb *v) {
    if (v->takes & TAKES_LAYOUT)
        return "FILE is a file, a folder (walked), - (standard input) or @FILE (a list of paths);\n"
               "gzip, zstd, lz4 and ZIP are unpacked. Rows that cannot be taken are noted by line "
               "and\nkept apart (problems DB); the rest goes in.\n";
    if (v->takes & TAKES_INPUT)
        return "PATH is a file, a folder (walked), - (standard input) or @FILE (a list of paths);\n"
               "gzip, zstd, lz4 and ZIP are unpacked.\n";
    return "";
}

static void say_option(void *context, const option_words *o) {
    FILE *to = context;
    char shape[40];
    snprintf(shape, sizeof shape, "--%s%s%s", o->name, o->value ? " " : "",
             o->value ? o->value : "");
    fprintf(to, "  %c%c%c%-19s %s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
            o->letter ? ',' : ' ', shape, o->does);
    fprintf(to, o->choices ? ": %s\n" : "%s\n", o->choices ? o->choices : "");
}

void usage_verb(const verb *v, FILE *to) {
    fprintf(to, "usage: upperhand %s [options] %s\n\n%s\n\n", v->name, v->arguments, v->does);
    options_each(v, say_option, to);
    if (*verb_notes(v))
        fprintf(to, "\n%s", verb_notes(v));
    fprintf(to, "\n%s\n", EXIT_WORDS);
}

/* ---- values ---- */

static bool read_format(const verb *v, const char *value, uh_format *out) {
    size_t n = strlen(value);
    for (const char *at = v->formats; at && *at;) {
        size_t len = strcspn(at, " ");
        if (len == n && strncmp(at, value, n) == 0)
            for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
                if (strcmp(formats[i].name, value) == 0) {
                    *out = formats[i].format;
                    return true;
                }
        at += len;
        at += strspn(at, " ");
    }
    fprintf(stderr, "upperhand %s: format '%s' is not available; expected one of: %s\n", v->name,
            value, v->formats);
    return false;
}

static bool read_kind(const verb *v, const char *value, uh_kind *out) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, value) == 0) {
            *out = kinds[i].kind;
            return true;
        }
    fprintf(stderr,
            "upperhand %s: no kind of input '%s'; expected text, html, jsonl, warc, feed or "
            "conllu\n",
            v->name, value);
    return false;
}

static bool read_layout(const verb *v, const char *value, uh_layout *out) {
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (strcmp(layouts[i].name, value) == 0) {
            *out = layouts[i].layout;
            return true;
        }
    fprintf(stderr,
            "upperhand %s: no layout '%s'; expected gdelt1, gdelt2, icews, polecat, acled or "
            "phoenix\n",
            v->name, value);
    return false;
}

static bool read_mapping(const verb *v, const char *value, bool *published) {
    *published = strcmp(value, "published") == 0;
    if (*published || strcmp(value, "manual") == 0)
        return true;
    fprintf(stderr, "upperhand %s: no mapping '%s'; expected manual or published\n", v->name,
            value);
    return false;
}

static bool read_number(const verb *v, const option *o, const char *value, uint64_t most,
                        uint64_t *out) {
    uint64_t number = 0;
    const char *at = value;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (number > (most - (uint64_t)(*at - '0')) / 10)
            break;
        number = number * 10 + (uint64_t)(*at - '0');
    }
    if (*at || at == value) {
        fprintf(stderr, "upperhand %s: --%s '%s' is no number from 0 to %llu\n", v->name, o->name,
                value, (unsigned long long)most);
        return false;
    }
    *out = number;
    return true;
}

static bool set_number(const verb *v, const option *o, const char *value, options *out) {
    uint64_t number = 0;
    uint64_t most = o->what == SET_JOBS || o->what == SET_DOC_LIMIT ? 4096
                    : o->what == SET_PORT                           ? UINT16_MAX
                                                                    : INT64_MAX;
    if (!read_number(v, o, value, most, &number))
        return false;
    if (o->what == SET_JOBS)
        out->run.jobs = (int)number;
    else if (o->what == SET_DOC_LIMIT)
        out->run.doc_limit = number << 20;
    else if (o->what == SET_LIMIT)
        out->run.limit = out->filter.limit = number;
    else if (o->what == SET_OFFSET)
        out->filter.offset = number;
    else if (o->what == SET_HALF_LIFE)
        out->balance.half_life_days = (double)number;
    else if (o->what == SET_PORT)
        out->port = (uint16_t)number;
    else if (o->what == SET_WINDOW)
        out->precedent.window_days = (int64_t)number;
    else
        out->balance.seed = out->precedent.seed = number;
    return true;
}

/* "0.7" */
static bool read_share(const verb *v, const option *o, const char *value, double *out) {
    char *end;
    double share = strtod(value, &end);
    if (*end || end == value || !(share >= 0 && share <= 1)) {
        fprintf(stderr, "upperhand %s: --%s '%s' is no number from 0 to 1\n", v->name, o->name,
                value);
        return false;
    }
    *out = share;
    return true;
}

static bool is_digit_char(char c) {
    return c >= '0' && c <= '9';
}

/* "2/8" */
static bool set_shard(const verb *v, const char *value, options *out) {
    char *end;
    errno = 0;
    unsigned long shard = strtoul(value, &end, 10), shards = 0;
    if (*end == '/' && end != value && is_digit_char(end[1]))
        shards = strtoul(end + 1, &end, 10);
    if (*end || errno || !is_digit_char(value[0]) || shard < 1 || shard > shards ||
        shards > SHARDS_MOST) {
        fprintf(stderr, "upperhand %s: --shard '%s' is no part like 2/8\n", v->name, value);
        return false;
    }
    out->run.shard = (uint32_t)shard;
    out->run.shards = (uint32_t)shards;
    return true;
}

static void set_words(const option *o, const char *value, options *out) {
    const char **words[] = {
        [SET_OUTPUT] = &out->output,
        [SET_MODEL] = &out->model,
        [SET_ACTOR] = &out->filter.actor,
        [SET_COUNTRY] = &out->filter.country,
        [SET_TYPE] = &out->filter.type,
        [SET_STATUS] = &out->filter.status,
        [SET_SOURCE] = &out->filter.source,
        [SET_OUTLET] = &out->filter.outlet,
        [SET_NOTE] = &out->note,
        [SET_TEXT] = &out->filter.text,
        [SET_PLACE] = &out->filter.place,
        [SET_PATRONS] = &out->balance.patrons,
        [SET_BY] = &out->balance.by,
        [SET_STRAND] = &out->balance.strand,
        [SET_COMPARE] = &out->balance.compare,
        [SET_SINCE] = &out->run.since,
        [SET_UNTIL] = &out->run.until,
    };
    *words[o->what] = value;
    out->filter.since = out->balance.since = out->run.since;
    out->filter.until = out->balance.until = out->precedent.until = out->run.until;
}

static bool set(const verb *v, const option *o, const char *value, options *out) {
    switch (o->what) {
    case SET_FORMAT:
        return read_format(v, value, &out->format);
    case SET_INPUT:
        return read_kind(v, value, &out->run.kind);
    case SET_LAYOUT:
        return read_layout(v, value, &out->layout);
    case SET_MAPPING:
        return read_mapping(v, value, &out->published);
    case SET_EXPLAIN:
        out->run.explain = 1;
        return true;
    case SET_DRY_RUN:
        out->run.dry_run = 1;
        return true;
    case SET_SCORE:
        return read_share(v, o, value, &out->filter.score);
    case SET_SHARD:
        return set_shard(v, value, out);
    case SET_QUIET:
        out->quiet = true;
        return true;
    case SET_JOBS:
    case SET_DOC_LIMIT:
    case SET_LIMIT:
    case SET_OFFSET:
    case SET_HALF_LIFE:
    case SET_SEED:
    case SET_WINDOW:
    case SET_PORT:
        return set_number(v, o, value, out);
    default:
        set_words(o, value, out);
        return true;
    }
}

/* ---- the command line ---- */

/* Finds the option that an argument names; *value where it holds one ("--limit=3", "-j2"). */
static const option *find(const verb *v, const char *arg, const char **value) {
    *value = NULL;
    for (int i = 0; i < OPTIONS; i++) {
        const option *o = &table[i];
        if (!belongs(o, v))
            continue;
        if (arg[1] != '-') {
            if (!o->letter || arg[1] != o->letter)
                continue;
            if (arg[2])
                *value = arg + 2;
            return o->value || !arg[2] ? o : NULL;
        }
        size_t len = strlen(o->name);
        if (strncmp(arg + 2, o->name, len) != 0 || (arg[2 + len] && arg[2 + len] != '='))
            continue;
        if (arg[2 + len])
            *value = arg + 3 + len;
        return o->value || !*value ? o : NULL;
    }
    return NULL;
}

static int complain(const verb *v, const char *what, const char *arg) {
    fprintf(stderr, "upperhand %s: %s%s%s\n", v->name, what, *arg ? " " : "", arg);
    fprintf(stderr, "usage: upperhand %s [options] %s (--help says more)\n", v->name, v->arguments);
    return EXIT_USAGE;
}

/* Takes the option at argv[*i], and its value from the next one where it stands apart. */
static int take_option(const verb *v, int argc, char **argv, int *i, options *out) {
    const char *value;
    const option *o = find(v, argv[*i], &value);
    if (!o)
        return complain(v, "no such option:", argv[*i]);
    if (o->what == SET_HELP) {
        usage_verb(v, stdout);
        return EXIT_SKIPPED;
    }
    if (o->value && !value) {
        if (*i + 1 == argc)
            return complain(v, "a value is missing after", argv[*i]);
        value = argv[++*i];
    }
    return set(v, o, value, out) ? EXIT_DONE : EXIT_USAGE;
}

int options_parse(const verb *v, int *argc, char **argv, options *out) {
    *out = (options){ .run = { .size = sizeof out->run },
                      .filter = { .size = sizeof out->filter },
                      .balance = { .size = sizeof out->balance },
                      .precedent = { .size = sizeof out->precedent } };
    int n = 0;
    bool only_plain = false;
    for (int i = 0; i < *argc; i++) {
        if (only_plain || argv[i][0] != '-' || !argv[i][1]) {
            argv[n++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            only_plain = true;
        } else {
            int status = take_option(v, *argc, argv, &i, out);
            if (status != EXIT_DONE)
                return status;
        }
    }
    *argc = n;
    if (n < v->least)
        return complain(v, "an argument is missing", "");
    if (v->most >= 0 && n > v->most)
        return complain(v, "one argument too many:", argv[v->most]);
    out->run.format = out->format;
    return EXIT_DONE;
}
