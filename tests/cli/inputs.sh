#!/bin/sh
# inputs.sh BUILD - files, folders, lists, compression, and everything that can be wrong with an input.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2
record='{"id":"a","date":"2019-03-24","title":"Planes land","text":"Two Russian planes landed in Caracas on Saturday."}'
echo "$record" >one.jsonl

run 0 read one.jsonl && lines 1 && holds '"id":"a"' && holds '"title":"Planes land"' &&
    holds '"text":"Two Russian planes landed in Caracas on Saturday."'
say $? "an article record is read"

run 3 read none.html && said 'none.html: skipped: cannot open: No such file or directory' && lines 0
say $? "a missing file is named with its cause"

run 3 read none.html one.jsonl && lines 1
say $? "a missing file does not stop the others"

: >empty.html
run 3 read empty.html && said 'empty.html: skipped: the input is empty'
say $? "an empty file is named"

if [ "$(id -u)" -ne 0 ]; then
    mkdir closed && chmod 000 closed
    run 3 read closed && said 'closed: skipped: cannot read the folder: Permission denied'
    say $? "a folder without permission is named"
    chmod 700 closed
else
    say 0 "a folder without permission is named # SKIP root may read all"
fi

printf '[1,2,3]\n%s\n{broken\n"word"\n{"id":"b"}\n\n' "$record" >mixed.jsonl
run 3 read mixed.jsonl && lines 1 &&
    said 'mixed.jsonl:1: skipped: no article record: expected an object' &&
    said 'mixed.jsonl:3: skipped: no article record: expected a key in quotes' &&
    said 'mixed.jsonl:4: skipped: no article record: expected an object' &&
    said 'mixed.jsonl:5: skipped: a record without text (looked for text, maintext, text_content, event_text, body, content)'
say $? "broken lines are named by number and passed over"

printf '{"id":"b","text":"caf\351 \223news\224 of the day in Caracas"}\n%s\n' "$record" >bytes.jsonl
run 0 read bytes.jsonl && lines 2 && holds 'café “news” of' &&
    said 'bytes.jsonl:1: no UTF-8 from byte 21 on; read as WINDOWS-1252'
say $? "records in another charset are read, with a note"
{ printf '{"id":"b","text":"a\377b' && i=0 && while [ $i -lt 101 ]; do printf 'é'; i=$((i + 1)); done && echo '"}'; } >slip.jsonl
run 0 read slip.jsonl && lines 1 && holds '"text":"a�bé' &&
    said 'slip.jsonl:1: 1 bytes that are no UTF-8 were replaced, the first at byte 19'
say $? "a slip in UTF-8 is mended with a note"
wide() { # FROM TO ORDER: ASCII as UTF-16 with a mark
    [ "$3" = le ] && printf '\377\376' >"$2" || printf '\376\377' >"$2"
    od -An -v -tx1 "$1" | tr -s ' ' '\n' | sed '/^$/d' | while read -r byte; do
        [ "$3" = le ] && printf "\\$(printf %o 0x"$byte")\\0" || printf "\\0\\$(printf %o 0x"$byte")"
    done >>"$2"
}
wide one.jsonl le.jsonl le && wide one.jsonl be.jsonl be && tail -c +3 le.jsonl >bare.jsonl
for name in le be bare; do
    run 0 read $name.jsonl && lines 1 && holds '"title":"Planes land"' && grep -q 'the text is UTF-16' err
    say $? "UTF-16 is read: $name"
done

{ printf '{"id":"long","text":"' && head -c 70000000 /dev/zero | tr '\0' x && printf '"}\n%s\n' "$record"; } >long.jsonl
run 3 read long.jsonl && lines 1 &&
    said 'long.jsonl:1: skipped: a line of 70000023 bytes, over the limit of 67108864'
say $? "a line over the limit is passed over"
rm long.jsonl

