#!/bin/sh
# manual.sh BUILD - the examples of the manual run: each line of docs/verbs that starts with `$ upperhand`, in order, in a
# folder with the samples.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
top=$PWD
mkdir "$work/bin" && ln -s "$uh" "$work/bin/upperhand" && ln -s "$top/samples" "$work/samples" && ln -s "$top/data" "$work/data"
cd "$work" || exit 2
PATH=$work/bin:$PATH
upperhand add record.db samples -q >/dev/null || exit 2
id=$(upperhand events record.db --format csv --limit 1 | sed -n '2s/,.*//p')
for verb in $("$uh" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    page=$top/docs/verbs/$verb.md
    if [ ! -f "$page" ]; then
        say 1 "$verb has a page in docs/verbs"
        continue
    fi
    bad=
    n_examples=0
    sed -n 's/^    \$ \(upperhand .*\)/\1/p' "$page" | sed "s/ ID\$/ $id/; s/ ID / $id /" >examples
    while IFS= read -r example; do
        n_examples=$((n_examples + 1))
        case $example in *' serve '*) continue ;; esac
        sh -c "$example" >out 2>err </dev/null || [ $? -eq 3 ] || bad="$bad [$example: $(head -1 err)]"
    done <examples
    [ $n_examples -gt 0 ] && [ -z "$bad" ]
    say $? "the $n_examples examples of $verb run$bad"
done
bad=
n_examples=0
mkdir tour && ln -s "$top/samples" tour/samples && cd tour || exit 2
sed -n 's/^    \$ \(upperhand .*\)/\1/p' "$top/docs/tutorial.md" >examples
while IFS= read -r example; do
    n_examples=$((n_examples + 1))
    sh -c "$example" >out 2>err </dev/null || [ $? -eq 3 ] || bad="$bad [$example: $(head -1 err)]"
done <examples
[ $n_examples -gt 5 ] && [ -z "$bad" ] && [ -s venezuela.html ]
say $? "the $n_examples steps of the tutorial run$bad"
finish
