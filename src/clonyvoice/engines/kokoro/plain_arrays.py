"""Arrays of numbers out of an NPZ archive of unknown origin.

`numpy.load` is not made for those: it evaluates a header as Python, which some headers end with `MemoryError`,
`RecursionError` or an error of the tokeniser, and reserves whatever size they name. Here a header is one of the few
that `numpy.savez` writes, and an array as long as its bytes.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

MOST_ARRAYS: Final = 32
"""Arrays of one archive: some times what a voice has. Chosen by hand."""
_START: Final = b"\x93NUMPY\x01\x00"
"""The mark of an array in version 1.0 of the format, which `numpy.savez` writes for plain numbers."""
_HEADER: Final = re.compile(
    rb"\{'descr': '([<|][a-z]\d)', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,9}(?:, |,(?=\))|(?=\))))*)\), \} *\n"
)
_TYPES: Final = {
    b"<f2": np.float16, b"<f4": np.float32, b"<f8": np.float64, b"|i1": np.int8, b"|u1": np.uint8,
}  # fmt: skip
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, KeyError, RuntimeError, OverflowError,
)  # fmt: skip
"""Errors of `zipfile` for archives that are damaged, encrypted (RuntimeError), or name places that no file has."""


class ArraysTooLarge(ValueError):
    """The archive unpacks to more than it may."""


def read_arrays(data: bytes, most: int) -> dict[str, NDArray[Any]]:
    """The arrays of an archive by name, C-contiguous, of at most `most` bytes in all.

    Raises ArraysTooLarge, and ValueError for anything that `numpy.savez` did not write for plain numbers.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_ARRAYS or sum(one.file_size for one in members) > most:
                raise ArraysTooLarge
            if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in members):
                raise ValueError("packed in a way that is not read")
            if len({one.filename for one in members}) != len(members):
                raise ValueError("two arrays of one name")
            return {one.filename.removesuffix(".npy"): _array(archive.read(one)) for one in members}
    except _UNREADABLE as problem:
        raise ValueError("no readable archive") from problem


def _array(data: bytes) -> NDArray[Any]:
    at = len(_START) + 2
    if not data.startswith(_START) or len(data) < at:
        raise ValueError("no array")
    end = at + int(struct.unpack_from("<H", data, at - 2)[0])
    header = _HEADER.fullmatch(data, at, min(end, len(data)))
    if header is None or header[1] not in _TYPES:
        raise ValueError("no array of plain numbers")
    shape = tuple(int(one) for one in header[3].replace(b",", b" ").split())
    kind = np.dtype(_TYPES[header[1]])
    if math.prod(shape) * kind.itemsize != len(data) - end:
        raise ValueError("an array of another length than its header says")
    order: Literal["C", "F"] = "F" if header[2] == b"True" else "C"
    return np.ascontiguousarray(np.frombuffer(data, kind, offset=end).reshape(shape, order=order))
