"""The first text of a language loads its dictionaries; nothing else waits for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from clonyvoice.text.languages import LANGUAGES
from clonyvoice.text.phonemes import chinese_process, chinese_reader
from clonyvoice.text.phonemes.chinese_process import ChineseProcess
from tests.eventually import eventually

FIRST = {
    "en": "Hello there, it is 3 pm on May 5th, 2024.", "en-GB": "Hello there, it is 3 pm on May 5th, 2024.",
    "es": "Hola, hoy es 3 de mayo.", "fr": "Bonjour, aujourd'hui c'est le 3 mai.", "it": "Ciao, oggi è il 3 maggio.",
    "pt": "Olá, hoje é 3 de maio.", "hi": "नमस्ते, आज 5 तारीख है।", "ja": "今日は2026年5月3日です。東京へ行きます。",
    "zh": "今天是2024年5月3日，我们去公园。", "ko": "오늘은 5월 3일입니다. 꽃잎이 예쁘네요.",
    "de": "Heute ist der 3. Mai, Straße und Häuser.", "ru": "Сегодня 3 мая, привет мир!",
}  # fmt: skip
MOST = 0.050
"""Seconds that `/health` may take."""
PROGRAM = """
import os, sys
sys.setswitchinterval(0.001)
import clonyvoice.app
from clonyvoice.text.phonemes import phonemise
from tests.interpreter_hold import Hold
from tests.eventually import eventually
for line in sys.stdin:
    code, _, text = line.rstrip().partition(" ")
    if not (child := os.fork()):
        with Hold() as hold:
            assert phonemise(text, code)
        print(hold.longest, flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""
"""Reads a language and a text in a process of its own, line by line, and tells the longest hold of each in seconds."""


def test_every_language_has_a_first_text() -> None:
    assert {code.partition("-")[0] for code in FIRST} == set(LANGUAGES)


@pytest.fixture(scope="module")
def fresh() -> Iterator[Callable[[str, str], float]]:
    """The longest hold in seconds while a process that has read no text yet reads its first."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:

        def read(code: str, text: str) -> float:
            assert program.stdin is not None
            assert program.stdout is not None
            print(code, text, file=program.stdin, flush=True)
            return float(program.stdout.readline())

        yield read
        assert program.stdin is not None
        program.stdin.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="clocks of other threads are Linux's")
@pytest.mark.parametrize("code", FIRST)
def test_the_first_text_of_a_language_lets_other_threads_run(
    code: str, fresh: Callable[[str, str], float]
) -> None:
    held: list[float] = []
    for _ in range(3):
        held.append(fresh(code, FIRST[code]))
        if held[-1] <= MOST:
            break
    assert min(held) <= MOST, held


def test_what_reads_chinese_is_a_process_of_its_own_and_replaced_when_it_dies() -> None:
    reader = ChineseProcess()
    try:
        text = "银行行长说：“行。”\n还钱"
        assert reader.read(text) == tuple(chinese_reader.read(text))
        first = reader.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert reader.read(text) == tuple(chinese_reader.read(text))
        assert reader.pid not in (None, first)
    finally:
        reader.close()
    assert reader.pid is None


def test_a_reader_of_chinese_that_does_not_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ChineseProcess()
    try:
        reader.read("好")
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGSTOP)
        monkeypatch.setattr(chinese_process, "SILENT_SECONDS", 2.0)
        began = time.monotonic()
        assert reader.read("不是")[0] == ["不是"]
        assert time.monotonic() - began < 60
    finally:
        reader.close()


def test_the_reader_of_chinese_ends_with_its_program() -> None:
    program = (
        "from clonyvoice.text.phonemes.chinese_process import reader\n"
        "reader.read('好')\nprint(reader.pid, flush=True)\nimport os\nos._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    pid = int(done.stdout)
    eventually(lambda: not _runs(pid), seconds=20)


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_english_dictionary_is_read_in_slices_as_it_is_at_once() -> None:
    import importlib.resources
    import json

    from clonyvoice.text.english_lexicon import dictionary_entries

    for name in ("us_gold", "us_silver", "gb_gold", "gb_silver"):
        text = (importlib.resources.files("misaki.data") / f"{name}.json").read_text("utf-8")
        assert dictionary_entries(text) == json.loads(text)
