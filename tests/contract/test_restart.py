"""The state after a kill -9: everything that was acknowledged, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import chaos
from tests.eventually import eventually
from tests.serving import ServerProcess
from tests.worker_chaos import ApartServer, WorkerChaos


def test_kills_at_random_moments_lose_nothing_acknowledged(tmp_path: Path) -> None:
    # so quick that three kills meet all kinds of work; `benchmarks.chaos` kills a server that speaks
    outcome = chaos.run(tmp_path / "data", kills=3, seed=7, scripted=True)
    assert outcome.lost == []
    assert outcome.orphans == 0
    assert outcome.acknowledged


def test_kills_of_an_engines_process_and_of_its_server_lose_nothing_acknowledged(tmp_path: Path) -> None:
    outcome = chaos.run(
        tmp_path / "data", kills=4, seed=7, longest=2.0, scripted=True, clients=WorkerChaos, kind=ApartServer
    )
    assert outcome.lost == []
    assert (outcome.orphans, outcome.left_processes) == (0, 0)
    assert outcome.acknowledged["generation"]
    assert len(outcome.served_seconds) >= 1


@pytest.mark.model
def test_queued_work_is_done_after_a_kill_and_the_sign_in_still_holds(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data").start()
    key = server.new_key(unlimited=True)
    with server.client() as browser:
        assert browser.get(server.sign_in_link()).status_code == 303
        cookies = dict(browser.cookies)
    with server.client(key) as http:
        body = {"voice": "af_heart", "text": "First. Second. Third.", "language": "en", "async": True}
        taken = [http.post("/api/generate/preset", json=body).json()["id"] for _ in range(3)]
        again = {"Idempotency-Key": "once"}
        first = http.post("/api/generate/preset", json=body, headers=again).json()["id"]
    server.kill()
    server.start()
    try:
        with server.client(key) as http:
            assert http.post("/api/generate/preset", json=body, headers=again).json()["id"] == first
            eventually(
                lambda: {http.get(f"/api/generations/{one}").json()["status"] for one in taken},
                lambda states: states == {"completed"},
                seconds=120,
                every=0.5,
            )
        with server.client() as browser:
            browser.cookies.update(cookies)
            assert browser.get("/api/session").status_code == 200
    finally:
        assert server.stop() in (0, -15), "a clean end, or uvicorn's own signal passed on after it"
