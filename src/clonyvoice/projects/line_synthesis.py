"""Synthesis of a line: its chunks in sequence, fitted into its slot, and the recipe of the take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from clonyvoice.audio import Joiner
from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import Engine
from clonyvoice.jobs import JobContext
from clonyvoice.jobs.compute_slots import PreemptibleRunner
from clonyvoice.projects.document import Document, engine_of
from clonyvoice.projects.document_items import Item
from clonyvoice.projects.slot_fitting import SpokenLine, fitted
from clonyvoice.provenance.watermark import Watermark
from clonyvoice.speech.chunk_languages import primary
from clonyvoice.speech.chunk_loudness import level_after
from clonyvoice.speech.chunk_synthesis import ChunkTask, SynthesisedPiece, follows_instructions, speak
from clonyvoice.speech.chunking import Plan, plan
from clonyvoice.speech.errors import LanguageNotSpoken
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.piece_sizes_listener_priority import FIRST_SOUND
from clonyvoice.speech.request import MAX_SEED, PITCH, PITCH_RANGE, SPEED, VOLUME, Segment, Shape, random_seed
from clonyvoice.speech.request_planning import only
from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text.ssml import Manner
from clonyvoice.voices.library import Voices


class LineWithoutVoice(InvalidRequest):
    """A line without a voice."""

    code = "line_without_voice"

    def __init__(self, line_id: str) -> None:
        super().__init__(
            f"The line {line_id} has no voice: give it a speaker with a voice_id, or a voice_id of its own.",
            param="lines",
        )


def voice_of(document: Document, line: Item) -> str | None:
    """The id of the voice of a line: its own, or its speaker's."""
    speaker = document.items.get(line.data.get("speaker_id") or "")
    own = line.data.get("voice_id")
    return own or (speaker.data.get("voice_id") if speaker is not None else None)


Told = Callable[[float, float], None]
"""Called after each piece of a line with the seconds made so far, and the share of the text from 0 to 1."""


def _untold(_seconds: float, _share: float) -> None:
    """A progress callback that does nothing."""


