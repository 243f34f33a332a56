/* day.h - the days that a page names, each with the signs of the places that name it, and what the
 * choice between them looks at. Which of them is the text's own is not asked here. */
#ifndef UH_DAY_H
#define UH_DAY_H

#include "base/date.h"
#include "page/when.h"

enum {
    DAYS_MOST = 96,   // different days of one page; later ones are left out
    DAY_MIDDLE = 128, // a distance of nothing, as a byte
};

/* Where a day is named and what is seen there. */
typedef enum day_sign {
    // the data of the page
    SAID_LINKED = 0,
    SAID_LINKED_ANY,
    SAID_LINKED_MODIFIED,
    SAID_META,
    SAID_META_LATER, // likewise, but not the first of them
    SAID_META_PLAIN,
    SAID_META_MODIFIED,
    SAID_TIME_PUBLISHED,
    SAID_TIME_MODIFIED,
    SAID_TIME_CLOSE, // to the title
    SAID_TIME_FIRST,
    SAID_TIME_LATER,
    SAID_ATTRIBUTE,
    SAID_HINT, // what a pointer over a date is shown
    SAID_ADDRESS,
    SAID_IMAGE, // in the address of the page's picture
    SAID_TITLE,
    SAID_SCRIPT,
    SAID_IN_ZONE, // the day that it was elsewhere when the data say that it came out
    SAID_END,
    // a visible line
    SHOWN_FIRST = SAID_END, // the first one around the title
    SHOWN_CLOSE,
    SHOWN_NEAR,
    SHOWN_LAST, // where the story ends
    SHOWN_FAR,
    SHOWN_PUBLISHED, // said to be of publication
    SHOWN_UPDATED,
    SHOWN_OTHER,           // the day somebody joined or was born
    SHOWN_MARKED,          // in an element for dates
    SHOWN_NAMED_PUBLISHED, // in one whose class says so
    SHOWN_NAMED_UPDATED,
    SHOWN_BRIEF,
    SHOWN_ALONE, // with nothing else in its line
    SHOWN_PROSE,
    SHOWN_IN_LINK,
    SHOWN_IN_COMMENT,
    SHOWN_ASIDE,
    SHOWN_IN_ARTICLE, // the title's article element
    SHOWN_HIDDEN,
    SHOWN_GUESSED, // "03/04/2019", the month taken to be first
    SHOWN_HOUR,    // a time of day stands beside it
    // all together
    SEEN_AGREED,  // named by data of three kinds
    SEEN_SUREST,  // named by the surest of the data that name a day of publication
    SEEN_CHANGED, // said to be that of a change, and by nothing to be that of publication
    DAY_SIGNS
} day_sign;

static inline uint64_t day_bit(day_sign s) {
    return UINT64_C(1) << s;
}

/* What the choice looks at, a byte each: the signs, then these. */
typedef enum day_trait {
    DAY_PLACES = DAY_SIGNS, // data that name it
    DAY_TIMES,              // lines that show it
    DAY_FROM_TITLE,         // the first such line, in pieces; 128: the title's own
    DAY_LINE_WORDS,
    DAY_LINE_REST, // bytes beside it
    DAY_ORDER,     // among the days that are shown
    DAY_ALIKE,     // lines with a date in elements of the same kind
    DAY_OLDER,     // other days
    DAY_NEWER,
    DAY_BEFORE_NEWEST, // distance from it to the newest one
    DAY_FROM_LINKED,   // distance from that of the data; 0: they name none, 128: the same
    DAY_FROM_META,
    DAY_FROM_TIME,
    DAY_FROM_MODIFIED,
    DAY_FROM_ADDRESS,
    DAY_FROM_FIRST, // from the first one shown near the title
    DAY_COUNT,      // days of the page
    DAY_TRAITS
} day_trait;

/* A day and what is seen of it. */
typedef struct day_seen {
    int32_t day;
    uint64_t signs;
    uint8_t times, from_title, line_words, line_rest, order, alike;
    uint8_t kind; // of its line's element, a number
} day_seen;

typedef struct days {
    day_seen at[DAYS_MOST];
    uint32_t n;
    when_order order; // what the page means by "03/04/2019"
} days;

/* A number as a byte, the largest one for all that have no room in it. */
static inline uint8_t day_byte(size_t n) {
    return n > UINT8_MAX ? UINT8_MAX : (uint8_t)n;
}

/* Adds signs to a day; NULL where there are too many. */
day_seen *days_see(days *s, int32_t which, uint64_t signs);
/* Adds signs to a day that is among them. */
void days_mark(days *s, int32_t which, uint64_t signs);
/* Marks what only all places together tell. */
void days_mark_whole(days *s);
/* Leaves out days that only a line far from the title and the story names in passing. */
void days_drop_remote(days *s);
/* Lays the traits out: trait t of day i stands at columns[t * stride + i]. */
void days_traits(const days *s, uint8_t *columns, size_t stride);

#endif
