/* test_intake.c - streams, unpacking, formats told by content, and the iterator over pages. */
#include "intake/intake.h"
#include "intake/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/upperhand-intake-XXXXXX";
static char path[64];

static int set_up(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/input.x", folder);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    rmdir(folder);
    return 0;
}

static void put(const void *bytes, size_t n) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void open_text(stream *s, const char *bytes) {
    assert_int_equal(stream_open_memory(s, text_of(bytes)), UH_OK);
}

static void assert_text(text t, const char *expected) {
    assert_int_equal(t.len, strlen(expected));
    assert_memory_equal(t.at, expected, t.len);
}

static void test_lines(void **state) {
    (void)state;
    stream s;
    text line = { 0 };
    open_text(&s, "one\n\n12345\n123456\nlast");
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_LINE);
    assert_text(line, "one");
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_LINE);
    assert_text(line, "");
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_LINE);
    assert_text(line, "12345");
    assert_int_equal(s.offset, 11);
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_LONG_LINE);
    assert_int_equal(line.len, 6);
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_LINE);
    assert_text(line, "last");
    assert_int_equal(stream_next_line(&s, 5, &line), STREAM_NO_LINE);
    assert_int_equal(s.status, UH_OK);
    stream_close(&s);
}

/* Lines longer than what is read at once, and the window that holds them. */
static void test_long_lines(void **state) {
    (void)state;
    size_t n = 3 * (size_t)STREAM_CHUNK;
    char *bytes = malloc(2 * n);
    assert_non_null(bytes);
    memset(bytes, 'x', 2 * n);
    bytes[n - 1] = bytes[2 * n - 1] = '\n';
    put(bytes, 2 * n);
    stream s;
    text line = { 0 };
    assert_int_equal(stream_open(&s, path, NULL), UH_OK);
    assert_int_equal(stream_next_line(&s, n, &line), STREAM_LINE);
    assert_int_equal(line.len, n - 1);
    assert_int_equal(s.offset, n);
    assert_int_equal(stream_next_line(&s, STREAM_CHUNK, &line), STREAM_LONG_LINE);
    assert_int_equal(line.len, n - 1);
    assert_int_equal(s.offset, 2 * n);
    assert_int_equal(stream_next_line(&s, n, &line), STREAM_NO_LINE);
    stream_close(&s);
    free(bytes);
}

static void test_peek(void **state) {
    (void)state;
    stream s;
    open_text(&s, "abcdef");
    assert_int_equal(stream_peek(&s, 2).len, 6);
    stream_take(&s, 4);
    assert_text(stream_peek(&s, 100), "ef");
    assert_int_equal(s.offset, 4);
    stream_take(&s, 2);
    assert_int_equal(stream_peek(&s, 1).len, 0);
    stream_close(&s);
}

static const char *format_of(const char *head) {
    const char *what = "";
    const input_format *f = format_find(UH_KIND_SNIFF, text_of(head), &what);
    return f ? f->name : what;
}

static void test_kinds(void **state) {
    (void)state;
    assert_string_equal(format_of("{\"id\": 1}"), "JSON lines");
    assert_string_equal(format_of("\xef\xbb\xbf {\"id\": 1}"), "JSON lines");
    assert_string_equal(format_of("{broken\n{\"id\": 1}"), "JSON lines");
    assert_string_equal(format_of("{\n  \"id\": 1}"), "JSON");
    assert_string_equal(format_of("[{\"id\": 1}]"), "JSON");
    assert_string_equal(format_of("{curly words} open a text"), "text");
    assert_string_equal(format_of("[Reuters] oil rose"), "text");
    assert_string_equal(format_of("<!DOCTYPE html><p>x"), "HTML");
    assert_string_equal(format_of("\n\n<p>x"), "HTML");
    assert_string_equal(format_of("<3 Caracas"), "text");
    assert_string_equal(format_of("# newdoc id = x\n"), "CoNLL-U");
    assert_string_equal(format_of("1\tOil\t_\t_\t_\t_\t_\t_\t_\t_\n"), "CoNLL-U");
    assert_string_equal(format_of("Oil rose."), "text");
    assert_string_equal(format_of("%PDF-1.7"), "a PDF file");
    assert_null(format_of("\x01\x02\x03\x04 oil"));
}

/* Bytes that are given away stay, whichever part of the window is copied, and the stream goes on
 * behind them with the memory that it has in exchange or gets back. */
static void test_bytes_given_away(void **state) {
    (void)state;
    stream s;
    buffer first = { 0 }, second = { 0 };
    text one, other;
    open_text(&s, "abcdefgh");
    stream_take(&s, 1);
    assert_true(stream_give(&s, 2, &first, &one));
    assert_true(stream_give(&s, 3, &second, &other));
    assert_text(one, "bc");
    assert_text(other, "def");
    assert_int_equal(s.offset, 6);
    assert_text(stream_peek(&s, 5), "gh");
    size_t cap = second.cap > s.cap ? second.cap : s.cap;
    stream_reclaim(&s, &second);
    assert_int_equal(s.cap, cap);
    assert_text(stream_peek(&s, 5), "gh");
    assert_true(stream_give(&s, 2, &second, &other));
    assert_text(other, "gh");
    assert_text(one, "bc");
    assert_int_equal(stream_peek(&s, 1).len, 0);
    stream_close(&s);
    buffer_free(&first);
    buffer_free(&second);
}

