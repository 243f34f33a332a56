#!/bin/sh
# threats.sh BUILD - threats in sentences: each way to threaten, and what only looks like a threat; then a small record
# whose ledger is known.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2

# Each line: the threatener and the threatened, "-" nobody; a bar; the sentence.
cat >threats.txt <<'END'
IRN IRQ|Iran said it would close the Strait of Hormuz if Iraq attacked its oil terminals.
RUS IRN|Moscow will answer with force if Iran attacks any Soviet tanker in the Gulf.
ISR IRN|Israel will not tolerate an Iranian presence in Syria, Netanyahu said.
CHN USA|China will be forced to take countermeasures if the United States sells arms to Taiwan, a foreign ministry spokesman said.
USA JPN|The United States would have no choice but to impose tariffs unless Japan opened its markets, officials said.
GBR JPN|The British minister told Japan to resolve the row or face a deterioration in trade relations.
RUS UKR|The Kremlin said Ukraine would pay a heavy price if it attacked Crimea.
TUR SYR|Erdogan gave Assad until the end of February to pull back his troops.
RUS -|Russia said the sanctions would not go unanswered.
IRN USA|Iran said it would regard a U.S. attack as a declaration of war.
TUR GRC|Greece rejected a warning from Turkey that it would stop Athens from drilling in the Aegean Sea.
ECULAB -|Ecuador's union federations called a general strike for next Wednesday to press for higher wages.
JPN USA|Japan warned the United States it may take retaliatory measures if the United States imposes its trade sanctions.
IRQ -|Iraq vowed to keep up raids until the Gulf war ends.
USALEG -|The U.S. Senate threatened to block the nomination until the White House handed over the documents.
END
cat >others.txt <<'END'
Floods threatened the town on Monday.
Economists warned that the tariffs could trigger a recession.
Officials warned farmers not to expect more rain this year.
The airline threatened to cancel the order for 20 jets.
The minister denied that Turkey had threatened Greece with war.
The central bank threatened intervention to support the currency.
The IMF warned Israel that a rise in wages could undo its progress.
The senator vowed to fight the tax on imported oil.
Japan cannot tolerate a further rise of the yen, the minister said.
The groups threaten the stability of the country, the president said.
The centre issued a hurricane warning for the Bahamas.
Mexico would pay for the wall, the president said.
Turkey is ready to take more steps towards Greece, the minister said.
The committee warned that the bill could lead to war.
END

code() { # the threats of one sentence: type, actor, recipient
    printf '%s\n' "$1" | "$uh" code - --format tsv 2>err | awk -F'\t' '$3 == "THREATEN" && $9 == "asserted" { print $3 FS $10 FS $11 }'
}

while IFS='|' read -r sides sentence; do
    by=${sides% *}
    to=${sides#* }
    got=$(code "$sentence")
    [ "$to" = - ] && to=
    case $got in
    "THREATEN	$by"*"	$to"*) say 0 "$sentence" ;;
    *) say 1 "$sentence: said '$got'" ;;
    esac
done <threats.txt
while read -r sentence; do
    got=$(code "$sentence")
    [ -z "$got" ]
    say $? "no threat: $sentence${got:+ said $got}"
done <others.txt

cat >articles.jsonl <<'END'
{"id":"a1","date":"2019-03-01","title":"Ruritanian tariffs","text":"The United States threatened Mexico with tariffs on steel unless Mexico cut its steel exports by March 20, officials said. The steel mills of both countries watched the steel dispute."}
{"id":"a2","date":"2019-03-20","title":"Steel","text":"The United States imposed tariffs on Mexico over steel exports on Wednesday. The steel dispute has gone on for weeks, and the steel mills of both countries suffer."}
{"id":"b1","date":"2019-03-02","title":"Strait","text":"Iran threatened Iraq with an attack on Sunday over the border river, officials said."}
{"id":"c1","date":"2019-03-04","title":"Talks","text":"The president of France visited Poland on Monday."}
{"id":"c2","date":"2019-03-06","title":"Talks","text":"The president of France visited Spain on Wednesday."}
{"id":"c3","date":"2019-03-08","title":"Talks","text":"The president of France visited Italy on Friday."}
{"id":"c4","date":"2019-03-11","title":"Talks","text":"The president of France visited Chile on Monday."}
END
run 0 add r.db articles.jsonl -q && run 0 threats r.db --format jsonl
grep '"by":\["USA"\]' out | grep '"to":\["MEX"\]' | grep -q '"deadline":"2019-03-20".*"outcome":"carried_out","outcome_date":"2019-03-20"'
say $? "a threat that was carried out, with its deadline: $(grep -c . out) rows"
grep '"by":\["IRN"\]' out | grep -q '"outcome":"not_seen"'
say $? "a threat that was not seen to be carried out while there was coverage"
cp out whole
run 0 threats r.db --country MEX --format jsonl && [ "$(grep -c . out)" -eq 1 ] && grep -q carried_out out
say $? "the ledger of one country tells the same"
run 0 threats r.db --format chart && holds 'USA'
say $? "the sides and their rates"
finish
