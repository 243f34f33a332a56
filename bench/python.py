#!/usr/bin/env python3
"""python.py BUILD ARTICLES.jsonl [COUNT] - the same articles coded by the command line, by the Python package and, where
pyspark is installed, by the Spark job in a warm session; in turn, three rounds. Of Python processor seconds of one thread, of
Spark (local[2], 8 files) and the command line with -j2 seconds by the clock; the best of each. Every way has the same events."""
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROUNDS = 3
PYTHON = """
import sys, upperhand
print(sum(len(article["events"]) for article in upperhand.code(sys.argv[1], jobs=1)))
"""


def processor(command):
    """Processor seconds of a command, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, check=True, capture_output=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, out


def clock(call):
    start = time.time()
    result = call()
    return time.time() - start, result


def parts(path, folder, count, n):
    """Cuts the first articles into n files, dealt out in turn."""
    with open(path, encoding="utf-8") as lines:
        taken = list(itertools.islice(lines, count))
    names = [f"{folder}/part{i}.jsonl" for i in range(n)]
    for i, name in enumerate(names):
        with open(name, "w", encoding="utf-8") as out:
            out.writelines(taken[i::n])
    return names, len(taken)


def python(program, path):
    theirs, ours = [], []
    for _ in range(ROUNDS):
        theirs.append(processor([program, "code", "-q", "-j1", path]))
        ours.append(processor([sys.executable, "-c", PYTHON, path]))
    events = theirs[0][1].count(b'"trigger":')
    assert int(ours[0][1]) == events, (ours[0][1], events)
    a, b = min(theirs)[0], min(ours)[0]
    print(f"command line {a:.2f} s, Python {b:.2f} s of processor: {100 * (b / a - 1):+.1f} %; {events} events each")


def spark(program, names, folder):
    import upperhand_spark
    from pyspark.sql import SparkSession
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(
        "spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    upperhand_spark.job(session, names[:2], f"{folder}/warm", 2)
    theirs, ours = [], []
    for i in range(ROUNDS):
        theirs.append(clock(lambda: subprocess.run([program, "code", "-q", "-j2", *names], check=True, stdout=subprocess.DEVNULL))[0])
        taken, (coded, _, failed) = clock(lambda: upperhand_spark.job(session, names, f"{folder}/out{i}", len(names)))
        assert (coded, failed) == (len(names), 0)
        ours.append(taken)
    session.stop()
    a, b = min(theirs), min(ours)
    print(f"command line -j2 {a:.2f} s, Spark local[2] {b:.2f} s by the clock: {a / b:.2f} of its rate")
    print("  rounds:", ", ".join(f"{x:.2f}/{y:.2f}" for x, y in zip(theirs, ours)))


def main():
    build, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    program = f"{build}/upperhand"
    os.environ["UPPERHAND_LIBRARY"] = f"{build}/libupperhand.so"
    os.environ["PYTHONPATH"] = f"{TOP}/python:{TOP}/spark"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    sys.path[:0] = [f"{TOP}/python", f"{TOP}/spark"]
    folder = tempfile.mkdtemp()
    try:
        (one,), n = parts(path, folder, int(sys.argv[3]) if len(sys.argv) > 3 else 10000, 1)
        print(f"{n} articles")
        whole = shutil.copy(one, f"{folder}/whole.jsonl")
        python(program, whole)
        names, _ = parts(whole, folder, n, 8)
        try:
            import pyspark  # noqa: F401
        except ImportError:
            print("Spark: no pyspark here")
        else:
            spark(program, names, folder)
    finally:
        shutil.rmtree(folder)


main()
