/* test_store.c - what a record holds after pages come, come again, change and go. */
#include "store/import.h"
#include "tests/place.h"

static const built_event visit = { "RUSGOV", "visited", "VEN", EVENT_CONSULT, NULL, "2019-03-02" };
static const built_event loan = { "CHN", "lent", "VENGOV", EVENT_AID, "an official", "2019-03-01" };

static void test_a_page_is_kept_with_its_evidence(void **state) {
    place *p = *state;
    open_run(p);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    build_event(&p->d, &loan);
    doc_note(&p->d, "page", 7, false, "mended");
    assert_true(add(p));
    close_run(p, true);
    expect(p, "SELECT count(*) FROM events", "2");
    expect(p,
           "SELECT r.actor, r.recipient, r.trigger, substr(" WORDS_OF(
               "s") ", r.start - s.start + 1, 7)"
                    " FROM reports r JOIN sentences s ON s.id = r.sentence ORDER BY r.id LIMIT 1",
           "RUSGOV VEN visited visited");
    expect(p, "SELECT phrase FROM reports r JOIN phrases p ON p.id = r.entries LIMIT 1",
           "countries.txt:1");
    expect(p, "SELECT code FROM sides JOIN actors ON id = actor ORDER BY code",
           "CHN RUSGOV VEN VENGOV");
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'lent'", "1");
    expect(p, "SELECT message, offset FROM notes", "mended 7");
    expect_sound(p);
}

static void test_the_same_page_changes_nothing(void **state) {
    place *p = *state;
    bool has = false;
    for (int round = 0; round < 3; round++) {
        open_run(p);
        start(p, "a", "in/a.txt");
        build_event(&p->d, &visit);
        built_page(&p->d);
        assert_int_equal(store_has(p->s, &p->d.page, &has, &p->error), UH_OK);
        assert_int_equal(has, round > 0);
        assert_int_equal(add(p), round == 0);
        close_run(p, true);
    }
    expect(p,
           "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM events), "
           "(SELECT count(*) FROM runs)",
           "1 1 3");
    expect_sound(p);
}

/* Both are asked for before either is stored, as workers do it. */
static void test_the_same_page_twice_under_way_is_one(void **state) {
    place *p = *state;
    bool has = true;
    open_run(p);
    start(p, "first", "in/a.txt");
    add(p); // a transaction is open
    for (int round = 0; round < 2; round++) {
        start(p, "a", "in/a.txt");
        build_event(&p->d, &visit);
        built_page(&p->d);
        assert_int_equal(store_has(p->s, &p->d.page, &has, &p->error), UH_OK);
        assert_false(has);
    }
    assert_true(add(p));
    assert_false(add(p));
    start(p, "a", "in/a.txt"); // another text under the same name, by then known
    build_event(&p->d, &loan);
    built_page(&p->d);
    assert_int_equal(store_has(p->s, &p->d.page, &has, &p->error), UH_OK);
    assert_false(has);
    assert_true(add(p));
    close_run(p, true);
    expect(p, "SELECT count(*), max(id) FROM documents", "3 3");
    expect(p, "SELECT count(*), max(id) FROM sentences", "2 2");
    expect_sound(p);
}

/* A run that adds one page with an event. */
static void run_of_one(place *p) {
    open_run(p);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    add(p);
    close_run(p, true);
}

static void test_another_model_codes_it_again(void **state) {
    place *p = *state;
    run_of_one(p);
    assert_int_equal(store_open(p->path, true, &p->s, &p->error), UH_OK);
    assert_int_equal(store_run_begin(p->s, "fedcba9876543210", 0, &p->error), UH_OK);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    p->d.events[0].type = EVENT_AGREE;
    assert_true(add(p));
    close_run(p, true);
    expect(p, "SELECT count(*), max(type) FROM events", "1 1");
    expect_sound(p);
}

