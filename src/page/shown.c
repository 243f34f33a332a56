/* shown.c - the days that a page's visible lines name. */
#include "page/shown.h"

#include "page/class.h"

#include <stdlib.h>

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum {
    CLOSE_BEFORE = 3,     // pieces in front of the title
    CLOSE_BEHIND = 6,     // and behind it
    NEAR_BEFORE = 8,      //
    NEAR_BEHIND = 25,     //
    LINE_WORDS_MOST = 25, // of a line that is looked at for a date
    BRIEF_WORDS = 8,      // of a line that holds little else
    ALONE_BYTES = 12,     // beside a date that stands alone: a day of the week, a dash
    HEAD_BYTES = 120,     // of a paragraph, in which a dateline may stand
    DATE_BYTES = 128,     // of a date, more than it has
    FIRST_BYTES = 80,     // beside a date that may be the first one
    LABEL_BYTES = 48,     // in front of a date, in which a word says what it is
    CLASS_BYTES = 200,    // of an element's class names that are looked at
    HOUR_BYTES = 16,      // behind it, in which an hour stands
    PIECES_MOST = 1200,   //
    DAYS_IN_LINE = 4,     //
    YEAR_FIRST = 1990,    // the Web is not older
    HEADS_MOST = 2,       //
    HEAD_WORDS = 3,       // of a heading that is no name of a site
    KINDS_MOST = 64,      // of elements that hold dates
};

when_order shown_order(text language) {
    if (text_starts(language, TEXT("en-US")) || text_starts(language, TEXT("en_US")))
        return WHEN_MONTH_FIRST;
    return language.len == 0 || text_equal_nocase(language, TEXT("en")) ? WHEN_UNKNOWN
                                                                        : WHEN_DAY_FIRST;
}

/* What the words in front of a date say of it, in the main European languages, by their stems. */
static uint64_t label_signs(text label) {
    // clang-format off
    static const text updated[] = {
        T("updat"), T("modif"), T("revised"), T("reviewed"), T("edited"), T("changed"), T("aktuali"), T("ndert am"), T("nderung"), T("stand:"), T("mise \xc3\xa0 jour"), T("mis \xc3\xa0 jour"), T("actuali"), T("atualiz"), T("aggiorna"), T("bijgewerkt"), T("gewijzigd"), T("oppdatert"), T("opdateret"), T("uppdaterad"), T("p\xc3\xa4ivitetty"), T("g\xc3\xbcncel"), T("\xd0\xbe\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2"), T("\xd0\xbe\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbb"), T("\xe6\x9b\xb4\xe6\x96\xb0"),
    };
    static const text published[] = {
        T("publi"), T("ffentlicht"), T("posted"), T("erstellt"), T("erschienen"), T("geplaatst"), T("gepubli"), T("julkaist"), T("pubbli"), T("julgivet"), T("udgivet"), T("\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xba"), T("\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb\xd1\x96\xd0\xba"), T("yay\xc4\xb1n"), T("created"), T("written"), T("submitted"), T("\xe5\x85\xac\xe9\x96\x8b"), T("\xe5\x85\xac\xe8\xa1\xa8"),
    };
    static const text other[] = {
        T("joined"), T("registered"), T("registriert"), T("founded"), T("member since"), T("mitglied seit"), T("beigetreten"), T("born"), T("geboren"), T("dabei seit"), T("inscrit"), T("expires"), T("deadline"), T("copyright"), T("\xc2\xa9"), T("retrieved"), T("accessed"), T("abgerufen"), T("erscheinungs"), T("release"), T("termin"), T("valid"), T("effective"), T("birth"),
    };
    // clang-format on
    uint64_t signs = 0;
    if (text_has_any(label, updated, sizeof updated / sizeof *updated))
        signs |= day_bit(SHOWN_UPDATED);
    if (text_has_any(label, published, sizeof published / sizeof *published))
        signs |= day_bit(SHOWN_PUBLISHED);
    if (text_has_any(label, other, sizeof other / sizeof *other))
        signs |= day_bit(SHOWN_OTHER);
    return signs;
}

