/* meta_name.c - what the name of a meta element says that its content is. */
#include "page/meta_name.h"

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }

enum { NAME_MOST = 64 };

typedef struct meta_name {
    text name;
    uint8_t means; // enum meta_slot
} meta_name;

/* In the order of their bytes. */
static const meta_name meta_names[] = {
    { T("application-name"), SLOT_SITE },
    { T("article-author"), SLOT_WRITTEN },
    { T("article.created"), SLOT_DATE_PLAIN },
    { T("article.published"), SLOT_DATE },
    { T("article:author"), SLOT_AUTHOR },
    { T("article:author_name"), SLOT_AUTHOR },
    { T("article:content_tier"), SLOT_TIER },
    { T("article:date"), SLOT_DATE },
    { T("article:modified_time"), SLOT_MODIFIED },
    { T("article:published"), SLOT_DATE },
    { T("article:published_time"), SLOT_DATE },
    { T("article:section"), SLOT_SECTION },
    { T("article:tag"), SLOT_TAG },
    { T("article_author"), SLOT_WRITTEN },
    { T("article_date"), SLOT_DATE },
    { T("article_date_original"), SLOT_DATE },
    { T("author"), SLOT_AUTHOR },
    { T("authors"), SLOT_WRITTEN },
    { T("bt:pubdate"), SLOT_DATE },
    { T("byl"), SLOT_AUTHOR },
    { T("citation_author"), SLOT_AUTHOR },
    { T("citation_date"), SLOT_DATE_PLAIN },
    { T("citation_publication_date"), SLOT_DATE },
    { T("content-language"), SLOT_LANGUAGE },
    { T("created"), SLOT_DATE_PLAIN },
    { T("cxenseparse:author"), SLOT_AUTHOR },
    { T("cxenseparse:recs:publishtime"), SLOT_DATE },
    { T("date"), SLOT_DATE_PLAIN },
    { T("datecreated"), SLOT_DATE_PLAIN },
    { T("datemodified"), SLOT_MODIFIED },
    { T("datepublished"), SLOT_DATE },
    { T("dc.contributor"), SLOT_WRITTEN },
    { T("dc.creator"), SLOT_AUTHOR },
    { T("dc.date"), SLOT_DATE_PLAIN },
    { T("dc.date.created"), SLOT_DATE_PLAIN },
    { T("dc.date.issued"), SLOT_DATE },
    { T("dc.terms.date"), SLOT_DATE_PLAIN },
    { T("dc.title"), SLOT_META_TITLE },
    { T("dcterms.created"), SLOT_DATE_PLAIN },
    { T("dcterms.creator"), SLOT_AUTHOR },
    { T("dcterms.date"), SLOT_DATE_PLAIN },
    { T("dcterms.issued"), SLOT_DATE },
    { T("displaydate"), SLOT_DATE },
    { T("headline"), SLOT_META_TITLE },
    { T("keywords"), SLOT_KEYWORDS },
    { T("last-modified"), SLOT_MODIFIED },
    { T("lastmod"), SLOT_MODIFIED },
    { T("lp.article:published_time"), SLOT_DATE },
    { T("mediator_author"), SLOT_AUTHOR },
    { T("ms.date"), SLOT_DATE_PLAIN },
    { T("news_author"), SLOT_WRITTEN },
    { T("news_keywords"), SLOT_KEYWORDS },
    { T("og:article:author"), SLOT_AUTHOR },
    { T("og:article:published_time"), SLOT_DATE },
    { T("og:image"), SLOT_IMAGE },
    { T("og:locale"), SLOT_LANGUAGE },
    { T("og:pubdate"), SLOT_DATE },
    { T("og:published_time"), SLOT_DATE },
    { T("og:site_name"), SLOT_SITE },
    { T("og:title"), SLOT_OG_TITLE },
    { T("og:updated_time"), SLOT_MODIFIED },
    { T("og:url"), SLOT_CANONICAL },
    { T("originalpublicationdate"), SLOT_DATE },
    { T("parsely-author"), SLOT_AUTHOR },
    { T("parsely-pub-date"), SLOT_DATE },
    { T("parsely-tags"), SLOT_KEYWORDS },
    { T("parsely-title"), SLOT_META_TITLE },
    { T("pdate"), SLOT_DATE_PLAIN },
    { T("ptime"), SLOT_DATE },
    { T("pubdate"), SLOT_DATE },
    { T("publication-date"), SLOT_DATE },
    { T("publication_date"), SLOT_DATE },
    { T("publicationdate"), SLOT_DATE },
    { T("publish-date"), SLOT_DATE },
    { T("publish_date"), SLOT_DATE },
    { T("publishdate"), SLOT_DATE },
    { T("published_time"), SLOT_DATE },
    { T("publisheddate"), SLOT_DATE },
    { T("rbauthors"), SLOT_WRITTEN },
    { T("rnews:datepublished"), SLOT_DATE },
    { T("sailthru.author"), SLOT_AUTHOR },
    { T("sailthru.date"), SLOT_DATE_PLAIN },
    { T("sailthru.title"), SLOT_META_TITLE },
    { T("section"), SLOT_SECTION },
    { T("shareaholic:article_author_name"), SLOT_WRITTEN },
    { T("shareaholic:article_published_time"), SLOT_DATE },
    { T("title"), SLOT_META_TITLE },
    { T("twitter:image"), SLOT_IMAGE },
    { T("twitter:title"), SLOT_TWITTER_TITLE },
    { T("vr:published_time"), SLOT_DATE },
};

/* By halving. */
meta_slot meta_name_slot(text name) {
    char lower[NAME_MOST];
    size_t low = 0, high = sizeof meta_names / sizeof *meta_names;
    if (name.len == 0 || name.len > sizeof lower)
        return SLOTS_ALL;
    for (size_t i = 0; i < name.len; i++)
        lower[i] = (char)to_lower((unsigned char)name.at[i]);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = text_compare((text){ lower, name.len }, meta_names[middle].name);
        if (order == 0)
            return (meta_slot)meta_names[middle].means;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return SLOTS_ALL;
}

static bool may_be_date(text t) {
    return t.len >= DATE_BYTES_LEAST && t.len <= DATE_BYTES_MOST &&
           (is_digit((unsigned char)t.at[0]) || is_digit((unsigned char)t.at[t.len - 1]));
}

meta_slot meta_name_date_slot(text name, text content) {
    static const text other[] = { T("expir"), T("end"),    T("unpubl"),
                                  T("start"), T("render"), T("build") };
    static const text modified[] = { T("modif"), T("updat"), T("revis"), T("review") };
    static const text published[] = { T("publi"), T("pubda"), T("release"), T("issued") };
    static const text plain[] = { T("date"), T("creat"), T("time") };
    if (name.len == 0 || !may_be_date(content) ||
        text_has_any(name, other, sizeof other / sizeof *other))
        return SLOTS_ALL;
    if (text_has_any(name, modified, sizeof modified / sizeof *modified))
        return SLOT_MODIFIED;
    if (text_has_any(name, published, sizeof published / sizeof *published))
        return SLOT_DATE;
    return text_has_any(name, plain, sizeof plain / sizeof *plain) ? SLOT_DATE_PLAIN : SLOTS_ALL;
}
