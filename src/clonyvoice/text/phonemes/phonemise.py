"""Text to pronounced words: clean, normalise, pass each script to its front end, insert punctuation marks."""

from __future__ import annotations

import logging
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeAlias

from clonyvoice.text import inline_markup, kokoro_symbols, language_detection, languages
from clonyvoice.text.cleaning import CleanText, clean
from clonyvoice.text.english_lexicon import PRIMARY, SECONDARY, lexicon
from clonyvoice.text.normalise import rules_for
from clonyvoice.text.normalise.reading_rules import Reading, apply
from clonyvoice.text.phoneme_words import PhonemeWord, PronouncedPiece, Segment
from clonyvoice.text.phonemes import espeak
from clonyvoice.text.phonemes.english import from_espeak
from clonyvoice.text.phonemes.user_dictionary import given_words
from clonyvoice.text.sentence_splitting import sentences

log = logging.getLogger(__name__)

FrontEnd: TypeAlias = Callable[[Sequence[Segment]], list[PronouncedPiece]]
_MOST_LETTERS = 8
"""A longer word is not spelled by its letters in `alternatives`: chosen, not measured."""
_STOPS = frozenset(",;:.!?—…\n")
_LATIN = frozenset(code for code in languages.LANGUAGES if code not in ("hi", "ja", "zh", "ko", "ru"))
_VOWELS = frozenset("aeiouyɑɐɔɛɪʊʌəɨɯ")
LONGEST = 1000
"""Characters that go to the front ends at once; a longer text goes sentence by sentence, so that time and memory
grow with its length only, whatever a front end does with a long one."""
_NONE = "none"  # the script of a language that no front end reads
_OF_SCRIPT = {
    "hangul": "ko", "kana": "ja", "cyrillic": "ru", "devanagari": "hi", "greek": "el", "arabic": "ar", "hebrew": "he",
}  # fmt: skip
_SCRIPTS = frozenset((*_OF_SCRIPT, "latin", "han"))


def phonemise(
    text: str, language: str, pronunciations: Mapping[str, str] | None = None, *, normalise: bool = True
) -> tuple[PhonemeWord, ...]:
    """The pronounced words of `text`, in order, with exact offsets of each written word in `text`.

    `language` is any tag that `languages.resolve` accepts (en-GB gives British English). `pronunciations` replaces
    those of words: `{"Kokoro": "/kˈOkəɹO/", "SQL": "sequel"}`, whole words in any case; phonemes are between slashes,
    anything else is a respelling. Words marked `[word](/phonemes/)` in the text take precedence. Letters
    of other scripts are read in their own language. A text without anything to say gives an empty tuple. Without
    `normalise` numbers, dates and abbreviations are left to the front end, which may spell them out. Raises
    UnknownLanguage.
    """
    code = languages.resolve(language)
    if len(text) <= LONGEST:
        return _phonemised(text, language, code, pronunciations or {}, normalise)
    words: list[PhonemeWord] = []
    for part in sentences(text, code, LONGEST):
        if words and not words[-1].tail.endswith(" "):
            words[-1] = replace(words[-1], tail=words[-1].tail + " ")
        words += [
            replace(word, start=word.start + part.start, end=word.end + part.start)
            for word in _phonemised(part.text, language, code, pronunciations or {}, normalise)
        ]
    return tuple(words)


def prepare(language: str) -> None:
    """Load a language's dictionaries in a background thread (0.1-0.3 s), so that they are ready with the model.
    Does nothing the second time. Raises UnknownLanguage.
    """
    _read_dictionaries(languages.resolve(language))


@cache
def _read_dictionaries(code: str) -> None:
    threading.Thread(target=phonemise, args=("ok", code), name="dictionaries", daemon=True).start()


def _phonemised(
    text: str, language: str, code: str, pronunciations: Mapping[str, str], normalise: bool
) -> tuple[PhonemeWord, ...]:
    """The words of a text that is short enough for all front ends."""
    marked = inline_markup.pronunciations(text)
    skips = [*inline_markup.pauses(text), *inline_markup.link_targets(text)]
    for mark in marked:
        skips += [(mark.start, mark.word_start), (mark.word_end, mark.end)]
    stressed = inline_markup.emphases(text)
    skips += [
        part for mark in stressed for part in ((mark.start, mark.word_start), (mark.word_end, mark.end))
    ]
    cleaned = clean(text, sorted(skips))
    taken = [
        Reading(*cleaned.find(mark.word_start, mark.word_end), spoken="", phonemes=mark.phonemes)
        for mark in marked
    ]
    taken = [reading for reading in taken if reading.start < reading.end]
    if pronunciations:
        taken += given_words(cleaned.text, pronunciations, taken)
    readings = apply(cleaned.text, rules_for(code) if normalise else (), taken)
    pieces = _pieces(cleaned.text, readings, code, languages.british(language))
    words = _merged(text, _assemble(text, cleaned, pieces, code))
    return tuple(_stressed(word, stressed) for word in words) if stressed else words


