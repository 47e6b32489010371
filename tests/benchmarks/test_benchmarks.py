"""Every benchmark can be imported and names its command."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from benchmarks.first_audio import texts
from benchmarks.prose import sentences

FOLDER = Path(__file__).parents[2] / "benchmarks"
OPTIONAL = {"matplotlib"}
"""Packages of the `bench` extra."""


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.py")))
def test_each_benchmark_can_be_imported_and_says_its_command(name: str) -> None:
    try:
        module = importlib.import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as error:
        if error.name in OPTIONAL:
            pytest.skip(f"needs {error.name}")
        raise
    assert module.__doc__ is not None
    if hasattr(module, "main"):
        assert f"benchmarks.{name}" in module.__doc__ or f"benchmarks/{name}" in module.__doc__


def test_sentences_are_those_of_their_seed_and_each_is_new() -> None:
    drawn = sentences(7, 300)
    assert drawn == sentences(7, 300) != sentences(8, 300)
    assert len(set(drawn)) == 300
    assert all(5 <= len(sentence.split()) <= 24 for sentence in drawn)
    assert len(set(texts(7, 20))) == 20
