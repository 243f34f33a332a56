/* published.c - the day of a page's text. A day gets the sum of the weights of the places that name
 * it, and the one with the largest sum is taken: two sources that agree outdo one that stands
 * alone, and the day that the reader is shown beside the headline outdoes a hidden one. */
#include "page/published.h"

#include "page/class.h"
#include "page/script.h"
#include "page/when.h"

#include <string.h>

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum {
    DAYS_MOST = 96,       // different days of one page; later ones are left out
    ABOVE_STORY = 6,      // lines of plain text above the first of its story
    CLOSE_BEFORE = 3,     // pieces in front of the title
    CLOSE_BEHIND = 6,     // and behind it
    NEAR_BEFORE = 8,      //
    NEAR_BEHIND = 25,     //
    LINE_WORDS_MOST = 25, // of a line that is looked at for a date
    BRIEF_WORDS = 8,      // of a line that holds little else
    HEAD_BYTES = 120,     // of a paragraph, in which a dateline may stand
    DATE_BYTES = 128,     // of a date, more than it has
    LABEL_BYTES = 48,     // in front of a date, in which a word says what it is
    PIECES_MOST = 1200,   //
    SOON_DAYS = 10,
    DAYS_IN_LINE = 4,       //
    TIME_REACH = 6000,      // bytes of markup from the title to a time element of its story
    SCRIPT_DATE_REACH = 40, // bytes behind the name of a field
    ADDRESS_YEAR_FIRST = 1990,
    SHOWN_YEAR_FIRST = 1990, // the Web is not older
    WEIGHT_LEAST = -180,     // a day with less is none of the text: a date far from any headline
    COPY_ADDRESS = 43,       // bytes of an archive's address in front of the page's own
};

typedef enum place {
    PLACE_LINKED = 0,
    PLACE_META,
    PLACE_TIME_PUBLISHED,
    PLACE_META_PLAIN,
    PLACE_ADDRESS,
    PLACE_TIME_CLOSE,
    PLACE_ATTRIBUTE,
    PLACE_SHOWN_FIRST, // the first one around the title
    PLACE_SHOWN_CLOSE,
    PLACE_SHOWN_NEAR,
    PLACE_SHOWN_END,
    PLACE_SHOWN_FAR,
    PLACE_SHOWN_PUBLISHED, // said to be of publication
    PLACE_SHOWN_UPDATED,
    PLACE_TIME_FIRST,
    PLACE_TIME_MODIFIED,
    PLACE_LATER, // as one of these, but not the first of them
    PLACE_LINKED_ANY,
    PLACE_SCRIPT,
    PLACE_LINKED_MODIFIED,
    PLACE_META_MODIFIED,
    PLACES,
    // what is seen of a visible line
    SEEN_MARKED = PLACES, // in an element for dates
    SEEN_BRIEF,
    SEEN_PROSE,
    SEEN_IN_LINK,
    SEEN_IN_COMMENT,
    SEEN_ASIDE,
    SEEN_OTHER,   // the day somebody joined or was born
    SEEN_GUESSED, // "03/04/2019", the month taken to be first
    SEEN_JUDGED,  // to be a line of date or author
    SEEN_SOON,    // a few days behind the day that the data name: of a later version
    SIGNS
} place;

/* A day and the places that name it. */
typedef struct day_seen {
    int32_t day;
    uint32_t signs; // bits of enum place
} day_seen;

typedef struct days {
    day_seen at[DAYS_MOST];
    uint32_t n;
    when_order order;
} days;

static void see(days *s, int32_t day, uint32_t signs) {
    uint32_t i = 0;
    while (i < s->n && s->at[i].day != day)
        i++;
    if (i == DAYS_MOST)
        return;
    if (i == s->n)
        s->at[s->n++] = (day_seen){ day, 0 };
    s->at[i].signs |= signs;
}

static uint32_t bit(place p) {
    return UINT32_C(1) << p;
}

/* ---- data ---- */

