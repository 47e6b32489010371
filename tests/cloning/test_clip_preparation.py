from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.audio import loudness, resample
from clonyvoice.cloning.clip_preparation import prepare
from clonyvoice.cloning.clip_selection import best, spans
from clonyvoice.cloning.denoising import levelled, without_hum, without_noise
from clonyvoice.cloning.errors import Music, NoSpeech, SeveralSpeakers, Silence, TooShort
from clonyvoice.cloning.music_singing_shouting_measurement import held_tones
from clonyvoice.cloning.noise_hum_reverberation import hum, signal_to_noise
from clonyvoice.cloning.quality_report import Measures, findings
from clonyvoice.cloning.several_recordings import combined_report, prepare_all
from clonyvoice.cloning.speaker_check import outliers
from clonyvoice.cloning.speech_levels_clipping import survey
from clonyvoice.core import Audio, Cancelled, CancelToken
from tests.cloning.sounds import RATE, by_pitch, chords, hearing, hiss, syllables, write


@pytest.fixture(autouse=True)
def _hearing() -> Iterator[None]:
    with hearing():
        yield


def _prepare(path: Path) -> object:
    return prepare(path, path.name, by_pitch, CancelToken())


def test_plain_speech_is_cut_into_clips_at_one_loudness(tmp_path: Path) -> None:
    sound = np.concatenate([hiss(1, 0.0005), syllables(20), hiss(1, 0.0005)])
    found = prepare(write(tmp_path / "a.wav", sound), "a.wav", by_pitch, CancelToken())
    assert 15 < found.seconds <= 22
    for clip in found.clips:
        assert clip.audio.sample_rate == RATE
        assert loudness(clip.audio) == pytest.approx(-23.0, abs=1.0)
        assert 0 < clip.weight <= 1
    report = found.report()
    assert report["speech_seconds"] == pytest.approx(17, abs=6)
    assert report["other_speakers"] == 0
    assert report["advice"] == [] or all(isinstance(line, str) for line in report["advice"])


