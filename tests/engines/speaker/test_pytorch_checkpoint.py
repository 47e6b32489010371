"""Checkpoints read without running what they hold."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.engines.speaker.campplus import context
from clonyvoice.engines.speaker.pytorch_checkpoint import CheckpointError, read


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (eval, ("1/0",))


def packed(path: Path, pickled: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickled)
    return path


def test_code_in_a_checkpoint_is_refused_and_not_run(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError):
        read(packed(tmp_path / "bad.pt", pickle.dumps({"weight": Harmful()}, protocol=2)))


def test_anything_but_arrays_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError):
        read(packed(tmp_path / "odd.pt", pickle.dumps({"weight": "text"}, protocol=2)))


def test_the_context_matrix_averages_all_time_and_each_segment() -> None:
    matrix = context(401)
    values = np.random.default_rng(0).normal(size=(3, 201)).astype(np.float32)
    want = values.mean(1, keepdims=True) + np.concatenate(
        [
            np.repeat(values[:, start : start + 100].mean(1, keepdims=True), min(100, 201 - start), 1)
            for start in (0, 100, 200)
        ],
        1,
    )
    np.testing.assert_allclose(values @ matrix, want, atol=1e-5)
