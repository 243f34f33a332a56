/* test_fresh.c - a new record's tables, written as trees, are what SQLite would have written. */
#include "base/hash.h"
#include "store/import.h"
#include "store/sorting.h"
#include "tests/place.h"

#include <stdio.h>

enum { TEXT_SIZE = 64, LONG = 70000, IN_ORDER = 1 << 30 };

static const char *const compared[] = { "documents", "sentences", "reports", "events",
                                        "originals", "sides",     "phrases", "outlets",
                                        "actors",    "notes",     "rejects" };

static const text none = { "", 0 };

static uh_status note_refused(void *context, const import_place *at, text raw, uh_error *error) {
    place *p = context;
    const uh_note n = { .path = at->path.at,
                        .stage = "import",
                        .message = "another row",
                        .line = at->line,
                        .skipped = 1 };
    return import_note(p->s, &n, raw, error);
}

/* Row i of many, with what rows differ in: days missing, places, long texts, sides named twice, own
 * ids that are no numbers; one in far of an article that came long before, or none and days in
 * their order too. */
static void take_row(place *p, uint32_t i, uint32_t far, const char *long_text) {
    char id[TEXT_SIZE], url[TEXT_SIZE], outlet[TEXT_SIZE], row[TEXT_SIZE];
    const import_place at = { TEXT("in/g.csv"), i, i + 1 };
    snprintf(id, sizeof id, "%u", i);
    uint32_t named = far != IN_ORDER && i % far == 3 ? (i * 31) % 20011 : i / 3;
    snprintf(url, sizeof url, "http://x/%u", named);
    snprintf(outlet, sizeof outlet, "paper%u.example", named % 90);
    snprintf(row, sizeof row, "%u\tsomething of a row", i);
    coded c = { .key = i % 5 ? 1000 + i : hash_text(text_of(id)),
                .id = text_of(id),
                .type = (event_type)(1 + i % 12),
                .mode = (int)(i % 3),
                .contexts = i % 11 ? 0 : (uint64_t)1 << 63,
                .actor = i % 4 ? TEXT("RUSGOV") : none,
                .recipient = i % 9 ? TEXT("VEN CUB") : TEXT("VEN VEN"),
                .actor_text = none,
                .recipient_text = i % 1000 ? none : (text){ long_text, LONG },
                .article = i % 13 || far == IN_ORDER ? text_of(url) : none,
                .outlet = i % 500 || far == IN_ORDER ? text_of(outlet) : (text){ long_text, 3000 },
                .url = text_of(url),
                .title = none,
                .sentence = none,
                .place = i % 2 ? TEXT("Caracas") : none,
                .country = i % 2 ? TEXT("VEN") : none,
                .located = i % 2,
                .latitude = 10.5,
                .longitude = -66.9,
                .intensity = -4.5,
                .counts = none,
                .code = TEXT("070"),
                .reports = 1 + i % 300,
                .sources = 1 };
    if (i % 17)
        c.when = (date){ .day = 17000 + (int32_t)(i * 7919 % 400) - 300, .precision = DATE_DAY };
    if (far == IN_ORDER)
        c.when = (date){ .day = 17000 + (int32_t)i / 700, .precision = DATE_DAY };
    c.published = i % 19 ? c.when : (date){ 0 };
    text original = i % 700 ? text_of(row) : (text){ long_text, LONG - 2000 };
    assert_int_equal(import_row(p->s, LAYOUT_GDELT2, &c, original, original, &at, &p->error),
                     UH_OK);
    if (far == IN_ORDER)
        return;
    if (i % 26 == 0) // the same once more, of an article that has no other,
        assert_int_equal(import_row(p->s, LAYOUT_GDELT2, &c, original, original, &at, &p->error),
                         UH_OK);
    if (i % 208 == 0) // and another under its id
        assert_int_equal(import_row(p->s, LAYOUT_GDELT2, &c, TEXT("x"), TEXT("x"), &at, &p->error),
                         UH_OK);
}

static void begin_and_take(place *p, bool is_threaded, uint32_t from, uint32_t n, uint32_t far) {
    char *long_text = malloc(LONG);
    assert_non_null(long_text);
    for (size_t i = 0; i < LONG; i++)
        long_text[i] = (char)('a' + i % 23);
    open_run(p);
    assert_int_equal(import_begin(p->s, is_threaded, note_refused, p, &p->error), UH_OK);
    for (uint32_t i = from; i < n; i++)
        take_row(p, i, far, long_text);
    free(long_text);
}