class LookedAt(CancelToken):
    """Remembers the longest computing, in processor time of its thread, between two looks at whether to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, time.thread_time()

    @property
    def cancelled(self) -> bool:
        self._look()
        return super().cancelled

    def raise_if_cancelled(self) -> None:
        self._look()
        super().raise_if_cancelled()

    def _look(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def test_a_cancel_is_seen_between_any_two_steps(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", syllables(45) + hiss(45, 0.005))
    prepare(path, "a.wav", by_pitch, CancelToken())  # what is imported and planned once
    cancel = LookedAt()
    prepare(path, "a.wav", by_pitch, cancel)
    cancel.raise_if_cancelled()
    assert cancel.longest < 0.2  # measuring the pitch alone took 0.4 s


def test_silence_is_called_silence(tmp_path: Path) -> None:
    with pytest.raises(Silence, match=r"a\.wav is silent"):
        _prepare(write(tmp_path / "a.wav", np.zeros(RATE * 5, np.float32)))


def test_music_is_called_music(tmp_path: Path) -> None:
    with pytest.raises(Music) as caught:
        _prepare(write(tmp_path / "a.wav", chords(12)))
    heard = caught.value.details["heard"]
    assert isinstance(heard, dict)
    assert heard["music"] > 0.5


def test_sound_without_speech_is_called_that(tmp_path: Path) -> None:
    with pytest.raises(NoSpeech):
        _prepare(write(tmp_path / "a.wav", hiss(6, 0.01)))


def test_a_second_of_speech_is_too_short(tmp_path: Path) -> None:
    sound = np.concatenate([hiss(2, 0.0005), syllables(1.2), hiss(2, 0.0005)])
    with pytest.raises(TooShort, match="at least"):
        _prepare(write(tmp_path / "a.wav", sound))


def test_two_people_are_refused_and_a_word_of_another_is_left_out(tmp_path: Path) -> None:
    gap = np.zeros(RATE, np.float32)
    deep, high = syllables(7, 110), syllables(7, 280, seed=2)
    with pytest.raises(SeveralSpeakers) as caught:
        _prepare(write(tmp_path / "a.wav", np.concatenate([deep, gap, high])))
    assert caught.value.code == "several_speakers"
    long = syllables(26, 110, seed=3)
    found = prepare(
        write(tmp_path / "b.wav", np.concatenate([long, gap, high[: 6 * RATE]])), "b", by_pitch, CancelToken()
    )
    assert found.measures.other_speakers > 0
    assert all(clip.start < 27 for clip in found.clips)
    assert any(finding.code == "other_speaker" for finding in found.findings)


def test_the_best_minute_is_found_in_a_long_noisy_recording(tmp_path: Path) -> None:
    noisy = syllables(60) + hiss(60, 0.012)
    clean = syllables(30, seed=9) + hiss(30, 0.0003, seed=8)
    pause = hiss(2, 0.0003)
    sound = np.concatenate([noisy, pause, clean, pause, noisy[: 30 * RATE]])
    found = prepare(write(tmp_path / "a.wav", sound), "a", by_pitch, CancelToken(), wanted=15.0)
    inside = sum(clip.audio.duration for clip in found.clips if clip.start >= 61 and clip.end <= 93)
    assert inside / found.seconds > 0.75


def test_files_of_somebody_else_and_unfit_files_are_left_out(tmp_path: Path) -> None:
    files = [
        (write(tmp_path / f"{index}.wav", syllables(8, 115, seed=index)), f"{index}.wav")
        for index in range(3)
    ]
    files.append((write(tmp_path / "other.wav", syllables(8, 290, seed=7)), "other.wav"))
    files.append((write(tmp_path / "silent.wav", np.zeros(RATE * 4, np.float32)), "silent.wav"))
    gathered = prepare_all(files, by_pitch, CancelToken())
    assert gathered.left_out == {3: "another_person", 4: "silence"}
    assert gathered.left_out_names == {3: "other.wav", 4: "silent.wav"}
    assert len(gathered.recordings) == 3
    assert max(gathered.weights) == 1.0
    report = combined_report(gathered)
    assert report["speech_seconds"] == pytest.approx(
        sum(one.measures.speech_seconds for one in gathered.recordings), abs=0.1
    )


def test_cancel_ends_the_survey(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        prepare(write(tmp_path / "a.wav", syllables(5)), "a", by_pitch, cancel)


@pytest.mark.parametrize("snr", [6.0, 20.0, 40.0])
def test_signal_to_noise_is_measured_within_a_few_decibels(snr: float) -> None:
    random = np.random.default_rng(0)
    chances = np.repeat([0.0, 1.0, 0.0, 1.0], 50)
    noise = -60.0 + random.normal(0, 0.5, 200)
    power = 10 ** (noise / 10) + np.where(chances > 0.5, 10 ** ((-60.0 + snr) / 10), 0.0)
    measured, level = signal_to_noise(chances, 10 * np.log10(power))
    assert measured == pytest.approx(snr, abs=1.5)
    assert level == pytest.approx(-60.0 + snr, abs=2.5)


def test_clipping_is_seen_and_clean_peaks_are_not(tmp_path: Path) -> None:
    clean = syllables(6, level=0.9)
    cut = np.clip(clean * 3.0, -0.9, 0.9)
    cancel = CancelToken()
    assert survey(write(tmp_path / "a.wav", clean), cancel).clipped < 0.001
    assert survey(write(tmp_path / "b.wav", cut.astype(np.float32)), cancel).clipped > 0.02


def test_a_telephone_is_recognised_by_its_bandwidth(tmp_path: Path) -> None:
    spectrum = np.fft.rfft(syllables(8) + hiss(8, 0.002))
    hertz = np.fft.rfftfreq(8 * RATE, 1 / RATE)
    spectrum[hertz > 3500] = 0
    narrow = np.fft.irfft(spectrum, 8 * RATE).astype(np.float32)
    found = prepare(write(tmp_path / "a.wav", narrow), "a", by_pitch, CancelToken())
    assert found.measures.bandwidth_hz == pytest.approx(3500, abs=500)
    assert any(finding.code == "telephone" for finding in found.findings)


def test_hum_is_found_told_by_its_mains_and_taken_out() -> None:
    t = np.arange(8 * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * 50 * k * t) / k for k in range(1, 9))
    sound = Audio((syllables(8, 143) + 0.01 * tones + hiss(8, 0.001)).astype(np.float32), RATE)
    assert hum([sound]) == 50.0
    assert hum([without_hum(sound, 50.0)]) == 0.0
    assert hum([Audio(syllables(8, 120), RATE)]) == 0.0


def test_denoising_lowers_the_noise_and_keeps_the_speech() -> None:
    clean, noise = syllables(6), hiss(6, 0.02)
    power = np.full(513, 0.02**2 * np.sum(np.hanning(769)[:-1] ** 2))
    done = without_noise(Audio(clean + noise, RATE), power)
    quiet = np.abs(clean) < 1e-4
    before = float(np.mean(noise[quiet] ** 2))
    after = float(np.mean(done.samples[quiet] ** 2))
    assert 10 * np.log10(before / after) > 5
    assert float(np.corrcoef(clean, done.samples)[0, 1]) > 0.97
    assert len(done.samples) == len(clean)


def test_music_holds_its_tones_and_speech_does_not() -> None:
    assert held_tones(resample(Audio(chords(5), RATE), 16_000)) > 0.5
    assert held_tones(resample(Audio(syllables(5), RATE), 16_000)) < 0.2


def test_levelling_a_whisper_does_not_blow_up_silence() -> None:
    silent = levelled(Audio(np.zeros(RATE, np.float32), RATE))
    assert not silent.samples.any()


def test_the_odd_one_out_is_found_among_vectors() -> None:
    random = np.random.default_rng(0)
    base = random.standard_normal(64)
    same = [base + 0.4 * random.standard_normal(64) for _ in range(4)]
    other = random.standard_normal(64)
    vectors = [np.asarray(v / np.linalg.norm(v), np.float32) for v in (*same, other)]
    assert outliers(vectors) == (4,)
    assert outliers(vectors[:1]) == ()


def test_the_best_spans_come_in_the_recordings_order(tmp_path: Path) -> None:
    seen = survey(write(tmp_path / "a.wav", syllables(50)), CancelToken())
    chosen = best(spans(seen), 20.0)
    assert [span.start for span in chosen] == sorted(span.start for span in chosen)
    assert 18 <= sum(span.seconds for span in chosen) < 36
    assert all(1.0 <= span.seconds <= 14.1 for span in chosen)


_GOOD = Measures(30, 30, 32, 40, -20, 0, 12000, 0, 0.1, 0, 0.02, 0.7, 120, 0.1, -6)


def test_a_good_recording_is_called_good() -> None:
    assert [finding.code for finding in findings(_GOOD)] == ["clean"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"speech_seconds": 4.0}, "short"),
        ({"speech_seconds": 10.0}, "rather_short"),
        ({"snr_db": 5.0}, "very_noisy"),
        ({"snr_db": 15.0}, "noisy"),
        ({"hum_hz": 60.0}, "hum"),
        ({"echo": 0.9}, "echo"),
        ({"music": 0.45}, "background_music"),
        ({"other_speakers": 0.1}, "other_speaker"),
        ({"clipping": 0.02}, "clipping"),
        ({"level_db": -55.0}, "soft"),
        ({"bandwidth_hz": 3400.0}, "telephone"),
        ({"bandwidth_hz": 5500.0}, "narrow"),
        ({"voiced": 0.05}, "whispered"),
        ({"sung": 0.8}, "sung"),
        ({"pitch_hz": 320.0, "tilt": 6.0}, "shouted"),
        ({"pitch_hz": 300.0}, "child"),
    ],
)
def test_each_flaw_is_told_in_both_languages_with_what_to_do(changes: dict[str, float], code: str) -> None:
    from dataclasses import replace

    (found,) = [finding for finding in findings(replace(_GOOD, **changes)) if finding.code == code]
    assert found.advice
    assert found.advice_ko
    assert any("가" <= char <= "힣" for char in found.said_ko)
    assert found.cost > 0
