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

/* From format 1 on: the SQL that turns version into version + 1. */
static const char *const later[] = {
    to_2,
    // 3: rows that others coded
    "CREATE TABLE originals (report INTEGER PRIMARY KEY REFERENCES reports, "
    "layout INTEGER NOT NULL, row TEXT NOT NULL) STRICT;"
    "CREATE TABLE rejects (note INTEGER PRIMARY KEY REFERENCES notes, row TEXT NOT NULL) STRICT;",
};

text schema_step(int version) {
    if (version == 0)
        return (text){ uh_schema, (size_t)(uh_schema_end - uh_schema) };
    size_t n = sizeof later / sizeof *later;
    return version > 0 && (size_t)version <= n ? text_of(later[version - 1]) : (text){ 0 };
}
