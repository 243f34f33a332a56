/* join.c - SQL that carries rows from an attached record over. Numbers of rows are its own in each
 * record, so strings are found again by what they say and pages get new numbers. */
#include "store/join.h"
#include "store/correct.h"
#include "store/group.h"
#include "store/handle.h"

#include <sys/stat.h>

// clang-format off
#define NEW(table, name, old) \
    "(SELECT n.id FROM main." table " n JOIN part." table " o ON n." name " = o." name " WHERE o.id = " old ")"
#define MARKED(table, name, old) \
    "(SELECT n.id FROM part." table " o CROSS JOIN main." table " n ON n.mark = o.mark AND n." name " = o." name \
    " WHERE o.id = " old ")"
#define NEW_PHRASE(old)   MARKED("phrases", "phrase", old)
#define NEW_SOURCE(old)   MARKED("sources", "name", old)
#define NEW_SENTENCE(old) "(SELECT k.id FROM temp.kept k WHERE k.old = " old ")"
#define NEW_ROW(old)    "(t.id << 18 | (" old " & 262143))"
#define OF_TAKEN(row)   " JOIN temp.taken t ON t.old = " row " >> 18 "

/* Numbers of pages there and here; those held already are left out. */
static const char number_pages[] =
    "CREATE TEMP TABLE IF NOT EXISTS taken (old INTEGER PRIMARY KEY, id INTEGER NOT NULL);"
    "DELETE FROM temp.taken;"
    "INSERT INTO temp.taken SELECT d.id, row_number() OVER (ORDER BY d.id) + "
    "(SELECT ifnull(max(id), 0) FROM main.documents) FROM part.documents d "
    "WHERE NOT EXISTS (SELECT 1 FROM main.documents m WHERE m.name = d.name AND m.key = d.key);";

/* Numbers of reports: those of new pages keep theirs within the page. Rows that others coded come
 * one by one, so further ones may belong to an article that is held: they go behind its last. */
static const char number_reports[] =
    "CREATE TEMP TABLE IF NOT EXISTS moved (old INTEGER PRIMARY KEY, id INTEGER NOT NULL, "
    "coded INTEGER NOT NULL);"
    "DELETE FROM temp.moved;"
    "INSERT INTO temp.moved SELECT r.id, " NEW_ROW("r.id") ", "
    "EXISTS (SELECT 1 FROM part.originals o WHERE o.report = r.id) FROM part.reports r"
    OF_TAKEN("r.id") ";"
    "INSERT INTO temp.moved SELECT r.id, (m.id << 18) + ifnull((SELECT max(x.id) & 262143 "
    "FROM main.reports x WHERE x.id BETWEEN m.id << 18 AND (m.id << 18) + 262143), -1) + "
    "row_number() OVER (PARTITION BY m.id ORDER BY r.id), 1 FROM part.originals o "
    "JOIN part.reports r ON r.id = o.report JOIN part.documents d ON d.id = r.id >> 18 "
    "JOIN main.documents m ON m.name = d.name AND m.key = d.key "
    "WHERE NOT EXISTS (SELECT 1 FROM main.reports k WHERE k.key = r.key);";

/* Numbers of the sentences that these pages and reports need. Reports of others that have no words
 * share the empty one; its page is here or comes. */
static const char number_sentences[] =
    "CREATE TEMP TABLE IF NOT EXISTS kept (old INTEGER PRIMARY KEY, id INTEGER NOT NULL, "
    "document INTEGER NOT NULL);"
    "DELETE FROM temp.kept;"
    "INSERT INTO temp.kept SELECT n.id, row_number() OVER (ORDER BY n.id) + "
    "(SELECT ifnull(max(id), 0) FROM main.sentences), ifnull(t.id, (SELECT m.id FROM part.documents d "
    "JOIN main.documents m ON m.name = d.name AND m.key = d.key WHERE d.id = n.document)) "
    "FROM part.sentences n LEFT JOIN temp.taken t ON t.old = n.document WHERE t.id IS NOT NULL OR "
    "n.id IN (SELECT r.sentence FROM temp.moved v JOIN part.reports r ON r.id = v.old);"
    "UPDATE temp.kept SET id = e.id FROM (SELECT n.id FROM main.originals o "
    "JOIN main.reports r ON r.id = o.report JOIN main.sentences n ON n.id = r.sentence "
    "WHERE n.bytes = 0 LIMIT 1) e WHERE kept.old IN "
    "(SELECT n.id FROM part.sentences n WHERE n.bytes = 0);";

