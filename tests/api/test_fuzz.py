"""A few seconds of the fuzzer: nothing is answered with 5xx or in another shape, and nothing unexpected is logged."""

from __future__ import annotations

from pathlib import Path

from tests.fuzzing import judge
from tests.fuzzing.run import Fuzzer, served
from tests.fuzzing.values import Draw

SEED = 20_264


def test_requests_drawn_at_random_find_nothing(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        outcome = Fuzzer(server, SEED).run(400, 8.0)
    assert dict(outcome.faults) == {}
    assert outcome.sent >= 15  # far more where nothing else runs
    assert len(outcome.statuses) >= 3


def test_a_seed_gives_the_same_requests_again() -> None:
    assert [Draw(7).json() for _ in range(3)] == [Draw(7).json() for _ in range(3)]


def test_errors_of_other_shapes_are_found() -> None:
    good = b'{"error": {"code": "not_found", "message": "No.", "param": null, "type": "x"}, "request_id": "req_1"}'
    assert judge.fault("/api/x", "GET", 404, "application/json", good) is None
    assert judge.fault("/elevenlabs/v1/x", "GET", 404, "application/json", good) is not None
    assert judge.fault("/api/x", "GET", 404, "text/plain", b"Not Found") is not None
    assert judge.fault("/api/x", "GET", 404, "application/json", b'{"detail": "Not Found"}') is not None
    internal = good.replace(b"not_found", b"internal_error")
    assert judge.fault("/api/x", "GET", 500, "application/json", internal) == "500 internal_error"
    assert judge.fault("/api/x", "GET", 200, "application/json", b"{") is not None
    assert judge.fault("/api/x", "GET", 200, "text/plain", b'File "/home/me/x.py", line 1') is not None
