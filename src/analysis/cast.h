/* cast.h - who stands on the sides of all events, as numbers: each list of codes is read once, and
 * what a code says (doc/code.h) is worked out once. */
#ifndef UH_CAST_H
#define UH_CAST_H

#include "base/hash.h"
#include "store/acts.h"

enum { CAST_NOBODY = UINT32_MAX };

/* One code of a list. */
typedef struct cast_member {
    uint32_t patron; // code_patron's, a number of a name; CAST_NOBODY: of none
    uint32_t home;   // the state whose affair it is: its patron's, or that of its challengers
    uint32_t begins; // the code's first part, whatever it stands for
    bool contends;   // with its state for power
} cast_member;

typedef struct cast {
    text *names; // [n_names] states and organisations; borrowed from the acts' lists
    uint32_t n_names, names_cap;
    map numbers; // hash of a name -> its number
    cast_member *members;
    uint32_t n_members, members_cap;
    uint32_t *from; // [n_lists + 1] a list's members
} cast;

/* Reads the lists of all acts; false where the arena refuses. cost: linear in the lists. */
bool cast_make(const act_table *all, arena *a, cast *out);
/* A name's number; CAST_NOBODY where no list has it. */
uint32_t cast_number(const cast *c, text name);

#endif
