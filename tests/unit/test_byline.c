/* test_byline.c - the names in bylines. */
#include "page/byline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* names: with a bar between them. */
static void expect(surety how, const char *line, const char *names) {
    byline b;
    text rest = text_of(names);
    byline_read(text_of(line), how, &b);
    for (uint32_t i = 0; i < b.n; i++) {
        size_t bar = text_find(rest, TEXT("|")), end = bar == SIZE_MAX ? rest.len : bar;
        assert_true(text_equal(b.names[i], text_cut(rest, 0, end)));
        rest = text_cut(rest, bar == SIZE_MAX ? end : end + 1, rest.len);
    }
    assert_int_equal(rest.len, 0);
}

static void test_names(void **state) {
    (void)state;
    expect(SEEN, "By Ann Lee and Bo Ray", "Ann Lee|Bo Ray");
    expect(SEEN, "Von Ann von der Lee, 24.01.2019", "Ann von der Lee");
    expect(SEEN, "24 January 2019 - Ann Lee", "Ann Lee");
    expect(SEEN, "Ann Lee on behalf of the board", "Ann Lee");
    expect(SEEN, "ByAnn LeeSenior", "Ann LeeSenior");
    expect(SEEN, "Ann Lee, Senior Writer", "Ann Lee");
    expect(SEEN, "By Ann Writer", "Ann Writer");
    expect(SEEN, "Autorin/Autor Ann Lee", "Ann Lee");
    expect(SEEN, "By\xc2\xa0\x41nn Lee", "Ann Lee");
    expect(SEEN, "By Senior Writer", "");
    expect(MARKED, "ann77", "ann77");
    expect(SEEN, "read more", "");
    expect(SEEN, "Picture: The Courier", "");
    expect(SEEN, "Weitere Artikel", "");
    expect(SEEN, "", "");
}

static void test_given(void **state) {
    (void)state;
    expect(GIVEN, "Ann Lee, MD; Bo Ray, Ph.D.", "Ann Lee, MD|Bo Ray, Ph.D.");
    expect(GIVEN, "Ann Lee, Chief Editor", "Ann Lee");
    expect(GIVEN, "Ann Lee / TNN", "Ann Lee");
    expect(GIVEN, "Ann Lee, ann-lee", "Ann Lee");
    expect(GIVEN, "The News and Mail", "The News and Mail");
    expect(GIVEN, "https://a.example/ann", "");
    expect(GIVEN, "undefined", "");
    expect(GIVEN, "Ann LeeAnn Lee", "Ann Lee");
}

static void test_labels(void **state) {
    (void)state;
    assert_true(byline_is_label(TEXT("By")) && byline_is_label(TEXT(" Written by: ")));
    assert_false(byline_is_label(TEXT("By Ann")) || byline_is_label(TEXT("")));
    assert_true(byline_is_person(TEXT("Ann Lee")) && byline_is_person(TEXT("Ann van der Lee")));
    assert_false(byline_is_person(TEXT("Ann")) || byline_is_person(TEXT("News Desk")));
    assert_true(byline_is_office(TEXT("Staff Reporter")) && byline_is_office(TEXT("Redaktion")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_given),
        cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
