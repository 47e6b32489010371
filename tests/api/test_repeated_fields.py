"""Fields, headers and parameters that come twice: refused by name, none of the values dropped silently."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from websockets.sync.client import connect

from tests.api.running import Running, answers, running

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("repeated")) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/generate/preset", '{"voice": "fake_ann", "text": "One.", "text": "Two.", "language": "en"}'),
        ("/v1/audio/speech", '{"model": "tts-1", "voice": "fake_ann", "input": "One.", "input": "Two."}'),
        (
            "/elevenlabs/v1/text-to-speech/fake_ann",
            '{"text": "One.", "voice_settings": {"speed": 1, "speed": 1.1}}',
        ),
        ("/api/pronunciations", '{"word": "a", "pronunciation": "b", "pronunciation": "c"}'),
        ("/api/projects", '{"name": "A", "speakers": {"ADA": "fake_ann", "ADA": "fake_bob"}}'),
    ],
)
def test_a_field_twice_in_json_is_refused_by_its_name(served: Running, path: str, body: str) -> None:
    answer = served.client.request("PUT" if "pronun" in path else "POST", path, content=body, headers=JSON)
    if answer.status_code == 405:
        answer = served.client.post(path, content=body, headers=JSON)
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    assert error["code"] == "field_repeated"
    assert f'"{error["param"]}"' in body
    assert not served.engine.requests


@pytest.mark.parametrize("name", ["X-API-Key", "Idempotency-Key", "Authorization"])
def test_a_header_twice_is_refused_where_one_would_be_left_unnoticed(served: Running, name: str) -> None:
    first = served.key if name == "X-API-Key" else "Bearer a"
    content = b'{"voice": "fake_ann", "text": "One.", "language": "en"}'
    headers = [("Content-Type", "application/json"), ("X-API-Key", served.key)] * (name != "X-API-Key")
    headers = [*headers, ("Content-Type", "application/json")] if name == "X-API-Key" else headers[:2]
    with served.client_with({}) as client:
        answer = client.post(
            "/api/generate/preset", content=content, headers=[*headers, (name, first), (name, "another")]
        )
    assert answer.status_code in (401, 422), answer.text
    if answer.status_code == 422:
        assert answer.json()["error"]["code"] == "given_twice"


@pytest.mark.parametrize(
    "cursor",
    ["9999-12-31T23:59:59-23:59/x", "0001-01-01T00:00:00+23:59/x", *(
        base64.urlsafe_b64encode(place.encode()).decode()
        for place in (
            json.dumps(["9999-12-31T23:59:59-23:59", "x"]), json.dumps(["0001-01-01T00:00:00+23:59", "x"]),
            "[" * 1100, "NaN", "1e999", "-1", json.dumps([1e12, -1]),
        )
    )],
)  # fmt: skip
@pytest.mark.parametrize("path", ["generations", "voices", "projects", "takes"])
def test_absurd_cursors_are_refused_or_name_an_empty_page(served: Running, path: str, cursor: str) -> None:
    assert served.client.get(f"/api/{path}", params={"cursor": cursor}).status_code in (200, 422)


@pytest.mark.parametrize("number", ["-1", "NaN", "1e12", "9" * 30, "", "1&last_seq=2"])
def test_an_absurd_place_in_the_events_is_refused(served: Running, number: str) -> None:
    address = f"{served.url.replace('http', 'ws', 1)}/ws?last_seq={number}"
    with connect(address, additional_headers={"X-API-Key": served.key}) as stream:
        assert answers(stream)[1] == 1008
    if number in ("-1", "1e12", "9" * 30):
        with connect(address.partition("?")[0], additional_headers={"X-API-Key": served.key}) as stream:
            stream.send(f'{{"type": "subscribe", "last_seq": {number}}}')
            assert answers(stream)[1] == 1008


def test_a_field_twice_in_a_voice_file_or_message_is_refused(served: Running) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", '{"format": 1, "program": "a", "voices": [], "voices": []}')
    answer = served.client.post("/api/voices/import", files={"file": ("a.clonyvoice", file.getvalue())})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "field_repeated")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("project.json", '{"format": 1, "settings": {"name": "a", "name": "b"}}')
    answer = served.client.post("/api/projects/import", files={"file": ("a.clonyproject", file.getvalue())})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "field_repeated")
    address = f"{served.url.replace('http', 'ws', 1)}/ws"
    with connect(address, additional_headers={"X-API-Key": served.key}) as stream:
        stream.send('{"type": "ping", "type": "stats"}')
        assert answers(stream)[1] == 1008
