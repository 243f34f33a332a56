/* test_warc.c - web archives: records, HTTP answers, lengths that lie, compression and damage. */
#include "intake/coding.h"
#include "intake/headers.h"
#include "intake/http.h"
#include "intake/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

static char folder[] = "/tmp/upperhand-warc-XXXXXX";
static char path[64];

static int set_up(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/input.x", folder);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    rmdir(folder);
    return 0;
}

/* ---- making archives ---- */

static void add_record(buffer *b, const char *kind, const char *type, const char *url, text body,
                       int64_t off) {
    buffer_format(b,
                  "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:%zu>\r\n"
                  "WARC-Date: 2019-01-24T10:20:30Z\r\nWARC-Target-URI: %s\r\n"
                  "Content-Type: %s\r\nContent-Length: %lld\r\n\r\n",
                  kind, b->len, url, type, (long long)body.len + (long long)off);
    buffer_text(b, body);
    buffer_string(b, "\r\n\r\n");
}

static void add_answer(buffer *b, const char *head, text body) {
    buffer all = { 0 };
    buffer_string(&all, head);
    buffer_string(&all, "\r\n\r\n");
    buffer_text(&all, body);
    add_record(b, "response", "application/http; msgtype=response", "http://www.Paper.example:80/a",
               buffer_view(&all), 0);
    buffer_free(&all);
}

/* Appends a gzip member. */
static void add_gzip(buffer *out, text t) {
    z_stream z = { .next_in = NULL };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t most = deflateBound(&z, t.len);
    assert_true(buffer_reserve(out, most));
    z.next_in = (z_const Bytef *)(size_t)t.at;
    z.avail_in = (unsigned)t.len;
    z.next_out = (Bytef *)out->at + out->len;
    z.avail_out = (unsigned)most;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len += most - z.avail_out;
    deflateEnd(&z);
}

static const char page_a[] = "<html><p>Iran sold oil to Iraq.</p></html>";

static void add_page(buffer *b) {
    add_answer(b, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-1\"",
               TEXT(page_a));
}

/* ---- reading them ---- */

enum { SEEN_MOST = 16 };

typedef struct seen {
    size_t n_pages, n_notes;
    uint64_t passed;
    uint64_t note_at[SEEN_MOST];
    char note[SEEN_MOST][256];
    char raw[SEEN_MOST][256], id[SEEN_MOST][128], url[SEEN_MOST][128], outlet[SEEN_MOST][64],
        charset[SEEN_MOST][32];
    media media[SEEN_MOST];
    date fetched;
} seen;

static void keep(char *to, size_t size, text t) {
    snprintf(to, size, "%.*s", (int)(t.len < size ? t.len : size - 1), t.at ? t.at : "");
}

static void look(seen *s, const doc *d) {
    for (uint32_t i = 0; i < d->n_notes && s->n_notes < SEEN_MOST; i++) {
        s->note_at[s->n_notes] = d->notes[i].offset;
        keep(s->note[s->n_notes++], sizeof s->note[0], d->notes[i].message);
    }
    if (d->page.media == MEDIA_UNKNOWN || s->n_pages == SEEN_MOST)
        return;
    keep(s->raw[s->n_pages], sizeof s->raw[0], d->page.raw);
    keep(s->id[s->n_pages], sizeof s->id[0], d->page.id);
    keep(s->url[s->n_pages], sizeof s->url[0], d->page.url);
    keep(s->outlet[s->n_pages], sizeof s->outlet[0], d->page.outlet);
    keep(s->charset[s->n_pages], sizeof s->charset[0], d->page.charset);
    s->fetched = d->page.fetched;
    s->media[s->n_pages++] = d->page.media;
}

static seen read_all(const buffer *b) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(b->at, 1, b->len, file), b->len);
    assert_int_equal(fclose(file), 0);
    const char *name = path;
    intake_options options = { .kind = UH_KIND_SNIFF };
    intake *in = NULL;
    seen s = { 0 };
    doc d;
    doc_open(&d, 0);
    assert_int_equal(intake_open(&name, 1, &options, &in, NULL), UH_OK);
    while (intake_next(in, &d, NULL) == UH_OK) {
        look(&s, &d);
        doc_reset(&d);
    }
    uh_counts counts = { 0 };
    intake_counts(in, &counts);
    s.passed = counts.passed;
    intake_close(in);
    doc_free(&d);
    return s;
}

