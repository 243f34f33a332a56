#!/bin/sh
# export.sh BUILD - events in the formats of others: what came in a layout goes out as it came, our own events can be
# taken in again, maps and networks are well-formed.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
top=$PWD
samples=$PWD/samples
formats=$PWD/build/data/formats
cd "$work" || exit 2

# Rows of each layout, in the order of export: by day, then by the ids of the record.
i=1
while [ $i -le 40 ]; do
    printf '9%05d\t201903%02d\t201903\t2019\t2019.2\tUSAGOV\tWASHINGTON\tUSA\t\t\t\t\tGOV\t\t\tIRN\t"IRAN" \t'"IRN\t\t\t\t\t\t\t\t1\t%s\t%s\t%s\t4\t-2.0\t5\t3\t5\t-1.5\t" \
        $i $((i % 28 + 1)) 0841 084 08
    printf '1\tUSA\tUS\tUS\t\t38.9\t-77.0\tUS\t1\tIran\tIR\tIR\t\t32\t53\tIR\t1\tIran\tIR\tIR\t\t32.0\t53.0\tIR\t20190325120000\thttp://a.example/%d\n' $((i / 3))
    i=$((i + 1))
done >g.csv
run 0 import g.db g.csv && run 0 export g.db --format gdelt -o g.out && sort g.csv >g.1 && cp g.1 g.2 && sort g.out | cmp -s - g.1
say $? "GDELT 2.0: in and out again, field by field the same"
awk -F'\t' -v OFS='\t' '{ $40 = ""; print }' g.csv | cut -f1-39,41-47,49-55,57- >g1.csv
[ "$(head -1 g1.csv | awk -F'\t' '{ print NF }')" -eq 58 ] && run 0 import g1.db g1.csv && run 0 export g1.db --format gdelt1 -o g1.out &&
    sort g1.csv >g.1 && sort g1.out | cmp -s - g.1
say $? "GDELT 1.0 the same"
run 0 export g1.db --format gdelt -o g1.as2 && sort g1.as2 | cmp -s - g.2 && run 0 export g.db --format gdelt1 -o g2.as1 &&
    awk -F'\t' -v OFS='\t' '{ $57 = substr($57, 1, 8); print }' g1.csv | sort >g.3 && sort g2.as1 | cmp -s - g.3 &&
    sed 's/20190325120000/20190325/' g1.csv >g1d.csv && run 0 import g1d.db g1d.csv && run 0 export g1d.db --format gdelt && grep -c '	20190325000000	http' out | grep -qx 40
say $? "and each of GDELT's two as the other, with all fields"
{
    printf 'Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n'
    printf '77\t2018-06-01\tForeign Affairs (Chad)\tExecutive,Foreign Ministry,Government\tChad\tConsult\t040\t1\tPolice (Niger)\tGovernment,Police\tNiger\t5001\t2\tPaper\tNiamey\tNA\tNiamey\tNiger\t13.5\t2.1\n'
    printf '78\t2018-06-02\tUnited Nations\tGlobal Diplomatic IGOs\tNA\tPraise or endorse\t051\t3.4\tMali\tNA\tMali\t5002\t1\tPaper\tNA\tNA\tNA\tMali\tNA\tNA\n'
} >i.tab
run 0 import i.db i.tab && run 0 export i.db --format icews -o i.out && cmp -s i.tab i.out
say $? "ICEWS with its heading"
if [ -s "$formats/icews/events.2018.sample.tab" ]; then
    run 0 import f.db "$formats/icews/events.2018.sample.tab" -q && run 0 export f.db --format icews -o f.out &&
        sort "$formats/icews/events.2018.sample.tab" >f.1 && sort f.out | cmp -s - f.1
    say $? "ICEWS: a published sample of 3,705 rows"
else
    say 0 "ICEWS: a published sample # SKIP not beside this checkout"
fi
if [ -s "$formats/gdelt/westafrica_1986.csv" ] && command -v python3 >/dev/null; then
    run 0 import w.db "$formats/gdelt/westafrica_1986.csv" -q && run 0 export w.db --format gdelt1 -o w.out &&
        python3 - "$formats/gdelt/westafrica_1986.csv" w.out <<'END'
