/* verdict.c - the verdict on a page's pieces. */
#include "page/verdict.h"

#include "page/forest.h"
#include "page/role.h"
#include "page/smooth.h"

enum {
    STORY_WORDS_LEAST = 8, // kept words below which a page holds no story
    DOUBT_MOST = 512,      // parts of a logit by which a page's threshold may sink
    BESIDE = 256,          // and that keep what is judged like its best sentences
};

static bool add_hints(const forest *f, view *v, traits *t) {
    uint8_t *words = arena_alloc(v->ps.scratch, v->ps.n + 1);
    uint8_t *names = arena_alloc(v->ps.scratch, v->ps.n + 1);
    const html *h = v->is_html ? &v->h : NULL;
    if (!words || !names || !hint_pieces(&f->hints, &v->ps, h, words, names))
        return false;
    traits_hinted(t, words, h ? names : NULL);
    return true;
}

/* Runs both rows of trees; sum[n] becomes the judgement. */
static bool run_forest(const forest *f, view *v, int32_t *sum) {
    traits t;
    uint8_t *score = arena_alloc(v->ps.scratch, v->ps.n + 1);
    if (!score || !view_traits(v, &t))
        return false;
    forest_run(f, 0, &t, sum);
    for (uint32_t i = 0; i < v->ps.n; i++)
        score[i] = forest_score(sum[i]);
    if (!view_judged(v, &t, score) || !add_hints(f, v, &t))
        return false;
    forest_run(f, 1, &t, sum);
    return true;
}

static void bound_story(pieces *ps, const int32_t *sum, int32_t threshold) {
    ps->first = ps->last = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        if (smooth_keeps(ps, sum, threshold, i)) {
            if (ps->last == 0)
                ps->first = i;
            ps->last = i + 1;
        }
}

/* A few words that the model likes here and there are no story, nor is a list of links alone. */
static bool is_story(const view *v, const int32_t *sum, int32_t threshold) {
    const pieces *ps = &v->ps;
    uint32_t words = 0, chars = 0, links = 0, prose = 0;
    for (uint32_t i = 0; i < ps->n; i++) {
        if (!smooth_keeps(ps, sum, threshold, i))
            continue;
        words += ps->at[i].shape.n_words;
        prose += ps->at[i].is_prose;
        chars += ps->at[i].end - ps->at[i].start;
        links += v->is_html ? ps->markup[i].link_chars : 0;
    }
    return words >= STORY_WORDS_LEAST && (prose || links * 2 < chars);
}

/* The threshold of a page that is left without a story: it sinks to the likeliest sentences. */
static int32_t sink_threshold(const pieces *ps, const int32_t *sum, int32_t threshold) {
    int32_t best = threshold - DOUBT_MOST;
    for (uint32_t i = 0; i < ps->n; i++)
        if (i != ps->title && ps->at[i].is_prose && sum[i] > best)
            best = sum[i];
    return best > threshold - DOUBT_MOST ? best - BESIDE : threshold;
}

/* A piece of a scrape keeps the role that the rules gave it, unless the model thinks otherwise. */
static void settle_scrape(pieces *ps, uint32_t i, bool keep, float weight) {
    piece *p = &ps->at[i];
    if (i == ps->title || p->is_firm)
        return;
    if (keep && !p->kept)
        piece_say(p, ROLE_PARAGRAPH, weight,
                  p->is_prose ? "sentences inside the story" : "a line inside the story");
    else if (!keep && p->kept)
        piece_say(p,
                  p->is_prose     ? ROLE_OTHER_STORY
                  : i < ps->first ? ROLE_NAVIGATION
                  : i < ps->last  ? ROLE_RELATED
                                  : ROLE_FOOTER,
                  weight,
                  p->is_prose ? "sentences apart from the story"
                              : "a line that is no part of the story");
    else
        p->weight = weight;
}

bool verdict_give(const uh_model *model, view *v) {
    pieces *ps = &v->ps;
    forest f;
    text section = model ? model_section(model, v->is_html ? "page" : "scrape") : TEXT("");
    if (!forest_open(&f, section) || (v->is_html && !f.hints.names))
        return !v->is_html || role_judge_by_rules(&v->h, ps);
    int32_t *sum = arena_array(ps->scratch, ps->n + 1, sizeof *sum);
    if (!sum || !run_forest(&f, v, sum))
        return false;
    int32_t threshold = f.threshold;
    if (v->is_html) {
        smooth_runs(ps, sum, threshold);
        smooth_strays(ps, sum, threshold);
    }
    bool has_story = is_story(v, sum, threshold);
    if (v->is_html && !has_story) {
        threshold = sink_threshold(ps, sum, threshold);
        has_story = is_story(v, sum, threshold);
    }
    bound_story(ps, sum, threshold);
    uint32_t copy = has_story && v->is_html ? smooth_copy(ps, sum, threshold) : NO_INDEX;
    for (uint32_t i = 0; i < ps->n; i++) {
        bool keep = has_story && sum[i] > threshold;
        float weight = forest_weight(keep ? sum[i] - threshold : threshold - sum[i]);
        if (i == copy)
            piece_say(&ps->at[i], ROLE_DUPLICATE, weight, "the story again");
        else if (v->is_html)
            role_name_piece(ps, i, keep, weight);
        else
            settle_scrape(ps, i, keep, weight);
    }
    return true;
}
