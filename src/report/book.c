/* book.c - names of codes. */
#include "report/book.h"

text book_name(const book *b, text code) {
    return b->find ? b->find(b->context, code) : code;
}

text book_capital(const book *b, text state, float *latitude, float *longitude) {
    return b->capital ? b->capital(b->context, state, latitude, longitude) : (text){ "", 0 };
}
