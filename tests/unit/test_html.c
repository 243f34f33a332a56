/* test_html.c - the HTML parser: trees, places in the markup, bounds. */
#include "base/entity.h"
#include "page/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct parsed {
    arena arena;
    html h;
} parsed;

static void parse(parsed *p, text markup) {
    *p = (parsed){ .arena = { 0 } };
    assert_true(html_parse(&p->h, &p->arena, markup, TEXT("")));
}

/* Writes the elements of a tree as nested brackets. */
static void outline(const html *h, uint32_t root, buffer *out) {
    uint32_t node = h->nodes[root].first;
    while (node) {
        if (h->nodes[node].kind == HTML_TEXT)
            html_text(h, node, out);
        else if (h->nodes[node].kind == HTML_ELEMENT)
            buffer_text(out, html_name(h, node));
        if (h->nodes[node].first) {
            buffer_byte(out, '(');
            node = h->nodes[node].first;
            continue;
        }
        while (node != root && !h->nodes[node].next) {
            node = h->nodes[node].parent;
            if (node != root)
                buffer_byte(out, ')');
        }
        node = node == root ? 0 : h->nodes[node].next;
        if (node)
            buffer_byte(out, ' ');
    }
}

static void expect(const char *markup, const char *tree) {
    parsed p;
    buffer out = { 0 };
    parse(&p, text_of(markup));
    outline(&p.h, 0, &out);
    buffer_byte(&out, '\0');
    assert_string_equal(out.at, tree);
    buffer_free(&out);
    arena_free(&p.arena);
}

static void test_implied_tags(void **state) {
    (void)state;
    expect("<p>a<p>b", "html(head body(p(a) p(b)))");
    expect("<ul><li>a<li>b</ul>", "html(head body(ul(li(a) li(b))))");
    expect("<title>t</title>x", "html(head(title(t)) body(x))");
    expect("<table><td>x", "html(head body(table(tbody(tr(td(x))))))");
}

static void test_misnesting(void **state) {
    (void)state;
    expect("<b>1<p>2</b>3</p>", "html(head body(b(1) p(b(2) 3)))");
    expect("<table>x<tr><td>y</table>", "html(head body(x table(tbody(tr(td(y))))))");
    expect("<a>1<a>2", "html(head body(a(1) a(2)))");
}

static void test_raw_text(void **state) {
    (void)state;
    expect("<script>a<b></scriptx></script><p>c", "html(head(script(a<b></scriptx>)) body(p(c)))");
    expect("<script><!--<script></script>--></script>x",
           "html(head(script(<!--<script></script>-->)) body(x))");
    expect("<textarea>\n<p>&amp;</textarea>", "html(head body(textarea(<p>&)))");
}

static void test_references(void **state) {
    (void)state;
    expect("&lt;&notit;&#x80;&#0;&nosuch;&", "html(head body(<\xc2\xac"
                                             "it;\xe2\x82\xac\xef\xbf\xbd&nosuch;&))");
    uint32_t c[2];
    assert_int_equal(entity_read(TEXT("&notit"), true, c), 0);
    assert_int_equal(entity_read(TEXT("&CounterClockwiseContourIntegral;"), true, c), 33);
    assert_int_equal(entity_read(TEXT("&NotEqualTilde;"), false, c), 15);
    assert_int_equal(c[0], 0x2242);
    assert_int_equal(c[1], 0x338);
}

static void test_places_in_the_markup(void **state) {
    (void)state;
    parsed p;
    text markup = TEXT("<body><p id='x' CLASS=\"a b\">one &amp; two</p>");
    parse(&p, markup);
    for (uint32_t i = 0; i < p.h.n_nodes; i++) {
        const html_node *n = &p.h.nodes[i];
        if (n->tag == TAG_P) {
            assert_int_equal(n->start, 6);
            assert_true(text_equal(html_raw_value(&p.h, i, ATTR_CLASS), TEXT("a b")));
        }
        if (n->kind == HTML_TEXT) {
            const html_chunk *c = &p.h.chunks[n->start];
            assert_true(text_equal(text_cut(markup, c->start, c->end), TEXT("one ")));
            c = &p.h.chunks[c->next];
            assert_int_equal(c->c[0], '&');
            c = &p.h.chunks[c->next];
            assert_true(text_equal(text_cut(markup, c->start, c->end), TEXT(" two")));
        }
    }
    arena_free(&p.arena);
}

