"""The voice routes: lists, changes in two windows, trash, categories, favourites, samples, versions, files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from clonyvoice.core.ids import new_id
from clonyvoice.storage.tables import VoiceRow, VoiceSampleRow, VoiceVersionRow
from tests.api.conftest import Stage

Ask = Callable[..., Any]


def clone(stage: Stage, name: str = "Ada", fits: int = 2) -> str:
    """A stored voice with a sample and fits; its id."""
    now = datetime.now(UTC)
    row = VoiceRow(
        id=new_id("voice"), name=name, kind="clone", engine="fake", language="en", languages=["en"],
        status="ready", created_at=now, updated_at=now,
    )  # fmt: skip
    sound = encode(Audio.silence(0.2, 24_000), "wav")
    row.samples = [
        VoiceSampleRow(
            id=new_id("sample"), blob_id=stage.parts.blobs.put(sound), duration=0.2, original_name="me.wav",
            created_at=now,
        )
    ]  # fmt: skip
    row.versions = [
        VoiceVersionRow(
            id=new_id("version"), level=level, engine="fake", format=1, data=f"{name}{level}".encode(),
            fidelity=0.5, active=level == "standard", created_at=now,
        )
        for level in ("instant", "standard")[:fits]
    ]  # fmt: skip
    with stage.parts.database.write() as session:
        session.add(row)
    return row.id


@pytest.fixture
def ask(stage: Stage) -> Ask:
    headers = stage.key()

    def call(method: str, path: str, **more: Any) -> Any:
        return stage.http.request(method, path, headers={**headers, **more.pop("headers", {})}, **more)

    return call


def test_the_list_shows_presets_and_ones_own(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    body = ask("GET", "/api/voices").json()
    assert [each["id"] for each in body["voices"]] == [voice, "voice_fake_ann", "voice_fake_ben"]
    assert body["total"] == 3
    first = body["voices"][1]
    assert (first["kind"], first["status"], first["preview_url"]) == (
        "preset", "ready", "/api/voices/voice_fake_ann/preview",
    )  # fmt: skip
    assert ask("GET", "/api/voices", params={"kind": "clone"}).json()["total"] == 1
    assert ask("GET", "/api/voices", params={"q": "nobody"}).json()["voices"] == []
    page = ask("GET", "/api/voices", params={"limit": 1}).json()
    rest = ask("GET", "/api/voices", params={"cursor": page["next_cursor"]}).json()
    assert [each["id"] for each in rest["voices"]] == ["voice_fake_ann", "voice_fake_ben"]


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "robot"), ("limit", 0), ("cursor", "zzz"), ("favorite", "maybe")]
)
def test_filters_that_make_no_sense_are_named(ask: Ask, name: str, value: object) -> None:
    answer = ask("GET", "/api/voices", params={name: value})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == name


def test_one_voice_with_everything(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    answer = ask("GET", f"/api/voices/{voice}")
    body = answer.json()
    assert [(each["version"], each["refine"], each["active"]) for each in body["versions"]] == [
        (1, "instant", False), (2, "standard", True),
    ]  # fmt: skip
    assert body["samples"][0]["filename"] == "me.wav"
    sample = ask("GET", body["samples"][0]["audio_url"])
    assert (sample.headers["content-type"], sample.content[:4]) == ("audio/wav", b"RIFF")
    assert answer.headers["etag"]
    for path in ("voice_nothing", "..%2f..%2fetc", "a" * 300):
        missing = ask("GET", f"/api/voices/{path}")
        assert missing.status_code == 404


def test_of_two_windows_the_second_is_told(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    seen = ask("GET", f"/api/voices/{voice}")
    first = ask(
        "PUT", f"/api/voices/{voice}", json={"name": "One"}, headers={"If-Match": seen.headers["etag"]}
    )
    assert first.json()["name"] == "One"
    second = ask(
        "PUT", f"/api/voices/{voice}", json={"name": "Two"}, headers={"If-Match": seen.headers["etag"]}
    )
    assert (second.status_code, second.json()["error"]["code"]) == (409, "voice_changed")
    by_body = ask(
        "PUT", f"/api/voices/{voice}", json={"name": "Three", "updated_at": first.json()["updated_at"]}
    )
    assert by_body.json()["name"] == "Three"
    stale = ask(
        "PUT", f"/api/voices/{voice}", json={"name": "Four", "updated_at": first.json()["updated_at"]}
    )
    assert stale.status_code == 409


def test_what_a_change_may_hold(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    change = {
        "tags": ["a", "b"],
        "avatar_color": "#112233",
        "settings": {"speed": 0.9},
        "description": "warm",
    }
    body = ask("PUT", f"/api/voices/{voice}", json=change).json()
    assert {name: body[name] for name in change} == change
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"nmae": "x"}, "nmae"),
        ({"settings": {"sped": 1}}, "settings.sped"),
        ({"name": ""}, "name"),
        ({"language": "klingon"}, "language"),
        ({"settings": {"speed": 99}}, "settings.speed"),
        ({"name": None}, "name"),
        ({"avatar_color": "red; }"}, "avatar_color"),
    ]
    for bad, param in wrong:
        answer = ask("PUT", f"/api/voices/{voice}", json=bad)
        assert (answer.status_code, answer.json()["error"]["param"]) == (422, param)
    preset = ask("PUT", "/api/voices/voice_fake_ann", json={"name": "Mine"})
    assert (preset.status_code, preset.json()["error"]["code"]) == (409, "preset_read_only")


def test_the_trash_and_back(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    assert ask("DELETE", f"/api/voices/{voice}").status_code == 204
    assert ask("GET", f"/api/voices/{voice}").json()["error"]["code"] == "voice_in_trash"
    assert ask("GET", "/api/voices", params={"trashed": True}).json()["total"] == 1
    spoken = ask("POST", "/api/generate/clone", json={"voice_id": voice, "text": "Hi.", "language": "en"})
    assert (spoken.status_code, spoken.json()["error"]["code"]) == (409, "voice_in_trash")
    assert ask("POST", f"/api/voices/{voice}/restore").json()["id"] == voice
    assert ask("DELETE", f"/api/voices/{voice}", params={"permanent": True}).status_code == 204
    assert ask("GET", f"/api/voices/{voice}").status_code == 404
    assert ask("DELETE", "/api/voices/voice_fake_ann").json()["error"]["code"] == "preset_read_only"


def test_favourites_toggle(ask: Ask) -> None:
    assert ask("POST", "/api/favorites/voice_fake_ann").json() == {"id": "voice_fake_ann", "favorite": True}
    assert [each["id"] for each in ask("GET", "/api/favorites").json()["voices"]] == ["voice_fake_ann"]
    assert ask("POST", "/api/favorites/voice_fake_ann").json()["favorite"] is False
    assert ask("POST", "/api/favorites/voice_x").status_code == 404


def test_categories(stage: Stage, ask: Ask) -> None:
    made = ask("POST", "/api/categories", json={"name": "Books", "color": "#aabbcc"})
    assert made.status_code == 201
    assert ask("POST", "/api/categories", json={"name": "Books"}).json()["error"]["code"] == "category_exists"
    category = made.json()["id"]
    ask("PUT", "/api/voices/voice_fake_ben", json={"category_id": category})
    assert ask("GET", "/api/categories").json()["categories"][0]["voices"] == 1
    inside = ask("GET", "/api/voices", params={"category_id": category}).json()
    assert [each["id"] for each in inside["voices"]] == ["voice_fake_ben"]
    assert ask("PUT", "/api/voices/voice_fake_ben", json={"category_id": None}).json()["category_id"] is None
    assert ask("DELETE", f"/api/categories/{category}").status_code == 204
    assert ask("DELETE", f"/api/categories/{category}").status_code == 404


def test_a_voice_speaks_with_the_version_that_is_active(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    body = ask("POST", f"/api/voices/{voice}/versions/1/activate").json()
    assert [each["active"] for each in body["versions"]] == [True, False]
    assert [each["version"] for each in ask("GET", f"/api/voices/{voice}/versions").json()] == [1, 2]
    assert (
        ask("POST", f"/api/voices/{voice}/versions/3/activate").json()["error"]["code"] == "version_not_found"
    )
    spoken = ask("POST", "/api/generate/clone", json={"voice_id": voice, "text": "Hello.", "language": "en"})
    assert spoken.json()["voice_id"] == voice


def test_a_preview_is_made_once(stage: Stage, ask: Ask) -> None:
    first = ask("GET", "/api/voices/voice_fake_ann/preview")
    assert (first.status_code, first.headers["content-type"]) == (200, "audio/wav")
    assert ask("GET", "/api/voices/voice_fake_ann/preview").content == first.content
    korean = ask("GET", "/api/voices/voice_fake_ann/preview", params={"language": "ko", "format": "mp3"})
    assert korean.headers["content-type"] == "audio/mpeg"
    assert ask("GET", "/api/generations").json()["total"] == 0
    assert ask("GET", "/api/voices/voice_fake_ann/preview", params={"language": "xx"}).status_code == 422


def test_voices_go_out_and_come_in(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    packed = ask("POST", "/api/voices/export", json={"voice_ids": [voice]})
    assert packed.status_code == 200
    assert not list(stage.parts.blobs.scratch.glob("export_*"))
    upload = {"file": ("voices.clonyvoice", packed.content)}
    preview = ask("POST", "/api/voices/import/preview", files=upload).json()
    assert [(each["name"], each["clash"]) for each in preview["voices"]] == [("Ada", voice)]
    assert preview["problems"] == []
    made = ask("POST", "/api/voices/import", files=upload)
    assert made.status_code == 201
    assert [each["name"] for each in made.json()["voices"]] == ["Ada"]
    skipped = ask("POST", "/api/voices/import", files=upload, data={"on_clash": "skip"})
    assert (skipped.status_code, skipped.json()["error"]["code"]) == (409, "nothing_to_import")
    bad = ask(
        "POST", "/api/voices/import/preview", files={"file": ("x.clonyvoice", io.BytesIO(b"not a zip"))}
    )
    assert (bad.status_code, bad.json()["error"]["code"]) == (415, "not_a_voice_file")
    with stage.parts.database.read() as session:
        assert len(session.scalars(select(VoiceRow.id)).all()) == 2


def test_what_the_routes_accept_can_be_exported_and_read_again(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    longest = {
        "name": "n" * 200, "description": "d" * 5000, "gender": "g" * 20, "avatar_color": "c" * 19,
        "tags": [f"{number:060}" for number in range(50)],
        "settings": {"pronunciations": {f"{number:0100}": "s" * 300 for number in range(500)}},
    }  # fmt: skip
    for number in range(250):
        tag = f"en-x-{number:03}".ljust(40, "a")
        assert ask("PUT", f"/api/voices/{voice}", json={"language": tag}).status_code == 200
    form = {
        "consent_person": "p" * 200,
        "consent_statement": "s" * 2000,
        "consent_language": "en-" + "a" * 37,
    }
    answers = [ask("POST", f"/api/voices/{voice}/consents", data=form) for _ in range(101)]
    assert [answer.status_code for answer in answers] == [201] * 100 + [422]
    # Last, because every answer about the voice is as long as it.
    assert ask("PUT", f"/api/voices/{voice}", json=longest).status_code == 200
    packed = ask("POST", "/api/voices/export", json={"voice_ids": [voice]})
    assert packed.status_code == 200, packed.text
    preview = ask(
        "POST", "/api/voices/import/preview", files={"file": ("a.clonyvoice", packed.content)}
    ).json()
    assert [(one["id"], one["problem"]) for one in preview["voices"]] == [(voice, None)]


def test_a_language_is_kept_as_a_tag(stage: Stage, ask: Ask) -> None:
    voice = clone(stage)
    for given, kept in [("Korean", "ko"), ("en_GB", "en-GB"), ("kor", "ko"), ("en-GB", "en-GB")]:
        found = ask("PUT", f"/api/voices/{voice}", json={"language": given}).json()
        assert (found["language"], found["languages"][0]) == (kept, kept)
    assert ask("PUT", f"/api/voices/{voice}", json={"language": "klingon"}).status_code == 422
    with stage.parts.database.write() as session:  # an engine that tells a variant, and no plain language
        session.get_one(VoiceRow, voice).languages = ["en", "pt-BR"]
    for given in ("en-GB", "pt-BR", "en-AU", "en"):
        found = ask("PUT", f"/api/voices/{voice}", json={"language": given}).json()["languages"]
        assert found[0] == given
        assert sorted(set(found) - {given}) == sorted({"en", "pt-BR"} - {given})


def test_pronunciations_belong_to_their_key(stage: Stage, ask: Ask) -> None:
    put = ask("PUT", "/api/pronunciations", json={"pronunciations": {"SQL": "sequel"}})
    assert put.json() == {"pronunciations": {"SQL": "sequel"}}
    assert ask("GET", "/api/pronunciations").json() == put.json()
    other = stage.http.get("/api/pronunciations", headers=stage.key())
    assert other.json() == {"pronunciations": {}}
    assert ask("PUT", "/api/pronunciations", json={"pronunciations": {"": "x"}}).status_code == 422


def test_subtitles_over_http(ask: Ask) -> None:
    spoken = ask(
        "POST", "/api/generate/preset", json={"voice": "fake_ann", "text": "Hello there.", "language": "en"}
    )
    place = f"/api/generations/{spoken.json()['id']}/subtitles"
    assert ask("GET", place).text.startswith("1\n00:00:0")
    vtt = ask("GET", place, params={"format": "vtt"})
    assert vtt.headers["content-type"].startswith("text/vtt")
    assert ask("GET", place, params={"format": "ass"}).status_code == 422
