/* claim.c - who said what about whom. */
#include "event/claim.h"

#include "event/quotation.h"
#include "event/side.h"
#include "event/voice.h"

static bool is_mark(const node *n) {
    return n->upos == UPOS_PUNCT;
}

/* The words of a clause without the speaker's own part and the marks around it. */
static bool clause_span(const coder *c, int32_t top, int32_t without, int32_t *first,
                        int32_t *last) {
    const tree *t = &c->tree;
    *first = t->n;
    *last = -1;
    for (int32_t i = top; i >= 0; i = tree_after(t, i, top)) {
        if (is_mark(&t->at[i]) || (without >= 0 && tree_under(t, i, without)))
            continue;
        *first = i < *first ? i : *first;
        *last = i > *last ? i : *last;
    }
    while (*first < *last && (t->at[*first].grammar == G_THAT || is_mark(&t->at[*first])))
        (*first)++;
    return *last >= *first;
}

static void add_about(coder *c, side_list *about, int32_t first, int32_t last) {
    char code[16];
    for (int32_t i = first; i <= last; i++) {
        const node *n = &c->tree.at[i];
        if (!is_noun(n) || n->main == REL_FLAT || n->main == REL_COMPOUND)
            continue;
        sides s = side_alone(c, i);
        for (uint32_t k = 0; k < s.n; k++)
            if (!s.at[k].owned && side_code(&s.at[k], code))
                side_add_code(about, arena_text(&c->doc->arena, text_of(code)));
    }
}

static void add_codes(coder *c, side_list *out, int32_t speaker) {
    char code[16];
    sides s = side_of(c, speaker);
    for (uint32_t k = 0; k < s.n; k++)
        if (side_code(&s.at[k], code))
            side_add_code(out, arena_text(&c->doc->arena, text_of(code)));
}

/* A state, its organs, a party, an armed or an international body; not a firm, a paper, an analyst.
 */
static bool is_political(coder *c, int32_t speaker) {
    sides s = side_of(c, speaker);
    for (uint32_t i = 0; i < s.n; i++) {
        uint8_t sec = side_sector(&s.at[i]);
        bool private = sec == SECTOR_BUS || sec == SECTOR_JRN || sec == SECTOR_EDU ||
                       sec == SECTOR_MED || sec == SECTOR_CRM || sec == SECTOR_AGR ||
                       sec == SECTOR_CVL || sec == SECTOR_LAB;
        if (!s.at[i].owned && s.at[i].code.len && !private &&
            !text_starts(s.at[i].code, TEXT("MNC")))
            return true;
    }
    return false;
}

static bool holds_event(const coder *c, const claim *out) {
    for (uint32_t i = c->doc->n_events; i > 0 && c->doc->events[i - 1].sentence == out->sentence;
         i--) {
        uint32_t at = c->doc->tokens[c->doc->events[i - 1].trigger].start;
        if (at >= out->start && at < out->end)
            return true;
    }
    return false;
}

static bool names_two(const side_list *about) {
    for (uint8_t i = 1; i < about->n_codes; i++)
        if (!text_equal(text_cut(about->codes[i], 0, 3), text_cut(about->codes[0], 0, 3)))
            return true;
    return false;
}

/* The last claim stays when its speaker is political, when it tells of an event, or when it names
 * two actors; what firms say of themselves is no part of the record. */
static void sift(coder *c, const claim *out, bool political) {
    if (!political && !holds_event(c, out) && !names_two(&out->about))
        c->doc->n_claims--;
}

/* Whom "he" may mean: no body, no state, no paper. */
static bool is_person(coder *c, int32_t speaker) {
    sides s = side_of(c, speaker);
    for (uint32_t i = 0; i < s.n; i++) {
        uint8_t kind = s.at[i].kind;
        if (kind == SIDE_ORG || kind == SIDE_COUNTRY || kind == SIDE_SEAT || kind == SIDE_CITY ||
            kind == SIDE_OWNED || kind == SIDE_DEMONYM)
            return false;
    }
    return !node_in(&c->tree.at[speaker], WORD_SPEECH);
}

