/* parts.c - sections made of arrays, pools of strings, packed hash tables. */
#include "model/parts.h"

#include <string.h>

enum { PART_ALIGN = 16, TABLE_START = 256, POOL_STRING_MOST = UINT16_MAX };

static uint32_t read32(const char *at) {
    uint32_t n;
    memcpy(&n, at, sizeof n);
    return n;
}

static void add32(buffer *b, uint32_t n) {
    buffer_add(b, &n, sizeof n);
}

static size_t aligned(size_t n) {
    return (n + PART_ALIGN - 1) / PART_ALIGN * PART_ALIGN;
}

void parts_write(buffer *out, const text *parts, uint32_t n) {
    static const char zeros[PART_ALIGN] = { 0 };
    size_t start = out->len, at = aligned(4 + 8 * (size_t)n);
    add32(out, n);
    for (uint32_t i = 0; i < n; i++) {
        add32(out, (uint32_t)at);
        add32(out, (uint32_t)parts[i].len);
        at += aligned(parts[i].len);
    }
    for (uint32_t i = 0; i < n; i++) {
        buffer_add(out, zeros, aligned(out->len - start) - (out->len - start));
        buffer_text(out, parts[i]);
    }
}

bool parts_read(text section, text *parts, uint32_t n) {
    if (section.len < 4 + 8 * (size_t)n || read32(section.at) != n)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = read32(section.at + 4 + 8 * i), size = read32(section.at + 8 + 8 * i);
        if (at % PART_ALIGN || at > section.len || size > section.len - at)
            return false;
        parts[i] = (text){ section.at + at, size };
    }
    return true;
}

void pool_open(pool *p, arena *a) {
    *p = (pool){ .arena = a };
    buffer_add(&p->bytes, "\0", 2);
}

uint32_t pool_add(pool *p, text t) {
    uint32_t at = 0;
    if (t.len == 0)
        return 0;
    if (t.len > POOL_STRING_MOST)
        t.len = POOL_STRING_MOST;
    uint64_t key = hash_text(t);
    if (map_get(&p->known, key, &at))
        return at;
    uint16_t len = (uint16_t)t.len;
    at = (uint32_t)p->bytes.len;
    buffer_add(&p->bytes, &len, sizeof len);
    buffer_text(&p->bytes, t);
    if (!map_put(&p->known, p->arena, key, at))
        p->bytes.failed = true;
    return p->bytes.failed ? 0 : at;
}

text pool_text(text pool_bytes, uint32_t offset) {
    uint16_t len;
    if (offset == 0 || pool_bytes.len < sizeof len || offset > pool_bytes.len - sizeof len)
        return (text){ "", 0 };
    memcpy(&len, pool_bytes.at + offset, sizeof len);
    if (len > pool_bytes.len - sizeof len - offset)
        return (text){ "", 0 };
    return (text){ pool_bytes.at + offset + sizeof len, len };
}

static uint32_t place(const table_slot *slots, uint32_t cap, uint64_t key) {
    uint32_t at = (uint32_t)(key >> 20) & (cap - 1);
    while (slots[at].key && slots[at].key != key)
        at = (at + 1) & (cap - 1);
    return at;
}

static bool enlarge(table *t) {
    uint32_t cap = t->cap ? t->cap * 2 : TABLE_START;
    table_slot *slots = t->cap > UINT32_MAX / 4 ? NULL : arena_array(t->arena, cap, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < t->cap; i++)
        if (t->slots[i].key)
            slots[place(slots, cap, t->slots[i].key)] = t->slots[i];
    t->slots = slots;
    t->cap = cap;
    return true;
}

table_slot *table_slot_of(table *t, uint64_t key) {
    if (key == 0)
        key = 1;
    if (t->n >= t->cap / 2 && !enlarge(t))
        return NULL;
    table_slot *slot = &t->slots[place(t->slots, t->cap, key)];
    if (!slot->key) {
        slot->key = key;
        t->n++;
    }
    return slot;
}

static size_t filter_bytes(size_t cap) {
    return cap * TABLE_FILTER / 8;
}

/* The byte of a key among those of a table's filter; its upper part is the key's place. */
static uint32_t filter_byte(uint32_t cap, uint64_t key) {
    return (uint32_t)(key >> 21) & (cap * TABLE_FILTER / 8 - 1);
}

static unsigned filter_bits(uint64_t key) {
    return 1u << (key >> 18 & 7) | 1u << (key >> 15 & 7);
}

text table_pack(const table *t) {
    size_t slots = t->cap * sizeof *t->slots;
    if (t->cap == 0)
        return (text){ NULL, 0 };
    uint8_t *packed = arena_alloc(t->arena, slots + filter_bytes(t->cap));
    if (!packed)
        return (text){ NULL, 0 };
    memcpy(packed, t->slots, slots);
    for (uint32_t i = 0; i < t->cap; i++) {
        uint64_t key = t->slots[i].key;
        if (key)
            packed[slots + filter_byte(t->cap, key)] |= (uint8_t)filter_bits(key);
    }
    return (text){ (const char *)packed, slots + filter_bytes(t->cap) };
}

size_t table_cap(text packed) {
    return packed.len * 8 / (8 * sizeof(table_slot) + TABLE_FILTER);
}

const table_slot *table_find(text packed, uint64_t key) {
    const table_slot *slots = (const table_slot *)(const void *)packed.at;
    uint32_t cap = (uint32_t)table_cap(packed);
    if (cap == 0)
        return NULL;
    if (key == 0)
        key = 1;
    const unsigned char *filter = (const unsigned char *)(slots + cap);
    if (filter_bits(key) & ~(unsigned)filter[filter_byte(cap, key)])
        return NULL;
    const table_slot *slot = &slots[place(slots, cap, key)];
    return slot->key ? slot : NULL;
}

void table_ahead(text packed, uint64_t key) {
    uint32_t cap = (uint32_t)table_cap(packed);
    const table_slot *slots = (const table_slot *)(const void *)packed.at;
    if (cap == 0)
        return;
    __builtin_prefetch((const unsigned char *)(slots + cap) + filter_byte(cap, key));
    __builtin_prefetch(&slots[(uint32_t)(key >> 20) & (cap - 1)]);
}

bool table_is_sound(text packed) {
    const table_slot *slots = (const table_slot *)(const void *)packed.at;
    size_t cap = table_cap(packed);
    if (packed.len != cap * sizeof *slots + filter_bytes(cap) || (cap & (cap - 1)) ||
        (cap && filter_bytes(cap) == 0) || cap > UINT32_MAX / TABLE_FILTER)
        return false;
    for (size_t i = 0; i < cap; i++)
        if (!slots[i].key)
            return true;
    return cap == 0;
}
