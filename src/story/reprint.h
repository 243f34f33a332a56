/* reprint.h - which articles are one text: the same dispatch in several papers, its takes and
 * corrections. Two texts are one when most of the shorter stands in the longer. */
#ifndef UH_REPRINT_H
#define UH_REPRINT_H

#include "base/arena.h"
#include "doc/doc.h"

#define REPRINT_SHARED                                                                             \
    0.6 // of the shorter text; between updates (0.68 and more) and new stories
        // on the same subject (0.52 and less) of the Reuters-21578 files

enum {
    REPRINT_DAYS = 7,   // at most between two printings
    REPRINT_TRIED = 16, // pages with one shingle that a page is compared to
};

/* An article as grouping sees it. */
typedef struct story_page {
    uint64_t key;   // breaks ties
    int32_t day;    // of publication
    int32_t second; // of the day
    const fingerprint *print;
    uint32_t original;  // out: first page of its chain of reprints; itself where there is none
    uint32_t story;     // out: first page of its story
    uint32_t component; // out: pages of different components have no bearing on each other
} story_page;

/* Finds the chains of reprints.
 * pages    [n] sorted by day, second, key; fills original
 * undated  days mean nothing: any two pages may be reprints
 * returns  UH_OK, UH_NOMEM
 * cost     linear in the pages */
uh_status reprint_find(story_page *pages, uint32_t n, bool undated, arena *a);

#endif
