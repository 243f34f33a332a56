#!/bin/sh
# outputs.sh BUILD - formats, files that appear when they are whole, full disks, readers that went away, usage.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2
cat >story.txt <<'END'
Planes land in Caracas

By Ann Writer, March 24, 2019

Two Russian planes carrying troops landed in Caracas on Saturday, a local journalist said, and were met by officers.

Officials in Washington called the landing a reckless escalation of the situation and asked Moscow to stop it at once.
END

run 0 read --format text story.txt && holds 'Planes land in Caracas' && holds 'Two Russian planes carrying'
say $? "an article as text"
run 0 read --format md story.txt && holds '# Planes land in Caracas'
say $? "an article as Markdown"
run 0 read --format text --explain story.txt && holds 'KEPT' && holds 'paragraph' && holds 'weight'
say $? "--explain says what was kept and why"
run 0 read --explain story.txt && holds '"weight":' && holds '"role":"paragraph"'
say $? "--explain as JSON"
run 0 parse story.txt && holds '# newdoc id = story' && grep -q "^1	Two	" out
say $? "parse writes CoNLL-U"
cp out story.conllu && run 0 parse story.conllu && cmp -s out story.conllu
say $? "CoNLL-U read and written again is the same"

run 2 read --format gdelt story.txt && grep -q "format 'gdelt' is not available" err
say $? "a format that a verb has not is a mistake of use"
run 2 nosuch && grep -q "no verb 'nosuch'" err
say $? "an unknown verb is a mistake of use"
run 2 read --nosuch story.txt && grep -q 'no such option: --nosuch' err
say $? "an unknown option is a mistake of use"
run 2 read story.txt --limit && grep -q 'a value is missing after --limit' err
say $? "an option without its value is a mistake of use"
run 2 read --limit=3x story.txt && grep -q "'3x' is no number" err
say $? "a number that is none is a mistake of use"
run 0 read --help && holds 'usage: upperhand read' && holds '--limit N' && run 0 --help && run 0 --version && holds 'upperhand 0.'
say $? "help and version"

run 0 read story.txt -o new.jsonl && [ ! -s out ] && [ -s new.jsonl ] && [ "$(ls | grep -c '^new.jsonl')" -eq 1 ]
say $? "-o writes a file"
echo old >kept && run 1 read story.txt -o no/such/folder/x && [ "$(cat kept)" = old ]
say $? "-o into a folder that is not there fails"
grep -q 'upperhand: no/such/folder/x: cannot write: No such file or directory' err
say $? "and says so"

if [ -c /dev/full ]; then
    run 1 read story.txt -o /dev/full && said '/dev/full: cannot write: No space left on device' && [ -c /dev/full ]
    say $? "a full disk behind -o is an error"
    "$uh" read story.txt >/dev/full 2>err
    [ $? -eq 1 ] && said 'standard output: cannot write: No space left on device'
    say $? "a full disk behind standard output is an error"
else
    say 0 "a full disk behind -o is an error # SKIP no /dev/full"
    say 0 "a full disk behind standard output is an error # SKIP no /dev/full"
fi

i=0
while [ $i -lt 3000 ]; do
    echo "{\"id\":\"r$i\",\"text\":\"Iran and Iraq met in town $i on Friday.\"}"
    i=$((i + 1))
done >many.jsonl
{ "$uh" read many.jsonl 2>err; echo $? >status; } | head -n 1 >out
[ "$(cat status)" -eq 1 ] && [ ! -s err ] && lines 1
say $? "a reader that went away ends the run quietly"
"$uh" read many.jsonl >&- 2>err
[ $? -eq 1 ] && grep -q 'cannot write' err
say $? "a closed standard output is an error"
finish
