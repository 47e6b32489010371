"""Dictionaries, SSML, subtitles, hearing back, designed voices, previews."""

from __future__ import annotations

import asyncio
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.engines.contract import FittedVoice, SlotLease
from clonyvoice.jobs.errors import JobFailed
from clonyvoice.speech.errors import NotSpokenYet
from clonyvoice.speech.request import Description, Segment, SpeechRequest
from clonyvoice.speech.transcript_check import CheckedChunk, Hear, Likelihood, check
from clonyvoice.speech.voice_previews import Previews
from tests.speech.conftest import Stage, ask
from tests.speech.scripted import ALL, ScriptedEngine


def phonemes(stage: Stage, request: int = -1) -> str:
    return "".join(word.phonemes for word in stage.engine.requests[request].words)


def test_the_nearest_dictionary_wins(stage: Stage) -> None:
    stage.speech.pronunciations.replace("key_1", {"GIF": "/aaa/", "SQL": "/bbb/", "JPEG": "/ccc/"})
    stage.voices.update("voice_af_heart", {"settings": {"pronunciations": {"GIF": "/ddd/", "PNG": "/eee/"}}})
    request = ask("GIF SQL JPEG PNG.", pronunciations={"JPEG": "/fff/"})
    stage.speech.wait(stage.speech.start(request, "key_1"))
    assert phonemes(stage) == "aaabbbfffeee"
    stage.speech.wait(stage.speech.start(ask("SQL."), "key_2"))
    assert "bbb" not in phonemes(stage)
    assert stage.speech.pronunciations.replace("key_1", {}) == {}


def test_a_voices_own_settings_are_its_defaults(stage: Stage) -> None:
    stage.voices.update("voice_af_heart", {"settings": {"speed": 1.5, "pitch": 2.0}})
    stage.speech.wait(stage.speech.start(ask("Hello."), "k"))
    assert (stage.engine.requests[-1].speed, stage.engine.requests[-1].pitch) == (1.5, 2.0)
    stage.speech.wait(stage.speech.start(ask("Hello.", speed=0.8), "k"))
    assert (stage.engine.requests[-1].speed, stage.engine.requests[-1].pitch) == (0.8, 2.0)


def test_ssml_is_read_only_when_asked_for(stage: Stage) -> None:
    source = "<speak>One <prosody rate='200%'>two</prosody> three.<break time='1s'/>Four.</speak>"
    done = stage.speech.wait(stage.speech.start(ask(source, ssml=True), "k"))
    assert [word.word for word in done.words()] == ["One", "two", "three", "Four"]
    assert [request.speed for request in stage.engine.requests] == [1.0, 2.0, 1.0, 1.0]
    three, four = done.chunks[2], done.chunks[3]
    assert three.end is not None
    assert four.start is not None
    assert four.start - three.end == pytest.approx(1.0)
    plain = stage.speech.wait(stage.speech.start(ask("1 < 2 and <b>bold</b>"), "k"))
    assert "bold" in [word.word for word in plain.words()]


def test_ssml_emphasis_is_within_its_sentence_where_the_engine_has_it(stage: Stage) -> None:
    source = "<speak>One <emphasis level='strong'>two</emphasis> three.</speak>"
    done = stage.speech.wait(stage.speech.start(ask(source, ssml=True), "k"))
    assert len(done.chunks) == 3  # slower and louder, as pieces of their own
    assert [request.speed for request in stage.engine.requests[-3:]] == [1.0, pytest.approx(0.88), 1.0]
    stage.engine.abilities = stage.engine.abilities | {"emphasis"}
    done = stage.speech.wait(stage.speech.start(ask(source, ssml=True), "k"))
    assert len(done.chunks) == 1
    assert [(word.text, word.emphasis) for word in stage.engine.requests[-1].words][:3] == [
        ("One", 0), ("two", 2), ("three", 0),
    ]  # fmt: skip


def test_without_normalising_numbers_are_left_as_they_are(stage: Stage) -> None:
    for normalize in (True, False):
        stage.speech.wait(stage.speech.start(ask("In 1999.", normalize_text=normalize), "k"))
    assert phonemes(stage, -1) != phonemes(stage, -2)


def test_subtitles_are_exact_to_the_word(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask("Hello there, my friend. How are you?"), "k"))
    words = done.words()
    shown = stage.speech.subtitles(done, "srt").split("\n\n")
    assert shown[0].splitlines()[2] == "Hello there, my friend."
    start = f"00:00:0{int(words[0].start)},{round(words[0].start % 1 * 1000):03d}"
    assert shown[0].splitlines()[1].startswith(start)
    assert stage.speech.subtitles(done, "vtt").startswith("WEBVTT\n\n00:00:0")
    with pytest.raises(NotSpokenYet):
        stage.speech.subtitles(replace(done, status=JobState.RUNNING), "srt")


@dataclass
class Heard:
    text: str


def heard_as(*texts: str) -> Hear:
    answers = iter(texts)

    def hear(audio: Audio, language: str | None, cancel: CancelToken) -> Heard:
        assert audio.duration > 0
        assert audio.sample_rate == 16_000
        return Heard(next(answers))

    return hear


