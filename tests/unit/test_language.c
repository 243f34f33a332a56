/* test_language.c - the tokenizer and the splitter, and CoNLL-U both ways. */
#include "doc/conllu.h"
#include "language/features.h"
#include "language/language.h"
#include "language/lemma.h"
#include "language/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void parse(doc *d, const char *string) {
    uh_model *model;
    doc_open(d, 0);
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    assert_true(doc_add_text(d, text_of(string), 0, true));
    block *b = doc_add_block(d);
    *b = (block){ .end = d->text_len, .kept = true, .role = ROLE_PARAGRAPH };
    assert_int_equal(language_parse(model, d), UH_OK);
    uh_model_close(model);
}

/* Words divided by a blank, joined ones by +, sentences by |. */
static void show(const doc *d, buffer *out) {
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        for (uint32_t i = 0; i < d->sentences[s].n_tokens; i++) {
            const token *t = &d->tokens[d->sentences[s].first + i];
            if (i)
                buffer_byte(out, t->flags & TOKEN_JOINED ? '+' : ' ');
            buffer_text(out, doc_form(d, t));
        }
        buffer_string(out, s + 1 < d->n_sentences ? " | " : "");
    }
    buffer_byte(out, '\0');
}

static void check(const char *in, const char *want) {
    doc d;
    buffer out = { 0 };
    parse(&d, in);
    show(&d, &out);
    assert_string_equal(out.at, want);
    buffer_free(&out);
    doc_free(&d);
}

static void test_short_forms(void **state) {
    (void)state;
    check("I don't, can't, won't; cannot.", "I do+n't , ca+n't , wo+n't ; can+not .");
    check("It\xe2\x80\x99s Bush\xe2\x80\x99s", "It+\xe2\x80\x99s Bush+\xe2\x80\x99s");
    check("We're gonna: they'll, I'd.", "We+'re gon+na : they+'ll , I+'d .");
    check("the states' rights and 'the states' he said",
          "the states+' rights and ' the states ' he said");
    check("O'Brien at five o'clock in the 60's, '72", "O'Brien at five o'clock in the 60's , '72");
}

static void test_abbreviations(void **state) {
    (void)state;
    check("Mr. J. R. Smith of Acme Inc. met him.", "Mr. J. R. Smith of Acme Inc. met him .");
    check("U.S.-led talks at 5 p.m. in Washington, D.C., etc.",
          "U.S. - led talks at 5 p.m. in Washington , D.C. , etc .");
    check("No. 5 said no. He left.", "No. 5 said no . | He left .");
}

static void test_hyphens(void **state) {
    (void)state;
    check("a long-term, anti-war co-founder", "a long - term , anti-war co-founder");
    check("UN-backed talks in 2019-2020, call 713-853-3989",
          "UN - backed talks in 2019 - 2020 , call 713-853-3989");
}

static void test_numbers(void **state) {
    (void)state;
    check("$5.2bn, 3,000 men, 7:30pm on 9/11, 20%",
          "$ 5.2 bn , 3,000 men , 7:30 pm on 9/11 , 20 %");
    check("the 20th and the 1980s cost US$30m", "the 20th and the 1980s cost US$ 30 m");
}

static void test_addresses(void **state) {
    (void)state;
    check("See http://a.org/b_(c), then ask x.y@z.com about report.pdf :-)",
          "See http://a.org/b_(c) , then ask x.y@z.com about report.pdf :-)");
}

static void test_sentences(void **state) {
    (void)state;
    check("The minister left the country. \"Why now?\" she asked. He did not say.",
          "The minister left the country . | \" Why now ? \" she asked . | He did not say .");
    check("CARACAS, Jan 24 (Reuters) - They met. They left.",
          "CARACAS , Jan 24 ( Reuters ) - They met . | They left .");
    check("One\n\nTwo", "One | Two");
}

static void test_bad_bytes(void **state) {
    (void)state;
    check("a\xff\xfe b\xe2\x80", "a \xff \xfe b \xe2\x80");
    check("", "");
    check(" \n ", "");
}

static void test_long_sentence_is_divided(void **state) {
    (void)state;
    doc d;
    buffer in = { 0 };
    for (int i = 0; i < 2000; i++)
        buffer_string(&in, "word ");
    buffer_byte(&in, '\0');
    parse(&d, in.at);
    assert_int_equal(d.n_tokens, 2000);
    assert_int_equal(d.n_sentences, 4);
    assert_int_equal(d.sentences[0].n_tokens, SENTENCE_TOKENS_MOST);
    assert_int_equal(d.n_notes, 3);
    buffer_free(&in);
    doc_free(&d);
}