#define CARRY_MARKED(table, name) \
    "INSERT INTO main." table " (" name ", mark) SELECT o." name ", o.mark FROM part." table " o WHERE NOT EXISTS " \
    "(SELECT 1 FROM main." table " n WHERE n.mark = o.mark AND n." name " = o." name ") ORDER BY o.id;"

static const char carry_strings[] =
    "INSERT OR IGNORE INTO main.dictionary SELECT * FROM part.dictionary;"
    CARRY_MARKED("phrases", "phrase") CARRY_MARKED("sources", "name")
    "INSERT OR IGNORE INTO main.models (hash) SELECT hash FROM part.models ORDER BY id;"
    "INSERT OR IGNORE INTO main.outlets (name) SELECT name FROM part.outlets ORDER BY id;"
    "INSERT OR IGNORE INTO main.actors (code) SELECT code FROM part.actors ORDER BY id;";

/* Of a page in two files the first in byte order is named, as where both are added. */
static const char name_files[] =
    "UPDATE main.documents SET container = x.file, offset = x.offset, line = x.line FROM "
    "(SELECT m.id, " NEW_PHRASE("d.container") " AS file, d.offset, d.line "
    "FROM part.documents d JOIN main.documents m ON m.name = d.name AND m.key = d.key "
    "JOIN part.phrases p ON p.id = d.container JOIN main.phrases q ON q.id = m.container "
    "WHERE p.phrase < q.phrase OR (p.phrase = q.phrase AND d.offset < m.offset)) x "
    "WHERE main.documents.id = x.id;";

static const char carry_pages[] =
    "INSERT INTO main.documents SELECT t.id, d.key, d.name, " NEW("models", "hash", "d.model") ", "
    "d.own_id, " NEW("outlets", "name", "d.outlet") ", " NEW_PHRASE("d.container") ", d.offset, "
    "d.line, d.media, d.bytes, d.day, d.second, d.precision, d.article, d.sentences, d.url, "
    "d.title, d.language, " NEW_SENTENCE("d.first") ", d.kept "
    "FROM part.documents d JOIN temp.taken t ON t.old = d.id ORDER BY t.id;"
    "INSERT INTO main.prints SELECT t.id, p.print FROM part.prints p JOIN temp.taken t ON t.old = p.document ORDER BY t.id;"
    "INSERT OR IGNORE INTO main.sentences SELECT k.id, k.document, n.role, " NEW_PHRASE("n.why") ", n.start, "
    "n.end, n.back, n.at, n.bytes, words_packed(part_words(n.words)), n.source FROM temp.kept k JOIN part.sentences n ON n.id = k.old ORDER BY k.id;"
    "INSERT INTO main.notes SELECT NULL, NULL, t.id, n.stage, n.offset, n.line, n.skipped, "
    "n.message FROM part.notes n JOIN temp.taken t ON t.old = n.document ORDER BY n.id;"
    "INSERT OR IGNORE INTO main.unsettled SELECT DISTINCT ifnull(d.day, 2147483647) "
    "FROM part.documents d JOIN temp.taken t ON t.old = d.id;";

