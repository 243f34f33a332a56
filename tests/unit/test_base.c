/* test_base.c - text, arena, hash, utf8, date, json. */
#include "base/arena.h"
#include "base/date.h"
#include "base/eight.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/large.h"
#include "base/text.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

static void text_is(text t, const char *expected) {
    assert_int_equal(t.len, strlen(expected));
    assert_memory_equal(t.at, expected, t.len);
}

static void buffer_is(buffer *b, const char *expected) {
    text_is(buffer_view(b), expected);
    buffer_free(b);
}

static void test_large_rooms(void **state) {
    size_t n = LARGE_LEAST / 2;
    char *at = large_room(n);
    (void)state;
    assert_non_null(at);
    memset(at, 'a', n);
    at = large_grow(at, n, n + 1);             // from the heap to the heap,
    at = at ? large_grow(at, n, 3 * n) : NULL; // to a large room,
    at = at ? large_grow(at, n, 8 * n) : NULL; // and to a larger one
    assert_non_null(at);
    assert_int_equal((uintptr_t)at % LARGE_LEAST, 0);
    assert_true(at[0] == 'a' && at[n - 1] == 'a');
    assert_null(large_grow(at, n, SIZE_MAX));
    assert_true(at[n - 1] == 'a');
    free(at);
    assert_null(large_room(SIZE_MAX));
}

/* Wherever among plain ones a byte stands that is escaped, it is seen. */
static void test_json_string_sees_each_byte(void **state) {
    (void)state;
    for (size_t n = 1; n < 70; n++)
        for (size_t at = 0; at < n; at++) {
            char bytes[70];
            buffer out = { 0 };
            memset(bytes, 'x', n);
            bytes[at] = '"';
            json_string(&out, (text){ bytes, n });
            assert_int_equal(out.len, n + 3);
            assert_memory_equal(out.at + 1 + at, "\\\"", 2);
            for (size_t i = 0; i < n; i++)
                assert_true(i == at || out.at[1 + i + (i > at)] == 'x');
            buffer_free(&out);
        }
}

static void test_text(void **state) {
    (void)state;
    uint64_t number;
    text_is(text_trim(TEXT(" \t a b \n")), "a b");
    assert_int_equal(text_find(TEXT("abcabd"), TEXT("abd")), 3);
    assert_true(text_find(TEXT("ab"), TEXT("abc")) == SIZE_MAX);
    assert_int_equal(text_find_nocase(TEXT("The KREMLIN"), TEXT("kremlin")), 4);
    assert_true(text_starts(TEXT("abc"), TEXT("ab")) && text_ends(TEXT("abc"), TEXT("bc")));
    assert_true(text_compare(TEXT("ab"), TEXT("abc")) < 0);
    assert_true(text_number(TEXT("18446744073709551615"), UINT64_MAX, &number));
    assert_false(text_number(TEXT("18446744073709551616"), UINT64_MAX, &number));
    assert_false(text_number(TEXT("12x"), 100, &number) || text_number(TEXT(""), 9, &number));
}

static void test_text_has_any_of_some_parts(void **state) {
    static const text parts[] = { { "publi", 5 }, { "posted", 6 } };
    (void)state;
    assert_true(text_has_any(TEXT("Date Published:"), parts, 2));
    assert_true(text_has_any(TEXT("posted"), parts, 2));
    assert_false(text_has_any(TEXT("posted"), parts, 1));
    assert_false(text_has_any(TEXT(""), parts, 2) || text_has_any(TEXT("pub"), parts, 2));
}

static void test_text_reads_as_a_word_whatever_its_case(void **state) {
    (void)state;
    static const struct {
        const char *form, *word;
        bool reads;
    } cases[] = {
        { "Until", "until", true },    { "until", "UNTIL", true }, { "Until", "unti", false },
        { "Unti", "until", false },    { "X", "", false },         { "", "x", false },
        { "Unless", "unlike", false }, { "", "", true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_reads(text_of(cases[i].form), cases[i].word), cases[i].reads);
    assert_true(text_equal_nocase(TEXT("N\xc3\x84h"), TEXT("n\xc3\x84H")));
    assert_false(text_equal_nocase(TEXT("[a"), TEXT("{a"))); // no letters, one bit apart
}

static void test_buffer_number_at_the_ends(void **state) {
    (void)state;
    buffer b = { 0 };
    static const int64_t numbers[] = { 0, 7, -10, INT64_MAX, INT64_MIN };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_number(&b, numbers[i]);
        buffer_byte(&b, ' ');
    }
    buffer_is(&b, "0 7 -10 9223372036854775807 -9223372036854775808 ");
}

