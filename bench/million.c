/* million.c - a record of a million events, to ask questions of: pages built by hand, ten events
 * each, over five years and all countries of a list, twenty outlets. The same bytes every time.
 *
 *   build/bench/million RECORD [EVENTS] */
#include "base/hash.h"
#include "store/store.h"
#include "tests/pages.h"

#include <stdlib.h>

enum { EVENTS = 1000000, EVENTS_A_PAGE = 10, DAYS = 5 * 365, OUTLETS = 20, NAME_SIZE = 64 };

static const char *const states[] = {
    "USA", "RUS", "CHN", "GBR", "FRA", "DEU", "IRN", "IRQ", "ISR", "SAU", "TUR", "EGY",
    "SYR", "VEN", "COL", "BRA", "MEX", "CUB", "CAN", "IND", "PAK", "AFG", "JPN", "KOR",
    "PRK", "UKR", "POL", "ITA", "ESP", "NGA", "ETH", "SDN", "ZAF", "KEN", "LBY", "DZA",
};
static const char *const sectors[] = { "", "GOV", "MIL", "OPP", "REB", "CVL" };

/* A number from 0 to n - 1 that depends on the event and on what is asked of it. */
static uint32_t draw(uint64_t event_number, uint64_t what, uint32_t n) {
    return (uint32_t)(hash_mix(event_number * 31 + what, what + 7) % n);
}

static void code_of(uint64_t number, uint64_t what, char out[NAME_SIZE]) {
    uint32_t pick = draw(number, what, 100);
    uint32_t state = pick < 30 ? pick / 10 : draw(number, what + 1, sizeof states / sizeof *states);
    snprintf(out, NAME_SIZE, "%s%s", states[state],
             sectors[draw(number, what + 2, sizeof sectors / sizeof *sectors)]);
}

static void put_event(doc *d, uint64_t number, int32_t day) {
    char actor[NAME_SIZE], recipient[NAME_SIZE], written[DATE_SIZE];
    code_of(number, 1, actor);
    code_of(number, 11, recipient);
    date_write_day(day, written);
    const built_event e = { actor,
                            "acted",
                            recipient,
                            (event_type)(1 + draw(number, 21, EVENT_TYPES - 1)),
                            draw(number, 22, 3) ? NULL : "an official",
                            written };
    build_event(d, &e);
}

static uh_status put_page(store *s, doc *d, uint64_t page_number, uh_error *error) {
    char id[NAME_SIZE], outlet[NAME_SIZE], written[DATE_SIZE];
    int32_t day = 17000 + (int32_t)draw(page_number, 31, DAYS);
    bool changed;
    snprintf(id, sizeof id, "page-%llu", (unsigned long long)page_number);
    snprintf(outlet, sizeof outlet, "Outlet %u", (unsigned)draw(page_number, 32, OUTLETS));
    date_write_day(day, written);
    build_page(d, id, outlet, "made by bench/million.c", written);
    for (uint64_t i = 0; i < EVENTS_A_PAGE; i++)
        put_event(d, page_number * EVENTS_A_PAGE + i, day);
    built_page(d);
    uh_status status = store_add(s, d, &changed, error);
    if (status == UH_OK && page_number % 5000 == 0)
        status = store_commit(s, error);
    return status;
}

int main(int argc, char **argv) {
    store *s = NULL;
    doc d;
    uh_error error = { .status = UH_OK };
    uh_counts counts = { 0 };
    uint64_t pages = (argc > 2 ? strtoull(argv[2], NULL, 10) : EVENTS) / EVENTS_A_PAGE;
    if (argc < 2) {
        fprintf(stderr, "usage: million RECORD [EVENTS]\n");
        return 2;
    }
    doc_open(&d, 0);
    uh_status status = store_open(argv[1], true, &s, &error);
    if (status == UH_OK)
        status = store_run_begin(s, "0123456789abcdef", 0, &error);
    for (uint64_t i = 0; i < pages && status == UH_OK; i++)
        status = put_page(s, &d, i, &error);
    if (status == UH_OK)
        status = store_run_end(s, &counts, true, 0, &error);
    store_close(s);
    doc_free(&d);
    if (status != UH_OK)
        fprintf(stderr, "million: %s\n", error.message);
    return status != UH_OK;
}
