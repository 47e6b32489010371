"""A request made ready to speak: its voices found, SSML read, the dictionary taken in, the text cut into chunks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from clonyvoice.core.errors import ClonyError, EngineUnavailable
from clonyvoice.engines.registry import EngineLacks
from clonyvoice.speech.chunking import Plan, from_ssml, language_tag, plan
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.records.pronunciations import Pronunciations
from clonyvoice.speech.request import LanguageNotSpoken, SpeechRequest, TextTooLong
from clonyvoice.text.errors import NothingToSay
from clonyvoice.text.languages import AUTO
from clonyvoice.voices.fits import SpeakingVoice
from clonyvoice.voices.library import Voices
from clonyvoice.voices.model import Voice


@dataclass(frozen=True, slots=True)
class ReadyRequest:
    """A request that was checked, and its voices by the names that were given."""

    request: SpeechRequest
    speaking: Mapping[str, SpeakingVoice]
    planned: Plan | None
    """The chunks, where they were needed to choose a fit for their languages."""


class RequestPlanner:
    """Finds the voices of a request and cuts its text. Nothing is stored."""

    def __init__(
        self,
        voices: Voices,
        engines: Engines,
        pronunciations: Pronunciations,
        can_design: Callable[[], bool],
        *,
        max_text: int,
        watermark: int | None,
    ) -> None:
        self._voices, self._engines, self._pronunciations = voices, engines, pronunciations
        self._can_design, self._max_text, self._watermark = can_design, max_text, watermark

    def ready(self, request: SpeechRequest, owner: str) -> ReadyRequest:
        """The request with its voices, each with the best fit for what it is to say.

        Raises VoiceNotFound and its like, EngineNotFound, VoiceNotFitted, NothingToSay, TextTooLong, UnknownLanguage.
        """
        if len(request.text) > self._max_text:
            raise TextTooLong(len(request.text), self._max_text)
        if not request.text.strip():
            raise NothingToSay
        if request.engine is not None:
            self._engines.info(request.engine)
        by_name = request.design is None
        speaking = self._speaking(request, owner) if by_name else {"": self._described(request)}
        request = self._ready(request, speaking, owner)
        if not any(len(each.voice.engines) > 1 for each in speaking.values()):
            return ReadyRequest(request, speaking, None)
        planned = self._plan(request, speaking)
        return ReadyRequest(request, self._for_languages(request, planned, speaking, owner), planned)

    def chunks(self, ready: ReadyRequest) -> Plan:
        """The chunks of a request. Raises LanguageNotSpoken."""
        planned = ready.planned or self._plan(ready.request, ready.speaking)
        self._check_languages(planned, ready.speaking, ready.request.engine)
        return planned

    def _plan(self, request: SpeechRequest, speaking: Mapping[str, SpeakingVoice]) -> Plan:
        return plan(
            request.segments,
            shape=request.shape,
            sentence_chunks=request.sentence_chunks,
            home=lambda voice: speaking[voice].voice.language,
        )

    def _for_languages(
        self, request: SpeechRequest, planned: Plan, speaking: Mapping[str, SpeakingVoice], owner: str
    ) -> dict[str, SpeakingVoice]:
        """The voices, each with the fit that is the best for all the languages that it is to speak."""
        chosen = dict(speaking)
        for name, each in speaking.items():
            if len(each.voice.engines) > 1:
                languages = {chunk.language for chunk in planned.chunks if chunk.voice == name}
                chosen[name] = self._voices.speaking(
                    name, asker=owner, engines=only(request.engine), languages=languages
                )
        return chosen

    def _speaking(self, request: SpeechRequest, owner: str) -> dict[str, SpeakingVoice]:
        """The voices by the names that were given; an error names the segment where there are several."""
        speaking: dict[str, SpeakingVoice] = {}
        segments, engines = request.segments, only(request.engine)
        for index, segment in enumerate(segments):
            try:
                if segment.language.lower() != AUTO:
                    language_tag(segment.language)
                if segment.voice not in speaking:
                    speaking[segment.voice] = self._voices.speaking(
                        segment.voice, asker=owner, engines=engines
                    )
            except ClonyError as error:
                if len(segments) > 1 and error.param not in (None, "engine"):
                    error.param = f"segments.{index}.{error.param}"
                raise
        return speaking

    def _described(self, request: SpeechRequest) -> SpeakingVoice:
        """A place-holder for the voice that the job will make. Raises EngineUnavailable."""
        able = [info for info in self._engines.infos() if "design" in info.abilities]
        if request.engine is not None and able and request.engine != able[0].id:
            raise EngineLacks(request.engine, "design", [able[0].id])
        if not able or not self._can_design():
            raise EngineUnavailable("Nothing on this machine makes voices from descriptions.")
        assert request.design is not None
        language = request.segments[0].language
        voice = Voice(
            id="",
            name=request.design.description[:60],
            kind="design",
            engine=able[0].id,
            language="en" if language.lower() == "auto" else language,
            languages=able[0].languages,
        )
        revision = json.dumps([request.design.__repr__(), request.seed])
        return SpeakingVoice(voice, "", revision, voice.engine)

    def _ready(
        self, request: SpeechRequest, speaking: Mapping[str, SpeakingVoice], owner: str
    ) -> SpeechRequest:
        """The request with its SSML read and the owner's dictionary taken in. Raises MarkupInvalid."""
        words = {**self._pronunciations.of(owner), **request.pronunciations}
        request = replace(request, watermark=self._watermark)
        if not request.ssml:
            return replace(request, pronunciations=words)
        segments = tuple(
            part
            for segment in request.segments
            for part in from_ssml(segment, speaking[segment.voice].voice.language)
        )
        return replace(request, pronunciations=words, segments=segments)

    def _check_languages(
        self, planned: Plan, speaking: Mapping[str, SpeakingVoice], engine: str | None
    ) -> None:
        for name, voice in speaking.items():
            known = self._engines.info(voice.engine).languages
            primary = {language.split("-")[0] for language in known}
            for chunk in planned.chunks:
                if chunk.voice == name and chunk.language.split("-")[0] not in primary:
                    raise LanguageNotSpoken(chunk.language, known, engine)


def only(engine: str | None) -> tuple[str, ...] | None:
    """The engines to choose from: that one, or all."""
    return None if engine is None else (engine,)
