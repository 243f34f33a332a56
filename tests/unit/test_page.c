/* test_page.c - pages to articles: scrapes, records, damage, dates, the way back to the source. */
#include "base/date.h"
#include "page/damage.h"
#include "page/page.h"
#include "page/shape.h"
#include "page/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void read_text(doc *d, const char *bytes) {
    doc_open(d, 0);
    d->page.media = MEDIA_TEXT;
    d->page.raw = text_of(bytes);
    assert_int_equal(page_read(NULL, d), UH_OK);
}

static const char wreck[] =
    "Minister's new ally: How lost the vote in Lisbon and gave rivals the upper hand\n"
    "\n"
    "kettle kettle SwiftBoil (Gen 3) - Cordless Kettle with Limescale Filter - Black read more\n"
    "\n"
    "After months of talks, Donald tried to win the vote in Lisbon, but the rivals had allies of "
    "their own. 's bluff was seen through by all of them, experts said on Monday.\n"
    "\n"
    "Related articles\n"
    "Lisbon accuses Madrid of violent plot\n"
    "\n"
    "The rivals have different motives, according to the experts who watched the vote in Lisbon.\n"
    "\n"
    "putinPutin and are grappling for control (Image: getty)\n"
    "\n"
    "read more.....\n"
    "\n"
    "Get the latest news delivered to your inbox\n"
    "\n"
    "Follow us on social media networks\n"
    "\n"
    "NEXT Budget row: Treasury fears 'dire consequences' of waiting ...";

static void test_wrecked_scrape(void **state) {
    (void)state;
    static const uint8_t roles[] = { ROLE_TITLE,   ROLE_PRODUCT,    ROLE_PARAGRAPH,
                                     ROLE_RELATED, ROLE_RELATED,    ROLE_PARAGRAPH,
                                     ROLE_CAPTION, ROLE_READ_MORE,  ROLE_NEWSLETTER,
                                     ROLE_SHARE,   ROLE_OTHER_STORY };
    static const uint8_t kinds[] = { DAMAGE_MISSING_SUBJECT, DAMAGE_MISSING_NAME,
                                     DAMAGE_MISSING_OWNER,   DAMAGE_GLUED,
                                     DAMAGE_MISSING_NAME,    DAMAGE_CUT };
    doc d;
    read_text(&d, wreck);
    assert_int_equal(d.n_blocks, sizeof roles);
    for (uint32_t i = 0; i < d.n_blocks; i++) {
        assert_int_equal(d.blocks[i].role, roles[i]);
        assert_int_equal(d.blocks[i].kept, roles[i] == ROLE_PARAGRAPH);
        assert_true(d.blocks[i].why.len > 0);
    }
    assert_int_equal(d.n_damages, sizeof kinds);
    for (uint32_t i = 0; i < d.n_damages; i++)
        assert_int_equal(d.damages[i].kind, kinds[i]);
    assert_true(text_starts(d.article.title, TEXT("Minister's new ally")));
    doc_free(&d);
}

/* Every byte of the text leads back to the same byte of the page. */
static void test_way_back(void **state) {
    (void)state;
    doc d;
    read_text(&d, wreck);
    for (uint32_t i = 0; i < d.n_blocks; i++)
        for (uint32_t at = d.blocks[i].start; at < d.blocks[i].end; at++)
            assert_int_equal(d.text[at], wreck[doc_source_of(&d, at)]);
    doc_free(&d);
}

/* Soft hyphens are not read, wherever they stand; other characters that end in the same byte are.
 */
static void test_soft_hyphens(void **state) {
    (void)state;
    for (int pad = 0; pad < 40; pad++) {
        buffer html = { 0 };
        doc d;
        buffer_string(&html, "<p>");
        for (int i = 0; i < pad; i++)
            buffer_byte(&html, i % 5 == 4 ? ' ' : 'x');
        buffer_string(&html, "\xc2\xad"
                             "Mit\xc2\xadtel\xc2\xad\xc2\xad"
                             "alter d\xc3\xad"
                             "a \xd0\xad"
                             "to und \xc2\xad mehr\xc2\xad.");
        doc_open(&d, 0);
        d.page.media = MEDIA_HTML;
        d.page.raw = buffer_view(&html);
        assert_int_equal(page_read(NULL, &d), UH_OK);
        assert_int_equal(d.n_blocks, 1);
        text line = doc_text(&d, d.blocks[0].start, d.blocks[0].end);
        assert_true(text_ends(line, TEXT("Mittelalter d\xc3\xad"
                                         "a \xd0\xadto und mehr.")));
        doc_free(&d);
        buffer_free(&html);
    }
}

