/* test_smooth.c - what the judgements of a page's pieces say together. */
#include "page/smooth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PIECES_MOST = 48, NO = -1024, YES = 1024, MAYBE = 256, SURELY = 2048 };

/* A page of lines, each with its kind of markup. */
typedef struct lines {
    arena a;
    trail t;
    pieces ps;
    buffer bytes;
    markup markup[PIECES_MOST];
} lines;

static void open_lines(lines *l, const char *const *line, uint32_t n) {
    memset(l, 0, sizeof *l);
    for (uint32_t i = 0; i < n; i++)
        buffer_format(&l->bytes, "%s\n", line[i]);
    assert_true(trail_over(&l->t, &l->a, buffer_view(&l->bytes)));
    pieces_open(&l->ps, &l->t, &l->a);
    l->ps.markup = l->markup;
    for (uint32_t i = 0, at = 0; i < n; i++) {
        uint32_t end = at + (uint32_t)strlen(line[i]);
        assert_non_null(pieces_add(&l->ps, at, end));
        l->markup[i].signature = 1000 + i; // alone of its kind
        at = end + 1;
    }
}

static void close_lines(lines *l) {
    arena_free(&l->a);
    buffer_free(&l->bytes);
}

static const char *const table[] = {
    "The drivers stand as follows after the race on Sunday.",
    "Driver",
    "Points",
    "Kyle Busch",
    "5040",
    "The next race will be held in Texas in April.",
};

static void test_cells_go_one_way(void **state) {
    (void)state;
    static const int32_t judged[][6] = { { YES, YES, NO, YES, NO - 200, YES },
                                         { YES, NO, NO, MAYBE, MAYBE, YES },
                                         // one sure cell does not outweigh three
                                         { YES, NO, NO, NO, 20000, YES } };
    static const int32_t other[6] = { YES, YES, MAYBE, YES, NO, YES };
    lines l;
    open_lines(&l, table, 6);
    for (int i = 1; i < 5; i++)
        l.markup[i].signature = 7;
    for (size_t k = 0; k < 3; k++) {
        int32_t sum[6];
        memcpy(sum, judged[k], sizeof sum);
        smooth_runs(&l.ps, sum, 0);
        for (int i = 1; i < 5; i++)
            assert_true(sum[i] <= 0);
        assert_true(sum[0] == YES && sum[5] == YES);
    }
    int32_t sum[6];
    memcpy(sum, other, sizeof sum);
    smooth_runs(&l.ps, sum, 0);
    for (int i = 1; i < 5; i++)
        assert_true(sum[i] > 0);
    close_lines(&l);
}

/* Lines of other kinds, too few of them, the title, and long ones stay as they were judged. */
static void test_other_lines_go_their_own_way(void **state) {
    (void)state;
    static const int32_t judged[6] = { YES, YES, NO, YES, YES, YES };
    int32_t sum[6];
    lines l;
    open_lines(&l, table, 6);
    memcpy(sum, judged, sizeof sum);
    smooth_runs(&l.ps, sum, 0);
    assert_memory_equal(sum, judged, sizeof sum);
    for (int i = 1; i < 4; i++)
        l.markup[i].signature = 7;
    smooth_runs(&l.ps, sum, 0);
    assert_memory_equal(sum, judged, sizeof sum);
    l.markup[4].signature = 7;
    l.ps.title = 2;
    smooth_runs(&l.ps, sum, 0);
    assert_memory_equal(sum, judged, sizeof sum);
    l.ps.title = NO_INDEX;
    for (uint32_t i = 1; i < 5; i++)
        l.ps.at[i].shape.n_words = 30;
    smooth_runs(&l.ps, sum, 0);
    assert_memory_equal(sum, judged, sizeof sum);
    close_lines(&l);
}

/* A story of ten paragraphs, then menus, then a doubtful box. */
static void judge_apart(int32_t *sum, int32_t story, int32_t box) {
    for (int i = 0; i < 40; i++)
        sum[i] = i < 10 ? story : i < 30 ? NO : i < 33 ? box : NO;
}

static void test_strays(void **state) {
    (void)state;
    const char *line[40];
    int32_t sum[40];
    lines l;
    for (int i = 0; i < 40; i++)
        line[i] = "Both of the sides will meet again in March.";
    open_lines(&l, line, 40);
    judge_apart(sum, SURELY, MAYBE);
    smooth_strays(&l.ps, sum, 0);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(smooth_keeps(&l.ps, sum, 0, i), i < 10);
    judge_apart(sum, SURELY, YES); // the box is no doubtful one
    smooth_strays(&l.ps, sum, 0);
    assert_true(sum[30] == YES && sum[32] == YES);
    judge_apart(sum, YES, MAYBE); // the story is not sure itself
    smooth_strays(&l.ps, sum, 0);
    assert_true(sum[30] == MAYBE && sum[9] == YES);
    judge_apart(sum, SURELY, MAYBE);
    for (int i = 10; i < 30; i += 6)
        sum[i] = MAYBE; // nothing parts them
    smooth_strays(&l.ps, sum, 0);
    assert_true(sum[10] == MAYBE && sum[30] == MAYBE);
    close_lines(&l);
}

static void test_copy(void **state) {
    (void)state;
    static const char part[] =
        "Both of the sides will meet again in March, one of them said on the "
        "way out, to talk about the border that was closed by both of them last "
        "year";
    const char *line[6];
    char own[5][256], whole[2048] = "";
    int32_t sum[6] = { YES, YES, YES, YES, YES, YES };
    lines l;
    for (int i = 0; i < 5; i++) {
        snprintf(own[i], sizeof own[i], "%s, part %d.", part, i);
        strcat(strcat(whole, own[i]), " ");
        line[i] = own[i];
    }
    line[5] = whole;
    open_lines(&l, line, 6);
    assert_int_equal(smooth_copy(&l.ps, sum, 0), 5);
    sum[5] = NO; // it is dropped already
    assert_int_equal(smooth_copy(&l.ps, sum, 0), NO_INDEX);
    sum[5] = YES;
    sum[0] = sum[1] = sum[2] = NO; // most of it stands nowhere else
    assert_int_equal(smooth_copy(&l.ps, sum, 0), NO_INDEX);
    close_lines(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_go_one_way),
        cmocka_unit_test(test_other_lines_go_their_own_way),
        cmocka_unit_test(test_strays),
        cmocka_unit_test(test_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
