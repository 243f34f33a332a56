"""package.py BUILD FOLDER - the Python package answers as the command line does; one TAP line a check. FOLDER is empty."""
import json
import os
import subprocess
import sys
import threading

build, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.environ["UPPERHAND_LIBRARY"] = f"{build}/libupperhand.so"
sys.path[:0] = [f"{top}/python", f"{top}/tests/python"]
import stream  # noqa: E402
import upperhand  # noqa: E402

program = f"{build}/upperhand"
record = f"{folder}/r.db"
n = 0


def say(good, name):
    global n
    n += 1
    print(f"{'ok' if good else 'not ok'} {n} - {name}")


def lines(*arguments):
    out = subprocess.run([program, *arguments], capture_output=True, check=True).stdout
    return [json.loads(x) for x in out.decode().splitlines()]


def listed(value):
    """said_by_code stands alone, in a list or not at all in JSON, and always in a list in Arrow."""
    return value if isinstance(value, list) else [] if value is None else [value]


def same(arrow, wanted, columns):
    for a, b in zip(arrow, wanted):
        for name, kind in columns:
            x, y = a[name], listed(b[name]) if kind == "+l" else b[name]
            if kind == "u" and y is None:
                y = x if x in (None, "") else y
            if x != y:
                print(f"# {name}: {x!r} {y!r}")
                return False
    return len(arrow) == len(wanted)


samples = f"{top}/samples"
with upperhand.open(record, writable=True) as db:
    counts = db.add(samples)
    say(counts.events > 100 and counts.skipped == 0, f"add from Python: {counts.events} events")
    for verb in ("events", "stories", "claims"):
        rows, columns = stream.rows(getattr(db, verb)().__arrow_c_stream__())
        say(rows and same(rows, lines(verb, record, "--format", "jsonl"), columns), f"{verb}: {len(rows)} rows of Arrow are those of JSON")
    for name, verb, by in (("matters", "claims", "matter"), ("disputes", "claims", "dispute"), ("sources", "claims", "source"),
                           ("rates", "threats", "kind")):
        rows, _ = stream.rows(getattr(db, name)().__arrow_c_stream__())
        wanted = lines(verb, record, "--by", by, "--format", "jsonl")
        say(list(getattr(db, name)()) == wanted and len(rows) == len(wanted), f"{name}: {len(rows)} rows of Arrow as of JSON")
    say(list(db.events(country="RUS", type="AID")) == lines("events", record, "--country", "RUS", "--type", "AID", "--format", "jsonl"),
        "filters, rows as dictionaries")
    sure = [row["id"] for row in db.events(place="VEN", score=0.5)]
    say(0 < len(sure) < len(list(db.events(place="VEN"))), f"place and score: {len(sure)} events")
    rows, _ = stream.rows(db.events(limit=7, offset=3).__arrow_c_stream__())
    say([r["id"] for r in rows] == [r["id"] for r in list(db.events())[3:10]], "limit and offset of a stream")
    events = {row["id"]: row for row in db.events()}
    rows, columns = stream.rows(db.reports().__arrow_c_stream__())
    told = {}
    for row in rows:
        told[row["event"]] = told.get(row["event"], 0) + 1
    say(told == {key: row["reports"] for key, row in events.items()} and same(rows, list(db.reports()), columns),
        f"reports: {len(rows)} of {len(told)} events")
    found = list(db.search("sanctions", limit=5))
    say(found and all("sanctions" in row["sentence"].lower() for row in found), "search")
    rows, columns = stream.rows(db.alerts().__arrow_c_stream__())
    say(same(rows, lines("alerts", record, "--format", "jsonl"), columns), f"alerts: {len(rows)}")
    rows, columns = stream.rows(db.runs().__arrow_c_stream__())
    say(rows and same(rows, lines("runs", record, "--format", "jsonl"), columns), f"runs: {len(rows)}")
    rows, columns = stream.rows(db.threats().__arrow_c_stream__())
    say(same(rows, lines("threats", record, "--format", "jsonl"), columns), f"threats: {len(rows)}")
    rows, columns = stream.rows(db.balance("VEN", by="month").__arrow_c_stream__())
    table = subprocess.run([program, "balance", record, "VEN", "--format", "csv"], capture_output=True, check=True).stdout.decode().split("\r\n")[1:-1]
    say(len(rows) == len(table) > 0 and all(r["patron"] == t.split(",")[1] and (r["gap"] or f"{r['hold']:.4f}" == f"{float(t.split(',')[8]):.4f}")
                                            for r, t in zip(rows, table)), f"balance: {len(rows)} rows as in CSV")
    texts = {f: subprocess.run([program, "export", record, "--format", f, "--country", "VEN", "-q"], capture_output=True, check=True).stdout.decode()
             for f in ("gdelt", "icews", "polecat", "geojson", "graphml", "gexf")}
    say(all(db.export(f, country="VEN") == t and len(t) > 1000 for f, t in texts.items()), "export: the same text as the command line")
    kept = db.events().__arrow_c_stream__()
    first = next(iter(db.events()))["id"]
    say(first in db.explain(first) and "<svg" in db.report("VEN"), "explain and report")
