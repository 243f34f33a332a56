/* test_accounts.c - whose word others bear out, and who contradicts whom: the ten rows of
 * docs/methods.md, "claims". */
#include "analysis/credit.h"
#include "analysis/denial.h"
#include "report/lists.h"
#include "run/settle.h"
#include "story/fingerprint.h"
#include "tests/place.h"

enum { WORDS = 30 };

/* What one article tells: on whose word (NULL: the writer's), denied or not, how many dead (0: not
 * said), of which matter. */
typedef struct told {
    const char *day, *actor, *recipient;
    event_type type;
    const char *said_by;
    bool denied;
    int dead, matter;
} told;

static void tell(place *p, const told *t) {
    char id[NAME_SIZE], words[NAME_SIZE];
    bool changed;
    snprintf(id, sizeof id, "page%d", p->n_pages++);
    build_page(&p->d, id, "Daily", "a.jsonl", t->day);
    const built_event e = { t->actor, "acts", t->recipient, t->type, t->said_by, t->day };
    event *made = build_event(&p->d, &e);
    made->status = t->denied ? STATUS_DENIED : STATUS_ASSERTED;
    if (t->said_by)
        side_add_code(&made->said_by_code, built_text(&p->d, t->said_by));
    if (t->dead)
        made->counts[made->n_counts++] = (count){ COUNT_DEAD, t->dead, TEXT("") };
    for (int i = 0; i < WORDS; i++) { // a few words are the page's own, so that none is a reprint
        snprintf(words, sizeof words, "word%d",
                 i % 10 ? t->matter * 100 + i : p->n_pages * 1000 + i);
        built_token(&p->d, words);
    }
    built_page(&p->d);
    assert_int_equal(fingerprint_make(&p->d), UH_OK);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
}

static const told ten_rows[] = {
    { "1987-04-01", "IRQMIL", "IRN", EVENT_ASSAULT, "IRQ", false, 0, 1 },
    { "1987-04-01", "IRQMIL", "IRN", EVENT_ASSAULT, NULL, false, 0, 1 }, // bears it out
    { "1987-04-03", "IRN", "IRQ", EVENT_ASSAULT, "IRN", false, 22, 2 },
    { "1987-04-03", "IRN", "IRQ", EVENT_ASSAULT, "IRN", false, 22, 2 },  // its own word again
    { "1987-04-03", "IRN", "IRQ", EVENT_ASSAULT, "IRQ", false, 150, 2 }, // other numbers
    { "1987-04-05", "AFG", "PAK", EVENT_ASSAULT, "PAK", false, 0, 3 },
    { "1987-04-06", "AFG", "PAK", EVENT_ASSAULT, "AFG", true, 0, 3 }, // denies it
    { "1987-04-08", "IRQ", "KWT", EVENT_AID, "IRQ", false, 0, 4 },
    { "1987-04-20", "AFG", "PAK", EVENT_ASSAULT, "AFG", true, 0, 5 }, // too late, of nothing
    { "1987-04-21", "USA", "IRN", EVENT_SANCTION, NULL, false, 0, 6 },
};

static void tell_all(place *p) {
    uh_counts counts = { 0 };
    for (size_t i = 0; i < sizeof ten_rows / sizeof *ten_rows; i++)
        tell(p, &ten_rows[i]);
    assert_int_equal(settle(p->s, &p->error), UH_OK);
    assert_int_equal(store_run_end(p->s, &counts, true, 0, &p->error), UH_OK);
}

static const credit *credit_of(const credits *all, const char *source) {
    for (uint32_t i = 0; i < all->n; i++)
        if (text_equal(all->items[i].source, text_of(source)))
            return &all->items[i];
    return NULL;
}