static import_counts import_by(place *p, bool is_threaded, uint32_t from, uint32_t n,
                               uint32_t far) {
    import_counts counts;
    begin_and_take(p, is_threaded, from, n, far);
    assert_int_equal(import_finish(p->s, &counts, &p->error), UH_OK);
    close_run(p, true);
    return counts;
}

static import_counts import_rows(place *p, uint32_t from, uint32_t n, uint32_t far) {
    return import_by(p, false, from, n, far);
}

/* The record is closed before the import ends, and holds nothing of it. */
static void give_up(place *p, bool is_threaded, uint32_t n) {
    begin_and_take(p, is_threaded, 0, n, 7);
    store_close(p->s);
    p->s = NULL;
    expect(p, "SELECT count(*) FROM documents", "0");
    expect_sound(p);
}

/* Somebody reads: then the record keeps its log, and SQLite writes. */
static sqlite3 *read_on(const char *path) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM documents", NULL, NULL, NULL),
                     SQLITE_OK);
    return db;
}

static void expect_same(place *p, place *other) {
    sqlite3 *db;
    char sql[4 * WORDS_SIZE];
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    snprintf(sql, sizeof sql, "ATTACH '%s' AS other", other->path);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof compared / sizeof *compared; i++) {
        sqlite3_stmt *q;
        const char *t = compared[i];
        snprintf(sql, sizeof sql,
                 "SELECT (SELECT count(*) FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM "
                 "other.%s)) + (SELECT count(*) FROM (SELECT * FROM other.%s EXCEPT SELECT * FROM "
                 "main.%s)), (SELECT count(*) FROM main.%s) - (SELECT count(*) FROM other.%s)",
                 t, t, t, t, t, t);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(q), SQLITE_ROW);
        if (sqlite3_column_int(q, 0) || sqlite3_column_int(q, 1))
            fail_msg("%s differs", t);
        sqlite3_finalize(q);
    }
    sqlite3_close(db);
}

static void compare_ways(place *p, uint32_t n, uint32_t far) {
    place *other;
    make_place((void **)&other);
    import_counts counts = import_rows(p, 0, n, far);
    expect(p, "PRAGMA journal_mode", "wal");
    expect_sound(p);
    open_run(other); // makes it
    close_run(other, true);
    sqlite3 *reader = read_on(other->path);
    import_counts others = import_rows(other, 0, n, far);
    sqlite3_close(reader);
    assert_memory_equal(&counts, &others, sizeof counts);
    assert_true(counts.made == n);
    expect_same(p, other);
    drop_place((void **)&other);
}

static void test_a_few_rows(void **state) {
    compare_ways(*state, 1, 7);
}

static void test_many_rows(void **state) {
    compare_ways(*state, 30000, 7);
}

static void test_rows_in_order(void **state) {
    compare_ways(*state, 20000, IN_ORDER);
}

/* More than a window holds at first: rows from far apart make it grow, single ones come too late.
 */
static void test_rows_from_far_apart(void **state) {
    compare_ways(*state, 80000, 7);
}

static void test_late_rows(void **state) {
    compare_ways(*state, 80000, 127);
}

/* In order for so long that the window has shrunk when one comes too late (row 70046, of an
 * article of long before). */
static void test_a_late_row_among_many_in_order(void **state) {
    compare_ways(*state, 80000, 70043);
}

/* ---- two threads ---- */

static buffer bytes_of_record(place *p) {
    buffer all = { 0 };
    store_close(p->s);
    p->s = NULL;
    FILE *file = fopen(p->path, "rb");
    assert_non_null(file);
    for (size_t n = 1; n;) {
        assert_true(buffer_reserve(&all, LONG));
        n = fread(all.at + all.len, 1, LONG, file);
        all.len += n;
    }
    fclose(file);
    return all;
}

static void compare_threads(place *p, uint32_t n, uint32_t far) {
    place *other;
    make_place((void **)&other);
    import_counts counts = import_by(p, true, 0, n, far);
    import_counts others = import_by(other, false, 0, n, far);
    expect_sound(p);
    assert_memory_equal(&counts, &others, sizeof counts);
    buffer mine = bytes_of_record(p), theirs = bytes_of_record(other);
    assert_int_equal(mine.len, theirs.len);
    assert_memory_equal(mine.at, theirs.at, mine.len);
    buffer_free(&mine);
    buffer_free(&theirs);
    drop_place((void **)&other);
}

static void test_a_second_thread_writes_the_same_bytes(void **state) {
    compare_threads(*state, 40000, 127);
}

static void test_a_second_thread_with_little_to_do(void **state) {
    compare_threads(*state, 1, 7);
}

static void test_a_second_thread_is_given_up(void **state) {
    give_up(*state, true, 3000);
}

