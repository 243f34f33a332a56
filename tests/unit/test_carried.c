/* test_carried.c - stories that stand in a page's scripts, or are shown without scripts only. */
#include "page/carried.h"
#include "page/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LONG                                                                                       \
    "The talks between the two sides ended in Lisbon on Monday, diplomats said after the "         \
    "meeting. Neither of the sides had expected much of them, the minister said on the way out. "  \
    "Both of the sides will meet again in March, if there is a reason to, and will then talk "     \
    "about the border. Until then the crossing stays closed, and the trade that went over it "     \
    "will have to find other ways, by sea or through the hills, the merchants of the town said."

static void open_page(doc *d, view *v, const char *raw) {
    doc_open(d, 0);
    d->page.media = MEDIA_HTML;
    d->page.raw = text_of(raw);
    assert_true(view_open(v, d));
}

static text text_at(const view *v, uint32_t i) {
    return piece_text(&v->ps, &v->ps.at[i]);
}

/* Every byte that was not escaped leads back to the same byte of the page. */
static void check_way_back(const view *v, const doc *d, uint32_t i, const char *part) {
    text t = text_at(v, i);
    size_t at = text_find(t, text_of(part));
    assert_int_not_equal(at, SIZE_MAX);
    uint32_t source = trail_source(&v->blocks, v->ps.at[i].start + (uint32_t)at);
    assert_memory_equal(d->page.raw.at + source, part, strlen(part));
}

static void test_longest_string_of_a_script(void **state) {
    (void)state;
    doc d;
    view v;
    open_page(&d, &v,
              "<title>T</title><div id=app></div><script>x = {\"a\": \"\\u003cp\\u003eshort"
              "\\u003c/p\\u003e\", \"b\": \"\\u003cp class=\\\"x\\\"\\u003e" LONG
              " \\u201cNever\\u201d \\ud83d\\ude42\\u003c/p\\u003e\\u003cp\\u003eEnd.\\u003c/p"
              "\\u003e\", \"c\": 1}</script>");
    assert_int_equal(v.ps.n, 2);
    assert_true(text_starts(text_at(&v, 0), TEXT("The talks between")));
    assert_true(text_ends(text_at(&v, 0), TEXT("\xe2\x80\x9cNever\xe2\x80\x9d \xf0\x9f\x99\x82")));
    assert_true(text_equal(text_at(&v, 1), TEXT("End.")));
    check_way_back(&v, &d, 0, "diplomats");
    check_way_back(&v, &d, 1, "End.");
    doc_free(&d);
}

static void test_string_of_an_attribute(void **state) {
    (void)state;
    doc d;
    view v;
    open_page(&d, &v,
              "<div data-props=\"{&quot;body&quot;:&quot;&lt;p title=\\&quot;x\\&quot;&gt;" LONG
              " Salt &amp;amp; pepper.&lt;\\/p&gt;\\u003cp\\u003eEnd.\\u003c/p\\u003e&quot;}\">"
              "</div>");
    assert_int_equal(v.ps.n, 2);
    assert_true(text_ends(text_at(&v, 0), TEXT("Salt & pepper.")));
    check_way_back(&v, &d, 0, "merchants");
    doc_free(&d);
}

/* Where a page shows its story, its data is not read; nor are programs and broken strings. */
static void test_left_alone(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<p>" LONG "<script>x = \"\\u003cp\\u003e" LONG LONG "\\u003c/p\\u003e\"</script>",
        "<p>One.</p><script>x = \"a = 1; \\u003cp\\u003e" LONG "\\u003c/p\\u003e\"</script>",
        "<p>One.</p><script>x = \"\\u003cp\\u003e" LONG "\\u003c/p\\u003e</script>",
        "<p>One.</p><script>x = " LONG "\\u003c/p\\u003e\"</script>",
        "<p>One.</p><noscript>Turn scripts on. They are needed here.</noscript>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        doc d;
        view v;
        open_page(&d, &v, pages[i]);
        assert_int_equal(v.ps.n, 1);
        doc_free(&d);
    }
}

static void test_shown_without_scripts(void **state) {
    (void)state;
    doc d;
    view v;
    open_page(&d, &v, "<p>One.</p><noscript><p>" LONG "</p><p>Two.</p></noscript>");
    assert_int_equal(v.ps.n, 3);
    assert_true(text_starts(text_at(&v, 1), TEXT("The talks between")));
    check_way_back(&v, &d, 1, "diplomats");
    doc_free(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longest_string_of_a_script),
        cmocka_unit_test(test_string_of_an_attribute),
        cmocka_unit_test(test_left_alone),
        cmocka_unit_test(test_shown_without_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
