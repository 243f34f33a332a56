/* test_model.c - the packed file: what goes in comes out; a cut, altered or foreign file is
 * refused. */
#include "base/hash.h"
#include "model/audit.h"
#include "model/model.h"
#include "model/pack.h"
#include "model/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static buffer small_file(void) {
    static pack p;
    buffer out = { 0 };
    assert_true(pack_section(&p, TEXT("b"), TEXT("second")));
    assert_true(pack_section(&p, TEXT("a"), TEXT("first")));
    assert_false(pack_section(&p, TEXT("a"), TEXT("again")));
    assert_true(pack_write(&p, &out));
    pack_free(&p);
    return out;
}

static void test_pack_round_trip(void **state) {
    (void)state;
    buffer file = small_file();
    text name, bytes;
    assert_int_equal(pack_check(buffer_view(&file), "t", NULL), UH_OK);
    assert_int_equal(pack_sections(buffer_view(&file)), 2);
    bytes = pack_row_of(buffer_view(&file), 0, &name);
    assert_true(text_equal(name, TEXT("a")) && text_equal(bytes, TEXT("first")));
    assert_int_equal((bytes.at - file.at) % 64, 0);
    buffer_free(&file);
}

static void test_pack_refuses_every_altered_byte(void **state) {
    (void)state;
    buffer file = small_file();
    for (size_t i = 0; i < file.len; i++) {
        if (i >= 32 && i < 64)
            continue; // of the header, not used
        file.at[i] = (char)(file.at[i] ^ 1);
        assert_int_equal(pack_check(buffer_view(&file), "t", NULL), UH_MODEL);
        file.at[i] = (char)(file.at[i] ^ 1);
    }
    for (size_t n = 0; n < file.len; n++)
        assert_int_equal(pack_check((text){ file.at, n }, "t", NULL), UH_MODEL);
    buffer_free(&file);
}

static void test_built_in_model(void **state) {
    (void)state;
    uh_model *model = NULL;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    assert_int_equal(strlen(uh_model_hash(model)), 16);
    char knowledge[17], weights[17];
    uh_model_part_hash(model, UH_KNOWLEDGE, knowledge);
    uh_model_part_hash(model, UH_WEIGHTS, weights);
    assert_int_equal(strlen(knowledge), 16);
    assert_string_not_equal(knowledge, weights);
    assert_true(model_section(model, "no such section").at == NULL);
    uh_model_close(model);
    uh_model_close(NULL);
}

static void test_missing_file(void **state) {
    (void)state;
    uh_model *model = NULL;
    uh_error error;
    assert_int_equal(uh_model_open("no/such/file", &model, &error), UH_IO);
    assert_true(model == NULL && error.message[0]);
}

static void test_audit_finds_dead_codes_and_overlaps(void **state) {
    (void)state;
    text names[] = { TEXT("countries.txt"), TEXT("groups.txt"), TEXT("leaders.txt") };
    text files[] = { TEXT("FRA | France | French | Paris | - | - | - | -\n"
                          "OLD | Old | - | - | - | ..1990 | GON | owner=FRA\n"),
                     TEXT("FRAREB | Some | movement | -\nNWHREB | Others | movement | -\n"
                          "IGOABC | Body | igo | -\n"),
                     TEXT("FRA | Ann One | GOV | president | 2001..2003 | -\n"
                          "FRA | Ann One | GOV | president | 2003..2005 | -\n"
                          "FRA | Ann One | GOV | minister | 2002..2004 | -\n"
                          "FRA | Ann One | GOV | president | 2002..2002-06 | -\n"
                          "FRAXXX | Ann Two | GOV | president | 2001..2003 | -\n") };
    findings found = { .n = 0 };
    assert_true(audit_names(names, files, 3, &found));
    text told = buffer_view(&found.out);
    assert_int_equal(found.n, 4);
    assert_true(text_find(told, TEXT("countries.txt:2:")) != SIZE_MAX); // no successor GON
    assert_true(text_find(told, TEXT("groups.txt:2:1: no country")) != SIZE_MAX);
    assert_true(text_find(told, TEXT("leaders.txt:4:35: overlaps the term in line 1")) != SIZE_MAX);
    assert_true(text_find(told, TEXT("leaders.txt:5:4: unknown sector")) != SIZE_MAX);
    buffer_free(&found.out);
}

/* What words_hash says, letter by letter. */
static uint64_t hash_plainly(const char *word, size_t n) {
    uint64_t hash = 0;
    char part[96];
    size_t len = 0;
    bool any = false;
    for (size_t i = 0; i <= n; i++) {
        bool divides = i == n || word[i] == '-' || word[i] == '_';
        if (!divides && len < sizeof part)
            part[len++] = (char)to_lower((unsigned char)word[i]);
        if (divides && len) {
            uint64_t one = hash_text((text){ part, len });
            hash = any ? words_join(hash, one) : one;
            any = true;
            len = 0;
        }
    }
    return hash;
}

static void test_words_are_hashed_whatever_their_case_and_length(void **state) {
    static const char letters[] = "aZz@[`{AmM09'.\x80\xc1\xda\xe1\xff-_";
    uint64_t seed = 1;
    (void)state;
    for (size_t n = 0; n < 200; n++)
        for (int round = 0; round < 50; round++) {
            char word[200];
            for (size_t i = 0; i < n; i++) {
                seed = hash_mix(seed, i);
                word[i] = letters[seed % (sizeof letters - (round % 2 ? 3 : 1))];
            }
            assert_true(words_hash((text){ word, n }) == hash_plainly(word, n));
        }
    assert_true(words_hash(TEXT("US-led")) == words_hash(TEXT("us_LED")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pack_round_trip),
        cmocka_unit_test(test_pack_refuses_every_altered_byte),
        cmocka_unit_test(test_built_in_model),
        cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_audit_finds_dead_codes_and_overlaps),
        cmocka_unit_test(test_words_are_hashed_whatever_their_case_and_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