static void test_rows_that_come_later_go_behind(void **state) {
    place *p = *state, *other;
    make_place((void **)&other);
    import_rows(p, 0, 3000, 7);
    import_rows(p, 2000, 5000, 7); // some stand already
    import_rows(other, 0, 5000, 7);
    expect_sound(p);
    char mine[WORDS_SIZE], theirs[WORDS_SIZE];
    static const char sql[] = "SELECT count(*), total(day), total(type), count(DISTINCT id >> 18), "
                              "(SELECT total(length(row)) FROM originals) FROM events";
    answer_to(p, sql, mine, sizeof mine);
    answer_to(other, sql, theirs, sizeof theirs);
    assert_string_equal(mine, theirs);
    drop_place((void **)&other);
}

static void test_nothing_is_left_of_an_import_that_is_given_up(void **state) {
    place *p = *state;
    char before[WORDS_SIZE];
    open_run(p);
    close_run(p, true);
    answer_to(p, "PRAGMA page_count", before, sizeof before);
    give_up(p, false, 1000);
    expect(p, "PRAGMA page_count", before);
    assert_int_equal(import_rows(p, 0, 1000, 7).made, 1000);
    expect_sound(p);
}

/* More of them than wait: what came before is put into the record, the rest goes on. */
static void test_many_notes(void **state) {
    enum { NOTES = 150, BYTES = 256 * 1024 };
    place *p = *state;
    import_counts counts;
    char *long_text = calloc(1, BYTES);
    assert_non_null(long_text);
    open_run(p);
    assert_int_equal(import_begin(p->s, false, note_refused, p, &p->error), UH_OK);
    for (uint32_t i = 0; i < NOTES; i++) {
        const import_place at = { TEXT("in/g.csv"), 0, i + 1 };
        take_row(p, i, 7, long_text);
        assert_int_equal(note_refused(p, &at, (text){ long_text, BYTES }, &p->error), UH_OK);
    }
    assert_int_equal(import_finish(p->s, &counts, &p->error), UH_OK);
    close_run(p, true);
    free(long_text);
    assert_int_equal(counts.made, NOTES);
    expect(p, "SELECT count(*) FROM events", "150");
    expect(p,
           "SELECT count(*), max(line) FROM notes JOIN rejects ON note = id WHERE message = "
           "'another row'",
           "151 150");
    expect_sound(p);
}

static void test_an_index_of_the_users_own_is_kept_up(void **state) {
    place *p = *state;
    open_run(p);
    close_run(p, true);
    change(p, "CREATE INDEX mine ON reports (place)");
    import_rows(p, 0, 100, 7);
    expect(p, "SELECT count(*) FROM reports INDEXED BY mine WHERE place = 'Caracas'", "50");
    expect_sound(p);
}

/* ---- sorting ---- */

static int by_both(const void *a, const void *b) {
    const sorting_pair *x = a, *y = b;
    if (x->high != y->high)
        return x->high < y->high ? -1 : 1;
    return (x->low > y->low) - (x->low < y->low);
}

static void test_pairs_are_sorted(void **state) {
    enum { PAIRS = 5000, KINDS = 6 };
    static sorting_pair mine[2 * PAIRS], theirs[PAIRS];
    uint64_t draw = 1;
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t i = 0; i < PAIRS; i++) {
            draw = hash_mix(draw, i);
            mine[i] = (sorting_pair){ kind < 3 ? draw >> (20 * kind) : i / 7,
                                      kind % 2 ? i : hash_mix(draw, 2) };
        }
        memcpy(theirs, mine, sizeof theirs);
        qsort(theirs, PAIRS, sizeof *theirs, by_both);
        sorting_pairs(mine, mine + PAIRS, PAIRS);
        assert_memory_equal(mine, theirs, sizeof theirs);
    }
    assert_true(sorting_signed(INT64_MIN) < sorting_signed(-1) &&
                sorting_signed(-1) < sorting_signed(0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, drop_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_few_rows),
        TEST(test_many_rows),
        TEST(test_rows_in_order),
        TEST(test_rows_from_far_apart),
        TEST(test_late_rows),
        TEST(test_a_late_row_among_many_in_order),
        TEST(test_a_second_thread_writes_the_same_bytes),
        TEST(test_a_second_thread_with_little_to_do),
        TEST(test_a_second_thread_is_given_up),
        TEST(test_rows_that_come_later_go_behind),
        TEST(test_nothing_is_left_of_an_import_that_is_given_up),
        TEST(test_many_notes),
        TEST(test_an_index_of_the_users_own_is_kept_up),
        cmocka_unit_test(test_pairs_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
