/* schema.c - schema.sql as bytes of the program, put there by the assembler, and the later steps.
 */
#include "store/schema.h"

#ifndef SCHEMA_FILE
#define SCHEMA_FILE "src/store/schema.sql"
#endif

#include <stddef.h>

extern const char uh_schema[] __attribute__((visibility("hidden")));
extern const char uh_schema_end[] __attribute__((visibility("hidden")));

// clang-format off
__asm__(".section .rodata\n"
        ".hidden uh_schema\n"
        ".global uh_schema\n"
        ".hidden uh_schema_end\n"
        ".global uh_schema_end\n"
        "uh_schema:\n"
        ".incbin \"" SCHEMA_FILE "\"\n"
        "uh_schema_end:\n"
        ".byte 0\n"
        ".text\n");
// clang-format on

/* Format 2 keeps a claim as a part of its sentence, a block's role with the sentence, a story as
 * its first document, no claim between people nobody knows, and the user's corrections. */
static const char to_2[] =
    "CREATE TABLE new_documents (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, "
    "name INTEGER NOT NULL, model INTEGER NOT NULL REFERENCES models, own_id TEXT NOT NULL, "
    "outlet INTEGER NOT NULL REFERENCES outlets, container INTEGER NOT NULL REFERENCES phrases, "
    "offset INTEGER NOT NULL, line INTEGER NOT NULL, media INTEGER NOT NULL, "
    "bytes INTEGER NOT NULL, day INTEGER, second INTEGER NOT NULL, precision INTEGER NOT NULL, "
    "article INTEGER NOT NULL, sentences INTEGER NOT NULL, url TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, story INTEGER NOT NULL REFERENCES documents, "
    "lead INTEGER NOT NULL REFERENCES documents, original INTEGER REFERENCES documents) STRICT;"
    "INSERT INTO new_documents SELECT d.id, d.key, d.name, d.model, d.own_id, d.outlet, "
    "d.container, d.offset, d.line, d.media, d.bytes, d.day, d.second, d.precision, d.article, "
    "d.sentences, d.url, d.title, d.language, f.id, d.lead, d.original "
    "FROM documents d JOIN documents f ON f.key = d.story;"
    "DROP TABLE documents;"
    "ALTER TABLE new_documents RENAME TO documents;"
    "CREATE INDEX documents_name ON documents (name);"
    "CREATE INDEX documents_day ON documents (day);"
    "CREATE INDEX documents_story ON documents (story);"
    "CREATE TABLE new_claims (id INTEGER PRIMARY KEY, sentence INTEGER NOT NULL REFERENCES "
    "sentences, at INTEGER NOT NULL, bytes INTEGER NOT NULL, start INTEGER NOT NULL, "
    "end INTEGER NOT NULL, quotation INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES "
    "sources, about TEXT NOT NULL) STRICT;"
    "INSERT INTO new_claims SELECT c.id, c.sentence, "
    "max(instr(CAST(n.sentence AS BLOB), CAST(c.claim AS BLOB)), 1) - 1, "
    "length(CAST(c.claim AS BLOB)), c.start, c.end, c.quotation, c.source, c.about FROM claims c "
    "JOIN sentences n ON n.id = c.sentence JOIN sources s ON s.id = c.source "
    "WHERE c.about <> '' OR substr(s.name, instr(s.name, char(10)) + 1) <> '';"
    "DROP TABLE claims;"
    "ALTER TABLE new_claims RENAME TO claims;"
    "CREATE TABLE new_sentences (id INTEGER PRIMARY KEY, role INTEGER NOT NULL, "
    "why INTEGER REFERENCES phrases, start INTEGER NOT NULL, end INTEGER NOT NULL, "
    "sentence TEXT NOT NULL, source BLOB) STRICT;"
    "INSERT INTO new_sentences SELECT n.id, ifnull(b.role, 1), b.why, n.start, n.end, n.sentence, "
    "n.source FROM sentences n LEFT JOIN blocks b ON b.document = n.id >> 18 "
    "AND b.number = n.block WHERE n.id IN (SELECT sentence FROM reports UNION ALL "
    "SELECT sentence FROM claims);"
    "DROP TABLE IF EXISTS sentence_words;"
    "DROP TABLE sentences;"
    "DROP TABLE blocks;"
    "ALTER TABLE new_sentences RENAME TO sentences;"
    "CREATE VIRTUAL TABLE sentence_words USING fts5 (sentence, content = 'sentences', "
    "content_rowid = 'id', detail = 'none', columnsize = 0, "
    "tokenize = 'unicode61 remove_diacritics 2');"
    "INSERT INTO sentence_words (sentence_words) VALUES ('rebuild');"
    "ALTER TABLE events ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE corrections (report INTEGER NOT NULL, act INTEGER NOT NULL, other INTEGER, "
    "type INTEGER, mode INTEGER, status INTEGER, day INTEGER, actor TEXT, recipient TEXT, "
    "note TEXT NOT NULL, made INTEGER NOT NULL, PRIMARY KEY (report, act)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE coded (report INTEGER PRIMARY KEY REFERENCES reports, type INTEGER NOT NULL, "
    "mode INTEGER NOT NULL, status INTEGER NOT NULL, day INTEGER, precision INTEGER NOT NULL, "
    "intensity INTEGER NOT NULL, actor TEXT NOT NULL, recipient TEXT NOT NULL) STRICT;";

