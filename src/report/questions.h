/* questions.h - four questions that a reader brings, each answered from the events that carry the
 * answer: who props the government up, what moves each patron, were the threats bluffs, who has the
 * upper hand. */
#ifndef UH_QUESTIONS_H
#define UH_QUESTIONS_H

#include "report/deed.h"

void questions_write(sheet *p);
/* Appends each patron's threats to the country and their outcomes, in words; false: there are none.
 */
bool questions_threats(sheet *p);
/* Appends what a patron's favours are made of, as sentences: "Mostly economic: 78 % of ..." */
void questions_motive(buffer *out, const hold *h, const book *names, uint32_t patron);

#endif
