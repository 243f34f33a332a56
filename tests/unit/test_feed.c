/* test_feed.c - feeds, NewsML and NITF, the XML below them, charsets. */
#include "base/encoding.h"
#include "intake/reader.h"
#include "intake/tags.h"
#include "intake/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- XML: what is told, in one line ---- */

typedef struct told {
    buffer out;
    xml *x;
    const char *pause_at;
} told;

static void on_start(void *context, const xml_tag *tag) {
    told *t = context;
    buffer_byte(&t->out, '(');
    buffer_text(&t->out, tag->name);
    for (size_t i = 0; i < tag->n_attributes; i++) {
        buffer_byte(&t->out, ' ');
        buffer_text(&t->out, tag->attributes[i].name);
        buffer_byte(&t->out, '=');
        buffer_text(&t->out, tag->attributes[i].value);
    }
    buffer_byte(&t->out, '|');
}

static void on_end(void *context, text name) {
    told *t = context;
    buffer_byte(&t->out, ')');
    if (t->pause_at && text_equal(name, text_of(t->pause_at)))
        xml_pause(t->x);
}

static void on_words(void *context, text words) {
    told *t = context;
    buffer_text(&t->out, words);
}

/* Reads a text, pausing behind each element of a name; "!" stands for a pause. */
static void assert_told(const char *in, const char *pause_at, const char *expected, bool faulty) {
    told t = { .pause_at = pause_at };
    size_t at;
    xml_sink sink = { on_start, on_end, on_words, &t };
    t.x = xml_open(text_of(in), &sink);
    assert_non_null(t.x);
    while (xml_run(t.x))
        buffer_byte(&t.out, '!');
    assert_int_equal(xml_fault(t.x, &at) != NULL, faulty);
    assert_false(xml_failed(t.x));
    assert_false(xml_run(t.x));
    buffer_byte(&t.out, '\0');
    assert_string_equal(t.out.at, expected);
    xml_close(t.x);
    buffer_free(&t.out);
}

static void test_xml(void **state) {
    (void)state;
    assert_told("<a x='1&amp;2'><b/>c&#233;<![CDATA[<d>]]></a>", NULL, "(a x=1&2|(b|)c\xc3\xa9<d>)",
                false);
    assert_told("\xef\xbb\xbf \n<?xml version='1.0'?><a><!-- x --><i>1</i><i>2</i></a>", "i",
                "(a|(i|1)!(i|2)!)", false);
    // Declared entities stay what they are.
    assert_told("<!DOCTYPE a [<!ENTITY b 'cccc'>]><a>&b;</a>", NULL, "(a|&b;)", false);
}

static void test_faulty_xml(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "<a><b>x</a>", "(a|(b|x))" },
        { "<a>x</b>y</a>", "(a|xy)" },
        { "<a>x & y &nbsp;&eacute; &b;</a>", "(a|x & y \xc2\xa0\xc3\xa9 &b;)" },
        { "<a>1 < 2</a>", "(a|1 < 2)" },
        { "<a x=1 y z='2 & 3'>w</a>", "(a x=1 y= z=2 & 3|w)" },
        { "<a><i>1</i>", "(a|(i|1))" },
        { "<a><![CDATA[x <b> & y", "(a|x <b> & y)" },
        { "<a>x\x01y<br></a>", "(a|x\x01y(br|))" },
        { "<a/><b>x</b>", "(a|)(b|x)" },
        { "<a><!-- x -- y --><!DOCTYPE b [<!ENTITY c 'd'>]>e<?f?></a>", "(a|e)" },
        { "<a b='c", "(a b=c|)" },
        { "<a", "(a|)" },
        { "&", "&" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(cases[i][0], NULL, cases[i][1], true);
    assert_told("<a><i>1</i><i>2&bad;</i><i>3</a>", "i", "(a|(i|1)!(i|2&bad;)!(i|3))!", true);
}

static void test_deep_xml(void **state) {
    (void)state;
    buffer in = { 0 }, out = { 0 };
    for (int i = 0; i < 3 * XML_DEPTH; i++)
        buffer_string(&in, "<d>");
    buffer_string(&in, "x");
    for (int i = 0; i < 3 * XML_DEPTH; i++)
        buffer_string(&in, "</d>");
    buffer_byte(&in, '\0');
    for (int i = 0; i < XML_DEPTH; i++)
        buffer_string(&out, "(d|");
    for (int i = 0; i < XML_DEPTH; i++)
        buffer_byte(&out, ')');
    buffer_byte(&out, '\0');
    assert_told(in.at, NULL, out.at, false);
    buffer_free(&in);
    buffer_free(&out);
}

