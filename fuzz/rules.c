/* rules.c - any bytes as every kind of knowledge file: findings, never a crash; what is built can
 * be read back. */
#include "model/rules.h"
#include "fuzz/target.h"
#include "model/actors.h"
#include "model/words.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    static const char *const names[] = { "events/fuzz.rules", "countries.txt", "leaders.txt",
                                         "organisations.txt", "places.txt",    "roles.txt",
                                         "titles.txt",        "lists.txt" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        text name = text_of(names[i]), file = { (const char *)bytes, n };
        findings found = { .n = 0 };
        buffer out = { 0 };
        actors people;
        words lists;
        rules acts;
        if (actors_build(&name, &file, 1, &out, &found) && !actors_open(buffer_view(&out), &people))
            __builtin_trap();
        buffer_clear(&out);
        if (words_build(&name, &file, 1, &out, &found) && !words_open(buffer_view(&out), &lists))
            __builtin_trap();
        buffer_clear(&out);
        if (rules_build(&name, &file, 1, &out, &found) && !rules_open(buffer_view(&out), &acts))
            __builtin_trap();
        buffer_free(&out);
        buffer_free(&found.out);
    }
    return 0;
}