/* Hostile markup stays linear in memory and time. */
static void test_bounds(void **state) {
    (void)state;
    static const struct {
        const char *piece;
        size_t times;
    } cases[] = { { "<div>", 200000 },      { "<b><i><a>", 30000 }, { "<p><font size=1>", 30000 },
                  { "<table><tr>x", 3000 }, { "<!--", 100000 },     { "<svg><desc>", 50000 },
                  { "<template>", 50000 },  { "</p>", 100000 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer markup = { 0 };
        parsed p;
        for (size_t k = 0; k < cases[i].times; k++)
            buffer_string(&markup, cases[i].piece);
        parse(&p, buffer_view(&markup));
        assert_true(p.h.n_nodes <= HTML_NODES_MOST);
        buffer_free(&markup);
        arena_free(&p.arena);
    }
}

/* Parses "<NAME>" as the last bytes of the markup, or with more behind it. */
static uint16_t tag_read(const char *name, bool has_more) {
    parsed p;
    buffer b = { 0 };
    buffer_format(&b, "<body><svg><%s>%s", name, has_more ? "and a long text behind it" : "");
    parse(&p, buffer_view(&b));
    uint16_t tag = p.h.nodes[p.h.n_nodes - (has_more ? 2 : 1)].tag;
    arena_free(&p.arena);
    buffer_free(&b);
    return tag;
}

/* Names are compared by numbers made of their bytes. */
static void test_every_name_is_known(void **state) {
    static const char *const names[] = {
#define TAG(constant, name, flags, start, end) name,
#include "page/html_tags.inc"
#undef TAG
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        parsed p;
        char upper[32];
        size_t n = strlen(names[i]);
        for (size_t k = 0; k <= n; k++)
            upper[k] = (char)to_upper((unsigned char)names[i][k]);
        // The content of an element is parsed with the element itself as the first node made.
        for (int k = 0; k < 2; k++) {
            p = (parsed){ .arena = { 0 } };
            assert_true(html_parse(&p.h, &p.arena, TEXT("x"), text_of(k ? upper : names[i])));
            assert_int_equal(p.h.nodes[1].tag, i + 1);
            arena_free(&p.arena);
        }
    }
    assert_int_equal(tag_read("g", false), TAG_G);
    assert_int_equal(tag_read("LINEARgradient", false), TAG_LINEARGRADIENT);
    assert_int_equal(tag_read("CIRCLE", true), TAG_CIRCLE);
    assert_true(tag_read("circles", true) >= TAGS_KNOWN);
    assert_true(tag_read("lineargradients", true) >= TAGS_KNOWN);
    assert_true(tag_read("gradient", true) >= TAGS_KNOWN);
    // Bytes that a set bit would make a digit of.
    assert_true(tag_read("h\x11", true) >= TAGS_KNOWN);
}

/* The first of two attributes of a name counts, whatever its case and whoever asks for it. */
static void test_repeated_attributes(void **state) {
    static const char markup[] =
        "<p class=a CLASS=b data-x=1 DATA-X=2 date-x=3 data-y=4 style=5 STYLES=6 Style=7>";
    parsed p;
    (void)state;
    parse(&p, text_of(markup));
    const html_node *n = &p.h.nodes[p.h.n_nodes - 1];
    const char *const values[] = { "a", "1", "3", "4", "5", "6" };
    assert_int_equal(n->n_attributes, 6);
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        const html_attribute *a = &p.h.attributes[n->attribute + i];
        assert_memory_equal(markup + a->value, values[i], 1);
    }
    assert_int_equal(p.h.attributes[n->attribute].known, ATTR_CLASS);
    assert_int_equal(p.h.attributes[n->attribute + 4].known, ATTR_STYLE);
    arena_free(&p.arena);
}

static void test_many_attributes(void **state) {
    (void)state;
    buffer markup = { 0 };
    parsed p;
    buffer_string(&markup, "<body><p");
    for (int i = 0; i < 100000; i++)
        buffer_format(&markup, " a%d=1", i);
    buffer_string(&markup, ">x");
    parse(&p, buffer_view(&markup));
    assert_int_equal(p.h.n_attributes, HTML_ATTRIBUTES_MOST);
    buffer_free(&markup);
    arena_free(&p.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_implied_tags),
        cmocka_unit_test(test_misnesting),
        cmocka_unit_test(test_raw_text),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_places_in_the_markup),
        cmocka_unit_test(test_many_attributes),
        cmocka_unit_test(test_every_name_is_known),
        cmocka_unit_test(test_repeated_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
