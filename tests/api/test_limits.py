"""Limits over HTTP, against a real server whose clock the test moves."""

from __future__ import annotations

from pathlib import Path

import httpx

from clonyvoice.keys import CLI
from tests.api.running import running
from tests.clocks import FakeClock
from tests.contract.shapes import assert_error


def test_a_call_after_the_time_that_a_429_tells_works(tmp_path: Path) -> None:
    clock = FakeClock()
    with running(tmp_path, clock=clock) as served:
        _, secret = served.parts.keys.create(CLI, "limited", limits={"voices:read": 2})

        def ask() -> httpx.Response:
            return served.client.get("/api/voices?limit=1", headers={"X-API-Key": secret})

        def refused() -> int:
            answer = ask()
            assert_error(answer, 429, "rate_limited")
            seconds = int(answer.headers["Retry-After"])
            error = answer.json()["error"]
            assert error["details"]["retry_after"] == seconds
            assert f"in {seconds} seconds" in error["message"]
            limits = [answer.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]
            assert limits == ["2", "0", str(seconds)]
            return seconds

        assert ask().status_code == 200
        clock.advance(7.3)
        assert ask().status_code == 200
        clock.advance(0.4)
        seconds = refused()
        assert seconds == 53
        clock.advance(seconds - 1)
        assert refused() == 1
        clock.advance(1)
        assert ask().status_code == 200
        refused()
