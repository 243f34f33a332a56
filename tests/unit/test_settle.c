/* test_settle.c - stories and events come out the same whatever the order, the number of runs and
 * the kills on the way. Pages are made from a seed, so that many share texts, words and acts. */
#include "report/lists.h"
#include "run/settle.h"
#include "story/fingerprint.h"
#include "tests/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { PAGES = 60, NAME_SIZE = 64, DAYS = 90 };

static uint32_t next_random(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* A made page: which of a few subjects it is on, which act it tells, when. */
typedef struct made {
    int subject, take, day, outlet;
} made;

static void make_pages(made pages[PAGES], uint64_t seed) {
    for (int i = 0; i < PAGES; i++) {
        pages[i].subject = (int)(next_random(&seed) % 8);
        pages[i].take = (int)(next_random(&seed) % 3);
        pages[i].outlet = (int)(next_random(&seed) % 3);
        pages[i].day = (int)(next_random(&seed) % DAYS) / (1 + pages[i].subject % 3 * 10);
    }
}

static void build(doc *d, const made *m, int number) {
    static const char *const outlets[] = { "Daily", "Weekly", "" };
    static const char *const actors[] = { "USA", "USAGOV", "RUS" };
    char id[NAME_SIZE], file[NAME_SIZE], day[DATE_SIZE], words[NAME_SIZE];
    snprintf(id, sizeof id, "page%d", number);
    snprintf(file, sizeof file, "in/%d.txt", number);
    date_write_day(17000 + m->day, day);
    build_page(d, id, outlets[m->outlet], file, m->day % 13 == 12 ? NULL : day);
    const built_event act = { actors[m->subject % 3],
                              m->take == 2 ? "threatened" : "visited",
                              "VEN",
                              m->take == 2 ? EVENT_THREATEN : EVENT_CONSULT,
                              NULL,
                              day };
    build_event(d, &act);
    for (int i = 0; i < 30; i++) { // half of the words are the subject's, half the take's
        snprintf(words, sizeof words, "%s%d", i % 2 ? "subject" : "take",
                 i % 2 ? m->subject * 100 + i : (m->subject * 3 + m->take) * 100 + i);
        built_token(d, words);
    }
    built_page(d);
    assert_int_equal(fingerprint_make(d), UH_OK);
}

typedef struct place {
    char folder[NAME_SIZE], path[NAME_SIZE + 8];
    store *s;
    doc d;
    uh_error error;
    made pages[PAGES];
} place;

static int make_place(void **state) {
    place *p = calloc(1, sizeof *p);
    strcpy(p->folder, "/tmp/uh-settle-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/r.db", p->folder);
    doc_open(&p->d, 0);
    *state = p;
    return 0;
}

static void remove_record(place *p) {
    static const char *const ends[] = { "", "-wal", "-shm" };
    char name[NAME_SIZE + 16];
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", p->path, ends[i]);
        unlink(name);
    }
}

static int drop_place(void **state) {
    place *p = *state;
    store_close(p->s);
    remove_record(p);
    rmdir(p->folder);
    doc_free(&p->d);
    free(p);
    return 0;
}

static int take(void *context, const void *bytes, size_t n) {
    buffer_add(context, bytes, n);
    return 0;
}

static void open_run(place *p) {
    assert_int_equal(store_open(p->path, true, &p->s, &p->error), UH_OK);
    assert_int_equal(store_run_begin(p->s, "0123456789abcdef", 0, &p->error), UH_OK);
}

static void close_run(place *p) {
    uh_counts counts = { 0 };
    assert_int_equal(store_run_end(p->s, &counts, true, 0, &p->error), UH_OK);
    assert_int_equal(settle(p->s, &p->error), UH_OK);
    store_close(p->s);
    p->s = NULL;
}

static void add(place *p, int number) {
    bool changed;
    build(&p->d, &p->pages[number], number);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
}

/* All that the record says. */
static void dump(place *p, buffer *out) {
    uh_sink sink = { take, out };
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_OK);
    for (int list = UH_LIST_EVENTS; list <= UH_LIST_STATS; list++)
        assert_int_equal(lists_write(p->s, (uh_list)list, NULL, UH_JSONL, sink, &p->error), UH_OK);
    store_close(p->s);
    p->s = NULL;
}