/* The day as it is written: a time zone must not move it. */
static bool written_day(text t, when_order order, date *out) {
    t = text_trim(t);
    if (t.len > 10 && (t.at[10] == 'T' || t.at[10] == ' ') && date_iso(text_cut(t, 0, 10), out))
        return true;
    if (t.len == 14 || t.len == 12)
        if (date_iso(text_cut(t, 0, 8), out))
            return true;
    return when_read(t, order, out) && out->precision >= DATE_DAY;
}

static void see_written(days *s, text t, place p) {
    date day;
    if (written_day(t, WHEN_UNKNOWN, &day)) {
        see(s, day.day, bit(p));
        return;
    }
    if (written_day(t, WHEN_DAY_FIRST, &day))
        see(s, day.day, bit(p));
    if (written_day(t, WHEN_MONTH_FIRST, &day))
        see(s, day.day, bit(p));
}

/* ".../2019/01/24/...", ".../2019-01-24-...", ".../20190124/..." in an address. */
static bool address_day(text url, date *out) {
    // The address of an archive holds the day of its copy.
    if (text_find(url, TEXT("web.archive.org/")) != SIZE_MAX && url.len > COPY_ADDRESS)
        url = text_cut(url, COPY_ADDRESS, url.len);
    for (size_t i = 0; i + 8 <= url.len; i++) {
        if (!is_digit((unsigned char)url.at[i]) ||
            (i > 0 && is_digit((unsigned char)url.at[i - 1])))
            continue;
        size_t end = i;
        while (end < url.len &&
               (is_digit((unsigned char)url.at[end]) || url.at[end] == '/' || url.at[end] == '-'))
            end++;
        text t = text_cut(url, i, end);
        while (t.len && !is_digit((unsigned char)t.at[t.len - 1]))
            t.len--;
        int year = t.len >= 4 ? (t.at[0] - '0') * 1000 + (t.at[1] - '0') * 100 +
                                    (t.at[2] - '0') * 10 + t.at[3] - '0'
                              : 0;
        if (year < ADDRESS_YEAR_FIRST || year > 2100)
            continue;
        size_t stop = 0;
        if (when_find(t, WHEN_UNKNOWN, out, NULL, &stop) && stop <= 10)
            return true;
        if (t.len >= 8 && date_iso(text_cut(t, 0, 8), out))
            return true;
    }
    return false;
}

/* Names of fields in the order in which they are trusted, each with its anchor. */
static const struct date_key {
    script_key key;
    uint8_t anchor; // in anchors
} date_keys[] = {
    { { T("datePublished"), 5 }, 0 },  { { T("published_at"), 1 }, 0 },
    { { T("publishedAt"), 1 }, 0 },    { { T("publishDate"), 1 }, 0 },
    { { T("publish_date"), 1 }, 0 },   { { T("publishedDate"), 1 }, 0 },
    { { T("published_date"), 1 }, 0 }, { { T("publicationDate"), 1 }, 0 },
    { { T("PublishingDate"), 1 }, 0 }, { { T("firstPublished"), 6 }, 0 },
    { { T("published-date"), 1 }, 0 }, { { T("dateCreated"), 5 }, 1 },
    { { T("publishedOn"), 1 }, 0 },    { { T("\"pubdate\""), 0 }, 2 },
    { { T("\"pubDate\""), 0 }, 2 },    { { T("created_at"), 1 }, 1 },
    { { T("display_date"), 1 }, 3 },   { { T("displayDate"), 1 }, 3 },
};
static const text anchors[] = { T("ubli"), T("reated"), T("\"pub"), T("isplay") };
enum { DATE_KEYS = sizeof date_keys / sizeof *date_keys };

