"""Mixed work on a server that is killed at random moments, and the check that nothing acknowledged is lost."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.orphaned_files import named
from tests.eventually import eventually
from tests.fuzzing.files import recordings
from tests.serving import ServerProcess, free_port, speech_wav

LINES = (
    "Hello there.",
    "The ferry leaves at noon. Nobody knows why.",
    "One sentence. Another one. And a third, which is a little longer than the others.",
)


@dataclass
class Promises:
    """The acknowledged things, by kind: it has to be there ever after."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    key: str = ""
    """The key that the clients use: what they made is seen by no other."""
    spoken: list[str] = field(default_factory=list)
    """Generations answered as completed."""
    taken: list[str] = field(default_factory=list)
    """Generations answered with 202: they have to be completed in the end."""
    voices: dict[str, str] = field(default_factory=dict)
    """Clones with their newest acknowledged names."""
    imported: list[str] = field(default_factory=list)
    takes: list[tuple[str, str]] = field(default_factory=list)
    """Generations with takes that were made again."""
    items: list[tuple[str, str]] = field(default_factory=list)
    """Projects with lines and assets that were added."""
    texts: dict[str, str] = field(default_factory=dict)
    """By `project line`: the text of the last acknowledged change."""
    tried: dict[str, str] = field(default_factory=dict)
    """By `project line`: the text of a change after that whose answer never came."""
    renders: list[tuple[str, str]] = field(default_factory=list)
    """Projects with renders that were answered with 202: they have to be completed in the end."""
    keys: list[str] = field(default_factory=list)
    transcriptions: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def save(self, path: Path) -> None:
        """Write them down for a later round on the same data directory."""
        kept = {name: getattr(self, name) for name in _KEPT}
        path.write_text(json.dumps({**kept, "counts": dict(self.counts)}), "utf-8")

    @classmethod
    def load(cls, path: Path) -> Promises:
        """Those of earlier rounds; none when there was no round."""
        if not path.exists():
            return cls()
        kept = json.loads(path.read_text("utf-8"))
        return cls(counts=Counter(kept["counts"]), **{name: kept[name] for name in _KEPT if name in kept})


_KEPT = ("key", "spoken", "taken", "voices", "imported", "takes", "items", "texts", "tried", "renders", "keys",
         "transcriptions")  # fmt: skip


class ScriptedServer(ServerProcess):
    """All of the program on the scripted engine: so quick that kills hit every step of all kinds of work."""

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of the interpreter."""
        port = str(self._settings["port"])
        return ("-m", "tests.fuzzing.server", str(self.data_dir), "--port", port)


@dataclass(frozen=True)
class Outcome:
    """The findings after all kills."""

    kills: int
    acknowledged: dict[str, int]
    lost: list[str]
    orphans: int
    answer_seconds: list[float]
    """After each kill, until the server answered again: `/health`, while everything else waits."""
    restart_seconds: list[float]
    """After each kill, until everything was answered again."""
    log: str
    """The last output of the server."""
    served_seconds: list[float] = field(default_factory=list)
    """After each kill of an engine's process alone, until the next request for its voice was answered with sound."""
    left_processes: int = 0
    """Processes of engines that outlived their server or their own kill."""

    @property
    def sound(self) -> bool:
        return not self.lost and self.orphans == 0 and self.left_processes == 0


