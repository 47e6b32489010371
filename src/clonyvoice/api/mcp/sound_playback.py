"""Sound on this machine's speakers, by the player that its system has."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
from pathlib import Path
from typing import Final

from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.core.errors import InvalidRequest, Unavailable

_PLAYERS: Final[tuple[tuple[str, ...], ...]] = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
_SCRIPT: Final = "(New-Object System.Media.SoundPlayer $args[0]).PlaySync()"


class NoPlayer(Unavailable):
    """No program on this machine plays a WAV file."""

    code = "no_player"

    def __init__(self) -> None:
        names = ", ".join(command[0] for command in _PLAYERS)
        super().__init__(
            f'Nothing on this machine plays sound: install one of {names}, or ask with `output` "link".',
            param="output",
        )


def player() -> tuple[str, ...]:
    """The command that plays the WAV file named after it. Raises NoPlayer."""
    if sys.platform == "win32":
        return ("powershell", "-NoProfile", "-Command", _SCRIPT)
    for command in _PLAYERS:
        if shutil.which(command[0]):
            return command
    raise NoPlayer


async def play(path: Path) -> None:
    """Play a WAV file to its end; being cancelled stops it. Raises NoPlayer."""
    process = await asyncio.create_subprocess_exec(
        *player(), str(path), stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        if await process.wait():
            raise NoPlayer
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()


def check_player(call: Call) -> None:
    """Refuse playback if the client is on another machine or no player is there. Raises InvalidRequest, NoPlayer."""
    if not call.speakers:
        raise InvalidRequest(
            'Sound is played only where the client runs on this machine. Use `output` "link" or "audio".',
            param="output",
        )
    player()
