#!/bin/sh
# serve.sh BUILD - the record in the browser: every page loads, filters stand in the address, evidence is one click away,
# what pages say stays text, nothing can be written or reached beside it. By hand over a socket, and, where it is
# installed, in headless Chromium.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
fetcher=$PWD/tests/python/fetch.py
checker=$PWD/tests/python/page.py
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
    say 0 "the record in the browser # SKIP no python3"
    finish
    exit
fi
cd "$work" || exit 2

cat >hostile.jsonl <<'END'
{"id":"<b>1</b>","date":"2019-03-02","title":"<script>document.title='owned'</script>","url":"javascript:document.title='owned'","site":"a\"onmouseover=\"x","text":"Russia accused the United States of \"<img src=x onerror=document.title='owned'>\" on Friday. Russia sent medicine to Venezuela on Friday. Washington threatened Venezuela with sanctions on Friday."}
{"id":"2","date":"2019-04-02","title":"Aid","url":"https://a.example/2","text":"China sent medicine to Caracas on Monday. The United States imposed sanctions on Venezuela on Monday."}
END
run 0 add r.db hostile.jsonl -q
cp r.db before.db

"$uh" serve r.db --port 0 >address 2>problem &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
tries=0
while [ ! -s address ] && [ $tries -lt 150 ]; do
    tries=$((tries + 1))
    sleep 0.2
done
port=$(sed -n 's|^http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' address)
[ -n "$port" ]
say $? "it says where it listens"

# answers STATUS PATH [METHOD [HOST]]: the answer is in out
answers() {
    want=$1
    shift
    python3 "$fetcher" "$port" "$@" >out 2>err
    [ "$(head -1 out)" = "$want" ] && return 0
    echo "# $(head -1 out) where $want was expected: $*"
    return 1
}
# each WORD...: check WORD for each of them; false where one is not so.
each() {
    bad=0
    for one in "$@"; do
        check "$one" || {
            echo "# at: $one"
            bad=1
        }
    done
    return $bad
}
lacks() { # TEXT: nowhere in the answer
    ! grep -qF -e "$1" out && return 0
    echo "# there: $1"
    return 1
}

answers 200 / && holds '>What the record holds<' && holds 'href="/country/VEN"' && answers 200 /claims && answers 200 /threats &&
    answers 200 '/threats?country=VEN' && holds 'threatened'
say $? "overview, claims and threats load"
answers 200 /events && holds 'on Monday' && holds 'on Friday' &&
    answers 200 '/events?country=VEN&type=AID&since=2019-04-01' && holds 'China' && lacks 'on Friday' && holds 'value="VEN"' &&
    holds '<option selected>AID'
say $? "a filter stands in the address, and in the form"
answers 200 '/events?text=nosuchword' && holds 'No event answers to this.' && answers 400 '/events?since=soon' && holds 'since' &&
    answers 400 '/events?type=LOVE' && answers 400 '/events?score=high' && answers 200 '/events?score=.2&place=VEN' &&
    holds 'name="score" type="text" value=".2"'
say $? "a filter that finds nothing and one that cannot be say so"
answers 200 '/events?type=AID&country=VEN' && event=$(grep -o '/event/[0-9a-f]*' out | head -1) && [ -n "$event" ] &&
    answers 200 "$event" && holds 'medicine' && holds 'rule' && holds 'bytes'
say $? "the evidence of an event is one link away"
answers 200 /country/VEN && holds 'class="place"' && holds 'class="edge"' && holds 'id="threats"' && answers 400 /country/Venezula &&
    holds 'did you mean Venezuela'
say $? "the report opens; a misspelt country is met with a suggestion"

check() {
    answers 200 "$1" && lacks '<script>document' && lacks '<script>alert' && lacks '<img' && lacks 'href="javascript' &&
        lacks '"onmouseover' && lacks '"><i>'
}
each /events /claims /threats /country/VEN /country/RUS '/events?text=%3Cscript%3Ealert(1)%3C/script%3E&outlet=%22%3E%3Ci%3E'
say $? "what pages and questions say stays text"
answers 200 /events && holds '&lt;script&gt;document.title' && holds '&lt;img src=x'
say $? "and shows as it was written"

check() {
    answers "$([ "$1" = /nothing ] && echo 404 || echo 200)" "$1" && policy=$(grep '^content-security-policy:' out) || return 1
    case $policy in
    *unsafe* | *http:* | *https:* | *' data:'*) return 1 ;;
    *"default-src 'none'"*"base-uri 'none'"*"frame-ancestors 'none'"*) ;;
    *) return 1 ;;
    esac
    holds 'x-content-type-options: nosniff' && lacks ' style=' && lacks ' onclick='
}
each / /events /threats "$event" /country/VEN /nothing
say $? "every page has a strict policy: nothing from outside, no inline code but its own by its hash"
check() {
    answers "$([ "$1" = /nothing ] && echo 404 || echo 200)" "$1" && sed '1,/^$/d' out >page.html && python3 "$checker" page.html
}
each / /events /threats /claims "$event" /nothing /country/VEN /country/FJI
say $? "every page has headings in steps, links that lead somewhere, a name for each drawing and field"
check() {
    answers 405 /events "$1" && holds 'allow: GET, HEAD'
}
each POST PUT DELETE PATCH OPTIONS TRACE PROPFIND && answers 200 /events HEAD && lacks '<html'
say $? "other methods than GET and HEAD are refused"
check() {
    answers 404 "$1" && lacks 'root:'
}
each /../../etc/passwd /event/../../etc/passwd /%2e%2e/%2e%2e/etc/passwd //etc/passwd '/event/..%2f..%2fetc%2fpasswd' /r.db \
    /.git/config /event/0000000000000000 /event/ /events/x /country && answers 400 '/country/../../etc/passwd' &&
    answers 400 /country/%00
say $? "addresses lead nowhere but to the record"
answers 421 / GET evil.example && answers 421 / GET "evil.example:$port" && answers 200 / GET "localhost:$port"
say $? "a name of another site is refused"
long=$(printf '%070000d' 0)
python3 "$fetcher" "$port" "/events?text=$long" >out 2>err
case $(head -1 out) in 4* | nothing) ;; *) false ;; esac && answers 200 /
say $? "an address without end is refused, and the next question answered"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
# shows PATH: the page after its scripts, as the browser has it, in out
shows() {
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-proxy-server --user-data-dir="$work/browser" --dump-dom \
        "http://127.0.0.1:$port$1" >out 2>err
    [ -s out ] && return 0
    echo "# the browser gave nothing for $1"
    tail -3 err | sed 's/^/# /'
    return 1
}
if [ -n "$browser" ]; then
    shows / && holds '<h1>What the record holds</h1>'
    say $? "in the browser: the overview loads"
    shows '/events?type=AID' && holds 'medicine' && lacks 'imposed sanctions'
    say $? "in the browser: a filter"
    shows "$event" && holds 'medicine'
    say $? "in the browser: the evidence"
    check() {
        shows "$1" && lacks '<title>owned' && lacks '<img'
    }
    each /events /country/VEN /country/RUS
    say $? "in the browser: hostile strings run no code"
    shows '/country/VEN#at-0' && holds '<form class="filter" id="filter">' && holds '<details open=""><summary>'
    say $? "in the browser: the report's own script runs, and a point of the map opens its events"
else
    say 0 "in the browser # SKIP no Chromium"
fi

kill -TERM $server
wait $server
say $? "it ends when told to"
cmp -s r.db before.db && [ ! -s r.db-wal ]
say $? "the record is unchanged"
finish
