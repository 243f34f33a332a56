/* frame.h - senses that a verb has by what stands around it, where no rule of words tells them:
 * "called the president", "left the Union", "passed a bill that bans", "regrets the decision of Y".
 */
#ifndef UH_FRAME_H
#define UH_FRAME_H

#include "event/verbal.h"

/* The rule of the verb, or the one that its frame asks for. */
const rule *frame_rule(coder *c, const verbal *x);
/* What a paper says that somebody puts into force: v stands on that paper. */
bool frame_decreed(coder *c, int32_t v);
/* The verb puts such a paper into force, and the act is what the paper says. */
bool frame_enacts(coder *c, const verbal *x);
/* What is condemned is another's deed, in force and told as such. */
bool frame_deed_of_another(coder *c, const verbal *x);
/* What is regretted is another's doing: disapproval, no repentance. slot: of the recipient */
bool frame_regrets_another(coder *c, const verbal *x, sides recipient, int slot);
/* "ordered French troops to leave": another's forces are told, not moved. */
bool frame_commands(coder *c, const verbal *x);

#endif