static void test_buffer_fixed(void **state) {
    (void)state;
    buffer b = { 0 };
    buffer_fixed(&b, -0.004, 2);
    buffer_byte(&b, ' ');
    buffer_fixed(&b, 12.345, 1);
    buffer_byte(&b, ' ');
    buffer_fixed(&b, -3.5, 0);
    buffer_byte(&b, ' ');
    buffer_fixed(&b, 0.0 / 1.0 + 1e300 * 1e10, 1);
    buffer_is(&b, "0.00 12.3 -4 null");
}

static void test_arena_limit_is_sticky(void **state) {
    (void)state;
    arena a = { .limit = 200000 };
    assert_non_null(arena_alloc(&a, 1000));
    assert_null(arena_alloc(&a, 300000));
    assert_true(a.failed && a.over_limit);
    arena_reset(&a);
    assert_false(a.failed);
    assert_non_null(arena_alloc(&a, 1000));
    arena_free(&a);
}

/* What is held elsewhere counts until the arena is reset. */
static void test_arena_counts(void **state) {
    (void)state;
    arena a = { .limit = 200000 };
    assert_true(arena_count(&a, 190000));
    assert_null(arena_alloc(&a, 1000));
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 1000));
    assert_false(arena_count(&a, 190000));
    assert_true(a.failed && a.over_limit);
    arena_free(&a);
}

static void test_arena_rewind(void **state) {
    (void)state;
    arena a = { 0 };
    char *first = arena_alloc(&a, 10);
    arena_mark mark = arena_save(&a);
    char *second = arena_alloc(&a, 100000);
    memset(second, 1, 100000);
    arena_rewind(&a, mark);
    char *third = arena_alloc(&a, 50);
    assert_int_equal(third[0], 0);
    assert_true(third > first);
    arena_free(&a);
}

static void test_map(void **state) {
    (void)state;
    arena a = { 0 };
    map m = { 0 };
    uint32_t value = 0;
    for (uint32_t i = 0; i < 5000; i++)
        assert_true(map_put(&m, &a, (uint64_t)i * 7919, i));
    for (uint32_t i = 0; i < 5000; i++) {
        assert_true(map_get(&m, (uint64_t)i * 7919, &value));
        assert_int_equal(value, i);
    }
    assert_false(map_get(&m, 3, &value));
    arena_free(&a);
}

/* Room that was made is enough; a place keeps what stands in it. */
static void test_map_places(void **state) {
    (void)state;
    arena a = { 0 };
    map m = { 0 };
    uint32_t value = 0;
    assert_true(map_reserve(&m, &a, 1000));
    uint32_t cap = m.cap;
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *place = map_place(&m, &a, i, i + 1);
        assert_int_equal(*place, i + 1);
        assert_int_equal(*map_place(&m, &a, i, 9), i + 1);
        map_ahead(&m, i + 1);
        *place = i + 2;
        assert_true(map_get(&m, i, &value));
        assert_int_equal(value, i + 2);
    }
    assert_int_equal(m.cap, cap);
    assert_false(map_reserve(&m, &a, SIZE_MAX));
    arena_free(&a);
}

