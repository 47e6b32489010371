"""One chunk to sound.

The engine's pieces, what it cannot do itself done by signal processing, at one loudness (`chunk_loudness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clonyvoice.audio import Joiner, shift_pitch, stretch, trim_bounds
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Engine, SpokenWord, SynthesisRequest, Turn, VoiceSource
from clonyvoice.provenance.watermark import Watermark
from clonyvoice.speech.chunk_loudness import Level, levelled
from clonyvoice.speech.pauses import CLAUSE_KEEP, EDGE_KEEP
from clonyvoice.speech.pieces import Piece, WantedSize, pieces, size_of, unhurried
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.text.phonemes import phonemise

ENGINE_SPEED = (0.5, 2.0)
"""The range of speed that an engine is asked for; the rest of a 0.25-4 range is done by time-stretching. Chosen
by hand."""


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """Everything that decides the sound of one chunk."""

    text: str
    language: str
    voice: VoiceSource
    speed: float = 1.0
    pitch: float = 0.0
    volume_db: float = 0.0
    pitch_range: float = 1.0
    seed: int | None = None
    normalize_text: bool = True
    pronunciations: Mapping[str, str] | None = None
    instructions: str = ""
    """The manner in words, where the engine follows them (`follows_instructions`)."""


@dataclass(frozen=True, slots=True)
class SynthesisedPiece:
    """Sound that continues the previous piece without a seam, and the words whose times are now final.

    Times are seconds from the start of the chunk, offsets those in the chunk's text.
    """

    audio: Audio
    words: tuple[SpokenWord, ...]
    symbols: int
    """Phoneme symbols that it says."""


def follows_instructions(engine: Engine, voice: VoiceSource) -> bool:
    """Whether the engine follows instructions in words with this voice: presets alone do."""
    return "instruct" in engine.info.abilities and isinstance(voice, str)


def words_of(task: ChunkTask) -> tuple[PhonemeWord, ...]:
    """The pronounced words of a task's text; none when nothing in it can be said."""
    return phonemise(task.text, task.language, task.pronunciations or None, normalise=task.normalize_text)


def speak(
    engine: Engine,
    task: ChunkTask,
    level: Level,
    cancel: CancelToken,
    turn: Turn | None = None,
    wanted: WantedSize = unhurried,
) -> Iterator[SynthesisedPiece]:
    """The sound of a chunk in pieces as they are made, ready to be played one after another.

    Silence at the ends is trimmed to 20 ms. Speed and pitch that the engine lacks are made here. Each piece is made by
    `turn` (None: at once); `wanted` gives the length that each should have.
    Raises Cancelled and what the engine raises.
    """
    info = engine.info
    words = words_of(task)
    cancel.raise_if_cancelled()
    rate = info.sample_rate
    joiner = Joiner(rate)
    before = 0.0
    spans = "spans" in info.abilities
    for part, last in pieces(task.text, words, info.max_phonemes, wanted, spans=spans):
        audio, spoken = _synthesised(engine, part, task, cancel, turn)
        audio, spoken = _trimmed(audio, spoken, part, outer=last or not joiner.starts)
        audio, spoken = _shaped(audio, spoken, task, engine)
        audio = levelled(audio, level, task.volume_db, last=last)
        ready = joiner.feed(audio, before, same=not part.opens)
        start = joiner.starts[-1] / rate
        before = part.gap / task.speed
        placed = tuple(_moved(word, start, part.start) for word in spoken)
        if last:
            ready = Audio(np.concatenate([ready.samples, joiner.finish().samples]), rate)
        yield SynthesisedPiece(ready, placed, part.size)


def marked(
    spoken: Iterator[SynthesisedPiece], number: int | None, sample_rate: int, start: int = 0
) -> Iterator[SynthesisedPiece]:
    """The pieces of a chunk with an installation's watermark; as they are when `number` is None.

    `start` is where the chunk begins in the whole, in samples. The last 40 ms of each piece come with the next
    one, those of the last as a piece without words.
    """
    if number is None:
        yield from spoken
        return
    watermark = Watermark(number, sample_rate, start)
    for piece in spoken:
        yield replace(piece, audio=Audio(watermark.feed(piece.audio.samples), sample_rate))
    yield SynthesisedPiece(Audio(watermark.finish(), sample_rate), (), 0)


