/* test_status.c - how sure an act is, on whose word, and in what mode: sentences of our own through
 * all stages. */
#include "run/stages.h"

#include "doc/plover.h"
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct example {
    const char *text, *events; // "TYPE trigger status [source]; ..."; "TYPE.mode; ..."; speakers
} example;

static void write_events(const doc *d, buffer *out) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const event *e = &d->events[i];
        const token *t = &d->tokens[e->trigger];
        buffer_format(out, "%s%s %.*s %s", i ? "; " : "", plover_type_name((event_type)e->type),
                      (int)(t->end - t->start), d->text + t->start,
                      plover_status_name((event_status)e->status));
        if (e->said_by.len)
            buffer_format(out, " [%.*s]", (int)e->said_by.len, e->said_by.at);
    }
    buffer_byte(out, 0);
}

static void write_modes(const doc *d, buffer *out) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const event *e = &d->events[i];
        buffer_format(out, "%s%s.%s", i ? "; " : "", plover_type_name((event_type)e->type),
                      plover_mode_name((event_type)e->type, e->mode));
    }
    buffer_byte(out, 0);
}

static void write_claims(const doc *d, buffer *out) {
    for (uint32_t i = 0; i < d->n_claims; i++)
        buffer_format(out, "%s%.*s", i ? "; " : "", (int)d->claims[i].speaker.len,
                      d->claims[i].speaker.at);
    buffer_byte(out, 0);
}

typedef void (*writer)(const doc *, buffer *);

/* Codes each text as an article of 1 March 2019. */
static void check(const example *examples, size_t n, writer write) {
    uh_model *model = NULL;
    doc d;
    assert_int_equal(uh_model_open(NULL, &model, NULL), UH_OK);
    doc_open(&d, 0);
    for (size_t i = 0; i < n; i++) {
        buffer out = { 0 };
        doc_reset(&d);
        d.page.raw = text_of(examples[i].text);
        d.page.given_date = TEXT("2019-03-01");
        d.page.media = MEDIA_ARTICLE;
        d.page.id = TEXT("example");
        assert_int_equal(stages_run_one(model, STAGES_EVENTS, &d), UH_OK);
        write(&d, &out);
        assert_string_equal(out.at, examples[i].events);
        buffer_free(&out);
    }
    doc_free(&d);
    uh_model_close(model);
}

#define CHECK(examples) check((examples), sizeof(examples) / sizeof *(examples), write_events)
#define CHECK_CLAIMS(examples)                                                                     \
    check((examples), sizeof(examples) / sizeof *(examples), write_claims)
#define CHECK_MODES(examples) check((examples), sizeof(examples) / sizeof *(examples), write_modes)

static void test_dates_tell_the_past(void **state) {
    (void)state;
    static const example examples[] = {
        { "Russia attacked Ukraine on Monday.", "ASSAULT attacked asserted" },
        { "Russia attacked Ukraine in 2014.", "ASSAULT attacked historical" },
        { "Russia attacked Ukraine on January 15.", "ASSAULT attacked historical" },
        { "Russia attacked Ukraine last year.", "ASSAULT attacked historical" },
        { "Russia has attacked Ukraine since 2014.", "ASSAULT attacked asserted" },
        { "Iran condemned the 2015 deal.", "ACCUSE condemned asserted" },
        { "There are echoes of 2003, when Turkey refused to help Iraq.",
          "REJECT refused historical" },
    };
    CHECK(examples);
}

static void test_tenses_tell_the_past(void **state) {
    (void)state;
    static const example examples[] = {
        { "Russia had attacked Ukraine.", "ASSAULT attacked historical" },
        { "Iran previously condemned Israel.", "ACCUSE condemned historical" },
        { "France, which attacked Libya, condemned Iran.",
          "ACCUSE condemned asserted; ASSAULT attacked historical" },
        { "France, which is attacking Libya, condemned Iran.",
          "ACCUSE condemned asserted; ASSAULT attacking asserted" },
        { "France condemned Iran after Iran attacked Israel.",
          "ACCUSE condemned asserted; ASSAULT attacked historical" },
    };
    CHECK(examples);
}

