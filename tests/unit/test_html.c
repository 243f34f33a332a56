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
        cmocka_unit_test(test_implied_tags),    cmocka_unit_test(test_misnesting),
        cmocka_unit_test(test_raw_text),        cmocka_unit_test(test_references),
        cmocka_unit_test(test_bounds),          cmocka_unit_test(test_places_in_the_markup),
        cmocka_unit_test(test_many_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