static void assert_text(text t, const char *expected) {
    assert_int_equal(t.len, strlen(expected));
    assert_memory_equal(t.at, expected, t.len);
}

static void test_heads(void **state) {
    (void)state;
    assert_text(xml_root(TEXT(" <?xml?><!-- <b> --><!DOCTYPE c><rdf:RDF x>")), "rdf:RDF");
    assert_text(xml_root(TEXT("<!-- open")), "");
    assert_text(xml_root(TEXT("words <b>")), "");
    assert_text(xml_charset(TEXT("<?xml version='1.0' encoding = 'koi8-r' ?>")), "koi8-r");
    assert_text(xml_charset(TEXT("<?xml version='1.0'?><a encoding='x'>")), "");
    assert_text(xml_charset(TEXT("<?xml encoding='")), "");
}

static void test_plain(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { " a <b>b</b>\n c&amp;d ", "a b c&d" },
        { "1 < 2 <!-- x --> <script>no</script>yes", "1 < 2 yes" },
        { "<i", "<i" },
        { "", "" },
    };
    buffer b = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer_clear(&b);
        tags_plain(&b, text_of(cases[i][0]));
        assert_text(buffer_view(&b), cases[i][1]);
    }
    buffer_free(&b);
    assert_true(tags_are_in(TEXT("a<br>")) && tags_are_in(TEXT("a &eacute; b")));
    assert_false(tags_are_in(TEXT("a < b > c & d")));
}

/* ---- items ---- */

typedef struct reading {
    reader r;
    doc d;
} reading;

static void open_reading(reading *g, const char *in) {
    g->r = (reader){ .path = "x.xml", .stem = TEXT("x") };
    doc_open(&g->d, 0);
    assert_int_equal(stream_open_memory(&g->r.stream, text_of(in)), UH_OK);
}

static uh_status next_item(reading *g, uh_status (*next)(reader *, doc *)) {
    doc_reset(&g->d);
    uh_status status = next(&g->r, &g->d);
    g->r.n_given += status == UH_OK;
    return status;
}

static void close_reading(reading *g, void (*close)(reader *)) {
    close(&g->r);
    stream_close(&g->r.stream);
    doc_free(&g->d);
}

static void assert_page(const page *p, const char *id, const char *url, const char *outlet) {
    assert_text(p->id, id);
    assert_text(p->url, url);
    assert_text(p->outlet, outlet);
}

static void assert_given(const page *p, const char *title, const char *author, const char *day,
                         const char *language) {
    assert_text(p->given_title, title);
    assert_text(p->given_author, author);
    assert_text(p->given_date, day);
    assert_text(p->given_language, language);
}

static void test_rss(void **state) {
    (void)state;
    reading g;
    open_reading(&g,
                 "<?xml version='1.0'?><rss xmlns:c='http://purl.org/rss/1.0/modules/content/'>"
                 "<channel><title>The Paper</title><language>en</language>"
                 "<image><title>Logo</title></image>"
                 "<item><title>Oil &amp;amp; gas</title><guid>http://p.example/1</guid>"
                 "<description>short</description><c:encoded><![CDATA[<p>Long.]]></c:encoded>"
                 "<author>a@p.example (Ann Roe)</author><pubDate>Thu, 24 Jan 2019</pubDate></item>"
                 "<item><title>Two</title><link> http://p.example/2 </link>"
                 "<description>1 &lt; 2 &amp; 3</description><source url='u'>Wire</source></item>"
                 "<item><category>none</category></item>"
                 "</channel></rss>");
    const page *p = &g.d.page;
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_page(p, "http://p.example/1", "http://p.example/1", "The Paper");
    assert_given(p, "Oil & gas", "Ann Roe", "Thu, 24 Jan 2019", "en");
    assert_int_equal(p->media, MEDIA_HTML);
    assert_text(p->raw, "<p>Long.");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_page(p, "http://p.example/2", "http://p.example/2", "Wire");
    assert_given(p, "Two", "", "", "en");
    assert_int_equal(p->media, MEDIA_ARTICLE);
    assert_text(p->raw, "1 < 2 & 3");
    assert_int_equal(next_item(&g, items_next), UH_END);
    assert_int_equal(g.r.n_passed, 1);
    close_reading(&g, items_close);
}

