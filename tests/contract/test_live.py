"""The WebSocket against a running server."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.serving import ServerProcess

pytestmark = pytest.mark.model
MakeKey = Callable[..., str]


def address(server: ServerProcess) -> str:
    return server.url.replace("http", "ws") + "/ws"


def messages(stream: ClientConnection, until: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while not found or not until(found[-1]):
        found.append(json.loads(stream.recv(timeout=60)))
    return found


def speak(server: ServerProcess, key: str, text: str = "Hello, world!", **more: object) -> dict[str, Any]:
    with server.client(key) as http:
        body = {"voice": "af_heart", "text": text, "language": "en", **more}
        answer = http.post("/api/generate/preset", json=body)
        assert answer.status_code in (200, 202), answer.text
        found: dict[str, Any] = answer.json()
        return found


def test_a_client_sees_its_own_work_from_queue_to_end(server: ServerProcess, key: MakeKey) -> None:
    mine, other = key(), key()
    with connect(address(server), additional_headers={"X-API-Key": mine}) as stream:
        assert json.loads(stream.recv(timeout=30))["type"] == "ready"
        speak(server, other)
        generation = speak(server, mine)
        seen = messages(stream, lambda event: event["type"] == "generation.completed")
    assert {event["id"] for event in seen} == {generation["id"]}
    kinds = [event["type"] for event in seen]
    assert kinds[:2] == ["generation.queued", "generation.started"]
    assert "generation.chunk" in kinds
    assert [event["seq"] for event in seen] == sorted({event["seq"] for event in seen})
    assert all({"type", "id", "at", "seq"} <= set(event) for event in seen)
    progress = [event["progress"] for event in seen if event["type"] == "generation.progress"]
    assert progress == sorted(progress)
    assert progress[-1] <= 1


def test_a_browser_sends_its_key_first(server: ServerProcess, key: MakeKey) -> None:
    with connect(address(server)) as stream:
        stream.send(json.dumps({"type": "auth", "api_key": key()}))
        assert json.loads(stream.recv(timeout=30))["type"] == "ready"


@pytest.mark.parametrize(
    ("first", "code"),
    [({"type": "auth", "api_key": "cvk_wrong"}, 4401), ({"type": "hello"}, 4401), ({"type": "auth"}, 4401)],
)
def test_without_a_valid_key_it_closes_4401(first: dict[str, str], code: int, server: ServerProcess) -> None:
    with connect(address(server)) as stream:
        stream.send(json.dumps(first))
        with pytest.raises(ConnectionClosed) as closed:
            stream.recv(timeout=30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code


def test_a_key_in_the_address_is_refused_and_it_is_said_where_it_goes(server: ServerProcess) -> None:
    for name in ("api_key", "X-API-Key", "token"):
        with connect(f"{address(server)}?{name}=cvk_x") as stream, pytest.raises(ConnectionClosed) as closed:
            stream.recv(timeout=30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        assert "X-API-Key" in closed.value.rcvd.reason


def test_without_its_scope_it_closes_4403_and_over_the_limit_4429(
    server: ServerProcess, key: MakeKey
) -> None:
    for headers, times, code in (
        ({"X-API-Key": key(["voices:read"])}, 1, 4403),
        ({"X-API-Key": key(["ws:connect"], {"ws:connect": 1})}, 2, 4429),
    ):
        for _ in range(times - 1):
            with connect(address(server), additional_headers=headers) as stream:
                stream.recv(timeout=30)
        with (
            connect(address(server), additional_headers=headers) as stream,
            pytest.raises(ConnectionClosed) as closed,
        ):
            stream.recv(timeout=30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


def closing(stream: ClientConnection) -> int:
    """The code with which the server closes, within a few seconds."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            stream.recv(timeout=30)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def test_a_socket_ends_with_its_key_and_with_its_scope(server: ServerProcess, studio: httpx.Client) -> None:
    for change, code in (("revoke", 4401), ("narrow", 4403)):
        made = studio.post("/api/api-keys", json={"name": change}).json()
        place = f"/api/api-keys/{made['id']}"
        with connect(address(server), additional_headers={"X-API-Key": made["key"]}) as stream:
            assert json.loads(stream.recv(timeout=30))["type"] == "ready"
            if change == "revoke":
                assert studio.delete(place).status_code == 200
            else:
                assert studio.put(place, json={"scopes": ["voices:read"]}).status_code == 200
            assert closing(stream) == code


