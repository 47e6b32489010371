"""Texts made by rule to cost as much as they can, and what reads texts: time may only grow with their length."""

from __future__ import annotations

import contextlib
import io
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from clonyvoice.cli.logs import without_folders
from clonyvoice.cloning.blend_recipe import BadRecipe, parse
from clonyvoice.engines.kokoro.design.description import NothingUnderstood, TraitNotUnderstood, describe
from clonyvoice.projects.docx_epub import page_lines
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_importing import read_script
from clonyvoice.speech.incoming_text import IncomingText
from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text import inline_markup, ssml
from clonyvoice.text.cleaning import clean
from clonyvoice.text.inline_markup import MarkupInvalid
from clonyvoice.text.language_detection import detect
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.text.normalise import read
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.phonemes.user_dictionary import given_words
from clonyvoice.text.say_as import say_as
from clonyvoice.text.sentence_splitting import sentences
from clonyvoice.text.subtitles import cues

LETTERS = "aAzéIXVhkmTßñ日年かカ한날гяहा\u0301\u200d"
SPACES = ("\r", "\r\n", " \n", "\t ", "\u2003", "\u3000", "\u2028")
DIGITS = "0127٣३"
MARKS = ".,;:!?-–—_'\"’“()[]<>{}/\\@#$€₽%&+=*|~^°²½№ªº§…।。、「」・・ \n\t\u00a0\ufe0f\U0001f600"
WORDS = (
    "a", "word", "the", "de", "to", "am", "pm", "km", "kg", "Mr.", "p.", "e.g.", "U.S.", "www.", "http://", "a@b",
    "a.com", "x-", "1.", "1,", "1:", "1/", "1-", "+1 ", "1 2 ", "12,345", "$1", "1st", "XIV", "[pause:1", "[a](/b/)",
    "[a](b)", "<s/>", "<break/>", "&amp;", "<!--", "<p>", "</p>", "# ", "\n\n", "A: b\n", "00:00:01,000 --> ",
    '"a","b"\n', "0.5*a+", "'/a/b', ", "1年", "第1", "1월", "1 Uhr", "1 января", "1º", "siglo X ",
)  # fmt: skip
HEADS = ("", "a", "1", "[pause:1", "[a](/", "http://", "<speak>", '"', "$", "1-", "a-", "\n")
TAILS = ("", "x", "1", "]", ".", "!", "@", "€")
WRITTEN = {"abc": "def", "a": "bee", "a b": "c", "1": "2", ".": "dot", "日": "ひ"}


