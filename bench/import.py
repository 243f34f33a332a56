#!/usr/bin/env python3
"""import.py PROGRAM [ROWS [ROUNDS]] - rows a second of `upperhand import` over GDELT 2.0 rows made here, by one job and by two,
against pandas.read_csv and to_sql over the same file (needs pandas), in turn. Of each the least processor time, user and
system, and the least time by the clock of all rounds."""
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

STATES = "USA RUS CHN IRN SYR UKR TUR ISR FRA GBR DEU VEN IND PAK SAU YEM IRQ AFG NGA MLI EGY LBY JPN KOR".split()
FIPS = "US RS CH IR SY UP TU IS FR UK GM VE IN PK SA YM IZ AF NI ML EG LY JA KS".split()
ROLES = ["", "GOV", "MIL", "OPP", "REB", "COP", "BUS", "CVL", "MED"]
CODES = "010 020 036 040 042 043 046 051 057 061 071 073 0841 090 111 112 120 130 138 141 145 154 163 172 173 180 190 193".split()


def make(path, n):
    draw = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        url = 0
        for i in range(n):
            url += draw.random() < .4
            sides = []
            for _ in range(2):
                s, r = draw.choice(STATES), draw.choice(ROLES)
                sides.append([s + r, f"{s} {r}".strip(), s, "", "", "", "", r, "", ""])
            code, day, f = draw.choice(CODES), 1 + i * 28 // n, draw.choice(FIPS)
            geo = ["4", f"Somewhere {draw.randrange(500)}, {f}", f, f + "01", "1234", "33.5138", "36.2765", "-2541000"]
            fields = [str(900000000 + i), f"201903{day:02d}", "201903", "2019", "2019.2", *sides[0], *sides[1], "1", code, code[:3],
                      code[:2], "3", "-2.0", "10", "2", "10", "-1.52173913043478", *geo, *geo, *geo, f"201903{day:02d}120000",
                      f"https://www.paper{url % 400}.example/world/2019/03/{day:02d}/a-story-about-something-{url}"]
            out.write("\t".join(fields) + "\n")


def processor(call):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.time()
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, time.time() - start


PANDAS = """
import sys, sqlite3, pandas
frame = pandas.read_csv(sys.argv[1], sep="\\t", header=None, dtype=str, keep_default_na=False)
with sqlite3.connect(sys.argv[2]) as db:
    frame.to_sql("events", db, index=False)
"""


def main():
    program, n = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as folder:
        path, ours, theirs = f"{folder}/gdelt.csv", f"{folder}/a.db", f"{folder}/b.db"
        make(path, n)
        ways = {f"import -j{j}": [program, "import", ours, path, "-q", f"-j{j}"] for j in (1, 2)}
        ways["pandas read_csv + to_sql"] = [sys.executable, "-c", PANDAS, path, theirs]
        least = {way: (float("inf"), float("inf")) for way in ways}
        for _ in range(rounds):
            for way, command in ways.items():
                for db in (ours, theirs):
                    if os.path.exists(db):
                        os.remove(db)
                took = processor(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
                least[way] = tuple(map(min, least[way], took))
        pandas = least["pandas read_csv + to_sql"]
        for way, (spent, wall) in least.items():
            print(f"{way}: {n} rows, {spent:.2f} s processor ({n / spent:,.0f} rows/s), {wall:.2f} s by the clock "
                  f"({n / wall:,.0f}); {pandas[0] / spent:.1f} and {pandas[1] / wall:.1f} times pandas")


main()