/* Format 4 numbers sentences through and keeps the names of pages, the strings that come back, the
 * prints and the claims in fewer bytes. */
static const char to_4[] =
    "CREATE TABLE new_phrases (id INTEGER PRIMARY KEY, phrase TEXT NOT NULL, "
    "mark INTEGER NOT NULL) STRICT;"
    "INSERT INTO new_phrases SELECT id, phrase, mark_of(phrase) FROM phrases;"
    "DROP TABLE phrases;"
    "ALTER TABLE new_phrases RENAME TO phrases;"
    "CREATE INDEX phrases_mark ON phrases (mark);"
    "CREATE TABLE new_sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "mark INTEGER NOT NULL) STRICT;"
    "INSERT INTO new_sources SELECT id, name, mark_of(name) FROM sources;"
    "DROP TABLE sources;"
    "ALTER TABLE new_sources RENAME TO sources;"
    "CREATE INDEX sources_mark ON sources (mark);"
    "CREATE TEMP TABLE numbered (old INTEGER PRIMARY KEY, id INTEGER NOT NULL);"
    "INSERT INTO temp.numbered SELECT id, row_number() OVER (ORDER BY id) FROM sentences;"
    "CREATE TEMP TABLE told (document INTEGER PRIMARY KEY, first INTEGER NOT NULL, "
    "kept INTEGER NOT NULL);"
    "INSERT INTO temp.told SELECT old >> 18, min(id), count(*) FROM temp.numbered GROUP BY 1;"
    "CREATE TABLE new_documents (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, "
    "name INTEGER NOT NULL, model INTEGER NOT NULL REFERENCES models, own_id TEXT NOT NULL, "
    "outlet INTEGER NOT NULL REFERENCES outlets, container INTEGER NOT NULL REFERENCES phrases, "
    "offset INTEGER NOT NULL, line INTEGER NOT NULL, media INTEGER NOT NULL, "
    "bytes INTEGER NOT NULL, day INTEGER, second INTEGER NOT NULL, precision INTEGER NOT NULL, "
    "article INTEGER NOT NULL, sentences INTEGER NOT NULL, url TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, story INTEGER NOT NULL REFERENCES documents, "
    "lead INTEGER NOT NULL REFERENCES documents, original INTEGER REFERENCES documents, "
    "first INTEGER REFERENCES sentences, kept INTEGER) STRICT;"
    "INSERT INTO new_documents SELECT d.id, d.key, d.name >> 32, d.model, d.own_id, d.outlet, "
    "d.container, d.offset, d.line, d.media, d.bytes, d.day, d.second, d.precision, d.article, "
    "d.sentences, d.url, d.title, d.language, d.story, d.lead, d.original, "
    "x.first, x.kept "
    "FROM documents d LEFT JOIN temp.told x ON x.document = d.id;"
    "DROP TABLE temp.told;"
    "DROP TABLE documents;"
    "ALTER TABLE new_documents RENAME TO documents;"
    "CREATE INDEX documents_name ON documents (name);"
    "CREATE INDEX documents_day ON documents (day);"
    "CREATE INDEX documents_story ON documents (story) WHERE story <> id;"
    "CREATE TABLE new_prints (document INTEGER PRIMARY KEY REFERENCES documents, "
    "print BLOB NOT NULL) STRICT;"
    "INSERT INTO new_prints SELECT document, print_of(exact, words, shingles, terms) FROM prints;"
    "DROP TABLE prints;"
    "ALTER TABLE new_prints RENAME TO prints;"
    "CREATE TABLE new_claims (sentence INTEGER NOT NULL REFERENCES sentences, "
    "number INTEGER NOT NULL, at INTEGER NOT NULL, bytes INTEGER NOT NULL, start INTEGER, "
    "end INTEGER, quotation INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES sources, "
    "about TEXT NOT NULL, PRIMARY KEY (sentence, number)) STRICT, WITHOUT ROWID;"
    "INSERT INTO new_claims SELECT t.id, c.id & 262143, c.at, c.bytes, "
    "iif(c.start = n.start + c.at, NULL, c.start), iif(c.end = c.start + c.bytes, NULL, c.end), "
    "c.quotation, c.source, c.about FROM claims c JOIN sentences n ON n.id = c.sentence "
    "JOIN temp.numbered t ON t.old = n.id ORDER BY 1, 2;"
    "DROP TABLE claims;"
    "ALTER TABLE new_claims RENAME TO claims;"
    "CREATE TABLE new_sentences (id INTEGER PRIMARY KEY, "
    "document INTEGER NOT NULL REFERENCES documents, role INTEGER NOT NULL, "
    "why INTEGER REFERENCES phrases, start INTEGER NOT NULL, end INTEGER, "
    "sentence TEXT NOT NULL, source BLOB) STRICT;"
    "INSERT INTO new_sentences SELECT t.id, n.id >> 18, n.role, n.why, n.start, "
    "nullif(n.end, n.start + length(CAST(n.sentence AS BLOB))), n.sentence, n.source FROM "
    "sentences n JOIN temp.numbered t ON t.old = n.id ORDER BY t.id;"
    "DROP TABLE sentence_words;"
    "DROP TABLE sentences;"
    "ALTER TABLE new_sentences RENAME TO sentences;"
    "CREATE VIRTUAL TABLE sentence_words USING fts5 (sentence, content = 'sentences', "
    "content_rowid = 'id', detail = 'none', columnsize = 0, "
    "tokenize = 'unicode61 remove_diacritics 2');"
    "INSERT INTO sentence_words (rowid, sentence) SELECT id, sentence FROM sentences "
    "WHERE sentence <> '' ORDER BY id;"
    "UPDATE reports SET sentence = (SELECT t.id FROM temp.numbered t WHERE t.old = sentence);"
    "DROP TABLE temp.numbered;"
    "DROP INDEX IF EXISTS reports_event;"
    "CREATE INDEX reports_event ON reports (event) WHERE event <> id;"
    "CREATE TABLE new_events (id INTEGER PRIMARY KEY REFERENCES reports, key INTEGER NOT NULL, "
    "face INTEGER REFERENCES reports, day INTEGER NOT NULL, type INTEGER NOT NULL, "
    "status INTEGER NOT NULL, reports INTEGER NOT NULL, outlets INTEGER NOT NULL, "
    "sources INTEGER NOT NULL, rejected INTEGER NOT NULL) STRICT;"
    "INSERT INTO new_events SELECT id, key, nullif(face, id), day, type, status, reports, outlets, "
    "sources, rejected FROM events;"
    "DROP TABLE events;"
    "ALTER TABLE new_events RENAME TO events;"
    "CREATE INDEX events_day ON events (day);"
    "CREATE INDEX events_type ON events (type, day);";

