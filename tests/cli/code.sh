#!/bin/sh
# code.sh BUILD - events as JSON lines and as rows, from a tree given as CoNLL-U so that nothing depends on a parser.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2
row() { printf '%s\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t%s\n' "$@"; }
{
    echo '# newdoc id = warning'
    echo '# text = Iran threatened Iraq with "war", he said.'
    row 1 Iran Iran PROPN NNP 2 nsubj Name=B-LOC
    row 2 threatened threaten VERB VBD 10 ccomp _
    row 3 Iraq Iraq PROPN NNP 2 obj Name=B-LOC
    row 4 with with ADP IN 6 case _
    row 5 '"' '"' PUNCT '``' 6 punct SpaceAfter=No
    row 6 war war NOUN NN 2 obl SpaceAfter=No
    row 7 '"' '"' PUNCT "''" 6 punct SpaceAfter=No
    row 8 , , PUNCT , 10 punct _
    row 9 he he PRON PRP 10 nsubj _
    row 10 said say VERB VBD 0 root SpaceAfter=No
    row 11 . . PUNCT . 10 punct _
    echo
    echo '# newdoc id = quiet'
    echo '# text = Rain fell.'
    row 1 Rain rain NOUN NN 2 nsubj _
    row 2 fell fall VERB VBD 0 root SpaceAfter=No
    row 3 . . PUNCT . 2 punct _
    echo
} >trees.conllu

run 0 code trees.conllu && lines 2 && holds '{"id":"quiet","date":null,"events":[]}' && holds '"type":"THREATEN"' &&
    holds '"actor":["IRN"]' && holds '"recipient":["IRQ"]' && holds '"actor_text":["Iran"]' && holds '"trigger":"threatened"' &&
    holds '"said_by":"he"' && holds '"sentence":"Iran threatened Iraq with \"war\", he said."' && holds '"quad":"VX"'
say $? "a line a document, with its events"
for key in type mode contexts actor recipient actor_text recipient_text trigger status said_by said_by_code date \
    date_precision place quad intensity score rule sentence start end; do
    holds "\"$key\":" || echo "# no $key" >>missing
done
[ ! -e missing ]
say $? "with every field of the manual"
start=$(grep -o '"start":[0-9]*' out | head -n 1 | cut -d: -f2)
end=$(grep -o '"end":[0-9]*' out | head -n 1 | cut -d: -f2)
[ "$start" -lt "$end" ] && tail -c +$((start + 1)) trees.conllu | head -c $((end - start)) | grep -q threatened
say $? "start and end are the bytes of the sentence in the input"
run 0 code --explain trees.conllu && holds '"why":"' && holds '"counts":['
say $? "--explain says why"
echo 'The summit between friends was hard. Russia slept while it might attack Ukraine.' >quiet.txt
run 0 code --explain quiet.txt && holds '"sides":[{"text":"Russia","codes":["RUS"],"sector":null,"head":1,"why":"countries.txt' &&
    holds '"stopped":[{"trigger":"attack","type":"ASSAULT","why":"' && holds '"tree":["1 Russia Russia PROPN 2 nsubj"'
say $? "--explain shows a sentence without events: its sides, its tree, and the word at which coding stopped"

# Each event ends with its bytes; what --explain adds stands behind them.
events_of() {
    grep -o '"type":"[A-Z]*","mode"[^}]*"end":[0-9]*' out >"$1"
}
run 0 code "$samples" && events_of some && run 0 code --explain "$samples" && events_of all && [ "$(wc -l <some)" -gt 50 ] &&
    cmp -s some all
say $? "the events are those of --explain, which gives every sentence its tree"

run 0 code --format csv trees.conllu && lines 2 && [ "$(tr -dc '\r' <out | wc -c)" -eq 2 ] && holds 'id,date,type,mode,' &&
    holds '"Iran threatened Iraq with ""war"", he said."' && holds 'warning,,THREATEN,'
say $? "CSV has a heading, quotes and a row an event"
run 0 code --format tsv trees.conllu && lines 2 && [ "$(head -n 1 out | tr -dc '\t' | wc -c)" -eq "$(tail -n 1 out | tr -dc '\t' | wc -c)" ]
say $? "TSV has as many fields in each row"

run 0 add a.db trees.conllu && run 0 events a.db --format jsonl && lines 1 && holds '"THREATEN"' &&
    id=$(grep -o '"id":"[0-9a-f]*"' out | head -n 1 | cut -d'"' -f4) && run 0 explain a.db "$id" && holds 'Iran threatened Iraq' && holds '  rule  '
say $? "an event of a record leads to its sentence and its rule"
finish
