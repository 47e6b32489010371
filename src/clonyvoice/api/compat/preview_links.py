"""Links to a voice's preview that work without a header for an hour, in an `<audio>` element or a player.

A link names one voice and is signed with a secret of this process; it is not a key and opens nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Final

from fastapi import Request, Response

from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import ClockDep, PreviewsDep, SpeechDep, services
from clonyvoice.api.waiting_requests import change
from clonyvoice.audio import format_named
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import EngineUnavailable, NotFound

router = compat_router("ElevenLabs' API")

_SECRET: Final = secrets.token_bytes(32)
_SECONDS: Final = 3600
"""Seconds of a period; a link is valid for the rest of its own and for the next one. Chosen by hand."""
_TOKEN: Final = re.compile(r"(?P<voice>[A-Za-z0-9_-]{1,120})\.(?P<until>\d{1,12})\.(?P<mark>[0-9a-f]{40})")


class PreviewLinkExpired(NotFound):
    """A preview's link that is over an hour old, from before a restart, or was never given out."""

    code = "preview_link_expired"

    def __init__(self) -> None:
        super().__init__("This link to a preview has expired. List the voices again for a new one.")


def preview_link(request: Request, voice_id: str) -> str:
    """An address of the voice's preview that is good for an hour or two."""
    until = (int(services(request).clock.monotonic()) // _SECONDS + 2) * _SECONDS
    return f"{request.base_url}elevenlabs/previews/{link_token(voice_id, until)}.mp3"


def link_token(voice_id: str, until: int) -> str:
    """The signed part of a preview's link; valid to `until`, in seconds of `Clock.monotonic`."""
    return f"{voice_id}.{until}.{_mark(voice_id, until)}"


def voice_of_link(token: str, clock: Clock) -> str:
    """The id of the voice that a preview link is for. Raises PreviewLinkExpired."""
    found = _TOKEN.fullmatch(token)
    if found is None or int(found["until"]) < clock.monotonic():
        raise PreviewLinkExpired
    if not hmac.compare_digest(found["mark"], _mark(found["voice"], int(found["until"]))):
        raise PreviewLinkExpired
    return found["voice"]


def _mark(voice_id: str, until: int) -> str:
    return hmac.new(_SECRET, f"{voice_id}.{until}".encode(), hashlib.sha256).hexdigest()[:40]


@router.get(
    "/elevenlabs/previews/{token}.mp3",
    responses={
        200: {"content": {"audio/mpeg": {}}, "description": "The sound."},
        **errors(PreviewLinkExpired, EngineUnavailable),
    },
)
@declares(makes=True)
async def play_preview(token: str, clock: ClockDep, speech: SpeechDep, previews: PreviewsDep) -> Response:
    """Get a voice's preview by a link from a listing, which needs no key and is valid for an hour."""
    done = await previews.get(voice_of_link(token, clock), in_thread=change)
    answer = await answering.sound_file(speech, done, format_named("mp3"), None)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # pages of other hosts play it
    return answer
