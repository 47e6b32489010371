"""Fixtures for the tests that drive a real server: started once and shared, with keys for each test."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from clonyvoice.keys import Sessions
from clonyvoice.storage.database import FILE_NAME, Database
from tests.eventually import eventually
from tests.serving import ServerProcess, speech_wav

MakeKey = Callable[..., str]
_SHARE_SERVER = (
    "tests/clients/",
    "tests/contract/test_elevenlabs_sdk.py",
    "tests/contract/test_fit_gives_way.py",
    "tests/contract/test_live.py",
    "tests/contract/test_openai_sdk.py",
    "tests/contract/test_sockets.py",
    "tests/contract/test_vendor_",
    "tests/docs/",
    "tests/speech/test_with_kokoro.py",
)
"""Paths of the tests that use `server`: elsewhere it would start again in the other worker."""
_BY_ITSELF = ("tests/e2e/", "tests/benchmarks/test_smoke.py", "tests/contract/test_restart.py")
"""Paths of the tests that start programs of their own for half a minute and more."""
SAID = "Nobody in the village had ever seen such a bright and windless morning in November."

# A test that is given the processor late has found nothing.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# Each of the servers and commands that the tests start would compile the program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist has no types
    """A file's tests go to one worker, and those of all files that share `server` to one, so that it starts once.

    Tests that share nothing but their file and take long each go to whichever worker is free.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if nodeid.startswith(_BY_ITSELF):
            return nodeid
        return "server" if file.startswith(_SHARE_SERVER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest work first: then no worker is left alone with it at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith((*_SHARE_SERVER, *_BY_ITSELF)))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """With Wyoming's protocol, too, which one of the client programs speaks."""
    running = ServerProcess(tmp_path_factory.mktemp("server-data"), wyoming=True, wyoming_port=0).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def key(server: ServerProcess) -> MakeKey:
    def make(
        scopes: Iterable[str] | None = None,
        limits: Mapping[str, int] | None = None,
        unlimited: bool | None = None,
    ) -> str:
        return server.new_key(scopes, limits, limits is None if unlimited is None else unlimited)

    return make


@pytest.fixture(autouse=True)
def no_jobs_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Cancels what a test left in the queue of its server: a clone that gets better takes both cores for minutes."""
    used = request.getfixturevalue("server") if "server" in request.fixturenames else None
    yield
    if isinstance(used, ServerProcess) and _busy(used):
        with signed_in(used) as studio:
            listed = studio.get("/api/jobs", params={"state": ["queued", "running"]})
            for job in listed.raise_for_status().json()["jobs"]:
                studio.post(f"/api/jobs/{job['id']}/cancel")


def _busy(server: ServerProcess) -> bool:
    """Whether jobs wait or run, from the database: a request would cost more than most tests do."""
    with closing(sqlite3.connect(f"file:{server.data_dir / FILE_NAME}?mode=ro", uri=True)) as database:
        found = database.execute("SELECT EXISTS (SELECT 1 FROM jobs WHERE state IN ('queued', 'running'))")
        return bool(found.fetchone()[0])


@pytest.fixture(scope="session")
def client(server: ServerProcess, key: MakeKey) -> Iterator[httpx.Client]:
    """A client whose key may do everything, without limits."""
    with server.client(key()) as made:
        yield made


@pytest.fixture
def anonymous(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client() as made:
        yield made


@contextmanager
def signed_in(server: ServerProcess) -> Iterator[httpx.Client]:
    """A client that is signed in as the studio is."""
    with closing(Database.open(server.data_dir)) as database:
        link = Sessions(database).new_link()
    with server.client() as made:
        answer = made.get("/auth/link", params={"token": link})
        assert answer.status_code == 303
        made.headers["X-CSRF-Token"] = made.get("/api/session").json()["csrf"]
        yield made


@pytest.fixture(scope="session")
def studio(server: ServerProcess) -> Iterator[httpx.Client]:
    with signed_in(server) as made:
        yield made


@pytest.fixture(scope="session")
def recording(client: httpx.Client) -> bytes:
    """Five seconds of one person speaking English, as WAV."""
    return speech_wav(client, SAID)


@pytest.fixture(scope="session")
def clone(client: httpx.Client, recording: bytes) -> str:
    """The id of a voice cloned from `recording`, ready to speak."""
    answer = client.post(
        "/api/clone/create",
        files={"audio": ("me.wav", recording, "audio/wav")},
        data={"name": "Contract clone", "language": "en", "consent": "true", "refine": "instant"},
    )
    assert answer.status_code in (200, 201), answer.text
    voice = str(answer.json()["id"])
    eventually(  # it speaks as a draft at once
        lambda: [one["refine"] for one in client.get(f"/api/voices/{voice}").json()["versions"]],
        lambda levels: "instant" in levels,
        seconds=120,
    )
    eventually(
        lambda: client.get("/api/jobs").json()["jobs"],
        lambda jobs: all(one["state"] not in ("queued", "running") for one in jobs),
        seconds=60,
    )
    return voice


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"
