/* trait.c - what the role model sees of each piece. */
#include "page/trait.h"

#include "base/hash.h"
#include "page/lanes.h"
#include "page/when.h"

#include <string.h>

enum {
    VALUE_MOST = 255,
    MIDDLE = 128,    // zero of a signed from_middle
    NEAR = 3,        // pieces on each side of a window
    AROUND = 8,      // and of a wider one
    SURE = 150,      // score of a piece that is likely kept
    DATE_WORDS = 16, // a longer line is no date
    BODY_GRAM = 3,   // words of a run looked for in the JSON-LD body
    BODY_WORDS_MOST = 60000,
};

static uint8_t bounded(uint32_t value) {
    return (uint8_t)(value < VALUE_MOST ? value : VALUE_MOST);
}

static void set(traits f, uint32_t which, uint32_t i, uint32_t value) {
    f.at[(size_t)which * f.stride + i] = bounded(value);
}

/* One trait a bit, from the first on; they are 0 before. */
static void set_bits(traits f, uint32_t first, uint32_t i, uint64_t bits) {
    for (; bits; bits &= bits - 1)
        set(f, first + (uint32_t)__builtin_ctzll(bits), i, 1);
}

/* Eight steps a doubling. */
static uint32_t scale(uint32_t x) {
    uint32_t v = x + 1, log = v ? 31 - (uint32_t)__builtin_clz(v) : 0;
    uint32_t part = log >= 3 ? v >> (log - 3) & 7 : v << (3 - log) & 7;
    return log * 8 + part;
}

static uint32_t share(uint64_t part, uint64_t whole) {
    return whole ? (uint32_t)(part * 200 / whole) : 0;
}

static uint32_t from_middle(int64_t d) {
    d += MIDDLE;
    return d < 0 ? 0 : d > VALUE_MOST ? VALUE_MOST : (uint32_t)d;
}

/* ---- the text ---- */

static void look_at_cue(traits f, uint32_t i, const cue *c) {
    static const uint8_t roles[CUE_TRAITS] = {
        ROLE_RELATED, ROLE_READ_MORE,   ROLE_SHARE,         ROLE_NEWSLETTER,
        ROLE_COOKIE,  ROLE_COMMENT,     ROLE_PAYWALL,       ROLE_FOOTER,
        ROLE_PRODUCT, ROLE_OTHER_STORY, ROLE_AUTHOR_BOX,    ROLE_TAGS,
        ROLE_CAPTION, ROLE_NAVIGATION,  ROLE_ADVERTISEMENT, ROLE_DATE,
    };
    if (!c)
        return;
    set(f, F_CUE_ROLE, i, c->role);
    set(f, F_CUE_PLACE, i, c->place);
    for (uint32_t k = 0; k < CUE_TRAITS; k++)
        if (roles[k] == c->role)
            set(f, F_CUE + k, i, c->place);
}

static bool starts_with_sign(text t) {
    unsigned char c = t.len ? (unsigned char)t.at[0] : 'a';
    return (c < 0x80 && !is_alnum(c) && c != '"' && c != '\'' && c != '(') ||
           text_starts(t, TEXT("\xe2\x80\xa2")) || text_starts(t, TEXT("\xc2\xb7"));
}

static void look_at_flags(traits f, uint32_t i, const piece *p, text t) {
    const shape *s = &p->shape;
    const bool flags[] = { s->ends_stop,    s->ends_colon,   s->ends_dots,    s->starts_upper,
                           s->starts_lower, s->starts_quote, s->starts_digit, starts_with_sign(t),
                           s->all_capitals, s->has_price,    s->has_address,  p->glued,
                           p->is_prose };
    for (uint32_t k = 0; k < sizeof flags / sizeof *flags; k++)
        if (flags[k])
            set(f, F_FLAGS_FIRST + k, i, 1);
}

