"""Scripts over HTTP get a voice for each new speaker, and a narrator; what was chosen by hand stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.test_project_routes import Ask, ask, operate

__all__ = ["ask"]  # a fixture


def speakers(ask: Ask, project: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in ask("GET", f"/api/projects/{project}").json()["speakers"]}


def test_speakers_of_a_script_get_voices_and_what_was_given_stays(ask: Ask) -> None:
    all_voices = {one["id"]: one for one in ask("GET", "/api/voices").json()["voices"]}
    given = list(all_voices)[-1]
    body = {
        "name": "Play",
        "script": "ADA: Hello.\nBEN: Hi.\nCLEO: Good evening.",
        "speakers": {"CLEO": given},
    }
    made = ask("POST", "/api/projects", json=body).json()["id"]
    found = speakers(ask, made)
    assert found["CLEO"]["voice_id"] == given
    assert len({one["voice_id"] for one in found.values()}) == min(3, len(all_voices))
    plain = ask("POST", "/api/projects", json={**body, "speakers": {}, "choose_voices": False}).json()["id"]
    assert all("voice_id" not in one for one in speakers(ask, plain).values())
    # A voice that was chosen since stays when a second script comes in; only the new name gets one.
    document = ask("GET", f"/api/projects/{made}").json()
    change = {"op": "speaker.update", "id": found["ADA"]["id"], "set": {"voice_id": given}}
    assert operate(ask, f"/api/projects/{made}", document["revision"], change).status_code == 200
    files = {"file": ("more.txt", b"ADA: Again.\nDORA: And I?")}
    first = document["lines"][0]["id"]
    told = ask("POST", "/api/projects/import", files=files, data={"project_id": made, "after": first})
    assert told.status_code == 201, told.text
    now = speakers(ask, made)
    assert now["ADA"]["voice_id"] == given
    assert now["DORA"]["voice_id"]
    lines = [one["text"] for one in ask("GET", f"/api/projects/{made}").json()["lines"]]
    assert lines == ["Hello.", "Again.", "And I?", "Hi.", "Good evening."]


def test_a_speaker_with_the_name_of_a_voice_has_that_voice(ask: Ask) -> None:
    voice = ask("GET", "/api/voices").json()["voices"][-1]
    script = f"ZED: Hello.\n{voice['name'].upper()}: Hi."
    made = ask("POST", "/api/projects", json={"name": "Play", "script": script}).json()["id"]
    assert speakers(ask, made)[voice["name"].upper()]["voice_id"] == voice["id"]


def test_a_book_is_read_by_a_narrator_who_is_found_again(ask: Ask) -> None:
    files = {"file": ("book.md", "# 첫째\n\n비가 왔다.\n\n민수: 안녕?".encode())}
    made = ask("POST", "/api/projects/import", files=files, data={"language": "ko"}).json()["id"]
    document = ask("GET", f"/api/projects/{made}").json()
    names = {one["id"]: one["name"] for one in document["speakers"]}
    assert [names[one["speaker_id"]] for one in document["lines"]] == ["내레이터", "내레이터", "민수"]
    assert all(one["voice_id"] for one in document["speakers"])
    ask(
        "POST",
        "/api/projects/import",
        files={"file": ("b.txt", "또 왔다.".encode())},
        data={"project_id": made},
    )
    assert len(speakers(ask, made)) == 2


def test_a_line_to_put_a_script_behind_is_one_of_the_project(ask: Ask) -> None:
    files = {"file": ("a.txt", b"One.")}
    made = ask("POST", "/api/projects", json={"name": "Play"}).json()["id"]
    missing = ask("POST", "/api/projects/import", files=files, data={"project_id": made, "after": "line_x"})
    assert missing.status_code == 404
    alone = ask("POST", "/api/projects/import", files=files, data={"after": "line_x"})
    assert (alone.status_code, alone.json()["error"]["param"]) == (422, "after")


def test_behind_a_line_what_names_nobody_is_said_as_that_line(ask: Ask) -> None:
    voice = ask("GET", "/api/voices").json()["voices"][-1]["id"]
    made = ask("POST", "/api/projects", json={"name": "Play"}).json()
    path = f"/api/projects/{made['id']}"
    empty, last = "line_empty", "line_last"
    lines = [
        {"op": "line.insert", "id": name, "line": {"text": said, "voice_id": voice}}
        for name, said in ((empty, ""), (last, "The end."))
    ]
    revision = operate(ask, path, made["revision"], *lines).json()["revision"]
    files = {"file": ("more.txt", "One.\n\n둘.\n\nADA: Three.".encode())}
    told = ask("POST", "/api/projects/import", files=files, data={"project_id": made["id"], "after": empty})
    assert told.status_code == 201, told.text
    document = ask("GET", path).json()
    # The line without words made room, and one undo brings it back.
    assert [one["text"] for one in document["lines"]] == ["One.", "둘.", "Three.", "The end."]
    assert [one.get("voice_id") for one in document["lines"]] == [voice, voice, None, voice]
    assert list(speakers(ask, made["id"])) == ["ADA"]
    assert document["revision"] == revision + 1
    ask("POST", f"{path}/undo")
    assert [one["text"] for one in ask("GET", path).json()["lines"]] == ["", "The end."]
    # A line that says something stays.
    ask("POST", "/api/projects/import", files=files, data={"project_id": made["id"], "after": last})
    assert [one["text"] for one in ask("GET", path).json()["lines"]] == [
        "",
        "The end.",
        "One.",
        "둘.",
        "Three.",
    ]


SCRIPTS = {
    "ja": "こんにちは。",
    "ko": "지민: 어제 서울역에서 기차를 놓쳤어요.\n\n민수: 그래서 어떻게 했어?",
    "de": "Gestern habe ich den Zug verpasst.\n\nUnd was hast du dann gemacht?",
    "en": "ADA: Where were you?\n\nBEN: In the garden.",
}


@pytest.mark.parametrize(("language", "script"), SCRIPTS.items())
def test_a_project_has_the_language_of_its_script_unless_another_is_given(
    ask: Ask, language: str, script: str
) -> None:
    files = {"file": ("play.txt", script.encode())}
    assert ask("POST", "/api/projects/import/preview", files=files).json()["language"] == language
    made = [
        ask("POST", "/api/projects/import", files=files),
        ask("POST", "/api/projects", json={"name": "Play", "script": script}),
    ]
    assert [one.json()["language"] for one in made] == [language] * 2
    given = [
        ask("POST", "/api/projects/import", files=files, data={"language": "fr"}),
        ask("POST", "/api/projects", json={"name": "Play", "script": script, "language": "fr"}),
    ]
    assert [one.json()["language"] for one in given] == ["fr"] * 2


@pytest.mark.parametrize("script", ["", "Hi.", "BEN: Hello. Hi.", "Ciao."])
def test_a_project_whose_script_says_little_is_english(ask: Ask, script: str) -> None:
    assert ask("POST", "/api/projects", json={"name": "Play", "script": script}).json()["language"] == "en"
