"""stream.py - Arrow C streams read by hand, struct by struct, with the standard library alone: what a consumer relies on
(lengths, offsets, bits, release) and nothing else. rows(capsule) gives dictionaries."""
import ctypes
import datetime


class Schema(ctypes.Structure):
    pass


Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
                   ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
                   ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", ctypes.c_void_p),
                   ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("private_data", ctypes.c_void_p)]


class Array(ctypes.Structure):
    pass


Array._fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
                  ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
                  ("buffers", ctypes.POINTER(ctypes.c_void_p)), ("children", ctypes.POINTER(ctypes.POINTER(Array))),
                  ("dictionary", ctypes.c_void_p), ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
                  ("private_data", ctypes.c_void_p)]


class Stream(ctypes.Structure):
    _fields_ = [("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
                ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
                ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)),
                ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("private_data", ctypes.c_void_p)]


_pointer = ctypes.PyDLL(None).PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def bit(address, i):
    return ctypes.cast(address, ctypes.POINTER(ctypes.c_uint8))[i // 8] >> (i % 8) & 1


def strings(array, count):
    assert array.n_buffers == 3
    at = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int32))
    return [ctypes.string_at(array.buffers[2] + at[i], at[i + 1] - at[i]).decode("utf-8") for i in range(count)]


def values(schema, array):
    n = array.length
    assert array.offset == 0 and schema.flags & 2
    kind = schema.format.decode()
    if kind == "u":
        out = strings(array, n)
    elif kind == "+l":
        assert schema.n_children == 1 and array.n_children == 1 and schema.children[0].contents.format == b"u"
        at = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int32))
        items = strings(array.children[0].contents, array.children[0].contents.length)
        assert at[0] == 0 and at[n] == len(items)
        out = [items[at[i]:at[i + 1]] for i in range(n)]
    elif kind == "b":
        out = [bool(bit(array.buffers[1], i)) for i in range(n)]
    else:
        item = {"l": ctypes.c_int64, "g": ctypes.c_double, "tdD": ctypes.c_int32}[kind]
        out = list(ctypes.cast(array.buffers[1], ctypes.POINTER(item))[:n])
        if kind == "tdD":
            out = [(datetime.date(1970, 1, 1) + datetime.timedelta(days=x)).isoformat() for x in out]
    nulls = 0
    for i in range(n if array.buffers[0] else 0):
        if not bit(array.buffers[0], i):
            out[i] = None
            nulls += 1
    assert nulls == array.null_count, (nulls, array.null_count)
    return out


def rows(capsule):
    """All rows of a stream, and its columns as (name, format)."""
    address = _pointer(capsule, b"arrow_array_stream")
    stream = Stream.from_address(address)
    schema = Schema()
    assert stream.get_schema(address, ctypes.addressof(schema)) == 0
    assert schema.format == b"+s"
    columns = [(schema.children[i].contents.name.decode(), schema.children[i].contents.format.decode())
               for i in range(schema.n_children)]
    out = []
    while True:
        array = Array()
        assert stream.get_next(address, ctypes.addressof(array)) == 0, stream.get_last_error(address)
        if not array.release:
            break
        assert array.n_children == len(columns) and array.length > 0
        read = []
        for i in range(array.n_children):
            child = array.children[i].contents
            assert child.length == array.length
            read.append(values(schema.children[i].contents, child))
        out += [dict(zip([name for name, _ in columns], row)) for row in zip(*read)]
        first = array.children[0].contents  # a consumer may take a child away; the rest must still go
        taken = Array.from_buffer_copy(first)
        first.release = type(first.release)()
        array.release(ctypes.addressof(array))
        assert not array.release
        taken.release(ctypes.addressof(taken))
    schema.release(ctypes.addressof(schema))
    assert not schema.release
    return out, columns
