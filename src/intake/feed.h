/* feed.h - the items of a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF. */
#ifndef UH_FEED_H
#define UH_FEED_H

#include "intake/xml.h"

#include <stdint.h>

typedef enum feed_field {
    FEED_TITLE,
    FEED_LINK,
    FEED_ID,
    FEED_DATE,
    FEED_AUTHOR,
    FEED_CONTENT,
    FEED_LANGUAGE,
    FEED_SOURCE, // where an item was taken from
    FEED_FIELDS,
} feed_field;

typedef struct feed feed;

/* Opens a feed's text, borrowed as long as it is open. NULL without memory. */
feed *feed_open(text utf8);
/* Goes to the next item; false at the end. */
bool feed_next_item(feed *f);
/* A field of the item; of title and author plain words, of the content what stands there. */
text feed_field_of(const feed *f, feed_field field);
bool feed_content_is_html(const feed *f);
text feed_title(const feed *f);    // of the feed itself
text feed_language(const feed *f); // of the item, or else of the feed
size_t feed_place(const feed *f);  // the byte of the feed's text where the item starts
const xml *feed_xml(const feed *f);
bool feed_failed(const feed *f); // memory
void feed_close(feed *f);

#endif
