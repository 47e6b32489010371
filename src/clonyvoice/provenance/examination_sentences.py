"""Findings about a recording in plain sentences, each with a code that translations go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from clonyvoice.provenance.recording_examination import CredentialsFound, Verification

_KINDS: Final = {"preset": "a ready-made voice", "clone": "a cloned voice", "design": "a designed voice"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence: `good` speaks for the recording's marks, `bad` against them, `note` for neither."""

    code: str
    level: Literal["good", "note", "bad"]
    text: str
    values: dict[str, Any] = field(default_factory=dict)
    """For translations: numbers, names and times of the sentence."""


def statements(of: Verification) -> list[Statement]:
    """The findings in sentences for readers without technical knowledge, the most important first."""
    told = [*_credentials(of.credentials, of.duration), *_watermarks(of)]
    if of.duration <= 0:
        text = "The file has no sound: its length is zero."
        told.insert(0, Statement("no_sound", "bad", text))
    if not any(each.level == "good" for each in told):
        text = (
            "That does not prove that a person spoke: marks can be removed, and sound made by other software, or"
            " without marks, has none."
        )
        told.append(Statement("no_proof", "note", text))
    return told


_STATES: Final[dict[str, tuple[Literal["good", "note", "bad"], str]]] = {
    "none": ("note", "The file carries no Content Credentials."),
    "not_examined": (
        "note",
        "Content Credentials were not examined: the library is not installed (pip install 'clonyvoice[credentials]').",
    ),
    "no_length": (
        "note",
        "Content Credentials cannot be looked for: the file does not say how long it is, like a saved stream. They may"
        " have been there before.",
    ),
    "unreadable": ("bad", "The file carries Content Credentials that are damaged and cannot be read."),
    "whole": ("good", "The file carries Content Credentials, and nothing was changed since it was signed."),
    "changed": (
        "bad",
        "The file was changed after it was signed: its length is the same, its content is not. Or the credentials were"
        " taken from another file.",
    ),
    "altered": (
        "bad",
        "The Content Credentials themselves were altered, so that nothing they say can be relied on.",
    ),
    "expired": (
        "bad",
        "The file is as it was signed, but the signer's certificate was not valid at that time or has expired since.",
    ),
}


def _credentials(found: CredentialsFound, duration: float) -> Iterator[Statement]:
    if found.state == "cut":
        signed = found.signed_duration or 0.0
        text = (
            f"The file was cut or extended after it was signed, or the credentials were taken from another file: they"
            f" are those of {signed:.1f} seconds, and it has {duration:.1f}."
        )
        yield Statement("credentials_cut", "bad", text, {"signed": signed, "duration": duration})
    else:
        level, text = _STATES[found.state]
        yield Statement(f"credentials_{found.state}", level, text)
    if found.state in ("none", "no_length", "not_examined", "unreadable", "altered"):
        return
    yield _made(found)
    yield _signer(found)
    if found.in_past:
        text = (
            "Their time is before there were any Content Credentials: the clock of the machine that signed was"
            " wrong."
        )
        yield Statement("time_in_past", "bad", text)
    if found.in_future:
        text = "Their time is in the future: the clock of the machine that signed, or of this one, is wrong."
        yield Statement("time_in_future", "bad", text)
    if found.earlier:
        text = f"They hold {found.earlier} earlier set{'s' if found.earlier > 1 else ''} of credentials, too."
        yield Statement("earlier_credentials", "note", text, {"count": found.earlier})


def _made(found: CredentialsFound) -> Statement:
    kinds = " and ".join(_KINDS.get(each, "a voice") for each in found.voices) or "a voice"
    engines = f", with {', '.join(found.engines)}" if found.engines else ""
    when = f", on {found.made_at:%Y-%m-%d at %H:%M} UTC" if found.made_at else ""
    what = "The sound" if found.mixed else "The speech"
    how = "was made by a machine and mixed with recordings" if found.mixed else "was made by a machine"
    values = {
        "software": found.software, "voices": list(found.voices), "engines": list(found.engines),
        "made_at": found.made_at.isoformat() if found.made_at else None, "mixed": found.mixed,
    }  # fmt: skip
    if not found.synthetic:
        text = f"They do not say that the sound was made by a machine; they come from {found.software or 'a program'}."
        return Statement("not_synthetic", "note", text, values)
    software = found.software or "a program"
    text = f"They say: {what[0].lower()}{what[1:]} {how} ({software}{engines}), in {kinds}{when}."
    return Statement("made_by", "note", text, values)


def _signer(found: CredentialsFound) -> Statement:
    if found.this_installation:
        return Statement("signed_here", "good", "They were signed by this installation of ClonyVoice.")
    if found.self_made:
        text = (
            "They were signed by another installation of ClonyVoice, with a certificate of its own making: nobody"
            " vouches for whose it is."
        )
        return Statement("signed_elsewhere", "note", text)
    text = f"The certificate names {found.signer or 'nobody'} as the signer. Whether that is true was not checked here."
    return Statement("signed_by", "note", text, {"signer": found.signer})


def _watermarks(of: Verification) -> Iterator[Statement]:
    if of.duration <= 0:
        return
    if of.too_short:
        text = "The recording is shorter than a second: too short to hold a watermark that can be found."
        yield Statement("watermark_too_short", "note", text)
        return
    if not of.watermarks:
        yield Statement("watermark_none", "note", "No watermark of ClonyVoice was found in the sound.")
        return
    if len(of.watermarks) > 1:
        text = (
            f"{len(of.watermarks)} different watermarks were found: parts come from several installations, or one lies"
            " over another."
        )
        yield Statement("watermark_several", "bad", text, {"count": len(of.watermarks)})
    for mark in of.watermarks:
        ours = mark.number == of.own.number
        maker = "by this installation" if ours else "by another installation"
        text = (
            f"A watermark in the sound says that it was made by ClonyVoice, {maker} (number {mark.number}); it was"
            f" found in {mark.stretches} of {mark.of} stretches of ten seconds."
        )
        values = {"number": mark.number, "stretches": mark.stretches, "of": mark.of}
        yield Statement("watermark_here" if ours else "watermark_elsewhere", "good", text, values)
