"""Text to chunks: sentences grouped, with language, voice and the pause after them (`pauses`); SSML."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from clonyvoice.speech.chunk_languages import language_of_sentence, language_of_text, language_tag, primary
from clonyvoice.speech.pauses import (
    PARAGRAPH_BREAK,
    pause_after_sentence,
    pause_between,
    pause_between_segments,
)  # fmt: skip
from clonyvoice.speech.request import Segment, Shape, Speaker
from clonyvoice.text import inline_markup, ssml
from clonyvoice.text.languages import AUTO, LANGUAGES, NothingToSay
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.text.sentence_splitting import Sentence, sentences
from clonyvoice.text.ssml import Manner

MAX_CHARS, MAX_CHARS_UNSPACED = 320, 110
"""Longest chunk: what an engine says well at once, and a cancel or a retake may cost. Chosen by hand."""
_SHORT = 28
"""Sentences of fewer characters are said with their neighbour where nobody asked for single ones. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class PlannedChunk:
    """One chunk: `text` is the part of the whole text from `start` to `end`.

    `pause_ms` is the silence after it.
    """

    text: str
    start: int
    end: int
    language: str
    voice: str
    pause_ms: int = 0
    shape: Shape = field(default_factory=Shape)
    manner: Manner = field(default_factory=Manner)
    engine: str | None = None
    instructions: str = ""

    @property
    def speaker(self) -> Speaker:
        """The voice, and the engine that was asked for."""
        return self.voice, self.engine


@dataclass(frozen=True, slots=True)
class Plan:
    """Chunks in order, and the silence before the first.

    `language_confidence` is how sure the language is of the least sure text in `auto`; None where none is.
    """

    chunks: tuple[PlannedChunk, ...]
    lead_ms: int = 0
    language_confidence: float | None = None


def plan(
    segments: Sequence[Segment],
    *,
    shape: Shape = Shape(),  # noqa: B008 - frozen
    sentence_chunks: bool = False,
    home: Callable[[Speaker], str] = lambda _speaker: "en",
    among: Callable[[Speaker], Collection[str] | None] = lambda _speaker: None,
    likely: Collection[str] = (),
) -> Plan:
    """The chunks of all segments; every character that can be said is in exactly one of them.

    `home` is the language of a voice, taken where a text leaves open what it is written in; `among` are those that it
    can speak (None: all), to which a text in `auto` is kept; `likely` are those of earlier requests. Offsets are those
    in the segments' texts joined by line breaks. Raises NothingToSay, UnknownLanguage.
    """
    chunks: list[PlannedChunk] = []
    lead = offset = 0
    given: int | None = None
    sure: list[float] = []
    for segment in segments:
        known: str | None = None
        if segment.language.lower() == AUTO:
            own = home(segment.speaker), among(segment.speaker)
            guessed = language_of_text(segment.text, *own, likely)
            known = guessed.code
            sure.append(guessed.confidence)
        found, before = _of_segment(segment, shape, sentence_chunks, known, among(segment.speaker))
        if before and chunks:
            chunks[-1] = replace(chunks[-1], pause_ms=before)
        elif before:
            lead += before
        elif chunks and found:
            wanted = segment.shape.over(shape).pause_ms
            pause = pause_between_segments(chunks[-1].pause_ms, wanted, given)
            chunks[-1] = replace(chunks[-1], pause_ms=pause)
        chunks += [replace(chunk, start=chunk.start + offset, end=chunk.end + offset) for chunk in found]
        given = segment.pause_after_ms
        offset += len(segment.text) + 1
    if not any(can_be_said(chunk.text) for chunk in chunks):
        raise NothingToSay
    return Plan(tuple(chunks), lead, min(sure, default=None))