static void keep_speaker(coder *c, int32_t speaker) {
    uint8_t g = c->tree.at[speaker].grammar;
    if (g == G_HE || g == G_SHE || g == G_THEY || g == G_IT || g == G_I || g == G_WE)
        return; // the one before goes on
    c->speaker = (running){ .sentence = c->tree.sentence, .known = true };
    c->speaker.words = side_words(c, speaker);
    add_codes(c, &c->speaker.codes, speaker);
    c->speaker.political = is_political(c, speaker);
    c->speaker.person = is_person(c, speaker);
}

/* The last speaker is near enough to go on. */
static bool is_heard(const coder *c) {
    return c->speaker.known && c->tree.sentence - c->speaker.sentence <= SPEAKER_REACH;
}

/* Returns whether the speaker is political. */
static bool fill_speaker(coder *c, claim *out, int32_t speaker) {
    uint8_t g = c->tree.at[speaker].grammar;
    bool person = g == G_HE || g == G_SHE;
    if (person && is_heard(c) && c->speaker.person) {
        out->speaker = c->speaker.words;
        out->speaker_code = c->speaker.codes;
        c->speaker.sentence = c->tree.sentence;
        return c->speaker.political;
    }
    out->speaker = side_words(c, speaker);
    add_codes(c, &out->speaker_code, speaker);
    keep_speaker(c, speaker);
    return is_political(c, speaker);
}

static void add_claim(coder *c, int32_t top, int32_t speaker, int32_t without) {
    int32_t first, last;
    if (!clause_span(c, top, without, &first, &last))
        return;
    claim *out = doc_add_claim(c->doc);
    if (!out) {
        c->failed = true;
        return;
    }
    out->sentence = c->tree.sentence;
    out->start = tree_token(&c->tree, first)->start;
    out->end = tree_token(&c->tree, last)->end;
    out->is_quotation = c->tree.at[first].quoted && c->tree.at[last].quoted;
    bool political = fill_speaker(c, out, speaker);
    add_about(c, &out->about, first, last);
    sift(c, out, political);
}

/* The clause of a sentence without a speaker that runs on in quotation marks. */
static void add_running(coder *c) {
    int32_t first, last;
    const node *at = c->tree.at;
    if (!is_heard(c) || c->tree.n < 3 || !clause_span(c, c->tree.root, -1, &first, &last) ||
        !at[first].quoted || !at[last].quoted)
        return;
    claim *out = doc_add_claim(c->doc);
    if (!out) {
        c->failed = true;
        return;
    }
    out->sentence = c->tree.sentence;
    out->start = tree_token(&c->tree, first)->start;
    out->end = tree_token(&c->tree, last)->end;
    out->is_quotation = true;
    out->speaker = c->speaker.words;
    out->speaker_code = c->speaker.codes;
    c->speaker.sentence = c->tree.sentence;
    add_about(c, &out->about, first, last);
    sift(c, out, c->speaker.political);
}

/* The speaker that the sentence itself names outside the quotation: "He told X: ..." */
static int32_t speaker_outside(const coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++)
        if ((c->marks[i] & MARK_CONTEXT) && c->contexts[i].speaker >= 0 &&
            !c->tree.at[c->contexts[i].speaker].quoted)
            return c->contexts[i].speaker;
    return -1;
}

/* "X criticised Y. "It has ...": whoever speaks up without a clause is quoted next. */
static void keep_subject(coder *c) {
    int32_t v = c->tree.root, s = v >= 0 ? tree_kid(&c->tree, v, REL_NSUBJ) : -1;
    if (s >= 0 && !c->tree.at[v].quoted && node_in(&c->tree.at[v], WORD_TELL) && voice_speaks(c, s))
        keep_speaker(c, s);
}

static bool is_quoted(const doc *d, uint32_t sentence_, uint32_t token_) {
    const sentence *s = &d->sentences[sentence_];
    bool open = s->in_quotation;
    for (uint32_t i = s->first; i <= token_; i++) {
        quotation_mark m = quotation_mark_of(d, i, open);
        if (m != QUOTATION_NONE)
            open = m == QUOTATION_OPENS;
    }
    return open;
}

/* The actor of an event is the one who speaks: "We condemn it". */
static bool is_of_speaker(const event *e) {
    return e->actor.n_words == 1 &&
           (text_reads(e->actor.words[0], "we") || text_reads(e->actor.words[0], "i"));
}

