"""examples.py BUILD FOLDER FILE... - runs the Python examples of manual pages: a session a file, in FOLDER, which has the
samples and record.db. What a line prints must be what stands under it (`...` is anything); where a package is not installed,
what needs it is left out, and so is what needs a name that those lines make. One TAP line a block of examples."""
import ast
import contextlib
import doctest
import io
import os
import sys

build, folder, files = os.path.abspath(sys.argv[1]), sys.argv[2], [os.path.abspath(f) for f in sys.argv[3:]]
top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.environ["UPPERHAND_LIBRARY"] = f"{build}/libupperhand.so"
sys.path[:0] = [f"{top}/python"]
OPTIONAL = {"polars", "pandas", "pyarrow", "duckdb", "matplotlib"}
FLAGS = doctest.ELLIPSIS
checker = doctest.OutputChecker()
n = 0


def say(good, name):
    global n
    n += 1
    print(f"{'ok' if good else 'not ok'} {n} - {name}")


def names(tree, context):
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        found |= {(a.asname or a.name).split(".")[0] for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))
                  for a in node.names}
    return found


def lacks(tree):
    """The optional packages that an import asks for and that are not here."""
    asked = {a.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    missing = set()
    for name in asked & OPTIONAL:
        try:
            __import__(name)
        except ImportError:
            missing.add(name)
    return missing


def said(example, session, name):
    """What running an example prints, the traceback of an error that it expects as doctest writes it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(example.source, name, "single"), session)
        except Exception as error:
            kind = type(error)
            place = "" if kind.__module__ == "builtins" else kind.__module__ + "."
            message = f"{place}{kind.__qualname__}: {error}\n"
            return message, example.exc_msg is not None and checker.check_output(example.exc_msg, message, FLAGS)
    return out.getvalue(), example.exc_msg is None and checker.check_output(example.want, out.getvalue(), FLAGS)


def run(path):
    session, lost, wrong, ran = {"__name__": "__main__"}, set(), [], 0
    with open(path, encoding="utf-8") as file:
        examples = doctest.DocTestParser().get_examples(file.read(), path)
    for example in examples:
        tree = ast.parse(example.source)
        missing = lacks(tree)
        if missing or names(tree, ast.Load) & lost:
            lost |= names(tree, ast.Store)
            continue
        lost -= names(tree, ast.Store)
        got, good = said(example, session, os.path.basename(path))
        ran += 1
        if not good:
            wrong.append(f"line {example.lineno + 1}: {got.strip()[-200:]!r}")
    name = f"{os.path.basename(path)}: {ran} of {len(examples)} Python examples run"
    if not ran:
        name += " # SKIP packages that they need are not installed"
    say(examples and not wrong, name + "".join(f" [{w}]" for w in wrong))


os.chdir(folder)
for file in files:
    run(file)
print(f"1..{n}")
