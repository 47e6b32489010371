"""A text becomes sound: whole, in order, with exact words, through every way of asking."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event

from clonyvoice.audio import decode, loudness, probe
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.jobs.errors import JobFailed
from clonyvoice.speech.errors import GenerationNotFound, NotSpokenYet, TextTooLong
from clonyvoice.speech.generation_audio_files import joined
from clonyvoice.speech.request import Description, Segment, Shape, SpeechRequest
from clonyvoice.text.languages import NothingToSay, UnknownLanguage
from clonyvoice.voices.errors import VoiceNotFound
from tests.eventually import eventually
from tests.speech.conftest import Stage, ask
from tests.speech.scripted import ALL, RATE, ScriptedEngine

TEXT = (
    "The quick brown fox jumps over the lazy dog. It was not amused, not at all! What happened then? "
    "Nobody knows."
)


def test_a_text_is_spoken_and_its_words_are_where_they_sound(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask(TEXT), "key_1"))
    assert done.status == "completed"
    words = done.words()
    assert [TEXT[word.start_char : word.end_char] for word in words] == [word.word for word in words]
    assert " ".join(word.word for word in words) == "".join(c for c in TEXT if c not in ".,!?")
    sound = decode(stage.speech.file(done).read_bytes())
    assert sound.duration == pytest.approx(done.duration, abs=1e-3)
    for word in words:
        middle = round((word.start + word.end) / 2 * RATE)
        assert np.abs(sound.samples[middle - 300 : middle + 300]).max() > 0.05, word
    for one, other in pairwise(words):
        assert one.start < one.end <= other.start + 1e-3
    assert len(sound.samples) == sum(len(piece.samples) for piece in joined(done, stage.blobs))


def test_auto_says_how_sure_it_is_and_expects_the_languages_of_earlier_requests(stage: Stage) -> None:
    def said(text: str, owner: str, language: str = "auto") -> tuple[str, float | None]:
        started = stage.speech.wait(stage.speech.start(ask(text, language=language), owner))
        return started.chunks[0].language, started.settings.get("language_confidence")

    assert said("Good morning, how are you today?", "one")[1] == pytest.approx(1.0, abs=0.1)
    assert said("Ciao a tutti, come state?", "two", "it") == ("it", None)
    for text in ("Buongiorno a tutti voi, cari amici.", "Oggi il cielo è molto bello."):
        assert said(text, "two")[0] == "it"
    code, sure = said("Entra subito", "two")
    assert code == "it"
    assert sure is not None
    assert said("Good night, my friend.", "two")[0] == "en"
    assert said("Entra subito", "three")[0] != "it"  # without a word about Italian


def test_a_sentence_takes_four_write_transactions(stage: Stage) -> None:
    """Request, start (with the attempt that a crash is counted against), take, end: each syncs the disk."""
    commits: list[object] = []
    event.listen(stage.database.engine, "commit", commits.append)
    done = stage.speech.wait(stage.speech.start(ask("Hello there."), "key_1"))
    assert done.status == "completed"
    assert len(commits) == 4


def test_timings_tell_what_happened(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask("Hello there."), "key_1"))
    assert 0 <= done.timings["queued_ms"] <= done.timings["first_audio_ms"] <= done.timings["total_ms"]
    assert done.timings["rtf"] > 0


def test_pauses_are_as_long_as_asked(stage: Stage) -> None:
    text = "[pause:0.5s] One here. [pause:1.5s] Two here. Three here. [pause:250ms]"
    done = stage.speech.wait(stage.speech.start(ask(text, pause_ms=300), "key_1"))
    first, second, third = done.chunks
    assert first.start == 0.5
    assert second.start is not None
    assert first.end is not None
    assert second.start - first.end == pytest.approx(1.5)
    assert third.start is not None
    assert second.end is not None
    assert third.start - second.end == pytest.approx(0.3)
    assert third.end is not None
    assert done.duration == pytest.approx(third.end + 0.25)
    sound = decode(stage.speech.file(done).read_bytes())
    assert np.abs(sound.samples[: round(0.49 * RATE)]).max() == 0


def test_every_chunk_has_the_same_loudness(stage: Stage) -> None:
    levels = iter([0.02, 0.5, 0.1, 0.3, 0.05])

    def vary(_request: object) -> None:
        stage.engine.amplitude = next(levels, 0.1)

    stage.engine.before = vary
    done = stage.speech.wait(stage.speech.start(ask(TEXT, sentence_chunks=True), "key_1"))
    measured = [
        loudness(decode(stage.speech.chunk_file(done, chunk.index).read_bytes())) for chunk in done.chunks
    ]
    assert max(measured) - min(measured) < 30  # drift is bounded around the first chunk's gain
    stage.engine.before = lambda request: None
    stage.engine.amplitude = 0.1
    again = stage.speech.wait(stage.speech.start(ask(TEXT, sentence_chunks=True, seed=1), "key_1"))
    even = [
        loudness(decode(stage.speech.chunk_file(again, chunk.index).read_bytes())) for chunk in again.chunks
    ]
    assert max(even) - min(even) < 1.0
    assert np.mean(even) == pytest.approx(-19.0, abs=1.0)


def test_volume_is_added_to_the_common_loudness_and_never_clips(stage: Stage) -> None:
    normal = stage.speech.wait(stage.speech.start(ask("One two three four."), "key_1"))
    softer = stage.speech.wait(stage.speech.start(ask("One two three four.", volume_db=-12.0), "key_1"))
    louder = stage.speech.wait(stage.speech.start(ask("One two three four.", volume_db=20.0), "key_1"))
    sounds = [decode(stage.speech.file(each).read_bytes()) for each in (normal, softer, louder)]
    assert loudness(sounds[1]) == pytest.approx(loudness(sounds[0]) - 12.0, abs=0.3)
    assert np.abs(sounds[2].samples).max() < 0.9


@pytest.mark.parametrize("able", [True, False])
@pytest.mark.parametrize("speed", [0.25, 0.8, 1.6, 4.0])
def test_speed_holds_over_its_whole_range_with_or_without_the_engine(
    tmp_path: Path, able: bool, speed: float
) -> None:
    engine = ScriptedEngine()
    if not able:
        engine.abilities = engine.abilities - {"speed"}
    stage = Stage.open(tmp_path, engine)
    usual = stage.speech.wait(stage.speech.start(ask("Some words to be said."), "k"))
    quick = stage.speech.wait(stage.speech.start(ask("Some words to be said.", speed=speed), "k"))
    assert usual.duration is not None
    assert quick.duration is not None
    assert quick.duration == pytest.approx(usual.duration / speed, rel=0.12)
    assert quick.words()[-1].end == pytest.approx(quick.duration, abs=0.15)
    stage.close()


def test_pitch_is_made_for_an_engine_that_has_none(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    engine.abilities = engine.abilities - {"pitch"}
    stage = Stage.open(tmp_path, engine)
    found = []
    for pitch in (0.0, 7.0):
        done = stage.speech.wait(stage.speech.start(ask("Some words to be said.", pitch=pitch), "k"))
        sound = decode(stage.speech.file(done).read_bytes()).samples
        found.append(np.argmax(np.abs(np.fft.rfft(sound))) * RATE / len(sound))
    assert found[1] / found[0] == pytest.approx(2 ** (7 / 12), rel=0.03)
    assert engine.requests[-1].pitch == 0
    stage.close()


def test_an_engine_without_word_times_gets_estimates(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    engine.abilities = engine.abilities - {"word_times"}
    stage = Stage.open(tmp_path, engine)
    done = stage.speech.wait(stage.speech.start(ask("Some words to be said."), "k"))
    words = done.words()
    assert [word.word for word in words] == ["Some", "words", "to", "be", "said"]
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(words))
    stage.close()


@pytest.mark.parametrize("fmt", ["wav", "mp3", "flac", "opus", "aac"])
def test_a_generation_is_read_in_any_format_with_its_true_length(stage: Stage, fmt: str) -> None:
    done = stage.speech.wait(stage.speech.start(ask("Hello there, how are you?"), "key_1"))
    facts = probe(stage.speech.file(done, fmt))
    assert facts.duration == pytest.approx(done.duration, abs=0.26 if fmt == "aac" else 0.01)


def test_the_asked_format_and_rate_are_the_default_of_the_file(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask("Hello there.", format="mp3", sample_rate=44_100), "k"))
    facts = probe(stage.speech.file(done))
    assert (facts.codec, facts.sample_rate) == ("mp3", 44_100)


def test_what_is_heard_while_it_is_made_is_what_is_kept(stage: Stage) -> None:
    started = stage.speech.start(ask(TEXT, eager=True, sentence_chunks=True), "key_1")
    heard = np.concatenate([piece.samples for piece in stage.speech.listen(started.id)])
    done = stage.speech.wait(started)
    kept = np.concatenate([piece.samples for piece in joined(done, stage.blobs)])
    assert len(heard) == len(kept)
    np.testing.assert_allclose(heard, kept, atol=2 / 32768)
    afterwards = np.concatenate([piece.samples for piece in stage.speech.listen(started.id)])
    np.testing.assert_array_equal(afterwards, kept)


def test_who_listens_hears_a_short_first_piece_before_the_rest_is_made(stage: Stage) -> None:
    stage.engine.hold = threading.Event()
    started = stage.speech.start(
        ask(
            "A long first sentence, which has a clause or two, and goes on for a while, "
            "until it has been long enough for three pieces.",
            eager=True,
        ),
        "k",
    )
    sounds = stage.speech.listen(started.id)
    threading.Timer(0.2, stage.engine.hold.set).start()
    first = next(sounds)
    assert 0 < first.duration < 2.5
    rest = list(sounds)
    assert len(rest) > 1
    sizes = [sum(len(w.phonemes) + len(w.tail) for w in request.words) for request in stage.engine.requests]
    assert sizes[0] < 40
    assert len(sizes) > 2


def test_two_generations_at_once_never_mix(stage: Stage) -> None:
    one = stage.speech.start(ask(TEXT * 3, "af_heart"), "key_1")
    two = stage.speech.start(ask(TEXT * 3, "am_adam"), "key_2")
    tones = []
    for started in (one, two):
        sound = decode(stage.speech.file(stage.speech.wait(started)).read_bytes()).samples
        spectrum = np.abs(np.fft.rfft(sound))
        hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
        own = float(hertz[np.argmax(spectrum)])
        away = spectrum[(np.abs(hertz - own) > 60) & (hertz < 2 * own - 60)]
        tones.append(own)
        assert away.max() < 0.2 * spectrum.max()
    assert abs(tones[0] - tones[1]) > 20


def test_cancel_answers_after_the_compute_has_stopped(stage: Stage) -> None:
    stage.engine.hold = threading.Event()
    started = stage.speech.start(ask(TEXT), "key_1")
    eventually(lambda: stage.engine.running, every=0.005)
    assert stage.speech.get(started.id).status == "running"
    assert stage.speech.cancel(started.id, "key_1") == [started.id]
    assert stage.engine.running == 0
    assert stage.speech.get(started.id).status == "cancelled"
    assert stage.speech.cancel(started.id, "key_1") == []
    with pytest.raises(NotSpokenYet, match="cancelled"):
        stage.speech.file(stage.speech.get(started.id))


def test_cancel_stops_every_retake_of_a_generation(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask(TEXT), "key_1"))
    stage.engine.hold = threading.Event()
    retakes = [stage.speech.retake(done.id, 0, {}, "key_1", "key_1") for _ in range(2)]
    eventually(lambda: stage.engine.running == 2)
    assert stage.speech.cancel(done.id, "key_1") == [done.id]
    assert stage.engine.running == 0
    assert [stage.jobs.get(job.id).state for job in retakes] == ["cancelled", "cancelled"]


class _SlowDesigner:
    """Needs a long time for a voice, in the compute slot that it is given."""

    def __init__(self) -> None:
        self.computing = threading.Event()

    def make(self, *asked: object) -> FittedVoice:
        cancel, turn = asked[-3:-1]
        assert isinstance(cancel, CancelToken)
        assert callable(turn)
        with turn():
            self.computing.set()
            cancel.wait(20)
        cancel.raise_if_cancelled()
        raise AssertionError("the cancel did not come")


def test_cancel_reaches_the_voice_that_is_being_designed(tmp_path: Path) -> None:
    designer = _SlowDesigner()
    stage = Stage.open(tmp_path, ScriptedEngine(abilities=ALL | {"design"}), slots=1, designer=designer)
    described = replace(ask(TEXT, ""), design=Description("a calm woman"))
    try:
        started = stage.speech.start(described, "key_1")
        assert designer.computing.wait(30)
        waiting = threading.Thread(target=lambda: stage.speech.wait(stage.speech.start(ask(TEXT), "key_2")))
        waiting.start()
        eventually(lambda: stage.slots.waiting)  # the design holds the one slot, as all heavy work does
        assert stage.speech.cancel(started.id, "key_1") == [started.id]
        waiting.join(30)
        assert not waiting.is_alive()
    finally:
        stage.close()


def test_cancel_without_an_id_stops_all_of_one_key_only(stage: Stage) -> None:
    stage.engine.hold = threading.Event()
    mine = [stage.speech.start(ask(TEXT), "key_1").id for _ in range(3)]
    other = stage.speech.start(ask(TEXT), "key_2")
    assert sorted(stage.speech.cancel(None, "key_1")) == sorted(mine)
    stage.engine.hold.set()
    assert stage.speech.wait(other).status == "completed"


def test_who_listens_to_a_cancelled_generation_gets_no_tidy_end(stage: Stage) -> None:
    started = stage.speech.start(ask(TEXT, sentence_chunks=True, eager=True), "key_1")
    sounds = stage.speech.listen(started.id)
    next(sounds)
    stage.engine.hold = threading.Event()
    threading.Timer(0.1, lambda: stage.speech.cancel(started.id, None)).start()
    with pytest.raises(Cancelled):
        list(sounds)


def test_a_failure_is_told_with_its_code_and_the_made_chunks_are_kept(stage: Stage) -> None:
    def fail(request: object) -> None:
        if len(stage.engine.requests) == 2:
            raise InvalidRequest("no such sound", param="text")

    stage.engine.before = fail
    started = stage.speech.start(ask(TEXT, sentence_chunks=True), "key_1")
    with pytest.raises(JobFailed, match="no such sound"):
        stage.speech.wait(started)
    failed = stage.speech.get(started.id)
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error["code"] == "invalid_request"
    assert [chunk.status for chunk in failed.chunks][:2] == ["completed", "queued"]


def test_an_interrupted_generation_goes_on_at_its_first_unfinished_chunk(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    stage = Stage.open(tmp_path, engine)
    started = stage.speech.start(ask(TEXT, sentence_chunks=True), "key_1")
    sounds = stage.speech.listen(started.id)
    next(sounds)
    engine.hold = threading.Event()
    stage.jobs.stop()
    stage.database.close()
    engine.hold.set()
    asked = len(engine.requests)
    stage = Stage.open(tmp_path, engine)
    before = [chunk.index for chunk in stage.speech.get(started.id).chunks if chunk.active]
    done = stage.speech.wait(stage.speech.get(started.id))
    assert done.status == "completed"
    assert len(engine.requests) - asked <= len(done.chunks) - len(before) + 1
    assert all(len(chunk.takes) == 1 for chunk in done.chunks)
    stage.close()


def test_an_identical_request_with_a_seed_is_answered_from_the_disk(stage: Stage) -> None:
    first = stage.speech.wait(stage.speech.start(ask(TEXT, seed=7), "key_1"))
    asked = len(stage.engine.requests)
    again = stage.speech.start(ask(TEXT, seed=7), "key_1")
    assert (again.id, again.status) == (first.id, "completed")
    assert len(stage.engine.requests) == asked
    for other in (ask(TEXT, seed=8), ask(TEXT, seed=7, speed=1.1), ask(TEXT, "am_adam", seed=7)):
        assert stage.speech.wait(stage.speech.start(other, "key_1")).id != first.id
    assert stage.speech.wait(stage.speech.start(ask(TEXT, seed=7), "key_2")).id != first.id


def test_several_voices_and_languages_in_one_generation(stage: Stage) -> None:
    request = SpeechRequest(
        kind="clone-chunked-multivoice",
        segments=(
            Segment("Good morning.", "af_heart", "en"),
            Segment("Buenos días a todos.", "ef_dora", "es", Shape(speed=1.2)),
            Segment("안녕하세요.", "jf_nezumi", "auto"),
        ),
        sentence_chunks=True,
    )
    done = stage.speech.wait(stage.speech.start(request, "key_1"))
    assert [chunk.language for chunk in done.chunks] == ["en", "es", "ko"]
    assert [chunk.voice_id for chunk in done.chunks] == ["voice_af_heart", "voice_ef_dora", "voice_jf_nezumi"]
    assert [round(request.speed, 2) for request in stage.engine.requests] == [1.0, 1.2, 1.0]
    assert [done.text[chunk.start_char : chunk.end_char] for chunk in done.chunks] == [
        "Good morning.", "Buenos días a todos.", "안녕하세요.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (lambda: ask(""), NothingToSay),
        (lambda: ask(" \n\t "), NothingToSay),
        (lambda: ask("🎉🎉🎉"), NothingToSay),
        (lambda: ask("[pause:2s]"), NothingToSay),
        (lambda: ask("x" * 100_001), TextTooLong),
        (lambda: ask("Hello", language="tlh"), UnknownLanguage),
        (lambda: ask("Hello", "nobody"), VoiceNotFound),
        (lambda: ask("Hello", "../../etc/passwd"), VoiceNotFound),
        (lambda: ask("Hello", speed=9.0), InvalidRequest),
        (lambda: ask("Hello", format="opus", sample_rate=44_100), InvalidRequest),
    ],
)
def test_what_cannot_be_said_is_refused_before_anything_is_kept(
    stage: Stage, request_: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        stage.speech.start(request_(), "key_1")  # type: ignore[operator]  # a table of calls
    assert stage.speech.listing(None).total == 0
    assert list(stage.blobs.ids()) == []


def test_deleting_stops_the_work_and_leaves_no_file(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask(TEXT), "key_1"))
    stage.engine.hold = threading.Event()
    running = stage.speech.start(ask(TEXT), "key_1")
    for each in (done, running):
        stage.speech.delete(each.id, "key_1")
        with pytest.raises(GenerationNotFound):
            stage.speech.get(each.id)
    assert list(stage.blobs.ids()) == []
    assert stage.engine.running == 0


def test_another_keys_generations_are_not_found(stage: Stage) -> None:
    done = stage.speech.wait(stage.speech.start(ask("Hello."), "key_1"))
    for call in (stage.speech.get, stage.speech.cancel, stage.speech.delete):
        with pytest.raises(GenerationNotFound):
            call(done.id, "key_2")
    assert stage.speech.listing("key_2").total == 0
    assert stage.speech.get(done.id, None).id == done.id


def test_a_first_sound_breaks_off_work_that_nobody_hears_yet(tmp_path: Path) -> None:
    """The work that was broken off is done again, to the same sound as without that."""
    stage = Stage.open(tmp_path, slots=1)
    try:
        stage.engine.hold = threading.Event()
        batch = stage.speech.start(ask(TEXT, voice="am_adam"), "key_1")
        eventually(lambda: stage.engine.running == 1)
        heard = stage.speech.start(ask("Somebody waits for this.", eager=True), "key_2")
        eventually(lambda: stage.engine.requests[-1].voice == "af_heart")
        assert stage.engine.stopped == 1
        stage.engine.hold.set()
        for generation in (heard, batch):
            assert stage.speech.file(stage.speech.wait(generation)).stat().st_size > 1000
        assert [request.voice for request in stage.engine.requests].count("am_adam") > 1
    finally:
        stage.close()


def test_many_first_sounds_of_one_owner_do_not_hold_up_anothers(tmp_path: Path) -> None:
    stage = Stage.open(tmp_path, slots=1)
    try:
        stage.engine.hold = threading.Event()
        many = [stage.speech.start(ask(f"Number {n}.", eager=True), "key_1") for n in range(4)]
        eventually(lambda: stage.engine.running == 1)
        eventually(lambda: stage.slots.waiting == 3)
        other = stage.speech.start(ask("Mine.", voice="am_adam", eager=True), "key_2")
        eventually(lambda: stage.slots.waiting == 4)
        stage.engine.hold.set()
        for generation in (*many, other):
            stage.speech.wait(generation)
        order = [request.voice for request in stage.engine.requests]
        assert order.index("am_adam") == 1
    finally:
        stage.close()