/* Finds all keys, by one pass for each anchor. */
static void find_keys(text source, size_t behind[DATE_KEYS]) {
    for (size_t a = 0; a < sizeof anchors / sizeof *anchors; a++) {
        script_key keys[DATE_KEYS];
        size_t places[DATE_KEYS], n = 0;
        for (size_t k = 0; k < DATE_KEYS; k++)
            if (date_keys[k].anchor == a)
                keys[n++] = date_keys[k].key;
        script_find(source, anchors[a], keys, n, places);
        n = 0;
        for (size_t k = 0; k < DATE_KEYS; k++)
            if (date_keys[k].anchor == a)
                behind[k] = places[n++];
    }
}

/* Dates in the data of scripts, by the names that publishing systems give them. */
static bool script_day(text source, date *out) {
    size_t behind[DATE_KEYS];
    find_keys(source, behind);
    for (size_t k = 0; k < DATE_KEYS; k++) {
        if (behind[k] == SIZE_MAX)
            continue;
        size_t at = behind[k],
               end = source.len - at < SCRIPT_DATE_REACH ? source.len : at + SCRIPT_DATE_REACH;
        if (when_find(text_cut(source, at, end), WHEN_UNKNOWN, out, NULL, NULL))
            return true;
    }
    return false;
}

static void see_data(days *s, const metadata *m, const pieces *ps, const doc *d) {
    date day;
    uint32_t title = ps->title == NO_INDEX || !ps->markup
                         ? 0
                         : trail_source_above(ps->trail, ps->at[ps->title].start);
    uint32_t had = 0;
    see_written(s, m->linked.published, PLACE_LINKED);
    see_written(s, m->linked.modified, PLACE_LINKED_MODIFIED);
    see_written(s, m->linked.any_published, PLACE_LINKED_ANY);
    for (uint32_t i = 0; i < m->n_dates; i++) {
        static const place places[] = { PLACE_META,          PLACE_META_PLAIN,
                                        PLACE_META_MODIFIED, PLACE_TIME_PUBLISHED,
                                        PLACE_TIME_MODIFIED, PLACE_TIME_CLOSE,
                                        PLACE_ATTRIBUTE };
        const date_said *said = &m->dates[i];
        place p = places[said->mark];
        bool is_close = said->at + TIME_REACH / 2 > title && said->at < title + TIME_REACH;
        if (said->mark == DATED_TIME && !(had & bit(PLACE_TIME_FIRST))) {
            see_written(s, said->when, PLACE_TIME_FIRST);
            had |= bit(PLACE_TIME_FIRST);
        }
        if ((p == PLACE_TIME_CLOSE || p == PLACE_ATTRIBUTE) && !is_close)
            continue;
        see_written(s, said->when, had & bit(p) ? PLACE_LATER : p);
        had |= bit(p);
    }
    if (address_day(d->page.url, &day) || address_day(m->canonical, &day))
        see(s, day.day, bit(PLACE_ADDRESS));
}

/* ---- what is shown ---- */

/* What "03/04/2019" means in a language: the United States alone put the month first. */
static when_order order_of(text language) {
    if (text_starts(language, TEXT("en-US")) || text_starts(language, TEXT("en_US")))
        return WHEN_MONTH_FIRST;
    return language.len == 0 || text_equal_nocase(language, TEXT("en")) ? WHEN_UNKNOWN
                                                                        : WHEN_DAY_FIRST;
}

static bool has_any(text t, const text *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (text_find_nocase(t, words[i]) != SIZE_MAX)
            return true;
    return false;
}

