"""Every documented route against a server: success, no key, wrong scope, over the limit, bad input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from clonyvoice.keys import ALL_SCOPES, SCOPES
from tests.contract.shapes import assert_error
from tests.contract.vendor import LIMITS, ROUTES
from tests.serving import ServerProcess

pytestmark = pytest.mark.model

MakeKey = Callable[..., str]
TEXT = {"text": "Hello, world!", "language": "en"}


@dataclass(frozen=True)
class Facts:
    """Values that requests are filled in with."""

    recording: bytes
    clone: str
    doomed: Callable[[], str]


@dataclass(frozen=True)
class Case:
    """One right request for a route, and wrong ones with the status that each gets."""

    right: Callable[[Facts], dict[str, Any]] = lambda _facts: {}
    ids: Callable[[Facts], str] = lambda facts: facts.clone
    wrong: tuple[tuple[int, dict[str, Any]], ...] = ()
    missing: bool = False
    """The path names something that can be missing: an unknown id is 404."""
    status: tuple[int, ...] = (200, 201)
    files: tuple[str, ...] = field(default=())


def audio(*names: str, **fields: str) -> Callable[[Facts], dict[str, Any]]:
    def build(facts: Facts) -> dict[str, Any]:
        files = [(name, ("me.wav", facts.recording, "audio/wav")) for name in names]
        return {"files": files, "data": fields}

    return build


NO_AUDIO = {"files": [("audio", ("me.wav", b"this is no sound", "audio/wav"))]}
EMPTY = {"files": [("audio", ("me.wav", b"", "audio/wav"))]}
CASES: dict[tuple[str, str], Case] = {
    ("GET", "/api/voices"): Case(wrong=((422, {"params": {"limit": "many"}}),)),
    ("GET", "/api/voices/{id}"): Case(missing=True),
    ("PUT", "/api/voices/{id}"): Case(
        lambda _: {"json": {"description": "changed"}}, missing=True, wrong=((422, {"json": {"name": ""}}),)
    ),
    ("DELETE", "/api/voices/{id}"): Case(ids=lambda facts: facts.doomed(), missing=True, status=(204,)),
    ("GET", "/api/favorites"): Case(),
    ("POST", "/api/favorites/{id}"): Case(missing=True),
    ("POST", "/api/generate/clone"): Case(
        lambda facts: {"json": {"voice_id": facts.clone, **TEXT}},
        wrong=(
            (404, {"json": {"voice_id": "voice_none", **TEXT}}),
            (422, {"json": {"voice_id": "voice_none", "text": "", "language": "en"}}),
            (422, {"json": {"text": "Hello", "language": "en"}}),
            (400, {"content": b"{", "headers": {"Content-Type": "application/json"}}),
            (415, {"content": b"text=x", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}),
        ),
    ),
    ("POST", "/api/generate/preset"): Case(
        lambda _: {"json": {"voice": "af_heart", **TEXT}},
        wrong=(
            (404, {"json": {"voice": "nobody", **TEXT}}),
            (422, {"json": {"voice": "af_heart", "text": "Hello", "language": "tlh"}}),
            (422, {"json": {"voice": "af_heart", **TEXT, "speed": 9}}),
            (422, {"json": {"voice": "af_heart", **TEXT, "format": "midi"}}),
        ),
    ),
    ("POST", "/api/generate/design"): Case(
        lambda _: {"json": {"description": "a calm elderly woman", **TEXT}},
        wrong=((422, {"json": {**TEXT}}),),
    ),
    ("POST", "/api/text/split"): Case(
        lambda _: {"json": {"text": "One. Two!", "language": "en"}}, wrong=((422, {"json": {"text": 7}}),)
    ),
    ("POST", "/api/generation/cancel"): Case(
        lambda _: {"json": {}}, wrong=((404, {"json": {"generation_id": "gen_none"}}),)
    ),
    ("POST", "/api/clone/create"): Case(
        audio("audio", name="A clone", language="en", consent="true", refine="instant"),
        wrong=((415, NO_AUDIO), (415, EMPTY), (422, {"data": {"name": "x"}, "files": [("x", b"")]})),
    ),
    ("POST", "/api/clone/create-multi"): Case(
        audio("audio", "audio", name="A clone", language="en", consent="true", refine="instant"),
        wrong=((422, EMPTY),),
    ),
    ("POST", "/api/design/create"): Case(
        lambda _: {"json": {"name": "Designed", "description": "a young bright man"}},
        wrong=((422, {"json": {"name": "x"}}), (422, {"json": {"name": "x", "description": ""}})),
    ),
    ("POST", "/api/transcribe"): Case(audio("audio", language="en"), wrong=((415, NO_AUDIO),)),
    ("POST", "/api/audio-duration"): Case(audio("file"), wrong=((415, NO_AUDIO),)),
    ("GET", "/api/system/stats"): Case(),
    ("GET", "/api/system/info"): Case(),
    ("GET", "/api/api-keys"): Case(),
    ("POST", "/api/api-keys"): Case(
        lambda _: {"json": {"name": "child", "scopes": ["system:read"]}},
        wrong=((422, {"json": {"scopes": ["everything"]}}), (422, {"json": {"name": 7}})),
    ),
}
ROUTE_IDS = [f"{method} {path}" for method, path, _ in ROUTES]


@pytest.fixture(scope="module")
def facts(client: httpx.Client, recording: bytes, clone: str) -> Facts:
    def doomed() -> str:
        packed = client.post("/api/voices/export", json={"voice_ids": [clone]}).content
        answer = client.post("/api/voices/import", files={"file": ("doomed.clonyvoice", packed)})
        return str(answer.json()["voices"][0]["id"])

    return Facts(recording, clone, doomed)


def test_every_documented_route_has_a_case_and_the_limits_are_the_documented_ones() -> None:
    assert {(method, path) for method, path, _ in ROUTES} == set(CASES)
    assert {scope: info.default_limit for scope, info in SCOPES.items()} == LIMITS


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=ROUTE_IDS)
def test_it_works(
    method: str, path: str, scope: str, server: ServerProcess, key: MakeKey, facts: Facts
) -> None:
    case = CASES[method, path]
    with server.client(key([scope])) as only:
        answer = only.request(method, path.replace("{id}", case.ids(facts)), **case.right(facts))
        assert answer.status_code in case.status, answer.text
        assert answer.headers["X-Request-Id"].startswith("req_")
        assert answer.status_code == 204 or isinstance(answer.json(), dict)


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=ROUTE_IDS)
def test_without_a_key_or_with_a_wrong_one_it_is_401(
    method: str, path: str, scope: str, anonymous: httpx.Client, facts: Facts
) -> None:
    case = CASES[method, path]
    target = path.replace("{id}", facts.clone)
    assert_error(anonymous.request(method, target, **case.right(facts)), 401, "missing_api_key")
    for headers in ({"X-API-Key": "cvk_wrong"}, {"Authorization": "Bearer cvk_wrong"}):
        request = {**case.right(facts), "headers": headers}
        assert_error(anonymous.request(method, target, **request), 401, "invalid_api_key")


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=ROUTE_IDS)
def test_without_its_scope_it_is_403_and_names_it(
    method: str, path: str, scope: str, server: ServerProcess, key: MakeKey, facts: Facts
) -> None:
    case = CASES[method, path]
    others = [other for other in ALL_SCOPES if other != scope]
    with server.client(key(others)) as without:
        answer = without.request(method, path.replace("{id}", facts.clone), **case.right(facts))
    assert_error(answer, 403, "missing_scope")
    assert scope in answer.json()["error"]["message"]


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=ROUTE_IDS)
def test_over_the_limit_it_is_429_and_says_when_to_come_back(
    method: str, path: str, scope: str, server: ServerProcess, key: MakeKey, facts: Facts
) -> None:
    case = CASES[method, path]
    target = path.replace("{id}", "voice_none")
    request: dict[str, Any] = {"json": {}} if method in ("POST", "PUT") else {}
    with server.client(key([scope], {scope: 1})) as limited:
        first = limited.request(method, target, **request)
        assert first.headers["RateLimit-Limit"] == "1"
        assert first.headers["RateLimit-Remaining"] == "0"
        answer = limited.request(method, target, **case.right(facts))
    assert_error(answer, 429, "rate_limited")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


WRONG = [
    pytest.param(method, path, status, request, id=f"{method} {path} {number}")
    for (method, path), case in CASES.items()
    for number, (status, request) in enumerate(case.wrong)
]


@pytest.mark.parametrize(("method", "path", "status", "request_"), WRONG)
def test_bad_input_is_refused_in_the_one_shape(
    method: str, path: str, status: int, request_: dict[str, Any], client: httpx.Client, facts: Facts
) -> None:
    answer = client.request(method, path.replace("{id}", facts.clone), **request_)
    assert_error(answer, status)


@pytest.mark.parametrize(
    ("method", "path"), [pair for pair, case in CASES.items() if case.missing], ids=lambda value: str(value)
)
@pytest.mark.parametrize("wrong", ["voice_none", "..%2f..%2fetc%2fpasswd", "%00", "x" * 500, "목소리"])
def test_unknown_ids_are_404(method: str, path: str, wrong: str, client: httpx.Client) -> None:
    body: dict[str, Any] = {"json": {"name": "x"}} if method == "PUT" else {}
    assert_error(client.request(method, path.replace("{id}", wrong), **body), 404)
