/* scrape.c - text copied from a page without its markup. */
#include "page/scrape.h"

#include "page/when.h"

enum {
    WRAP_LEAST = 50,      // characters of a line that a program wrapped
    WRAP_MOST = 90,       // and of the longest of them
    HEADING_WORDS = 14,   // of a heading inside the story, at most
    TITLE_LEAST = 3,      // words
    TITLE_MOST = 30,      //
    BOX_LINES_MOST = 25,  // of links under a heading like "Related articles"
    SHORT_COST = 7,       // words a short line takes off the story's sum
    PROSE_GAIN_MOST = 60, // words a paragraph adds at most
    TITLE_REACH = 40,     // lines above the story where its title is looked for
    PRODUCT_FUNCTION = 6, // one function word in so many is too few for a sentence
    BARE_WORDS = 3,       // of a line in a text of sentences alone, at least
};

/* ---- lines ---- */

static uint32_t line_end(text t, uint32_t at) {
    while (at < t.len && t.at[at] != '\n' && t.at[at] != '\r')
        at++;
    return at;
}

/* A text wrapped at a width: most lines that are followed by another one without a blank line
 * between come close to one width, and go on in lower case. */
static bool is_wrapped(text t) {
    uint32_t n_full = 0, n_joined = 0;
    for (uint32_t at = 0; at < t.len;) {
        uint32_t end = line_end(t, at), next = end + 1;
        bool followed = next < t.len && !is_space((unsigned char)t.at[next]);
        if (end - at > WRAP_MOST)
            return false;
        if (followed && end > at) {
            n_joined++;
            n_full += end - at >= WRAP_LEAST;
        }
        at = next;
    }
    return n_joined >= 4 && n_full * 4 >= n_joined * 3;
}

static bool add_line(pieces *ps, uint32_t start, uint32_t end, bool gap) {
    text t = trail_text(ps->trail, 0, ps->trail->len);
    while (start < end && is_space((unsigned char)t.at[start]))
        start++;
    while (end > start && is_space((unsigned char)t.at[end - 1]))
        end--;
    if (start == end)
        return true;
    piece *p = pieces_add(ps, start, end);
    if (p)
        p->gap = gap;
    return p != NULL;
}

bool scrape_lines(pieces *ps) {
    text t = trail_text(ps->trail, 0, ps->trail->len);
    bool wrapped = is_wrapped(t), gap = true;
    uint32_t start = 0;
    while (start < t.len) {
        uint32_t end = line_end(t, start);
        while (wrapped && end + 1 < t.len && end > start && !is_space((unsigned char)t.at[end + 1]))
            end = line_end(t, end + 1);
        bool blank = text_trim(text_cut(t, start, end)).len == 0;
        if (!add_line(ps, start, end, gap))
            return false;
        gap = blank;
        start = end + 1;
        if (end + 1 < t.len && t.at[end] == '\r' && t.at[end + 1] == '\n')
            start++;
    }
    return true;
}

/* ---- what a line is by itself ---- */

/* A name of goods: no verb, hardly a function word, at least a handful of capitals. */
static bool is_product(const piece *p) {
    const shape *s = &p->shape;
    return s->n_words >= 4 && s->n_verbs == 0 && !s->ends_stop &&
           s->n_function * PRODUCT_FUNCTION <= s->n_words + 6 && s->n_capital * 2 >= s->n_words;
}

static void judge_cue(piece *p) {
    const cue *c = p->cue;
    if (c->role == ROLE_PRODUCT && !is_product(p)) {
        if (p->shape.ends_stop && !p->shape.ends_dots)
            return;
        piece_say(p, ROLE_READ_MORE, 0.8f, "ends in an invitation to read more");
        return;
    }
    // Prose may hold a phrase of the list by chance; only legal and sign-up lines are prose.
    bool strong = c->place <= CUE_START || p->shape.n_words < 20 || c->role == ROLE_COOKIE ||
                  c->role == ROLE_FOOTER || c->role == ROLE_NEWSLETTER || c->role == ROLE_PAYWALL;
    if (p->is_prose &&
        (!strong || (c->place == CUE_START && p->shape.n_stops && c->role != ROLE_NEWSLETTER &&
                     c->role != ROLE_SHARE && c->role != ROLE_FOOTER)))
        return;
    piece_say(p, (role)c->role, 0.9f, c->why);
}