static void test_utf8(void **state) {
    (void)state;
    static const char *const bad[] = { "\x80", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                       "\xe2\x82" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(utf8_check(text_of(bad[i])), 0);
    assert_int_equal(utf8_check(TEXT("Nicolás €😀")), sizeof("Nicolás €😀") - 1);
    buffer b = { 0 };
    assert_int_equal(utf8_mend(&b, TEXT("a\xe2\x82z\xff")), 2);
    buffer_is(&b, "a\xef\xbf\xbdz\xef\xbf\xbd");
    buffer fold = { 0 };
    utf8_fold(&fold, TEXT("Nicolás MADURO Çavuşoğlu"));
    buffer_is(&fold, "nicolas maduro cavusoglu");
    uint32_t c;
    assert_int_equal(utf8_before(TEXT("x€"), 4, &c), 1);
    assert_int_equal(c, 0x20ac);
}

static void test_date(void **state) {
    (void)state;
    char out[DATE_SIZE];
    date d;
    assert_int_equal(date_day(1970, 1, 1), 0);
    for (int32_t day = -800000; day < 800000; day += 97) {
        int y, m, dd;
        date_civil(day, &y, &m, &dd);
        assert_int_equal(date_day(y, m, dd), day);
    }
    assert_int_equal(date_weekday(0), 4);
    assert_int_equal(date_weekday(date_day(2019, 1, 23)), 3);
    assert_true(date_iso(TEXT("2019-01-23T23:30:00-04:00"), &d));
    date_write(d, out);
    assert_string_equal(out, "2019-01-24");
    assert_int_equal(d.second, 3 * 3600 + 1800);
    assert_true(date_iso(TEXT("20190123"), &d) && d.precision == DATE_DAY);
    assert_true(date_iso(TEXT("2019-02"), &d) && d.precision == DATE_MONTH);
    assert_false(date_iso(TEXT("2019-02-30"), &d) || date_iso(TEXT("2019-1-2"), &d));
    assert_true(date_unix(TEXT("1548331200"), &d) && d.precision == DATE_DAY);
    assert_int_equal(d.day, date_day(2019, 1, 24));
    assert_true(date_unix(TEXT("1548287999999"), &d) && d.day == date_day(2019, 1, 23));
    assert_false(date_unix(TEXT("15483312000"), &d) || date_unix(TEXT("154833120x"), &d));
    assert_false(date_unix(TEXT(""), &d) || date_unix(TEXT("20190124"), &d));
    assert_false(date_iso(TEXT("00000000"), &d) || date_iso(TEXT("2019-01-23x"), &d));
}

static void test_json_write(void **state) {
    (void)state;
    buffer b = { 0 };
    buffer_byte(&b, '{');
    json_field(&b, "a", TEXT("x\"\n\x01\xff é"));
    json_field_number(&b, "n", -3);
    json_field_bool(&b, "t", true);
    buffer_byte(&b, '}');
    buffer_is(&b, "{\"a\":\"x\\\"\\n\\u0001\xef\xbf\xbd é\",\"n\":-3,\"t\":true}");
}

static void kinds_are(const char *in, const char *expected) {
    static const char letters[] = "$!{}[]ksntf0";
    json_reader r = json_open(text_of(in));
    buffer b = { 0 };
    json_kind kind;
    do {
        kind = json_next(&r);
        buffer_byte(&b, letters[kind]);
    } while (kind != JSON_END && kind != JSON_BAD);
    buffer_is(&b, expected);
}

static void test_json_read(void **state) {
    (void)state;
    kinds_are("{\"a\":[1,true,null,{}],\"b\":\"x\"}", "{k[nt0{}]ks}$");
    kinds_are(" [ ] ", "[]$");
    kinds_are("{\"a\":1,}", "{kn!");
    kinds_are("[1 2]", "[n!");
    kinds_are("[1}", "[n!");
    kinds_are("\"abc", "!");
    kinds_are("", "!");
    kinds_are("{} x", "{}!");
    kinds_are("-", "!");
}

static void test_json_depth(void **state) {
    (void)state;
    char deep[200];
    memset(deep, '[', sizeof deep);
    json_reader r = json_open((text){ deep, sizeof deep });
    int n = 0;
    while (json_next(&r) == JSON_ARRAY)
        n++;
    assert_int_equal(n, JSON_DEPTH - 1);
    assert_string_equal(r.why, "nested too deep");
}

static void test_json_unescape(void **state) {
    (void)state;
    buffer b = { 0 };
    json_unescape(&b, TEXT("a\\n\\u00e9\\ud83d\\ude00\\ud83d\\/\\\""));
    buffer_is(&b, "a\né😀\xef\xbf\xbd/\"");
}

/* The vectors of text_find see what a plain search sees, wherever the part stands. */
static void test_find_in_long_text(void **state) {
    (void)state;
    enum { LONG = 300 };
    static const char *const parts[] = { "ab", "\"author\":", "zzzz", "\xc3\xa9", "q" };
    char whole[LONG];
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        text part = text_of(parts[p]);
        for (size_t at = 0; at + part.len <= LONG; at++) {
            for (size_t i = 0; i < LONG; i++)
                whole[i] = part.at[i % (part.len - (part.len > 1))]; // full of near misses
            assert_true(part.len == 1 || p == 2 ||
                        text_find((text){ whole, LONG }, part) == SIZE_MAX);
            memset(whole, 'x', at);
            memcpy(whole + at, part.at, part.len);
            assert_int_equal(text_find((text){ whole, LONG }, part), at);
        }
    }
}

static void test_kind_is_what_the_questions_say(void **state) {
    (void)state;
    for (uint32_t c = 0; c < 0x20000; c++) {
        unsigned kind = utf8_kind(c);
        assert_int_equal((kind & UTF8_UPPER) != 0, utf8_is_upper(c));
        assert_int_equal((kind & UTF8_LOWER) != 0, utf8_is_lower(c));
        assert_int_equal((kind & UTF8_LETTER) != 0, utf8_is_letter(c));
        assert_int_equal((kind & UTF8_DIGIT) != 0, utf8_is_digit(c));
        assert_int_equal((kind & UTF8_MARK) != 0, utf8_is_mark(c));
    }
}

/* The first malformed byte, wherever it stands behind ASCII and other characters. */
static void test_check_finds_the_first_bad_byte(void **state) {
    (void)state;
    static const char *const bad[] = { "\xc3",     "\xc0\x80",         "\xed\xa0\x80",
                                       "\xe2\x82", "\xf4\x90\x80\x80", "\xff" };
    char bytes[256];
    for (size_t b = 0; b < sizeof bad / sizeof *bad; b++)
        for (size_t at = 0; at < 200; at++) {
            size_t n = at;
            memset(bytes, 'a', at);
            if (at >= 5)
                memcpy(bytes + at - 5, "\xc3\xa9\xe2\x82\xac", 5);
            assert_int_equal(utf8_check((text){ bytes, n }), n);
            memcpy(bytes + n, bad[b], strlen(bad[b]));
            n += strlen(bad[b]);
            assert_int_equal(utf8_check((text){ bytes, n }), at);
        }
}

