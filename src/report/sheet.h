/* sheet.h - how the report looks, and the few lines of script that filter its list. Inline, so that
 * the page is one file; the policy of the page names them by their hashes. */
#ifndef UH_SHEET_H
#define UH_SHEET_H

extern const char sheet_style[];
extern const char sheet_script[];

#endif
