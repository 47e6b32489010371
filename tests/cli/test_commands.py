"""The command line, in this process and as processes of its own."""

from __future__ import annotations

import errno
import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from clonyvoice.audit.log import AuditLog
from clonyvoice.cli import group, main
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.keys import KeyStore
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from tests.serving import ServerProcess


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLONYVOICE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CLONYVOICE_WEIGHTS", str(tmp_path / "weights"))
    return tmp_path / "data"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def test_every_command_explains_itself_and_every_setting_is_an_option_of_serve(home: Path) -> None:
    listed = run("--help").output
    for name in group.list_commands(click.Context(group)):
        assert name in listed
        assert run(name, "--help").exit_code == 0
    options = run("serve", "--help").output
    for setting in Settings.model_fields:
        assert f"--{setting.replace('_', '-')}" in options
        assert f"CLONYVOICE_{setting.upper()}" in "".join(options.split())


def test_the_audit_log_is_verified_and_shown(home: Path) -> None:
    assert "no audit log" in run("audit", "verify").output
    log = AuditLog.of(home, SystemClock(), enabled=True, texts=False)
    for number in range(3):
        log.record("sound.delivered", "cli", subject=f"gen_{number}", voices=["voice_a"], sha256="ab" * 32)
    whole = run("audit", "verify")
    assert whole.exit_code == 0
    assert "Intact: 3 records" in whole.output
    newest = whole.output.split("hash ")[1].split()[0]
    assert run("audit", "verify", "--expect", newest).exit_code == 0
    assert run("audit", "verify", "--expect", "0" * 64).exit_code == 1
    assert "gen_1" in run("audit", "show", "--voice", "voice_a").output
    assert run("audit", "show", "--last", "1", "--json").output.count("\n") == 1
    (file,) = (home / "audit").glob("audit-*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"gen_1", b"gen_9"))
    edited = run("audit", "verify")
    assert edited.exit_code == 1
    assert "edited: audit-000001.jsonl line 2 (" in edited.output
    assert json.loads(run("audit", "verify", "--json").output)["problems"][0]["kind"] == "edited"


def test_quiet_prints_the_key_alone_and_it_works(home: Path) -> None:
    made = run("keys", "create", "--name", "x", "--quiet", "--scopes", "tts:generate,voices:read", "--limits",
               "tts:generate=3")  # fmt: skip
    secret = made.output.strip()
    assert made.output == f"{secret}\n"
    database = Database.open(home)
    with closing(database):
        caller = KeyStore(database).authenticate(secret)
    assert caller.scopes == {"tts:generate", "voices:read"}
    assert caller.allowances[0].limit("tts:generate") == 3


def test_keys_are_listed_and_revoked(home: Path) -> None:
    assert "no keys" in run("keys", "list").output
    shown = run("keys", "create", "--name", "my laptop", "--unlimited").output
    assert "cvk_" in shown
    listed = run("keys", "list").output
    assert "my laptop" in listed
    key_id = listed.split()[0]
    assert key_id in run("keys", "revoke", key_id).output
    assert "no keys" in run("keys", "list").output
    failed = run("keys", "revoke", key_id)
    assert isinstance(failed.exception, ClonyError)


@pytest.mark.parametrize("limits", ["tts:generate", "tts:generate=x", "=3"])
def test_malformed_limits_say_how_to_write_them(home: Path, limits: str) -> None:
    failed = run("keys", "create", "--limits", limits)
    assert failed.exit_code == 2
    assert "SCOPE=NUMBER" in failed.output


def test_models_are_listed_with_what_is_missing(home: Path) -> None:
    listed = run("models", "list").output
    assert "missing" in listed
    assert "Apache-2.0" in listed
    assert run("models", "verify", "kokoro").exit_code == 1


def test_the_doctor_says_what_to_do(home: Path) -> None:
    told = run("doctor")
    assert told.exit_code == 1
    assert "clonyvoice models pull kokoro" in told.output
    assert "Memory" in told.output


def test_the_document_is_printed_without_touching_the_data(home: Path) -> None:
    document = json.loads(run("openapi").output)
    assert document["openapi"].startswith("3.1")
    assert "/api/generate/clone" in document["paths"]
    assert not home.exists()


def test_open_says_when_no_server_runs(home: Path) -> None:
    failed = run("open", "--no-browser")
    assert isinstance(failed.exception, ClonyError)
    assert "clonyvoice serve" in failed.exception.message


def test_speaking_without_weights_says_how_to_get_them(home: Path, tmp_path: Path) -> None:
    failed = run("say", "Hello.", "--out", str(tmp_path / "a.wav"))
    assert isinstance(failed.exception, ClonyError)
    assert "models pull" in failed.exception.message
    assert not (tmp_path / "a.wav").exists()


def test_the_engine_of_a_command_is_looked_for(home: Path, tmp_path: Path) -> None:
    recording = tmp_path / "me.wav"
    recording.write_bytes(b"RIFF")
    speaking = ("say", "Hello.", "--engine", "pocket", "--out", str(tmp_path / "a.wav"))
    short = (
        "say",
        "Hello.",
        "-v",
        "af_heart",
        "-l",
        "en",
        "-f",
        "wav",
        "--engine",
        "pocket",
        "-o",
        str(tmp_path / "a.wav"),
    )
    cloning = ("clone", str(recording), "-n", "Me", "-l", "en", "--consent", "--engine", "pocket")
    for arguments in (speaking, short, cloning):
        failed = run(*arguments)
        assert isinstance(failed.exception, ClonyError), failed.output
        assert "clonyvoice engines install pocket" in failed.exception.message


def test_instructions_of_a_command_are_followed_or_refused(home: Path, tmp_path: Path) -> None:
    def said(words: str) -> Result:
        return run("say", "Hello.", "--instructions", words, "--out", str(tmp_path / "a.wav"))

    refused = said("purple").exception
    assert isinstance(refused, ClonyError)
    assert refused.code == "instructions_not_followed"
    followed = said("slowly, in a low voice").exception
    assert isinstance(followed, ClonyError)
    assert "models pull" in followed.message  # as far as it can go without weights
    assert "at most 4,096" in said("slowly " * 1000).output


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "clonyvoice", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("cli-server")
    server = ServerProcess(folder / "data", weights=folder / "weights").start()
    yield server
    server.stop()


def test_a_second_server_on_the_same_data_says_where_the_first_is(running: ServerProcess) -> None:
    second = command("serve", "--port", "0", CLONYVOICE_DATA_DIR=str(running.data_dir))
    assert second.returncode == 2
    assert running.url in second.stderr
    assert "Traceback" not in second.stderr


def test_a_port_in_use_says_so(running: ServerProcess, tmp_path: Path) -> None:
    port = running.url.rpartition(":")[2]
    second = command("serve", "--port", port, CLONYVOICE_DATA_DIR=str(tmp_path / "other"))
    assert second.returncode == 2
    assert f"Port {port} is in use" in second.stderr


def test_open_makes_a_link_for_the_running_server(running: ServerProcess) -> None:
    link = command("open", "--no-browser", CLONYVOICE_DATA_DIR=str(running.data_dir)).stdout.strip()
    assert link.startswith(f"{running.url}/auth/link?token=")
    with running.client() as http:
        assert http.get(link).status_code == 303
        assert http.get("/api/session").json()["signed_in"] is True


def test_a_key_made_while_the_server_runs_works_and_stops_when_revoked(running: ServerProcess) -> None:
    where = {"CLONYVOICE_DATA_DIR": str(running.data_dir)}
    secret = command("keys", "create", "--quiet", **where).stdout.strip()
    with running.client(secret) as http:
        [key] = http.get("/api/api-keys").json()["keys"]
        assert command("keys", "revoke", key["id"], **where).returncode == 0
        assert http.get("/api/api-keys").status_code == 401


def test_listening_beyond_this_machine_has_to_be_asked_for(home: Path) -> None:
    failed = run("serve", "--host", "0.0.0.0", "--port", "0")
    assert isinstance(failed.exception, ClonyError)
    assert "--allow-remote" in failed.exception.message


def test_a_read_only_or_damaged_data_directory_is_told_at_start(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "clonyvoice.db").write_bytes(b"no database" * 1000)
    failed = command("serve", "--port", "0", CLONYVOICE_DATA_DIR=str(damaged))
    assert failed.returncode == 3
    assert "recover" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_damaged_page_is_told_at_start_and_nothing_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "clonyvoice.db"
    Database.open(tmp_path).close()
    kept = BlobStore(tmp_path).put(b"a sound that some row may name")
    with closing(sqlite3.connect(file)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'takes'").fetchone()[0]
    with file.open("r+b") as pages:
        pages.seek((root - 1) * 4096)
        pages.write(b"\xff" * 4096)
    failed = command("serve", "--port", "0", CLONYVOICE_DATA_DIR=str(tmp_path))
    assert failed.returncode == 3
    assert "recover" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert BlobStore(tmp_path).read(kept)


@pytest.mark.parametrize("value", ["abc", "70000", "-1"])
def test_wrong_settings_name_the_setting(home: Path, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLONYVOICE_PORT", value)
    failed = run("serve")
    assert isinstance(failed.exception, ClonyError)
    assert "port" in failed.exception.message


def test_the_port_is_free_again_after_stopping(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data").start()
    port = int(server.url.rpartition(":")[2])
    server.stop()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
    assert not (tmp_path / "data" / "run" / "server.json").exists()


def test_mistyped_settings_are_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLONYVOICE_MAX_QUEU", "3")
    assert "Did you mean CLONYVOICE_MAX_QUEUE?" in run("keys", "list").output


def test_what_cannot_be_written_is_refused_before_anything_is_computed(home: Path, tmp_path: Path) -> None:
    recording = tmp_path / "me.wav"
    recording.write_bytes(b"RIFF")
    for command in (["say", "Hello."], ["transcribe", str(recording)]):
        for out in (tmp_path / "none" / "x.wav", tmp_path):
            for option in ("--out", "-o"):
                refused = run(*command, option, str(out)).exception
                assert isinstance(refused, ClonyError)
                assert "--out" in refused.message
    assert not home.exists()


def test_voices_are_listed_as_say_takes_them(home: Path) -> None:
    assert "jf_nezumi" in run("voices", "--language", "ko").output
    assert run("voices", "--kind", "preset", "--search", "heart").output.startswith("af_heart  Heart  preset")
    assert run("voices", "--kind", "clone").output == "No voice matches.\n"


def test_a_setting_of_few_words_names_them(home: Path) -> None:
    assert "'debug', 'info', 'warning', 'error'" in run("serve", "--log-level", "loud").output
    assert "default: 8765" in run("serve", "--help").output


@pytest.mark.parametrize("typed", [True, False])
def test_an_error_of_the_system_tells_a_path_only_as_it_was_typed(
    tmp_path: Path, typed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "recording.wav")

    def failing(**_: object) -> None:
        raise OSError(errno.ENAMETOOLONG, "File name too long", path)

    monkeypatch.setattr("clonyvoice.cli.group", failing)
    monkeypatch.setattr(sys, "argv", ["clonyvoice", "transcribe", *([path] if typed else [])])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 3
    assert "File name too long" in told
    assert "recording.wav" in told
    assert (path in told) is typed


def test_an_unexpected_error_tells_no_folders_and_no_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(**_: object) -> None:
        raise ValueError(f"{tmp_path}/x.onnx is none; nor is https://ada:secret@host/x?key=secret")

    monkeypatch.setattr("clonyvoice.cli.group", failing)
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 3
    assert "x.onnx is none" in told
    assert str(tmp_path) not in told
    assert "secret" not in told
    assert 'File "/' not in told
