/* test_label.c - which pieces of a page the trainer takes for its story. */
#include "tools/label.c"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

void *gold_need(void *at) {
    assert_non_null(at);
    return at;
}

/* Labels lines against a story; ends with the lines' labels as a string of 1, 0 and -. */
static void label_lines(const char *story, const char *const *lines, uint32_t n, char *out) {
    arena a = { 0 };
    trail t;
    pieces ps;
    buffer raw = { 0 };
    answer *known = calloc(1, sizeof *known);
    int label[16];
    assert_non_null(known);
    buffer_string(&known->text, story);
    known->has_text = true;
    for (uint32_t i = 0; i < n; i++)
        buffer_format(&raw, "%s\n", lines[i]);
    assert_true(trail_over(&t, &a, buffer_view(&raw)));
    pieces_open(&ps, &t, &a);
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; at += (uint32_t)strlen(lines[i++]) + 1)
        assert_non_null(pieces_add(&ps, at, at + (uint32_t)strlen(lines[i])));
    label_pieces(known, &ps, label);
    for (uint32_t i = 0; i < n; i++)
        out[i] = label[i] < 0 ? '-' : label[i] ? '1' : '0';
    out[n] = '\0';
    buffer_free(&raw);
    buffer_free(&known->text);
    free(known);
    arena_free(&a);
}

/* Cells of a table are too short for a run of four words; they are known by where they stand. */
static void test_cells_of_a_table(void **state) {
    (void)state;
    static const char *const lines[] = { "Home",
                                         "The drivers stand as follows after Sunday's race.",
                                         "Driver",
                                         "Points",
                                         "Kyle Busch",
                                         "5040",
                                         "Denny Hamlin",
                                         "5027",
                                         "The next race will be held in Texas in April.",
                                         "5027" };
    char labels[16];
    label_lines("The drivers stand as follows after Sunday's race. Driver Points Kyle Busch 5040 "
                "Denny Hamlin 5027 The next race will be held in Texas in April.",
                lines, 10, labels);
    assert_string_equal(labels, "0111111110");
}

/* A short line before the story's first long one is known by what comes behind it. */
static void test_heading_above(void **state) {
    (void)state;
    static const char *const lines[] = { "Sport", "Our ruling",
                                         "The claim that was made on Monday is false.", "Share" };
    char labels[16];
    label_lines("Our ruling The claim that was made on Monday is false.", lines, 4, labels);
    assert_string_equal(labels, "0110");
}

/* A sentence that is shown large again is no second part of the story. */
static void test_sentence_shown_again(void **state) {
    (void)state;
    static const char *const lines[] = {
        "We had hoped for more than that, she said.",
        "The talks ended on Monday in Lisbon without any result at all.",
        "We had hoped for more than that, she said. Neither side had expected much of the talks.",
        "Both of the sides will meet again in March to talk.",
        "The border will stay closed until then, both of them said.",
    };
    char labels[16];
    label_lines("The talks ended on Monday in Lisbon without any result at all. We had hoped for "
                "more than that, she said. Neither side had expected much of the talks. Both of "
                "the sides will meet again in March to talk. The border will stay closed until "
                "then, both of them said.",
                lines, 5, labels);
    assert_string_equal(labels, "01111");
}

/* A copy of the whole for other readers stands apart from the story's paragraphs. */
static void test_copy_of_the_whole(void **state) {
    (void)state;
    static const char *const lines[] = {
        "The talks ended on Monday in Lisbon without any result.",
        "Neither of the sides had expected much of the talks.",
        "Both of the sides will meet again in March to talk.",
        "The border will stay closed until then, both of them said.",
        "News",
        "Sport",
        "Weather",
        "Contact",
        "The talks ended on Monday in Lisbon without any result. Neither of the sides had expected "
        "much of the talks. Both of the sides will meet again in March to talk. The border will "
        "stay closed until then, both of them said.",
    };
    char labels[16];
    label_lines(lines[8], lines, 9, labels);
    assert_string_equal(labels, "111100000");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_of_a_table),
        cmocka_unit_test(test_heading_above),
        cmocka_unit_test(test_sentence_shown_again),
        cmocka_unit_test(test_copy_of_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
