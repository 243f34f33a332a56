/* threat.h - verbs that threaten: the operators of clause.h's walk that turn the act they govern
 * into a threat. Each tells whether the verb is done with. */
#ifndef UH_EVENT_THREAT_H
#define UH_EVENT_THREAT_H

#include "event/verbal.h"

bool threat_prepare(coder *c, verbal *x);  // the speaker's own body, a condition further off
bool threat_threaten(coder *c, verbal *x); // "threatened to attack", "threatened Y with sanctions"
bool threat_warn(coder *c, verbal *x);     // "warned that it would", "warned Y not to", "warned of"
bool threat_hesitate(coder *c, verbal *x); // "would not hesitate to strike", "will not tolerate"
bool threat_answer(coder *c, verbal *x);   // "will be met with force"
bool threat_driven(coder *c, verbal *x);   // "would have no choice but to retaliate"
bool threat_announce(coder *c, verbal *x); // "will close the bases if"
bool threat_provoke(coder *c, verbal *x);  // "could provoke a confrontation, he warned"
bool threat_call(coder *c, verbal *x);     // "called a strike for Wednesday"
bool threat_permit(coder *c, verbal *x);   // "nobody will be allowed to trespass"
bool threat_demand(coder *c, verbal *x);   // "told Y to yield or face sanctions"; the demand stands
bool threat_deadline(coder *c, verbal *x); // "gave Y until Friday to withdraw"
bool threat_face(coder *c, verbal *x);     // "must leave or face sanctions"
bool threat_reply(coder *c, verbal *x);    // reply.c: "vowed to respond", "would respond if"

/* A noun that threatens: "a warning by X that it will", "a threatened strike by X". True where a
 * draft was added. */
bool threat_noun(coder *c, int32_t i, const context *here);

/* Gives a threat that names nobody the side it is aimed at: who can meet the condition, or who was
 * spoken to. */
void threat_aim(coder *c, draft *d);

/* What the reading of threats shares with their doubts: a verb of a class, by its lemma, particle
 * or the word behind it; the clause that sets an act's condition, -1 none; whether all threatened
 * are of the threateners' countries. */
bool threat_verb_in(coder *c, int32_t v, word_class class);
int32_t threat_condition(coder *c, int32_t v);
bool threat_at_home(sides actor, sides recipient);
bool threat_lies_ahead(const verbal *x); // an act still to come in the words of who would do it
sides threat_maker(const verbal *x);     // who the words threaten with
bool threat_is_hostile(uint8_t type);    // an act that hurts, or a threat
bool threat_by_somebody(sides s);        // any political side, or a pronoun
sides threat_answered(coder *c, const verbal *x, sides by); // whom an answer to a blow is meant for
draft *threat_emit(coder *c, const verbal *x, act inner, sides by, sides to, const char *how);

#endif
