"""Words assigned to their speakers."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from clonyvoice.transcription.diarisation import SpeakerTurn
from clonyvoice.transcription.transcript import Segment, Word, joined

_BRIEF = 0.4
"""Seconds of words at the edge of a sentence that get the speaker of its other words: the precision of turns.
Chosen by hand."""


def speaker_name(number: int) -> str:
    """The name of a speaker in answers, as ElevenLabs' API has it."""
    return f"speaker_{number}"


def attributed(segments: Sequence[Segment], turns: Sequence[SpeakerTurn]) -> tuple[Segment, ...]:
    """The segments with their speakers, split where the speaker changes; unchanged when no speaker was found."""
    if not turns:
        return tuple(segments)
    starts = [turn.start for turn in turns]
    out: list[Segment] = []
    for segment in segments:
        if not segment.words:
            who = _speaker(segment.start, segment.end, turns, starts)
            out.append(replace(segment, speaker=speaker_name(who)))
            continue
        runs = [
            (who, [word for _, word in group])
            for who, group in itertools.groupby(
                [(_speaker(word.start, word.end, turns, starts), word) for word in segment.words],
                key=lambda pair: pair[0],
            )
        ]
        runs = _smoothed(runs)
        out += [_part(segment, words, who, whole=len(runs) == 1) for who, words in runs]
    return tuple(out)


def _speaker(start: float, end: float, turns: Sequence[SpeakerTurn], starts: Sequence[float]) -> int:
    """The speaker with most speech from `start` to `end`, or the nearest one where there is no speech."""
    middle = bisect_right(starts, (start + end) / 2)
    near = turns[max(0, middle - 3) : middle + 3]

    def closeness(turn: SpeakerTurn) -> float:
        return min(end, turn.end) - max(start, turn.start)

    return max(near, key=closeness).speaker


def _smoothed(runs: list[tuple[int, list[Word]]]) -> list[tuple[int, list[Word]]]:
    """Runs of words without brief ones, which go to the longer neighbour."""
    while len(runs) > 1:
        lengths = [words[-1].end - words[0].start for _, words in runs]
        at = min(range(len(runs)), key=lambda place: lengths[place])
        if lengths[at] >= _BRIEF:
            break
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(runs)]
        into = max(beside, key=lambda place: lengths[place])
        first, last = min(at, into), max(at, into)
        runs[first : last + 1] = [(runs[into][0], runs[first][1] + runs[last][1])]
        merged = [runs[0]]
        for who, words in runs[1:]:
            if who == merged[-1][0]:
                merged[-1] = (who, merged[-1][1] + words)
            else:
                merged.append((who, words))
        runs = merged
    return runs


def _part(segment: Segment, words: Sequence[Word], who: int, *, whole: bool) -> Segment:
    name = speaker_name(who)
    if whole:
        return replace(segment, speaker=name)
    text = joined(["".join(word.text for word in words)])
    return replace(
        segment, start=words[0].start, end=words[-1].end, text=text, words=tuple(words), speaker=name
    )
