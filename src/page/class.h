/* class.h - what the class and id names of an element say it is for. */
#ifndef UH_CLASS_H
#define UH_CLASS_H

#include "base/arena.h"
#include "base/text.h"
#include "page/html.h"

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

/* What a value of class, id and the like says: its purposes and its words by their hashes. */
typedef struct class_value {
    uint64_t purposes;
    uint64_t key;           // hash of all of it
    uint32_t word, n_words; // in class_index.words
    bool names_user;        // "username", "PostUser-name", "nickname"
} class_value;

/* The values of a page, each taken apart once: pages say few things many times. */
typedef struct class_index {
    arena *arena;
    uint32_t *slots; // [n_slots] numbers of values by their keys; 0: free
    uint32_t n_slots;
    class_value *values;
    uint32_t *words;
    uint32_t n_values, values_cap, n_words, words_cap;
    const html *h;
    uint32_t *numbers; // [h->n_attributes] 1 + the number of the value; 0: not yet asked for
} class_index;

/* Borrows the tree; false when the arena refuses. */
bool class_open(class_index *c, const html *h, arena *a);
uint32_t class_find(class_index *c, const html_attribute *a); // the same, called the first time
/* The number of an attribute's value: in it lie the purposes that its words name ("articleBody",
 * "share-bar", "td_block"). 0, which says nothing, for the empty one and when the arena refuses. */
static inline uint32_t class_of(class_index *c, const html_attribute *a) {
    uint32_t number = c->numbers[a - c->h->attributes];
    return number ? number - 1 : class_find(c, a);
}

#endif