static void test_kind_wins(void **state) {
    (void)state;
    const char *what = "";
    text head = text_of("{\"id\": 1}");
    assert_string_equal(format_find(UH_KIND_TEXT, head, &what)->name, "text");
    assert_string_equal(format_find(UH_KIND_JSONL, text_of("Oil"), &what)->name, "JSON lines");
    assert_string_equal(format_find(UH_KIND_JSONL, text_of("[\n"), &what)->name, "JSON");
}

/* Opens the file at path as an input. */
static intake *open_file(uint64_t limit) {
    static const char *names[1];
    intake *in = NULL;
    intake_options options = { .limit = limit };
    names[0] = path;
    assert_int_equal(intake_open(names, 1, &options, &in, NULL), UH_OK);
    return in;
}

static void next(intake *in, doc *d) {
    doc_reset(d);
    assert_int_equal(intake_next(in, d, NULL), UH_OK);
}

static void test_pages(void **state) {
    (void)state;
    static const char bytes[] = "\xef\xbb\xbf{\"text\":\"a\",\"title\":\"T\"}\r\n\n{broken\n"
                                "{\"id\":\"x\",\"text\":\"b\\u00e9\"}";
    doc d;
    put(bytes, sizeof bytes - 1);
    intake *in = open_file(0);
    doc_open(&d, 0);
    next(in, &d);
    assert_text(d.page.id, "input-1");
    assert_text(d.page.raw, "a");
    assert_text(d.page.given_title, "T");
    assert_int_equal(d.page.offset, 3);
    assert_int_equal(d.page.media, MEDIA_ARTICLE);
    next(in, &d);
    assert_int_equal(d.page.media, MEDIA_UNKNOWN);
    assert_int_equal(d.n_notes, 1);
    assert_int_equal(d.notes[0].line, 3);
    assert_true(d.notes[0].skipped);
    next(in, &d);
    assert_text(d.page.id, "x");
    assert_text(d.page.raw, "b\xc3\xa9");
    assert_int_equal(d.page.line, 4);
    doc_reset(&d);
    assert_int_equal(intake_next(in, &d, NULL), UH_END);
    uh_counts counts = { 0 };
    intake_counts(in, &counts);
    assert_int_equal(counts.inputs, 1);
    assert_int_equal(counts.pages, 2);
    assert_int_equal(counts.bytes, sizeof bytes - 1);
    intake_close(in);
    doc_free(&d);
}

static void test_limit(void **state) {
    (void)state;
    static const char bytes[] = "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n";
    doc d;
    put(bytes, sizeof bytes - 1);
    intake *in = open_file(2);
    doc_open(&d, 0);
    next(in, &d);
    next(in, &d);
    doc_reset(&d);
    assert_int_equal(intake_next(in, &d, NULL), UH_END);
    intake_close(in);
    doc_free(&d);
}

/* A record that a document has no room for is a note, and the next one is read. */
static void test_no_room(void **state) {
    (void)state;
    enum { LONG = 200000 };
    char *bytes = malloc(LONG + 100);
    assert_non_null(bytes);
    int n = sprintf(bytes, "{\"id\":\"big\",\"text\":\"");
    memset(bytes + n, 'x', LONG);
    n += LONG;
    n += sprintf(bytes + n, "\"}\n{\"id\":\"small\",\"text\":\"y\"}\n");
    put(bytes, (size_t)n);
    free(bytes);
    doc d;
    intake *in = open_file(0);
    doc_open(&d, 2 * ARENA_CHUNK);
    next(in, &d);
    assert_int_equal(d.page.media, MEDIA_UNKNOWN);
    assert_int_equal(d.n_notes, 1);
    assert_int_equal(d.notes[0].line, 1);
    assert_text(d.notes[0].message, "skipped: the page needs more memory than a document may take");
    next(in, &d);
    assert_text(d.page.id, "small");
    intake_close(in);
    doc_free(&d);
}

static void test_sentences(void **state) {
    (void)state;
    static const char bytes[] = "# newdoc id = a\n1\tOil\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
                                "# newdoc\n1\tGas\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    doc d;
    put(bytes, sizeof bytes - 1);
    intake *in = open_file(0);
    doc_open(&d, 0);
    next(in, &d);
    assert_text(d.page.id, "a");
    assert_int_equal(d.page.media, MEDIA_CONLLU);
    assert_int_equal(d.page.line, 1);
    next(in, &d);
    assert_text(d.page.id, "input-2");
    assert_int_equal(d.page.line, 4);
    doc_reset(&d);
    assert_int_equal(intake_next(in, &d, NULL), UH_END);
    intake_close(in);
    doc_free(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_peek),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_bytes_given_away),
        cmocka_unit_test(test_kind_wins),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_sentences),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
