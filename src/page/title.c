/* title.c - the title of a page: the visible heading that says what the head says, or the head's
 * own words. */
#include "page/title.h"

#include "page/class.h"

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum { TITLE_WORDS_MOST = 40 };

/* The last " | ", " - ", " – ", " — ", " · ", " » ", " : " of a title. */
static size_t last_bar(text t, size_t *len) {
    static const text bars[] = { T(" | "),
                                 T(" - "),
                                 T(" \xe2\x80\x93 "),
                                 T(" \xe2\x80\x94 "),
                                 T(" \xc2\xb7 "),
                                 T(" \xc2\xbb "),
                                 T(" \xe2\x80\xa2 "),
                                 T(" :: "),
                                 T(" // "),
                                 T(" \xe2\x80\xba "),
                                 T(" < "),
                                 T(" \xc2\xab ") };
    for (size_t at = t.len; at > 0; at--) {
        if (t.at[at - 1] != ' ')
            continue;
        for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
            if (text_starts(text_cut(t, at - 1, t.len), bars[i])) {
                *len = bars[i].len;
                return at - 1;
            }
    }
    return SIZE_MAX;
}

static uint32_t count_words(text t) {
    uint32_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += !is_space((unsigned char)t.at[i]) && (i == 0 || is_space((unsigned char)t.at[i - 1]));
    return n;
}

text title_bare(text title, text site) {
    for (int round = 0; round < 2; round++) {
        size_t len = 0, at = last_bar(title, &len);
        if (at == SIZE_MAX)
            break;
        text head = text_cut(title, 0, at), tail = text_cut(title, at + len, title.len);
        bool named = site.len && (text_find_nocase(tail, site) != SIZE_MAX ||
                                  text_find_nocase(site, tail) != SIZE_MAX);
        bool hyphen = len == 3 && title.at[at + 1] == '-',
             bar = len == 3 && title.at[at + 1] == '|';
        uint32_t n_head = count_words(head), n_tail = count_words(tail);
        // A short tail is the site; behind a mere hyphen it must be shorter still.
        if (!named && !(bar && n_head >= 2) &&
            (n_head < 3 || n_tail > (hyphen ? 4u : 5u) || n_tail >= n_head))
            break;
        title = text_trim(head);
    }
    return title;
}

typedef struct title_words {
    word_list list;
    uint64_t bits; // of all of them
} title_words;

static void words_of(text t, title_words *out) {
    shape_words(t, &out->list);
    out->bits = 0;
    for (uint32_t i = 0; i < out->list.n; i++)
        out->bits |= word_bit(out->list.at[i]);
}

/* How much of the longer text's words the other has too, by hashes of words. */
static float shared(word_row a, const title_words *b) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a.n; i++)
        n += b->bits & word_bit(a.at[i]) && word_holds(b->list.at, b->list.n, a.at[i].hash);
    uint32_t most = a.n > b->list.n ? a.n : b->list.n;
    return most ? (float)n / (float)most : 0;
}

/* What a page's head says of its title, at most four ways. */
typedef struct titles {
    text said[4];
    title_words words[4];
    title_words site;
    uint32_t n, n_h1;
    text whole[2]; // with the site's name
} titles;

static void gather_titles(const metadata *m, const pieces *ps, titles *t) {
    text site = m->site.len ? m->site : m->linked.site;
    text all[4] = { title_bare(m->og_title, site), title_bare(m->title_tag, site),
                    m->linked.headline, title_bare(m->twitter_title, site) };
    t->n = t->n_h1 = t->site.list.n = 0;
    t->whole[0] = m->og_title;
    t->whole[1] = m->title_tag;
    for (int i = 0; i < 4; i++)
        if (all[i].len) {
            t->said[t->n] = all[i];
            words_of(all[i], &t->words[t->n++]);
        }
    // Where no site is named, the end of the title that was cut off names it.
    text bare = title_bare(m->title_tag, site);
    if (site.len == 0 && bare.len + 3 < m->title_tag.len)
        site = text_cut(m->title_tag, bare.len + 3, m->title_tag.len);
    if (site.len)
        words_of(site, &t->site);
    for (uint32_t i = 0; i < ps->n; i++)
        t->n_h1 += ps->markup[i].level == 1 && ps->at[i].shape.n_words > 1;
}