static const char carry_findings[] =
    "INSERT INTO main.reports SELECT v.id, r.key, v.id, "
    NEW_SENTENCE("r.sentence") ", r.type, r.mode, r.status, "
    "r.contexts, r.day, r.precision, r.intensity, r.score, r.start, r.trigger, r.actor, "
    "r.recipient, r.actor_text, r.recipient_text, " NEW_SOURCE("r.source") ", "
    "r.place, r.country, r.latitude, r.longitude, r.counts, " NEW_PHRASE("r.rule") ", "
    NEW_PHRASE("r.why") ", ifnull((SELECT group_concat(" NEW_PHRASE("x.value") ") FROM json_each('[' || r.entries || ']') x), '') "
    "FROM temp.moved v JOIN part.reports r ON r.id = v.old ORDER BY v.id;"
    "INSERT INTO main.claims SELECT k.id, c.number, c.at, c.bytes, c.start, c.end, c.quotation, "
    NEW_SOURCE("c.source") ", c.about FROM temp.kept k JOIN part.claims c ON c.sentence = k.old "
    "ORDER BY k.id, c.number;"
    "INSERT INTO main.coded SELECT v.id, c.type, c.mode, c.status, c.day, c.precision, "
    "c.intensity, c.actor, c.recipient FROM part.coded c JOIN temp.moved v ON v.old = c.report "
    "ORDER BY 1;"
    "INSERT INTO main.originals SELECT v.id, o.layout, o.row FROM part.originals o "
    "JOIN temp.moved v ON v.old = o.report ORDER BY 1;"
    "INSERT INTO main.sentence_words (rowid, sentence) SELECT n.id, " WORDS_OF("n") " FROM temp.kept k "
    "JOIN main.sentences n ON n.id = k.id WHERE n.bytes > 0 ORDER BY n.id;";

/* Others counted the reports behind what they coded: those events come as they are. */
static const char carry_events[] =
    "INSERT INTO main.events SELECT v.id, e.key, NULL, e.day, e.type, e.status, e.reports, "
    "e.outlets, e.sources, e.rejected FROM temp.moved v JOIN part.events e ON e.id = v.old "
    "WHERE v.coded AND e.face IS NULL;"
    "INSERT INTO main.sides SELECT " NEW("actors", "code", "x.actor") ", v.id, x.role "
    "FROM temp.moved v JOIN part.events e ON e.id = v.old JOIN part.sides x ON x.event = e.id "
    "WHERE v.coded AND e.face IS NULL ORDER BY 1, 2, 3;";

/* What belongs to no page: each once, however often the parts are joined. */
static const char carry_rest[] =
    "INSERT OR IGNORE INTO main.corrections SELECT * FROM part.corrections;"
    "INSERT INTO main.notes SELECT NULL, x.path, NULL, x.stage, x.offset, x.line, x.skipped, "
    "x.message FROM (SELECT " NEW_PHRASE("n.path") " AS path, n.id, n.stage, n.offset, n.line, "
    "n.skipped, n.message FROM part.notes n WHERE n.path IS NOT NULL) x WHERE NOT EXISTS "
    "(SELECT 1 FROM main.notes m WHERE m.path = x.path AND m.stage = x.stage "
    "AND m.offset = x.offset AND m.line = x.line AND m.message = x.message) ORDER BY x.id;"
    "INSERT OR IGNORE INTO main.rejects SELECT min(m.id), j.row FROM part.rejects j "
    "JOIN part.notes n ON n.id = j.note JOIN part.phrases p ON p.id = n.path "
    "JOIN main.phrases q ON q.mark = p.mark AND q.phrase = p.phrase JOIN main.notes m ON m.path = q.id "
    "AND m.stage = n.stage AND m.offset = n.offset AND m.line = n.line AND m.message = n.message "
    "GROUP BY j.note;"
    "INSERT INTO main.runs SELECT NULL, r.program, r.model_here, r.started, r.ended, r.complete, "
    "r.inputs, r.pages, r.articles, r.sentences, r.events, r.skipped, r.unchanged, r.bytes FROM "
    "(SELECT " NEW("models", "hash", "p.model") " AS model_here, p.* FROM part.runs p) r "
    "WHERE NOT EXISTS (SELECT 1 FROM main.runs m WHERE m.model = r.model_here "
    "AND m.started = r.started AND m.ended IS r.ended AND m.pages = r.pages "
    "AND m.bytes = r.bytes AND m.events = r.events AND m.unchanged = r.unchanged) ORDER BY r.id;";
// clang-format on

