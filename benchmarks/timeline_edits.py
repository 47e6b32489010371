"""Clients that follow a project and edit it at random at the same time, and what each has in the end."""

import json
import random
import threading
import time
import uuid
from contextlib import suppress
from typing import Any

import httpx
from tests.eventually import eventually
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from benchmarks.prose import sentences
from benchmarks.served import Served
from benchmarks.timeline_project import Place

LISTS = {"speaker": "speakers", "line": "lines", "track": "tracks", "clip": "clips", "marker": "markers"}
DERIVED = {
    "id",
    "position",
    "state",
    "take_state",
    "takes",
    "take_seconds",
    "error",
    "begins",
    "begins_sample",
    "start_sample",
    "end",
    "end_sample",
    "slot_over",
}


class Replica(threading.Thread):
    """A client that follows `/ws`, edits at random, and loses its connections now and then."""

    def __init__(self, server: Served, key: str, project: str, edits: int, seed: int) -> None:
        super().__init__()
        self.chance, self.edits, self.project = random.Random(seed), edits, project
        self.client, self.key, self.server = server.client(key), key, server
        self.lock = threading.Lock()
        self.items: dict[str, Any] = {}
        self.revision = self.sent = self.refused = self.lost = self.cut = 0
        self.waiting: dict[int, dict[str, Any]] = {}
        self.over = False
        self.read()
        self.follower = threading.Thread(target=self.follow, daemon=True)
        self.follower.start()

    def read(self) -> None:
        """Take the whole document over."""
        told = self.client.get(f"/api/projects/{self.project}").raise_for_status().json()
        items = {}
        for kind, name in LISTS.items():
            for one in told[name]:
                left_out = DERIVED | ({"start"} if kind == "line" else set())
                data = {key: value for key, value in one.items() if key not in left_out}
                items[one["id"]] = {"kind": kind, "position": one["position"], "data": data}
        with self.lock:
            if told["revision"] >= self.revision:
                self.items, self.revision = items, told["revision"]

    def take(self, revision: int, changed: dict[str, Any] | None) -> None:
        """Apply what a revision changed, in order."""
        with self.lock:
            if changed is not None and revision > self.revision:
                self.waiting[revision] = changed
            while (now := self.waiting.pop(self.revision + 1, None)) is not None:
                for name, item in now.items():
                    if item is None:
                        self.items.pop(name, None)
                    elif name != "project":
                        self.items[name] = item
                self.revision += 1

    def follow(self) -> None:
        """Hear events; the connection is closed at random and resumed where it was."""
        seq, url = 0, self.server.url.replace("http", "ws")
        while not self.over:
            more = f"?last_seq={seq}" if seq else ""
            try:
                with connect(f"{url}/ws{more}", additional_headers={"X-API-Key": self.key}) as socket:
                    until = time.monotonic() + self.chance.uniform(1, 6)
                    while not self.over and time.monotonic() < until:
                        try:
                            event = json.loads(socket.recv(timeout=0.2))
                        except TimeoutError:
                            continue
                        seq = event.get("seq") or seq
                        if event["type"] == "events.missed":
                            self.read()
                        if event["type"] == "project.changed" and event["id"] == self.project:
                            self.take(event["revision"], event.get("changed"))
                self.cut += 1
            except (ConnectionClosed, OSError):
                time.sleep(0.1)

    def operation(self) -> dict[str, Any]:
        """A random change of what this client sees."""
        with self.lock:
            lines = [name for name, item in self.items.items() if item["kind"] == "line"]
            clips = [name for name, item in self.items.items() if item["kind"] == "clip"]
        one, other = self.chance.choice(lines), self.chance.choice(lines)
        dice = self.chance.random()
        if dice < 0.4:
            return {
                "op": "line.update",
                "id": one,
                "set": {"text": " ".join(sentences(self.chance.randrange(10**6), 1))},
            }
        if dice < 0.5 and clips:
            start = {"start": round(self.chance.uniform(0, 600), 3)}
            return {"op": "clip.update", "id": self.chance.choice(clips), "set": start}
        if dice < 0.65:
            return {"op": "line.insert", "line": {"text": "Put in."}, "after": one}
        if dice < 0.8 and one != other:
            return {"op": "line.move", "id": one, "after": other}
        if dice < 0.9 and len(lines) > 20:
            return {"op": "line.delete", "id": one}
        return {"op": "line.update", "id": one, "set": {"pause_after_ms": self.chance.randrange(2000)}}

    def run(self) -> None:
        """Make the edits."""
        while self.sent < self.edits:
            wish, operation, base = uuid.uuid4().hex, self.operation(), self.revision
            headers = {"If-Match": str(base), "Idempotency-Key": wish}
            path, body = f"/api/projects/{self.project}/operations", {"operations": [operation]}
            impatient = self.chance.random() < 0.08
            while True:
                try:
                    wait = 0.004 if impatient else 60
                    answer = self.client.post(path, json=body, headers=headers, timeout=wait)
                    if answer.status_code == 409 and "in_progress" in answer.text:
                        time.sleep(0.05)
                        continue
                    break
                except httpx.TransportError:  # the connection is lost; the same request goes out again
                    self.lost, impatient = self.lost + 1, False
            if answer.status_code == 200:
                self.sent += 1
                self.take(answer.json()["revision"], answer.json()["changed"])
            elif answer.status_code in (409, 422):
                self.refused += 1
                self.read()
            else:
                answer.raise_for_status()


def together(server: Served, key: str, place: Place, project: str, edits: int, seed: int) -> tuple[str, bool]:
    """Three clients edit one document; how it went, and whether all have the same in the end."""
    client = server.client(key)
    began = time.monotonic()
    three = [Replica(server, key, project, edits // 3 + (n < edits % 3), seed + n) for n in range(3)]
    for one in three:
        one.start()
    for one in three:
        one.join()
    took = time.monotonic() - began
    final = client.get(f"/api/projects/{project}").json()["revision"]
    with suppress(AssertionError):  # told below
        eventually(lambda: all(one.revision == final for one in three), seconds=15, every=0.1)
    for one in three:
        one.over = True
    kept = place.items(project)
    same = all(one.revision == final and one.items == kept for one in three)
    lost, cut = sum(one.lost for one in three), sum(one.cut for one in three)
    refused = sum(one.refused for one in three)
    told = (f"{'the same' if same else 'NOT THE SAME'} in all three and in the database; {edits} edits in {took:.0f} s,"
            f" {refused} refused and made anew, {lost} answers and {cut} sockets lost")  # fmt: skip
    return told, same
