#!/bin/sh
# little.sh BUILD - every analysis of records with too little in them: none, one event, all on one day, dates in the
# future. Each answers in words, and never with a number that is none.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2

cat >one.jsonl <<'END'
{"id":"a","date":"2019-03-24","title":"","text":"Russia sent aid to Venezuela on Sunday."}
END
cat >day.jsonl <<'END'
{"id":"a","date":"2019-03-24","title":"","text":"Russia sent aid to Venezuela."}
{"id":"b","date":"2019-03-24","title":"","text":"The United States threatened Venezuela with sanctions."}
{"id":"c","date":"2019-03-24","title":"","text":"China praised Venezuela."}
{"id":"d","date":"2019-03-24","title":"","text":"Russia signed a treaty with Venezuela."}
{"id":"e","date":"2019-03-24","title":"","text":"The United States condemned Venezuela."}
{"id":"f","date":"2019-03-24","title":"","text":"Colombia expelled the Venezuelan ambassador."}
END
sed 's/2019/2091/' day.jsonl >future.jsonl
cat >none.jsonl <<'END'
{"id":"a","date":"2019-03-24","title":"","text":"It rained for a week."}
END
for r in none one day future; do
    run 0 add -q $r.db $r.jsonl
    good=0
    for verb in "balance $r.db VEN" "balance $r.db VEN --format chart" "balance $r.db VEN --format jsonl" "balance $r.db VEN --compare RUS,USA" \
        "balance $r.db VEN --compare COL" "threats $r.db" "threats $r.db --format chart" "threats $r.db --by kind" "precedents $r.db VEN" \
        "alerts $r.db" "claims $r.db" "claims $r.db --by matter" "claims $r.db --by dispute" "claims $r.db --by source" "report $r.db VEN"; do
        run 0 $verb && ! grep -Eqi '\b(-?nan|-?inf|-0\.0*)\b' out || { good=1; echo "# $verb"; }
    done
    say $good "every analysis of the record '$r' answers, with numbers that are numbers"
done
run 0 balance none.db VEN && holds 'No answer: nothing in the record counts between Venezuela and another power'
say $? "a record without events has no answer"
run 0 balance one.db VEN && holds 'Russia perhaps ahead' && holds 'One event only' && holds 'All coverage lies in one period'
say $? "one event is told as one, without an interval that means something"
run 0 balance day.db VEN && holds 'All coverage lies in one period: no change can be seen'
say $? "on one day no change can be seen"
run 0 threats day.db --format jsonl && holds '"outcome":"open"' && ! grep -q not_seen out
say $? "without a later day a threat is open, not unseen"
run 0 precedents day.db VEN && holds 'no precedent: the record holds no earlier episode' && run 0 precedents one.db VEN && holds 'too little to compare'
say $? "precedents are refused where there is too little"
run 0 alerts one.db && holds '0 alerts from 0 series'
say $? "no series, no alerts"
run 0 balance future.db VEN && holds '2091'
say $? "dates in the future are dates"
run 2 balance day.db Korea && grep -q "'Korea' may be South Korea (KOR) or North Korea (PRK); give the code" err && run 0 balance day.db 'North Korea'
say $? "a country that may be two is asked for again"
run 0 balance day.db VEN --patrons VEN && holds 'Venezuela cannot be its own patron'
say $? "no patron but the country itself: said in words"
echo "1..$n"