class Chaos:
    """Clients that work in a loop, one kind of work each, whatever happens to the server."""

    def __init__(self, server: ServerProcess, seed: int, promises: Promises) -> None:
        self.server, self.promises = server, promises
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._recording = b""
        self._scripted = isinstance(server, ScriptedServer)
        self._voices = ("fake_ann", "fake_ben") if self._scripted else ("af_heart", "am_adam")

    def work(self) -> tuple[Callable[[httpx.Client], None], ...]:
        """The work of each client."""
        return (
            self._speak,
            self._speak,
            self._queue,
            self._clone,
            self._make_key,
            self._transcribe,
            self._import,
            self._retake,
            self._edit,
        )

    def run(self, kills: int, shortest: float, longest: float) -> Outcome:
        """Kill the server `kills` times, each after `shortest` to `longest` seconds of work, then look."""
        self.server.start()
        self.promises.key = self.promises.key or self.server.new_key(unlimited=True)
        with self.server.client(self.promises.key) as http:
            self._recording = recordings()["wav"] if self._scripted else speech_wav(http, " ".join(LINES[1:]))
        threads = [threading.Thread(target=self._loop, args=(kind,), daemon=True) for kind in self.work()]
        for thread in threads:
            thread.start()
        answers: list[float] = []
        restarts: list[float] = []
        for number in range(kills):
            time.sleep(self._random.uniform(shortest, longest))
            if self._killed_apart(number):
                continue
            self.server.kill()
            began = time.monotonic()
            self.server.start()
            restarts.append(time.monotonic() - began)
            answers.append(self.server.seconds_to_answer)
            print(
                f"kill {number + 1}: answers after {answers[-1]:.1f} s, all up in {restarts[-1]:.1f} s, "
                f"{dict(self.promises.counts)}",
                flush=True,
            )
        self._stop.set()
        for thread in threads:
            thread.join(180)
        lost = self._missing()
        self.server.kill()
        self.server.start()  # sweeps up what the last kill left
        self.server.stop()
        counts = dict(self.promises.counts)
        return Outcome(
            kills, counts, lost, self._orphans(), answers, restarts, self.server.output, *self._apart_found()
        )

    def _killed_apart(self, number: int) -> bool:
        """Whether this kill was another one than the server's."""
        return False

    def _apart_found(self) -> tuple[list[float], int]:
        """`served_seconds` and `left_processes` of the outcome."""
        return [], 0

    def _loop(self, work: Callable[[httpx.Client], None]) -> None:
        while not self._stop.is_set():
            try:
                with self.server.client(self.promises.key, timeout=120) as http:
                    while not self._stop.is_set():
                        work(http)
            except (httpx.TransportError, RuntimeError):
                self._stop.wait(0.2)

    def _kept(self, kind: str) -> None:
        self.promises.counts[kind] += 1

    def _speak(self, http: httpx.Client) -> None:
        body = {"voice": self._voices[0], "text": self._random.choice(LINES), "language": "en"}
        answer = http.post("/api/generate/preset", json=body)
        if answer.status_code == 200:
            with self.promises.lock:
                self.promises.spoken.append(answer.json()["id"])
                self._kept("generation")

    def _queue(self, http: httpx.Client) -> None:
        body = {"voice": self._voices[1], "text": self._random.choice(LINES), "language": "en", "async": True}
        answer = http.post("/api/generate/preset", json=body)
        if answer.status_code == 202:
            with self.promises.lock:
                self.promises.taken.append(answer.json()["id"])
                self._kept("queued generation")
        self._stop.wait(2.0)

    def _clone(self, http: httpx.Client) -> None:
        answer = http.post(
            "/api/clone/create",
            files={"audio": ("a.wav", self._recording, "audio/wav")},
            data={"name": "Chaos", "language": "en", "refine": "instant", "consent": "true"},
        )
        if answer.status_code not in (200, 201):
            return
        voice = answer.json()["id"]
        with self.promises.lock:
            self.promises.voices[voice] = "Chaos"
            self._kept("clone")
        name = f"Renamed {self._random.randrange(1_000_000)}"
        if http.put(f"/api/voices/{voice}", json={"name": name}).status_code == 200:
            with self.promises.lock:
                self.promises.voices[voice] = name
                self._kept("rename")

    def _make_key(self, http: httpx.Client) -> None:
        answer = http.post("/api/api-keys", json={"name": "chaos", "scopes": ["system:read"]})
        if answer.status_code == 201:
            with self.promises.lock:
                self.promises.keys.append(answer.json()["key"])
                self._kept("key")
        self._stop.wait(0.3)

    def _transcribe(self, http: httpx.Client) -> None:
        files = {"audio": ("a.wav", self._recording, "audio/wav")}
        answer = http.post("/api/transcribe", files=files, data={"async": "true", "language": "en"})
        if answer.status_code == 202:
            with self.promises.lock:
                self.promises.transcriptions.append(answer.json()["id"])
                self._kept("transcription")
        self._stop.wait(4.0)

    def _import(self, http: httpx.Client) -> None:
        with self.promises.lock:
            known = list(self.promises.voices)
        if known:
            packed = http.post("/api/voices/export", json={"voice_ids": [self._random.choice(known)]})
            files = {"file": ("a.clonyvoice", packed.content)}
            answer = http.post("/api/voices/import", files=files)
            if answer.status_code in (200, 201):
                with self.promises.lock:
                    self.promises.imported += [voice["id"] for voice in answer.json()["voices"]]
                    self._kept("imported voice")
        self._stop.wait(0.3)

    def _retake(self, http: httpx.Client) -> None:
        with self.promises.lock:
            known = self.promises.spoken[-20:]
        if known:
            one = self._random.choice(known)
            answer = http.post(
                "/api/generate/regenerate-chunk", json={"generation_id": one, "chunk_index": 0}
            )
            if answer.status_code == 200:
                takes = [take["id"] for take in answer.json()["chunks"][0]["takes"]]
                with self.promises.lock:
                    self.promises.takes += [
                        (one, take) for take in takes if (one, take) not in self.promises.takes
                    ]
                    self._kept("retake")
        self._stop.wait(0.2)

    def _edit(self, http: httpx.Client) -> None:
        made = http.post("/api/projects", json={"name": "Chaos", "script": "ADA: Hello."})
        if made.status_code != 201:
            return
        project, revision = made.json()["id"], made.json()["revision"]
        for number in range(10):
            line = f"line_{number:022d}"
            change = {"op": "line.insert", "id": line, "line": {"text": "Good evening."}}
            path, headers = f"/api/projects/{project}/operations", {"If-Match": f'"{revision}"'}
            done = http.post(path, json={"operations": [change]}, headers=headers)
            if done.status_code == 200:
                revision = done.json()["revision"]
                with self.promises.lock:
                    self.promises.items.append((project, line))
                    self._kept("project operation")
        files = {"audio": ("a.wav", self._recording, "audio/wav")}
        asset = http.post(f"/api/projects/{project}/assets", files=files)
        if asset.status_code == 201:
            with self.promises.lock:
                self.promises.items.append((project, asset.json()["id"]))
                self._kept("asset")
        self._stop.wait(0.2)

    def _missing(self) -> list[str]:
        """The acknowledged things that are not there, or not done in the end."""
        found: list[str] = []
        with self.server.client(self.promises.key) as http:
            for generation in self.promises.spoken:
                sound = http.get(f"/api/generations/{generation}/audio")
                if sound.status_code != 200 or len(sound.content) < 1000:
                    found.append(f"{generation}: {sound.status_code}")
            for path, ids in (
                ("/api/generations", self.promises.taken),
                ("/api/transcriptions", self.promises.transcriptions),
            ):
                for one in ids:
                    status = self._settled(http, f"{path}/{one}")
                    if status != "completed":
                        found.append(f"{one}: {status}")
            for voice, name in self.promises.voices.items():
                answer = http.get(f"/api/voices/{voice}")
                # the newest rename may have been written without its answer having come through
                if answer.status_code != 200 or (name != "Chaos" and answer.json()["name"] != name):
                    found.append(f"{voice}: {answer.status_code}")
            found += [
                voice
                for voice in self.promises.imported
                if http.get(f"/api/voices/{voice}").status_code != 200
            ]
            for generation, take in self.promises.takes:
                if take not in http.get(f"/api/generations/{generation}").text:
                    found.append(f"{generation} {take}")
            documents: dict[str, str] = {}
            for project, item in self.promises.items:
                if project not in documents:
                    documents[project] = http.get(f"/api/projects/{project}").text
                if item not in documents[project]:
                    found.append(f"{project} {item}")
        for secret in self.promises.keys:
            with self.server.client(secret) as http:
                if http.get("/api/system/info").status_code != 200:
                    found.append("a key")
        return found

    def _settled(self, http: httpx.Client, path: str) -> str:
        def status() -> str:
            answer = http.get(path)
            return str(answer.json()["status"] if answer.status_code == 200 else answer.status_code)

        try:
            return eventually(status, lambda now: now not in ("queued", "running"), seconds=300, every=0.3)
        except AssertionError:
            return "never done"

    def _orphans(self) -> int:
        """Files that no row names, temporary ones included."""
        database = Database.open(self.server.data_dir)
        try:
            blobs = BlobStore(self.server.data_dir)
            return len(set(blobs.ids()) - named(database)) + len(list(blobs.scratch.iterdir()))
        finally:
            database.close()


def run(
    data_dir: Path,
    kills: int,
    seed: int,
    shortest: float = 0.5,
    longest: float = 6.0,
    scripted: bool = False,
    clients: type[Chaos] = Chaos,
    kind: type[ServerProcess] | None = None,
) -> Outcome:
    """The outcome of `kills` kills on a data directory, a fresh one or that of an earlier round.

    What earlier rounds were promised is looked for again.
    """
    noted = data_dir.parent / f"{data_dir.name}-promises.json"
    kind = kind or (ScriptedServer if scripted else ServerProcess)
    server = kind(data_dir, max_queue=1000, port=free_port())
    chaos = clients(server, seed, Promises.load(noted))
    try:
        outcome = chaos.run(kills, shortest, longest)
    finally:
        server.__exit__()
    chaos.promises.save(noted)
    return outcome