def _stressed(word: PhonemeWord, marks: Sequence[inline_markup.Emphasis]) -> PhonemeWord:
    """The word with the emphasis of the mark in which it starts."""
    level = next((mark.level for mark in marks if mark.word_start <= word.start < mark.word_end), 0)
    return replace(word, emphasis=level) if level else word


def _merged(text: str, words: Sequence[PhonemeWord]) -> tuple[PhonemeWord, ...]:
    """The words, those made from one character of `text` (㋀ is a figure and a letter) merged."""
    out: list[PhonemeWord] = []
    for word in words:
        if out and word.start < out[-1].end:
            before, end = out[-1], max(out[-1].end, word.end)
            phonemes = f"{before.phonemes} {word.phonemes}"
            out[-1] = PhonemeWord(text[before.start : end], before.start, end, phonemes, word.tail)
        else:
            out.append(word)
    return tuple(out)


def can_be_said(text: str) -> bool:
    """Whether `text` contains any letter, digit or sign that is read out; loads no front end."""
    cleaned = clean(text, inline_markup.pauses(text)).text
    if any(language_detection.script_of(char) in _SCRIPTS or char.isdecimal() for char in cleaned):
        return True
    return any(not reading.written for reading in apply(cleaned, rules_for("en")))


def _pieces(text: str, readings: Sequence[Reading], code: str, british: bool) -> list[PronouncedPiece]:
    """The pronounced pieces of all readings, in order."""
    done: list[PronouncedPiece] = []
    runs: list[tuple[str, list[Segment]]] = []
    for index, reading in enumerate(readings):
        if reading.phonemes is not None:
            done.append(PronouncedPiece(reading.start, reading.end, reading.phonemes))
            continue
        stop = readings[index + 1].start if index + 1 < len(readings) else len(text)
        pause = index + 1 == len(readings) or not _STOPS.isdisjoint(
            kokoro_symbols.tail(text[reading.end : stop])
        )
        for front, segment in _segments(reading, code, pause):
            if runs and runs[-1][0] == front:
                runs[-1][1].append(segment)
            else:
                runs.append((front, [segment]))
    for front, segments in runs:
        done += _front_end(front, british)(segments)
    done.sort(key=lambda piece: (piece.start, piece.end))
    return _joined(done)


def _segments(reading: Reading, code: str, pause: bool) -> Iterable[tuple[str, Segment]]:
    """A reading split where its script, and so its front end, changes."""
    kana = any(language_detection.script_of(char) == "kana" for char in reading.spoken)
    ideographs = "ja" if code == "ja" or (kana and code != "zh") else "zh"
    cuts: list[tuple[str, int, int]] = []
    for position, char in enumerate(reading.spoken):
        script = language_detection.script_of(char)
        if script is None:
            front = cuts[-1][0] if cuts else ""
        elif script == "latin":
            front = reading.language or (code if code in _LATIN else "en")
        elif script == "han":
            front = ideographs
        else:
            front = _OF_SCRIPT.get(script, _NONE)
        if cuts and (cuts[-1][0] == front or not cuts[-1][0]):
            cuts[-1] = (front or cuts[-1][0], cuts[-1][1], position + 1)
        else:
            cuts.append((front, position, position + 1))
    for number, (front, start, end) in enumerate(cuts):
        last = number == len(cuts) - 1
        span = (
            (reading.start + start, reading.start + end) if reading.written else (reading.start, reading.end)
        )
        yield front or code, Segment(*span, reading.spoken[start:end], reading.written, pause and last)


def _front_end(code: str, british: bool) -> FrontEnd:
    if code == _NONE:
        return _word_by_word(lambda spoken, _pauses: [""] * len(spoken))
    if code == "ja":
        from clonyvoice.text.phonemes import japanese

        return japanese.pieces
    if code == "zh":
        from clonyvoice.text.phonemes import chinese

        return chinese.pieces
    if code == "ko":
        from clonyvoice.text.phonemes import korean

        return _word_by_word(korean.phonemes)
    if code == "en":
        from clonyvoice.text.phonemes import english

        return _word_by_word(lambda spoken, pauses: english.phonemes(spoken, pauses, british))
    from clonyvoice.text.phonemes import espeak_languages

    return _word_by_word(lambda spoken, pauses: espeak_languages.phonemes(spoken, pauses, code))