static void look_at_text(traits f, const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    const shape *s = &p->shape;
    text t = piece_text(ps, p);
    date day;
    set(f, F_WORDS, i, s->n_words);
    set(f, F_CHARS, i, scale(s->n_chars));
    set(f, F_STOPS, i, s->n_stops);
    set(f, F_COMMAS, i, s->n_commas);
    set(f, F_FUNCTION, i, share(s->n_function, s->n_words));
    set(f, F_CAPITAL, i, share(s->n_capital, s->n_words));
    set(f, F_VERBS, i, s->n_verbs);
    set(f, F_DIGITS, i, share(s->n_digits, s->n_chars));
    set(f, F_WORD_LENGTH, i, s->n_words ? s->n_letters * 8 / s->n_words : 0);
    look_at_flags(f, i, p, t);
    size_t from, to;
    if (s->n_digits >= 3 && s->n_words <= DATE_WORDS &&
        when_find(t, WHEN_DAY_FIRST, &day, &from, &to)) {
        set(f, F_DATE, i, 1);
        set(f, F_DATE_REST, i, 1 + (uint32_t)(t.len - (to - from)));
    }
    set(f, F_CREDIT, i, p->credit);
    look_at_cue(f, i, p->cue);
    set(f, F_GAP, i, p->gap);
    set(f, F_GAP_NEXT, i, i + 1 < ps->n && ps->at[i + 1].gap);
}

/* Groups the pieces by their texts. */
static bool group_texts(traits *f, const pieces *ps) {
    uint32_t *keys = arena_room(ps->scratch, ps->n, sizeof *keys);
    for (uint32_t i = 0; keys && i < ps->n; i++)
        keys[i] = ps->at[i].shape.hash;
    return keys && alike_group(&f->texts, ps->scratch, keys, ps->n);
}

/* How often a text stands in the page, and whether this is the first time. */
static bool look_for_repeats(traits f, const pieces *ps) {
    const alike *texts = &f.texts;
    uint32_t *counts = arena_array(ps->scratch, texts->n_groups, sizeof *counts);
    if (!counts)
        return false;
    for (uint32_t i = 0; i < ps->n; i++)
        counts[texts->group[i]]++;
    for (uint32_t i = 0; i < ps->n; i++) {
        set(f, F_REPEATED, i, counts[texts->group[i]]);
        set(f, F_FIRST_OF_REPEATED, i, texts->first[texts->group[i]] == i);
    }
    return true;
}

/* Words shared with the title. */
static void look_for_title(traits f, const pieces *ps) {
    word_row title = { NULL, 0 };
    uint64_t seen = 0; // of the title's words, one bit each by their hashes
    if (ps->title != NO_INDEX)
        title = piece_words(ps, &ps->at[ps->title]);
    for (uint32_t b = 0; b < title.n; b++)
        seen |= word_bit(title.at[b]);
    for (uint32_t i = 0; i < ps->n; i++) {
        set(f, F_FROM_TITLE, i, ps->title == NO_INDEX ? 0 : from_middle((int64_t)i - ps->title));
        if (title.n == 0 || ps->at[i].shape.n_words > SHAPE_WORDS_MOST)
            continue;
        word_row own = piece_words(ps, &ps->at[i]);
        uint32_t n = 0;
        for (uint32_t a = 0; a < own.n; a++)
            n += seen & word_bit(own.at[a]) && word_holds(title.at, title.n, own.at[a].hash);
        set(f, F_TITLE_SHARE, i, share(n, own.n > title.n ? own.n : title.n));
        set(f, F_IS_TITLE, i,
            ps->at[i].shape.hash == ps->at[ps->title].shape.hash ? i == ps->title ? 2 : 1 : 0);
    }
}

