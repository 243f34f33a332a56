/* test_doc.c - the document's text and its way back to the source; labels; PLOVER tables. */
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_source_runs(void **state) {
    (void)state;
    doc d;
    uint32_t start, end;
    doc_open(&d, 0);
    assert_true(doc_add_text(&d, TEXT("Tom "), 10, true));
    assert_true(doc_add_text(&d, TEXT("and"), 14, true)); // joins the run before it
    assert_true(doc_add_text(&d, TEXT("&"), 20, false));
    assert_true(doc_add_text(&d, TEXT("Ann"), 25, true));
    assert_int_equal(d.n_runs, 3);
    assert_int_equal(doc_source_of(&d, 5), 15);
    assert_int_equal(doc_source_of(&d, 7), 20);
    doc_source_range(&d, 8, 11, &start, &end);
    assert_int_equal(start, 25);
    assert_int_equal(end, 28);
    doc_free(&d);
}

static void test_notes_never_fail_the_document(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 70000);
    for (int i = 0; i < 1000; i++)
        doc_note(&d, "test", 0, false, "note %d %0400d", i, i);
    assert_int_equal(doc_status(&d), UH_OK);
    assert_true(d.n_notes > 0 && d.n_notes + d.notes_lost == 1000);
    doc_free(&d);
}

static void test_features(void **state) {
    (void)state;
    buffer b = { 0 };
    uint32_t f = features_read(TEXT("Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"));
    assert_int_equal(feature_get(f, FEATURE_TENSE), TENSE_PAST);
    features_write(&b, f);
    assert_memory_equal(b.at, "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", b.len);
    buffer_free(&b);
}

static void test_labels(void **state) {
    (void)state;
    for (int r = 1; r < REL_COUNT; r++) {
        text name = text_of(relation_name((relation)r));
        size_t colon = text_find(name, TEXT(":"));
        text main_name = text_cut(name, 0, colon == SIZE_MAX ? name.len : colon);
        assert_int_equal(relation_of(name), r);
        assert_int_equal(relation_main((relation)r), relation_of(main_name));
    }
    for (int x = 1; x < XPOS_COUNT; x++)
        assert_int_equal(xpos_of(text_of(xpos_name((xpos)x))), x);
    assert_int_equal(relation_of(TEXT("nsubj:xyz")), REL_NSUBJ);
    assert_int_equal(relation_main(REL_NSUBJ_PASS), REL_NSUBJ);
}

static void test_plover(void **state) {
    (void)state;
    for (int t = 1; t < EVENT_TYPES; t++) {
        event_type type = (event_type)t;
        assert_int_equal(plover_type(text_of(plover_type_name(type))), t);
        for (int m = 1; m <= plover_modes(type); m++)
            assert_int_equal(plover_mode(type, text_of(plover_mode_name(type, m))), m);
    }
    assert_int_equal(plover_contexts(), 37);
    assert_true(plover_score(EVENT_ASSAULT, plover_mode(EVENT_ASSAULT, TEXT("beat"))) == -7.5);
    assert_int_equal(plover_quad(EVENT_SANCTION), QUAD_MATERIAL_CONFLICT);
}

static void test_token_is_32_bytes(void **state) {
    (void)state;
    assert_int_equal(sizeof(token), 32);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source_runs), cmocka_unit_test(test_notes_never_fail_the_document),
        cmocka_unit_test(test_features),    cmocka_unit_test(test_labels),
        cmocka_unit_test(test_plover),      cmocka_unit_test(test_token_is_32_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