static void test_a_changed_page_takes_the_place_of_the_older(void **state) {
    place *p = *state;
    run_of_one(p);
    for (int complete = 0; complete < 2; complete++) { // cut short, it may still be to come
        open_run(p);
        start(p, "a", "in/a.txt");
        build_event(&p->d, &loan);
        assert_int_equal(add(p), complete == 0);
        close_run(p, complete);
        expect(p, "SELECT count(*) FROM documents", complete ? "1" : "2");
    }
    expect(p, "SELECT actor FROM reports", "CHN");
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'visited'", "0");
    expect_sound(p);
}

static void test_one_id_in_two_files_is_two_pages(void **state) {
    place *p = *state;
    for (int round = 0; round < 2; round++) {
        open_run(p);
        start(p, "a", "in/one.txt");
        build_event(&p->d, &visit);
        add(p);
        start(p, "a", "in/two.txt");
        build_event(&p->d, &loan);
        add(p);
        close_run(p, true);
    }
    expect(p, "SELECT count(*) FROM documents", "2");
    expect_sound(p);
}

static void test_one_id_twice_in_a_file_is_two_pages(void **state) {
    place *p = *state;
    for (int round = 0; round < 2; round++) {
        open_run(p);
        start(p, "a", "in/all.jsonl");
        build_event(&p->d, &visit);
        assert_int_equal(add(p), round == 0);
        start(p, "a", "in/all.jsonl");
        p->d.page.offset = 1000;
        build_event(&p->d, &loan);
        assert_int_equal(add(p), round == 0);
        close_run(p, true);
    }
    expect(p, "SELECT count(*) FROM documents", "2");
}

static void test_of_two_files_with_one_page_the_first_is_named(void **state) {
    place *p = *state;
    static const char *const files[] = { "in/b.txt", "in/a.txt", "in/c.txt" };
    open_run(p);
    for (int i = 0; i < 3; i++) {
        bool has;
        start(p, "a", files[i]);
        build_event(&p->d, &visit);
        built_page(&p->d);
        assert_int_equal(store_has(p->s, &p->d.page, &has, &p->error), UH_OK);
        assert_int_equal(has, i > 0);
        if (!has)
            add(p);
    }
    close_run(p, true);
    expect(p, "SELECT phrase FROM documents JOIN phrases ON phrases.id = container", "in/a.txt");
}

static void test_notes_of_an_input_are_those_of_the_last_run(void **state) {
    place *p = *state;
    bool has;
    uh_note n = { "in/a.jsonl", "intake", "line is no JSON", 0, 3, 1 };
    for (int round = 0; round < 2; round++) {
        open_run(p);
        assert_int_equal(store_note(p->s, &n, &p->error), UH_OK);
        n.line = 4;
        assert_int_equal(store_note(p->s, &n, &p->error), UH_OK);
        n.line = 3;
        close_run(p, true);
    }
    expect(p, "SELECT line FROM notes", "3 4");
    open_run(p); // now the file is whole
    start(p, "a", "in/a.jsonl");
    built_page(&p->d);
    assert_int_equal(store_has(p->s, &p->d.page, &has, &p->error), UH_OK);
    close_run(p, true);
    expect(p, "SELECT line FROM notes", "");
}

static void test_what_was_not_committed_is_dropped(void **state) {
    place *p = *state;
    open_run(p);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    add(p);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
    start(p, "b", "in/b.txt");
    build_event(&p->d, &loan);
    add(p);
    store_close(p->s);
    p->s = NULL;
    expect(p, "SELECT own_id FROM documents", "a");
    expect_sound(p);
}

static void test_reports_of_one_act_have_ids_of_their_own(void **state) {
    place *p = *state;
    open_run(p);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    event *again = doc_add_event(&p->d);
    *again = p->d.events[0];
    add(p);
    close_run(p, true);
    expect(p, "SELECT count(DISTINCT key) FROM reports", "2");
    expect_sound(p);
}

/* Puts a claim into the last sentence of a page. */
static void build_claim(doc *d, const char *code) {
    sentence *in = &d->sentences[d->n_sentences - 1];
    claim *c = doc_add_claim(d);
    *c = (claim){ .sentence = d->n_sentences - 1, .start = in->start + 2, .end = in->start + 8 };
    c->speaker = TEXT("a sailor");
    built_side(d, &c->about, code);
}

