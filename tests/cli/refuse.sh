#!/bin/sh
# refuse.sh BUILD - files that are no record, or no whole one, or none of this program's: named, and left as they are to
# the byte, by every verb that opens a record.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
samples=$PWD/samples
cd "$work" || exit 2

printf '%s\n' '{"id":"a","date":"2019-03-03","text":"Iran warned Iraq on Saturday. Iraq said that Iran had attacked Kuwait."}' >a.jsonl
run 0 add good.db "$samples" -q
id=$("$uh" events good.db --format csv --limit 1 | tail -n 1 | cut -d, -f1)

patch() { # FILE BYTE OCTAL...: writes bytes into a file
    file=$1
    at=$2
    shift 2
    for byte in "$@"; do
        printf "\\$byte" | dd of="$file" bs=1 seek="$at" conv=notrunc 2>/dev/null
        at=$((at + 1))
    done
}

# each FILE TEXT VERB...: every verb ends with 1, says TEXT, and leaves the file and its folder as they were
each() {
    file=$1
    text=$2
    shift 2
    for verb in "$@"; do
        sum=$(cksum <"$file")
        case $verb in
        add) run 1 add "$file" a.jsonl -q ;;
        merge) run 1 merge "$file" good.db ;;
        part) run 1 merge new.db "$file" ;;
        correct) run 1 correct "$file" "$id" reject ;;
        explain) run 1 explain "$file" "$id" ;;
        balance) run 1 balance "$file" VEN ;;
        *) run 1 "$verb" "$file" ;;
        esac || return 1
        grep -q "upperhand: $file: .*$text" err || { sed "s/^/# $verb: /" err; return 1; }
        [ "$(cksum <"$file")" = "$sum" ] || { echo "# $verb changed $file"; return 1; }
        [ ! -s "$file-wal" ] && [ ! -e "$file-journal" ] || { echo "# $verb left files beside $file"; return 1; }
    done
    rm -f new.db new.db-wal new.db-shm
}
writing='add merge correct'
reading='part events stories claims problems stats explain balance threats'

cp good.db newer.db
patch newer.db 60 0 0 0 143
each newer.db 'format 99 of a newer upperhand, this one knows' $writing $reading
say $? "a record of a newer program"
cp good.db other.db
patch other.db 68 1 2 3 4
each other.db 'a database of another program; nothing was changed' $writing $reading
say $? "a database of another program"
head -c 5000 "$uh" >noise.db
each noise.db 'not a database; nothing was changed' $writing $reading
say $? "no database"
head -c 60 good.db >short.db
each short.db 'nothing was changed' $writing $reading
say $? "less than the head of a database"
cp good.db head.db
patch head.db 100 1 1 1 1 1 1 1 1 1 1
each head.db 'the database is damaged; nothing was changed' $writing $reading
say $? "a damaged first page"
head -c $(($(wc -c <good.db) / 2 / 4096 * 4096)) good.db >half.db
each half.db 'the database is damaged; nothing was changed' $writing
say $? "half a record"
if [ "$(id -u)" -ne 0 ]; then
    cp good.db fixed.db && chmod 444 fixed.db && each fixed.db 'read-only' $writing && run 0 events fixed.db
    say $? "a read-only record can be read and not written"
else
    say 0 "a read-only record can be read and not written # SKIP root may write all"
fi

# damage in the middle is met while the record is read: a message, never a crash
good=0
size=$(wc -c <good.db)
i=1
while [ $i -lt 40 ]; do
    cp good.db hurt.db
    at=$((size / 40 * i))
    patch hurt.db $at 377 0 377 0 123 1 2 3 377 377
    for verb in events stories claims stats; do
        "$uh" $verb hurt.db --format jsonl >out 2>err
        status=$?
        [ $status -eq 0 ] || { [ $status -eq 1 ] && grep -q 'hurt.db: ' err; } || { echo "# $verb, damage at $at: exit $status"; good=1; }
    done
    "$uh" add hurt.db a.jsonl -q >out 2>err
    status=$?
    [ $status -eq 0 ] || { [ $status -eq 1 ] && grep -q 'hurt.db: ' err; } || { echo "# add, damage at $at: exit $status"; good=1; }
    rm -f hurt.db hurt.db-wal hurt.db-shm
    i=$((i + 1))
done
say $good "damage anywhere ends in a message"
run 2 import x.db a.jsonl --compare USA && run 2 balance good.db USA --layout icews && run 0 import --help && ! grep -q compare out
say $? "a verb has its own options and no other's"
finish
