/* knowledge.c - from the text files of data/ to the sections of a model. */
#include "model/knowledge.h"

#include "model/actors.h"
#include "model/audit.h"
#include "model/rules.h"
#include "model/words.h"

static bool compiled(text name) {
    static const char *const names[] = { "countries.txt", "organisations.txt", "groups.txt",
                                         "leaders.txt",   "places.txt",        "roles.txt",
                                         "titles.txt",    "lists.txt",         "speech.txt",
                                         "modes.txt",     "cabinets.txt" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, text_of(names[i])))
            return true;
    return text_ends(name, TEXT(".rules"));
}

/* The examples of all rule files: "file:line<TAB>row" a line. */
static void add_examples(buffer *out, text name, text file) {
    findings none = { 0 };
    source s = source_open(name, file, &none);
    while (source_next(&s))
        if (s.row.at[0] == '+' || s.row.at[0] == '*') {
            buffer_text(out, name);
            buffer_format(out, ":%u\t", s.line);
            buffer_text(out, s.row);
            buffer_byte(out, '\n');
        }
    buffer_free(&none.out);
}

static const char *const sections[] = { "actors", "words", "rules", "examples" };

bool knowledge_makes(text section) {
    bool makes = text_ends(section, TEXT(".txt")); // a file that goes in whole
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        makes |= text_equal(section, text_of(sections[i]));
    return makes;
}

typedef bool (*builder)(const text *, const text *, uint32_t, buffer *, findings *);

bool knowledge_build(pack *p, const text *names, const text *files, uint32_t n, findings *found) {
    static const builder builders[] = { actors_build, words_build, rules_build };
    buffer out = { 0 };
    bool good = audit_names(names, files, n, found);
    for (int i = 0; i < 3 && good; i++) {
        buffer_clear(&out);
        good = builders[i](names, files, n, &out, found) &&
               pack_section(p, text_of(sections[i]), buffer_view(&out));
    }
    buffer_clear(&out);
    for (uint32_t i = 0; i < n; i++)
        if (text_ends(names[i], TEXT(".rules")))
            add_examples(&out, names[i], files[i]);
    good = good && !out.failed && pack_section(p, text_of(sections[3]), buffer_view(&out));
    for (uint32_t i = 0; i < n && good; i++)
        if (!compiled(names[i]))
            good = pack_section(p, names[i], files[i]);
    buffer_free(&out);
    return good;
}
