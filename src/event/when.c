/* when.c - the day of an event. Weekdays are the last such day up to the article's own, or the next
 * one for what is planned; months without a year are the last such month. */
#include "event/when.h"

#include <string.h>

enum { REACH = 3, DAYS_A_WEEK = 7, CLIMB_MOST = 8, HALF_YEAR = 6 };

/* Which name a form is, may be with a dot, cut to its first letters, or behind "mid-". */
static int name_index(text form, const char *const *names, int n, size_t least) {
    text cut = form;
    if (cut.len && cut.at[cut.len - 1] == '.')
        cut.len--;
    if (text_starts(cut, TEXT("mid-")))
        cut = text_cut(cut, 4, cut.len);
    int first = cut.len ? to_lower((unsigned char)cut.at[0]) : 0;
    for (int i = 0; i < n; i++) {
        if (first != names[i][0])
            continue;
        text name = text_of(names[i]);
        if (text_equal_nocase(cut, name))
            return i;
        if (cut.len >= least && cut.len < name.len &&
            text_equal_nocase(cut, text_cut(name, 0, cut.len)))
            return i;
    }
    return -1;
}

static int weekday_of(text form) {
    static const char *const days[] = { "sunday",   "monday", "tuesday", "wednesday",
                                        "thursday", "friday", "saturday" };
    return name_index(form, days, 7, 3);
}

static int month_of(text form) {
    static const char *const months[] = { "january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december" };
    return name_index(form, months, 12, 3);
}

static int number_of(text form) {
    static const char *const names[] = { "zero", "one",    "two",   "three", "four",
                                         "five", "six",    "seven", "eight", "nine",
                                         "ten",  "eleven", "twelve" };
    uint64_t n;
    if (text_number(form, 9999, &n))
        return (int)n;
    if (text_equal_nocase(form, TEXT("a")) || text_equal_nocase(form, TEXT("an")))
        return 1;
    return name_index(form, names, 13, 99);
}

static bool is_word(const coder *c, int32_t i, const char *word) {
    return i >= 0 && i < c->tree.n && text_reads(tree_form(&c->tree, i), word);
}

static bool is_unit(const coder *c, int32_t i, const char *unit) {
    return i >= 0 && i < c->tree.n && tree_is(&c->tree, i, unit);
}

static date on(int32_t day, date_precision precision) {
    return (date){ .day = day, .precision = precision };
}

static date first_of_month(int year, int month, date_precision precision) {
    return on(date_day(year, month, 1), precision);
}

/* "last week", "three days ago", "next month": a unit moved from the article's day. */
static date moved(const coder *c, int32_t i, int by) {
    int year = c->year, month = c->month;
    if (is_unit(c, i, "day"))
        return on(c->day + by, DATE_DAY);
    if (is_unit(c, i, "week")) {
        int32_t day = c->day + by * DAYS_A_WEEK;
        return on(day - (date_weekday(day) + 6) % DAYS_A_WEEK, DATE_WEEK);
    }
    if (is_unit(c, i, "month")) {
        int total = year * 12 + month - 1 + by;
        return first_of_month(total / 12, total % 12 + 1, DATE_MONTH);
    }
    if (is_unit(c, i, "year"))
        return first_of_month(year + by, 1, DATE_YEAR);
    return on(0, DATE_NONE);
}

