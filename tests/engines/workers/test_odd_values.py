"""Values of other types in an engine's messages: the engine is told to be faulty, nothing of them is kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.contract_messages import fit_of, info_of, presets_of, spoken_of
from clonyvoice.engines.workers.message_encoding import BadMessage, decode

DECLARED = asdict(FakeEngine.info) | {"abilities": ["preset"]}


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"id": 7},
        {"title": None},
        {"languages": []},
        {"languages": [["en"]]},
        {"languages": ["\ud800"]},
        {"abilities": [1]},
        {"sample_rate": "24000"},
        {"sample_rate": 0},
        {"sample_rate": 24000.5},
        {"sample_rate": True},
        {"at_once": 10**9},
        {"at_once": 0},
        {"max_phonemes": -1},
        {"memory_mb": "much"},
    ],
)
def test_a_declaration_with_odd_values_is_refused(changed: dict[str, Any]) -> None:
    assert info_of(json.loads(json.dumps(DECLARED))).id == "fake"
    with pytest.raises(BadMessage):
        info_of(DECLARED | changed)


@pytest.mark.parametrize("changed", [{"id": 1}, {"gender": "robot"}, {"name": None}, {"language": ["en"]}])
def test_a_preset_with_odd_values_is_refused(changed: dict[str, Any]) -> None:
    plain = asdict(FakeEngine().presets()[0])
    assert presets_of([plain])[0].id == "fake_ann"
    with pytest.raises(BadMessage):
        presets_of([plain | changed])


@pytest.mark.parametrize(
    "word",
    [
        [1, 0.0, 0.1, 0, 3],
        ["one", "0", 0.1, 0, 3],
        ["one", 0.0, None, 0, 3],
        ["one", 0.0, float("nan"), 0, 3],
        ["one", 0.0, 0.1, 0.5, 3],
        ["one", 0.0, 0.1, 0, None],
        ["\udfff", 0.0, 0.1, 0, 3],
        ["one"],
    ],
)
def test_words_with_odd_values_are_refused(word: list[Any]) -> None:
    sound = bytearray(np.zeros(10, np.float32).tobytes())
    assert spoken_of(messages.Piece(1, 24_000, [["one", 0, 0.1, 0, 3]]), sound).words[0].text == "one"
    with pytest.raises(BadMessage):
        spoken_of(messages.Piece(1, 24_000, [word]), sound)


@pytest.mark.parametrize(
    ("fidelity", "report"), [(float("inf"), {}), (0.5, {"a": "b"}), (None, {"a": None}), (0.5, {"a": True})]
)
def test_a_fit_with_odd_values_is_refused(fidelity: float | None, report: dict[str, Any]) -> None:
    with pytest.raises(BadMessage):
        fit_of(messages.Fitted(1, 1, "instant", fidelity, report), bytearray(), "fake")


def test_json_that_is_nested_without_end_is_no_message() -> None:
    for text in (b"[" * 1_000_000, b'{"kind":' * 200_000, b"\xff\xfe", b"9" * 5000):
        with pytest.raises(BadMessage):
            decode(text)
