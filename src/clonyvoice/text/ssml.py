"""The common part of SSML, parsed safely: texts with their settings, and pauses.

`break`, `prosody` (rate, pitch, volume), `say-as`, `phoneme` (ipa), `sub`, `emphasis`, `p`, `s`, `lang`,
`speak`; `mark`, `w` and `token` have no effect. A DTD or entities are refused; nothing external is read.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clonyvoice.text import inline_markup, languages
from clonyvoice.text.inline_markup import MarkupInvalid
from clonyvoice.text.kokoro_symbols import from_ipa
from clonyvoice.text.say_as import say_as

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEEPEST = 40  # Levels of elements: far below Python's limit of recursion.
PARAGRAPH_PAUSE = 0.6
"""Seconds after a paragraph, besides the usual one after a sentence. Chosen by hand."""
RATES = (0.25, 4.0)  # As `speech.request.SPEED`.
PITCHES = (-12.0, 12.0)  # As `speech.request.PITCH`.
VOLUMES = (-40.0, 20.0)  # As `speech.request.VOLUME`.


@dataclass(frozen=True, slots=True)
class Manner:
    """Prosody of a stretch: `rate` is a factor, `pitch` in semitones, `volume` in dB, `range` a factor on the spread
    of the melody; `language` None is that of the other text.
    """

    rate: float = 1.0
    pitch: float = 0.0
    volume: float = 0.0
    language: str | None = None
    range: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Text with one set of settings, perhaps with `[word](/phonemes/)`; `ends`: a sentence ends after it."""

    text: str
    manner: Manner
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """Silence of `seconds`."""

    seconds: float


_BREAK_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.8, "x-strong": 1.2}
"""Seconds; the names are SSML 1.1's, the values chosen by hand."""
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.3, "x-fast": 1.7}
"""Factors of the rate. Chosen by hand."""
_PITCHES = {"x-low": -6.0, "low": -3.0, "medium": 0.0, "default": 0.0, "high": 3.0, "x-high": 6.0}
"""Semitones. Chosen by hand."""
_VOLUMES = {
    "silent": -40.0, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "default": 0.0, "loud": 4.0, "x-loud": 8.0,
}  # fmt: skip
"""Decibels; the names are SSML 1.1's, the values chosen by hand."""
_EMPHASES = {
    "strong": (0.88, 1.0, 3.0), "moderate": (0.94, 0.5, 1.5), "reduced": (1.08, -0.5, -2.0), "none": (1.0, 0.0, 0.0),
}  # fmt: skip
"""Factor of the rate, semitones and decibels. Chosen by hand."""
_LEVELS = {"strong": 2, "moderate": 1, "reduced": -1}  # See `inline_markup.Emphasis`.
_KNOWN = "break, prosody, say-as, phoneme, sub, emphasis, p, s, lang, speak"
_MARKS = ".,;:!?…)]”’»。、，！？"
# The element <speak> after a declaration and comments; possessive, so that no input causes backtracking.
_SPEAK = re.compile(r"(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<speak[\s>/]", re.DOTALL)
_LANGUAGE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(text: str, language: str, *, marks: bool = False) -> tuple[Utterance | Break, ...]:
    """The utterances of an SSML document, in order. `language` applies to text without an xml:lang.

    Neighbouring pieces of one manner are one utterance. With `marks` words of `<emphasis>` stay in their sentence,
    as `[word](+2)`; else they are utterances of a manner of their own. A document without `<speak>` around it is
    taken as if it had it. Raises MarkupInvalid (not well-formed, a DTD, an unknown element or value), UnknownLanguage.
    """
    walker = _Walker(languages.resolve(language), marks)
    walker.enter(_root(text), Manner(), 0)
    return walker.result()


def _root(text: str) -> Element:
    import defusedxml.ElementTree
    from defusedxml.common import DefusedXmlException

    document = text.strip()
    if not _SPEAK.match(document):
        document = f"<speak>{document}</speak>"
    try:
        root: Element = defusedxml.ElementTree.fromstring(document, forbid_dtd=True)
    except DefusedXmlException:
        raise MarkupInvalid("a DTD or entities are not allowed in SSML.") from None
    except (SyntaxError, ValueError) as error:
        place = getattr(error, "position", None)
        where = f" at line {place[0]}, column {place[1] + 1}" if place else ""
        raise MarkupInvalid(f"the SSML is not well-formed{where}. Write & as &amp; and < as &lt;.") from None
    return root


