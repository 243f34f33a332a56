/* said.c - the days that a page's data name. */
#include "page/said.h"

#include "page/script.h"

#include <string.h>

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum {
    TIME_REACH = 6000,      // bytes of markup from the title to a time element of its story
    SCRIPT_DATE_REACH = 40, // bytes behind the name of a field
    ADDRESS_YEAR_FIRST = 1990,
    ADDRESS_YEAR_LAST = 2100,
    COPY_ADDRESS = 43, // bytes of an archive's address in front of the page's own
    STAMP_LEAST = 24,
    STAMP_MOST = 32,
    EVENING_HOUR = 22,         // in Greenwich, when the next day has begun in Europe
    EVENING_HOUR_OF_EAST = 15, // and in Japan
    MORNING_HOUR = 8,          // till when it is the day before in America
};

/* ---- a written day ---- */

/* A Unix time of the years 2001 to 2033; a number that starts otherwise is hardly one. */
static bool epoch_day(text t, date *out) {
    return t.len && t.at[0] == '1' && date_unix(t, out);
}

/* "Mon Aug 03 12:45:00 EDT 2015", as C and Java print a time. */
static bool stamp_day(text t, when_order order, date *out) {
    char plain[STAMP_MOST];
    if (t.len < STAMP_LEAST || t.len > STAMP_MOST || t.at[3] != ' ' || t.at[7] != ' ' ||
        t.at[13] != ':')
        return false;
    memcpy(plain, t.at + 4, 7);             // "Aug 03 "
    memcpy(plain + 7, t.at + t.len - 4, 4); // "2015"
    return when_find((text){ plain, 11 }, order, out, NULL, NULL);
}

bool said_day(text t, when_order order, date *out) {
    t = text_trim(t);
    if (t.len > 10 && (t.at[10] == 'T' || t.at[10] == ' ') && date_iso(text_cut(t, 0, 10), out))
        return true;
    if ((t.len == 14 || t.len == 12) && date_iso(text_cut(t, 0, 8), out))
        return true;
    return epoch_day(t, out) || stamp_day(t, order, out) ||
           (when_read(t, order, out) && out->precision >= DATE_DAY);
}

/* "2019-01-24T22:30:00Z": the hour, where the zone is that of Greenwich; else -1. */
static int greenwich_hour(text t) {
    if (t.len < 16 || !is_digit((unsigned char)t.at[11]) || !is_digit((unsigned char)t.at[12]) ||
        t.at[13] != ':')
        return -1;
    text zone = text_cut(t, 16, t.len);
    if (t.at[t.len - 1] != 'Z' && text_find(zone, TEXT("+00:00")) == SIZE_MAX &&
        text_find(zone, TEXT("+0000")) == SIZE_MAX)
        return -1;
    return (t.at[11] - '0') * 10 + t.at[12] - '0';
}

static bool is_eastern(text language) {
    return text_starts(language, TEXT("ja")) || text_starts(language, TEXT("zh")) ||
           text_starts(language, TEXT("ko"));
}

/* The day that a time of publication had elsewhere: where the page was read, or in Greenwich. */
static void mark_zone(days *s, text t, text language) {
    date day, moment;
    t = text_trim(t);
    if (!said_day(t, WHEN_UNKNOWN, &day))
        return;
    int hour = greenwich_hour(t);
    if (hour >= (is_eastern(language) ? EVENING_HOUR_OF_EAST : EVENING_HOUR))
        days_mark(s, day.day + 1, day_bit(SAID_IN_ZONE));
    else if (hour >= 0 && hour < MORNING_HOUR)
        days_mark(s, day.day - 1, day_bit(SAID_IN_ZONE));
    else if (hour < 0 && date_iso(t, &moment) && moment.day != day.day)
        days_mark(s, moment.day, day_bit(SAID_IN_ZONE));
}

static void see_written(days *s, text t, day_sign sign) {
    date day;
    if (t.len == 0)
        return;
    if (said_day(t, WHEN_UNKNOWN, &day)) {
        days_see(s, day.day, day_bit(sign));
        return;
    }
    if (said_day(t, WHEN_DAY_FIRST, &day))
        days_see(s, day.day, day_bit(sign));
    if (said_day(t, WHEN_MONTH_FIRST, &day))
        days_see(s, day.day, day_bit(sign));
}

/* ---- addresses ---- */

static int year_at(text t) {
    return t.len < 4 ? 0
                     : (t.at[0] - '0') * 1000 + (t.at[1] - '0') * 100 + (t.at[2] - '0') * 10 +
                           t.at[3] - '0';
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
        size_t end = i, stop = 0;
        while (end < url.len && (is_digit((unsigned char)url.at[end]) || url.at[end] == '/' ||
                                 url.at[end] == '-' || url.at[end] == '_'))
            end++;
        text t = text_cut(url, i, end);
        while (t.len && !is_digit((unsigned char)t.at[t.len - 1]))
            t.len--;
        int year = year_at(t);
        if (year < ADDRESS_YEAR_FIRST || year > ADDRESS_YEAR_LAST)
            continue;
        if (when_find(t, WHEN_UNKNOWN, out, NULL, &stop) && stop <= 10)
            return true;
        if (t.len >= 8 && date_iso(text_cut(t, 0, 8), out))
            return true;
    }
    return false;
}

static void see_addresses(days *s, const metadata *m, const doc *d) {
    date day;
    if (address_day(d->page.url, &day) || address_day(m->canonical, &day))
        days_see(s, day.day, day_bit(SAID_ADDRESS));
    if (address_day(m->image, &day) || address_day(m->linked.image, &day))
        days_see(s, day.day, day_bit(SAID_IMAGE));
}

