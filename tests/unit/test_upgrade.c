/* test_upgrade.c - records of older formats are brought up to today's, with all that stands in
 * them. tests/records holds one of each format as SQL. */
#include "tests/place.h"

#define PAGES "tests/records/format-3.jsonl" // that the record of format 3 was made of

static void run_file(place *p, const char *path) {
    buffer sql = { 0 };
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buffer_add(&sql, part, n);
    fclose(f);
    buffer_byte(&sql, 0);
    change(p, sql.at);
    buffer_free(&sql);
}

static void bring_up(place *p) {
    open_run(p);
    close_run(p, true);
    expect(p, "PRAGMA user_version", "8");
    expect_sound(p);
}

static void test_an_older_record_asks_to_be_brought_up(void **state) {
    place *p = *state;
    run_file(p, "tests/records/format-3.sql");
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_STORE);
    assert_non_null(strstr(p->error.message, "format 3 of an older upperhand"));
    expect(p, "PRAGMA user_version", "3");
}

static void test_format_1(void **state) {
    place *p = *state;
    run_file(p, "tests/records/format-1.sql");
    bring_up(p);
    expect(p,
           "SELECT substr(" WORDS_OF(
               "n") ", c.at + 1, c.bytes) FROM claims c "
                    "JOIN sentences n ON n.id = c.sentence ORDER BY c.sentence, c.number",
           "Russia would help Venezuela Israel has attacked Syria");
    expect(p, "SELECT DISTINCT role, phrase FROM sentences JOIN phrases ON phrases.id = why",
           "6 text of an article record");
    expect(p, "SELECT count(*) FROM stories", "0");
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'condemned'", "1");
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'weather'", "0");
}

static void test_format_3_keeps_all_rows(void **state) {
    place *p = *state;
    run_file(p, "tests/records/format-3.sql");
    bring_up(p);
    expect(p, "SELECT count(*), sum(first IS NOT NULL), sum(kept) FROM documents", "5 4 8");
    expect(p,
           "SELECT n.document, count(*), min(n.id) = d.first, count(*) = d.kept FROM sentences n "
           "JOIN documents d ON d.id = n.document GROUP BY 1",
           "1 3 1 1 2 2 1 1 3 2 1 1 5 1 1 1");
    expect(p,
           "SELECT d.own_id, substr(" WORDS_OF(
               "n") ", c.at + 1, c.bytes), ifnull(c.start, n.start + c.at)"
                    " FROM claims c JOIN sentences n ON n.id = c.sentence "
                    "JOIN documents d ON d.id = n.document ORDER BY 1",
           "p1 Russia would help Venezuela again in May 211 "
           "p2 Russia would help Venezuela again in May 211 p3 Israel had attacked Syria 69");
    expect(p,
           "SELECT " WORDS_OF("n") " FROM sentence_words w JOIN sentences n ON n.id = w.rowid "
                                   "WHERE sentence_words MATCH 'ships'",
           "Russia sent two ships of wheat to Venezuela on Friday. "
           "Russia sent two ships of wheat to Venezuela on Friday.");
    expect(p, "SELECT type, count(*) FROM events GROUP BY type", "1 1 2 1 6 1 11 1 14 1 16 2");
    expect(p, "SELECT event, count(*) FROM reports GROUP BY event HAVING count(*) > 1",
           "262145 2 262146 2");
    expect(p, "SELECT count(*) FROM coded", "1");
    expect(p, "SELECT count(*) FROM originals", "2");
    expect(p, "SELECT s.* FROM stories s ORDER BY 1", "1 1 2 - 2 1 2 1");
}

static uh_status add_pages(place *p, const uh_model *model, uh_counts *counts) {
    static const char *const paths[] = { PAGES };
    uh_store *s = NULL;
    uh_run_options options = { .size = sizeof options, .jobs = 1 };
    uh_status status = uh_store_open(p->path, 1, &s, &p->error);
    if (status == UH_OK)
        status = uh_store_add(s, model, paths, 1, &options, counts, &p->error);
    uh_store_close(s);
    return status;
}

static const char prints[] = "SELECT document, hex(print) FROM prints ORDER BY document";

/* The prints of the record are those that a new one has of the same pages. */
static void expect_prints_of_today(place *p, uh_model *model, const char *upgraded) {
    uh_counts counts;
    char made[4096];
    remove_record(p);
    assert_int_equal(add_pages(p, model, &counts), UH_OK);
    answer_to(p, prints, made, sizeof made);
    assert_string_equal(upgraded, made);
}

/* Its pages are found again, whatever they are coded as by now; the prints are those made today. */
static void test_format_3_goes_on(void **state) {
    place *p = *state;
    uh_model *model = NULL;
    uh_counts counts;
    char upgraded[4096];
    assert_int_equal(uh_model_open(NULL, &model, &p->error), UH_OK);
    run_file(p, "tests/records/format-3.sql");
    bring_up(p);
    answer_to(p, prints, upgraded, sizeof upgraded);
    assert_int_equal(add_pages(p, model, &counts), UH_OK);
    expect_sound(p);
    expect(p, "SELECT own_id FROM documents ORDER BY id", "p1 p2 p3 p4 http://x.example/1");
    expect(p, "SELECT count(*) FROM notes WHERE skipped", "1");
    expect(p,
           "SELECT c.code FROM sides s JOIN actors c ON c.id = s.actor JOIN events e "
           "ON e.id = s.event WHERE e.type = 11",
           "ISR IRNGOV"); // the user's word
    assert_int_equal(add_pages(p, model, &counts), UH_OK);
    assert_int_equal(counts.unchanged, 4);
    expect_prints_of_today(p, model, upgraded);
    uh_model_close(model);
}

/* The prints of a record of format 7, which have all bits, become those made today. */
static void test_format_7_keeps_its_prints(void **state) {
    place *p = *state;
    uh_model *model = NULL;
    char upgraded[4096];
    assert_int_equal(uh_model_open(NULL, &model, &p->error), UH_OK);
    run_file(p, "tests/records/format-7.sql");
    bring_up(p);
    answer_to(p, prints, upgraded, sizeof upgraded);
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'ships'", "2");
    expect_prints_of_today(p, model, upgraded);
    uh_model_close(model);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_an_older_record_asks_to_be_brought_up),
        TEST(test_format_1),
        TEST(test_format_3_keeps_all_rows),
        TEST(test_format_3_goes_on),
        TEST(test_format_7_keeps_its_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
