"""Consent to clones on a real server: asked for, checked, shown, carried along, revoked; and voices locked to keys."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from clonyvoice.api.openapi import schema
from clonyvoice.cli import clone, options
from clonyvoice.cloning.errors import ConsentRequired
from clonyvoice.core.audio import Audio
from clonyvoice.core.ids import new_id
from clonyvoice.provenance.credentials import Origin
from clonyvoice.provenance.installation_marks import installation_number
from clonyvoice.provenance.signing import CredentialsSource
from clonyvoice.provenance.watermark import mark
from clonyvoice.provenance.watermark_code import NUMBERS
from clonyvoice.storage.tables import VoiceRow, VoiceVersionRow
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav
from tests.eventually import eventually

ME, AGREED, OTHER = wav(syllables(9, 115)), wav(syllables(6, 115, seed=9)), wav(syllables(6, 290, seed=4))
SAID = "I agree that this voice is copied."
HEARD = "this is my voice and I agree that it may be copied"


@contextmanager
def _running(home: Path, **more: Any) -> Iterator[Running]:
    """The server, whose recogniser hears the same words in everything."""
    with listening(home, text=HEARD, **more) as (running, _):
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with _running(tmp_path_factory.mktemp("consents")) as running:
        yield running


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with _running(tmp_path_factory.mktemp("strict"), require_consent=True) as running:
        yield running


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with _running(tmp_path_factory.mktemp("spoken"), require_spoken_consent=True) as running:
        yield running


@pytest.fixture(autouse=True)
def _quick(served: Running) -> Iterator[None]:
    yield
    served.engine.delay = 0.0


def _clone(
    running: Running, recording: bytes | None = None, client: httpx.Client | None = None, /, **fields: str
) -> httpx.Response:
    files = {"audio": ("me.wav", ME, "audio/wav")}
    if recording is not None:
        files["consent_recording"] = ("yes.wav", recording, "audio/wav")
    data = {"name": "Ada", "language": "en", "refine": "instant", **fields}
    return (client or running.client).post("/api/clone/create", files=files, data=data)


def _made(running: Running, client: httpx.Client | None = None, **fields: str) -> dict[str, Any]:
    answer = _clone(running, None, client, consent_person="Ada", consent_statement=SAID, **fields)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _say(
    running: Running, voice_id: str, client: httpx.Client | None = None, /, **more: object
) -> httpx.Response:
    body = {"voice_id": voice_id, "text": "Hello there.", "language": "en", **more}
    return (client or running.client).post("/api/generate/clone", json=body)


def _error(answer: httpx.Response) -> tuple[int, str, str | None]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["param"]


def _derived(running: Running, source: str, **design: str) -> str:
    """A voice made of another, as blends and nudges are kept."""
    now = datetime.now(UTC)
    row = VoiceRow(
        id=new_id("voice"), name="Ada, higher", kind="design", engine="fake", language="en", languages=["en"],
        status="ready", design=design or {"nudged_from": source}, owner="studio", created_at=now, updated_at=now,
    )  # fmt: skip
    row.versions = [
        VoiceVersionRow(
            id=new_id("fit"), level="design", engine="fake", format=1, data=b"x", active=True, created_at=now
        )
    ]
    with running.parts.database.write() as session:
        session.add(row)
        return row.id


# --- consent noted ---


def test_a_clone_keeps_who_agreed_when_and_in_which_words(served: Running) -> None:
    voice = _made(served, consent_at="2026-03-01T10:00:00+01:00")
    (consent,) = voice["consents"]
    assert (consent["person"], consent["statement"]) == ("Ada", SAID)
    assert consent["agreed_at"] == "2026-03-01T09:00:00.000Z"
    assert consent["noted_by"] == served.parts.keys.authenticate(served.key).owner
    assert (consent["verified"], consent["check"], consent["recording_url"]) == (False, None, None)
    assert voice["consent"] is True


def test_a_time_of_agreement_that_cannot_be_is_refused(served: Running) -> None:
    for moment in ("2199-01-01T00:00:00Z", "1999-01-01T00:00:00Z"):
        refused = _clone(served, consent_person="Ada", consent_at=moment)
        assert _error(refused) == (422, "invalid_request", "consent_at")


def test_a_spoken_consent_is_checked_by_speaker_and_words(served: Running) -> None:
    voice = _clone(served, AGREED, consent_person="Ada", consent_statement=SAID, consent_language="en").json()
    (consent,) = voice["consents"]
    assert consent["verified"] is False
    assert consent["check"]["reasons"] == ["other_words"]
    heard = consent["check"]["heard"]
    assert heard == HEARD
    assert served.client.get(consent["recording_url"]).content == AGREED
    right = _clone(
        served, AGREED, consent_person="Ada", consent_statement=heard, consent_language="en"
    ).json()
    check = right["consents"][0]["check"]
    assert (right["consents"][0]["verified"], check["outcome"], check["reasons"]) == (True, "verified", [])
    assert check["similarity"] > check["least_similarity"]
    other = _clone(served, OTHER, consent_person="Ada", consent_statement=heard, consent_language="en").json()
    assert other["consents"][0]["verified"] is False
    assert "other_speaker" in other["consents"][0]["check"]["reasons"]


def test_a_consent_is_added_to_a_voice_that_is_there(served: Running) -> None:
    voice_id = _clone(served, consent="true").json()["id"]
    added = served.client.post(
        f"/api/voices/{voice_id}/consents",
        data={"consent_person": "Ada", "consent_statement": SAID},
        files={"consent_recording": ("yes.wav", AGREED, "audio/wav")},
    )
    assert added.status_code == 201, added.text
    assert added.json()["check"]["outcome"] == "not_verified"
    assert [each["person"] for each in served.client.get(f"/api/voices/{voice_id}").json()["consents"]] == [
        "",
        "Ada",
    ]
    before = set(served.parts.blobs.ids())
    silent = {"consent_recording": ("no.wav", wav(syllables(6, 115) * 0), "audio/wav")}
    refused = served.client.post(
        f"/api/voices/{voice_id}/consents", data={"consent_person": "Ada"}, files=silent
    )
    assert _error(refused) == (422, "silence", "consent_recording")
    preset = served.client.post("/api/voices/voice_fake_ann/consents", data={"consent_person": "Ada"})
    assert preset.status_code in (404, 409)
    assert set(served.parts.blobs.ids()) == before


def test_consents_travel_with_the_voice_and_count_as_imported(served: Running) -> None:
    heard = _clone(served, AGREED, consent_person="x", consent_language="en").json()["consents"][0]["check"][
        "heard"
    ]
    voice = _clone(
        served, AGREED, consent_person="Ada", consent_statement=heard, consent_language="en"
    ).json()
    assert voice["consents"][0]["verified"] is True
    packed = served.client.post("/api/voices/export", json={"voice_ids": [voice["id"]]}).content
    imported = served.client.post(
        "/api/voices/import", files={"file": ("a.clonyvoice", io.BytesIO(packed))}
    ).json()
    (copy,) = imported["voices"]
    (consent,) = copy["consents"]
    assert (consent["person"], consent["statement"]) == ("Ada", HEARD)
    assert (consent["imported"], consent["verified"]) == (True, False)
    assert served.client.get(consent["recording_url"]).content == AGREED


# --- consent required ---


def test_where_consent_is_required_nothing_is_cloned_without_it(strict: Running) -> None:
    before = set(strict.parts.blobs.ids())
    assert _error(_clone(strict)) == (422, "consent_required", "consent")
    assert _error(_clone(strict, consent="true")) == (422, "consent_required", "consent_person")
    said = _clone(strict, consent="true", consent_person="Ada")
    assert _error(said) == (422, "consent_required", "consent_statement")
    me = ("me.wav", ME, "audio/wav")
    many = strict.client.post(
        "/api/clone/create-multi", files=[("audio", me), ("audio", me)], data={"name": "A"}
    )
    assert _error(many) == (422, "consent_required", "consent")
    eleven = strict.client.post("/elevenlabs/v1/voices/add", files={"files": me}, data={"name": "Ada"})
    assert eleven.status_code == 422
    assert "consent" in eleven.text
    openai = strict.client.post(
        "/v1/audio/voices", files={"audio_sample": me}, data={"name": "A", "consent": "yes"}
    )
    assert openai.status_code == 422
    assert "consent_person" in openai.text
    assert set(strict.parts.blobs.ids()) == before
    assert strict.client.get("/api/voices", params={"kind": "clone"}).json()["total"] == 0


def test_where_consent_is_required_every_route_takes_it(strict: Running) -> None:
    me = ("me.wav", ME, "audio/wav")
    fields = {"consent_person": "Ada", "consent_statement": SAID}
    ids = [_made(strict)["id"]]
    eleven = strict.client.post(
        "/elevenlabs/v1/voices/add", files={"files": me}, data={"name": "Ada", **fields}
    )
    assert eleven.status_code == 200, eleven.text
    ids.append(eleven.json()["voice_id"])
    recorded = strict.client.post(
        "/v1/audio/voice_consents",
        data={"name": "Ada", "language": "en"},
        files={"recording": ("yes.wav", AGREED, "audio/wav")},
    )
    assert recorded.status_code == 200, recorded.text
    assert recorded.json()["object"] == "audio.voice_consent"
    openai = strict.client.post(
        "/v1/audio/voices",
        files={"audio_sample": me},
        data={"name": "A", "type": "audio_sample", "consent": recorded.json()["id"]},
    )
    assert openai.status_code == 200, openai.text
    ids.append(openai.json()["id"])
    for voice_id in ids:
        (consent,) = strict.client.get(f"/api/voices/{voice_id}").json()["consents"]
        assert consent["person"] == "Ada"
        assert consent["statement"]
    assert consent["check"]["outcome"] == "verified"  # by speaker, and by the words that had been heard


def test_where_a_spoken_consent_is_required_it_has_to_be_there_and_to_fit(spoken: Running) -> None:
    said = {"consent_person": "Ada", "consent_statement": HEARD, "consent_language": "en"}
    assert _error(_clone(spoken)) == (422, "consent_required", "consent")
    assert _error(_clone(spoken, **said)) == (422, "consent_required", "consent_recording")
    other = _clone(spoken, AGREED, **said | {"consent_statement": SAID})
    assert _error(other) == (422, "consent_not_verified", "consent_recording")
    assert other.json()["error"]["details"]["check"]["reasons"] == ["other_words"]
    stranger = _clone(spoken, OTHER, **said)
    assert _error(stranger) == (422, "consent_not_verified", "consent_recording")
    assert stranger.json()["error"]["details"]["check"]["reasons"] == ["other_speaker"]
    assert spoken.client.get("/api/voices", params={"kind": "clone"}).json()["total"] == 0
    kept = _clone(spoken, AGREED, **said)
    assert kept.status_code == 200, kept.text
    assert kept.json()["consents"][0]["verified"] is True


def test_the_command_line_takes_a_spoken_consent_and_asks_for_it(
    spoken: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "working", lambda _options: nullcontext(spoken.parts))
    me, yes = tmp_path / "me.wav", tmp_path / "yes.wav"
    me.write_bytes(ME)
    yes.write_bytes(AGREED)
    base = [str(me), "--name", "Ada", "--language", "en", "--refine", "instant"]
    said = ["--consent-person", "Ada", "--consent-statement", HEARD]
    refused = CliRunner().invoke(clone.command, [*base, *said])
    assert refused.exit_code != 0
    assert isinstance(refused.exception, ConsentRequired)
    assert refused.exception.param == "consent_recording"
    made = CliRunner().invoke(clone.command, [*base, *said, "--consent-recording", str(yes)])
    assert made.exit_code == 0, made.output
    assert "Spoken consent of Ada: verified" in made.output


def test_speech_that_a_machine_made_is_no_spoken_consent(served: Running, tmp_path: Path) -> None:
    said = {"consent_person": "Ada", "consent_statement": HEARD, "consent_language": "en"}
    number = installation_number(served.parts.settings.data_dir)
    plain = syllables(9, 115)
    sound = Audio(plain, 24_000)
    for marked, ours in ((mark(sound, number), True), (mark(sound, (number + 77) % NUMBERS), False)):
        refused = _clone(served, wav(marked.samples), **said)
        assert _error(refused) == (422, "consent_synthetic", "consent_recording")
        error = refused.json()["error"]
        assert error["details"] == {"sign": "watermark", "this_installation": ours}
        assert ("this installation" in error["message"]) is ours
    source, target = tmp_path / "plain.wav", tmp_path / "signed.wav"
    source.write_bytes(wav(plain))
    origin = Origin(("fake",), ("clone",), datetime.now(UTC), sound.duration)
    credentials = CredentialsSource(served.parts.settings, served.parts.clock).get()
    credentials.sign(source, target, "audio/wav", origin)
    refused = _clone(served, target.read_bytes(), **said)
    assert _error(refused) == (422, "consent_synthetic", "consent_recording")
    assert refused.json()["error"]["details"] == {"sign": "credentials", "this_installation": True}
    voice = _made(served)
    added = served.client.post(
        f"/api/voices/{voice['id']}/consents",
        files={"consent_recording": ("yes.wav", wav(mark(sound, number).samples), "audio/wav")}, data=said,
    )  # fmt: skip
    assert _error(added) == (422, "consent_synthetic", "consent_recording")
    assert len(served.client.get(f"/api/voices/{voice['id']}").json()["consents"]) == 1


def test_recorded_consents_are_listed_renamed_and_deleted(served: Running) -> None:
    made = [
        served.client.post(
            "/v1/audio/voice_consents",
            data={"name": f"Ada {number}", "language": "en"},
            files={"recording": ("yes.wav", AGREED, "audio/wav")},
        ).json()["id"]
        for number in range(2)
    ]
    page = served.client.get("/v1/audio/voice_consents", params={"limit": 1}).json()
    assert (page["has_more"], page["data"][0]["id"]) == (True, made[1])
    rest = served.client.get("/v1/audio/voice_consents", params={"after": page["last_id"]}).json()
    assert [each["id"] for each in rest["data"]] == [made[0]]
    renamed = served.client.post(f"/v1/audio/voice_consents/{made[0]}", json={"name": "Ada L."})
    assert renamed.json()["name"] == "Ada L."
    _, other = served.new_client("another")
    with other:
        assert other.get(f"/v1/audio/voice_consents/{made[0]}").status_code == 404
        assert other.get("/v1/audio/voice_consents").json()["data"] == []
    for consent_id in made:
        assert served.client.delete(f"/v1/audio/voice_consents/{consent_id}").json()["deleted"] is True
        assert served.client.get(f"/v1/audio/voice_consents/{consent_id}").status_code == 404
    gone = served.client.post(
        "/v1/audio/voices", data={"name": "A", "consent": made[0]},
        files={"audio_sample": ("me.wav", ME, "audio/wav")},
    )  # fmt: skip
    assert gone.status_code == 404


def test_a_clone_without_consent_is_not_imported_where_consent_is_required(
    served: Running, strict: Running
) -> None:
    bare = _clone(served, consent="true").json()
    packed = served.client.post("/api/voices/export", json={"voice_ids": [bare["id"]]}).content
    file = {"file": ("a.clonyvoice", packed)}
    preview = strict.client.post("/api/voices/import/preview", files=file).json()
    assert "require_consent" in preview["voices"][0]["problem"]
    refused = strict.client.post("/api/voices/import", files=file)
    assert _error(refused) == (422, "unsafe_voice_file", "file")


# --- revoked ---


def test_a_revoked_voice_is_emptied_cannot_speak_and_names_what_was_made(served: Running) -> None:
    voice = _made(served)
    higher = _derived(served, voice["id"])
    mixed = _derived(served, higher, blend=f"0.5*{higher} + 0.5*voice_fake_ann")
    said, derived = _say(served, voice["id"]).json(), _say(served, mixed).json()
    served.client.get(f"/api/voices/{voice['id']}/preview")
    packed = served.client.post("/api/voices/export", json={"voice_ids": [voice["id"]]}).content
    answer = served.client.post(f"/api/voices/{voice['id']}/revoke", json={"reason": "She changed her mind"})
    assert answer.status_code == 200, answer.text
    revoked = answer.json()
    assert [(each["id"], each["because_of"]) for each in revoked["voices"]] == [
        (voice["id"], None),
        (higher, voice["id"]),
        (mixed, higher),
    ]
    assert {each["id"] for each in revoked["made"]["generations"]} == {said["id"], derived["id"]}
    assert served.client.get(f"/api/voices/{voice['id']}/made").json() == revoked["made"]
    for voice_id in (voice["id"], higher, mixed):
        shown = served.client.get(f"/api/voices/{voice_id}").json()
        assert (shown["status"], shown["samples"], shown["versions"]) == ("revoked", [], [])
        assert shown["revoked"]["reason"] == "She changed her mind"
        assert _error(_say(served, voice_id)) == (410, "consent_revoked", "voice_id")
        assert served.client.get(f"/api/voices/{voice_id}/preview").status_code == 410
    assert "She changed her mind" in _say(served, voice["id"]).json()["error"]["message"]
    kept = {blob for each in (said, derived) for blob in [served.client.get(each["audio_url"]).status_code]}
    assert kept == {200}  # what was made stays, and can be deleted one by one
    assert _error(served.client.post(f"/api/voices/{voice['id']}/refine", json={}))[:2] == (
        410,
        "consent_revoked",
    )
    back = served.client.post("/api/voices/import", files={"file": ("a.clonyvoice", packed)})
    assert _error(back) == (422, "unsafe_voice_file", "file")
    assert "revoked" in back.json()["error"]["message"]
    again = served.client.post(f"/api/voices/{voice['id']}/revoke", json={"reason": "another"}).json()
    assert (again["reason"], again["stopped"]) == ("She changed her mind", 0)
    retake = {"generation_id": said["id"], "chunk_index": 0}
    assert _error(served.client.post("/api/generate/regenerate-chunk", json=retake))[0] == 410


def test_an_imported_copy_is_revoked_with_the_voice_that_it_was_exported_from(served: Running) -> None:
    voice = _made(served)
    packed = served.client.post("/api/voices/export", json={"voice_ids": [voice["id"]]}).content
    imported = served.client.post("/api/voices/import", files={"file": ("a.clonyvoice", packed)}).json()
    copy = imported["voices"][0]["id"]
    revoked = served.client.post(f"/api/voices/{voice['id']}/revoke", json={}).json()
    assert [each["id"] for each in revoked["voices"]] == [voice["id"], copy]
    assert _say(served, copy).status_code == 410


def test_files_of_a_revoked_voice_are_gone_from_the_disk(served: Running) -> None:
    before = set(served.parts.blobs.ids())
    voice = _clone(served, AGREED, consent_person="Ada", consent_statement=SAID).json()
    assert len(set(served.parts.blobs.ids()) - before) == 3  # the upload, its clips, the spoken consent
    served.client.post(f"/api/voices/{voice['id']}/revoke", json={})
    assert set(served.parts.blobs.ids()) == before


def test_presets_and_designs_have_no_consent_to_revoke(served: Running) -> None:
    design = _derived(served, "voice_nobody")
    assert _error(served.client.post(f"/api/voices/{design}/revoke", json={}))[:2] == (
        409,
        "nothing_to_revoke",
    )
    preset = served.client.post("/api/voices/voice_fake_ann/revoke", json={})
    assert _error(preset)[:2] == (409, "preset_read_only")
    assert served.client.post("/api/voices/voice_nobody/revoke", json={}).status_code == 404


def test_while_it_speaks_the_compute_is_stopped_and_says_why(served: Running) -> None:
    voice = _made(served)
    served.engine.delay = 0.2
    text = " ".join(["word"] * 200) + "."
    started = _say(served, voice["id"], text=text, **{"async": True}).json()
    waiting: list[httpx.Response] = []
    waiter = threading.Thread(target=lambda: waiting.append(_say(served, voice["id"], text=text + " More.")))
    waiter.start()
    eventually(
        lambda: (
            len(served.client.get("/api/generations", params={"voice_id": voice["id"]}).json()["generations"])
            == 2
        )
    )
    revoked = served.client.post(f"/api/voices/{voice['id']}/revoke", json={"reason": "Stop"}).json()
    waiter.join(30)
    assert revoked["stopped"] >= 2  # both, and the refinement where it had not ended
    assert _error(waiting[0]) == (410, "consent_revoked", "voice_id")
    ended = served.client.get(f"/api/generations/{started['id']}").json()
    assert (ended["status"], ended["error"]["code"]) == ("failed", "consent_revoked")
    assert "Stop" in ended["error"]["message"]
    assert not [job for job in served.parts.jobs.listing() if not job.state.ended]


# --- locked ---


def test_a_locked_voice_is_none_for_other_keys_on_every_route(served: Running) -> None:
    _, owner = served.new_client("owner")
    friend_id, friend = served.new_client("friend")
    _, stranger = served.new_client("stranger")
    with owner, friend, stranger:
        voice_id = _made(served, owner)["id"]
        owner.put(f"/api/voices/{voice_id}", json={"name": "Locked Ada"})
        higher = _derived(served, voice_id)
        change = {"allowed_keys": [friend_id]}
        assert _error(stranger.put(f"/api/voices/{voice_id}", json=change)) == (
            403, "not_voice_owner", "allowed_keys",
        )  # fmt: skip
        unknown = owner.put(f"/api/voices/{voice_id}", json={"allowed_keys": ["key_nobody"]})
        assert _error(unknown) == (422, "invalid_request", "allowed_keys")
        assert owner.put(f"/api/voices/{voice_id}", json=change).json()["allowed_keys"] == [friend_id]
        for routes in (owner, friend):
            assert _say(served, voice_id, routes).status_code == 200
            assert _say(served, higher, routes).status_code == 200
        for locked in (voice_id, higher):
            assert _error(_say(served, locked, stranger)) == (404, "voice_not_found", "voice_id")
        for path in sorted(_voice_routes(served)):
            method, _, place = path.partition(" ")
            address = place.replace("{voice_id}", voice_id)
            for name in ("{sample_id}", "{version}", "{consent_id}"):
                address = address.replace(name, "1")
            answer = stranger.request(method, address)
            assert answer.status_code == 404, (path, answer.text)
        for place in ("/api/voices", "/elevenlabs/v1/voices", "/v1/audio/voices"):
            shown = stranger.get(place).text
            assert voice_id not in shown
            assert higher not in shown
            assert voice_id in friend.get(place).text
        spoken = {"model": "tts-1", "input": "Hello.", "voice": "Locked Ada"}
        assert stranger.post("/v1/audio/speech", json=spoken).status_code in (400, 404)
        assert friend.post("/v1/audio/speech", json=spoken).status_code == 200
        mixed = {"model": "tts-1", "input": "Hello.", "voice": f"{voice_id}+fake_ann"}
        assert stranger.post("/v1/audio/speech", json=mixed).status_code in (400, 404)
        export = stranger.post("/api/voices/export", json={"voice_ids": [voice_id]})
        assert export.status_code == 404
        segments = [{"voice_id": voice_id, "text": "Hello.", "language": "en"}]
        many = stranger.post("/api/generate/clone-chunked-multivoice", json={"segments": segments})
        assert many.status_code == 404
        script = {"name": "P", "script": "Ada: Hello.", "speakers": {"Ada": voice_id}}
        assert stranger.post("/api/projects", json=script).status_code == 404
        assert (
            owner.put(f"/api/voices/{voice_id}", json={"allowed_keys": None}).json()["allowed_keys"] is None
        )
        assert _say(served, higher, stranger).status_code == 200


def test_a_key_that_is_locked_out_while_a_text_is_spoken_hears_no_further_chunk(served: Running) -> None:
    _, owner = served.new_client("owner")
    _, stranger = served.new_client("stranger")
    with owner, stranger:
        voice_id = _made(served, owner)["id"]
        served.engine.delay = 0.05
        sentence = "One sentence of several words is spoken here now. "
        started = _say(served, voice_id, stranger, text=sentence * 20, **{"async": True}).json()
        owner.put(f"/api/voices/{voice_id}", json={"allowed_keys": []})
        served.engine.delay = 0.0
        place = f"/api/generations/{started['id']}"
        ended = eventually(
            lambda: stranger.get(place).json(), lambda seen: seen["status"] in ("failed", "completed")
        )
        assert (ended["status"], ended["error"]["code"]) == ("failed", "voice_not_found")


def _voice_routes(served: Running) -> Iterator[str]:
    for route in schema.routes_of(served.app):
        if "{voice_id}" in route.path_format:
            yield from (f"{method} {route.path_format}" for method in route.methods or () if method != "HEAD")
