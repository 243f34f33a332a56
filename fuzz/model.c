/* model.c - any bytes as a model file: checked, then every section that it claims is read. */
#include "fuzz/target.h"
#include "model/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
    text file = { (const char *)bytes, n }, name;
    volatile char sum = 0;
    if (pack_check(file, "fuzz", NULL) == UH_OK)
        for (uint32_t i = 0; i < pack_sections(file); i++) {
            text section = pack_row_of(file, i, &name);
            if (section.len)
                sum = (char)(sum + section.at[0] + section.at[section.len - 1]);
        }
    return 0;
}
