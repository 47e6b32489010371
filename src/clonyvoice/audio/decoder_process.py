"""The process that decodes: FFmpeg on bytes of unknown origin, where it can do no harm.

Started by `decoder_pool`, with a socket as its only way out. Each request comes with one open file; once everything
is loaded the process may open no other (its limit of descriptors is one more than are open), write no file, and has
bounds on memory and on the CPU time of a request. It ends when its server does. Its answers are JSON and samples,
never anything that is executed where they are read.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import io
import json
import os
import signal
import socket
import sys
import threading
import time
import wave
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.audio_tracks import TrackNotFound
from clonyvoice.audio.decoder_channel import HEADER, send
from clonyvoice.audio.decoding import decode_blocks
from clonyvoice.audio.probing import probe
from clonyvoice.audio.recording_limits_file_types import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.stereo_decoding import decode_stereo
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.audio.video_picture import PictureNotCopied, as_message, picture_packets
from clonyvoice.audio.video_proxy import NoPicture, load_encoder, proxy_packets

MEMORY_BYTES = 1 << 30
"""Address space beyond what is taken when everything is loaded; an hour is decoded in some 40 MB. Chosen by hand."""
CPU_SECONDS = 300
"""Seconds of computing for one request. Chosen by hand: an hour of MP3 takes 10 to 20."""
PROXY_CPU_SECONDS = 7200
"""Seconds of computing for the proxy of a video. Chosen by hand: four hours in full HD take some 3,000."""
_STUCK_SECONDS = 60
"""Without a sign of the watching thread, after which the system ends the process. Chosen by hand."""
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38  # linux/prctl.h


def main() -> int:
    """Serve requests from the socket whose number is the first argument, until it is closed."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    load()
    confine()
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        send(channel, {"ready": True})
        while (received := _receive(channel)) is not None:
            request, file = received
            _bound_cpu(PROXY_CPU_SECONDS if request.get("proxy") else CPU_SECONDS)
            with file:
                _serve(channel, request, file)
    return 0


def _receive(channel: socket.socket) -> tuple[dict[str, Any], BinaryIO] | None:
    data, descriptors, _, _ = socket.recv_fds(channel, HEADER.size, 1)
    if not data or not descriptors:
        return None
    length, _ = HEADER.unpack(data)
    text = b""
    while len(text) < length and (piece := channel.recv(length - len(text))):
        text += piece
    return json.loads(text), os.fdopen(descriptors[0], "rb")


def _serve(channel: socket.socket, request: dict[str, Any], file: BinaryIO) -> None:
    try:
        if request.pop("probe", False):
            facts = probe(file, **request)
            send(channel, {"end": True, "facts": dataclasses.asdict(facts)})
            return
        if request.pop("stereo", False):
            for samples in _by_the_second(decode_stereo(file, **request)):
                send(channel, {}, samples.tobytes())
            send(channel, {"end": True})
            return
        if request.pop("picture", False):
            for part in picture_packets(file, **request):
                send(channel, *as_message(part))
            send(channel, {"end": True})
            return
        if request.pop("proxy", False):
            for part in proxy_packets(file, **request):
                send(channel, *as_message(part))
            send(channel, {"end": True})
            return
        for block in decode_blocks(file, **request):
            send(channel, {"rate": block.sample_rate}, block.samples.tobytes())
        send(channel, {"end": True})
    except NotAudio as error:
        send(channel, {"end": True, "error": "NotAudio", "found": error.found})
    except PictureNotCopied as error:
        send(channel, {"end": True, "error": "PictureNotCopied", "reason": error.reason})
    except NoPicture:
        send(channel, {"end": True, "error": "NoPicture"})
    except AudioTooLarge:
        send(channel, {"end": True, "error": "AudioTooLarge"})
    except AudioTooLong:
        send(channel, {"end": True, "error": "AudioTooLong"})
    except TrackNotFound as error:
        tracks = [dataclasses.asdict(track) for track in error.tracks]
        send(channel, {"end": True, "error": "TrackNotFound", "track": error.track, "tracks": tracks})
    except MemoryError:
        send(channel, {"end": True, "error": "NotAudio", "found": "a recording that takes too much memory"})
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        send(channel, {"end": True, "error": "failed", "type": type(error).__name__})


def _by_the_second(blocks: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
    """The same samples in longer blocks: a message for each of FFmpeg's would cost more than its sound."""
    held: list[NDArray[np.int16]] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += len(block)
        if count >= STEREO_RATE:
            yield np.concatenate(held)
            held, count = [], 0
    if held:
        yield np.concatenate(held)


def load() -> None:
    """Import all that decoding needs by decoding silence and bytes without sound, so that no file is opened later."""
    silence = io.BytesIO()
    with wave.open(silence, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(44_100)
        writer.writeframes(bytes(176_400))
    list(decode_blocks(silence, 16_000, in_time=True))
    list(decode_stereo(silence, max_seconds=10))
    probe(silence)
    for data in (b"not a recording", b"RIFF"):
        with contextlib.suppress(NotAudio):
            probe(io.BytesIO(data))
    with contextlib.suppress(PictureNotCopied):
        list(picture_packets(silence))
    load_encoder()


def confine() -> None:
    """Bound this process for good: no further open file, no file written, memory; on Linux no new privileges."""
    import resource

    free = os.dup(0)
    os.close(free)
    limits = [
        (resource.RLIMIT_NOFILE, free + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as pages:
            taken = int(pages.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        limits.append((resource.RLIMIT_AS, taken + MEMORY_BYTES))
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    for which, most in limits:
        resource.setrlimit(which, (most, most))


def _bound_cpu(seconds: int) -> None:
    """The system ends the process when this request takes more than so many CPU seconds."""
    import resource

    soft = int(time.process_time()) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _watch(parent: int) -> None:
    """End this process with the server; the system ends it (SIGALRM) if this thread is not run for `_STUCK_SECONDS`."""
    while os.getppid() == parent:
        signal.alarm(_STUCK_SECONDS)
        time.sleep(1.0)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
