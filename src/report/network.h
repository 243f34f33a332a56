/* network.h - events as a map (GeoJSON, RFC 7946) and as a network of sides (GraphML, GEXF 1.3 for
 * Gephi). */
#ifndef UH_NETWORK_H
#define UH_NETWORK_H

#include "base/arena.h"
#include "base/hash.h"
#include "report/book.h"
#include "store/query.h"

/* ---- a map: a feature an event with a place ---- */

void geojson_open(buffer *out);
/* Appends an event; false: it has no coordinates and is left out. is_first: no comma before it. */
bool geojson_event(buffer *out, const event_row *e, bool is_first);
void geojson_close(buffer *out);

/* ---- a network: a node a side, an edge a pair of sides and type ---- */

typedef struct network_edge {
    uint32_t from, to; // nodes
    uint8_t type;      // enum event_type
    uint32_t n_events, n_sources;
    double intensity;            // their sum
    int32_t first_day, last_day; // INT32_MAX: none dated
} network_edge;

/* Start from {0}; network_free it. */
typedef struct network {
    arena arena;
    map nodes, pairs; // hash -> index
    text *codes;      // [n_nodes]
    uint32_t n_nodes, nodes_cap;
    network_edge *edges;
    uint32_t n_edges, edges_cap;
} network;

/* Adds an event's pairs of sides. False: it has not both sides; arena.failed: memory. */
bool network_add(network *n, const event_row *e);
/* Appends the whole; nodes by code, edges by their nodes and type. False without memory. */
bool network_graphml(network *n, const book *names, buffer *out);
bool network_gexf(network *n, const book *names, buffer *out);
void network_free(network *n);

#endif
