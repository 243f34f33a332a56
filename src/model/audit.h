/* audit.h - what files of names say of one another and of themselves: codes that no country bears,
 * sectors that there are not, one person's terms of one office that overlap. */
#ifndef UH_AUDIT_H
#define UH_AUDIT_H

#include "model/source.h"

#include <stdbool.h>

/* Looks through countries.txt, organisations.txt, groups.txt, leaders.txt and cabinets.txt; codes
 * only where countries.txt is among the files.
 * returns  false without memory; what is wrong goes to found
 * cost     linear in bytes */
bool audit_names(const text *names, const text *files, uint32_t n_files, findings *found);

#endif
