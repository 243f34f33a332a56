/* story.h - which articles tell of one event. Articles are likened by the words of title and lead,
 * each weighed by how rare it was in the month before, and by how close in time they came out; the
 * most alike are joined first, as long as all pages of both groups are alike on average
 * (hierarchical clustering by average linkage). Chains of reprints are joined before. */
#ifndef UH_STORY_H
#define UH_STORY_H

#include "story/reprint.h"

#define STORY_LIKE  0.37 // average likeness of two groups that are joined
#define STORY_FAINT 0.15 // likeness below counts as none
#define STORY_FADE  2.5  // days after which likeness counts half

enum {
    STORY_DAYS = 3,               // between pages that are likened
    STORY_MONTH = 30,             // days before a page that say how rare its words are
    STORY_TERMS = 24,             // of a page: its rarest
    STORY_TERM_PAGES_MOST = 2000, // a word of more pages within STORY_DAYS says nothing
};

/* Groups pages into stories.
 * pages    [n] sorted by day, second, key; fills original, story, component. Pages before
 *          first_day only say how rare words are, and are left alone
 * returns  UH_OK, UH_NOMEM
 * cost     pages x STORY_TERMS x pages with the same word within STORY_DAYS */
uh_status story_group(story_page *pages, uint32_t n, int32_t first_day, arena *a);

/* The same for pages without a date: only reprints are one story. */
uh_status story_group_undated(story_page *pages, uint32_t n, arena *a);

#endif
