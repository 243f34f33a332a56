/* html.c - any bytes through the HTML parser, as a document and as the content of an element; the
 * tree must hang together. */
#include "page/html.h"
#include "fuzz/target.h"

#include <stdlib.h>

/* Each child names its parent and its neighbours; the walk ends. */
static void check(const html *h) {
    uint32_t seen = 0;
    for (uint32_t node = h->nodes[0].first; node; node = html_walk(h, node, 0)) {
        const html_node *n = &h->nodes[node];
        if (++seen > h->n_nodes)
            abort();
        if (n->prev ? h->nodes[n->prev].next != node : h->nodes[n->parent].first != node)
            abort();
        if (n->next ? h->nodes[n->next].prev != node : h->nodes[n->parent].last != node)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    static const char *const contexts[] = { "", "td", "svg desc", "template", "select", "title" };
    text in = { (const char *)bytes, n };
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        arena a = { 0 };
        buffer out = { 0 };
        html h;
        if (html_parse(&h, &a, in, text_of(contexts[i]))) {
            check(&h);
            for (uint32_t k = 0; k < h.n_nodes; k++)
                if (h.nodes[k].kind == HTML_TEXT)
                    html_text(&h, k, &out);
            for (uint32_t k = 0; k < h.n_attributes; k++)
                html_value(&h, &h.attributes[k], &out);
        }
        buffer_free(&out);
        arena_free(&a);
    }
    return 0;
}