static void test_claims_about_nobody_known_are_left_out(void **state) {
    place *p = *state;
    open_run(p);
    start(p, "a", "in/a.txt");
    build_event(&p->d, &visit);
    build_claim(&p->d, "RUS");
    build_claim(&p->d, NULL);
    add(p);
    close_run(p, true);
    expect(p,
           "SELECT c.about, substr(" WORDS_OF("n") ", c.at + 1, c.bytes) FROM claims c "
                                                   "JOIN sentences n ON n.id = c.sentence",
           "RUS SGOV v");
    expect_sound(p);
}

static uh_status count_refused(void *context, const import_place *at, text raw, uh_error *error) {
    (void)at, (void)raw, (void)error;
    ++*(uint32_t *)context;
    return UH_OK;
}

static void import(place *p, const coded *c, text row, const import_place *at) {
    assert_int_equal(import_row(p->s, LAYOUT_GDELT2, c, row, row, at, &p->error), UH_OK);
}

static void test_an_imported_row_is_an_event_of_an_article(void **state) {
    place *p = *state;
    uint32_t refused = 0;
    import_counts counts;
    const text none = { "", 0 };
    coded c = { .key = 77,
                .id = TEXT("7"),
                .type = EVENT_AID,
                .actor = TEXT("RUSGOV"),
                .recipient = TEXT("VEN CUB"),
                .actor_text = none,
                .recipient_text = none,
                .article = TEXT("http://x/1"),
                .outlet = TEXT("x"),
                .url = TEXT("http://x/1"),
                .title = none,
                .sentence = none,
                .place = none,
                .country = none,
                .counts = none,
                .code = TEXT("070"),
                .reports = 1,
                .sources = 3 };
    const import_place at = { TEXT("in/g.csv"), 0, 1 };
    date_iso(TEXT("2019-03-02"), &c.when);
    c.published = c.when;
    open_run(p);
    assert_int_equal(import_begin(p->s, false, count_refused, &refused, &p->error), UH_OK);
    import(p, &c, TEXT("7\tx"), &at);
    import(p, &c, TEXT("7\tx"), &at); // the same in one batch,
    assert_int_equal(import_flush(p->s, &p->error), UH_OK);
    import(p, &c, TEXT("7\tx"), &at); // and in the next
    assert_int_equal(import_flush(p->s, &p->error), UH_OK);
    assert_int_equal(import_counted(p->s).known, 2);
    c.article = TEXT("http://x/2");
    import(p, &c, TEXT("7\ty"), &at);
    assert_int_equal(import_flush(p->s, &p->error), UH_OK);
    assert_int_equal(refused, 1);
    c.key = 78;
    c.article = TEXT("http://x/1");
    c.sentence = TEXT("Russia sent grain.");
    import(p, &c, TEXT("8\ty"), &at);
    assert_int_equal(import_flush(p->s, &p->error), UH_OK);
    assert_int_equal(import_counted(p->s).made, 2);
    assert_int_equal(import_counted(p->s).articles, 1);
    assert_int_equal(import_finish(p->s, &counts, &p->error), UH_OK);
    close_run(p, true);
    expect(p, "SELECT count(*), max(sentences) FROM documents", "1 0");
    expect(p, "SELECT key, sources FROM events ORDER BY key", "77 3 78 3");
    expect(p,
           "SELECT a.code, s.role FROM sides s JOIN actors a ON a.id = s.actor WHERE event = "
           "(SELECT id FROM events WHERE key = 77) ORDER BY 2, 1",
           "RUSGOV 1 CUB 2 VEN 2");
    expect(p, "SELECT row FROM originals ORDER BY report", "7\tx 8\ty");
    expect(p, "SELECT " WORDS_OF("n") " FROM sentences n WHERE bytes > 0", "Russia sent grain.");
    expect_sound(p);
    open_run(p); // another import, whose first row stands already and does not bring the sentence
    c.sentence = none;
    c.key = 77;
    assert_int_equal(import_begin(p->s, false, count_refused, &refused, &p->error), UH_OK);
    import(p, &c, TEXT("7\tx"), &at);
    c.key = 79;
    c.article = TEXT("http://x/3");
    import(p, &c, TEXT("9\ty"), &at);
    assert_int_equal(import_finish(p->s, &counts, &p->error), UH_OK);
    close_run(p, true);
    expect(p, "SELECT count(*) FROM documents", "2");
    expect(p, "SELECT row FROM originals ORDER BY report", "7\tx 8\ty 9\ty");
    expect(p, "PRAGMA journal_mode", "wal");
    expect_sound(p);
    change(p, "INSERT INTO coded SELECT id, type, mode, status, day, precision, intensity, actor, "
              "recipient FROM reports WHERE key = 77");
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_OK);
    const int64_t first = (int64_t)1 << 18;
    layout l;
    text row;
    assert_int_equal(import_original(p->s, first, &l, &row, &p->error), UH_END); // recoded
    assert_int_equal(import_original(p->s, first + 1, &l, &row, &p->error), UH_OK);
    assert_int_equal(l, LAYOUT_GDELT2);
    assert_true(text_equal(row, TEXT("8\ty")));
}

