/* author.c - who wrote a page. A list of names gets the sum of the weights of the places that hold
 * it and of what it looks like, and the one with the largest sum is taken. */
#include "page/author.h"

#include "page/byline.h"
#include "page/class.h"
#include "page/script.h"
#include "page/when.h"

#include <string.h>

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum {
    LISTS_MOST = 64,
    GROUPS_MOST = 4,      // of elements with one mark
    AUTHOR_REACH = 12000, // bytes of markup behind the title
    AUTHOR_GAP = 1500,    // between the authors of one story
    CLOSE_BEFORE = 4,     // pieces in front of the title
    CLOSE_BEHIND = 7,     // and behind it
    NEAR_BEHIND = 25,     //
    END_BEFORE = 2,       // pieces in front of the story's end
    END_BEHIND = 5,       // and behind it
    LINE_WORDS_MOST = 20, // of a line that is looked at
    BARE_WORDS_MOST = 5,  // of a line that is a name and nothing else
    BY_WORDS_MOST = 12,   // of one that starts with "By"
    SCRIPT_NAME_REACH = 120,
    WEIGHT_LEAST = 130, // below, the page names no author more often than not
};

typedef enum sign {
    FROM_LINKED = 0,
    FROM_META,
    FROM_META_LABEL, // twitter:data1 beside "Written by"
    FROM_REL,
    FROM_CLASS,
    FROM_LINK,
    FROM_USER, // the name of a user beside a post
    FROM_PERSON,
    FROM_SCRIPT,
    FROM_BY,     // a line that starts with "By"
    FROM_LABEL,  // a line below "By"
    FROM_MARKED, // in an element for bylines
    FROM_BARE,   // a name alone
    AT_CLOSE,    // to the title
    AT_NEAR,
    AT_END, // of the story
    AT_FAR,
    IS_FIRST,  // of its kind
    IS_DATED,  // a date beside it
    IS_OUTLET, // the site's name
    IS_OFFICE,
    IS_PERSON,
    IS_MANY,
    IS_ONE_WORD,
    IS_LOWER,
    IS_INNER, // all of it stands in another list too
    IS_OUTER, // it holds all of another list
    IN_COMMENT,
    IN_SIDE,
    IN_LINK,
    IS_JUDGED,       // to be a byline
    IS_GIVEN_PERSON, // the data name it, and it is a person
    IS_GIVEN_OUTER,  // the data name it, several, and all of another list are among them
    IS_FIRST_NAME,   // one word, with which a name of another list begins
    SIGNS
} sign;

typedef struct author_list {
    byline names;
    uint64_t signs;
} author_list;

typedef struct lists {
    author_list *at; // [LISTS_MOST]
    uint32_t n;
    text site;
    text publisher;
    when_order order;
    uint8_t *starts; // [ps->n] enum byline_start; 0: not yet looked at
} lists;

static uint64_t bit(sign s) {
    return UINT64_C(1) << s;
}

/* ---- lists ---- */

static bool holds(const byline *b, text name) {
    for (uint32_t i = 0; i < b->n; i++)
        if (text_equal_nocase(b->names[i], name))
            return true;
    return false;
}

static bool holds_all(const byline *whole, const byline *part) {
    for (uint32_t i = 0; i < part->n; i++)
        if (!holds(whole, part->names[i]))
            return false;
    return true;
}

/* "Deutsche Welle (www.dw.com)" on dw.com. */
static bool is_outlet(const lists *s, text name) {
    text sites[2] = { s->site, s->publisher };
    for (int i = 0; i < 2; i++)
        if (sites[i].len >= 3 && (text_find_nocase(name, sites[i]) != SIZE_MAX ||
                                  (name.len >= 3 && text_find_nocase(sites[i], name) != SIZE_MAX)))
            return true;
    static const text domains[] = { T(".com"), T(".de"), T(".org"), T(".net"), T(".co."),
                                    T(".at"),  T(".ch"), T(".fr"),  T(".it"),  T(".es"),
                                    T(".tv"),  T(".nl"), T(".info") };
    return name.len && memchr(name.at, '.', name.len) &&
           text_has_any(name, domains, sizeof domains / sizeof *domains);
}

/* A person outdoes the outlet that stands beside it. */
static void drop_outlets(const lists *s, byline *b) {
    byline persons = { .n = 0 };
    for (uint32_t i = 0; i < b->n; i++)
        if (!is_outlet(s, b->names[i]))
            byline_add(&persons, b->names[i]);
    bool has_person = false;
    for (uint32_t i = 0; i < persons.n; i++)
        has_person |= byline_is_person(persons.names[i]);
    if (has_person)
        persons.says_by = b->says_by, *b = persons;
}

