/* class.c - what the class and id names of an element say it is for. */
#include "page/class.h"

#include <string.h>

enum { TOKEN_MOST = 24 };

typedef struct entry {
    const char *token;
    uint8_t purpose;
} entry;

// clang-format off
static const entry entries[] = {
    { "article", FOR_ARTICLE }, { "articlebody", FOR_CONTENT }, { "articlecontent", FOR_CONTENT }, { "articletext", FOR_CONTENT }, { "story", FOR_ARTICLE }, { "storybody", FOR_CONTENT },
    { "storytext", FOR_CONTENT }, { "post", FOR_ARTICLE }, { "entry", FOR_ARTICLE }, { "blog", FOR_ARTICLE }, { "news", FOR_ARTICLE }, { "artikel", FOR_ARTICLE }, { "articulo", FOR_ARTICLE }, { "noticia", FOR_ARTICLE }, { "nota", FOR_ARTICLE },
    { "content", FOR_CONTENT }, { "contents", FOR_CONTENT }, { "body", FOR_CONTENT }, { "bodytext", FOR_CONTENT }, { "text", FOR_CONTENT }, { "prose", FOR_CONTENT }, { "richtext", FOR_CONTENT }, { "wysiwyg", FOR_CONTENT }, { "copy", FOR_CONTENT }, { "texto", FOR_CONTENT }, { "texte", FOR_CONTENT }, { "contenido", FOR_CONTENT }, { "conteudo", FOR_CONTENT }, { "inhalt", FOR_CONTENT }, { "cuerpo", FOR_CONTENT }, { "postbody", FOR_CONTENT }, { "postcontent", FOR_CONTENT }, { "entrycontent", FOR_CONTENT }, { "markdown", FOR_CONTENT }, { "section", FOR_CONTENT },
    { "main", FOR_MAIN }, { "maincontent", FOR_MAIN }, { "primary", FOR_MAIN }, { "container", FOR_MAIN }, { "detail", FOR_MAIN }, { "page", FOR_MAIN },
    { "p", FOR_PARAGRAPH }, { "paragraph", FOR_PARAGRAPH }, { "para", FOR_PARAGRAPH }, { "absatz", FOR_PARAGRAPH }, { "paragraphs", FOR_PARAGRAPH },
    { "title", FOR_TITLE }, { "headline", FOR_TITLE }, { "heading", FOR_TITLE }, { "hed", FOR_TITLE }, { "titre", FOR_TITLE }, { "titulo", FOR_TITLE }, { "titel", FOR_TITLE }, { "h1", FOR_TITLE }, { "kicker", FOR_TITLE },
    { "summary", FOR_SUMMARY }, { "lead", FOR_SUMMARY }, { "lede", FOR_SUMMARY }, { "deck", FOR_SUMMARY }, { "dek", FOR_SUMMARY }, { "standfirst", FOR_SUMMARY }, { "intro", FOR_SUMMARY }, { "excerpt", FOR_SUMMARY }, { "subtitle", FOR_SUMMARY }, { "subheadline", FOR_SUMMARY }, { "subhead", FOR_SUMMARY }, { "subheading", FOR_SUMMARY }, { "chapo", FOR_SUMMARY }, { "bajada", FOR_SUMMARY }, { "teasertext", FOR_SUMMARY }, { "description", FOR_SUMMARY }, { "abstract", FOR_SUMMARY }, { "highlights", FOR_SUMMARY }, { "preamble", FOR_SUMMARY }, { "ingress", FOR_SUMMARY }, { "entradilla", FOR_SUMMARY }, { "sumario", FOR_SUMMARY }, { "vorspann", FOR_SUMMARY },
    { "byline", FOR_BYLINE }, { "author", FOR_BYLINE }, { "authors", FOR_BYLINE }, { "writer", FOR_BYLINE }, { "autor", FOR_BYLINE }, { "auteur", FOR_BYLINE }, { "contributor", FOR_BYLINE }, { "reporter", FOR_BYLINE }, { "journalist", FOR_BYLINE }, { "firma", FOR_BYLINE }, { "vcard", FOR_BYLINE }, { "creator", FOR_BYLINE },
    { "date", FOR_DATE }, { "time", FOR_DATE }, { "datetime", FOR_DATE }, { "timestamp", FOR_DATE }, { "published", FOR_DATE }, { "dateline", FOR_DATE }, { "pubdate", FOR_DATE }, { "publish", FOR_DATE }, { "fecha", FOR_DATE }, { "datum", FOR_DATE }, { "updated", FOR_DATE }, { "modified", FOR_DATE },
    { "share", FOR_SHARE }, { "sharing", FOR_SHARE }, { "social", FOR_SHARE }, { "facebook", FOR_SHARE }, { "twitter", FOR_SHARE }, { "whatsapp", FOR_SHARE }, { "addthis", FOR_SHARE }, { "addtoany", FOR_SHARE }, { "sharedaddy", FOR_SHARE }, { "follow", FOR_SHARE }, { "socials", FOR_SHARE }, { "linkedin", FOR_SHARE }, { "telegram", FOR_SHARE }, { "shares", FOR_SHARE }, { "reaction", FOR_SHARE }, { "reactions", FOR_SHARE },
    { "related", FOR_RELATED }, { "relateds", FOR_RELATED }, { "recommended", FOR_RELATED }, { "recommend", FOR_RELATED }, { "recommendation", FOR_RELATED }, { "recommendations", FOR_RELATED }, { "recirc", FOR_RELATED }, { "recirculation", FOR_RELATED }, { "popular", FOR_RELATED }, { "trending", FOR_RELATED }, { "latest", FOR_RELATED }, { "similar", FOR_RELATED }, { "mostread", FOR_RELATED }, { "most", FOR_RELATED }, { "suggested", FOR_RELATED }, { "relacionadas", FOR_RELATED }, { "relacionados", FOR_RELATED }, { "relacionada", FOR_RELATED }, { "stories", FOR_RELATED }, { "articles", FOR_RELATED }, { "posts", FOR_RELATED }, { "onward", FOR_RELATED }, { "ranking", FOR_RELATED }, { "crosslink", FOR_RELATED }, { "otherstories", FOR_RELATED }, { "jp", FOR_RELATED }, { "yarpp", FOR_RELATED }, { "associated", FOR_RELATED }, { "further", FOR_RELATED },
    { "more", FOR_READ_MORE }, { "readmore", FOR_READ_MORE }, { "inline", FOR_READ_MORE }, { "inset", FOR_READ_MORE }, { "also", FOR_READ_MORE }, { "next", FOR_PAGER }, { "prev", FOR_PAGER }, { "previous", FOR_PAGER }, { "pagination", FOR_PAGER }, { "pager", FOR_PAGER }, { "nextpost", FOR_PAGER }, { "adjacent", FOR_PAGER },
    { "comment", FOR_COMMENT }, { "comments", FOR_COMMENT }, { "disqus", FOR_COMMENT }, { "respond", FOR_COMMENT }, { "reply", FOR_COMMENT }, { "discussion", FOR_COMMENT }, { "commentlist", FOR_COMMENT }, { "feedback", FOR_COMMENT }, { "comentarios", FOR_COMMENT }, { "kommentare", FOR_COMMENT }, { "viafoura", FOR_COMMENT }, { "coral", FOR_COMMENT },
    { "nav", FOR_MENU }, { "navbar", FOR_MENU }, { "navigation", FOR_MENU }, { "menu", FOR_MENU }, { "breadcrumb", FOR_MENU }, { "breadcrumbs", FOR_MENU }, { "topbar", FOR_MENU }, { "submenu", FOR_MENU }, { "toc", FOR_MENU }, { "tabs", FOR_MENU }, { "tab", FOR_MENU }, { "skip", FOR_MENU }, { "dropdown", FOR_MENU }, { "megamenu", FOR_MENU }, { "hamburger", FOR_MENU },
    { "header", FOR_HEADER }, { "masthead", FOR_HEADER }, { "banner", FOR_HEADER }, { "hero", FOR_HEADER }, { "top", FOR_HEADER }, { "head", FOR_HEADER }, { "logo", FOR_HEADER },
    { "footer", FOR_FOOTER }, { "foot", FOR_FOOTER }, { "bottom", FOR_FOOTER }, { "colophon", FOR_FOOTER }, { "footnote", FOR_FOOTER }, { "footnotes", FOR_FOOTER }, { "after", FOR_FOOTER }, { "pie", FOR_FOOTER },
    { "sidebar", FOR_SIDE }, { "aside", FOR_SIDE }, { "rail", FOR_SIDE }, { "widget", FOR_SIDE }, { "widgets", FOR_SIDE }, { "side", FOR_SIDE }, { "secondary", FOR_SIDE }, { "right", FOR_SIDE }, { "rightcol", FOR_SIDE }, { "complementary", FOR_SIDE }, { "flyout", FOR_SIDE },
    { "ad", FOR_ADVERT }, { "ads", FOR_ADVERT }, { "advert", FOR_ADVERT }, { "advertisement", FOR_ADVERT }, { "advertising", FOR_ADVERT }, { "sponsor", FOR_ADVERT }, { "sponsored", FOR_ADVERT }, { "promo", FOR_ADVERT }, { "promoted", FOR_ADVERT }, { "promotion", FOR_ADVERT }, { "outbrain", FOR_ADVERT }, { "taboola", FOR_ADVERT }, { "adsense", FOR_ADVERT }, { "dfp", FOR_ADVERT }, { "gpt", FOR_ADVERT }, { "publicidad", FOR_ADVERT }, { "anzeige", FOR_ADVERT }, { "werbung", FOR_ADVERT }, { "partner", FOR_ADVERT }, { "cta", FOR_ADVERT }, { "commercial", FOR_ADVERT }, { "donate", FOR_ADVERT }, { "donation", FOR_ADVERT }, { "campaign", FOR_ADVERT }, { "zergnet", FOR_ADVERT }, { "adslot", FOR_ADVERT },
    { "newsletter", FOR_NEWSLETTER }, { "newsletters", FOR_NEWSLETTER }, { "subscribe", FOR_NEWSLETTER }, { "signup", FOR_NEWSLETTER }, { "subscription", FOR_NEWSLETTER }, { "mailing", FOR_NEWSLETTER }, { "mailchimp", FOR_NEWSLETTER }, { "optin", FOR_NEWSLETTER }, { "alert", FOR_NEWSLETTER }, { "alerts", FOR_NEWSLETTER }, { "email", FOR_NEWSLETTER },
    { "cookie", FOR_COOKIE }, { "cookies", FOR_COOKIE }, { "consent", FOR_COOKIE }, { "gdpr", FOR_COOKIE }, { "privacy", FOR_COOKIE }, { "onetrust", FOR_COOKIE }, { "didomi", FOR_COOKIE }, { "notice", FOR_COOKIE },
    { "caption", FOR_CAPTION }, { "captions", FOR_CAPTION }, { "credit", FOR_CAPTION }, { "credits", FOR_CAPTION }, { "figcaption", FOR_CAPTION }, { "copyright", FOR_CAPTION }, { "legend", FOR_CAPTION }, { "attribution", FOR_CAPTION }, { "source", FOR_CAPTION }, { "leyenda", FOR_CAPTION }, { "legende", FOR_CAPTION },
    { "image", FOR_PICTURE }, { "images", FOR_PICTURE }, { "img", FOR_PICTURE }, { "photo", FOR_PICTURE }, { "photos", FOR_PICTURE }, { "picture", FOR_PICTURE }, { "figure", FOR_PICTURE }, { "gallery", FOR_PICTURE }, { "slideshow", FOR_PICTURE }, { "carousel", FOR_PICTURE }, { "slider", FOR_PICTURE }, { "slide", FOR_PICTURE }, { "thumbnail", FOR_PICTURE }, { "thumb", FOR_PICTURE }, { "foto", FOR_PICTURE }, { "lightbox", FOR_PICTURE },
    { "video", FOR_MEDIA }, { "videos", FOR_MEDIA }, { "player", FOR_MEDIA }, { "audio", FOR_MEDIA }, { "media", FOR_MEDIA }, { "podcast", FOR_MEDIA }, { "youtube", FOR_MEDIA }, { "jw", FOR_MEDIA },
    { "tag", FOR_TAGS }, { "tags", FOR_TAGS }, { "topic", FOR_TAGS }, { "topics", FOR_TAGS }, { "category", FOR_TAGS }, { "categories", FOR_TAGS }, { "keywords", FOR_TAGS }, { "taxonomy", FOR_TAGS }, { "label", FOR_TAGS }, { "cat", FOR_TAGS }, { "tagged", FOR_TAGS }, { "temas", FOR_TAGS }, { "rubric", FOR_TAGS },
    { "paywall", FOR_PAYWALL }, { "premium", FOR_PAYWALL }, { "subscriber", FOR_PAYWALL }, { "piano", FOR_PAYWALL }, { "regwall", FOR_PAYWALL }, { "meter", FOR_PAYWALL }, { "locked", FOR_PAYWALL }, { "membership", FOR_PAYWALL }, { "gate", FOR_PAYWALL },
    { "modal", FOR_POPUP }, { "popup", FOR_POPUP }, { "overlay", FOR_POPUP }, { "dialog", FOR_POPUP }, { "toast", FOR_POPUP }, { "tooltip", FOR_POPUP }, { "interstitial", FOR_POPUP }, { "sticky", FOR_POPUP },
    { "hidden", FOR_HIDDEN }, { "hide", FOR_HIDDEN }, { "sr", FOR_HIDDEN }, { "invisible", FOR_HIDDEN }, { "visuallyhidden", FOR_HIDDEN }, { "screen", FOR_HIDDEN }, { "offscreen", FOR_HIDDEN }, { "none", FOR_HIDDEN }, { "print", FOR_HIDDEN }, { "noprint", FOR_HIDDEN }, { "accessibility", FOR_HIDDEN }, { "assistive", FOR_HIDDEN }, { "visually", FOR_HIDDEN },
    { "list", FOR_LIST }, { "lists", FOR_LIST }, { "items", FOR_LIST }, { "feed", FOR_LIST }, { "grid", FOR_LIST }, { "collection", FOR_LIST }, { "archive", FOR_LIST }, { "river", FOR_LIST }, { "stream", FOR_LIST }, { "loop", FOR_LIST },
    { "card", FOR_CARD }, { "cards", FOR_CARD }, { "teaser", FOR_CARD }, { "item", FOR_CARD }, { "tile", FOR_CARD }, { "promoitem", FOR_CARD }, { "preview", FOR_CARD }, { "block", FOR_CARD }, { "module", FOR_CARD }, { "snippet", FOR_CARD },
    { "login", FOR_ACCOUNT }, { "account", FOR_ACCOUNT }, { "user", FOR_ACCOUNT }, { "profile", FOR_ACCOUNT }, { "signin", FOR_ACCOUNT }, { "register", FOR_ACCOUNT }, { "avatar", FOR_ACCOUNT },
    { "quote", FOR_QUOTE }, { "pullquote", FOR_QUOTE }, { "blockquote", FOR_QUOTE }, { "pull", FOR_QUOTE }, { "zitat", FOR_QUOTE }, { "cita", FOR_QUOTE },
    { "embed", FOR_EMBED }, { "tweet", FOR_EMBED }, { "instagram", FOR_EMBED }, { "iframe", FOR_EMBED }, { "oembed", FOR_EMBED }, { "external", FOR_EMBED },
    { "product", FOR_PRODUCT }, { "price", FOR_PRODUCT }, { "shop", FOR_PRODUCT }, { "buy", FOR_PRODUCT }, { "affiliate", FOR_PRODUCT }, { "cart", FOR_PRODUCT }, { "deal", FOR_PRODUCT }, { "store", FOR_PRODUCT }, { "rating", FOR_PRODUCT },
    { "bio", FOR_AUTHOR_BOX }, { "authorbox", FOR_AUTHOR_BOX }, { "biography", FOR_AUTHOR_BOX }, { "authorbio", FOR_AUTHOR_BOX }, { "about", FOR_AUTHOR_BOX }, { "tagline", FOR_AUTHOR_BOX },
    { "toolbar", FOR_TOOLS }, { "tools", FOR_TOOLS }, { "button", FOR_TOOLS }, { "btn", FOR_TOOLS }, { "buttons", FOR_TOOLS }, { "actions", FOR_TOOLS }, { "action", FOR_TOOLS }, { "controls", FOR_TOOLS }, { "icon", FOR_TOOLS }, { "utility", FOR_TOOLS }, { "link", FOR_TOOLS }, { "links", FOR_TOOLS },
    { "live", FOR_LIVE }, { "ticker", FOR_LIVE }, { "breaking", FOR_LIVE }, { "liveblog", FOR_LIVE }, { "score", FOR_LIVE }, { "scoreboard", FOR_LIVE }, { "poll", FOR_LIVE }, { "quiz", FOR_LIVE },
    { "legal", FOR_LEGAL }, { "disclaimer", FOR_LEGAL }, { "terms", FOR_LEGAL }, { "correction", FOR_LEGAL }, { "license", FOR_LEGAL }, { "licence", FOR_LEGAL }, { "rights", FOR_LEGAL },
    { "search", FOR_FORM }, { "form", FOR_FORM }, { "input", FOR_FORM }, { "field", FOR_FORM }, { "filter", FOR_FORM },
    { "box", FOR_BOX }, { "infobox", FOR_BOX }, { "factbox", FOR_BOX }, { "callout", FOR_BOX }, { "panel", FOR_BOX }, { "note", FOR_BOX }, { "info", FOR_BOX }, { "facts", FOR_BOX },
    { "meta", FOR_META }, { "metadata", FOR_META }, { "info-bar", FOR_META }, { "attributes", FOR_META }, { "submitted", FOR_META }, { "postmeta", FOR_META }, { "details", FOR_META },
};
// clang-format on

