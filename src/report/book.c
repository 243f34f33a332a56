/* book.c - names of codes. */
#include "report/book.h"

text book_name(const book *b, text code) {
    return b->find ? b->find(b->context, code) : code;
}