static void test_what_lies_ahead(void **state) {
    (void)state;
    static const example examples[] = {
        { "Putin is to visit Iran next week.", "AGREE visit asserted" },
        { "Russia will ask Iran to withdraw its troops.", "REQUEST ask planned" },
        { "Russia plans to expel two British diplomats.", "SANCTION expel planned" },
        { "The aim of the exercise is to visit Iran.", "" },
        { "OPEC ministers meet in Vienna next week.", "AGREE meet asserted" },
        { "Prices fell ahead of the meeting of EC ministers.", "AGREE meeting asserted" },
        { "Officials said the purpose of Putin's visit to Paris would be to discuss trade.",
          "AGREE visit asserted [Officials]" },
    };
    CHECK(examples);
}

static void test_meetings_that_acts_are_set_in(void **state) {
    (void)state;
    static const example examples[] = {
        { "OPEC ministers met in Vienna.", "CONSULT met asserted" },
        { "In a phone call, Trump urged Putin to leave.",
          "REQUEST urged asserted; CONSULT call asserted" },
        { "Prices fell during the visit of the Deputy Prime Minister of China to Iran.",
          "CONSULT visit asserted" },
        { "Putin is in talks with Macron.", "CONSULT talks asserted" },
        { "During the negotiations with Iran, we were often told to leave.",
          "CONSULT negotiations asserted" },
        { "Companies want to stay despite the U.S. withdrawal from the deal.",
          "SANCTION withdrawal asserted" },
        { "Peace was agreed during talks between France and Serbia.", "CONSULT talks asserted" },
        { "Iran may attack Israel during talks between France and Serbia.",
          "CONSULT talks asserted" },
    };
    CHECK(examples);
}

static void test_denials(void **state) {
    (void)state;
    static const example examples[] = {
        { "Russia did not attack Ukraine.", "ASSAULT attack denied" },
        { "Russia denied it had attacked Ukraine.", "ASSAULT attacked denied [Russia]" },
        { "The ministry denied Israel's attack on Lebanon.",
          "ASSAULT attack denied [The ministry]" },
        { "Iran may attack Israel.", "" },
    };
    CHECK(examples);
}

static void test_frames_name_the_source(void **state) {
    (void)state;
    static const example examples[] = {
        { "Iran attacked Israel, the ministry said.", "ASSAULT attacked asserted [the ministry]" },
        { "Iran attacked Israel, he complained.", "ASSAULT attacked asserted [he]" },
        { "According to IRNA, Israel attacked Iran.", "ASSAULT attacked asserted [IRNA]" },
        { "Iran attacked Israel, according to plan.", "ASSAULT attacked asserted" },
        { "Russia condemned Iran, as officials noted.", "ACCUSE condemned asserted [officials]" },
        { "Rouhani was quoted as saying that Israel attacked Iran.",
          "ASSAULT attacked asserted [Rouhani]" },
        { "Iran attacked Israel, in the words of the minister.",
          "ASSAULT attacked asserted [the minister]" },
        { "Reports that Iran attacked Israel spread.", "ASSAULT attacked asserted [Reports]" },
        { "It is reported that Israel attacked Iran.", "ASSAULT attacked asserted" },
        { "Rouhani pointed to the United States' sanctions against Iran.",
          "SANCTION sanctions asserted [Rouhani]" },
    };
    CHECK(examples);
}

static void test_the_nearest_speaker_who_is_not_the_actor(void **state) {
    (void)state;
    static const example examples[] = {
        { "Iran said it condemned Israel.", "ACCUSE condemned asserted" },
        { "Trump said he was waiving sanctions on Iran.", "CONCEDE waiving asserted" },
        { "Iran announced that it attacked Israel.", "ASSAULT attacked asserted [Iran]" },
        { "The plan was described by Zarif as a mistake, saying Israel attacked Syria.",
          "ACCUSE described asserted; ASSAULT attacked asserted [Zarif]" },
        { "Zarif said Iran had been told by Oman that Israel attacked Syria.",
          "ASSAULT attacked asserted [Oman]" },
        { "An official who asked not to be named told Reuters that Israel attacked Iran.",
          "ASSAULT attacked asserted [An official]" },
    };
    CHECK(examples);
}

