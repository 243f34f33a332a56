/* tuple.h - rows of imported events as the file keeps them, column after column as schema.sql has
 * them. Each function writes into memory of TUPLE_ROOM and the length of the texts, and returns the
 * row's bytes. */
#ifndef UH_TUPLE_H
#define UH_TUPLE_H

#include "store/batch.h"

enum { TUPLE_ROOM = 512 }; // bytes that a row takes beside its texts, at most

uint32_t tuple_report(uint8_t *room, const batch_row *b, int64_t rule, int64_t why);
uint32_t tuple_event(uint8_t *room, const batch_row *b);
uint32_t tuple_original(uint8_t *room, const batch_row *b);
uint32_t tuple_document(uint8_t *room, const batch_article *a, int64_t model);
uint32_t tuple_empty_sentence(uint8_t *room, int64_t document);
/* A string that is kept once; with its mark where the table has one. */
uint32_t tuple_name(uint8_t *room, text name, bool is_marked);
/* Keys of indexes, the row's number last. */
uint32_t tuple_by_number(uint8_t *room, int64_t number, int64_t id);
uint32_t tuple_by_name(uint8_t *room, text name, int64_t id);

#endif
