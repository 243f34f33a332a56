/* group.h - which reports tell of one event, and which articles are one story: what settling (in
 * run/settle.h) reads and writes. The rules are in src/story. */
#ifndef UH_GROUP_H
#define UH_GROUP_H

#include "store/store.h"

/* Makes a report an event of its own, with its sides. */
uh_status group_alone(store *s, int64_t report, uh_error *error);
/* Removes an event; its reports still point to it. */
uh_status group_remove(store *s, int64_t id, uh_error *error);
/* Puts a day on the list of those to settle. */
uh_status group_unsettle(store *s, int64_t day, uh_error *error);

#endif
