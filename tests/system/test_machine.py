"""The machine as reported: cards, cores, versions and load."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from clonyvoice import __version__
from clonyvoice.system import gpus
from clonyvoice.system.hardware_versions import machine, usable_cores
from clonyvoice.system.load_stats import Meter

LINE = "NVIDIA GeForce RTX 4090, 17, 2048, 24564, 41, 550.54.14"


def tool(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """An `nvidia-smi` on the path that runs `script` and counts its calls."""
    calls = folder / "calls"
    path = folder / "nvidia-smi"
    path.write_text(f"#!/bin/sh\necho x >> {calls}\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return calls


def test_a_card_is_read_from_its_tools_line() -> None:
    card = gpus.parse(LINE)
    assert card.name == "NVIDIA GeForce RTX 4090"
    assert (card.use, card.temperature, card.driver) == (17.0, 41.0, "550.54.14")
    assert card.memory_used == 2048 * 2**20
    assert card.memory_total == 24564 * 2**20


def test_what_a_card_does_not_say_is_none() -> None:
    card = gpus.parse("Tesla, [N/A], [Not Supported], 16384, , 1")
    assert (card.use, card.memory_used, card.temperature) == (None, None, None)
    assert card.memory_total == 16384 * 2**20


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_cards_are_asked_for_once_in_two_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = tool(tmp_path, monkeypatch, f"echo '{LINE}'\necho 'a line of another kind'")
    cards = gpus.GpuReader()
    assert [card.name for card in cards()] == ["NVIDIA GeForce RTX 4090"]
    assert len(cards()) == 1
    assert calls.read_text().count("x") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_tool_that_fails_means_no_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = tool(tmp_path, monkeypatch, "exit 9")
    cards = gpus.GpuReader()
    assert cards() == ()
    assert cards() == (), "and is not asked again for a while"
    assert calls.read_text().count("x") == 1


def test_without_the_tool_there_are_no_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert gpus.GpuReader()() == ()


def test_the_machine_is_told_without_names_of_people_or_places() -> None:
    this = machine()
    assert this.version == __version__
    assert this.cores_logical >= this.cores_physical >= 1
    assert 1 <= this.cores_usable <= this.cores_logical
    assert this.memory_total > 100_000_000
    assert {"onnxruntime", "av", "numpy"} <= set(this.libraries)
    text = str(asdict(this))
    assert str(Path.home()) not in text
    assert os.uname().nodename not in text


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux tells")
def test_cores_are_those_that_this_process_may_use() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert usable_cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert usable_cores() == len(allowed)


def test_the_meter_reads_plausible_values(tmp_path: Path) -> None:
    now = Meter(tmp_path).read()
    assert len(now.cpu_cores) == os.cpu_count()
    assert 0 <= now.cpu_total <= 100
    for usage in (now.memory, now.disk):
        assert 0 < usage.used < usage.total
        assert 0 < usage.free <= usage.total
    assert 1_000_000 < now.process_memory < now.memory.total
    assert now.process_threads >= 1
    assert now.uptime > 0
