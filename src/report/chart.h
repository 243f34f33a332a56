/* chart.h - charts as SVG inside a page: no script, no outside file, colours by class (c0, c1 ...),
 * so that light and dark are the page's. A period without coverage is a gap; a number that is not
 * known is never drawn. */
#ifndef UH_CHART_H
#define UH_CHART_H

#include "analysis/hold.h"
#include "base/text.h"
#include "report/book.h"

enum { CHART_COLOURS = 6, CHART_ALL = -1 };

/* The events of a patron that have a row on the page, for points to lead to. */
typedef struct chart_rows {
    uint32_t *events; // [n] in hold.events, by time
    uint32_t n;
} chart_rows;

typedef struct chart_shape {
    int width, height;      // of the view box; text keeps its size when it is shown at that width
    int only;               // one patron with its events as stems, or CHART_ALL
    bool codes;             // label lines with codes instead of names
    const chart_rows *rows; // [n_patrons] NULL: points lead nowhere
} chart_shape;

/* Draws hold over time with 90 % bands. Stems link to the rows of their events, points to those of
 * their period. Nothing where there is no covered period. */
void chart_hold(buffer *out, const hold *h, const book *names, const chart_shape *shape);
/* Draws what a patron's favours are made of, as one bar; nothing where there are none. */
void chart_mix(buffer *out, const balance_mix *mix, uint32_t patron);

/* The id of an event's row under a patron, without "#"; and of the rows of a period. */
void chart_anchor(buffer *out, uint32_t patron, uint64_t key);
void chart_period_anchor(buffer *out, uint32_t patron, uint32_t period);
/* The period of the series that holds a day; the first for an earlier one. */
uint32_t chart_period(const hold *h, int32_t day);
/* "IGOEUU" is "EUU" where room is short. */
text chart_short_code(text code);

#endif
