"""Decoders have a process of their own: what happens there stays there."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil
import pytest

from clonyvoice.audio import (
    AudioTooLong,
    NotAudio,
    TrackNotFound,
    decoder_pool,
    decoding,
    encode,
    probing,
    stereo_decoding,
)
from clonyvoice.audio.decoder_pool import DecoderPool
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.projects import assets
from tests.eventually import eventually

RATE = 24_000
pytestmark = pytest.mark.skipif(not decoder_pool.isolated(), reason="no processes of their own here")


@pytest.fixture
def pool() -> Iterator[DecoderPool]:
    made = DecoderPool()
    yield made
    made.close()


def noise(seconds: float) -> Audio:
    samples = 0.1 * np.random.default_rng(1).standard_normal(round(seconds * RATE))
    return Audio(samples.astype(np.float32), RATE)


def decoders() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and "decoder_process" in " ".join(child.cmdline())
    ]


@pytest.fixture
def processes(pool: DecoderPool) -> Callable[[], list[int]]:
    """The process ids of the pool's decoders: this process has none of another pool that began since."""
    others = {decoder.pid for decoder in decoders()}
    return lambda: [decoder.pid for decoder in decoders() if decoder.pid not in others]


def test_sound_and_facts_are_those_of_the_decoder_itself(pool: DecoderPool, tmp_path: Path) -> None:
    for fmt in ("wav", "mp3", "opus"):
        data = encode(noise(1.0), fmt)
        path = tmp_path / "recording"
        path.write_bytes(data)
        assert decoder_pool.probe(path, pool=pool) == probing.probe(data)
        with path.open("rb") as reader:
            found = decoder_pool.decode(reader, 16_000, pool=pool)
        assert np.array_equal(found.samples, decoding.decode(data, 16_000).samples)
    assert len(decoders()) >= 1


def test_stereo_sound_of_projects_comes_from_a_decoder_too(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    data = encode(noise(2.5), "opus", 48_000)
    blocks = list(decoder_pool.decode_stereo(data, max_seconds=10, pool=pool))
    here = list(stereo_decoding.decode_stereo(data, max_seconds=10))
    assert np.array_equal(np.concatenate(blocks), np.concatenate(here))
    assert len(blocks) <= 3
    assert len(decoders()) >= 1
    with pytest.raises(AudioTooLong):
        list(decoder_pool.decode_stereo(data, max_seconds=1, pool=pool))
    with pytest.raises(NotAudio, match="this is text"):
        list(decoder_pool.decode_stereo(b"hello", max_seconds=1, pool=pool))
    (dying,) = processes()
    going = decoder_pool.decode_stereo(encode(noise(60.0), "wav"), max_seconds=100, pool=pool)
    next(going)
    os.kill(dying, signal.SIGSEGV)
    with pytest.raises(NotAudio, match="the decoder broke on"):
        list(going)


def test_assets_of_projects_are_decoded_in_a_process_of_their_own() -> None:
    assert vars(assets)["decode_stereo"] is decoder_pool.decode_stereo


def test_errors_come_back_as_they_are_and_the_process_is_kept(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    pool.prepare()
    before = processes()
    with pytest.raises(NotAudio, match="this is text"):
        decoder_pool.probe(b"hello", pool=pool)
    with pytest.raises(TrackNotFound, match="no audio track 5"):
        decoder_pool.decode(encode(noise(0.2), "wav"), track=5, pool=pool)
    assert processes() == before
    assert len(before) == 1


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL])
def test_a_decoder_that_dies_is_a_refused_recording_and_another_takes_its_place(
    pool: DecoderPool, processes: Callable[[], list[int]], how: signal.Signals
) -> None:
    pool.prepare()
    (dying,) = processes()
    blocks = decoder_pool.decode_blocks(encode(noise(60.0), "wav"), block_seconds=1.0, pool=pool)
    next(blocks)
    os.kill(dying, how)
    with pytest.raises(NotAudio, match="the decoder broke on") as raised:
        list(blocks)
    assert raised.value.status == 415
    assert decoder_pool.probe(encode(noise(0.2), "wav"), pool=pool).sample_rate == RATE
    assert dying not in processes()
    assert len(processes()) == 1