def likely(**chances: float) -> Likelihood:
    """A recogniser that holds all words certain but these."""

    def likelihood(audio: Audio, text: str, language: str, cancel: CancelToken) -> list[tuple[str, float]]:
        return [(f" {word}", chances.get(word.strip(".,"), -0.1)) for word in text.split()]

    return likelihood


def checked(stage: Stage, text: str, heard: Hear, likelihood: Likelihood) -> tuple[CheckedChunk, ...]:
    done = stage.speech.wait(stage.speech.start(ask(text, sentence_chunks=True), "k"))
    return check(done, stage.blobs, heard, likelihood, nullcontext, CancelToken())


def test_words_that_were_not_heard_are_flagged_with_their_times(stage: Stage) -> None:
    text = "It costs $5 today. Their house is near the sea. This one went entirely wrong somehow."
    done = stage.speech.wait(stage.speech.start(ask(text, sentence_chunks=True), "k"))
    hear = heard_as("It costs five dollars today.", "There house is near the sea", "This one went home.")
    nobody = likely(entirely=-19.0, wrong=-18.0, somehow=-15.5)
    found = check(done, stage.blobs, hear, nobody, nullcontext, CancelToken())
    assert [chunk.flagged for chunk in found] == [False, False, True]
    assert found[1].differences == ()
    assert all(word.likelihood is None for word in found[0].words), "nobody asks about what sounds right"
    assert [word.text for word in found[2].words if word.wrong] == ["entirely", "wrong", "somehow"]
    (difference,) = found[2].differences
    assert (difference.expected, difference.heard) == ("entirely wrong somehow", "home")
    third = done.chunks[2]
    assert third.start is not None
    assert third.end is not None
    assert third.start <= difference.start < difference.end <= third.end + 0.01
    near = heard_as("Their house is near the sea.")
    one = check(done, stage.blobs, near, nobody, nullcontext, CancelToken(), 1)
    assert [chunk.index for chunk in one] == [1]


def test_a_name_that_is_spelled_otherwise_is_right_where_the_recogniser_holds_it_likely(stage: Stage) -> None:
    text, heard = "We met Zbigniew in Lisbon.", "We met Spring Yev in Rocklow."
    (one,) = checked(stage, text, heard_as(heard), likely(Zbigniew=-5.6, Lisbon=-15.4))
    assert one.flagged
    assert [(word.text, word.heard, word.wrong) for word in one.words[2:]] == [
        ("Zbigniew", "Spring Yev", False),
        ("in", "in", False),
        ("Lisbon", "Rocklow", True),
    ]
    assert [each.expected for each in one.differences] == ["Lisbon"]


def test_speech_that_nobody_wrote_is_flagged(stage: Stage) -> None:
    heard = heard_as("We met in Lisbon. Thank you very much for watching.")
    (one,) = checked(stage, "We met in Lisbon.", heard, likely())
    assert one.flagged
    assert not any(word.wrong for word in one.words)
    assert one.heard.endswith("watching.")


class Designer:
    def __init__(self) -> None:
        self.made: list[tuple[object, ...]] = []

    def make(
        self,
        description: str,
        language: str,
        gender: str | None,
        age: str | int | None,
        seed: int,
        cancel: CancelToken,
        turn: SlotLease,
        engine: str | None,
    ) -> FittedVoice:
        assert engine == "scripted"
        self.made.append((description, language, gender, age, seed))
        if "nothing" in description:
            raise InvalidRequest("Nothing was understood.", param="description")
        return FittedVoice("scripted", 1, f"{description}{seed}".encode())


def described(description: str, seed: int | None = 3) -> SpeechRequest:
    segments = (Segment("Hello there. How are you today, my friend?", "", "en"),)
    return SpeechRequest(
        kind="design", segments=segments, design=Description(description, "male", 60), seed=seed
    )


def test_a_voice_is_made_from_words_for_one_generation(tmp_path: Path) -> None:
    designer = Designer()
    with closing(
        Stage.open(tmp_path, ScriptedEngine(abilities=ALL | {"design"}), designer=designer)
    ) as stage:
        _designed(stage, designer)


def test_without_a_designer_no_voice_is_made_from_words(stage: Stage) -> None:
    stage.engine.abilities = stage.engine.abilities | {"design"}
    with pytest.raises(EngineUnavailable):
        stage.speech.start(described("an old man"), "k")


def _designed(stage: Stage, designer: Designer) -> None:
    done = stage.speech.wait(stage.speech.start(described("an old man"), "k"))
    assert designer.made == [("an old man", "en", "male", 60, 3)]
    assert stage.engine.requests[-1].voice == FittedVoice("scripted", 1, b"an old man3")
    assert (done.voice_id, done.voice_name) == (None, "an old man")
    with pytest.raises(JobFailed, match="understood"):
        stage.speech.wait(stage.speech.start(described("nothing"), "k"))


def test_a_preview_is_made_once_for_each_language(stage: Stage) -> None:
    previews = Previews(stage.speech, stage.voices)

    async def get(language: str | None = None) -> str:
        return (await previews.get("voice_af_heart", language)).id

    first = asyncio.run(get())
    asked = len(stage.engine.requests)
    assert asyncio.run(get()) == first
    assert len(stage.engine.requests) == asked
    assert asyncio.run(get("ko")) != first
    assert stage.engine.requests[-1].language == "ko"
    assert stage.speech.listing(None).total == 0
