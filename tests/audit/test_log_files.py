import errno
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.audit.log_files import HEAD, AuditChain, folder_of, records
from clonyvoice.audit.record_format import line_of
from clonyvoice.audit.verification import LogVerification, verify
from clonyvoice.storage.errors import StorageFull
from tests.clocks import FakeClock


def _written(place: Path, count: int, most_bytes: int = 16_000_000) -> list[Path]:
    clock = FakeClock()
    chain = AuditChain(place, clock, most_bytes)
    for number in range(count):
        chain.append({"event": "sound.delivered", "who": f"key_{number}", "id": f"gen_{number}"})
        clock.advance(1)
    return sorted(folder_of(place).glob("audit-*.jsonl"))


def _kinds(place: Path, expected: str | None = None) -> list[str]:
    return [problem.kind for problem in verify(folder_of(place), expected).problems]


def _lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines(keepends=True)


def test_a_whole_log_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 4)
    found = verify(folder_of(tmp_path))
    assert found.whole
    assert not found.problems
    assert (found.records, found.number) == (4, 4)
    assert (found.first_at, found.last_at) == ("2026-01-02T03:04:05.000Z", "2026-01-02T03:04:08.000Z")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [record.fields["who"] for record in records(folder_of(tmp_path))] == [f"key_{n}" for n in range(4)]
    assert verify(folder_of(tmp_path), found.hash).whole


def test_a_log_that_was_never_written_is_whole_and_empty(tmp_path: Path) -> None:
    assert verify(folder_of(tmp_path)) == LogVerification(0, 0, "0" * 64, None, None, ())


def test_the_chain_goes_on_in_another_file_and_another_process(tmp_path: Path) -> None:
    files = _written(tmp_path, 12, most_bytes=700)
    assert len(files) > 3
    AuditChain(tmp_path, FakeClock(), 700).append({"event": "sound.delivered", "who": "cli"})
    found = verify(folder_of(tmp_path))
    assert found.whole
    assert found.records == 13
    files[1].unlink()
    told = verify(folder_of(tmp_path)).problems
    assert [(problem.kind, problem.file, problem.line) for problem in told] == [("removed", files[2].name, 1)]


def test_an_edited_line_is_named_with_its_time(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 5)
    file.write_bytes(file.read_bytes().replace(b'"key_2"', b'"key_9"'))
    (problem,) = verify(folder_of(tmp_path)).problems
    assert (problem.kind, problem.line, problem.at) == ("edited", 3, "2026-01-02T03:04:07.000Z")


def test_a_line_that_was_edited_and_hashed_anew_is_named_by_the_next(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 5)
    lines = _lines(file)
    before = json.loads(lines[1])["hash"]
    lines[2] = line_of(3, FakeClock().now(), before, {"event": "sound.delivered", "who": "key_9"})[0] + b"\n"
    file.write_bytes(b"".join(lines))
    (problem,) = verify(folder_of(tmp_path)).problems
    assert (problem.kind, problem.line) == ("edited", 3)


def test_removed_reordered_repeated_truncated_and_damaged_lines_are_told_apart(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 6)
    lines = _lines(file)

    def seen(*changed: bytes) -> list[tuple[str, int]]:
        file.write_bytes(b"".join(changed))
        return [(problem.kind, problem.line) for problem in verify(folder_of(tmp_path)).problems]

    one, two, three, four, five, six = lines
    assert seen(one, two, four, five, six) == [("removed", 3)]
    assert seen(one, three, two, four, five, six) == [("reordered", 2)]
    assert seen(one, two, two, three, four, five, six) == [("repeated", 3)]
    assert seen(one, two, three, four) == [("truncated", 4)]
    assert seen(one, two, b"{not json}\n", four, five, six) == [("damaged", 3)]
    assert seen(one, two, three, b"\n", four, five, six)[0] == ("damaged", 4)
    assert seen(*lines) == []


def test_a_log_cut_with_its_note_is_found_by_a_hash_noted_elsewhere(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 4)
    noted = verify(folder_of(tmp_path)).hash
    lines = _lines(file)
    third = json.loads(lines[2])
    file.write_bytes(b"".join(lines[:3]))
    (file.parent / HEAD).write_text(json.dumps({"n": 3, "hash": third["hash"], "at": third["at"]}))
    assert _kinds(tmp_path) == []
    assert _kinds(tmp_path, noted) == ["truncated"]