static uint64_t looks(const lists *s, const byline *b) {
    uint64_t signs = b->n > 1 ? bit(IS_MANY) : 0;
    bool outlets = true, offices = true, persons = true;
    for (uint32_t i = 0; i < b->n; i++) {
        text name = b->names[i];
        outlets &= is_outlet(s, name);
        offices &= byline_is_office(name);
        persons &= byline_is_person(name);
        if (text_find(name, TEXT(" ")) == SIZE_MAX)
            signs |= bit(IS_ONE_WORD);
        if (is_lower((unsigned char)name.at[0]))
            signs |= bit(IS_LOWER);
    }
    return signs | (outlets ? bit(IS_OUTLET) : 0) | (offices ? bit(IS_OFFICE) : 0) |
           (persons ? bit(IS_PERSON) : 0);
}

static void see(lists *s, byline b, uint64_t signs) {
    drop_outlets(s, &b);
    if (b.n == 0)
        return;
    for (uint32_t i = 0; i < s->n; i++)
        if (holds_all(&s->at[i].names, &b) && holds_all(&b, &s->at[i].names)) {
            s->at[i].signs |= signs;
            return;
        }
    if (s->n < LISTS_MOST)
        s->at[s->n++] = (author_list){ b, signs | looks(s, &b) };
}

/* ---- data ---- */

static void see_data(lists *s, const metadata *m) {
    byline all = { .n = 0 }, one;
    for (uint32_t i = 0; i < m->linked.n_authors; i++) {
        byline_read(m->linked.authors[i], GIVEN, &one);
        for (uint32_t k = 0; k < one.n; k++)
            byline_add(&all, one.names[k]);
    }
    see(s, all, bit(FROM_LINKED));
    byline_read(m->meta_author, GIVEN, &one);
    see(s, one, bit(FROM_META));
    byline_read(m->meta_written, GIVEN, &one);
    see(s, one, bit(FROM_META_LABEL));
    byline_read(m->linked.person, GIVEN, &one);
    see(s, one, bit(FROM_PERSON));
}

static bool says_surely(const lists *s) {
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].signs & (bit(FROM_LINKED) | bit(FROM_META) | bit(FROM_REL) | bit(FROM_CLASS) |
                              bit(FROM_BY)) &&
            !(s->at[i].signs & bit(IS_OUTLET)))
            return true;
    return false;
}

/* A name behind a field's: "author":{"id":21,"name":"Ann Lee". */
static void see_field(lists *s, text source, size_t at) {
    text t = text_cut(source, at, source.len);
    t = text_trim(text_cut(t, 0, t.len < SCRIPT_NAME_REACH ? t.len : SCRIPT_NAME_REACH));
    if (t.len && (t.at[0] == '{' || t.at[0] == '[')) {
        size_t name = text_find(t, TEXT("name"));
        t = name == SIZE_MAX ? TEXT("") : text_cut(t, name + 4, t.len);
        size_t colon = text_find(t, TEXT(":"));
        t = colon == SIZE_MAX ? TEXT("") : text_cut(t, colon + 1, t.len);
    }
    while (t.len && (t.at[0] == '"' || t.at[0] == '\\' || is_space((unsigned char)t.at[0])))
        t = text_cut(t, 1, t.len);
    size_t end = 0;
    while (end < t.len && t.at[end] != '"' && t.at[end] != '\\')
        end++;
    byline b;
    byline_read(text_cut(t, 0, end), SEEN, &b);
    if (end < t.len && b.n && byline_is_person(b.names[0]))
        see(s, b, bit(FROM_SCRIPT));
}

static void see_script(lists *s, text source) {
    static const script_key keys[] = { { T("\"author\":"), 1 },
                                       { T("\\\"author\\\":"), 2 },
                                       { T("\"authorName\":"), 1 },
                                       { T("\"author_name\":"), 1 } };
    static const script_key byline_key = { T("\"byline\":"), 0 };
    size_t behind[sizeof keys / sizeof *keys + 1], n = sizeof keys / sizeof *keys;
    script_find(source, TEXT("author"), keys, n, behind);
    script_find(source, byline_key.name, &byline_key, 1, &behind[n]);
    for (size_t k = 0; k <= n; k++)
        if (behind[k] != SIZE_MAX)
            see_field(s, source, behind[k]);
}

/* ---- elements ---- */

