/* meta_name.h - what the name of a meta element says that its content is. */
#ifndef UH_META_NAME_H
#define UH_META_NAME_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { DATE_BYTES_LEAST = 8, DATE_BYTES_MOST = 40 }; // of a text that may be a date

typedef enum meta_slot {
    SLOT_OG_TITLE = 0,
    SLOT_TWITTER_TITLE,
    SLOT_META_TITLE,
    SLOT_AUTHOR,
    SLOT_SITE,
    SLOT_LANGUAGE,
    SLOT_IMAGE,
    SLOT_SECTION,
    SLOT_KEYWORDS,
    SLOT_CANONICAL,
    SLOT_WRITTEN,
    SLOT_TIER,
    SLOT_TAG,
    SLOTS,
    SLOT_DATE = SLOTS, // dates are all kept
    SLOT_DATE_PLAIN,   // by a name that may mean another day
    SLOT_MODIFIED,
    SLOTS_ALL,
} meta_slot;

/* What a known name means, whatever its case; SLOTS_ALL: it is none. */
meta_slot meta_name_slot(text name);
/* What the parts of an unknown name say, where its content may be a date: one of the slots of
 * dates, or SLOTS_ALL. */
meta_slot meta_name_date_slot(text name, text content);

#endif
