/* serve.c - the record to browse, until the program is told to stop. */
#include "cli/cli.h"

#include <signal.h>
#include <string.h>

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int wait_for_end(const sigset_t *signals) {
    int which;
    while (sigwait(signals, &which) != 0) {
    }
    return EXIT_DONE;
}

int serve_main(const options *o, int argc, char **argv) {
    (void)argc;
    uh_error error = { .status = UH_OK };
    uh_store *store = NULL;
    uh_server *server = NULL;
    uh_model *model = model_of(o);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL); // before the server's thread, which takes it over
    int exit = EXIT_FAILED;
    if (model && uh_store_open(argv[0], 0, &store, &error) == UH_OK &&
        uh_server_open(store, model, name_of(argv[0]), o->port, &server, &error) == UH_OK) {
        printf("http://127.0.0.1:%u/   (this machine alone; stop with Control-C)\n",
               (unsigned)uh_server_port(server));
        exit = fflush(stdout) == 0 ? wait_for_end(&signals) : EXIT_FAILED;
    } else if (model)
        say_error(&error);
    uh_server_close(server);
    uh_store_close(store);
    uh_model_close(model);
    return exit;
}
