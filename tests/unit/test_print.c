/* test_print.c - a fingerprint comes back from its bytes as it was, and any bytes are taken. */
#include "base/hash.h"
#include "store/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 5000 };

static uint32_t draw(uint64_t *seed, uint32_t most) {
    *seed = hash_mix(*seed, 1);
    return (uint32_t)(*seed >> 32) % (most + 1);
}

/* Fills n hashes, ascending; some lie side by side, some far apart. */
static void fill(uint32_t *hashes, uint32_t n, uint32_t most, uint64_t *seed) {
    uint32_t room = most, at = draw(seed, most / 2);
    for (uint32_t i = 0; i < n; i++) {
        at += draw(seed, draw(seed, 3) ? (room - at) / (n - i) : 1);
        hashes[i] = at > most ? most : at;
    }
}

static fingerprint print_of(uint64_t seed) {
    fingerprint p = { .exact = hash_mix(seed, 9) & ~0xffffffffull, .n_words = draw(&seed, 40000) };
    p.n_shingles = (uint8_t)draw(&seed, PRINT_SHINGLES);
    p.n_terms = (uint8_t)draw(&seed, PRINT_TERMS);
    fill(p.shingles, p.n_shingles, (1u << SHINGLE_BITS) - 1, &seed);
    fill(p.terms, p.n_terms, (1u << TERM_BITS) - 1, &seed);
    for (uint32_t i = 0; i < p.n_terms; i++)
        p.weights[i] = (uint8_t)draw(&seed, draw(&seed, 1) ? UINT8_MAX : 16);
    print_round(&p);
    return p;
}

static void expect_same(const fingerprint *p) {
    uint8_t packed[PRINT_BLOB];
    fingerprint back;
    size_t n = print_pack(p, packed);
    assert_true(n <= PRINT_BLOB);
    print_unpack(&back, (text){ (const char *)packed, n });
    assert_memory_equal(&back, p, sizeof back);
    for (size_t cut = 0; cut < n; cut++) { // fewer bytes, fewer hashes, and no more
        print_unpack(&back, (text){ (const char *)packed, cut });
        assert_true(back.n_shingles <= p->n_shingles && back.n_terms <= p->n_terms);
    }
}

static void test_what_is_packed_comes_back(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        fingerprint p = print_of(seed);
        expect_same(&p);
    }
}

static const uint32_t known[] = {
#include "store/news_terms.inc"
};

/* Terms that are known, from all over the list, some with one beside them. */
static void test_known_terms_take_less_room(void **state) {
    enum { STEP = sizeof known / sizeof *known / PRINT_TERMS };
    (void)state;
    for (uint32_t first = 0; first < STEP; first++) {
        uint8_t packed[PRINT_BLOB];
        size_t n[3];
        for (uint32_t beside = 0; beside < 3; beside++) {
            fingerprint p = { .n_words = first, .n_terms = PRINT_TERMS };
            for (uint32_t i = 0; i < PRINT_TERMS; i++)
                p.terms[i] = known[first + i * STEP] + (i % 2 < beside);
            print_round(&p);
            expect_same(&p);
            n[beside] = print_pack(&p, packed);
        }
        assert_true(n[0] + PRINT_TERMS / 2 < n[1] && n[1] + PRINT_TERMS / 4 < n[2]);
    }
}

static void test_the_ends(void **state) {
    (void)state;
    fingerprint none, full;
    memset(&none, 0, sizeof none);
    memset(&full, 0, sizeof full);
    expect_same(&none);
    full.exact = ~0xffffffffull;
    full.n_words = UINT32_MAX;
    full.n_shingles = PRINT_SHINGLES;
    full.n_terms = PRINT_TERMS;
    for (uint32_t i = 0; i < PRINT_SHINGLES; i++) // the first is one long step
        full.shingles[i] = (1u << SHINGLE_BITS) - PRINT_SHINGLES + i;
    for (uint32_t i = 0; i < PRINT_TERMS; i++) { // the last is
        full.terms[i] = i + 1 < PRINT_TERMS ? i : (1u << TERM_BITS) - 1;
        full.weights[i] = UINT8_MAX;
    }
    print_round(&full);
    expect_same(&full);
}

/* What is left of a print stays as it is; the shingles that texts are found by lose nothing. */
static void test_rounding(void **state) {
    (void)state;
    fingerprint p = { .n_shingles = PRINT_SHINGLES, .n_terms = 4, .weights = { 1, 13, 24, 255 } };
    for (uint32_t i = 0; i < PRINT_SHINGLES; i++)
        p.shingles[i] = 16383 * (i + 1);
    print_round(&p);
    assert_int_equal(print_lost(&p), 7);
    for (uint32_t i = 0; i < PRINT_SHINGLES; i++)
        assert_int_equal(p.shingles[i], 16383 * (i + 1) >> (i < PRINT_SURE ? 0 : 7)
                                                               << (i < PRINT_SURE ? 0 : 7));
    assert_memory_equal(p.weights, ((const uint8_t[]){ 9, 13, 22, 126 }), 4);
    fingerprint again = p;
    print_round(&again);
    assert_memory_equal(&again, &p, sizeof p);
    p.n_shingles = PRINT_SURE;
    assert_int_equal(print_lost(&p), 0);
}

static void test_any_bytes_are_taken(void **state) {
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t bytes[PRINT_BLOB];
        fingerprint p;
        size_t n = draw(&seed, PRINT_BLOB);
        for (size_t i = 0; i < n; i++)
            bytes[i] = (uint8_t)(round % 2 ? draw(&seed, UINT8_MAX) : UINT8_MAX - draw(&seed, 1));
        print_unpack(&p, (text){ (const char *)bytes, n });
        assert_true(p.n_shingles <= PRINT_SHINGLES && p.n_terms <= PRINT_TERMS);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_packed_comes_back),
        cmocka_unit_test(test_known_terms_take_less_room),
        cmocka_unit_test(test_the_ends),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_any_bytes_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
