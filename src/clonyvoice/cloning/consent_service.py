"""Consent to cloning: asked for where the settings require it, checked where it was spoken, kept with the voice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from clonyvoice.audio import NotAudio
from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.cloning.clip_preparation import Prepared, prepare
from clonyvoice.cloning.clone_records import CloneRecords
from clonyvoice.cloning.consent_check import check_spoken, mean_vector, refuse_synthetic
from clonyvoice.cloning.errors import (
    ConsentNeeded,
    ConsentNotVerified,
    ConsentRequired,
    NotAClone,
    UnfitRecording,
)
from clonyvoice.cloning.reference_transcripts import Transcriber, transcribe_clips, unpack_clips
from clonyvoice.cloning.several_recordings import speaker_vector
from clonyvoice.cloning.speaker_check import Embed, Vector
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.settings import Settings
from clonyvoice.jobs import INTERACTIVE, ComputeSlots
from clonyvoice.provenance.recording_examination import Verification, examined
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.transcription.service import Upload
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.voices.consent_records import MOST_STATEMENT, ConsentRecords, NewConsent
from clonyvoice.voices.model import Consent
from clonyvoice.voices.voice_changes import clean_name

Examine: TypeAlias = Callable[[Path, CancelToken], Verification]
"""The marks in a recording, by which synthetic speech is known."""
LeaseEmbed: TypeAlias = Callable[[CancelToken], AbstractContextManager[Embed]]


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """The rules of consents here, as the settings have them."""

    required: bool = False
    """Whether every clone needs a person and a statement."""
    spoken: bool = False
    """Whether every clone needs a verified recording of the consent."""
    examine: Examine | None = None
    """The examination by which a recording that is marked as synthetic is recognised, and refused."""

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> ConsentRules:
        """The rules of an installation."""
        return cls(
            settings.require_consent, settings.require_spoken_consent, partial(examined, settings, clock)
        )


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent as submitted: person, words, time (None: now), and its recording, if any."""

    person: str = ""
    statement: str = ""
    language: str | None = None
    agreed_at: datetime | None = None
    recording: Upload | None = None
    recorded_as: str | None = None
    """The id of a consent that was recorded before (see `Consents.record`)."""

    @property
    def anything(self) -> bool:
        """Whether more than the bare agreement was given."""
        return bool(
            self.person.strip()
            or self.statement.strip()
            or self.recording
            or self.recorded_as
            or self.agreed_at
        )


