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

# what others coded: rows of one article in two records, counts that are theirs
gdelt() { # ID TYPE URL: a row of GDELT 2
    printf '%s\t20190301\t201903\t2019\t2019.1644\tRUS\tRUSSIA\tRUS\t\t\t\t\t\t\t\tVEN\tVENEZUELA\tVEN\t\t\t\t\t\t\t\t1\t%s\t%s\t%s\t1\t1.0\t7\t2\t5\t1.5' "$1" "$2" "$2" "${2%?}"
    printf '\t1\tRussia\tRS\tRS\t\t60\t100\tRS\t4\tCaracas, Venezuela\tVE\tVE25\t\t10.5\t-66.9\t1\t1\tVenezuela\tVE\tVE\t\t8\t-66\tVE\t20190301120000\t%s\n' "$3"
}
gdelt 1 042 http://a.example/1 >g1.csv
gdelt 2 046 http://a.example/1 >g2.csv
gdelt 3 040 http://a.example/3 >>g2.csv
echo 'short	row' >>g2.csv
"$uh" import g.db g1.csv -q >/dev/null 2>&1
"$uh" import g.db g2.csv -q >/dev/null 2>&1
"$uh" import g1.db g1.csv -q >/dev/null 2>&1
"$uh" import g2.db g2.csv -q >/dev/null 2>&1
run 0 merge gm.db g2.db g1.db && "$uh" events g.db --format csv >g.rows && "$uh" events gm.db --format csv | cmp g.rows - && [ "$(wc -l <g.rows)" -ge 3 ] &&
    "$uh" problems g.db --format csv >g.notes && "$uh" problems gm.db --format csv | cmp g.notes -
say $? "rows that others coded come along, of an article in two records too"
run 0 merge gm.db g1.db g2.db && "$uh" events gm.db --format csv | cmp g.rows -
say $? "and once more change nothing"
coded=$("$uh" events gm.db --format csv --limit 1 | tail -n 1 | cut -d, -f1)
run 0 correct gm.db "$coded" reject && run 0 correct gm.db "$coded" undo && "$uh" events gm.db --format csv | cmp g.rows -
say $? "corrected and taken back, they keep their counts"

sum=$(cksum <a.db)
echo hello >none.db
run 2 merge a.db a.db && said 'a.db: a record cannot be merged into itself' && run 1 merge a.db none.db && grep -q 'none.db: not a database' err &&
    run 1 merge a.db missing.db && [ "$(cksum <a.db)" = "$sum" ] && [ "$(cat none.db)" = hello ] && [ ! -e missing.db ]
say $? "what is no part is named, and nothing changes"
run 2 add z.db "$samples" --shard 3/2 && run 2 add z.db "$samples" --shard x && run 2 add z.db "$samples" --shard 1/0
say $? "a part that there is not is a mistake of use"
finish
