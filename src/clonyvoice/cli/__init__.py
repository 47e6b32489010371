"""The command line. Each command is a module that is imported when it is called, so that all start
quickly.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Final

import click

from clonyvoice import __version__
from clonyvoice.core.errors import ClonyError

_COMMANDS: Final = {
    "serve": "Start the API and the studio.",
    "open": "Open the studio of a running server, signed in.",
    "desktop": "Open the studio in its own window.",
    "keys": "Create, list and revoke API keys.",
    "voices": "List the voices.",
    "say": "Generate speech from a text into a file.",
    "clone": "Clone a voice from recordings.",
    "transcribe": "Transcribe a recording.",
    "audit": "Verify and show the audit log: who made what with which voice.",
    "verify": "Check where a recording comes from: Content Credentials and watermark.",
    "mcp": "Serve editors and assistants with the Model Context Protocol.",
    "models": "List, download and verify the models.",
    "engines": "List, install, verify, remove and try engines beyond the embedded one.",
    "demo": "Clone a voice, generate speech with it, transcribe it.",
    "doctor": "Show what works on this machine, what does not, and how to fix it.",
    "openapi": "Print the API's OpenAPI document.",
}

_ELSEWHERE: Final = {
    "open": ("open_desktop", "open_studio"),
    "desktop": ("open_desktop", "desktop"),
    "doctor": ("doctor_verify_openapi", "command"),
    "verify": ("doctor_verify_openapi", "verify"),
    "openapi": ("doctor_verify_openapi", "openapi"),
}
"""Commands that are not `command` in the module of their name: module and attribute."""


class _Commands(click.Group):
    """Finds commands by module name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is given
        """All names, in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is given
        """The command of that name, its module imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _ELSEWHERE.get(cmd_name, (cmd_name, "command"))
        command = getattr(importlib.import_module(f"clonyvoice.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is given
        """The list in `--help`, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clonyvoice")
def group() -> None:
    """ClonyVoice: clone, speak, design and transcribe on your own machine."""


def main() -> None:
    """Run the given command; errors are one line with the way out."""
    from clonyvoice.core.cancel import Cancelled

    try:
        group(prog_name="clonyvoice")
    except ClonyError as error:
        click.secho(f"Error: {error.message}", fg="red", err=True)
        sys.exit(2 if error.status < 500 else 3)
    except OSError as error:
        place = _shown_place(error.filename)
        click.secho(
            f"Error: {error.strerror or error}{place}. Check that it exists and may be written.",
            fg="red",
            err=True,
        )
        sys.exit(3)
    except Cancelled:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Exception:
        import traceback

        from clonyvoice.cli.logs import without_folders

        click.echo(without_folders(traceback.format_exc()), err=True)
        click.secho(
            "Error: An internal error occurred. Try again, and report it with the lines above if it comes back.",
            fg="red",
            err=True,
        )
        sys.exit(3)


def _shown_place(name: object) -> str:
    """The file of an error of the system: as the caller typed it, else the last part of its path alone."""
    if not isinstance(name, str | os.PathLike):
        return ""
    path = os.fsdecode(name)
    typed = {part for argument in sys.argv[1:] for part in (argument, argument.partition("=")[2])}
    return f": {path if path in typed else Path(path).name}"
