#!/bin/sh
# balance.sh BUILD - balance and report at the command line: countries by name, questions that cannot be answered, the
# four formats, the page.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
checker=$PWD/tests/python/page.py
cd "$work" || exit 2

run 0 add r.db "$samples" -q
run 0 balance r.db VEN && cp out by-code && run 0 balance r.db venezuela && cmp -s out by-code && run 0 balance r.db ven && cmp -s out by-code
say $? "a country by code and by name is the same"
run 2 balance r.db Atlantis && [ ! -s out ] && grep -q "no country 'Atlantis'; expected a code" err
say $? "an unknown country is a mistake of use"
run 2 balance r.db Venezula && grep -q "did you mean Venezuela (VEN)?" err
say $? "a misspelt country is met with a suggestion"
run 2 balance r.db '' && grep -q "no country ''" err
say $? "an empty name is no country"
run 2 balance r.db VEN --patrons USA,Nowhere && grep -q "'Nowhere'" err
say $? "an unknown patron is named"
run 0 balance r.db VEN --patrons VEN,USA,RUS && holds 'Venezuela cannot be its own patron'
say $? "a country is not its own patron"
run 2 balance r.db VEN --by day && grep -q "by 'day'; expected month, week or year" err && run 2 balance r.db VEN --strand naval &&
    run 2 balance r.db VEN --since 2019-13-01 && run 2 balance r.db VEN --since 2019-05-01 --until 2019-04-01
say $? "periods, strands and dates are checked"
good=0
for format in table csv jsonl chart; do
    for by in month week year; do
        run 0 balance r.db VEN --by $by --format $format && [ -s out ] && ! grep -qi '\bnan\b' out || good=1
    done
done
say $good "every format by every period"
good=0
for format in table csv jsonl; do
    run 0 balance r.db VEN --compare USA,RUS --format $format && [ -s out ] && ! grep -qi '\bnan\b' out || good=1
    run 0 balance r.db VEN --compare Colombia --format $format && [ -s out ] && ! grep -qi '\bnan\b' out || good=1
done
run 0 balance r.db VEN --compare USA,RUS --format csv && holds 'period,first_day,last_day,gap,one,other,patron,share_one' || good=1
say $good "two patrons and two countries side by side"
run 2 balance r.db VEN --compare venezuela && grep -q 'twice the same' err && run 2 balance r.db VEN --compare USA,USA &&
    run 2 balance r.db VEN --compare USA,VEN && grep -q 'cannot be its own patron' err && run 2 balance r.db VEN --compare Atlantis &&
    grep -q "no country 'Atlantis'" err && run 2 balance r.db VEN --compare USA,Nowhere && run 2 balance r.db VEN --compare COL --format chart
say $? "what cannot be compared is said"
run 0 balance r.db TUV --compare KIR && holds 'no answer'
say $? "two countries that nothing is told of have no answer"
run 0 balance r.db VEN --since 2031-01-01 && holds 'No answer'
say $? "a time without articles has no answer"
run 0 balance r.db TUV && holds 'No answer'
say $? "a country that nothing is told of has no answer"
run 0 report r.db VEN -o a.html && run 0 report r.db Venezuela -o b.html && cmp -s a.html b.html && [ "$(grep -c '<h1>' a.html)" -eq 1 ]
say $? "the page is the same for the same record"
! grep -Eq "(src|href) *= *[\"']?(https?:)?//[^\"']+\.(js|css|png|svg|woff2?)" a.html && grep -q "default-src 'none'" a.html
say $? "the page needs nothing from outside"
if command -v python3 >/dev/null; then
    run 0 report r.db RUS -o c.html && run 0 report r.db NOR -o d.html && run 0 report r.db FJI -o e.html && python3 "$checker" a.html c.html d.html e.html
    say $? "the page: headings in steps, links that lead somewhere, a name for each drawing and field, nothing fetched"
    rm -f c.html
else
    say 0 "what every page must hold # SKIP no python3"
fi
run 2 report r.db Atlantis -o c.html && [ ! -e c.html ]
say $? "a refused question leaves no page"
run 0 add e.db --limit 1 "$samples"/2019-05-25-harbour-gazette-weather.html -q && run 0 balance e.db VEN && holds 'No answer' && run 0 report e.db VEN && holds '<h1>No answer'
say $? "a record without events gives an answer in words"
run 1 balance none.db VEN && grep -q 'none.db' err && [ ! -e none.db ]
say $? "a missing record is not made by the question"
good=0
for format in table csv tsv jsonl chart; do
    run 0 threats r.db --format $format || good=1
    [ $format = jsonl ] || [ -s out ] || good=1 # the others have a heading
done
run 0 threats r.db --country VEN --since 2019-01-01 --until 2019-12-31 --format csv && holds 'by,to,act_type' || good=1
say $good "the ledger of threats in every format"
good=0
for format in table csv jsonl; do
    run 0 threats r.db --by kind --format $format && ! grep -qi '\bnan\b' out || good=1
done
run 0 threats r.db --by kind --format csv && holds 'side,act_type,form,threats,carried_out' && run 2 threats r.db --by colour &&
    grep -q "by 'colour'; expected kind" err || good=1
say $good "the rates of threats by kind"
run 2 threats r.db --since yesterday && grep -q "since 'yesterday' is no date" err
say $? "the dates of the ledger are checked"
good=0
for format in table csv tsv jsonl; do
    run 0 precedents r.db VEN --format $format && [ -s out ] || good=1
done
run 0 precedents r.db venezuela --format table && holds 'Venezuela, 2019-07' && holds 'compared with' || good=1
say $good "precedents in every format"
run 0 precedents r.db VEN && cp out first && run 0 precedents r.db VEN && cmp -s out first
say $? "precedents are the same for the same record"
run 0 precedents r.db TUV && holds 'too little to compare: 0 steps' && run 0 precedents r.db VEN --until 2019-02-01 && holds 'no precedent: the record holds no earlier episode'
say $? "precedents are refused where there is too little"
run 2 precedents r.db Atlantis && run 2 precedents r.db VEN --window 3 && grep -q 'a window has 7 to 3660 days' err
say $? "the question of precedents is checked"
good=0
for format in table csv tsv jsonl; do
    run 0 alerts r.db --format $format || good=1
done
run 0 alerts r.db --country venezuela && holds ' series of at least 5 events' || good=1
say $good "alerts in every format"
run 2 alerts r.db --country Atlantis && run 2 alerts r.db --until soon
say $? "the question of alerts is checked"
good=0
for by in matter dispute source; do
    for format in table csv tsv jsonl; do
        run 0 claims r.db --by $by --format $format && ! grep -qi '\bnan\b' out || good=1
    done
done
run 0 claims r.db --by source --format csv && holds 'source,told,confirmed,denied,rate,low,high' || good=1
run 0 claims e.db --by source && run 0 claims e.db --by dispute || good=1
say $good "claims by matter, contradiction and source, also of a record without events"
run 2 claims r.db --by mood && grep -q "by 'mood'; expected day, matter, dispute or source" err && run 2 claims r.db --by source --type AID &&
    grep -q 'type means nothing for this list' err && run 2 claims r.db --by dispute --since soon
say $? "the questions to claims are checked"
echo "1..$n"