def _synthesised(
    engine: Engine, part: Piece, task: ChunkTask, cancel: CancelToken, turn: Turn | None
) -> tuple[Audio, list[SpokenWord]]:
    able = engine.info.abilities
    low, high = ENGINE_SPEED
    request = SynthesisRequest(
        text=part.text,
        language=task.language,
        voice=task.voice,
        words=part.words,
        speed=min(high, max(low, task.speed)) if "speed" in able else 1.0,
        pitch=task.pitch if "pitch" in able else 0.0,
        pitch_range=task.pitch_range,
        seed=task.seed,
        span=None if part.opens and part.closes else part.span,
        instructions=task.instructions,
    )

    def make(token: CancelToken) -> tuple[list[Audio], list[SpokenWord]]:
        sounds: list[Audio] = []
        spoken: list[SpokenWord] = []
        at = 0.0
        for piece in engine.synthesise(request, token):
            spoken += [replace(word, start=word.start + at, end=word.end + at) for word in piece.words]
            sounds.append(piece.audio)
            at += piece.audio.duration
        token.raise_if_cancelled()
        return sounds, spoken

    sounds, spoken = make(cancel) if turn is None else turn(make)
    rate = engine.info.sample_rate
    audio = (
        Audio(np.concatenate([sound.samples for sound in sounds]), rate) if sounds else Audio.silence(0, rate)
    )
    heard = part.words[part.span[0] : part.span[1]]
    if "word_times" not in able or (heard and not spoken):
        spoken = estimated(heard, part.text, audio.duration)
    return audio, spoken


def estimated(words: Sequence[PhonemeWord], text: str, duration: float) -> list[SpokenWord]:
    """Word times where the engine gives none: each word takes its share by phoneme symbols."""
    total = max(1, size_of(words))
    at = 0
    out = []
    for word in words:
        start = at / total * duration
        end = (at + len(word.phonemes)) / total * duration
        out.append(SpokenWord(text[word.start : word.end], start, end, word.start, word.end))
        at += len(word.phonemes) + len(word.tail)
    return out


def _trimmed(
    audio: Audio, words: list[SpokenWord], part: Piece, *, outer: bool
) -> tuple[Audio, list[SpokenWord]]:
    """Without silence where its text begins or ends; times moved along."""
    start, end = trim_bounds(audio, keep=EDGE_KEEP if outer else CLAUSE_KEEP)
    start, end = start if part.opens else 0, end if part.closes else len(audio.samples)
    shift = start / audio.sample_rate
    length = (end - start) / audio.sample_rate
    moved = [
        replace(
            word, start=min(length, max(0.0, word.start - shift)), end=min(length, max(0.0, word.end - shift))
        )
        for word in words
    ]
    return Audio(audio.samples[start:end], audio.sample_rate), moved


def _shaped(
    audio: Audio, words: list[SpokenWord], task: ChunkTask, engine: Engine
) -> tuple[Audio, list[SpokenWord]]:
    """With the rest of speed and pitch that the engine did not make."""
    able = engine.info.abilities
    low, high = ENGINE_SPEED
    made = min(high, max(low, task.speed)) if "speed" in able else 1.0
    factor = made / task.speed
    if abs(factor - 1.0) > 1e-3:
        audio = stretch(audio, factor)
        words = [replace(word, start=word.start * factor, end=word.end * factor) for word in words]
    if task.pitch and "pitch" not in able:
        audio = shift_pitch(audio, task.pitch)
    return audio, words


def _moved(word: SpokenWord, seconds: float, chars: int) -> SpokenWord:
    return SpokenWord(
        word.text, word.start + seconds, word.end + seconds, word.start_char + chars, word.end_char + chars
    )
