#!/bin/sh
# merge.sh BUILD - the shards of an input, merged, are the record of the whole, for any split and any order.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2

dump() { # DB: what the record says
    for verb in events stories claims problems; do
        "$uh" $verb "$1" --format jsonl || echo "exit $?"
    done
    "$uh" stats "$1" --format csv
}

printf '{broken\n{"id":"x","text":"Iran sold oil to China."}\n[1]\n' >bad.jsonl
sed 's/"id":"/&more-/' "$samples"/*.jsonl >more.jsonl
run 3 add whole.db "$samples" more.jsonl bad.jsonl none.txt -q && dump whole.db >whole.dump

for i in 1 2 3; do
    "$uh" add part$i.db "$samples" more.jsonl bad.jsonl none.txt -q --shard $i/3 >out$i 2>err
    [ $? -eq 3 ] || [ $? -eq 0 ] || cat err
done
grep -q 'of other shards' out1
say $? "a shard takes its part of the pages and says so"
run 0 merge a.db part1.db part2.db part3.db && holds 'from 3 records, 0 were there already' && dump a.db >a.dump && cmp whole.dump a.dump
say $? "three shards are the whole"
run 0 merge b.db part3.db part1.db && run 0 merge b.db part2.db && dump b.db >b.dump && cmp whole.dump b.dump
say $? "whatever the order"
run 0 merge b.db part1.db part3.db && holds '0 pages from 2 records' && dump b.db | cmp - whole.dump
say $? "merged again they change nothing"
cp part1.db c.db
run 0 merge c.db part2.db part3.db && run 3 add c.db "$samples" more.jsonl bad.jsonl none.txt -q && dump c.db | cmp - whole.dump
say $? "a shard grows into the whole, and a run over it finds nothing new"
run 0 report a.db VEN -o a.html && run 0 report whole.db VEN -o whole.html && cmp a.html whole.html
say $? "the report of both is the same"
if command -v sqlite3 >/dev/null; then
    [ -z "$(sqlite3 a.db 'PRAGMA foreign_key_check')" ] && [ "$(sqlite3 a.db 'PRAGMA integrity_check')" = ok ] &&
        [ "$(sqlite3 a.db "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'venezuela'")" = "$(sqlite3 whole.db "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'venezuela'")" ]
    say $? "the merged record is sound"
fi

"$uh" add -q x.db "$samples" >/dev/null && one=$("$uh" events x.db --format csv --limit 1 | tail -n 1 | cut -d, -f1) && run 0 correct x.db "$one" reject &&
    run 0 merge y.db x.db && run 0 events y.db --status rejected --format csv && holds "$one"
say $? "corrections come along"

sum=$(cksum <a.db)
echo hello >none.db
run 2 merge a.db a.db && said 'a.db: a record cannot be merged into itself' && run 1 merge a.db none.db && grep -q 'none.db: not a database' err &&
    run 1 merge a.db missing.db && [ "$(cksum <a.db)" = "$sum" ] && [ "$(cat none.db)" = hello ] && [ ! -e missing.db ]
say $? "what is no part is named, and nothing changes"
run 2 add z.db "$samples" --shard 3/2 && run 2 add z.db "$samples" --shard x && run 2 add z.db "$samples" --shard 1/0
say $? "a part that there is not is a mistake of use"
finish
