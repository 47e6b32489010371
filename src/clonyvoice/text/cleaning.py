"""Text prepared for the front ends, with offsets into the given text.

Letters are composed, widths and quotes made plain, control characters and emoji removed. Every character keeps its
offset in the given text, so that a word found in the clean text has exact offsets in the given one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Characters of the category "other symbol" that are read aloud; all others are pictures and are skipped.
_READABLE_SYMBOLS = frozenset("°№℃℉")
_PLAIN = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "＇": "'", "´": "'", "`": "'",
    "‐": "-", "‑": "-", "‒": "-", "−": "-", "﹣": "-", "－": "-",
    "„": "“", "‟": "“", "〝": "“", "〞": "”", "″": '"', "＂": '"',
    "⁄": "/", "∕": "/", "∶": ":", "․": ".", "‥": "…",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleanText:
    """The cleaned `text`, and for each of its characters the `starts` and `ends` offset in the given text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, start: int, end: int) -> tuple[int, int]:
        """The clean characters for the given text from `start` to `end`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of the clean characters from `start` up to `end` (at least one)."""
        return self.starts[start], self.ends[end - 1]


def clean(text: str, skip: Sequence[tuple[int, int]] = ()) -> CleanText:
    """The readable characters of `text`, composed (NFKC, one written character at a time), and their offsets.

    Control characters, emoji and lone surrogates become spaces; invisible format characters and the stretches in
    `skip` (sorted offsets of markup) are removed.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    length = len(text)
    skips = iter((*skip, (length + 1, length + 1)))
    skip_start, skip_end = next(skips)
    marks = iter((*stand_ins(text), (length + 1, length + 1, "")))
    mark_start, mark_end, stand_in = next(marks)
    while position < length:
        if position >= skip_start:
            position = max(position, skip_end)
            skip_start, skip_end = next(skips)
            continue
        if position > mark_start:
            mark_start, mark_end, stand_in = next(marks)
            continue
        if position == mark_start and mark_end <= skip_start:
            for char in stand_in:
                out.append(char)
                starts.append(position)
                ends.append(mark_end)
            position = mark_end
            continue
        stop = min(_cluster_end(text, position), max(skip_start, position + 1))
        if text[position] == "，" and not ("０" <= text[position - 1 : position] <= "９"):
            shown = "，"  # a comma in Chinese prose, not a thousands separator
        elif text[position] == "–" and _below_zero(text, position):
            shown = "-"
        elif text[position] in "º˚" and _degrees(text, position):
            shown = "°"
        else:
            shown = _readable(text[position:stop])
        for char in shown:
            out.append(char)
            starts.append(position)
            ends.append(stop)
        position = stop
    return CleanText("".join(out), tuple(starts), tuple(ends))


def _below_zero(text: str, at: int) -> bool:
    """Whether the dash at `at` is the minus of a number: "bei –18 Grad", but no "5 –18" and no dialogue."""
    before = text[max(0, at - 2) : at]
    return (
        text[at + 1 : at + 2].isdigit()
        and len(before) == 2
        and ((before[1].isspace() and (before[0].isalpha() or before[0] in ",:;")) or before[1] in "(=")
    )


_SCALE = re.compile(r"[º˚]\s?[CF](?![^\W_])")


def _degrees(text: str, at: int) -> bool:
    """Whether the ordinal indicator or ring at `at` stands for the degree sign: "25 ºC"."""
    return text[at] == "˚" or (
        text[max(0, at - 2) : at].rstrip()[-1:].isdigit() and _SCALE.match(text, at) is not None
    )


_MARKUP = re.compile(
    # Not displayed. A comment also ends where another begins, so that a text of openings only is scanned once.
    r"<!--(?:[^<-]|<(?!!--)|-(?!->)){0,400}-->|<(?P<unseen>script|style)\b[^<>]{0,200}>[^<]{0,400}</(?P=unseen)>"
    r"|</?[A-Za-z][A-Za-z0-9]{0,11}(?:\s[^<>\n]{0,400})?/?>"  # a tag
    r"|&(?:#(?P<code>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]{2,24}));"
    r"|(?<=[^\W\d_])-\r?\n[^\S\n]{0,40}(?=[^\W\d_])"  # a word cut at the end of a line
    r"|\r?\n(?=[^\S\n]{0,40}[^\W\d_])"  # a line that may continue
    r"|(?<![\w*~])(?:\*{1,3}|~~|_{1,3})(?=[^\s*~_])|(?<=[^\s*~_])(?:\*{1,3}|~~|_{1,3})(?![\w*~])"
    r"|^[^\S\n]{0,3}\#{1,6}[^\S\n]",
    re.MULTILINE,
)
_BREAKING = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "table")
)


def stand_ins(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of mark-up with their spoken replacements, in order: tags, entities, marks of emphasis, cut words.

    A line that continues in lower case is joined with the next; a word hyphenated at the end of a line is rejoined.
    """
    if not _MARKS.intersection(text):
        return
    for match in _MARKUP.finditer(text):
        found = match.group()
        first = found[0]
        if first == "<":
            name = re.sub(r"[^A-Za-z0-9].*", "", found.lstrip("</"), flags=re.DOTALL).lower()
            yield match.start(), match.end(), "\n" if name in _BREAKING else ""
        elif first == "&":
            said = html.unescape(found)
            if said != found:
                yield match.start(), match.end(), "".join(_readable(char) for char in said)
        elif first in "\r\n":
            if _goes_on(text, match.start(), match.end()):
                yield match.start(), match.end(), " "
        elif first == "-":
            if text[match.end()].islower():
                yield match.start(), match.end(), ""
        else:
            yield match.start(), match.end(), ""


