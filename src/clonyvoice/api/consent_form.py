"""The form fields for the consent to a clone: the same on every route that clones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, File, Form, UploadFile
from pydantic import AwareDatetime

from clonyvoice.api.uploads import Uploads
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.transcription.service import Upload
from clonyvoice.voices.consent_records import MOST_STATEMENT


@dataclass(frozen=True, slots=True)
class ConsentFields:
    """The form fields for consent, as received."""

    person: str
    statement: str
    language: str | None
    agreed_at: AwareDatetime | None
    recording: UploadFile | None


async def _fields(
    consent_person: Annotated[
        str, Form(max_length=200, description="The name of the person who agreed to be cloned.")
    ] = "",
    consent_statement: Annotated[
        str, Form(max_length=MOST_STATEMENT, description="The words in which the person agreed.")
    ] = "",
    consent_language: Annotated[
        str | None, Form(max_length=40, description="The language of the statement; detected when left out.")
    ] = None,
    consent_at: Annotated[
        AwareDatetime | None, Form(description="When the person agreed; now when left out.")
    ] = None,
    consent_recording: Annotated[
        UploadFile | None,
        File(
            description="The person saying the statement: checked against the voice's samples by speaker and words."
        ),
    ] = None,
) -> ConsentFields:
    return ConsentFields(consent_person, consent_statement, consent_language, consent_at, consent_recording)


ConsentForm = Annotated[ConsentFields, Depends(_fields)]
"""For `agreement: ConsentForm` in a route that takes a form."""


async def given_consent(
    fields: ConsentFields, uploads: Uploads, before: Sequence[Upload] = (), recorded_as: str | None = None
) -> ConsentGiven:
    """The consent of a form, its recording kept as a blob; when that fails, the uploads kept `before` it go, too.

    Raises BlobTooLarge, StorageFull.
    """
    recording = None
    if fields.recording is not None:
        try:
            recording = await uploads.keep(fields.recording)
        except BaseException:
            uploads.delete(before)
            raise
    return from_attributes(ConsentGiven, fields, recording=recording, recorded_as=recorded_as)
