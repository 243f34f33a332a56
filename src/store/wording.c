/* wording.c - sentences packed by libzstd, and the SQL functions that read them. A frame is kept
 * without its magic number, which is the same in all. */
#include "store/wording.h"
#include "store/value.h"

#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

enum {
    LEVEL = 3,                 // higher ones take three times as long and spare a hundredth
    SAMPLE_BYTES = 128 * 1024, // of words, then a dictionary is made
    DICTIONARY_SIZE = 64 * 1024,
    DICTIONARY_MOST = 1 << 20, // that a record may hold
    PLAIN_MOST = 1 << 26,      // bytes packed together, as a damaged record may claim
    MAGIC_SIZE = 4,
    HEADER_SIZE = 512, // room for what a dictionary says before its words
};

static const unsigned char magic[MAGIC_SIZE] = { 0x28, 0xb5, 0x2f, 0xfd };

/* What a record's words are read by. */
typedef struct unpacker {
    bool asked; // for the dictionary
    ZSTD_DDict *dictionary;
    buffer packed, plain; // the last words read: rows of one page follow each other
} unpacker;

struct wording {
    sqlite3 *db;
    ZSTD_DCtx *unpacking;
    ZSTD_CCtx *packing;
    ZSTD_CDict *dictionary;
    unpacker main, part;
    buffer packed; // the last words written
    bool counted;
    size_t plain, next; // bytes that stand plain, and so many that it is tried (again)
};

/* ---- the dictionary ---- */

static void forget_dictionary(wording *w, unpacker *u) {
    ZSTD_freeDDict(u->dictionary);
    u->dictionary = NULL;
    u->asked = false;
    buffer_clear(&u->packed);
    if (u == &w->main) {
        ZSTD_freeCDict(w->dictionary);
        w->dictionary = NULL;
    }
}

void wording_forget(wording *w) {
    if (!w)
        return;
    forget_dictionary(w, &w->main);
    forget_dictionary(w, &w->part);
    w->counted = false;
    w->next = SAMPLE_BYTES;
}

static int load(wording *w, unpacker *u, text dictionary) {
    if (dictionary.len > DICTIONARY_MOST)
        return SQLITE_CORRUPT;
    u->dictionary = ZSTD_createDDict(dictionary.at, dictionary.len);
    if (u == &w->main)
        w->dictionary = ZSTD_createCDict(dictionary.at, dictionary.len, LEVEL);
    return u->dictionary && (w->dictionary || u != &w->main) ? SQLITE_OK : SQLITE_NOMEM;
}

/* Looks for a record's dictionary; there may be none. */
static int find_dictionary(wording *w, unpacker *u) {
    sqlite3_stmt *q = NULL;
    const char *sql = u == &w->part ? "SELECT dictionary FROM part.dictionary"
                                    : "SELECT dictionary FROM main.dictionary";
    if (u->asked)
        return SQLITE_OK;
    int code = sqlite3_prepare_v2(w->db, sql, -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        code = load(w, u, (text){ sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0) });
    else if (code == SQLITE_DONE)
        code = SQLITE_OK;
    sqlite3_finalize(q);
    if (code != SQLITE_OK)
        forget_dictionary(w, u);
    u->asked = code == SQLITE_OK;
    return code;
}

/* ---- packing ---- */

int wording_pack(wording *w, text plain, text *packed) {
    size_t most = ZSTD_compressBound(plain.len);
    *packed = (text){ NULL, 0 };
    int code = find_dictionary(w, &w->main);
    if (code != SQLITE_OK || !w->dictionary || plain.len == 0 || plain.len > PLAIN_MOST)
        return code;
    buffer_clear(&w->packed);
    if (!buffer_reserve(&w->packed, most))
        return SQLITE_NOMEM;
    ZSTD_CCtx_refCDict(w->packing, w->dictionary);
    size_t n = ZSTD_compress2(w->packing, w->packed.at, most, plain.at, plain.len);
    if (!ZSTD_isError(n) && n > MAGIC_SIZE && n - MAGIC_SIZE < plain.len)
        *packed = (text){ w->packed.at + MAGIC_SIZE, n - MAGIC_SIZE };
    return SQLITE_OK;
}

