/* parse.c - see parse.h. */
#include "language/parse.h"

#include "base/error.h"
#include "language/name.h"
#include "language/tag.h"
#include "language/tree.h"
#include "language/trunk.h"

typedef struct parse_space {
    text *forms;     // [n]
    uint8_t *labels; // [n]
    void *name;      // name_space(n) bytes; NULL: names are not wanted
    trunk_space trunk;
    tree_space tree;
} parse_space;

static bool reserve(parse_space *space, const weights *w, size_t n, bool names, arena *memory) {
    space->forms = arena_array(memory, n, sizeof *space->forms);
    space->labels = arena_array(memory, n, 1);
    space->name = names ? arena_alloc(memory, name_space(n)) : NULL;
    return trunk_reserve(&space->trunk, w, n, memory) && tree_reserve(&space->tree, w, n, memory);
}

static void set_tags(const weights *w, const uint8_t *tags, size_t n, token *tokens) {
    for (size_t i = 0; i < n; i++) {
        tokens[i].upos = w->tag_label[2 * tags[i]];
        tokens[i].xpos = w->tag_label[2 * tags[i] + 1];
    }
}

static void set_tree(const weights *w, const transition_state *tree, size_t n, token *tokens) {
    for (size_t i = 0; i < n; i++) {
        bool is_root = tree->head[i] == (int32_t)n;
        tokens[i].head = is_root ? NO_INDEX : (uint32_t)tree->head[i];
        tokens[i].relation = is_root ? REL_ROOT : w->relation_label[tree->relation[i]];
    }
}

static void parse_one(parse_space *space, const weights *w, const kernel *k, const doc *d,
                      token *tokens, size_t n) {
    const uint8_t *states = space->trunk.bytes;
    for (size_t i = 0; i < n; i++)
        space->forms[i] = doc_form(d, &tokens[i]);
    trunk_shared(&space->trunk, w, k, space->forms, n);
    tag_read(w, k, states, n, space->labels);
    set_tags(w, space->labels, n, tokens);
    tree_read(&space->tree, w, k, states, n);
    set_tree(w, &space->tree.state, n, tokens);
    if (!space->name)
        return;
    trunk_names(&space->trunk, w, k, n);
    name_read(w, k, states, n, space->name, space->labels);
    for (size_t i = 0; i < n; i++)
        tokens[i].name = space->labels[i];
}

/* Sentences [from, to), those that need a tree now. */
static uh_status parse_all(const weights *w, enum kernel_kind kind, bool names, doc *d,
                           uint32_t from, uint32_t to, uh_error *error) {
    if (!trunk_fits(w))
        return error_set(error, UH_MODEL, "weights", "made for other features than this library's");
    const kernel *k = kernel_find(kind);
    if (!k)
        return error_set(error, UH_ARGUMENT, NULL, "this processor lacks the kernel asked for");
    size_t longest = 0;
    for (uint32_t s = from; s < to; s++)
        if (d->sentences[s].need == NEED_TREE && d->sentences[s].n_tokens > longest)
            longest = d->sentences[s].n_tokens;
    arena_mark mark = arena_save(&d->scratch);
    parse_space space;
    if (!reserve(&space, w, longest, names, &d->scratch))
        return error_set(error, d->scratch.over_limit ? UH_LIMIT : UH_NOMEM, NULL,
                         "no memory to parse a sentence of %zu words", longest);
    for (uint32_t s = from; s < to; s++) {
        const sentence *one = &d->sentences[s];
        if (one->n_tokens && one->need == NEED_TREE)
            parse_one(&space, w, k, d, d->tokens + one->first, one->n_tokens);
    }
    arena_rewind(&d->scratch, mark);
    return UH_OK;
}

uh_status parse_sentences(const weights *w, enum kernel_kind kind, doc *d, uh_error *error) {
    return parse_all(w, kind, true, d, 0, d->n_sentences, error);
}

uh_status parse_trees(const weights *w, enum kernel_kind kind, doc *d, uint32_t from, uint32_t to,
                      uh_error *error) {
    return parse_all(w, kind, false, d, from, to, error);
}