/* An element around another one that holds a name: the inner one says it best. */
static bool wraps_next(const metadata *m, uint32_t i) {
    const author_seen *s = &m->seen[i];
    byline inner;
    for (uint32_t k = i + 1; k < m->n_seen && m->seen[k].at < s->at + AUTHOR_GAP; k++) {
        if (m->seen[k].name.len >= s->name.len || text_find(s->name, m->seen[k].name) == SIZE_MAX)
            continue;
        byline_read(m->seen[k].name, MARKED, &inner);
        if (inner.n)
            return true;
    }
    return false;
}

/* The elements of one mark, those that stand together as one list. */
static void see_marked(lists *s, const metadata *m, uint32_t title, author_mark mark) {
    static const sign from[AUTHOR_MARKS] = { FROM_REL, FROM_CLASS, FROM_LINK, FROM_USER };
    byline group = { .n = 0 }, one;
    uint32_t last = 0, n_near = 0, n_far = 0;
    uint64_t signs = 0;
    for (uint32_t i = 0; i <= m->n_seen; i++) {
        const author_seen *a = &m->seen[i];
        bool is_end = i == m->n_seen;
        if (!is_end && (a->mark != mark || wraps_next(m, i)))
            continue;
        if (group.n && (is_end || a->at > last + AUTHOR_GAP)) {
            uint32_t *n = signs & bit(AT_NEAR) ? &n_near : &n_far;
            if (*n < GROUPS_MOST)
                see(s, group, signs | (*n == 0 ? bit(IS_FIRST) : 0));
            ++*n;
            group.n = 0;
        }
        if (is_end)
            break;
        byline_read(a->name, mark == MARK_LINK ? SEEN : MARKED, &one);
        bool is_near = a->at + AUTHOR_REACH / 4 > title && a->at < title + AUTHOR_REACH;
        if (one.n && group.n == 0)
            signs = bit(from[mark]) | bit(is_near ? AT_NEAR : AT_FAR);
        for (uint32_t k = 0; k < one.n; k++)
            byline_add(&group, one.names[k]);
        if (one.n)
            last = a->at;
    }
}

/* ---- what is shown ---- */

static bool has_date(const lists *s, const pieces *ps, uint32_t i) {
    date day;
    return i < ps->n && ps->at[i].shape.n_digits >= 3 &&
           ps->at[i].shape.n_words <= LINE_WORDS_MOST &&
           when_find(piece_text(ps, &ps->at[i]), s->order ? s->order : WHEN_DAY_FIRST, &day, NULL,
                     NULL);
}

static uint64_t zone_of(const pieces *ps, uint32_t i) {
    uint32_t title = ps->title;
    if (title != NO_INDEX && i + CLOSE_BEFORE >= title && i <= title + CLOSE_BEHIND)
        return bit(AT_CLOSE);
    if (piece_is_above_story(ps, i))
        return bit(AT_CLOSE);
    if (title != NO_INDEX && i >= title && i <= title + NEAR_BEHIND)
        return bit(AT_NEAR);
    if (ps->last && i + END_BEFORE >= ps->last && i <= ps->last + END_BEHIND)
        return bit(AT_END);
    return bit(AT_FAR);
}

static uint64_t line_signs(const lists *s, const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    uint64_t signs = zone_of(ps, i);
    if (piece_markup(ps, i)->near & UINT64_C(1) << FOR_BYLINE)
        signs |= bit(FROM_MARKED);
    if (p->role == ROLE_BYLINE || p->role == ROLE_AUTHOR_BOX)
        signs |= bit(IS_JUDGED);
    if (piece_is_link(ps, i))
        signs |= bit(IN_LINK);
    if (piece_is_comment(ps, i))
        signs |= bit(IN_COMMENT);
    if (piece_is_aside(ps, i))
        signs |= bit(IN_SIDE);
    if (has_date(s, ps, i) || has_date(s, ps, i + 1) || (i > 0 && has_date(s, ps, i - 1)))
        signs |= bit(IS_DATED);
    return signs;
}

/* A name that nothing says to be the author's stands alone, or beside a date, near the title. */
static bool may_be_bare(const pieces *ps, uint32_t i, uint64_t signs, bool says_by) {
    const shape *look = &ps->at[i].shape;
    bool alone = look->n_words <= BARE_WORDS_MOST || signs & bit(IS_DATED);
    return alone && !(signs & bit(AT_FAR)) && piece_markup(ps, i)->level != 1 &&
           (says_by || look->n_capital >= 2);
}

/* How piece i starts, looked at once. */
static byline_start start_at(const lists *s, const pieces *ps, uint32_t i) {
    if (s->starts[i] == 0)
        s->starts[i] = (uint8_t)byline_starts(piece_text(ps, &ps->at[i]));
    return (byline_start)s->starts[i];
}

