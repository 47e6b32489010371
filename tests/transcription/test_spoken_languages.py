"""Languages of a window's parts: told by a network that hears positive numbers as German."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from clonyvoice.core import CancelToken
from clonyvoice.core.audio import Samples
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.spoken_languages import Languages, among, languages_in
from clonyvoice.transcription.whisper_network_contract import Network

RATE = 16_000


class Signs:
    """The share of positive samples is the probability of German, the rest of English."""

    def __init__(self) -> None:
        self.listened = 0

    def listen(self, samples: Samples, cancel: CancelToken, quick: bool = False) -> Any:
        self.listened += 1
        return samples

    def languages(self, sound: Any, cancel: CancelToken) -> dict[str, float]:
        loud = sound[np.abs(sound) > 0.01]
        german = float((loud > 0).mean())
        return {"de": german, "en": 1.0 - german}


def parts(*stretches: tuple[str, float], choice: Languages) -> tuple[list[tuple[str, float]], int]:
    """The languages and lengths that are told of stretches with a third of a second of silence between."""
    sound: list[Samples] = []
    for code, seconds in stretches:
        sound += [np.full(round(seconds * RATE), 0.3 if code == "de" else -0.3, np.float32)]
        sound += [np.zeros(RATE // 3, np.float32)]
    samples = np.concatenate(sound)
    seconds = len(samples) / RATE
    window = Window(samples, (WindowPiece(0.0, 0.0, seconds),), ((0.0, seconds),), seconds)
    network = Signs()
    found = languages_in(window, samples, cast("Network", network), choice, CancelToken())
    assert sum(part.seconds for part, _ in found) == pytest.approx(seconds, abs=0.01)
    return [(code, part.seconds) for part, code in found], network.listened


def test_a_window_of_one_language_is_listened_to_once() -> None:
    found, listened = parts(("de", 20.0), choice=Languages("en"))
    assert [code for code, _ in found] == ["de"]
    assert listened == 0  # its own sound is enough


@pytest.mark.parametrize("lengths", [(10.0, 10.0), (7.0, 15.0), (16.0, 8.0)])
def test_a_window_of_two_is_cut_where_it_is_quiet(lengths: tuple[float, float]) -> None:
    found, _ = parts(("en", lengths[0]), ("de", lengths[1]), choice=Languages("en"))
    assert [code for code, _ in found] == ["en", "de"]
    assert found[0][1] == pytest.approx(lengths[0] + 0.15, abs=0.25)


def test_there_and_back() -> None:
    found, _ = parts(("en", 8.0), ("de", 9.0), ("en", 8.0), choice=Languages("en"))
    assert [code for code, _ in found] == ["en", "de", "en"]


@pytest.mark.parametrize(
    ("stretches", "wanted"),
    [
        ([("en", 4.0), ("en", 4.0), ("de", 1.8), ("en", 4.0), ("en", 3.0)], ["en", "de", "en"]),
        ([("en", 2.3), ("de", 2.2)], ["en", "de"]),
        ([("de", 1.5), ("en", 3.0)], ["de", "en"]),
    ],
)
def test_a_short_sentence_in_another_language_is_a_part_of_its_own(
    stretches: list[tuple[str, float]], wanted: list[str]
) -> None:
    found, _ = parts(*stretches, choice=Languages("en"))
    assert [code for code, _ in found] == wanted


def test_a_single_word_in_another_language_is_none() -> None:
    found, listened = parts(("en", 3.0), ("de", 0.8), ("en", 3.0), choice=Languages("en"))
    assert [code for code, _ in found] == ["en"]
    assert listened <= 5  # three slices, two utterances that are long enough


def test_only_what_is_allowed_is_told() -> None:
    assert parts(("en", 9.0), ("de", 9.0), choice=Languages("en", ("en",)))[0][0][0] == "en"
    assert among({"de": 0.2, "en": 0.6}, ("de", "es")) == pytest.approx(
        {"de": 0.9995, "es": 0.0005}, abs=1e-4
    )
    assert among({"de": 0.2}, ()) == {"de": 0.2}
