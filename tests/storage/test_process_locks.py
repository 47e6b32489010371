import threading
from pathlib import Path

import pytest

from clonyvoice.storage.process_locks import AlreadyServed, Presence


def test_one_server_a_data_directory_and_others_learn_where(tmp_path: Path) -> None:
    server, command = Presence(tmp_path), Presence(tmp_path)
    server.serve()
    server.announce("http://127.0.0.1:1234")
    assert command.server_url() == "http://127.0.0.1:1234"
    with pytest.raises(AlreadyServed, match="1234"):
        command.serve()
    server.close()
    assert command.server_url() is None
    command.serve()
    command.close()
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) in (["server.lock"], [])


@pytest.mark.parametrize(
    "note", ["", "\0" * 40, '{"url": "http', "[]", "1", "null", '{"url": 1}', "[" * 100_000]
)
def test_a_damaged_note_of_the_server_is_as_none(tmp_path: Path, note: str) -> None:
    server, command = Presence(tmp_path), Presence(tmp_path)
    server.serve()
    (tmp_path / "run" / "server.json").write_text(note)
    assert command.server_url() is None
    with pytest.raises(AlreadyServed):
        command.serve()
    server.close()
    command.serve()
    command.close()


def test_the_living_are_told_from_the_dead(tmp_path: Path) -> None:
    one, other = Presence(tmp_path), Presence(tmp_path)
    assert one.alive(other.token)
    assert not one.alone()
    other.close()
    assert not one.alive(other.token)
    assert one.alone()
    for odd in ("", "run_none", "../../etc", "voice_x"):
        assert not one.alive(odd)
    one.close()


def test_the_mark_of_a_process_that_died_is_cleared(tmp_path: Path) -> None:
    one = Presence(tmp_path)
    (tmp_path / "run" / "run_dead").touch()
    assert one.alone()
    assert not (tmp_path / "run" / "run_dead").exists()
    one.close()


def test_it_may_be_closed_by_another_thread(tmp_path: Path) -> None:
    one = Presence(tmp_path)
    one.serve()
    one.announce("http://127.0.0.1:1")
    thread = threading.Thread(target=one.close)
    thread.start()
    thread.join()
    assert not (tmp_path / "run" / "server.json").exists()
    again = Presence(tmp_path)
    again.serve()
    again.close()