/* Sums of prose and words in windows, by running sums. */
static bool look_around(traits f, const pieces *ps) {
    uint32_t *prose = arena_array(ps->scratch, ps->n + 1, sizeof *prose);
    uint32_t *words = arena_array(ps->scratch, ps->n + 1, sizeof *words);
    if (!prose || !words)
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        words[i + 1] = words[i] + ps->at[i].shape.n_words;
        prose[i + 1] = prose[i] + (ps->at[i].is_prose ? ps->at[i].shape.n_words : 0);
    }
    uint32_t all = words[ps->n], all_prose = prose[ps->n], before = VALUE_MOST, behind = VALUE_MOST;
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t near_from = i > NEAR ? i - NEAR : 0,
                 near_to = i + NEAR + 1 < ps->n ? i + NEAR + 1 : ps->n;
        uint32_t from = i > AROUND ? i - AROUND : 0,
                 to = i + AROUND + 1 < ps->n ? i + AROUND + 1 : ps->n;
        set(f, F_PLACE, i, share(i, ps->n));
        set(f, F_WORDS_BEFORE, i, share(words[i], all));
        set(f, F_PROSE_BEFORE, i, before);
        set(f, F_PROSE_NEAR, i, scale(prose[near_to] - prose[near_from]));
        set(f, F_PROSE_AROUND, i, scale(prose[to] - prose[from]));
        set(f, F_WORDS_NEAR, i, scale(words[near_to] - words[near_from]));
        set(f, F_WORDS_AROUND, i, scale(words[to] - words[from]));
        set(f, F_PAGE_WORDS, i, scale(all));
        set(f, F_PAGE_PIECES, i, scale(ps->n));
        set(f, F_PAGE_PROSE, i, share(all_prose, all));
        before = ps->at[i].is_prose ? 1 : before + (before < VALUE_MOST);
    }
    for (uint32_t i = ps->n; i > 0; i--) {
        set(f, F_PROSE_BEHIND, i - 1, behind);
        behind = ps->at[i - 1].is_prose ? 1 : behind + (behind < VALUE_MOST);
    }
    return true;
}

/* How far above the heading of a box of links stands, with no prose between. */
static void look_for_boxes(traits f, const pieces *ps) {
    uint32_t since = 0;
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        if (p->cue && p->cue->opens_box)
            since = 1;
        else if (p->is_prose && since)
            since = 0;
        set(f, F_BOX, i, since);
        since += since > 0 && since < VALUE_MOST;
    }
}

static void copy_neighbour(traits f, uint32_t to, uint32_t from, int step) {
    uint32_t far = step < 0 ? (uint32_t)-step : (uint32_t)step, n = f.n > far ? f.n - far : 0;
    uint8_t *into = f.at + (size_t)to * f.stride;
    const uint8_t *column = f.at + (size_t)from * f.stride;
    memset(into, VALUE_MOST, f.n);
    memcpy(into + (step < 0 ? far : 0), column + (step < 0 ? 0 : far), n);
}

static const int steps[NEIGHBOURS] = { -1, 1, -2, 2 };

static void look_at_neighbours(traits f) {
    static const uint16_t columns[NEIGHBOUR_TRAITS] = {
        F_WORDS,        F_ENDS_STOP, F_PROSE,    F_CAPITAL,  F_CUE_ROLE,
        F_STARTS_UPPER, F_DIGITS,    F_FUNCTION, F_REPEATED,
    };
    for (uint32_t s = 0; s < NEIGHBOURS; s++)
        for (uint32_t k = 0; k < NEIGHBOUR_TRAITS; k++)
            copy_neighbour(f, F_NEIGHBOURS + s * NEIGHBOUR_TRAITS + k, columns[k], steps[s]);
}

/* ---- the tree ---- */

/* Sums over the pieces of a block or of one signature. */
typedef struct sums {
    uint32_t words, prose, chars, links, n;
    uint64_t score;
} sums;

static void sum_up(sums *s, const piece *p, const markup *m) {
    s->words += p->shape.n_words;
    s->prose += p->is_prose ? p->shape.n_words : 0;
    s->chars += p->end - p->start;
    s->links += m->link_chars;
    s->n++;
}

/* Groups the pieces by their signatures, and the blocks around them. */
static bool group_markup(traits *f, const pieces *ps) {
    uint32_t *signatures = arena_room(ps->scratch, ps->n, sizeof *signatures);
    uint32_t *blocks = arena_room(ps->scratch, ps->n, BLOCKS * sizeof *blocks);
    if (!signatures || !blocks)
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        signatures[i] = ps->markup[i].signature;
        memcpy(blocks + BLOCKS * i, ps->markup[i].block, BLOCKS * sizeof *blocks);
    }
    return alike_group(&f->signatures, ps->scratch, signatures, ps->n) &&
           alike_group(&f->blocks, ps->scratch, blocks, BLOCKS * ps->n);
}

/* A sum for each group of blocks; that of no block is empty. */
static sums *sum_blocks(const traits *f, const pieces *ps) {
    sums *all = arena_array(ps->scratch, f->blocks.n_groups, sizeof *all);
    for (uint32_t i = 0; all && i < ps->n; i++)
        for (uint32_t k = 0; k < BLOCKS; k++)
            if (ps->markup[i].block[k])
                sum_up(&all[f->blocks.group[BLOCKS * i + k]], &ps->at[i], &ps->markup[i]);
    return all;
}

