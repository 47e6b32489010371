"""The weights in a CTranslate2 model file, by name."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KINDS: dict[int, Any] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_VERSIONS = range(4, 7)


class UnknownLayoutError(ValueError):
    """The file is of a kind or version that this reader does not support."""


def read_weights(path: Path, under: str) -> dict[str, NDArray[Any]]:
    """The arrays whose names begin with `under`, by the rest of their names; views of the mapped file.

    The layout is that of CTranslate2's `model_spec.py` (binary version 6): counts and sizes in little endian,
    names with their length before and a zero after. Raises UnknownLayoutError, OSError.
    """
    found: dict[str, NDArray[Any]] = {}
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    at = 0

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{form}", data, at)
        at += struct.calcsize(f"<{form}")
        return int(value)

    def name() -> str:
        nonlocal at
        length = number("H")
        text = data[at : at + length - 1].decode()
        at += length
        return text

    try:
        if number("I") not in _VERSIONS:
            raise UnknownLayoutError
        name(), number("I")  # the kind of model and its revision
        for _ in range(number("I")):
            key = name()
            shape = tuple(number("I") for _ in range(number("B")))
            kind, size = _KINDS[number("B")], number("I")
            if key.startswith(under):
                found[key.removeprefix(under)] = np.frombuffer(
                    data, kind, size // np.dtype(kind).itemsize, at
                ).reshape(shape)
            at += size
    except (struct.error, KeyError, UnicodeDecodeError, ValueError) as error:
        raise UnknownLayoutError from error
    return found