static uint32_t token_hash(const char *at, size_t n) {
    uint32_t hash = 0x811c9dc5;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)at[i]) * 16777619u;
    return hash ^ hash >> 13;
}

class_index *class_arrange(arena *a) {
    class_index *index = arena_alloc(a, sizeof *index);
    if (!index)
        return NULL;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        uint32_t k = token_hash(entries[i].token, strlen(entries[i].token)) % CLASS_SLOTS;
        while (index->slot[k])
            k = (k + 1) % CLASS_SLOTS;
        index->slot[k] = (uint16_t)(i + 1);
    }
    return index;
}

static uint64_t purpose_of(const class_index *index, const char *token, size_t n) {
    for (uint32_t k = token_hash(token, n) % CLASS_SLOTS; index->slot[k];
         k = (k + 1) % CLASS_SLOTS) {
        const entry *e = &entries[index->slot[k] - 1];
        if (strncmp(e->token, token, n) == 0 && e->token[n] == '\0')
            return UINT64_C(1) << e->purpose;
    }
    return 0;
}

/* Names are cut at anything that is no letter or digit and where a capital follows a small letter.
 */
uint64_t class_purposes(const class_index *index, text value) {
    char token[TOKEN_MOST];
    size_t n = 0;
    uint64_t mask = 0;
    for (size_t i = 0; i <= value.len; i++) {
        int c = i < value.len ? (unsigned char)value.at[i] : ' ';
        bool cuts =
            !is_alnum(c) || (is_upper(c) && i > 0 && is_lower((unsigned char)value.at[i - 1]));
        if (cuts && n > 0) {
            if (n < TOKEN_MOST)
                mask |= purpose_of(index, token, n);
            n = 0;
        }
        if (is_alnum(c)) {
            if (n < TOKEN_MOST)
                token[n] = (char)to_lower(c);
            n += n < TOKEN_MOST;
        }
    }
    return mask;
}