static void test_records_by_hand(void **state) {
    place *p = *state;
    credits all;
    tell_all(p);
    assert_int_equal(
        credit_find(p->s, (text){ "", 0 }, INT32_MIN, INT32_MAX, &p->a, &all, &p->error), UH_OK);
    const credit *irq = credit_of(&all, "IRQ"), *irn = credit_of(&all, "IRN"),
                 *pak = credit_of(&all, "PAK");
    assert_int_equal(irq->told, 3);
    assert_int_equal(irq->confirmed, 1); // the writer tells the first; the second it tells last
    assert_int_equal(irn->told, 1);      // twice on its own word is once
    assert_int_equal(irn->confirmed, 1); // by Iraq, whatever the number
    assert_int_equal(pak->told, 1);
    assert_int_equal(pak->confirmed, 0);
    assert_int_equal(pak->denied, 1);
    assert_null(credit_of(&all, "AFG")); // it only denies
    assert_true(irq->low < 1 / 3.0 && irq->high > 1 / 3.0);
    assert_int_equal(credit_find(p->s, TEXT("PAK"), INT32_MIN, INT32_MAX, &p->a, &all, &p->error),
                     UH_OK);
    assert_int_equal(all.n, 1);
}

static void test_contradictions_by_hand(void **state) {
    place *p = *state;
    denials all;
    tell_all(p);
    assert_int_equal(
        denial_find(p->s, (text){ "", 0 }, INT32_MIN, INT32_MAX, &p->a, &all, &p->error), UH_OK);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.items[0].kind, DENIAL_OF_NUMBER);
    assert_int_equal(all.items[0].one, all.items[0].other);
    assert_true(text_equal(all.items[0].source, TEXT("IRN")));
    assert_true(text_equal(all.items[0].other_source, TEXT("IRQ")));
    assert_int_equal(all.items[1].kind, DENIAL_OF_ACT);
    assert_true(text_equal(all.items[1].source, TEXT("PAK")));
    assert_true(text_equal(all.items[1].other_source, TEXT("AFG")));
    assert_int_equal(denial_find(p->s, TEXT("IRQ"), INT32_MIN, INT32_MAX, &p->a, &all, &p->error),
                     UH_OK);
    assert_int_equal(all.n, 1);
}

static int take(void *context, const void *bytes, size_t n) {
    buffer_add(context, bytes, n);
    return 0;
}

static void test_written_as_lists(void **state) {
    static const uh_list lists[] = { UH_LIST_DISPUTES, UH_LIST_SOURCES, UH_LIST_MATTERS };
    static const int rows[] = { 2, 3, 0 };
    place *p = *state;
    tell_all(p);
    for (int i = 0; i < 3; i++) {
        buffer b = { 0 };
        int n = 0;
        uh_filter f = { .size = sizeof f };
        assert_int_equal(
            lists_write(p->s, lists[i], &f, UH_JSONL, (uh_sink){ take, &b }, &p->error), UH_OK);
        for (size_t k = 0; k < b.len; k++)
            n += b.at[k] == '\n';
        assert_int_equal(n, rows[i]);
        f.limit = 1;
        f.offset = 1;
        buffer_clear(&b);
        assert_int_equal(
            lists_write(p->s, lists[i], &f, UH_JSONL, (uh_sink){ take, &b }, &p->error), UH_OK);
        assert_int_equal(b.len > 0, rows[i] > 1);
        buffer_free(&b);
    }
    uh_filter f = { .size = sizeof f, .type = "AID" };
    buffer b = { 0 };
    assert_int_equal(
        lists_write(p->s, UH_LIST_SOURCES, &f, UH_JSONL, (uh_sink){ take, &b }, &p->error),
        UH_ARGUMENT);
    assert_string_equal(p->error.message, "type means nothing for this list");
    buffer_free(&b);
}

static void test_an_empty_record(void **state) {
    place *p = *state;
    credits sources;
    denials disputes;
    text all = { "", 0 };
    assert_int_equal(credit_find(p->s, all, INT32_MIN, INT32_MAX, &p->a, &sources, &p->error),
                     UH_OK);
    assert_int_equal(denial_find(p->s, all, INT32_MIN, INT32_MAX, &p->a, &disputes, &p->error),
                     UH_OK);
    assert_int_equal(sources.n + disputes.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_records_by_hand, make_record, drop_place),
        cmocka_unit_test_setup_teardown(test_contradictions_by_hand, make_record, drop_place),
        cmocka_unit_test_setup_teardown(test_written_as_lists, make_record, drop_place),
        cmocka_unit_test_setup_teardown(test_an_empty_record, make_record, drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
