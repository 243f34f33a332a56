/* merge.h - which reports tell of one event: the same act between the same sides at the same time,
 * told in one story. Reports of different acts, and accounts that contradict each other (one says
 * it happened, one denies it), stay apart. */
#ifndef UH_MERGE_H
#define UH_MERGE_H

#include "base/arena.h"
#include "doc/doc.h"

#define MERGE_SHARED 0.4 // of the words of the shorter sentence, where the acts have other verbs
#define MERGE_ASKED  0.3 // the same of two requests in one article, though their verb is one

/* A report as merging sees it. Texts are borrowed. */
typedef struct merge_report {
    uint64_t key;
    uint32_t story; // reports of one story are one number
    uint32_t page;  // in the order of publication
    uint8_t type, mode, status;
    date when;
    text actor, recipient; // codes, a blank between
    text trigger, sentence;
    uint16_t score;       // thousandths
    bool alone;           // it tells of an event of its own, whatever it is like
    uint32_t first, face; // out: index of the event's first report, and of the one to show
} merge_report;

/* Finds the events.
 * reports  [n] sorted by story, page, key
 * returns  UH_OK, UH_NOMEM
 * cost     in each story, reports x events */
uh_status merge_find(merge_report *reports, uint32_t n, arena *a);

#endif
