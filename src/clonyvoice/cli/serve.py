"""`clonyvoice serve`: the API and the studio."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_of, settings_options
from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.settings import Settings

if TYPE_CHECKING:
    from clonyvoice.api.services import Services
    from clonyvoice.wyoming.tcp_server import WyomingServer

SWITCH_SECONDS = 0.001
"""Seconds that Python runs one thread before another gets its turn: short, so that answers come while others
compute. Chosen by hand.
"""
_SPEAKS = ("/api/generate", "/v1/audio/speech", "/elevenlabs/v1/text-to-speech")
"""Routes that need the embedded engine: one that is asked for during startup has it loaded meanwhile."""


class PortInUse(Conflict):
    """Something else listens on the port."""

    code = "port_in_use"

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use by another program, perhaps another ClonyVoice. Stop that one, or take"
            f" another"
            f" port: `clonyvoice serve --port {port + 1}`."
        )


class RemoteNotAllowed(InvalidRequest):
    """The address can be reached from other machines, and `--allow-remote` was not given."""

    code = "remote_not_allowed"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from other machines. If that is what you want, add --allow-remote: then"
            f" everybody"
            " who reaches this port can try keys, and nothing is encrypted unless a TLS proxy stands before"
            " it.",
            param="host",
        )


@click.command(help="Start the API and the studio.")
@settings_options(*Settings.model_fields)
def command(**options: Any) -> None:
    """Serve until stopped."""
    from clonyvoice.cli import logs

    settings = settings_of(options)
    logs.configure(settings.log_level)
    serve(settings, listen(settings))


def serve(
    settings: Settings,
    listening: socket.socket,
    services_of: Callable[[Settings], Services] | None = None,
    greet: Callable[[Services, WyomingServer, str], None] | None = None,
) -> None:
    """Serve on a bound socket until a signal ends it. Raises AlreadyServed, storage errors.

    `services_of` makes the services, instead of `clonyvoice.app.build`; `greet` is called with them, Wyoming's server
    and the address when all is ready, instead of printing them.
    """
    import uvicorn

    from clonyvoice.cli.health_during_startup import Loaded, StartupApp
    from clonyvoice.engines.compute_threads import one_heap

    one_heap()
    sys.setswitchinterval(SWITCH_SECONDS)
    url = _url(settings.host, listening)
    built: list[tuple[Services, Any]] = []
    failures: list[BaseException] = []
    early = EarlyLoading()

    def load() -> Loaded:
        with without_collection():
            from clonyvoice.app import build, close, create_app

            services = services_of(settings) if services_of else build(settings, serving=True)
            early.offer(services)
            try:
                app = create_app(settings, services)
            except BaseException:
                close(services)
                raise
        built.append((services, app.state.wyoming))
        return Loaded(app, app.router.lifespan_context(app))

    def failed(error: BaseException) -> None:
        failures.append(error)
        server.should_exit = True

    from clonyvoice.api.middleware.websocket_protocol import MOST_MESSAGE

    opening = StartupApp(load, lambda: (greet or _greet)(*built[0], url), failed, early.asked)
    config = uvicorn.Config(
        opening,
        http="clonyvoice.api.middleware.http_protocol:H11WithJsonErrors",
        ws="clonyvoice.api.middleware.websocket_protocol:PacedWebSocket",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        ws_max_size=MOST_MESSAGE,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    if failures:
        raise failures[0]


class EarlyLoading:
    """Loads the default engine while the app is being built, as soon as a request to speak waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = False
        self._services: Services | None = None

    def asked(self, path: str) -> None:
        """A request for `path` waits."""
        if path.startswith(_SPEAKS):
            with self._lock:
                self._wanted = True
            self._start()

    def offer(self, services: Services) -> None:
        """The engines are there; the default one is loaded now or with the first request for it."""
        with self._lock:
            self._services = services
        self._start()

    def _start(self) -> None:
        with self._lock:
            services = self._services
            if services is None or not self._wanted:
                return
            self._services = None
        threading.Thread(target=_load_engine, args=(services,), name="early loading", daemon=True).start()


def _load_engine(services: Services) -> None:
    from clonyvoice.core.errors import ClonyError

    # What is wrong with it is the answer to the request.
    with contextlib.suppress(ClonyError), services.engines.lease(services.engines.ids[0]):
        pass


_NO_FULL_COLLECTION = 2**31 - 1
"""Collections of the middle generation after which Python would collect all by itself: the largest C int."""


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Disable garbage collection in the block, and exempt what exists at its end: modules and routes stay, and scanning
    them again and again takes a fifth of the time in which they are made. Full collections are left to
    `system.periodic_upkeep` from then on: for a text of 100,000 characters that is being read, one keeps every other
    thread waiting for 50 to 70 ms (`benchmarks/hostile_text.py`).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _NO_FULL_COLLECTION)
        gc.enable()


def listen(settings: Settings) -> socket.socket:
    """The socket bound to the configured address. Raises PortInUse, RemoteNotAllowed."""
    from clonyvoice.api.middleware.origins import is_local

    if not is_local(settings.host) and not settings.allow_remote:
        raise RemoteNotAllowed(settings.host)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named because asyncio turns off Nagle's delay (40 ms an answer) only where it is.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        if isinstance(error, socket.gaierror):
            raise InvalidRequest(f"There is no address {settings.host} here.", param="host") from None
        if isinstance(error, PermissionError):
            raise InvalidRequest(
                f"Port {settings.port} needs rights that this user lacks.", param="port"
            ) from None
        raise PortInUse(settings.port) from None
    listening.set_inheritable(True)
    return listening


def _url(host: str, listening: socket.socket) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - told how to be reached, not bound to
    return f"http://{name}:{listening.getsockname()[1]}"


def _greet(services: Services, wyoming: WyomingServer, url: str) -> None:
    """Print the server's address and a sign-in link; open the browser when there is one."""
    services.presence.announce(url)
    link = f"{url}/auth/link?token={services.sessions.new_link()}"
    with contextlib.suppress(OSError):  # of output that goes to a full disk
        _print_addresses(services, wyoming, url, link)
    if not services.settings.no_browser and sys.stdout.isatty():
        from clonyvoice.cli.open_desktop import open_browser

        open_browser(link)


def _print_addresses(services: Services, wyoming: WyomingServer, url: str, link: str) -> None:
    click.echo(f"ClonyVoice listens on {url}")
    click.echo(f"Studio (one-time link, 15 minutes): {link}")
    click.echo(f"API documentation: {url}/docs")
    if services.settings.wyoming:
        click.echo(f"Wyoming (Home Assistant): tcp://{services.settings.wyoming_host}:{wyoming.port}")
    if services.settings.allow_remote:
        click.secho(
            "Other machines can reach this server. Traffic is not encrypted: use a TLS proxy.",
            fg="yellow",
            err=True,
        )
    missing = [status.name for status in services.weights.status() if not status.installed]
    if missing:
        click.echo(f"Models not installed: {', '.join(missing)}. Download them: clonyvoice models pull")
    sys.stdout.flush()
