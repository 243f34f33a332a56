/* xml.h - an XML text as a row of starts, ends and words: by expat as long as it is well-formed,
 * from the first fault on by a scanner that takes tags as they come. What opens also closes, faults
 * or not; entities that a document declares for itself are never expanded. */
#ifndef UH_XML_H
#define UH_XML_H

#include "base/text.h"

#include <stdbool.h>

enum {
    XML_DEPTH = 256,          // elements in elements; deeper ones are left out
    XML_ATTRIBUTES_MOST = 64, // of an element; more are left out
};

typedef struct xml_attribute {
    text name, value;
} xml_attribute;

typedef struct xml_tag {
    text name; // with its prefix, as it stands in the text
    const xml_attribute *attributes;
    size_t n_attributes;
} xml_tag;

/* What is told; all texts are borrowed for the call. */
typedef struct xml_sink {
    void (*start)(void *context, const xml_tag *tag);
    void (*end)(void *context, text name);
    void (*words)(void *context, text t);
    void *context;
} xml_sink;

typedef struct xml xml;

/* Opens a text in UTF-8, borrowed as long as the reader lives. NULL without memory. */
xml *xml_open(text utf8, const xml_sink *sink);
/* Tells what comes, until the sink asks to pause (true) or the end (false). */
bool xml_run(xml *x);
void xml_pause(xml *x); // from inside the sink's end
/* The first fault: its byte and what it is, static; NULL: none so far. */
const char *xml_fault(const xml *x, size_t *at);
size_t xml_place(const xml *x); // the byte behind what was told last
bool xml_failed(const xml *x);  // memory
void xml_close(xml *x);

/* The name of the first element, "" where none starts in the text. */
text xml_root(text head);
/* The charset that the XML declaration of a text names; "" if none. */
text xml_charset(text head);
/* An attribute's value by its name without prefix; "" if none. */
text xml_attribute_of(const xml_tag *tag, const char *name);
text xml_local(text name); // without its prefix

#endif