def _of_segment(
    segment: Segment,
    shape: Shape,
    sentence_chunks: bool,
    guessed: str | None,
    among: Collection[str] | None,
) -> tuple[list[PlannedChunk], int]:
    """The chunks of a segment with offsets in its own text, and the silence asked for before them.

    `guessed` is the language of a text in `auto`.
    """
    shape = segment.shape.over(shape)
    language = language_tag(segment.language) if guessed is None else segment.language
    chunks: list[PlannedChunk] = []
    lead = 0
    asked = False
    for span in inline_markup.parse(segment.text):
        if isinstance(span, inline_markup.Pause):
            milliseconds = round(span.seconds * 1000)
            if not chunks:
                lead += milliseconds
            else:
                earlier = chunks[-1].pause_ms if asked else 0
                chunks[-1] = replace(chunks[-1], pause_ms=earlier + milliseconds)
            asked = True
            continue
        said = _chunks(span, segment, language, shape, sentence_chunks, guessed, among)
        if chunks and said and not asked:
            chunks[-1] = replace(chunks[-1], pause_ms=pause_after_sentence(shape.pause_ms))
        chunks += said
        asked = False
    return chunks, lead


def _chunks(
    span: inline_markup.Said,
    segment: Segment,
    language: str,
    shape: Shape,
    sentence_chunks: bool,
    guessed: str | None,
    among: Collection[str] | None,
) -> list[PlannedChunk]:
    auto = guessed is not None
    overall = language if guessed is None else guessed
    unspaced = primary(overall) in LANGUAGES and not LANGUAGES[primary(overall)].spaced
    limit = MAX_CHARS_UNSPACED if unspaced else MAX_CHARS
    found = [
        Sentence(sentence.text, sentence.start + span.start, sentence.end + span.start)
        for sentence in sentences(span.text, overall, limit)
    ]
    spoken = [language_of_sentence(sentence.text, overall, among) if auto else language for sentence in found]
    if not sentence_chunks and shape.pause_ms is None:
        found, spoken = _grouped(segment.text, found, spoken, limit // 2)
    chunks = []
    for index, (sentence, code) in enumerate(zip(found, spoken, strict=True)):
        pause = 0
        if index + 1 < len(found):
            between = segment.text[sentence.end : found[index + 1].start]
            pause = pause_between(sentence.text, between, shape.pause_ms)
        chunks.append(
            PlannedChunk(
                sentence.text,
                sentence.start,
                sentence.end,
                code,
                segment.voice,
                pause,
                segment.shape,
                segment.manner,
                segment.engine,
                segment.instructions,
            )
        )
    return chunks


def _grouped(
    text: str, found: list[Sentence], spoken: list[str], limit: int
) -> tuple[list[Sentence], list[str]]:
    """Short sentences joined to the one before them, where language and paragraph are the same."""
    sentences_: list[Sentence] = []
    languages: list[str] = []
    for sentence, language in zip(found, spoken, strict=True):
        if sentences_ and languages[-1] == language:
            last = sentences_[-1]
            between = text[last.end : sentence.start]
            short = min(len(last.text), len(sentence.text)) < _SHORT
            if short and sentence.end - last.start <= limit and not PARAGRAPH_BREAK.search(between):
                sentences_[-1] = Sentence(text[last.start : sentence.end], last.start, sentence.end)
                continue
        sentences_.append(sentence)
        languages.append(language)
    return sentences_, languages


def from_ssml(
    segment: Segment, home: str, among: Collection[str] | None = None, likely: Collection[str] = (),
    *, marks: bool = False,
) -> tuple[Segment, ...]:  # fmt: skip
    """The segments of an SSML segment, with its spoken texts instead of the source.

    `home`, `among` and `likely` are as for `plan`, `marks` as for `ssml.parse`. Raises MarkupInvalid, NothingToSay.
    """
    auto = segment.language.lower() == AUTO
    language = language_of_text(segment.text, home, among, likely).code if auto else segment.language
    found: list[Segment] = []
    for piece in ssml.parse(segment.text, language, marks=marks):
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
            pause_after_ms=None if piece.ends or _ends(piece.text) else 0,
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
