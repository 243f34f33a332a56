/* tags.h - XML elements written as HTML, and HTML read as one line of words. */
#ifndef UH_TAGS_H
#define UH_TAGS_H

#include "intake/xml.h"

/* Writes a start tag, with the attributes that the reading of pages looks at. */
void tags_start(buffer *out, text name, const xml_tag *tag);
void tags_end(buffer *out, text name);
void tags_words(buffer *out, text t); // with < and & escaped
/* Writes what a reader sees of HTML: no tags, references resolved, blanks joined to one. */
void tags_plain(buffer *out, text html);
void tags_joined(buffer *out, text t); // with its blanks joined to one
/* Says whether a text that may be HTML is: it has a tag or a reference. */
bool tags_are_in(text t);

#endif