/* Format 5 keeps the words of a page's sentences together, packed. */
static const char to_5[] =
    "CREATE TABLE dictionary (id INTEGER PRIMARY KEY, dictionary BLOB NOT NULL) STRICT;"
    "CREATE TABLE new_sentences (id INTEGER PRIMARY KEY, "
    "document INTEGER NOT NULL REFERENCES documents, role INTEGER NOT NULL, "
    "why INTEGER REFERENCES phrases, start INTEGER NOT NULL, end INTEGER, back INTEGER NOT NULL, "
    "at INTEGER NOT NULL, bytes INTEGER NOT NULL, words ANY, source BLOB) STRICT;"
    "INSERT INTO dictionary SELECT 1, d FROM (SELECT words_dictionary(sentence) AS d FROM "
    "(SELECT sentence FROM sentences ORDER BY id LIMIT 10000)) WHERE d IS NOT NULL;"
    // 4096 bytes or one long sentence together; what others coded came one by one
    "CREATE TEMP TABLE bundled (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, "
    "last INTEGER NOT NULL, at INTEGER NOT NULL, bytes INTEGER NOT NULL);"
    "INSERT INTO temp.bundled SELECT id, min(id) OVER all_of, max(id) OVER all_of, "
    "sum(bytes) OVER (PARTITION BY page, part ORDER BY id) - bytes, bytes FROM (SELECT id, page, "
    "bytes, sum(bytes) OVER (PARTITION BY page ORDER BY id) / 4096 AS part FROM (SELECT n.id, "
    "iif(d.kept IS NULL, -n.id, d.id) AS page, length(CAST(n.sentence AS BLOB)) AS bytes "
    "FROM sentences n JOIN documents d ON d.id = n.document)) "
    "WINDOW all_of AS (PARTITION BY page, part);"
    "INSERT INTO new_sentences SELECT n.id, n.document, n.role, n.why, n.start, n.end, "
    "n.id - b.first, b.at, b.bytes, iif(n.id = b.first, words_packed((SELECT "
    "group_concat(o.sentence, '') FROM (SELECT x.sentence FROM sentences x WHERE x.id BETWEEN "
    "b.first AND b.last ORDER BY x.id) o)), NULL), n.source "
    "FROM sentences n JOIN temp.bundled b ON b.id = n.id ORDER BY n.id;"
    "DROP TABLE temp.bundled;"
    "DROP TABLE sentence_words;"
    "CREATE VIRTUAL TABLE sentence_words USING fts5 (sentence, content = '', detail = 'none', "
    "columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');"
    "INSERT INTO sentence_words (rowid, sentence) SELECT id, sentence FROM sentences "
    "WHERE sentence <> '' ORDER BY id;"
    "DROP TABLE sentences;"
    "ALTER TABLE new_sentences RENAME TO sentences;";

