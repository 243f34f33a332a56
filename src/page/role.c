/* role.c - which pieces of an HTML page are the story, and what the others are. */
#include "page/role.h"

#include "page/class.h"
#include "page/when.h"

enum { LINKED_SHARE = 2, SHORT_WORDS = 5, BYLINE_WORDS = 16 };

#define FOR(purpose) (UINT64_C(1) << (purpose))
#define DROPPED                                                                                    \
    (FOR(FOR_SHARE) | FOR(FOR_RELATED) | FOR(FOR_COMMENT) | FOR(FOR_MENU) | FOR(FOR_FOOTER) |      \
     FOR(FOR_SIDE) | FOR(FOR_ADVERT) | FOR(FOR_NEWSLETTER) | FOR(FOR_COOKIE) | FOR(FOR_CAPTION) |  \
     FOR(FOR_TAGS) | FOR(FOR_POPUP) | FOR(FOR_AUTHOR_BOX) | FOR(FOR_BYLINE))

/* ---- roles ---- */

typedef struct reason {
    uint64_t purposes;
    uint16_t above;
    uint8_t role;
    const char *why;
} reason;

/* In the order in which they are asked. */
static const reason reasons[] = {
    { FOR(FOR_COOKIE), 0, ROLE_COOKIE, "in an element for consent" },
    { FOR(FOR_COMMENT), 0, ROLE_COMMENT, "in an element for comments" },
    { FOR(FOR_NEWSLETTER), 0, ROLE_NEWSLETTER, "in an element for a newsletter" },
    { FOR(FOR_SHARE), 0, ROLE_SHARE, "in an element for sharing" },
    { FOR(FOR_CAPTION), IN_FIGURE, ROLE_CAPTION, "caption or credit of a picture" },
    { FOR(FOR_RELATED) | FOR(FOR_READ_MORE), 0, ROLE_RELATED, "in an element for related stories" },
    { FOR(FOR_PAGER), 0, ROLE_OTHER_STORY, "leads to another story" },
    { FOR(FOR_ADVERT), 0, ROLE_ADVERTISEMENT, "in an element for advertisements" },
    { FOR(FOR_PRODUCT), 0, ROLE_PRODUCT, "in an element for products" },
    { FOR(FOR_PAYWALL), 0, ROLE_PAYWALL, "in an element for subscribers" },
    { FOR(FOR_AUTHOR_BOX), IN_ADDRESS, ROLE_AUTHOR_BOX, "note on the author" },
    { FOR(FOR_TAGS), 0, ROLE_TAGS, "in an element for topics" },
    { FOR(FOR_MENU), IN_NAV, ROLE_NAVIGATION, "in a menu" },
    { FOR(FOR_FOOTER) | FOR(FOR_LEGAL), IN_FOOTER, ROLE_FOOTER, "in the page's foot" },
    { FOR(FOR_SIDE), IN_ASIDE, ROLE_RELATED, "beside the story" },
    { FOR(FOR_FORM) | FOR(FOR_ACCOUNT) | FOR(FOR_TOOLS), IN_FORM | IN_BUTTON | IN_DIALOG,
      ROLE_NAVIGATION, "of a form or button" },
};

static bool is_date(const pieces *ps, const piece *p) {
    date day;
    return p->shape.n_digits >= 3 && p->shape.n_words <= BYLINE_WORDS && !p->is_prose &&
           when_find(piece_text(ps, p), WHEN_DAY_FIRST, &day, NULL, NULL);
}

static bool is_duplicate(const pieces *ps, uint32_t i) {
    return ps->title != NO_INDEX && ps->at[i].shape.hash == ps->at[ps->title].shape.hash;
}

