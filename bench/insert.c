/* insert.c - RECORD NEW: what SQLite alone takes for the rows of an imported record. Reads its five
 * tables into memory, then inserts the same rows into empty tables of a new file by one prepared
 * statement each, 20,000 rows a transaction, and makes the indexes behind them. Processor seconds,
 * user and system, of each step. */
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { BATCH = 20000, SQL_MOST = 4096, COLUMNS_MOST = 32 };

static const char *const tables[] = { "documents", "reports", "events", "sides", "originals" };

typedef struct rows {
    sqlite3_value **values; // [n][columns]
    int columns;
    size_t n, cap;
} rows;

static void demand(int good, const char *what) {
    if (good)
        return;
    fprintf(stderr, "insert: %s\n", what);
    exit(1);
}

static void run(sqlite3 *db, const char *sql) {
    demand(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

static double seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q = NULL;
    demand(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q, NULL) == SQLITE_OK,
           sqlite3_errmsg(db));
    return q;
}

static rows read_table(sqlite3 *db, const char *table) {
    char sql[SQL_MOST];
    rows r = { 0 };
    snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
    sqlite3_stmt *q = prepare(db, sql);
    r.columns = sqlite3_column_count(q);
    while (sqlite3_step(q) == SQLITE_ROW) {
        if (r.n == r.cap) {
            r.cap = r.cap ? 2 * r.cap : BATCH;
            r.values = realloc(r.values, r.cap * (size_t)r.columns * sizeof *r.values);
            demand(r.values != NULL, "out of memory");
        }
        for (int i = 0; i < r.columns; i++)
            r.values[r.n * (size_t)r.columns + (size_t)i] =
                sqlite3_value_dup(sqlite3_column_value(q, i));
        r.n++;
    }
    sqlite3_finalize(q);
    return r;
}

static void insert_all(sqlite3 *db, const char *table, const rows *r) {
    char sql[SQL_MOST];
    int n = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);
    for (int i = 1; i < r->columns && i < COLUMNS_MOST; i++)
        n += snprintf(sql + n, sizeof sql - (size_t)n, ", ?");
    snprintf(sql + n, sizeof sql - (size_t)n, ")");
    sqlite3_stmt *q = prepare(db, sql);
    run(db, "BEGIN");
    for (size_t i = 0; i < r->n; i++) {
        for (int c = 0; c < r->columns; c++)
            sqlite3_bind_value(q, c + 1, r->values[i * (size_t)r->columns + (size_t)c]);
        demand(sqlite3_step(q) == SQLITE_DONE, sqlite3_errmsg(db));
        sqlite3_reset(q);
        if (i % BATCH == BATCH - 1)
            run(db, "COMMIT; BEGIN");
    }
    run(db, "COMMIT");
    sqlite3_finalize(q);
}

/* Runs the statements that made the record's tables, or their indexes, on the new file. */
static void make(sqlite3 *from, sqlite3 *to, const char *type) {
    char sql[SQL_MOST];
    snprintf(sql, sizeof sql,
             "SELECT sql FROM sqlite_schema WHERE type = '%s' AND sql IS NOT NULL AND tbl_name IN "
             "('documents', 'reports', 'events', 'sides', 'originals')",
             type);
    sqlite3_stmt *q = prepare(from, sql);
    while (sqlite3_step(q) == SQLITE_ROW)
        run(to, (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
}

int main(int n, char **names) {
    enum { TABLES = sizeof tables / sizeof *tables };
    sqlite3 *from, *to;
    rows r[TABLES];
    demand(n == 3, "usage: insert RECORD NEW");
    demand(sqlite3_open(names[1], &from) == SQLITE_OK, "cannot open the record");
    demand(sqlite3_open(names[2], &to) == SQLITE_OK, "cannot make the new file");
    for (int i = 0; i < TABLES; i++)
        r[i] = read_table(from, tables[i]);
    run(to, "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = -65536");
    make(from, to, "table");
    double start = seconds(), last = start;
    for (int i = 0; i < TABLES; i++) {
        insert_all(to, tables[i], &r[i]);
        printf("%-9s %8zu rows %.2f s\n", tables[i], r[i].n, seconds() - last);
        last = seconds();
    }
    make(from, to, "index");
    double end = seconds();
    printf("indexes %.2f s\nall %.2f s: %.0f reports a second\n", end - last, end - start,
           (double)r[1].n / (end - start));
    sqlite3_close(to);
    sqlite3_close(from);
    return 0;
}
