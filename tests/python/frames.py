"""frames.py MODULE RECORD - a data frame library takes the streams, with the rows that iteration gives."""
import sys

import upperhand

module, record = sys.argv[1:]
db = upperhand.open(record)
ids = [row["id"] for row in db.events()]
if module == "pyarrow":
    import pyarrow
    table = pyarrow.table(db.events())
    table.validate(full=True)
    assert table.column("id").to_pylist() == ids
    assert str(table.schema.field("date").type) == "date32[day]" and str(table.schema.field("actor").type) == "list<item: string>"
    pyarrow.table(db.balance("VEN")).validate(full=True)
    pyarrow.table(db.threats()).validate(full=True)
    pyarrow.table(db.stats()).validate(full=True)
elif module == "polars":
    import polars
    assert polars.DataFrame(db.events())["id"].to_list() == ids
elif module == "pandas":
    import pandas
    if hasattr(pandas.DataFrame, "from_arrow"):
        frame = pandas.DataFrame.from_arrow(db.events())
    else:
        import pyarrow
        frame = pyarrow.table(db.events()).to_pandas()
    assert list(frame["id"]) == ids
elif module == "duckdb":
    import duckdb
    import pyarrow
    events = pyarrow.table(db.events())
    assert duckdb.sql("SELECT count(*) FROM events").fetchall()[0][0] == len(ids)
