# amalgamation.sh BUILD - the library as one file compiles, links and answers like the library.
build=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packages="sqlite3 zlib libdeflate libzstd libxxhash libutf8proc expat libbrotlidec libmicrohttpd"
cat >"$work/program.c" <<'END'
#include "upperhand.h"
#include <stdio.h>
int main(void) {
    uh_model *model = NULL;
    if (uh_model_open(NULL, &model, NULL) != UH_OK)
        return 1;
    printf("%s %s\n", uh_version(), uh_model_hash(model));
    uh_model_close(model);
    return 0;
}
END
cd "$top" && sh tools/amalgamation "$work" "$build/model.bin" >/dev/null &&
    cd "$work" && gcc -std=c11 -O0 -w -o program program.c upperhand.c $(pkg-config --cflags --libs $packages) -lm -pthread &&
    said=$(./program)
wanted=$("$top/$build/upperhand" --version | sed -n '1s/^upperhand //p')
case $wanted in "${said%% *}"*) same=1 ;; *) same=0 ;; esac
if [ -n "$said" ] && [ $same -eq 1 ]; then
    echo "ok 1 - one file compiles, links and runs: $said"
else
    echo "not ok 1 - amalgamation: said '$said', the program says '$wanted'"
fi
echo "1..1"