class LineTakes:
    """Makes takes of lines within one job: engines are leased once, and a voice keeps its level across lines.

    For one thread. Engines are given back when `stack` is closed.
    """

    def __init__(
        self,
        voices: Voices,
        engines: Engines,
        context: JobContext,
        stack: ExitStack,
        watermark: int | None,
        words: Mapping[str, str],
    ) -> None:
        """`words` are the owner's pronunciations; the voice's, project's and speaker's override them, in this order."""
        self._voices, self._engines, self._watermark = voices, engines, watermark
        self._context, self._stack, self._words = context, stack, words
        self._leased: dict[str, Engine] = {}
        self._levels: dict[str, list[float]] = {}

    def make(
        self,
        document: Document,
        line: Item,
        variant: int = 0,
        told: Told = _untold,
        *,
        fresh_seed: bool = False,
    ) -> tuple[dict[str, Any], Audio]:
        """A take's recipe and its sound. With a seed in the line, each `variant` has a seed next to it.
        With `fresh_seed` the seed is random.

        `told` is called after each piece: with the seconds so far, and the share of the text that they say.
        Raises VoiceNotFound, LineWithoutVoice, NothingToSay, Cancelled and the like.
        """
        data = line.data
        speaker = document.items.get(data.get("speaker_id") or "")
        who: Mapping[str, Any] = speaker.data if speaker is not None else {}
        name = voice_of(document, line)
        if name is None:
            raise LineWithoutVoice(line.id)
        asked, asker = engine_of(document, line), self._context.job.owner
        speaking = self._voices.speaking(name, asker=asker, engines=only(asked))
        usual = speaking.voice.settings
        shape = Shape.from_json(data).over(Shape.from_json(who)).over(Shape.from_json(usual))
        home = document.settings["language"]
        segment = Segment(data["text"], name, str(data.get("language", "auto")))
        among = None if asked is None else self._engines.info(asked).languages
        planned = plan((segment,), shape=shape, home=lambda _: home, among=lambda _: among)
        languages = {chunk.language for chunk in planned.chunks}
        for language in languages:
            if among is not None and primary(language) not in map(primary, among):
                raise LanguageNotSpoken(language, among, asked)
        speaking = self._voices.speaking(name, asker=asker, languages=languages, engines=only(asked))
        engine, given = self._engine(speaking.engine), None if fresh_seed else data.get("seed")
        seed = random_seed() if given is None else (int(given) + variant) % (MAX_SEED + 1)
        own = usual.get("pronunciations")
        said = {
            **self._words,
            **(own if isinstance(own, dict) else {}),
            **(document.settings.get("pronunciations") or {}),
            **(who.get("pronunciations") or {}),
        }
        known = self._levels.setdefault(name, [])
        direction = str(data.get("direction") or who.get("direction") or "")
        follows = bool(direction) and follows_instructions(engine, speaking.source)
        manner = (delivery(direction) if direction and not follows else None) or Manner()
        task = ChunkTask(
            text="",
            language=home,
            voice=speaking.source,
            pitch=_within((shape.pitch or 0.0) + manner.pitch, PITCH),
            volume_db=_within((shape.volume_db or 0.0) + manner.volume, VOLUME),
            pitch_range=_within(manner.range, PITCH_RANGE),
            seed=seed,
            normalize_text=shape.normalize_text is not False,
            pronunciations=said,
            instructions=direction if follows else "",
        )

        def say(pace: float) -> SpokenLine:
            paced = replace(task, speed=_within((shape.speed or 1.0) * manner.rate * pace, SPEED))
            return self._said(engine, planned, paced, known, pace, told)

        begin, end = data.get("slot_start"), data.get("slot_end")
        spoken = fitted(say, None if begin is None or end is None else float(end) - float(begin))
        known += spoken.gains
        settings = {"revision": speaking.revision, "engine": speaking.engine, **shape.json()}
        if direction:
            settings["direction"] = direction
        if begin is not None:
            settings["pace"] = round(spoken.pace, 4)
            settings["stretch"] = round(spoken.stretch, 4)
        audio = self._marked(spoken.audio)
        found = {
            "text": data["text"],
            "sample_rate": audio.sample_rate,
            "samples": len(audio.samples),
            "words": spoken.words,
            "seed": seed,
            "voice_id": speaking.voice.id,
            "voice_name": speaking.voice.name,
            "settings": settings,
        }
        return found, audio

    def _engine(self, engine_id: str) -> Engine:
        if engine_id not in self._leased:
            lease = self._engines.lease(engine_id, self._context.cancel)
            self._leased[engine_id] = self._stack.enter_context(lease)
        return self._leased[engine_id]

    def _marked(self, audio: Audio) -> Audio:
        """The sound with the installation's watermark, if it has one."""
        if self._watermark is None:
            return audio
        watermark = Watermark(self._watermark, audio.sample_rate)
        return Audio(np.concatenate([watermark.feed(audio.samples), watermark.finish()]), audio.sample_rate)

    def _said(
        self, engine: Engine, planned: Plan, task: ChunkTask, known: Sequence[float], pace: float, told: Told
    ) -> SpokenLine:
        """The sound of a line's chunks in sequence, each synthesised as `task` with its text.

        `known` are the gains of what the voice said before.
        """
        rate = engine.info.sample_rate
        joiner, sounds, words = Joiner(rate), [], list[dict[str, Any]]()
        gap = planned.lead_ms / 1000
        gains: list[float] = []
        turn = PreemptibleRunner(
            partial(self._context.slot, None, yields_to=FIRST_SOUND), self._context.cancel
        )
        for index, chunk in enumerate(planned.chunks):
            seed = ((task.seed or 0) + index) % (MAX_SEED + 1)
            one = replace(task, text=chunk.text, language=chunk.language, seed=seed)
            before = [*known, *gains]
            level = level_after(before)
            pieces: list[SynthesisedPiece] = []
            for piece in speak(engine, one, level, self._context.cancel, turn):
                pieces.append(piece)
                seconds = sum(each.audio.duration for each in pieces) + joiner.length / rate
                said = piece.words[-1].end_char if piece.words else len(chunk.text)
                told(seconds, min(1.0, (chunk.start + said) / max(1, planned.chunks[-1].end)))
            if level.gain_db is not None:
                gains.append(level.gain_db)
            samples = [piece.audio.samples for piece in pieces] or [np.zeros(0, np.float32)]
            sounds.append(joiner.feed(Audio(np.concatenate(samples), rate), gap).samples)
            start = joiner.starts[-1] / rate
            words += [
                {
                    "word": word.text,
                    "start": round(word.start + start, 4),
                    "end": round(word.end + start, 4),
                    "start_char": word.start_char + chunk.start,
                    "end_char": word.end_char + chunk.start,
                }
                for piece in pieces
                for word in piece.words
            ]
            gap = chunk.pause_ms / 1000
        sounds.append(joiner.finish(0.0).samples)
        return SpokenLine(Audio(np.concatenate(sounds), rate), words, pace, tuple(gains))


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(bounds[1], max(bounds[0], value))
