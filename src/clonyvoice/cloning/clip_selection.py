"""The best stretches of speech of a recording, to cut a reference from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clonyvoice.cloning.speech_levels_clipping import Survey
from clonyvoice.transcription.voice_activity import FRAME_SECONDS, Region, regions

_SHORTEST, _LONGEST = 1.0, 14.0
"""Seconds of a clip: the recogniser and the fit need whole phrases, in pieces of bounded cost. Chosen by hand."""
_JOINED_GAP = 0.5
"""Seconds of silence below which two stretches are one clip. Chosen by hand."""
_AROUND = 5.0
"""Seconds before the longest end of a clip in which a pause to cut at is looked for. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class SpeechSpan:
    """A stretch of speech, in seconds of the recording, and how good it is (higher is better)."""

    start: float
    end: float
    score: float

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.start


def spans(survey: Survey) -> tuple[SpeechSpan, ...]:
    """All stretches of speech of 1 to 14 s, scored by how far they stand out of the noise around them.

    Stretches much louder or softer than most of the speech lose points, short ones a little.
    """
    found = [
        piece
        for region in _joined(regions(survey.chances, silence=0.35, pad=0.1))
        for piece in _parted(region, survey)
        if piece.seconds >= _SHORTEST
    ]
    if not found:
        return ()
    loud = [_level(survey, piece) for piece in found]
    usual = float(np.median(loud))
    out = []
    for piece, level in zip(found, loud, strict=True):
        noise = _noise_around(survey, piece)
        sure = float(survey.chances[piece.start : piece.end].mean())
        length = min(1.0, piece.seconds / 4.0)
        score = min(40.0, level - noise) - 0.7 * abs(level - usual) + 6.0 * sure + 4.0 * length
        out.append(SpeechSpan(piece.start * FRAME_SECONDS, piece.end * FRAME_SECONDS, score))
    return tuple(out)


def best(candidates: tuple[SpeechSpan, ...], seconds: float) -> tuple[SpeechSpan, ...]:
    """The best of the candidates, in the recording's order, about `seconds` long together."""
    chosen: list[SpeechSpan] = []
    total = 0.0
    for span in sorted(candidates, key=lambda one: -one.score):
        if total >= seconds:
            break
        chosen.append(span)
        total += span.seconds
    return tuple(sorted(chosen, key=lambda one: one.start))


def _joined(found: tuple[Region, ...]) -> list[Region]:
    """Neighbours with hardly a pause between as one, while that stays short enough."""
    out: list[Region] = []
    for region in found:
        if (
            out
            and (region.start - out[-1].end) * FRAME_SECONDS < _JOINED_GAP
            and (region.end - out[-1].start) * FRAME_SECONDS <= _LONGEST
        ):
            out[-1] = Region(out[-1].start, region.end)
        else:
            out.append(region)
    return out


def _parted(region: Region, survey: Survey) -> list[Region]:
    """A long region cut where speech is least likely, into pieces of at most 14 s."""
    limit = int(_LONGEST / FRAME_SECONDS)
    out = []
    while region.end - region.start > limit:
        first, last = region.start + limit // 2, region.start + limit
        smooth = np.convolve(survey.chances[first:last], np.ones(3) / 3, mode="same")
        cut = first + int(np.argmin(smooth))
        out.append(Region(region.start, cut))
        region = Region(cut, region.end)
    return [*out, region]


def _level(survey: Survey, piece: Region) -> float:
    levels = survey.levels[piece.start : piece.end]
    return float(10.0 * np.log10(np.mean(10.0 ** (levels.astype(np.float64) / 10.0)) + 1e-12))


def _noise_around(survey: Survey, piece: Region) -> float:
    """The noise level within 5 s of the piece; that of its softest frames where speech does not pause."""
    reach = int(_AROUND / FRAME_SECONDS)
    start, end = max(0, piece.start - reach), piece.end + reach
    levels, chances = survey.levels[start:end], survey.chances[start:end]
    quiet = levels[(chances < 0.12) & (levels > -85.0)]
    if len(quiet) < 5:
        return float(np.percentile(survey.levels[piece.start : piece.end], 5)) - 6.0
    return float(np.median(quiet))
