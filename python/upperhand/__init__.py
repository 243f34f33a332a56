"""Upperhand reads the news as it is found and keeps the record: who did what to whom, on whose word.

    >>> import upperhand, polars
    >>> for article in upperhand.code("page.html"):
    ...     for event in article["events"]:
    ...         print(event["type"], event["actor"], event["recipient"])
    >>> with upperhand.open("record.db") as db:
    ...     frame = polars.DataFrame(db.events(country="VEN", since="2019-01-01"))
    ...     hold = polars.DataFrame(db.balance("VEN"))

Answers are Arrow streams (the PyCapsule interface): pyarrow.table, polars.DataFrame, duckdb and pandas take them without a
copy of each row. They are the rows that the command line writes, with the same names.
"""

from __future__ import annotations

import ctypes
import json
import os
import threading
from typing import Any, Callable, Dict, Iterator, List, Optional

__version__ = "0.1.0"

from . import _library as _c
from ._library import (ArgumentError, Error, InputError, InputOutputError, Note, OutOfMemory, Paths, StoreError)

__all__ = ["open", "read", "parse", "code", "version", "model_hash", "Record", "Rows", "Documents", "Counts", "Note",
           "Error", "ArgumentError", "InputError", "InputOutputError", "OutOfMemory", "StoreError"]

Row = Dict[str, Any]

_model_lock = threading.Lock()
_model: Optional[ctypes.c_void_p] = None


def _the_model() -> ctypes.c_void_p:
    """The built-in knowledge, opened once a process; it is shared by all threads."""
    global _model
    with _model_lock:
        if _model is None:
            handle, error = ctypes.c_void_p(), _c.CError()
            _c.check(_c.library.uh_model_open(None, ctypes.byref(handle), ctypes.byref(error)), error)
            _model = handle
        return _model


def version() -> str:
    """The version of the library."""
    return str(_c.library.uh_version().decode())


def model_hash() -> str:
    """16 hexadecimal digits that name the knowledge and weights."""
    return str(_c.library.uh_model_hash(_the_model()).decode())


class Counts:
    """What a run read, found and left out."""

    def __init__(self, c: "_c.CCounts") -> None:
        for name, _ in _c.CCounts._fields_:
            setattr(self, name, int(getattr(c, name)))

    inputs: int
    pages: int
    articles: int
    sentences: int
    events: int
    skipped: int
    unchanged: int
    bytes: int
    passed: int

    def __repr__(self) -> str:
        return "Counts(" + ", ".join(f"{n}={getattr(self, n)}" for n, _ in _c.CCounts._fields_) + ")"


class Rows:
    """Rows of an answer: an Arrow stream for data frames, dictionaries by iteration. Each use asks again."""

    def __init__(self, stream: Callable[["_c.CArrayStream"], None], lines: Callable[[], List[bytes]]) -> None:
        self._stream, self._lines = stream, lines

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        stream = _c.CArrayStream()
        self._stream(stream)
        return _c.capsule(stream)

    def __iter__(self) -> Iterator[Row]:
        return (json.loads(line) for line in self._lines())


def _options(jobs: int, limit: int, since: Optional[str], until: Optional[str], kind: Optional[str], explain: bool,
             format: int, notes: "_c.Notes") -> "_c.CRunOptions":
    options = _c.CRunOptions(size=ctypes.sizeof(_c.CRunOptions), format=format, kind=_c.one_of(_c.KINDS, kind, "kind of input"),
                             jobs=jobs, explain=int(explain), since=_c.text(since), until=_c.text(until), **_c.whole(limit=limit))
    options.note = notes.pointer
    return options