static void test_every_joint_divides(void **state) {
    (void)state;
    static const char *const joined[] = { "arent", "c'mon",  "couldve", "d'you", "dunno",
                                          "gimme", "gonna",  "im",      "lets",  "outta",
                                          "theyd", "theyll", "wanna",   "wont",  "youre" };
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        assert_int_not_equal(word_joint(text_of(joined[i])), 0);
    assert_int_equal(word_joint(TEXT("Cannot")), 3);
    assert_int_equal(word_joint(TEXT("youve")), 3);
    assert_int_equal(word_joint(TEXT("aint")), 2);
    assert_int_equal(word_joint(TEXT("canton")), 0);
    assert_int_equal(word_abbreviation(TEXT("Approx")), ABBREVIATION_BEFORE);
    assert_int_equal(word_abbreviation(TEXT("abt")), ABBREVIATION_BEFORE);
    assert_int_equal(word_abbreviation(TEXT("yrs")), ABBREVIATION_AFTER);
}

static const char sample[] =
    "# newdoc id = one\n"
    "# newpar\n"
    "# sent_id = one-1\n"
    "# text = They don't see Paris.\n"
    "1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur|Person=3|PronType=Prs\t4\tnsubj\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\tsee\tsee\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n"
    "5\tParis\tParis\tPROPN\tNNP\tNumber=Sing\t4\tobj\t_\tName=B-LOC|SpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n";

static void test_conllu_comes_back(void **state) {
    (void)state;
    doc d;
    buffer out = { 0 };
    doc_open(&d, 0);
    assert_int_equal(conllu_read(&d, TEXT(sample)), UH_OK);
    assert_int_equal(d.n_tokens, 6);
    assert_int_equal(d.tokens[3].head, NO_INDEX);
    assert_int_equal(d.tokens[3].relation, REL_ROOT);
    assert_int_equal(d.tokens[2].flags, TOKEN_SPACE_AFTER | TOKEN_JOINED);
    assert_true(text_equal(doc_block_text(&d, &d.blocks[0]), TEXT("They don't see Paris.")));
    conllu_write(&d, &out);
    buffer_byte(&out, '\0');
    assert_string_equal(out.at, sample);
    buffer_free(&out);
    doc_free(&d);
}

static void test_conllu_notes(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    text bad =
        TEXT("1\ta\t_\t_\t_\t_\t2\tdep\t_\t_\n2\tb\t_\t_\t_\t_\t1\tdep\t_\t_\nfew\tcolumns\n\n"
             "1\tc\t_\t_\t_\t_\tx\tdep\t_\t_\n\n");
    assert_int_equal(conllu_read(&d, bad), UH_OK);
    assert_int_equal(d.n_tokens, 3);
    assert_int_equal(d.tokens[0].head, NO_INDEX);
    assert_int_equal(d.n_notes, 2);
    assert_int_equal(d.notes[0].line, 3);
    assert_true(text_equal(d.notes[1].message, TEXT("line 5: the head is no number")));
    doc_reset(&d);
    assert_int_equal(conllu_read(&d, TEXT("# nothing\n")), UH_INPUT);
    doc_free(&d);
}

static void test_conllu_cycle(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    text bad = TEXT("1\ta\t_\t_\t_\t_\t2\tdep\t_\t_\n2\tb\t_\t_\t_\t_\t1\tdep\t_\t_\n\n");
    assert_int_equal(conllu_read(&d, bad), UH_OK);
    assert_int_equal(d.tokens[1].relation, REL_NONE);
    assert_int_equal(d.n_notes, 1);
    doc_free(&d);
}

static void check_lemma(const uh_model *model, const char *form, const char *tag,
                        const char *want) {
    doc d;
    buffer row = { 0 };
    const char *word_class = tag[0] == 'V'   ? "VERB"
                             : tag[0] == 'J' ? "ADJ"
                             : tag[0] == 'R' ? "ADV"
                                             : "NOUN";
    doc_open(&d, 0);
    buffer_format(&row, "1\t%s\t_\t%s\t%s\t_\t_\t_\t_\t_\n\n", form, word_class, tag);
    assert_int_equal(conllu_read(&d, buffer_view(&row)), UH_OK);
    assert_int_equal(lemma_run(model, &d, 0, d.n_sentences), UH_OK);
    if (!text_equal(doc_lemma(&d, &d.tokens[0]), text_of(want)))
        fail_msg("%s: %.*s, not %s", form, (int)doc_lemma(&d, &d.tokens[0]).len,
                 doc_lemma(&d, &d.tokens[0]).at, want);
    buffer_free(&row);
    doc_free(&d);
}

