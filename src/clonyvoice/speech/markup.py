"""SSML as segments: what is said in one manner, with the pauses between in the text's own markup."""

from __future__ import annotations

from dataclasses import replace

from clonyvoice.speech.request import Segment
from clonyvoice.text import ssml
from clonyvoice.text.errors import NothingToSay
from clonyvoice.text.languages import AUTO, detect

_NO_PAUSE = 0


def from_ssml(segment: Segment, home: str) -> tuple[Segment, ...]:
    """The segments that a segment of SSML stands for; their texts are what is read, not the source.

    `home` is the voice's language, taken for `auto` where the text does not tell. Raises MarkupInvalid,
    NothingToSay.
    """
    auto = segment.language.lower() == AUTO
    language = detect(segment.text, default=home.split("-")[0]) if auto else segment.language
    found: list[Segment] = []
    for piece in ssml.parse(segment.text, language):
        if isinstance(piece, ssml.Break):
            mark = f" [pause:{piece.seconds:g}s]"
            if found:
                found[-1] = replace(found[-1], text=found[-1].text + mark, pause_after_ms=None)
            else:
                found.append(replace(segment, text=mark.strip()))
            continue
        said = piece.manner.language or (segment.language if auto else language)
        made = replace(
            segment,
            text=piece.text,
            language=said,
            manner=replace(piece.manner, language=None),
            pause_after_ms=None if piece.ends or _ends(piece.text) else _NO_PAUSE,
        )
        if len(found) == 1 and found[0].text.startswith("[pause:") and "\n" not in found[0].text:
            found[0] = replace(made, text=f"{found[0].text} {made.text}")
        else:
            found.append(made)
    if not found:
        raise NothingToSay
    return tuple(found)


def _ends(text: str) -> bool:
    """Whether a sentence ends with this text."""
    return text.rstrip().endswith((".", "!", "?", "…", "。", "！", "？", "।"))