static void test_quotations_keep_their_speaker(void **state) {
    (void)state;
    static const example examples[] = {
        { "\"Israel attacked Iran,\" said Zarif. \"Israel has invaded Lebanon.\"",
          "ASSAULT attacked asserted [Zarif]; ASSAULT invaded asserted [Zarif]" },
        { "\"Israel attacked Iran. Iran condemned Israel,\" the spokesman said.",
          "ASSAULT attacked asserted [the spokesman]; ACCUSE condemned asserted [the spokesman]" },
        { "OPEC said Iran condemned Israel. He said Israel attacked Iran.",
          "ACCUSE condemned asserted [OPEC]; ASSAULT attacked asserted [He]" },
        { "Zarif said: \"Israel attacked Iran.\" Israel has invaded Lebanon.",
          "ASSAULT attacked asserted [Zarif]; ASSAULT invaded asserted" },
    };
    CHECK(examples);
}

static void test_claims_are_political(void **state) {
    (void)state;
    static const example examples[] = {
        { "The company said its profit rose in the first quarter.", "" },
        { "Iran's foreign ministry said its exports rose.", "Iran's foreign ministry" },
        { "The newspaper said Israel attacked Iran.", "The newspaper" },
        { "Analysts said France and Germany were close.", "Analysts" },
    };
    CHECK_CLAIMS(examples);
}

static void test_weapons_are_modes_as_means(void **state) {
    (void)state;
    static const example examples[] = {
        { "Gunmen killed two policemen in Karachi.", "ASSAULT.firearms" },
        { "Ten people were killed in a car bombing in Baghdad.", "ASSAULT.explosives" },
        { "Israel attacked Syria with missiles.", "ASSAULT.heavy-weapons" },
        { "Ten civilians were killed in airstrikes and shelling in Syria.", "ASSAULT." },
        { "Russia bombed Aleppo.", "ASSAULT.aerial" },
        { "Rebels bombed a police station in Colombia.", "ASSAULT.explosives" },
    };
    CHECK_MODES(examples);
}

static void test_what_is_asked_is_the_mode(void **state) {
    (void)state;
    static const example examples[] = {
        { "Iran demanded the release of its diplomats from Iraq.", "REQUEST.yield" },
        { "Ukraine requested weapons from the United States.", "REQUEST.assist" },
        { "Ukraine asked Russia for talks.", "REQUEST.meet" },
        { "Iran rejected talks with the United States.", "REJECT.meet" },
    };
    CHECK_MODES(examples);
}

static void test_where_and_how_they_meet_is_the_mode(void **state) {
    (void)state;
    static const example examples[] = {
        { "Putin spoke with Erdogan by phone.", "CONSULT.phone" },
        { "Putin met Erdogan in Moscow.", "CONSULT.visit" },
        { "Putin and Erdogan met in Geneva.", "CONSULT." },
        { "The leaders of Russia, Turkey and Iran met in Geneva.", "CONSULT.multilateral" },
    };
    CHECK_MODES(examples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_tell_the_past),
        cmocka_unit_test(test_tenses_tell_the_past),
        cmocka_unit_test(test_what_lies_ahead),
        cmocka_unit_test(test_meetings_that_acts_are_set_in),
        cmocka_unit_test(test_denials),
        cmocka_unit_test(test_frames_name_the_source),
        cmocka_unit_test(test_the_nearest_speaker_who_is_not_the_actor),
        cmocka_unit_test(test_quotations_keep_their_speaker),
        cmocka_unit_test(test_claims_are_political),
        cmocka_unit_test(test_weapons_are_modes_as_means),
        cmocka_unit_test(test_what_is_asked_is_the_mode),
        cmocka_unit_test(test_where_and_how_they_meet_is_the_mode),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
