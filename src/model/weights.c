/* weights.c - reading, checking and laying out the weights file; see weights.h. The file is a
 * header of WEIGHTS_HEADER bytes, the shape among them, then the sections in the order of the table
 * below. */
#include "model/weights.h"

#include "base/error.h"
#include "doc/labels.h"

#include <stdbool.h>
#include <string.h>
#include <xxhash.h>

enum {
    WEIGHTS_HEADER = 256,
    AT_VERSION = 8,
    AT_SIZE = 16,
    AT_CHECKSUM = 24,
    AT_SHAPE = 32, // what the checksum covers begins here
    SECTIONS_MOST = 3 * WEIGHTS_LAYERS_MOST + 20,
    FEATURES_MOST = 64,
    ROWS_MOST = 1 << 20,
};

static const char magic[8] = "UHWEIGHT";

_Static_assert(AT_SHAPE + sizeof(weights_shape) <= WEIGHTS_HEADER, "the shape fits the header");

uint32_t weights_padded(uint32_t n) {
    return (n + WEIGHTS_STEP - 1) / WEIGHTS_STEP * WEIGHTS_STEP;
}

uint32_t weights_window(const weights_shape *s, uint32_t layer) {
    return s->width + 2 * s->reach[layer];
}

uint32_t weights_actions(const weights_shape *s) {
    return 1 + 2 * s->n_relations;
}

/* What a section holds, and so how it is checked. */
enum content {
    CONTENT_ANY,
    CONTENT_DENSE,
    CONTENT_FINE,
    CONTENT_SHIFT,
    CONTENT_BIAS,
    CONTENT_STEP,
    CONTENT_LABEL
};

typedef struct section {
    void *pointer; // to the array's pointer in struct weights
    const unsigned char *bytes;
    const char *name;
    size_t count, size; // items, bytes an item
    enum content content;
    uint32_t limit; // of labels: the first number that is none
} section;

typedef struct plan {
    section section[SECTIONS_MOST];
    size_t n;
} plan;

static void add(plan *p, void *pointer, const char *name, size_t count, size_t size,
                enum content content) {
    p->section[p->n++] = (section){ pointer, NULL, name, count, size, content, 0 };
}

static void add_layers(plan *p, weights *w) {
    size_t d = w->shape.width;
    for (uint32_t l = 0; l < w->shape.layers + w->shape.name_layers; l++) {
        add(p, &w->convolution[l], "convolution", weights_window(&w->shape, l) * d, 1,
            CONTENT_DENSE);
        add(p, &w->convolution_bias[l], "convolution bias", d, 4, CONTENT_BIAS);
        add(p, &w->convolution_shift[l], "convolution shift", d, 4, CONTENT_SHIFT);
    }
}

/* The sections of a file of w's shape, in their order. */
static void make_plan(plan *p, weights *w) {
    const weights_shape *s = &w->shape;
    size_t d = s->width, seen = s->slot_width, h = s->hidden, slots = (size_t)s->slots * h;
    size_t actions = weights_padded(weights_actions(s)), tags = weights_padded(s->n_tags);
    size_t names = weights_padded(s->n_names);
    p->n = 0;
    add(p, &w->row, "rows", s->rows * d / 2, 1, CONTENT_ANY);
    add_layers(p, w);
    add(p, &w->near, "near slots", seen * s->near * h, 1, CONTENT_DENSE);
    add(p, &w->far, "far slots", seen * (s->slots - s->near) * h, 1, CONTENT_DENSE);
    add(p, &w->slot_bias, "slot bias", slots, 4, CONTENT_BIAS);
    add(p, &w->slot_shift, "slot shift", slots, 4, CONTENT_SHIFT);
    add(p, &w->absent, "absent", slots, 2, CONTENT_ANY);
    add(p, &w->label, "child labels", (size_t)s->labels * (s->n_relations + 1) * h, 2, CONTENT_ANY);
    add(p, &w->bias_row, "bias rows", s->bias_rows * h, 2, CONTENT_ANY);
    add(p, &w->start, "start", h, 2, CONTENT_ANY);
    add(p, &w->action, "actions", h * actions, 2, CONTENT_FINE);
    add(p, &w->action_bias, "action bias", WEIGHTS_CASES * actions, 4, CONTENT_BIAS);
    add(p, &w->tag, "tags", d * tags, 1, CONTENT_DENSE);
    add(p, &w->tag_bias, "tag bias", tags, 4, CONTENT_BIAS);
    add(p, &w->name, "names", d * names, 1, CONTENT_DENSE);
    add(p, &w->name_bias, "name bias", names, 4, CONTENT_BIAS);
    add(p, &w->name_step, "name steps", (size_t)s->n_names * s->n_names, 4, CONTENT_STEP);
    add(p, &w->tag_label, "tag labels", 2 * (size_t)s->n_tags, 1, CONTENT_LABEL);
    p->section[p->n - 1].limit = XPOS_COUNT;
    add(p, &w->relation_label, "relation labels", s->n_relations, 1, CONTENT_LABEL);
    p->section[p->n - 1].limit = REL_COUNT;
    add(p, &w->name_label, "name labels", s->n_names, 1, CONTENT_LABEL);
    p->section[p->n - 1].limit = NAME_TAGS;
}

