"""Values for JSON schemas: most of them fit, some are odd by rule; and ids that the server has given out."""

from __future__ import annotations

import random
import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
_ID = re.compile(r"([a-z]{2,10})_[A-Za-z0-9_]{8,64}")
_PREVIEW = re.compile(r"/elevenlabs/previews/([\w.-]+)\.mp3")
"""A link to a voice's preview: its token is no id."""
_KEPT = 40
"""Ids of a kind that are remembered; newer ones take the places of older ones."""
KIND_OF = {
    "voice": "voice", "generated_voice": "voice", "from": "voice", "a": "voice", "b": "voice",
    "generation": "gen", "history_item": "gen", "project": "proj", "transcription": "trn", "category": "cat",
}  # fmt: skip
"""Kinds of ids by the name of the field without `_id`, where they are not the same."""
WORDS = (
    "Hello there.", "One, two, three.", "ADA: Where were you?\n\nBEN: Outside.", "안녕하세요.", "今日は2026年です。",
    "[pause:1.5s] So.", "A [word](/wɜːd/) here.", "<speak>Hi <break time='1s'/></speak>", "Привет, мир!",
    "Dr. Smith paid $1,234.50 on 3/4.", "नमस्ते", "¿Qué tal?", "x" * 400, "a " * 300, "1" * 60, "?!…", "(…)",
)  # fmt: skip
LONG = ("word ", "字", "1,", "\n", "<b>", "&amp;", "🙂", "[pause:", "a.", "-")
ODD_TEXTS = (
    "", " ", "\x00", "a\x00b", "\u200b", "\ufe0f", "\ud83d", "\u202e", "..", "../../x", "%00", "-1", "NaN",
    "null", "{}", "🙂",
    "\r\nX: y", "\x7f\x1b[0m", "é" * 256, "Ω", "İ", "ß", "\uffff", "٣", "1e999", "0x10", "true", "*", "auto", "/", "\\",
)  # fmt: skip
ODD_NUMBERS = (
    0, -1, 1, 2, 2**31, 2**31 - 1, 2**53, 2**63, 2**64, -(2**63), 10**30, 0.5, -0.0, 1e-300, 1e300,
    float("nan"), float("inf"), float("-inf"), 10**4000,
)  # fmt: skip


_ALPHABETS = (
    (0x20, 0x7E), (0x20, 0x7E), (0x00, 0x1F), (0x80, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x590, 0x6FF),
    (0x900, 0x97F),
    (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xFE00, 0xFFFF),
    (0x1F300, 0x1FAFF), (0xE0000, 0xE007F), (0x0, 0x10FFFF),
)  # fmt: skip
"""Ranges of code points, of which a text's characters come."""
_DESCRIPTIONS = ("A calm elderly woman.", "A young man who speaks fast.", "차분한 중년 여성")
_MEANT: Mapping[str, Sequence[str]] = {
    "description": _DESCRIPTIONS, "voice_description": _DESCRIPTIONS, "gender": ("female", "male", "neutral", "x"),
    "age": ("young", "old", "40", "x"),
}  # fmt: skip
"""Values of fields by whose names alone one can tell what is understood."""


