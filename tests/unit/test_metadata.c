/* test_metadata.c - titles, authors and dates of HTML pages, and where each was found; charsets. */
#include "base/date.h"
#include "page/linked.h"
#include "page/metadata.h"
#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define STORY                                                                                      \
    "<p>The talks between the two sides ended in Lisbon on Monday, diplomats said.</p>"            \
    "<p>Both of them will meet again in March, if there is a reason to, they added.</p>"

#define TALKS "<title>Talks end in Lisbon</title><h1>Talks end in Lisbon</h1>"

static void read_html(doc *d, const char *bytes) {
    doc_open(d, 0);
    d->page.media = MEDIA_HTML;
    d->page.raw = text_of(bytes);
    assert_int_equal(page_read(NULL, d), UH_OK);
}

static void expect_date(const char *bytes, const char *from) {
    doc d;
    read_html(&d, bytes);
    assert_int_equal(d.article.published.day, date_day(2019, 1, 24));
    assert_true(text_equal(d.article.date_from, text_of(from)));
    doc_free(&d);
}

static void test_dates(void **state) {
    (void)state;
    expect_date("<script type=application/ld+json>{\"@graph\":[{\"@type\":[\"NewsArticle\"],"
                "\"datePublished\":\"2019-01-24T23:00:00-05:00\"}]}</script>" STORY,
                "json-ld");
    expect_date("<meta property='article:published_time' content='2019-01-24T10:00Z'>" STORY,
                "meta");
    expect_date("<time itemprop=datePublished datetime=2019-01-24>x</time>" STORY, "time");
    expect_date("<link rel=canonical href='https://a.example/2019/01/24/talks'>" STORY, "url");
    expect_date("<h1>Talks end in Lisbon</h1><span>Thursday, 24 January 2019</span>" STORY,
                "byline");
    expect_date("<html lang=fr><h1>Talks end in Lisbon</h1><div>24/01/2019</div>" STORY, "byline");
    expect_date("<script>var page = {\"publishDate\":\"2019-01-24\"};</script>" STORY, "script");
}

/* Names that are no standard's, times as C prints them and as numbers, what a pointer is shown. */
static void test_dates_in_odd_forms(void **state) {
    (void)state;
    expect_date("<meta name='cms:PublishDate' content='2019-01-24'>" STORY, "meta");
    expect_date("<meta name=expiryDate content='2029-01-24'>" TALKS "<p>24 January 2019</p>" STORY,
                "byline");
    expect_date("<meta property='article:published_time' content='Thu Jan 24 12:45:00 EST 2019'>" //
                STORY,
                "meta");
    expect_date("<h1>Talks end in Lisbon</h1><span data-timestamp=1548331200>x</span>" STORY,
                "time");
    expect_date("<h1>Talks end in Lisbon</h1><abbr title='2019-01-24T10:52'>10:52</abbr>" STORY,
                "time");
    expect_date("<script>var page = {\"created_timestamp\":1548331200123};</script>" STORY,
                "script");
    expect_date("<script>var page = {firstPublicationDate: \"20190124\"};</script>" STORY,
                "script");
    expect_date("<title>Talks end in Lisbon | The Courier | 24.01.2019</title>" STORY, "title");
    expect_date("<meta property=og:image content='https://a.example/2019/01/24/talks.jpg'>" STORY,
                "url");
}

/* The day that the container of a page gives outdoes all; one that cannot be read is passed over.
 */
static void test_given_day(void **state) {
    static const char bytes[] =
        "<meta property='article:published_time' content=2019-01-24>"
        "<meta property='article:modified_time' content=2019-01-26>" TALKS STORY;
    static const struct {
        const char *given, *from;
        int day;
    } cases[] = { { "2019-01-20", "given", 20 }, { "soon", "meta", 24 }, { "", "meta", 24 } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        doc d;
        doc_open(&d, 0);
        d.page.media = MEDIA_HTML;
        d.page.raw = text_of(bytes);
        d.page.given_date = text_of(cases[i].given);
        assert_int_equal(page_read(NULL, &d), UH_OK);
        assert_int_equal(d.article.published.day, date_day(2019, 1, cases[i].day));
        assert_int_equal(d.article.modified.day, date_day(2019, 1, 26));
        assert_true(text_equal(d.article.date_from, text_of(cases[i].from)));
        doc_free(&d);
    }
}