/* What the words in front of a date say of it, in the main European languages, by their stems. */
static uint32_t label_signs(text label) {
    // clang-format off
    static const text updated[] = {
        T("updat"), T("modif"), T("revised"), T("reviewed"), T("edited"), T("changed"), T("aktuali"), T("ndert am"), T("nderung"), T("stand:"), T("mise \xc3\xa0 jour"), T("mis \xc3\xa0 jour"), T("actuali"), T("atualiz"), T("aggiorna"), T("bijgewerkt"), T("gewijzigd"), T("oppdatert"), T("opdateret"), T("uppdaterad"), T("p\xc3\xa4ivitetty"), T("g\xc3\xbcncel"), T("\xd0\xbe\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2"), T("\xd0\xbe\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbb"), T("\xe6\x9b\xb4\xe6\x96\xb0"),
    };
    static const text published[] = {
        T("publi"), T("ffentlicht"), T("posted"), T("erstellt"), T("erschienen"), T("geplaatst"), T("gepubli"), T("julkaist"), T("pubbli"), T("julgivet"), T("udgivet"), T("\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xba"), T("\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb\xd1\x96\xd0\xba"), T("yay\xc4\xb1n"), T("created"), T("written"), T("submitted"), T("\xe5\x85\xac\xe9\x96\x8b"), T("\xe5\x85\xac\xe8\xa1\xa8"),
    };
    static const text other[] = {
        T("joined"), T("registered"), T("registriert"), T("founded"), T("member since"), T("mitglied seit"), T("beigetreten"), T("born"), T("geboren"), T("dabei seit"), T("inscrit"), T("expires"), T("deadline"), T("copyright"), T("\xc2\xa9"), T("retrieved"), T("accessed"), T("abgerufen"),
    };
    // clang-format on
    uint32_t signs = 0;
    if (has_any(label, updated, sizeof updated / sizeof *updated))
        signs |= bit(PLACE_SHOWN_UPDATED);
    if (has_any(label, published, sizeof published / sizeof *published))
        signs |= bit(PLACE_SHOWN_PUBLISHED);
    if (has_any(label, other, sizeof other / sizeof *other))
        signs |= bit(SEEN_OTHER);
    return signs;
}

static const uint32_t zones = UINT32_C(1) << PLACE_SHOWN_CLOSE | UINT32_C(1) << PLACE_SHOWN_NEAR |
                              UINT32_C(1) << PLACE_SHOWN_END | UINT32_C(1) << PLACE_SHOWN_FAR;

/* The words in front of a date; where it starts its line, those of a short line above. */
static text label_of(const pieces *ps, uint32_t i, text line, size_t from, size_t start) {
    size_t first = start > LABEL_BYTES ? start - LABEL_BYTES : 0;
    text label = text_trim(text_cut(line, first > from ? first : from, start));
    if (label.len || i == 0 || from)
        return label;
    const piece *above = &ps->at[i - 1];
    return above->shape.n_words <= 4 ? piece_text(ps, above) : label;
}

static uint32_t zone_of(const pieces *ps, uint32_t i) {
    uint32_t title = ps->title;
    if (title != NO_INDEX && i + CLOSE_BEFORE >= title && i <= title + CLOSE_BEHIND)
        return bit(PLACE_SHOWN_CLOSE);
    // The title of plain text is a guess, where its story starts is surer.
    if (!ps->markup && i + ABOVE_STORY >= ps->first && i <= ps->first + 1)
        return bit(PLACE_SHOWN_CLOSE);
    if (title != NO_INDEX && i + NEAR_BEFORE >= title && i <= title + NEAR_BEHIND)
        return bit(PLACE_SHOWN_NEAR);
    if (ps->last && i + 2 >= ps->last && i <= ps->last + 3)
        return bit(PLACE_SHOWN_END);
    return bit(PLACE_SHOWN_FAR);
}

static uint32_t line_signs(const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    const markup *m = piece_markup(ps, i);
    uint32_t signs = zone_of(ps, i);
    if (m->near & UINT64_C(1) << FOR_DATE)
        signs |= bit(SEEN_MARKED);
    if (p->role == ROLE_DATE || p->role == ROLE_BYLINE)
        signs |= bit(SEEN_JUDGED);
    if (p->shape.n_words <= BRIEF_WORDS)
        signs |= bit(SEEN_BRIEF);
    if (p->is_prose)
        signs |= bit(SEEN_PROSE);
    if (m->link_chars * 2 > p->end - p->start)
        signs |= bit(SEEN_IN_LINK);
    if ((m->near | m->far) & UINT64_C(1) << FOR_COMMENT)
        signs |= bit(SEEN_IN_COMMENT);
    if (m->above & (IN_NAV | IN_ASIDE | IN_FOOTER))
        signs |= bit(SEEN_ASIDE);
    return signs;
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

/* The first time that a day is shown counts. */
static void see_shown_day(days *s, int32_t day, uint32_t signs) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].day == day && s->at[i].signs & zones)
            return;
    if (day >= date_day(SHOWN_YEAR_FIRST, 1, 1))
        see(s, day, signs);
}

