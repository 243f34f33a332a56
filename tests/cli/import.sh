#!/bin/sh
# import.sh BUILD - other people's event data into a record: each layout, what can be wrong with it, the same again.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
cd "$work" || exit 2

gdelt() { # ID DAY CODE A1CODE A1COUNTRY A1TYPE A2CODE A2COUNTRY URL: a row of GDELT 2.0
    printf '%s\t%s\t201903\t2019\t2019.2\t%s\tONE\t%s\t\t\t\t\t%s\t\t\t%s\tTWO\t%s\t\t\t\t\t\t\t\t1\t%s\t%s\t%s\t4\t-2.0\t5\t3\t5\t-1.5\t' \
        "$1" "$2" "$4" "$5" "$6" "$7" "$8" "$3" "$3" "${3%"${3#??}"}"
    printf '1\tUSA\tUS\tUS\t\t38.9\t-77.0\tUS\t1\tIran\tIR\tIR\t\t32\t53\tIR\t1\tIran\tIR\tIR\t\t32.0\t53.0\tIR\t20190325120000\t%s\n' "$9"
}
gdelt 900000001 20190324 163 USAGOV USA GOV IRN IRN http://www.one.example/a >g.csv
gdelt 900000002 20190324 042 RUS RUS '' SYRGOV SYR http://www.one.example/a >>g.csv
gdelt 900000003 20190325 0841 TUR TUR '' WAF WAF https://two.example/b >>g.csv
run 0 import g.db g.csv && holds '3 rows from 1 files: 3 events of 2 articles; 0 unchanged, 0 skipped'
say $? "GDELT 2.0 by the number of its fields"
run 0 events g.db --format csv && holds ',SANCTION,discontinue,' && holds ',USAGOV,IRN,' && holds 'CONSULT,visit' && holds 'RETREAT,release'
say $? "CAMEO becomes PLOVER, codes stay strings"
run 0 import g.db g.csv && holds '0 events of 0 articles; 3 unchanged, 0 skipped'
say $? "the same file again changes nothing"
id=$("$uh" events g.db --type SANCTION --format csv | sed -n '2s/,.*//p')
run 0 explain g.db "$id" && holds '  code      163' && holds '  row       900000001 | 20190324 | ' && holds 'g.csv, line 1' && ! grep -q 'of the page' out &&
    run 0 explain g.db "$id" --format jsonl && holds '"original":"900000001\t20190324\t'
say $? "its evidence is the row as it came"
gzip -c g.csv >g.csv.gz
run 0 import gz.db g.csv.gz && holds '3 events of 2 articles' && run 0 import gz.db - <g.csv && holds '3 unchanged'
say $? "compressed, and from standard input"
if command -v python3 >/dev/null; then
    python3 - <<'END'
import io, zipfile
class Pipe(io.RawIOBase):  # cannot seek: sizes stand behind the members
    def __init__(self, file): self.file = file
    def writable(self): return True
    def write(self, b): return self.file.write(b)
body = open("g.csv").read()
with zipfile.ZipFile("g.zip", "w", zipfile.ZIP_DEFLATED) as z: z.writestr("20190324.export.CSV", body)
with zipfile.ZipFile("stored.zip", "w") as z: z.writestr("a.csv", body[:body.index("\n") + 1]); z.writestr("b.csv", body[body.index("\n") + 1:])
with zipfile.ZipFile(Pipe(open("pipe.zip", "wb")), "w", zipfile.ZIP_DEFLATED) as z: z.writestr("a.csv", body)
whole = bytearray(open("g.zip", "rb").read()); whole[60] ^= 85; open("bad.zip", "wb").write(whole)
END
    run 0 import z1.db g.zip && holds '3 events of 2 articles' && run 0 import z2.db stored.zip && holds '3 events' && run 0 import z3.db pipe.zip && holds '3 events' &&
        run 0 import z3.db - <g.zip && holds '3 unchanged' && run 3 import z4.db bad.zip && grep -q 'zip: a member' err
    say $? "ZIP archives, as GDELT hands them out"
else
    say 0 "ZIP archives # SKIP no python3 to make them"
fi
run 0 import p.db g.csv --mapping published && run 0 events p.db --format csv && holds ',COERCE,restrict,'
say $? "the published table on request"

# what can be wrong, a row each; the good ones go in
{
    gdelt 910000001 20190324 163 USAGOV USA GOV IRN IRN http://one.example/c
    printf '910000002\t20190324\ttoo\tfew\n'
    gdelt 910000003 20190324 163 USAGOV USA GOV IRN IRN 'http://one.example/c	stray'
    gdelt 910000004 00000000 163 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt 910000005 20190231 163 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt 910000006 20190324 10 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt 910000007 20190324 841 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt 910000008 20190324 9999 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt x10000009 20190324 163 USAGOV USA GOV IRN IRN http://one.example/c
    gdelt 910000001 20190326 163 CHNGOV CHN GOV IRN IRN http://one.example/d
    gdelt 910000010 20190324 163 XQXGOV XQX GOV IRN IRN http://one.example/e
    gdelt 910000011 20190324 163 USAGOV USA GOV IRN IRN "http://one.example/caf$(printf '\351')"
    printf '\r\n'
    gdelt 910000012 20190324 163 USAGOV USA GOV IRN IRN http://one.example/f | sed 's/$/\r/'
} >bad.csv
run 3 import b.db bad.csv -q && holds '13 rows from 1 files: 4 events' && holds '9 skipped'
say $? "rows that cannot be taken are counted, the others go in"
run 0 problems b.db --format csv
for row in '2,' '3,' '4,' '5,' '6,' '7,' '8,' '9,' '10,' '11,' '12,'; do
    holds "bad.csv,$row" || break
done && holds '4 fields where 61 are expected' && holds '62 fields where 61' && holds "SQLDATE '00000000' is no day" &&
    holds "SQLDATE '20190231' is no day" && holds "CAMEO code '10' has lost its first zero (010)" && holds 'read it as text' &&
    holds "CAMEO code '841' has lost its first zero (0841)" && holds "no CAMEO code '9999'" && holds "id 'x10000009' is no number" &&
    holds 'another row stands under this id' && holds "no country 'XQX' is known" && holds 'not UTF-8'
say $? "each is noted by its line, with what was expected"
run 0 events b.db --format jsonl && holds '/café'
say $? "another charset becomes UTF-8"
run 3 import b.db bad.csv -q && holds ' 0 events of 0 articles; 4 unchanged, 9 skipped' && run 0 problems b.db --format jsonl && lines 11
say $? "again: the notes are the same, not more"

{ printf '\357\273\277'; cat g.csv; } >bom.csv
run 0 import bom.db bom.csv && holds '3 events' && run 0 import bom.db g.csv && holds '3 unchanged'
say $? "a byte-order mark"
iconv -f UTF-8 -t UTF-16 g.csv >wide.csv
run 0 import wide.db wide.csv && holds '3 events' && run 0 import wide.db g.csv && holds '3 unchanged'
say $? "UTF-16"
{ printf 'junk before\n'; cat g.csv; } >junk.csv
run 3 import junk.db junk.csv -q && holds '4 rows from 1 files: 3 events' && holds '1 skipped'
say $? "a broken first row does not hide the layout"
awk -F'\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) $i = "\"" $i "\""; print }' g.csv >quoted.tsv
run 0 import quoted.db quoted.tsv && holds '3 events' && run 0 import quoted.db g.csv && holds '3 unchanged'
say $? "tabs with every field between marks, as R and pandas write them"
awk -F'\t' -v OFS='\t' 'NR == 1 { $1 = $1 ".0" } NR == 2 { $2 = $2 ".0" } NR == 3 { $27 = "84.0" } { print }' g.csv >floats.csv
{ cat g.csv; cat floats.csv; } >both.csv
run 3 import floats.db both.csv -q && holds '3 skipped' && run 0 problems floats.db --format csv && holds "id '900000001.0' was read as a number on the way; read the column as text there" &&
    holds "SQLDATE '20190324.0' was read as a number" && holds "CAMEO code '84.0' was read as a number"
say $? "digits that became numbers with a fraction are recognised"
awk -F'\t' -v OFS='\t' '{ $2 = "03/24/2019"; print }' g.csv >us.csv
{ head -1 g.csv; cat us.csv; } >days.csv
run 3 import us.db days.csv -q && run 0 problems us.db --format csv && holds "SQLDATE '03/24/2019' is no day; expected YYYYMMDD or YYYY-MM-DD"
say $? "a day in another order is refused with what was expected"
printf 'name,type,description\nGLOBALEVENTID,INTEGER,"the id, unique"\n' >other.csv
run 3 import o.db other.csv && grep -q "other.csv:1: no event data that is known here: the first row has 3 fields ('name', 'type', 'description'); expected GDELT" err
say $? "another table is refused with what was expected"
: >empty.csv
run 3 import o.db empty.csv none.csv && grep -q 'empty.csv: empty: no event data' err && grep -q 'none.csv: cannot open' err
say $? "an empty file and a missing one are noted"
head -c 60 g.csv.gz >cut.csv.gz
run 3 import short.db cut.csv.gz
say $? "a file that is cut off is noted"

{
    printf 'Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n'
    printf '77\t2018-06-01\tForeign Affairs (Chad)\tExecutive,Foreign Ministry,Government\tChad\tConsult\t040\t1\tPolice (Niger)\tGovernment,Police\tNiger\t5001\t2\tPaper\tNiamey\tNA\tNiamey\tNiger\t13.5\t2.1\n'
    printf '77\t2018-06-02\tUnited Nations\tGlobal Diplomatic IGOs\tNA\tPraise or endorse\t051\t3.4\tMali\tNA\tMali\t5002\t1\tPaper\tNA\tNA\tNA\tMali\tNA\tNA\n'
    printf '78\t2018-06-02\tX\tNA\tAtlantis\tPraise or endorse\t051\t3.4\tMali\tNA\tMali\t5002\t1\tPaper\tNA\tNA\tNA\tMali\tNA\tNA\n'
} >i.tab
run 0 import i.db i.tab && holds '3 events of 2 articles' && run 0 events i.db --format csv && holds ',TCDGOV,NERCOP,' && holds ',UNO,MLI,' &&
    run 0 problems i.db --format csv && holds "no country 'Atlantis' is known"
say $? "ICEWS: the same id on two days is two events"

{
    printf 'event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\r\n'
    printf 'MLI1,05 January 2023,2023,1,Political violence,Battles,Armed clash,"Military Forces of Mali (2021-)",,1,"JNIM: Group",,2,12,,466,Western Africa,Mali,Mopti,Douentza,,Boni,15.07,-2.21,1,Studio,National,"On 5 January, soldiers ""clashed"" with\nfighters near Boni.",3,,1673000000\r\n'
    printf 'MLI2,2023-01-06,2023,1,Demonstrations,Protests,Excessive force against protesters,Protesters (Mali),,6,Police Forces of Mali (2021-),,1,16,,466,Western Africa,Mali,Bamako,,,Bamako,12.6,-8.0,1,Studio,National,A rally.,0,,1673000001\r\n'
    printf 'MLI3,2023-01-06,2023,1,x,y,Unheard of,A,,6,B,,1,16,,466,Western Africa,Mali,Bamako,,,Bamako,12.6,-8.0,1,Studio,National,A rally.,0,,1673000001\r\n'
} >a.csv
run 3 import a.db a.csv -q && holds '3 rows from 1 files: 2 events' && run 0 events a.db --format jsonl && holds '"actor":["MLIMIL"],"recipient":["MLIREB"]' &&
    holds '"actor":["MLICOP"],"recipient":["MLIOPP"]' && holds 'clashed' && run 0 events a.db --text soldiers --format jsonl && lines 1 &&
    run 0 problems a.db --format csv && holds "a.csv,5," && holds "Unheard of"
say $? "ACLED: quoted fields over two lines, notes searched, force against protesters turned round"
head -1 a.csv >more.csv
printf 'MLI5,2023-01-06,2023,3,x,y,Attack,Wagner Group,,External/Other forces,Civilians (Mali),,Civilians,,,466,Western Africa,Mali,Bamako,,,Bamako,12.6,-8.0,1,Studio; Radio,National,An attack.,7,,1673000001\r\n' >>more.csv
printf 'MLI6,2023-01-06,2023,2,x,y,Attack,United Nations (2013-),,8,Civilians (Mali),,7,,,466,Western Africa,Mali,Bamako,,,Bamako,12.6,-8.0,1,Studio,National,An attack.,7,,1673000001\r\n' >>more.csv
run 0 import more.db more.csv && run 0 events more.db --format jsonl && holds '"date_precision":"month"' && holds '"date_precision":"week"' &&
    holds '"actor":["RUSPRM"],"recipient":["MLICVL"],"actor_text":["Wagner Group"]' && holds '"actor":["UNO"]' && holds '"sources":2'
say $? "ACLED: forces from outside are not the country's, days known to the month, sources by name"
printf '"MLI9' | cat a.csv - >open.csv
run 3 import open.db open.csv -q && run 0 problems open.db --format csv && holds 'a quotation mark is not closed'
say $? "a quotation mark that stays open"

printf '3_v0\t20150204\t2015\t02\t04\tUSAGOV\tUSA\tGOV\t\tRUS\tRUS\t\t\t112\t11\t3\t-2.0\tX,1\t55.7\t37.6\tMoscow\tMoscow\tRussia\t3_1\thttp://p.example/1;http://p.example/2\tp;q\n' >ph.txt
sed 's/^3_v0/4_v0/; s/\tUSAGOV\tUSA\tGOV/\t---\t---\t---/' ph.txt >>ph.txt2 && cat ph.txt2 >>ph.txt
run 0 import ph.db ph.txt && run 0 events ph.db --format csv && holds ',ACCUSE,disapprove,' && holds ',USAGOV,RUS,' && run 0 problems ph.db --format jsonl && lines 0
say $? "Phoenix"
{
    printf 'Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n'
    printf 'E1\t2023-05-01\tASSAULT\taerial\t-9.5\tMATERIAL CONFLICT\tmilitary;territory\tRussia\tRUS\t365\tMIL\tMIL\t\tRussian forces\tRussia\tUkraine\tUKR\t369\tCVL\tCVL\t\tresidents\tUkraine\tKherson\tKherson\t\tKherson\tUKR\t46.6\t32.6\t706448\tKherson\tPPLA\tWire\t2023-05-02\tA B\tC\tD\ten\t1.1\n'
    printf 'E2\t2023-05-01\tASSAULT\tnonesuch\t-9.5\tMATERIAL CONFLICT\t\t\tNone\tNone\t\t\t\tmen\t\t\tUSA;GBR\t2;200\tGOV\tGOV\t\t\t\t\t\t\t\t\t\t\t\t\t\tWire\t2023-05-02\tA B\tC\tD\ten\t1.1\n'
    printf 'E3\t2023-05-01\tSHOUT\t\t1\tX\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tWire\t2023-05-02\tA B\tC\tD\ten\t1.1\n'
} >po.txt
run 3 import po.db po.txt -q && holds '2 events of 1 articles' && run 0 events po.db --format jsonl && holds '"RUSMIL"' && holds '["USAGOV","GBRGOV"]' &&
    holds '"contexts":["military","territory"]' && run 0 problems po.db --format csv && holds "ASSAULT has no mode 'nonesuch'" && holds "no PLOVER type 'SHOUT'"
say $? "POLECAT"
run 0 balance g.db IRN --format jsonl && run 0 threats g.db --format jsonl && run 0 report g.db IRN -o r.html && [ -s r.html ]
say $? "the analyses work on what others coded"

# killed in the middle, it can be read as it is, and the same call ends in the same record
head -1 g.csv | awk -F'\t' -v OFS='\t' '{ for (i = 0; i < 80000; i++) { $1 = 920000000 + i; $2 = 20190301 + i % 28; $61 = "http://a.example/" int(i / 3); print } }' >many.csv
run 0 import whole.db many.csv -q -j1 && run 0 export whole.db --format gdelt -o whole.out
torn=
for wait in 0.05 0.1 0.2 0.3 0.4 0.5; do
    "$uh" import cut.db many.csv -q -j2 >/dev/null 2>&1 &
    child=$!
    sleep $wait
    kill -9 $child 2>/dev/null
    wait $child 2>/dev/null
    [ ! -f cut.db ] || "$uh" stats cut.db >/dev/null 2>err || grep -q 'no record yet' err || torn="$torn [$(head -1 err)]"
done
[ -z "$torn" ] && run 0 import cut.db many.csv -q -j2 && run 0 export cut.db --format gdelt -o cut.out && cmp -s whole.out cut.out && run 0 import cut.db many.csv -q &&
    holds '80000 rows from 1 files: 0 events of 0 articles; 80000 unchanged'
say $? "killed and started again, the record is the same$torn"

# a record that may not grow says so, and is what it was
grown=
for cut in '1000 -j1' '1000 -j2' '10000 -j1' '10000 -j2' '40000 -j1' '40000 -j2'; do
    rm -f full.db*
    (ulimit -f ${cut% *} && "$uh" import full.db many.csv -q ${cut#* } >out 2>err)
    [ $? -eq 1 ] && grep -q 'upperhand: full.db: cannot write: ' err && ! grep -q 'disk error' err && run 0 stats full.db && holds 'events            0' || grown="$grown $cut"
done
[ -z "$grown" ] && run 0 import full.db many.csv -q && run 0 export full.db --format gdelt -o full.out && cmp -s whole.out full.out
say $? "a new record that may not grow stays empty, and the same again goes in$grown"

run 2 import g.db g.csv -j 4000 && run 2 import g.db g.csv --layout nonesuch && run 2 import g.db g.csv --mapping x && run 2 import g.db
say $? "usage"
run 3 import l.db g.csv --layout icews && grep -q 'ICEWS events was asked for' err
say $? "a layout that the caller names is not guessed over"
finish
