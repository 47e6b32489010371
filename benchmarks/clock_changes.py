"""The wall clock of a working server set forward and back: limits, sign-ins, jobs, events and links go on.

    python -m benchmarks.clock_changes [--write] [--smoke]

All of the program on the scripted engine, in a process of its own, with its one clock (`core.clock.Clock`) set off by
an hour and by a day, forward and back, while a limit is used up, a browser is signed in, and a socket is open.
Ends with 1 when anything does not go on. No weights are needed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from tests.chaos import ScriptedServer
from websockets.sync.client import ClientConnection, connect

from benchmarks.served import report
from clonyvoice.keys import Sessions
from clonyvoice.storage.database import Database

_HOURS = (0.0, 1.0, -1.0, 24.0, -24.0, 0.0)
_BODY = {"voice": "fake_ann", "language": "en"}


class TurnedServer(ScriptedServer):
    """The scripted server, its wall clock off by what `turned` was told."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "data")
        self._file = home / "seconds"
        self.turn(0.0)

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of the interpreter."""
        return (*super().command, "--clock", str(self._file))

    def turn(self, hours: float) -> None:
        """Set the clock off by so many hours from the true time."""
        self._file.write_text(str(hours * 3600))

    def link(self) -> str:
        """The secret of a new sign-in link."""
        database = Database.open(self.data_dir)
        try:
            return Sessions(database).new_link()
        finally:
            database.close()


class Checks:
    """Questions to the running server about all that has to go on."""

    def __init__(self, server: TurnedServer, socket: ClientConnection, key: str) -> None:
        """`key` is the one that the socket was opened with."""
        self._server, self._socket, self._key = server, socket, key
        self._limited = server.new_key(limits={"voices:read": 3})
        self._browser = server.client()
        self._browser.get("/auth/link", params={"token": server.link()})
        self._http = server.client(self._key)
        with server.client(self._limited) as http:
            self._let_through = sum(http.get("/api/voices").status_code == 200 for _ in range(3))
        self._began = time.monotonic()
        self._number = 0

    def close(self) -> None:
        """Hang up."""
        self._browser.close()
        self._http.close()

    def limit(self) -> bool:
        """A limit that is used up stays so for the rest of its minute, and comes free after it."""
        with self._server.client(self._limited) as http:
            answer = http.get("/api/voices")
        if time.monotonic() - self._began > 59:
            return answer.status_code in (200, 429)
        wait = int(answer.headers.get("Retry-After", 0))
        return self._let_through == 3 and answer.status_code == 429 and 1 <= wait <= 61

    def sign_in(self) -> bool:
        """The browser is still signed in."""
        return self._browser.get("/api/session").status_code == 200

    def key(self) -> bool:
        """A new key works at once, and a revoked one no longer."""
        made = self._http.post("/api/api-keys", json={"name": "new"}).json()
        with self._server.client(made["key"]) as http:
            works = http.get("/api/voices").status_code == 200
            self._http.delete(f"/api/api-keys/{made['id']}")
            return works and http.get("/api/voices").status_code == 401

    def job(self) -> bool:
        """A queued generation is done, its event comes on a socket that was open before, and it is the newest."""
        self._number += 1
        body = {**_BODY, "text": f"Number {self._number}.", "async": True}
        made = self._http.post("/api/generate/preset", json=body).json()["id"]
        until = time.monotonic() + 30
        while time.monotonic() < until:
            event = json.loads(self._socket.recv(30))
            if event["type"] == "generation.completed" and event["id"] == made:
                break
        else:
            return False
        return bool(self._http.get(f"/api/generations/{made}").json()["status"] == "completed")

    def link(self) -> bool:
        """A link to a preview opens it."""
        voices = self._http.get("/elevenlabs/v1/voices").json()["voices"]
        path = httpx.URL(voices[0]["preview_url"]).raw_path.decode()
        with self._server.client() as http:
            return http.get(path).status_code == 200

    def stats(self) -> bool:
        """The server has been up for a little while."""
        uptime = float(self._http.get("/api/system/stats").json()["process"]["uptime"])
        return 0 < uptime < 3600

    def all(self) -> dict[str, Callable[[], bool]]:
        """All of them by name."""
        return {"limit": self.limit, "sign-in": self.sign_in, "keys": self.key, "jobs, events": self.job,
                "links": self.link, "uptime": self.stats}  # fmt: skip


def main() -> int:
    """Turn, look, print; 1 when something does not go on."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="an hour forward only")
    options = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as home, TurnedServer(Path(home)) as server:
        key = server.new_key(unlimited=True)
        address = server.url.replace("http", "ws") + "/ws"
        with connect(address, additional_headers={"X-API-Key": key}) as socket:
            checks = Checks(server, socket, key)
            found = checks.all()
            lines = [f"| hours off | {' | '.join(found)} |", "|---" * (len(found) + 1) + "|"]
            for hours in _HOURS[1:2] if options.smoke else _HOURS:
                server.turn(hours)
                told = [check() for check in found.values()]
                bad += told.count(False)
                lines.append(f"| {hours:+.0f} | {' | '.join('yes' if one else '**no**' for one in told)} |")
            checks.close()
    lines.append(f"\nNot gone on: {bad}.")
    report("clock_changes", "The wall clock set forward and back", "\n".join(lines),
           write=options.write and not options.smoke)  # fmt: skip
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
