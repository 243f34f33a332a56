/* amount.c - how much. */
#include "event/amount.h"

#include "event/argument.h"

#include <string.h>

enum { REACH = 5, DIGITS_MOST = 24 };

typedef struct unit {
    const char *word;
    int64_t value;
} unit;

static const unit scales[] = {
    { "hundred", 100 },
    { "thousand", 1000 },
    { "million", 1000000 },
    { "mln", 1000000 },
    { "billion", 1000000000 },
    { "bln", 1000000000 },
    { "trillion", 1000000000000 },
    { "dozen", 12 },
    { "dozens", 24 },
};

static const unit small[] = {
    { "one", 1 },        { "two", 2 },       { "three", 3 },     { "four", 4 },
    { "five", 5 },       { "six", 6 },       { "seven", 7 },     { "eight", 8 },
    { "nine", 9 },       { "ten", 10 },      { "eleven", 11 },   { "twelve", 12 },
    { "thirteen", 13 },  { "fourteen", 14 }, { "fifteen", 15 },  { "sixteen", 16 },
    { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 },
    { "thirty", 30 },    { "forty", 40 },    { "fifty", 50 },    { "sixty", 60 },
    { "seventy", 70 },   { "eighty", 80 },   { "ninety", 90 },
};

static int64_t value_in(const unit *list, size_t n, text form) {
    for (size_t i = 0; i < n; i++)
        if (text_reads(form, list[i].word))
            return list[i].value;
    return 0;
}
#define VALUE_IN(list, form) value_in((list), sizeof(list) / sizeof *(list), (form))

/* "30,000", "1.5", "twelve": thousandths, so that "1.5 million" comes out whole; -1 no number. */
static int64_t thousandths(text form) {
    int64_t n = 0, part = 0;
    int places = -1;
    if (form.len == 0 || form.len > DIGITS_MOST)
        return -1;
    if (!is_digit((unsigned char)form.at[0])) {
        int64_t word = VALUE_IN(small, form);
        return word ? word * 1000 : -1;
    }
    for (size_t i = 0; i < form.len; i++) {
        char b = form.at[i];
        if (is_digit((unsigned char)b) && places < 0 && n < (int64_t)1 << 40)
            n = n * 10 + (b - '0');
        else if (is_digit((unsigned char)b) && places >= 0 && places < 3) {
            part = part * 10 + (b - '0');
            places++;
        } else if (b == '.' && places < 0)
            places = 0;
        else if (b != ',')
            return -1;
    }
    while (places >= 0 && places++ < 3)
        part *= 10;
    return n * 1000 + part;
}

/* The number before node i, with its scale; 0 none. */
static int64_t number_before(const coder *c, int32_t i, int32_t *first) {
    int64_t scale = 1;
    for (int32_t k = i - 1; k >= 0 && k >= i - REACH; k--) {
        text form = tree_form(&c->tree, k);
        int64_t unit_ = VALUE_IN(scales, form), n = thousandths(form);
        *first = k;
        if (n >= 0) {
            if (n > INT64_MAX / 2 / scale)
                return 0;
            return n * scale / 1000;
        }
        if (unit_ && scale == 1)
            scale = unit_;
        else if (c->tree.at[k].upos != UPOS_ADJ && c->tree.at[k].upos != UPOS_NOUN &&
                 c->tree.at[k].upos != UPOS_PROPN && c->tree.at[k].upos != UPOS_ADP)
            return scale > 1 ? scale : 0;
    }
    return scale > 1 ? scale : 0;
}

static void add(event *e, uint8_t kind, int64_t value, text unit_) {
    for (uint8_t i = 0; i < e->n_counts; i++)
        if (e->counts[i].kind == kind)
            return;
    if (value > 0 && e->n_counts < EVENT_COUNTS_MOST)
        e->counts[e->n_counts++] = (count){ kind, value, unit_ };
}

static uint8_t harm_of(const coder *c, int32_t verb) {
    static const char *const deadly[] = { "kill", "murder", "die", "execute", "massacre", "slay" };
    static const char *const hurting[] = { "wound", "injure", "hurt" };
    static const char *const arresting[] = { "arrest", "detain", "jail", "imprison", "capture" };
    if (TREE_IS_ANY(&c->tree, verb, deadly))
        return COUNT_DEAD;
    if (TREE_IS_ANY(&c->tree, verb, hurting))
        return COUNT_INJURED;
    return TREE_IS_ANY(&c->tree, verb, arresting) ? COUNT_ARRESTED : 0;
}

