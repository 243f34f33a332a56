/* date.h - calendar dates as days since 1970-01-01, proleptic Gregorian; no clock, no zone files.
 */
#ifndef UH_DATE_H
#define UH_DATE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum date_precision {
    DATE_NONE = 0, // not known
    DATE_YEAR,
    DATE_MONTH,
    DATE_WEEK,
    DATE_DAY,
    DATE_TIME, // to the minute or better
} date_precision;

/* A day with its precision; day is the first one of a year, month or week. second is UTC, of the
 * day. */
typedef struct date {
    int32_t day;
    int32_t second;
    date_precision precision;
} date;

enum { DATE_SIZE = 16 }; // of "YYYY-MM-DD" with room for years out of the usual

int32_t date_day(int year, int month, int day); // no check
void date_civil(int32_t days, int *year, int *month, int *day);
bool date_valid(int year, int month, int day); // years 1 to 9999
int date_weekday(int32_t days);                // 0 Sunday to 6 Saturday
/* Reads YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD, and ISO 8601 with time and offset (brought to UTC);
 * false leaves *out alone. Trailing text is refused. */
bool date_iso(text t, date *out);
/* Reads the day of a Unix time of our days: ten digits, of seconds, or thirteen, of thousandths. */
bool date_unix(text t, date *out);
/* Writes YYYY-MM-DD, "" where precision is DATE_NONE. */
void date_write(date d, char out[DATE_SIZE]);
void date_write_day(int32_t days, char out[DATE_SIZE]);
const char *date_precision_name(date_precision precision); // "" for none, "day" ...

#endif
