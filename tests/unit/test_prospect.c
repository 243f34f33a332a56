/* test_prospect.c - which sentences need a tree, told by their words; and that what is taken from a
 * text is the same as with all of its trees. */
#include "event/coder.h"
#include "event/prospect.h"
#include "language/language.h"
#include "tests/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void cut(doc *d, const char *string) {
    doc_open(d, 0);
    assert_true(doc_add_text(d, text_of(string), 0, true));
    block *b = doc_add_block(d);
    *b = (block){ .end = d->text_len, .kept = true, .role = ROLE_PARAGRAPH };
    assert_int_equal(language_sentences(model, d), UH_OK);
}

/* T needs its tree, L may need it later, - needs none. */
static void check(const char *string, const char *want) {
    doc d;
    char needs[16] = "";
    cut(&d, string);
    assert_int_equal(prospect_find(model, &d), UH_OK);
    assert_true(d.n_sentences < sizeof needs);
    for (uint32_t s = 0; s < d.n_sentences; s++)
        needs[s] = "TL-"[d.sentences[s].need];
    assert_string_equal(needs, want);
    doc_free(&d);
}

static void test_names_and_roles_need_trees(void **state) {
    (void)state;
    check("Sales rose by a third. Russia condemned the attack. The price fell.", "-T-");
    check("The minister resigned. Earnings were higher than expected.", "T-");
    check("The weather was fine. The human rights group protested.", "-T");
    check("The firm bought a company. The children slept.", "-T");
}

static void test_pronouns_wait_for_a_side(void **state) {
    (void)state;
    check("Its shares rose. Iran seized a ship. Its price fell.", "-TL");
    check("Iran seized a ship. Sales fell. Profit fell. Its price fell.", "T---");
}

static void test_speakers_are_kept_for_quotations(void **state) {
    (void)state;
    check("Sales fell. \"We warn Iran,\" it read.", "TT");
    check("Sales fell. \"We sell cars,\" it read.", "--");
    check("Iran sank a ship. \"It sank,\" it read. Sales fell.", "TT-");
    check("Iran sank a ship. \xe2\x80\x9cIt sank,\xe2\x80\x9d it read. Sales fell.", "TT-");
}

static void take(doc *d, const char *string, bool all) {
    cut(d, string);
    if (!all)
        assert_int_equal(prospect_find(model, d), UH_OK);
    assert_int_equal(language_trees(model, d), UH_OK);
    assert_int_equal(coder_run(model, d, language_tree), UH_OK);
}

static void same(const char *string, uint32_t n_events, uint32_t n_claims) {
    doc all, some;
    take(&all, string, true);
    take(&some, string, false);
    assert_int_equal(all.n_events, n_events);
    assert_int_equal(some.n_events, n_events);
    assert_int_equal(all.n_claims, n_claims);
    assert_int_equal(some.n_claims, n_claims);
    for (uint32_t i = 0; i < n_events; i++) {
        assert_int_equal(all.events[i].trigger, some.events[i].trigger);
        assert_int_equal(all.events[i].type, some.events[i].type);
        assert_true(text_equal(all.events[i].said_by, some.events[i].said_by));
    }
    doc_free(&all);
    doc_free(&some);
}

static void test_the_same_is_taken(void **state) {
    (void)state;
    same("Juan Guaido, head of Venezuela's National Assembly, spoke on Monday. The weather was "
         "fine. "
         "Profit rose. Guaido condemned Cuba.",
         1, 0);
    same("An analyst spoke to us. \"Iran attacked Iraq.\" Sales fell. He said Iran bombed Kuwait.",
         2, 1);
    same("Iraqi troops attacked Iran. They had waited for days. Its army fired rockets at Kuwait.",
         2, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_roles_need_trees),
        cmocka_unit_test(test_pronouns_wait_for_a_side),
        cmocka_unit_test(test_speakers_are_kept_for_quotations),
        cmocka_unit_test(test_the_same_is_taken),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
