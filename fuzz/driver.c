/* driver.c - replays a corpus through a fuzz target under any compiler: each file of each folder
 * given, and the empty input. `make fuzz` links the targets to libFuzzer instead. */
#include "fuzz/target.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_MOST = 1024 };

/* Runs one file; the copy has no byte to spare, so that a sanitizer sees each overrun. */
static int replay(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(size > 0 ? (size_t)size : 1);
    int good = bytes && size >= 0 && fread(bytes, 1, (size_t)size, file) == (size_t)size;
    if (good)
        LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    fclose(file);
    return good;
}

int main(int argc, char **argv) {
    char path[PATH_MOST];
    int n = 0;
    LLVMFuzzerTestOneInput((const unsigned char *)"", 0);
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        struct dirent *entry;
        while (dir && (entry = readdir(dir)) != NULL) {
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            if (entry->d_name[0] != '.')
                n += replay(path);
        }
        if (dir)
            closedir(dir);
    }
    printf("ok 1 - %d inputs replayed\n1..1\n", n);
    return 0;
}
