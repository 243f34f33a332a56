/* btree.c - b-trees of a SQLite file, from the leaves up. */
#include "store/btree.h"

enum {
    TABLE_INNER = 5,
    TABLE_LEAF = 13,
    INDEX_INNER = 2,
    INDEX_LEAF = 10,
    LEAF_HEAD = 8,      // bytes before a leaf's cell pointers
    INNER_HEAD = 12,    // the same, with the last child
    CHILD = 4,          // bytes of a page's number
    CELL_LEAST = 4,     // bytes that a cell takes at least
    VARINT_MOST = 9,    // bytes
    WRITE = 64 * 1024,  // bytes at once; SQLite's files take less than 128 KiB
    LOCKS = 0x40000000, // the byte that locks are taken on: its page holds nothing
};

/* ---- numbers ---- */

/* Eight groups of seven bits, each in a byte of its own. */
static uint64_t in_sevens(uint64_t number) {
    number = (number & 0xfffffff0000000) << 4 | (number & 0xfffffff);
    number = (number & 0x0fffc0000fffc000) << 2 | (number & 0x3fff00003fff);
    return (number & 0x3f803f803f803f80) << 1 | (number & 0x7f007f007f007f);
}

/* The same as btree_varint, but up to nine bytes are written; the ninth has eight bits. */
static int wide_varint(uint8_t *at, uint64_t number) {
    const uint64_t goes_on = 0x8080808080808080;
    int n = (64 - __builtin_clzll(number | 1) + 6) / 7;
    if (n < VARINT_MOST) {
        put_big(at, (in_sevens(number) | goes_on << 8) << (64 - 8 * n), 8);
        return n;
    }
    put_big(at, in_sevens(number >> 8) | goes_on, 8);
    at[8] = (uint8_t)number;
    return VARINT_MOST;
}

int btree_long_varint(uint8_t *at, uint64_t number) {
    uint8_t bytes[VARINT_MOST];
    int n = wide_varint(bytes, number);
    memcpy(at, bytes, (size_t)n);
    return n;
}

/* ---- pages ---- */

bool pages_begin(pages_out *o, arena *a, sqlite3_file *file, uint32_t page_size, uint32_t first) {
    *o = (pages_out){ .file = file, .page_size = page_size, .next = first, .first = first };
    o->waiting = arena_room(a, 1, WRITE);
    return o->waiting != NULL;
}

void pages_flush(pages_out *o) {
    sqlite3_int64 at = (sqlite3_int64)(o->first - 1) * o->page_size;
    if (o->n && o->code == SQLITE_OK)
        o->code = o->file->pMethods->xWrite(o->file, o->waiting, (int)o->n, at);
    o->first = o->next;
    o->n = 0;
}

/* The page that was put behind those that wait is finished. Writes end where the file's parts of
 * their size do: a system's cache takes such a part as one, and half the time. */
static void pass_page(pages_out *o) {
    o->n += o->page_size;
    o->next++;
    if ((o->next - 1) % (WRITE / o->page_size) == 0)
        pages_flush(o);
}

static void put_page(pages_out *o, const uint8_t *page) {
    memcpy(o->waiting + o->n, page, o->page_size);
    pass_page(o);
}

/* The number that the next page gets. */
static uint32_t next_page(pages_out *o) {
    if (o->next == LOCKS / o->page_size + 1) {
        memset(o->waiting + o->n, 0, o->page_size);
        pass_page(o);
    }
    return o->next;
}

static uint32_t add_page(pages_out *o, const uint8_t *page) {
    uint32_t number = next_page(o);
    put_page(o, page);
    return number;
}

/* ---- open pages ---- */

static uint32_t head_of(int level) {
    return level ? INNER_HEAD : LEAF_HEAD;
}

static void clear_page(const btree *t, btree_page *p) {
    p->cells = 0;
    p->low = t->out->page_size;
}

static btree_page *level_of(btree *t, int level) {
    btree_page *p = &t->levels[level];
    if (p->at)
        return p;
    p->at = arena_room(t->arena, 1, t->out->page_size);
    t->failed |= !p->at;
    if (!p->at)
        return NULL;
    t->n_levels = level + 1;
    clear_page(t, p);
    return p;
}

static bool has_room(const btree_page *p, int level, uint32_t n) {
    return p->low >= n + head_of(level) + 2 * (p->cells + 1);
}

/* Puts a cell into an open page that has room for it. Returns its place. */
static uint8_t *add_cell(btree_page *p, int level, uint32_t n) {
    p->low -= n < CELL_LEAST ? CELL_LEAST : n;
    put_big(p->at + head_of(level) + 2 * p->cells++, p->low, 2);
    return p->at + p->low;
}

/* Writes the head of a page and clears what lies between its pointers and its cells. */
static void close_page(const btree *t, btree_page *p, int level, uint32_t last_child) {
    uint32_t end = head_of(level) + 2 * p->cells;
    p->at[0] = (uint8_t)(t->is_index ? (level ? INDEX_INNER : INDEX_LEAF)
                                     : (level ? TABLE_INNER : TABLE_LEAF));
    put_big(p->at + 1, 0, 2);
    put_big(p->at + 3, p->cells, 2);
    put_big(p->at + 5, p->low & 0xffff, 2); // 65536 is 0
    p->at[7] = 0;
    if (level)
        put_big(p->at + 8, last_child, CHILD);
    memset(p->at + end, 0, p->low - end);
}

static uint32_t write_page(btree *t, btree_page *p, int level, uint32_t last_child) {
    close_page(t, p, level, last_child);
    uint32_t number = add_page(t->out, p->at);
    clear_page(t, p);
    return number;
}

/* ---- inner pages ---- */

