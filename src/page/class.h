/* class.h - what the class and id names of an element say it is for. */
#ifndef UH_CLASS_H
#define UH_CLASS_H

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>

/* Purposes; a set of them is a mask of bits. */
typedef enum purpose {
    // clang-format off
    FOR_ARTICLE = 0, FOR_CONTENT, FOR_MAIN, FOR_PARAGRAPH, FOR_TITLE, FOR_SUMMARY, FOR_BYLINE, FOR_DATE,
    FOR_SHARE, FOR_RELATED, FOR_READ_MORE, FOR_COMMENT, FOR_MENU, FOR_HEADER, FOR_FOOTER, FOR_SIDE,
    FOR_ADVERT, FOR_NEWSLETTER, FOR_COOKIE, FOR_CAPTION, FOR_PICTURE, FOR_MEDIA, FOR_TAGS, FOR_PAYWALL,
    FOR_POPUP, FOR_HIDDEN, FOR_LIST, FOR_CARD, FOR_ACCOUNT, FOR_QUOTE, FOR_EMBED, FOR_PRODUCT,
    FOR_AUTHOR_BOX, FOR_TOOLS, FOR_LIVE, FOR_LEGAL, FOR_FORM, FOR_BOX, FOR_PAGER, FOR_META,
    PURPOSES
    // clang-format on
} purpose;

enum { CLASS_SLOTS = 1024 };

/* The list of words, arranged for a look-up. */
typedef struct class_index {
    uint16_t slot[CLASS_SLOTS];
} class_index;

class_index *class_arrange(arena *a);
/* The purposes that the words of an attribute name ("articleBody", "share-bar", "td_block"). */
uint64_t class_purposes(const class_index *index, text value);

#endif
