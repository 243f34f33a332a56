/* metadata.h - who wrote a page, when, under what title: gathered from JSON-LD, meta tags, time
 * elements, the address and the visible lines, and a judged choice between them. */
#ifndef UH_METADATA_H
#define UH_METADATA_H

#include "page/html.h"
#include "page/linked.h"
#include "page/piece.h"

enum { AUTHORS_SEEN_MOST = 64, DATES_SAID_MOST = 64 };

/* An element that holds an author's name: how it says so, best first. */
typedef enum author_mark {
    MARK_REL = 0,
    MARK_CLASS,
    MARK_LINK,
    MARK_USER,
    AUTHOR_MARKS
} author_mark;

typedef struct author_seen {
    text name;
    uint32_t at; // in the markup
    author_mark mark;
} author_seen;

/* How the markup says that a date is one of the page. */
typedef enum date_mark {
    DATED_META = 0,   // article:published_time and its like
    DATED_META_PLAIN, // a name that may mean another day
    DATED_META_MODIFIED,
    DATED_TIME_PUBLISHED, // an element said to hold the day of publication
    DATED_TIME_MODIFIED,
    DATED_TIME,
    DATED_ATTRIBUTE, // data-date and its like
    DATED_HINT,      // what a pointer over an element is shown
} date_mark;

typedef struct date_said {
    text when;
    uint32_t at; // in the markup
    date_mark mark;
} date_said;

/* What the markup says; strings in the arena, "" where nothing is said. */
typedef struct metadata {
    linked linked;
    text og_title, twitter_title, meta_title, title_tag;
    date_said dates[DATES_SAID_MOST]; // in page order
    uint32_t n_dates;
    text meta_author;
    text meta_written;                   // by names that are used less, or beside a label
    text label;                          // of the twitter data that follow
    author_seen seen[AUTHORS_SEEN_MOST]; // in page order
    uint32_t n_seen;
    text site, language, canonical, image, section, keywords, licence;
    text tags, tags_shown; // of an element each
    text tier;             // who may read it: "free", "metered", "locked"
} metadata;

/* Gathers from the tree. */
bool metadata_gather(metadata *m, const html *h, class_index *classes, arena *a);
/* Fills the article's date, authors, site and the rest; ps is judged. */
bool metadata_fill(const metadata *m, const pieces *ps, doc *d);
#endif