def test_a_decoder_that_died_while_it_was_idle_refuses_no_recording(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    pool.prepare()
    (dying,) = processes()
    os.kill(dying, signal.SIGKILL)
    eventually(lambda: psutil.Process(dying).status() == psutil.STATUS_ZOMBIE)
    assert decoder_pool.probe(encode(noise(0.2), "wav"), pool=pool).sample_rate == RATE
    assert dying not in processes()
    assert len(processes()) == 1


def test_cancel_ends_a_decoder_that_does_not_answer(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    pool.prepare()
    (stuck,) = processes()
    os.kill(stuck, signal.SIGSTOP)
    token = CancelToken()
    threading.Timer(0.2, token.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        decoder_pool.decode(encode(noise(0.2), "wav"), cancel=token, pool=pool)
    assert time.monotonic() - begun < 30
    assert not psutil.pid_exists(stuck)


def test_a_listener_who_leaves_early_leaves_no_process(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    pool.prepare()
    (used,) = processes()
    blocks = decoder_pool.decode_blocks(encode(noise(60.0), "wav"), block_seconds=1.0, pool=pool)
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]  # it is a generator
    assert not psutil.pid_exists(used)
    assert processes() == []


def test_an_answer_that_is_garbage_with_its_reader_leaves_no_process(
    pool: DecoderPool, processes: Callable[[], list[int]]
) -> None:
    pool.prepare()
    (used,) = processes()
    gc.collect()  # the process is older than what reads from it, and would be given up first
    reader: list[object] = [
        decoder_pool.decode_blocks(encode(noise(60.0), "wav"), block_seconds=1.0, pool=pool)
    ]
    next(cast("Any", reader[0]))
    reader.append(reader)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        del reader
        gc.collect()
    assert [str(one.message) for one in told if issubclass(one.category, ResourceWarning)] == []
    assert not psutil.pid_exists(used)


def test_many_at_once_and_few_are_kept(pool: DecoderPool, processes: Callable[[], list[int]]) -> None:
    data, found = encode(noise(0.5), "flac"), []
    threads = [
        threading.Thread(target=lambda: found.append(decoder_pool.probe(data, pool=pool))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [probing.probe(data)] * 6
    assert len(processes()) <= 2


def in_a_decoder(code: str) -> str:
    """The output of `code` in a process as confined as a decoder."""
    setup = "from clonyvoice.audio.decoder_process import load, confine\nload()\nconfine()\n"
    attempt = (
        f"try:\n    {code}\n    print('done', flush=True)\n"
        "except (OSError, MemoryError) as error:\n    print(type(error).__name__, flush=True)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", "import socket, os, numpy\n" + setup + "os.dup(0)\n" + attempt],
        capture_output=True,
        text=True,
        timeout=60,
    )
    return run.stdout.strip() or str(run.returncode)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("open('/etc/hostname').read()", "OSError"),
        ("socket.create_connection(('127.0.0.1', 9))", "OSError"),
        ("numpy.ones(1 << 28)", "MemoryError"),
        ("open('/etc/hostname', 'a').close()", "OSError"),
        ("sum(range(10))", "done"),
    ],
    ids=["reading", "network", "memory", "writing", "computing"],
)
def test_a_decoder_with_its_recording_open_reaches_nothing_else(code: str, outcome: str) -> None:
    found = in_a_decoder(code)
    assert found == outcome or (outcome == "MemoryError" and found.endswith("MemoryError"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_no_decoder_outlives_its_server(tmp_path: Path) -> None:
    code = (
        "import os, time, numpy\n"
        "from clonyvoice.audio import decoder_pool, encode\n"
        "from clonyvoice.core.audio import Audio\n"
        "blocks = decoder_pool.decode_blocks(encode(Audio.silence(60, 24000), 'wav'), block_seconds=1.0)\n"
        "next(blocks)\n"
        "decoder_pool.POOL.prepare()\n"
        "print(os.getpid(), flush=True)\n"
        "time.sleep(60)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    left = psutil.Process(server.pid).children()
    assert len(left) == 2
    server.kill()
    server.wait()
    server.stdout.close()
    gone, alive = psutil.wait_procs(left, timeout=10)
    assert alive == []
    assert len(gone) == 2