rows, _ = stream.rows(kept)
say(len(rows) > 100, "a stream outlives its record")
del kept
unread = upperhand.open(record).events().__arrow_c_stream__()
del unread
say(True, "a stream that nobody reads is released")

found = list(upperhand.code(samples))
say(found == lines("code", samples), f"code: {len(found)} documents as the command line has them")
rows, columns = stream.rows(upperhand.code(samples).__arrow_c_stream__())
flat = [(d["id"], e["type"], e["sentence"], e["start"]) for d in found for e in d["events"]]
say([(r["id"], r["type"], r["sentence"], r["start"]) for r in rows] == flat, f"code: {len(rows)} events as Arrow")
rows, columns = stream.rows(upperhand.read(samples).__arrow_c_stream__())
say(same(rows, lines("read", samples), columns), f"read: {len(rows)} articles as Arrow")
say(upperhand.parse(samples, limit=1).startswith("# newdoc"), "parse")

missing = upperhand.code(f"{folder}/none.html")
say(list(missing) == [] and len(missing.notes) == 1 and missing.notes[0].skipped and "none.html" in missing.notes[0].path,
    "what was skipped is told")


def raises(kind, part, call):
    try:
        call()
    except kind as error:
        return part in str(error)
    return False


open(f"{folder}/x.txt", "w").write("no record")
say(raises(upperhand.InputOutputError, "none.db: cannot open", lambda: upperhand.open(f"{folder}/none.db")) and
    raises(upperhand.StoreError, "not a database", lambda: upperhand.open(f"{folder}/x.txt")) and
    raises(ValueError, "no PLOVER type", lambda: upperhand.open(record).events(type="X").__arrow_c_stream__()) and
    raises(ValueError, "Atlantis", lambda: list(upperhand.open(record).balance("Atlantis"))) and
    raises(ValueError, "no format 'xls'; expected jsonl", lambda: upperhand.open(record).export("xls")) and
    raises(ValueError, "limit is -1, below 0", lambda: upperhand.open(record).events(limit=-1)) and
    raises(ValueError, "no kind of input 'pdf'; expected text", lambda: list(upperhand.read(samples, kind="pdf"))) and
    raises(TypeError, "no such filter: colour", lambda: upperhand.open(record).events(colour="red")) and
    raises(upperhand.StoreError, "closed", lambda: list(closed.events())) if (closed := upperhand.open(record)).close() is None else False,
    "errors are exceptions with place and cause")

answers = []
threads = [threading.Thread(target=lambda: answers.append(len(list(upperhand.code(samples, jobs=1))))) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
say(answers == [len(found)] * 3, "three threads at once")
print(f"1..{n}")
