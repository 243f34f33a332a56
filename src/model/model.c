/* model.c - opening the packed file, or the one built in, and finding its sections. */
#include "model/model.h"

#include "base/error.h"
#include "base/hash.h"
#include "model/actors.h"
#include "model/embedded.h"
#include "model/folder.h"
#include "model/guess.h"
#include "model/hunch.h"
#include "model/knowledge.h"
#include "model/outlook.h"
#include "model/pack.h"
#include "model/rules.h"
#include "model/weights.h"
#include "model/words.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FINDING_MOST = 200 }; // bytes of one that an error names
#define MODEL_FILE_MOST ((size_t)1 << 30)

struct uh_model {
    text file;
    void *owned; // the file's bytes where it is not the built-in one
    char hash[17];
    actors actors;
    words words;
    rules rules;
    weights weights;
    hunch hunch;
    guess guess;
    outlook outlook;
    bool has_weights, has_hunch, has_guess, has_outlook;
};

static uh_status read_file(const char *path, void **owned, text *file, uh_error *error) {
    FILE *in = fopen(path, "rb");
    long size = -1;
    if (!in)
        return error_errno(error, path, "open");
    if (fseek(in, 0, SEEK_END) == 0)
        size = ftell(in);
    rewind(in);
    if (size < 0 || (size_t)size > MODEL_FILE_MOST) {
        fclose(in);
        return error_set(error, UH_MODEL, path, "not a model file");
    }
    size_t room = ((size_t)size + PACK_ALIGN) / PACK_ALIGN * PACK_ALIGN;
    char *bytes = aligned_alloc(PACK_ALIGN, room);
    size_t got = bytes ? fread(bytes, 1, (size_t)size, in) : 0;
    fclose(in);
    if (bytes && got == (size_t)size) {
        *owned = bytes;
        *file = (text){ bytes, got };
        return UH_OK;
    }
    free(bytes);
    return bytes ? error_errno(error, path, "read") : error_nomem(error);
}

static uh_status open_sections(uh_model *model, const char *path, uh_error *error) {
    const char *bad = NULL;
    if (!actors_open(model_section(model, "actors"), &model->actors))
        bad = "actors";
    else if (!words_open(model_section(model, "words"), &model->words))
        bad = "words";
    else if (!rules_open(model_section(model, "rules"), &model->rules))
        bad = "rules";
    text coded = model_section(model, "hunch");
    model->has_hunch = coded.at != NULL;
    if (!bad && model->has_hunch && !hunch_open(coded, &model->hunch))
        bad = "hunch";
    text sided = model_section(model, "guess");
    model->has_guess = sided.at != NULL;
    if (!bad && model->has_guess && !guess_open(sided, &model->guess))
        bad = "guess";
    text weighed = model_section(model, "outlook");
    model->has_outlook = weighed.at != NULL;
    if (!bad && model->has_outlook && !outlook_open(weighed, &model->outlook))
        bad = "outlook";
    if (bad)
        return error_set(error, UH_MODEL, path ? path : "built-in model",
                         "section %s is not made as this version makes it", bad);
    text english = model_section(model, "english");
    model->has_weights = english.at != NULL;
    return model->has_weights ? weights_read(english, &model->weights, error) : UH_OK;
}

static uh_status open_packed(const char *path, uh_model **out, uh_error *error) {
    const uint16_t one = 1;
    uh_model *model = calloc(1, sizeof *model);
    uh_status status = UH_OK;
    if (!model)
        return error_nomem(error);
    if (*(const unsigned char *)&one != 1)
        status = error_set(error, UH_MODEL, path, "this machine is big-endian, the model is not");
    else if (path)
        status = read_file(path, &model->owned, &model->file, error);
    else
        model->file = embedded_model();
    if (status == UH_OK && path) // what is built in is as sound as the program
        status = pack_check(model->file, path, error);
    if (status == UH_OK)
        status = open_sections(model, path, error);
    if (status != UH_OK) {
        uh_model_close(model);
        return status;
    }
    hash_hex(pack_checksum(model->file), model->hash);
    *out = model;
    return UH_OK;
}

/* Takes over the weights. */
static bool add_weights(pack *p, const uh_model *from) {
    for (uint32_t i = 0; i < pack_sections(from->file); i++) {
        text name, bytes = pack_row_of(from->file, i, &name);
        if (!knowledge_makes(name) && !pack_section(p, name, bytes))
            return false;
    }
    return true;
}

