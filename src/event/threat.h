/* threat.h - verbs that threaten: the operators of clause.h's walk that turn the act they govern
 * into a threat. Each tells whether the verb is done with. */
#ifndef UH_EVENT_THREAT_H
#define UH_EVENT_THREAT_H

#include "event/verbal.h"

bool threat_threaten(coder *c, verbal *x); // "threatened to attack", "threatened Y with sanctions"
bool threat_warn(coder *c, verbal *x);     // "warned that it would", "warned Y not to", "warned of"
bool threat_hesitate(coder *c, verbal *x); // "would not hesitate to strike"
bool threat_face(coder *c, verbal *x);     // "must leave or face sanctions"

#endif
