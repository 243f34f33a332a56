/* cue.c - set phrases by which a line names its own purpose. */
#include "page/cue.h"

#include <string.h>

enum { ROW_MOST = 12 }; // words of a row of buttons or menu words

// clang-format off
#define ROW(role, place, most, box, why, phrase) { phrase, ROLE_##role, CUE_##place, most, box, why }
#define RELATED(phrase)  ROW(RELATED, WHOLE, 12, true, "heading of a box of related links", phrase)
#define RELATEDS(phrase) ROW(RELATED, START, 8, true, "heading of a box of related links", phrase)
#define MORE(phrase)     ROW(READ_MORE, START, 30, false, "invitation to read more", phrase)
#define MOREW(phrase)    ROW(READ_MORE, WHOLE, 8, false, "read more: the text goes on elsewhere", phrase)
#define SHARE(phrase)    ROW(SHARE, START, 16, false, "share or follow on social media", phrase)
#define SHAREW(phrase)   ROW(SHARE, WHOLE, 6, false, "share button", phrase)
#define NEWS(phrase)     ROW(NEWSLETTER, ANY, 40, false, "newsletter sign-up", phrase)
#define NEWSS(phrase)    ROW(NEWSLETTER, START, 30, false, "newsletter sign-up", phrase)
#define COOKIE(phrase)   ROW(COOKIE, ANY, 90, false, "notice on cookies or consent", phrase)
#define COMMENT(phrase)  ROW(COMMENT, START, 10, false, "comments", phrase)
#define COMMENTW(phrase) ROW(COMMENT, WHOLE, 8, true, "heading of the comments", phrase)
#define PAYWALL(phrase)  ROW(PAYWALL, ANY, 40, false, "offer to subscribe", phrase)
#define FOOTER(phrase)   ROW(FOOTER, ANY, 60, false, "legal line of the page's foot", phrase)
#define FOOTERW(phrase)  ROW(FOOTER, WHOLE, 6, false, "link of the page's foot", phrase)
#define ADVERT(phrase)   ROW(ADVERTISEMENT, WHOLE, 6, false, "advertisement label", phrase)
#define ADVERTA(phrase)  ROW(ADVERTISEMENT, ANY, 30, false, "advertisement", phrase)
#define SHOP(phrase)     ROW(PRODUCT, END, 40, false, "advertisement of a product", phrase)
#define NEXT(phrase)     ROW(OTHER_STORY, START, 30, false, "teaser of the next or another story", phrase)
#define CAPTION(phrase)  ROW(CAPTION, ANY, 60, false, "credit of a picture", phrase)
#define CAPTIONS(phrase) ROW(CAPTION, START, 60, false, "caption or credit of a picture", phrase)
#define AUTHOR(phrase)   ROW(AUTHOR_BOX, ANY, 60, false, "note on the author", phrase)
#define TAGS(phrase)     ROW(TAGS, START, 40, false, "topics or tags", phrase)
#define NAV(phrase)      ROW(NAVIGATION, WHOLE, 6, false, "menu word", phrase)

