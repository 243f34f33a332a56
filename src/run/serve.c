/* serve.c - uh_server: the record over HTTP on the loopback address, by libmicrohttpd. One thread
 * answers, for a store belongs to one thread at a time; only GET and HEAD, and only for a host that
 * names this machine, so that no page of another site can reach the record through a name of its
 * own. */
#include "base/error.h"
#include "report/country.h"
#include "report/site.h"
#include "run/ask.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ARGUMENTS_MOST = 32,
    CONNECTIONS_MOST = 64,
    IDLE_SECONDS = 30,
    HOST_SIZE = 32,
    CODE_FOUND = 200,
    CODE_BAD = 400,
    CODE_METHOD = 405,
    CODE_BROKEN = 500,
    CODE_ELSEWHERE = 421,
};

/* An answer may hold a whole ledger: 1,000,000 events at about 300 bytes. */
#define ANSWER_MEMORY ((size_t)1024 * 1024 * 1024)

struct uh_server {
    struct MHD_Daemon *daemon;
    const uh_model *model;
    uint16_t port;
    char *title;
    arena arena; // names and states
    names names;
    book book;
    site site;
    buffer policy, report_policy;
};

/* ---- one answer ---- */

typedef struct arguments {
    site_argument items[ARGUMENTS_MOST];
    uint32_t n;
} arguments;

static enum MHD_Result take_argument(void *context, enum MHD_ValueKind kind, const char *name,
                                     const char *value) {
    arguments *a = context;
    (void)kind;
    if (a->n < ARGUMENTS_MOST)
        a->items[a->n++] = (site_argument){ name, value };
    return MHD_YES;
}

/* The report about a country, under its own policy; its page needs a script. */
static int write_report(uh_server *s, const char *country, buffer *out) {
    ask a;
    uh_error error = { .status = UH_OK };
    uh_status status = ask_open(s->site.store, s->model, country, NULL, &a, &error);
    if (status == UH_OK)
        status = country_write(out, s->site.store, &a.hold, &a.book, &a.arena, &error);
    ask_close(&a);
    if (status == UH_OK && !out->failed)
        return CODE_FOUND;
    int code = status == UH_ARGUMENT ? CODE_BAD : CODE_BROKEN;
    buffer_clear(out);
    site_problem(&s->site, code, error.message, out);
    return code;
}

static int write_page(uh_server *s, const char *path, const arguments *given, buffer *out) {
    arena a = { .limit = ANSWER_MEMORY };
    site_question q = { path, given->items, given->n };
    int code = site_answer(&s->site, &q, &a, out);
    arena_free(&a);
    return code;
}

/* ---- HTTP ---- */

static bool is_this_machine(const uh_server *s, const char *host) {
    static const char *const hosts[] = { "127.0.0.1", "localhost" };
    char expected[HOST_SIZE];
    for (size_t i = 0; host && i < sizeof hosts / sizeof *hosts; i++) {
        snprintf(expected, sizeof expected, "%s:%u", hosts[i], (unsigned)s->port);
        if (strcmp(host, expected) == 0)
            return true;
    }
    return false;
}

static enum MHD_Result send_page(struct MHD_Connection *to, int code, buffer *html,
                                 const buffer *policy) {
    struct MHD_Response *r = NULL;
    if (!html->failed) {
        r = MHD_create_response_from_buffer(html->len, html->at, MHD_RESPMEM_MUST_FREE);
        if (r)
            *html = (buffer){ 0 }; // the answer owns it now
    }
    buffer_free(html);
    if (!r)
        return MHD_NO;
    MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(r, "Cross-Origin-Resource-Policy", "same-origin");
    if (code == CODE_METHOD)
        MHD_add_response_header(r, "Allow", "GET, HEAD");
    MHD_add_response_header(r, "Content-Security-Policy", policy->at);
    enum MHD_Result sent = MHD_queue_response(to, (unsigned)code, r);
    MHD_destroy_response(r);
    return sent;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *to, const char *path,
                              const char *method, const char *version, const char *body,
                              size_t *body_len, void **state) {
    static const char country[] = "/country/";
    static int seen; // its address alone marks that the head of a question was read
    uh_server *s = context;
    buffer html = { 0 };
    (void)version;
    (void)body;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    if (*body_len) { // what is sent to us is read past
        *body_len = 0;
        return MHD_YES;
    }
    if (!is_this_machine(s, MHD_lookup_connection_value(to, MHD_HEADER_KIND, "Host"))) {
        site_problem(&s->site, CODE_BAD, "This record is served to this machine alone.", &html);
        return send_page(to, CODE_ELSEWHERE, &html, &s->policy);
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        site_problem(&s->site, CODE_BAD, "Pages here can only be read.", &html);
        return send_page(to, CODE_METHOD, &html, &s->policy);
    }
    arguments given = { .n = 0 };
    MHD_get_connection_values(to, MHD_GET_ARGUMENT_KIND, take_argument, &given);
    bool report = strncmp(path, country, sizeof country - 1) == 0;
    int code = report ? write_report(s, path + sizeof country - 1, &html)
                      : write_page(s, path, &given, &html);
    return send_page(to, code, &html,
                     report && code == CODE_FOUND ? &s->report_policy : &s->policy);
}

/* ---- starting and ending ---- */

static uh_status listen_on(uh_server *s, uint16_t port, uh_error *error) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    errno = 0;
    s->daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO, port, NULL, NULL, answer,
                         s, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                         MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
    if (!s->daemon)
        return error_set(error, UH_IO, NULL, "cannot listen on 127.0.0.1, port %u: %s",
                         (unsigned)port, errno ? strerror(errno) : "refused");
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : port;
    return UH_OK;
}

static uh_status prepare(uh_server *s, uh_store *record, const char *title, uh_error *error) {
    uh_status status = names_open(s->model, &s->arena, &s->names, error);
    if (status != UH_OK)
        return status;
    s->book = names_book(&s->names);
    s->title = malloc(strlen(title) + 1);
    site_policy(&s->policy);
    buffer_byte(&s->policy, 0);
    country_policy(&s->report_policy);
    buffer_string(&s->report_policy, "; frame-ancestors 'none'");
    buffer_byte(&s->report_policy, 0);
    if (!s->title || s->policy.failed || s->report_policy.failed)
        return error_nomem(error);
    strcpy(s->title, title);
    s->site = (site){ .store = record, .names = &s->book, .title = s->title };
    return site_open(&s->site, &s->arena, error);
}

uh_status uh_server_open(uh_store *record, const uh_model *model, const char *title, uint16_t port,
                         uh_server **out, uh_error *error) {
    uh_server *s = calloc(1, sizeof *s);
    if (!s)
        return error_nomem(error);
    s->model = model;
    uh_status status = prepare(s, record, title ? title : "", error);
    if (status == UH_OK)
        status = listen_on(s, port, error);
    if (status == UH_OK)
        *out = s;
    else
        uh_server_close(s);
    return status;
}

uint16_t uh_server_port(const uh_server *server) {
    return server->port;
}

void uh_server_close(uh_server *s) {
    if (!s)
        return;
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    arena_free(&s->arena);
    buffer_free(&s->policy);
    buffer_free(&s->report_policy);
    free(s->title);
    free(s);
}
