/* term.c - the condition and the deadline that a threat's sentence names. */
#include "analysis/term.h"

#include "base/date.h"

#include <string.h>

enum { HOURS_A_DAY = 24, DEADLINE_MOST = 730 };

static bool is_word_at(text t, size_t at, const char *word) {
    if (to_lower((unsigned char)t.at[at]) != word[0])
        return false;
    size_t n = strlen(word);
    if (at + n > t.len || !text_equal_nocase(text_cut(t, at, at + n), (text){ word, n }))
        return false;
    return (at == 0 || !is_alnum((unsigned char)t.at[at - 1])) &&
           (at + n == t.len || !is_alnum((unsigned char)t.at[at + n]));
}

/* A stop ends the sentence where a blank and a capital follow; not in "2.15" or "the U.S. House".
 */
static bool is_stop(text t, size_t at) {
    if (t.at[at] != '.')
        return memchr(";\"", t.at[at], 2) != NULL;
    if (at + 1 == t.len)
        return true;
    bool initial = at > 0 && is_upper((unsigned char)t.at[at - 1]) &&
                   (at < 2 || !is_alnum((unsigned char)t.at[at - 2]));
    return t.at[at + 1] == ' ' && !initial;
}

static size_t clause_end(text t, size_t at) {
    while (at < t.len && !is_stop(t, at))
        at++;
    return at;
}

text term_condition(text words, uint32_t trigger) {
    static const char *const openers[] = { "if",      "unless",       "until",
                                           "in case", "in the event", "should" };
    for (size_t i = 0; i < words.len; i++)
        for (size_t k = 0; k < sizeof openers / sizeof *openers; k++) {
            if (!is_word_at(words, i, openers[k]))
                continue;
            if (k == sizeof openers / sizeof *openers - 1 && i > 0)
                continue; // "should" opens a condition only at the head: "should they attack"
            size_t end = clause_end(words, i);
            size_t comma = text_find(text_cut(words, i, end), TEXT(","));
            if (comma != SIZE_MAX && i < trigger)
                end = i + comma; // the threat follows its condition
            return text_trim(text_cut(words, i, end));
        }
    return (text){ "", 0 };
}

static bool next_word(text t, size_t *at, text *word) {
    while (*at < t.len && !is_alnum((unsigned char)t.at[*at]))
        ++*at;
    size_t from = *at;
    while (*at < t.len && is_alnum((unsigned char)t.at[*at]))
        ++*at;
    *word = text_cut(t, from, *at);
    return word->len > 0;
}

static bool number_of(text word, uint64_t *out) {
    static const char *const names[] = { "zero", "one",    "two",   "three", "four",
                                         "five", "six",    "seven", "eight", "nine",
                                         "ten",  "eleven", "twelve" };
    if (text_number(word, DEADLINE_MOST, out))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_nocase(word, text_of(names[i]))) {
            *out = i;
            return true;
        }
    return false;
}

static bool span_of(text unit, uint64_t n, int32_t *days) {
    static const struct {
        const char *name;
        int32_t days;
    } units[] = { { "day", 1 },   { "days", 1 },   { "week", 7 },
                  { "weeks", 7 }, { "month", 30 }, { "months", 30 } };
    if (text_equal_nocase(unit, TEXT("hours")) || text_equal_nocase(unit, TEXT("hour"))) {
        *days = (int32_t)((n + HOURS_A_DAY - 1) / HOURS_A_DAY);
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text_equal_nocase(unit, text_of(units[i].name))) {
            *days = (int32_t)n * units[i].days;
            return *days <= DEADLINE_MOST;
        }
    return false;
}

static int month_of(text word) {
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    for (int m = 0; m < 12; m++)
        if (word.len >= 3 && text_equal_nocase(text_cut(word, 0, 3), text_of(months[m])) &&
            is_upper((unsigned char)word.at[0]))
            return m + 1;
    return 0;
}

