/* title.c - the title of a page: the visible heading that says what the head says, or the head's
 * own words. */
#include "page/title.h"

#include "base/utf8.h"
#include "page/byline.h"
#include "page/class.h"
#include "page/when.h"

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum {
    TITLE_WORDS_MOST = 40,
    TITLE_WORDS_SURE = 4, // that hardly stand together elsewhere
    LINK_REACH = 3,       // elements from a heading's own up to its link
};

/* Bytes of the " | ", " - ", " – ", " — ", " · ", " » ", " : " that a text starts with; 0: none. */
static size_t bar_of(text t) {
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
    if (t.len > 1 && t.at[0] == ' ' && !is_alnum((unsigned char)t.at[1])) // most words
        for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
            if (text_starts(t, bars[i]))
                return bars[i].len;
    return 0;
}

/* The last of them in a title. */
static size_t last_bar(text t, size_t *len) {
    for (size_t at = t.len; at > 0; at--)
        if (t.at[at - 1] == ' ' && (*len = bar_of(text_cut(t, at - 1, t.len))) > 0)
            return at - 1;
    return SIZE_MAX;
}

static bool names_site(text tail, text site) {
    return site.len &&
           (text_find_nocase(tail, site) != SIZE_MAX || text_find_nocase(site, tail) != SIZE_MAX);
}

static uint32_t count_words(text t) {
    uint32_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += !is_space((unsigned char)t.at[i]) && (i == 0 || is_space((unsigned char)t.at[i - 1]));
    return n;
}

/* The words of a title without the site's name behind a bar or dash. */
static text bare_title(text title, text site) {
    for (int round = 0; round < 2; round++) {
        size_t len = 0, at = last_bar(title, &len);
        if (at == SIZE_MAX)
            break;
        text head = text_cut(title, 0, at), tail = text_cut(title, at + len, title.len);
        bool named = names_site(tail, site);
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

/* The same of a title that the head gives apart from its title element: where that goes on behind
 * it with a bar, a dash in it is its own. */
static text bare_inside(text title, text whole, text site) {
    text bare = bare_title(title, site);
    if (bare.len == title.len || title.len >= whole.len || !text_starts(whole, title))
        return bare;
    text tail = text_cut(title, bare.len, title.len);
    size_t bar = bar_of(tail), len = 0;
    bool is_own = bar && tail.at[1] != '|' && !names_site(text_cut(tail, bar, tail.len), site) &&
                  last_bar(text_cut(tail, bar, tail.len), &len) == SIZE_MAX;
    return is_own && bar_of(text_cut(whole, title.len, whole.len)) ? title : bare;
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
    text all[4] = { bare_inside(m->og_title, m->title_tag, site), bare_title(m->title_tag, site),
                    m->linked.headline, bare_inside(m->twitter_title, m->title_tag, site) };
    t->n = t->n_h1 = t->site.list.n = 0;
    t->whole[0] = m->og_title;
    t->whole[1] = m->title_tag;
    for (int i = 0; i < 4; i++)
        if (all[i].len) {
            t->said[t->n] = all[i];
            words_of(all[i], &t->words[t->n++]);
        }
    // Where no site is named, the end of the title that was cut off names it.
    text bare = bare_title(m->title_tag, site);
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

/* The address of a site's front: "/", "https://a.example", "/index.html". */
static bool is_front(text address) {
    size_t scheme = text_find(address, TEXT("://"));
    text path = text_trim(address);
    if (scheme != SIZE_MAX) {
        path = text_cut(path, scheme + 3, path.len);
        size_t slash = text_find(path, TEXT("/"));
        path = slash == SIZE_MAX ? TEXT("/") : text_cut(path, slash, path.len);
    }
    return text_equal(path, TEXT("/")) || text_equal(path, TEXT("./")) ||
           text_starts(path, TEXT("/index."));
}

/* Whether a heading is a link to the site's front, or stands in one. */
static bool leads_home(const pieces *ps, uint32_t i) {
    const html *h = ps->classes->h;
    uint32_t root = ps->markup[i].node, a = root;
    if (!piece_is_link(ps, i))
        return false;
    for (int up = 0; a && up < LINK_REACH && h->nodes[a].tag != TAG_A; up++)
        a = h->nodes[a].parent;
    if (!a || h->nodes[a].tag != TAG_A)
        for (a = root; a && h->nodes[a].tag != TAG_A;)
            a = html_walk(h, a, root);
    return a && html_has(h, a) & UINT64_C(1) << ATTR_HREF &&
           is_front(html_raw_value(h, a, ATTR_HREF));
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
    // A heading that only names the site, or leads to its front, is its sign.
    if ((t->site.list.n && shared(own, &t->site) > 0.6f) || leads_home(ps, i))
        score -= 0.6f;
    return score;
}

static bool is_function_word(text w) {
    shape s;
    word_list all;
    shape_of(w, &s, &all);
    return s.n_function > 0;
}

/* Whether the last words of a heading, but not all, are those of a title: "Opinion" stands before
 * it, while "The" or "What is the" belongs to it. */
static bool ends_so(text heading, const title_words *own, const title_words *said) {
    uint32_t n = said->list.n, skip = own->list.n - n;
    if (n < TITLE_WORDS_SURE || n >= own->list.n)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (own->list.at[skip + i].hash != said->list.at[i].hash)
            return false;
    word last = own->list.at[skip - 1];
    return !is_function_word(text_cut(heading, last.start, last.end));
}

static bool is_letter_at(text t, size_t i) {
    return i < t.len && utf8_is_letter(utf8_next(t, &i));
}

/* "By Ann Lee", "24 January 2019": what may stand behind a title in its heading. */
static bool is_byline(text t) {
    date day;
    byline b;
    if (when_find(t, WHEN_DAY_FIRST, &day, NULL, NULL))
        return true;
    byline_read(t, SEEN, &b);
    return b.says_by && b.n && byline_is_person(b.names[0]);
}

/* Whether a heading runs into a title, or a date or a name follows it. */
static bool holds_more(text heading, text said) {
    if (said.len >= heading.len)
        return false;
    if (text_ends(heading, said))
        return true;
    return text_starts(heading, said) &&
           (is_letter_at(heading, said.len) || is_byline(text_cut(heading, said.len, heading.len)));
}

/* Where a heading holds more than the title ("Opinion" before it, a date behind), the head's words
 * are the title; "" if the heading is. */
static text title_of_heading(const titles *t, text heading) {
    for (int i = 0; i < 2; i++)
        if (heading.len && text_find_nocase(t->whole[i], heading) != SIZE_MAX)
            return TEXT("");
    title_words own;
    words_of(heading, &own);
    for (uint32_t k = 0; k < t->n; k++)
        if (ends_so(heading, &own, &t->words[k]) ||
            (t->words[k].list.n >= TITLE_WORDS_SURE && holds_more(heading, t->said[k])))
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
