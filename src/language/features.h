/* features.h - morphological features by table from tag, form and lemma, and where these leave it
 * open (voice, mood, person, case) from the tree. */
#ifndef UH_FEATURES_H
#define UH_FEATURES_H

#include "doc/doc.h"

/* Sets the features of every token that has a tag; reads heads and relations where there are trees.
 */
void features_run(doc *d);

#endif