/* Reasons for which a dropped piece was dropped, the most telling first. */
static void name_dropped(pieces *ps, uint32_t i, float weight) {
    piece *p = &ps->at[i];
    const markup *m = &ps->markup[i];
    if (is_duplicate(ps, i)) {
        piece_say(p, ROLE_DUPLICATE, weight, "the title again");
        return;
    }
    if (p->cue) {
        piece_say(p, (role)p->cue->role, weight, p->cue->why);
        return;
    }
    if ((m->near & FOR(FOR_BYLINE)) && p->shape.n_words <= BYLINE_WORDS) {
        piece_say(p, ROLE_BYLINE, weight, "in an element for the author's name");
        return;
    }
    if (is_date(ps, p)) {
        piece_say(p, ROLE_DATE, weight, "a date and little else");
        return;
    }
    for (int far = 0; far < 2; far++)
        for (size_t k = 0; k < sizeof reasons / sizeof *reasons; k++)
            if ((reasons[k].purposes & (far ? m->far : m->near)) || (reasons[k].above & m->above)) {
                piece_say(p, (role)reasons[k].role, weight, reasons[k].why);
                return;
            }
    if (m->near & FOR(FOR_SUMMARY))
        piece_say(p, ROLE_SUMMARY, weight, "in an element for the summary");
    else if (m->link_chars * LINKED_SHARE > p->end - p->start)
        piece_say(p, ROLE_NAVIGATION, weight, "mostly links");
    else if (i < ps->first)
        piece_say(p, ROLE_NAVIGATION, weight, "above the story");
    else if (p->is_prose)
        piece_say(p, ROLE_OTHER_STORY, weight, "sentences apart from the story");
    else
        piece_say(p, i < ps->last ? ROLE_RELATED : ROLE_FOOTER, weight,
                  i < ps->last ? "a short line that is no part of the story" : "below the story");
}

static void name_kept(pieces *ps, uint32_t i, float weight) {
    piece *p = &ps->at[i];
    const markup *m = &ps->markup[i];
    p->level = m->level;
    if (m->level)
        piece_say(p, ROLE_HEADING, weight, "heading inside the story");
    else if (m->above & IN_QUOTE)
        piece_say(p, ROLE_QUOTATION, weight, "quotation inside the story");
    else if (m->item_depth && (m->above & IN_LIST)) {
        piece_say(p, ROLE_LIST, weight, "list item inside the story");
        p->level = m->item_depth;
    } else
        piece_say(p, ROLE_PARAGRAPH, weight,
                  p->is_prose ? "sentences inside the story" : "a line inside the story");
}

void role_name_piece(pieces *ps, uint32_t i, bool keep, float weight) {
    if (i == ps->title) {
        piece_say(&ps->at[i], ROLE_TITLE, weight, "headline: says what the page's head says");
        ps->at[i].kept = false;
    } else if (keep) {
        name_kept(ps, i, weight);
    } else {
        name_dropped(ps, i, weight);
    }
}

/* ---- rules ---- */

static bool is_story_prose(const piece *p, const markup *m) {
    return p->is_prose && !m->is_hidden && !(m->near & DROPPED) &&
           !(m->above & (IN_NAV | IN_FOOTER | IN_FIGURE | IN_FORM)) &&
           m->link_chars * LINKED_SHARE < p->end - p->start;
}

/* The block whose paragraphs, and half as much whose blocks' paragraphs, hold most words. */
static uint32_t best_block(const pieces *ps, uint32_t *sums) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < ps->n; i++) {
        if (!is_story_prose(&ps->at[i], &ps->markup[i]))
            continue;
        for (int k = 1; k < 4; k++) {
            uint32_t node = ps->markup[i].block[k];
            sums[node] += ps->at[i].shape.n_words * 4 / (1u << (k - 1));
            if (sums[node] > sums[best] || best == 0)
                best = node;
        }
    }
    return best;
}

static bool lies_in(const markup *m, uint32_t node) {
    return m->block[0] == node || m->block[1] == node || m->block[2] == node || m->block[3] == node;
}

bool role_judge_by_rules(const html *h, pieces *ps) {
    uint32_t *sums = arena_array(ps->scratch, h->n_nodes, sizeof *sums);
    if (!sums)
        return false;
    uint32_t best = best_block(ps, sums);
    ps->first = ps->n;
    for (uint32_t i = 0; best && i < ps->n; i++)
        if (lies_in(&ps->markup[i], best) && is_story_prose(&ps->at[i], &ps->markup[i])) {
            ps->first = ps->first == ps->n ? i : ps->first;
            ps->last = i + 1;
        }
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        const markup *m = &ps->markup[i];
        bool inside = best && i >= ps->first && i < ps->last && lies_in(m, best) && !m->is_hidden &&
                      !(m->near & DROPPED) && !p->cue &&
                      m->link_chars * LINKED_SHARE < p->end - p->start;
        bool keep = inside && (p->is_prose || m->level > 1 || p->shape.ends_stop ||
                               p->shape.n_words > SHORT_WORDS);
        role_name_piece(ps, i, keep, 0.7f);
    }
    return true;
}
