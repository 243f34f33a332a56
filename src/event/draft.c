/* draft.c - questions that the judges of a draft share; see draft.h. */
#include "event/draft.h"

#include "event/side.h"

#include <string.h>

void draft_set(coder *c, side **list, uint32_t *n, const side *at, uint32_t count_) {
    *list = side_copy(c, at, count_);
    *n = *list ? count_ : 0;
}

bool draft_stands_at(const coder *c, int32_t i) {
    for (uint32_t k = 0; k < c->n_drafts; k++)
        if (c->drafts[k].trigger == i)
            return true;
    return false;
}

bool draft_any_code(const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (s[i].code.len)
            return true;
    return false;
}

bool draft_all_of(const draft *d, uint8_t part) {
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (side_sector(&d->actors[i]) != part)
            return false;
    return d->n_actors > 0;
}

bool draft_is_mode(const draft *d, const char *name) {
    return strcmp(plover_mode_name((event_type)d->type, d->mode), name) == 0;
}

text draft_country(text code) {
    return code.len > 3 ? text_cut(code, 0, 3) : code;
}

bool draft_names_country(const coder *c) {
    for (uint32_t i = c->first_hit; i < c->end_hit; i++)
        if (c->names->hits[i].kind != ACTOR_ORG)
            return true;
    return false;
}

bool draft_has_word(const coder *c, word_class class) {
    for (int32_t i = 0; i < c->tree.n; i++)
        if (node_in(&c->tree.at[i], class) ||
            (i > 1 && c->tree.at[i - 1].grammar == G_HYPHEN &&
             words_get(c->words, class, words_join(c->tree.at[i - 2].lemma, c->tree.at[i].lemma))))
            return true;
    return false;
}

bool draft_has_lemma(const coder *c, const char *lemma) {
    uint64_t word = words_hash(text_of(lemma));
    for (int32_t i = 0; i < c->tree.n; i++)
        if (c->tree.at[i].lemma == word)
            return true;
    return false;
}

uint32_t draft_countries(const side *s, uint32_t n, text *out, uint32_t have, uint32_t most) {
    for (uint32_t i = 0; i < n; i++) {
        bool again = s[i].code.len == 0;
        for (uint32_t k = 0; k < have && !again; k++)
            again = text_equal(out[k], side_country(&s[i]));
        if (!again && have < most)
            out[have++] = side_country(&s[i]);
    }
    return have;
}

const rule *draft_rule(const coder *c, const draft *d) {
    return d->rule == NO_RULE ? NULL : &c->rules->items[d->rule];
}

bool draft_is_mutual(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    return r && (r->flags & RULE_RECIPROCAL);
}

bool draft_plans_meeting(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    return d->type == EVENT_AGREE && r && r->type == EVENT_CONSULT;
}