/* ---- scripts ---- */

/* Names of fields in the order in which they are trusted, each with its anchor. */
static const struct date_key {
    script_key key;
    uint8_t anchor; // in anchors
} date_keys[] = {
    { { T("datePublished"), 5 }, 0 },    { { T("published_at"), 1 }, 0 },
    { { T("publishedAt"), 1 }, 0 },      { { T("publishDate"), 1 }, 0 },
    { { T("publish_date"), 1 }, 0 },     { { T("publishedDate"), 1 }, 0 },
    { { T("PublishedDate"), 1 }, 0 },    { { T("PublishDate"), 1 }, 0 },
    { { T("published_date"), 1 }, 0 },   { { T("date_published"), 6 }, 0 },
    { { T("publicationDate"), 1 }, 0 },  { { T("PublicationDate"), 1 }, 0 },
    { { T("publication_date"), 1 }, 0 }, { { T("PublishingDate"), 1 }, 0 },
    { { T("firstPublished"), 6 }, 0 },   { { T("published-date"), 1 }, 0 },
    { { T("dateCreated"), 5 }, 1 },      { { T("publishedOn"), 1 }, 0 },
    { { T("\"published\""), 2 }, 0 },    { { T("\"pubdate\""), 0 }, 2 },
    { { T("\"pubDate\""), 0 }, 2 },      { { T("\"pub_date\""), 0 }, 2 },
    { { T("created_at"), 1 }, 1 },       { { T("created_timestamp"), 1 }, 1 },
    { { T("createdAt"), 1 }, 1 },        { { T("display_date"), 1 }, 3 },
    { { T("displayDate"), 1 }, 3 },
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

/* A date behind a field's name, or a number that stands for one. */
static bool field_day(text t, date *out) {
    if (when_find(t, WHEN_UNKNOWN, out, NULL, NULL))
        return true;
    size_t start = 0;
    while (start < t.len && !is_digit((unsigned char)t.at[start]))
        start++;
    size_t end = start;
    while (end < t.len && is_digit((unsigned char)t.at[end]))
        end++;
    text number = text_cut(t, start, end);
    return epoch_day(number, out) || (number.len == 8 && date_iso(number, out));
}

void said_see_scripts(days *s, text source) {
    size_t behind[DATE_KEYS];
    date day;
    find_keys(source, behind);
    for (size_t k = 0; k < DATE_KEYS; k++) {
        if (behind[k] == SIZE_MAX)
            continue;
        size_t at = behind[k],
               end = source.len - at < SCRIPT_DATE_REACH ? source.len : at + SCRIPT_DATE_REACH;
        if (field_day(text_cut(source, at, end), &day)) {
            days_see(s, day.day, day_bit(SAID_SCRIPT));
            return;
        }
    }
}

/* ---- elements ---- */

static void see_dates(days *s, const metadata *m, uint32_t title) {
    static const struct {
        day_sign first, later;
        bool is_far_too; // counts wherever it stands
    } signs[] = {
        [DATED_META] = { SAID_META, SAID_META_LATER, true },
        [DATED_META_PLAIN] = { SAID_META_PLAIN, SAID_META_LATER, true },
        [DATED_META_MODIFIED] = { SAID_META_MODIFIED, SAID_META_MODIFIED, true },
        [DATED_TIME_PUBLISHED] = { SAID_TIME_PUBLISHED, SAID_TIME_LATER, true },
        [DATED_TIME_MODIFIED] = { SAID_TIME_MODIFIED, SAID_TIME_LATER, true },
        [DATED_TIME] = { SAID_TIME_CLOSE, SAID_TIME_LATER, false },
        [DATED_ATTRIBUTE] = { SAID_ATTRIBUTE, SAID_TIME_LATER, false },
        [DATED_HINT] = { SAID_HINT, SAID_TIME_LATER, false },
    };
    uint32_t had = 0; // bits of enum date_mark
    bool had_time = false;
    for (uint32_t i = 0; i < m->n_dates; i++) {
        const date_said *said = &m->dates[i];
        bool is_close = said->at + TIME_REACH / 2 > title && said->at < title + TIME_REACH;
        if (said->mark == DATED_TIME && !had_time) {
            see_written(s, said->when, SAID_TIME_FIRST);
            had_time = true;
        }
        if (!signs[said->mark].is_far_too && !is_close)
            continue;
        bool is_later = had >> said->mark & 1;
        see_written(s, said->when, is_later ? signs[said->mark].later : signs[said->mark].first);
        had |= UINT32_C(1) << said->mark;
    }
}

static void see_title(days *s, text title) {
    date day;
    if (title.len && when_find(title, s->order, &day, NULL, NULL))
        days_see(s, day.day, day_bit(SAID_TITLE));
}

void said_see(days *s, const metadata *m, const pieces *ps, const doc *d) {
    see_written(s, m->linked.published, SAID_LINKED);
    see_written(s, m->linked.modified, SAID_LINKED_MODIFIED);
    see_written(s, m->linked.any_published, SAID_LINKED_ANY);
    see_dates(s, m, pieces_title_source(ps));
    see_addresses(s, m, d);
    see_title(s, m->title_tag);
    see_title(s, m->og_title);
}

void said_mark_zones(days *s, const metadata *m) {
    mark_zone(s, m->linked.published, m->language);
    for (uint32_t i = 0; i < m->n_dates; i++)
        if (m->dates[i].mark == DATED_META || m->dates[i].mark == DATED_TIME_PUBLISHED)
            mark_zone(s, m->dates[i].when, m->language);
}