/* Format 6 keeps apart which documents share a story, so that those that share none say nothing of
 * it, and the lexicon's lines with their report. */
static const char to_6[] =
    "CREATE TABLE stories (document INTEGER PRIMARY KEY REFERENCES documents, "
    "story INTEGER NOT NULL REFERENCES documents, lead INTEGER NOT NULL REFERENCES documents, "
    "original INTEGER REFERENCES documents) STRICT;"
    "INSERT INTO stories SELECT id, story, lead, original FROM documents "
    "WHERE story <> id OR lead <> id OR original IS NOT NULL ORDER BY id;"
    "CREATE INDEX stories_story ON stories (story);"
    "CREATE TABLE new_documents (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, "
    "name INTEGER NOT NULL, model INTEGER NOT NULL REFERENCES models, own_id TEXT NOT NULL, "
    "outlet INTEGER NOT NULL REFERENCES outlets, container INTEGER NOT NULL REFERENCES phrases, "
    "offset INTEGER NOT NULL, line INTEGER NOT NULL, media INTEGER NOT NULL, "
    "bytes INTEGER NOT NULL, day INTEGER, second INTEGER NOT NULL, precision INTEGER NOT NULL, "
    "article INTEGER NOT NULL, sentences INTEGER NOT NULL, url TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, first INTEGER REFERENCES sentences, "
    "kept INTEGER) STRICT;"
    "INSERT INTO new_documents SELECT id, key, name, model, own_id, outlet, container, offset, "
    "line, media, bytes, day, second, precision, article, sentences, url, title, language, first, "
    "kept FROM documents ORDER BY id;"
    "DROP TABLE documents;"
    "ALTER TABLE new_documents RENAME TO documents;"
    "CREATE INDEX documents_name ON documents (name);"
    "CREATE INDEX documents_day ON documents (day);"
    "ALTER TABLE reports ADD COLUMN entries TEXT NOT NULL DEFAULT '';"
    "UPDATE reports SET entries = e.lines FROM (SELECT report, group_concat(entry) AS lines "
    "FROM entries GROUP BY report) e WHERE e.report = reports.id;"
    "DROP TABLE entries;";

/* Format 7 tells the commonest terms of a print by their places in a list; format 8 keeps fewer
 * bits of its shingles and weights. Both are written as they are today. */
static const char prints_anew[] =
    "CREATE TABLE new_prints (document INTEGER PRIMARY KEY REFERENCES documents, "
    "print BLOB NOT NULL) STRICT;"
    "INSERT INTO new_prints SELECT document, print_packed(print) FROM prints ORDER BY document;"
    "DROP TABLE prints;"
    "ALTER TABLE new_prints RENAME TO prints;";

/* From format 1 on: the SQL that turns version into version + 1. */
static const char *const later[] = {
    to_2,
    // 3: rows that others coded
    "CREATE TABLE originals (report INTEGER PRIMARY KEY REFERENCES reports, "
    "layout INTEGER NOT NULL, row TEXT NOT NULL) STRICT;"
    "CREATE TABLE rejects (note INTEGER PRIMARY KEY REFERENCES notes, row TEXT NOT NULL) STRICT;",
    to_4, to_5, to_6,
    prints_anew, // 7
    prints_anew, // 8
};

text schema_step(int version) {
    if (version == 0)
        return (text){ uh_schema, (size_t)(uh_schema_end - uh_schema) };
    size_t n = sizeof later / sizeof *later;
    return version > 0 && (size_t)version <= n ? text_of(later[version - 1]) : (text){ 0 };
}
