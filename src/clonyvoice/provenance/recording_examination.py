"""Recordings examined: their Content Credentials, whether they are whole, and the watermark in the sound."""

from __future__ import annotations

import math
import mmap
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from clonyvoice.audio import decoder_pool
from clonyvoice.audio.media_containers import head_of
from clonyvoice.audio.recording_limits_file_types import NotAudio, media_type_of
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import MADE, MIXED, SOURCE_TYPES, SPEECH
from clonyvoice.provenance.credentials_library import CredentialsNotReady
from clonyvoice.provenance.credentials_reading import (
    ReadManifest,
    UnreadableCredentials,
    read_credentials,
)
from clonyvoice.provenance.installation_marks import Own, known
from clonyvoice.provenance.watermark_detection import (
    SHORTEST_SECONDS,
    STRETCH_SECONDS,
    FoundMark,
    evidence,
    find,
)

CredentialsState: TypeAlias = Literal[
    "none", "whole", "changed", "cut", "altered", "expired", "unreadable", "no_length", "not_examined"
]
_WHOLE_SECONDS: Final = 120.0
"""Longer recordings are looked through block by block, so that they need not be in memory. Chosen by hand."""
_MOST_STRETCHES: Final = 60
"""Stretches of a recording that are looked at; of a longer one evenly spread ones. Chosen by hand."""
_CUT_SECONDS: Final = 0.15
"""A difference of length that no encoder's padding explains. Chosen by hand."""
_SLACK: Final = timedelta(minutes=10)
"""Difference of two machines' clocks that is not reported. Chosen by hand."""
_FIRST_CREDENTIALS: Final = datetime(2022, 1, 1, tzinfo=UTC)
"""The first edition of C2PA's specification is of that month: a correct clock cannot show an earlier time."""
_NO_LENGTHS: Final = (b"\0\0\0\0", b"\xff\xff\xff\xff")
"""A RIFF header's length where it was written before the sound was known, as in a stream."""
_HASHES: Final = (
    "assertion.dataHash.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
)
_EXPIRED: Final = ("signingCredential.expired", "claimSignature.outsideValidity")
_UNTRUSTED: Final = "signingCredential.untrusted"
_RATE: Final = 16_000
"""Sample rate of the detector."""
_MANIFEST: Final = re.compile(
    # JUMBF, ISO 19566-5; the chunk of a RIFF file; an ID3 frame's media type; the box of an MP4 file
    rb"jumb.{4}jumd|C2PA.{4}|application/(?:x-)?c2pa|\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81",
    re.DOTALL,
)
"""Beginnings of a manifest: C2PA specification, appendix A."""


@dataclass(frozen=True, slots=True)
class CredentialsFound:
    """The credentials of a recording: their state and their claims."""

    state: CredentialsState
    this_installation: bool = False
    signer: str = ""
    """The organisation that the certificate names; nobody checked it unless `trusted`."""
    self_made: bool = False
    software: str = ""
    engines: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    made_at: datetime | None = None
    mixed: bool = False
    """Whether recordings are mixed in."""
    synthetic: bool = False
    in_past: bool = False
    """Whether they claim a time before there were any: a clock was wrong."""
    in_future: bool = False
    """Whether they claim a time that is still to come: a clock was wrong."""
    signed_duration: float | None = None
    earlier: int = 0
    """Further manifests in the file, of earlier states."""
    problems: tuple[str, ...] = ()
    """C2PA's codes of what does not hold."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The findings about a recording."""

    duration: float
    credentials: CredentialsFound
    watermarks: tuple[FoundMark, ...] = ()
    own: Own = field(default_factory=Own)

    @property
    def too_short(self) -> bool:
        """Whether a watermark could not be found in it."""
        return self.duration < SHORTEST_SECONDS


def verify(
    path: Path,
    own: Own,
    now: datetime,
    *,
    sidecar: Path | None = None,
    max_bytes: int,
    cancel: CancelToken | None = None,
) -> Verification:
    """Examine the recording at `path`, with the manifest at `sidecar` instead of its own when there is one.

    Computes about a tenth of a second for each ten of sound, six seconds at most. Raises NotAudio, AudioTooLarge,
    AudioTooLong, Cancelled.
    """
    try:
        duration = decoder_pool.probe(path, max_bytes=max_bytes, cancel=cancel).duration
    except NotAudio:
        silent = _credentials(path, own, now, 0.0, sidecar)
        if silent.state in ("none", "no_length", "not_examined"):
            raise
        # The library also breaks on a cut header of a file that never had any.
        if silent.state == "unreadable" and not _may_hold_manifest(sidecar or path):
            raise
        return Verification(0.0, silent, (), own)
    marks: tuple[FoundMark, ...] = ()
    if duration > 0:
        marks, duration = _watermarks(path, own.number, duration, max_bytes, cancel)
    return Verification(duration, _credentials(path, own, now, duration, sidecar), marks, own)


