/* word.c - the lists, each sorted by bytes, searched by halves. Facts of English writing; no line
 * of any corpus. */
#include "language/word.h"

#include <string.h>

typedef struct entry {
    const char *word;
    int value;
} entry;

#define COUNT(list) (sizeof(list) / sizeof *(list))

// clang-format off
enum { B = ABBREVIATION_BEFORE, N = ABBREVIATION_NUMBER, M = ABBREVIATION_NAME, A = ABBREVIATION_AFTER };
static const entry abbreviations[] = { // lower case
    {"a.k.a", B}, {"abt", B}, {"adm", B}, {"admin", B}, {"al", A}, {"ala", M}, {"app", N}, {"approx", B}, {"apr", M},
    {"apt", N}, {"ariz", M}, {"ark", M}, {"arr", B}, {"art", N}, {"arts", N}, {"assn", A}, {"assoc", A}, {"asst", B},
    {"attn", B}, {"atty", B}, {"aug", M}, {"ave", M}, {"avg", B}, {"bldg", M}, {"blvd", M}, {"brig", B}, {"bro", M},
    {"bros", A}, {"c.f", B}, {"ca", N}, {"cal", M}, {"calif", M}, {"capt", B}, {"cf", B}, {"ch", N}, {"chap", N},
    {"cie", A}, {"cmdr", B}, {"co", M}, {"col", M}, {"colo", M}, {"comdr", B}, {"conf", B}, {"conn", M}, {"cont", A},
    {"corp", A}, {"cos", A}, {"cpl", B}, {"cpo", B}, {"cpt", B}, {"ct", M}, {"dec", M}, {"def", B}, {"del", M},
    {"dem", M}, {"dept", B}, {"det", B}, {"dir", B}, {"dist", B}, {"div", M}, {"doc", N}, {"dr", B}, {"drs", B},
    {"e.g", B}, {"ect", A}, {"ed", M}, {"eds", A}, {"eg", B}, {"encl", A}, {"eng", M}, {"eq", N}, {"eqs", N},
    {"esp", B}, {"esq", A}, {"est", B}, {"etc", A}, {"ext", N}, {"feb", M}, {"fig", N}, {"figs", N}, {"fla", M},
    {"fri", M}, {"ft", M}, {"fwd", B}, {"ga", M}, {"gen", M}, {"gov", B}, {"govt", B}, {"gp", N}, {"hon", B},
    {"hr", M}, {"hrs", A}, {"hwy", B}, {"i.e", B}, {"ibid", A}, {"ie", B}, {"ill", M}, {"inc", A}, {"incl", B},
    {"ind", M}, {"insp", B}, {"inst", A}, {"intl", B}, {"jan", M}, {"jr", A}, {"jul", M}, {"jun", M}, {"kan", M},
    {"kans", M}, {"ky", M}, {"la", M}, {"lb", M}, {"lbs", A}, {"lt", B}, {"ltd", A}, {"lv", B}, {"maj", B},
    {"mar", M}, {"mass", M}, {"max", N}, {"md", M}, {"messrs", B}, {"mfg", B}, {"mgr", B}, {"mich", M}, {"min", N},
    {"minn", M}, {"mins", A}, {"misc", B}, {"miss", M}, {"mlle", B}, {"mme", B}, {"mo", M}, {"mon", M}, {"mont", M},
    {"mr", B}, {"mrs", B}, {"ms", B}, {"msgr", B}, {"msr", B}, {"mt", B}, {"mts", B}, {"neb", M}, {"nev", M},
    {"no", N}, {"nos", N}, {"nov", M}, {"nr", N}, {"oct", M}, {"okla", M}, {"op", N}, {"ore", M}, {"oz", M},
    {"pa", M}, {"para", N}, {"paras", N}, {"pg", N}, {"ph", M}, {"pl", M}, {"plc", A}, {"plt", B}, {"pp", N},
    {"pres", B}, {"prof", B}, {"profs", B}, {"prop", N}, {"prov", B}, {"ps", B}, {"pt", N}, {"pte", B}, {"pty", B},
    {"pub", N}, {"pvt", B}, {"rd", M}, {"re", N}, {"ref", N}, {"reg", N}, {"rep", B}, {"reps", B}, {"ret", A},
    {"rev", B}, {"sat", M}, {"sc", M}, {"sec", M}, {"secs", A}, {"sen", B}, {"sens", B}, {"sep", M}, {"sept", M},
    {"seq", A}, {"ser", N}, {"sfc", B}, {"sgt", B}, {"sp", B}, {"spec", B}, {"sq", B}, {"sr", A}, {"ss", B},
    {"st", B}, {"sta", B}, {"ste", B}, {"sts", M}, {"sun", M}, {"supt", B}, {"tel", N}, {"tenn", M}, {"tex", M},
    {"thu", M}, {"thur", M}, {"thurs", M}, {"tue", M}, {"tues", M}, {"univ", B}, {"va", M}, {"var", B}, {"viz", B},
    {"vol", N}, {"vols", N}, {"vs", B}, {"vt", M}, {"wash", M}, {"wed", M}, {"wis", M}, {"wyo", M}, {"yr", M},
    {"yrs", A},
};

