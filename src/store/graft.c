/* graft.c - new pages into a file, with a rollback journal. */
#include "store/graft.h"
#include "store/btree.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD = 100,     // bytes of the file's head, and where its numbers stand:
    AT_SIZE = 16,   // of a page
    AT_WRITES = 18, // 1: with a journal
    AT_RESERVED = 20,
    AT_CHANGES = 24,
    AT_PAGES = 28,
    AT_FORMAT = 44, // 4: small numbers take no room
    AT_VACUUM = 52,
    AT_ENCODING = 56,
    AT_VALID = 92, // the change after which AT_PAGES was right
    SECTOR = 512,
    SUM_STEP = 200, // every so many bytes count for a page's sum
    PAUSE_MS = 20,
};

/* ---- bytes ---- */

static sqlite3_int64 place_of(const graft *g, uint32_t number) {
    return (sqlite3_int64)(number - 1) * g->page_size;
}

/* ---- beginning ---- */

static uh_status result(store *s, int code, const char *doing, uh_error *error) {
    return code == SQLITE_OK ? UH_OK : handle_error(s, code, doing, error);
}

uh_status graft_begin(store *s, graft *g, bool *fits, uh_error *error) {
    uint8_t head[HEAD];
    *g = (graft){ 0 };
    *fits = false;
    if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &g->file) != SQLITE_OK ||
        !g->file || !g->file->pMethods)
        return UH_OK;
    int code = g->file->pMethods->xRead(g->file, head, HEAD, 0);
    if (code != SQLITE_OK)
        return code == SQLITE_IOERR_SHORT_READ ? UH_OK : result(s, code, "read", error);
    g->page_size = (uint32_t)head[AT_SIZE] << 8 | head[AT_SIZE + 1];
    if (g->page_size == 1)
        g->page_size = 65536;
    g->n_pages = get_big(head + AT_PAGES);
    g->changes = get_big(head + AT_CHANGES);
    *fits = head[AT_WRITES] == 1 && head[AT_WRITES + 1] == 1 && head[AT_RESERVED] == 0 &&
            get_big(head + AT_FORMAT) == 4 && get_big(head + AT_VACUUM) == 0 &&
            get_big(head + AT_ENCODING) == 1 && get_big(head + AT_VALID) == g->changes;
    if (!*fits)
        g->file = NULL; // nothing is to be taken away from it
    return UH_OK;
}

uh_status graft_read(store *s, const graft *g, uint32_t number, uint8_t *out, uh_error *error) {
    int code = g->file->pMethods->xRead(g->file, out, (int)g->page_size, place_of(g, number));
    return result(s, code, "read", error);
}

/* ---- the journal ---- */

static uint32_t sum_of(const uint8_t *bytes, uint32_t size, uint32_t start) {
    for (int i = (int)size - SUM_STEP; i > 0; i -= SUM_STEP)
        start += bytes[i];
    return start;
}

static int open_journal(store *s, sqlite3_file **out) {
    enum { FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_JOURNAL };
    sqlite3_vfs *vfs = NULL;
    const char *name = sqlite3_filename_journal(sqlite3_db_filename(s->db, "main"));
    int flags, code = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    sqlite3_file *file = code == SQLITE_OK ? calloc(1, (size_t)vfs->szOsFile) : NULL;
    if (!file)
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    code = vfs->xOpen(vfs, name, file, FLAGS, &flags);
    if (code == SQLITE_OK)
        *out = file;
    else
        free(file);
    return code;
}

static void close_journal(sqlite3_file *journal) {
    if (!journal)
        return;
    if (journal->pMethods)
        journal->pMethods->xClose(journal);
    free(journal);
}

static int write_head(const graft *g, sqlite3_file *journal, int n) {
    static const uint8_t magic[] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
    uint8_t head[SECTOR] = { 0 };
    memcpy(head, magic, sizeof magic);
    put_big(head + 8, (uint32_t)n, 4);
    put_big(head + 12, g->changes, 4); // sums start from it
    put_big(head + 16, g->n_pages, 4);
    put_big(head + 20, SECTOR, 4);
    put_big(head + 24, g->page_size, 4);
    return journal->pMethods->xWrite(journal, head, SECTOR, 0);
}