static void test_record(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    d.page.media = MEDIA_ARTICLE;
    d.page.raw = TEXT("Read more\n\nTroops crossed the river.");
    d.page.given_title = TEXT(" Troops cross ");
    d.page.given_author = TEXT("By Ann Lee and Bo Ray, Reuters");
    d.page.given_date = TEXT("24 January 2019");
    assert_int_equal(page_read(NULL, &d), UH_OK);
    assert_int_equal(d.n_blocks, 2);
    assert_true(d.blocks[0].kept && d.blocks[1].kept);
    assert_true(text_equal(d.article.title, TEXT("Troops cross")));
    assert_true(text_equal(doc_title(&d), TEXT("Troops cross")));
    assert_int_equal(d.article.n_authors, 3);
    assert_true(text_equal(d.article.authors[1], TEXT("Bo Ray")));
    assert_int_equal(d.article.published.day, date_day(2019, 1, 24));
    doc_free(&d);
}

static void test_windows_1252(void **state) {
    (void)state;
    doc d;
    read_text(&d, "The talks ended in Gen\xe8ve on Monday, both of the sides said.");
    assert_int_equal(d.n_blocks, 1);
    assert_int_equal(d.n_damages, 0);
    assert_true(text_find(doc_block_text(&d, d.blocks), TEXT("Gen\xc3\xa8ve on")) != SIZE_MAX);
    assert_int_equal(doc_source_of(&d, d.blocks[0].end - 1), d.page.raw.len - 1);
    doc_free(&d);
}

static void test_malformed_bytes(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    d.page.media = MEDIA_TEXT;
    d.page.charset = TEXT("utf-8");
    d.page.raw =
        TEXT("The talks in Gen\xc3\xa8ve and Z\xc3\xbcrich \xff ended on Monday, they said.");
    assert_int_equal(page_read(NULL, &d), UH_OK);
    assert_int_equal(d.n_notes, 1);
    assert_int_equal(d.n_damages, 1);
    assert_int_equal(d.damages[0].kind, DAMAGE_GARBLED);
    assert_int_equal(doc_source_of(&d, d.blocks[0].end - 1), d.page.raw.len - 1);
    doc_free(&d);
}

static void test_sound_prose_has_no_damage(void **state) {
    (void)state;
    doc d;
    read_text(
        &d, "How lost are we, he asked, and why did they come to the city at all?\n\n"
            "Vladimir Putin and Xi Jinping have met. Vladimir said little about it, they said.\n\n"
            "I do not know what they think is right for the country, the minister said.\n\n"
            "They live in Cairo and are happy, and the city 's people like them well enough.");
    assert_int_equal(d.n_damages, 0);
    doc_free(&d);
}

/* Holes are found wherever in a long line they stand, whatever white space parts the words. */
static void test_damage_at_every_place(void **state) {
    (void)state;
    static const struct {
        const char *words;
        uint8_t kind;
    } holes[] = {
        { "Yes. How lost control of it", DAMAGE_MISSING_SUBJECT },
        { "they don't think is keen", DAMAGE_MISSING_SUBJECT },
        { "then Donald tried again", DAMAGE_MISSING_NAME },
        { "then Donald\xc2\xa0tried again", DAMAGE_MISSING_NAME },
        { "then (Nicol\xc3\xa1s has left", DAMAGE_MISSING_NAME },
        { "ago. Putin and are grappling", DAMAGE_MISSING_NAME },
        { "right on 's doorstep", DAMAGE_MISSING_OWNER },
        { "right on \xe2\x80\x99s doorstep", DAMAGE_MISSING_OWNER },
        { "that caf\xc3\x83\xc2\xa9 there", DAMAGE_GARBLED },
    };
    for (size_t k = 0; k < sizeof holes / sizeof *holes; k++)
        for (int pad = 0; pad < 140; pad++) {
            buffer line = { 0 };
            doc d;
            for (int i = 0; i < pad; i++)
                buffer_byte(&line, i % 7 == 6 ? ' ' : i % 21 == 0 ? 'X' : 'x');
            buffer_byte(&line, ' ');
            buffer_string(&line, holes[k].words);
            doc_open(&d, 0);
            d.page.media = MEDIA_ARTICLE;
            d.page.raw = buffer_view(&line);
            assert_int_equal(page_read(NULL, &d), UH_OK);
            assert_int_equal(d.n_damages, 1);
            assert_int_equal(d.damages[0].kind, holes[k].kind);
            doc_free(&d);
            buffer_free(&line);
        }
}

