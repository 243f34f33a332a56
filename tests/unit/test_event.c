/* test_event.c - the coder on small trees; what the rule compiler says of mistakes. */
#include "doc/conllu.h"
#include "event/coder.h"
#include "model/actors.h"
#include "model/rules.h"
#include "model/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static doc code(const char *rows) {
    uh_model *model = NULL;
    doc d;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    doc_open(&d, 0);
    d.page.raw = text_of(rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    assert_int_equal(coder_run(model, &d, NULL), UH_OK);
    uh_model_close(model);
    return d;
}

static bool is(text t, const char *string) {
    return text_equal(t, text_of(string));
}

static void test_active_clause(void **state) {
    (void)state;
    doc d = code("1\tRussia\tRussia\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                 "2\tcondemned\tcondemn\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                 "3\tIran\tIran\tPROPN\tNNP\t_\t2\tobj\t_\t_\n\n");
    assert_int_equal(d.n_events, 1);
    assert_int_equal(d.events[0].type, EVENT_ACCUSE);
    assert_true(d.events[0].actor.n_codes == 1 && d.events[0].recipient.n_codes == 1);
    assert_true(text_starts(d.events[0].actor.codes[0], TEXT("RUS")));
    assert_true(is(d.events[0].recipient.codes[0], "IRN"));
    assert_int_equal(d.events[0].status, STATUS_ASSERTED);
    doc_free(&d);
}

static void test_passive_turns_the_sides(void **state) {
    (void)state;
    doc d = code("1\tIran\tIran\tPROPN\tNNP\t_\t3\tnsubj:pass\t_\t_\n"
                 "2\twas\tbe\tAUX\tVBD\t_\t3\taux:pass\t_\t_\n"
                 "3\tcondemned\tcondemn\tVERB\tVBN\t_\t0\troot\t_\t_\n"
                 "4\tby\tby\tADP\tIN\t_\t5\tcase\t_\t_\n"
                 "5\tFrance\tFrance\tPROPN\tNNP\t_\t3\tobl:agent\t_\t_\n\n");
    assert_int_equal(d.n_events, 1);
    assert_true(is(d.events[0].actor.codes[0], "FRA"));
    assert_true(is(d.events[0].recipient.codes[0], "IRN"));
    doc_free(&d);
}

static void test_reported_speech_has_a_source(void **state) {
    (void)state;
    doc d = code("1\tIran\tIran\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                 "2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                 "3\tIraq\tIraq\tPROPN\tNNP\t_\t5\tnsubj\t_\t_\n"
                 "4\thad\thave\tAUX\tVBD\t_\t5\taux\t_\t_\n"
                 "5\tattacked\tattack\tVERB\tVBN\t_\t2\tccomp\t_\t_\n"
                 "6\tKuwait\tKuwait\tPROPN\tNNP\t_\t5\tobj\t_\t_\n\n");
    assert_int_equal(d.n_events, 1);
    assert_int_equal(d.events[0].type, EVENT_ASSAULT);
    assert_true(is(d.events[0].said_by, "Iran"));
    assert_true(is(d.events[0].said_by_code.codes[0], "IRN"));
    doc_free(&d);
}

static void test_negation_denies(void **state) {
    (void)state;
    doc d = code("1\tIraq\tIraq\tPROPN\tNNP\t_\t4\tnsubj\t_\t_\n"
                 "2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n"
                 "3\tnot\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                 "4\tattack\tattack\tVERB\tVB\t_\t0\troot\t_\t_\n"
                 "5\tKuwait\tKuwait\tPROPN\tNNP\t_\t4\tobj\t_\t_\n\n");
    assert_int_equal(d.n_events, 1);
    assert_int_equal(d.events[0].status, STATUS_DENIED);
    doc_free(&d);
}

