/* large.h - memory for long arrays. A system hands memory out by small pages, each when it is first
 * touched, which costs as much as filling it; where it can it is asked for large ones here. */
#ifndef UH_LARGE_H
#define UH_LARGE_H

#include <stddef.h>

#define LARGE_LEAST ((size_t)2 * 1024 * 1024) // bytes from which it is worth asking

/* Memory for n bytes, for free() to take back; NULL: none. What is not touched takes no room. */
void *large_room(size_t n);
/* Moves the n bytes at at to a room for more, which it returns; NULL: none, and all is as it was.
 */
void *large_grow(void *at, size_t n, size_t more);

#endif
