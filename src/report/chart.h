/* chart.h - charts as SVG inside a page: no script, no outside file, colours by class (c0, c1 ...),
 * so that light and dark are the page's. A period without coverage is a gap; a number that is not
 * known is never drawn. */
#ifndef UH_CHART_H
#define UH_CHART_H

#include "analysis/hold.h"
#include "base/text.h"
#include "report/book.h"

enum { CHART_COLOURS = 6, CHART_ALL = -1, CHART_STEMS_MOST = 400 };

typedef struct chart_shape {
    int width, height; // of the view box; text keeps its size when it is shown at that width
    int only;          // one patron with its events as stems, or CHART_ALL
    bool codes;        // label lines with codes instead of names
    bool hidden;       // from screen readers: another chart says the same
} chart_shape;

/* Draws hold over time with 90 % bands. Stems link to #e-PATRON-EVENT. Nothing where there is no
 * covered period. */
void chart_hold(buffer *out, const hold *h, const book *names, const chart_shape *shape);
/* Draws what a patron's favours are made of, as one bar; nothing where there are none. */
void chart_mix(buffer *out, const balance_mix *mix, uint32_t patron);

/* The id of an event's row under a patron, without "#". */
void chart_anchor(buffer *out, uint32_t patron, uint64_t key);

#endif