/* Keeps a page as it is; record: memory for it, its number and its sum. */
static int keep_page(const graft *g, sqlite3_file *journal, uint32_t number, int i,
                     uint8_t *record) {
    int size = (int)g->page_size + 8;
    int code =
        g->file->pMethods->xRead(g->file, record + 4, (int)g->page_size, place_of(g, number));
    if (code != SQLITE_OK)
        return code;
    put_big(record, number, 4);
    put_big(record + 4 + g->page_size, sum_of(record + 4, g->page_size, g->changes), 4);
    return journal->pMethods->xWrite(journal, record, size, SECTOR + (sqlite3_int64)i * size);
}

/* Keeps the first page, which has the head, and those that roots replace. */
static int keep_pages(const graft *g, sqlite3_file *journal, const graft_root *roots, int n) {
    uint8_t *record = malloc(g->page_size + 8);
    int code = record ? write_head(g, journal, n + 1) : SQLITE_NOMEM;
    if (code == SQLITE_OK)
        code = keep_page(g, journal, 1, 0, record);
    for (int i = 0; i < n && code == SQLITE_OK; i++)
        code = keep_page(g, journal, roots[i].number, i + 1, record);
    if (code == SQLITE_OK)
        code = journal->pMethods->xSync(journal, SQLITE_SYNC_NORMAL);
    free(record);
    return code;
}

/* ---- putting ---- */

/* Readers end soon as a rule. */
static int lock_out_readers(const graft *g) {
    int code = SQLITE_BUSY;
    for (int waited = 0; waited < STORE_WAIT_MS && code == SQLITE_BUSY; waited += PAUSE_MS) {
        code = g->file->pMethods->xLock(g->file, SQLITE_LOCK_EXCLUSIVE);
        if (code == SQLITE_BUSY)
            sqlite3_sleep(PAUSE_MS);
    }
    return code;
}

static int write_head_of_file(const graft *g, uint32_t n_pages) {
    uint8_t head[HEAD];
    int code = g->file->pMethods->xRead(g->file, head, HEAD, 0);
    put_big(head + AT_CHANGES, g->changes + 1, 4);
    put_big(head + AT_PAGES, n_pages, 4);
    put_big(head + AT_VALID, g->changes + 1, 4);
    return code == SQLITE_OK ? g->file->pMethods->xWrite(g->file, head, HEAD, 0) : code;
}

static int write_roots(const graft *g, const graft_root *roots, int n, uint32_t n_pages) {
    const sqlite3_io_methods *m = g->file->pMethods;
    int code = SQLITE_OK;
    for (int i = 0; i < n && code == SQLITE_OK; i++)
        code = m->xWrite(g->file, roots[i].page, (int)g->page_size, place_of(g, roots[i].number));
    if (code == SQLITE_OK)
        code = write_head_of_file(g, n_pages);
    if (code == SQLITE_OK) // an import that was killed may have left pages behind these
        code = m->xTruncate(g->file, place_of(g, n_pages + 1));
    return code == SQLITE_OK ? m->xSync(g->file, SQLITE_SYNC_NORMAL) : code;
}

uh_status graft_put(store *s, graft *g, const graft_root *roots, int n, uint32_t n_pages,
                    uh_error *error) {
    sqlite3_file *journal = NULL;
    int code = open_journal(s, &journal);
    g->is_begun = true;
    if (code == SQLITE_OK)
        code = keep_pages(g, journal, roots, n);
    if (code == SQLITE_OK)
        code = lock_out_readers(g);
    if (code == SQLITE_OK)
        code = write_roots(g, roots, n, n_pages);
    if (code == SQLITE_OK) // from here on it stands
        code = journal->pMethods->xTruncate(journal, 0);
    if (code == SQLITE_OK)
        code = journal->pMethods->xSync(journal, SQLITE_SYNC_NORMAL);
    close_journal(journal);
    return result(s, code, "write", error);
}

void graft_drop(const graft *g) {
    if (g->file && g->file->pMethods && !g->is_begun)
        g->file->pMethods->xTruncate(g->file, place_of(g, g->n_pages + 1));
}