def test_a_half_line_of_a_crash_is_told_and_closed_by_the_next_record(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 3)
    with file.open("ab") as sink:
        sink.write(b'{"at":"2026-01-02T03:04:09')
    found = verify(folder_of(tmp_path))
    assert found.whole
    assert [problem.kind for problem in found.problems] == ["half_line"]
    _written(tmp_path, 2)
    found = verify(folder_of(tmp_path))
    assert found.whole
    assert [(one.kind, one.line) for one in found.problems] == [("closed_half_line", 4)]
    assert found.records == 6  # three, the note, two


def test_a_log_cut_short_stays_known_after_further_records(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 5)
    file.write_bytes(b"".join(_lines(file)[:3]))
    _written(tmp_path, 1)
    (problem,) = verify(folder_of(tmp_path)).problems
    assert problem.kind == "truncated"
    assert "2 records are missing" in problem.message


def test_a_full_disk_is_told_and_leaves_the_chain_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = _written(tmp_path, 2)
    before = file.read_bytes()
    real = os.write
    calls: list[int] = []

    def full(handle: int, data: bytes) -> int:
        if calls:
            raise OSError(errno.ENOSPC, "no space")
        calls.append(1)
        return real(handle, data[:20])

    monkeypatch.setattr("clonyvoice.audit.log_files.os.write", full)
    with pytest.raises(StorageFull):
        AuditChain(tmp_path, FakeClock()).append({"event": "sound.delivered", "who": "cli"})
    monkeypatch.undo()
    assert file.read_bytes() == before
    _written(tmp_path, 1)
    assert _kinds(tmp_path) == []


def test_texts_are_written_only_when_asked_for_and_off_nothing_is(tmp_path: Path) -> None:
    clock = FakeClock()
    OFF.record("sound.delivered", "cli", text="secret")
    assert not OFF.enabled
    for texts in (False, True):
        place = tmp_path / str(texts)
        log = AuditLog.of(place, clock, enabled=True, texts=texts)
        log.record(
            "generation.completed", "cli", voices=["b", "a", None, "a"], text="said \ud83d", sha256="ab"
        )
        (found,) = records(folder_of(place))
        assert found.fields["voices"] == ["a", "b"]
        assert ("text" in found.fields) is texts
        assert verify(folder_of(place)).whole


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_single_change_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    place = tmp_path_factory.mktemp("log")
    (file,) = _written(place, data.draw(st.integers(2, 6), label="records"))
    whole, lines = file.read_bytes(), _lines(file)
    change = data.draw(st.sampled_from(["byte", "insert", "cut", "remove", "swap", "repeat"]), label="change")
    at = data.draw(st.integers(0, len(lines) - 1), label="line")
    if change == "byte":
        place_ = data.draw(st.integers(0, len(whole) - 1), label="byte")
        other = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place_]), label="value")
        changed = whole[:place_] + bytes([other]) + whole[place_ + 1 :]
    elif change == "insert":
        place_ = data.draw(st.integers(0, len(whole)), label="byte")
        changed = whole[:place_] + data.draw(st.binary(min_size=1, max_size=4), label="more") + whole[place_:]
    elif change == "cut":
        changed = whole[: data.draw(st.integers(0, len(whole) - 2), label="length")]
    else:
        other_line = data.draw(
            st.integers(0, len(lines) - 1).filter(lambda value: value != at), label="other"
        )
        if change == "remove":
            lines.pop(at)
        elif change == "repeat":
            lines.insert(other_line, lines[at])
        else:
            lines[at], lines[other_line] = lines[other_line], lines[at]
        changed = b"".join(lines)
    file.write_bytes(changed)
    found = verify(folder_of(place))
    assert found.problems, change
    # bytes behind the last record look like a write that was interrupted: told, and no record is gone
    assert not found.whole or changed.startswith(whole[:-1])


