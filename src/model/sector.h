/* sector.h - what part of a society an actor belongs to: the PLOVER sectors, and two of our own
 * that never leave the program (INS, the instrument of an attack; REF and PRO as PLOVER has them).
 */
#ifndef UH_SECTOR_H
#define UH_SECTOR_H

#include "base/text.h"

#include <stdint.h>

// clang-format off
typedef enum sector {
    SECTOR_NONE = 0,
    SECTOR_GOV, SECTOR_LEG, SECTOR_JUD, SECTOR_MIL, SECTOR_COP, SECTOR_SPY, SECTOR_REB, SECTOR_OPP,
    SECTOR_PTY, SECTOR_PRO, SECTOR_CVL, SECTOR_EDU, SECTOR_LAB, SECTOR_BUS, SECTOR_JRN, SECTOR_REF,
    SECTOR_REL, SECTOR_CRM, SECTOR_MED, SECTOR_NGO, SECTOR_UAF, SECTOR_ELI, SECTOR_SOC, SECTOR_AGR,
    SECTOR_PRM, SECTOR_PRE, SECTOR_IGO, SECTOR_UNK, SECTOR_INS,
    SECTORS,
} sector;
// clang-format on

const char *sector_name(sector s); // "GOV"; "" for none
sector sector_of(text name);       // SECTOR_NONE for an unknown name

#endif
