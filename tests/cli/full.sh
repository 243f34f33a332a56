#!/bin/sh
# full.sh BUILD - a file that may not grow ends every verb that writes with a message, wherever the limit lies; then the same
# again ends in the same record.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2

dump() { # DB: what the record says
    for list in events stories claims problems stats; do
        "$uh" $list "$1" --format jsonl || echo "exit $?"
    done
}

run 0 add whole.db "$samples" -q && dump whole.db >whole.dump
blocks=$(($(wc -c <whole.db) / 512))
bad=0
met=0
for part in 1 3 6 10 15 22 30 40 50 62 75 88 100 130; do # percent of what the whole takes; the log takes more
    rm -f cut.db cut.db-wal cut.db-shm
    (ulimit -f $((blocks * part / 100 + 1)) && "$uh" add cut.db "$samples" -q >out 2>err)
    status=$?
    if [ $status -eq 1 ]; then
        met=$((met + 1))
        grep -q 'upperhand: cut.db: cannot write: ' err || { echo "# limit at $part%: $(cat err)"; bad=1; }
    elif [ $status -ne 0 ]; then
        echo "# limit at $part%: exit $status"
        bad=1
    fi
    run 0 add cut.db "$samples" -q && dump cut.db >cut.dump && cmp whole.dump cut.dump || { echo "# limit at $part%"; bad=1; }
done
[ $bad -eq 0 ] && [ $met -ge 5 ]
say $? "a record that may not grow"

(ulimit -f 70 && "$uh" report whole.db VEN -o page.html >out 2>err)
[ $? -eq 1 ] && grep -q 'page.html: cannot write: ' err && [ ! -e page.html ]
say $? "a report that may not grow leaves none"
finish