static void look_at_tag(traits f, uint32_t i, const markup *m) {
    static const uint16_t tags[TAG_TRAITS] = {
        TAG_P,       TAG_LI,  TAG_DIV, TAG_TD,     TAG_FIGCAPTION, TAG_BLOCKQUOTE,
        TAG_SECTION, TAG_PRE, TAG_DD,  TAG_BUTTON, TAG_ARTICLE,    TAG_BODY
    };
    for (uint32_t k = 0; k < TAG_TRAITS; k++)
        if (m->tag == tags[k])
            set(f, F_TAG + k, i, 1);
}

static void look_at_place(traits f, const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    const markup *m = &ps->markup[i];
    uint32_t chars = p->end - p->start;
    set(f, F_LINKS, i, m->n_links);
    set(f, F_LINK_SHARE, i, share(m->link_chars, chars));
    set(f, F_BOLD_SHARE, i, share(m->bold_chars, chars));
    set(f, F_DEPTH, i, m->depth);
    set(f, F_LEVEL, i, m->level);
    set(f, F_ITEM_DEPTH, i, m->item_depth);
    set(f, F_HIDDEN, i, m->is_hidden);
    look_at_tag(f, i, m);
    set_bits(f, F_ABOVE, i, m->above);
    set_bits(f, F_NEAR, i, m->near);
    set_bits(f, F_FAR, i, m->far);
}

/* What is said of a group of blocks or of a signature. */
typedef struct group_traits {
    uint8_t at[BLOCK_TRAITS];
} group_traits;

/* The whole is that of the page. */
static group_traits *look_at_sums(const pieces *ps, const sums *all, uint32_t n,
                                  const sums *whole) {
    group_traits *out = arena_room(ps->scratch, n, sizeof *out);
    for (uint32_t g = 0; out && g < n; g++) {
        const sums *s = &all[g];
        out[g] =
            (group_traits){ { bounded(share(s->prose, whole->prose)),
                              bounded(share(s->links, s->chars)), bounded(scale(s->n)),
                              bounded(scale(s->prose)), bounded(share(s->words, whole->words)) } };
    }
    return out;
}

/* A column from one trait of the groups that pieces are of; group i stands at group[i * step]. */
static void spread(traits f, uint32_t which, const group_traits *all, uint32_t trait_of_group,
                   const uint32_t *group, uint32_t step) {
    uint8_t *column = f.at + (size_t)which * f.stride;
    for (uint32_t i = 0; i < f.n; i++)
        column[i] = all[group[(size_t)i * step]].at[trait_of_group];
}

static bool look_at_blocks(traits f, const pieces *ps, uint32_t best, const sums *whole) {
    const sums *blocks = sum_blocks(&f, ps);
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t level = 0;
        while (level < BLOCKS && ps->markup[i].block[level] != best)
            level++;
        set(f, F_BEST_LEVEL, i, level);
    }
    memset(f.at + (size_t)F_PAGE_LINKS * f.stride, bounded(share(whole->links, whole->chars)),
           ps->n);
    const group_traits *all = blocks ? look_at_sums(ps, blocks, f.blocks.n_groups, whole) : NULL;
    for (uint32_t k = 0; all && k < BLOCKS; k++)
        for (uint32_t t = 0; t < BLOCK_TRAITS; t++)
            spread(f, F_BLOCKS + k * BLOCK_TRAITS + t, all, t, f.blocks.group + k, BLOCKS);
    return all != NULL;
}

/* The block that directly holds the paragraphs with most words. */
static uint32_t best_block(const pieces *ps, const html *h) {
    uint32_t *held = arena_array(ps->scratch, h->n_nodes, sizeof *held), best = 0;
    for (uint32_t i = 0; held && i < ps->n; i++) {
        uint32_t node = ps->markup[i].block[1];
        if (!ps->at[i].is_prose || piece_is_link(ps, i))
            continue;
        held[node] += ps->at[i].shape.n_words;
        if (node && held[node] > held[best])
            best = node;
    }
    return best;
}