static void test_atom(void **state) {
    (void)state;
    reading g;
    open_reading(&g,
                 "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>F</title>"
                 "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:id>urn:1</a:id>"
                 "<a:title type='xhtml'><div>A <b>B</b></div></a:title>"
                 "<a:link rel='self' href='http://f.example/self'/>"
                 "<a:link href='http://f.example/1'/>"
                 "<a:author><a:name>N</a:name><a:email>n@f.example</a:email></a:author>"
                 "<a:author><a:name>M</a:name></a:author>"
                 "<a:updated>2019-01-25</a:updated><a:published>2019-01-24</a:published>"
                 "<a:content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' onclick='x'>"
                 "<p class='q'>C &lt; D<br/></p></div></a:content></a:entry>"
                 "<entry><summary type='text'>&lt;p> is a tag</summary></entry>"
                 "<entry><title>E</title><content mode='base64'>PHA+Rjwv\ncD4=</content></entry>"
                 "<entry><title>G</title><content type='image/png'>AAAA</content></entry></feed>");
    const page *p = &g.d.page;
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_page(p, "urn:1", "http://f.example/1", "F");
    assert_given(p, "A B", "N; M", "2019-01-24", "de");
    assert_int_equal(p->media, MEDIA_HTML);
    assert_text(p->raw, "<div><p class=\"q\">C &lt; D<br></p></div>");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_page(p, "x-2", "", "F");
    assert_int_equal(p->media, MEDIA_ARTICLE);
    assert_text(p->raw, "<p> is a tag");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_text(p->raw, "<p>F</p>");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_text(p->given_title, "G");
    assert_text(p->raw, "");
    assert_int_equal(next_item(&g, items_next), UH_END);
    close_reading(&g, items_close);
}

static void test_rdf(void **state) {
    (void)state;
    reading g;
    open_reading(&g, "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                     "xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'>"
                     "<channel><title>R</title></channel><item r:about='http://r.example/1'>"
                     "<title>T</title><d:creator>A</d:creator><d:date>2019-01-24</d:date>"
                     "<description>W</description></item></r:RDF>");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_page(&g.d.page, "http://r.example/1", "http://r.example/1", "R");
    assert_given(&g.d.page, "T", "A", "2019-01-24", "");
    assert_int_equal(next_item(&g, items_next), UH_END);
    close_reading(&g, items_close);
}

/* What follows a fault is read on; the fault is told once. */
static void test_faulty_feed(void **state) {
    (void)state;
    reading g;
    open_reading(&g,
                 "<rss><channel><item><title>A & B</title><link>http://f.example/?a=1&copy=2</link>"
                 "</item><item><title>C</title><description><![CDATA[D");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_text(g.d.page.given_title, "A & B");
    assert_text(g.d.page.url, "http://f.example/?a=1&copy=2");
    assert_int_equal(g.d.n_notes, 1);
    assert_text(g.d.notes[0].message,
                "not well-formed: not well-formed (invalid token); read on tag by tag");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_text(g.d.page.raw, "D");
    assert_int_equal(g.d.n_notes, 0);
    assert_int_equal(next_item(&g, items_next), UH_END);
    close_reading(&g, items_close);
}

static void test_feed_charset(void **state) {
    (void)state;
    reading g;
    open_reading(&g, "<?xml version='1.0' encoding='iso-8859-2'?><rss><item>"
                     "<title>\xb3\xf3"
                     "d\xbc"
                     "</title></item></rss>");
    assert_int_equal(next_item(&g, items_next), UH_OK);
    assert_text(g.d.page.given_title, "łódź");
    assert_int_equal(g.d.n_notes, 0);
    close_reading(&g, items_close);
}

static void test_newsml(void **state) {
    (void)state;
    reading g;
    open_reading(
        &g, "<newsMessage><itemSet><packageItem guid='p'/><newsItem guid='urn:n:1' xml:lang='en'>"
            "<itemMeta><provider><name>Wire</name></provider>"
            "<versionCreated>2019-01-26</versionCreated></itemMeta>"
            "<contentMeta><contentCreated>2019-01-24T10:00:00Z</contentCreated>"
            "<creator><name>Desk</name></creator><headline> Oil\n sold </headline></contentMeta>"
            "<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>No</hl1></hedline>"
            "<byline>By Ann Roe, <byttl>Staff</byttl></byline></body.head><body.content>"
            "<p>One <em>two</em>\n three.</p><media><media-caption>No</media-caption></media>"
            "<p>Four.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
            "<newsItem guid='2'><contentSet><inlineData contenttype='text/plain'>A.\nB."
            "</inlineData></contentSet></newsItem></itemSet></newsMessage>");
    const page *p = &g.d.page;
    assert_int_equal(next_item(&g, newsml_next), UH_OK);
    assert_page(p, "urn:n:1", "", "Wire");
    assert_given(p, "Oil sold", "By Ann Roe,", "2019-01-24T10:00:00Z", "en");
    assert_int_equal(p->media, MEDIA_ARTICLE);
    assert_text(p->raw, "One two three.\nFour.");
    assert_int_equal(next_item(&g, newsml_next), UH_OK);
    assert_text(p->raw, "A.\nB.");
    assert_int_equal(next_item(&g, newsml_next), UH_END);
    assert_int_equal(g.r.n_passed, 1);
    close_reading(&g, newsml_close);
}