static bool holds(const unpacker *u, text packed) {
    return packed.len && u->packed.len == MAGIC_SIZE + packed.len &&
           memcmp(u->packed.at + MAGIC_SIZE, packed.at, packed.len) == 0;
}

/* Puts the words of a BLOB into the unpacker, where they are not there. */
static int unpack(wording *w, unpacker *u, text packed) {
    if (holds(u, packed))
        return SQLITE_OK;
    buffer_clear(&u->packed);
    buffer_clear(&u->plain);
    if (!u->dictionary)
        u->asked = false; // another process may have made it since
    int code = find_dictionary(w, u);
    if (code != SQLITE_OK || !u->dictionary)
        return code == SQLITE_OK ? SQLITE_CORRUPT : code;
    buffer_add(&u->packed, magic, MAGIC_SIZE);
    buffer_text(&u->packed, packed);
    unsigned long long most = ZSTD_getFrameContentSize(u->packed.at, u->packed.len);
    if (most > PLAIN_MOST)
        most = 0; // and so it is when that cannot be told
    if (u->packed.failed || !buffer_reserve(&u->plain, (size_t)most + 1))
        return SQLITE_NOMEM;
    size_t n = ZSTD_decompress_usingDDict(w->unpacking, u->plain.at, (size_t)most, u->packed.at,
                                          u->packed.len, u->dictionary);
    if (ZSTD_isError(n)) {
        buffer_clear(&u->packed);
        return SQLITE_CORRUPT;
    }
    u->plain.len = n;
    return SQLITE_OK;
}

/* ---- in SQL ---- */

/* The words of a value, plain. False: the answer says what is wrong. */
static bool plain_value(wording *w, unpacker *u, sqlite3_context *out, sqlite3_value *value,
                        text *plain) {
    if (sqlite3_value_type(value) != SQLITE_BLOB) {
        *plain = value_text(value);
        return true;
    }
    int code = unpack(w, u, value_blob(value));
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(out, code);
        return false;
    }
    *plain = buffer_view(&u->plain);
    return true;
}

