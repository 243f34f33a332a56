/* html-tree.c - prints trees in the form of the html5lib tests. Reads documents from standard
 * input, each framed as: u8 1 for a fragment; u16 length of the context's name and the name; u32
 * length of the markup and the markup; little-endian. Writes each tree and a NUL. */
#include "page/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARKUP_MOST = 1 << 30, LIMIT_BYTES = 1 << 30 };

typedef struct line {
    text name, value;
} line;

// clang-format off
/* Names that foreign content writes with capitals (13.2.6.1). */
static const char *const svg_tags[] = {
    "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform", "clipPath", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood",
    "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "foreignObject", "glyphRef", "linearGradient", "radialGradient", "textPath",
};
static const char *const svg_attributes[] = {
    "attributeName", "attributeType", "baseFrequency", "baseProfile", "calcMode", "clipPathUnits", "diffuseConstant", "edgeMode", "filterUnits", "glyphRef",
    "gradientTransform", "gradientUnits", "kernelMatrix", "kernelUnitLength", "keyPoints", "keySplines", "keyTimes", "lengthAdjust", "limitingConeAngle",
    "markerHeight", "markerUnits", "markerWidth", "maskContentUnits", "maskUnits", "numOctaves", "pathLength", "patternContentUnits", "patternTransform",
    "patternUnits", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio", "primitiveUnits", "refX", "refY", "repeatCount",
    "repeatDur", "requiredExtensions", "requiredFeatures", "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation",
    "stitchTiles", "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "textLength", "viewBox", "viewTarget", "xChannelSelector",
    "yChannelSelector", "zoomAndPan",
};
static const char *const math_attributes[] = { "definitionURL" };
static const char *const foreign_attributes[] = {
    "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title", "xlink:type", "xml:lang", "xml:space", "xmlns:xlink",
};
// clang-format on
#define FIND(list, name) find(list, sizeof(list) / sizeof *(list), name)

static const char *find(const char *const *list, size_t n, text name) {
    for (size_t i = 0; i < n; i++)
        if (text_equal_nocase(text_of(list[i]), name))
            return list[i];
    return NULL;
}

static void lower_and_mend(buffer *out, text name) {
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '\0')
            buffer_string(out, "\xef\xbf\xbd");
        else
            buffer_byte(out, to_lower((unsigned char)name.at[i]));
    }
}

static void attribute_name(buffer *out, text written, uint8_t space) {
    const char *name = NULL;
    if (space != SPACE_HTML && (name = FIND(foreign_attributes, written)) != NULL) {
        const char *colon = strchr(name, ':');
        buffer_add(out, name, (size_t)(colon - name));
        buffer_byte(out, ' ');
        buffer_string(out, colon + 1);
        return;
    }
    if (space == SPACE_SVG)
        name = FIND(svg_attributes, written);
    if (space == SPACE_MATH)
        name = FIND(math_attributes, written);
    if (name)
        buffer_string(out, name);
    else
        lower_and_mend(out, written);
}

static int compare(const void *a, const void *b) {
    return text_compare(((const line *)a)->name, ((const line *)b)->name);
}

static void indent(buffer *out, uint32_t depth) {
    buffer_string(out, "| ");
    for (uint32_t i = 0; i < depth; i++)
        buffer_string(out, "  ");
}

static void attributes(const html *h, uint32_t node, uint32_t depth, buffer *out) {
    const html_node *n = &h->nodes[node];
    buffer parts[2 * HTML_ATTRIBUTES_MOST] = { { 0 } };
    line lines[HTML_ATTRIBUTES_MOST];
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        const html_attribute *a = &h->attributes[n->attribute + i];
        attribute_name(&parts[2 * i], text_cut(h->in, a->name, a->name + a->name_len), n->space);
        html_value(h, a, &parts[2 * i + 1]);
        lines[i] = (line){ buffer_view(&parts[2 * i]), buffer_view(&parts[2 * i + 1]) };
    }
    qsort(lines, n->n_attributes, sizeof *lines, compare);
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        indent(out, depth);
        buffer_text(out, lines[i].name);
        buffer_string(out, "=\"");
        buffer_text(out, lines[i].value);
        buffer_string(out, "\"\n");
    }
    for (uint32_t i = 0; i < 2 * n->n_attributes; i++)
        buffer_free(&parts[i]);
}

