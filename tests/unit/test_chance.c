/* test_chance.c - the score of an event by its sides and its article, and which events are taken
 * back. */
#include "doc/conllu.h"
#include "event/coder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char demanded[] = "1\tWorkers\tworker\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n"
                               "2\tdemanded\tdemand\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                               "3\ta\ta\tDET\tDT\t_\t4\tdet\t_\t_\n"
                               "4\trise\trise\tNOUN\tNN\t_\t2\tobj\t_\t_\n\n";
static const char condemned[] = "1\tRussia\tRussia\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
                                "2\tcondemned\tcondemn\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                "3\tIran\tIran\tPROPN\tNNP\t_\t2\tobj\t_\t_\n\n";
static const char bread[] = "1\tThe\tthe\tDET\tDT\t_\t3\tdet\t_\t_\n"
                            "2\twarm\twarm\tADJ\tJJ\t_\t3\tamod\t_\t_\n"
                            "3\tbread\tbread\tNOUN\tNN\t_\t4\tnsubj\t_\t_\n"
                            "4\tsmelled\tsmell\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                            "5\tgood\tgood\tADJ\tJJ\t_\t4\txcomp\t_\t_\n\n";
static const char ministers[] = "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
                                "2\tministers\tminister\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
                                "3\tsat\tsit\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                "4\tbeside\tbeside\tADP\tIN\t_\t5\tcase\t_\t_\n"
                                "5\tsoldiers\tsoldier\tNOUN\tNNS\t_\t3\tobl\t_\t_\n\n";

/* An article of n sentences of one kind with told among them. */
static doc code(const char *told, const char *around, int n) {
    uh_model *model = NULL;
    buffer rows = { 0 };
    doc d;
    for (int i = 0; i < n; i++) {
        if (i == n / 2)
            buffer_string(&rows, told);
        buffer_string(&rows, around);
    }
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    doc_open(&d, 0);
    d.page.raw = arena_text(&d.arena, (text){ rows.at, rows.len });
    buffer_free(&rows);
    assert_int_equal(conllu_read(&d, d.page.raw), UH_OK);
    d.by_rules = true;
    assert_int_equal(coder_run(model, &d, NULL), UH_OK);
    uh_model_close(model);
    return d;
}

static void test_everyday_acts_need_politics(void **state) {
    (void)state;
    doc news = code(demanded, ministers, 40), recipe = code(demanded, bread, 40);
    assert_int_equal(news.n_events, 1);
    assert_int_equal(recipe.n_events, 0);
    bool told = false;
    for (uint32_t i = 0; i < recipe.n_refusals; i++) {
        told |= recipe.refusals[i].type == EVENT_REQUEST;
        assert_true(!i || recipe.refusals[i - 1].sentence <= recipe.refusals[i].sentence);
    }
    assert_true(told);
    doc_free(&news);
    doc_free(&recipe);
}

static void test_states_are_believed_anywhere(void **state) {
    (void)state;
    doc news = code(condemned, ministers, 40), recipe = code(condemned, bread, 12);
    assert_int_equal(news.n_events, 1);
    assert_int_equal(recipe.n_events, 1);
    assert_true(news.events[0].score > recipe.events[0].score);
    assert_true(news.events[0].score < 1 && recipe.events[0].score > 0);
    doc_free(&news);
    doc_free(&recipe);
}

static void test_firm_sides_score_higher(void **state) {
    (void)state;
    doc states = code(condemned, ministers, 4), roles = code(demanded, ministers, 4);
    assert_int_equal(states.n_events, 1);
    assert_int_equal(roles.n_events, 1);
    assert_true(states.events[0].score > roles.events[0].score);
    doc_free(&states);
    doc_free(&roles);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everyday_acts_need_politics),
        cmocka_unit_test(test_states_are_believed_anywhere),
        cmocka_unit_test(test_firm_sides_score_higher),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
