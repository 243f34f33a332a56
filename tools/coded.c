/* coded.c - see coded.h. */
#include "coded.h"

#include "file.h"
#include "gold.h"

#include "doc/conllu.h"
#include "event/prospect.h"
#include "language/language.h"
#include "page/page.h"

#include <stdlib.h>

enum { FORM_MOST = 256 };

text coded_until(text *rest, char mark) {
    size_t n = 0;
    while (n < rest->len && rest->at[n] != mark)
        n++;
    text out = text_cut(*rest, 0, n);
    *rest = text_cut(*rest, n < rest->len ? n + 1 : n, rest->len);
    return out;
}

static coded *add_sentence(coded_set *s, text id) {
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1 << 14;
        s->at = gold_need(realloc(s->at, s->cap * sizeof *s->at));
    }
    if (!map_put(&s->known, &s->memory, hash_text(id), s->n))
        gold_die("out of", "memory");
    s->at[s->n].n = 0;
    return &s->at[s->n++];
}

static void add_act(coded *k, coded_act act) {
    if (act.type && k->n < CODED_ACTS_MOST)
        k->acts[k->n++] = act;
}

static coded_act read_act(text trigger, text line) {
    event_type type = plover_type(coded_until(&line, '\t'));
    coded_until(&line, '\t'); // mode
    text actor = coded_until(&line, '\t'), recipient = coded_until(&line, '\t');
    return (coded_act){ trigger, (uint8_t)type, CODED_SURE, actor, recipient };
}

static coded_act read_taught(text trigger, text line) {
    event_type type = plover_type(coded_until(&line, '\t'));
    uint64_t sure;
    if (!text_number(line, CODED_SURE, &sure))
        gold_die("no number of 100 behind", "an act that a model told");
    return (coded_act){ trigger, (uint8_t)type, (uint8_t)sure, TEXT("-"), TEXT("-") };
}

static void read_file(coded_set *s, const buffer *file, bool by_hand) {
    text rest = buffer_view(file);
    coded *last = NULL;
    while (rest.len) {
        text line = coded_until(&rest, '\n'), first = coded_until(&line, '\t');
        if (text_equal(first, TEXT("s"))) {
            last = add_sentence(s, line);
            last->by_hand = by_hand;
        } else if (last) {
            add_act(last, by_hand ? read_act(first, line) : read_taught(first, line));
        }
    }
}

void coded_read(coded_set *s, const char *by_hand, const char *by_model) {
    *s = (coded_set){ .files = { file_need(by_hand) }, .memory = { .limit = (size_t)1 << 30 } };
    read_file(s, &s->files[0], true);
    if (!by_model)
        return;
    s->files[1] = file_need(by_model);
    read_file(s, &s->files[1], false);
}

void coded_free(coded_set *s) {
    free(s->at);
    arena_free(&s->memory);
    for (size_t i = 0; i < CODED_FILES; i++)
        buffer_free(&s->files[i]);
}

/* ---- which words they mean ---- */

/* Lower case, with straight apostrophes. */
static text plain(text form, char out[FORM_MOST]) {
    size_t n = 0;
    for (size_t i = 0; i < form.len && n + 1 < FORM_MOST; i++) {
        if (text_starts(text_cut(form, i, form.len), TEXT("\xe2\x80\x99"))) {
            out[n++] = '\'';
            i += 2;
        } else {
            out[n++] =
                (char)(form.at[i] >= 'A' && form.at[i] <= 'Z' ? form.at[i] + 32 : form.at[i]);
        }
    }
    return (text){ out, n };
}

static int32_t distance(int32_t i, int32_t near) {
    return i > near ? i - near : near - i;
}

int32_t coded_word(const coder *c, text word, int32_t near) {
    char a[FORM_MOST], b[FORM_MOST];
    int want = 0;
    int32_t best = -1;
    if (word.len > 2 && word.at[word.len - 2] == '#') {
        want = word.at[word.len - 1] - '0';
        word.len -= 2;
    }
    word = plain(word, a);
    for (int32_t i = 0; i < c->tree.n; i++) {
        if (!text_equal(word, plain(tree_form(&c->tree, i), b)))
            continue;
        if (want && --want == 0)
            return i;
        bool nearer = best < 0 || (near >= 0 && distance(i, near) < distance(best, near));
        best = want || !nearer ? best : i;
    }
    for (int32_t i = 0; i < c->tree.n && best < 0; i++) {
        text form = plain(tree_form(&c->tree, i), b);
        if (word.len > 3 && text_starts(form, word))
            return i;
    }
    return best;
}

/* ---- reading them ---- */

bool coded_next(text *rest, coded_rows *rows) {
    const text of_id = TEXT("# sent_id = "), of_article = TEXT("# article = ");
    const char *start = rest->at;
    while (rest->len) {
        text line = coded_until(rest, '\n');
        if (text_starts(line, of_id))
            rows->id = text_cut(line, of_id.len, line.len);
        else if (text_starts(line, of_article))
            rows->article = text_cut(line, of_article.len, line.len);
        else if (!line.len) {
            rows->all = (text){ start, (size_t)(rest->at - start) };
            return true;
        }
    }
    return false;
}

text coded_text(const coded_rows *rows, doc *d) {
    doc_reset(d);
    return conllu_read(d, rows->all) == UH_OK ? text_trim(doc_text(d, 0, d->text_len)) : TEXT("");
}

static void code_sentence(doc *d, const uh_model *model, text reads, const coder_watcher *watcher) {
    doc_reset(d);
    d->page.raw = reads;
    d->page.media = MEDIA_ARTICLE;
    if (page_read(model, d) != UH_OK || language_sentences(model, d) != UH_OK ||
        prospect_find(model, d) != UH_OK || language_trees(model, d) != UH_OK ||
        coder_watched(model, d, language_tree, watcher) != UH_OK)
        gold_die("cannot code", "a sentence");
}

void coded_trees(const coded_set *s, const uh_model *model, const char *path,
                 const coder_watcher *watcher, coded_place *place) {
    buffer file = file_need(path);
    text rest = buffer_view(&file);
    coded_rows rows = { .id = TEXT("") };
    doc read, d;
    gold_doc(&read);
    gold_doc(&d);
    while (coded_next(&rest, &rows)) {
        uint32_t found;
        place->number = map_get(&s->known, hash_text(rows.id), &found) ? (int64_t)found : -1;
        place->texts++;
        bool wanted = place->number >= 0 || watcher->words;
        text reads = wanted ? coded_text(&rows, &read) : TEXT("");
        if (reads.len)
            code_sentence(&d, model, reads, watcher);
    }
    doc_free(&read);
    doc_free(&d);
    buffer_free(&file);
}