static void people(coder *c, int32_t verb, event *e) {
    uint8_t kind = harm_of(c, verb);
    arguments a;
    int32_t first;
    if (!kind)
        return;
    match_arguments(c, verb, &a);
    if (a.object < 0)
        return;
    int64_t n = number_before(c, a.object, &first);
    if (n == 0) {
        int64_t own = thousandths(tree_form(&c->tree, a.object)); // "killed 30"
        n = own > 0 ? own / 1000 : 0;
    }
    add(e, kind, n, (text){ "", 0 });
}

static bool is_currency_sign(text form, text *code) {
    static const struct {
        const char *sign, *code;
    } signs[] = {
        { "$", "USD" }, { "US$", "USD" }, { "\xc2\xa3", "GBP" }, { "\xe2\x82\xac", "EUR" }
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_equal(form, text_of(signs[i].sign))) {
            *code = text_of(signs[i].code);
            return true;
        }
    return false;
}

static text currency_word(const coder *c, int32_t i) {
    static const char *const dollars[] = { "dollar", "dlr", "dlrs" };
    if (TREE_IS_ANY(&c->tree, i, dollars))
        return TEXT("USD");
    if (tree_is(&c->tree, i, "euro"))
        return TEXT("EUR");
    if (tree_is(&c->tree, i, "pound") || tree_is(&c->tree, i, "stg"))
        return TEXT("GBP");
    if (tree_is(&c->tree, i, "yen"))
        return TEXT("JPY");
    return (text){ NULL, 0 };
}

static void money(coder *c, int32_t i, event *e) {
    text code, form = tree_form(&c->tree, i);
    int32_t first;
    if (is_currency_sign(form, &code) && i + 1 < c->tree.n) {
        int64_t n = thousandths(tree_form(&c->tree, i + 1)), scale = 1;
        if (i + 2 < c->tree.n && VALUE_IN(scales, tree_form(&c->tree, i + 2)))
            scale = VALUE_IN(scales, tree_form(&c->tree, i + 2));
        if (n > 0 && n < INT64_MAX / 2 / scale)
            add(e, COUNT_MONEY, n * scale / 1000, code);
        return;
    }
    code = currency_word(c, i);
    if (code.len)
        add(e, COUNT_MONEY, number_before(c, i, &first), code);
}

static void forces(coder *c, int32_t i, event *e) {
    static const char *const troops[] = { "troop", "soldier", "marine", "peacekeeper", "troops" };
    static const char *const weapons[] = { "jet",     "tank",     "missile",   "aircraft",
                                           "warship", "warplane", "fighter",   "helicopter",
                                           "rocket",  "drone",    "submarine", "plane",
                                           "rifle",   "bomber",   "frigate" };
    int32_t first = i;
    bool men = TREE_IS_ANY(&c->tree, i, troops), arms = !men && TREE_IS_ANY(&c->tree, i, weapons);
    if (!men && !arms)
        return;
    int64_t n = number_before(c, i, &first);
    if (n == 0)
        return;
    text words_ =
        doc_text(c->doc, tree_token(&c->tree, first)->start, tree_token(&c->tree, i)->end);
    add(e, men ? COUNT_TROOPS : COUNT_WEAPONS, n, arms ? words_ : (text){ "", 0 });
}

static bool in_reach(const coder *c, int32_t i, int32_t top) {
    for (int step = 0; i >= 0 && step < REACH; step++, i = c->tree.at[i].head)
        if (i == top)
            return true;
    return false;
}

void amount_write(coder *c, const draft *d, event *e) {
    people(c, d->verb, e);
    TREE_EACH(&c->tree, d->verb, k)
    if (c->tree.at[k].main == REL_CONJ)
        people(c, k, e); // "killed two and wounded six"
    for (int32_t i = 0; i < c->tree.n; i++)
        if (in_reach(c, i, d->verb)) {
            money(c, i, e);
            if (d->type == EVENT_MOBILIZE || d->type == EVENT_AID || d->type == EVENT_RETREAT ||
                d->type == EVENT_AGREE || d->type == EVENT_THREATEN || d->type == EVENT_COOPERATE)
                forces(c, i, e);
        }
}
