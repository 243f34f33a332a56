/* byline.c - the names in a byline. */
#include "page/byline.h"

#include "page/shape.h"
#include "page/when.h"

#include "base/utf8.h"

#include <string.h>

enum {
    NAME_WORDS_MOST = 6,
    NAME_BYTES_MOST = 60,
    GIVEN_BYTES_MOST = 80,
    PERSON_WORDS_MOST = 4,
    DEGREE_LETTERS_MOST = 6,
};

/* ---- the words in front of names ---- */

// clang-format off
static const char *const starts[] = {
    "by", "written by", "words by", "story by", "posted by", "published by", "reported by", "reviewed by", "article by", "report by", "text by", "author", "authors", "authored by", "started by", "asked by", "created by", "edited by", "reporting by", "from", "contributed by", "submitted by", "uploaded by", "thread starter", "written and edited by", "medically reviewed by", "posted on",
    "von", "autor", "autorin", "autoren", "text", "geschrieben von", "eingestellt von", "verfasst von", "gepostet von", "gespeichert von", "ein beitrag von", "ein artikel von", "alles von", "alle artikel von", "alle beitr\xc3\xa4ge von", "zeige alle beitr\xc3\xa4ge von", "zeigt alle beitr\xc3\xa4ge von", "beitr\xc3\xa4ge von", "artikel von", "redaktion", "erstellt von", "\xc3\xbc" "ber", "ver\xc3\xb6" "ffentlicht von", "foto", "interview",
    "par", "auteur", "texte", "publi\xc3\xa9 par", "r\xc3\xa9" "dig\xc3\xa9 par", "\xc3\xa9" "crit par", "propos recueillis par", "de",
    "por", "escrito por", "redigido por", "publicado por", "texto", "autores", "autora",
    "di", "a cura di", "scritto da", "pubblicato da", "autore",
    "door", "geschreven door", "af", "skrevet af", "av", "skrevet av", "skriven av", "tekst", "tekst av", "teksti", "kirjoittaja",
    "autor tekstu", "napisa\xc5\x82", "napisa\xc5\x82" "a", "yazan", "yazar", "\xd0\xb0\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80", "\xd1\x82\xd0\xb5\xd0\xba\xd1\x81\xd1\x82", "view all posts by", "all posts by", "more from", "articles by", "posts by",
};
// clang-format on

/* Bytes of the start that a line has, 0 if none; a colon may follow it. */
static size_t start_of(text t) {
    size_t best = 0;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        text s = text_of(starts[i]);
        if (t.len < s.len || !text_equal_nocase(text_cut(t, 0, s.len), s) || s.len <= best)
            continue;
        size_t end = s.len;
        while (end < t.len && (is_space((unsigned char)t.at[end]) || t.at[end] == ':'))
            end++;
        // "ByAnn Lee": the page parts them by its style alone.
        bool glued = i == 0 && end == s.len && end < t.len && is_upper((unsigned char)t.at[end]) &&
                     is_lower((unsigned char)t.at[1]);
        if (end > s.len || end == t.len || glued)
            best = end;
    }
    return best;
}

static text without_start(text t) {
    for (int round = 0; round < 2; round++) {
        size_t end = start_of(t);
        if (end == 0 || end == t.len)
            break;
        t = text_trim(text_cut(t, end, t.len));
    }
    return t;
}

bool byline_is_label(text line) {
    line = text_trim(line);
    return line.len && start_of(line) == line.len;
}

/* ---- names ---- */

static bool has_letter(text t) {
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] >= 0x80 || is_alpha((unsigned char)t.at[i]))
            return true;
    return false;
}

static bool is_address(text t) {
    return text_starts(t, TEXT("http")) || text_find(t, TEXT("://")) != SIZE_MAX ||
           text_starts(t, TEXT("/")) || text_starts(t, TEXT("www."));
}

static bool has_word(const word_list *words, const char *const *list, size_t n) {
    for (uint32_t i = 0; i < words->n; i++)
        for (size_t k = 0; k < n; k++)
            if (words->at[i].hash == word_hash(text_of(list[k])))
                return true;
    return false;
}