class Documents:
    """What a run says of its pages, in input order: dictionaries by iteration, and an Arrow stream: of `read` a row an
    article, of `code` a row an event. `notes` and `counts` tell of the last use."""

    def __init__(self, verb: int, paths: Paths, jobs: int, limit: int, since: Optional[str], until: Optional[str],
                 kind: Optional[str], explain: bool) -> None:
        self._verb, self._paths = verb, _c.path_list(paths)
        self._asked = (jobs, limit, since, until, kind, explain)
        self.notes: List[Note] = []
        self.counts: Optional[Counts] = None

    def _run(self, take: Callable[[bytes], None], format: int) -> None:
        notes, counts, error = _c.Notes(), _c.CCounts(), _c.CError()
        options = _options(*self._asked, format, notes)
        out = _c.Gathered(take)
        status = _c.library.uh_run(_the_model(), self._verb, _c.c_paths(self._paths), len(self._paths),
                                   ctypes.byref(options), out.sink, ctypes.byref(counts), ctypes.byref(error))
        self.notes, self.counts = notes.notes, Counts(counts)
        out.end(status, error)

    def __iter__(self) -> Iterator[Row]:
        parts: List[bytes] = []
        self._run(parts.append, _c.FORMATS["jsonl"])
        return (json.loads(line) for line in b"".join(parts).split(b"\n") if line)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        stream, notes, counts, error = _c.CArrayStream(), _c.Notes(), _c.CCounts(), _c.CError()
        options = _options(*self._asked, 0, notes)
        status = _c.library.uh_run_stream(_the_model(), self._verb, _c.c_paths(self._paths), len(self._paths),
                                          ctypes.byref(options), ctypes.byref(stream), ctypes.byref(counts),
                                          ctypes.byref(error))
        self.notes, self.counts = notes.notes, Counts(counts)
        _c.check(status, error)
        return _c.capsule(stream)

    def write(self, format: str = "jsonl") -> str:
        """The same text as the command line writes."""
        parts: List[bytes] = []
        self._run(parts.append, _c.one_of(_c.FORMATS, format, "format"))
        return b"".join(parts).decode("utf-8")


def read(paths: Paths, *, jobs: int = 0, limit: int = 0, since: Optional[str] = None, until: Optional[str] = None,
         kind: Optional[str] = None, explain: bool = False) -> Documents:
    """Pages to clean articles."""
    return Documents(_c.READ, paths, jobs, limit, since, until, kind, explain)


def code(paths: Paths, *, jobs: int = 0, limit: int = 0, since: Optional[str] = None, until: Optional[str] = None,
         kind: Optional[str] = None, explain: bool = False) -> Documents:
    """Articles to events: who did what to whom, on whose word."""
    return Documents(_c.CODE, paths, jobs, limit, since, until, kind, explain)


def parse(paths: Paths, *, jobs: int = 0, limit: int = 0, since: Optional[str] = None, until: Optional[str] = None,
          kind: Optional[str] = None) -> str:
    """Articles to sentences, tokens, tags, lemmas and trees, as CoNLL-U."""
    return Documents(_c.PARSE, paths, jobs, limit, since, until, kind, False).write("conllu")


def _filter(limit: int = 0, offset: int = 0, score: float = 0.0, **words: Optional[str]) -> "_c.CFilter":
    known = {name for name, kind in _c.CFilter._fields_ if kind is ctypes.c_char_p}
    unknown = set(words) - known
    if unknown:
        there = sorted(known | {"limit", "offset", "score"})
        raise TypeError(f"no such filter: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return _c.CFilter(size=ctypes.sizeof(_c.CFilter), score=score, **_c.whole(limit=limit, offset=offset),
                      **{name: _c.text(value) for name, value in words.items()})