static const cue cues[] = {
    // boxes of related links
    RELATED("related"), RELATED("related articles"), RELATED("related stories"), RELATED("related news"),
    RELATED("related content"), RELATED("related topics"), RELATED("related posts"), RELATED("related links"),
    RELATED("related coverage"), RELATED("related article"), RELATED("related story"), RELATED("related video"),
    RELATED("related videos"), RELATED("related reading"), RELATED("recommended"), RELATED("recommended reading"),
    RELATED("recommended for you"), RELATED("recommended stories"), RELATED("most read"), RELATED("most popular"),
    RELATED("most viewed"), RELATED("most shared"), RELATED("most recent"), RELATED("popular now"), RELATED("popular stories"),
    RELATED("trending"), RELATED("trending now"), RELATED("trending stories"), RELATED("top stories"),
    RELATED("latest news"), RELATED("latest stories"), RELATED("latest headlines"), RELATED("latest"), RELATED("more stories"),
    RELATED("more news"), RELATED("other stories"), RELATED("other news"), RELATED("editor's picks"), RELATED("editors' picks"), RELATED("don't miss"),
    RELATED("must read"), RELATED("what to read next"), RELATED("up next"), RELATED("read next"), RELATED("in other news"),
    RELATED("featured stories"), RELATED("featured"), RELATED("in this section"), RELATED("elsewhere on the web"),
    RELATED("around the web"), RELATED("from the web"), RELATED("promoted stories"), RELATED("sponsored stories"),
    RELATEDS("you may also like"), RELATEDS("you might also like"), RELATEDS("you may also be interested"),
    RELATEDS("you might also be interested"), RELATEDS("more from"), RELATEDS("more on this"), RELATEDS("more in"),
    RELATEDS("more about"), RELATEDS("more on"), RELATEDS("more like this"), RELATEDS("people also read"), RELATEDS("readers also liked"),
    RELATEDS("stories you may"), RELATEDS("stay on topic"), RELATEDS("explore more"), RELATEDS("keep reading"),
    RELATEDS("what others are reading"), RELATEDS("today's top"), RELATEDS("today's headlines"), RELATEDS("from our partners"),
    RELATED("mehr zum thema"), RELATED("das könnte sie auch interessieren"), RELATED("auch interessant"), RELATED("meistgelesen"),
    RELATED("à lire aussi"), RELATED("lire aussi"), RELATED("sur le même sujet"), RELATED("les plus lus"),
    RELATED("te puede interesar"), RELATED("lo más leído"), RELATED("más noticias"), RELATED("noticias relacionadas"), RELATED("leggi anche"),
    RELATED("leia também"), RELATED("veja também"), RELATED("läs också"), RELATED("läs mer"), RELATED("lees ook"), RELATED("les også"),
    RELATED("leia mais"), RELATED("mais lidas"),
    // read on
    MOREW("read more"), MOREW("see more"), MOREW("show more"), MOREW("load more"), MOREW("view more"), MOREW("continue reading"),
    MOREW("continue"), MOREW("read full article"), MOREW("read the full story"), MOREW("full story"), MOREW("more"), MOREW("learn more"),
    MOREW("story continues below"), MOREW("article continues below"), MOREW("article continues below advertisement"),
    MOREW("story continues below advertisement"), MOREW("scroll to continue"), MOREW("show less"), MOREW("expand"), MOREW("view gallery"),
    MOREW("view all"), MOREW("see all"), MOREW("click here"), MOREW("story continues"), MOREW("article continues after advertisement"),
    MORE("read more"), MORE("read also"), MORE("also read"), MORE("see also"), MORE("see more"), MORE("read next"), MORE("watch more"),
    MORE("click here to"), MORE("click here for"), MORE("click to"), MORE("for more"), MORE("more stories from"), MORE("find out more"),
    MORE("learn more about"), MORE("read the full"), MORE("read our"), MORE("don't miss"), MORE("must read"), MORE("must see"),
    MORE("recommended"), MORE("related story"), MORE("related article"), MORE("related coverage"), MORE("weiterlesen"), MORE("lesen sie auch"), MORE("lesen sie mehr"),
    MORE("lire aussi"), MORE("à lire aussi"), MORE("lire la suite"), MORE("lee también"), MORE("lea también"), MORE("leer más"), MORE("lees ook"),
    MORE("leggi anche"), MORE("leia também"), MORE("leia mais"), MORE("läs även"), MORE("läs också"), MORE("les også"), MORE("mehr dazu"), MORE("mehr zum thema"),
    MORE("continue reading"), MORE("want more"), MORE("más información"), MORE("baca juga"), MORE("czytaj też"), MORE("čtěte také"),
    // social
    SHARE("follow us"), SHARE("share this"), SHARE("share on"), SHARE("share with"), SHARE("share via"), SHARE("share your"), SHARE("like us on"), SHARE("join us on"),
    SHARE("find us on"), SHARE("connect with us"), SHARE("follow me on"), SHARE("follow on"), SHARE("click to share"), SHARE("tweet this"),
    SHARE("email this"), SHARE("print this"), SHARE("send by email"), SHARE("share by"), SHARE("join our whatsapp"), SHARE("join our telegram"), SHARE("join the conversation"),
    SHARE("copy link"), SHARE("copy this link"), SHARE("link copied"), SHARE("stay connected"), SHARE("follow cnn"), SHARE("download our app"), SHARE("get our app"), SHARE("download the app"),
    SHARE("facebook twitter"), SHARE("share article"), SHARE("share story"), SHARE("this article was sent"), SHARE("partager sur"), SHARE("teilen auf"), SHARE("compartir en"), SHARE("síguenos en"), SHARE("suivez nous"), SHARE("condividi"),
    SHAREW("share"), SHAREW("tweet"), SHAREW("facebook"), SHAREW("twitter"), SHAREW("whatsapp"), SHAREW("email"), SHAREW("e-mail"), SHAREW("print"), SHAREW("pinterest"),
    SHAREW("linkedin"), SHAREW("reddit"), SHAREW("instagram"), SHAREW("youtube"), SHAREW("telegram"), SHAREW("messenger"), SHAREW("copy"), SHAREW("save"), SHAREW("bookmark"),
    SHAREW("flipboard"), SHAREW("tumblr"), SHAREW("rss"), SHAREW("x"), SHAREW("like"), SHAREW("follow"), SHAREW("teilen"), SHAREW("drucken"), SHAREW("partager"), SHAREW("imprimer"), SHAREW("compartir"), SHAREW("imprimir"),
    SHAREW("shares"), SHAREW("pocket"), SHAREW("snapchat"), SHAREW("tiktok"), SHAREW("google+"), SHAREW("dela"), SHAREW("del"), SHAREW("delen"), SHAREW("compartilhar"), SHAREW("merken"), SHAREW("envoyer"),
    // newsletters
    NEWS("delivered to your inbox"), NEWS("in your inbox"), NEWS("to your inbox"), NEWS("straight to your"), NEWS("your inbox"), NEWS("our newsletter"), NEWS("our newsletters"), NEWS("newsletter sign"),
    NEWS("sign up for our"), NEWS("sign up for the"), NEWS("sign up to our"), NEWS("sign up to the"), NEWS("your email address"), NEWS("our daily newsletter"), NEWS("email newsletter"), NEWS("this newsletter"),
    NEWSS("sign up"), NEWSS("subscribe to our"), NEWSS("subscribe to the"), NEWSS("get the latest"), NEWSS("get our"), NEWSS("get breaking news"), NEWSS("newsletter"), NEWSS("newsletters"), NEWSS("thanks for signing up"), NEWSS("thank you for signing up"), NEWSS("thank you for subscribing"),
    NEWSS("enter your email"), NEWSS("email address"), NEWSS("invalid email"), NEWSS("by signing up"), NEWSS("by subscribing"), NEWSS("please enter a valid email"), NEWSS("never miss"), NEWSS("stay informed"), NEWSS("stay up to date"), NEWSS("keep up to date"), NEWSS("enable notifications"), NEWSS("get notified"), NEWSS("get alerts"),
    NEWS("notre newsletter"), NEWS("unseren newsletter"), NEWS("nuestro boletín"), NEWS("nossa newsletter"), NEWS("onze nieuwsbrief"), NEWS("abonnieren sie"), NEWS("suscríbete a"), NEWS("inscrivez vous à"),
    // consent
    COOKIE("use cookies"), COOKIE("uses cookies"), COOKIE("cookie policy"), COOKIE("of cookies"), COOKIE("accept cookies"), COOKIE("cookie settings"), COOKIE("cookie preferences"), COOKIE("personal data"), COOKIE("manage your consent"), COOKIE("our partners"), COOKIE("your consent"), COOKIE("your privacy"), COOKIE("ad blocker"), COOKIE("enable javascript"), COOKIE("browser does not support"), COOKIE("verwendet cookies"), COOKIE("des cookies"), COOKIE("utiliza cookies"), COOKIE("anzeige externer inhalte"), COOKIE("cookies"),
    // comments
    COMMENT("leave a comment"), COMMENT("leave a reply"), COMMENT("post a comment"), COMMENT("add a comment"), COMMENT("view comments"), COMMENT("show comments"), COMMENT("read comments"), COMMENT("log in to comment"), COMMENT("sign in to comment"), COMMENT("be the first to comment"), COMMENT("comments are closed"), COMMENT("no comments"), COMMENT("you must be logged in"), COMMENT("report this comment"), COMMENT("write a comment"), COMMENT("comments on this"), COMMENT("comment on this"), COMMENT("have your say"), COMMENT("what do you think"), COMMENT("join the discussion"), COMMENT("sort by"), COMMENT("reply to"),
    COMMENTW("comments"), COMMENTW("comment"), COMMENTW("reply"), COMMENTW("kommentare"), COMMENTW("commentaires"), COMMENTW("comentarios"), COMMENTW("comentários"), COMMENTW("reader comments"),
    // subscriptions
    PAYWALL("already a subscriber"), PAYWALL("subscribe to continue"), PAYWALL("subscribe now"), PAYWALL("for subscribers"), PAYWALL("subscribers only"), PAYWALL("to read the full"), PAYWALL("unlimited access"), PAYWALL("become a member"), PAYWALL("become a subscriber"), PAYWALL("log in to read"), PAYWALL("free articles"), PAYWALL("free trial"), PAYWALL("cancel anytime"), PAYWALL("your subscription"), PAYWALL("create an account"), PAYWALL("create a free account"), PAYWALL("support our journalism"), PAYWALL("please consider supporting"), PAYWALL("make a donation"), PAYWALL("réservé aux abonnés"), PAYWALL("jetzt abonnieren"), PAYWALL("gift article"),
    // feet
    FOOTER("all rights reserved"), FOOTER("may not be published"), FOOTER("terms of service"), FOOTER("terms of use"), FOOTER("terms and conditions"), FOOTER("privacy policy"), FOOTER("alle rechte vorbehalten"), FOOTER("tous droits réservés"), FOOTER("todos los derechos reservados"), FOOTER("todos os direitos reservados"), FOOTER("registered in england"), FOOTER("is not responsible for the content"), FOOTER("powered by"), FOOTER("our standards"), FOOTER("may not be reproduced"), FOOTER("without permission"),
    ROW(FOOTER, START, 40, false, "copyright line", "copyright"), ROW(FOOTER, START, 40, false, "correction or desk note", "reporting by"), ROW(FOOTER, START, 40, false, "desk note", "additional reporting by"), ROW(FOOTER, START, 40, false, "desk note", "editing by"), ROW(FOOTER, START, 40, false, "desk note", "writing by"),
    ROW(FOOTER, START, 60, false, "note on a contributor", "associated press writers"), ROW(FOOTER, START, 60, false, "note on a contributor", "associated press writer"),
    FOOTERW("contact us"), FOOTERW("about us"), FOOTERW("privacy"), FOOTERW("terms"), FOOTERW("careers"), FOOTERW("advertise"), FOOTERW("advertise with us"), FOOTERW("site map"), FOOTERW("sitemap"), FOOTERW("help"), FOOTERW("contact"), FOOTERW("impressum"), FOOTERW("datenschutz"), FOOTERW("mentions légales"), FOOTERW("aviso legal"), FOOTERW("accessibility"), FOOTERW("back to top"), FOOTERW("archive"), FOOTERW("about"),
    // advertisements
    ADVERT("advertisement"), ADVERT("ad"), ADVERT("ads"), ADVERT("advert"), ADVERT("sponsored"), ADVERT("sponsored content"), ADVERT("promoted"), ADVERT("advertising"), ADVERT("anzeige"), ADVERT("werbung"), ADVERT("publicité"), ADVERT("publicidad"), ADVERT("publicidade"), ADVERT("pubblicità"), ADVERT("annons"), ADVERT("advertentie"), ADVERT("reklama"), ADVERT("annonce"), ADVERT("reklame"), ADVERT("skip ad"), ADVERT("continue after advertisement"), ADVERT("paid post"),
    ADVERTA("scroll down to continue"), ADVERTA("promo code"), ADVERTA("affiliate links"), ADVERTA("may earn a commission"), ADVERTA("paid for by"), ADVERTA("shop now"), ADVERTA("buy tickets"),
    SHOP("read more"), SHOP("buy now"), SHOP("shop now"), SHOP("view deal"), SHOP("see price"), SHOP("order now"), SHOP("add to cart"), SHOP("add to basket"), SHOP("check price"), SHOP("see deal"), SHOP("get deal"),
    // other stories
    NEXT("next"), NEXT("next article"), NEXT("next story"), NEXT("next post"), NEXT("previous article"), NEXT("previous story"), NEXT("previous post"), NEXT("previous"), NEXT("up next"), NEXT("coming up"), NEXT("prev"), NEXT("nächster artikel"), NEXT("article suivant"), NEXT("siguiente"),
    // pictures
    CAPTION("getty images"), CAPTION("image getty"), CAPTION("image credit"), CAPTION("photo credit"), CAPTION("file photo"), CAPTION("photo by"), CAPTION("photo courtesy"), CAPTION("ap photo"), CAPTION("via getty"), CAPTION("via reuters"), CAPTION("via ap"), CAPTION("image source"), CAPTION("image caption"), CAPTION("image copyright"), CAPTION("media caption"), CAPTION("afp getty"), CAPTION("handout via"), CAPTION("picture alliance"), CAPTION("photograph by"), CAPTION("image by"), CAPTION("image courtesy"), CAPTION("enlarge image"), CAPTION("stock photo"), CAPTION("usa today sports"), CAPTION("pa wire"), CAPTION("pa images"), CAPTION("screenshot via"),
    CAPTIONS("photo"), CAPTIONS("photos"), CAPTIONS("image"), CAPTIONS("images"), CAPTIONS("picture"), CAPTIONS("pictured"), CAPTIONS("video"), CAPTIONS("watch"), CAPTIONS("listen"), CAPTIONS("caption"), CAPTIONS("credit"), CAPTIONS("foto"), CAPTIONS("bild"), CAPTIONS("photograph"), CAPTIONS("illustration"), CAPTIONS("hide caption"), CAPTIONS("toggle caption"), CAPTIONS("play video"), CAPTIONS("slideshow"), CAPTIONS("gallery"), CAPTIONS("fotografía"), CAPTIONS("fichier photo"),
    // authors and tags
    AUTHOR("is a reporter"), AUTHOR("is a staff writer"), AUTHOR("is a freelance"), AUTHOR("is a journalist"), AUTHOR("is an editor"), AUTHOR("is a senior editor"), AUTHOR("is a senior writer"), AUTHOR("is the author of"), AUTHOR("is a contributor"), AUTHOR("is a columnist"), AUTHOR("on twitter at"), AUTHOR("follow him on"), AUTHOR("follow her on"), AUTHOR("follow them on"), AUTHOR("can be reached at"), AUTHOR("contributed to this report"), AUTHOR("contributed to this story"), AUTHOR("contributed to this article"), AUTHOR("contributed reporting"), AUTHOR("about the author"), AUTHOR("view all posts"), AUTHOR("view all articles"), AUTHOR("do not necessarily reflect"), AUTHOR("views expressed"), AUTHOR("opinions expressed"), AUTHOR("more articles by"), AUTHOR("email the author"), AUTHOR("über den autor"),
    TAGS("tags"), TAGS("topics"), TAGS("filed under"), TAGS("tagged"), TAGS("categories"), TAGS("keywords"), TAGS("posted in"), TAGS("schlagworte"), TAGS("mots clés"), TAGS("etiquetas"), TAGS("themen"), TAGS("taggar"), TAGS("in this article"), TAGS("in this story"), TAGS("topics in this article"), TAGS("emner"), TAGS("temas"), TAGS("sujets"),
    // menus
    NAV("menu"), NAV("home"), NAV("search"), NAV("log in"), NAV("login"), NAV("sign in"), NAV("log out"), NAV("register"), NAV("subscribe"), NAV("skip to content"), NAV("skip to main content"), NAV("close"), NAV("my account"), NAV("account"), NAV("world"), NAV("politics"), NAV("sports"), NAV("sport"), NAV("business"), NAV("opinion"), NAV("video"), NAV("videos"), NAV("photos"), NAV("live"), NAV("news"), NAV("weather"), NAV("entertainment"), NAV("technology"), NAV("tech"), NAV("science"), NAV("health"), NAV("travel"), NAV("lifestyle"), NAV("culture"), NAV("arts"), NAV("podcasts"), NAV("jobs"), NAV("games"), NAV("magazine"), NAV("donate"), NAV("back"), NAV("submit"), NAV("ok"), NAV("loading"), NAV("play"), NAV("pause"), NAV("mute"), NAV("edition"), NAV("toggle navigation"), NAV("all news"), NAV("sections"), NAV("startseite"), NAV("accueil"), NAV("inicio"), NAV("settings"), NAV("cancel"), NAV("image"), NAV("images"), NAV("gallery"), NAV("breaking"), NAV("breaking news"), NAV("markets"), NAV("food"), NAV("style"), NAV("autos"), NAV("obituaries"), NAV("crime"), NAV("local"), NAV("local news"), NAV("u.s"), NAV("us"), NAV("uk"), NAV("world news"), NAV("europe"), NAV("asia"), NAV("africa"), NAV("middle east"),
};
// clang-format on