/* The day of a month nearest after a day. */
static bool day_after(int32_t day, int month, uint64_t of_month, int32_t *out) {
    int year, m, d;
    date_civil(day, &year, &m, &d);
    for (int i = 0; i < 2; i++, year++) {
        if (of_month < 1 || !date_valid(year, month, (int)of_month))
            return false;
        *out = date_day(year, month, (int)of_month);
        if (*out >= day)
            return true;
    }
    return false;
}

static bool is_any(text word, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (text_equal_nocase(word, text_of(list[i])))
            return true;
    return false;
}

/* The next day of a week's name, after a day. */
static bool weekday_after(int32_t day, text word, int32_t *out) {
    static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday" };
    enum { WEEK = 7, EPOCH = 3 }; // 1970-01-01 was a Thursday
    for (int32_t i = 0; i < WEEK; i++)
        if (text_equal_nocase(word, text_of(names[i]))) {
            int32_t today = ((day + EPOCH) % WEEK + WEEK) % WEEK;
            *out = day + (i - today + WEEK - 1) % WEEK + 1;
            return true;
        }
    return false;
}

/* The last day of a month, "the month", "the year". */
static bool end_of(text word, int32_t day, int32_t *out) {
    int year, month, d, of = month_of(word);
    date_civil(day, &year, &month, &d);
    if (text_equal_nocase(word, TEXT("year"))) {
        *out = date_day(year, 12, 31);
        return true;
    }
    if (text_equal_nocase(word, TEXT("month")))
        of = month;
    if (of == 0)
        return false;
    year += of < month;
    *out = (of == 12 ? date_day(year + 1, 1, 1) : date_day(year, of + 1, 1)) - 1;
    return true;
}

/* What stands behind "by", "until": a day of a month, of the week, the end of something. */
static bool point_of(text words, size_t at, int32_t day, bool loose, int32_t *deadline) {
    text second, third = { "", 0 }, more;
    uint64_t n;
    if (!next_word(words, &at, &second))
        return false;
    bool has_third = next_word(words, &at, &third);
    if (has_third && month_of(second) && number_of(third, &n) &&
        day_after(day, month_of(second), n, deadline))
        return true;
    if (has_third && month_of(third) && number_of(second, &n) &&
        day_after(day, month_of(third), n, deadline))
        return true;
    if (text_equal_nocase(second, TEXT("next")) && weekday_after(day, third, deadline))
        return true;
    if (loose)
        return false;
    if (weekday_after(day, second, deadline))
        return true;
    if (text_equal_nocase(second, TEXT("the")))
        second = third;
    else if (month_of(second) && second.len > 3)
        return !(has_third && number_of(third, &n)) && end_of(second, day, deadline);
    if (!text_equal_nocase(second, TEXT("end")))
        return false;
    for (int i = 0; i < 3 && next_word(words, &at, &more); i++)
        if (end_of(more, day, deadline))
            return true;
    return false;
}

bool term_deadline(text words, int32_t day, int32_t *deadline) {
    static const char *const spans[] = { "within", "in" };
    static const char *const points[] = { "by", "before", "until" };
    static const char *const starts[] = { "from", "on", "after", "for" }; // of what is threatened
    text word, second, third;
    for (size_t at = 0; next_word(words, &at, &word);) {
        size_t ahead = at;
        uint64_t n;
        int32_t days;
        if (is_any(word, spans, sizeof spans / sizeof *spans) &&
            next_word(words, &ahead, &second) && next_word(words, &ahead, &third) &&
            number_of(second, &n) && span_of(third, n, &days)) {
            *deadline = day + days;
            return true;
        }
        bool point = is_any(word, points, sizeof points / sizeof *points);
        bool start = is_any(word, starts, sizeof starts / sizeof *starts);
        if ((point || start) && point_of(words, at, day, start, deadline))
            return true;
    }
    return false;
}
