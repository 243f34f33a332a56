/* test_rows.c - rows of event data: where their fields lie, and what short words and numbers mean.
 */
#include "base/eight.h"
#include "base/hash.h"
#include "doc/code.h"
#include "exchange/layout.h"
#include "exchange/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = 3000, LENGTH = 700, FEW = 20 };

/* ---- tabs ---- */

static uint32_t tabs_one_by_one(const char *row, size_t len, uint32_t *at, uint32_t most) {
    uint32_t n = 0;
    for (size_t i = 0; i < len; i++)
        if (row[i] == '\t' && n++ < most)
            at[n - 1] = (uint32_t)i;
    return n;
}

/* The row lies at the end of what was allocated, so that a byte read behind it is found. */
static void expect_tabs(tabs_find *find, const char *row, size_t len, uint32_t most) {
    static uint32_t want[LENGTH + TABS_BLOCK], got[LENGTH + TABS_BLOCK];
    char *copy = malloc(len + 1);
    assert_non_null(copy);
    memcpy(copy + 1, row, len);
    uint32_t n = tabs_one_by_one(row, len, want, most);
    assert_int_equal(find(copy + 1, len, got, most), n);
    assert_memory_equal(got, want, (n < most ? n : most) * sizeof *want);
    free(copy);
}

static void test_tabs_are_found_alike_on_every_processor(void **unused) {
    static char row[LENGTH];
    tabs_find *wide = tabs_avx512();
    uint64_t draw = 1;
    (void)unused;
    for (uint64_t i = 0; i < ROWS; i++) {
        draw = hash_mix(draw, i);
        size_t len = draw % LENGTH;
        for (size_t k = 0; k < len; k++)
            row[k] = hash_mix(draw, k) % (1 + i % 9) ? (char)hash_mix(k, draw) : '\t';
        expect_tabs(tabs_plain, row, len, LENGTH);
        expect_tabs(tabs_plain, row, len, FEW);
        if (wide) {
            expect_tabs(wide, row, len, LENGTH);
            expect_tabs(wide, row, len, FEW);
        }
    }
}

/* ---- fields ---- */

static void expect_fields(const row_shape *s, const char *row, const char *const *want, int n) {
    row_fields f;
    buffer copy = { 0 };
    bool open;
    layout_split(s, text_of(row), &copy, &f, &open);
    assert_false(open);
    assert_int_equal(f.n, n);
    for (int i = 0; i < n; i++)
        assert_true(text_equal(row_fields_at(&f, i), text_of(want[i])));
    buffer_free(&copy);
}

static void test_fields_between_tabs(void **unused) {
    static const char *const five[] = { "", "a", "\"b\"", "", "c d" };
    static const char *const one[] = { "" };
    const row_shape s = { .layout = LAYOUT_GDELT2 };
    (void)unused;
    expect_fields(&s, "\ta\t\"b\"\t\tc d", five, 5);
    expect_fields(&s, "", one, 1);
}

static void test_quoted_fields(void **unused) {
    static const char *const six[] = { "a", "say \"x\", y", "", "b", "", "c" };
    static const char *const two[] = { "", "" };
    const row_shape s = { .layout = LAYOUT_GDELT2, .is_csv = true, .separator = ',' };
    (void)unused;
    expect_fields(&s, "a,\"say \"\"x\"\", y\",,\"b\"left,\"\",c", six, 6);
    expect_fields(&s, ",", two, 2);
    row_fields f;
    buffer copy = { 0 };
    bool open;
    layout_split(&s, TEXT("a,\"b,c"), &copy, &f, &open);
    assert_true(open);
    buffer_free(&copy);
}

static void test_more_fields_than_are_kept(void **unused) {
    static char row[LENGTH];
    const row_shape csv = { .is_csv = true, .separator = ',' }, tabs = { .is_csv = false };
    row_fields f;
    buffer copy = { 0 };
    bool open;
    (void)unused;
    for (int way = 0; way < 2; way++) {
        memset(row, way ? ',' : '\t', LENGTH);
        row[0] = 'x';
        layout_split(way ? &csv : &tabs, (text){ row, LENGTH }, &copy, &f, &open);
        assert_int_equal(f.n, LENGTH);
        assert_true(text_equal(row_fields_at(&f, 0), TEXT("x")));
        assert_true(text_equal(row_fields_at(&f, ROW_FIELDS_MOST - 1), TEXT("")));
    }
    buffer_free(&copy);
}

/* ---- short words and numbers ---- */

static void test_eight_bytes_of_short_texts(void **unused) {
    static const char letters[] = "AZ[az@\xc3\x84";
    (void)unused;
    for (size_t len = 0; len < sizeof letters; len++) {
        uint64_t want = 0, low = 0;
        for (size_t i = len; i > 0; i--) {
            want = want << 8 | (unsigned char)letters[i - 1];
            low = low << 8 | (unsigned char)to_lower((unsigned char)letters[i - 1]);
        }
        assert_true(eight_at((text){ letters, len }, 0) == want);
        assert_true(eight_lower(want) == low);
    }
}

static void test_numbers(void **unused) {
    static const struct {
        const char *t;
        double want;
    } good[] = { { "0", 0 },
                 { "33.5138", 33.5138 },
                 { "-1.52173913043478", -1.52173913043478 },
                 { "-.5", -.5 },
                 { "7.", 7 },
                 { "123456789012345", 123456789012345 },
                 { "12345678901234567", 12345678901234567 },
                 { "1.234567890123456789", 1.23456789012345 } };
    static const char *const bad[] = { "", "-", ".", "1.2.3", "1e5", "--1", "1 ", "+1" };
    double got;
    (void)unused;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(terms_number(text_of(good[i].t), &got));
        assert_true(got == good[i].want);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(terms_number(text_of(bad[i]), &got));
}

static void test_codes_of_a_list(void **unused) {
    text rest = TEXT("  RUSGOV  VEN\tCUB \n"), code;
    (void)unused;
    assert_true(code_next(&rest, &code) && text_equal(code, TEXT("RUSGOV")));
    assert_true(code_next(&rest, &code) && text_equal(code, TEXT("VEN\tCUB")));
    assert_false(code_next(&rest, &code));
    rest = (text){ NULL, 0 };
    assert_false(code_next(&rest, &code));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tabs_are_found_alike_on_every_processor),
        cmocka_unit_test(test_fields_between_tabs),
        cmocka_unit_test(test_quoted_fields),
        cmocka_unit_test(test_more_fields_than_are_kept),
        cmocka_unit_test(test_eight_bytes_of_short_texts),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_codes_of_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
