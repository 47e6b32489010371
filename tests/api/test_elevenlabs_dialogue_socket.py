"""ElevenLabs' dialogue socket, and its markup in texts that come in pieces."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from clonyvoice.api.compat.elevenlabs_markup import IncomingMarkup, directed, our_markup, understands_tags
from clonyvoice.engines.fake import FakeEngine
from tests.api.running import Running, answers, running

ANN, BEN = "fake_ann", "fake_ben"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("dialogue"), FakeEngine()) as found:
        yield found


def opened(
    served: Running,
    query: str = "model_id=eleven_v3&output_format=pcm_24000",
    kind: str = "multi-stream-input",
) -> ClientConnection:
    address = f"{served.url.replace('http', 'ws')}/elevenlabs/v1/text-to-dialogue/{kind}?{query}"
    return connect(address, additional_headers={"xi-api-key": served.key}, close_timeout=2)


def send(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


def test_one_dialogue_alone_names_no_context(served: Running) -> None:
    before = len(served.engine.requests)
    with opened(served, kind="stream-input") as socket:
        send(socket, voices=[ANN, BEN], voice_settings=None, xi_api_key=None)
        send(
            socket,
            inputs=[{"text": "One two. ", "voice_id": ANN}, {"text": "Three. ", "voice_id": BEN}],
            flush=True,
        )
        send(socket, keep_alive=True)
        send(socket, inputs=[{"text": "Four.", "voice_id": ANN, "new_turn": True}])
        send(socket, close_socket=True)
        found, code = answers(socket)
    assert code == 1000
    assert found[-1]["is_final"] is True
    assert not any("context_id" in one for one in found)
    said = "".join("".join(one["alignment"]["chars"]) for one in found if one.get("alignment"))
    assert said.split() == ["One", "two.", "Three.", "Four."]
    voices = {(request.voice, request.text.strip()) for request in served.engine.requests[before:]}
    assert voices == {(ANN, "One two."), (BEN, "Three."), (ANN, "Four.")}
    with opened(served, kind="stream-input") as socket:
        send(socket, voices=["nobody"])
        found, code = answers(socket)
    assert (found[0]["error"], "context_id" in found[0]) == ("voice_not_found", False)
    assert code in (1000, 1008)


def test_lines_are_said_each_by_its_voice_with_times_from_each_message(served: Running) -> None:
    before = len(served.engine.requests)
    with opened(served) as socket:
        send(socket, context_id="a", voices=[ANN], voice_settings={"stability": 0.5})
        send(socket, context_id="a", inputs=[{"text": "One two. ", "voice_id": ANN}], flush=True)
        send(socket, context_id="a", keep_alive=True)
        send(socket, context_id="a", inputs=[{"text": "Three. ", "voice_id": BEN}, {"text": "Four five."}])
        send(socket, context_id="b", voices=["Ben"], inputs=[{"text": "Six."}])
        send(socket, context_id="a", close_context=True)
        send(socket, close_socket=True)
        found, code = answers(socket)
    assert code == 1000
    own = [one for one in found if one["context_id"] == "a"]
    assert own[-1]["is_final"] is True
    said = "".join("".join(one["alignment"]["chars"]) for one in own if one.get("alignment"))
    assert said.split() == ["One", "two.", "Three.", "Four", "five."]
    for one in own:
        if one.get("alignment"):
            assert one["alignment"]["char_start_times_ms"] == sorted(one["alignment"]["char_start_times_ms"])
            assert len(one["alignment"]["char_durations_ms"]) == len(one["alignment"]["chars"])
    seconds = sum(len(base64.b64decode(one.get("audio") or "")) for one in own) / 48_000
    assert seconds > 1
    voices = {(request.voice, request.text.strip()) for request in served.engine.requests[before:]}
    assert voices == {(ANN, "One two."), (BEN, "Three."), (ANN, "Four five."), (BEN, "Six.")}


def test_a_voice_that_is_not_there_ends_its_own_context_only(served: Running) -> None:
    with opened(served) as socket:
        send(socket, context_id="a", voices=[ANN])
        send(socket, context_id="b", inputs=[{"text": "One.", "voice_id": "nobody"}])
        send(socket, context_id="a", inputs=[{"text": "Two.", "voice_id": ANN}])
        send(socket, close_socket=True)
        found, code = answers(socket)
    assert code == 1000
    refused = [one for one in found if one.get("error")]
    assert [(one["context_id"], one["error"]) for one in refused] == [("b", "voice_not_found")]
    assert any(one.get("audio") for one in found if one["context_id"] == "a")


@pytest.mark.parametrize(
    "message",
    [
        {"inputs": "One."},
        {"inputs": ["One."]},
        {"inputs": [{"text": ["One."], "voice_id": ANN}]},
        {"inputs": [{"text": "One.", "voice_id": [ANN]}]},
        {"inputs": [{"text": "One."}]},
        {"inputs": [{"text": "One.", "voice_id": ANN}] * 201},
        {"voices": ANN},
        {"voices": [5]},
        {"context_id": ["a"], "voices": [ANN]},
        {"voices": [ANN], "pronunciation_dictionary_locators": [{"pronunciation_dictionary_id": "x"}]},
    ],
)
def test_lines_of_any_other_type_are_refused_by_name(served: Running, message: dict[str, Any]) -> None:
    with opened(served) as socket:
        send(socket, **message)
        found, code = answers(socket)
    assert (code, found[-1]["error"]) == (1008, "invalid_request")
    assert any(
        name in found[-1]["message"] for name in ("inputs", "voices", "context_id", "line", "dictionar")
    )
    assert served.say().status_code == 200


@pytest.mark.parametrize(
    ("name", "bits"), [("mp3_44100_128", 128_000), ("mp3_22050_32", 32_000), ("pcm_24000", 384_000)]
)
def test_a_clock_of_the_bytes_gives_the_times_of_the_sound(served: Running, name: str, bits: int) -> None:
    """As LiveKit counts: the times of a message begin where the sound of those before it ends."""
    text = "One two three four. Five six seven eight nine. "
    times: dict[bool, list[float]] = {}
    for sync in (True, False):
        address = f"{served.url.replace('http', 'ws')}/elevenlabs/v1/text-to-speech/{ANN}/multi-stream-input"
        query = f"output_format={name}&sync_alignment={str(sync).lower()}"
        with connect(
            f"{address}?{query}", additional_headers={"xi-api-key": served.key}, close_timeout=2
        ) as socket:
            send(socket, text=text)
            send(socket, close_socket=True)
            found, _ = answers(socket)
        before, told = 0.0, list[float]()
        for one in found:
            starts = (one.get("alignment") or {}).get("charStartTimesMs", [])
            told += [start / 1000 + (0.0 if sync else before) for start in starts]
            before += len(base64.b64decode(one.get("audio") or "")) * 8 / bits
        times[sync] = told
    assert times[False] == pytest.approx(times[True], abs=0.03)


# --- markup ---

PIECES = (
    'A <break time="1.5s" /> b <phoneme alphabet="ipa" ph="təˈmɑːtoʊ">tomato</phoneme> [whispers] c 1 < 2.'
)


@pytest.mark.parametrize("size", [1, 2, 5, 20, 1000])
def test_markup_in_pieces_is_the_same_as_whole(size: int) -> None:
    markup = IncomingMarkup(tags=True)
    pieces = [markup.add(PIECES[at : at + size]) for at in range(0, len(PIECES), size)]
    unused: list[str] = []
    ours = "".join(our_markup(piece, "auto", unused.append) for piece in [*pieces, markup.rest()])
    assert ours == our_markup(PIECES, "auto", unused.append)
    assert ours.startswith("A [pause:1.5s] b [tomato](/")
    assert not unused
    assert not any("[whis" in piece and "]" not in piece.partition("[whis")[2] for piece in pieces)


def test_text_that_only_looks_like_markup_is_not_kept_back_for_ever() -> None:
    markup = IncomingMarkup(tags=True)
    assert markup.add("a < b and c") == "a < b and c"
    assert markup.add("<phoneme " + "x" * 2000) != ""
    assert markup.add("[" + "y" * 100) != ""


def test_a_pronunciation_in_another_alphabet_is_told_and_its_word_said() -> None:
    unused: list[str] = []
    arpabet = '<phoneme alphabet="cmu-arpabet" ph="M AE1">Madison</phoneme> is here.'
    assert our_markup(arpabet, "en", unused.append) == "Madison is here."
    assert unused == ["text.<phoneme>"]


def test_tags_of_eleven_v3_and_later_are_directions() -> None:
    assert [understands_tags(name) for name in ("eleven_v3", "eleven_v4_turbo", "eleven_v2", "kokoro")] == [
        True, True, False, False,
    ]  # fmt: skip
    told: list[str] = []
    whispered = directed("Hear. [whispers] Come closer. [laughs]", told.append)
    assert [text.strip() for text, _ in whispered] == ["Hear.", "Come closer."]
    assert whispered[1][1].volume < 0
    assert told == ["text.[laughs]"]
    assert directed("[word](/wˈɜːd/) stays.", told.append)[0][0] == "[word](/wˈɜːd/) stays."
