/* remove.c - a page that goes, with all that it said. */
#include "store/group.h"
#include "store/pages.h"

#include <string.h>

static uh_status run_range(store *s, const char *sql, int64_t document, uh_error *error) {
    const int64_t first = document << DOCUMENT_BITS;
    return handle_run_numbers(s, sql, (const int64_t[]){ first, first + NUMBER_MOST }, 2, error);
}

/* Makes each report of the events that this page shares an event of its own again. */
static uh_status dissolve(store *s, int64_t document, uh_error *error) {
    sqlite3_stmt *q;
    buffer rows = { 0 };
    uh_status status = handle_prepare(
        s,
        "SELECT r.id, r.event, d.day FROM (SELECT DISTINCT event FROM reports WHERE id BETWEEN ?1 "
        "AND ?2) e JOIN reports r ON " OF_EVENT("r",
                                                "e.event") " JOIN documents d ON d.id = r.id >> 18",
        &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, document << DOCUMENT_BITS);
    put_number(&r, (document << DOCUMENT_BITS) + NUMBER_MOST);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        bool dated = sqlite3_column_type(q, 2) != SQLITE_NULL;
        int64_t found[3] = { sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                             dated ? sqlite3_column_int64(q, 2) : DAY_UNKNOWN };
        buffer_add(&rows, found, sizeof found);
    }
    sqlite3_reset(q);
    status = status != UH_END ? status : rows.failed ? error_nomem(error) : UH_OK;
    for (size_t at = 0; at < rows.len && status == UH_OK; at += 3 * sizeof(int64_t)) {
        int64_t found[3];
        memcpy(found, rows.at + at, sizeof found);
        status = group_remove(s, found[1], error);
        if (status == UH_OK)
            status = group_unsettle(s, found[2], error);
    }
    for (size_t at = 0; at < rows.len && status == UH_OK; at += 3 * sizeof(int64_t)) {
        int64_t found[3];
        memcpy(found, rows.at + at, sizeof found);
        if (found[0] >> DOCUMENT_BITS != document)
            status = group_alone(s, found[0], error);
    }
    buffer_free(&rows);
    return status;
}

#define STORY_OF_PAGE STORY_OF("?1")
#define SENTENCES_OF_PAGE(id)                                                                      \
    id " BETWEEN (SELECT first FROM documents WHERE id = ?1) AND "                                 \
       "(SELECT first + kept - 1 FROM documents WHERE id = ?1)"

uh_status page_remove(store *s, int64_t document, uh_error *error) {
    static const char *const of_range[] = {
        "DELETE FROM coded WHERE report BETWEEN ?1 AND ?2",
        "DELETE FROM reports WHERE id BETWEEN ?1 AND ?2",
    };
    static const char *const of_document[] = {
        ("INSERT INTO sentence_words (sentence_words, rowid, sentence) "
         "SELECT 'delete', n.id, " WORDS_OF("n") " FROM sentences n WHERE " SENTENCES_OF_PAGE(
             "n.id")),
        "DELETE FROM claims WHERE " SENTENCES_OF_PAGE("sentence"),
        "DELETE FROM sentences WHERE " SENTENCES_OF_PAGE("id"),
        ("INSERT OR IGNORE INTO unsettled "
         "SELECT ifnull(day, 2147483647) FROM documents WHERE " OF_STORY(STORY_OF_PAGE)),
        "DELETE FROM stories WHERE story = " STORY_OF_PAGE,
        "DELETE FROM notes WHERE document = ?1",
        "DELETE FROM prints WHERE document = ?1",
        "DELETE FROM documents WHERE id = ?1",
    };
    uh_status status = dissolve(s, document, error);
    handle_drop_facts(s); // the last rows may go
    for (size_t i = 0; i < sizeof of_range / sizeof *of_range && status == UH_OK; i++)
        status = run_range(s, of_range[i], document, error);
    for (size_t i = 0; i < sizeof of_document / sizeof *of_document && status == UH_OK; i++)
        status = handle_run_with(s, of_document[i], document, error);
    return status;
}
