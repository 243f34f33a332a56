/* coder.c - any bytes as a parsed document: names, clauses, rules and filters must hold on every
 * tree and every tag. */
#include "event/coder.h"
#include "doc/conllu.h"
#include "fuzz/target.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    uh_model *model = NULL;
    doc d;
    if (uh_model_open(NULL, &model, NULL) != UH_OK)
        return 0;
    doc_open(&d, 0);
    d.page.raw = (text){ (const char *)bytes, n };
    if (conllu_read(&d, d.page.raw) == UH_OK && coder_run(model, &d, NULL) == UH_OK)
        for (uint32_t i = 0; i < d.n_events; i++) {
            const event *e = &d.events[i];
            const sentence *s = e->sentence < d.n_sentences ? &d.sentences[e->sentence] : NULL;
            if (!s || e->trigger < s->first || e->trigger >= s->first + s->n_tokens)
                abort(); // an event lies inside its sentence
        }
    doc_free(&d);
    uh_model_close(model);
    return 0;
}
