#!/bin/sh
# python.sh BUILD - the Python package over the library of this build, read by hand; then the wheel, and, where they are
# installed, what pyarrow, polars, pandas and duckdb make of it.
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/tap.inc
build=${1:-build}
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
    say 0 "the Python package # SKIP no python3"
    finish
    exit
fi
case $build in *address* | *thread* | *undefined*)
    say 0 "the Python package # SKIP a library under a sanitizer cannot be loaded by python3"
    finish
    exit
    ;;
esac
mkdir "$work/p"
python3 -B tests/python/package.py "$build" "$work/p" >"$work/said" 2>&1
status=$?
while IFS= read -r line; do
    case $line in
    'ok '*) say 0 "${line#ok * - }" ;;
    'not ok '*) say 1 "${line#not ok * - }" ;;
    '1..'*) ;;
    *) echo "# $line" ;;
    esac
done <"$work/said"
say $status "the checks of the package ran to their end"

python3 -B tools/wheel "$build" "$work/w" >"$work/wheel" && python3 -B tools/wheel "$build" "$work/w2" >/dev/null &&
    cmp -s "$work"/w/*.whl "$work"/w2/*.whl && (cd "$work" && python3 -m zipfile -e w/*.whl site) &&
    grep -q '^Tag: py3-none-' "$work"/site/upperhand-*.dist-info/WHEEL &&
    PYTHONPATH="$work/site" python3 -B -c 'import upperhand; print(upperhand.version(), upperhand.model_hash())' >"$work/out"
say $? "the wheel holds all that it needs, the same bytes each time"
[ "$(cat "$work/out")" = "$("$uh" --version | sed 's/^upperhand //; s/, model / /; 1q')" ]
say $? "its library is this one"
sed 's/^__version__ = .*/__version__ = "9.9"/' "$work/site/upperhand/__init__.py" >"$work/init" && cp "$work/init" "$work/site/upperhand/__init__.py"
PYTHONPATH="$work/site" python3 -B -c 'import upperhand' 2>&1 | grep -q 'ImportError: upperhand: .* is version .*, this package is 9.9'
say $? "another version is refused when it is imported"

for module in pyarrow polars pandas duckdb; do
    if python3 -c "import $module" 2>/dev/null; then
        PYTHONPATH=python UPPERHAND_LIBRARY="$build/libupperhand.so" python3 -B tests/python/frames.py $module "$work/p/r.db"
        say $? "$module takes the streams"
    else
        say 0 "$module takes the streams # SKIP no $module"
    fi
done
if python3 -c 'import pyspark, pyarrow' 2>/dev/null && command -v java >/dev/null; then
    mkdir "$work/spark"
    python3 -B tests/python/spark.py "$build" "$work/spark" >"$work/said" 2>"$work/err" && ! grep -q '^not ok' "$work/said" && grep -q '^1\.\.' "$work/said"
    say $? "the Spark job in local mode"
    sed 's/^/# /' "$work/said"
    mkdir "$work/submit" && ln -s "$PWD/spark" "$work/submit/spark" && find "$PWD/samples" -name '2019-03-2*.txt' | sort >"$work/submit/warc.paths"
    sed -n 's/^    \(spark-submit .*\)/\1/p' docs/scale.md >"$work/line"
    if command -v spark-submit >/dev/null; then
        case $build in /*) library=$build ;; *) library=$PWD/$build ;; esac
        (cd "$work/submit" && PYTHONPATH="$OLDPWD/python:$OLDPWD/spark" UPPERHAND_LIBRARY=$library/libupperhand.so PYSPARK_PYTHON=python3 sh "$work/line") >"$work/said" 2>&1 &&
            grep -q "^$(wc -l <"$work/submit/warc.paths") inputs coded, 0 were there, 0 failed" "$work/said" && [ -e "$work/submit/out/merged/_SUCCESS" ]
        say $? "the line of docs/scale.md"
    else
        say 0 "the line of docs/scale.md # SKIP no spark-submit"
    fi
else
    say 0 "the Spark job in local mode # SKIP no pyspark"
fi
finish