class Record:
    """A record, one SQLite file. Calls from several threads wait for each other."""

    def __init__(self, path: "str | os.PathLike[str]", writable: bool = False) -> None:
        self._handle: Optional[ctypes.c_void_p] = None
        self._lock = threading.RLock()
        handle, error = ctypes.c_void_p(), _c.CError()
        _c.check(_c.library.uh_store_open(_c.text(os.fspath(path)), int(writable), ctypes.byref(handle),
                                          ctypes.byref(error)), error)
        self._handle = handle

    def close(self) -> None:
        with self._lock:
            if self._handle is not None:
                _c.library.uh_store_close(self._handle)
                self._handle = None

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None:
            self.close()

    def _call(self, function: Any, *arguments: Any) -> None:
        error = _c.CError()
        with self._lock:
            if self._handle is None:
                raise StoreError("closed", "the record is closed")
            _c.check(function(self._handle, *arguments, ctypes.byref(error)), error)

    def _text(self, function: Any, *arguments: Any) -> bytes:
        parts: List[bytes] = []
        out, error = _c.Gathered(parts.append), _c.CError()
        with self._lock:
            if self._handle is None:
                raise StoreError("closed", "the record is closed")
            out.end(function(self._handle, *arguments, out.sink, ctypes.byref(error)), error)
        return b"".join(parts)

    def _rows(self, stream: Any, lines: Any, *arguments: Any) -> Rows:
        jsonl = _c.FORMATS["jsonl"]
        return Rows(lambda out: self._call(stream, *arguments, ctypes.byref(out)),
                    lambda: [x for x in self._text(lines, *arguments, jsonl).split(b"\n") if x])

    def _list(self, which: int, words: Dict[str, Any]) -> Rows:
        return self._rows(_c.library.uh_store_stream, _c.library.uh_store_list, which, _filter(**words))

    def events(self, **filter: Any) -> Rows:
        """The events: a row each. Filters: actor country type status source outlet place since until text limit offset, and
        score, the least probability that one is right."""
        return self._list(_c.EVENTS, filter)

    def reports(self, **filter: Any) -> Rows:
        """What each article says of each event; the filters are those of events."""
        return self._list(_c.REPORTS, filter)

    def search(self, words: str, **filter: Any) -> Rows:
        """The sentences behind events and claims that hold all the words."""
        return self._list(_c.SENTENCES, {"text": words, **filter})

    def stories(self, **filter: Any) -> Rows:
        """The articles, with the story each tells."""
        return self._list(_c.STORIES, filter)

    articles = stories

    def claims(self, **filter: Any) -> Rows:
        """Who said what about whom."""
        return self._list(_c.CLAIMS, filter)

    def matters(self, **filter: Any) -> Rows:
        """The claims by the story that they are of."""
        return self._list(_c.MATTERS, filter)

    def disputes(self, **filter: Any) -> Rows:
        """Accounts that contradict each other. Filters: country since until."""
        return self._list(_c.DISPUTES, filter)

    def sources(self, **filter: Any) -> Rows:
        """Each source's record: how much of what it told others told too. Filters: country since until."""
        return self._list(_c.SOURCES, filter)

    def rates(self, **filter: Any) -> Rows:
        """How often each side carried out each kind of threat. Filters: country since until."""
        return self._list(_c.RATES, filter)

    def problems(self, **filter: Any) -> Rows:
        """What was skipped, and why."""
        return self._list(_c.PROBLEMS, filter)

    def stats(self) -> Rows:
        """The record in numbers."""
        return self._list(_c.STATS, {})

    def runs(self) -> Rows:
        """The account of each run: what it read, took in and skipped."""
        return self._list(_c.RUNS, {})

    def threats(self, **filter: Any) -> Rows:
        """Each threat, and whether it was carried out. Filters: country since until."""
        return self._rows(_c.library.uh_threats_stream, _c.library.uh_threats, _filter(**filter))

    def alerts(self, **filter: Any) -> Rows:
        """Pairs of states that have lately changed how they deal with each other. Filters: country until."""
        return self._rows(_c.library.uh_alerts_stream, _c.library.uh_alerts, _the_model(), _filter(**filter))

    def balance(self, country: str, *, patrons: Optional[str] = None, by: Optional[str] = None,
                strand: Optional[str] = None, since: Optional[str] = None, until: Optional[str] = None,
                half_life_days: float = 0, seed: int = 0) -> Rows:
        """Each patron's hold over a country through time: a row a patron and period."""
        options = self._balance_options(patrons, by, strand, since, until, half_life_days, seed)
        return self._rows(_c.library.uh_balance_stream, _c.library.uh_balance, _the_model(), _c.text(country), options)

    @staticmethod
    def _balance_options(patrons: Optional[str], by: Optional[str], strand: Optional[str], since: Optional[str],
                         until: Optional[str], half_life_days: float, seed: int) -> "_c.CBalanceOptions":
        return _c.CBalanceOptions(size=ctypes.sizeof(_c.CBalanceOptions), patrons=_c.text(patrons), by=_c.text(by),
                                  strand=_c.text(strand), since=_c.text(since), until=_c.text(until),
                                  half_life_days=half_life_days, seed=seed)

    def precedents(self, country: str, *, window_days: int = 0, until: Optional[str] = None, seed: int = 0) -> Rows:
        """The past episodes whose row of events is most like the country's present one."""
        options = _c.CPrecedentOptions(size=ctypes.sizeof(_c.CPrecedentOptions), window_days=window_days,
                                       until=_c.text(until), seed=seed)
        return self._rows(_c.library.uh_precedents_stream, _c.library.uh_precedents, _the_model(), _c.text(country),
                          options)

    def export(self, format: str, **filter: Any) -> str:
        """The events as text in the formats of others: gdelt gdelt1 icews polecat csv tsv jsonl geojson graphml gexf."""
        parts: List[bytes] = []
        number = _c.one_of(_c.FORMATS, format, "format")
        out, error, words = _c.Gathered(parts.append), _c.CError(), _filter(**filter)
        with self._lock:
            if self._handle is None:
                raise StoreError("closed", "the record is closed")
            out.end(_c.library.uh_store_export(self._handle, _the_model(), ctypes.byref(words), number, out.sink, None,
                                               ctypes.byref(error)), error)
        return b"".join(parts).decode("utf-8")

    def explain(self, id: str) -> str:
        """The whole evidence for one event, in words."""
        return self._text(_c.library.uh_store_explain, _c.text(id), _c.FORMATS["text"]).decode("utf-8")

    def report(self, country: str) -> str:
        """One self-contained page of HTML: who holds the upper hand, and the evidence."""
        options = self._balance_options(None, None, None, None, None, 0, 0)
        return self._text(_c.library.uh_report, _the_model(), _c.text(country), options).decode("utf-8")

    def add(self, paths: Paths, *, jobs: int = 0, limit: int = 0, since: Optional[str] = None,
            until: Optional[str] = None, kind: Optional[str] = None) -> Counts:
        """Reads pages through all stages into the record. Killed, the same call goes on where it was."""
        notes, counts, given = _c.Notes(), _c.CCounts(), _c.path_list(paths)
        options = _options(jobs, limit, since, until, kind, False, 0, notes)
        self._call(_c.library.uh_store_add, _the_model(), _c.c_paths(given), len(given), ctypes.byref(options),
                   ctypes.byref(counts))
        return Counts(counts)

    def import_events(self, paths: Paths, *, layout: Optional[str] = None, published: bool = False,
                      limit: int = 0, jobs: int = 0) -> Counts:
        """Takes in event data of GDELT, ICEWS, POLECAT, ACLED or Phoenix."""
        counts, given = _c.CCounts(), _c.path_list(paths)
        options = _c.CImportOptions(size=ctypes.sizeof(_c.CImportOptions), published=int(published),
                                    layout=_c.one_of(_c.LAYOUTS, layout, "layout"), jobs=jobs, **_c.whole(limit=limit))
        self._call(_c.library.uh_store_import, _the_model(), _c.c_paths(given), len(given), ctypes.byref(options),
                   ctypes.byref(counts))
        return Counts(counts)


def open(path: "str | os.PathLike[str]", *, writable: bool = False) -> Record:
    """Opens a record for questions, or, writable, for add and import_events: it is made where it is missing."""
    return Record(path, writable)