static const entry joints[] = { // lower case; where the second word begins
    {"ain`t", 2}, {"aint", 2}, {"arent", 3}, {"c'mon", 3}, {"cannot", 3}, {"cant", 2}, {"couldnt", 5}, {"couldve", 5},
    {"d'you", 2}, {"didnt", 3}, {"doesnt", 4}, {"dont", 2}, {"dunno", 2}, {"everyones", 8}, {"gimme", 3},
    {"gonna", 3}, {"gotta", 3}, {"hadnt", 3}, {"hasnt", 3}, {"havent", 4}, {"heres", 4}, {"hes", 2}, {"hows", 3},
    {"im", 1}, {"isnt", 2}, {"ive", 1}, {"lemme", 3}, {"lets", 3}, {"outta", 3}, {"shes", 3}, {"shouldnt", 6},
    {"shouldve", 6}, {"thats", 4}, {"theres", 5}, {"theyd", 4}, {"theyll", 4}, {"theyre", 4}, {"theyve", 4},
    {"wanna", 3}, {"wasnt", 3}, {"werent", 4}, {"weve", 2}, {"whats", 4}, {"wheres", 5}, {"whos", 3}, {"wont", 2},
    {"wouldnt", 5}, {"wouldve", 5}, {"youd", 3}, {"youll", 3}, {"youre", 3}, {"youve", 3},
};

static const char *const prefixes[] = { // lower case
    "anti", "arch", "bi", "co", "counter", "cross", "de", "e", "euro", "ex", "extra", "hyper", "infra", "inter", "intra", "macro",
    "mega", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "neo", "neuro", "non", "over", "para", "poly",
    "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans", "ultra",
    "un", "under", "uni",
};

static const char *const suffixes[] = { "e", "esque", "ish", "wise" };

static const char *const units[] = {
    "AM", "GB", "GHz", "GW", "Hz", "K", "KB", "Kg", "Km", "M", "MB", "MHz", "MM", "MW", "PM", "TB", "am", "bn", "cc", "cm", "cms", "days", "feet", "ft", "gal", "gb",
    "ha", "hh", "hours", "hr", "hrs", "inches", "k", "kHz", "kW", "kWh", "kb", "kg", "kgs", "km", "kmh", "kms", "kph", "lb", "lbs", "m", "mb", "mg", "min",
    "mins", "minutes", "ml", "mm", "mn", "mph", "ms", "oz", "p", "percent", "pm", "sec", "secs", "sq", "tn", "trn", "tr", "x", "yd", "yds", "yr", "yrs",
};

static const char *const money_units[] = {
    "B", "Billion", "M", "MM", "Million", "T", "b", "bil", "billion", "bln", "c", "dlrs", "m", "mil", "mill", "million", "mln", "t", "th", "trillion", "trln",
};

static const char *const endings[] = { // lower case
    "asp", "au", "avi", "bat", "biz", "bmp", "ca", "cfm", "cgi", "cn", "co", "com", "csv", "de", "dll", "doc", "docx", "edu", "eu",
    "exe", "fm", "fr", "gif", "gov", "gz", "htm", "html", "il", "in", "info", "int", "io", "ir", "it", "jp", "jpeg", "jpg", "js", "jsp", "me", "mil",
    "mov", "mp3", "mp4", "mpg", "net", "nl", "nsf", "nz", "org", "pdf", "php", "png", "pps", "ppt", "ps", "py", "ru", "rtf", "sh", "tar", "tex",
    "tif", "tv", "txt", "uk", "url", "us", "ve", "wav", "wma", "wmv", "wpd", "xls", "xlsx", "xml", "zip",
};

