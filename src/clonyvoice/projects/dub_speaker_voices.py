"""Voices for the speakers of a recording: cast among the presets by gender and language, or cloned from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clonyvoice.audio import encode
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.cloning.errors import UnfitRecording
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.projects.script_voices import Part, choose_voices
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.transcription.service import Upload
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.library import Voices
from clonyvoice.voices.listing import VoiceFilter


@dataclass(frozen=True, slots=True)
class Agreement:
    """The statement that all speakers of a recording agreed to be cloned: person and words."""

    person: str = ""
    statement: str = ""

    def given(self) -> ConsentGiven:
        """The consent as an argument of the cloning service."""
        return ConsentGiven(person=self.person, statement=self.statement)


class SpeakerVoices:
    """Finds presets, and clones speakers; called by the job that dubs."""

    def __init__(self, voices: Voices, clones: Clones, blobs: BlobStore) -> None:
        self._voices, self._clones, self._blobs = voices, clones, blobs

    def check_consent(self, agreement: Agreement, owner: str) -> None:
        """Raise ConsentRequired if the settings require more than the agreement contains."""
        self._clones.consents.expect(True, agreement.given(), owner)

    def presets(
        self, people: Mapping[str, str | None], language: str, owner: str, taken: Sequence[str] = ()
    ) -> dict[str, str]:
        """A preset for each of `people` by their gender (see `choose_voices`)."""
        page = self._voices.list(VoiceFilter(kind="preset", asker=owner), limit=1000)
        return choose_voices(
            page.voices, {name: Part(gender, language) for name, gender in people.items()}, taken
        )

    def clone(
        self,
        voice_id: str,
        name: str,
        sound: Audio,
        language: str | None,
        agreement: Agreement,
        owner: str,
        cancel: CancelToken,
    ) -> dict[str, Any] | None:
        """Make `voice_id` a clone of a speaker's sound unless it is one; if that is impossible, the reason in words.

        Raises ConsentRequired, EngineUnavailable, Cancelled.
        """
        try:
            self._voices.get(voice_id)
            return None  # it was made before a restart
        except VoiceNotFound:
            pass
        upload = Upload(self._blobs.put(encode(sound, "flac")), f"{name}.flac")
        request = CloneRequest(name, language, consent=True, given=agreement.given())
        try:
            self._clones.create([upload], request, owner, cancel, voice_id=voice_id)
        except UnfitRecording as error:
            return {"code": error.code, "message": error.message}
        return None
