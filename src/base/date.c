/* date.c - calendar dates as days since 1970-01-01 (after H. Hinnant, "chrono-compatible low-level
 * date algorithms", 2013: eras of 400 years that start in March). */
#include "base/date.h"

enum { ERA_DAYS = 146097, EPOCH_SHIFT = 719468, DAY_SECONDS = 86400 };

int32_t date_day(int year, int month, int day) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * ERA_DAYS + days - EPOCH_SHIFT;
}

void date_civil(int32_t days, int *year, int *month, int *day) {
    int64_t z = (int64_t)days + EPOCH_SHIFT;
    int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
    int of_era = (int)(z - era * ERA_DAYS);
    int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / (ERA_DAYS - 1)) / 365;
    int of_year = of_era - (365 * years + years / 4 - years / 100);
    int shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int)(era * 400 + years) + (*month <= 2);
}

static int month_length(int year, int month) {
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

bool date_valid(int year, int month, int day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_length(year, month);
}

int date_weekday(int32_t days) {
    return (int)(((int64_t)days % 7 + 11) % 7);
}

/* Takes n digits off the front of *t. */
static bool take(text *t, size_t n, int *out) {
    uint64_t number;
    if (t->len < n || !text_number(text_cut(*t, 0, n), 9999, &number))
        return false;
    *t = text_cut(*t, n, t->len);
    *out = (int)number;
    return true;
}

static bool skip(text *t, char c) {
    if (t->len == 0 || t->at[0] != c)
        return false;
    *t = text_cut(*t, 1, t->len);
    return true;
}

/* Reads hh:mm[:ss[.fff]] and an offset; *second is UTC, may lie outside the day. */
static bool take_time(text *t, int *second) {
    int hour, minute, seconds = 0, off_hour = 0, off_minute = 0, sign = 0;
    if (!take(t, 2, &hour) || (skip(t, ':'), !take(t, 2, &minute)))
        return false;
    if (t->len && (t->at[0] == ':' || is_digit((unsigned char)t->at[0])))
        if (skip(t, ':'), !take(t, 2, &seconds))
            return false;
    if (skip(t, '.') || skip(t, ','))
        while (t->len && is_digit((unsigned char)t->at[0]))
            *t = text_cut(*t, 1, t->len);
    skip(t, ' ');
    if (skip(t, '+'))
        sign = 1;
    else if (skip(t, '-'))
        sign = -1;
    else if (!skip(t, 'Z') && !skip(t, 'z') && text_equal(*t, TEXT("GMT")))
        *t = text_cut(*t, 3, 3);
    if (sign && (!take(t, 2, &off_hour) || (skip(t, ':'), t->len && !take(t, 2, &off_minute))))
        return false;
    if (hour > 24 || minute > 59 || seconds > 60 || off_hour > 15 || off_minute > 59)
        return false;
    *second = hour * 3600 + minute * 60 + seconds - sign * (off_hour * 3600 + off_minute * 60);
    return true;
}

bool date_iso(text t, date *out) {
    int year, month = 1, day = 1, second = 0;
    date_precision precision = DATE_YEAR;
    t = text_trim(t);
    if (!take(&t, 4, &year))
        return false;
    if (t.len) {
        bool dashed = skip(&t, '-');
        if (!take(&t, 2, &month))
            return false;
        precision = DATE_MONTH;
        if (t.len) {
            if ((dashed && !skip(&t, '-')) || !take(&t, 2, &day))
                return false;
            precision = DATE_DAY;
        } else if (!dashed)
            return false;
    }
    if (t.len) {
        if ((!skip(&t, 'T') && !skip(&t, 't') && !skip(&t, ' ')) || !take_time(&t, &second))
            return false;
        precision = DATE_TIME;
    }
    if (t.len || !date_valid(year, month, day))
        return false;
    int32_t days = date_day(year, month, day);
    for (; second < 0; second += DAY_SECONDS)
        days--;
    for (; second >= DAY_SECONDS; second -= DAY_SECONDS)
        days++;
    *out = (date){ days, second, precision };
    return true;
}

bool date_unix(text t, date *out) {
    enum { SECONDS_DIGITS = 10, MILLI_DIGITS = 13 };
    uint64_t n;
    if ((t.len != SECONDS_DIGITS && t.len != MILLI_DIGITS) || !text_number(t, INT64_MAX, &n))
        return false;
    if (t.len == MILLI_DIGITS)
        n /= 1000;
    *out = (date){ .day = (int32_t)(n / DAY_SECONDS), .precision = DATE_DAY };
    return true;
}

/* Writes a number in so many digits. */
static char *digits(char *out, int number, int n) {
    for (int i = n; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + n;
}

void date_write_day(int32_t days, char out[DATE_SIZE]) {
    int year, month, day;
    date_civil(days, &year, &month, &day);
    if (year >= 1 && year <= 9999) {
        out = digits(out, year, 4);
        *out++ = '-';
        out = digits(out, month, 2);
        *out++ = '-';
        out = digits(out, day, 2);
    }
    *out = '\0';
}

void date_write(date d, char out[DATE_SIZE]) {
    if (d.precision == DATE_NONE)
        out[0] = '\0';
    else
        date_write_day(d.day, out);
}

const char *date_precision_name(date_precision precision) {
    static const char *const names[] = { "", "year", "month", "week", "day", "time" };
    return (unsigned)precision < sizeof names / sizeof *names ? names[precision] : "";
}
