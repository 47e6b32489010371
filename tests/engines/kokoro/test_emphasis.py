"""Emphasis in the model's prosody and in the sound: longer, higher and louder, nothing else moved."""

from __future__ import annotations

import numpy as np

from clonyvoice.engines.kokoro.emphasis import emphasised, louder
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import FRAME, Prosody
from clonyvoice.text.phoneme_words import PhonemeWord

TOKENS = Tokens((1, 2, 3, 4, 5, 6, 7), "ab cd e", (0, 0, -1, 1, 1, -1, 2))


def words(emphasis: int) -> list[PhonemeWord]:
    return [
        PhonemeWord("ab", 0, 2, "ab", " "),
        PhonemeWord("cd", 3, 5, "cd", " ", emphasis),
        PhonemeWord("e", 6, 7, "e", ""),
    ]


def prosody() -> Prosody:
    durations = np.array([10, 20, 20, 4, 20, 20, 4, 20, 6])
    frames = int(durations.sum())
    features = np.tile(np.arange(frames, dtype=np.float32), (512, 1))
    return Prosody(durations, np.full(2 * frames, 100, np.float32), np.ones(2 * frames, np.float32), features)


def test_a_stressed_word_is_longer_and_higher_and_its_neighbours_are_what_they_were() -> None:
    said = prosody()
    found = emphasised(said, words(2), TOKENS)
    assert found.durations.tolist() == [10, 20, 20, 4, 26, 26, 4, 20, 6]
    total = int(found.durations.sum())
    assert found.features.shape == (512, total)
    assert len(found.f0) == len(found.energy) == 2 * total
    assert found.f0[2 * 54 + 20 : 2 * 100].min() > 100 * 2 ** (2.9 / 12)
    assert np.allclose(found.f0[: 2 * 50], 100)
    assert np.all(np.diff(found.features[0]) >= 0)
    assert found.features[0][[0, -1]].tolist() == said.features[0][[0, -1]].tolist()


def test_a_word_by_the_way_is_shorter_and_lower() -> None:
    found = emphasised(prosody(), words(-1), TOKENS)
    assert found.durations.tolist() == [10, 20, 20, 4, 18, 17, 4, 20, 6]
    assert found.f0.min() < 100 * 2 ** (-0.9 / 12)


def test_without_marks_nothing_changes() -> None:
    said = prosody()
    assert emphasised(said, words(0), TOKENS) is said
    samples = np.ones(int(said.durations.sum()) * FRAME, np.float32)
    assert louder(samples, words(0), TOKENS, said.durations) is samples


def test_the_sound_of_the_word_alone_is_louder() -> None:
    said = prosody()
    samples = np.full(int(said.durations.sum()) * FRAME, 0.1, np.float32)
    found = louder(samples, words(2), TOKENS, said.durations)
    assert len(found) == len(samples)
    assert np.isclose(found[74 * FRAME], 0.1 * 10 ** (3 / 20), rtol=1e-4)
    assert np.allclose(found[: 50 * FRAME], 0.1, atol=1e-6)
    assert np.allclose(found[104 * FRAME :], 0.1, atol=1e-6)
    assert np.abs(np.diff(found)).max() < 0.001
