"""A run of the fuzzer: a server started, requests drawn and sent by several clients at once, answers judged."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from clonyvoice.keys import Sessions
from clonyvoice.storage.database import Database
from tests.fuzzing import judge, requests, sockets, tools
from tests.fuzzing.preparation import Preparation
from tests.fuzzing.requests import Drawn
from tests.fuzzing.values import Draw, Known

_CLIENTS = 6
_LONGEST_ANSWER = 20_000_000
_PATIENCE = 60.0
_PROJECT = re.compile(r"/api/projects/(proj_\w+)")
_BY_SIGN_IN = re.compile(r"/api/(session|models|engines)")
"""Routes that are for the studio alone."""
_RENEWED = 500
"""Requests after which new things are made to work on."""
_SLOW = 10.0
"""Seconds after which a response is reported as slow."""


@dataclass
class Outcome:
    """The figures of a run."""

    seed: int
    sent: int = 0
    messages: int = 0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    by_operation: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    """Requests answered with 2xx, or led on with 303, by operation."""
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By fault and operation: the requests that showed it."""
    slow: list[tuple[float, str]] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    """Seconds that `/health` took meanwhile."""

    @property
    def count(self) -> int:
        """Requests and messages of sockets."""
        return self.sent + self.messages


class Client:
    """One connection to the server, opened again when it breaks."""

    def __init__(self, url: str, key: str) -> None:
        self._host, _, self._port = url.removeprefix("http://").partition(":")
        self._key = key
        self._connection: http.client.HTTPConnection | None = None

    def send(self, asked: Drawn) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, and body. Raises OSError, HTTPException."""
        for again in (True, False):
            fresh = self._connection is None
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._host, int(self._port), timeout=_PATIENCE)
            try:
                return self._once(self._connection, asked)
            except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
                self.close()
                if fresh or not again:
                    raise
            except BaseException:
                self.close()
                raise
        raise AssertionError

    def _once(
        self, connection: http.client.HTTPConnection, asked: Drawn
    ) -> tuple[int, dict[str, str], bytes]:
        connection.putrequest(asked.method, asked.target, skip_accept_encoding=True)
        if not {"X-API-Key", "Authorization", "X-CSRF-Token"} & set(asked.headers):
            connection.putheader("X-API-Key", self._key)
        for name, value in asked.headers.items():
            connection.putheader(name, value)
        if asked.body or asked.method in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(asked.body)))
        connection.endheaders(asked.body or None)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        endless = headers.get("content-type", "").startswith("text/event-stream") and asked.method == "GET"
        body, until = b"", time.monotonic() + _PATIENCE
        while not endless and (piece := answer.read1(1 << 20)):
            body += piece
            if len(body) > _LONGEST_ANSWER or time.monotonic() > until:
                break  # sound of hours; a client may go away
        if endless or not answer.isclosed() or answer.will_close:
            self.close()
        if time.monotonic() > until and not headers.get("content-type", "").startswith("audio/"):
            raise TimeoutError("the answer does not end")
        return answer.status, headers, body

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass
class Fuzzed:
    """A server that runs to be fuzzed."""

    url: str
    key: str
    key_id: str
    process: subprocess.Popen[str]
    log: Path
    data_dir: Path
    wyoming_port: int = 0

    def client(self) -> Client:
        """A new client."""
        return Client(self.url, self.key)

    def new_link(self) -> str:
        """The secret of a link to sign in with."""
        database = Database.open(self.data_dir)
        try:
            return Sessions(database).new_link()
        finally:
            database.close()

    def signed_in(self) -> dict[str, str]:
        """The headers of a browser that is signed in."""
        client = self.client()
        try:
            _, told, _ = client.send(Drawn("GET", f"/auth/link?token={self.new_link()}", {"X-API-Key": ""}))
            cookie = told["set-cookie"].partition(";")[0]
            _, _, body = client.send(Drawn("GET", "/api/session", {"Cookie": cookie, "X-API-Key": ""}))
            return {"Cookie": cookie, "X-CSRF-Token": json.loads(body)["csrf"]}
        finally:
            client.close()

    def json(self, method: str, target: str, value: Any = None) -> Any:
        """The answer to a plain request."""
        body = b"" if value is None else json.dumps(value).encode()
        asked = Drawn(method, target, {"Content-Type": "application/json"} if body else {}, body)
        client = self.client()
        try:
            return json.loads(client.send(asked)[2] or b"null")
        finally:
            client.close()


@contextmanager
def served(data_dir: Path, *, real: bool = False) -> Iterator[Fuzzed]:
    """The server for a block; its log stays beside its data."""
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir.parent / f"{data_dir.name}.log"
    command = [sys.executable, "-m", "tests.fuzzing.server", str(data_dir), "--credentials", "on"]
    command += ["--real"] if real else []
    with log.open("ab") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    try:
        words = process.stdout.readline().split()
        if len(words) != 4:
            raise RuntimeError(f"the server did not start; see {log}")
        yield Fuzzed(
            f"http://127.0.0.1:{words[0]}", words[1], words[2], process, log, data_dir, int(words[3])
        )
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


class Fuzzer:
    """Draws and sends; what answers hold is used in later requests."""

    def __init__(self, server: Fuzzed, number: int, tell: Callable[[str], None] = lambda line: None) -> None:
        self._server, self._tell = server, tell
        self.outcome = Outcome(number)
        self._known = Known(frozenset({server.key_id}))
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(_CLIENTS * 3)
        self._local = threading.local()
        self._clients: list[Client] = []
        self._operations: list[requests.Operation] = []
        self._schemas: dict[str, Any] = {}
        self._exported = b""
        self._session = ""
        self._sign_in: dict[str, str] = {}

    def run(self, count: int, seconds: float) -> Outcome:
        """The outcome after `count` requests or `seconds`, whichever comes first."""
        self._prepare()
        began, over = time.monotonic(), threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watch.start()
        with ThreadPoolExecutor(_CLIENTS) as pool:
            for number in range(10**9):
                passed = time.monotonic() - began
                if self.outcome.count >= count or passed > seconds or self._server.process.poll() is not None:
                    break
                if number % _RENEWED == _RENEWED - 1:
                    self._room.acquire()
                    pool.submit(self._again)
                self._next(Draw(self.outcome.seed * 1_000_003 + number), pool)
        over.set()
        watch.join()
        for client in self._clients:
            client.close()
        self.outcome.seconds = time.monotonic() - began
        for line in judge.logged(self._server.log):
            self.outcome.faults[f"logged: {line}"].append("see the log")
        if self._server.process.poll() is not None:
            self.outcome.faults["the server ended"].append(f"exit code {self._server.process.returncode}")
        return self.outcome

    def _next(self, draw: Draw, pool: ThreadPoolExecutor) -> None:
        """Draw a request or a conversation, and have it sent when a client is free."""
        kind = draw.index(40)
        if kind == 39 and draw.once_in(4) and self._server.wyoming_port:
            sent = sockets.wyoming(draw, self._known)
            self._room.acquire()
            pool.submit(self._exchange, sent)
            return
        if kind >= 38:
            said = sockets.drawn(draw, self._known)
            self._room.acquire()
            pool.submit(self._converse, said)
            return
        if kind >= 36:
            asked = tools.drawn(draw, self._known, self._session)
        else:
            operation = draw.of(self._operations)
            asked = requests.drawn(draw, operation, self._schemas, self._known, self._exported)
            if draw.index(10) < (8 if _BY_SIGN_IN.match(operation.path) else 1):
                asked.headers = {**self._sign_in, **asked.headers}
            if operation.path == "/auth/link" and draw.once_in(4):
                asked.target = f"/auth/link?token={self._server.new_link()}"
        self._room.acquire()
        pool.submit(self._send, asked)

    def _prepare(self) -> None:
        """Something of each kind to work on."""
        server = self._server
        document = server.json("GET", "/openapi.json")
        self._operations = requests.operations_of(document)
        self._schemas = document["components"]["schemas"]
        client = server.client()
        self._exported = Preparation(client, self._known, ("fake_ann", "fake_ben")).make()
        _, headers, _ = client.send(tools.opening())
        self._session = headers.get("mcp-session-id", "")
        client.send(tools.opened(self._session))
        client.close()
        self._sign_in = server.signed_in()

    def _again(self) -> None:
        """New things to work on, since the old ones are deleted with time."""
        client = self._server.client()
        try:
            Preparation(client, self._known, ("fake_ann", "fake_ben")).make()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._tell(f"nothing new was made: {error!r}")
        finally:
            client.close()
            self._room.release()

    def _send(self, asked: Drawn) -> None:
        try:
            client = cast("Client | None", getattr(self._local, "client", None))
            if client is None:
                client = self._local.client = self._server.client()
                self._clients.append(client)
            began = time.monotonic()
            try:
                status, headers, body = client.send(asked)
            except http.client.IncompleteRead:
                # a stream whose work was cancelled or deleted breaks off; if anything else did it, it is logged
                self._note(asked, 499, time.monotonic() - began, None)
                return
            except (OSError, http.client.HTTPException) as error:
                self._note(asked, 0, time.monotonic() - began, f"no answer: {type(error).__name__} {error}")
                return
            media_type = headers.get("content-type", "").partition(";")[0]
            path = asked.target.partition("?")[0]
            fault = judge.fault(path, asked.method, status, media_type, body)
            took = 0.0 if media_type.startswith("audio/") else time.monotonic() - began
            self._note(asked, status, took, fault)
            if asked.operation == "DELETE /api/session" and status == 200:
                self._sign_in = self._server.signed_in()
            if status < 300 and media_type == "application/json" and len(body) < 2_000_000:
                found = _PROJECT.match(path)
                self._known.learn(json.loads(body or b"null"), found[1] if found else "")
        except Exception as error:  # of this fuzzer: told, so that it does not go unseen
            self._note(asked, 0, 0.0, f"the fuzzer itself: {error!r}")
        finally:
            self._room.release()

    def _note(self, asked: Drawn, status: int, seconds: float, fault: str | None) -> None:
        with self._lock:
            outcome = self.outcome
            outcome.sent += 1
            outcome.statuses[status] += 1
            outcome.by_operation[asked.operation] += 1
            outcome.accepted[asked.operation] += 200 <= status < 300 or status == 303
            if fault is not None:
                self._at_fault(f"{fault} ({asked.operation})", str(asked))
            if outcome.sent % 2000 == 0:
                self._tell(f"{outcome.sent:,} requests")
            if seconds > _SLOW:
                outcome.slow.append((seconds, str(asked)[:300]))

    def _at_fault(self, fault: str, asked: str) -> None:
        found = self.outcome.faults[fault]
        found.append(asked[:20_000])
        if len(found) <= 2:
            self._tell(f"{fault}: {asked[:1500]}")

    def _converse(self, said: sockets.Conversation) -> None:
        try:
            fault = sockets.converse(self._server.url, self._server.key, said)
        except Exception as error:
            fault = f"the fuzzer itself: {error!r}"
        finally:
            self._room.release()
        with self._lock:
            self.outcome.messages += len(said.messages)
            if fault is not None:
                self._at_fault(f"{fault} ({said.target.partition('?')[0][-20:]})", str(said))

    def _exchange(self, sent: tuple[bytes, ...]) -> None:
        try:
            fault = sockets.exchange(self._server.wyoming_port, sent)
        except Exception as error:
            fault = f"the fuzzer itself: {error!r}"
        finally:
            self._room.release()
        with self._lock:
            self.outcome.messages += len(sent)
            if fault is not None:
                self._at_fault(f"{fault} (Wyoming)", repr(sent))

    def _watch(self, over: threading.Event) -> None:
        client = self._server.client()
        while not over.wait(0.1):
            began = time.monotonic()
            try:
                client.send(Drawn("GET", "/health"))
            except (OSError, http.client.HTTPException):
                continue
            self.outcome.health.append(time.monotonic() - began)
        client.close()