/* A short line is a candidate if it says that it names an author, stands in an element for one or
 * below a label, or is a person's name near the story's ends. */
static void see_line(lists *s, const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    text t = piece_text(ps, p);
    if (p->is_prose || p->shape.n_words > LINE_WORDS_MOST || start_at(s, ps, i) == IS_LABEL ||
        i == ps->title)
        return;
    uint64_t signs = zone_of(ps, i);
    bool is_marked = piece_markup(ps, i)->near & UINT64_C(1) << FOR_BYLINE,
         is_below = i > 0 && start_at(s, ps, i - 1) == IS_LABEL,
         says_by = start_at(s, ps, i) == SAYS_BY;
    if (signs & bit(AT_FAR) && !is_marked && !is_below && !says_by)
        return;
    signs = line_signs(s, ps, i) |
            (says_by && p->shape.n_words <= BY_WORDS_MOST ? bit(FROM_BY) : 0) |
            (is_below ? bit(FROM_LABEL) : 0);
    bool is_bare = !(signs & (bit(FROM_BY) | bit(FROM_LABEL) | bit(FROM_MARKED)));
    if (is_bare && !may_be_bare(ps, i, signs, says_by))
        return;
    byline b;
    byline_read(t, SEEN, &b);
    if (b.n && (!is_bare || byline_is_person(b.names[0])))
        see(s, b, signs | (is_bare ? bit(FROM_BARE) : 0));
}

static void see_shown(lists *s, const pieces *ps) {
    uint32_t title = ps->title == NO_INDEX || !ps->markup ? 0 : ps->title;
    for (uint32_t i = title; i < ps->n; i++)
        see_line(s, ps, i);
    for (uint32_t i = title; i > 0 && i + CLOSE_BEFORE > title; i--)
        see_line(s, ps, i - 1);
}

static void see_firsts(lists *s) {
    static const sign kinds[] = { FROM_BY, FROM_LABEL, FROM_MARKED, FROM_BARE };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (uint32_t i = 0; i < s->n; i++)
            if (s->at[i].signs & bit(kinds[k]) && !(s->at[i].signs & bit(AT_FAR))) {
                s->at[i].signs |= bit(IS_FIRST);
                break;
            }
}

static void see_overlaps(lists *s) {
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = 0; k < s->n; k++)
            if (i != k && s->at[i].names.n < s->at[k].names.n &&
                holds_all(&s->at[k].names, &s->at[i].names)) {
                s->at[i].signs |= bit(IS_INNER);
                s->at[k].signs |= bit(IS_OUTER);
            }
}

/* Whether a name of the lists begins with a first name. */
static bool begins_name(const lists *s, text first) {
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = 0; k < s->at[i].names.n && s->at[i].signs & bit(IS_PERSON); k++) {
            text name = s->at[i].names.names[k];
            if (name.len > first.len && name.at[first.len] == ' ' &&
                text_equal_nocase(text_cut(name, 0, first.len), first))
                return true;
        }
    return false;
}

/* What the lists tell only beside each other. */
static void see_whole(lists *s) {
    for (uint32_t i = 0; i < s->n; i++) {
        author_list *l = &s->at[i];
        bool is_given = l->signs & (bit(FROM_LINKED) | bit(FROM_META));
        if (is_given && l->signs & bit(IS_PERSON))
            l->signs |= bit(IS_GIVEN_PERSON);
        if (is_given && l->signs & bit(IS_MANY) && l->signs & bit(IS_OUTER))
            l->signs |= bit(IS_GIVEN_OUTER);
        if (l->names.n == 1 && l->signs & bit(IS_ONE_WORD) && begins_name(s, l->names.names[0]))
            l->signs |= bit(IS_FIRST_NAME);
    }
}

/* ---- the choice ---- */