class Draw:
    """Choices from a seed.

    Not hypothesis: what is drawn depends on ids that the server gave out, and it takes that for a flaky test.
    """

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)

    def index(self, count: int) -> int:
        """A number below `count`."""
        return self._random.randrange(count)

    def of(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[self._random.randrange(len(choices))]

    def once_in(self, times: int) -> bool:
        """True one time in so many."""
        return self._random.randrange(times) == 0

    def text(self, longest: int) -> str:
        """Any characters, half of them of one kind."""
        ranges = [self.of(_ALPHABETS), self.of(_ALPHABETS)]
        return "".join(chr(self._random.randint(*self.of(ranges))) for _ in range(self.index(longest + 1)))

    def json(self, depth: int = 0) -> Any:
        """Any JSON value, deep ones among them."""
        if depth == 0 and self.once_in(8):
            inner: Any = 1
            for _ in range(self.of((20, 200, 900))):
                inner = [inner] if self.once_in(2) else {"a": inner}
            return inner
        kind = self.index(8 if depth < 4 else 6)
        if kind == 0:
            return self.of((None, True, False))
        if kind == 1:
            return self._random.randint(-(10**6), 10**6)
        if kind == 2:
            return self._random.uniform(-1e3, 1e3)
        if kind == 3:
            return self.of(ODD_NUMBERS)
        if kind < 6:
            return self.text(12)
        if kind == 6:
            return [self.json(depth + 1) for _ in range(self.index(4))]
        return {self.text(8): self.json(depth + 1) for _ in range(self.index(4))}

    def bytes(self, longest: int) -> bytes:
        """Any bytes."""
        return self._random.randbytes(self.index(longest + 1))


class Known:
    """Ids that answers held, by kind; safe from any thread."""

    def __init__(self, hidden: frozenset[str] = frozenset()) -> None:
        self._lock = threading.Lock()
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._hidden = hidden
        self.documents: dict[str, dict[str, list[str]]] = {}
        """By project or generation: the ids of its parts, by kind."""
        self.revisions: dict[str, int] = {}
        """By project: its last revision that was told."""

    def learn(self, answer: Any, project: str = "") -> None:
        """Remember every id in an answer; `project` is the one that was asked about."""
        found: list[tuple[str, str]] = []
        _walk(answer, found)
        with self._lock:
            for kind, one in found:
                kept = self._ids[kind]
                if one not in kept and one not in self._hidden:
                    kept.append(one)
                    del kept[:-_KEPT]
            if isinstance(answer, Mapping) and isinstance(answer.get("revision"), int):
                named = str(answer.get("id"))
                self.revisions[named if named.startswith("proj_") else project] = answer["revision"]
            if isinstance(answer, Mapping) and ("tracks" in answer or "chunks" in answer):
                items: dict[str, list[str]] = defaultdict(list)
                for kind, one in found:
                    items[kind].append(one)
                self.documents[str(answer.get("id"))] = items
                while len(self.documents) > 2 * _KEPT:
                    self.documents.pop(next(iter(self.documents)))

    def forget(self, one: str) -> None:
        """Leave out an id that is gone, most of the time wanted no more."""
        with self._lock:
            for kept in self._ids.values():
                if one in kept:
                    kept.remove(one)
            self.documents.pop(one, None)

    def one(self, draw: Draw, kind: str, project: str | None = None) -> str:
        """An id of a kind, of a project's own items when one is given; made up when there is none."""
        with self._lock:
            own = self.documents.get(project or "", {}).get(kind)
            found = list(own or self._ids.get(kind) or ())
        return draw.of(found) if found else f"{kind}_{'0' * 22}"


def _walk(value: Any, found: list[tuple[str, str]]) -> None:
    if isinstance(value, str):
        match = _ID.fullmatch(value)
        if match:
            found.append((match[1], value))
        elif link := _PREVIEW.search(value):
            found.append(("preview", link[1]))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _walk(key, found)
            _walk(inner, found)
    elif isinstance(value, list):
        for inner in value[:200]:
            _walk(inner, found)


class Values:
    """Draws values of schemas. `oddness`: one value in so many is odd; 0 for none."""

    def __init__(
        self, draw: Draw, schemas: Mapping[str, Any], known: Known, oddness: int, project: str | None
    ) -> None:
        self._draw, self.schemas, self.known, self._oddness = draw, schemas, known, oddness
        self.project = project

    @property
    def odd_now(self) -> bool:
        """Whether the next value is to be odd."""
        return self._oddness > 0 and self._draw.once_in(self._oddness)

    def odd(self) -> Any:
        """A value that hardly any field accepts."""
        draw = self._draw
        kind = draw.index(8)
        if kind < 3:
            return self.odd_text()
        if kind < 5:
            return draw.of(ODD_NUMBERS)
        if kind < 6:
            return draw.of((None, True, False, [], {}, [None], [[]], {"": None}))
        return draw.json()

    def odd_text(self) -> str:
        """A text that few expect: special characters, or very many."""
        draw = self._draw
        kind = draw.index(20)
        if kind < 10:
            return draw.of(ODD_TEXTS)
        if kind < 19:
            return draw.text(30)
        return draw.of(LONG) * draw.of((300, 5_000, 20_000))

    def of(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """A value of a schema; `name` is its field's."""
        draw = self._draw
        if self.odd_now:
            return self.odd()
        if "$ref" in schema:
            return self.of(self.schemas[schema["$ref"].rpartition("/")[2]], name)
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return self.of(draw.of(schema[several]), name)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return draw.of(schema["enum"])
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            least = int(schema.get("minItems", 0))
            count = min(least + draw.index(3), int(schema.get("maxItems", 1000)))
            return [self.of(schema.get("items", {}), name.removesuffix("s")) for _ in range(count)]
        if kind in ("integer", "number"):
            return self._number(schema, kind)
        if kind == "boolean":
            return draw.once_in(2)
        if kind == "null":
            return None
        return self._text(schema, name) if kind == "string" else draw.json()

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        draw = self._draw
        made: dict[str, Any] = {}
        required = schema.get("required", ())
        for name, inner in schema.get("properties", {}).items():
            if (name in required and not self.odd_now) or draw.once_in(4):
                made[name] = self.of(inner, name)
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping) or more is True:
            for _ in range(draw.index(3)):
                key = draw.of(WORDS)[:40] if draw.once_in(2) else self.known.one(draw, "voice")
                made[key] = self.of(more, "value") if isinstance(more, Mapping) else draw.json()
        if self.odd_now:
            made[self.odd_text()[:200]] = self.odd()
        return made

    def _number(self, schema: Mapping[str, Any], kind: str) -> float:
        least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        most = schema.get("maximum", schema.get("exclusiveMaximum", 1000))
        step = self._draw.index(9)
        value = (
            least
            if step == 0
            else most
            if step == 8
            else least + (most - least) * step / (8 if step > 4 else 64)
        )
        return int(value) if kind == "integer" else float(value)

    def _text(self, schema: Mapping[str, Any], name: str) -> str:
        draw, longest = self._draw, int(schema.get("maxLength", 1000))
        stem = name.removesuffix("_id").removesuffix("s")
        kind = KIND_OF.get(stem, stem)
        if name.endswith(("_id", "_ids")) or kind == "voice":
            return self.known.one(draw, kind, self.project)
        if name.startswith("language"):
            return draw.of(("en", "ko", "auto", "ja", "zh", "de", "pt-BR", "xx"))[:longest]
        if name in ("model", "model_id"):
            return draw.of(("tts-1", "whisper-1", "eleven_multilingual_v2", "scribe_v1", "kokoro"))
        if name in _MEANT:
            return draw.of(_MEANT[name])[:longest]
        if name == "recipe":
            voices = [self.known.one(draw, "voice") for _ in range(2)]
            return draw.of((f"0.6*{voices[0]} + 0.4*{voices[1]}", "0.5*fake_ann+0.5*fake_ben", voices[0]))
        if name == "output_format":
            return draw.of(("mp3_44100_128", "pcm_16000", "ulaw_8000", "opus_48000_32", "wav_44100"))
        return (draw.of(WORDS) if draw.index(4) else draw.text(20))[:longest]