class _Walker:
    """Traverses the tree and collects utterances."""

    def __init__(self, language: str, marks: bool) -> None:
        self._language, self._marks = language, marks
        self._out: list[Utterance | Break] = []

    def result(self) -> tuple[Utterance | Break, ...]:
        """The utterances so far, without empty ones and without outer spaces."""
        done: list[Utterance | Break] = []
        for piece in self._out:
            if isinstance(piece, Utterance):
                plain = " ".join(piece.text.split())
                rest = plain.lstrip(_MARKS)
                if done and isinstance(last := done[-1], Utterance):
                    # Marks that stand behind an element belong to what was said in it.
                    marks = plain[: len(plain) - len(rest)]
                    done[-1] = replace(
                        last, text=last.text + marks, ends=last.ends or (piece.ends and not rest)
                    )
                if not any(char.isalnum() for char in rest):
                    continue
                piece = replace(piece, text=rest.strip())
            elif piece.seconds <= 0:
                continue
            done.append(piece)
        return tuple(done)

    def enter(self, element: Element, manner: Manner, depth: int) -> None:
        """Everything inside `element`."""
        if depth > DEEPEST:
            raise MarkupInvalid(f"elements are nested deeper than {DEEPEST}.")
        name = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        language = element.get(_LANGUAGE_ATTRIBUTE)
        if language:
            manner = replace(manner, language=languages.resolve(language))
        handle = {
            "break": self._break, "prosody": self._prosody, "say-as": self._say_as,
            "phoneme": self._phoneme, "sub": self._sub,
            "emphasis": self._emphasis, "p": self._sentence, "s": self._sentence, "speak": self._inside,
            "lang": self._inside,
            "w": self._inside, "token": self._inside, "mark": self._inside,
        }.get(name)  # fmt: skip
        if handle is None:
            raise MarkupInvalid(f"the element <{name[:30]}> is not supported. Known are: {_KNOWN}.")
        handle(element, manner, depth)

    def _inside(self, element: Element, manner: Manner, depth: int) -> None:
        self._say(element.text, manner)
        for child in element:
            self.enter(child, manner, depth + 1)
            self._say(child.tail, manner)

    def _say(self, text: str | None, manner: Manner, ends: bool = False) -> None:
        if not text and not ends:
            return
        last = self._out[-1] if self._out else None
        if isinstance(last, Utterance) and last.manner == manner and not last.ends:
            self._out[-1] = Utterance(last.text + (text or ""), manner, ends)
        else:
            self._out.append(Utterance(text or "", manner, ends))

    def _sentence(self, element: Element, manner: Manner, depth: int) -> None:
        if self._out and isinstance(self._out[-1], Utterance):
            self._out[-1] = replace(self._out[-1], ends=True)
        self._inside(element, manner, depth)
        self._say("", manner, ends=True)
        if element.tag.rsplit("}", 1)[-1] == "p":
            self._out.append(Break(PARAGRAPH_PAUSE))

    def _break(self, element: Element, _manner: Manner, _depth: int) -> None:
        time = element.get("time")
        strength = element.get("strength", "medium")
        if time is not None:
            match = re.fullmatch(r"\+?(\d{1,6}(?:\.\d+)?|\.\d+)\s*(ms|s)", time.strip())
            if match is None:
                raise MarkupInvalid('the time of <break> is written like "500ms" or "1.5s".')
            seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
            self._out.append(Break(min(seconds, inline_markup.LONGEST_PAUSE)))
        else:
            self._out.append(Break(_named(_BREAK_STRENGTHS, strength, "strength of <break>")))

    def _prosody(self, element: Element, manner: Manner, depth: int) -> None:
        rate, pitch, volume = element.get("rate"), element.get("pitch"), element.get("volume")
        changed = manner
        if rate:
            changed = replace(changed, rate=_within(manner.rate * _rate(rate), RATES))
        if pitch:
            changed = replace(changed, pitch=_within(manner.pitch + _pitch(pitch), PITCHES))
        if volume:
            changed = replace(changed, volume=_within(manner.volume + _volume(volume), VOLUMES))
        self._inside(element, changed, depth)

    def _emphasis(self, element: Element, manner: Manner, depth: int) -> None:
        level = element.get("level", "moderate")
        if level not in _EMPHASES:
            raise MarkupInvalid(f"the level of <emphasis> is one of: {', '.join(_EMPHASES)}.")
        plain = self._marks and not len(element)
        if plain and (marked := inline_markup.emphasised(_content(element), _LEVELS.get(level, 0))):
            self._say(marked, manner)
            return
        rate, pitch, volume = _EMPHASES[level]
        changed = replace(
            manner,
            rate=_within(manner.rate * rate, RATES), pitch=_within(manner.pitch + pitch, PITCHES),
            volume=_within(manner.volume + volume, VOLUMES),
        )  # fmt: skip
        self._inside(element, changed, depth)

    def _sub(self, element: Element, manner: Manner, _depth: int) -> None:
        self._say(element.get("alias") or _content(element), manner)

    def _phoneme(self, element: Element, manner: Manner, _depth: int) -> None:
        word = " ".join(_content(element).split()) or "…"
        if element.get("alphabet", "ipa").lower() != "ipa":
            raise MarkupInvalid('the alphabet of <phoneme> is "ipa".')
        said = from_ipa(element.get("ph", ""), manner.language or self._language)
        if not said:
            raise MarkupInvalid("the ph of <phoneme> holds no IPA.")
        plain = re.sub(r"[\[\]()/\n]", " ", word)
        marked = f"[{plain}](/{said.replace('(', '').replace(')', '')}/)"
        self._say(marked if inline_markup.pronunciations(marked) else f"[{plain}](/ˈ{said}/)", manner)

    def _say_as(self, element: Element, manner: Manner, _depth: int) -> None:
        kind = element.get("interpret-as", "")
        said = say_as(_content(element), kind, element.get("format", ""), manner.language or self._language)
        if said is None:
            raise MarkupInvalid(
                "interpret-as of <say-as> is one of: characters, spell-out, cardinal, number, ordinal, digits, "
                "telephone, date, time, currency, unit, fraction, address, expletive."
            )
        self._say(said, manner)