def _garbage(kind: str) -> bytes:
    """Bytes such as a power cut or a failing disk leaves behind the last record."""
    return {
        "half": b'{"at":"2026-01-02T03:04',
        "zeros": bytes(4096),
        "many zeros": bytes(3_000_000),
        "letters": b"not a record\n" * 3,
        "many letters": b"not a record at all\n" * 60_000,
        "nothing": b"",
    }[kind]


@pytest.mark.parametrize("kind", ["half", "zeros", "many zeros", "letters", "many letters", "nothing"])
@pytest.mark.parametrize("lost", [0, 2])
@pytest.mark.parametrize("head", ["kept", "gone", "empty", "zeros", "cut", "[]"])
def test_whatever_is_behind_the_last_record_the_chain_goes_on_and_what_was_lost_stays_known(
    tmp_path: Path, kind: str, lost: int, head: str
) -> None:
    (file,) = _written(tmp_path, 5)
    file.write_bytes(b"".join(_lines(file)[: 5 - lost]) + _garbage(kind))
    note = file.parent / HEAD
    if head == "gone":
        note.unlink()
    elif head != "kept":
        known = note.read_bytes()
        note.write_bytes({"empty": b"", "zeros": bytes(len(known)), "cut": known[:20], "[]": b"[]"}[head])
    before = verify(folder_of(tmp_path))
    _written(tmp_path, 2)
    found = verify(folder_of(tmp_path))
    closed = int(bool(_garbage(kind)) or lost > 0 or head != "kept")
    assert (before.records, found.records) == (5 - lost, 7 - lost + closed)
    assert found.number == found.records
    assert not any(one.kind in ("repeated", "reordered", "removed", "edited") for one in found.problems)
    unsure = lost > 0 or head != "kept"
    assert ("truncated" in {one.kind for one in before.problems}) is unsure
    assert ("truncated" in {one.kind for one in found.problems}) is unsure


def test_a_record_that_is_longer_than_what_is_read_at_first_is_found_as_the_last(tmp_path: Path) -> None:
    chain = AuditChain(tmp_path, FakeClock())
    chain.append({"event": "sound.delivered", "who": "cli"})
    chain.append({"event": "generation.completed", "who": "cli", "text": "\U0001f600" * 100_000})
    AuditChain(tmp_path, FakeClock()).append({"event": "sound.delivered", "who": "cli"})
    found = verify(folder_of(tmp_path))
    assert (found.records, found.problems) == (3, ())


def test_a_last_record_that_is_there_twice_is_told_and_the_chain_goes_on(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 3)
    file.write_bytes(file.read_bytes() + _lines(file)[-1])
    _written(tmp_path, 1)
    found = verify(folder_of(tmp_path))
    assert [(one.kind, one.line) for one in found.problems] == [("repeated", 4)]
    assert found.number == 4


def test_damaged_missing_and_empty_parts_of_a_log_are_told_and_it_goes_on(tmp_path: Path) -> None:
    for change in ("empty the last", "remove the last", "empty a middle one", "a copy beside"):
        place = tmp_path / change
        files = _written(place, 12, most_bytes=700)
        known = {"empty the last": files[-1], "remove the last": files[-1], "empty a middle one": files[1]}
        if change == "a copy beside":
            (files[0].parent / "audit-000001 (copy).jsonl").write_bytes(files[0].read_bytes())
            (files[0].parent / "audit-old.jsonl").write_bytes(files[0].read_bytes())
        elif change == "remove the last":
            known[change].unlink()
        else:
            known[change].write_bytes(b"")
        before = _kinds(place)
        AuditChain(place, FakeClock(), 700).append({"event": "sound.delivered", "who": "cli"})
        expected = {"a copy beside": [], "empty a middle one": ["removed"]}.get(change, ["truncated"])
        assert before == expected, change
        assert _kinds(place) == expected, change


def test_a_record_with_an_absurd_number_takes_no_time_and_no_memory(tmp_path: Path) -> None:
    (file,) = _written(tmp_path, 2)
    before = json.loads(_lines(file)[-1])["hash"]
    fields = {"event": "log.closed", "who": "log", "lost": [1]}
    with file.open("ab") as sink:
        sink.write(line_of(10**15, FakeClock().now(), before, fields)[0] + b"\n")
    assert [one.kind for one in verify(folder_of(tmp_path)).problems][:1] == ["removed"]
