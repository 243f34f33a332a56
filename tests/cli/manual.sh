#!/bin/sh
# manual.sh BUILD - the examples of the manual run: each line of docs/ that starts with `$ upperhand`, in order, the pages of
# the verbs in one folder with the samples and each other page in one of its own; and the Python examples of docs/.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
build=${1:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
top=$PWD
mkdir "$work/bin" && ln -s "$uh" "$work/bin/upperhand"
PATH=$work/bin:$PATH

# folder NAME: goes into a new folder as a reader of the manual has it: the samples, the knowledge, and a record.
folder() {
    mkdir "$work/$1" && ln -s "$top/samples" "$work/$1/samples" && ln -s "$top/data" "$work/$1/data" && cd "$work/$1" || exit 2
    upperhand add record.db samples -q >/dev/null || exit 2
}

# served EXAMPLE: true where it names its address and answers; on a port of its own, for tests run side by side.
served() {
    sh -c "exec $(echo "$1" | sed "s/8088/$((20000 + $$ % 20000))/")" >served 2>err </dev/null &
    child=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        grep -q '^http://127' served 2>/dev/null && break
        sleep 0.2
    done
    kill $child 2>/dev/null
    wait $child 2>/dev/null
    grep -q '^http://127' served
}

# examples PAGE: runs its examples; sets n_examples, and bad to those that fail.
examples() {
    bad=
    n_examples=0
    sed -n 's/^    \$ \(upperhand .*\)/\1/p' "$1" | sed "s/ ID\$/ $id/; s/ ID / $id /" >examples
    while IFS= read -r example; do
        n_examples=$((n_examples + 1))
        case $example in
        'upperhand serve '*) served "$example" ;;
        *) sh -c "$example" >out 2>err </dev/null || [ $? -eq 3 ] ;;
        esac || bad="$bad [$example: $(head -1 err)]"
    done <examples
}

folder verbs
id=$(upperhand events record.db --format csv --limit 1 | sed -n '2s/,.*//p')
for verb in $("$uh" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    page=$top/docs/verbs/$verb.md
    if [ ! -f "$page" ]; then
        say 1 "$verb has a page in docs/verbs"
        continue
    fi
    examples "$page"
    [ $n_examples -gt 0 ] && [ -z "$bad" ]
    say $? "the $n_examples examples of $verb run$bad"
done
for page in "$top"/docs/*.md; do
    grep -q '^    \$ upperhand ' "$page" || continue
    name=$(basename "$page" .md)
    folder "$name"
    examples "$page"
    [ -z "$bad" ]
    say $? "the $n_examples examples of $name.md run$bad"
done
[ -s "$work/tutorial/venezuela.html" ]
say $? "the tutorial ends in a report"

case $build in *address* | *thread* | *undefined*) reason="a library under a sanitizer cannot be loaded by python3" ;; *) reason= ;; esac
python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null || reason="no python3"
if [ -n "$reason" ]; then
    say 0 "Python examples # SKIP $reason"
else
    folder python
    # shellcheck disable=SC2046
    python3 -B "$top/tests/python/examples.py" "$build" . $(grep -l '^    >>> ' "$top"/docs/*.md "$top"/python/upperhand/*.py) >said 2>err
    status=$?
    grep -E '^(not )?ok ' said >results
    while IFS= read -r line; do
        case $line in 'ok '*) say 0 "${line#ok * - }" ;; *) say 1 "${line#not ok * - }" ;; esac
    done <results
    [ $status -eq 0 ] && [ -s results ]
    say $? "the Python examples ran to their end $(tail -1 err)"
fi
finish
