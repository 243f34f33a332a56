"""frames.py MODULE RECORD - a data frame library takes every stream that the package gives: the columns of the stream in its
order, and the values that iteration gives."""
import datetime
import os
import sys

import upperhand

module, record = sys.argv[1:]
samples = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "samples")
db = upperhand.open(record)
STREAMS = {
    "events": lambda: db.events(), "some events": lambda: db.events(country="VEN", since="2019-01-01"), "reports": lambda: db.reports(),
    "stories": lambda: db.stories(), "claims": lambda: db.claims(), "search": lambda: db.search("sanctions"),
    "problems": lambda: db.problems(), "stats": lambda: db.stats(), "threats": lambda: db.threats(),
    "balance": lambda: db.balance("VEN", by="month"), "precedents": lambda: db.precedents("VEN"), "none": lambda: db.events(country="TUV"),
    "read": lambda: upperhand.read(samples), "code": lambda: upperhand.code(samples),
}


def of_pyarrow(rows):
    import pyarrow
    table = pyarrow.table(rows)
    table.validate(full=True)
    return table.column_names, table.to_pylist()


def of_polars(rows):
    import polars
    frame = polars.DataFrame(rows)
    return frame.columns, frame.to_dicts()


def of_pandas(rows):
    import pandas
    if hasattr(pandas.DataFrame, "from_arrow"):
        frame = pandas.DataFrame.from_arrow(rows)
    else:
        import pyarrow
        frame = pyarrow.table(rows).to_pandas()
    return list(frame.columns), frame.to_dict("records")


def of_duckdb(rows):
    import duckdb
    import pyarrow
    taken = pyarrow.table(rows)  # duckdb finds it by its name
    answer = duckdb.sql("SELECT * FROM taken")
    return answer.columns, [dict(zip(answer.columns, row)) for row in answer.fetchall()]


def plain(value):
    """A value as JSON has it: NaN and NaT are nothing, a day is its text, a list of any kind a list."""
    if hasattr(value, "tolist"):  # numpy's
        value = value.tolist()
    if isinstance(value, (str, list, tuple)):
        return value
    if value is None or value != value:
        return None
    return value.isoformat()[:10] if isinstance(value, datetime.date) else value


def same(got, wanted):
    got = plain(got)
    if isinstance(wanted, float) or isinstance(got, float):
        return got is not None and wanted is not None and abs(got - wanted) < 1e-6 * max(1, abs(wanted))
    if isinstance(got, (list, tuple)) and not isinstance(wanted, list):  # one code stands alone in JSON
        wanted = [] if wanted is None else [wanted]
    return (list(got) if isinstance(got, (list, tuple)) else got) == wanted or (got in (None, "") and wanted in (None, ""))


def check(name, rows):
    columns, got = {"pyarrow": of_pyarrow, "polars": of_polars, "pandas": of_pandas, "duckdb": of_duckdb}[module](rows)
    _, reference = of_pyarrow(rows) if module != "pyarrow" else (columns, got)
    assert len(got) == len(reference), (name, len(got), len(reference))
    for a, b in zip(got, reference):
        assert all(same(a[c], plain(b[c])) for c in columns), (name, a, b)
    if name in ("events", "some events", "reports", "stories", "claims", "search"):  # a line of JSON a row
        lines = list(rows)
        assert len(lines) == len(got), (name, len(lines), len(got))
        for a, b in zip(got, lines):
            for c in columns:
                assert same(a[c], b[c]), (name, c, a[c], b[c])
    return len(got)


counts = {name: check(name, make()) for name, make in STREAMS.items()}
assert counts["none"] == 0 and all(n for name, n in counts.items() if name not in ("none", "problems", "precedents")), counts
print(f"{module}: {sum(counts.values())} rows of {len(counts)} streams")