static const char *const emoticons[] = { // longer ones first where one begins another
    ":'-(", ":'-)", ":'(", ":')", ":-)", ":-(", ":-D", ":-P", ":-p", ":-/", ":-|", ":-O", ":-o", ";-)", ";-(", ";-P", "=-)",
    "^_^", "-_-", ">:(", ":))", ":)", ":(", ":D", ":P", ":p", ":/", ":|", ":O", ":o", ";)", ";P", ";D", "=)", "=(", "=D", "(:", "<3", "XD",
};
// clang-format on

/* Copies w in lower case with a NUL; false where it is longer than any entry. */
static bool lower(text w, char out[LISTED_WORD_MOST]) {
    if (w.len >= LISTED_WORD_MOST)
        return false;
    for (size_t i = 0; i < w.len; i++)
        out[i] = (char)to_lower((unsigned char)w.at[i]);
    out[w.len] = '\0';
    return true;
}

static int value_of(const entry *list, size_t n, const char *word) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(list[middle].word, word);
        if (order == 0)
            return list[middle].value;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static bool holds(const char *const *list, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (list[i][0] == word[0] && strcmp(list[i], word) == 0)
            return true;
    return false;
}

abbreviation word_abbreviation(text w) {
    char word[LISTED_WORD_MOST];
    return lower(w, word) ? (abbreviation)value_of(abbreviations, COUNT(abbreviations), word)
                          : ABBREVIATION_NONE;
}

/* Could a joint end so? Spares most words the search. */
static bool may_be_joint(text w) {
    int last = to_lower((unsigned char)w.at[w.len - 1]);
    int before = to_lower((unsigned char)w.at[w.len - 2]);
    switch (last) {
    case 't':
        return before == 'n' || before == 'o' || before == '`';
    case 'e':
        return before == 'v' || before == 'r' || before == 'm';
    case 'a':
        return before == 'n' || before == 't';
    case 'l':
        return before == 'l';
    case 'm':
        return before == 'i';
    case 'n':
        return before == 'o';
    case 's':
        return before == 'e' || before == 't' || before == 'w' || before == 'o';
    case 'd':
        return before == 'y' || before == 'u';
    case 'o':
        return before == 'n';
    case 'u':
        return before == 'o';
    default:
        return false;
    }
}

size_t word_joint(text w) {
    char word[LISTED_WORD_MOST];
    if (w.len < 2 || w.len > 9 || !may_be_joint(w) || !lower(w, word))
        return 0;
    return (size_t)value_of(joints, COUNT(joints), word);
}

bool word_is_clitic(text after) {
    char word[LISTED_WORD_MOST];
    if (after.len < 1 || after.len > 2 || !lower(after, word))
        return false;
    static const char *const clitics[] = { "s", "m", "d", "re", "ve", "ll" };
    return holds(clitics, COUNT(clitics), word);
}

bool word_is_prefix(text w) {
    char word[LISTED_WORD_MOST];
    return lower(w, word) && holds(prefixes, COUNT(prefixes), word);
}

bool word_is_suffix(text w) {
    char word[LISTED_WORD_MOST];
    return lower(w, word) && holds(suffixes, COUNT(suffixes), word);
}

bool word_is_unit(text w, bool money) {
    char word[LISTED_WORD_MOST];
    if (w.len >= LISTED_WORD_MOST)
        return false;
    memcpy(word, w.at, w.len);
    word[w.len] = '\0';
    return holds(units, COUNT(units), word) ||
           (money && holds(money_units, COUNT(money_units), word));
}

bool word_is_ending(text w) {
    char word[LISTED_WORD_MOST];
    return lower(w, word) && holds(endings, COUNT(endings), word);
}

size_t word_emoticon(text t) {
    for (size_t i = 0; i < COUNT(emoticons); i++) {
        if (t.len == 0 || t.at[0] != emoticons[i][0]) // most signs begin none, seen without a call
            continue;
        size_t n = strlen(emoticons[i]);
        if (t.len >= n && memcmp(t.at, emoticons[i], n) == 0)
            return n;
    }
    return 0;
}