static void test_nitf(void **state) {
    (void)state;
    reading g;
    open_reading(
        &g, "<nitf><head><title>T</title><docdata><doc-id id-string='7'/></docdata>"
            "<pubdata date.publication='20070101T000000' ex-ref='http://n.example/7' "
            "name='The Times'/></head><body><body.head><hedline><hl1>H</hl1></hedline>"
            "<byline class='print_byline'>By JO DOE</byline></body.head><body.content>"
            "<block class='lead_paragraph'><p>One.</p></block>"
            "<block class='full_text'><p>One.</p><p>Two.</p></block></body.content></body></nitf>");
    assert_int_equal(next_item(&g, newsml_next), UH_OK);
    assert_page(&g.d.page, "7", "http://n.example/7", "The Times");
    assert_given(&g.d.page, "T", "By JO DOE", "20070101T000000", "");
    assert_text(g.d.page.raw, "One.\nTwo.");
    close_reading(&g, newsml_close);
}

static void test_kinds(void **state) {
    (void)state;
    assert_true(items_are(TEXT("<?xml version='1.0'?>\n<!-- <html> -->\n<rss version='2.0'>")));
    assert_true(items_are(TEXT("<rdf:RDF>")) && items_are(TEXT("<a:feed ")));
    assert_false(items_are(TEXT("<html><rss>")) || items_are(TEXT("rss")));
    assert_true(newsml_is(TEXT("<newsItem>")) && newsml_is(TEXT("<!DOCTYPE nitf><nitf>")));
}

/* ---- charsets ---- */

static void test_guesses(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *name;
    } cases[] = {
        { "the caf\xe9 na\xefve", "WINDOWS-1252" },
        { "he said \x93no\x94 \x96 and left", "WINDOWS-1252" },
        { "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xef\xf0\xe8\xe1\xfb\xeb", "WINDOWS-1251" },
        { "\xf0\xd2\xc5\xda\xc9\xc4\xc5\xce\xd4 \xd0\xd2\xc9\xc2\xd9\xcc", "KOI8-R" },
        { "\xd6\xd0\xb9\xfa\xcd\xe2\xbd\xbb\xb2\xbf\xb7\xa2\xd1\xd4\xc8\xcb", "GB18030" },
        { "\x93\xfa\x96{\x82\xcc\x8e\xf1\x91\x8a\x82\xcd", "CP932" },
        { "\xc6\xfc\xcb\xdc\xa4\xce\xbc\xf3\xc1\xea\xa4\xcf", "EUC-JP" },
        { "\xb4\xeb\xc5\xeb\xb7\xc9\xc0\xba \xbc\xad\xbf\xef\xbf\xa1\xbc\xad", "CP949" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(encoding_guess(text_of(cases[i].bytes)), cases[i].name);
}

static void test_decoding(void **state) {
    (void)state;
    buffer b = { 0 };
    char name[ENCODING_NAME];
    assert_true(encoding_name(TEXT(" Latin1 "), name));
    assert_string_equal(name, "WINDOWS-1252");
    assert_false(encoding_name(TEXT("no label"), name));
    assert_true(encoding_is_utf8(TEXT("UTF-8")));
    assert_int_equal(encoding_decode(&b, TEXT("a\x93\xe9\x81z"), name), 1);
    assert_text(buffer_view(&b), "a“é\xef\xbf\xbdz");
    assert_int_equal(encoding_decode(&b, TEXT("a"), "NO-SUCH"), SIZE_MAX);
    assert_string_equal(encoding_wide(TEXT("\xff\xfe"
                                           "a\0")),
                        "UTF-16LE");
    assert_string_equal(encoding_wide(TEXT("\0a\0b\0c\0d\0e\0f\0g\0h")), "UTF-16BE");
    assert_null(encoding_wide(TEXT("plain words, no more")));
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xml),         cmocka_unit_test(test_faulty_xml),
        cmocka_unit_test(test_deep_xml),    cmocka_unit_test(test_heads),
        cmocka_unit_test(test_plain),       cmocka_unit_test(test_rss),
        cmocka_unit_test(test_atom),        cmocka_unit_test(test_rdf),
        cmocka_unit_test(test_faulty_feed), cmocka_unit_test(test_feed_charset),
        cmocka_unit_test(test_newsml),      cmocka_unit_test(test_nitf),
        cmocka_unit_test(test_kinds),       cmocka_unit_test(test_guesses),
        cmocka_unit_test(test_decoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
