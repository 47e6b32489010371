"""Jobs of a key that is revoked: what runs goes on to its end, what has not begun fails with the reason."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import httpx
import pytest

from clonyvoice.core import CancelToken
from clonyvoice.keys.caller_scopes_limits import CLI
from tests.api.running import Running, running
from tests.eventually import eventually

AT_ONCE = 9
"""Jobs of one key that run at once, of the twelve that may run: the others leave places to other keys."""
"""Jobs that run at a time, each in a thread of its own."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("revoked")) as server:
        yield server


@contextlib.contextmanager
def held(server: Running) -> Iterator[None]:
    """All compute is taken."""
    with contextlib.ExitStack() as slots:
        for number in range(server.parts.slots.count):
            slots.enter_context(server.parts.slots.take("test", f"slot {number}", CancelToken()))
        yield


def _speak(client: httpx.Client, number: int) -> None:
    body = {"voice": "fake_ann", "text": f"Sentence {number}.", "language": "en", "async": True}
    assert client.post("/api/generate/preset", json=body).status_code == 202


def _ends(server: Running, owner: str) -> list[tuple[str, str]]:
    """The state of each job of an owner, with the code of its error, once all have ended."""
    eventually(lambda: all(job.ended for job in server.parts.jobs.listing(owner)))
    jobs = server.parts.jobs.listing(owner)
    return sorted((job.state.value, (job.error or {}).get("code", "")) for job in jobs)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["through the API", "by another process"])
def test_jobs_of_a_revoked_key_that_have_not_begun_fail(served: Running, elsewhere: bool) -> None:
    key, client = served.new_client("short-lived", timeout=30)
    with client, held(served):
        for number in range(AT_ONCE + 2):
            _speak(client, number)
        eventually(lambda: served.parts.jobs.depth == (2, AT_ONCE))
        if elsewhere:
            served.parts.keys.revoke(CLI, key)
        else:
            assert client.delete(f"/api/api-keys/{key}").status_code == 200
            assert served.parts.jobs.depth == (0, AT_ONCE)
    expected = [("completed", "")] * AT_ONCE + [("failed", "key_revoked")] * 2
    assert _ends(served, key) == expected
    states = {one.status for one in served.parts.speech.listing(key).generations}
    assert states == {"completed", "failed"}


def test_jobs_of_other_keys_stay(served: Running) -> None:
    gone, leaving = served.new_client("leaving", timeout=30)
    kept, staying = served.new_client("staying", timeout=30)
    with leaving, staying, held(served):
        for number in range(AT_ONCE):
            _speak(leaving, number)
        _speak(staying, 1)
        assert leaving.delete(f"/api/api-keys/{gone}").status_code == 200
    assert _ends(served, kept) == [("completed", "")]