_Static_assert(sizeof cues / sizeof *cues < CUES_MOST, "cue_index has room");

static text next_word(const char **at) {
    while (*at && **at == ' ')
        ++*at;
    const char *start = *at;
    while (**at && **at != ' ')
        ++*at;
    return (text){ start, (size_t)(*at - start) };
}

/* The hash of a phrase's word as shape_of sees it: hyphen and apostrophe are one. */
static uint32_t phrase_hash(text w) {
    char bytes[WORD_MOST];
    size_t n = 0;
    for (size_t i = 0; i < w.len && n < sizeof bytes; i++)
        bytes[n++] = w.at[i] == '-' ? '\'' : w.at[i];
    while (n > 0 && bytes[n - 1] == '\'')
        n--;
    return word_hash((text){ bytes, n });
}

cue_index *cue_arrange(arena *a) {
    cue_index *index = arena_alloc(a, sizeof *index);
    if (!index)
        return NULL;
    for (size_t i = sizeof cues / sizeof *cues; i > 0; i--) {
        const char *at = cues[i - 1].phrase;
        uint32_t slot = phrase_hash(next_word(&at)) % CUE_BUCKETS;
        index->next[i - 1] = index->bucket[slot];
        index->bucket[slot] = (uint16_t)i;
    }
    return index;
}

