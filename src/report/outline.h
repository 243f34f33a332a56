/* outline.h - the outlines of states on a map of the world, as path data for SVG. Projection:
 * Natural Earth (Patterson 2008; polynomials of Savric, Jenny, Patterson, Petrovic and Hurni
 * 2011). */
#ifndef UH_OUTLINE_H
#define UH_OUTLINE_H

#include "base/text.h"

#include <stdbool.h>

enum { OUTLINE_WIDTH = 2000, OUTLINE_HEIGHT = 870 }; // units of the map; 84 north to 57 south

/* Finds where a place lies on the map. */
void outline_point(double latitude, double longitude, double *x, double *y);
/* Appends the outline of a state.
 * outlines  data/outlines.txt; what cannot be read in it is left out
 * returns   false: it has none */
bool outline_state(buffer *out, text outlines, text code);
/* Appends the outlines of all states but some, as one path. */
void outline_others(buffer *out, text outlines, const text *but, uint32_t n_but);

#endif