/* Past the title, the first heading is looked around too; a line far off names no day. */
static void test_where_dates_are_shown(void **state) {
    (void)state;
    expect_date("<title>Talks end in Lisbon</title><h1>Diplomats leave the table</h1>"
                "<p>24 January 2019</p>" STORY STORY STORY STORY STORY STORY STORY STORY STORY STORY
                "<h2>Talks end in Lisbon</h2>" STORY,
                "byline");
    // Of the times that a day is shown the one by the title counts, not the one in a comment.
    expect_date("<title>Talks end in Lisbon</title><p>24 January 2019 // Ann Lee</p>"
                "<h1>Talks end in Lisbon</h1>" STORY
                "<ul><li><p>7 August 2017 // Talks</p><a href=/a>Talks begin in Lisbon</a>"
                "<li><p>9 May 2018 // Talks</p><a href=/b>Talks go on in Lisbon</a></ul>"
                "<div class=comments><p>24 January 2019</p><p>Good news.</p></div>",
                "byline");
    // Where no heading is the title, the lines above the story are looked at.
    expect_date("<title>The Courier</title><div><b>Sport</b><br>24.01.2019 Topic: Talks, Lisbon"
                "</div>" STORY STORY STORY "<h1>Our partners of today</h1><p>A house of talks</p>",
                "byline");
    doc d;
    read_html(&d, TALKS STORY STORY STORY STORY STORY STORY STORY STORY STORY STORY STORY STORY
              "<aside><ul><li>One<li>Two<li>Three<li>Four<li>Five<li>Six"
              "<li>A talk of 24 January 2019</ul></aside>");
    assert_int_equal(d.article.published.precision, DATE_NONE);
    doc_free(&d);
}

/* Late in the evening in Greenwich it is the next day in Europe; the address knows the zone. */
static void test_day_by_zone(void **state) {
    (void)state;
    expect_date("<meta property='article:published_time' content='2019-01-23T23:11:59+00:00'>"
                "<link rel=canonical href='https://a.example/2019/01/24/talks'>" TALKS
                "<p>24 January 2019</p>" STORY,
                "url");
}

/* The day that two places name outdoes one; of a text changed soon after, the first day
 * counts where its address or a line says it. */
static void test_dates_that_differ(void **state) {
    (void)state;
    expect_date("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":"
                "\"2019-01-24\",\"dateModified\":\"2019-01-26\"}</script>"
                "<meta property=article:published_time content=2019-01-24>"
                "<link rel=canonical href='https://a.example/2019/01/24/talks'>" TALKS
                "<p>Updated 26 January 2019</p>" STORY,
                "json-ld");
    expect_date("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":"
                "\"2019-01-24\",\"dateModified\":\"2019-01-26\"}</script>" TALKS
                "<p>Updated 26 January 2019</p><p>Published 24 January 2019</p>" STORY,
                "json-ld");
    expect_date("<meta name=date value=2011-05-02>" TALKS
                "<p>Published 24 January 2019</p><p>Updated: 26 January 2019</p>" STORY,
                "byline");
    expect_date(TALKS "<p>PUBLISHED: 22:48, Thu, Jan 24, 2019 | "
                      "UPDATED: 23:13, Fri, Jan 25, 2019</p>" STORY,
                "byline");
    expect_date(TALKS "<p>Member since 3 May 2011</p>"
                      "<p>24 January 2019</p>" STORY,
                "byline");
    expect_date(TALKS STORY "<relative-time datetime=2019-01-24T10:00Z>long ago</relative-time>",
                "time");
}

static void expect_authors(const char *bytes, uint32_t n, const char *first) {
    doc d;
    read_html(&d, bytes);
    assert_int_equal(d.article.n_authors, n);
    if (n)
        assert_true(text_equal(d.article.authors[0], text_of(first)));
    doc_free(&d);
}

