"""spark.py BUILD FOLDER - the Spark job in local mode: for 1, 3 and 7 partitions the same events as one process, and after a
stop only what is missing. One TAP line a check."""
import glob
import os
import sys

build, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.environ["UPPERHAND_LIBRARY"] = f"{build}/libupperhand.so"
os.environ["PYTHONPATH"] = f"{top}/python:{top}/spark"
os.environ["PYSPARK_PYTHON"] = sys.executable
sys.path[:0] = [f"{top}/python", f"{top}/spark"]
import pyarrow.parquet  # noqa: E402
import upperhand  # noqa: E402
import upperhand_spark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

n = 0


def say(good, name):
    global n
    n += 1
    print(f"{'ok' if good else 'not ok'} {n} - {name}")


def rows(tables):
    return sorted(repr(row) for table in tables for row in table.to_pylist())


spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
samples = sorted(glob.glob(f"{top}/samples/*"))
missing = f"{folder}/none.html"
wanted = rows([pyarrow.table(upperhand.code(samples))])
for partitions in (1, 3, 7):
    out = f"{folder}/{partitions}"
    coded, there, failed = upperhand_spark.job(spark, samples + [missing], out, partitions, merged=partitions == 3)
    got = rows(pyarrow.parquet.read_table(p) for p in glob.glob(f"{out}/events/*.parquet"))
    say(got == wanted and (coded, there, failed) == (len(samples), 0, 1), f"{partitions} partitions: {len(got)} events as from one process")
say("none.html" in open(f"{out}/failures.jsonl").read(), "what failed is listed")
for path in glob.glob(f"{out}/events/*.parquet")[:5]:
    os.remove(path)
again = upperhand_spark.job(spark, samples, out, 3)
got = rows(pyarrow.parquet.read_table(p) for p in glob.glob(f"{out}/events/*.parquet"))
say(again == (5, len(samples) - 5, 0) and got == wanted, "started again, it codes what is missing")
merged = spark.read.parquet(f"{folder}/3/merged").collect()
say(0 < len(merged) < len(wanted) and sum(r["reports"] for r in merged) == len(wanted), f"merged: {len(merged)} acts of {len(wanted)} reports")
spark.stop()
print(f"1..{n}")