/* ---- heads ---- */

static void assert_text(text t, const char *expected) {
    assert_int_equal(t.len, strlen(expected));
    assert_memory_equal(t.at, expected, t.len);
}

static void test_headers(void **state) {
    (void)state;
    text head =
        TEXT("content-type : text/html; x=1; Charset='utf-8'\r\nContent:no\r\nFolded: a\r\n b\r\n"
             "Empty:\r\n\r\nContent-Length: 3");
    assert_int_equal(headers_length(head), head.len - 17);
    assert_int_equal(headers_length(TEXT("a: b\r\n")), 0);
    assert_int_equal(headers_length(TEXT("a: b\n\nc")), 6);
    text type = headers_find(head, "Content-Type");
    assert_text(headers_plain(type), "text/html");
    assert_text(headers_parameter(type, "charset"), "utf-8");
    assert_text(headers_parameter(type, "x"), "1");
    assert_text(headers_parameter(type, "y"), "");
    assert_text(headers_find(head, "folded"), "a\r\n b");
    assert_text(headers_find(head, "Empty"), "");
    assert_text(headers_find(head, "Conten"), "");
    text list = TEXT("gzip, br ,"), element;
    assert_true(headers_last(&list, &element));
    assert_text(element, "br");
    assert_true(headers_last(&list, &element));
    assert_text(element, "gzip");
    assert_false(headers_last(&list, &element));
}

/* ---- HTTP bodies ---- */

static http_result body_of(const char *head, text body, size_t most, buffer *out,
                           const char **why) {
    buffer all = { 0 };
    buffer_format(&all, "HTTP/1.1 200 OK\r\n%s\r\n\r\n", head);
    buffer_text(&all, body);
    http h;
    http_work work = { { 0 }, { 0 } };
    text got = { 0 };
    assert_true(http_head(buffer_view(&all), &h));
    assert_int_equal(h.status, 200);
    http_result result = http_body(&h, buffer_view(&all), most, &work, &got, why);
    buffer_clear(out);
    if (result == HTTP_GOOD || result == HTTP_ODD)
        buffer_text(out, got);
    http_work_free(&work);
    buffer_free(&all);
    return result;
}

static void test_chunks(void **state) {
    (void)state;
    static const struct {
        const char *body, *got;
        http_result result;
    } cases[] = {
        { "3\r\nabc\r\n002;x=y\r\nde\r\n0\r\n\r\n", "abcde", HTTP_GOOD },
        { "3\nabc\n2\nde\n0\n\n", "abcde", HTTP_GOOD },
        { "<html>never in chunks", "<html>never in chunks", HTTP_GOOD },
        { "a bad day\r\nfor chunks", "a bad day\r\nfor chunks", HTTP_GOOD },
        { "3\r\nabc\r\nzz\r\nde", "abc", HTTP_ODD },
        { "3\r\nabc\r\n9\r\nde", "abcde", HTTP_ODD },
        { "3\r\nabc\r\n", "abc", HTTP_ODD },
        { "ffffffffffffffff\r\nabc", "ffffffffffffffff\r\nabc", HTTP_GOOD },
        { "0\r\n\r\n", "", HTTP_GOOD },
    };
    buffer out = { 0 };
    const char *why;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            body_of("Transfer-Encoding: gzip, chunked", text_of(cases[i].body), 100, &out, &why),
            cases[i].result);
        assert_text(buffer_view(&out), cases[i].got);
    }
    buffer_free(&out);
}

