"""ElevenLabs' markup in texts: `<break>`, `<phoneme>` and Eleven v3's `[tags]`, as our own or as a manner of speaking.

Elements as published at elevenlabs.io/docs (2026), "Controls". Elements that cannot be followed are reported, never
read aloud.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text.kokoro_symbols import from_ipa
from clonyvoice.text.ssml import Manner

_BREAK: Final = re.compile(
    r"<break\s{1,9}time=[\"'](\d{1,3}(?:\.\d{1,3})?)\s{0,9}(m?s)[\"']\s{0,9}/?>", re.IGNORECASE
)
_PHONEME: Final = re.compile(r"<phoneme\s([^<>]{1,300})>([^<>\[\]]{1,200})</phoneme\s?>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"\b(alphabet|ph)\s{0,9}=\s{0,9}(?:\"([^\"]{0,200})\"|'([^']{0,200})')", re.IGNORECASE
)
_TAG: Final = re.compile(r"\[([A-Za-z][A-Za-z' -]{1,40})\](?!\([/+-])")
"""Stage directions of Eleven v3: `[whispers]`, `[laughs]`."""
_HELD: Final = 600
"""Characters of a text that may be kept back until an element in it is complete: the longest one here."""

Unused = Callable[[str], object]
"""Called with each element that cannot be followed, by its name in `X-Unused-Parameters`."""


def understands_tags(model: str) -> bool:
    """Whether texts of this model hold stage directions in brackets: Eleven v3 and later ones."""
    return re.match(r"eleven_v([3-9]|\d\d)", model.strip(), re.IGNORECASE) is not None


def our_markup(text: str, language: str, unused: Unused) -> str:
    """The text with `[pause:1s]` for breaks and `[word](/phonemes/)` for words with a pronunciation in IPA.

    `language` is that of the phonemes; `auto` stands for English, the only one in which ElevenLabs has them.
    """
    spoken = "en" if language == "auto" else language.split("-")[0].lower()

    def pronounced(found: re.Match[str]) -> str:
        given = {each[1].lower(): each[2] or each[3] or "" for each in _ATTRIBUTE.finditer(found[1])}
        ipa = given.get("ph", "") if given.get("alphabet", "").lower() == "ipa" else ""
        phonemes = from_ipa(ipa, spoken)
        if not phonemes or phonemes.isascii():
            unused("text.<phoneme>")
            return found[2]
        return f"[{found[2]}](/{phonemes}/)"

    paused = _BREAK.sub(lambda found: f"[pause:{found[1]}{found[2].lower()}]", text)
    return _PHONEME.sub(pronounced, paused)


def directed(text: str, unused: Unused) -> list[tuple[str, Manner]]:
    """The parts of a text between tags, each with the settings of its tag; tags are not read aloud.

    Tags that cannot be followed (`[laughs]`) are reported as unused.
    """
    *before, last = stretches(text, Manner(), unused)
    found = [stretch for stretch in before if stretch[0].strip()]
    return [*found, last] if last[0].strip() or not found else found


def stretches(text: str, manner: Manner, unused: Unused) -> list[tuple[str, Manner]]:
    """All stretches around tags, empty ones too, the first one in `manner`: texts in pieces go on in the last one's."""
    found: list[tuple[str, Manner]] = []
    at = 0
    for tag in _TAG.finditer(text):
        found.append((text[at : tag.start()], manner))
        asked = delivery(tag[1])
        if asked is None:
            unused(f"text.[{tag[1]}]")
        manner, at = asked or manner, tag.end()
    return [*found, (text[at:], manner)]


class IncomingMarkup:
    """Texts that come in pieces, given on without a piece of an element at their end: SDKs cut at spaces and marks."""

    def __init__(self, *, tags: bool) -> None:
        self._tags, self._held = tags, ""

    def add(self, text: str) -> str:
        """The text that is complete by now."""
        text = self._held + text
        cut = self._open(text)
        if len(text) - cut > _HELD:
            cut = len(text)
        self._held = text[cut:]
        return text[:cut]

    def rest(self) -> str:
        """The text that was kept back."""
        held, self._held = self._held, ""
        return held

    def _open(self, text: str) -> int:
        """The offset of an element that has begun and not ended; the text's end when there is none."""
        low = text[-2 * _HELD :].lower()
        before = len(text) - len(low)
        at = low.rfind("<phoneme")
        if at >= 0 and "</phoneme" not in low[at:]:
            return before + at
        at = low.rfind("<")
        if at >= 0 and ">" not in low[at:]:
            begun = low[at:]
            if any(
                name.startswith(begun) or begun.startswith(name)
                for name in ("<break", "<phoneme", "</phoneme")
            ):
                return before + (low.rfind("<phoneme") if begun.startswith("</") else at)
        at = low.rfind("[")
        if self._tags and at >= 0 and "]" not in low[at:] and len(low) - at < 45:
            return before + at
        return len(text)