static void judge_alone(const pieces *ps, piece *p) {
    date day;
    size_t start, end;
    text t = piece_text(ps, p);
    p->is_firm = p->glued && !p->shape.ends_stop;
    if (p->is_firm)
        piece_say(p, ROLE_CAPTION, 0.9f, "caption glued to a picture's file name");
    else if (p->glued)
        piece_say(p, ROLE_CAPTION, 0.7f, "caption that starts with a picture's file name");
    else if (p->cue)
        judge_cue(p);
    else if (p->shape.has_price && is_product(p))
        piece_say(p, ROLE_PRODUCT, 0.8f, "advertisement of a product: a price and no verb");
    if (p->role)
        return;
    if (p->shape.n_words <= 14 && when_find(t, WHEN_DAY_FIRST, &day, &start, &end) && !p->is_prose)
        piece_say(p, ROLE_DATE, 0.8f, "a date and little else");
    else if (p->shape.n_words >= 3 && p->shape.n_words <= 14 && !p->shape.ends_stop &&
             text_starts(t, TEXT("By ")) && p->shape.n_capital * 3 >= p->shape.n_words * 2)
        piece_say(p, ROLE_BYLINE, 0.9f, "names behind \"By\"");
}

/* ---- the line among its neighbours ---- */

static bool is_title_like(const piece *p) {
    return !p->is_prose && !p->shape.ends_stop && p->shape.n_words <= HEADING_WORDS * 2;
}

/* The lines under "Related articles" belong to it, until prose or a blank line. A blank line that
 * closes the box leaves no doubt. */
static void judge_box(pieces *ps, uint32_t head) {
    uint32_t end = head + 1;
    while (end < ps->n && end - head <= BOX_LINES_MOST && !ps->at[end].role &&
           is_title_like(&ps->at[end]) && (!ps->at[end].gap || end == head + 1))
        end++;
    bool closed = end < ps->n && ps->at[end].gap;
    role r = (role)ps->at[head].role;
    for (uint32_t i = head + 1; i < end; i++) {
        piece_say(&ps->at[i], r, 0.85f,
                  r == ROLE_RELATED ? "headline of another story, under a heading of related links"
                                    : "in the comments");
        ps->at[i].is_firm = closed;
    }
}

static void judge_boxes(pieces *ps) {
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        if (p->cue && p->cue->opens_box && p->role == p->cue->role)
            judge_box(ps, i);
    }
}

static int gain(const piece *p) {
    if (p->is_prose && !p->role)
        return (int)(p->shape.n_words < PROSE_GAIN_MOST ? p->shape.n_words : PROSE_GAIN_MOST);
    if (p->role)
        return -SHORT_COST / 2;
    return p->shape.ends_stop ? -1 : -SHORT_COST;
}

/* The story is the stretch of lines with the largest sum of gains. */
static void find_story(pieces *ps) {
    int best = 0, sum = 0;
    uint32_t start = 0;
    ps->first = ps->last = 0;
    for (uint32_t i = 0; i < ps->n; i++) {
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += gain(&ps->at[i]);
        if (sum > best) {
            best = sum;
            ps->first = start;
            ps->last = i + 1;
        }
    }
}

static bool is_kept_near(const pieces *ps, uint32_t i, int step) {
    uint32_t k = i + (uint32_t)step;
    return k >= ps->first && k < ps->last && ps->at[k].is_prose &&
           (!ps->at[k].role || ps->at[k].kept);
}

/* Lines of the story: prose is kept; a short line is a heading if it stands alone before prose. */
static void judge_inside(pieces *ps, uint32_t i) {
    piece *p = &ps->at[i];
    if (p->role)
        return;
    if (p->is_prose || p->shape.ends_stop || p->shape.ends_colon || p->shape.starts_quote)
        piece_say(p, ROLE_PARAGRAPH, p->is_prose ? 0.95f : 0.7f, "sentences inside the story");
    else if (p->shape.n_words <= HEADING_WORDS && p->shape.starts_upper && is_kept_near(ps, i, 1) &&
             is_kept_near(ps, i, -1))
        piece_say(p, ROLE_HEADING, 0.7f, "a short line alone between paragraphs");
    else if (p->shape.n_words > HEADING_WORDS)
        piece_say(p, ROLE_PARAGRAPH, 0.6f, "a long line inside the story");
    else
        piece_say(p, ROLE_RELATED, 0.6f, "a short line without a sentence, as of a link or box");
}

static void judge_outside(pieces *ps, uint32_t i) {
    piece *p = &ps->at[i];
    if (p->role)
        return;
    if (p->is_prose)
        piece_say(p, i < ps->first ? ROLE_SUMMARY : ROLE_OTHER_STORY, 0.6f,
                  "sentences apart from the story");
    else if (i < ps->first)
        piece_say(p, ROLE_NAVIGATION, 0.7f, "a short line above the story");
    else
        piece_say(p, ROLE_FOOTER, 0.7f, "a short line below the story");
}