static void add_at_once(place *p, buffer *out) {
    open_run(p);
    for (int i = 0; i < PAGES; i++)
        add(p, i);
    close_run(p);
    dump(p, out);
    remove_record(p);
}

static void shuffle(int order[PAGES], uint64_t seed) {
    for (int i = 0; i < PAGES; i++)
        order[i] = i;
    for (int i = PAGES - 1; i > 0; i--) {
        int j = (int)(next_random(&seed) % (uint32_t)(i + 1)), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

static void expect_same(const buffer *whole, const buffer *other, uint64_t seed) {
    if (whole->len != other->len || memcmp(whole->at, other->at, whole->len) != 0)
        fail_msg("seed %d: not the same:\n%.*s\n---\n%.*s", (int)seed, (int)whole->len, whole->at,
                 (int)other->len, other->at);
}

static void test_any_order_in_any_number_of_runs(void **state) {
    place *p = *state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        buffer whole = { 0 }, other = { 0 };
        int order[PAGES];
        uint64_t parts = seed;
        make_pages(p->pages, seed);
        add_at_once(p, &whole);
        assert_true(whole.len > 10000);
        shuffle(order, seed);
        open_run(p);
        for (int i = 0; i < PAGES; i++) {
            add(p, order[i]);
            if (next_random(&parts) % 8 == 0) {
                close_run(p);
                open_run(p);
            }
        }
        close_run(p);
        dump(p, &other);
        remove_record(p);
        expect_same(&whole, &other, seed);
        buffer_free(&whole);
        buffer_free(&other);
    }
}

static void test_pages_that_change_on_the_way(void **state) {
    place *p = *state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        buffer whole = { 0 }, other = { 0 };
        made last[PAGES];
        make_pages(p->pages, seed);
        memcpy(last, p->pages, sizeof last);
        add_at_once(p, &whole);
        make_pages(p->pages, seed + 100); // first each page says something else
        for (int i = 0; i < PAGES; i++)
            p->pages[i].outlet = last[i].outlet; // else it would be another page
        open_run(p);
        for (int i = 0; i < PAGES; i++)
            add(p, i);
        close_run(p);
        memcpy(p->pages, last, sizeof last);
        open_run(p);
        for (int i = PAGES - 1; i >= 0; i--)
            add(p, i);
        close_run(p);
        dump(p, &other);
        remove_record(p);
        expect_same(&whole, &other, seed);
        buffer_free(&whole);
        buffer_free(&other);
    }
}

static void test_a_run_that_died_before_settling(void **state) {
    place *p = *state;
    buffer whole = { 0 }, other = { 0 };
    make_pages(p->pages, 5);
    add_at_once(p, &whole);
    open_run(p);
    for (int i = 0; i < PAGES / 2; i++)
        add(p, i);
    assert_int_equal(store_commit(p->s, &p->error), UH_OK);
    for (int i = PAGES / 2; i < PAGES; i++)
        add(p, i); // lost
    store_close(p->s);
    open_run(p);
    for (int i = 0; i < PAGES; i++)
        add(p, i);
    close_run(p);
    dump(p, &other);
    expect_same(&whole, &other, 5);
    buffer_free(&whole);
    buffer_free(&other);
}

static void test_reprints_are_reports_of_one_event(void **state) {
    place *p = *state;
    query *q;
    event_row row;
    p->pages[0] = (made){ 1, 0, 1, 0 };
    p->pages[1] = (made){ 1, 0, 2, 1 };
    p->pages[2] = (made){ 1, 0, 2, 2 };
    open_run(p);
    for (int i = 0; i < 3; i++)
        add(p, i);
    close_run(p);
    assert_int_equal(store_open(p->path, false, &p->s, &p->error), UH_OK);
    assert_int_equal(query_events(p->s, NULL, &q, &p->error), UH_OK);
    assert_int_equal(query_event(q, &row, &p->error), UH_OK);
    assert_int_equal(row.reports, 3);
    assert_int_equal(row.outlets, 3);
    assert_int_equal(row.sources, 1);
    assert_int_equal(query_event(q, &row, &p->error), UH_END);
    query_close(q);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        TEST(test_any_order_in_any_number_of_runs),
        TEST(test_pages_that_change_on_the_way),
        TEST(test_a_run_that_died_before_settling),
        TEST(test_reprints_are_reports_of_one_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
