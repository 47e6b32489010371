"""Projects that are edited, spoken and rendered on a server that is killed at random moments."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from tests.chaos import LINES, Chaos
from tests.eventually import eventually

_PROJECTS = 3
_MOST_LINES = 40


class ProjectChaos(Chaos):
    """Clients that write lines, have them spoken, undo, render and add sounds, each of any project."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._mine: dict[int, set[str]] = {}
        """By thread: the lines that it alone changes."""

    def work(self) -> tuple[Callable[[httpx.Client], None], ...]:
        """Three that write, one that has lines spoken, one that renders, one that adds sounds."""
        return (self._write, self._write, self._write, self._say, self._render, self._add)

    def _project(self, http: httpx.Client) -> str | None:
        """One of the projects, made while there are too few."""
        with self.promises.lock:
            known = sorted({project for project, _ in self.promises.items})
        if len(known) >= _PROJECTS:
            return self._random.choice(known)
        body = {"name": "Chaos", "script": "ADA: Hello.", "speakers": {"ADA": self._voices[0]}}
        made = http.post("/api/projects", json=body)
        if made.status_code != 201:
            return None
        project = str(made.json()["id"])
        with self.promises.lock:
            self.promises.items.append((project, project))
            self._kept("project")
        return project

    def _write(self, http: httpx.Client) -> None:
        """Add a line or change one of one's own; the last text that was acknowledged has to be there in the end."""
        project = self._project(http)
        if project is None:
            return
        document: dict[str, Any] = http.get(f"/api/projects/{project}").json()
        mine = self._mine.setdefault(threading.get_ident(), set())
        lines, text = (
            [one for one in document["lines"] if one["id"] in mine],
            f"{self._random.choice(LINES)} {self._random.randrange(10**9)}.",
        )
        path, headers = f"/api/projects/{project}/operations", {"If-Match": f'"{document["revision"]}"'}
        if not lines or (len(document["lines"]) < _MOST_LINES and self._random.random() < 0.4):
            speaker = {"speaker_id": document["speakers"][0]["id"]}
            line = f"line_{self._random.randrange(10**20):020d}"
            change: dict[str, Any] = {"op": "line.insert", "id": line, "line": {"text": text, **speaker}}
        else:
            line = self._random.choice(lines)["id"]
            change = {"op": "line.update", "id": line, "set": {"text": text}}
        name = f"{project} {line}"
        with self.promises.lock:
            self.promises.tried[name] = text
        done = http.post(path, json={"operations": [change]}, headers=headers)
        if done.status_code == 200:
            with self.promises.lock:
                mine.add(line)
                self.promises.texts[name] = text
                if (project, line) not in self.promises.items:
                    self.promises.items.append((project, line))
                self._kept("operation")
        self._stop.wait(0.02)

    def _say(self, http: httpx.Client) -> None:
        project = self._project(http)
        if project is not None:
            lines = http.get(f"/api/projects/{project}").json()["lines"]
            some = [line["id"] for line in self._random.sample(lines, min(3, len(lines)))]
            if http.post(f"/api/projects/{project}/speak", json={"lines": some}).status_code == 202:
                with self.promises.lock:
                    self._kept("lines to speak")
        self._stop.wait(0.6)

    def _render(self, http: httpx.Client) -> None:
        project = self._project(http)
        if project is not None:
            fmt = self._random.choice(("mp3", "wav", "m4b", "opus"))
            made = http.post(f"/api/projects/{project}/renders", json={"format": fmt})
            if made.status_code == 202:
                with self.promises.lock:
                    self.promises.renders.append((project, made.json()["id"]))
                    self._kept("render")
        self._stop.wait(0.8)

    def _add(self, http: httpx.Client) -> None:
        project = self._project(http)
        if project is not None:
            files = {"audio": ("a.wav", self._recording, "audio/wav")}
            made = http.post(f"/api/projects/{project}/assets", files=files)
            if made.status_code == 201:
                with self.promises.lock:
                    self.promises.items.append((project, made.json()["id"]))
                    self._kept("asset")
        self._stop.wait(1.0)

    def _missing(self) -> list[str]:
        """Also texts that are older than acknowledged, takes without sound, and renders that never ended."""
        found = super()._missing()
        with self.server.client(self.promises.key) as http:
            self._idle(http)
            documents: dict[str, dict[str, Any]] = {}
            for name, text in self.promises.texts.items():
                project, line = name.split(" ")
                if project not in documents:
                    documents[project] = http.get(f"/api/projects/{project}").json()
                now = next((one["text"] for one in documents[project]["lines"] if one["id"] == line), None)
                if now not in (text, self.promises.tried.get(name)):
                    found.append(f"{name}: {text!r} became {now!r}")
            for project, document in documents.items():
                for take in [take for line in document["lines"] for take in line["takes"]]:
                    sound = http.get(f"/api/projects/{project}/takes/{take}/audio")
                    if sound.status_code != 200 or not sound.content.startswith(b"fLaC"):
                        found.append(f"{project} {take}: {sound.status_code}")
            for project, render in self.promises.renders:
                path = f"/api/projects/{project}/renders/{render}"
                status = self._settled(http, path)
                if status != "completed" or http.get(f"{path}/audio").status_code != 200:
                    found.append(f"{render}: {status}")
        return found

    def _idle(self, http: httpx.Client) -> None:
        """Wait until nothing waits or runs."""
        active = {"state": ["queued", "running"]}
        with suppress(AssertionError):  # what has not ended is found by what is checked next
            eventually(
                lambda: http.get("/api/jobs", params=active).json()["jobs"],
                lambda jobs: not jobs,
                seconds=300,
                every=0.3,
            )