@dataclass(frozen=True)
class Timed:
    """A word's times in seconds, and its place in the text."""

    start: float
    end: float
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A unit said over and over between a head and a tail."""

    unit: str
    head: str = ""
    tail: str = ""

    def text(self, length: int) -> str:
        """`length` characters of it."""
        room = length - len(self.head) - len(self.tail)
        return self.head + (self.unit * (room // len(self.unit) + 1))[:room] + self.tail


def singles() -> list[Shape]:
    """Every character and word on its own; every mark and every kind of space between two letters as well."""
    return [
        *(Shape(unit) for unit in (*LETTERS, *DIGITS, *MARKS, *WORDS)),
        *(Shape(unit, "a", "x") for unit in (*MARKS, *SPACES)),
    ]


def drawn(seed: int, count: int) -> Iterator[Shape]:
    """Units of two or three characters or words, with heads and tails, drawn from a seed."""
    rng = random.Random(seed)
    pools = (LETTERS, DIGITS, MARKS, WORDS, MARKS)
    for _ in range(count):
        unit = "".join(rng.choice(rng.choice(pools)) for _ in range(rng.choice((1, 2, 2, 3))))
        yield Shape(unit, rng.choice(HEADS), rng.choice(TAILS))


def _marked_up(text: str) -> None:
    inline_markup.parse(text)
    inline_markup.plain(text)
    inline_markup.pronunciations(text)
    inline_markup.link_targets(text)


def _ssml(text: str, escaped: bool) -> None:
    if escaped:
        text = "<speak>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</speak>"
    try:
        ssml.parse(text, "en")
    except MarkupInvalid:
        return


def _said_as(text: str) -> None:
    for kind in ("characters", "telephone", "cardinal", "ordinal", "date"):
        say_as(text, kind, "", "en")


def _normalised(code: str, text: str) -> None:
    read(clean(text), code)


def _split(code: str, text: str) -> None:
    sentences(text, code, 320)


def _script(fmt: str, text: str) -> None:
    with contextlib.suppress(ScriptInvalid):
        read_script(io.BytesIO(text.encode("utf-8", "surrogatepass")), fmt)


def _page_of_a_book(text: str) -> None:
    page_lines(text.encode("utf-8", "surrogatepass"))


def _in_pieces(text: str) -> None:
    incoming = IncomingText(len(text))
    for at in range(0, len(text), 7):
        incoming.add(text[at : at + 7])
        incoming.complete()


def _described(text: str) -> None:
    with contextlib.suppress(NothingUnderstood, TraitNotUnderstood):
        describe(text)
    delivery(text)


def _mixed(text: str) -> None:
    with contextlib.suppress(BadRecipe):
        parse(text)


def _told(text: str) -> None:
    without_folders(text)


def _subtitled(text: str) -> None:
    words = [Timed(at / 10, at / 10 + 0.1, at, at + 5) for at in range(0, len(text), 5)]
    cues(text, words)


def _subtitled_out_of_order(text: str) -> None:
    length = len(text)
    for first, second in ((0, length), (length, 0), (0, 2 * length)):
        places = [first, second] * (length // 8)
        cues(text, [Timed(at / 10, at / 10 + 0.1, place, place) for at, place in enumerate(places)])
        cues(text, [Timed(at / 10, at / 10 + 0.1, second, first) for at in range(length // 4)])


def pronounced(code: str, text: str) -> None:
    """Read a text as speaking does, a sentence at a time."""
    for sentence in sentences(text, code, 320):
        phonemise(sentence.text, code)


def slow_readers() -> Mapping[str, Callable[[str], object]]:
    """Those that take long even for plain text, by name."""
    return {f"pronounce {code}": partial(pronounced, code) for code in LANGUAGES}


def readers() -> Mapping[str, Callable[[str], object]]:
    """Everything that looks at whole texts, by name; those of a language are `name code`."""
    found: dict[str, Callable[[str], object]] = {
        "markup": _marked_up,
        "ssml": partial(_ssml, escaped=False),
        "ssml escaped": partial(_ssml, escaped=True),
        "say-as": _said_as,
        "language": detect,
        "dictionary": lambda text: given_words(text, WRITTEN, ()),
        "page of a book": _page_of_a_book,
        "text in pieces": _in_pieces,
        "description": _described,
        "recipe": _mixed,
        "log": _told,
        "subtitles": _subtitled,
        "subtitles of words in no order": _subtitled_out_of_order,
        **{f"script {fmt}": partial(_script, fmt) for fmt in ("txt", "md", "srt", "vtt", "csv")},
    }
    for code in LANGUAGES:
        found[f"split {code}"] = partial(_split, code)
        found[f"normalise {code}"] = partial(_normalised, code)
    return found


def seconds(reader: Callable[[str], object], text: str) -> float:
    """Processor time of one reading."""
    begun = time.thread_time()
    reader(text)
    return time.thread_time() - begun


SLACK = 0.004
"""Seconds that are not looked at: below them a clock tells nothing."""
MOST = 2.2
"""Times as long that twice as much text may take."""


ROUNDS = 12
"""Times that what seems too much is measured again."""


def growth(reader: Callable[[str], object], shape: Shape, length: int) -> float:
    """The factor by which twice as much text takes longer.

    What seems too much is measured again at twice the length, in turns, and the least time of each length counts:
    a virtual machine's processor may run at half its speed for tenths of a second, so that one pair of times out of
    five lies above the bound; a pattern that looks back and forth is as slow in its fastest round.
    """
    ratio = _ratio(seconds(reader, shape.text(length)), seconds(reader, shape.text(2 * length)))
    once = twice = float("inf")
    for _ in range(ROUNDS):
        if ratio <= MOST:
            break
        once = min(once, seconds(reader, shape.text(2 * length)))
        twice = min(twice, seconds(reader, shape.text(4 * length)))
        ratio = _ratio(once, twice)
    return ratio


def _ratio(once: float, twice: float) -> float:
    return max(0.0, twice - SLACK) / max(once, 1e-6)