/* A pilcrow at the end of a heading is its link. */
static text bare_heading(text t) {
    text pilcrow = TEXT("\xc2\xb6");
    return text_ends(t, pilcrow) ? text_trim(text_cut(t, 0, t.len - pilcrow.len)) : t;
}

/* "Quickstart" where the head says "Quickstart | Manual". */
static bool begins_title(const titles *t, text heading) {
    for (int i = 0; i < 2; i++) {
        text w = t->whole[i];
        size_t len = 0, at = last_bar(w, &len);
        while (at != SIZE_MAX && at > heading.len) {
            w = text_cut(w, 0, at);
            at = last_bar(w, &len);
        }
        if (at == heading.len && text_starts(w, heading))
            return true;
    }
    return false;
}

static float heading_score(const pieces *ps, uint32_t i, const titles *t) {
    const piece *p = &ps->at[i];
    const markup *m = &ps->markup[i];
    word_row own = piece_words(ps, p);
    float score = 0;
    for (uint32_t k = 0; k < t->n; k++) {
        float s = shared(own, &t->words[k]);
        if (s > score)
            score = s;
    }
    if (m->level == 1)
        score += t->n_h1 == 1 && t->n == 0                               ? 1.0f
                 : t->n_h1 == 1 && p->shape.n_words > 1 && score > 0.15f ? 0.9f
                                                                         : 0.5f;
    else if (m->level == 2)
        score += 0.25f;
    else if (m->near & UINT64_C(1) << FOR_TITLE)
        score += 0.2f;
    if (piece_is_aside(ps, i))
        score -= 0.4f;
    if (m->is_hidden)
        score -= 0.3f;
    if (m->level == 1 && begins_title(t, bare_heading(piece_text(ps, p))))
        score += 0.5f;
    // A heading that only names the site is its sign.
    if (t->site.list.n && shared(own, &t->site) > 0.6f)
        score -= 0.6f;
    return score;
}

/* Where a heading holds more than the title ("Opinion" before it, a date behind), the head's words
 * are the title; "" if the heading is. */
static text title_of_heading(const titles *t, text heading) {
    for (int i = 0; i < 2; i++)
        if (heading.len && text_find_nocase(t->whole[i], heading) != SIZE_MAX)
            return TEXT("");
    for (uint32_t k = 0; k < t->n; k++)
        if (t->words[k].list.n >= 4 && t->said[k].len < heading.len &&
            (text_ends(heading, t->said[k]) || text_starts(heading, t->said[k])))
            return t->said[k];
    text bare = bare_heading(heading);
    return bare.len < heading.len ? bare : TEXT("");
}

void title_choose(const metadata *m, pieces *ps, text *title) {
    titles t;
    float best = 0.95f;
    *title = TEXT("");
    gather_titles(m, ps, &t);
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        bool is_heading = ps->markup[i].level || (ps->markup[i].near & UINT64_C(1) << FOR_TITLE);
        if (!is_heading || p->shape.n_words == 0 || p->shape.n_words > TITLE_WORDS_MOST)
            continue;
        float score = heading_score(ps, i, &t);
        if (score > best + 0.001f) {
            best = score;
            ps->title = i;
        }
    }
    if (ps->title != NO_INDEX)
        *title = title_of_heading(&t, piece_text(ps, &ps->at[ps->title]));
    else if (t.n)
        *title = t.said[0];
    else
        *title = m->meta_title;
    ps->title_is_apart = title->len > 0;
}
