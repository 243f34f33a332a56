/* parallels.h - the report's section on precedents: past episodes beside the present one, and what
 * came next. Only the report includes it. */
#ifndef UH_PARALLELS_H
#define UH_PARALLELS_H

#include "report/deed.h"

/* Appends the section; where there is too little it says so in words. */
void parallels_write(sheet *p);

#endif
