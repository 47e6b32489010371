"""`clonyvoice open`."""

from __future__ import annotations

from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options
from clonyvoice.core.errors import Conflict
from clonyvoice.core.settings import Settings


class NoServer(Conflict):
    """No server runs on the data directory."""

    code = "no_server"

    def __init__(self) -> None:
        super().__init__("No server runs on this data directory. Start one: clonyvoice serve")


@click.command(help="Open the studio of a running server, signed in: prints a new one-time link.")
@settings_options("data_dir", "no_browser")
def command(**options: Any) -> None:
    """Make a link and show it."""
    from clonyvoice.cli.serve import open_browser

    settings = settings_of(options)
    link = new_link(settings)
    if link is None:
        raise NoServer
    click.echo(link)
    if not settings.no_browser:
        open_browser(link)


def new_link(settings: Settings) -> str | None:
    """A one-time link that signs in to the server of this data directory; None when none runs."""
    from clonyvoice.keys import Sessions
    from clonyvoice.storage.database import Database
    from clonyvoice.storage.presence import Presence

    presence = Presence(settings.data_dir)
    try:
        url = presence.server_url()
    finally:
        presence.close()
    if url is None:
        return None
    database = Database.open(settings.data_dir)
    try:
        return f"{url}/auth/link?token={Sessions(database).new_link()}"
    finally:
        database.close()
