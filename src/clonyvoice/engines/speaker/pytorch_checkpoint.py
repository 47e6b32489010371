"""PyTorch checkpoints read as plain arrays, without PyTorch and without executing pickled code."""

from __future__ import annotations

import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KINDS = {
    "FloatStorage": np.float32,
    "HalfStorage": np.float16,
    "LongStorage": np.int64,
    "DoubleStorage": np.float64,
}


class CheckpointError(ValueError):
    """A checkpoint holds something other than named arrays."""


def _tensor(
    storage: NDArray[Any], offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> NDArray[Any]:
    item = storage.itemsize
    steps = tuple(step * item for step in stride)
    view = np.lib.stride_tricks.as_strided(storage[offset:], size, steps, writeable=False)
    return np.array(view)


class _Arrays(pickle.Unpickler):
    """An unpickler of the three names that a state dict of tensors needs, and of no other."""

    def __init__(self, archive: zipfile.ZipFile, root: str) -> None:
        super().__init__(archive.open(f"{root}/data.pkl"))
        self._archive, self._root = archive, root

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if module == "torch" and name in _KINDS:
            return np.dtype(_KINDS[name])
        raise CheckpointError(f"The checkpoint wants {module}.{name}, which no list of arrays needs.")

    def persistent_load(self, key: Any) -> NDArray[Any]:
        _, kind, name, _, count = key
        data = self._archive.read(f"{self._root}/data/{name}")
        return np.frombuffer(data, kind, count)


def read(path: Path) -> dict[str, NDArray[Any]]:
    """The named arrays of the state dict in `path` (PyTorch's zip format). Raises CheckpointError."""
    with zipfile.ZipFile(path) as archive:
        pickles = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise CheckpointError("The file is no PyTorch checkpoint.")
        load: Callable[[], Any] = _Arrays(archive, pickles[0].removesuffix("/data.pkl")).load
        found = load()
    if not isinstance(found, dict) or not all(isinstance(value, np.ndarray) for value in found.values()):
        raise CheckpointError("The checkpoint is no list of arrays.")
    return dict(found)
