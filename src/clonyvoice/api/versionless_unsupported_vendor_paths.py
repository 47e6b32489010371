"""Paths of OpenAI's and ElevenLabs' APIs: written without a version or with a slash at the end, and those that are
known and not served, each with the reason and what to use instead.

Their clients show the message of an error, so it says more than that there is nothing at a path.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from clonyvoice.api.errors import RouteNotFound

_ELEVENLABS: Final[tuple[tuple[str, str], ...]] = (
    ("voice-changer|speech-to-speech", "Speech is not turned into another voice's here. Transcribe it, and speak the"
     " text: /elevenlabs/v1/speech-to-text, then /elevenlabs/v1/text-to-speech/{voice_id}."),
    ("voices/collections", "Voices are not kept in collections here. GET /elevenlabs/v2/voices lists them all."),
    ("voices/accents|voices/add/.+|shared-voices|similar-voices", "There is no library of other people's voices here."
     " Clone one with POST /elevenlabs/v1/voices/add, or design one with /elevenlabs/v1/text-to-voice/design."),
    ("voices/pvc", "There are no professional voice clones here. POST /elevenlabs/v1/voices/add clones, and goes on"
     " to improve the clone afterwards."),
    ("voices/[^/]+/samples", "Recordings of a clone are not given out by this API."),
    ("text-to-voice/[^/]+/remix", "Voices are changed with POST /api/voices/{id}/nudge here."),
    ("pronunciation-dictionaries", "Pronunciations are set with PUT /api/pronunciations here."),
    ("forced-alignment", "Times of words come with speech (/with-timestamps) and with transcriptions here, not for a"
     " text that is given."),
    ("single-use-token", "There are no single-use tokens here. A browser sends its key in the first message of a"
     " socket."),
    ("dubbing", "Dubbing has routes of its own here: POST /api/projects/{id}/dub."),
    ("studio", "Projects have routes of their own here: /api/projects."),
    ("audio-isolation|audio-native|music|sound-generation|audio-effects|flows",
     "Only speech is made and heard here: no music, sound effects, pictures, films or separated sounds."),
    ("convai|speech-engine", "There are no agents here. Agents of other programs use the sockets"
     " /elevenlabs/v1/text-to-speech/{voice_id}/multi-stream-input and /elevenlabs/v1/speech-to-text/realtime."),
    ("usage|workspaces?|service-accounts|productions|assets", "There are no workspaces, orders or bills here. Keys"
     " are made with POST /api/api-keys."),
)  # fmt: skip
"""Patterns of what follows `/elevenlabs/v1/`, of ElevenLabs' SDK 2.78."""
_OPENAI: Final = (
    "Of OpenAI's API there are speech, transcription, translation, voices, models and realtime transcription here:"
    " /v1/audio/…, /v1/models, /v1/realtime. For texts and pictures use another server."
)
_OPENAI_PATHS: Final = re.compile(
    r"(?:/v1)?/(?:assistants|batches|chat|completions|containers|conversations|embeddings|evals|files|fine_tuning"
    r"|images|moderations|organization|responses|skills|threads|uploads|vector_stores|videos)(?:/.*)?",
    re.DOTALL,
)
_KNOWN: Final = tuple(
    (re.compile(rf"/elevenlabs/v1/(?:{pattern})(?:/.*)?", re.DOTALL), reason)
    for pattern, reason in _ELEVENLABS
)


_SESSIONS: Final = (
    "There are no short-lived keys and no calls here. Open the WebSocket /v1/realtime with a key in the header"
    " Authorization; a browser sends it as the subprotocol."
)
_SESSION_PATHS: Final = re.compile(
    r"(?:/v1)?/realtime/(?:client_secrets|sessions|transcription_sessions|translations|calls)(?:/.*)?",
    re.DOTALL,
)


def reason_of(path: str) -> str | None:
    """The reason for which a known path of OpenAI's or ElevenLabs' API is not served; None for any other path."""
    if _OPENAI_PATHS.fullmatch(path):
        return _OPENAI
    if _SESSION_PATHS.fullmatch(path):
        return _SESSIONS
    return next((reason for pattern, reason in _KNOWN if pattern.fullmatch(path)), None)


def no_such_route(path: str) -> RouteNotFound:
    """The error for a path that no route has, with the reason where it is known."""
    return RouteNotFound(reason_of(path))


_VERSIONLESS: Final = re.compile(
    r"/(?:models(?:/.*)?|audio/(?:speech|transcriptions|translations|voices|models|voice_consents(?:/.*)?)/?)"
)
"""Paths of OpenAI's API as they are asked for without `/v1`."""
_SLASHED: Final = re.compile(r"/v1/.*[^/]/+", re.DOTALL)
"""Paths of OpenAI's API with a slash at the end, as bases that were written with one make them."""
_VERSIONLESS_SOCKET: Final = "/realtime"
"""The same of its WebSocket."""


class VersionlessPaths:
    """Serves `/models` and `/audio/…` as `/v1/models` and `/v1/audio/…`, and all of `/v1` with a slash at the end, too.

    OpenAI's clients ask so where their base URL was given without `/v1`; their WebSocket as `/realtime`. Plain ASGI.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and _VERSIONLESS.fullmatch(scope["path"]):
            scope["path"] = f"/v1{scope['path'].rstrip('/')}"
            scope["raw_path"] = b"/v1" + scope.get("raw_path", b"").rstrip(b"/")
        elif scope["type"] == "http" and _SLASHED.fullmatch(scope["path"]):
            scope["path"] = scope["path"].rstrip("/")
            scope["raw_path"] = scope.get("raw_path", b"").rstrip(b"/")
        elif scope["type"] == "websocket" and scope["path"] == _VERSIONLESS_SOCKET:
            scope["path"] = f"/v1{_VERSIONLESS_SOCKET}"
        await self._app(scope, receive, send)
