"""Pauses: the silence after a sentence, a breath, a paragraph, a segment, and at a mark within a chunk.

A pause in the markup counts most, then one that the request asks for, then what ends: `chunking` asks for each.
"""

from __future__ import annotations

import re

SENTENCE_PAUSE_MS = 220
"""Milliseconds after a sentence, besides the silence that the engine leaves. Chosen by hand."""
BREATH_PAUSE_MS = 90
"""Between parts of a sentence that was too long, where a reader would breathe. Chosen by hand."""
PARAGRAPH_PAUSE_MS = 550
"""Milliseconds after a paragraph. Chosen by hand."""
_ENDED = re.compile(r"[.!?…。！？।॥؟]\W*$|[\n]\s*$")
"""The end of a text in which a sentence is complete."""
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
"""An empty line."""
STRONG_MARKS, WEAK_MARKS = frozenset(".!?…;:—\n"), frozenset(',、–-"”»)(')
"""Marks at which a reader stops, and at which one hardly does."""
_STRONG_GAP, _WEAK_GAP = 0.18, 0.09
"""Seconds of silence where a chunk is cut at such a mark. Chosen by hand."""
EDGE_KEEP, CLAUSE_KEEP = 0.02, 0.015
"""Seconds of the engine's own silence that are left at the edges of a chunk, and of a piece within it, so that these
pauses are what is heard. Chosen by hand."""


def gap_at_mark(tail: str) -> float:
    """Seconds of silence after a piece that ends in `tail` within a chunk: the longer, the stronger its mark."""
    marks = set(tail)
    if marks & STRONG_MARKS:
        return _STRONG_GAP
    return _WEAK_GAP if marks & WEAK_MARKS else 0.0


def pause_after_sentence(asked: int | None) -> int:
    """Milliseconds after a sentence or segment: those that were `asked` for, else the usual ones."""
    return SENTENCE_PAUSE_MS if asked is None else asked


def pause_between(sentence: str, between: str, asked: int | None) -> int:
    """Milliseconds between `sentence` and the next in the same segment; `between` is the text that parts them.

    Those that were `asked` for; else by what ends here: a paragraph, a sentence, or a part of one.
    """
    if asked is not None:
        return asked
    if PARAGRAPH_BREAK.search(between):
        return PARAGRAPH_PAUSE_MS
    whole = _ENDED.search(sentence[-12:]) is not None or "\n" in between
    return SENTENCE_PAUSE_MS if whole else BREATH_PAUSE_MS


def pause_between_segments(marked: int, asked: int | None, given: int | None) -> int:
    """Milliseconds between two segments: `marked` by markup at the end of the first, if there is any.

    Else those that were `given` for just this place, those that were `asked` for everywhere, or a sentence's.
    """
    return marked or (pause_after_sentence(asked) if given is None else given)