/* True if the phrase stands at the line's word i; *n is its number of words. */
static bool stands_at(const cue *c, const word_list *words, uint32_t i, uint32_t *n) {
    const char *at = c->phrase;
    *n = 0;
    for (text w = next_word(&at); w.len; w = next_word(&at), ++*n)
        if (i + *n >= words->n || words->at[i + *n].hash != phrase_hash(w))
            return false;
    return true;
}

static bool place_fits(const cue *c, const shape *s, uint32_t i, uint32_t n) {
    if (s->n_words > c->most_words)
        return false;
    switch (c->place) {
    case CUE_WHOLE:
        return i == 0 && n == s->n_words;
    case CUE_START:
        return i == 0;
    case CUE_END:
        return i > 0 && i + n == s->n_words;
    default:
        return true;
    }
}

/* A cue that the single word i is, as a whole line. */
static const cue *word_cue(const cue_index *index, const word_list *words, uint32_t i) {
    for (uint32_t k = index->bucket[words->at[i].hash % CUE_BUCKETS]; k; k = index->next[k - 1]) {
        const cue *c = &cues[k - 1];
        uint32_t n;
        if (c->place == CUE_WHOLE && stands_at(c, words, i, &n) && n == 1)
            return c;
    }
    return NULL;
}

/* "Share Tweet Email Print": a row of words that each are a line of one purpose. */
static const cue *row_cue(const cue_index *index, const shape *s, const word_list *words) {
    if (words->n < 2 || s->n_words != words->n || words->n > ROW_MOST)
        return NULL;
    const cue *first = word_cue(index, words, 0);
    for (uint32_t i = 1; first && i < words->n; i++) {
        const cue *c = word_cue(index, words, i);
        if (!c || c->role != first->role)
            return NULL;
    }
    return first;
}

const cue *cue_find(const cue_index *index, const shape *s, const word_list *words) {
    const cue *best = NULL;
    uint32_t best_n = 0;
    for (uint32_t i = 0; i < words->n; i++)
        for (uint32_t k = index->bucket[words->at[i].hash % CUE_BUCKETS]; k;
             k = index->next[k - 1]) {
            const cue *c = &cues[k - 1];
            uint32_t n;
            if ((best && c->place > best->place) || !stands_at(c, words, i, &n) ||
                !place_fits(c, s, i, n))
                continue;
            if (!best || c->place < best->place || n > best_n) {
                best = c;
                best_n = n;
            }
        }
    return best ? best : row_cue(index, s, words);
}