static uh_status take_bytes(uh_model *model, text bytes, uh_error *error) {
    size_t room = (bytes.len + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
    model->owned = aligned_alloc(PACK_ALIGN, room);
    if (!model->owned)
        return error_nomem(error);
    memcpy(model->owned, bytes.at, bytes.len);
    model->file = (text){ model->owned, bytes.len };
    uh_status status = pack_check(model->file, "compiled model", error);
    if (status == UH_OK)
        status = open_sections(model, "compiled model", error);
    if (status == UH_OK)
        hash_hex(pack_checksum(model->file), model->hash);
    return status;
}

uh_status model_compile(const uh_model *from, const text *names, const text *files, uint32_t n,
                        findings *found, uh_model **out, uh_error *error) {
    pack *p = calloc(1, sizeof *p);
    uh_model *model = calloc(1, sizeof *model);
    buffer bytes = { 0 };
    uh_status status = UH_NOMEM;
    if (p && model && knowledge_build(p, names, files, n, found) && add_weights(p, from) &&
        pack_write(p, &bytes))
        status = take_bytes(model, buffer_view(&bytes), error);
    else
        error_nomem(error);
    if (p)
        pack_free(p);
    free(p);
    buffer_free(&bytes);
    if (status == UH_OK)
        *out = model;
    else
        uh_model_close(model);
    return status;
}

/* The least that any knowledge has: another folder would code nothing, in silence. */
static bool has_countries(const char *path) {
    buffer name = { 0 };
    struct stat st;
    buffer_format(&name, "%s/countries.txt%c", path, 0);
    bool has = !name.failed && stat(name.at, &st) == 0;
    buffer_free(&name);
    return has;
}

/* The files must be without fault: an entry that is left out in silence would code otherwise. */
static uh_status open_folder(const char *path, uh_model **out, uh_error *error) {
    uh_model *built_in = NULL, *made = NULL;
    findings found = { .n = 0 };
    uh_status status = open_packed(NULL, &built_in, error);
    if (status == UH_OK && !has_countries(path))
        status =
            error_set(error, UH_MODEL, path, "no folder of knowledge: it has no countries.txt");
    if (status == UH_OK)
        status = folder_compile(path, built_in, &found, &made, error);
    if (status == UH_OK && found.n) {
        text first = buffer_view(&found.out);
        size_t end = text_find(first, TEXT("\n"));
        size_t len = end < FINDING_MOST ? end : FINDING_MOST;
        status = error_set(error, UH_MODEL, path, "%u findings, the first: %.*s", found.n,
                           (int)(len < first.len ? len : first.len), first.at);
    }
    uh_model_close(built_in);
    buffer_free(&found.out);
    if (status == UH_OK)
        *out = made;
    else
        uh_model_close(made);
    return status;
}

uh_status uh_model_open(const char *path, uh_model **out, uh_error *error) {
    struct stat st;
    bool is_folder = path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    return is_folder ? open_folder(path, out, error) : open_packed(path, out, error);
}

void uh_model_close(uh_model *model) {
    if (!model)
        return;
    free(model->owned);
    free(model);
}

const char *uh_model_hash(const uh_model *model) {
    return model->hash;
}

void uh_model_part_hash(const uh_model *model, uh_part part, char out[17]) {
    uint64_t hash = 0;
    for (uint32_t i = 0; i < pack_sections(model->file); i++) {
        text name, bytes = pack_row_of(model->file, i, &name);
        if (knowledge_makes(name) == (part == UH_KNOWLEDGE))
            hash = hash_mix(hash_mix(hash, hash_text(name)), hash_text(bytes));
    }
    hash_hex(hash, out);
}

text model_section(const uh_model *model, const char *name) {
    uint32_t low = 0, high = pack_sections(model->file);
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        text row_name, bytes = pack_row_of(model->file, middle, &row_name);
        int order = strcmp(row_name.at, name);
        if (order == 0)
            return bytes;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (text){ NULL, 0 };
}

const weights *model_weights(const uh_model *model) {
    return model->has_weights ? &model->weights : NULL;
}

const actors *model_actors(const uh_model *model) {
    return &model->actors;
}

const words *model_words(const uh_model *model) {
    return &model->words;
}

const hunch *model_hunch(const uh_model *model) {
    return model->has_hunch ? &model->hunch : NULL;
}

const guess *model_guess(const uh_model *model) {
    return model->has_guess ? &model->guess : NULL;
}

const outlook *model_outlook(const uh_model *model) {
    return model->has_outlook ? &model->outlook : NULL;
}

const rules *model_rules(const uh_model *model) {
    return &model->rules;
}
