"""Tables of what is written and how it is said, and whether the front ends say it so.

`cases/<language>.tsv` and `held_out/<language>.tsv` hold three columns: the text, what is said, and why ("kind:
reason"). What is said is either plain text that has only one reading, to be pronounced the same, or a list of
single words with their phonemes ("read=ɹˈɛd", Chinese characters with pinyin: "地=de5"). ` || ` stands between
readings that are equally right, `{en|New York}` for words read by the rules of another language. Japanese readings
are katakana as pronounced.

Readings are compared by phonemes without stress, sentence by sentence: a recogniser would write "1995" for both
"nineteen ninety five" and "one thousand nine hundred ninety five".
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from clonyvoice.text.cleaning import clean
from clonyvoice.text.normalise import read
from clonyvoice.text.phonemes import kana, phonemise
from clonyvoice.text.phonemes.chinese import syllables
from clonyvoice.text.sentence_splitting import sentences

HERE = Path(__file__).parent
_TOKENS = re.compile(r"[^\W\d_]+=[^\s,]+(?:,[^\W\d_]+=[^\s,]+)*")
_FOREIGN = re.compile(r"\{([a-z]{2})\|([^{}]*)\}")
_UNHEARD = str.maketrans("", "", "ˈˌː ")
_PAUSES = str.maketrans("", "", '"“”() ')
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_LONG_VOWELS = tuple(
    (f"{vowel}{longer}", vowel) for vowel, longer in zip("oeoaiɯeɨ", "ɯioaiɯeɯ", strict=True)
)


@dataclass(frozen=True)
class Row:
    """One line of a table: its `kind` is the first word of `why`."""

    text: str
    said: str
    why: str
    language: str

    @property
    def kind(self) -> str:
        """The kind of difficulty, by which results are counted."""
        return self.why.partition(":")[0]

    @property
    def readings(self) -> list[str]:
        """The readings that are right."""
        return [each.strip() for each in self.said.split(" || ")]


@lru_cache(maxsize=8)
def rows(part: str) -> tuple[Row, ...]:
    """All rows of a part, `cases` or `held_out`, language by language."""
    found: list[Row] = []
    for path in sorted((HERE / part).glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [
                Row(row["text"].replace("\\n", "\n"), row["said"].replace("\\n", "\n"), row["why"], path.stem)
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            ]
    return tuple(found)


@lru_cache(maxsize=4)
def phrase_rows(part: str) -> tuple[tuple[str, str], ...]:
    """Short phrases with their language; those of `tuned` were looked at, those of `held_out` only counted."""
    with (HERE / "phrases" / f"{part}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple((row["language"], row["phrase"]) for row in csv.DictReader(file, delimiter="\t"))


@cache
def right(row: Row) -> bool:
    """Whether the text of `row` is said as it should be."""
    heard = _heard(row.text, row.language, row.kind)
    words = _words(row.text, row.language)
    for reading in row.readings:
        if _TOKENS.fullmatch(reading):
            if _tokens_right(row, reading):
                return True
        elif heard == _expected(reading, row.language, row.kind) or (
            row.kind != "dots" and words == _words(reading, row.language)
        ):
            return True
    return False


def as_said(text: str, language: str) -> str:
    """The words that the front end is given for `text`, to be read by people."""
    return " | ".join(
        " ".join(reading.spoken for reading in read(clean(sentence.text), language) if reading.spoken)
        for sentence in sentences(text, language)
    )


def _words(text: str, language: str) -> list[str]:
    """The normalised words of each sentence, without punctuation; without spaces in languages of East Asia."""
    glue = "" if language in ("ko", "ja", "zh") else " "
    return [
        glue.join(re.findall(r"[^\W_]+['’]?", as_said(sentence.text, language)))
        for sentence in sentences(text, language)
    ]


def _heard(text: str, language: str, kind: str) -> str:
    """The phonemes of each sentence; for the kind `dots` with the pauses between words."""
    said: list[str] = []
    for sentence in sentences(text, language):
        words = phonemise(sentence.text, language)
        if kind == "dots":
            said.append("".join(word.phonemes + word.tail.translate(_PAUSES) for word in words))
        else:
            said.append("".join(word.phonemes for word in words))
    return _plain("|".join(said), language)


def _expected(reading: str, language: str, kind: str) -> str:
    if language == "ja":
        said = _FOREIGN.sub(lambda match: _foreign(match[2], match[1]), reading)
        said = _KATAKANA.sub(lambda match: kana.phonemes(match.group()), said)
        return _plain("".join(re.findall(r"[^\W_]|[ʲᵝ]", said)), language)
    marked = _FOREIGN.sub(lambda match: _marked(match[2], match[1]), reading)
    return _heard(marked, language, kind)


def _plain(said: str, language: str) -> str:
    plain = said.translate(_UNHEARD)
    if language == "ja":
        for long, short in _LONG_VOWELS:
            plain = plain.replace(long, short)
        plain = plain.replace("|", "")
    return plain


def _foreign(text: str, language: str) -> str:
    return "".join(word.phonemes for word in phonemise(text, language))


def _marked(text: str, language: str) -> str:
    """Each word of `text` marked with its pronunciation in `language`."""
    return " ".join(
        f"[{word.text}](/{word.phonemes.replace(' ', '')}ː/)" for word in phonemise(text, language)
    )


def _tokens_right(row: Row, reading: str) -> bool:
    wanted = [pair.partition("=")[::2] for pair in reading.split(",")]
    if row.language == "zh":
        found = [
            pair
            for run in re.findall("[\u4e00-\u9fff]+", row.text)
            for pair in zip(run, syllables(run), strict=True)
        ]
    else:
        found = [
            (word.text.lower(), _plain(word.phonemes, row.language))
            for word in phonemise(row.text, row.language)
        ]
        wanted = [(word.lower(), _plain(said, row.language)) for word, said in wanted]
    at = 0
    for word, said in wanted:
        while at < len(found) and found[at][0] != word:
            at += 1
        if at == len(found) or found[at][1] not in _with_sandhi(said):
            return False
        at += 1
    return True


def _with_sandhi(said: str) -> tuple[str, ...]:
    """A syllable, and how it is said before another third tone."""
    return (said, f"{said[:-1]}2") if said.endswith("3") else (said,)