gzip -c one.jsonl >one.jsonl.gz
run 0 read one.jsonl.gz && lines 1
say $? "gzip is unpacked"
cat one.jsonl.gz one.jsonl.gz >two.jsonl.gz
run 0 read two.jsonl.gz && lines 2
say $? "all members of a gzip are read"

i=0
while [ $i -lt 2000 ]; do
    echo "{\"id\":\"r$i\",\"text\":\"Iran and Iraq met in town $i on Friday, $((i * 7919 % 10007)).\"}"
    i=$((i + 1))
done >many.jsonl
gzip -c many.jsonl >many.jsonl.gz
size=$(wc -c <many.jsonl.gz)
head -c $((size - 30)) many.jsonl.gz >cut.jsonl.gz
run 3 read cut.jsonl.gz && [ "$(wc -l <out)" -gt 1900 ] &&
    said "cut.jsonl.gz: byte $((size - 30)): cut short: the gzip ends in the middle of a member"
say $? "a truncated gzip gives what can be read, then its place"

{ cat one.jsonl.gz && echo rubbish; } >behind.jsonl.gz
run 3 read behind.jsonl.gz && lines 1 && grep -q 'no gzip stand behind the last member' err
say $? "bytes behind the last member are named"

head -c 200000000 /dev/zero | gzip -1 >bomb.gz
run 3 read bomb.gz && [ -s err ]
say $? "a bomb ends with a note"

if command -v zstd >/dev/null; then
    zstd -q one.jsonl -o one.jsonl.zst
    run 0 read one.jsonl.zst && lines 1
    say $? "zstd is unpacked"
else
    say 0 "zstd is unpacked # SKIP no zstd program"
fi

mkdir -p tree/b tree/a/deep tree/.hidden
for name in tree/b/2 tree/a/1 tree/a/deep/0 tree/c tree/.hidden/9; do
    echo 'Two Russian planes landed in Caracas on Saturday, officials said.' >"$name.txt"
done
run 0 read tree && grep -o '"id":"[^"]*"' out | tr '\n' ' ' >ids && [ "$(cat ids)" = '"id":"1" "id":"0" "id":"2" "id":"c" ' ]
say $? "folders are walked in the order of their names"

ln -s .. tree/a/deep/loop
run 3 read tree && lines 4 && grep -q 'loop: skipped: the folder leads back into itself' err
say $? "a folder inside itself is passed over"
rm tree/a/deep/loop

printf 'one.jsonl\n\ntree/a\nnone.txt\n' >list
run 3 read @list && lines 3 && said 'none.txt: skipped: cannot open: No such file or directory'
say $? "a list of paths is followed"
run 3 read @nolist one.jsonl && lines 1 && said 'nolist: skipped: cannot open: No such file or directory'
say $? "a missing list is named"

"$uh" read - <one.jsonl >out 2>err && lines 1 && holds '"id":"a"'
say $? "standard input is read"
"$uh" read <one.jsonl >out 2>err
[ $? -eq 2 ] && grep -q 'an argument is missing' err
say $? "a verb without a path is a mistake of use"

printf '%%PDF-1.4 ...' >page.pdf
run 3 read page.pdf && said 'page.pdf: skipped: the input is a PDF file, which is not read'
say $? "what is no page is named"
mkdir noise # bytes of a program, behind what starts a text, a page and a record
for start in '' '<p>' '{' '['; do { printf '%s' "$start" && tail -c +20000 "$uh" | head -c 100000; } >"noise/a$start"; done
echo page > page.txt
tar -cf pages.tar page.txt
run 3 read pages.tar && said 'pages.tar: skipped: the input is a tar file, which is not read'
say $? "an archive of files is named, not read as a text"
run 3 read noise && [ "$(grep -c 'skipped: the input is neither text nor known data' err)" = 4 ] && lines 0
say $? "noise is passed over"