/* Leaves pages of the file without rows. */
static void leave_free(place *p, const char *bytes) {
    char sql[256];
    snprintf(sql, sizeof sql,
             "CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(%s)); DROP TABLE filler",
             bytes);
    change(p, sql);
}

static void test_a_record_that_grew_is_packed(void **state) {
    place *p = *state;
    run_of_one(p);
    open_run(p);
    leave_free(p, "100000");
    store_pack(p->s);
    expect(p, "SELECT freelist_count > 0 FROM pragma_freelist_count", "1"); // it did not double
    leave_free(p, "1000000");
    store_pack(p->s);
    expect(p, "PRAGMA freelist_count", "0");
    leave_free(p, "100000");
    store_pack(p->s);
    expect(p, "SELECT freelist_count > 0 FROM pragma_freelist_count", "1"); // since it was packed
    close_run(p, true);
    expect(p, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'visited'", "1");
    expect_sound(p);
}

static void test_a_record_that_others_write_is_not_packed(void **state) {
    place *p = *state;
    store *other = NULL;
    open_run(p);
    leave_free(p, "1000000");
    assert_int_equal(store_open(p->path, true, &other, &p->error), UH_OK);
    assert_int_equal(store_run_begin(other, "0123456789abcdef", 0, &p->error), UH_OK);
    start(p, "a", "in/a.txt");
    built_page(&p->d);
    bool changed;
    assert_int_equal(store_add(other, &p->d, &changed, &p->error), UH_OK); // it is writing now
    store_pack(p->s);
    expect(p, "SELECT freelist_count > 0 FROM pragma_freelist_count", "1");
    assert_int_equal(store_commit(other, &p->error), UH_OK);
    store_close(other);
    close_run(p, true);
    expect(p, "SELECT count(*) FROM documents", "1");
    expect_sound(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_page_is_kept_with_its_evidence, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_the_same_page_changes_nothing, make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_the_same_page_twice_under_way_is_one, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_another_model_codes_it_again, make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_a_changed_page_takes_the_place_of_the_older,
                                        make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_one_id_in_two_files_is_two_pages, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_one_id_twice_in_a_file_is_two_pages, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_of_two_files_with_one_page_the_first_is_named,
                                        make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_notes_of_an_input_are_those_of_the_last_run,
                                        make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_what_was_not_committed_is_dropped, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_claims_about_nobody_known_are_left_out, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_an_imported_row_is_an_event_of_an_article, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_reports_of_one_act_have_ids_of_their_own, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(test_a_record_that_grew_is_packed, make_place, drop_place),
        cmocka_unit_test_setup_teardown(test_a_record_that_others_write_is_not_packed, make_place,
                                        drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
