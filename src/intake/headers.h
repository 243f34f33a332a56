/* headers.h - lines of "Name: value" up to a blank line, as WARC (ISO 28500) and HTTP (RFC 9112)
 * write them. All texts are borrowed from the bytes given. */
#ifndef UH_HEADERS_H
#define UH_HEADERS_H

#include "base/text.h"

#include <stdbool.h>

/* Returns the bytes up to and with the first blank line of t; 0 where there is none. */
size_t headers_length(text t);
/* Returns the value of the first header of that name (ASCII case left aside), trimmed; "" if none.
 * A folded value keeps its line ends. */
text headers_find(text head, const char *name);
/* Returns a value up to its first parameter: "text/html" of "text/html; charset=x". */
text headers_plain(text value);
/* Returns the value of a parameter without quotes: "x" for "charset" above; "" if none. */
text headers_parameter(text value, const char *name);
/* Takes the next element of a list parted by commas off the end; false at the end. */
bool headers_last(text *list, text *element);

#endif