static size_t aligned(size_t n) {
    return (n + WEIGHTS_ALIGN - 1) / WEIGHTS_ALIGN * WEIGHTS_ALIGN;
}

static size_t size_of(const plan *p) {
    size_t at = WEIGHTS_HEADER;
    for (size_t i = 0; i < p->n; i++)
        at += aligned(p->section[i].count * p->section[i].size);
    return at;
}

/* Sets the arrays to their places behind bytes, size_of(p) of them. */
static void place_all(plan *p, const unsigned char *bytes) {
    size_t at = WEIGHTS_HEADER;
    for (size_t i = 0; i < p->n; i++) {
        section *s = &p->section[i];
        s->bytes = bytes + at;
        memcpy(s->pointer, &s->bytes, sizeof s->bytes);
        at += aligned(s->count * s->size);
    }
}

static bool in(uint32_t x, uint32_t least, uint32_t most) {
    return x >= least && x <= most;
}

static const char *bad_dimension(const weights_shape *s) {
    if (s->width % (2 * WEIGHTS_STEP) || !in(s->width, 2 * WEIGHTS_STEP, WEIGHTS_WIDTH_MOST))
        return "width";
    if (s->hidden % WEIGHTS_STEP || !in(s->hidden, WEIGHTS_STEP, WEIGHTS_HIDDEN_MOST))
        return "hidden width";
    if (!in(s->layers, 1, WEIGHTS_LAYERS_MOST) || s->name_layers > WEIGHTS_LAYERS_MOST - s->layers)
        return "number of layers";
    for (uint32_t l = 0; l < WEIGHTS_LAYERS_MOST; l++)
        if (s->reach[l] % WEIGHTS_STEP || s->reach[l] > s->width)
            return "reach";
    if (s->slot_width % WEIGHTS_STEP || !in(s->slot_width, WEIGHTS_STEP, s->width))
        return "slot width";
    if (!in(s->features, 1, FEATURES_MOST) || !in(s->slots, 2, FEATURES_MOST) ||
        !in(s->near, 1, s->slots - 1) || !in(s->labels, 1, FEATURES_MOST) ||
        !in(s->bias_rows, 1, 4096))
        return "number of features";
    if (!in(s->word_bits, 1, WEIGHTS_BITS_MOST) || !in(s->affix_bits, 1, WEIGHTS_BITS_MOST) ||
        !in(s->rows, 1, ROWS_MOST))
        return "table size";
    if (!in(s->n_tags, 1, WEIGHTS_LABELS_MOST) || !in(s->n_relations, 1, WEIGHTS_LABELS_MOST) ||
        !in(s->n_names, 1, WEIGHTS_STEP))
        return "number of labels";
    for (int i = 0; i <= WEIGHTS_LAYERS_MOST; i++)
        if (s->state_shift[i] > 15)
            return "shift";
    return NULL;
}

static bool numbers_within(const section *s, int32_t least, int32_t most) {
    const int32_t *x = (const void *)s->bytes;
    for (size_t i = 0; i < s->count; i++)
        if (x[i] < least || x[i] > most)
            return false;
    return true;
}

static bool dense_is_small(const section *s) {
    const int8_t *x = (const void *)s->bytes;
    bool bad = false;
    for (size_t i = 0; i < s->count; i++)
        bad |= x[i] > WEIGHTS_SIZE_MOST || x[i] < -WEIGHTS_SIZE_MOST;
    return !bad;
}

static bool fine_is_small(const section *s) {
    const int16_t *x = (const void *)s->bytes;
    for (size_t i = 0; i < s->count; i++)
        if (x[i] > WEIGHTS_FINE_MOST || x[i] < -WEIGHTS_FINE_MOST)
            return false;
    return true;
}

static bool labels_are_known(const section *s) {
    const uint8_t *x = s->bytes;
    for (size_t i = 0; i < s->count; i++)
        if (x[i] >= s->limit)
            return false;
    return true;
}