static bool look_at_signatures(traits f, const pieces *ps, const sums *whole) {
    sums *sum = arena_array(ps->scratch, f.signatures.n_groups, sizeof *sum);
    for (uint32_t i = 0; sum && i < ps->n; i++)
        sum_up(&sum[f.signatures.group[i]], &ps->at[i], &ps->markup[i]);
    const group_traits *all = sum ? look_at_sums(ps, sum, f.signatures.n_groups, whole) : NULL;
    if (!all)
        return false;
    spread(f, F_SIGNATURE_PROSE, all, 0, f.signatures.group, 1);
    spread(f, F_SIGNATURE_LINKS, all, 1, f.signatures.group, 1);
    spread(f, F_SIGNATURE_COUNT, all, 2, f.signatures.group, 1);
    return true;
}

/* The runs of three words of the JSON-LD body, as a set. */
static bool body_runs(const pieces *ps, text body, map *runs) {
    word_list list;
    uint64_t a = 0, b = 0;
    uint32_t n = 0;
    for (size_t at = 0; at < body.len && n < BODY_WORDS_MOST;) {
        size_t end = at;
        uint32_t blanks = 0;
        while (end < body.len && blanks < SHAPE_WORDS_MOST / 2)
            blanks += is_space((unsigned char)body.at[end++]);
        shape_words(text_cut(body, at, end), &list);
        for (uint32_t i = 0; i < list.n; i++, n++) {
            uint64_t c = list.at[i].hash;
            if (!map_put(runs, ps->scratch, hash_mix(hash_mix(a, b), c), 1))
                return false;
            a = b;
            b = c;
        }
        at = end;
    }
    return true;
}

/* How much of each piece the JSON-LD body holds; 255 where the page has none. */
static bool look_at_body(traits f, const pieces *ps, text body) {
    map runs = { 0 };
    bool has_body = body.len > 200;
    if (has_body && !body_runs(ps, body, &runs))
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t n = 0, hits = 0, value;
        if (!has_body) {
            set(f, F_BODY_SHARE, i, VALUE_MOST);
            continue;
        }
        word_row own = piece_words(ps, &ps->at[i]);
        for (uint32_t k = 2; k < own.n; k++, n++)
            hits += map_get(
                &runs, hash_mix(hash_mix(own.at[k - 2].hash, own.at[k - 1].hash), own.at[k].hash),
                &value);
        set(f, F_BODY_SHARE, i, n ? share(hits, n) : 220);
    }
    return true;
}

static void look_at_tree_neighbours(traits f, const pieces *ps) {
    static const uint16_t columns[] = { F_LINK_SHARE, F_LEVEL, F_SIGNATURE_PROSE };
    for (uint32_t s = 0; s < NEIGHBOURS; s++) {
        for (uint32_t k = 0; k < 3; k++)
            copy_neighbour(f, F_TREE_NEIGHBOURS + s * 4 + k, columns[k], steps[s]);
        for (uint32_t i = 0; i < f.n; i++) {
            int64_t k = (int64_t)i + steps[s];
            bool inside = k >= 0 && k < (int64_t)f.n;
            uint32_t same = inside ? (ps->markup[i].signature == ps->markup[k].signature) +
                                         (ps->markup[i].block[1] == ps->markup[k].block[1])
                                   : 0;
            set(f, F_TREE_NEIGHBOURS + s * 4 + 3, i, same);
        }
    }
}

/* Which article element and which heading a piece stands under. */
static void look_above(traits f, const pieces *ps) {
    uint32_t main_headings = 0, since = VALUE_MOST, level = 0, cue_role = 0;
    uint32_t home = ps->title != NO_INDEX ? ps->markup[ps->title].article : 0;
    for (uint32_t i = 0; i < ps->n; i++) {
        const markup *m = &ps->markup[i];
        set(f, F_ARTICLE, i, m->article);
        set(f, F_SAME_ARTICLE, i, home == 0 ? 0 : m->article == home ? 1 : 2);
        set(f, F_MAIN_HEADINGS_BEFORE, i, main_headings);
        set(f, F_SINCE_HEADING, i, since);
        set(f, F_LAST_LEVEL, i, level);
        set(f, F_LAST_HEADING_CUE, i, cue_role);
        since += since < VALUE_MOST;
        if (!m->level)
            continue;
        main_headings += m->level == 1;
        since = 1;
        level = m->level;
        cue_role = ps->at[i].cue ? ps->at[i].cue->role : 0;
    }
}