/* Hundredths of the log-odds that a list names the authors, fitted by conditional logit. */
// clang-format off
static const int16_t weights[2][SIGNS] = {
    {
        [FROM_LINKED] = 363,
        [FROM_META] = 261,
        [FROM_META_LABEL] = 116,
        [FROM_REL] = 208,
        [FROM_CLASS] = 81,
        [FROM_LINK] = 169,
        [FROM_USER] = 86,
        [FROM_PERSON] = 53,
        [FROM_SCRIPT] = 33,
        [FROM_BY] = 102,
        [FROM_LABEL] = 100,
        [FROM_MARKED] = -11,
        [FROM_BARE] = -237,
        [AT_CLOSE] = 120,
        [AT_NEAR] = 116,
        [AT_END] = 77,
        [AT_FAR] = 19,
        [IS_FIRST] = 136,
        [IS_DATED] = 98,
        [IS_OUTLET] = 7,
        [IS_OFFICE] = 68,
        [IS_PERSON] = 82,
        [IS_MANY] = -77,
        [IS_ONE_WORD] = -118,
        [IS_LOWER] = 105,
        [IS_INNER] = 131,
        [IS_OUTER] = 4,
        [IN_COMMENT] = -115,
        [IN_SIDE] = -73,
        [IN_LINK] = -36,
        [IS_GIVEN_OUTER] = 69,
        [IS_FIRST_NAME] = -47,
        [IS_GIVEN_PERSON] = 73,
    },
    { // of plain text
        [FROM_BY] = 150,
        [FROM_LABEL] = 321,
        [FROM_BARE] = -78,
        [AT_CLOSE] = 214,
        [AT_NEAR] = 39,
        [AT_END] = 188,
        [AT_FAR] = 52,
        [IS_FIRST] = 10,
        [IS_DATED] = 177,
        [IS_OFFICE] = 84,
        [IS_PERSON] = 67,
        [IS_MANY] = -38,
        [IS_ONE_WORD] = -85,
        [IS_INNER] = -14,
        [IS_OUTER] = -35,
        [IS_JUDGED] = 86,
    },
};
// clang-format on

static int32_t weight_of(bool plain, uint64_t signs) {
    int32_t sum = 0;
    for (int i = 0; i < SIGNS; i++)
        if (signs & UINT64_C(1) << i)
            sum += weights[plain][i];
    return sum;
}

/* Two names that end alike are of one person, told twice. */
static bool names_all_differ(const byline *b) {
    for (uint32_t i = 0; i < b->n; i++)
        for (uint32_t k = 0; k < i; k++) {
            text a = b->names[i], c = b->names[k];
            while (a.len && c.len && a.at[a.len - 1] == c.at[c.len - 1] && a.at[a.len - 1] != ' ')
                a.len--, c.len--;
            if (a.len && c.len && a.at[a.len - 1] == ' ' && c.at[c.len - 1] == ' ')
                return false;
        }
    return true;
}

/* Where the page shows some of the persons whom its data name, they all wrote it. */
static const author_list *whole_of(const lists *s, const author_list *part) {
    const uint64_t needed = bit(FROM_LINKED) | bit(IS_PERSON) | bit(IS_MANY) | bit(IS_OUTER);
    for (uint32_t i = 0; i < s->n && part->signs & bit(IS_INNER); i++)
        if ((s->at[i].signs & needed) == needed && holds_all(&s->at[i].names, &part->names) &&
            names_all_differ(&s->at[i].names))
            return &s->at[i];
    return part;
}

static bool add_authors(doc *d, const byline *b) {
    uint32_t cap = d->article.n_authors;
    for (uint32_t i = 0; i < b->n; i++) {
        text *slot = ARENA_PUSH(&d->arena, d->article.authors, d->article.n_authors, cap);
        if (!slot)
            return false;
        *slot = arena_text(&d->arena, b->names[i]);
    }
    return true;
}

bool author_take(doc *d, text line) {
    byline b;
    byline_read(line, GIVEN, &b);
    return add_authors(d, &b);
}

bool author_choose(const metadata *m, const pieces *ps, doc *d) {
    bool plain = d->page.media != MEDIA_HTML;
    lists s = { .at = arena_room(ps->scratch, LISTS_MOST, sizeof *s.at),
                .starts = arena_array(ps->scratch, ps->n + 1, sizeof *s.starts),
                .site = m->site,
                .publisher = m->linked.site };
    if (!s.at || !s.starts)
        return false;
    uint32_t title = pieces_title_source(ps);
    see_data(&s, m);
    for (int mark = 0; mark < AUTHOR_MARKS; mark++)
        see_marked(&s, m, title, (author_mark)mark);
    see_shown(&s, ps);
    if (!plain && !says_surely(&s))
        see_script(&s, trail_text(ps->trail->parent, 0, ps->trail->parent->len));
    see_firsts(&s);
    see_overlaps(&s);
    see_whole(&s);
    const author_list *best = NULL;
    int32_t least = WEIGHT_LEAST;
    for (uint32_t i = 0; i < s.n; i++) {
        int32_t weight = weight_of(plain, s.at[i].signs);
        if (weight > least) {
            best = &s.at[i];
            least = weight;
        }
    }
    return !best || add_authors(d, &whole_of(&s, best)->names);
}