/* A date is found behind any words, months and digits among them. */
static void test_dates_in_prose(void **state) {
    (void)state;
    static const char *const before[] = { "",
                                          "In May they may ",
                                          "June May ",
                                          "a of de 7 people of ",
                                          "x3, ",
                                          "(May",
                                          "1 mars 7 maj of ",
                                          "\xe5\xb9\xb4 de \xc3\xa9",
                                          "LeeMarch LeeMay, ",
                                          "5 January de " };
    static const char *const dates[] = {
        "24 January 2019", "January of 24th, 2019", "24 de janeiro de 2019", "2019-01-24",
        "24.01.2019",      "LeeJan. 24, 2019"
    };
    for (size_t k = 0; k < sizeof before / sizeof *before; k++)
        for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
            for (int pad = 0; pad < 40; pad++) {
                buffer line = { 0 };
                date d = { 0 };
                size_t end = 0;
                for (int x = 0; x < pad; x++)
                    buffer_byte(&line, x % 6 == 5 ? ' ' : 'x');
                buffer_string(&line, " ");
                buffer_string(&line, before[k]);
                buffer_string(&line, "; ");
                buffer_string(&line, dates[i]);
                assert_true(when_find(buffer_view(&line), WHEN_DAY_FIRST, &d, NULL, &end));
                assert_int_equal(d.day, date_day(2019, 1, 24));
                assert_int_equal(end, line.len);
                buffer_free(&line);
            }
}

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *written;
        int year, month, day;
    } cases[] = {
        { "Published: 24 January 2019", 2019, 1, 24 },
        { "Jan. 24, 2019", 2019, 1, 24 },
        { "Thursday, January 24th, 2019 10:15 GMT", 2019, 1, 24 },
        { "24/01/2019", 2019, 1, 24 },
        { "01/24/2019", 2019, 1, 24 },
        { "3.2.2019", 2019, 2, 3 },
        { "den 3. M\xc3\xa4rz 2019", 2019, 3, 3 },
        { "le 1er f\xc3\xa9vrier 2019", 2019, 2, 1 },
        { "3 de febrero de 2019", 2019, 2, 3 },
        { "2019/02/03", 2019, 2, 3 },
        { "2019\xe5\xb9\xb4"
          "2\xe6\x9c\x88"
          "3\xe6\x97\xa5",
          2019, 2, 3 },
        { "15:20 24/01/2019", 2019, 1, 24 },
        { "By Ann LeeMar 3, 2019", 2019, 3, 3 },
        { "24.01.1915:20", 2019, 1, 24 },
        { "24.01.2019:20", 2019, 1, 24 },
        { "PUBLISHED: 22:48, Thu, Mar 28, 2019", 2019, 3, 28 },
        { "24 \xd1\x8f\xd0\xbd\xd0\xb2\xd0\xb0\xd1\x80\xd1\x8f 2019", 2019, 1, 24 },
        { "3 A\xc4\x9fustos 2019", 2019, 8, 3 },
        { "2019. j\xc3\xbalius 3.", 2019, 7, 3 },
        { "3. srpnja 2019.", 2019, 7, 3 },
        { "3. okt\xc3\xb3"
          "bra 2019",
          2019, 10, 3 },
        { "3 \xce\x99\xce\xbf\xcf\x85\xce\xbd\xce\xaf\xce\xbf\xcf\x85 2019", 2019, 6, 3 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date d = { 0 };
        assert_true(when_find(text_of(cases[i].written), WHEN_UNKNOWN, &d, NULL, NULL));
        assert_int_equal(d.day, date_day(cases[i].year, cases[i].month, cases[i].day));
    }
    date d;
    assert_false(when_find(TEXT("03/04/2019"), WHEN_UNKNOWN, &d, NULL, NULL));
    assert_true(when_find(TEXT("03/04/2019"), WHEN_DAY_FIRST, &d, NULL, NULL));
    assert_false(when_find(TEXT("on Friday, 31 February 2019"), WHEN_UNKNOWN, &d, NULL, NULL));
    assert_false(when_find(TEXT("24 people, 3 of them in 2019"), WHEN_UNKNOWN, &d, NULL, NULL));
    assert_false(when_find(TEXT("24/01/20190"), WHEN_UNKNOWN, &d, NULL, NULL));
}

