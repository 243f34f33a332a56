/* embedded.c - the packed file as bytes of the program, put there by the assembler: a C array of
 * that size would take the compiler minutes. MODEL_FILE is set by tools/rules.mk. */
#include "model/embedded.h"

#ifndef MODEL_FILE
#define MODEL_FILE "build/model.bin"
#endif

extern const char uh_embedded_model[] __attribute__((visibility("hidden")));
extern const char uh_embedded_model_end[] __attribute__((visibility("hidden")));

// clang-format off
__asm__(".section .rodata\n"
        ".hidden uh_embedded_model\n"
        ".global uh_embedded_model\n"
        ".hidden uh_embedded_model_end\n"
        ".global uh_embedded_model_end\n"
        ".balign 64\n"
        "uh_embedded_model:\n"
        ".incbin \"" MODEL_FILE "\"\n"
        "uh_embedded_model_end:\n"
        ".byte 0\n"
        ".text\n");
// clang-format on

text embedded_model(void) {
    return (text){ uh_embedded_model, (size_t)(uh_embedded_model_end - uh_embedded_model) };
}
