/* sector.c - names of the sectors. */
#include "model/sector.h"

// clang-format off
static const char *const names[SECTORS] = {
    "", "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "REB", "OPP", "PTY", "PRO", "CVL", "EDU", "LAB", "BUS", "JRN",
    "REF", "REL", "CRM", "MED", "NGO", "UAF", "ELI", "SOC", "AGR", "PRM", "PRE", "IGO", "UNK", "INS",
};
// clang-format on

const char *sector_name(sector s) {
    return (unsigned)s < SECTORS ? names[s] : "";
}

sector sector_of(text name) {
    for (int i = 1; i < SECTORS; i++)
        if (text_equal(name, text_of(names[i])))
            return (sector)i;
    return SECTOR_NONE;
}