static void see_line(days *s, const pieces *ps, uint32_t i, bool *is_first) {
    const piece *p = &ps->at[i];
    text line = piece_text(ps, p);
    bool is_short = p->shape.n_words <= LINE_WORDS_MOST && !p->is_prose;
    size_t from = 0, limit = is_short ? line.len : HEAD_BYTES;
    line = text_opening(line, limit + DATE_BYTES); // what starts behind the limit is not asked for
    uint32_t signs = line_signs(ps, i);
    for (int k = 0; k < DAYS_IN_LINE; k++) {
        date day[2];
        int n;
        size_t start, end;
        if (!next_date(s, text_cut(line, from, line.len), day, &n, &start, &end) ||
            from + start > limit)
            return;
        uint32_t all = signs | label_signs(label_of(ps, i, line, from, from + start));
        if (*is_first && all & (bit(PLACE_SHOWN_CLOSE) | bit(PLACE_SHOWN_NEAR)) &&
            !(all & (bit(SEEN_OTHER) | bit(SEEN_PROSE) | bit(PLACE_SHOWN_UPDATED)))) {
            all |= bit(PLACE_SHOWN_FIRST);
            *is_first = false;
        }
        see_shown_day(s, day[0].day, all);
        if (n == 2)
            see_shown_day(s, day[1].day, all | bit(SEEN_GUESSED));
        from += end;
    }
}

static void see_shown(days *s, const pieces *ps) {
    bool is_first = true;
    uint32_t title = ps->title == NO_INDEX || !ps->markup ? 0 : ps->title;
    for (uint32_t i = title; i < ps->n && i < title + PIECES_MOST; i++)
        if (ps->at[i].shape.n_digits >= 3 && (i <= title + NEAR_BEHIND || !ps->at[i].is_prose))
            see_line(s, ps, i, &is_first);
    for (uint32_t i = title; i > 0 && i + NEAR_BEFORE > title; i--)
        if (ps->at[i - 1].shape.n_digits >= 3)
            see_line(s, ps, i - 1, &is_first);
}

/* ---- the choice ---- */

/* Hundredths of the log-odds that a day is the text's, fitted by conditional logit. */
// clang-format off
static const int16_t weights[2][SIGNS] = {
    {
        [PLACE_LINKED] = 77,
        [PLACE_META] = 239,
        [PLACE_TIME_PUBLISHED] = 83,
        [PLACE_META_PLAIN] = 43,
        [PLACE_ADDRESS] = 111,
        [PLACE_TIME_CLOSE] = 49,
        [PLACE_ATTRIBUTE] = 22,
        [PLACE_SHOWN_FIRST] = 88,
        [PLACE_SHOWN_CLOSE] = 121,
        [PLACE_SHOWN_NEAR] = -15,
        [PLACE_SHOWN_END] = -15,
        [PLACE_SHOWN_FAR] = -143,
        [PLACE_SHOWN_PUBLISHED] = 75,
        [PLACE_SHOWN_UPDATED] = 14,
        [PLACE_TIME_FIRST] = 67,
        [PLACE_TIME_MODIFIED] = -5,
        [PLACE_LATER] = 73,
        [PLACE_LINKED_ANY] = 40,
        [PLACE_SCRIPT] = 40,
        [PLACE_LINKED_MODIFIED] = 37,
        [PLACE_META_MODIFIED] = -58,
        [SEEN_MARKED] = 19,
        [SEEN_BRIEF] = 27,
        [SEEN_PROSE] = -52,
        [SEEN_IN_LINK] = 3,
        [SEEN_IN_COMMENT] = -68,
        [SEEN_ASIDE] = -42,
        [SEEN_OTHER] = -62,
        [SEEN_GUESSED] = -8,
        [SEEN_SOON] = -18,
    },
    { // of plain text
        [PLACE_SHOWN_FIRST] = 145,
        [PLACE_SHOWN_CLOSE] = 181,
        [PLACE_SHOWN_NEAR] = -28,
        [PLACE_SHOWN_END] = -67,
        [PLACE_SHOWN_FAR] = -117,
        [PLACE_SHOWN_PUBLISHED] = 200,
        [PLACE_SHOWN_UPDATED] = -39,
        [SEEN_BRIEF] = -6,
        [SEEN_PROSE] = -85,
        [SEEN_OTHER] = -1,
        [SEEN_GUESSED] = -2,
        [SEEN_JUDGED] = 34,
    },
};
// clang-format on

