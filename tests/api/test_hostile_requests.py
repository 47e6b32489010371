"""Ordinary requests that were once answered with 500, and keys that go beyond what they may."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from starlette.requests import Request

from clonyvoice.api.request_checks import UnknownParameter, check_bodiless
from clonyvoice.api.routes.api_keys_sign_in import sign_in
from clonyvoice.api.routes.ws_events import send_events
from clonyvoice.jobs.event_bus import EventBus
from tests.api.conftest import Stage
from tests.api.running import running


@pytest.mark.parametrize("content", [b"", b" ", b"{ }", b"{\n}", b"null", b"\xef\xbb\xbf", b"\xef\xbb\xbf{}"])
def test_an_empty_body_is_no_body(content: bytes) -> None:
    check_bodiless(content)


@pytest.mark.parametrize("content", [b"{", b"[]", b"0", b'{"a": 1}', b"\xef\xbb\xbf{", b"\xff"])
def test_a_body_where_none_belongs_is_refused(content: bytes) -> None:
    with pytest.raises(UnknownParameter):
        check_bodiless(content)


def test_a_body_of_very_many_values_is_refused_at_once_and_pages_answer_to_head(tmp_path: Path) -> None:
    with running(tmp_path, metrics=True) as server:
        for path in ("/api/generate/preset", "/v1/audio/speech", "/api/voices/fake_ann/restore"):
            for key in ("voice", "input"):
                answer = server.client.post(path, json={key: [[]] * 400_000})
                assert answer.status_code == 422, answer.text
                assert "300,000 values" in answer.json()["error"]["message"]
        for path in ("/docs", "/openapi.json", "/metrics"):
            assert server.client.head(path).status_code == 200, path


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "POST"])
def test_what_a_route_does_not_read_is_not_left_out_in_silence(stage: Stage, method: str) -> None:
    path = {"DELETE": "/api/voices/nobody", "POST": "/api/voices/nobody/restore"}.get(method, "/api/voices")
    for content in (b'{"limit": 1}', b"limit=1", b"[1]"):
        answer = stage.http.request(method, path, content=content, headers=stage.key())
        assert answer.status_code == 422, content
        assert method == "HEAD" or answer.json()["error"]["code"] == "unknown_parameter"
    for content in (b"", b"{}", b"null", b" \n"):
        answer = stage.http.request(method, path, content=content, headers=stage.key())
        assert answer.status_code == (200 if method in ("GET", "HEAD") else 404), content


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--\r\n"),
        ("multipart/form-data; boundary=x", b"audio"),
        ("multipart/form-data; boundary=x", b"--x\r\nX: y\r\n\r\nz\r\n--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 1001,
        ),
    ],
)
def test_a_form_that_cannot_be_read_is_told_with_the_way_out(stage: Stage, kind: str, body: bytes) -> None:
    answer = stage.http.post(
        "/api/audio-duration", content=body, headers={"Content-Type": kind} | stage.key()
    )
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (400, "invalid_request", "body")
    assert error["message"].startswith("The form cannot be read: ")
    assert "curl -F" in error["message"]


def test_looking_at_a_link_does_not_use_it_up() -> None:
    request = Request({"type": "http", "method": "HEAD", "headers": [], "path": "/auth/link"})
    answer = sign_in(request, None, "token")  # type: ignore[arg-type]  # nothing is looked up
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers


def test_a_listener_from_before_the_start_is_not_told_of_a_trillion_events() -> None:
    async def count() -> int:
        bus = EventBus()
        for _ in range(3):
            bus.publish("generation.queued", "gen_x", "me")
        subscription = bus.subscribe("me", None, 1)
        events = await subscription.next()
        subscription.close()
        assert events[0].type == "events.missed"
        return int(json.loads(json.dumps(events[0].json()))["count"])

    assert asyncio.run(count()) == 1


def test_others_get_their_turn_while_thousands_of_events_are_sent_again() -> None:
    async def longest() -> int:
        bus = EventBus()
        first = bus.publish("generation.queued", "gen_x", "me").seq
        for _ in range(3000):
            bus.publish("generation.queued", "gen_x", "me")
        sent = most = 0

        class Socket:
            async def send_text(self, text: str) -> None:
                nonlocal sent, most
                sent, most = sent + 1, max(most, sent + 1)

        events = bus.subscribe("me", None, first)
        sending = asyncio.create_task(send_events(Socket(), events, {}))  # type: ignore[arg-type]  # a stand-in
        total = 0
        while total < 3001:
            await asyncio.sleep(0)
            total, sent = total + sent, 0
        sending.cancel()
        return most

    assert asyncio.run(longest()) <= 100
