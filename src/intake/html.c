/* html.c - HTML: a page a file, its charset left to the page stage. */
#include "intake/reader.h"

bool html_is(text head) {
    static const char *const marks[] = { "<!doctype html", "<html", "<head", "<body" };
    if (head.len >= 2 && head.at[0] == '<' &&
        (is_alpha((unsigned char)head.at[1]) || head.at[1] == '!' || head.at[1] == '?'))
        return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_find_nocase(head, text_of(marks[i])) != SIZE_MAX)
            return true;
    return false;
}

uh_status html_next(reader *r, doc *d) {
    return reader_whole(r, d, MEDIA_HTML);
}