static void look_for_media(traits f, const pieces *ps) {
    uint32_t since = VALUE_MOST;
    for (uint32_t i = 0; i < ps->n; i++) {
        since = ps->markup[i].n_media ? 0 : since + (since < VALUE_MOST);
        set(f, F_MEDIA_SINCE, i, since);
    }
}

static void look_at_runs(traits f) {
    const uint32_t *group = f.signatures.group;
    for (uint32_t i = 0, end; i < f.n; i = end) {
        for (end = i + 1; end < f.n && group[end] == group[i];)
            end++;
        for (uint32_t k = i; k < end; k++)
            set(f, F_RUN, k, end - i);
    }
}

/* How many blocks of the page are of the kind of a block around: paragraphs share one, the cards of
 * other stories have one each. */
static bool look_at_kinds(traits f, const pieces *ps, uint32_t level) {
    alike kinds;
    uint32_t *keys = arena_room(ps->scratch, ps->n, sizeof *keys);
    uint32_t *n = arena_array(ps->scratch, ps->n + 1, sizeof *n);
    bool *seen = arena_array(ps->scratch, f.blocks.n_groups + 1, sizeof *seen);
    for (uint32_t i = 0; keys && i < ps->n; i++)
        keys[i] = ps->markup[i].kind[level];
    if (!keys || !n || !seen || !alike_group(&kinds, ps->scratch, keys, ps->n))
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t group = f.blocks.group[BLOCKS * i + level + 1];
        n[kinds.group[i]] += !seen[group];
        seen[group] = true;
    }
    for (uint32_t i = 0; i < ps->n; i++)
        set(f, F_KINDS + level, i, n[kinds.group[i]]);
    return true;
}

static bool look_at_tree(traits f, const pieces *ps, const html *h, const metadata *m) {
    sums whole = { 0 };
    for (uint32_t i = 0; i < ps->n; i++) {
        look_at_place(f, ps, i);
        set(f, F_PAGE_IS_ARTICLE, i, m->linked.is_article);
        sum_up(&whole, &ps->at[i], &ps->markup[i]);
    }
    if (!look_at_blocks(f, ps, best_block(ps, h), &whole) || !look_at_signatures(f, ps, &whole) ||
        !look_at_body(f, ps, m->linked.body))
        return false;
    look_at_tree_neighbours(f, ps);
    look_above(f, ps);
    look_for_media(f, ps);
    look_at_runs(f);
    return look_at_kinds(f, ps, 0) && look_at_kinds(f, ps, 1);
}

bool traits_look(traits *f, pieces *ps, const html *h, const metadata *m) {
    f->n = ps->n;
    f->stride = (ps->n + LANES - 1) / LANES * LANES;
    f->at = arena_array(ps->scratch, TRAITS, f->stride);
    if (!f->at || !group_texts(f, ps) || (h && !group_markup(f, ps)))
        return false;
    for (uint32_t i = 0; i < ps->n; i++)
        look_at_text(*f, ps, i);
    look_for_title(*f, ps);
    look_for_boxes(*f, ps);
    if (!look_for_repeats(*f, ps) || !look_around(*f, ps))
        return false;
    look_at_neighbours(*f);
    return !h || (look_at_tree(*f, ps, h, m) && !ps->scratch->failed);
}

/* ---- words and names ---- */

static void set_hints(traits f, uint32_t at, const uint8_t *score) {
    for (uint32_t i = 0; i < f.n; i++)
        set(f, at, i, score[i]);
    for (uint32_t s = 0; s < NEIGHBOURS; s++)
        copy_neighbour(f, at + 1 + s, at, steps[s]);
}

void traits_hinted(traits *f, const uint8_t *words, const uint8_t *names) {
    set_hints(*f, F_HINT_WORDS, words);
    if (names)
        set_hints(*f, F_HINT_NAMES, names);
}

/* ---- a first judgement ---- */

