"""The choice of the library, by measurement or by what the machine has; no model needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clonyvoice.engines.kokoro import backend_choice
from clonyvoice.weights import WeightsStore


@pytest.fixture
def store(tmp_path: Path) -> WeightsStore:
    (tmp_path / "kokoro" / "derived").mkdir(parents=True)
    return WeightsStore(tmp_path)


def remember(store: WeightsStore, threads: int, trials: list[dict[str, object]]) -> None:
    path = store.folder("kokoro") / "derived" / "speeds.json"
    path.write_text(json.dumps({backend_choice.machine_key(threads): trials}), "utf-8")


def test_without_a_measurement_the_cpu_decides(store: WeightsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend_choice, "accelerators", tuple)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(backend_choice, "cpu_flags", lambda: frozenset({"avx2", "avx_vnni"}))
    first = backend_choice.choose(store, "kokoro", 2)[0]
    assert (first.name, first.reason) == (backend_choice.OPENVINO_INT8, "the CPU has VNNI instructions")
    monkeypatch.setattr(backend_choice, "cpu_flags", lambda: frozenset({"avx2"}))
    first = backend_choice.choose(store, "kokoro", 2)[0]
    assert (first.name, first.reason) == (backend_choice.OPENVINO_INT8, "the CPU has AVX2 instructions")
    monkeypatch.setattr(backend_choice, "cpu_flags", frozenset)
    assert backend_choice.choose(store, "kokoro", 2)[0].name == backend_choice.OPENVINO
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert [it.name for it in backend_choice.choose(store, "kokoro", 2)] == [
        backend_choice.ONNX_INT8,
        backend_choice.ONNX,
    ]


def test_what_was_measured_here_wins_and_failures_are_left_out(store: WeightsStore) -> None:
    remember(
        store,
        2,
        [
            {"name": backend_choice.OPENVINO, "factor": 0.3, "error": ""},
            {"name": backend_choice.ONNX_INT8, "factor": 0.2, "error": ""},
            {"name": backend_choice.OPENVINO_INT8, "factor": None, "error": "RuntimeError"},
        ],
    )
    chosen = backend_choice.choose(store, "kokoro", 2)
    assert [it.name for it in chosen] == [backend_choice.ONNX_INT8, backend_choice.OPENVINO]
    assert chosen[0].reason == "measured here: 0.20 s for a second of sound"
    assert backend_choice.remembered(store, "kokoro", 4) == (), (
        "with other threads it has to be measured again"
    )


def test_damaged_measurements_are_ignored(store: WeightsStore) -> None:
    path = store.folder("kokoro") / "derived" / "speeds.json"
    key = backend_choice.machine_key(2)
    two = [{"name": backend_choice.ONNX, "factor": factor} for factor in ("x", 0.5)]
    values: list[object] = [two, 5, [5], [{}], {"a": 1}]
    damaged = ("{", "[]", "5", "[" * 200_000, *(json.dumps({key: value}) for value in values))
    for text in damaged:
        path.write_text(text, "utf-8")
        assert backend_choice.remembered(store, "kokoro", 2) == (), text[:30]
    path.write_text(json.dumps({key: [{"name": "of a later version", "factor": 0.1}]}), "utf-8")
    assert backend_choice.remembered(store, "kokoro", 2) == ()
    assert backend_choice.choose(store, "kokoro", 2)


def test_accelerated_graphics_come_first(store: WeightsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend_choice, "accelerators", lambda: ("CUDAExecutionProvider",))
    assert backend_choice.choose(store, "kokoro", 2)[0] == backend_choice.Backend(
        backend_choice.ACCELERATED, 2, "CUDA is here"
    )