/* Takes the last cell from a page; its bytes without the child go to t->popped. */
static uint32_t pop_cell(btree *t, btree_page *p, int level, uint32_t *child) {
    uint32_t above = t->out->page_size;
    const uint8_t *cell = p->at + p->low;
    if (p->cells > 1) {
        const uint8_t *at = p->at + head_of(level) + 2 * (p->cells - 2);
        above = (uint32_t)at[0] << 8 | at[1];
    }
    uint32_t n = above - p->low, skip = level ? CHILD : 0;
    *child = level ? get_big(cell) : 0;
    memcpy(t->popped, cell + skip, n - skip);
    p->low = above;
    p->cells--;
    return n - skip;
}

/* Appends the cell in t->cell, and from level 1 on the child before it. A page that is full gives
 * its last cell to the level above: what is left of it is a child there, and no page stays empty.
 */
static void push(btree *t, int level, uint32_t child, uint32_t n) {
    for (; level < BTREE_LEVELS; level++) {
        uint32_t all = n + (level ? CHILD : 0), last = 0;
        btree_page *p = level_of(t, level);
        if (!p)
            return;
        bool fits = has_room(p, level, all);
        uint32_t n_popped = fits ? 0 : pop_cell(t, p, level, &last);
        uint32_t number = fits ? 0 : write_page(t, p, level, last);
        uint8_t *to = add_cell(p, level, all);
        if (level)
            put_big(to, child, CHILD);
        memcpy(to + (level ? CHILD : 0), t->cell, n);
        if (fits)
            return;
        memcpy(t->cell, t->popped, n_popped);
        n = n_popped;
        child = number;
    }
    t->failed = true;
}

/* ---- cells ---- */

/* Bytes of a row that stay in its cell; the rest goes to pages of its own. */
static uint32_t kept_of(const btree *t, uint32_t n) {
    uint32_t size = t->out->page_size;
    uint32_t most = t->is_index ? (size - 12) * 64 / 255 - 23 : size - 35;
    uint32_t least = (size - 12) * 32 / 255 - 23;
    if (n <= most)
        return n;
    uint32_t even = least + (n - least) % (size - CHILD);
    return even <= most ? even : least;
}

/* Writes the rest of a row as a chain of pages; returns the first. */
static uint32_t spill(btree *t, const uint8_t *rest, uint32_t n) {
    pages_out *o = t->out;
    uint32_t first = 0, room = o->page_size - CHILD;
    uint8_t *page = arena_room(t->arena, 1, o->page_size);
    t->failed |= !page;
    while (page && n) {
        uint32_t here = n < room ? n : room, number = next_page(o);
        bool is_skipped = number + 1 == LOCKS / o->page_size + 1;
        put_big(page, n > here ? number + 1 + is_skipped : 0, CHILD);
        memcpy(page + CHILD, rest, here);
        memset(page + CHILD + here, 0, room - here);
        put_page(o, page);
        first = first ? first : number;
        rest += here;
        n -= here;
    }
    return first;
}

static uint32_t spill_rest(btree *t, const uint8_t *row, uint32_t kept, uint32_t n) {
    arena_mark mark = arena_save(t->arena);
    uint32_t first = spill(t, row + kept, n - kept);
    arena_rewind(t->arena, mark);
    return first;
}

void btree_key(btree *t, const uint8_t *row, uint32_t n) {
    uint8_t *cell = t->cell;
    btree_page *p = &t->levels[0];
    uint32_t kept = kept_of(t, n), all = n + (n < 128 ? 1 : 2);
    if (kept == n && has_room(p, 0, all)) { // most often it goes where it stays
        uint8_t *to = add_cell(p, 0, all);
        memcpy(to + btree_varint(to, n), row, n);
        return;
    }
    cell += btree_varint(cell, n);
    memcpy(cell, row, kept);
    cell += kept;
    if (kept < n) {
        put_big(cell, spill_rest(t, row, kept, n), CHILD);
        cell += CHILD;
    }
    push(t, 0, 0, (uint32_t)(cell - t->cell));
}

void btree_row(btree *t, int64_t number, const uint8_t *row, uint32_t n) {
    uint8_t head[2 * VARINT_MOST];
    uint32_t kept = kept_of(t, n), at = (uint32_t)btree_varint(head, n);
    at += (uint32_t)wide_varint(head + at, (uint64_t)number);
    uint32_t rest = kept < n ? spill_rest(t, row, kept, n) : 0;
    uint32_t all = at + kept + (rest ? CHILD : 0);
    btree_page *p = level_of(t, 0);
    if (!p)
        return;
    if (!has_room(p, 0, all)) {
        uint32_t child = write_page(t, p, 0, 0);
        push(t, 1, child, (uint32_t)btree_varint(t->cell, (uint64_t)t->last));
    }
    uint8_t *to = add_cell(p, 0, all);
    memcpy(to, head, at);
    memcpy(to + at, row, kept);
    if (rest)
        put_big(to + at + kept, rest, CHILD);
    t->last = number;
}

/* ---- beginning and end ---- */

bool btree_begin(btree *t, pages_out *o, arena *a, bool is_index, uint32_t root) {
    *t = (btree){ .out = o, .arena = a, .is_index = is_index, .root = root };
    t->cell = arena_room(a, 1, o->page_size);
    t->popped = arena_room(a, 1, o->page_size);
    return level_of(t, 0) && t->cell && t->popped;
}

const uint8_t *btree_end(btree *t) {
    uint32_t child = 0;
    int top = t->n_levels - 1;
    for (int level = 0; level < top; level++)
        child = write_page(t, &t->levels[level], level, child);
    close_page(t, &t->levels[top], top, child);
    return t->levels[top].at;
}