class Consents:
    """Takes, checks and keeps consents; safe from any thread."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        clock: Clock,
        hear: Transcriber,
        lease_embed: LeaseEmbed,
        slots: ComputeSlots,
        rules: ConsentRules,
        audit: AuditLog = OFF,
    ) -> None:
        self._examine = rules.examine
        self._blobs, self._clock, self._slots, self._audit = blobs, clock, slots, audit
        self._hear, self.lease_embed = hear, lease_embed
        self._required, self._spoken = rules.required or rules.spoken, rules.spoken
        self._clones = CloneRecords(database, blobs, clock)
        self.records = ConsentRecords(database, blobs, clock)

    def expect(self, agreed: bool | None, given: ConsentGiven, owner: str) -> ConsentGiven | None:
        """The consent that a clone is to keep, complete as far as the settings require it; None when none was given.

        Raises ConsentNeeded (it was said that the person did not agree), ConsentRequired, ConsentNotFound,
        InvalidRequest.
        """
        if agreed is False:
            raise ConsentNeeded
        if given.recorded_as is not None:
            known = self.records.get(given.recorded_as, owner if owner not in ("studio", "cli") else None)
            given = replace(
                given,
                person=given.person or known.person or known.name,
                statement=given.statement or known.statement,
                language=given.language or known.language,
                agreed_at=given.agreed_at or known.agreed_at,
            )
        if not agreed and not given.anything:
            if self._required:
                raise ConsentRequired("consent")
            return None
        given = replace(given, person=_line(given.person), statement=_statement(given.statement))
        self.records.agreed_at(given.agreed_at)
        if given.language:
            known_language(given.language)
        if self._required and not given.person:
            raise ConsentRequired("consent_person")
        if self._required and not given.statement:
            raise ConsentRequired("consent_statement")
        if self._spoken and given.recording is None and not self._recorded(given):
            raise ConsentRequired("consent_recording")
        return given

    def checked(
        self, given: ConsentGiven, owner: str, voice: Callable[[], Vector], embed: Embed, cancel: CancelToken
    ) -> NewConsent:
        """The consent with its recording, if it has one, checked against the voice's speaker embedding, `voice()`.

        Raises ConsentNotVerified where a verified one is required, ConsentSynthetic, UnfitRecording, NotAudio,
        Cancelled.
        """
        new = self._written(given, owner)
        blob = given.recording.blob_id if given.recording is not None else None
        copied = None
        if blob is None and given.recorded_as is not None and self._recorded(given):
            blob = copied = self._blobs.link(self.records.recording(given.recorded_as))
        if blob is None:
            return new
        try:
            prepared, heard, language = self._heard(blob, given.language, owner, embed, cancel)
            found = check_spoken(
                given.statement,
                heard,
                language,
                speaker_vector([prepared], embed),
                voice(),
                seconds=prepared.seconds,
                now=self._clock.now(),
            )
            if self._spoken and found["outcome"] != "verified":
                raise ConsentNotVerified(found)
        except BaseException:
            self._blobs.delete(copied)
            raise
        return replace(new, recording_blob=blob, language=language, check=found)

    def add(self, voice_id: str, given: ConsentGiven, owner: str, cancel: CancelToken) -> Consent:
        """The consent, kept with a clone that is there already; its recording, if any, is removed on any error.

        Raises VoiceNotFound, NotAClone, VoiceRevoked, and what `expect` and `checked` raise.
        """
        try:
            self._clones.expect_clone(voice_id)
            complete = self.expect(True, given, owner)
            assert complete is not None
            if complete.recording is None and not self._recorded(complete):
                new = self._written(complete, owner)
            else:
                with self.lease_embed(cancel) as embed:
                    new = self.checked(
                        complete, owner, partial(self._voice_vector, voice_id, embed), embed, cancel
                    )
            kept = self.records.add(new, voice_id)
        except BaseException:
            if given.recording is not None:
                self._blobs.delete(given.recording.blob_id)
            raise
        self._audit.record("voice.consent", owner, subject=kept.id, voices=[voice_id])
        return kept

    def record(
        self, name: str, language: str | None, recording: Upload, owner: str, cancel: CancelToken
    ) -> Consent:
        """A spoken consent, stored before its voice, its transcript as statement; on any error the upload is deleted.

        Raises ConsentSynthetic, UnfitRecording, NotAudio, UnknownSpeechLanguage, EngineUnavailable, Cancelled.
        """
        try:
            with self.lease_embed(cancel) as embed:
                _, heard, spoken = self._heard(recording.blob_id, language, owner, embed, cancel)
            new = NewConsent(
                owner=owner,
                agreed_at=self._clock.now(),
                statement=heard[:MOST_STATEMENT],
                language=spoken,
                recording_blob=recording.blob_id,
                check={"outcome": "not_checked", "reasons": ["no_voice_yet"], "heard": heard[:4000]},
                name=clean_name(name),
            )
            return self.records.add(new)
        except BaseException:
            self._blobs.delete(recording.blob_id)
            raise

    # --- inside ---

    def _written(self, given: ConsentGiven, owner: str) -> NewConsent:
        return NewConsent(
            owner=owner,
            agreed_at=self.records.agreed_at(given.agreed_at),
            person=given.person,
            statement=given.statement,
            language=given.language,
        )

    def _recorded(self, given: ConsentGiven) -> bool:
        if given.recorded_as is None:
            return False
        return self.records.get(given.recorded_as, None).has_recording

    def _heard(
        self, blob_id: str, language: str | None, owner: str, embed: Embed, cancel: CancelToken
    ) -> tuple[Prepared, str, str]:
        """The prepared recording, its transcript, and its language."""
        try:
            prepared = prepare(self._blobs.path(blob_id), "the consent recording", embed, cancel)
            if self._examine is not None:
                refuse_synthetic(self._examine(self._blobs.path(blob_id), cancel))
        except (UnfitRecording, NotAudio) as error:
            error.param = "consent_recording"
            raise
        take = partial(self._slots.take, owner, new_id("check"), cancel, INTERACTIVE)
        wanted = known_language(language or "auto")
        clips = [clip.audio for clip in prepared.clips]
        spoken, texts = transcribe_clips(self._hear, clips, wanted, take, cancel)
        return prepared, " ".join(text for text in texts if text), spoken

    def _voice_vector(self, voice_id: str, embed: Embed) -> Vector:
        """The speaker embedding of a voice's samples. Raises NotAClone when none are kept."""
        clips = [
            clip.audio
            for sample in self._clones.samples(voice_id)
            for clip in unpack_clips(self._blobs.read(sample.clip_blob), sample.marks, 1.0)
        ]
        if not clips:
            raise NotAClone(voice_id)
        return mean_vector([embed(clip) for clip in clips])


def _line(text: str) -> str:
    """A person's name as it is kept. Raises InvalidRequest."""
    if not text.strip():
        return ""
    try:
        return clean_name(text)
    except InvalidRequest as error:
        error.param = "consent_person"
        raise


def _statement(text: str) -> str:
    """A statement as it is kept. Raises InvalidRequest."""
    clean = " ".join(text.split())
    if len(clean) > MOST_STATEMENT or not all(char.isprintable() for char in clean):
        raise InvalidRequest(
            f"A statement has at most {MOST_STATEMENT:,} printable characters.", param="consent_statement"
        )
    return clean
