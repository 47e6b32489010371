"""Japanese words in Kokoro's symbols, from Open JTalk's readings.

The dictionary comes with the package `pyopenjtalk-plus`; nothing is fetched. The analyser is not safe to share
between threads: one lock, held for one clause at a time.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from clonyvoice.text.phoneme_words import PronouncedPiece, Segment, touching
from clonyvoice.text.phonemes import kana

_lock = threading.Lock()
_DEVOICED = "’"
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆．.")


def pieces(segments: Sequence[Segment]) -> list[PronouncedPiece]:
    """The words found in `segments`; adjacent segments are read together, so that context applies."""
    return [piece for group in touching(segments) for piece in _read(group)]


def _read(group: Sequence[Segment]) -> list[PronouncedPiece]:
    text = unicodedata.normalize("NFKC", "".join(segment.spoken for segment in group))
    if len(text) != sum(len(segment.spoken) for segment in group):
        text = "".join(segment.spoken for segment in group)
    owners = [(segment, offset) for segment in group for offset in range(len(segment.spoken))]
    found = _words(text)
    out: list[PronouncedPiece] = []
    for position, (start, end, said) in enumerate(found):
        following = found[position + 1][2] if position + 1 < len(found) else ""
        phonemes = kana.phonemes(said, following)
        first, first_offset = owners[start]
        last, last_offset = owners[end - 1]
        begin = first.start + first_offset if first.written else first.start
        stop = last.start + last_offset + 1 if last.written else last.end
        if out and begin < out[-1].end:  # both lie in one rewritten expression ("$5")
            out[-1] = PronouncedPiece(
                out[-1].start, max(stop, out[-1].end), f"{out[-1].phonemes} {phonemes}".strip()
            )
        else:
            out.append(PronouncedPiece(begin, stop, phonemes))
    return out


def _words(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, reading in katakana)` of each word in `text`.

    Open JTalk rewrites figures ("22日" becomes 二十二日), so its words are searched for in the text, and words that
    are not found share the stretch up to the next one that is.
    """
    found: list[tuple[int, int, str]] = []
    pending = ""
    position = 0
    for token in _analysed(text):
        written = unicodedata.normalize("NFKC", str(token["string"]))
        said = str(token["pron"]).replace(_DEVOICED, "").replace("、", "").replace("？", "").replace("！", "")
        at = text.find(written, position) if written and not (pending and written in _NUMERALS) else -1
        if at < 0 or (at > position and not pending and not _silent(text[position:at])):
            pending += said
            continue
        if pending:
            if at > position:
                found.append((position, at, pending))
            elif found:
                found[-1] = (found[-1][0], found[-1][1], found[-1][2] + pending)
            pending = ""
        position = at + len(written)
        if said and said.startswith("ー") and found:
            found[-1] = (found[-1][0], position, found[-1][2] + said)
        elif said:
            found.append((at, position, said))
    if pending:
        if position < len(text):
            found.append((position, len(text), pending))
        elif found:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + pending)
    return found


def _silent(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _analysed(text: str) -> Sequence[Mapping[str, Any]]:
    import pyopenjtalk

    with _lock:
        try:
            found: Sequence[Any] = pyopenjtalk.run_frontend(text, use_sudachi_kanji_yomi=False)
        except ModuleNotFoundError:
            # For rare characters it would load Sudachi's dictionary (190 MB), which is not needed otherwise.
            found = pyopenjtalk.run_frontend(text, use_vanilla=True)
    return found