static void judged_neighbours(traits f, const uint8_t *score) {
    for (uint32_t i = 0; i < f.n; i++) {
        set(f, F_SCORE, i, score[i]);
        for (uint32_t k = 0; k < NEAR; k++) {
            set(f, F_SCORE_NEAR + k, i, i > k ? score[i - k - 1] : 0);
            set(f, F_SCORE_NEAR + NEAR + k, i, i + k + 1 < f.n ? score[i + k + 1] : 0);
        }
    }
}

/* Kept words before and behind, distances to the first and last likely piece, best scores near. */
static void judged_place(traits f, const pieces *ps, const uint8_t *score) {
    uint32_t first = f.n, last = 0;
    uint64_t kept = 0, before = 0;
    for (uint32_t i = 0; i < f.n; i++) {
        kept += (uint64_t)score[i] * ps->at[i].shape.n_words;
        if (score[i] < SURE || ps->at[i].shape.n_words < 4)
            continue;
        first = first == f.n ? i : first;
        last = i;
    }
    for (uint32_t i = 0; i < f.n; i++) {
        uint32_t best_before = 0, best_behind = 0;
        uint64_t own = (uint64_t)score[i] * ps->at[i].shape.n_words;
        for (uint32_t k = 1; k <= AROUND; k++) {
            if (i >= k && score[i - k] > best_before)
                best_before = score[i - k];
            if (i + k < f.n && score[i + k] > best_behind)
                best_behind = score[i + k];
        }
        set(f, F_SCORE_BEFORE, i, scale((uint32_t)(before / VALUE_MOST)));
        set(f, F_SCORE_BEHIND, i, scale((uint32_t)((kept - before - own) / VALUE_MOST)));
        set(f, F_SCORE_SHARE_BEFORE, i, share(before, kept));
        set(f, F_SCORE_FROM_FIRST, i, from_middle((int64_t)i - first));
        set(f, F_SCORE_FROM_LAST, i, from_middle((int64_t)i - last));
        set(f, F_SCORE_BEST_BEFORE, i, best_before);
        set(f, F_SCORE_BEST_BEHIND, i, best_behind);
        set(f, F_SCORE_PAGE, i, scale((uint32_t)(kept / VALUE_MOST)));
        before += own;
    }
}

/* The mean score of a group, by words. */
static void add_score(sums *s, const piece *p, uint8_t score) {
    s->words += p->shape.n_words + 1;
    s->score += (uint64_t)score * (p->shape.n_words + 1);
}

static uint32_t mean_score(const sums *s) {
    return s->words ? (uint32_t)(s->score / s->words) : 0;
}

static bool judged_groups(traits f, const pieces *ps, const uint8_t *score) {
    const uint32_t *signature = f.signatures.group, *around = f.blocks.group;
    sums *signatures = arena_array(ps->scratch, f.signatures.n_groups, sizeof *signatures);
    sums *blocks = arena_array(ps->scratch, f.blocks.n_groups, sizeof *blocks);
    if (!signatures || !blocks)
        return false;
    for (uint32_t i = 0; i < f.n; i++) {
        add_score(&signatures[signature[i]], &ps->at[i], score[i]);
        for (uint32_t k = 0; k < BLOCKS; k++)
            add_score(&blocks[around[BLOCKS * i + k]], &ps->at[i], score[i]);
    }
    for (uint32_t i = 0; i < f.n; i++) {
        set(f, F_SCORE_SIGNATURE, i, mean_score(&signatures[signature[i]]));
        for (uint32_t k = 0; k < BLOCKS; k++)
            set(f, F_SCORE_BLOCK + k, i, mean_score(&blocks[around[BLOCKS * i + k]]));
    }
    return true;
}

/* The best score of an earlier piece with the same text. */
static bool judged_repeats(traits f, const pieces *ps, const uint8_t *score) {
    uint8_t *best = arena_array(ps->scratch, f.texts.n_groups, sizeof *best);
    for (uint32_t i = 0; best && i < f.n; i++) {
        uint8_t *was = &best[f.texts.group[i]];
        set(f, F_SCORE_REPEATED, i, *was);
        if (score[i] > *was)
            *was = score[i];
    }
    return best != NULL;
}

bool traits_judged(traits *f, pieces *ps, const html *h, const uint8_t *score) {
    judged_neighbours(*f, score);
    judged_place(*f, ps, score);
    return judged_repeats(*f, ps, score) && (!h || judged_groups(*f, ps, score));
}