def _word_by_word(say: Callable[[Sequence[str], Sequence[bool]], list[str]]) -> FrontEnd:
    def pieces(segments: Sequence[Segment]) -> list[PronouncedPiece]:
        said = say([segment.spoken for segment in segments], [segment.pause for segment in segments])
        return [
            PronouncedPiece(segment.start, segment.end, phonemes)
            for segment, phonemes in zip(segments, said, strict=True)
        ]

    return pieces


def _joined(pieces: Sequence[PronouncedPiece]) -> list[PronouncedPiece]:
    """Pieces of the same written stretch, or of stretches that overlap, as one."""
    out: list[PronouncedPiece] = []
    for piece in pieces:
        if out and piece.start < out[-1].end:
            both = f"{out[-1].phonemes} {piece.phonemes}".strip()
            out[-1] = replace(out[-1], end=max(out[-1].end, piece.end), phonemes=both)
        else:
            out.append(piece)
    return out


def _inside(gap: str, start: int, stop: int, ends: Sequence[int]) -> bool:
    """Whether no sentence ends in the `gap` from `start` to `stop`; an ellipsis is left as it is."""
    at = bisect_left(ends, start)
    return ".." not in gap and (at == len(ends) or ends[at] > stop)


def _assemble(
    text: str, cleaned: CleanText, pieces: Sequence[PronouncedPiece], code: str
) -> tuple[PhonemeWord, ...]:
    """The pieces as words of the given text, with the marks between them."""
    kept: list[tuple[PronouncedPiece, str]] = []
    silent = 0
    for piece in pieces:
        said = " ".join(kokoro_symbols.known(piece.phonemes, code).split())
        if any(char in kokoro_symbols.LETTERS for char in said):
            kept.append((piece, said))
        else:
            silent += 1
    if silent:
        log.info("%d words of a text in %s have no pronunciation and are not said", silent, code)
    words: list[PhonemeWord] = []
    ends = [sentence.end for sentence in sentences(cleaned.text, code)] if "." in cleaned.text else []
    for index, (piece, said) in enumerate(kept):
        start, end = cleaned.span(piece.start, piece.end)
        last = index + 1 == len(kept)
        stop = len(cleaned.text) if last else kept[index + 1][0].start
        gap = cleaned.text[piece.end : stop]
        if "." in gap and not last and _inside(gap, piece.end, stop, ends):
            gap = gap.replace(".", "")  # the dot of a short form
        tail = kokoro_symbols.tail(gap, last)
        if code == "ko" and tail == " " and piece.end == stop:
            tail = ""  # a particle is joined to its (foreign) word
        elif code == "ru" and tail == " " and _VOWELS.isdisjoint(said):
            tail = ""  # в, с and к are joined to the next word
        words.append(PhonemeWord(text[start:end], start, end, said, tail))
    return tuple(words)


def alternatives(word: str, language: str) -> tuple[str, ...]:
    """The possible pronunciations of `word` in Kokoro's symbols, without repetition, the present one first.

    `language` is any tag that `languages.resolve` accepts. English words have every entry of the dictionary, the names
    of the letters and eSpeak's reading; those with two syllables also the other stress. Empty if nothing in the word
    can be said. Raises UnknownLanguage.
    """
    found = [_phonemes_of(word, language)]
    if languages.resolve(language) == "en" and word.isascii():
        british = languages.british(language)
        words = lexicon(british)
        entries = words.plain(word)
        if isinstance(entries, dict):
            found += [said for said in entries.values() if said]
        if word.isalpha() and 1 < len(word) <= _MOST_LETTERS:
            found.append(words.spell(word))
        if word.isalpha():
            found.append(from_espeak(espeak.word_ipa(word, "en" if british else "en-us"), british))
        found += [moved for moved in map(_other_stress, found[:1]) if moved]
    elif word.isalpha() and 1 < len(word) <= _MOST_LETTERS:
        found.append(_phonemes_of(" ".join(word), language))
    return tuple(dict.fromkeys(said for said in found if said))


def _phonemes_of(text: str, language: str) -> str:
    return " ".join(word.phonemes for word in phonemise(text, language) if word.phonemes)


def _other_stress(said: str) -> str:
    """A pronunciation with its two stresses exchanged; empty unless it has one of each."""
    if said.count(PRIMARY) != 1 or said.count(SECONDARY) != 1:
        return ""
    return said.replace(PRIMARY, "\0").replace(SECONDARY, PRIMARY).replace("\0", SECONDARY)
