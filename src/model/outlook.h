/* outlook.h - the weights by which event/outlook.h tells, before there is a tree, how likely a
 * sentence tells of an act or holds a claim. Trained by tools/outlook; models/outlook.card. */
#ifndef UH_MODEL_OUTLOOK_H
#define UH_MODEL_OUTLOOK_H

#include "base/text.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

enum { OUTLOOK_BITS = 17 }; // of a sign's place among the weights

/* What is weighed. */
enum outlook_question { OUTLOOK_ACT, OUTLOOK_CLAIM, OUTLOOK_QUESTIONS };

/* The section: parts of parts.h in this order. Borrows it. Weights are logits in whole steps. */
typedef struct outlook {
    const int32_t *bias;                       // [OUTLOOK_QUESTIONS]
    const int8_t (*weight)[OUTLOOK_QUESTIONS]; // [1 << OUTLOOK_BITS]
} outlook;

enum { OUTLOOK_STEPS = 32 }; // of a logit of one

/* Checks a section and borrows it; false if it is not such weights. */
bool outlook_open(text section, outlook *out);
/* Returns the model's, or NULL where it was packed without. */
const outlook *model_outlook(const uh_model *model);

#endif
