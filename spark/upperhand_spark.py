#!/usr/bin/env python3
"""upperhand_spark.py LIST OUT [--partitions N] [--merge] - codes a list of crawl files to events as Parquet, by Spark.

    spark-submit spark/upperhand_spark.py warc.paths out --partitions 400 --merge

LIST names a file a line (WARC, WET, article JSON lines, folders: what `upperhand code` reads). Each file becomes
OUT/events/KEY.parquet, written beside and renamed, so that a file that is there is whole: started again, the job goes on with
those that are missing. Files that could not be read, and what was skipped inside others, stand in OUT/failures.jsonl.
--merge joins reports of one act (day, type, mode, sides) over all files into OUT/merged: one row an event with its reports,
sites and first sentence.

The workers need this package, pyarrow, and OUT on a file system that all of them see. Each task codes with one thread."""

import argparse
import hashlib
import json
import os

STATUS = "path string, key string, events long, articles long, skipped long, error string"
MERGED = ("date date, type string, mode string, actor array<string>, recipient array<string>, status string, reports long, "
          "sites array<string>, id string, sentence string, url string")


def key_of(path):
    """The name of an input's output: of its path, and the knowledge that codes it."""
    import upperhand
    return hashlib.sha256(f"{path}\0{upperhand.version()}\0{upperhand.model_hash()}".encode()).hexdigest()[:24]


def code_file(path, folder):
    """Codes one input into a file that appears when it is whole; returns a row of STATUS and the notes."""
    import pyarrow
    import pyarrow.parquet
    import upperhand
    key = key_of(path)
    target = f"{folder}/{key}.parquet"
    notes = []
    try:
        documents = upperhand.code(path, jobs=1)
        reader = pyarrow.RecordBatchReader.from_stream(documents)
        part = f"{target}.{os.getpid()}.part"
        metadata = {"upperhand": upperhand.version(), "model": upperhand.model_hash(), "input": path}
        schema = reader.schema.with_metadata(metadata)
        events = 0
        with pyarrow.parquet.ParquetWriter(part, schema, compression="zstd") as out:
            for batch in reader:
                events += batch.num_rows
                out.write_batch(batch.replace_schema_metadata(metadata))
        notes = [{"path": n.path, "line": n.line, "offset": n.offset, "message": n.message} for n in documents.notes]
        counts = documents.counts
        if counts.inputs == 0:
            os.remove(part)
            raise OSError(notes[0]["message"] if notes else "nothing to read")
        os.replace(part, target)
        return (path, key, events, counts.articles, counts.skipped, None), notes
    except Exception as error:  # one bad input must not end the job
        return (path, key, 0, 0, 1, f"{type(error).__name__}: {error}"), notes


def run(paths, folder):
    """What a task does: batches of numbers of paths in, batches of STATUS out. Notes go into a folder of their own."""
    def each(batches):
        import pyarrow
        for batch in batches:
            rows = []
            for number in batch.column(0).to_pylist():
                row, notes = code_file(paths[number], folder)
                if notes:
                    with open(f"{os.path.dirname(folder)}/notes/{row[1]}.jsonl", "w", encoding="utf-8") as out:
                        out.writelines(json.dumps(n, ensure_ascii=False) + "\n" for n in notes)
                rows.append(row)
            columns = list(zip(*rows)) if rows else [[]] * 6
            yield pyarrow.RecordBatch.from_arrays(
                [pyarrow.array(columns[0], pyarrow.string()), pyarrow.array(columns[1], pyarrow.string())] +
                [pyarrow.array(c, pyarrow.int64()) for c in columns[2:5]] + [pyarrow.array(columns[5], pyarrow.string())],
                names=["path", "key", "events", "articles", "skipped", "error"])
    return each


def merge(table):
    """Reports of one act become one row: the first by id and place tells it."""
    import pyarrow
    rows = sorted(table.to_pylist(), key=lambda r: (r["id"], r["start"], r["sentence"]))
    first = rows[0]
    sites = sorted({r["site"] for r in rows if r["site"]})
    return pyarrow.table({
        "date": pyarrow.array([first["date"]], pyarrow.date32()), "type": [first["type"]], "mode": pyarrow.array([first["mode"]], pyarrow.string()),
        "actor": pyarrow.array([first["actor"]], pyarrow.list_(pyarrow.string())),
        "recipient": pyarrow.array([first["recipient"]], pyarrow.list_(pyarrow.string())), "status": [first["status"]],
        "reports": pyarrow.array([len(rows)], pyarrow.int64()), "sites": pyarrow.array([sites], pyarrow.list_(pyarrow.string())),
        "id": [first["id"]], "sentence": [first["sentence"]], "url": pyarrow.array([first["url"]], pyarrow.string())})


def list_failures(out, statuses):
    with open(f"{out}/failures.jsonl.part", "w", encoding="utf-8") as file:
        for row in sorted(statuses, key=lambda r: r["path"]):
            if row["error"]:
                file.write(json.dumps({"path": row["path"], "message": row["error"]}, ensure_ascii=False) + "\n")
        for name in sorted(os.listdir(f"{out}/notes")):
            file.write(open(f"{out}/notes/{name}", encoding="utf-8").read())
    os.replace(f"{out}/failures.jsonl.part", f"{out}/failures.jsonl")


def job(spark, paths, out, partitions, merged=False):
    """Codes what is missing; returns the number of inputs coded now, of those that were there, and of failures."""
    folder = f"{os.path.abspath(out)}/events"
    os.makedirs(folder, exist_ok=True)
    os.makedirs(f"{out}/notes", exist_ok=True)
    wanted = [p for p in paths if not os.path.exists(f"{folder}/{key_of(p)}.parquet")]
    statuses = []
    if wanted:
        n = min(partitions, len(wanted))
        dealt = [path for i in range(n) for path in wanted[i::n]]  # big files often stand together
        frame = spark.range(0, len(dealt), 1, n)  # numbers, not the paths: nothing is shuffled
        statuses = [row.asDict() for row in frame.mapInArrow(run(dealt, folder), STATUS).collect()]
    list_failures(out, statuses)
    if merged:
        from pyspark.sql import functions as f
        events = spark.read.parquet(folder)
        events = events.withColumn("who", f.concat_ws("|", "actor")).withColumn("whom", f.concat_ws("|", "recipient"))
        grouped = events.groupBy("date", "type", "mode", "status", "who", "whom")
        grouped.applyInArrow(merge, MERGED).write.mode("overwrite").parquet(f"{out}/merged")
    failed = sum(1 for s in statuses if s["error"])
    return len(statuses) - failed, len(paths) - len(wanted), failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("list")
    parser.add_argument("out")
    parser.add_argument("--partitions", type=int, default=64)
    parser.add_argument("--merge", action="store_true")
    given = parser.parse_args()
    from pyspark.sql import SparkSession
    paths = [line.strip() for line in open(given.list, encoding="utf-8") if line.strip()]
    spark = SparkSession.builder.appName("upperhand").getOrCreate()
    coded, there, failed = job(spark, paths, given.out, given.partitions, given.merge)
    spark.stop()
    print(f"{coded} inputs coded, {there} were there, {failed} failed; see {given.out}/failures.jsonl")
    return 3 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