def _may_hold_manifest(path: Path) -> bool:
    """Whether a file has the marks with which a C2PA manifest begins: its boxes, or those of its container."""
    with path.open("rb") as file:
        if not file.read(1):  # which cannot be mapped
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _MANIFEST.search(content) is not None


def examined(settings: Settings, clock: Clock, path: Path, cancel: CancelToken) -> Verification:
    """The marks in an upload of this installation. Raises as `verify` does."""
    now = clock.now()
    limit = settings.max_upload_mb * 1_000_000
    return verify(path, known(settings, now), now, max_bytes=limit, cancel=cancel)


def _watermarks(
    path: Path, own: int | None, duration: float, max_bytes: int, cancel: CancelToken | None
) -> tuple[tuple[FoundMark, ...], float]:
    """The marks in the sound, and its true duration."""
    if duration <= _WHOLE_SECONDS:
        audio = decoder_pool.decode(path, _RATE, max_bytes=max_bytes, cancel=cancel)
        return tuple(find(audio, own, cancel=cancel)), audio.duration
    every = max(1, math.ceil(duration / STRETCH_SECONDS / _MOST_STRETCHES))
    scores: dict[int, list[float]] = {}
    looked = 0
    seconds = 0.0
    blocks = decoder_pool.decode_blocks(
        path, _RATE, block_seconds=STRETCH_SECONDS, max_bytes=max_bytes, cancel=cancel
    )
    for index, block in enumerate(blocks):
        seconds += block.duration
        if index % every or block.duration < SHORTEST_SECONDS:
            continue
        looked += 1
        for number, score in evidence(Audio(block.samples, _RATE), own).found(own):
            scores.setdefault(number, []).append(score)
    marks = [FoundMark(number, len(each), looked, max(each)) for number, each in scores.items()]
    return tuple(sorted(marks, key=lambda mark: (-mark.stretches, -mark.score))), seconds


def _credentials(
    path: Path, own: Own, now: datetime, duration: float, sidecar: Path | None
) -> CredentialsFound:
    try:
        head = head_of(path)
        read = read_credentials(path, media_type_of(head), own.anchor, sidecar)
    except UnreadableCredentials:
        return CredentialsFound("unreadable")
    except CredentialsNotReady:
        return CredentialsFound("not_examined")
    if read is None:
        lengthless = head[:4] == b"RIFF" and head[4:8] in _NO_LENGTHS
        return CredentialsFound("no_length" if lengthless else "none")
    return credentials_found(read, own, now, duration)


def credentials_found(read: ReadManifest, own: Own, now: datetime, duration: float) -> CredentialsFound:
    """The findings in a manifest that was read, for a recording of `duration` seconds examined at `now`."""
    claims = read.claims
    assertions = {str(each.get("label")): each.get("data") for each in claims.get("assertions", ())}
    speech: Any = assertions.get(SPEECH) or {}
    created = _created(assertions)
    source = str(created.get("digitalSourceType", ""))
    made_at = _time(created.get("when") or claims.get("signature_info", {}).get("time"))
    signature = claims.get("signature_info") or {}
    generators = claims.get("claim_generator_info") or [{}]
    signed = speech.get("duration")
    signed_duration = float(signed) if isinstance(signed, int | float) else None
    state = _state(read.failures, signed_duration, duration)
    ours = own.serial is not None and str(signature.get("cert_serial_number")) == own.serial
    signer = str(signature.get("issuer") or "")[:200]
    return CredentialsFound(
        state=state,
        this_installation=(read.trusted or ours) and state not in ("altered", "unreadable"),
        signer=signer,
        self_made="self-made" in signer,
        software=str(generators[0].get("name", ""))[:100],
        engines=_texts(speech.get("engines")),
        voices=_texts(speech.get("voices")),
        made_at=made_at,
        mixed=source == SOURCE_TYPES + MIXED,
        synthetic=source in (SOURCE_TYPES + MADE, SOURCE_TYPES + MIXED),
        in_past=made_at is not None and made_at < _FIRST_CREDENTIALS,
        in_future=made_at is not None and made_at > now + _SLACK,
        signed_duration=signed_duration,
        earlier=read.count - 1,
        problems=tuple(code for code in read.failures if code != _UNTRUSTED),
    )


def _state(problems: tuple[str, ...], signed: float | None, duration: float) -> CredentialsState:
    real = [code for code in problems if code != _UNTRUSTED]
    if not real:
        return "whole"
    if any(code in _HASHES for code in real) and all(code in (*_HASHES, *_EXPIRED) for code in real):
        cut = signed is not None and abs(signed - duration) > _CUT_SECONDS
        return "cut" if cut else "changed"
    if all(code in _EXPIRED for code in real):
        return "expired"
    return "altered"


def _created(assertions: dict[str, Any]) -> dict[str, Any]:
    for label, data in assertions.items():
        if label.startswith("c2pa.actions") and isinstance(data, dict):
            for action in data.get("actions", ()):
                if isinstance(action, dict) and action.get("action") == "c2pa.created":
                    return action
    return {}


def _time(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(str(each)[:60] for each in values[:20]) if isinstance(values, list) else ()