static void test_nothing_coded_is_nothing(void **state) {
    (void)state;
    static const char *const headers[] = {
        "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
        "Transfer-Encoding: chunked\r\nContent-Encoding: deflate",
        "Transfer-Encoding: chunked\r\nContent-Encoding: br",
        "Transfer-Encoding: chunked\r\nContent-Encoding: zstd",
    };
    const char *why;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        buffer out = { 0 };
        assert_int_equal(body_of(headers[i], TEXT("0\r\n\r\n"), 100, &out, &why), HTTP_GOOD);
        assert_int_equal(out.len, 0);
        buffer_free(&out);
    }
}

static void test_codings(void **state) {
    (void)state;
    text plain = TEXT("<p>a page that is coded</p>");
    buffer packed = { 0 }, twice = { 0 }, out = { 0 };
    const char *why;
    add_gzip(&packed, plain);
    assert_int_equal(body_of("content-encoding: GZIP", buffer_view(&packed), 100, &out, &why),
                     HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    add_gzip(&twice, buffer_view(&packed));
    assert_int_equal(
        body_of("Content-Encoding: gzip, x-gzip", buffer_view(&twice), 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    text part = text_cut(buffer_view(&packed), 0, packed.len - 9);
    assert_int_equal(body_of("Content-Encoding: gzip", part, 100, &out, &why), HTTP_ODD);
    assert_true(out.len > 10 && memcmp(out.at, plain.at, out.len) == 0);
    assert_int_equal(body_of("Content-Encoding: gzip", buffer_view(&packed), 10, &out, &why),
                     HTTP_LONG);
    assert_int_equal(body_of("Content-Encoding: gzip", plain, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    text raw = text_cut(buffer_view(&packed), 10, packed.len - 8); // without header and checksum
    assert_int_equal(body_of("Content-Encoding: deflate", raw, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    assert_int_equal(body_of("Content-Encoding: deflate", plain, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    text brotli = { "\x0b\x02\x80hello\x03", 9 };
    assert_int_equal(body_of("Content-Encoding: br", brotli, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), "hello");
    assert_int_equal(body_of("Content-Encoding: br", plain, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    char zstd[200];
    text frame = { zstd, ZSTD_compress(zstd, sizeof zstd, plain.at, plain.len, 3) };
    assert_int_equal(body_of("Content-Encoding: zstd", frame, 100, &out, &why), HTTP_GOOD);
    assert_text(buffer_view(&out), plain.at);
    assert_int_equal(body_of("Content-Encoding: sdch", plain, 100, &out, &why), HTTP_UNKNOWN);
    assert_int_equal(body_of("Content-Encoding: gzip,gzip,gzip,gzip,gzip", plain, 100, &out, &why),
                     HTTP_UNKNOWN);
    buffer_free(&packed);
    buffer_free(&twice);
    buffer_free(&out);
}

/* ---- records ---- */

static void test_records(void **state) {
    (void)state;
    buffer b = { 0 };
    add_record(&b, "warcinfo", "application/warc-fields", "", TEXT("software: x\r\n"), 0);
    add_record(&b, "request", "application/http; msgtype=request", "http://a.example/",
               TEXT("GET / HTTP/1.1\r\n\r\n"), 0);
    size_t at = b.len;
    add_page(&b);
    add_record(&b, "resource", "text/html;charset=utf-8", "<https://u@b.example/x?y>", TEXT("<p>b"),
               0);
    add_record(&b, "conversion", "text/plain", "http://c.example/", TEXT("Cuba sold oil."), 0);
    add_record(&b, "resource", "image/png", "http://c.example/p", TEXT("\x89PNG"), 0);
    add_record(&b, "resource", "text/plain", "metadata://crawler/log", TEXT("a log"), 0);
    add_answer(&b, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", TEXT("<p>gone"));
    add_answer(&b, "HTTP/1.1 200 OK\r\nContent-Type: application/json", TEXT("{}"));
    add_answer(&b, "HTTP/1.1 200 OK\r\nContent-Type: text/html", TEXT("\xff\xd8\xff\xe0 no page"));
    add_answer(&b, "HTTP/1.1 200 OK\r\nContent-Type: text/plain", TEXT("  <!DOCTYPE HTML><p>d"));
    add_answer(&b, "HTTP/1.1 200 OK", TEXT("\n<html>e"));
    seen s = read_all(&b);
    assert_int_equal(s.n_notes, 0);
    assert_int_equal(s.n_pages, 5);
    assert_int_equal(s.passed, 7);
    assert_string_equal(s.raw[0], page_a);
    char id[32];
    snprintf(id, sizeof id, "<urn:%zu>", at);
    assert_string_equal(s.id[0], id);
    assert_string_equal(s.url[0], "http://www.Paper.example:80/a");
    assert_string_equal(s.outlet[0], "paper.example");
    assert_string_equal(s.charset[0], "ISO-8859-1");
    assert_int_equal(s.fetched.precision, DATE_TIME);
    assert_int_equal(s.fetched.day, date_day(2019, 1, 24));
    assert_string_equal(s.url[1], "https://u@b.example/x?y");
    assert_string_equal(s.outlet[1], "b.example");
    assert_string_equal(s.charset[1], "utf-8");
    assert_int_equal(s.media[0], MEDIA_HTML);
    assert_int_equal(s.media[2], MEDIA_TEXT);
    assert_int_equal(s.media[3], MEDIA_HTML);
    assert_int_equal(s.media[4], MEDIA_HTML);
    buffer_free(&b);
}

/* A length that is too large swallows the next record, one that is too small leaves a rest. */
static void test_lengths(void **state) {
    (void)state;
    static const int64_t offs[] = { 60, 2, 1, -1, -7 };
    for (size_t i = 0; i < sizeof offs / sizeof *offs; i++) {
        buffer b = { 0 };
        add_record(&b, "resource", "text/html", "http://a.example/", TEXT("<p>the first of two"),
                   offs[i]);
        add_record(&b, "resource", "text/html", "http://b.example/", TEXT("<p>the second"), 0);
        seen s = read_all(&b);
        assert_int_equal(s.n_pages, 2);
        assert_memory_equal(s.raw[0], "<p>the first of two", 19);
        assert_string_equal(s.raw[1], "<p>the second");
        assert_int_equal(s.n_notes, offs[i] == 2 || offs[i] == 1 ? 0 : 1);
        buffer_free(&b);
    }
}

static void test_no_length(void **state) {
    (void)state;
    buffer b = { 0 };
    buffer_string(&b,
                  "WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: many\r\n\r\n<p>x\r\n\r\n");
    add_page(&b);
    buffer_string(&b, "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
                      "Content-Length: 900\r\n\r\n<p>cut");
    seen s = read_all(&b);
    assert_int_equal(s.n_pages, 2);
    assert_string_equal(s.raw[0], page_a);
    assert_string_equal(s.raw[1], "<p>cut");
    assert_string_equal(s.id[1], "input-3");
    assert_string_equal(s.note[0], "skipped: a record without a length");
    assert_int_equal(s.note_at[0], 0);
    assert_string_equal(s.note[1], "skipped: 8 bytes that are no record");
    assert_string_equal(s.note[2], "the record says it has 900 bytes; 6 are there");
    assert_int_equal(s.n_notes, 3);
    buffer_free(&b);
}

static void test_rubbish(void **state) {
    (void)state;
    buffer b = { 0 };
    add_page(&b);
    size_t at = b.len;
    for (int i = 0; i < 200000; i++)
        buffer_byte(&b, "rubbish\n"[i % 8]);
    add_page(&b);
    seen s = read_all(&b);
    assert_int_equal(s.n_pages, 2);
    assert_string_equal(s.note[0], "skipped: 200000 bytes that are no record");
    assert_int_equal(s.note_at[0], at);
    assert_int_equal(s.n_notes, 1);
    buffer_free(&b);
}

static void test_long_page(void **state) {
    (void)state;
    buffer b = { 0 };
    text zeros = { calloc(1, 20 << 20), 20 << 20 };
    assert_non_null(zeros.at);
    add_answer(&b, "HTTP/1.1 200 OK\r\nContent-Type: text/html", zeros);
    buffer bomb = { 0 };
    add_gzip(&bomb, zeros);
    add_answer(&b, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
               buffer_view(&bomb));
    add_page(&b);
    seen s = read_all(&b);
    assert_int_equal(s.n_pages, 1);
    assert_string_equal(s.note[0], "skipped: a record of more than 16777216 bytes");
    assert_string_equal(s.note[1], "skipped: a page of more than 16777216 bytes, unpacked");
    free((char *)(size_t)zeros.at);
    buffer_free(&b);
    buffer_free(&bomb);
}

/* ---- compressed archives ---- */

/* Text that does not compress to nothing. */
static void add_noise(buffer *b, size_t n) {
    uint32_t x = 7;
    for (size_t i = 0; i < n; i++) {
        x = x * 1664525 + 1013904223;
        buffer_byte(b, 'a' + (int)(x >> 28));
    }
}

static void add_noisy_page(buffer *b, size_t n) {
    buffer body = { 0 };
    buffer_string(&body, "<html>");
    add_noise(&body, n);
    add_answer(b, "HTTP/1.1 200 OK\r\nContent-Type: text/html", buffer_view(&body));
    buffer_free(&body);
}

/* Members small and large, by libdeflate and zlib in turn. */
static void test_members(void **state) {
    (void)state;
    static const size_t sizes[] = { 10, 3000000, 100, 1500000, 20, 9000000, 300000, 5 };
    buffer b = { 0 }, one = { 0 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        buffer_clear(&one);
        add_noisy_page(&one, sizes[i]);
        add_gzip(&b, buffer_view(&one));
    }
    seen s = read_all(&b);
    assert_int_equal(s.n_pages, 8);
    assert_int_equal(s.n_notes, 0);
    buffer_free(&b);
    buffer_free(&one);
}

static void test_damaged_member(void **state) {
    (void)state;
    buffer b = { 0 }, one = { 0 };
    add_noisy_page(&one, 5000);
    add_gzip(&b, buffer_view(&one));
    size_t second = b.len;
    add_gzip(&b, buffer_view(&one));
    memset(b.at + second + 500, 0xee, 300);
    buffer_string(&b, "rubbish");
    add_gzip(&b, buffer_view(&one));
    seen s = read_all(&b);
    assert_true(s.n_pages >= 2);
    assert_true(s.n_notes >= 1);
    bool told = false;
    for (size_t i = 0; i < s.n_notes; i++)
        told = told || (strstr(s.note[i], "damaged: ") == s.note[i] && s.note_at[i] >= second);
    assert_true(told);
    buffer_free(&b);
    buffer_free(&one);
}

/* The dictionary in front, as it is and compressed. */
static void test_dictionary(void **state) {
    (void)state;
    for (int is_packed = 0; is_packed < 2; is_packed++) {
        buffer b = { 0 }, one = { 0 }, dictionary = { 0 };
        add_noise(&dictionary, 20000);
        add_noisy_page(&one, 20000);
        char *packed = malloc(100000);
        assert_non_null(packed);
        size_t n = is_packed ? ZSTD_compress(packed, 100000, dictionary.at, dictionary.len, 3) : 0;
        text shown = is_packed ? (text){ packed, n } : buffer_view(&dictionary);
        buffer_add(&b, "\x5d\x2a\x4d\x18", 4);
        for (int i = 0; i < 4; i++)
            buffer_byte(&b, (int)(shown.len >> (8 * i) & 255));
        buffer_text(&b, shown);
        ZSTD_CCtx *context = ZSTD_createCCtx();
        for (int i = 0; i < 3; i++) {
            n = ZSTD_compress_usingDict(context, packed, 100000, one.at, one.len, dictionary.at,
                                        dictionary.len, 3);
            assert_true(n < 3000); // the dictionary was of use
            buffer_add(&b, packed, n);
        }
        ZSTD_freeCCtx(context);
        free(packed);
        seen s = read_all(&b);
        assert_int_equal(s.n_pages, 3);
        assert_int_equal(s.n_notes, 0);
        b.len = 100;
        s = read_all(&b);
        assert_int_equal(s.n_pages, 0);
        assert_string_equal(s.note[0], "skipped: the zstd ends in the dictionary in front");
        buffer_free(&b);
        buffer_free(&one);
        buffer_free(&dictionary);
    }
}

/* An lz4 frame by hand: a compressed block with a match that overlaps itself, a stored one, the
 * checksum of the whole; then a second frame that lacks its end. */
static void test_lz4(void **state) {
    (void)state;
    // clang-format off
    static const unsigned char frame[] = {
        0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, // version 1, blocks that stand alone, of 64 KiB
        18, 0, 0, 0, 0xbf, '{', '"', 't', 'e', 'x', 't', '"', ':', '"', 'a', 'b',
        2, 0, 5, 0x20, 'c', 'd',                  // 11 literals, 24 bytes from 2 back, 2 literals
        2, 0, 0, 0x80, '"', '}',                  // stored
        0, 0, 0, 0,
    };
    // clang-format on
    buffer b = { 0 };
    buffer_add(&b, frame, sizeof frame);
    buffer_add(&b, "\x50\x2a\x4d\x18\3\0\0\0xyz", 11);
    seen s = read_all(&b);
    assert_int_equal(s.n_notes, 0);
    assert_string_equal(s.raw[0], "abababababababababababababcd");
    buffer_add(&b, frame, 20);
    s = read_all(&b);
    assert_string_equal(s.raw[0], "abababababababababababababcd");
    assert_string_equal(s.note[0], "cut short: the lz4 ends in the middle of a frame");
    b.len = sizeof frame;
    b.at[23] = 99; // a match from before the start
    s = read_all(&b);
    assert_int_equal(s.n_pages, 0);
    assert_string_equal(s.note[0], "skipped: a damaged block");
    buffer_free(&b);
}

/* ---- ARC ---- */

static void add_arc(buffer *b, const char *url, text body) {
    buffer_format(b, "%s 192.0.2.1 20140216050221 text/html %zu\n", url, body.len);
    buffer_text(b, body);
    buffer_byte(b, '\n');
}

static void test_arc(void **state) {
    (void)state;
    buffer b = { 0 };
    text info = TEXT("1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n");
    buffer_format(&b, "filedesc://x.arc 0.0.0.0 20140216050221 text/plain %zu\n", info.len);
    buffer_text(&b, info);
    buffer_byte(&b, '\n');
    add_arc(&b, "http://a.example/with blanks in it",
            TEXT("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a"));
    add_arc(&b, "http://b.example/", TEXT("HTTP/1.0 301 Moved\r\n\r\n"));
    add_arc(&b, "http://c.example/", TEXT("<html>c, without a head"));
    buffer_string(
        &b, "http://d.example/ 192.0.2.1 20140216050221 text/html 200 - - 100 x.arc 6\n<p>two\n");
    buffer_string(&b, "http://e.example/ 192.0.2.1 20140216050221 text/html many\n");
    seen s = read_all(&b);
    assert_int_equal(s.n_pages, 3);
    assert_string_equal(s.url[0], "http://a.example/with blanks in it");
    assert_string_equal(s.id[0], "20140216050221/http://a.example/with blanks in it");
    assert_string_equal(s.raw[0], "<p>a");
    assert_string_equal(s.raw[1], "<html>c, without a head");
    assert_string_equal(s.raw[2], "<p>two");
    assert_int_equal(s.fetched.day, date_day(2014, 2, 16));
    assert_int_equal(s.fetched.second, 5 * 3600 + 2 * 60 + 21);
    assert_string_equal(s.note[0], "skipped: a record without a length");
    assert_int_equal(s.n_notes, 1);
    assert_int_equal(s.passed, 2);
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_nothing_coded_is_nothing),
        cmocka_unit_test(test_codings),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_no_length),
        cmocka_unit_test(test_rubbish),
        cmocka_unit_test(test_long_page),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_damaged_member),
        cmocka_unit_test(test_dictionary),
        cmocka_unit_test(test_lz4),
        cmocka_unit_test(test_arc),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