static void test_authors(void **state) {
    (void)state;
    expect_authors("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":["
                   "{\"@type\":\"Person\",\"name\":\"Ann Lee\"},{\"name\":\"Bo Ray\"}],"
                   "\"publisher\":{\"name\":\"The Courier\"}}</script>" STORY,
                   2, "Ann Lee");
    expect_authors("<meta name=author content='Ann Lee'><meta name=author content='Bo Ray'>" STORY,
                   2, "Ann Lee");
    expect_authors("<h1>Talks end in Lisbon</h1><a rel=author href=/x>Ann Lee</a>" STORY, 1,
                   "Ann Lee");
    expect_authors("<h1>Talks end in Lisbon</h1><p>By Ann Lee and Bo Ray, Lisbon</p>" STORY, 3,
                   "Ann Lee");
    expect_authors("<h1>Talks end in Lisbon</h1><p class=byline>By<b>Ann Lee</b></p>" STORY, 1,
                   "Ann Lee");
    expect_authors("<meta name=author content='The Courier'><meta property=og:site_name "
                   "content='The Courier'>" TALKS "<p>By</p><p>Ann Lee</p>" STORY,
                   1, "Ann Lee");
    expect_authors("<meta name='twitter:label1' content='Written by'>"
                   "<meta name='twitter:data1' content='Ann Lee'>" STORY,
                   1, "Ann Lee");
    expect_authors(TALKS
                   "<span itemprop=author><meta itemprop=name content='Ann Lee'></span>" STORY,
                   1, "Ann Lee");
    expect_authors("<meta name=author content='https://a.example/ann'>" STORY, 0, "");
    expect_authors(
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":["
        "{\"@type\":\"Person\",\"familyName\":\"Lee\",\"givenName\":\"Ann\"}]}</script>" STORY,
        1, "Ann Lee");
}

/* What one place says is weighed against what another says: of several authors in the data the
 * page may show one, and a first name is less than a name. */
static void test_authors_that_differ(void **state) {
    (void)state;
    expect_authors(
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":["
        "{\"@type\":\"Person\",\"name\":\"Ann Lee\"},{\"@type\":\"Person\",\"name\":\"Bo Ray\"}]}"
        "</script>" TALKS "<div class=byline><a class=author href=/bo>Bo Ray</a></div>" STORY,
        2, "Ann Lee");
    expect_authors(TALKS "<p>Autorin/Autor Ann Lee</p>" STORY, 1, "Ann Lee");
    expect_authors(TALKS "<p>By\xc2\xa0"
                         "Ann Lee / TNN</p>" STORY,
                   1, "Ann Lee");
}

static void expect_linked(const char *before, const char *part, uint32_t n) {
    buffer bytes = { 0 };
    buffer_format(&bytes, TALKS "<p><a href='%s%sann-lee'>Ann Lee</a></p>" STORY, before, part);
    buffer_byte(&bytes, '\0');
    expect_authors(bytes.at, n, n ? "Ann Lee" : "");
    buffer_free(&bytes);
}

/* Wherever in an address the name of a folder of authors stands, it is seen. */
static void test_authors_by_their_addresses(void **state) {
    static const char *const parts[] = {
        "author/",  "authors/", "autor/",      "autoren/",  "auteur/",      "auteurs/",
        "autores/", "by/",      "journalist/", "reporter/", "contributor/", "contributors/"
    };
    static const char *const befores[] = { "/", "/en/", "https://a.example/",
                                           "https://a.ex/news/2019/" };
    (void)state;
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++) {
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            expect_linked(befores[i], parts[k], 1);
        expect_linked(befores[i], "talks/", 0);
        expect_linked(befores[i], "by-", 0);
    }
}

static void expect_title(const char *bytes, const char *title) {
    doc d;
    read_html(&d, bytes);
    assert_true(text_equal(d.article.title, text_of(title)));
    assert_true(text_equal(doc_title(&d), text_of(title)));
    doc_free(&d);
}