static int32_t weight_of(bool plain, uint32_t signs) {
    int32_t sum = 0;
    for (int i = 0; i < SIGNS; i++)
        if (signs & UINT32_C(1) << i)
            sum += weights[plain][i];
    return sum;
}

/* The data of scripts are searched where nothing surer is said. */
static bool says_surely(const days *s) {
    const uint32_t sure = bit(PLACE_LINKED) | bit(PLACE_META) | bit(PLACE_TIME_PUBLISHED) |
                          bit(PLACE_ADDRESS) | bit(PLACE_TIME_CLOSE) | bit(PLACE_SHOWN_FIRST);
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].signs & sure)
            return true;
    return false;
}

static void see_soon(days *s) {
    const uint32_t sure = bit(PLACE_LINKED) | bit(PLACE_META);
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = 0; k < s->n; k++)
            if (s->at[i].signs & sure && s->at[k].day > s->at[i].day &&
                s->at[k].day <= s->at[i].day + SOON_DAYS)
                s->at[k].signs |= bit(SEEN_SOON);
}

/* Where the day was found, by the surest of its places. */
static text place_name(uint32_t signs) {
    static const char *const names[PLACES] = { "json-ld", "meta",   "time",    "meta",   "url",
                                               "time",    "time",   "byline",  "byline", "byline",
                                               "byline",  "byline", "byline",  "byline", "time",
                                               "time",    "time",   "json-ld", "script", "modified",
                                               "modified" };
    for (int i = 0; i < PLACES; i++)
        if (signs & UINT32_C(1) << i)
            return text_of(names[i]);
    return TEXT("");
}

static void modified_choose(const metadata *m, article *a) {
    if (written_day(m->linked.modified, WHEN_UNKNOWN, &a->modified))
        return;
    for (uint32_t i = 0; i < m->n_dates; i++)
        if (m->dates[i].mark == DATED_META_MODIFIED &&
            written_day(m->dates[i].when, WHEN_UNKNOWN, &a->modified))
            return;
}

void published_choose(const metadata *m, const pieces *ps, doc *d) {
    article *a = &d->article;
    bool plain = d->page.media != MEDIA_HTML;
    days s = { .order = order_of(m->language) };
    date day;
    see_data(&s, m, ps, d);
    see_shown(&s, ps);
    if (!plain && !says_surely(&s) &&
        script_day(trail_text(ps->trail->parent, 0, ps->trail->parent->len), &day))
        see(&s, day.day, bit(PLACE_SCRIPT));
    see_soon(&s);
    const day_seen *best = NULL;
    int32_t least = WEIGHT_LEAST;
    for (uint32_t i = 0; i < s.n; i++)
        if (weight_of(plain, s.at[i].signs) > least) {
            best = &s.at[i];
            least = weight_of(plain, best->signs);
        }
    if (best) {
        a->published = (date){ .day = best->day, .precision = DATE_DAY };
        a->date_from = place_name(best->signs);
    }
    modified_choose(m, a);
}
