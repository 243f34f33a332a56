/* outline.c - the outlines of states on a map of the world. */
#include "report/outline.h"

#include <math.h>
#include <stdlib.h>

#define RADIAN   0.017453292519943295
#define NORTH    1.3823434 // height of 84 degrees, by rise()
#define PER_UNIT 365.58    // units of the map: half its width over the projection's at the equator
#define TENTHS   10.0      // of a degree, as the data count
enum { STEP_MOST = 3600, RING_MOST = 4096, EAST_MOST = 1800, NORTH_MOST = 900 };

/* ---- the projection ---- */

static double breadth(double p2) {
    double p4 = p2 * p2, p10 = p4 * p4 * p2;
    return 0.8707 - 0.131979 * p2 - 0.013791 * p4 + 0.003971 * p10 - 0.001529 * p10 * p2;
}

static double rise(double p) {
    double p2 = p * p, p6 = p2 * p2 * p2, p8 = p6 * p2;
    return p * (1.007226 + 0.015085 * p2 - 0.044475 * p6 + 0.028874 * p8 - 0.005916 * p8 * p2);
}

void outline_point(double latitude, double longitude, double *x, double *y) {
    double p = latitude * RADIAN;
    *x = OUTLINE_WIDTH / 2.0 + PER_UNIT * longitude * RADIAN * breadth(p * p);
    *y = PER_UNIT * (NORTH - rise(p));
}

/* ---- reading the data ---- */

static bool take_line(text *rest, text *line) {
    if (rest->len == 0)
        return false;
    size_t at = text_find(*rest, TEXT("\n")), end = at < rest->len ? at : rest->len;
    *line = text_cut(*rest, 0, end);
    *rest = text_cut(*rest, end < rest->len ? end + 1 : end, rest->len);
    return true;
}

/* Takes the next state's code and rings; comments are passed over. */
static bool take_state(text *rest, text *code, text *rings) {
    text line;
    while (take_line(rest, &line)) {
        size_t bar = text_find(line, TEXT("|"));
        if (bar >= line.len || line.at[0] == '#')
            continue;
        *code = text_trim(text_cut(line, 0, bar));
        *rings = text_cut(line, bar + 1, line.len);
        return true;
    }
    return false;
}

static bool take_number(text *rest, int32_t *out) {
    size_t i = 0;
    bool below = false;
    while (i < rest->len && rest->at[i] == ' ')
        i++;
    if (i < rest->len && rest->at[i] == '-') {
        below = true;
        i++;
    }
    size_t first = i;
    int32_t n = 0;
    for (; i < rest->len && is_digit((unsigned char)rest->at[i]) && n < STEP_MOST; i++)
        n = n * 10 + (rest->at[i] - '0');
    if (i == first)
        return false;
    *rest = text_cut(*rest, i, rest->len);
    *out = below ? -n : n;
    return true;
}

/* ---- writing paths ---- */

/* Takes a ring's next corner, in tenths of a degree; false at its end, or where it leaves the
 * world.
 */
static bool take_corner(text *ring, int32_t *x, int32_t *y) {
    int32_t east, north;
    if (!take_number(ring, &east) || !take_number(ring, &north))
        return false;
    *x += east;
    *y += north;
    return abs(*x) <= EAST_MOST && abs(*y) <= NORTH_MOST;
}

static void add_ring(buffer *out, text ring) {
    int32_t x = 0, y = 0;
    long drawn_x = 0, drawn_y = 0;
    int n = 0;
    for (; n < RING_MOST && take_corner(&ring, &x, &y); n++) {
        double at_x, at_y;
        outline_point(y / TENTHS, x / TENTHS, &at_x, &at_y);
        long to_x = lround(at_x), to_y = lround(at_y);
        if (n == 0)
            buffer_format(out, "M%ld %ld", to_x, to_y);
        else
            buffer_format(out, "%c%ld %ld", n > 1 ? ' ' : 'l', to_x - drawn_x, to_y - drawn_y);
        drawn_x = to_x;
        drawn_y = to_y;
    }
    if (n)
        buffer_byte(out, 'z');
}

static void add_rings(buffer *out, text rings) {
    while (rings.len) {
        size_t at = text_find(rings, TEXT(";")), end = at < rings.len ? at : rings.len;
        add_ring(out, text_trim(text_cut(rings, 0, end)));
        rings = text_cut(rings, end < rings.len ? end + 1 : end, rings.len);
    }
}

bool outline_state(buffer *out, text outlines, text wanted) {
    text code, rings;
    while (take_state(&outlines, &code, &rings))
        if (text_equal(code, wanted)) {
            add_rings(out, rings);
            return true;
        }
    return false;
}

void outline_others(buffer *out, text outlines, const text *but, uint32_t n_but) {
    text code, rings;
    while (take_state(&outlines, &code, &rings)) {
        bool left_out = false;
        for (uint32_t i = 0; i < n_but; i++)
            left_out = left_out || text_equal(code, but[i]);
        if (!left_out)
            add_rings(out, rings);
    }
}