_MARKS = frozenset("<&\n*_~#")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the line that ends at `start` continues in the line that begins at `end`."""
    before = text[start - 1 : start]
    following = text[end : end + 41].lstrip()[:1]
    return following.islower() and (before.isalnum() or before in ",'’\"”)")


def _cluster_end(text: str, start: int) -> int:
    """The end of the written character at `start`: the base, its combining marks, or a whole Hangul syllable."""
    stop = start + 1
    previous = text[start]
    while stop < len(text):
        char = text[stop]
        if ord(char) < 0x300:
            break
        joined = unicodedata.combining(char) != 0 or (
            "\u1160" <= char <= "\u11ff" and "\u1100" <= previous <= "\u11ff"
        )
        if not joined and char not in "\uff9e\uff9f":  # half-width voicing marks of kana
            break
        previous = char
        stop += 1
    return stop


_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹⁻⁺"
"""Exponents and numbers of notes; they are not part of the number or word before them."""


def _readable(cluster: str) -> str:
    first = cluster[0]
    if len(cluster) == 1 and first.isascii():
        if first.isprintable():
            return "'" if first == "`" else first
        return "\n" if first in "\n\r\x0b\x0c" else " "
    if first in "\u2028\u2029\x85":
        return "\n"
    plain = _PLAIN.get(first)
    if plain is not None:
        return plain
    if first in _RAISED:
        return first
    category = unicodedata.category(first)
    if category == "Nd":
        return str(unicodedata.decimal(first))
    if category == "Cf":
        return ""
    if category[0] == "C" or category == "Sk":
        return " "
    if category == "So" and first not in _READABLE_SYMBOLS and not _enclosed_text(first):
        return " "
    if category in ("Me", "Mn", "Mc"):
        # A combining mark without a base, or a vowel sign of an Indic script, which is a letter of the word.
        return cluster if category != "Me" and not _variation(first) else ""
    if category == "Zs":
        return " "
    if first in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞…№ºª":
        return first
    if "\u3131" <= first <= "\u318e":
        return first  # a Hangul letter on its own; NFKC would make it half a syllable
    return _composed(cluster)


def _composed(cluster: str) -> str:
    composed = unicodedata.normalize("NFKC", cluster)
    # Marks that do not compose (stacked accents, keycaps) carry no sound in any language read here except
    # the Indic and Arabic ones, whose marks stay.
    return "".join(
        char
        for char in composed
        if not (0x300 <= ord(char) < 0x370 or _variation(char) or 0x20D0 <= ord(char) < 0x2100)
    ).replace("\u2044", "/")


def _variation(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _enclosed_text(char: str) -> bool:
    """Whether a symbol is text in a box or circle (㈱, ㍿, ①) that composes to letters."""
    return "\u3200" <= char <= "\u33ff"
