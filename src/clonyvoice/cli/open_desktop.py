"""`clonyvoice open` and `clonyvoice desktop`: the studio in the browser or in a window of its own, signed in."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options
from clonyvoice.core.errors import Conflict, Unavailable
from clonyvoice.core.settings import Settings

_START_SECONDS = 60.0
"""Seconds that the server may take to answer first. Chosen by hand."""
_END_SECONDS = 30.0
"""Seconds that the server may take to stop. Chosen by hand."""


class NoServer(Conflict):
    """No server runs on the data directory."""

    code = "no_server"

    def __init__(self) -> None:
        super().__init__("No server runs on this data directory. Start one: clonyvoice serve")


class ServerDidNotStart(Unavailable):
    """The window's own server ended or stayed silent."""

    code = "server_did_not_start"

    def __init__(self) -> None:
        super().__init__("The server did not start. `clonyvoice serve` in a terminal says why.")


@click.command(help="Open the studio of a running server, signed in: prints a new one-time link.")
@settings_options("data_dir", "no_browser")
def open_studio(**options: Any) -> None:
    """Print a new sign-in link."""
    settings = settings_of(options)
    link = new_link(settings)
    if link is None:
        raise NoServer
    click.echo(link)
    if not settings.no_browser:
        open_browser(link)


@click.command(help="Open the studio in its own window; starts a server when none is running.")
@settings_options("data_dir", "weights", "port")
def desktop(**options: Any) -> None:
    """Show the window until it is closed."""
    settings = settings_of(options)
    with _serving(settings) as link:
        if not show(link):
            click.echo("No window can be opened (install the extra: pip install 'clonyvoice[desktop]').")
            click.echo(f"Open the studio in the browser: {link}")
            open_browser(link)
            click.pause("Press a key to end.")


def new_link(settings: Settings) -> str | None:
    """A one-time link that signs in to the server of this data directory; None when none runs."""
    from clonyvoice.keys import Sessions
    from clonyvoice.storage.database import Database
    from clonyvoice.storage.process_locks import Presence

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


def open_browser(link: str) -> bool:
    """Show `link` in the user's browser; whether one was found."""
    import webbrowser

    with contextlib.suppress(webbrowser.Error):
        return webbrowser.open(link)
    return False


def show(link: str) -> bool:
    """A window on `link` until the user closes it; False at once when there is no window toolkit or screen."""
    try:
        import webview
    except ImportError:
        return False
    webview.settings["ALLOW_DOWNLOADS"] = True
    webview.create_window("ClonyVoice", link, width=1360, height=860, min_size=(960, 640))
    try:
        webview.start()
    except webview.errors.WebViewException:
        return False
    return True


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    """A link to the server of this data directory; one that is started here ends with the block."""
    link = new_link(settings)
    if link is not None:
        yield link
        return
    places = {"--data-dir": settings.data_dir, "--weights": settings.weights, "--port": settings.port}
    given = [str(part) for pair in places.items() for part in pair]
    server = subprocess.Popen([sys.executable, "-m", "clonyvoice", "serve", "--no-browser", *given])  # noqa: S603 - our own program
    with _ended_by_signals(server):
        try:
            yield _awaited(settings, server)
        finally:
            _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def _ended_by_signals(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """Within it, a signal that ends this process ends the server too, also while a window's loop runs.

    Python runs its own signal handlers between two of its instructions, and a window toolkit's loop gives it none
    for as long as nothing happens in the window. So a thread waits for the number that the signal leaves in a pipe.
    """
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    watched = {name: getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}
    numbers = {int(one) for one in watched.values()}

    def watch() -> None:
        while number := ours.recv(1):
            if number[0] in numbers:
                _end(server)
                os._exit(128 + number[0])

    before = {one: signal.signal(one, lambda *_: None) for one in watched.values()}
    wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=watch, name="signals", daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for one, handler in before.items():
            signal.signal(one, handler)
        theirs.close()


def _awaited(settings: Settings, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        link = new_link(settings)
        if link is not None:
            return link
        time.sleep(0.2)
    raise ServerDidNotStart
