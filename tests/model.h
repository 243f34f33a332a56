/* model.h - the built-in knowledge, opened once for the tests of a group. */
#ifndef UH_TESTS_MODEL_H
#define UH_TESTS_MODEL_H

#include "model/model.h"

static uh_model *model;

static int open_model(void **state) {
    (void)state;
    return uh_model_open(NULL, &model, NULL);
}

static int close_model(void **state) {
    (void)state;
    uh_model_close(model);
    return 0;
}

#endif
