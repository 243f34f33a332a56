"""The shared library behind the package, by ctypes: declarations, errors, options. No compiled Python; a call releases the
interpreter lock for as long as the library works."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Union

ABI = 1

Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]


class Error(Exception):
    """What the library refused: status, the place (where, line, offset) and the cause in words."""

    def __init__(self, status: str, message: str, where: str = "", line: int = 0, offset: int = 0) -> None:
        place = f"{where}:{line}: " if where and line else f"{where}: " if where else ""
        super().__init__(place + (message or status))
        self.status, self.message, self.where, self.line, self.offset = status, message, where, line, offset


class InputError(Error):
    """An input cannot be read as what it claims to be."""


class StoreError(Error):
    """The record is unusable: locked, corrupt, newer, read-only, or no record at all."""


class ArgumentError(Error, ValueError):
    """Something was asked for that does not exist."""


class OutOfMemory(Error, MemoryError):
    """An allocation failed."""


class InputOutputError(Error, OSError):
    """The operating system refused a read or a write."""


_CLASSES = {2: OutOfMemory, 4: InputError, 5: InputOutputError, 7: StoreError, 8: ArgumentError}


class CError(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("line", ctypes.c_uint32), ("offset", ctypes.c_uint64),
                ("where", ctypes.c_char * 256), ("message", ctypes.c_char * 512)]


class CSink(ctypes.Structure):
    _fields_ = [("write", ctypes.c_void_p), ("context", ctypes.c_void_p)]


class CNote(ctypes.Structure):
    _fields_ = [("path", ctypes.c_char_p), ("stage", ctypes.c_char_p), ("message", ctypes.c_char_p),
                ("offset", ctypes.c_uint64), ("line", ctypes.c_uint32), ("skipped", ctypes.c_int)]


class CCounts(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in
                ("inputs", "pages", "articles", "sentences", "events", "skipped", "unchanged", "bytes", "passed")]


class CRunOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("format", ctypes.c_int), ("kind", ctypes.c_int), ("jobs", ctypes.c_int),
                ("explain", ctypes.c_int), ("limit", ctypes.c_uint64), ("since", ctypes.c_char_p),
                ("until", ctypes.c_char_p), ("doc_limit", ctypes.c_uint64), ("dry_run", ctypes.c_int),
                ("note", ctypes.c_void_p), ("progress", ctypes.c_void_p), ("context", ctypes.c_void_p)]


class CImportOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("layout", ctypes.c_int), ("published", ctypes.c_int),
                ("limit", ctypes.c_uint64), ("note", ctypes.c_void_p), ("progress", ctypes.c_void_p),
                ("context", ctypes.c_void_p), ("jobs", ctypes.c_int)]


class CFilter(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t)] + [(name, ctypes.c_char_p) for name in
                ("actor", "country", "type", "status", "source", "outlet", "since", "until", "text")] + \
               [("limit", ctypes.c_uint64), ("offset", ctypes.c_uint64), ("place", ctypes.c_char_p),
                ("score", ctypes.c_double)]


class CBalanceOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t)] + [(name, ctypes.c_char_p) for name in
                ("patrons", "by", "strand", "since", "until")] + \
               [("half_life_days", ctypes.c_double), ("seed", ctypes.c_uint64)]


class CPrecedentOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("window_days", ctypes.c_int64), ("until", ctypes.c_char_p),
                ("seed", ctypes.c_uint64)]


class CArrayStream(ctypes.Structure):
    """struct ArrowArrayStream of the Arrow C stream interface."""
    _fields_ = [("get_schema", ctypes.c_void_p), ("get_next", ctypes.c_void_p), ("get_last_error", ctypes.c_void_p),
                ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p)]


WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
NOTE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(CNote))

FORMATS = {"jsonl": 1, "text": 2, "md": 3, "conllu": 4, "csv": 5, "tsv": 6, "table": 7, "chart": 8,
           "gdelt": 9, "icews": 10, "polecat": 11, "gdelt1": 12, "geojson": 13, "graphml": 14, "gexf": 15}
KINDS = {None: 0, "text": 1, "html": 2, "jsonl": 3, "warc": 4, "feed": 5, "conllu": 6}
LAYOUTS = {None: 0, "gdelt1": 1, "gdelt2": 2, "icews": 3, "polecat": 4, "acled": 5, "phoenix": 6}
READ, PARSE, CODE = 1, 2, 3
EVENTS, STORIES, CLAIMS, PROBLEMS, STATS, SENTENCES, REPORTS, RUNS = 1, 2, 3, 4, 5, 6, 7, 8
MATTERS, DISPUTES, SOURCES, RATES = 9, 10, 11, 12


def _load() -> ctypes.CDLL:
    from . import __version__
    place = os.environ.get("UPPERHAND_LIBRARY") or os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                                                "libupperhand.so")
    try:
        library = ctypes.CDLL(place)
    except OSError as error:
        raise ImportError(f"upperhand: the shared library cannot be loaded: {error}") from None
    library.uh_version.restype = ctypes.c_char_p
    library.uh_version.argtypes = []
    found = library.uh_version().decode()
    abi = library.uh_abi() if hasattr(library, "uh_abi") else 0
    if abi != ABI:
        raise ImportError(f"upperhand: {place} is version {found} with ABI {abi}, this package needs ABI {ABI}")
    if found != __version__:
        raise ImportError(f"upperhand: {place} is version {found}, this package is {__version__}")
    return library


def _declare(library: ctypes.CDLL) -> None:
    p, s, error = ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(CError)
    counts, filters = ctypes.POINTER(CCounts), ctypes.POINTER(CFilter)
    paths, n, stream = ctypes.POINTER(ctypes.c_char_p), ctypes.c_size_t, ctypes.POINTER(CArrayStream)
    calls = {
        "uh_model_open": [s, ctypes.POINTER(p), error],
        "uh_store_open": [s, ctypes.c_int, ctypes.POINTER(p), error],
        "uh_run": [p, ctypes.c_int, paths, n, ctypes.POINTER(CRunOptions), CSink, counts, error],
        "uh_run_stream": [p, ctypes.c_int, paths, n, ctypes.POINTER(CRunOptions), stream, counts, error],
        "uh_store_add": [p, p, paths, n, ctypes.POINTER(CRunOptions), counts, error],
        "uh_store_import": [p, p, paths, n, ctypes.POINTER(CImportOptions), counts, error],
        "uh_store_list": [p, ctypes.c_int, filters, ctypes.c_int, CSink, error],
        "uh_store_export": [p, p, filters, ctypes.c_int, CSink, ctypes.POINTER(ctypes.c_uint64), error],
        "uh_store_explain": [p, s, ctypes.c_int, CSink, error],
        "uh_balance": [p, p, s, ctypes.POINTER(CBalanceOptions), ctypes.c_int, CSink, error],
        "uh_threats": [p, filters, ctypes.c_int, CSink, error],
        "uh_alerts": [p, p, filters, ctypes.c_int, CSink, error],
        "uh_precedents": [p, p, s, ctypes.POINTER(CPrecedentOptions), ctypes.c_int, CSink, error],
        "uh_report": [p, p, s, ctypes.POINTER(CBalanceOptions), CSink, error],
        "uh_store_stream": [p, ctypes.c_int, filters, stream, error],
        "uh_balance_stream": [p, p, s, ctypes.POINTER(CBalanceOptions), stream, error],
        "uh_threats_stream": [p, filters, stream, error],
        "uh_alerts_stream": [p, p, filters, stream, error],
        "uh_precedents_stream": [p, p, s, ctypes.POINTER(CPrecedentOptions), stream, error],
    }
    for name, arguments in calls.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, ctypes.c_int
    library.uh_status_name.argtypes, library.uh_status_name.restype = [ctypes.c_int], ctypes.c_char_p
    library.uh_model_hash.argtypes, library.uh_model_hash.restype = [p], ctypes.c_char_p
    for name in ("uh_model_close", "uh_store_close"):
        getattr(library, name).argtypes, getattr(library, name).restype = [p], None


library = _load()
_declare(library)


def one_of(known: Dict[Any, int], name: Optional[str], what: str) -> int:
    """The number of a name; who names another is told what there is."""
    if name not in known:
        raise ArgumentError("no such thing", f"no {what} '{name}'; expected {', '.join(k for k in known if k)}")
    return known[name]


def whole(**numbers: int) -> Dict[str, int]:
    """Numbers that are not below 0, which C would take for very large ones."""
    for name, number in numbers.items():
        if number < 0:
            raise ArgumentError("out of range", f"{name} is {number}, below 0")
    return numbers


def check(status: int, error: CError) -> None:
    """Raises what a status other than success means."""
    if status == 0:
        return
    name = library.uh_status_name(status).decode()
    raise _CLASSES.get(status, Error)(name, error.message.decode("utf-8", "replace"),
                                      error.where.decode("utf-8", "replace"), error.line, error.offset)


def text(value: Optional[str]) -> Optional[bytes]:
    if value is None:
        return None
    encoded = os.fsencode(value)
    if b"\0" in encoded:
        raise ArgumentError("no such thing", "a NUL byte in a name")
    return encoded


def path_list(paths: Paths) -> Sequence[bytes]:
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [text(os.fspath(p)) or b"" for p in paths]  # type: ignore[misc]


def c_paths(paths: Sequence[bytes]) -> Any:
    return (ctypes.c_char_p * max(len(paths), 1))(*paths)


class Gathered:
    """Collects what the library writes. What goes wrong in a callback is raised when the call is over."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.failed: Optional[BaseException] = None

        def write(_: int, at: int, n: int) -> int:
            try:
                take(ctypes.string_at(at, n))
                return 0
            except BaseException as error:  # noqa: BLE001 - it crosses C code and is raised behind it
                self.failed = error
                return 1

        self._write = WRITE(write)
        self.sink = CSink(ctypes.cast(self._write, ctypes.c_void_p), None)

    def end(self, status: int, error: CError) -> None:
        if self.failed is not None:
            raise self.failed
        check(status, error)


