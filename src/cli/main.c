/* main.c - the program: finds the verb and hands over. */
#include "upperhand.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("upperhand %s\n", uh_version());
        return 0;
    }
    fprintf(stderr, "usage: upperhand VERB [options] ...\n");
    return 2;
}