/* Words that stand beside names in bylines and are of none: posts held, buttons, dates. */
static bool is_byline_word(text t) {
    // clang-format off
    static const char *const list[] = {
        "editor", "editors", "updated", "published", "share", "follow", "comment", "comments", "contributor", "contributors", "reporter", "correspondent", "minute", "minutes", "min", "senior", "author", "authors",
        "writer", "written", "posted", "profile", "see", "more", "articles", "watch", "photo", "photos", "image", "images", "subscribe", "newsletter", "expert", "experts", "autor", "autorin", "name", "archiv", "read", "view", "home", "about", "mehr",
        "researched", "reviewed", "reviewer", "developer", "ago", "stunden", "founder", "cofounder", "ceo", "cto", "cmo", "director", "manager", "coordinator", "consultant", "specialist", "analyst", "strategist", "engineer", "educator", "educators", "professor", "president", "chief", "head",
        "lead", "producer", "columnist", "journalist", "freelance", "freelancer", "blogger", "intern", "officer", "redakteur", "redakteurin", "korrespondent", "korrespondentin", "journaliste", "journalistin", "redactor", "periodista", "giornalista", "illustration", "getty", "istock", "istockphoto", "shutterstock",
        "save", "print", "email", "e-mail", "login", "menu", "search", "january", "february", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "veroffentlicht", "veröffentlicht", "aktualisiert", "lesezeit", "kommentare", "teilen",
        "privacy", "policy", "cookie", "cookies", "contact", "blog", "news", "jobs", "shop", "services", "products", "overview",
    };
    // clang-format on
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    if (has_word(&words, list, sizeof list / sizeof *list))
        return true;
    // Two capitals alone are the letters of a missing portrait.
    return t.len <= 2 && is_upper((unsigned char)t.at[0]);
}

bool byline_is_office(text t) {
    static const char *const list[] = {
        "admin",
        "administrator",
        "redaktion",
        "redaction",
        "redacci\xc3\xb3n",
        "redazione",
        "redactie",
        "r\xc3\xa9"
        "daction",
        "redakcja",
        "staff",
        "team",
        "newsroom",
        "editor",
        "editors",
        "editorial",
        "desk",
        "agency",
        "agencies",
        "agenturen",
        "webmaster",
        "newsdesk",
        "guest",
        "online",
        "press",
        "pressestelle",
        "verlag",
        "gmbh",
        "inc",
        "llc",
        "ltd",
        "stiftung",
        "verband",
        "universit\xc3\xa4t",
        "institute",
        "magazin",
        "magazine",
        "zeitung",
        "news",
        "media",
        "tv",
        "radio",
        "foundation",
        "association",
        "company",
        "group",
        "official",
        "wiki",
        "contributors",
    };
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    return has_word(&words, list, sizeof list / sizeof *list);
}

/* A name that is given as one: no address, not empty, not a sentence. */
static bool is_given_name(text t) {
    static const char *const none[] = { "null", "undefined", "admin", "unknown", "none", "n/a" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (text_equal_nocase(t, text_of(none[i])))
            return false;
    return t.len >= 2 && t.len <= GIVEN_BYTES_MOST && !is_address(t) && has_letter(t) &&
           text_find(t, TEXT("@")) == SIZE_MAX && t.at[0] != '#' && t.at[0] != '(' &&
           text_find(t, TEXT("{{")) == SIZE_MAX;
}

static bool is_particle(text w) {
    static const char *const list[] = { "van", "von",   "der",   "den", "de",  "la",  "le",  "da",
                                        "di",  "du",    "del",   "dos", "das", "bin", "ibn", "al",
                                        "el",  "zu",    "zum",   "ten", "ter", "af",  "av",  "las",
                                        "los", "della", "dello", "do",  "und", "y",   "e",   "st" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (text_equal(w, text_of(list[i])))
            return true;
    return false;
}

/* Words of a name that are written small: "von der". */
static uint32_t count_particles(text t, const word_list *words) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < words->n; i++)
        n += is_particle(text_cut(t, words->at[i].start, words->at[i].end));
    return n;
}