/* Every kind of mistake is named with file, line, column, the line and a caret. */
static void test_rule_mistakes(void **state) {
    (void)state;
    static const struct {
        const char *row, *says;
    } mistakes[] = {
        { "V ASSAULT o", "x.rules:1:1: expected KIND TYPE slots : words\nV ASSAULT o\n^\n" },
        { "Q ASSAULT o : hit", "x.rules:1:1: unknown kind\nQ ASSAULT o : hit\n^\n" },
        { "V ASAULT o : hit", "x.rules:1:3: unknown type\nV ASAULT o : hit\n  ^\n" },
        { "V ASSAULT.x o : hit",
          "x.rules:1:11: ASSAULT has no such mode\nV ASSAULT.x o : hit\n          ^\n" },
        { "V ASSAULT o [no] : hit",
          "x.rules:1:14: unknown flag\nV ASSAULT o [no] : hit\n             ^\n" },
        { "VO AID to : send",
          "x.rules:1:13: expected verbs/nouns\nVO AID to : send\n            ^\n" },
        { "VP AID to : send/aid",
          "x.rules:1:18: expected preposition_noun\nVP AID to : send/aid\n                 ^\n" },
        { "V AID o : @none", "x.rules:1:11: unknown set\nV AID o : @none\n          ^\n" },
        { "SET : send", "x.rules:1:1: expected SET name : words\nSET : send\n^\n" },
        { "OP SAYS : say", "x.rules:1:4: unknown operator\nOP SAYS : say\n   ^\n" },
        { "+ x => AID", "x.rules:1:1: an example without an entry above it\n+ x => AID\n^\n" },
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        text name = TEXT("x.rules"), file = text_of(mistakes[i].row);
        findings found = { .n = 0 };
        buffer out = { 0 };
        assert_true(rules_build(&name, &file, 1, &out, &found));
        buffer_byte(&found.out, 0);
        assert_string_equal(found.out.at, mistakes[i].says);
        buffer_free(&found.out);
        buffer_free(&out);
    }
}

static void test_sense_order(void **state) {
    (void)state;
    text name = TEXT("x.rules"),
         file = TEXT("V ASSAULT o : hit\nV PROTEST against [subj=LAB] : hit\nV AID o : call_on\n");
    findings found = { .n = 0 };
    buffer out = { 0 };
    rules all;
    uint32_t n;
    assert_true(rules_build(&name, &file, 1, &out, &found));
    assert_true(rules_open(buffer_view(&out), &all));
    const sense *s = rules_find(&all, RULE_V, words_hash(TEXT("Hit")), 0, &n);
    assert_int_equal(n, 2);
    assert_int_equal(all.items[s[0].rule].type, EVENT_PROTEST); // the one with a condition first
    s = rules_find(&all, RULE_V, words_hash(TEXT("call")), 0, &n);
    assert_true(n == 1 && s[0].n_parts == 1);
    assert_null(rules_find(&all, RULE_V, words_hash(TEXT("miss")), 0, &n));
    buffer_free(&out);
}

/* A set may stand behind the entry that names it; words of no act come before those of one. */
static void test_sets(void **state) {
    (void)state;
    text name = TEXT("x.rules"), file = TEXT("VO AID to : @sending/@aid\n"
                                             "VP AGREE o : come/to_@aid\n"
                                             "VO NONE : send/food\n"
                                             "SET sending : send ship\n"
                                             "SET aid : aid food\n");
    findings found = { .n = 0 };
    buffer out = { 0 };
    rules all;
    uint32_t n;
    assert_true(rules_build(&name, &file, 1, &out, &found));
    assert_int_equal(found.n, 0);
    assert_true(rules_open(buffer_view(&out), &all));
    uint64_t food = words_hash(TEXT("food"));
    const sense *s = rules_find(&all, RULE_VO, words_hash(TEXT("ship")), food, &n);
    assert_true(n == 1 && all.items[s[0].rule].type == EVENT_AID);
    s = rules_find(&all, RULE_VP, words_hash(TEXT("come")), rule_phrase(P_TO, food), &n);
    assert_true(n == 1 && all.items[s[0].rule].type == EVENT_AGREE);
    s = rules_find(&all, RULE_VO, words_hash(TEXT("send")), food, &n);
    assert_int_equal(n, 2);
    assert_true(all.items[s[0].rule].flags & RULE_SILENT);
    buffer_free(&out);
}

