"""Real speech through the real recogniser and encoder: a Piper voice records, is judged and written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.audio import resample, shift_pitch
from clonyvoice.cloning.clip_preparation import prepare
from clonyvoice.cloning.errors import NoSpeech, SeveralSpeakers, UnfitRecording
from clonyvoice.cloning.several_recordings import speaker_vector
from clonyvoice.cloning.speaker_check import Embed
from clonyvoice.core import Audio, Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.voice_activity import SpeechDetector
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore
from tests.cloning.sounds import RATE, chords, hiss, write

pytestmark = pytest.mark.model
SAID = (
    "The morning train was late again, so we walked along the river. Nobody in the village had ever seen such a "
    "bright day in November. Please put the kettle on, and tell me what the doctor said about your knee."
)


@pytest.fixture(scope="module")
def store() -> WeightsStore:
    return WeightsStore(Settings().weights)


@pytest.fixture(scope="module")
def joe(store: WeightsStore) -> Audio:
    return resample(PiperVoice(store.path("piper-joe")).say(SAID, varied=False), RATE)


@pytest.fixture(scope="module")
def embed(store: WeightsStore) -> Embed:
    return CampPlusEncoder(store).embed


@pytest.fixture(scope="module")
def whisper(store: WeightsStore) -> Iterator[WhisperModel]:
    model = WhisperModel(store.path("whisper-base"), 2)
    yield model
    model.unload()


def _prepared(path: Path, embed: Embed) -> object:
    return prepare(path, path.name, embed, CancelToken())


def _words(text: str) -> list[str]:
    return ["".join(char for char in word if char.isalnum()) for word in text.lower().split()]


@contextmanager
def _heard_as(code: str) -> Iterator[None]:
    with pytest.raises(UnfitRecording) as caught:
        yield
    assert caught.value.code == code


def test_what_was_said_is_heard_with_its_times(joe: Audio, whisper: WhisperModel) -> None:
    pause = np.zeros(4 * 16_000, np.float32)
    speech = resample(joe, 16_000).samples
    found = transcribe(
        [Audio(np.concatenate([pause, speech, pause, speech]), 16_000)], whisper, Options(), CancelToken()
    )
    assert found.language == "en"
    heard = _words(found.text)
    said = _words(SAID) * 2
    assert len(set(said) - set(heard)) <= 2
    assert abs(len(heard) - len(said)) <= 4
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    assert all(word.start <= word.end for word in found.words)
    assert found.words[0].start == pytest.approx(4.25, abs=0.6)
    again = next(word.start for word in found.words if word.start > 4 + len(speech) / 16_000)
    assert again == pytest.approx(8.25 + len(speech) / 16_000, abs=0.6)


def test_noise_and_music_give_no_words(whisper: WhisperModel) -> None:
    for sound in (hiss(8, 0.05), chords(8)):
        found = transcribe([resample(Audio(sound, RATE), 16_000)], whisper, Options(), CancelToken())
        assert len(found.words) <= 2


def test_a_cancelled_transcription_stops_within_a_window(joe: Audio, whisper: WhisperModel) -> None:
    cancel = CancelToken()
    speech = resample(joe, 16_000)
    with pytest.raises(Cancelled):
        transcribe(
            [speech] * 8, whisper, Options(language="en"), cancel, lambda segments, until: cancel.cancel()
        )


def share_of_speech(sound: Audio) -> float:
    detector, samples = SpeechDetector(), resample(sound, 16_000).samples
    return float(np.mean(np.concatenate([detector.feed(samples), detector.finish()]) > 0.5))


def test_the_detector_tells_speech_from_music_and_noise(joe: Audio) -> None:
    assert share_of_speech(joe) > 0.6
    assert share_of_speech(Audio(hiss(6, 0.05), RATE)) < 0.02


def test_a_recording_of_one_person_is_fit_and_its_report_is_right(
    joe: Audio, embed: Embed, tmp_path: Path
) -> None:
    found = prepare(write(tmp_path / "joe.wav", joe.samples), "joe.wav", embed, CancelToken())
    assert found.seconds > 8
    assert found.measures.snr_db > 20
    assert found.measures.clipping < 0.002
    assert 70 < found.measures.pitch_hz < 180
    assert found.measures.music < 0.2
    assert not {"telephone", "whispered", "sung", "shouted", "child"} & {one.code for one in found.findings}


def test_noise_is_told_and_does_not_change_who_it_is(joe: Audio, embed: Embed, tmp_path: Path) -> None:
    level = float(np.std(joe.samples)) * 10 ** (-10 / 20)
    noisy = joe.samples + hiss(joe.duration + 1, level)[: len(joe.samples)]
    path = write(tmp_path / "noisy.wav", (0.5 * noisy).astype(np.float32))
    found = prepare(path, "noisy.wav", embed, CancelToken())
    assert found.measures.snr_db < 16
    assert "noise" in found.treated
    assert {"noisy", "very_noisy"} & {one.code for one in found.findings}
    assert float(speaker_vector([found], embed) @ embed(joe)) > 0.45


def test_two_real_people_are_refused(joe: Audio, embed: Embed, tmp_path: Path) -> None:
    other = shift_pitch(joe, 8.0)
    both = np.concatenate([joe.samples, np.zeros(RATE, np.float32), other.samples])
    with pytest.raises(SeveralSpeakers):
        _prepared(write(tmp_path / "both.wav", both), embed)


def test_music_silence_and_noise_are_refused_as_what_they_are(embed: Embed, tmp_path: Path) -> None:
    with _heard_as("music"):
        _prepared(write(tmp_path / "music.wav", chords(10)), embed)
    with _heard_as("silence"):
        _prepared(write(tmp_path / "silence.wav", np.zeros(RATE * 5, np.float32)), embed)
    with pytest.raises(NoSpeech):
        _prepared(write(tmp_path / "noise.wav", hiss(8, 0.05)), embed)


def test_a_telephone_and_a_whisper_are_told_how_far_to_be_trusted(
    joe: Audio, embed: Embed, tmp_path: Path
) -> None:
    narrow = resample(joe, 8_000)
    path = tmp_path / "phone.wav"
    write(path, narrow.samples, 8_000)
    found = prepare(path, "phone.wav", embed, CancelToken())
    assert "telephone" in {one.code for one in found.findings}
    assert found.quality < 0.75