/* ---- title ---- */

static bool has_word(text line, text sought) {
    for (size_t at = 0; at + sought.len <= line.len;) {
        size_t found = text_find_nocase(text_cut(line, at, line.len), sought);
        if (found == SIZE_MAX)
            return false;
        size_t start = at + found, end = start + sought.len;
        bool whole = (start == 0 || !is_alnum((unsigned char)line.at[start - 1])) &&
                     (end == line.len || !is_alnum((unsigned char)line.at[end]));
        if (whole)
            return true;
        at = start + 1;
    }
    return false;
}

/* How many of a line's content words the story's first paragraphs use. */
static uint32_t shared_words(const pieces *ps, const piece *p) {
    shape s;
    word_list words;
    uint32_t n = 0, until = ps->last;
    text line = piece_text(ps, p);
    if (until > ps->first + 12)
        until = ps->first + 12;
    text story = until > ps->first
                     ? trail_text(ps->trail, ps->at[ps->first].start, ps->at[until - 1].end)
                     : TEXT("");
    shape_of(line, &s, &words);
    for (uint32_t i = 0; i < words.n; i++) {
        text w = text_cut(line, words.at[i].start, words.at[i].end);
        n += w.len >= 3 && !word_is_function(w) && has_word(story, w);
    }
    return n;
}

static float title_score(const pieces *ps, uint32_t i) {
    const piece *p = &ps->at[i];
    if (p->role || p->shape.n_words < TITLE_LEAST || p->shape.n_words > TITLE_MOST)
        return 0;
    float score = 1 + (float)shared_words(ps, p) + (p->shape.n_words > 4 ? 1.0f : 0.0f);
    if (p->shape.ends_stop && p->shape.n_words > 12)
        score -= 1.5f;
    if (p->shape.ends_dots)
        score -= 1;
    for (uint32_t k = 0; k < ps->n && k < ps->last; k++)
        if (k != i && ps->at[k].shape.hash == p->shape.hash)
            score += 0.5f;
    return score - 0.08f * (float)(ps->first - i);
}

/* The line above the story that shares most words with it; a page that starts with its title has no
 * other line above. */
static void find_title(pieces *ps) {
    float best = 1.5f;
    uint32_t from = ps->first > TITLE_REACH ? ps->first - TITLE_REACH : 0;
    for (uint32_t i = from; i < ps->first; i++) {
        float score = title_score(ps, i);
        if (score >= best) {
            best = score;
            ps->title = i;
        }
    }
    if (ps->title == NO_INDEX)
        return;
    piece_say(&ps->at[ps->title], ROLE_TITLE, 0.8f,
              "headline: shares its words with the story below");
    ps->at[ps->title].kept = false;
}

/* ---- text that never was a page ---- */

/* Sentences line by line, at most under a headline: what a person types or a program hands over. */
static bool is_bare(const pieces *ps) {
    for (uint32_t i = 0; i < ps->n; i++) {
        const piece *p = &ps->at[i];
        bool is_headline = i == 0 && ps->n > 1 && is_title_like(p);
        if (p->role || p->shape.n_words < BARE_WORDS || (!p->shape.ends_stop && !is_headline))
            return false;
    }
    return ps->n > 0;
}

/* No model is asked: where nothing else stands, nothing is to be told apart. */
static void keep_bare(pieces *ps) {
    bool has_title = !ps->at[0].shape.ends_stop;
    ps->first = has_title;
    ps->last = ps->n;
    if (has_title) {
        ps->title = 0;
        piece_say(&ps->at[0], ROLE_TITLE, 0.8f, "a line above sentences alone");
        ps->at[0].kept = false;
    }
    for (uint32_t i = ps->first; i < ps->n; i++) {
        piece_say(&ps->at[i], ROLE_PARAGRAPH, 0.9f, "sentences and nothing else");
        ps->at[i].is_firm = true;
    }
}

void scrape_judge(pieces *ps) {
    for (uint32_t i = 0; i < ps->n; i++)
        judge_alone(ps, &ps->at[i]);
    if (is_bare(ps)) {
        keep_bare(ps);
        return;
    }
    judge_boxes(ps);
    find_story(ps);
    find_title(ps);
    for (uint32_t i = 0; i < ps->n; i++)
        if (i < ps->first || i >= ps->last)
            judge_outside(ps, i);
        else
            judge_inside(ps, i);
}