import csv, sys
wanted = {row[0]: row[:58] for row in csv.reader(open(sys.argv[1], encoding="utf-8"))}
del wanted["GLOBALEVENTID"]
got = {row[0]: row for row in (line.rstrip("\n").split("\t") for line in open(sys.argv[2], encoding="utf-8"))}
sys.exit(got != wanted)
END
    say $? "GDELT 1.0 as CSV with names: a published sample of 6,320 rows"
else
    say 0 "GDELT 1.0: a published sample # SKIP not beside this checkout"
fi

# our own events: out, and in again
run 0 add s.db "$samples" -q && run 0 events s.db --status asserted --format jsonl -o own.jsonl
for layout in gdelt gdelt1 icews polecat; do
    run 0 export s.db --format $layout -o own.$layout && run 0 import back.$layout.db own.$layout &&
        run 0 events back.$layout.db --format jsonl && lines "$(grep -c "$(printf '\t')" own.$layout | awk -v l=$layout '{ print $1 - (l == "icews" || l == "polecat") }')"
    say $? "our own events as $layout are taken in again"
    run 0 export back.$layout.db --format $layout -o again.$layout && sort own.$layout >own.sorted && sort again.$layout | cmp -s - own.sorted
    say $? "and go out again field by field the same"
    run 0 balance back.$layout.db VEN --format csv && run 0 threats back.$layout.db && run 0 alerts back.$layout.db && run 0 precedents back.$layout.db VEN &&
        run 0 report back.$layout.db VEN -o r.html && [ -s r.html ]
    say $? "the analyses run on them"
done
run 0 events back.polecat.db --format csv -o back.csv && run 0 export s.db --format csv --status asserted -o own.csv
for file in own back; do # sides with several codes or a part of an organisation are more than the layout can say
    cut -d, -f2,4-8 $file.csv | grep '^[0-9]' | awk -F, '$5 $6 !~ /[|]/ && $5 $6 !~ /IGO|UNO/' | sort -u >$file.rows
done
[ "$(comm -13 own.rows back.rows | wc -l)" -eq 0 ] && [ "$(comm -12 own.rows back.rows | wc -l)" -gt 100 ]
say $? "what comes back from POLECAT's layout is what went out: day, type, mode, contexts, sides"
run 0 export s.db --format gdelt --status denied && lines 0 && grep -q 'have no place in this format and are left out' err
say $? "what was denied is no event of GDELT"
"$uh" code "$samples" --format polecat -q >c.polecat && "$uh" code "$samples" --format icews -q -j1 >c.1 && "$uh" code "$samples" --format icews -q -j2 >c.2 &&
    cmp -s c.1 c.2 && [ "$(head -1 c.polecat | cut -f1-3)" = "$(printf 'Event ID\tEvent Date\tEvent Type')" ] && [ "$(wc -l <c.polecat)" -gt 100 ]
say $? "code writes the layouts too"

run 0 export s.db --format geojson -q -o m.geojson && run 0 export s.db --format graphml -q -o n.graphml && run 0 export s.db --format gexf -q -o n.gexf &&
    [ -s m.geojson ] && [ -s n.gexf ]
say $? "a map and networks"
if command -v python3 >/dev/null; then
    python3 - <<'END'
import json
m = json.load(open("m.geojson", encoding="utf-8"))
assert m["type"] == "FeatureCollection"
for f in m["features"]:
    x, y = f["geometry"]["coordinates"]
    assert -180 <= x <= 180 and -90 <= y <= 90 and f["properties"]["type"]
END
    say $? "the map has its points on the earth"
    python3 -B "$top/tests/python/network.py" n.graphml n.gexf >said && said=$(cat said)
    say $? "the networks are what the schemas of GraphML and GEXF demand: $said"
else
    say 0 "the map and the networks are well-formed # SKIP no python3"
fi
run 2 export s.db --format xml && run 1 export none.db
say $? "usage"
finish
