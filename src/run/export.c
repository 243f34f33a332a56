/* export.c - uh_store_export: the events of a record in the formats of others. */
#include "base/error.h"
#include "exchange/writing.h"
#include "report/lists.h"
#include "report/network.h"
#include "run/layouts.h"
#include "run/names.h"
#include "store/import.h"

enum { PENDING_MOST = 64 * 1024 };

typedef struct exporting {
    store *s;
    uh_format format;
    layout layout; // LAYOUT_NONE: map or network
    terms terms;
    network network;
    buffer pending;
    uh_sink out;
    uint64_t n_written, n_left;
    uh_error *error;
} exporting;

static uh_status flush(exporting *x) {
    if (x->pending.failed)
        return error_nomem(x->error);
    if (x->pending.len && x->out.write(x->out.context, x->pending.at, x->pending.len) != 0)
        return error_set(x->error, UH_IO, NULL, "the output was refused");
    buffer_clear(&x->pending);
    return UH_OK;
}

/* A row that came in this layout goes out as it came, and one of GDELT with all its fields. */
static uh_status put_row(exporting *x, const event_row *e, bool *written) {
    layout original = LAYOUT_NONE;
    text row;
    char id[LAYOUT_ID];
    uh_status status = import_original(x->s, e->face.id, &original, &row, x->error);
    *written = status == UH_OK && row_carry(original, x->layout, row, &x->pending);
    if (*written)
        return UH_OK;
    if (status != UH_OK && status != UH_END)
        return status;
    coded c = coded_of_event(e, original, id);
    *written = row_write(&x->terms, x->layout, &c, &x->pending);
    return UH_OK;
}

static uh_status put_event(exporting *x, const event_row *e) {
    bool written = false;
    uh_status status = UH_OK;
    if (x->layout != LAYOUT_NONE)
        status = put_row(x, e, &written);
    else if ((int)x->format == UH_GEOJSON)
        written = geojson_event(&x->pending, e, x->n_written == 0);
    else
        written = network_add(&x->network, e);
    if (x->network.arena.failed)
        return error_set(x->error, UH_LIMIT, NULL, "the network has too many sides for memory");
    x->n_written += written;
    x->n_left += !written;
    return status == UH_OK && x->pending.len >= PENDING_MOST ? flush(x) : status;
}

static uh_status put_events(exporting *x, const uh_filter *filter) {
    query *q = NULL;
    event_row row;
    uh_status status = query_events(x->s, filter, &q, x->error);
    while (status == UH_OK && (status = query_event(q, &row, x->error)) == UH_OK)
        status = put_event(x, &row);
    query_close(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status put_network(exporting *x, const uh_model *model) {
    arena a = { 0 };
    names known;
    uh_status status = names_open(model, &a, &known, x->error);
    if (status == UH_OK) {
        book shown = names_book(&known);
        bool good = (int)x->format == UH_GEXF ? network_gexf(&x->network, &shown, &x->pending)
                                              : network_graphml(&x->network, &shown, &x->pending);
        status = good ? UH_OK : error_nomem(x->error);
    }
    arena_free(&a);
    return status;
}

static uh_status put_all(exporting *x, const uh_model *model, const uh_filter *filter) {
    uh_status status = UH_OK;
    if (x->layout != LAYOUT_NONE)
        status = terms_open(model, false, &x->terms, x->error);
    if (status == UH_OK && x->layout != LAYOUT_NONE)
        row_heading(x->layout, &x->pending);
    if ((int)x->format == UH_GEOJSON)
        geojson_open(&x->pending);
    if (status == UH_OK)
        status = put_events(x, filter);
    if (status == UH_OK && (int)x->format == UH_GEOJSON)
        geojson_close(&x->pending);
    else if (status == UH_OK && x->layout == LAYOUT_NONE)
        status = put_network(x, model);
    return status == UH_OK ? flush(x) : status;
}

static bool is_network(uh_format format) {
    return (int)format == UH_GEOJSON || (int)format == UH_GRAPHML || (int)format == UH_GEXF;
}

uh_status uh_store_export(uh_store *s, const uh_model *model, const uh_filter *filter,
                          uh_format format, uh_sink out, uint64_t *left_out, uh_error *error) {
    exporting x = { .s = s, .format = format, .layout = layout_of_format(format), .out = out };
    x.error = error;
    if (left_out)
        *left_out = 0;
    if (format == UH_CSV || format == UH_TSV || format == UH_JSONL)
        return lists_write(s, UH_LIST_EVENTS, filter, format, out, error);
    if (x.layout == LAYOUT_NONE && !is_network(format))
        return error_set(error, UH_ARGUMENT, NULL, "events are not exported in this format");
    uh_status status = put_all(&x, model, filter);
    if (left_out)
        *left_out = x.n_left;
    terms_close(&x.terms);
    network_free(&x.network);
    buffer_free(&x.pending);
    return status;
}
