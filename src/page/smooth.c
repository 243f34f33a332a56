/* smooth.c - what the judgements of an HTML page's pieces say together. */
#include "page/smooth.h"

enum {
    LOGIT = 512,
    SURE = 3 * LOGIT,
    RUN_LEAST = 4,  // lines of a kind that stand together and are judged as one
    RUN_WORDS = 6,  // a line of them at most, in the mean
    APART = 8,      // kept pieces that stand farther apart are of different stretches
    LIKELY = LOGIT, // the best piece of a stretch has more, or the stretch is dropped
    COPY_WORDS_LEAST = 100,
    COPY_PART = 3,    // of the words kept, that a copy has at least, and that are left without it
    MISSED_MOST = 64, // pieces that are not found in a copy before it is none
};

/* The end of the lines of one kind of which the first is at from; the title is of no kind. */
static uint32_t run_end(const pieces *ps, uint32_t from) {
    uint32_t to = from + 1;
    while (to < ps->n && from != ps->title && to != ps->title &&
           ps->markup[to].signature == ps->markup[from].signature)
        to++;
    return to;
}

/* The mean judgement of a run, in which none counts for more than a sure one. */
static int32_t run_mean(const int32_t *sum, uint32_t from, uint32_t to) {
    int64_t all = 0;
    for (uint32_t i = from; i < to; i++)
        all += sum[i] < -SURE ? -SURE : sum[i] > SURE ? SURE : sum[i];
    return (int32_t)(all / (to - from));
}

void smooth_runs(const pieces *ps, int32_t *sum, int32_t threshold) {
    for (uint32_t from = 0, to; from < ps->n; from = to) {
        uint64_t words = 0;
        to = run_end(ps, from);
        for (uint32_t i = from; i < to; i++)
            words += ps->at[i].shape.n_words;
        if (to - from < RUN_LEAST || words > (uint64_t)RUN_WORDS * (to - from))
            continue;
        int32_t mean = run_mean(sum, from, to);
        for (uint32_t i = from; i < to; i++)
            if ((sum[i] > threshold) != (mean > threshold))
                sum[i] = mean;
    }
}

static int32_t best_sum(const pieces *ps, const int32_t *sum) {
    int32_t best = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        best = i != ps->title && sum[i] > best ? sum[i] : best;
    return best;
}

static uint32_t kept_words(const pieces *ps, const int32_t *sum, int32_t threshold) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        n += smooth_keeps(ps, sum, threshold, i) ? ps->at[i].shape.n_words : 0;
    return n;
}

void smooth_strays(const pieces *ps, int32_t *sum, int32_t threshold) {
    if (best_sum(ps, sum) < SURE)
        return;
    uint32_t all = kept_words(ps, sum, threshold);
    for (uint32_t from = 0, end; from < ps->n; from = end) {
        uint32_t words = 0, last = from;
        int32_t best = 0;
        for (end = from; end < ps->n && end - last <= APART; end++)
            if (smooth_keeps(ps, sum, threshold, end)) {
                words += ps->at[end].shape.n_words;
                best = sum[end] > best ? sum[end] : best;
                last = end;
            }
        if (best >= LIKELY || words >= all - words)
            continue;
        for (uint32_t i = from; i < end; i++)
            sum[i] = sum[i] > threshold ? threshold : sum[i];
    }
}

/* Whether most of a piece stands in other kept ones, in their order. */
static bool tells_again(const pieces *ps, const int32_t *sum, int32_t threshold, uint32_t i) {
    text rest = piece_text(ps, &ps->at[i]);
    uint32_t again = 0, missed = 0;
    for (uint32_t k = 0; k < ps->n && missed < MISSED_MOST; k++) {
        if (k == i || !smooth_keeps(ps, sum, threshold, k))
            continue;
        text own = piece_text(ps, &ps->at[k]);
        size_t at = text_find(rest, own);
        if (at != SIZE_MAX) {
            again += ps->at[k].shape.n_words;
            rest = text_cut(rest, at + own.len, rest.len);
        }
        missed += at == SIZE_MAX;
    }
    return again * 5 >= ps->at[i].shape.n_words * 4;
}

uint32_t smooth_copy(const pieces *ps, const int32_t *sum, int32_t threshold) {
    uint32_t all = kept_words(ps, sum, threshold);
    for (uint32_t i = ps->n; i-- > 0;) {
        uint32_t own = ps->at[i].shape.n_words;
        if (smooth_keeps(ps, sum, threshold, i) && own >= COPY_WORDS_LEAST &&
            own >= all / COPY_PART && all - own >= all / COPY_PART &&
            tells_again(ps, sum, threshold, i))
            return i;
    }
    return NO_INDEX;
}
