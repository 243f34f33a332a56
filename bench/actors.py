"""Who is meant by noun phrases, each coded alone: the head's side against the country and the sector expected.

    python3 bench/actors.py PHRASES.jsonl [--program build/upperhand] [--errors read|unread|all]

A line of PHRASES: {"text": "...", "date": "YYYY-MM-DD" or "", "expect": {"country": "FRA", "code_1": "GOV"}}; a key that is not
there is not asked, an empty one asks for none. The phrases are cut in two by a hash of the text: six tenths whose errors may be read
while knowledge is written, and the rest, which only counts. Needs Python's own library alone."""
import argparse
import hashlib
import json
import subprocess
import tempfile

ALIASES = {"XKX": "KOS", "UNO": "IGO", "EUR": "IGO", "HLH": "MED"}


def part(text):
    return "read" if hashlib.sha256(text.encode()).digest()[0] % 10 < 6 else "unread"


def code_phrases(program, rows):
    """The sentences of each phrase, with their sides."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for i, row in enumerate(rows):
            date = row.get("date") or ""
            date = date if date[:4].isdigit() and len(date) >= 4 else ""
            f.write(json.dumps({"id": str(i), "date": date, "text": row["text"]}) + "\n")
        f.flush()
        out = subprocess.run([program, "code", "--explain", "-q", f.name], capture_output=True, text=True).stdout
    coded = {int(d["id"]): d["sentences"] for d in map(json.loads, out.splitlines())}
    return [coded.get(i, []) for i in range(len(rows))]


def head_side(sentences):
    """Country and sector of the phrase's head, else of the first side it names, and the reason."""
    sides = [(side, sentence["tree"][side["head"] - 1]) for sentence in sentences for side in sentence["sides"]]
    if not sides:
        return "", "", ""
    heads = [side for side, row in sides if row.endswith(" 0 root")] or [sides[0][0]]
    code = heads[0]["codes"][0][:3] if heads[0]["codes"] else ""
    return code, heads[0]["sector"] or "", heads[0]["why"]


def right(row, country, sector):
    expect = row["expect"]
    fold = lambda code: ALIASES.get(code, code)
    country = "" if country == "NGO" == expect.get("code_1") else country  # a code in PLOVER, a sector in the phrases
    country_right = "country" not in expect or fold(expect["country"]) == fold(country)
    sector_right = "code_1" not in expect or fold(expect["code_1"]) == fold(sector)
    return country_right, sector_right


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("phrases")
    arguments.add_argument("--program", default="build/upperhand")
    arguments.add_argument("--errors", choices=["read", "unread", "all"])
    given = arguments.parse_args()
    with open(given.phrases, encoding="utf8") as f:
        rows = [json.loads(line) for line in f if line.strip()]
    counts = {"read": [0, 0, 0, 0], "unread": [0, 0, 0, 0]}
    for row, sentences in zip(rows, code_phrases(given.program, rows)):
        country, sector, why = head_side(sentences)
        good = right(row, country, sector)
        which = part(row["text"])
        for i, one in enumerate((True, *good, all(good))):
            counts[which][i] += one
        if not all(good) and given.errors in (which, "all"):
            print(f"{row['text']} ({row.get('date') or '-'}): {country or '-'} {sector or '-'}, expected {row['expect']}; {why}")
    counts["all"] = [a + b for a, b in zip(*counts.values())]
    for which, (n, *good) in counts.items():
        shares = ", ".join(f"{name} {k / n:.3f}" for name, k in zip(("country", "sector", "both"), good)) if n else "none"
        print(f"{which}: {n} phrases, {shares}")


if __name__ == "__main__":
    main()