/* A name seen in a line: few words, each with a capital, no digits, nothing else beside it. */
static bool is_seen_name(text t) {
    shape s;
    word_list words;
    if (t.len < 3 || t.len > NAME_BYTES_MOST || is_address(t) ||
        text_find(t, TEXT("(")) != SIZE_MAX)
        return false;
    shape_of(t, &s, &words);
    if (s.n_digits || s.has_address || s.n_words > NAME_WORDS_MOST || s.n_words == 0 ||
        s.ends_colon || s.starts_lower || s.n_letters * 4 < s.n_chars * 3)
        return false;
    uint32_t n_named = s.n_capital + count_particles(t, &words);
    return (n_named * 3 >= s.n_words * 2 || s.n_capital == 0) && !is_byline_word(t) &&
           !when_month(t);
}

static bool is_name(text t, surety how) {
    if (how == GIVEN)
        return is_given_name(t);
    if (is_seen_name(t))
        return true;
    shape s;
    word_list words;
    if (how != MARKED || !is_given_name(t) || is_byline_word(t) || byline_is_label(t))
        return false;
    shape_of(t, &s, &words);
    // A name with digits is a user's and has no space.
    return s.n_words <= 3 && !s.ends_colon && !word_is_function(t) &&
           (s.n_digits == 0 || (s.n_words == 1 && s.n_digits * 2 < s.n_chars && s.n_letters > 2)) &&
           !when_month(text_cut(t, 0, words.n ? words.at[0].end : 0));
}

bool byline_is_person(text t) {
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    return s.n_words >= 2 && s.n_words <= PERSON_WORDS_MOST && s.n_digits == 0 &&
           s.n_capital >= 2 && s.n_capital + 2 >= s.n_words && !s.ends_stop && !s.ends_colon &&
           is_seen_name(t) && !byline_is_office(t);
}

/* ---- lines ---- */

static bool is_separator(text t, size_t at, size_t *len) {
    static const char *const parts[] = { ";",
                                         ",",
                                         "|",
                                         "/",
                                         " and ",
                                         " & ",
                                         " und ",
                                         " et ",
                                         " y ",
                                         " e ",
                                         " en ",
                                         " og ",
                                         " och ",
                                         " with ",
                                         "\xe2\x80\xa2",
                                         "\n",
                                         " \xc2\xb7 ",
                                         " - ",
                                         " \xe2\x80\x93 ",
                                         " \xe2\x80\x94 ",
                                         "\xe3\x80\x81",
                                         " @ ",
                                         " ja ",
                                         " i " };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        text part = text_of(parts[i]);
        if (at + part.len <= t.len && text_equal_nocase(text_cut(t, at, at + part.len), part)) {
            *len = part.len;
            return true;
        }
    }
    return false;
}

/* "MD", "Ph.D.", "Jr.": it belongs to the name in front of it. */
static bool is_degree(text t) {
    static const char *const list[] = { "Ph.D.", "PhD", "Jr.", "Jr", "Sr.", "Esq.", "M.D.", "III" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (text_equal(t, text_of(list[i])))
            return true;
    if (t.len < 2 || t.len > DEGREE_LETTERS_MOST)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!is_upper((unsigned char)t.at[i]) && t.at[i] != '.' && t.at[i] != '-')
            return false;
    return true;
}

/* "Ann Lee on behalf of ...": a name ends in front of a word in lower case. */
static text without_tail(text t) {
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    size_t paren = text_find(t, TEXT(" ("));
    if (paren != SIZE_MAX && paren > 2)
        return text_trim(text_cut(t, 0, paren));
    if (s.starts_lower)
        return t;
    for (uint32_t i = 1; i < words.n; i++) {
        text w = text_cut(t, words.at[i].start, words.at[i].end);
        if (w.len && is_lower((unsigned char)w.at[0]) && !is_particle(w))
            return text_trim(text_cut(t, 0, words.at[i].start));
    }
    return t;
}

