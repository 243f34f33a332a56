#!/bin/sh
# record.sh BUILD - adding to a record: again, in parts, killed and resumed, by several workers; what can be wrong with a
# record; the questions to it.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2
i=0
while [ $i -lt 3000 ]; do
    echo "{\"id\":\"r$i\",\"date\":\"2019-01-$((i % 28 + 1))\",\"text\":\"Iran warned Iraq on Friday that it would close border crossing $i. Iraq rejected the threat, its foreign minister told reporters in town $i.\"}"
    i=$((i + 1))
done | sed 's/-\([0-9]\)"/-0\1"/' >many.jsonl

dump() { # DB: what the record says
    for verb in events stories claims; do
        "$uh" $verb "$1" --format jsonl || echo "exit $?"
    done
}

run 0 add a.db "$samples" many.jsonl -q && holds '0 unchanged, 0 skipped' && dump a.db >a.dump && [ "$(wc -l <a.dump)" -gt 3000 ]
say $? "pages are added"
run 0 add a.db "$samples" many.jsonl -q && holds ' 0 articles' && dump a.db >again.dump && cmp -s a.dump again.dump
say $? "the same pages again change nothing"
run 0 add b.db "$samples" many.jsonl -q -j1 && run 0 add c.db "$samples" many.jsonl -q -j3 && dump b.db >b.dump && dump c.db >c.dump &&
    cmp -s a.dump b.dump && cmp -s a.dump c.dump
say $? "the record is the same for every number of jobs"

for wait in 0.05 0.1 0.2 0.3; do
    "$uh" add k.db "$samples" many.jsonl -q >/dev/null 2>&1 &
    child=$!
    sleep $wait
    kill -9 $child 2>/dev/null
    wait $child 2>/dev/null
done
run 0 add k.db "$samples" many.jsonl -q && dump k.db >k.dump && cmp -s a.dump k.dump
say $? "killed and started again, the record is the same"

run 0 add --dry-run d.db "$samples" -q && holds 'would add: ' && [ ! -e d.db ]
say $? "--dry-run writes nothing"

printf '{broken\n{"id":"x","text":"Iran sold oil to China."}\n' >bad.jsonl
run 3 add p.db bad.jsonl none.txt && run 0 problems p.db --format csv && holds 'bad.jsonl,1' && holds 'none.txt'
say $? "problems are kept with their place"
run 0 stats p.db && holds 'pages' && run 3 add p.db bad.jsonl --limit 1 -q && run 0 runs p.db --format csv && lines 3 && grep -q ',complete,' out &&
    grep -q ',in part,' out
say $? "a record says what it holds"

run 0 search a.db border 'cross*' --format csv --limit 3 --offset 1 && lines 4 && holds 'close border crossing' &&
    tail -n +2 out >page.rest && run 0 search a.db border 'cross*' --format csv --limit 4 && tail -n +3 out | cmp -s - page.rest
say $? "search finds sentences by their words, a page of them at a time"
run 0 search a.db warned --actor IRN --country IRQ --format jsonl --limit 1 && holds '"events":["' && lines 1
say $? "found sentences name their events"
run 2 search a.db '...' && said "'...' holds no word" && run 2 problems a.db --actor IRN
say $? "questions that cannot be answered are mistakes of use"
run 0 events a.db --place VEN --format csv && holds 'Venezuela'
say $? "events are chosen by place"
run 0 events a.db --score 0.7 --format jsonl && ! grep -vq '"score":\(0\.[7-9]\|1\)' out && lines=$(wc -l <out) && [ "$lines" -gt 1 ] &&
    run 0 events a.db --format jsonl && [ "$(wc -l <out)" -gt "$lines" ] && run 2 events a.db --score high && grep -q "'high' is no number" err
say $? "events are chosen by how likely they are right"
run 0 stories a.db --actor RUS --text planes --format csv && [ "$(wc -l <out)" -gt 1 ] && run 0 claims a.db --type THREATEN --text border --format csv
say $? "stories and claims are chosen by what they tell"

echo hello >none.db
run 1 add none.db bad.jsonl && [ "$(cat none.db)" = hello ] && run 1 events none.db && grep -q 'not a database' err
say $? "a file that is no record is left alone"
run 1 events missing.db && grep -q 'missing.db: cannot open' err && [ ! -e missing.db ]
say $? "a missing record is not made by a question"
run 1 add no/folder/x.db bad.jsonl && grep -q 'no/folder/x.db: cannot open' err
say $? "a record in a folder that is not there fails"
if [ -c /dev/full ]; then
    run 1 events p.db -o /dev/full --format csv
    say $? "a list into a full disk fails"
else
    say 0 "a list into a full disk fails # SKIP no /dev/full"
fi
if [ "$(id -u)" -ne 0 ]; then
    chmod 444 p.db && run 1 add p.db many.jsonl -q && grep -q 'p.db' err
    say $? "a read-only record is named"
else
    say 0 "a read-only record is named # SKIP root may write all"
fi
run 2 explain p.db 0000000000000001 && grep -q 'no event 0000000000000001' err
say $? "evidence of an event that is not there"
run 2 events p.db --type NOSUCH && grep -q "no PLOVER type" err
say $? "an unknown type is a mistake of use"
finish