static void test_lemmas(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        { "went", "VBD", "go" },
        { "hoping", "VBG", "hope" },
        { "stopped", "VBD", "stop" },
        { "visiting", "VBG", "visit" },
        { "dies", "VBZ", "die" },
        { "studied", "VBN", "study" },
        { "watches", "VBZ", "watch" },
        { "agreed", "VBD", "agree" },
        { "controlled", "VBN", "control" },
        { "wolves", "NNS", "wolf" },
        { "crises", "NNS", "crisis" },
        { "countries", "NNS", "country" },
        { "missiles", "NNS", "missile" },
        { "series", "NNS", "series" },
        { "women", "NNS", "woman" },
        { "bigger", "JJR", "big" },
        { "happiest", "JJS", "happy" },
        { "better", "RBR", "well" },
        { "glorbed", "VBD", "glorb" },
        { "splozing", "VBG", "sploze" },
        { "kefting", "VBG", "keft" },
    };
    uh_model *model;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_lemma(model, cases[i][0], cases[i][1], cases[i][2]);
    uh_model_close(model);
}

static void test_features(void **state) {
    (void)state;
    doc d;
    doc_open(&d, 0);
    text rows = TEXT("1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj:pass\t_\t_\n"
                     "2\thave\thave\tAUX\tVBP\t_\t4\taux\t_\t_\n"
                     "3\tbeen\tbe\tAUX\tVBN\t_\t4\taux:pass\t_\t_\n"
                     "4\tseized\tseize\tVERB\tVBN\t_\t0\troot\t_\t_\n\n");
    assert_int_equal(conllu_read(&d, rows), UH_OK);
    features_run(&d);
    assert_int_equal(feature_get(d.tokens[0].features, FEATURE_PERSON), PERSON_3);
    assert_int_equal(feature_get(d.tokens[1].features, FEATURE_NUMBER), NUMBER_PLUR);
    assert_int_equal(feature_get(d.tokens[2].features, FEATURE_VOICE), 0);
    assert_int_equal(feature_get(d.tokens[3].features, FEATURE_VOICE), VOICE_PASS);
    assert_int_equal(feature_get(d.tokens[3].features, FEATURE_TENSE), TENSE_PAST);
    doc_free(&d);
}

/* How many sentences the events are sought in, of a page of pieces divided by |. */
static void check_english(const char *language, const char *pieces, uint32_t want,
                          const char *reason) {
    doc d;
    uh_model *model;
    doc_open(&d, 0);
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    d.article.language = text_of(language);
    for (size_t n; *pieces; pieces += n + (pieces[n] == '|')) {
        uint32_t start = d.text_len;
        n = strcspn(pieces, "|");
        assert_true(doc_add_text(&d, (text){ pieces, n }, start, true));
        block *b = doc_add_block(&d);
        *b = (block){ .start = start, .end = d.text_len, .kept = true, .role = ROLE_PARAGRAPH };
    }
    assert_int_equal(language_sentences(model, &d), UH_OK);
    assert_int_equal(d.n_sentences, want);
    assert_int_equal(d.n_notes, reason != NULL);
    if (reason)
        assert_string_equal(d.notes[0].message.at, reason);
    uh_model_close(model);
    doc_free(&d);
}

static void test_other_languages(void **state) {
    const char *none = "the text is not English: no events are sought in it";
    (void)state;
    check_english("",
                  "Grab hat klargestellt, dass seine Partner nicht in der Lage sind zu liefern.", 0,
                  none);
    check_english("en", "La policía detuvo a los manifestantes en la plaza por la noche.", 0, none);
    check_english("",
                  "\xd0\x92\xd0\xbe\xd0\xb9\xd0\xbd\xd0\xb0 \xd0\xb8 \xd0\xbc\xd0\xb8\xd1\x80 "
                  "\xd0\xb2 \xd0\xbc\xd0\xb8\xd1\x80\xd0\xb5",
                  0, none);
    check_english(
        "",
        "Iran condemned the attack on its embassy, which it calls a crime.|Der Iran hat den "
        "Angriff auf die Botschaft und auf das Land verurteilt, wie er nach dem Rat "
        "mitteilte.",
        1,
        "not English: 1 of 2 pieces of text, here the first; no events are sought "
        "there");
}

/* What has few words that bind others, and English that a page calls something else. */
static void test_english_stays(void **state) {
    (void)state;
    check_english("", "LA POLICE ARREST LES PAUL IN EL PASO", 1, NULL);
    check_english("de", "Obama to visit Cuba in March", 1, NULL);
    check_english("", "Banque du Batiment et des Travaux raises 130 mln francs at par", 1, NULL);
    check_english("", "Angela Merkel, Luis de la Torre, Xi Jinping, Ban Ki-moon", 1, NULL);
    check_english("", "Sales 16.2 mln vs 17.2 mln, net 8,036,000 vs 576,000", 1, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other_languages),
        cmocka_unit_test(test_english_stays),
        cmocka_unit_test(test_short_forms),
        cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_hyphens),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_bad_bytes),
        cmocka_unit_test(test_long_sentence_is_divided),
        cmocka_unit_test(test_every_joint_divides),
        cmocka_unit_test(test_conllu_comes_back),
        cmocka_unit_test(test_conllu_notes),
        cmocka_unit_test(test_conllu_cycle),
        cmocka_unit_test(test_lemmas),
        cmocka_unit_test(test_features),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