static void element(const html *h, uint32_t node, uint32_t depth, buffer *out) {
    uint8_t space = h->nodes[node].space;
    text name = html_name(h, node);
    const char *svg = space == SPACE_SVG ? FIND(svg_tags, name) : NULL;
    buffer_string(out, space == SPACE_SVG ? "<svg " : space == SPACE_MATH ? "<math " : "<");
    if (svg)
        buffer_string(out, svg);
    else
        lower_and_mend(out, name);
    buffer_string(out, ">\n");
    attributes(h, node, depth + 1, out);
}

static void doctype(const html_doctype *d, buffer *out) {
    buffer_string(out, "<!DOCTYPE ");
    lower_and_mend(out, d->name);
    if (d->has_public || d->has_system) {
        buffer_string(out, " \"");
        buffer_text(out, d->public_id);
        buffer_string(out, "\" \"");
        buffer_text(out, d->system_id);
        buffer_byte(out, '"');
    }
    buffer_string(out, ">\n");
}

static void comment(const html *h, const html_node *n, buffer *out) {
    buffer_string(out, "<!-- ");
    for (uint32_t i = n->start; i < n->end; i++) {
        if (h->in.at[i] == '\0')
            buffer_string(out, "\xef\xbf\xbd");
        else if (h->in.at[i] != '\r')
            buffer_byte(out, h->in.at[i]);
        else if (i + 1 == n->end || h->in.at[i + 1] != '\n')
            buffer_byte(out, '\n');
    }
    buffer_string(out, " -->\n");
}

static void one(const html *h, uint32_t node, uint32_t depth, buffer *out) {
    const html_node *n = &h->nodes[node];
    indent(out, depth);
    if (n->kind == HTML_ELEMENT) {
        element(h, node, depth, out);
    } else if (n->kind == HTML_TEXT) {
        buffer_byte(out, '"');
        html_text(h, node, out);
        buffer_string(out, "\"\n");
    } else if (n->kind == HTML_COMMENT) {
        comment(h, n, out);
    } else if (n->kind == HTML_DOCTYPE) {
        doctype(&h->doctype, out);
    } else {
        buffer_string(out, "content\n");
    }
}

static void tree(const html *h, uint32_t root, buffer *out) {
    uint32_t depth = 0, node = h->nodes[root].first;
    while (node) {
        one(h, node, depth, out);
        if (h->nodes[node].first) {
            depth++;
            node = h->nodes[node].first;
            continue;
        }
        while (node != root && !h->nodes[node].next) {
            node = h->nodes[node].parent;
            depth--;
        }
        node = node == root ? 0 : h->nodes[node].next;
    }
}

/* Reads a little-endian number; -1 at the end of input. */
static long number(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
        int c = getchar();
        if (c == EOF)
            return -1;
        value |= (long)c << 8 * i;
    }
    return value;
}

static char *bytes(long n) {
    char *at = n >= 0 && n < MARKUP_MOST ? malloc((size_t)n + 1) : NULL;
    if (!at || fread(at, 1, (size_t)n, stdin) != (size_t)n) {
        fprintf(stderr, "html-tree: input is cut off\n");
        exit(1);
    }
    return at;
}

int main(void) {
    long is_fragment;
    while ((is_fragment = number(1)) >= 0) {
        long n_context = number(2);
        char *context = bytes(n_context);
        long n = number(4);
        char *markup = bytes(n);
        arena a = { .limit = LIMIT_BYTES };
        buffer out = { 0 };
        html h;
        if (!html_parse(&h, &a, (text){ markup, (size_t)n }, (text){ context, (size_t)n_context }))
            buffer_string(&out, "out of memory\n");
        else // a fragment's tree hangs below the root that the parser made for it
            tree(&h, is_fragment ? h.nodes[0].first : 0, &out);
        fwrite(out.at, 1, out.len, stdout);
        putchar('\0');
        buffer_free(&out);
        arena_free(&a);
        free(markup);
        free(context);
    }
    return 0;
}