class Note:
    """One thing that went wrong with an input while the run went on."""

    __slots__ = ("path", "stage", "message", "offset", "line", "skipped")

    def __init__(self, c: CNote) -> None:
        self.path = c.path.decode("utf-8", "replace")
        self.stage = c.stage.decode()
        self.message = c.message.decode("utf-8", "replace")
        self.offset, self.line, self.skipped = c.offset, c.line, bool(c.skipped)

    def __repr__(self) -> str:
        return f"<{self.path}:{self.line}: {self.message}>"


class Notes:
    """Takes the notes of a run into a list."""

    def __init__(self) -> None:
        self.notes: List[Note] = []
        self._call = NOTE(lambda _, n: self.notes.append(Note(n.contents)))
        self.pointer = ctypes.cast(self._call, ctypes.c_void_p)


# ---- Arrow: a stream's struct in a capsule ----

_NAME = b"arrow_array_stream"
_alive: dict = {}  # address -> the struct, as long as its capsule lives
_api = ctypes.PyDLL(None)  # not ctypes.pythonapi, whose declarations all packages share
_new = _api.PyCapsule_New
_new.restype, _new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_pointer = _api.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]
_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


def _drop(capsule: int) -> None:
    address = _pointer(capsule, _NAME)
    stream = _alive.pop(address, None)
    if stream is not None and stream.release:  # nobody took it over
        _RELEASE(stream.release)(address)


_DESTRUCTOR = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_destructor = _DESTRUCTOR(_drop)


def capsule(stream: CArrayStream) -> object:
    address = ctypes.addressof(stream)
    _alive[address] = stream
    return _new(address, _NAME, ctypes.cast(_destructor, ctypes.c_void_p))


if sys.byteorder != "little":
    raise ImportError("upperhand: this machine is big-endian, the model is not")