/* The words in front of a date; where it starts its line, those of a short line above. */
static text label_of(const pieces *ps, uint32_t i, text line, size_t from, size_t start) {
    size_t first = start > LABEL_BYTES ? start - LABEL_BYTES : 0;
    text label = text_trim(text_cut(line, first > from ? first : from, start));
    if (label.len || i == 0 || from)
        return label;
    const piece *above = &ps->at[i - 1];
    return above->shape.n_words <= 4 ? piece_text(ps, above) : label;
}

/* The first date of a text; one that may be read two ways is read both. */
static bool next_date(const days *s, text t, date out[2], int *n, size_t *start, size_t *end) {
    size_t first[2] = { 0, 0 }, last[2] = { 0, 0 };
    *n = 0;
    if (s->order != WHEN_UNKNOWN) {
        *n = when_find(t, s->order, &out[0], start, end);
        return *n > 0;
    }
    bool month = when_find(t, WHEN_MONTH_FIRST, &out[0], &first[0], &last[0]),
         day = when_find(t, WHEN_DAY_FIRST, &out[1], &first[1], &last[1]);
    if (!month && !day)
        return false;
    *n = month && day && first[0] == first[1] && out[0].day != out[1].day ? 2 : 1;
    if (!month)
        out[0] = out[1];
    *start = month ? first[0] : first[1];
    *end = month ? last[0] : last[1];
    return true;
}

/* Kinds of elements by their names and classes, with how many dated lines stand in each: dates of
 * a list of other stories stand in elements that are alike. */
typedef struct kinds {
    uint32_t signature[KINDS_MOST];
    uint8_t count[KINDS_MOST];
    uint32_t n;
} kinds;

/* What is known while the lines are gone through. */
typedef struct look {
    days *days;
    const pieces *ps;
    kinds kinds;
    uint32_t heads[HEADS_MOST]; // the title and, where that may be wrong, the first heading
    uint32_t n_heads;
    uint8_t n_shown; // days so far
    bool had_first;
} look;

/* From before to behind pieces about the title. */
static bool is_about(const look *l, uint32_t i, uint32_t before, uint32_t behind) {
    for (uint32_t k = 0; k < l->n_heads; k++)
        if (i + before >= l->heads[k] && i <= l->heads[k] + behind)
            return true;
    return false;
}

static uint64_t zone_of(const look *l, uint32_t i) {
    const pieces *ps = l->ps;
    if (is_about(l, i, CLOSE_BEFORE, CLOSE_BEHIND))
        return day_bit(SHOWN_CLOSE);
    if (piece_is_above_story(ps, i))
        return day_bit(SHOWN_CLOSE);
    if (is_about(l, i, NEAR_BEFORE, NEAR_BEHIND))
        return day_bit(SHOWN_NEAR);
    if (ps->last && i + 2 >= ps->last && i <= ps->last + 3)
        return day_bit(SHOWN_LAST);
    return day_bit(SHOWN_FAR);
}

/* What the class names of the element that holds a line, and of the block around, say of its date.
 */
static uint64_t named_signs(const pieces *ps, const markup *m) {
    static const text updated[] = { T("updat"), T("modif"), T("edited") };
    static const text published[] = { T("publi"), T("posted"), T("created"), T("pubdate") };
    const uint32_t nodes[] = { m->node, m->block[0] };
    uint64_t signs = 0;
    for (size_t i = 0; ps->classes && i < sizeof nodes / sizeof *nodes; i++) {
        text names = nodes[i] ? html_raw_value(ps->classes->h, nodes[i], ATTR_CLASS) : TEXT("");
        names = text_opening(names, CLASS_BYTES);
        if (text_has_any(names, updated, sizeof updated / sizeof *updated))
            signs |= day_bit(SHOWN_NAMED_UPDATED);
        if (text_has_any(names, published, sizeof published / sizeof *published))
            signs |= day_bit(SHOWN_NAMED_PUBLISHED);
    }
    return signs;
}