/* A quotation over several sentences whose speaker is named at its end: "... . ...," said X.
 * before  the words of the one heard before it */
static void settle(coder *c, text before) {
    doc *d = c->doc;
    uint32_t s = c->tree.sentence;
    int32_t by = d->sentences[s].in_quotation ? speaker_outside(c) : -1;
    uint32_t first = s;
    text words_;
    side_list codes = { .n_codes = 0 };
    if (by < 0)
        return;
    while (first > 0 && d->sentences[first].in_quotation &&
           d->sentences[first - 1].block == d->sentences[s].block)
        first--;
    if (!claim_speaker_meant(c, by, &words_, &codes)) {
        words_ = side_words(c, by);
        add_codes(c, &codes, by);
    }
    for (uint32_t i = d->n_events; i > 0 && d->events[i - 1].sentence >= first; i--) {
        event *e = &d->events[i - 1];
        bool open = e->said_by.len == 0 || e->said_by.at == before.at;
        if (e->sentence == s || !open || !is_quoted(d, e->sentence, e->trigger))
            continue;
        bool own = is_of_speaker(e);
        for (uint8_t k = 0; own && k < codes.n_codes; k++)
            e->actor.codes[k] = codes.codes[k];
        e->actor.n_codes = own && codes.n_codes ? codes.n_codes : e->actor.n_codes;
        if (own && voice_is_speech(e->type))
            continue;
        e->said_by = words_;
        e->said_by_code = codes;
    }
}

void claim_write(coder *c) {
    text before = c->speaker.words;
    bool any = false;
    for (int32_t i = 0; i < c->tree.n && !c->failed; i++) {
        if (!(c->marks[i] & MARK_CONTEXT) || c->contexts[i].speaker < 0)
            continue;
        const context *own = &c->contexts[i];
        int32_t h = c->tree.at[i].head;
        bool inherited = false;
        for (int step = 0; h >= 0 && step <= c->tree.n; step++, h = c->tree.at[h].head)
            if (c->marks[h] & MARK_CONTEXT) {
                inherited = c->contexts[h].speaker == own->speaker;
                break;
            }
        if (inherited || tree_under(&c->tree, i, own->speaker))
            continue;
        bool below = own->speaker_verb >= 0 && tree_under(&c->tree, own->speaker_verb, i);
        add_claim(c, i, own->speaker, below ? own->speaker_verb : -1);
        any = true;
    }
    if (!any)
        add_running(c);
    if (!any)
        keep_subject(c);
    settle(c, before);
}

bool claim_speaker_meant(const coder *c, int32_t speaker, text *words_, side_list *codes) {
    uint8_t g = c->tree.at[speaker].grammar;
    if ((g != G_HE && g != G_SHE) || !is_heard(c) || !c->speaker.person)
        return false;
    *words_ = c->speaker.words;
    *codes = c->speaker.codes;
    return true;
}

sides claim_running_sides(coder *c, int32_t i, int32_t head) {
    side kept[SIDES_MOST];
    const side_list *codes = &c->speaker.codes;
    uint32_t n = 0;
    if (!is_heard(c) || !c->tree.at[i].quoted || speaker_outside(c) >= 0)
        return nobody;
    for (; n < codes->n_codes && n < SIDES_MOST; n++)
        kept[n] = (side){ .code = codes->codes[n],
                          .kind = SIDE_PRONOUN,
                          .pronoun = true,
                          .head = head,
                          .actor = NO_ACTOR };
    return sides_copy(c, kept, n);
}

bool claim_running_speaker(coder *c, int32_t i, text *words_, side_list *codes) {
    int32_t own = c->tree.at[i].quoted ? speaker_outside(c) : -1;
    if (own >= 0 && !claim_speaker_meant(c, own, words_, codes)) {
        *words_ = side_words(c, own);
        add_codes(c, codes, own);
    }
    if (own >= 0)
        return true;
    if (!is_heard(c) || !c->tree.at[i].quoted)
        return false;
    *words_ = c->speaker.words;
    *codes = c->speaker.codes;
    return true;
}
