"""The watermark: pieces join, the number is found after changes, and in nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio import encode, loudness, resample
from clonyvoice.audio.decoding import decode
from clonyvoice.cli import group
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import Unavailable
from clonyvoice.engines.contract import SpokenWord
from clonyvoice.provenance.installation_marks import installation_number, number_if_any
from clonyvoice.provenance.watermark import Watermark, mark
from clonyvoice.provenance.watermark_code import NUMBERS, number_of, symbols_of
from clonyvoice.provenance.watermark_detection import ANY_SCORE, evidence, find
from clonyvoice.speech.chunk_synthesis import SynthesisedPiece, marked

NUMBER = 0xABCDE


def babble(seconds: float, rate: int = 24_000, seed: int = 1) -> Audio:
    """Sound with the spectrum and the changes of level of speech: filtered noise in syllables."""
    random = np.random.default_rng(seed)
    count = round(seconds * rate)
    spectrum = np.fft.rfft(random.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / rate)
    noise = np.fft.irfft(spectrum / (1 + (frequency / 700) ** 1.3), count)
    time = np.arange(count) / rate
    level = 0.02 + np.clip(np.sin(2 * np.pi * 3.1 * time) + 0.4 * np.sin(2 * np.pi * 0.7 * time), 0, None)
    sound = noise * level
    return Audio((0.2 * sound / np.abs(sound).max()).astype(np.float32), rate)


@given(st.integers(0, NUMBERS - 1))
def test_a_number_is_read_from_its_symbols_and_no_symbol_may_be_wrong(number: int) -> None:
    symbols = symbols_of(number)
    assert number_of(symbols) == number
    for place in range(5):
        wrong = tuple(symbol ^ (1 if at == place else 0) for at, symbol in enumerate(symbols))
        assert number_of(wrong) is None


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 50_000),
    st.lists(st.integers(0, 4000), min_size=1, max_size=8),
    st.sampled_from([8000, 16_000, 22_050, 24_000, 44_100]),
)
def test_pieces_are_marked_as_the_whole_is(position: int, sizes: list[int], rate: int) -> None:
    sound = babble(sum(sizes) / 8000 + 0.01, 8000).samples[: sum(sizes)]
    whole = mark(Audio(sound, rate), NUMBER, position).samples
    stream = Watermark(NUMBER, rate, position)
    parts, at = [], 0
    for size in sizes:
        parts.append(stream.feed(sound[at : at + size]))
        at += size
    parts.append(stream.finish())
    joined = np.concatenate(parts)
    assert len(whole) == len(joined) == len(sound)
    np.testing.assert_allclose(joined, whole, atol=1e-6)


def test_a_later_beginning_has_the_same_pattern() -> None:
    sound = babble(2.0)
    whole = mark(sound, NUMBER).samples
    later = mark(Audio(sound.samples[12_345:], 24_000), NUMBER, 12_345).samples
    np.testing.assert_allclose(later[1000:], whole[12_345 + 1000 :], atol=1e-6)


def test_silence_stays_silence_and_the_level_stays() -> None:
    assert not mark(Audio.silence(1, 24_000), NUMBER).samples.any()
    sound = babble(5.0)
    assert abs(loudness(mark(sound, NUMBER)) - loudness(sound)) < 0.3


@pytest.mark.parametrize("change", ["mp3", "8 kHz", "faster", "cropped"])
def test_the_number_is_found_after_changes(change: str) -> None:
    sound = mark(babble(9.0), NUMBER, 98_765)
    if change == "mp3":
        sound = decode(encode(sound, "mp3"))
    elif change == "8 kHz":
        sound = resample(sound, 8000)
    elif change == "faster":
        sound = resample(Audio(sound.samples, 25_600), 24_000)
    elif change == "cropped":
        sound = Audio(sound.samples[50_001:170_001], 24_000)
    found = find(sound)
    assert [each.number for each in found] == [NUMBER]
    assert evidence(sound, NUMBER).own
    assert not evidence(sound, NUMBER + 1).own


@pytest.mark.parametrize("change", ["plain", "noise", "8 kHz", "quiet"])
def test_three_seconds_are_enough(change: str) -> None:
    sound = mark(babble(8.0, seed=11), NUMBER, 4321)
    sound = Audio(sound.samples[60_000 : 60_000 + 3 * 24_000], 24_000)
    random = np.random.default_rng(12)
    if change == "noise":
        power = np.sqrt(np.mean(sound.samples**2))
        noise = random.standard_normal(len(sound.samples)).astype(np.float32) * np.float32(0.1) * power
        sound = Audio(sound.samples + noise, 24_000)
    elif change == "8 kHz":
        sound = resample(sound, 8000)
    elif change == "quiet":
        sound = Audio(sound.samples * np.float32(0.003), 24_000)
    seen = evidence(sound, NUMBER)
    assert seen.number == NUMBER
    assert seen.own
    assert seen.score >= ANY_SCORE


def test_loudness_does_not_matter_to_the_score() -> None:
    sound = mark(babble(4.0, seed=3), NUMBER)
    louder = evidence(Audio(sound.samples * np.float32(4.0), 24_000), NUMBER)
    assert louder.own_score == pytest.approx(evidence(sound, NUMBER).own_score, abs=0.05)


def test_no_mark_is_found_where_there_is_none() -> None:
    for seed in range(2):
        assert find(babble(6.0, seed=seed), NUMBER) == []
    assert find(Audio.silence(4, 16_000), NUMBER) == []
    assert find(Audio.silence(0, 16_000), NUMBER) == []


def test_two_marks_over_each_other_are_both_found() -> None:
    twice = mark(mark(babble(10.0), NUMBER), 4711, 31_000)
    assert {NUMBER, 4711} & {each.number for each in find(twice, NUMBER)}
    assert evidence(twice, NUMBER).own
    assert evidence(twice, 4711).own


def test_the_installation_keeps_its_number(tmp_path: Path) -> None:
    assert number_if_any(tmp_path) is None
    number = installation_number(tmp_path)
    assert installation_number(tmp_path) == number == number_if_any(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["watermark-number"]
    (tmp_path / "watermark-number").write_text("lots")
    with pytest.raises(Unavailable, match="watermark-number"):
        installation_number(tmp_path)


def test_pieces_of_a_chunk_are_marked_where_they_are_in_the_whole() -> None:
    sound = babble(3.0)
    word = SpokenWord("so", 0.1, 0.2, 0, 2)
    spoken = [
        SynthesisedPiece(Audio(sound.samples[:30_000], 24_000), (word,), 9),
        SynthesisedPiece(Audio(sound.samples[30_000:], 24_000), (), 7),
    ]
    assert list(marked(iter(spoken), None, 24_000)) == spoken
    pieces = list(marked(iter(spoken), NUMBER, 24_000, 5000))
    assert [(piece.words, piece.symbols) for piece in pieces] == [((word,), 9), ((), 7), ((), 0)]
    assert len(pieces[0].audio.samples) > 30_000 - 0.04 * 24_000
    joined = np.concatenate([piece.audio.samples for piece in pieces])
    np.testing.assert_allclose(joined, mark(sound, NUMBER, 5000).samples, atol=1e-6)


def test_verify_tells_whose_mark_it_is(tmp_path: Path) -> None:
    ours, theirs, bare = (tmp_path / name for name in ("ours.wav", "theirs.wav", "bare.wav"))
    number = installation_number(tmp_path)
    ours.write_bytes(encode(mark(babble(6.0), number), "wav"))
    theirs.write_bytes(encode(mark(babble(6.0), number ^ 1), "wav"))
    bare.write_bytes(encode(babble(6.0), "wav"))

    def told(*arguments: str) -> str:
        done = CliRunner().invoke(group, ["verify", *arguments, "--data-dir", str(tmp_path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert f"by this installation (number {number})" in told(str(ours))
    assert "by another installation" in told(str(theirs))
    assert "No watermark of ClonyVoice was found" in told(str(bare))
    assert "That does not prove that a person spoke" in told(str(bare))
    (seen,) = json.loads(told(str(ours), "--json"))["watermarks"]
    assert seen["number"] == number
    assert seen["this_installation"]


class CancelledAtThird(CancelToken):
    """Cancelled when it is looked at for the third time."""

    looks = 0

    def raise_if_cancelled(self) -> None:
        self.looks += 1
        if self.looks == 3:
            self.cancel()
        super().raise_if_cancelled()


def test_a_search_is_cancelled_between_its_stretches() -> None:
    cancel = CancelledAtThird()
    with pytest.raises(Cancelled):
        find(babble(40.0, seed=1), cancel=cancel)
    assert cancel.looks == 3
