"""Whisper's decoder in OpenVINO against the one in CTranslate2."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio import resample
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines import model_memory
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.text.edit_distance_word_alignment import edit_distance
from clonyvoice.transcription import whisper_decoder
from clonyvoice.transcription.beam_search import DecodingSettings
from clonyvoice.transcription.whisper_ctranslate import CTranslate2Network
from clonyvoice.transcription.whisper_decoder_graphs import memory_graph
from clonyvoice.transcription.whisper_encoder import PLACES
from clonyvoice.transcription.whisper_network_contract import Marks, Prompt
from clonyvoice.transcription.whisper_openvino import OpenVinoNetwork, open_network
from clonyvoice.weights import WeightsStore

SAID = (
    "The old ferry leaves the harbour just before noon. Nobody in the village knows why it never waits. "
    "A small grey cat watches from the wall, and then goes home through the rain."
)
MARKS = Marks(begin=50258, end=50257, before=50361, silence=50362, no_times=50363)
START = (50258, 50259, 50359)
CODES = {50259: "en", 50264: "ko"}


def _words(text: str) -> list[str]:
    return "".join(char for char in text.lower() if char.isalpha() or char == " ").split()


def test_without_weights_there_is_no_network(tmp_path: Path) -> None:
    assert open_network(tmp_path, 1, MARKS, CODES, CancelToken()) is None


@pytest.fixture(scope="module")
def folder() -> Path:
    return WeightsStore(Settings().weights).path("whisper-base")


@pytest.fixture(scope="module")
def ours(folder: Path) -> OpenVinoNetwork:
    pytest.importorskip("openvino")
    return OpenVinoNetwork(folder, 1, MARKS, CODES, CancelToken())


@pytest.fixture(scope="module")
def theirs(folder: Path) -> CTranslate2Network:
    return CTranslate2Network(folder, 1, MARKS)


@pytest.fixture(scope="module")
def tokens(folder: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.fixture(scope="module")
def samples() -> np.ndarray:
    """A voice that says `SAID`, the same in every run."""
    store = WeightsStore(Settings().weights)
    return resample(PiperVoice(store.path("piper-joe")).say(SAID, varied=False), 16_000).samples


@pytest.mark.model
@pytest.mark.parametrize("prompt", ["", "The ferry, and the village."])
def test_it_hears_the_same_as_the_other_at_the_same_times(
    ours: OpenVinoNetwork, theirs: CTranslate2Network, tokens: Any, samples: np.ndarray, prompt: str
) -> None:
    asked = Prompt(START, tuple(tokens.encode(" " + prompt, add_special_tokens=False).ids) if prompt else ())
    cancel = CancelToken()
    answer = ours.answer(ours.listen(samples, cancel), asked, cancel)
    sound = theirs.listen(samples, cancel)
    other = theirs.answer(sound, asked, cancel)
    # Both round to 8 bits, in different ways: now and then another word is the likeliest.
    said, first, second = (
        _words(text) for text in (SAID, tokens.decode(answer.tokens), tokens.decode(other.tokens))
    )
    assert edit_distance(first, second) <= 0.1 * len(said)
    assert edit_distance(said, first) <= edit_distance(said, second) + 2
    assert answer.score == pytest.approx(other.score, abs=0.05)
    assert answer.silent == pytest.approx(other.silent, abs=0.05)
    times = ours.times(answer, cancel)
    same = theirs.times(type(other)(answer.tokens, answer.count, 0.0, 0.0, other.notes), cancel)
    assert len(times.starts) == len(answer.tokens) + 1
    apart = np.abs(times.starts - same.starts)
    # Behind a prompt the heads look a little otherwise: the other method leaves the prompt out.
    assert np.mean(apart <= 0.041) > 0.9
    assert apart.max() < 0.2
    assert np.abs(times.chances - same.chances).mean() < 0.1


@pytest.mark.model
def test_it_knows_the_language(
    ours: OpenVinoNetwork, theirs: CTranslate2Network, samples: np.ndarray
) -> None:
    cancel = CancelToken()
    found = ours.languages(ours.listen(samples, cancel), cancel)
    other = theirs.languages(theirs.listen(samples, cancel), cancel)
    assert found["en"] == pytest.approx(other["en"], abs=0.05)


@pytest.mark.model
@pytest.mark.parametrize(
    "manner", [DecodingSettings(unrepeated=3, penalty=1.1), DecodingSettings(temperature=0.4)]
)
def test_other_manners_hear_it_too(
    ours: OpenVinoNetwork, tokens: Any, samples: np.ndarray, manner: DecodingSettings
) -> None:
    cancel = CancelToken()
    answer = ours.answer(ours.listen(samples, cancel), Prompt(START), cancel, manner)
    said = _words(SAID)
    assert edit_distance(said, _words(tokens.decode(answer.tokens))) <= 0.3 * len(said)
    starts = ours.times(answer, cancel).starts
    assert all(np.diff(starts) >= 0)


@pytest.mark.model
def test_no_answer_is_longer_than_allowed(ours: OpenVinoNetwork, samples: np.ndarray) -> None:
    states = ours.listen(samples, CancelToken()).encoded
    prompt = Prompt(START).tokens(MARKS)
    spoken = ours.decoder.answer(states, prompt, MARKS, CancelToken(), most=12)
    assert len(spoken.found.tokens) == 8
    assert len(spoken.found.looks) == 7


@pytest.mark.model
def test_a_cancel_stops_it_within_a_step_and_the_next_answer_is_as_before(
    ours: OpenVinoNetwork, samples: np.ndarray
) -> None:
    def work(cancel: CancelToken) -> tuple[tuple[int, ...], list[float]]:
        answer = ours.answer(ours.listen(samples, cancel), Prompt(START), cancel)
        return answer.tokens, ours.times(answer, cancel).starts.tolist()

    began = time.perf_counter()
    truth = work(CancelToken())
    whole = time.perf_counter() - began
    waits = []
    for share in (0.05, 0.2, 0.4, 0.6):
        cancel = CancelToken()
        asked: list[float] = []

        def stop(token: CancelToken = cancel, at: list[float] = asked) -> None:
            at.append(time.perf_counter())
            token.cancel()

        threading.Timer(share * whole, stop).start()
        with suppress(Cancelled):
            work(cancel)
            continue  # it was done before
        waits.append(time.perf_counter() - asked[0])
    assert work(CancelToken()) == truth
    assert len(waits) >= 2
    assert min(waits) < whole / 5


@pytest.mark.model
def test_a_short_sound_is_heard_alike_with_few_states_of_the_silence_behind_it(
    ours: OpenVinoNetwork, tokens: Any, samples: np.ndarray
) -> None:
    cancel = CancelToken()
    few, everything = (ours.listen(samples, cancel, quick) for quick in (True, False))
    assert few.encoded.states.shape[1] < everything.encoded.states.shape[1] == PLACES
    quick, truth = (ours.answer(each, Prompt(START), cancel) for each in (few, everything))
    # A quick answer may be less exact: how a processor rounds decides between two words that are as likely.
    said, first, second = (
        _words(text) for text in (SAID, tokens.decode(quick.tokens), tokens.decode(truth.tokens))
    )
    assert edit_distance(first, second) <= 0.1 * len(said)
    assert edit_distance(said, first) <= edit_distance(said, second) + 2
    assert quick.silent == pytest.approx(truth.silent, abs=0.05)
    pairs = zip(quick.tokens, truth.tokens, strict=False)
    alike = next((place for place, (a, b) in enumerate(pairs) if a != b), len(truth.tokens))
    starts, other = (ours.times(each, cancel).starts[:alike] for each in (quick, truth))
    assert alike > 5
    np.testing.assert_allclose(starts, other, atol=0.2)


@pytest.mark.model
@pytest.mark.parametrize("seconds", [1.0, 3.0, 8.0, 15.0, 25.0])
def test_what_is_kept_is_heard_with_all_states(
    ours: OpenVinoNetwork, samples: np.ndarray, seconds: float
) -> None:
    sound = np.resize(samples, round(seconds * 16_000))
    assert ours.listen(sound, CancelToken()).encoded.states.shape[1] == PLACES


@pytest.mark.model
def test_a_lone_window_has_all_threads_and_is_heard_the_same_beside_another(
    folder: Path, samples: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = OpenVinoNetwork(folder, 2, MARKS, CODES, CancelToken())
    asked = Prompt(START)
    lone: list[object] = []
    worker_class: Any = vars(whisper_decoder)["_Worker"]
    plain = worker_class.computing_with

    def computing_with(worker: Any, request: Any) -> Any:
        lone.extend([request] * (request is not None))
        return plain(worker, request)

    monkeypatch.setattr(worker_class, "computing_with", computing_with)

    def answered(found: list[Any], encoded: threading.Barrier | None) -> None:
        sound = network.listen(samples, CancelToken())
        if encoded is not None:
            encoded.wait()
        found.append(network.answer(sound, asked, CancelToken()))

    alone: list[Any] = []
    answered(alone, None)
    assert len(lone) == 1
    both: list[Any] = []
    encoded = threading.Barrier(2)
    threads = [threading.Thread(target=answered, args=(both, encoded)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [each.tokens for each in both] == [alone[0].tokens] * 2
    before = len(lone)
    assert before <= 3  # the second of two only where the first had ended
    answered(alone, None)  # the threads were given back
    assert len(lone) == before + 1


@pytest.mark.model
def test_after_its_first_answer_what_a_step_reads_is_put_into_huge_pages_once(
    folder: Path, samples: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino")
    settled: list[str] = []
    monkeypatch.setattr(
        model_memory, "use_huge_pages", lambda: settled.append(threading.current_thread().name)
    )
    network, cancel = OpenVinoNetwork(folder, 1, MARKS, CODES, CancelToken()), CancelToken()
    sound = network.listen(samples, cancel)
    network.languages(sound, cancel)
    assert not settled
    answers = [network.answer(sound, Prompt(START), cancel).tokens for _ in "ab"]
    deadline = time.monotonic() + 30
    while not settled and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(settled) == 1
    assert settled[0].startswith("huge-pages")
    assert answers[0] == answers[1]


def test_keys_and_values_of_the_sound_are_those_of_the_linear_layer_with_keys_scaled() -> None:
    openvino = pytest.importorskip("openvino")
    draw = np.random.default_rng(5)
    width, heads, places = 128, 2, 6
    name = "layer_0/attention/linear_1"
    weights = {
        "num_heads": np.array(heads),
        "embeddings/weight": np.zeros((4, width), np.float32),
        "layer_0/ffn/linear_0/weight": np.zeros((1, width), np.float32),
        f"{name}/weight": draw.standard_normal((2 * width, width)).astype(np.float32),
        f"{name}/bias": draw.standard_normal(2 * width).astype(np.float32),
    }
    states = draw.standard_normal((1, places, width)).astype(np.float32)
    request = openvino.Core().compile_model(memory_graph(weights, places), "CPU").create_infer_request()
    found = request.infer({0: states})
    whole = states[0] @ weights[f"{name}/weight"].T + weights[f"{name}/bias"]
    keys, values = (part.reshape(places, heads, -1).transpose(1, 0, 2) for part in np.split(whole, 2, 1))
    for part, expected in (
        ("keys_0", keys.transpose(0, 2, 1) / np.sqrt(width / heads)),
        ("values_0", values),
    ):
        # 8 bits leave a hundredth of the size of what is added up.
        apart = np.abs(found[part][0] - expected).max()
        assert apart < 0.05 * np.abs(expected).max(), part