def _content(element: Element) -> str:
    return "".join(element.itertext())


def _named(values: dict[str, float], name: str, what: str) -> float:
    if name not in values:
        raise MarkupInvalid(f"the {what} is one of: {', '.join(values)}.")
    return values[name]


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


_NUMBER = r"([+-]?(?:\d{1,4}(?:\.\d{1,6})?|\.\d{1,6}))"


def _rate(value: str) -> float:
    text = value.strip().lower()
    if text in _RATES:
        return _RATES[text]
    match = re.fullmatch(rf"{_NUMBER}(%?)", text)
    if match is None:
        raise MarkupInvalid(
            'the rate of <prosody> is a name like "slow", a percentage like "80%" or a factor like "1.2".'
        )
    number = float(match[1])
    if match[2]:
        number = 1 + number / 100 if text[0] in "+-" else number / 100
    return max(number, RATES[0])


def _pitch(value: str) -> float:
    text = value.strip().lower()
    if text in _PITCHES:
        return _PITCHES[text]
    match = re.fullmatch(rf"{_NUMBER}\s*(st|%)", text)
    if match is None:
        raise MarkupInvalid(
            'the pitch of <prosody> is a name like "high", semitones like "+2st" or a percentage like "+10%".'
        )
    number = float(match[1])
    if match[2] == "st":
        return number
    factor = 1 + number / 100 if text[0] in "+-" else number / 100
    return 12 * math.log2(max(factor, 0.25))


def _volume(value: str) -> float:
    text = value.strip().lower()
    if text in _VOLUMES:
        return _VOLUMES[text]
    match = re.fullmatch(rf"{_NUMBER}\s*db", text)
    if match is None:
        raise MarkupInvalid('the volume of <prosody> is a name like "loud" or decibels like "+6dB".')
    return float(match[1])
