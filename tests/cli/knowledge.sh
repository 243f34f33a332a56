#!/bin/sh
# knowledge.sh BUILD - knowledge of one's own: a folder laid out like data/ takes the place of the one built in.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
top=$PWD
cd "$work" || exit 2
run 0 code "$top/samples" -q && mv out built-in && run 0 code "$top/samples" -q --model "$top/data" && cmp -s out built-in
say $? "the folder that the program was built from codes as the one built in"
cp -r "$top/data" mine
echo 'XQR | Ruritania | Ruritanian;Ruritanians | Strelsau | - | - | - | -' >>mine/countries.txt
echo '{"id":"a","date":"2019-03-25","text":"Ruritanian troops attacked Ukraine."}' >a.jsonl
run 0 code a.jsonl --model mine && holds '"actor":["XQRMIL"]' && run 0 code a.jsonl && ! grep -q XQR out
say $? "a country of one's own"
run 0 add mine.db a.jsonl --model mine -q && run 0 balance mine.db UKR --model mine --format jsonl
say $? "a record by it"
echo 'no such line' >>mine/countries.txt
last=$(wc -l <mine/countries.txt)
run 1 code a.jsonl --model mine && grep -q "^upperhand: mine: 1 findings, the first: countries.txt:$last:1: expected CODE" err
say $? "a fault is named with its line, and nothing is coded"
mkdir none
run 1 code a.jsonl --model none && said 'none: no folder of knowledge: it has no countries.txt' && run 1 code a.jsonl --model nowhere && grep -q 'nowhere: cannot open' err &&
    run 1 code a.jsonl --model a.jsonl
say $? "what holds no knowledge is refused"
finish
