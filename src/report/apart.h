/* apart.h - what the report does not count: denied, planned, demanded, supposed, long past. Only
 * the report includes it. */
#ifndef UH_APART_H
#define UH_APART_H

#include "report/deed.h"

/* Appends the section. */
void apart_write(sheet *p);

#endif