static void answer_text(sqlite3_context *out, text t) {
    sqlite3_result_text64(out, t.len ? t.at : "", t.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void answer_words(wording *w, unpacker *u, sqlite3_context *out, sqlite3_value **given) {
    text plain;
    if (plain_value(w, u, out, given[0], &plain))
        answer_text(
            out, value_part(plain, sqlite3_value_int64(given[1]), sqlite3_value_int64(given[2])));
}

static void words_of(sqlite3_context *out, int n, sqlite3_value **given) {
    wording *w = sqlite3_user_data(out);
    (void)n;
    answer_words(w, &w->main, out, given);
}

/* All of a value's words; NULL for NULL. */
static void part_words(sqlite3_context *out, int n, sqlite3_value **given) {
    wording *w = sqlite3_user_data(out);
    text plain;
    (void)n;
    if (sqlite3_value_type(given[0]) != SQLITE_NULL &&
        plain_value(w, &w->part, out, given[0], &plain))
        answer_text(out, plain);
}

static void words_packed(sqlite3_context *out, int n, sqlite3_value **given) {
    text packed = { NULL, 0 };
    int code = SQLITE_OK;
    (void)n;
    if (sqlite3_value_type(given[0]) == SQLITE_TEXT)
        code = wording_pack(sqlite3_user_data(out), value_text(given[0]), &packed);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(out, code);
    else if (packed.at)
        sqlite3_result_blob64(out, packed.at, packed.len, SQLITE_TRANSIENT);
    else
        sqlite3_result_value(out, given[0]);
}

/* ---- making the dictionary ---- */

/* Words of the first rows; lives from the first row to the last. */
typedef struct sample {
    buffer text, sizes; // sizes: size_t each
} sample;

static void take_sample(sqlite3_context *out, int n, sqlite3_value **given) {
    sample *s = sqlite3_aggregate_context(out, sizeof *s);
    (void)n;
    if (!s || s->text.len >= SAMPLE_BYTES || sqlite3_value_type(given[0]) != SQLITE_TEXT)
        return;
    text words = value_text(given[0]);
    words.len = words.len < SAMPLE_BYTES ? words.len : SAMPLE_BYTES;
    buffer_text(&s->text, words);
    buffer_add(&s->sizes, &words.len, sizeof words.len);
}

/* The dictionary is the end of the sample, with the statistics of all of it. */
static void answer_dictionary(sqlite3_context *out, sample *s, char *dictionary) {
    const ZDICT_params_t settings = { .compressionLevel = LEVEL };
    size_t most = DICTIONARY_SIZE - HEADER_SIZE, len = s->text.len < most ? s->text.len : most;
    size_t n = ZDICT_finalizeDictionary(dictionary, DICTIONARY_SIZE, s->text.at + s->text.len - len,
                                        len, s->text.at, (const size_t *)(void *)s->sizes.at,
                                        (unsigned)(s->sizes.len / sizeof(size_t)), settings);
    if (!ZDICT_isError(n))
        sqlite3_result_blob64(out, dictionary, n, SQLITE_TRANSIENT);
}

static void end_sample(sqlite3_context *out) {
    sample *s = sqlite3_aggregate_context(out, 0);
    char *dictionary = s && s->text.len ? malloc(DICTIONARY_SIZE) : NULL;
    if (dictionary && !s->text.failed && !s->sizes.failed)
        answer_dictionary(out, s, dictionary);
    free(dictionary);
    if (s) {
        buffer_free(&s->text);
        buffer_free(&s->sizes);
    }
    wording *w = sqlite3_user_data(out);
    forget_dictionary(w, &w->main); // it is looked for again
}

/* Bytes that stand plain in a record without a dictionary, as far as they matter. */
static int count_plain(wording *w) {
    sqlite3_stmt *q = NULL;
    static const char sql[] =
        "SELECT ifnull(sum(bytes), 0) FROM (SELECT bytes FROM sentences LIMIT 10000)";
    int code = sqlite3_prepare_v2(w->db, sql, -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(q);
    w->counted = code == SQLITE_ROW;
    if (w->counted)
        w->plain = (size_t)sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return w->counted ? SQLITE_OK : code;
}

int wording_due(wording *w, size_t more, bool *due) {
    bool counted = w->counted;
    *due = false;
    int code = find_dictionary(w, &w->main);
    if (code != SQLITE_OK || w->dictionary)
        return code;
    if (!counted)
        code = count_plain(w);
    else
        w->plain += more;
    *due = code == SQLITE_OK && w->plain >= w->next;
    if (*due)
        w->next = 4 * w->plain; // where it cannot be made of these
    return code;
}

/* ---- opening ---- */

static int put_functions(wording *w) {
    static const value_function functions[] = { { "words_of", 3, words_of },
                                                { "part_words", 1, part_words },
                                                { "words_packed", 1, words_packed } };
    int code = value_functions(w->db, functions, sizeof functions / sizeof *functions, w);
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(w->db, "words_dictionary", 1,
                                          SQLITE_UTF8 | SQLITE_DIRECTONLY, w, NULL, take_sample,
                                          end_sample, NULL);
    return code;
}

wording *wording_open(sqlite3 *db) {
    wording *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->db = db;
    w->next = SAMPLE_BYTES;
    w->packing = ZSTD_createCCtx();
    w->unpacking = ZSTD_createDCtx();
    if (!w->packing || !w->unpacking || put_functions(w) != SQLITE_OK) {
        wording_close(w);
        return NULL;
    }
    ZSTD_CCtx_setParameter(w->packing, ZSTD_c_dictIDFlag, 0);
    return w;
}

void wording_close(wording *w) {
    if (!w)
        return;
    wording_forget(w);
    ZSTD_freeCCtx(w->packing);
    ZSTD_freeDCtx(w->unpacking);
    buffer_free(&w->main.packed);
    buffer_free(&w->main.plain);
    buffer_free(&w->part.packed);
    buffer_free(&w->part.plain);
    buffer_free(&w->packed);
    free(w);
}
