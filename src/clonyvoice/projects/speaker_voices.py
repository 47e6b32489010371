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
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.text.errors import UnknownLanguage
from clonyvoice.text.languages import resolve
from clonyvoice.transcription.service import Upload
from clonyvoice.voices.library import Voices
from clonyvoice.voices.listing import VoiceFilter
from clonyvoice.voices.model import Voice, VoiceNotFound


@dataclass(frozen=True, slots=True)
class Agreement:
    """The statement that all who speak in a recording agreed to be cloned: who, and in which words."""

    person: str = ""
    statement: str = ""

    def given(self) -> ConsentGiven:
        """The consent as the cloning service takes it."""
        return ConsentGiven(person=self.person, statement=self.statement)


def cast(
    presets: Sequence[Voice], people: Mapping[str, str | None], language: str, taken: Sequence[str] = ()
) -> dict[str, str]:
    """A preset for each of `people` (name to gender, None: unknown), each but once where there are enough.

    First those of the gender, among them those not used yet, then those of the language; presets of the first one's
    engine only.
    """
    if not presets:
        return {}
    code = _code(language)
    able = [one for one in presets if one.engine == presets[0].engine]
    used = list(taken)
    found: dict[str, str] = {}
    for name, gender in people.items():
        costs = [
            (
                gender is not None and one.gender != gender,
                used.count(one.id),
                code not in {None, *_languages(one)},
            )
            for one in able
        ]
        best = able[min(range(len(able)), key=costs.__getitem__)]
        found[name] = best.id
        used.append(best.id)
    return found


def _languages(voice: Voice) -> set[str]:
    return {str(code).split("-")[0] for code in (voice.language, *voice.languages)}


def _code(language: str) -> str | None:
    try:
        return None if language == "auto" else resolve(language)
    except UnknownLanguage:
        return None


class SpeakerVoices:
    """Finds presets, and clones speakers; called by the job that dubs."""

    def __init__(self, voices: Voices, clones: Clones, blobs: BlobStore) -> None:
        self._voices, self._clones, self._blobs = voices, clones, blobs

    def check_consent(self, agreement: Agreement, owner: str) -> None:
        """Raise ConsentRequired where the settings ask for more than the agreement says."""
        self._clones.consents.expect(True, agreement.given(), owner)

    def presets(
        self, people: Mapping[str, str | None], language: str, owner: str, taken: Sequence[str] = ()
    ) -> dict[str, str]:
        """A preset for each of `people` by their gender (see `cast`)."""
        page = self._voices.list(VoiceFilter(kind="preset", asker=owner), limit=1000)
        return cast(page.voices, people, language, taken)

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
        """Make `voice_id` a clone of a speaker's sound, if it is none already; the reason in words where it cannot be.

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