static uh_status count_pages(store *s, uint64_t *pages, uint64_t *known, uh_error *error) {
    sqlite3_stmt *q = NULL;
    static const char sql[] =
        "SELECT (SELECT count(*) FROM temp.taken), (SELECT count(*) FROM part.documents)";
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    bool read = code == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (read) {
        *pages = (uint64_t)sqlite3_column_int64(q, 0);
        *known = (uint64_t)sqlite3_column_int64(q, 1) - *pages;
    }
    code = sqlite3_extended_errcode(s->db);
    sqlite3_finalize(q);
    return read ? UH_OK : handle_error(s, code, "read", error);
}

/* Makes each report that came an event of its own, where it has none yet. */
static uh_status make_events(store *s, uh_error *error) {
    sqlite3_stmt *q = NULL;
    static const char sql[] =
        "SELECT r.id, r.key FROM temp.moved v JOIN main.reports r ON r.id = v.id "
        "WHERE NOT EXISTS (SELECT 1 FROM main.events e WHERE e.id = r.id) ORDER BY r.id";
    uh_status status = UH_OK;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    while (code == SQLITE_OK && status == UH_OK && (code = sqlite3_step(q)) == SQLITE_ROW) {
        int64_t report = sqlite3_column_int64(q, 0);
        status = correct_report(s, report, column_key(q, 1), error);
        if (status == UH_OK)
            status = group_alone(s, report, error);
        code = SQLITE_OK;
    }
    if (status == UH_OK && code != SQLITE_DONE)
        status = handle_error(s, sqlite3_extended_errcode(s->db), "read", error);
    sqlite3_finalize(q);
    return status;
}

/* Fewer tables stood in older formats. */
static uh_status check_format(store *s, const char *path, uh_error *error) {
    sqlite3_stmt *q = NULL;
    int version = 0;
    int code = sqlite3_prepare_v2(s->db, "PRAGMA part.user_version", -1, &q, NULL);
    bool read = code == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (read)
        version = sqlite3_column_int(q, 0);
    code = sqlite3_extended_errcode(s->db);
    sqlite3_finalize(q);
    if (!read)
        return handle_error(s, code, "read", error);
    if (version != STORE_FORMAT)
        return error_set(error, UH_STORE, path,
                         "format %d of an older upperhand; add to it once to bring it up to %d",
                         version, STORE_FORMAT);
    return UH_OK;
}

static uh_status carry(store *s, uint64_t *pages, uint64_t *known, uh_error *error) {
    static const char *const steps[] = { carry_strings,  name_files,       number_pages,
                                         number_reports, number_sentences, carry_pages,
                                         carry_findings, carry_events,     carry_rest };
    uh_status status = handle_begin(s, error);
    wording_forget(s->wording); // the other record's dictionary may become this one's
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == UH_OK; i++)
        status = handle_exec(s, steps[i], error);
    if (status == UH_OK)
        status = handle_learn(s, 0, error);
    if (status == UH_OK)
        status = make_events(s, error);
    if (status == UH_OK)
        status = count_pages(s, pages, known, error);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status != UH_OK)
        handle_rollback(s);
    return status;
}

static bool is_same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Opens the other record by itself first: what is wrong with it is said of it. */
static uh_status check_part(store *s, const char *path, uh_error *error) {
    store *part = NULL;
    if (is_same_file(s->path, path))
        return error_set(error, UH_ARGUMENT, path, "a record cannot be merged into itself");
    uh_status status = store_open(path, false, &part, error);
    store_close(part);
    return status;
}

uh_status store_join(store *s, const char *path, uint64_t *pages, uint64_t *known,
                     uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = check_part(s, path, error);
    if (status == UH_OK)
        status = handle_prepare(s, "ATTACH ?1 AS part", &q, error);
    if (status != UH_OK)
        return status;
    bind_text(q, 1, text_of(path));
    status = handle_run(s, q, error);
    if (status != UH_OK)
        return status;
    status = check_format(s, path, error);
    if (status == UH_OK)
        status = carry(s, pages, known, error);
    handle_forget(s); // strings came without its knowledge
    wording_forget(s->wording);
    uh_error ignored;
    uh_status detached = handle_exec(s, "DETACH part", status == UH_OK ? error : &ignored);
    return status == UH_OK ? detached : status;
}
