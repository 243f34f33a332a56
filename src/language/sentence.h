/* sentence.h - where sentences end, and how they are written. */
#ifndef UH_SENTENCE_H
#define UH_SENTENCE_H

#include "doc/doc.h"
#include "language/ending.h"
#include "language/flow.h"
#include "model/model.h"

enum { CASE_NORMAL = 0, CASE_UPPER, CASE_TITLE, CASE_LOWER }; // sentence.case_kind

/* The model's section "endings". */
typedef struct sentence_tables {
    ending_table ending;
    flow_table flow[ENDING_NETS];
} sentence_tables;

/* A title or block and its tokens. */
typedef struct sentence_range {
    uint32_t start, end;      // in doc.text
    uint32_t first, n_tokens; // in doc.tokens
    uint32_t block;           // in doc.blocks; NO_INDEX for the title
    bool is_title, is_heading;
} sentence_range;

/* Sets TOKEN_ENDS (token.h) on the last token of each sentence in the ranges, which hold all tokens
 * of the document in order; a range's last token always ends one. returns  UH_OK, UH_MODEL (no
 * table of this version), UH_LIMIT, UH_NOMEM */
uh_status sentence_find(const uh_model *model, doc *d, const sentence_range *ranges, uint32_t n);

/* Says how a range of tokens is written. */
uint8_t sentence_case(const doc *d, uint32_t first, uint32_t n_tokens);

#endif
