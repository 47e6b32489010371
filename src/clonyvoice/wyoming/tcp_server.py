"""The Wyoming server: a bounded number of clients on a port of its own, loopback by default."""

from __future__ import annotations

import asyncio
import logging
import socket
from ipaddress import ip_address
from typing import Any, Final

from clonyvoice.api.middleware.origins import is_local
from clonyvoice.api.services import WyomingServices
from clonyvoice.core.errors import Conflict, InvalidRequest, Unavailable
from clonyvoice.wyoming.event_reading import MOST_LINE

log = logging.getLogger(__name__)
_MOST_CLIENTS: Final = 64
"""Clients at a time. Chosen by hand."""
_CLOSE_SECONDS: Final = 5.0
"""Seconds that a client may take to read the rest before its connection is gone. Chosen by hand."""


class WyomingPortInUse(Conflict):
    """Something else listens on the Wyoming port."""

    code = "wyoming_port_in_use"

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use by another program, perhaps another Wyoming service. Take another:"
            f" `--wyoming-port {port + 1}`.",
            param="wyoming_port",
        )


class WyomingNotRemote(InvalidRequest):
    """The Wyoming server was not explicitly allowed beyond this machine."""

    code = "wyoming_not_remote"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from other machines, and the Wyoming protocol has no keys: everybody who reaches"
            " the port can speak and transcribe. If that is what you want, add --allow-remote.",
            param="wyoming_host",
        )


class ZeroconfMissing(Unavailable):
    """The library that announces services on the local network is not installed."""

    code = "zeroconf_missing"

    def __init__(self) -> None:
        super().__init__(
            "To be found on the network, install zeroconf: `pip install 'clonyvoice[zeroconf]'`."
        )


class WyomingServer:
    """Listens from `start` to `close`."""

    def __init__(self, services: WyomingServices, **bounds: float) -> None:
        """`bounds` are those of `Connection`, in seconds."""
        self._services, self._bounds = services, bounds
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()
        self._announced: Any = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def clients(self) -> int:
        """The number of open connections."""
        return len(self._clients)

    async def start(self) -> None:
        """Listen. Raises WyomingPortInUse, WyomingNotRemote, ZeroconfMissing."""
        settings = self._services.settings
        if not is_local(settings.wyoming_host) and not settings.allow_remote:
            raise WyomingNotRemote(settings.wyoming_host)
        try:
            self._server = await asyncio.start_server(
                self._serve, settings.wyoming_host, settings.wyoming_port, limit=MOST_LINE
            )
        except socket.gaierror:
            raise InvalidRequest(
                f"There is no address {settings.wyoming_host} here.", param="wyoming_host"
            ) from None
        except OSError:
            raise WyomingPortInUse(settings.wyoming_port) from None
        # what a description needs is loaded before the first client asks: assistants give up after seconds
        await asyncio.to_thread(self._load)
        if settings.wyoming_zeroconf:
            await self._announce(settings.wyoming_host)

    def _load(self) -> None:
        from clonyvoice.wyoming.service_description import catalogue

        catalogue(self._services.voices)

    async def close(self) -> None:
        """Stop listening, and stop the clients' requests."""
        if self._announced is not None:
            await self._announced.async_close()
        if self._server is not None:
            self._server.close()
        clients = list(self._clients)
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from wyoming.error import Error
        from wyoming.event import async_write_event

        from clonyvoice.wyoming.connection import Connection

        task = asyncio.current_task()
        assert task is not None
        self._clients.add(task)
        try:
            if len(self._clients) > _MOST_CLIENTS:
                told = f"{_MOST_CLIENTS} clients are connected already. Try again later."
                await async_write_event(Error(told, "too-many-clients").event(), writer)
                return
            await Connection(self._services, reader, writer, **self._bounds).serve()
        except ConnectionError:
            pass
        except asyncio.CancelledError:  # the server ends, and waits for nobody who reads nothing
            writer.transport.abort()
        except Exception:
            log.exception("a Wyoming connection failed")
        finally:
            self._clients.discard(task)
            await _close(writer)

    async def _announce(self, host: str) -> None:
        try:
            from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf
        except ImportError:
            raise ZeroconfMissing from None
        name = f"clonyvoice-{socket.gethostname().partition('.')[0]}"
        info = AsyncServiceInfo(
            "_wyoming._tcp.local.",
            f"{name}._wyoming._tcp.local.",
            addresses=await asyncio.to_thread(announced_addresses, host),
            port=self.port,
        )
        self._announced = AsyncZeroconf()
        await self._announced.async_register_service(info)


async def _close(writer: asyncio.StreamWriter) -> None:
    """Close a connection; what its client does not read in time is dropped with it."""
    writer.close()
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await writer.wait_closed()
    except (ConnectionError, TimeoutError, asyncio.CancelledError):
        writer.transport.abort()


def announced_addresses(host: str) -> list[bytes]:
    """The addresses, packed, at which other machines reach a server that listens at `host`.

    For `0.0.0.0` and `::` those of the network interfaces: what the machine's name resolves to is often 127.0.1.1.
    """
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        named = {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
        return sorted(ip_address(one.partition("%")[0]).packed for one in named)
    import psutil

    both = host == "::"
    families = (socket.AF_INET, socket.AF_INET6) if both else (socket.AF_INET,)
    found = [
        ip_address(one.address.partition("%")[0])
        for interface in psutil.net_if_addrs().values()
        for one in interface
        if one.family in families
    ]
    reachable = [one.packed for one in found if not one.is_loopback and not one.is_link_local]
    return reachable or [one.packed for one in found]
