#!/bin/sh
# correct.sh BUILD - what the user knows better: kept apart, shown, holding when pages come again, taken back.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2

dump() { # DB: what the record says
    for verb in events stories claims; do
        "$uh" $verb "$1" --format jsonl || echo "exit $?"
    done
}

ids() { # DB ARGUMENT...: ids of events
    db=$1
    shift
    "$uh" events "$db" --format csv "$@" | tail -n +2 | cut -d, -f1
}

sound() { # DB: every reference leads to a row, every index fits
    command -v sqlite3 >/dev/null || return 0
    [ -z "$(sqlite3 "$1" 'PRAGMA foreign_key_check')" ] && [ "$(sqlite3 "$1" 'PRAGMA integrity_check')" = ok ]
}

run 0 add a.db "$samples" -q
dump a.db >first.dump
cp a.db plain.db
several=$("$uh" events a.db --format jsonl | sed -n 's/^{"id":"\([0-9a-f]*\)".*"reports":5,.*/\1/p' | head -n 1)
one=$("$uh" events a.db --type AID --format jsonl | sed -n 's/^{"id":"\([0-9a-f]*\)".*"reports":1,.*/\1/p' | head -n 1)
two=$(ids a.db --type COERCE --since 2019-06-01 --limit 1)

run 0 correct a.db "$one" reject --note 'a metaphor' && ! ids a.db | grep -q "$one" && [ "$(ids a.db --status rejected)" = "$one" ] &&
    run 0 explain a.db "$one" && holds 'corrected rejected: a metaphor' && sound a.db
say $? "a rejected event leaves the lists and keeps its evidence"
run 0 correct a.db "$two" recode type=SANCTION actor=USAGOV recipient=VENGOV,VENMIL date=2019-07-04 &&
    run 0 events a.db --type SANCTION --since 2019-07-04 --until 2019-07-04 --actor USAGOV --country VENMIL --format csv && holds "$two" &&
    run 0 explain a.db "$two" && holds 'recoded from COERCE' && sound a.db
say $? "an event is recoded, and what was coded is kept"
report=$("$uh" explain a.db "$several" --format jsonl | tr '{' '\n' | sed -n 's/^"id":"\([0-9a-f]*\)","type.*/\1/p' | sed -n 3p)
run 0 correct a.db "$several" split "$report" && ids a.db | grep -q "$report" && run 0 explain a.db "$several" && holds ': 4 reports' && sound a.db
say $? "a report is split from its event"
x=$(ids a.db --since 2019-02-01 --limit 1)
y=$(ids a.db --since 2019-08-01 --limit 1)
all=$(ids a.db | wc -l)
run 0 correct a.db "$y" merge "$x" && [ "$(ids a.db | wc -l)" -eq $((all - 1)) ] && ids a.db | grep -q "$x" && ! ids a.db | grep -q "$y" &&
    run 0 explain a.db "$y" && holds "event $x: " && sound a.db
say $? "events months apart are merged"
dump a.db >corrected.dump
! cmp -s first.dump corrected.dump && run 0 stats a.db && grep -q 'corrections  *4' out
say $? "the record counts its corrections"

# all pages come again, as after a change of the knowledge
command -v sqlite3 >/dev/null && sqlite3 a.db "UPDATE models SET hash = 'another'"
run 0 add a.db "$samples" -q && dump a.db | cmp -s - corrected.dump && sound a.db
say $? "corrections hold when the pages are added again"
printf '%s\n' '{"id":"later","date":"2019-02-05","title":"Later","text":"France sent food to Colombia on Monday."}' >later.jsonl
run 0 add a.db later.jsonl -q && run 0 add plain.db later.jsonl -q && sound a.db &&
    run 0 explain a.db "$y" && holds "event $x: " && [ "$(ids a.db --status rejected)" = "$one" ]
say $? "corrections hold when other pages come"
for id in "$one" "$two" "$several" "$report" "$x"; do
    run 0 correct a.db "$id" undo || break
done
dump plain.db >plain.dump
dump a.db | cmp -s - plain.dump && sound a.db && run 0 stats a.db && grep -q 'corrections  *0' out
say $? "corrections are taken back"

run 2 correct a.db 0000000000000001 reject && said 'a.db: no event 0000000000000001' && run 2 correct a.db xyz reject &&
    run 2 correct a.db "$one" praise && run 2 correct a.db "$one" recode && run 2 correct a.db "$one" recode type=HELP &&
    run 2 correct a.db "$one" recode colour=red && run 2 correct a.db "$one" recode actor=usa && run 2 correct a.db "$one" merge "$one" &&
    run 2 correct a.db "$one" split "$two" && run 1 correct none.db "$one" reject && [ ! -e none.db ] && dump a.db | cmp -s - plain.dump
say $? "what cannot be corrected changes nothing"
finish
