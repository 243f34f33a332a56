/* network.c - events as a map and as a network. */
#include "report/network.h"

#include "base/json.h"
#include "doc/code.h"
#include "report/markup.h"
#include "report/named.h"

#include <stdlib.h>
#include <string.h>

enum { PLACE_DECIMALS = 4, SCORE_DECIMALS = 2, HEX_SIZE = 17 };
#define NETWORK_MEMORY ((size_t)1 << 30)

/* ---- map ---- */

void geojson_open(buffer *out) {
    buffer_string(out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void geojson_close(buffer *out) {
    buffer_string(out, "\n]}\n");
}

static void codes_field(buffer *out, const char *key, text codes) {
    json_key(out, key);
    buffer_byte(out, '[');
    for (size_t at = 0; at < codes.len;) {
        size_t end = at;
        while (end < codes.len && codes.at[end] != ' ')
            end++;
        json_comma(out);
        json_string(out, text_cut(codes, at, end));
        at = end + 1;
    }
    buffer_byte(out, ']');
}

bool geojson_event(buffer *out, const event_row *e, bool is_first) {
    const report_row *r = &e->face;
    char hex[HEX_SIZE], day[DATE_SIZE];
    if (!r->located)
        return false;
    hash_hex(e->key, hex);
    date_write(r->when, day);
    buffer_string(out, is_first ? "\n" : ",\n");
    buffer_string(out, "{\"type\":\"Feature\",\"id\":");
    json_string(out, text_of(hex));
    buffer_string(out, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    buffer_fixed(out, r->longitude, PLACE_DECIMALS);
    buffer_byte(out, ',');
    buffer_fixed(out, r->latitude, PLACE_DECIMALS);
    buffer_string(out, "]},\"properties\":{");
    json_field(out, "date", text_of(day));
    json_field(out, "type", text_of(plover_type_name(r->type)));
    json_field(out, "mode", text_of(plover_mode_name(r->type, r->mode)));
    json_field(out, "status", text_of(plover_status_name(r->status)));
    codes_field(out, "actor", r->actor);
    codes_field(out, "recipient", r->recipient);
    json_field(out, "place", r->place);
    json_field(out, "country", r->country);
    json_field_fixed(out, "intensity", r->intensity, 1);
    json_field_number(out, "reports", e->reports);
    json_field_number(out, "sources", e->sources);
    json_field(out, "outlet", r->page.outlet);
    json_field(out, "url", r->page.url);
    json_field(out, "sentence", r->sentence);
    buffer_string(out, "}}");
    return true;
}

/* ---- gathering a network ---- */

static bool node_of(network *n, text code, uint32_t *node) {
    uint64_t key = hash_text(code);
    if (map_get(&n->nodes, key, node))
        return true;
    text *item = ARENA_PUSH(&n->arena, n->codes, n->n_nodes, n->nodes_cap);
    if (!item)
        return false;
    *item = arena_text(&n->arena, code);
    *node = n->n_nodes - 1;
    return item->at && map_put(&n->nodes, &n->arena, key, *node);
}

static network_edge *edge_of(network *n, uint32_t from, uint32_t to, uint8_t type) {
    uint64_t key = hash_mix((uint64_t)from << 32 | to, type);
    uint32_t row;
    if (map_get(&n->pairs, key, &row))
        return &n->edges[row];
    network_edge *e = ARENA_PUSH(&n->arena, n->edges, n->n_edges, n->edges_cap);
    if (!e || !map_put(&n->pairs, &n->arena, key, n->n_edges - 1))
        return NULL;
    *e = (network_edge){ from, to, type, 0, 0, 0, INT32_MAX, INT32_MAX };
    return e;
}

static bool count_pair(network *n, text actor, text recipient, const event_row *told) {
    uint32_t from, to;
    if (!node_of(n, actor, &from) || !node_of(n, recipient, &to))
        return false;
    network_edge *e = edge_of(n, from, to, (uint8_t)told->face.type);
    if (!e)
        return false;
    e->n_events++;
    e->n_sources += told->sources;
    e->intensity += told->face.intensity;
    if (told->face.when.precision) {
        int32_t day = told->face.when.day;
        if (e->first_day == INT32_MAX || day < e->first_day)
            e->first_day = day;
        if (e->last_day == INT32_MAX || day > e->last_day)
            e->last_day = day;
    }
    return true;
}

bool network_add(network *n, const event_row *e) {
    n->arena.limit = NETWORK_MEMORY;
    text actors = e->face.actor, actor, recipient;
    while (code_next(&actors, &actor)) {
        text recipients = e->face.recipient;
        while (code_next(&recipients, &recipient))
            if (!count_pair(n, actor, recipient, e))
                return false;
    }
    return e->face.actor.len && e->face.recipient.len;
}

void network_free(network *n) {
    arena_free(&n->arena);
    *n = (network){ 0 };
}

/* ---- in order ---- */

typedef struct ranked {
    text code;
    uint32_t node;
} ranked;

static int by_code(const void *a, const void *b) {
    return text_compare(((const ranked *)a)->code, ((const ranked *)b)->code);
}

static int by_nodes(const void *a, const void *b) {
    const network_edge *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->type > y->type) - (x->type < y->type);
}

/* Numbers the nodes anew by their codes, so that the order of events does not matter. */
static bool sort_network(network *n) {
    ranked *all = arena_array(&n->arena, n->n_nodes ? n->n_nodes : 1, sizeof *all);
    uint32_t *place = arena_array(&n->arena, n->n_nodes ? n->n_nodes : 1, sizeof *place);
    if (!all || !place)
        return false;
    for (uint32_t i = 0; i < n->n_nodes; i++)
        all[i] = (ranked){ n->codes[i], i };
    if (n->n_nodes)
        qsort(all, n->n_nodes, sizeof *all, by_code);
    for (uint32_t i = 0; i < n->n_nodes; i++) {
        place[all[i].node] = i;
        n->codes[i] = all[i].code;
    }
    for (uint32_t i = 0; i < n->n_edges; i++) {
        n->edges[i].from = place[n->edges[i].from];
        n->edges[i].to = place[n->edges[i].to];
    }
    if (n->n_edges)
        qsort(n->edges, n->n_edges, sizeof *n->edges, by_nodes);
    n->pairs = n->nodes = (map){ 0 }; // their numbers are no longer true
    return true;
}

static void put_day(buffer *out, int32_t day) {
    char words[DATE_SIZE];
    if (day == INT32_MAX)
        return;
    date_write_day(day, words);
    buffer_string(out, words);
}

/* ---- GraphML ---- */

static void graphml_key(buffer *out, const char *of, const char *name, const char *type) {
    buffer_format(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", name,
                  of, name, type);
}

static void graphml_edge(buffer *out, const network *n, uint32_t i) {
    const network_edge *e = &n->edges[i];
    buffer_format(out, "    <edge id=\"e%u\" source=\"", i);
    markup_text(out, n->codes[e->from]);
    buffer_string(out, "\" target=\"");
    markup_text(out, n->codes[e->to]);
    buffer_format(out,
                  "\"><data key=\"type\">%s</data><data key=\"weight\">%u</data>"
                  "<data key=\"sources\">%u</data><data key=\"intensity\">",
                  plover_type_name((event_type)e->type), e->n_events, e->n_sources);
    buffer_fixed(out, e->intensity / e->n_events, SCORE_DECIMALS);
    buffer_string(out, "</data><data key=\"first\">");
    put_day(out, e->first_day);
    buffer_string(out, "</data><data key=\"last\">");
    put_day(out, e->last_day);
    buffer_string(out, "</data></edge>\n");
}

bool network_graphml(network *n, const book *names, buffer *out) {
    if (!sort_network(n))
        return false;
    buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    graphml_key(out, "node", "label", "string");
    graphml_key(out, "edge", "type", "string");
    graphml_key(out, "edge", "weight", "int");
    graphml_key(out, "edge", "sources", "int");
    graphml_key(out, "edge", "intensity", "double");
    graphml_key(out, "edge", "first", "string");
    graphml_key(out, "edge", "last", "string");
    buffer_string(out, "  <graph id=\"events\" edgedefault=\"directed\">\n");
    for (uint32_t i = 0; i < n->n_nodes; i++) {
        buffer_string(out, "    <node id=\"");
        markup_text(out, n->codes[i]);
        buffer_string(out, "\"><data key=\"label\">");
        named_side(out, names, n->codes[i]);
        buffer_string(out, "</data></node>\n");
    }
    for (uint32_t i = 0; i < n->n_edges; i++)
        graphml_edge(out, n, i);
    buffer_string(out, "  </graph>\n</graphml>\n");
    return !out->failed;
}

/* ---- GEXF ---- */

static void gexf_edge(buffer *out, const network *n, uint32_t i) {
    const network_edge *e = &n->edges[i];
    buffer_format(out, "      <edge id=\"%u\" source=\"", i);
    markup_text(out, n->codes[e->from]);
    buffer_string(out, "\" target=\"");
    markup_text(out, n->codes[e->to]);
    buffer_format(
        out, "\" weight=\"%u\" label=\"%s\"><attvalues><attvalue for=\"0\" value=\"%s\"/>",
        e->n_events, plover_type_name((event_type)e->type), plover_type_name((event_type)e->type));
    buffer_format(out, "<attvalue for=\"1\" value=\"%u\"/><attvalue for=\"2\" value=\"",
                  e->n_sources);
    buffer_fixed(out, e->intensity / e->n_events, SCORE_DECIMALS);
    buffer_string(out, "\"/>");
    if (e->first_day != INT32_MAX) {
        buffer_string(out, "<attvalue for=\"3\" value=\"");
        put_day(out, e->first_day);
        buffer_string(out, "\"/><attvalue for=\"4\" value=\"");
        put_day(out, e->last_day);
        buffer_string(out, "\"/>");
    }
    buffer_string(out, "</attvalues></edge>\n");
}

bool network_gexf(network *n, const book *names, buffer *out) {
    if (!sort_network(n))
        return false;
    buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                       "  <graph mode=\"static\" defaultedgetype=\"directed\">\n"
                       "    <attributes class=\"edge\">\n"
                       "      <attribute id=\"0\" title=\"type\" type=\"string\"/>\n"
                       "      <attribute id=\"1\" title=\"sources\" type=\"integer\"/>\n"
                       "      <attribute id=\"2\" title=\"intensity\" type=\"double\"/>\n"
                       "      <attribute id=\"3\" title=\"first\" type=\"string\"/>\n"
                       "      <attribute id=\"4\" title=\"last\" type=\"string\"/>\n"
                       "    </attributes>\n    <nodes>\n");
    for (uint32_t i = 0; i < n->n_nodes; i++) {
        buffer_string(out, "      <node id=\"");
        markup_text(out, n->codes[i]);
        buffer_string(out, "\" label=\"");
        named_side(out, names, n->codes[i]);
        buffer_string(out, "\"/>\n");
    }
    buffer_string(out, "    </nodes>\n    <edges>\n");
    for (uint32_t i = 0; i < n->n_edges; i++)
        gexf_edge(out, n, i);
    buffer_string(out, "    </edges>\n  </graph>\n</gexf>\n");
    return !out->failed;
}
