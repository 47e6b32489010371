"""Errors of cloning: reasons why a recording is refused, with advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal

from clonyvoice.core.errors import Conflict, InvalidRequest


class UnfitRecording(InvalidRequest):
    """A recording without enough speech of a single person. `heard` names its content."""

    code = "unfit_recording"

    def __init__(self, message: str, message_ko: str, heard: Mapping[str, object]) -> None:
        super().__init__(message, param="audio", details={"message_ko": message_ko, "heard": dict(heard)})


class Silence(UnfitRecording):
    """The recording is silent."""

    code = "silence"

    def __init__(self, name: str, heard: Mapping[str, object]) -> None:
        super().__init__(
            f"{name} is silent. Check that the right microphone was chosen and not muted, then record again.",
            f"{name}: 소리가 없습니다. 마이크가 올바르게 선택되고 음소거되지 않았는지 확인하세요.",
            heard,
        )


class NoSpeech(UnfitRecording):
    """The recording has sound but no speech."""

    code = "no_speech"

    def __init__(self, name: str, heard: Mapping[str, object]) -> None:
        super().__init__(
            f"There is sound in {name}, but no speech. Send a recording in which one person speaks.",
            f"{name}: 소리는 있지만 말소리가 없습니다. 한 사람이 말하는 녹음을 보내 주세요.",
            heard,
        )


class Music(UnfitRecording):
    """The recording is music, or speech under music."""

    code = "music"

    def __init__(self, name: str, heard: Mapping[str, object]) -> None:
        super().__init__(
            f"{name} is music, or music covers the speech. Send speech without music.",
            f"{name}: 음악이거나 음악이 말소리를 덮고 있습니다. 음악이 없는 말소리를 보내 주세요.",
            heard,
        )


class TooShort(UnfitRecording):
    """Too few seconds of speech."""

    code = "too_short"

    def __init__(self, name: str, seconds: float, least: float, heard: Mapping[str, object]) -> None:
        super().__init__(
            f"There are only {seconds:.1f} seconds of speech in {name}; at least {least:g} are needed, "
            "20 to 60 are good.",
            f"{name}: 말소리가 {seconds:.1f}초뿐입니다. 최소 {least:g}초가 필요하고 20~60초가 좋습니다.",
            heard,
        )


class SeveralSpeakers(UnfitRecording):
    """More than one person speaks for a good part of the time."""

    code = "several_speakers"

    def __init__(self, name: str, share: float, heard: Mapping[str, object]) -> None:
        super().__init__(
            f"At least two people speak in {name}; about {share:.0%} is not the main speaker's. Send a "
            "recording of one person, or cut the other out.",
            f"{name}: 두 사람 이상이 말합니다(약 {share:.0%}). 한 사람만 말하는 녹음을 보내 주세요.",
            heard,
        )


class NotAClone(Conflict):
    """Only clones have recordings to fit to."""

    code = "not_a_clone"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"The voice {voice_id[:80]} was not cloned from a recording, so it cannot be refined.",
            param="voice_id",
        )


class NotBlendable(InvalidRequest):
    """A voice of another engine than the others', or of one that mixes and nudges no voices."""

    code = "not_blendable"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"The voice {voice_id[:80]} belongs to an engine that cannot mix or nudge it. Voices of one engine that can"
            " are mixed with each other.",
            param="voice_id",
        )


class NothingToRevoke(Conflict):
    """The voice is not a clone, so there is no consent to revoke."""

    code = "nothing_to_revoke"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"The voice {voice_id[:80]} was not cloned from a person, so there is no consent to revoke. Delete it, or"
            " revoke the clone that it was made of.",
            param="voice_id",
        )


class AlreadyRefined(Conflict):
    """The voice has been refined to this level already, or is being refined."""

    code = "already_refining"

    def __init__(self, voice_id: str, job_id: str) -> None:
        super().__init__(
            f"The voice {voice_id[:80]} is being refined already. Wait for its job, or cancel it.",
            param="voice_id",
            details={"job_id": job_id},
        )


class FileCount(InvalidRequest):
    """Too few or too many recordings."""

    code = "file_count"

    def __init__(self, count: int, least: int, most: int) -> None:
        super().__init__(
            f"{count} recording{'' if count == 1 else 's'} came; this route takes {least} to {most}, each as a part"
            " named `audio`.",
            param="audio",
        )


_WANTED: Final = {
    "consent": "Send `consent=true`, `consent_person` (who agreed) and `consent_statement` (the words in which)",
    "consent_person": "Send `consent_person`: the name of who agreed",
    "consent_statement": "Send `consent_statement`: the words in which the person agreed",
    "consent_recording": "Send `consent_recording`: the person saying the words of `consent_statement`",
}


class ConsentRequired(InvalidRequest):
    """A clone was requested without the consent that this server requires: person and words."""

    code = "consent_required"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"This server clones no voice without the person's consent. {_WANTED[field]}; programs whose form has no"
            " such field can clone with POST /api/clone/create.",
            param=field,
        )


class ConsentNotVerified(InvalidRequest):
    """The spoken consent is by another speaker, or in other words, than the clone's."""

    code = "consent_not_verified"

    _WHY: ClassVar = {
        "other_speaker": "another person speaks in it than in the samples",
        "no_statement": "there are no words to compare it with: send `consent_statement`",
        "other_words": "other words are said in it than in `consent_statement`",
        "negation": "a word in it turns the statement into a refusal",
    }

    def __init__(self, found: Mapping[str, Any]) -> None:
        why = "; ".join(self._WHY.get(str(reason), str(reason)) for reason in found.get("reasons", ()))
        super().__init__(
            f"The spoken consent could not be verified: {why}. Record the person whose voice it is, reading the"
            " statement aloud.",
            param="consent_recording",
            details={"check": dict(found)},
        )


class ConsentSynthetic(InvalidRequest):
    """The spoken consent carries the watermark or Content Credentials of generated speech."""

    code = "consent_synthetic"

    def __init__(self, sign: Literal["watermark", "credentials"], *, ours: bool) -> None:
        whose = "this installation" if ours else "another ClonyVoice"
        told = f"the watermark of {whose} is in its sound"
        if sign == "credentials":
            told = "its Content Credentials say that a machine made it"
        super().__init__(
            f"The spoken consent is synthetic speech: {told}. Record the person whose voice it is, reading the"
            " statement aloud.",
            param="consent_recording",
            details={"sign": sign, "this_installation": ours},
        )


class ConsentNeeded(InvalidRequest):
    """The request states that the person has not agreed."""

    code = "consent_needed"

    def __init__(self) -> None:
        super().__init__(
            "A voice may only be cloned when the person it belongs to has agreed. Send `consent=true` once "
            "they have.",
            param="consent",
        )
