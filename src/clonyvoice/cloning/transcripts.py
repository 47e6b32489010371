"""Who said what in which clip: a transcript of a whole recording shared out among its clips."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.transcription.transcript import Word

_WORD = re.compile(r"\S+")
_PAUSE = 0.5
_UNWORDLY = re.compile(r"[^\w]+", re.UNICODE)


def shared_out(transcript: str, heard: Sequence[str]) -> tuple[str, ...]:
    """The given `transcript` cut into one part for each clip, by what was `heard` in them.

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


def strung(clips: Sequence[Audio]) -> tuple[Audio, tuple[float, ...]]:
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
    """What was said in each of the clips of `strung`, from the words' times."""
    texts = ["" for _ in starts]
    for word in words:
        middle = (word.start + word.end) / 2
        texts[max(0, bisect_right(starts, middle + _PAUSE / 2) - 1)] += word.text
    return tuple(text.strip() for text in texts)


def _plain(word: str) -> str:
    return _UNWORDLY.sub("", word).casefold() or word