static void test_shape(void **state) {
    (void)state;
    shape s;
    word_list words;
    shape_of(TEXT("\"He won\xe2\x80\x99t go,\" the Minister said. Why?"), &s, &words);
    assert_int_equal(s.n_words, 7);
    assert_int_equal(words.n, 7);
    assert_int_equal(s.n_stops, 2);
    assert_true(s.starts_quote && s.starts_upper && s.ends_stop);
    assert_int_equal(words.at[3].hash, word_hash(TEXT("the")));
    shape_of(TEXT("BREAKING NEWS"), &s, &words);
    assert_true(s.all_capitals && !s.ends_stop);
}

/* Letters are looked at eight at once: the hashes are those of one after the other. */
static void test_words_of_every_length(void **state) {
    static const char letters[] = "thequickbrownfoxjumpsoverthelazydogandrunsaway";
    (void)state;
    for (size_t n = 1; n < sizeof letters; n++)
        for (int form = 0; form < 3; form++) {
            static const char *const before[] = { "x ", "", "(" };
            static const char *const behind[] = { "", ", then more of it", "9) ends" };
            shape s;
            word_list words;
            buffer line = { 0 }, key = { 0 };
            buffer_format(&line, "%s%.*s%s", before[form], (int)n, letters, behind[form]);
            line.at[strlen(before[form])] = (char)to_upper(letters[0]);
            buffer_format(&key, "%.*s%s", (int)n, letters, form == 2 ? "9" : "");
            shape_of(buffer_view(&line), &s, &words);
            assert_int_equal(words.at[form == 0].hash, word_hash(buffer_view(&key)));
            assert_int_equal(words.at[form == 0].end - words.at[form == 0].start, key.len);
            assert_int_equal(s.n_capital, 1);
            assert_int_equal(s.n_digits, form == 2);
            assert_int_equal(s.n_chars, line.len);
            buffer_free(&line);
            buffer_free(&key);
        }
}

/* The hash of a line is that of its letters and digits, whatever stands between them. */
static uint32_t line_hash(const char *line) {
    shape s;
    word_list words;
    shape_of(text_of(line), &s, &words);
    return s.hash;
}

static void test_hashes_of_lines(void **state) {
    (void)state;
    uint32_t hash = line_hash("Storm Over New York, 12 Dead");
    assert_int_equal(hash, line_hash("STORM over NewYork: 1.2 dead!"));
    assert_int_equal(hash, line_hash("s t o r m o v e r n e w y o r k 1 2 d e a d"));
    assert_int_equal(hash, line_hash("\xe2\x80\x9cstormovernewyork12dead\xe2\x80\x9d"));
    assert_int_not_equal(hash, line_hash("Storm Over New York, 21 Dead"));
    assert_int_not_equal(hash, line_hash("Storm Over New York, 12 Dea"));
    assert_int_not_equal(hash, line_hash("Storm Over New York, 12 Deade"));
    assert_int_equal(line_hash("\xc3\x89t\xc3\xa9 2019"), line_hash("\xc3\xa9T\xc3\x89-2019"));
    assert_int_equal(line_hash(""), line_hash("... \xe2\x80\x94 ?"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_every_length),
        cmocka_unit_test(test_hashes_of_lines),
        cmocka_unit_test(test_wrecked_scrape),
        cmocka_unit_test(test_way_back),
        cmocka_unit_test(test_soft_hyphens),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_windows_1252),
        cmocka_unit_test(test_malformed_bytes),
        cmocka_unit_test(test_sound_prose_has_no_damage),
        cmocka_unit_test(test_damage_at_every_place),
        cmocka_unit_test(test_dates_in_prose),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