static void test_json_string_escapes_alone(void **state) {
    (void)state;
    buffer b = { 0 };
    json_string(
        &b, TEXT("sixteen plain ones and \"more\" of them: \xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
    buffer_is(&b, "\"sixteen plain ones and \\\"more\\\" of them: é€😀\"");
    b = (buffer){ 0 };
    json_string(&b, TEXT("a\xe2\x80\xa8 b\xe2\x80\xa7 \xc3 c\xef\xbf\xbd \x7f\xe2\x80"));
    buffer_is(&b, "\"a\\u2028 b\xe2\x80\xa7 \xef\xbf\xbd c\xef\xbf\xbd \\u007f\xef\xbf\xbd\"");
}

/* The table of kinds says what the categories of utf8proc do, for characters that its version
 * knows. */
static void test_kinds_are_those_of_the_categories(void **state) {
    static const unsigned kinds[32] = {
        [UTF8PROC_CATEGORY_LU] = UTF8_UPPER | UTF8_LETTER,
        [UTF8PROC_CATEGORY_LT] = UTF8_UPPER | UTF8_LETTER,
        [UTF8PROC_CATEGORY_LL] = UTF8_LOWER | UTF8_LETTER,
        [UTF8PROC_CATEGORY_LM] = UTF8_LETTER,
        [UTF8PROC_CATEGORY_LO] = UTF8_LETTER,
        [UTF8PROC_CATEGORY_ND] = UTF8_DIGIT,
        [UTF8PROC_CATEGORY_MN] = UTF8_MARK,
        [UTF8PROC_CATEGORY_MC] = UTF8_MARK,
        [UTF8PROC_CATEGORY_ME] = UTF8_MARK,
    };
    (void)state;
    for (uint32_t c = 0; c < 0x30000; c++) {
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        if (category != UTF8PROC_CATEGORY_CN && utf8_kind(c) != kinds[category])
            fail_msg("U+%04X is of kind %u", (unsigned)c, utf8_kind(c));
    }
}

/* Eight bytes at once are what each of them is. */
static void test_eight_bytes(void **state) {
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++)
        for (unsigned at = 0; at < EIGHT; at++) {
            char bytes[EIGHT];
            memset(bytes, at % 2 ? 'q' : 0xff, sizeof bytes);
            bytes[at] = (char)byte;
            uint64_t eight = eight_at((text){ bytes, EIGHT }, 0), bit = UINT64_C(0x80) << 8 * at;
            assert_int_equal((eight_letters(eight) & bit) != 0, is_alpha((int)byte));
            assert_int_equal((eight_digits(eight) & bit) != 0, is_digit((int)byte));
            assert_int_equal(eight_letters(eight) & ~bit & (bit - 1),
                             at % 2 ? EIGHT_ONES * 0x80 & (bit - 1) : 0);
        }
    for (size_t n = 0; n <= EIGHT; n++) {
        text t = { "abcdefgh9", n };
        uint64_t eight = eight_at(t, 0);
        assert_int_equal(eight, eight_at(TEXT("abcdefgh"), 0) & eight_first(n));
        assert_int_equal(eight_run(eight_letters(eight)), n);
    }
    assert_int_equal(eight_at(TEXT("abcdefgh9"), 1) >> 56, '9');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_large_rooms),
        cmocka_unit_test(test_find_in_long_text),
        cmocka_unit_test(test_kinds_are_those_of_the_categories),
        cmocka_unit_test(test_eight_bytes),
        cmocka_unit_test(test_kind_is_what_the_questions_say),
        cmocka_unit_test(test_check_finds_the_first_bad_byte),
        cmocka_unit_test(test_json_string_escapes_alone),
        cmocka_unit_test(test_json_string_sees_each_byte),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_has_any_of_some_parts),
        cmocka_unit_test(test_text_reads_as_a_word_whatever_its_case),
        cmocka_unit_test(test_buffer_number_at_the_ends),
        cmocka_unit_test(test_buffer_fixed),
        cmocka_unit_test(test_arena_limit_is_sticky),
        cmocka_unit_test(test_arena_counts),
        cmocka_unit_test(test_arena_rewind),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_map_places),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_date),
        cmocka_unit_test(test_json_write),
        cmocka_unit_test(test_json_read),
        cmocka_unit_test(test_json_depth),
        cmocka_unit_test(test_json_unescape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
