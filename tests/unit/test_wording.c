/* test_wording.c - sentences come back as they were, whether the record has packed them or not. */
#include "store/join.h"
#include "store/query.h"
#include "store/wording.h"
#include "tests/place.h"

enum { PAGES = 1500, SENTENCES = 3, LONG = 20 }; // 1,500 pages make a dictionary

static const char *const cities[] = { "Caracas", "Tehran", "Kyiv", "Lagos", "Hanoi" };

/* A page with some events; each sentence says which it is. */
static void build_numbered(place *p, int number, int n_sentences) {
    char id[NAME_SIZE], words[NAME_SIZE];
    snprintf(id, sizeof id, "page-%04d", number);
    start(p, id, "in/a.jsonl");
    for (int i = 0; i < n_sentences; i++) {
        snprintf(words, sizeof words, "VEN near the port of %s", cities[(number + i) % 5]);
        const built_event e = { "RUSGOV", "visited", words, EVENT_CONSULT, NULL, "2019-03-02" };
        build_event(&p->d, &e);
    }
}

static void add_numbered(place *p, int from, int to) {
    for (int i = from; i < to; i++) {
        build_numbered(p, i, SENTENCES);
        add(p);
    }
}

/* Every sentence is asked for, and is the one that was written. */
static void expect_sentences(place *p, int pages) {
    query *q;
    sentence_row row;
    int n = 0;
    char words[2 * NAME_SIZE];
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_OK);
    assert_int_equal(query_sentences(p->s, NULL, &q, &p->error), UH_OK);
    for (; query_sentence(q, &row, &p->error) == UH_OK; n++) {
        snprintf(words, sizeof words, "RUSGOV visited VEN near the port of %s 2019-03-02 .",
                 cities[(n / SENTENCES + n % SENTENCES) % 5]);
        assert_true(text_equal(row.sentence, text_of(words)));
        assert_int_equal(row.end - row.start, row.sentence.len);
    }
    assert_int_equal(n, pages * SENTENCES);
    query_close(q);
    store_close(p->s);
    p->s = NULL;
    expect_sound(p);
}

static void test_a_small_record_keeps_its_words_plain(void **state) {
    place *p = *state;
    open_run(p);
    add_numbered(p, 0, 5);
    close_run(p, true);
    expect(p, "SELECT count(*) FROM dictionary", "0");
    expect(p, "SELECT DISTINCT typeof(words), back FROM sentences ORDER BY 2",
           "text 0 null 1 null 2");
    expect_sentences(p, 5);
}

static void test_a_large_one_packs_all_of_them(void **state) {
    place *p = *state;
    open_run(p);
    add_numbered(p, 0, PAGES);
    close_run(p, true);
    expect(p, "SELECT count(*) FROM dictionary", "1");
    expect(p, "SELECT DISTINCT typeof(words) FROM sentences ORDER BY 1", "blob null");
    expect(p, "SELECT sum(length(words)) * 3 < sum(bytes) FROM sentences", "1");
    expect_sentences(p, PAGES);
}

/* The dictionary goes with the batch in which it was made. */
static void test_a_batch_that_is_dropped(void **state) {
    place *p = *state;
    bool changed;
    open_run(p);
    add_numbered(p, 0, PAGES / 2);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
    add_numbered(p, PAGES / 2, PAGES);
    store_close(p->s);
    p->s = NULL;
    expect(p, "SELECT count(*) FROM dictionary", "0");
    expect_sentences(p, PAGES / 2);
    open_run(p);
    build_numbered(p, 0, SENTENCES);
    built_page(&p->d);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
    assert_false(changed);
    add_numbered(p, PAGES / 2, PAGES);
    close_run(p, true);
    expect(p, "SELECT count(*) FROM dictionary", "1");
    expect_sentences(p, PAGES);
}

static void test_a_packed_page_that_changes(void **state) {
    place *p = *state;
    open_run(p);
    add_numbered(p, 0, PAGES);
    close_run(p, true);
    open_run(p);
    build_numbered(p, 7, 1);
    assert_true(add(p));
    close_run(p, true);
    expect(p,
           "SELECT count(*) FROM sentences n JOIN documents d ON d.id = n.document "
           "WHERE own_id = 'page-0007'",
           "1");
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'visited'", "4498");
    expect_sound(p);
}

static void test_a_page_of_many_sentences(void **state) {
    place *p = *state;
    open_run(p);
    add_numbered(p, 0, PAGES);
    build_numbered(p, PAGES, LONG * SENTENCES * 5);
    add(p);
    close_run(p, true);
    expect(p,
           "SELECT max(n.bytes + at) <= 4096, max(back) > 50, sum(words IS NOT NULL) FROM "
           "sentences n JOIN documents d ON d.id = n.document WHERE own_id = 'page-1500'",
           "1 1 4");
    expect(p, "SELECT count(*), count(DISTINCT " WORDS_OF("n") ") FROM sentences n", "4800 5");
}

static void join_from(place *into, const char *path) {
    uint64_t pages, known;
    assert_int_equal(store_join(into->s, path, &pages, &known, &into->error), UH_OK);
}

/* Parts with a dictionary each, one of the other's kind and none. */
static void test_parts_with_dictionaries_of_their_own(void **state) {
    place *p = *state, *part = NULL;
    const int ends[] = { 0, 5, 1005, 2200, 2203 };
    open_run(p);
    for (int i = 0; i < 4; i++) {
        make_place((void **)&part);
        open_run(part);
        add_numbered(part, ends[i], ends[i + 1]);
        close_run(part, true);
        join_from(p, part->path);
        drop_place((void **)&part);
    }
    close_run(p, true);
    expect(p,
           "SELECT count(*), (SELECT count(*) FROM sentences WHERE typeof(words) = 'text') "
           "FROM dictionary",
           "1 5"); // those that stood before
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'tehran'", "1322");
    expect_sentences(p, ends[4]);
}

static void expect_damaged(place *p) {
    query *q = NULL;
    sentence_row row;
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_OK);
    assert_int_equal(query_sentences(p->s, NULL, &q, &p->error), UH_OK);
    assert_int_equal(query_sentence(q, &row, &p->error), UH_STORE);
    assert_non_null(strstr(p->error.message, "the database is damaged"));
    query_close(q);
    store_close(p->s);
    p->s = NULL;
}

static void test_damage_is_said(void **state) {
    place *p = *state;
    open_run(p);
    add_numbered(p, 0, PAGES);
    close_run(p, true);
    change(p, "UPDATE sentences SET words = x'00ff00ff' WHERE id = 1");
    expect_damaged(p);
    change(p, "UPDATE sentences SET words = x'' WHERE id = 1");
    expect_damaged(p);
    change(p, "UPDATE sentences SET words = x'e0ffffffffffffffffff00' WHERE id = 1"); // its length
    expect_damaged(p);
    change(p, "UPDATE sentences SET words = 'plain', at = 3, bytes = 99 WHERE id = 1");
    expect(p, "SELECT " WORDS_OF("n") " FROM sentences n WHERE id = 1", "");
    change(p, "DELETE FROM dictionary");
    expect_damaged(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_small_record_keeps_its_words_plain),
        TEST(test_a_large_one_packs_all_of_them),
        TEST(test_a_batch_that_is_dropped),
        TEST(test_a_packed_page_that_changes),
        TEST(test_a_page_of_many_sentences),
        TEST(test_parts_with_dictionaries_of_their_own),
        TEST(test_damage_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
