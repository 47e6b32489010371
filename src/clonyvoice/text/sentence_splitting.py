"""Long text split into sentences, and sentences into clauses, with exact offsets and without loss or repetition."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from clonyvoice.text import german_full_stops, inline_markup
from clonyvoice.text.abbreviations_in_context import goes_on
from clonyvoice.text.language_words import short_words
from clonyvoice.text.languages import AUTO
from clonyvoice.text.sentence_abbreviations import ABBREVIATIONS, SENTENCE_STARTERS, always_joined, figured
from clonyvoice.text.unpunctuated_text import BREATH, UNMARKED_END


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the given text from `start` to `end`, without the space around it."""

    text: str
    start: int
    end: int


# A place where a sentence may end: its marks, quotes, brackets and numbers of notes behind them, or an empty line.
_END = re.compile(
    r"(?P<wide>[。！？｡．]+[」』）】》〉”’\"'!?！？。]*)(?:\[\d{1,3}\]){0,4}"
    r"|(?<![.!?…।॥؟۔])(?P<mark>[.!?…।॥؟۔]++)(?P<close>[\"'”’»)\]}」』]*)(?:\[\d{1,3}\]){0,4}(?=\s|$|[^\x00-\u02ff\u0370-\u05ff\u0900-\u097f\u2010-\u2027])"
    r"|(?P<line>(?:\r?\n[^\S\n]*+){2,}|\n(?=[^\S\n]*(?:[-*•·–—]|\d{1,3}[.)])\s))"
)
# Emoji and the like right behind the end belong to it.
_PICTURES = re.compile(
    "(?:[^\\S\n]*[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+)+"
)
_NEAR = 120  # characters on each side that decide whether a mark ends a sentence, chosen by hand
_STRETCH = 4096
"""Characters that are searched at a time, and `_NEAR` behind them: some 5 ms. Chosen by hand."""
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»(\[{]+$")
# Short forms of single letters with spaces between them.
_SPACED_SHORT = re.compile(r"(?:^|\s)[^\W\d_]\.\s[^\W\d_]$")
_NEXT_SHORT = re.compile(r"\s[^\W\d_]\.")
_RUSSIAN_STARTER = re.compile(
    r"\s+(?:Он[аои]?|Мы|Вы|Я|Ты|Это|Но|И|А|Потом|Когда|Все|Так|Теперь|Там|Тогда|Не|Что|Как)\b"
)
_LOWER_START = re.compile(r"\s*[\"'“‘«(\[]*[^\W\d_]")
_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(
    r"[,;:،؛、，；：—–]+[\"'”’»)\]」』]*\s*|(?<!\s)\s++[-–—]+\s+|[)\]）】]\s*|(?<=\S)\s+(?=[(\[（【])"
)


def sentences(text: str, language: str = AUTO, max_chars: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, each at most `max_chars` long if that is given.

    Decimal points, abbreviations, initials, addresses, quotes and ellipses inside a sentence do not end it. Marks,
    emoji and closing quotes stay with the sentence before them. Every character but space is in exactly one sentence.
    Longer sentences are cut at clauses, then at spaces, then anywhere.
    """
    atoms = _atoms(text)
    language = language.split("-", 1)[0].lower()
    bounds: list[int] = []
    for match in _END.finditer(text):
        if _ends(text, match, language) and not _within(match.end(), atoms):
            pictures = _PICTURES.match(text, match.end())
            bounds.append(pictures.end() if pictures else match.end())
    spans = _trimmed(text, [0, *bounds, len(text)])
    spans = _with_orphans(text, spans)
    found = tuple(Sentence(text[start:end], start, end) for start, end in spans)
    if max_chars is None:
        return found
    return tuple(part for sentence in found for part in clauses(sentence, max_chars))


def clauses(sentence: Sentence, max_chars: int) -> tuple[Sentence, ...]:
    """A sentence in parts of at most `max_chars` characters, cut at clauses, then at spaces, then anywhere.

    Parts are as even as the cuts allow, so that no very short one remains. Offsets stay those of the whole text.
    `[word](/phonemes/)`, `[word](+1)` and `[pause:1s]` are not cut unless longer than a part may be.
    """
    if max_chars < 1:
        raise ValueError("max_chars must be at least 1")
    text = sentence.text
    if len(text) <= max_chars:
        return (sentence,)
    atoms = _atoms(text)
    good, breaths, unmarked, fair = (
        [end for end in _match_ends(pattern, text) if not _within(end, atoms)]
        for pattern in (_CLAUSE, BREATH, UNMARKED_END, _SPACE)
    )
    bounds = [0]
    while len(text) - bounds[-1] > max_chars:
        start = bounds[-1]
        rest = len(text) - start
        pieces = -(-rest // max_chars)
        ideal = start + -(-rest // pieces)
        cut = (
            _best(good, start, ideal, max_chars)
            or _best(unmarked, start, ideal, max_chars)
            or _best(breaths, start, ideal, max_chars)
            or _best(fair, start, ideal, max_chars)
        )
        bounds.append(cut or _anywhere(text, start + max_chars, start, atoms))
    parts = _trimmed(text, [*bounds, len(text)])
    offset = sentence.start
    return tuple(Sentence(text[start:end], start + offset, end + offset) for start, end in parts)


def _match_ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The ends of a pattern's matches, searched in one stretch of the text after another.
    A search without a match in all of a long text would block other threads for a tenth of a second.
    """
    at = 0
    while at < len(text):
        until = at + _STRETCH
        for match in pattern.finditer(text, at, until + _NEAR):
            if match.start() >= until:
                break
            yield match.end()
            at = match.end()
        at = max(at, until)


def _best(cuts: list[int], start: int, ideal: int, max_chars: int) -> int | None:
    """The cut nearest to `ideal` that leaves at most `max_chars` before it and not too little."""
    usable = cuts[bisect_right(cuts, start + max_chars // 4) : bisect_right(cuts, start + max_chars)]
    return min(usable, key=lambda cut: (abs(cut - ideal), cut)) if usable else None


def _anywhere(text: str, cut: int, start: int, atoms: list[tuple[int, int]]) -> int:
    """`cut`, or a little before it so as not to separate a letter from its marks or cut markup."""
    at = bisect_left(atoms, (cut, 0)) - 1
    if at >= 0 and start < atoms[at][0] < cut < atoms[at][1]:
        return atoms[at][0]
    earlier = cut
    while earlier > start + 1 and cut - earlier < 8 and _joined(text[earlier]):
        earlier -= 1
    return earlier


def _joined(char: str) -> bool:
    point = ord(char)
    return (
        0x300 <= point < 0x370
        or 0x93A <= point <= 0x94F
        or 0xFE00 <= point <= 0xFE0F
        or point == 0x200D
        or 0x1F3FB <= point <= 0x1F3FF
    )


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the marks at `match` end a sentence here."""
    if match["wide"] is not None:
        # 。 inside a sentence that continues: 「はい。」と言った
        follows = text[match.end() : match.end() + 1]
        return not (
            match["wide"][-1] in "」』）】》〉”’"
            and follows in ("と", "っ", "、", "，", "라", "고", "는", "说", "的")
        )
    if match["line"] is not None:
        return True
    mark, after = match["mark"], text[match.end() : match.end() + _NEAR]
    before = text[max(0, match.start() - _NEAR) : match.start()]
    following = after.lstrip()[:1]
    if mark == ".":
        return _full_stop(before, after, following, language, closed=bool(match["close"]))
    if not following:
        return True
    if set(mark) == {"…"} or (set(mark) == {"."} and len(mark) > 1):
        return not _lower(after)
    # "Stop!" he said. - "Really?", she asked.
    return not (match["close"] and _lower(after))


def _full_stop(before: str, after: str, following: str, language: str, closed: bool) -> bool:
    if not following:
        return True
    if _lower(after):
        return False
    if closed:
        return True
    if _MONEY_SIGN.match(after):
        return False  # "5 Mio. € Verlust"
    found = _LAST_WORD.search(before)
    word = found.group() if found else ""
    if following.isdigit() and re.split("[-–]", word.lower())[-1] in figured(language):
        return False  # "Rua Augusta, n. 15", "lun.-ven. 9h"
    if not word:
        return True
    counted = _COUNT.search(before[: -len(word)]) is not None
    named = _NAME.match(after) is not None and not _starts_sentence(after, language)
    if goes_on(word, after, language, figure=following.isdigit(), name=named, counted=counted):
        return False  # "Gl. 3", "Bhf. Dammtor", "2 ली. दूध"
    if language == "de" and (decided := german_full_stops.ends(before, after, word)) is not None:
        return decided
    if _SPACED_SHORT.search(before) or (len(word) == 1 and word.islower() and _NEXT_SHORT.match(after)):
        return _starts_sentence(after, language)  # "z. B.", "т. е."
    low = word.lower()
    if low in always_joined(language):
        return (
            low == "им" and _RUSSIAN_STARTER.match(after) is not None
        )  # "им. Ленина", but "Я дал им. Они ушли."
    if low in ABBREVIATIONS:
        return following.isupper() and _starts_sentence(after, language)
    if len(word) == 1 and word.isalpha() and (word.isupper() or "ऄ" <= word <= "ह"):
        # An initial: "J. Smith", but "vitamin C. The", "and I. Then".
        return word == "I" or _starts_sentence(after, language)
    if re.fullmatch(r"(?:[^\W\d_]\.-?)+[^\W\d_]", word):
        return following.isupper() and _starts_sentence(after, language)
    # "1. First point" at the start of a line
    listed_point = re.fullmatch(r"\s*(?:[-*•]\s*)?", before[: -len(word)].rsplit("\n", 1)[-1])
    return not (word.isdigit() and listed_point and re.match(r"\s*\d", after) is None)


_COUNT = re.compile(r"\d\s$")
_NAME = re.compile(r"\s[\"'“«]?[A-ZÀ-ÖØ-ÞА-ЯЁ\u0904-\u0939]")
_MONEY_SIGN = re.compile(r"\s*[€$£¥₽₹₩₴](?!\s?\d)")


def _starts_sentence(after: str, language: str) -> bool:
    """Whether a sentence starts after a dotted short form: a capital on a word that is usually lower-case."""
    match = re.match(r"\s+[\"'“‘(]*([^\W\d_]+)(?P<dot>\.?)", after)
    if match is None or not match[1][0].isupper() or (len(match[1]) == 1 and match["dot"]):
        return False
    low = match[1].lower()
    return low in SENTENCE_STARTERS if language in ("en", AUTO) else low in short_words(language)


def _lower(after: str) -> bool:
    match = _LOWER_START.match(after)
    return match is not None and match.group()[-1].islower()


def _atoms(text: str) -> list[tuple[int, int]]:
    """Stretches that are not to be cut: markup."""
    said = [(mark.start, mark.end) for mark in inline_markup.pronunciations(text)]
    stressed = [(mark.start, mark.end) for mark in inline_markup.emphases(text)]
    return sorted([*said, *stressed, *inline_markup.pauses(text)])


def _within(position: int, atoms: list[tuple[int, int]]) -> bool:
    at = bisect_left(atoms, (position, 0)) - 1
    return at >= 0 and position < atoms[at][1]


def _trimmed(text: str, bounds: list[int]) -> list[tuple[int, int]]:
    """The stretches between `bounds` without the space around them; empty ones are left out."""
    spans = []
    for start, end in itertools.pairwise(bounds):
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            first = start + part.index(stripped[0])
            spans.append((first, first + len(stripped)))
    return spans


def _with_orphans(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without any word (emoji, stray marks) joined to the span before them, or else after them."""
    out: list[tuple[int, int]] = []
    for span in spans:
        if (out and not _wordy(text, *span)) or (out and not _wordy(text, *out[-1])):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return out


def _wordy(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in _TAG.sub("", text[start:end]))


_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,11}(?:\s[^<>\n]{0,400})?/?>")
