"""A request made ready to speak: its voices found, SSML read, the dictionary taken in, the text cut into chunks."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from clonyvoice.core.errors import ClonyError, EngineUnavailable, InvalidRequest
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.registry import EngineLacks
from clonyvoice.speech.chunk_languages import language_tag, primary
from clonyvoice.speech.chunking import Plan, from_ssml, plan
from clonyvoice.speech.errors import InstructionsNotFollowed, LanguageNotSpoken, TextTooLong
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.records.pronunciations import Pronunciations
from clonyvoice.speech.request import Segment, Speaker, SpeechRequest
from clonyvoice.speech.style_instructions import followed
from clonyvoice.speech.usual_languages import UsualLanguages
from clonyvoice.text.language_detection import SURE
from clonyvoice.text.languages import AUTO, NothingToSay
from clonyvoice.voices.fits import SpeakingVoice
from clonyvoice.voices.library import Voices
from clonyvoice.voices.model import Voice


@dataclass(frozen=True, slots=True)
class ReadyRequest:
    """A request that was checked, and its voices by the names and engines that were given."""

    request: SpeechRequest
    speaking: Mapping[Speaker, SpeakingVoice]
    planned: Plan | None
    """The chunks, where they were needed to choose a fit for their languages."""


class RequestPlanner:
    """Finds the voices of a request and cuts its text. Nothing is stored."""

    def __init__(
        self,
        voices: Voices,
        engines: Engines,
        pronunciations: Pronunciations,
        *,
        designs: bool,
        max_text: int,
        watermark: int | None,
    ) -> None:
        self._voices, self._engines, self._pronunciations = voices, engines, pronunciations
        self._designs, self._max_text, self._watermark = designs, max_text, watermark
        self._usual = UsualLanguages()

    def ready(self, request: SpeechRequest, owner: str) -> ReadyRequest:
        """The request with its voices, each with the best fit for the text's language.

        Raises VoiceNotFound and its like, EngineNotFound, VoiceNotFitted, NothingToSay, TextTooLong, UnknownLanguage.
        """
        if len(request.text) > self._max_text:
            raise TextTooLong(len(request.text), self._max_text)
        if not request.text.strip():
            raise NothingToSay
        if request.engine is not None:
            self._engines.info(request.engine)
        request = replace(
            request,
            segments=tuple(replace(each, engine=each.engine or request.engine) for each in request.segments),
        )
        if request.design is None:
            speaking = self._speaking(request, owner)
        else:
            speaking = {request.segments[0].speaker: self._described(request)}
        request = self._ready(self._instructed(request, speaking), speaking, owner)
        if not any(len(each.voice.engines) > 1 for each in speaking.values()):
            return ReadyRequest(request, speaking, None)
        planned = self._plan(request, speaking, owner)
        return ReadyRequest(request, self._for_languages(planned, speaking, owner), planned)

    def chunks(self, ready: ReadyRequest, owner: str) -> Plan:
        """The chunks of a request of `owner`. Raises LanguageNotSpoken."""
        planned = ready.planned or self._plan(ready.request, ready.speaking, owner)
        given = all(segment.language.lower() != AUTO for segment in ready.request.segments)
        if given or (planned.language_confidence or 0.0) >= SURE:
            self._usual.note(owner, planned.chunks[0].language)
        self._check_languages(planned, ready.speaking)
        return planned

    def _plan(self, request: SpeechRequest, speaking: Mapping[Speaker, SpeakingVoice], owner: str) -> Plan:
        return plan(
            request.segments,
            shape=request.shape,
            sentence_chunks=request.sentence_chunks,
            home=lambda speaker: speaking[speaker].voice.language,
            among=lambda speaker: self._spoken_by(speaker, speaking[speaker]),
            likely=self._usual.of(owner),
        )

    def _spoken_by(self, speaker: Speaker, speaking: SpeakingVoice) -> Collection[str] | None:
        """The languages that a text in `auto` can be in; None where the fit is chosen by the language."""
        if speaker[1] is None and len(speaking.voice.engines) > 1:
            return None
        return self._engines.info(speaking.engine).languages

    def _for_languages(
        self, planned: Plan, speaking: Mapping[Speaker, SpeakingVoice], owner: str
    ) -> dict[Speaker, SpeakingVoice]:
        """The voices, each with the fit that is the best for all the languages that it is to speak."""
        chosen = dict(speaking)
        for (name, engine), each in speaking.items():
            if len(each.voice.engines) > 1:
                languages = {chunk.language for chunk in planned.chunks if chunk.speaker == (name, engine)}
                chosen[name, engine] = self._voices.speaking(
                    name, asker=owner, engines=only(engine), languages=languages
                )
        return chosen

    def _speaking(self, request: SpeechRequest, owner: str) -> dict[Speaker, SpeakingVoice]:
        """The voices by name and engine as given; an error names the segment where there are several."""
        speaking: dict[Speaker, SpeakingVoice] = {}
        segments = request.segments
        for index, segment in enumerate(segments):
            own = segment.engine != request.engine
            try:
                if segment.engine is not None:
                    self._engines.info(segment.engine)
                if segment.language.lower() != AUTO:
                    language_tag(segment.language)
                if segment.speaker not in speaking:
                    speaking[segment.speaker] = self._voices.speaking(
                        segment.voice, asker=owner, engines=only(segment.engine)
                    )
            except ClonyError as error:
                if len(segments) > 1 and error.param is not None and (own or error.param != "engine"):
                    error.param = f"segments.{index}.{error.param}"
                raise
        return speaking

    def _described(self, request: SpeechRequest) -> SpeakingVoice:
        """A place-holder for the voice that the job will make. Raises EngineUnavailable."""
        able = [info for info in self._engines.infos() if "design" in info.abilities]
        chosen = next((info for info in able if request.engine in (None, info.id)), None)
        if request.engine is not None and able and chosen is None:
            raise EngineLacks(request.engine, "design", [info.id for info in able])
        if chosen is None or not self._designs:
            raise EngineUnavailable("Nothing on this machine makes voices from descriptions.")
        assert request.design is not None
        language = request.segments[0].language
        voice = Voice(
            id="",
            name=request.design.description[:60],
            kind="design",
            engine=chosen.id,
            language="en" if language.lower() == "auto" else language,
            languages=chosen.languages,
        )
        revision = json.dumps([request.design.__repr__(), request.seed])
        return SpeakingVoice(voice, "", revision, voice.engine)

    def _instructed(self, request: SpeechRequest, speaking: Mapping[Speaker, SpeakingVoice]) -> SpeechRequest:
        """The request with the manner that its instructions ask for. Raises InstructionsNotFollowed."""
        if not request.reads_instructions:
            return request
        segments = list(request.segments)
        for index, segment in enumerate(segments):
            words = segment.instructions or request.instructions
            if not words:
                continue
            param = f"segments.{index}.instructions" if segment.instructions else "instructions"
            if request.ssml:
                raise InvalidRequest(
                    "`instructions` and `ssml` exclude each other: SSML says the manner with <prosody>.",
                    param=param,
                )
            voice = speaking[segment.speaker]
            able = request.design is None and "instruct" in self._engines.info(voice.engine).abilities
            try:
                manner = followed(words, by_engine=able and not isinstance(voice.source, FittedVoice))
            except InstructionsNotFollowed as error:
                error.param = param
                raise
            segments[index] = replace(segment, manner=manner, instructions=words)
        return replace(request, segments=tuple(segments))

    def _ready(
        self, request: SpeechRequest, speaking: Mapping[Speaker, SpeakingVoice], owner: str
    ) -> SpeechRequest:
        """The request with its SSML read and the owner's dictionary taken in. Raises MarkupInvalid."""
        words = {**self._pronunciations.of(owner), **request.pronunciations}
        request = replace(request, watermark=self._watermark)
        if not request.ssml:
            return replace(request, pronunciations=words)
        segments = tuple(
            part
            for segment in request.segments
            for part in self._from_ssml(segment, speaking[segment.speaker], owner)
        )
        return replace(request, pronunciations=words, segments=segments)

    def _from_ssml(self, segment: Segment, speaking: SpeakingVoice, owner: str) -> tuple[Segment, ...]:
        among = self._spoken_by(segment.speaker, speaking)
        marks = "emphasis" in self._engines.info(speaking.engine).abilities
        return from_ssml(segment, speaking.voice.language, among, self._usual.of(owner), marks=marks)

    def _check_languages(self, planned: Plan, speaking: Mapping[Speaker, SpeakingVoice]) -> None:
        for speaker, voice in speaking.items():
            known = self._engines.info(voice.engine).languages
            codes = {primary(language) for language in known}
            for chunk in planned.chunks:
                if chunk.speaker == speaker and primary(chunk.language) not in codes:
                    raise LanguageNotSpoken(chunk.language, known, speaker[1])


def only(engine: str | None) -> tuple[str, ...] | None:
    """The engines to choose from: that one, or all."""
    return None if engine is None else (engine,)
