/* test_serve.c - the record over HTTP: every address answers, what pages say stays text, and only
 * this machine may read. */
#include "upperhand.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { REPLY_MOST = 1 << 20, REQUEST_MOST = 1024 };

static char folder[] = "/tmp/upperhand-serve-XXXXXX";
static char input[64], record[64];
static uh_model *model;
static uh_store *store;
static uh_server *server;
static char reply[REPLY_MOST];

static const char hostile[] =
    "{\"id\":\"1\",\"date\":\"2019-03-02\",\"title\":\"<script>alert(1)</script>\","
    "\"url\":\"javascript:alert(2)\",\"text\":\"Russia accused the United States of \\\"<img "
    "src=x onerror=alert(3)>\\\" on Friday. Iran attacked Iraq on Friday.\"}\n";

static int set_up(void **state) {
    (void)state;
    uh_run_options options = { .size = sizeof options, .jobs = 1 };
    uh_counts counts;
    if (!mkdtemp(folder))
        return -1;
    snprintf(input, sizeof input, "%s/a.jsonl", folder);
    snprintf(record, sizeof record, "%s/r.db", folder);
    FILE *file = fopen(input, "wb");
    if (!file || fputs(hostile, file) < 0 || fclose(file) != 0)
        return -1;
    const char *paths[] = { input };
    if (uh_model_open(NULL, &model, NULL) != UH_OK ||
        uh_store_open(record, 1, &store, NULL) != UH_OK ||
        uh_store_add(store, model, paths, 1, &options, &counts, NULL) != UH_OK)
        return -1;
    uh_store_close(store);
    return uh_store_open(record, 0, &store, NULL) == UH_OK &&
                   uh_server_open(store, model, "<r>.db", 0, &server, NULL) == UH_OK
               ? 0
               : -1;
}

static int tear_down(void **state) {
    (void)state;
    uh_server_close(server);
    uh_store_close(store);
    uh_model_close(model);
    unlink(input);
    unlink(record);
    rmdir(folder);
    return 0;
}

/* Sends a request as it stands; the reply is in `reply`. Returns its status. */
static int send_raw(const char *request) {
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(uh_server_port(server)) };
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0), status = 0;
    size_t n = 0;
    ssize_t got;
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(write(fd, request, strlen(request)), strlen(request));
    while (n + 1 < REPLY_MOST && (got = read(fd, reply + n, REPLY_MOST - 1 - n)) > 0)
        n += (size_t)got;
    close(fd);
    reply[n] = '\0';
    assert_int_equal(sscanf(reply, "HTTP/1.1 %d", &status), 1);
    return status;
}

static int ask(const char *method, const char *path, const char *host) {
    char request[REQUEST_MOST], own[64];
    snprintf(own, sizeof own, "127.0.0.1:%u", (unsigned)uh_server_port(server));
    snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
             method, path, host ? host : own);
    return send_raw(request);
}

static void test_every_address(void **state) {
    (void)state;
    static const char *const paths[] = { "/",
                                         "/events",
                                         "/events?type=ASSAULT",
                                         "/claims",
                                         "/threats",
                                         "/threats?country=IRQ",
                                         "/country/IRQ",
                                         "/events?offset=100000" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(ask("GET", paths[i], NULL), 200);
        assert_non_null(strstr(reply, "Content-Security-Policy"));
        assert_non_null(strstr(reply, "</html>"));
    }
    assert_int_equal(ask("GET", "/events?type=ASSAULT", NULL), 200);
    char *link = strstr(reply, "/event/");
    assert_non_null(link);
    char path[32];
    snprintf(path, sizeof path, "%.*s", (int)strlen("/event/0123456789abcdef"), link);
    assert_int_equal(ask("GET", path, NULL), 200);
    assert_non_null(strstr(reply, "Iran <mark>attacked</mark> Iraq on Friday."));
}

static void test_what_pages_say_stays_text(void **state) {
    (void)state;
    static const char *const paths[] = {
        "/", "/events", "/claims", "/country/RUS", "/events?text=%3Cscript%3E", "/country/%3Cb%3E"
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ask("GET", paths[i], NULL);
        assert_null(strstr(reply, "<script>alert"));
        assert_null(strstr(reply, "<img"));
        assert_null(strstr(reply, "<b>\""));
        assert_null(strstr(reply, "href=\"javascript"));
        assert_null(strstr(reply, "<r>"));
    }
    assert_int_equal(ask("GET", "/events", NULL), 200);
    assert_non_null(strstr(reply, "&lt;script&gt;alert(1)"));
}

static void test_refusals(void **state) {
    (void)state;
    assert_int_equal(ask("GET", "/nothing", NULL), 404);
    assert_int_equal(ask("GET", "/event/0000000000000000", NULL), 404);
    assert_int_equal(ask("GET", "/event/../../etc/passwd", NULL), 404);
    assert_int_equal(ask("GET", "/events?since=tomorrow", NULL), 400);
    assert_non_null(strstr(reply, "since"));
    assert_int_equal(ask("GET", "/country/Atlantis", NULL), 400);
    assert_int_equal(ask("GET", "/", "record.example"), 421);
    assert_int_equal(ask("DELETE", "/", NULL), 405);
    assert_int_equal(ask("HEAD", "/", NULL), 200);
    assert_null(strstr(reply, "<html"));
}

static void test_a_taken_port(void **state) {
    (void)state;
    uh_server *other = NULL;
    uh_error error;
    assert_int_equal(uh_server_open(store, model, "r", uh_server_port(server), &other, &error),
                     UH_IO);
    assert_null(other);
    assert_non_null(strstr(error.message, "cannot listen on 127.0.0.1"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_address),
        cmocka_unit_test(test_what_pages_say_stays_text),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_a_taken_port),
    };
    return cmocka_run_group_tests_name("serve", tests, set_up, tear_down);
}
