/* role.h - which pieces of an HTML page are the story, and what the others are. */
#ifndef UH_ROLE_H
#define UH_ROLE_H

#include "page/html.h"
#include "page/piece.h"

/* Judges by rules alone: the block with most prose holds the story. Sets role, kept, weight, why.
 */
bool role_judge_by_rules(const html *h, pieces *ps);
/* Gives each piece the role that its verdict leaves open: keep says whether it is of the story,
 * weight how sure that is. */
void role_name_piece(pieces *ps, uint32_t i, bool keep, float weight);

#endif
