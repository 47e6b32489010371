import gzip
from pathlib import Path

import pytest

from clonyvoice.api.responses.studio_files import studio_folder
from tests.api.conftest import Stage
from tests.contract.shapes import assert_error


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Studio</title>")
    (folder / "assets" / "app-1a2b.js").write_text("export {};")
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(b"export {};"))
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr("clonyvoice.api.responses.studio_files.studio_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("path", ["/", "/voices", "/generate/some-id", "/api-keys"])
def test_every_page_of_the_studio_is_its_front_page(stage: Stage, built: Path, path: str) -> None:
    answer = stage.http.get(path)
    assert "Studio" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_files_with_a_digest_are_kept_for_good_and_sent_packed(stage: Stage, built: Path) -> None:
    answer = stage.http.get("/assets/app-1a2b.js")
    assert answer.text == "export {};"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]
    plain = stage.http.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert stage.http.get("/favicon.svg").headers["Content-Type"].startswith("image/svg")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/missing.js", "/a%00.js"]
)
def test_nothing_outside_the_studio_is_sent(stage: Stage, built: Path, path: str) -> None:
    answer = stage.http.get(path)
    assert "secret" not in answer.text
    assert_error(answer, 404)


@pytest.mark.parametrize(
    "asked", ["bytes=0-1", "bytes=99999999-", "bytes=9-2", "bytes=a-b", "bytes=0-0,4-5", "lines=1-2"]
)
@pytest.mark.parametrize("path", ["/voices", "/favicon.svg"])
def test_ranges_of_pages_are_passed_over(stage: Stage, built: Path, path: str, asked: str) -> None:
    whole, part = stage.http.get(path), stage.http.get(path, headers={"Range": asked})
    assert (part.status_code, part.content) == (200, whole.content)
    assert part.headers["Accept-Ranges"] == "none"


def test_paths_of_the_api_are_never_pages(stage: Stage, built: Path) -> None:
    for path in ("/api/nothing", "/auth/nothing", "/v1/nothing", "/v1", "/v1/"):
        assert_error(stage.http.get(path), 404, "route_not_found")
    for path in ("/elevenlabs", "/elevenlabs/", "/elevenlabs/nothing", "/elevenlabs/v1/nothing"):
        answer = stage.http.get(path)
        detail = answer.json()["detail"]
        assert answer.status_code == 404
        assert (detail["status"], bool(detail["message"])) == ("route_not_found", True)
    assert_error(stage.http.post("/voices"), 404, "route_not_found")
    asked = {"Accept": "application/json"}  # programs' clients: they would take a page with 200 for an answer
    for path in ("/anything", "/generate/some-id"):
        assert_error(stage.http.get(path, headers=asked), 404, "route_not_found")


def test_the_built_studio_of_a_checkout_is_found() -> None:
    root = Path(__file__).parents[2]
    if not (root / "studio/dist/index.html").is_file():
        pytest.skip("the studio is not built")
    assert studio_folder() == root / "studio/dist"