static date weekday_date(const coder *c, int weekday, bool ahead, bool last) {
    int back = (date_weekday(c->day) - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
    if (ahead)
        return on(c->day + (DAYS_A_WEEK - back) % DAYS_A_WEEK, DATE_DAY);
    return on(c->day - (last && back == 0 ? DAYS_A_WEEK : back), DATE_DAY);
}

/* A day of the month beside a month: "March 3", "3 March". */
static int day_beside(const coder *c, int32_t i) {
    uint64_t n;
    for (int32_t k = i + 1; k >= i - 1; k -= 2)
        if (k >= 0 && k < c->tree.n && text_number(tree_form(&c->tree, k), 31, &n) && n > 0)
            return (int)n;
    return 0;
}

static int year_beside(const coder *c, int32_t i) {
    uint64_t n;
    for (int32_t k = i + 1; k <= i + 3 && k < c->tree.n; k++)
        if (text_number(tree_form(&c->tree, k), 2100, &n) && n >= 1800)
            return (int)n;
    return 0;
}

/* "duties from July 1", "effective 1 May", "strikes for April 10": a time at which something
 * begins.
 */
static bool begins_at(const coder *c, int32_t i, bool is_day) {
    for (int32_t k = i - 1; k >= 0 && k >= i - 2; k--)
        if (is_word(c, k, "from") || is_word(c, k, "effective") || (is_day && is_word(c, k, "for")))
            return true;
    return false;
}

static date month_date(const coder *c, int32_t i, int month, bool ahead) {
    int day = day_beside(c, i), year = year_beside(c, i);
    int months_on = (month - c->month + 12) % 12;
    ahead = ahead || (months_on <= HALF_YEAR && begins_at(c, i, day > 0));
    if (!year) {
        if (c->day == INT32_MIN)
            return on(0, DATE_NONE);
        year = c->year;
        if (!ahead && month > c->month)
            year--;
        if (ahead && month < c->month)
            year++;
    }
    if (day && date_valid(year, month, day))
        return on(date_day(year, month, day), DATE_DAY);
    return first_of_month(year, month, DATE_MONTH);
}

/* "Jan Egeland", "Theresa May": no month. */
static bool is_in_name(const coder *c, int32_t i) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, i, k)
    if (at[k].main == REL_FLAT && at[k].upos == UPOS_PROPN)
        return true;
    return at[i].main == REL_FLAT || at[i].hit >= 0;
}

/* The time that the words around node i name. */
static date read_node(const coder *c, int32_t i, bool ahead) {
    text form = tree_form(&c->tree, i);
    uint64_t year;
    int n;
    if (text_number(form, 2100, &year) && form.len == 4 && year >= 1800)
        return first_of_month((int)year, 1, DATE_YEAR);
    if ((n = month_of(form)) >= 0 && !is_in_name(c, i) &&
        (c->tree.at[i].upper || text_starts(form, TEXT("mid-"))))
        return month_date(c, i, n + 1, ahead);
    if (c->day == INT32_MIN)
        return on(0, DATE_NONE);
    if ((n = weekday_of(form)) >= 0 && c->tree.at[i].upper && !is_in_name(c, i))
        return weekday_date(c, n, ahead || is_word(c, i - 1, "next"), is_word(c, i - 1, "last"));
    if (is_word(c, i, "yesterday"))
        return on(c->day - 1, DATE_DAY);
    if (is_word(c, i, "tomorrow"))
        return on(c->day + 1, DATE_DAY);
    if (is_word(c, i, "today") || is_word(c, i, "tonight") || is_word(c, i, "overnight"))
        return on(c->day, DATE_DAY);
    if (is_word(c, i, "night") && is_word(c, i - 1, "last"))
        return on(c->day - 1, DATE_DAY);
    if (is_word(c, i - 1, "last") || is_word(c, i - 1, "previous"))
        return moved(c, i, -1);
    if (is_word(c, i - 1, "next") || is_word(c, i - 1, "coming"))
        return moved(c, i, 1);
    if (is_word(c, i - 1, "this"))
        return moved(c, i, 0);
    bool ago = is_word(c, i + 1, "ago") || is_word(c, i + 1, "earlier");
    if (ago && i > 0 && (n = number_of(tree_form(&c->tree, i - 1))) > 0)
        return moved(c, i, -n);
    if ((is_word(c, i, "ago") || is_word(c, i, "earlier")) && i > 1 &&
        (n = number_of(tree_form(&c->tree, i - 2))) > 0)
        return moved(c, i - 1, -n);
    return on(0, DATE_NONE);
}

/* Words that times are made of, and that a time may hang on. */
static bool is_time_word(const coder *c, int32_t i) {
    static const char *const parts[] = { "beginning", "start",  "end",  "middle",  "half",
                                         "spring",    "summer", "fall", "autumn",  "winter",
                                         "decade",    "ago",    "eve",  "earlier", "quarter" };
    uint64_t n;
    if (node_in(&c->tree.at[i], WORD_TIME) || month_of(tree_form(&c->tree, i)) >= 0 ||
        text_number(tree_form(&c->tree, i), 9999, &n))
        return true;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (is_word(c, i, parts[k]))
            return true;
    return false;
}

enum { TIME_WORD = 1, TIME_NAMED = 2 };

/* Looks once at all words of the sentence: several drafts ask for the time of several places, and
 * few words say one. False without memory. */