static void test_titles(void **state) {
    (void)state;
    expect_title("<title>Talks end in Lisbon | The Courier</title><h1>The Courier</h1>"
                 "<h2>Talks end in Lisbon</h2>" STORY,
                 "Talks end in Lisbon");
    expect_title("<title>Talks end in Lisbon - The Courier</title>" STORY, "Talks end in Lisbon");
    expect_title("<meta property=og:title content='Talks end in Lisbon'>"
                 "<h1>Opinion Talks end in Lisbon</h1>" STORY,
                 "Talks end in Lisbon");
    expect_title("<meta property=og:title content='Talks end in Lisbon \xe2\x80\x93 and in Rome'>"
                 "<h1>Talks end in Lisbon \xe2\x80\x93 and in Rome</h1>" STORY,
                 "Talks end in Lisbon \xe2\x80\x93 and in Rome");
    // A dash that the head keeps in front of the site's name is the title's own.
    expect_title(
        "<title>Talks end in Lisbon \xe2\x80\x93 what now? | The Courier</title>"
        "<meta property=og:title content='Talks end in Lisbon \xe2\x80\x93 what now?'>" STORY,
        "Talks end in Lisbon \xe2\x80\x93 what now?");
    // A heading says more than the head does, unless that is a date or stands before the title.
    expect_title("<meta property=og:title content='Talks end in Lisbon'>"
                 "<h1>Talks end in Lisbon: what comes next</h1>" STORY,
                 "Talks end in Lisbon: what comes next");
    expect_title("<meta property=og:title content='Talks end in Lisbon'>"
                 "<h1>Talks end in Lisbon 24 January 2019</h1>" STORY,
                 "Talks end in Lisbon");
    expect_title("<meta property=og:title content='Talks end in Lisbon'>"
                 "<h1>Talks end in Lisbon By Ann Lee</h1>" STORY,
                 "Talks end in Lisbon");
    expect_title("<meta property=og:title content='Best talks held in Lisbon'>"
                 "<h1>What Are the Best Talks Held in Lisbon</h1>" STORY,
                 "What Are the Best Talks Held in Lisbon");
    expect_title(
        "<title>Courier \xc2\xbb Talks end in Lisbon</title>"
        "<h1><a href='https://a.example'>Courier</a></h1><h2>Talks end in Lisbon</h2>" STORY,
        "Talks end in Lisbon");
    expect_title("<title>Quickstart | Manual</title><h1>Quickstart\xc2\xb6</h1>" STORY,
                 "Quickstart");
}

/* Broken data ends the reading; what was read before stays. */
static void test_broken_data(void **state) {
    (void)state;
    arena a = { 0 };
    linked l = { 0 };
    assert_true(linked_read(&l, &a, TEXT("{\"@type\":\"Article\",\"headline\":\"A &amp; B\"}")));
    assert_true(linked_read(&l, &a, TEXT("[[[[{\"@type\":\"Article\",\"headline\":\"C\",")));
    assert_true(l.is_article);
    assert_true(text_equal(l.headline, TEXT("A & B")));
    arena_free(&a);
}

static void test_charsets(void **state) {
    (void)state;
    static const struct {
        const char *page, *word;
    } cases[] = {
        { "<meta charset=iso-8859-1><p>Gen\xe8ve \x80 is the city where the talks are held.",
          "Gen\xc3\xa8ve \xe2\x82\xac" },
        { "<meta charset=shift_jis><p>\x93\x8c\x8b\x9e is the city where the talks are held now.",
          "\xe6\x9d\xb1\xe4\xba\xac" },
        { "<meta charset=koi8-r><p>\xed\xcf\xd3\xcb\xd7\xc1 is the city where the talks are held.",
          "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0" },
        { "<meta charset=iso-8859-1><p>Gen\xc3\xa8ve is the city where the talks are held.",
          "Gen\xc3\xa8ve" }, // valid UTF-8 outdoes a wrong label
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        doc d;
        read_html(&d, cases[i].page);
        text t = doc_text(&d, 0, d.text_len);
        size_t at = text_find(t, text_of(cases[i].word));
        assert_true(at != SIZE_MAX);
        size_t source = doc_source_of(&d, (uint32_t)at);
        assert_true(source == (size_t)(strstr(cases[i].page, "<p>") - cases[i].page) + 3);
        doc_free(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_dates_in_odd_forms),
        cmocka_unit_test(test_given_day),
        cmocka_unit_test(test_where_dates_are_shown),
        cmocka_unit_test(test_day_by_zone),
        cmocka_unit_test(test_authors),
        cmocka_unit_test(test_authors_that_differ),
        cmocka_unit_test(test_authors_by_their_addresses),
        cmocka_unit_test(test_dates_that_differ),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_broken_data),
        cmocka_unit_test(test_charsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
