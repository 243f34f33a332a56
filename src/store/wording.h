/* wording.h - the words of sentences as the record keeps them: those of a page together, as TEXT,
 * or packed as a BLOB by zstd with a dictionary that is made once, of the first words of the
 * record. SQL reads them by functions of the connection:
 *
 *   words_of(words, at, bytes)   a sentence of them
 *   part_words(words)            all of them, of the record that is joined
 *   words_packed(words)          the same packed, or as given where there is no dictionary yet
 *   words_dictionary(words)      over many rows: the dictionary; NULL where they make none
 *
 * Only src/store includes it. */
#ifndef UH_WORDING_H
#define UH_WORDING_H

#include "base/text.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { WORDING_TOGETHER = 4096 }; // bytes of a page's sentences that are packed together

typedef struct wording wording;

/* Puts the functions into a connection. NULL without memory. */
wording *wording_open(sqlite3 *db);
void wording_close(wording *w); // after its statements; NULL allowed
/* Forgets what was read of the record: after a rollback, or when another one is joined. */
void wording_forget(wording *w);

/* Both return a code of SQLite, which may have given up the transaction where it is not SQLITE_OK.
 * Packs; {NULL, 0}: it stays as it is. The packed bytes are borrowed until the next call. */
int wording_pack(wording *w, text plain, text *packed);
/* Counts bytes that were just written plain, and tells that WORDING_LEARN makes a dictionary. */
int wording_due(wording *w, size_t more, bool *due);

/* Makes the dictionary of what stands plain, and writes all rows anew, so that no pages stay half
 * empty. */
#define WORDING_LEARN                                                                              \
    "INSERT OR IGNORE INTO dictionary SELECT 1, d FROM (SELECT words_dictionary(words) AS d FROM " \
    "(SELECT words FROM sentences WHERE typeof(words) = 'text' ORDER BY id)) "                     \
    "WHERE d IS NOT NULL;"                                                                         \
    "CREATE TEMP TABLE plain AS SELECT * FROM sentences;"                                          \
    "DELETE FROM sentences;"                                                                       \
    "INSERT INTO sentences SELECT id, document, role, why, start, end, back, at, bytes, "          \
    "words_packed(words), source FROM temp.plain ORDER BY id;"                                     \
    "DROP TABLE temp.plain;"

/* A sentence's words: the row of n says where they are kept. */
#define WORDS_OF(n)                                                                                \
    "words_of(iif(" n ".back, (SELECT kept.words FROM sentences kept WHERE kept.id = " n           \
    ".id - " n ".back), " n ".words), " n ".at, " n ".bytes)"

#endif
