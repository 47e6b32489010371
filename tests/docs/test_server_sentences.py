"""The studio has words for every sentence that the server says about an imported or checked file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.environments.recipes import EngineNotInstalled
from clonyvoice.engines.kokoro.voice import VoiceDataInvalid
from clonyvoice.engines.registry import EngineNotFound
from clonyvoice.voices.errors import VoiceRevoked

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src/clonyvoice"
SAID_IN = (
    "voices/voice_archive.py",
    "projects/script_importing.py",
    "projects/docx_epub.py",
    "projects/script_lines.py",
    "engines/environments/virtual_environment.py",
    "engines/environments/installation.py",
)


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be, each hole filled with `7` or one of its own texts."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one)
            yield from texts(other)
        case ast.List(elts=elements):
            for element in elements:
                yield from texts(element)
        case ast.JoinedStr(values=pieces):
            found = [""]
            for piece in pieces:
                inner = piece.value if isinstance(piece, ast.FormattedValue) else piece
                endings = list(texts(inner)) or ["7"]
                found = [text + ending for text in found for ending in endings]
            yield from found


def sentences() -> Iterator[str]:
    """Every sentence that is added to a list of problems or warnings."""
    for name in SAID_IN:
        for node in ast.walk(ast.parse((SOURCE / name).read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=("problems" | "warnings")), attr="append"),
                    args=[said],
                ):
                    yield from texts(said)
                case ast.Call(
                    func=ast.Attribute(attr="append", value=ast.Attribute(attr="warnings")), args=[said]
                ):
                    yield from texts(said)
                case ast.Call(func=ast.Name(id="ScriptInvalid"), args=[said]):
                    yield from texts(said)


def forms() -> list[re.Pattern[str]]:
    """The forms of the studio, as patterns of Python."""
    page = (ROOT / "studio/src/i18n/server-sentences.ts").read_text("utf-8")
    return [
        re.compile(form.replace("(?<", "(?P<")) for form in re.findall(r'^  \[/(.+)/, "', page, re.MULTILINE)
    ]


@pytest.mark.parametrize("said", sorted({*sentences()}))
def test_the_studio_has_words_for(said: str) -> None:
    assert any(form.match(said) for form in forms()), said


VOICE_PROBLEMS = (
    VoiceRevoked("voice_7", {"at": "2026-01-02", "reason": "asked"}),
    VoiceRevoked("voice_7", {"because_of": "voice_8"}),
    EngineNotFound("other", ["kokoro"]),
    EngineNotInstalled("pocket", ["kokoro"]),
    VoiceDataInvalid("it is damaged"),
)
"""Errors that make one voice of an imported file unusable."""


@pytest.mark.parametrize("problem", VOICE_PROBLEMS, ids=str)
def test_the_studio_has_words_for_a_voice_that_cannot_be_imported(problem: ClonyError) -> None:
    said = f"Ada: {problem.message.rstrip('.')}"
    assert any(form.match(said) for form in forms()), said


def test_the_studio_has_words_for_a_voice_without_the_consent_that_is_required() -> None:
    tree = ast.parse((SOURCE / "voices/import_export.py").read_text("utf-8"))
    said = [
        text
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for text in texts(node)
        if "which this server requires" in text
    ]
    assert len(said) == 1
    assert any(form.match(said[0]) for form in forms()), said


def test_the_sentences_are_found() -> None:
    assert len({*sentences()}) >= 30
