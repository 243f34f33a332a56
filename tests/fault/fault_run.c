/* fault_run.c - a whole run with the n-th allocation, or the n-th read or write, refused, for every
 * n until nothing is refused any more: each ends with a status, never with a crash or a leak. */
#include "tests/fault/wrap.h"
#include "upperhand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS_MOST = 100000 };

typedef struct taken {
    size_t bytes;
    long calls_left; // until the sink refuses; under 0: never
    int notes;
} taken;

static int take(void *context, const void *bytes, size_t n) {
    taken *t = context;
    (void)bytes;
    t->bytes += n;
    return t->calls_left >= 0 && t->calls_left-- == 0;
}

static void count_note(void *context, const uh_note *n) {
    taken *t = context;
    assert_non_null(n->message);
    t->notes++;
}

static char folder[] = "/tmp/upperhand-fault-XXXXXX";
static char inputs[3][64];
static uh_model *model;

static void put(const char *path, const char *bytes) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state) {
    (void)state;
    atomic_store(&allocations_left, -1);
    atomic_store(&reads_left, -1);
    if (!mkdtemp(folder) || uh_model_open(NULL, &model, NULL) != UH_OK)
        return -1;
    static const char *const names[] = { "a.jsonl", "b.txt", "list" };
    for (int i = 0; i < 3; i++)
        snprintf(inputs[i], sizeof inputs[i], "%s%s/%s", i == 2 ? "@" : "", folder, names[i]);
    put(inputs[0],
        "{\"id\":\"1\",\"date\":\"2019-01-02\",\"authors\":[\"A B\"],\"text\":\"Iran "
        "\\u0022warned\\u0022 "
        "Iraq on Friday.\"}\n{broken\n{\"id\":\"2\",\"text\":\"Iraq\xff rejected it.\"}\n");
    put(inputs[1], "Planes land in Caracas\n\nTwo Russian planes landed in Caracas on Saturday, "
                   "officials said in a statement, and left on Sunday.\n");
    put(inputs[2] + 1, inputs[0]);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        unlink(inputs[i] + (i == 2));
    rmdir(folder);
    uh_model_close(model);
    return 0;
}

static uh_status run(uh_verb verb, taken *t) {
    const char *paths[] = { inputs[0], folder, inputs[2] };
    uh_run_options options = {
        .size = sizeof options, .jobs = 1, .note = count_note, .context = t
    };
    uh_counts counts;
    uh_error error = { .status = UH_OK };
    uh_status status =
        uh_run(model, verb, paths, 3, &options, (uh_sink){ take, t }, &counts, &error);
    if (status != UH_OK)
        assert_true(error.message[0] != '\0');
    return status;
}

static void each_allocation(uh_verb verb) {
    for (long i = 0; i < ROUNDS_MOST; i++) {
        taken t = { .calls_left = -1 };
        atomic_store(&was_refused, false);
        atomic_store(&allocations_left, i);
        uh_status status = run(verb, &t);
        atomic_store(&allocations_left, -1);
        if (!atomic_load(&was_refused)) {
            assert_int_equal(status, UH_OK);
            assert_true(i > 20);
            return;
        }
        assert_true(status == UH_OK || status == UH_NOMEM || status == UH_IO);
    }
    fail();
}

static void test_allocations_read(void **state) {
    (void)state;
    each_allocation(UH_READ);
}

static void test_allocations_parse(void **state) {
    (void)state;
    each_allocation(UH_PARSE);
}

static void test_reads(void **state) {
    (void)state;
    for (long i = 0; i < ROUNDS_MOST; i++) {
        taken t = { .calls_left = -1 };
        atomic_store(&was_refused, false);
        atomic_store(&reads_left, i);
        uh_status status = run(UH_READ, &t);
        atomic_store(&reads_left, -1);
        assert_int_equal(status, UH_OK);
        if (!atomic_load(&was_refused)) {
            assert_true(i >= 4);
            return;
        }
        assert_true(t.notes > 0); // a refused read is told
    }
    fail();
}

static void test_sink(void **state) {
    (void)state;
    taken all = { .calls_left = -1 };
    assert_int_equal(run(UH_READ, &all), UH_OK);
    for (long i = 0; i < 4; i++) {
        taken t = { .calls_left = i };
        assert_int_equal(run(UH_READ, &t), UH_IO);
        assert_true(t.bytes < all.bytes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocations_read),
        cmocka_unit_test(test_allocations_parse),
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_sink),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