/* Biases leave room for the sum of products, steps for a sum over a sentence in 64 bits. */
static bool content_is_good(const section *s) {
    switch (s->content) {
    case CONTENT_DENSE:
        return dense_is_small(s);
    case CONTENT_FINE:
        return fine_is_small(s);
    case CONTENT_SHIFT:
        return numbers_within(s, 0, WEIGHTS_SHIFT_MOST);
    case CONTENT_BIAS:
        return numbers_within(s, -(1 << 30), 1 << 30);
    case CONTENT_STEP:
        return numbers_within(s, -(1 << 30), 1 << 30);
    case CONTENT_LABEL:
        return labels_are_known(s);
    default:
        return true;
    }
}

static bool upos_are_known(const weights *w) {
    for (uint32_t i = 0; i < w->shape.n_tags; i++)
        if (w->tag_label[2 * i] >= UPOS_COUNT)
            return false;
    return true;
}

static uint64_t read_number(const unsigned char *at, int n) {
    uint64_t x = 0;
    for (int i = n; i-- > 0;)
        x = x << 8 | at[i];
    return x;
}

static void write_number(unsigned char *at, uint64_t x, int n) {
    for (int i = 0; i < n; i++, x >>= 8)
        at[i] = (unsigned char)x;
}

static uint64_t checksum(const unsigned char *bytes, size_t n) {
    return XXH64(bytes + AT_SHAPE, n - AT_SHAPE, 0);
}

static bool is_little_endian(void) {
    uint32_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 1;
}

static uh_status refuse(uh_error *error, const char *what) {
    return error_set(error, UH_MODEL, "weights", "%s", what);
}

/* Magic, version, size and checksum; all are right before anything else is believed. */
static uh_status check_header(const unsigned char *bytes, size_t n, uh_error *error) {
    if (n < WEIGHTS_HEADER || memcmp(bytes, magic, sizeof magic) != 0)
        return refuse(error, "not a weights file");
    uint64_t version = read_number(bytes + AT_VERSION, 4), size = read_number(bytes + AT_SIZE, 8);
    if (version != WEIGHTS_VERSION)
        return error_set(error, UH_MODEL, "weights", "version %u, expected %d", (unsigned)version,
                         WEIGHTS_VERSION);
    if (size != n)
        return error_set(error, UH_MODEL, "weights", "file has %zu bytes, expected %llu", n,
                         (unsigned long long)size);
    if (checksum(bytes, n) != read_number(bytes + AT_CHECKSUM, 8))
        return refuse(error, "checksum does not match: the file was altered");
    return UH_OK;
}

uh_status weights_read(text file, weights *out, uh_error *error) {
    const unsigned char *bytes = (const unsigned char *)file.at;
    if (!is_little_endian())
        return refuse(error, "this machine is not little-endian");
    uh_status status = check_header(bytes, file.len, error);
    if (status)
        return status;
    weights w = { 0 };
    memcpy(&w.shape, bytes + AT_SHAPE, sizeof w.shape);
    const char *bad = bad_dimension(&w.shape);
    if (bad)
        return error_set(error, UH_MODEL, "weights", "%s is out of bounds", bad);
    plan p;
    make_plan(&p, &w);
    if (size_of(&p) != file.len)
        return error_set(error, UH_MODEL, "weights", "sections take %zu bytes, the file has %zu",
                         size_of(&p), file.len);
    place_all(&p, bytes);
    for (size_t i = 0; i < p.n; i++)
        if (!content_is_good(&p.section[i]))
            return error_set(error, UH_MODEL, "weights", "section %s is out of bounds",
                             p.section[i].name);
    if (!upos_are_known(&w))
        return refuse(error, "section tag labels is out of bounds");
    *out = w;
    return UH_OK;
}

size_t weights_size(const weights_shape *s) {
    weights w = { .shape = *s };
    plan p;
    make_plan(&p, &w);
    return size_of(&p);
}

void weights_lay(const weights_shape *s, unsigned char *bytes, weights *out) {
    *out = (weights){ .shape = *s };
    plan p;
    make_plan(&p, out);
    place_all(&p, bytes);
}

void weights_seal(const weights_shape *s, unsigned char *bytes) {
    size_t n = weights_size(s);
    memset(bytes, 0, WEIGHTS_HEADER);
    memcpy(bytes, magic, sizeof magic);
    write_number(bytes + AT_VERSION, WEIGHTS_VERSION, 4);
    write_number(bytes + AT_SIZE, n, 8);
    memcpy(bytes + AT_SHAPE, s, sizeof *s);
    write_number(bytes + AT_CHECKSUM, checksum(bytes, n), 8);
}