static uint64_t markup_signs(const pieces *ps, uint32_t i) {
    const markup *m = piece_markup(ps, i);
    uint64_t signs = 0;
    if (m->near & UINT64_C(1) << FOR_DATE)
        signs |= day_bit(SHOWN_MARKED);
    if (piece_is_link(ps, i))
        signs |= day_bit(SHOWN_IN_LINK);
    if (piece_is_comment(ps, i))
        signs |= day_bit(SHOWN_IN_COMMENT);
    if (piece_is_aside(ps, i))
        signs |= day_bit(SHOWN_ASIDE);
    if (m->is_hidden)
        signs |= day_bit(SHOWN_HIDDEN);
    if (ps->title != NO_INDEX && m->article && m->article == piece_markup(ps, ps->title)->article)
        signs |= day_bit(SHOWN_IN_ARTICLE);
    return signs;
}

static uint64_t line_signs(const look *l, uint32_t i) {
    const pieces *ps = l->ps;
    const piece *p = &ps->at[i];
    uint64_t signs = zone_of(l, i) | markup_signs(ps, i);
    if (p->shape.n_words <= BRIEF_WORDS)
        signs |= day_bit(SHOWN_BRIEF);
    if (p->is_prose)
        signs |= day_bit(SHOWN_PROSE);
    return signs;
}

/* "10:30", "10.30 Uhr", "10h30" behind a date. */
static bool has_hour(text behind) {
    for (size_t i = 1; i + 1 < behind.len && i < HOUR_BYTES; i++)
        if ((behind.at[i] == ':' || behind.at[i] == 'h') &&
            is_digit((unsigned char)behind.at[i - 1]) && is_digit((unsigned char)behind.at[i + 1]))
            return true;
    return false;
}

/* From another piece, as a byte about the middle; never 0. */
static uint8_t offset_of(uint32_t i, uint32_t other) {
    int64_t offset = (int64_t)i - other + DAY_MIDDLE;
    return offset < 1 ? 1 : day_byte((size_t)offset);
}

/* The number of the kind that a line's element is of; further kinds share the last number. */
static uint8_t kind_of(look *l, uint32_t i) {
    uint32_t signature = piece_markup(l->ps, i)->signature, k = 0;
    kinds *all = &l->kinds;
    while (k < all->n && all->signature[k] != signature)
        k++;
    if (k == KINDS_MOST)
        k--;
    if (k == all->n)
        all->signature[all->n++] = signature;
    if (all->count[k] < UINT8_MAX)
        all->count[k]++;
    return (uint8_t)k;
}

/* From the nearest head, as a byte; 0 where there is none. */
static uint8_t from_head(const look *l, uint32_t i) {
    uint8_t best = 0;
    for (uint32_t k = 0; k < l->n_heads; k++) {
        uint8_t offset = offset_of(i, l->heads[k]);
        if (best == 0 || abs(offset - DAY_MIDDLE) < abs(best - DAY_MIDDLE))
            best = offset;
    }
    return best;
}

/* How well a line stands for a day of the text's own: the less the better. */
static int rank_of(uint64_t signs) {
    const uint64_t in_passing = day_bit(SHOWN_PROSE) | day_bit(SHOWN_IN_COMMENT) |
                                day_bit(SHOWN_ASIDE) | day_bit(SHOWN_OTHER);
    int rank = signs & day_bit(SHOWN_CLOSE)  ? 0
               : signs & day_bit(SHOWN_NEAR) ? 1
               : signs & day_bit(SHOWN_LAST) ? 2
                                             : 3;
    return rank + (signs & in_passing ? 4 : 0);
}

/* Of the times that a day is shown the first of the best rank counts. */
static void see_day(look *l, uint32_t i, int32_t which, uint64_t signs, size_t beside) {
    const pieces *ps = l->ps;
    if (which < date_day(YEAR_FIRST, 1, 1))
        return;
    day_seen *d = days_see(l->days, which, 0);
    if (!d)
        return;
    if (d->times < UINT8_MAX)
        d->times++;
    if (d->times > 1 && rank_of(signs) >= rank_of(d->signs))
        return;
    d->signs = (d->signs & (day_bit(SAID_END) - 1)) | signs;
    d->from_title = from_head(l, i);
    d->line_words = day_byte(ps->at[i].shape.n_words);
    d->line_rest = day_byte(beside);
    d->order = l->n_shown;
    d->kind = kind_of(l, i);
    if (l->n_shown < UINT8_MAX)
        l->n_shown++;
}

