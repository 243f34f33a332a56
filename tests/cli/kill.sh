#!/bin/sh
# kill.sh BUILD [KILLS] - a run that is killed at moments spread over the whole of it, and started again, ends in the same
# record; two runs at a time do, too. KILLS, 12 as a rule: the moments lie evenly; with more, the
# record begins anew after every fifth, and is compared after every twentieth.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2

# 2,000 pages on a few hundred acts: takes and reprints, so that settling has work to do.
awk 'BEGIN {
    split("Iran Iraq Kuwait Libya Chad France Turkey Greece Japan Brazil", state, " ")
    split("warned accused attacked visited threatened sanctioned", act, " ")
    for (i = 0; i < 2000; i++) {
        deed = i % 400; a = state[deed % 10 + 1]; b = state[int(deed / 7) % 10 + 1]; does = act[deed % 6 + 1]
        printf "{\"id\":\"k%d\",\"source\":\"Outlet %d\",\"date\":\"2019-%02d-%02d\",\"title\":\"%s and %s, case %d\",", i, i % 5, deed % 3 + 1, deed % 28 + 1, a, b, deed
        printf "\"text\":\"%s %s %s over matter %d. ", a, does, b, deed
        for (k = 0; k < 30; k++) printf "Detail%d of deed%d was given by office%d. ", k, deed, (k * 7 + deed) % 50
        if (i % 3 == 0) printf "A later take adds words%d.", i
        printf "\"}\n"
    }
}' >pages.jsonl

dump() { # DB: what the record says
    for list in events stories claims problems stats; do
        "$uh" $list "$1" --format jsonl || echo "exit $?"
    done
}

now() { # in milliseconds
    date +%s%N | sed 's/......$//'
}

start=$(now)
run 0 add whole.db pages.jsonl -q && dump whole.db >whole.dump && [ "$(grep -c date_precision whole.dump)" -gt 200 ]
say $? "an undisturbed run"
took=$(($(now) - start))

killed=0
kills=${2:-12}
i=0
while [ $i -lt "$kills" ]; do
    [ "$kills" -le 12 ] || [ $((i % 5)) -ne 0 ] || rm -f cut.db cut.db-wal cut.db-shm # else it is soon done
    "$uh" add cut.db pages.jsonl -q >/dev/null 2>&1 &
    child=$!
    # hops over the whole, not from its beginning to its end
    sleep "$(awk "BEGIN { printf \"%.3f\", $took * (($i * 37) % $kills + .5) / $kills / 1000 }")"
    kill -9 $child 2>/dev/null && killed=$((killed + 1))
    wait $child 2>/dev/null
    i=$((i + 1))
    [ $((i % 20)) -ne 0 ] || { "$uh" add cut.db pages.jsonl -q >/dev/null 2>&1 && dump cut.db >cut.dump && cmp whole.dump cut.dump; } ||
        { say 1 "the record after $i kills"; finish
            exit 1; }
done
[ $killed -ge 3 ]
say $? "the run was killed again and again"
run 0 add cut.db pages.jsonl -q && dump cut.db >cut.dump && cmp -s whole.dump cut.dump
say $? "in the end the record is the same"
run 0 add cut.db pages.jsonl -q && holds ' 2000 unchanged' && dump cut.db >again.dump && cmp -s whole.dump again.dump
say $? "and once more changes nothing"

"$uh" add both.db pages.jsonl -q >/dev/null 2>one.err &
one=$!
"$uh" add both.db pages.jsonl -q >/dev/null 2>two.err &
two=$!
wait $one
first=$?
wait $two
second=$?
# On a slow machine one may wait in vain for the other: it says so, and goes on when it is called again.
waited() { [ "$1" -eq 0 ] || grep -q 'another process is writing' "$2"; }
waited $first one.err && waited $second two.err && run 0 add both.db pages.jsonl -q && dump both.db >both.dump && cmp -s whole.dump both.dump
say $? "two runs at a time write one record"
finish
