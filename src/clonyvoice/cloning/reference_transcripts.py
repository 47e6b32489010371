"""Reference clips: stored as one file and read back, transcribed together, a given transcript split among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from difflib import SequenceMatcher
from functools import partial
from typing import Any, Protocol

import numpy as np

from clonyvoice.audio import decode, encode, resample
from clonyvoice.cloning.clip_preparation import Clip, Prepared
from clonyvoice.cloning.clone_records import NewSample
from clonyvoice.cloning.several_recordings import PreparedRecordings
from clonyvoice.cloning.speech_levels_clipping import CLIP_RATE
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import ReferenceClip
from clonyvoice.jobs.compute_slots import SlotTaker
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.transcription.service import Upload
from clonyvoice.transcription.transcript import Transcript, Word
from clonyvoice.transcription.voice_activity import RATE

_WORD = re.compile(r"\S+")
_PAUSE = 0.5
"""Seconds of silence between two clips that are transcribed as one sound. Chosen by hand."""
_UNWORDLY = re.compile(r"[^\w]+", re.UNICODE)


def split_transcript(transcript: str, heard: Sequence[str]) -> tuple[str, ...]:
    """The given `transcript` cut into one part for each clip, by the recognised text of the clips.

    Words of the transcript that lie in no clip are left out. A clip whose words cannot be found in the
    transcript keeps what was heard.
    """
    given = _WORD.findall(transcript)
    words: list[str] = []
    owner: list[int] = []
    for index, text in enumerate(heard):
        for word in _WORD.findall(text):
            words.append(_plain(word))
            owner.append(index)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    matched = [0] * len(heard)
    matcher = SequenceMatcher(None, [_plain(word) for word in given], words, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            clip = owner[block.b + step]
            first.setdefault(clip, block.a + step)
            last[clip] = block.a + step
            matched[clip] += 1
    out = []
    for index, text in enumerate(heard):
        count = len(_WORD.findall(text))
        if index in first and matched[index] >= 0.5 * count:
            out.append(" ".join(given[first[index] : last[index] + 1]))
        else:
            out.append(text)
    return tuple(out)


class Transcriber(Protocol):
    """Transcribes sound; see `Transcriptions.hear`."""

    def __call__(
        self,
        audio: Audio,
        language: str | None,
        cancel: CancelToken,
        turn: Callable[[], AbstractContextManager[None]],
        /,
    ) -> Transcript:
        """The transcript of `audio`; `turn` is entered for each few windows. Raises Cancelled."""
        ...


def transcribe_clips(
    hear: Transcriber, clips: Sequence[Audio], language: str | None, take: SlotTaker, cancel: CancelToken
) -> tuple[str, tuple[str, ...]]:
    """The language and each clip's transcript, recognised together in few windows. Raises Cancelled."""
    whole, starts = concatenate_clips(clips)
    transcript = hear(resample(whole, RATE), language, cancel, partial(take, None))
    return transcript.language, words_by_clip(transcript.words, starts)


def concatenate_clips(clips: Sequence[Audio]) -> tuple[Audio, tuple[float, ...]]:
    """The clips one after another with pauses between, and when each begins (seconds)."""
    rate = clips[0].sample_rate
    pause = np.zeros(round(_PAUSE * rate), np.float32)
    starts, pieces, at = [], [], 0
    for clip in clips:
        starts.append(at / rate)
        pieces += [clip.samples, pause]
        at += len(clip.samples) + len(pause)
    return Audio(np.concatenate(pieces), rate), tuple(starts)


def words_by_clip(words: Sequence[Word], starts: Sequence[float]) -> tuple[str, ...]:
    """The transcript of each clip of `concatenate_clips`, from the words' times."""
    texts = ["" for _ in starts]
    for word in words:
        middle = (word.start + word.end) / 2
        texts[max(0, bisect_right(starts, middle + _PAUSE / 2) - 1)] += word.text
    return tuple(text.strip() for text in texts)


def _plain(word: str) -> str:
    return _UNWORDLY.sub("", word).casefold() or word


_GAP = CLIP_RATE // 4


def pack_clips(clips: Sequence[Clip], texts: Sequence[str]) -> tuple[bytes, list[dict[str, Any]]]:
    """The clips as a FLAC file, 0.25 s between them, and where each is in it (samples), with its text."""
    sound: list[np.ndarray[Any, np.dtype[np.float32]]] = []
    marks: list[dict[str, Any]] = []
    at = 0
    for clip, text in zip(clips, texts, strict=True):
        count = len(clip.audio.samples)
        marks.append(
            {
                "at": at,
                "count": count,
                "start": round(clip.start, 3),
                "end": round(clip.end, 3),
                "weight": clip.weight,
                "transcript": text,
            }
        )
        sound += [clip.audio.samples, np.zeros(_GAP, np.float32)]
        at += count + _GAP
    return encode(Audio(np.concatenate(sound), CLIP_RATE), "flac"), marks


def unpack_clips(data: bytes, marks: Sequence[dict[str, Any]], weight: float) -> tuple[ReferenceClip, ...]:
    """The clips in a file of `pack_clips`, each with its transcript and its weight times the file's."""
    whole = decode(data, CLIP_RATE).samples
    return tuple(
        ReferenceClip(
            Audio(whole[mark["at"] : mark["at"] + mark["count"]].copy(), CLIP_RATE),
            str(mark.get("transcript", "")),
            float(mark.get("weight", 1.0)) * weight,
        )
        for mark in marks
    )


def reference_clips(prepared: Prepared, texts: Sequence[str], weight: float) -> tuple[ReferenceClip, ...]:
    """The clips of a prepared recording with their transcripts."""
    return tuple(
        ReferenceClip(clip.audio, text, clip.weight * weight)
        for clip, text in zip(prepared.clips, texts, strict=True)
    )


def clips_within(clips: Sequence[Audio], seconds: float) -> int:
    """The number of first clips that fit into `seconds`; at least one while any are left."""
    total, count = 0.0, 0
    for clip in clips:
        if seconds <= 0 or (count and total + clip.duration > seconds):
            break
        total += clip.duration
        count += 1
    return count


def packed_samples(
    blobs: BlobStore,
    uploads: Sequence[Upload],
    gathered: PreparedRecordings,
    texts: Sequence[Sequence[str]],
    transcript: str,
    written: list[str],
) -> list[NewSample]:
    """The samples of a new clone, the clips of each packed into a blob, whose id is added to `written` at once."""
    kept = [index for index in range(len(uploads)) if index not in gathered.left_out]
    samples = []
    given = transcript if len(uploads) == 1 else ""
    rows = zip(kept, gathered.recordings, texts, gathered.weights, strict=True)
    for index, prepared, said, weight in rows:
        data, marks = pack_clips(prepared.clips, said)
        written.append(blobs.put(data))
        samples.append(
            NewSample(
                blob_id=uploads[index].blob_id,
                clip_blob=written[-1],
                name=uploads[index].name,
                transcript=given or (" ".join(said) if all(said) else ""),
                duration=prepared.seconds,
                weight=weight,
                quality=prepared.report() | {"clips": marks},
            )
        )
    return samples