def test_each_stats_message_counts(server: ServerProcess, key: MakeKey) -> None:
    headers = {"X-API-Key": key(None, {"system:read": 2})}
    with connect(address(server), additional_headers=headers) as stream:
        stream.recv(timeout=30)
        for _ in range(2):
            stream.send(json.dumps({"type": "stats"}))
            assert json.loads(stream.recv(timeout=30))["type"] == "system.stats"
        stream.send(json.dumps({"type": "stats"}))
        assert closing(stream) == 4429


def test_pages_of_other_sites_cannot_connect(server: ServerProcess, key: MakeKey) -> None:
    headers = {"X-API-Key": key(), "Origin": "https://evil.example"}
    with pytest.raises(InvalidStatus), connect(address(server), additional_headers=headers):
        pass


def test_the_cookie_works_from_the_studios_own_origin_only(
    server: ServerProcess, studio: httpx.Client
) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in studio.cookies.items())
    with connect(address(server), additional_headers={"Cookie": cookie, "Origin": server.url}) as stream:
        assert json.loads(stream.recv(timeout=30))["type"] == "ready"
    elsewhere = {"Cookie": cookie, "Origin": "http://localhost:3000"}
    with (
        connect(address(server), additional_headers=elsewhere) as stream,
        pytest.raises(ConnectionClosed) as closed,
    ):
        stream.recv(timeout=30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_what_was_missed_is_replayed(server: ServerProcess, key: MakeKey) -> None:
    mine = {"X-API-Key": key()}
    with connect(address(server), additional_headers=mine) as stream:
        seq = json.loads(stream.recv(timeout=30))["seq"]
    generation = speak(server, mine["X-API-Key"])
    with connect(f"{address(server)}?last_seq={seq}", additional_headers=mine) as stream:
        seen = messages(stream, lambda event: event["type"] == "generation.completed")
    assert seen[-1]["id"] == generation["id"]
    assert "generation.queued" in [event["type"] for event in seen]


def test_topics_narrow_and_stats_come_when_asked_for(server: ServerProcess, key: MakeKey) -> None:
    mine = key()
    with connect(address(server), additional_headers={"X-API-Key": mine}) as stream:
        stream.recv(timeout=30)
        stream.send(json.dumps({"type": "subscribe", "topics": ["generation.completed"]}))
        stream.send(json.dumps({"type": "stats"}))
        stats = json.loads(stream.recv(timeout=30))
        assert stats["type"] == "system.stats"
        assert stats["memory"]["total"] > 0
        speak(server, mine)
        seen = messages(stream, lambda event: event["type"] == "generation.completed")
    assert [event["type"] for event in seen] == ["generation.completed"]


@pytest.mark.parametrize("junk", ["no json", "[]", "7", '{"type": "subscribe", "topics": 7}', "x" * 100_000])
def test_junk_closes_the_connection_and_nothing_else(
    junk: str, server: ServerProcess, key: MakeKey, client: httpx.Client
) -> None:
    with connect(address(server), additional_headers={"X-API-Key": key()}) as stream:
        stream.recv(timeout=30)
        stream.send(junk)
        with pytest.raises(ConnectionClosed):
            stream.recv(timeout=30)
    assert client.get("/health").status_code == 200


def test_a_reader_that_stops_reading_does_not_slow_the_work(server: ServerProcess, key: MakeKey) -> None:
    mine = key()
    with connect(address(server), additional_headers={"X-API-Key": mine}, max_queue=1) as stream:
        stream.recv(timeout=30)
        for _ in range(3):
            assert speak(server, mine, "Hello there.")["status"] == "completed"