static void test_names_have_days(void **state) {
    (void)state;
    text names[] = { TEXT("countries.txt") };
    text files[] = { TEXT(
        "SUN | Soviet Union | Soviet | Moscow | - | 1922..1991 | RUS | former\n") };
    findings found = { .n = 0 };
    buffer out = { 0 };
    actors all;
    uint64_t atoms[4];
    uint32_t node = 0, first = NO_ACTOR;
    assert_true(actors_build(names, files, 1, &out, &found));
    assert_true(actors_open(buffer_view(&out), &all));
    assert_int_equal(actor_atoms(TEXT("SOVIET-Union"), atoms, 4), 2);
    assert_true(actors_step(&all, &node, atoms[0], &first));
    assert_true(actors_step(&all, &node, atoms[1], &first));
    assert_true(first != NO_ACTOR);
    const meaning *m = &all.items[first];
    assert_true(is(actor_code_on(&all, m, date_day(1987, 3, 1)), "SUN"));
    assert_true(is(actor_code_on(&all, m, date_day(1993, 3, 1)), "RUS"));
    buffer_free(&out);
}

/* The first meaning of a name of one word, or NULL. */
static const meaning *meaning_of(const actors *all, const char *word) {
    uint64_t atom;
    uint32_t node = 0, first = NO_ACTOR;
    assert_int_equal(actor_atoms(text_of(word), &atom, 1), 1);
    bool found = actors_step(all, &node, atom, &first) && first != NO_ACTOR;
    return found ? &all->items[first] : NULL;
}

static void test_surnames_count_as_flagged(void **state) {
    (void)state;
    text names[] = { TEXT("leaders.txt"), TEXT("cabinets.txt") };
    text files[] = { TEXT("USA | Ann Free | GOV | president | 2001..2009 | -\n"
                          "USA | Ann Titled | LEG | senator | 2001..2009 | !\n"),
                     TEXT("USA | Ann Full | GOV | member of the government | 2003..2004 | !?\n") };
    findings found = { .n = 0 };
    buffer out = { 0 };
    actors all;
    assert_true(actors_build(names, files, 2, &out, &found));
    assert_int_equal(found.n, 0);
    assert_true(actors_open(buffer_view(&out), &all));
    const meaning *open = meaning_of(&all, "Free"), *titled = meaning_of(&all, "Titled");
    assert_true(open && !(open->flags & ACTOR_TITLED));
    assert_true(titled && titled->flags & ACTOR_TITLED);
    assert_null(meaning_of(&all, "Full")); // by the full name alone
    buffer_free(&out);
}

static void test_surname_behind_its_office(void **state) {
    (void)state;
    const char *behind = "\tMurphy\tMurphy\tPROPN\tNNP\t_\t3\tnsubj\t_\t_\n"
                         "3\tcondemned\tcondemn\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                         "4\tIran\tIran\tPROPN\tNNP\t_\t3\tobj\t_\t_\n\n";
    char rows[512];
    snprintf(rows, sizeof rows, "1\tSenator\tSenator\tPROPN\tNNP\t_\t2\tnmod:desc\t_\t_\n2%s",
             behind);
    doc d = code(rows);
    assert_int_equal(d.n_events, 1);
    assert_true(is(d.events[0].actor.codes[0], "USALEG"));
    doc_free(&d);
    snprintf(rows, sizeof rows, "1\tUncle\tUncle\tPROPN\tNNP\t_\t2\tnmod:desc\t_\t_\n2%s", behind);
    d = code(rows);
    for (uint32_t i = 0; i < d.n_mentions; i++)
        assert_false(is(d.mentions[i].codes[0], "USALEG"));
    doc_free(&d);
}

static void test_a_role_has_one_sector(void **state) {
    (void)state;
    text names[] = { TEXT("roles.txt") };
    text files[] = { TEXT("GOV | minister;mayor | -\nMIL | mayor;admiral | -\n") };
    findings found = { .n = 0 };
    buffer out = { 0 };
    assert_true(words_build(names, files, 1, &out, &found));
    assert_int_equal(found.n, 1);
    assert_true(text_find(buffer_view(&found.out), TEXT("has another sector already")) != SIZE_MAX);
    buffer_free(&out);
    buffer_free(&found.out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_active_clause),
        cmocka_unit_test(test_passive_turns_the_sides),
        cmocka_unit_test(test_reported_speech_has_a_source),
        cmocka_unit_test(test_negation_denies),
        cmocka_unit_test(test_rule_mistakes),
        cmocka_unit_test(test_sense_order),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_names_have_days),
        cmocka_unit_test(test_surnames_count_as_flagged),
        cmocka_unit_test(test_surname_behind_its_office),
        cmocka_unit_test(test_a_role_has_one_sector),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