static bool is_first(const look *l, uint64_t signs, size_t beside) {
    return !l->had_first && signs & (day_bit(SHOWN_CLOSE) | day_bit(SHOWN_NEAR)) &&
           beside <= FIRST_BYTES &&
           !(signs & (day_bit(SHOWN_OTHER) | day_bit(SHOWN_PROSE) | day_bit(SHOWN_UPDATED) |
                      day_bit(SHOWN_ASIDE)));
}

static void see_line(look *l, uint32_t i) {
    const piece *p = &l->ps->at[i];
    text line = piece_text(l->ps, p);
    size_t whole = line.len;
    bool is_short = p->shape.n_words <= LINE_WORDS_MOST && !p->is_prose;
    size_t from = 0, limit = is_short ? line.len : HEAD_BYTES;
    line = text_opening(line, limit + DATE_BYTES); // what starts behind the limit is not asked for
    uint64_t signs = line_signs(l, i);
    for (int k = 0; k < DAYS_IN_LINE; k++) {
        date day[2];
        int n;
        size_t start, end;
        if (!next_date(l->days, text_cut(line, from, line.len), day, &n, &start, &end) ||
            from + start > limit)
            return;
        size_t beside = whole - (end - start);
        if (k == 0)
            signs |= named_signs(l->ps, piece_markup(l->ps, i));
        uint64_t all = signs | label_signs(label_of(l->ps, i, line, from, from + start));
        if (beside <= ALONE_BYTES)
            all |= day_bit(SHOWN_ALONE);
        if (has_hour(text_cut(line, from + end, line.len)))
            all |= day_bit(SHOWN_HOUR);
        if (is_first(l, all, beside)) {
            all |= day_bit(SHOWN_FIRST);
            l->had_first = true;
        }
        see_day(l, i, day[0].day, all, beside);
        if (n == 2)
            see_day(l, i, day[1].day, all | day_bit(SHOWN_GUESSED), beside);
        from += end;
    }
}

static void see_lines(look *l, uint32_t first, uint32_t end) {
    const pieces *ps = l->ps;
    for (uint32_t i = first; i < ps->n && i < end; i++)
        if (ps->at[i].shape.n_digits >= 3 &&
            (!ps->at[i].is_prose || i <= NEAR_BEHIND || is_about(l, i, 0, NEAR_BEHIND)))
            see_line(l, i);
}

static void add_head(look *l, uint32_t head) {
    if (head != NO_INDEX)
        l->heads[l->n_heads++] = head;
}

/* The first heading of the page that is not the title and more than a site's name. */
static uint32_t other_head(const pieces *ps) {
    for (uint32_t i = 0; i < ps->n && ps->markup; i++)
        if (ps->markup[i].level == 1 && ps->at[i].shape.n_words >= HEAD_WORDS)
            return i == ps->title ? NO_INDEX : i;
    return NO_INDEX;
}

/* Where the text starts behind a head; its own lines stand before that. */
static uint32_t story_behind(const pieces *ps, uint32_t head) {
    uint32_t i = head;
    while (i < ps->n && i < head + CLOSE_BEHIND && (i == head || !ps->at[i].is_prose))
        i++;
    return i;
}

void shown_see(days *s, const pieces *ps) {
    look l = { .days = s, .ps = ps };
    add_head(&l, ps->title != NO_INDEX || ps->last == 0 ? ps->title : ps->first);
    add_head(&l, other_head(ps));
    uint32_t first = 0;
    for (uint32_t k = 0; ps->markup && k < l.n_heads; k++)
        first = k == 0 || l.heads[k] < first ? l.heads[k] : first;
    uint32_t story = story_behind(ps, first);
    see_lines(&l, first, story);
    for (uint32_t i = first; i > 0 && i + NEAR_BEFORE > first; i--)
        if (ps->at[i - 1].shape.n_digits >= 3)
            see_line(&l, i - 1);
    see_lines(&l, story, first + PIECES_MOST);
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].times)
            s->at[i].alike = l.kinds.count[s->at[i].kind];
}