static bool look(coder *c) {
    if (c->times)
        return true;
    c->times = arena_array(c->arena, (size_t)c->tree.n + 1, 1);
    for (int32_t i = 0; i < c->tree.n && c->times; i++) {
        bool named = read_node(c, i, false).precision != DATE_NONE; // whatever lies ahead
        c->times[i] = (uint8_t)((is_time_word(c, i) ? TIME_WORD : 0) | (named ? TIME_NAMED : 0));
    }
    c->failed |= !c->times;
    return c->times;
}

static bool is_time(const coder *c, int32_t i) {
    return c->times[i] & TIME_WORD;
}

/* Whether a time at node i is the time of what stands at top: it hangs on it, alone or with words
 * of time between, or in a phrase of its setting ("at a meeting on Monday"); not "the 2015 deal"
 * that top speaks of. */
static bool belongs(const coder *c, int32_t i, int32_t top) {
    const node *at = c->tree.at;
    bool time = true; // up to here only words of time
    for (int step = 0; i >= 0 && step < REACH; step++) {
        if (i == top)
            return true;
        uint8_t main = at[i].main;
        time = time && is_time(c, i);
        bool phrase = main == REL_OBL || main == REL_NMOD || main == REL_ADVMOD ||
                      (at[i].head >= 0 && is_time(c, at[i].head)) || (time && at[i].head == top);
        if (!phrase || main == REL_CCOMP || main == REL_ADVCL || main == REL_ACL ||
            main == REL_PARATAXIS || main == REL_CONJ || at[i].rel == REL_NMOD_POSS)
            return time && at[i].head == top && main != REL_CONJ;
        i = at[i].head;
    }
    return false;
}

/* "2003, when Turkey refused": the time before the clause. */
static date when_before(const coder *c, int32_t verb, bool ahead, int32_t *at) {
    TREE_EACH(&c->tree, verb, k) {
        if (c->tree.at[k].grammar != G_WHEN || k == 0)
            continue;
        *at = c->tree.at[k - 1].upos == UPOS_PUNCT ? k - 2 : k - 1;
        if (*at >= 0)
            return read_node(c, *at, ahead);
    }
    return on(0, DATE_NONE);
}

static date when_at(coder *c, int32_t verb, bool ahead, int32_t *at) {
    for (int32_t i = 0; i < c->tree.n && verb >= 0; i++)
        if ((c->times[i] & TIME_NAMED) && i != verb && belongs(c, i, verb)) {
            *at = i;
            return read_node(c, i, ahead);
        }
    date found = verb >= 0 ? when_before(c, verb, ahead, at) : on(0, DATE_NONE);
    if (found.precision == DATE_NONE)
        *at = -1;
    return found;
}

/* What a clause or a noun shares its time with: "In 1979, rebels took the city at the request of X
 * and captured ..., holding ...". */
static int32_t shares_time_with(const coder *c, int32_t v) {
    const node *n = &c->tree.at[v];
    bool participle = n->xpos == XPOS_VBG && n->main == REL_ADVCL;
    bool phrase = is_noun(n) && (n->main == REL_OBL || n->main == REL_NMOD || n->main == REL_OBJ ||
                                 n->main == REL_NSUBJ);
    if (n->main == REL_CONJ || n->main == REL_XCOMP || n->main == REL_CCOMP || participle || phrase)
        return n->head;
    return -1;
}

date when_named(coder *c, const draft *d, bool ahead, int32_t *at) {
    int32_t places[] = { d->verb, d->trigger, d->noun }, v = d->verb;
    *at = -1;
    if (!look(c))
        return on(0, DATE_NONE);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        date found = when_at(c, places[i], ahead, at);
        if (found.precision != DATE_NONE)
            return found;
    }
    for (int step = 0; step < CLIMB_MOST; step++) {
        v = shares_time_with(c, v);
        date found = v >= 0 ? when_at(c, v, ahead, at) : on(0, DATE_NONE);
        if (v < 0 || found.precision != DATE_NONE)
            return found;
    }
    return on(0, DATE_NONE);
}

date when_of(coder *c, const draft *d) {
    int32_t at;
    bool ahead = d->status == STATUS_PLANNED || d->context.future;
    date found = when_named(c, d, ahead, &at);
    if (found.precision != DATE_NONE)
        return found;
    if (c->day == INT32_MIN || d->status == STATUS_HISTORICAL || d->status == STATUS_PLANNED)
        return on(0, DATE_NONE);
    return on(c->day, DATE_DAY);
}
