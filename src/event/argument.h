/* argument.h - what stands around a verb, with passive, control, relative clauses and coordination
 * undone. */
#ifndef UH_ARGUMENT_H
#define UH_ARGUMENT_H

#include "event/state.h"

enum { OBLIQUES_MOST = 24, COMPLEMENTS_MOST = 8 };

/* What stands around a verb, after its voice and control are undone. Nodes; -1 none. */
typedef struct arguments {
    int32_t subject, object, second; // second: indirect object
    bool passive;
    uint32_t n_obliques;
    struct {
        int32_t node;
        int preposition;
    } obliques[OBLIQUES_MOST];
    uint32_t n_complements;
    int32_t complements[COMPLEMENTS_MOST]; // clauses it governs
} arguments;

void match_arguments(coder *c, int32_t v, arguments *out);
int32_t match_subject(coder *c, int32_t v);     // as the tree shows or control implies
int32_t match_own_subject(coder *c, int32_t v); // as the tree shows, or -1
bool match_passive(coder *c, int32_t v);
int32_t match_agent(coder *c, int32_t v); // of a passive
/* Who puts a paper into force or speaks by it: "the House passed a bill that bans"; -1 none. */
int32_t match_maker(coder *c, int32_t paper);

#endif