bool byline_add(byline *b, text name) {
    for (uint32_t i = 0; i < b->n; i++)
        if (text_equal_nocase(b->names[i], name))
            return true;
    if (b->n == BYLINE_NAMES_MOST)
        return false;
    b->names[b->n++] = name;
    return true;
}

/* "ann-lee" beside "Ann Lee" is the end of her page's address. */
static bool is_slug(text t) {
    bool hyphen = false;
    for (size_t i = 0; i < t.len; i++) {
        hyphen |= t.at[i] == '-';
        if (!is_lower((unsigned char)t.at[i]) && t.at[i] != '-')
            return false;
    }
    return hyphen;
}

/* Signs in front of a name, and a name that stands twice without a space between. */
static text bare_name(text t) {
    static const char *const signs[] = {
        "\xe2\x9c\x89", "\xe2\x80\xa2", "\xc2\xb7", "-",
        "\xe2\x80\x93", "\xc2\xa9",     "*",        "\xef\xbc\x9a"
    };
    t = without_start(text_trim(t));
    size_t colon = text_find(t, TEXT("\xef\xbc\x9a")); // the full-width one of Chinese labels
    if (colon != SIZE_MAX && colon + 3 < t.len)
        t = text_trim(text_cut(t, colon + 3, t.len));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(t, text_of(signs[i])))
            t = text_trim(text_cut(t, strlen(signs[i]), t.len));
    text half = text_cut(t, 0, t.len / 2);
    return t.len > 6 && t.len % 2 == 0 && text_equal(half, text_cut(t, t.len / 2, t.len)) ? half
                                                                                          : t;
}

static void add_part(byline *out, text part, surety how) {
    text name = bare_name(part);
    while (name.len && (name.at[name.len - 1] == '.' || name.at[name.len - 1] == ':') &&
           !is_degree(name) && name.len > 4 && name.at[name.len - 3] != ' ' &&
           name.at[name.len - 2] != '.' && !text_ends(name, TEXT("Jr.")))
        name = text_trim(text_cut(name, 0, name.len - 1));
    text *last = out->n ? &out->names[out->n - 1] : NULL;
    if (last && is_degree(name) && name.at > last->at && byline_is_person(*last)) {
        *last = (text){ last->at, (size_t)(name.at + name.len - last->at) };
        return;
    }
    if (how != GIVEN)
        name = without_tail(name);
    // Behind a name, a post held is no name, nor is the end of the address of a page.
    bool is_more = out->n && (is_slug(name) || (how == GIVEN && is_byline_word(name)));
    if (is_name(name, how) && !is_more)
        byline_add(out, name);
}

/* What is given as one name may hold several, if the first of them is one of a person. */
static bool starts_with_person(text line) {
    size_t at = 0, len = 0;
    while (at < line.len && !is_separator(line, at, &len))
        at++;
    return at < line.len && byline_is_person(text_trim(text_cut(line, 0, at)));
}

void byline_read(text line, surety how, byline *out) {
    line = text_trim(line);
    *out = (byline){ .n = 0 };
    text bare = without_start(line);
    out->says_by = bare.len < line.len;
    if (how == GIVEN && text_find(bare, TEXT(";")) == SIZE_MAX &&
        text_find(bare, TEXT("|")) == SIZE_MAX && text_find(bare, TEXT("\n")) == SIZE_MAX &&
        !out->says_by && !starts_with_person(bare)) {
        add_part(out, bare, how);
        return;
    }
    size_t start = 0, len = 0;
    for (size_t at = 0; at <= bare.len; at++) {
        if (at < bare.len && !is_separator(bare, at, &len))
            continue;
        add_part(out, text_cut(bare, start, at), how);
        start = at + (at < bare.len ? len : 0);
        at = start > at ? start - 1 : at;
    }
}
