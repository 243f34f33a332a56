#!/bin/sh
# packages.sh BUILD - manual pages and completions say what help says; the Debian packages hold what they need.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
build=${1:-build}
verbs=$("$uh" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
missing=
for verb in $verbs; do
    "$uh" --manual "$verb" >"$work/page" || missing="$missing $verb"
    grep -q "^.SH OPTIONS" "$work/page" || missing="$missing $verb"
    for option in $("$uh" "$verb" --help | grep -o '^ [^:]*--[a-z-]*' | grep -o -- '--[a-z-]*'); do
        sed 's/\\//g' "$work/page" | grep -q -- "$option" || missing="$missing $verb:$option"
    done
    "$uh" --manual | grep -q "^.BR upperhand.-$verb (1)" || missing="$missing see-also:$verb"
done
[ -n "$verbs" ] && [ -z "$missing" ]
say $? "each verb has a manual page with all its options$missing"
for shell in bash zsh fish; do
    "$uh" --completion $shell >"$work/$shell" && grep -q -- polecat "$work/$shell"
    say $? "completion for $shell"
done
if command -v bash >/dev/null; then
    bash -c '. "$1"; COMP_WORDS=(upperhand exp); COMP_CWORD=1; _upperhand; [ "${COMPREPLY[*]}" = "explain export" ] || [ "${COMPREPLY[*]}" = "export explain" ] || exit 1
        COMP_WORDS=(upperhand balance --ha); COMP_CWORD=2; _upperhand; [ "${COMPREPLY[*]}" = --half-life ] || exit 1
        COMP_WORDS=(upperhand parse --format c); COMP_CWORD=3; _upperhand; [ "${COMPREPLY[*]}" = conllu ]' bash "$work/bash"
    say $? "bash completes verbs, options and formats"
else
    say 0 "bash completes # SKIP no bash"
fi
run 2 --manual nonesuch && run 2 --completion tcsh
say $? "no page for what there is not"

case $build in build) ;; *)
    say 0 "Debian packages # SKIP only of the plain build"
    finish
    exit
    ;;
esac
if ! command -v dpkg-deb >/dev/null || ! command -v objdump >/dev/null; then
    say 0 "Debian packages # SKIP no dpkg-deb"
    finish
    exit
fi
sh tools/deb build "$work/deb" >"$work/out" && lines 4
say $? "four Debian packages"
mkdir "$work/root"
for package in "$work"/deb/*.deb; do
    dpkg-deb -x "$package" "$work/root" && dpkg-deb -f "$package" Depends >>"$work/depends"
done
grep -q 'libsqlite3-0 (>= ' "$work/depends" && grep -q 'libc6 (>= ' "$work/depends" && ! grep -q 'libgmp' "$work/depends"
say $? "they depend on the packages of the libraries that they ask for"
[ "$("$work/root/usr/bin/upperhand" --version)" = "$("$uh" --version)" ]
say $? "the program of the package runs"
gzip -dc "$work/root/usr/share/man/man1/upperhand-import.1.gz" | grep -q 'GDELT' && [ -s "$work/root/usr/share/bash-completion/completions/upperhand" ]
say $? "manual pages and completions are in it"
shared=$work/root/usr/share/doc/upperhand
echo "$shared/samples" >"$work/inputs.list"
sed "s|^record=.*|record=$work/r.db|; s|^inputs=.*|inputs=$work/inputs.list|; s|^reports=.*|reports=$work/reports|; s|^countries=.*|countries=VEN|" \
    "$shared/examples/nightly.conf" >"$work/nightly.conf"
[ -s "$shared/docs/tutorial.md" ] && [ -s "$shared/docs/verbs/import.md" ] && PATH=$work/root/usr/bin:$PATH "$shared/examples/nightly" "$work/nightly.conf" >"$work/out" &&
    [ -s "$work/reports/VEN.html" ] && [ -s "$work/reports/problems.tsv" ] && PATH=$work/root/usr/bin:$PATH "$shared/examples/nightly" "$work/nightly.conf" >"$work/out" &&
    holds ' 0 events; 87 unchanged'
say $? "the manual and the samples are in it, and the example of a nightly run runs, twice"
if command -v python3 >/dev/null; then
    PYTHONPATH=$work/root/usr/lib/python3/dist-packages python3 -B -c 'import upperhand; upperhand.model_hash()'
    say $? "the Python package of the package loads its library"
else
    say 0 "the Python package of the package # SKIP no python3"
fi
cat >"$work/p.c" <<'END'
#include <stdio.h>
#include <upperhand.h>
int main(void) {
    puts(uh_version());
    return 0;
}
END
tuple=$(basename "$(dirname "$(find "$work/root/usr/lib" -name libupperhand.so.0)")")
gcc -I"$work/root/usr/include" -o "$work/p" "$work/p.c" -L"$work/root/usr/lib/$tuple" -lupperhand && LD_LIBRARY_PATH="$work/root/usr/lib/$tuple" "$work/p" >"$work/out" && lines 1
say $? "a C program links to the library of the packages"

# What a user does with them changes the system, so that it is done where the system is there to be thrown away.
if [ -z "${CI:-}" ] || [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    say 0 "they are installed, used and purged # SKIP only as root, with apt-get and CI set: it changes the system"
elif ! apt-get update -qq >/dev/null 2>&1 || ! apt-get install -y -qq --download-only --no-install-recommends python3-minimal >/dev/null 2>&1; then
    say 0 "they are installed, used and purged # SKIP apt-get reaches no packages"
else
    sh tools/try-packages "$work/deb" >"$work/said" 2>&1
    say $? "they are installed, used and purged"
    sed 's/^/# /' "$work/said"
fi
finish
