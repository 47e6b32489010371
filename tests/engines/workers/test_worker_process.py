"""Engines in processes of their own: right ones, odd ones, killed ones; the embedded one goes on speaking."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import Fit, FittedVoice, Reference, ReferenceClip, Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.errors import EngineCrashed, EngineDidNotStart, EngineIncompatible
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.worker_engine import (
    WorkerEngine,
    command,
    declaration,
    worker_engine,
)
from clonyvoice.text.phoneme_words import PhonemeWord
from tests.eventually import eventually

ODD = str(Path(__file__).with_name("odd_engine.py"))
FAKE = "clonyvoice.engines.fake:FakeEngine"
QUICK = Limits(start=20, load=20, silent=3, request=20, cancel=0.5)
Make = Callable[..., WorkerEngine]


def request(text: str = "one two three", voice: str = "fake_ann") -> SynthesisRequest:
    at, words = 0, []
    for word in text.split():
        words.append(PhonemeWord(word, at, at + len(word), word, " "))
        at += len(word) + 1
    return SynthesisRequest(text, "en", voice, tuple(words))


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[WorkerEngine] = []

    def worker(*arguments: str, factory: str = f"{ODD}:engine", limits: Limits = QUICK) -> WorkerEngine:
        presets = FakeEngine().presets()
        engine = worker_engine(FakeEngine.info, presets, command(sys.executable, factory, *arguments), limits)
        made.append(engine)
        return engine

    yield worker
    for engine in made:
        engine.unload()


def sound(pieces: list[Spoken]) -> bytes:
    return np.concatenate([piece.audio.samples for piece in pieces]).tobytes()


def expected(asked: SynthesisRequest) -> list[Spoken]:
    here = FakeEngine()
    here.load()
    return list(here.synthesise(asked, CancelToken()))


def test_it_speaks_as_the_same_engine_does_in_this_process(make: Make) -> None:
    engine = make(factory=FAKE)
    info, presets = declaration("fake", command(sys.executable, FAKE), QUICK)
    assert (info, list(presets)) == (FakeEngine.info, list(FakeEngine().presets()))
    engine.load()
    pieces = list(engine.synthesise(request(), CancelToken()))
    assert sound(pieces) == sound(expected(request()))
    assert [piece.words for piece in pieces] == [piece.words for piece in expected(request())]
    assert engine.memory() > 5e6
    number = engine.process_id
    assert number is not None
    with pytest.raises(EngineError, match="no preset") as raised:
        list(engine.synthesise(request(voice="nobody"), CancelToken()))
    assert (raised.value.code, raised.value.status, raised.value.param) == ("not_found", 404, "voice")
    engine.unload()
    assert not psutil.pid_exists(number)


def test_a_fit_crosses_in_turns_with_its_progress(make: Make) -> None:
    engine = make(factory=FAKE)
    clip = ReferenceClip(Audio(np.linspace(-1, 1, 24_000, dtype=np.float32), 24_000), "hello", 0.5)
    told: list[tuple[float, str]] = []
    turns = [0]

    class Turn:
        """Breaks the first piece off, as more urgent work does."""

        def __call__(self, piece: Callable[[CancelToken], object], /) -> object:
            while True:
                turns[0] += 1
                try:
                    return piece(CancelToken())
                except Cancelled:
                    continue

    def fits(one: object) -> list[Fit]:
        reference = Reference((clip, clip), "ko", 3)
        found = one.fit(reference, "best", lambda *it: told.append(it), CancelToken(), Turn())  # type: ignore[attr-defined]
        return list(found)

    assert fits(engine) == fits(FakeEngine())
    assert told[:3] == told[3:]
    assert turns[0] == 6


@pytest.mark.parametrize(
    ("mode", "code", "says"),
    [
        ("garbage", "engine_faulty", "contract"),
        ("other-rate", "engine_faulty", "16000 Hz"),
        ("no-numbers", "engine_faulty", "no numbers"),
        ("endless", "engine_faulty", "more than 900 seconds of sound"),
        ("progress", "engine_faulty", "'progress' in answer to a text"),
        ("silent", "engine_silent", "did not answer for 1 second"),
        ("stopped", "engine_silent", "did not answer"),
        ("takes-memory", "engine_out_of_memory", "more than 400 MB"),
        ("killed", "engine_crashed", "killed"),
    ],
)
def test_what_an_engine_does_wrong_is_told_and_the_embedded_one_goes_on(
    make: Make, mode: str, code: str, says: str
) -> None:
    limits = Limits(start=20, load=20, silent=5, request=1 if mode == "silent" else 20, memory_mb=400)
    engine, embedded = make(mode, limits=limits), FakeEngine()
    engines = EngineRegistry()
    engines.register(engine)
    embedded.load()
    with engines.lease("fake") as leased:
        process = leased.process_id if isinstance(leased, WorkerEngine) else None
        assert process is not None
        faulty = psutil.Process(process)  # told from another process that gets its number
        with pytest.raises(ClonyError, match=says) as raised:
            list(leased.synthesise(request(), CancelToken()))
        assert raised.value.code == code
        assert list(embedded.synthesise(request(), CancelToken()))
        pieces = leased.synthesise(request(), CancelToken())
        assert next(pieces).audio.duration > 0, "another process serves the next request"
        assert engine.process_id != process
    eventually(lambda: not faulty.is_running())


def test_a_flood_on_the_standard_error_is_bounded_and_holds_no_text(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    # Others set the level of `clonyvoice`.
    caplog.set_level("INFO", logger="clonyvoice.engines.workers.worker_stderr")
    engine = make("floods")
    said = "a secret sentence that nobody else should read"
    assert sound(list(engine.synthesise(request(said), CancelToken()))) == sound(expected(request(said)))
    engine.unload()
    lines = [
        record.getMessage() for record in caplog.records if record.name.endswith("workers.worker_stderr")
    ]
    assert 50 < len(lines) < 300
    assert not any("secret" in line or len(line) > 600 for line in lines)
    assert any("left out" in line for line in lines)


@pytest.mark.parametrize(
    ("mode", "kind", "says"),
    [
        ("dies-loading", EngineDidNotStart, "exit status 7"),
        ("no-module", EngineDidNotStart, "ModuleNotFoundError.*engines install fake"),
        ("old", EngineIncompatible, "engines install fake"),
    ],
)
def test_an_engine_that_cannot_be_started_says_so_and_what_to_do(
    make: Make, mode: str, kind: type[ClonyError], says: str
) -> None:
    engine = make(mode)
    for _ in range(2):
        with pytest.raises(kind, match=says):
            engine.load()
    assert engine.process_id is None


def test_an_error_of_a_library_is_told_without_the_text_and_the_process_goes_on(make: Make) -> None:
    engine = make("raises")
    engine.load()
    process = engine.process_id
    for _ in range(2):
        with pytest.raises(EngineError, match=r"RuntimeError.*use another engine") as raised:
            list(engine.synthesise(request("a secret"), CancelToken()))
        assert (raised.value.code, raised.value.status) == ("engine_failed", 503)
        assert "secret" not in raised.value.message
    assert engine.process_id == process


def test_a_program_that_is_no_engine_is_told() -> None:
    for program in ("print('hello ' * 1000)", "import sys; sys.exit(3)"):
        with pytest.raises(ClonyError, match=r"contract|exit status 3"):
            declaration("odd", [sys.executable, "-c", program], QUICK)


def test_who_crashes_again_and_again_is_started_ever_later(make: Make) -> None:
    engine = make("dies-loading", limits=replace(QUICK, restart=0.0))
    codes = []
    for _ in range(6):
        with pytest.raises(ClonyError) as raised:
            engine.load()
        codes.append(raised.value.code)
        if raised.value.code == "engine_restarting":
            assert raised.value.retry_after is not None
            break
    assert codes == [*["engine_did_not_start"] * (len(codes) - 1), "engine_restarting"]


@pytest.mark.parametrize("pieces", ["0", "1", "2"])
def test_a_crash_is_not_noticed_when_the_same_sound_can_be_made_again(
    make: Make, tmp_path: Path, pieces: str
) -> None:
    engine = make(str(tmp_path / "mark"), pieces, factory=f"{ODD}:DiesOnce")
    heard = list(engine.synthesise(request(), CancelToken()))
    assert sound(heard) == sound(expected(request()))
    assert [piece.words for piece in heard] == [piece.words for piece in expected(request())]
    assert (tmp_path / "mark").read_text() != "None", "a seed of its own"


def test_a_crash_after_the_first_sound_is_told_when_the_engine_takes_no_seed(
    make: Make, tmp_path: Path
) -> None:
    unseeded = replace(FakeEngine.info, abilities=FakeEngine.info.abilities - {"seed"})
    for pieces in ("0", "1"):
        mark = tmp_path / f"mark{pieces}"
        run = command(sys.executable, f"{ODD}:DiesOnce", str(mark), pieces, "unseeded")
        engine = worker_engine(unseeded, FakeEngine().presets(), run, QUICK)
        try:
            said = engine.synthesise(request(), CancelToken())
            if pieces == "0":
                assert sound(list(said)) == sound(expected(request()))
                continue
            next(said)
            with pytest.raises(EngineCrashed):
                next(said)
        finally:
            engine.unload()


def test_its_process_gives_way_to_the_server_but_not_to_everything(make: Make) -> None:
    engine = make(factory=FAKE)
    engine.load()
    assert 0 < psutil.Process(engine.process_id).nice() - psutil.Process().nice() <= 5


def _await_another_process(engine: Any, process: int | None) -> None:
    eventually(lambda: engine.process_id, lambda now: now != process)


def test_a_cancel_reaches_the_compute_and_what_does_not_heed_it_is_ended(make: Make) -> None:
    for mode, argument in (("slow", "20"), ("silent", "")):
        engine = make(mode, argument)
        engine.load()
        process = engine.process_id
        cancel = CancelToken()
        at: list[float] = []
        threading.Timer(
            0.3, lambda at=at, cancel=cancel: (at.append(time.monotonic()), cancel.cancel())
        ).start()
        with pytest.raises(Cancelled):
            list(engine.synthesise(request(), cancel))
        assert time.monotonic() - at[0] < 15
        if mode == "silent":
            _await_another_process(engine, process)
        else:
            assert engine.process_id == process
        pieces = engine.synthesise(request(), CancelToken())
        assert mode == "slow" or next(pieces).words
        pieces.close()  # type: ignore[attr-defined]


def test_a_cancel_is_answered_while_the_process_does_not_read(make: Make) -> None:
    engine = make(factory=FAKE, limits=replace(QUICK, silent=20))
    engine.load()
    process = psutil.Process(engine.process_id)
    process.suspend()
    large = replace(request(), voice=FittedVoice("fake", 1, bytes(2_000_000)))  # more than a pipe holds
    cancel, at = CancelToken(), list[float]()
    threading.Timer(0.3, cancel.cancel).start()
    cancel.on_cancel(lambda: at.append(time.monotonic()))
    with pytest.raises(Cancelled):
        list(engine.synthesise(large, cancel))
    assert time.monotonic() - at[0] < 15
    eventually(lambda: not process.is_running())
    assert sound(list(engine.synthesise(request(), CancelToken()))) == sound(expected(request()))


def test_a_process_that_stops_a_little_late_is_kept(make: Make) -> None:
    engine = make("late", limits=Limits(start=20, load=20, silent=10, cancel=6))
    engine.load()
    process, cancel = engine.process_id, CancelToken()
    pieces = engine.synthesise(request(), cancel)
    next(pieces)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(pieces)
    time.sleep(6.5)
    assert engine.process_id == process


def test_requests_at_once_do_not_mix(make: Make) -> None:
    engine = make("many")
    engine.load()
    asked = [request("one two three four five", voice) for voice in ("fake_ann", "fake_ben")] * 4
    heard: dict[int, bytes] = {}

    def ask(index: int) -> None:
        heard[index] = sound(list(engine.synthesise(asked[index], CancelToken())))

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(heard[index] == sound(expected(one)) for index, one in enumerate(asked))


def test_kills_at_random_moments_lose_nothing_and_leave_no_process(make: Make) -> None:
    seed = random.randrange(1_000_000)
    print("seed", seed)
    rng = random.Random(seed)
    engine = make("slow", "0.003", limits=Limits(start=20, load=20, silent=10))
    wanted = sound(expected(request()))
    pids: set[int] = set()
    over = threading.Event()
    ends: list[str] = []

    def speak() -> None:
        while not over.is_set():
            try:
                heard = sound(list(engine.synthesise(request(), CancelToken())))
            except EngineCrashed:
                ends.append("told")
            else:
                ends.append("whole" if heard == wanted else "wrong")

    threads = [threading.Thread(target=speak) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(12):
        process = eventually(lambda: engine.process_id, lambda now: now not in (None, *pids), every=0.005)
        assert process is not None
        time.sleep(rng.uniform(0.0, 0.2))
        pids.add(process)
        os.kill(process, signal.SIGKILL)
    over.set()
    for thread in threads:
        thread.join(30)
    assert set(ends) <= {"whole", "told"}, seed
    assert len(pids) == 12
    began = time.monotonic()
    assert sound(list(engine.synthesise(request(), CancelToken()))) == wanted
    assert time.monotonic() - began < 20
    last = engine.process_id
    assert not any(psutil.pid_exists(pid) for pid in pids if pid != last), "no process is left over"


def test_the_engine_of_the_how_to_keeps_the_contract(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs/how-to/write-an-engine.md"
    engine, trial = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    (tmp_path / "tones.py").write_text(engine)
    run = [sys.executable, "-c", trial]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(" ok ") == len(CHECKS), done.stdout


SERVER = """
import sys, time
sys.path[:0] = {path!r}
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command
engine = WorkerEngine(FakeEngine.info, (), command(sys.executable, {factory!r}, *{arguments!r}))
engine.load()
print(engine.process_id, flush=True)
time.sleep(60)
"""


def test_an_engines_process_ends_with_its_server_even_when_it_is_busy() -> None:
    program = SERVER.format(path=sys.path, factory=f"{ODD}:engine", arguments=["silent"])
    server = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    process = psutil.Process(int(server.stdout.readline()))
    server.kill()
    server.wait()
    server.stdout.close()
    psutil.wait_procs([process], timeout=10)
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
