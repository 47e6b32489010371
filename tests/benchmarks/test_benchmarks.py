"""Every benchmark can be imported and names its command."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
from benchmarks.all import COMMANDS
from benchmarks.first_audio import texts
from benchmarks.identity_judge import Judge, People, learned_from
from benchmarks.prose import sentences

from benchmarks import summary
from clonyvoice.weights import WeightsStore

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


def _has(option: str, text: str) -> bool:
    """Whether a module has an option, or reads one that another describes for both."""
    return f'"{option}"' in text or f"asked.{option.removeprefix('--').replace('-', '_')}" in text


def test_every_benchmark_that_writes_a_page_is_run_by_make_bench() -> None:
    commands = {path.stem for path in FOLDER.glob("*.py") if _has("--write", path.read_text("utf-8"))}
    assert commands - {"all"} - {command.name for command in COMMANDS} == set()
    for command in COMMANDS:
        text = (FOLDER / f"{command.name}.py").read_text("utf-8")
        for argument in command.arguments:
            if argument.startswith("--"):
                assert _has(argument, text), f"{command.name} has no {argument}"


def test_the_table_of_figures_is_that_of_the_pages() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert summary.readme(page) == page
    changed = page.replace(summary.END, f"| a figure by hand | | 7 | \n{summary.END}")
    assert summary.readme(changed) == page


def test_a_page_without_its_figure_is_named() -> None:
    figure = summary.FIGURES[0]
    assert "2026-01-31, load 3" in summary.measured(
        summary.Figure("", "", "start", r"took ([\d.]+)", "{0} s"), "2026-01-31; load average 3.2; took 1.5 s"
    )
    with pytest.raises(ValueError, match=figure.page):
        summary.measured(figure, "# Throughput\n\n2026-01-31, nothing came of it")


def test_people_that_recipes_learn_from_are_never_drawn_for_judging(tmp_path: Path) -> None:
    (tmp_path / "librispeech-speakers").mkdir()
    for number in range(40):
        (tmp_path / f"librispeech-speakers/{2000 + number}-1-0000.flac").touch()
    np.save(tmp_path / "strangers.npy", np.zeros((40, 256), np.float32))
    people = People(tmp_path, Judge(WeightsStore(tmp_path), 1), tmp_path / "strangers.npy")
    learned = {file.name[:4] for file in learned_from(sorted((tmp_path / "librispeech-speakers").iterdir()))}
    assert len(learned) == 30
    for seed in range(20):
        drawn = people.drawn(seed, 5)
        assert len(set(drawn)) == 5
        assert not learned & {*drawn}
    assert not learned & {*people.others}
