/* test_arrow.c - rows as Arrow arrays: offsets, bits, memory that each array owns; lists of a
 * record as streams that outlive it. */
#include "report/arrow.h"
#include "store/import.h"
#include "tests/place.h"

#include <stdio.h>
#include <string.h>

static const column columns[] = {
    { "id", CELL_TEXT, 0, 0, false },    { "title", CELL_TEXT, 0, 0, true },
    { "n", CELL_NUMBER, 0, 0, false },   { "score", CELL_FIXED, 0, 3, false },
    { "kept", CELL_BOOL, 0, 0, false },  { "date", CELL_TEXT, 0, 0, true },
    { "actor", CELL_LIST, 0, 0, false },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static void put(arrow_rows *rows, const char *title, const char *day, const char *codes, int n) {
    const cell cells[COLUMNS] = {
        { .text = TEXT("a") },
        { .text = text_of(title) },
        { .number = n, .null = n < 0 },
        { .fixed = n / 2.0 },
        { .number = n % 2 },
        { .text = text_of(day) },
        { .text = text_of(codes), .between = ' ' },
    };
    assert_true(arrow_put(rows, cells));
}

static void test_rows_become_columns(void **state) {
    (void)state;
    arrow_rows rows = { 0 };
    struct ArrowArray all;
    struct ArrowSchema schema;
    assert_true(arrow_start(&rows, columns, COLUMNS));
    put(&rows, "", "2019-03-24", "RUS VEN", 3);
    put(&rows, "x", "", "", -1);
    assert_int_equal(arrow_schema(&rows, &schema), UH_OK);
    assert_int_equal(arrow_take(&rows, &all), UH_OK);
    assert_int_equal(all.length, 2);
    assert_int_equal(all.n_children, COLUMNS);
    const struct ArrowArray *title = all.children[1], *n = all.children[2];
    const struct ArrowArray *day = all.children[5], *actor = all.children[6];
    assert_int_equal(title->null_count, 1);
    assert_int_equal(((const uint8_t *)title->buffers[0])[0] & 3, 2);
    assert_int_equal(((const int32_t *)title->buffers[1])[2], 1);
    assert_int_equal(((const int64_t *)n->buffers[1])[0], 3);
    assert_int_equal(n->null_count, 1);
    assert_null(all.children[0]->buffers[0]); // no nulls, no map of them
    assert_int_equal(((const int32_t *)day->buffers[1])[0], date_day(2019, 3, 24));
    assert_int_equal(((const int32_t *)actor->buffers[1])[1], 2);
    assert_int_equal(actor->children[0]->length, 2);
    assert_memory_equal(actor->children[0]->buffers[2], "RUSVEN", 6);
    assert_string_equal(schema.children[5]->format, "tdD");
    assert_string_equal(schema.children[6]->children[0]->format, "u");
    all.release(&all);
    schema.release(&schema);
    assert_null(all.release);
    arrow_rows_free(&rows);
}

static void test_a_child_may_be_taken_away(void **state) {
    (void)state;
    arrow_rows rows = { 0 };
    struct ArrowArray all;
    assert_true(arrow_start(&rows, columns, COLUMNS));
    put(&rows, "kept", "", "RUS", 1);
    assert_int_equal(arrow_take(&rows, &all), UH_OK);
    struct ArrowArray taken = *all.children[1];
    all.children[1]->release = NULL; // moved
    all.release(&all);
    assert_memory_equal(taken.buffers[2], "kept", 4);
    taken.release(&taken);
    put(&rows, "again", "", "", 2); // a new batch starts behind the last
    assert_int_equal(rows.n_rows, 1);
    arrow_rows_free(&rows);
}

static void test_no_rows_have_columns(void **state) {
    (void)state;
    arrow_rows rows = { 0 };
    struct ArrowArray all;
    assert_true(arrow_start(&rows, columns, COLUMNS));
    assert_int_equal(arrow_take(&rows, &all), UH_OK);
    assert_int_equal(all.length, 0);
    assert_non_null(all.children[0]->buffers[1]);
    assert_non_null(all.children[0]->buffers[2]);
    all.release(&all);
    arrow_rows_free(&rows);
}

static void add_page(store *s, const char *id) {
    static const built_event visit = {
        "RUSGOV", "visited", "VEN", EVENT_CONSULT, NULL, "2019-03-02"
    };
    bool changed;
    doc d;
    doc_open(&d, 0);
    build_page(&d, id, "Daily", "in/a.txt", "2019-03-03");
    build_event(&d, &visit);
    built_page(&d);
    assert_int_equal(store_add(s, &d, &changed, NULL), UH_OK);
    doc_free(&d);
}

static void test_a_stream_outlives_its_record(void **state) {
    (void)state;
    char folder[] = "/tmp/uh-arrow-XXXXXX", path[64];
    store *s = NULL;
    uh_counts counts = { 0 };
    uh_error error = { 0 };
    struct ArrowArrayStream stream, unread, wrong;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    uh_filter filter = { .size = sizeof filter, .country = "VEN" }, bad = { .size = sizeof bad };
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/r.db", folder);
    assert_int_equal(store_open(path, true, &s, NULL), UH_OK);
    assert_int_equal(store_run_begin(s, "0123456789abcdef", 0, NULL), UH_OK);
    add_page(s, "a");
    add_page(s, "b");
    assert_int_equal(store_run_end(s, &counts, true, 0, NULL), UH_OK);
    bad.type = "SHOUT";
    assert_int_equal(uh_store_stream(s, UH_LIST_EVENTS, &bad, &wrong, &error), UH_ARGUMENT);
    assert_non_null(strstr(error.message, "SHOUT"));
    assert_int_equal(uh_store_stream(s, UH_LIST_EVENTS, &filter, &stream, NULL), UH_OK);
    assert_int_equal(uh_store_stream(s, UH_LIST_EVENTS, NULL, &unread, NULL), UH_OK);
    store_close(s);
    unread.release(&unread);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_string_equal(schema.children[0]->name, "id");
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.length, 2);
    batch.release(&batch);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_null(batch.release);
    schema.release(&schema);
    stream.release(&stream);
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/r.db%s", folder, ends[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* Of rows that alternate in place, so many that a stream reads them in several pages. */
static void import_places(store *s, int n) {
    import_counts counts;
    assert_int_equal(store_run_begin(s, "0123456789abcdef", 0, NULL), UH_OK);
    assert_int_equal(import_begin(s, false, NULL, NULL, NULL), UH_OK);
    for (int i = 1; i <= n; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", i);
        text none = { "", 0 };
        const import_place at = { TEXT("g.csv"), 0, 1 };
        coded c = { .key = (uint64_t)i,
                    .id = text_of(id),
                    .type = EVENT_AID,
                    .when = { .day = 17000, .precision = DATE_DAY },
                    .actor = TEXT("USA"),
                    .recipient = TEXT("VEN"),
                    .actor_text = none,
                    .recipient_text = none,
                    .article = none,
                    .outlet = none,
                    .url = none,
                    .title = none,
                    .sentence = none,
                    .place = i % 2 ? TEXT("Caracas") : TEXT("Bogota"),
                    .country = none,
                    .counts = none,
                    .code = TEXT("070"),
                    .reports = 1,
                    .sources = 1 };
        assert_int_equal(import_row(s, LAYOUT_GDELT2, &c, text_of(id), text_of(id), &at, NULL),
                         UH_OK);
    }
    assert_int_equal(import_finish(s, &counts, NULL), UH_OK);
    assert_int_equal(store_run_end(s, &(uh_counts){ 0 }, true, 0, NULL), UH_OK);
}

/* Its caller may do with the filter's strings what he likes. */
static void test_a_stream_keeps_its_filter(void **state) {
    enum { ROWS = 4 * ARROW_ROWS };
    place *p = *state;
    char where[] = "Caracas";
    int64_t n = 0;
    uh_filter filter = { .size = sizeof filter, .place = where };
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    assert_int_equal(store_open(p->path, true, &p->s, NULL), UH_OK);
    import_places(p->s, ROWS);
    assert_int_equal(uh_store_stream(p->s, UH_LIST_EVENTS, &filter, &stream, NULL), UH_OK);
    strcpy(where, "Nowhere");
    for (;;) {
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        if (!batch.release)
            break;
        n += batch.length;
        batch.release(&batch);
    }
    assert_int_equal(n, ROWS / 2);
    stream.release(&stream);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_become_columns),
        cmocka_unit_test(test_a_child_may_be_taken_away),
        cmocka_unit_test(test_no_rows_have_columns),
        cmocka_unit_test(test_a_stream_outlives_its_record),
        cmocka_unit_test_setup_teardown(test_a_stream_keeps_its_filter, make_place, drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
