/* train_lexicon.c - counts the model's lexicon from treebanks: train_lexicon OUT TREES.conllu ...
 * A word comes in when it is seen LEAST times, or as a lemma of an open class; models/lexicon.card
 * names the treebanks. */
#include "file.h"

#include "base/hash.h"
#include "doc/conllu.h"
#include "language/lexicon.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEAST = 3, WORDS_MOST = 1 << 20 };

typedef struct word {
    uint32_t hash;
    uint32_t seen[UPOS_COUNT];
    uint8_t flags;
} word;

typedef struct words {
    word *at; // [WORDS_MOST]
    uint32_t n;
    map places; // of hash + 1
    arena memory;
} words;

static void die(const char *what, const char *which) {
    fprintf(stderr, "train_lexicon: cannot %s %s\n", what, which);
    exit(1);
}

static word *word_of(words *w, uint32_t hash) {
    uint32_t place;
    if (map_get(&w->places, (uint64_t)hash + 1, &place))
        return &w->at[place];
    if (w->n == WORDS_MOST || !map_put(&w->places, &w->memory, (uint64_t)hash + 1, w->n))
        die("hold", "words");
    w->at[w->n].hash = hash;
    return &w->at[w->n++];
}

static uint8_t lemma_flag(upos u) {
    return u == UPOS_VERB   ? LEXICON_VERB
           : u == UPOS_NOUN ? LEXICON_NOUN
           : u == UPOS_ADJ  ? LEXICON_ADJECTIVE
                            : 0;
}

static bool is_plain(text t) {
    for (size_t i = 0; i < t.len; i++)
        if (is_digit((unsigned char)t.at[i]) || is_space((unsigned char)t.at[i]))
            return false;
    return t.len > 0 &&
           (is_alpha((unsigned char)t.at[0]) || t.at[0] == '\'' || (unsigned char)t.at[0] >= 128);
}

static void count_document(words *w, const doc *d) {
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        const token *t = &d->tokens[i];
        text lemma = doc_lemma(d, t);
        if (!is_plain(doc_form(d, t)))
            continue;
        word_of(w, lexicon_hash(doc_form(d, t)))->seen[t->upos]++;
        if (lemma.len && is_plain(lemma) && lemma_flag((upos)t->upos))
            word_of(w, lexicon_hash(lemma))->flags |= lemma_flag((upos)t->upos);
    }
}

static void count_file(words *w, const char *path) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
    doc d;
    doc_open(&d, (size_t)4 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        size_t end = at + n;
        while (at < end) { // a file without documents is taken in pieces of some sentences
            size_t to = end - at > 1000000 ? at + 1000000 : end;
            while (to < end && !(file.at[to - 1] == '\n' && file.at[to - 2] == '\n'))
                to++;
            doc_reset(&d);
            if (conllu_read(&d, text_cut(file, at, to)) == UH_OK)
                count_document(w, &d);
            at = to;
        }
    }
    doc_free(&d);
    buffer_free(&bytes);
}

/* The part of speech seen most often, leaving one out. */
static upos most_seen(const word *w, upos left_out) {
    upos best = UPOS_NONE;
    for (int u = 1; u < UPOS_COUNT; u++)
        if (u != (int)left_out && w->seen[u] > (best ? w->seen[best] : 0))
            best = (upos)u;
    return best;
}

static uint32_t sum_of(const word *w) {
    uint32_t sum = 0;
    for (int u = 0; u < UPOS_COUNT; u++)
        sum += w->seen[u];
    return sum;
}

static uint8_t second_code(upos u) {
    static const upos codes[LEXICON_SECONDS] = { UPOS_NONE, UPOS_VERB, UPOS_NOUN, UPOS_PROPN,
                                                 UPOS_ADJ,  UPOS_AUX,  UPOS_PRON };
    for (uint8_t i = 0; i < LEXICON_SECONDS - 1; i++)
        if (codes[i] == u)
            return i;
    return LEXICON_SECONDS - 1;
}

static lexicon_entry entry_of(const word *w) {
    lexicon_entry e = { .check = (uint16_t)w->hash, .flags = w->flags };
    uint32_t sum = sum_of(w), log = 0;
    for (uint32_t n = sum; n > 1 && log < LEXICON_COUNT; n /= 2)
        log++;
    upos first = most_seen(w, UPOS_NONE), second = most_seen(w, first);
    if (second && w->seen[second] * 100 < sum * 15)
        second = UPOS_NONE;
    e.flags |= (uint8_t)log;
    e.word_class = sum >= LEAST ? (uint8_t)(first * LEXICON_SECONDS + second_code(second)) : 0;
    return e;
}

static int by_hash(const void *a, const void *b) {
    uint32_t x = ((const word *)a)->hash, y = ((const word *)b)->hash;
    return x < y ? -1 : x > y;
}

static void write_lexicon(words *w, const char *path) {
    static lexicon head = { .version = LEXICON_VERSION };
    uint32_t n = 0;
    qsort(w->at, w->n, sizeof *w->at, by_hash);
    lexicon_entry *entries = calloc(w->n + 1, sizeof *entries);
    if (!entries)
        die("hold", "entries");
    for (uint32_t i = 0; i < w->n; i++)
        if (sum_of(&w->at[i]) >= LEAST || w->at[i].flags) {
            entries[n++] = entry_of(&w->at[i]);
            head.starts[lexicon_bucket(w->at[i].hash) + 1]++;
        }
    if (n > LEXICON_WORDS_MOST)
        die("hold so many words as in", path);
    for (uint32_t i = 0; i < LEXICON_BUCKETS; i++)
        head.starts[i + 1] = (uint16_t)(head.starts[i + 1] + head.starts[i]);
    head.n_words = n;
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(&head, sizeof head, 1, file) != 1 ||
        fwrite(entries, sizeof *entries, n, file) != n || fclose(file) != 0)
        die("write", path);
    printf("%u words\n", n);
    free(entries);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: train_lexicon OUT TREES.conllu ...\n");
        return 2;
    }
    words w = { .at = calloc(WORDS_MOST, sizeof(word)), .memory = { .limit = (size_t)1 << 30 } };
    if (!w.at)
        die("hold", "words");
    for (int i = 2; i < argc; i++)
        count_file(&w, argv[i]);
    write_lexicon(&w, argv[1]);
    arena_free(&w.memory);
    free(w.at);
    return 0;
}
