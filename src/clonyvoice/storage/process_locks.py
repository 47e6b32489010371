"""The processes that use a data directory now: each holds a locked file in its `run` folder."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from filelock import FileLock, Timeout

from clonyvoice.core.errors import Conflict
from clonyvoice.core.ids import is_id, new_id
from clonyvoice.storage.errors import from_os_error


class AlreadyServed(Conflict):
    """A server runs on this data directory."""

    code = "already_running"

    def __init__(self, url: str) -> None:
        where = f" at {url}" if url else ""
        super().__init__(
            f"A ClonyVoice server already uses this data directory{where}. Use that one"
            " (`clonyvoice open` opens the studio), stop it first, or start with another --data-dir."
        )
        self.url = url


class Presence:
    """The mark of this process in a data directory. Locks go with their process, so a crash leaves none
    behind.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "run"
        self.token = new_id("run")
        # held by the process, whichever of its threads takes and releases them
        self._lock = FileLock(self._folder / self.token, thread_local=False)
        self._server = FileLock(self._folder / "server.lock", thread_local=False)
        self._note = self._folder / "server.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self.since: float = (self._folder / self.token).stat().st_mtime
            """The time at which this process began, by the clock of the file system (as of a file's `st_mtime`)."""
        except OSError as error:
            raise from_os_error(error) or error from error

    def alive(self, token: str) -> bool:
        """Whether the process with this token is running; if not, its lock file is deleted."""
        if token == self.token:
            return True
        path = self._folder / token
        if not is_id(token, "run") or not path.exists():
            return False
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        path.unlink(missing_ok=True)
        lock.release()
        return False

    def alone(self) -> bool:
        """Whether no other living process uses the data directory."""
        return not any(
            self.alive(path.name) for path in list(self._folder.glob("run_*")) if path.name != self.token
        )

    def serve(self) -> None:
        """Become the data directory's only server. Raises AlreadyServed, storage errors."""
        try:
            self._server.acquire(timeout=0)
            self._note.unlink(missing_ok=True)
        except Timeout:
            raise AlreadyServed(self.server_url() or "") from None
        except OSError as error:
            raise from_os_error(error) or error from error

    def announce(self, url: str) -> None:
        """Store the server's URL for `server_url`."""
        self._note.write_text(json.dumps({"url": url}))

    def server_url(self) -> str | None:
        """The URL of this data directory's server, or None if there is none."""
        if not self._server.is_locked:
            try:
                self._server.acquire(timeout=0)
            except Timeout:
                pass
            else:
                self._server.release()
                return None
        try:
            url = json.loads(self._note.read_text("utf-8"))["url"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return url if isinstance(url, str) else None

    def close(self) -> None:
        """Delete this process's lock file."""
        if self._server.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._server.release()
        if self._lock.is_locked:
            (self._folder / self.token).unlink(missing_ok=True)
            self._lock.release()