printf '{"hash":"h1","maintext":"Oil is sold in Basra.","title_rss":"x","date_publish":"2020-01-02 00:00:00","title":"None","source_domain":"a.example","authors":["A B","C D"]}\n' >alias.jsonl
printf '{"text":"None","maintext":"Gas is sold in Doha.","id":7,"metadata":{"url":"http://b.example/x","date":"2020-02-03"}}\n' >>alias.jsonl
run 0 read alias.jsonl && lines 2 && holds '"id":"h1"' && holds '"title":null' && holds '"date":"2020-01-02"' &&
    holds '"site":"a.example"' && holds 'Oil is sold' && holds '"id":"7"' && holds 'Gas is sold' &&
    holds '"url":"http://b.example/x"' && holds '"date":"2020-02-03"' && holds '"authors":["A B","C D"]'
say $? "fields are known by all their names"

printf '[\n  {"id": "x",\n   "text": "Iran sold oil."},\n  {"text": "Iraq sold oil."}, 7\n]\n' >pretty.json
printf '{\n "id": "y", "text": "Oman sold oil."\n}\n{\n "id": "z", "text": "Cuba sold oil."\n}\n{\n "id"' >two.json
run 3 read pretty.json two.json && lines 4 && holds '"id":"x"' && holds '"id":"pretty-2"' && holds '"id":"z"' &&
    said 'pretty.json: byte 76: skipped: no article record: expected an object' &&
    said 'two.json: byte 89: cut short: broken JSON: expected : after a key'
say $? "JSON documents over several lines are read"

cat >feed.xml <<'END'
<rss version="2.0"><channel><title>The Paper</title><item><title>Iran sells oil</title><guid>p1</guid>
<pubDate>Thu, 24 Jan 2019 10:00:00 GMT</pubDate><author>a@p.example (Ann Roe)</author>
<description>&lt;h1&gt;Another title&lt;/h1&gt;&lt;p&gt;Iran sold oil to Iraq on Thursday, officials said.&lt;/p&gt;</description>
</item><item><title>Second</title><guid>p2</guid><description>Cuba bought oil & gas.</description></item></channel></rss>
END
run 0 read feed.xml && lines 2 && holds '"id":"p1"' && holds '"title":"Iran sells oil"' && holds '"date":"2019-01-24"' &&
    holds '"authors":["Ann Roe"]' && holds '"site":"The Paper"' && holds 'Iran sold oil to Iraq' &&
    holds '"text":"Cuba bought oil & gas."' && grep -q 'feed.xml: byte [0-9]*: not well-formed: ' err
say $? "a feed gives an article an item; what it says of them counts; a fault is a note"

response() { # BODY: a record of a web archive
    http=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$1")
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://www.p.example/1\r\n'
    printf 'Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' "${#http}" "$http"
}
response '<html><h1>Oil</h1><p>Iran sold oil to Iraq on Thursday, officials said.</p>' >one.warc
run 0 read one.warc && lines 1 && holds '"id":"<urn:uuid:1>"' && holds '"url":"http://www.p.example/1"' && holds 'Iran sold oil to Iraq'
say $? "a web archive is read"
{ gzip -c one.warc && gzip -c one.warc | tr 'a-m' 'n-z' && gzip -c one.warc; } >torn.warc.gz
run 3 read torn.warc.gz && [ "$(grep -c 'Iran sold oil' out)" -ge 2 ] && grep -q 'torn.warc.gz: byte [0-9]*: damaged: ' err
say $? "a damaged member of a web archive is passed over"

run 0 read --limit 3 many.jsonl && lines 3
say $? "--limit counts pages"
run 0 read --since 2019-04-01 one.jsonl alias.jsonl && lines 2
say $? "--since leaves earlier articles out"
run 2 read --since tomorrow one.jsonl && grep -q "expected YYYY-MM-DD" err
say $? "a date that is none is a mistake of use"

run 0 read -j1 many.jsonl tree && mv out one && run 0 read -j2 many.jsonl tree && cmp -s one out &&
    run 0 read -j 7 many.jsonl tree && cmp -s one out
say $? "the output is the same for every number of jobs"
finish
