"""Parts of other packages that are not their public interface: named here, still there, and their versions pinned."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/clonyvoice"
PRIVATE = {
    "fastapi": {"fastapi.dependencies.models": "api/routing.py"},
    "starlette": {
        "_body": "api/compat/unsupported_fields.py",
        "_form": "api/compat/unsupported_fields.py",
        "_json": "api/request_checks.py",
    },
    "uvicorn": {
        "uvicorn._types": "api/middleware/websocket_protocol.py",
        "uvicorn.protocols.http.h11_impl": "api/middleware/http_protocol.py",
        "uvicorn.protocols.websockets.websockets_sansio_impl": "api/middleware/websocket_protocol.py",
    },
    "alembic": {"_upgrade_revs": "storage/schema_migration.py"},
    "faster-whisper": {"_LANGUAGE_CODES": "transcription/spoken_languages.py"},
}
"""By package: a private module or name, and the one of our modules that uses it."""


def _used() -> dict[str, str]:
    """Private modules, private names imported from other packages, and those that a linter's exemption lets through."""
    modules = {name for names in PRIVATE.values() for name in names if "." in name}
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        ours = path.relative_to(SOURCE).as_posix()
        text = path.read_text("utf-8")
        for line in text.splitlines():
            if "noqa: SLF001" in line:
                found |= dict.fromkeys(re.findall(r"\w\.(_[a-z]\w*)\b", line.partition("#")[0]), ours)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("clonyvoice"):
                if node.module in modules or any(part.startswith("_") for part in node.module.split(".")):
                    found |= {node.module: ours} if not node.module.startswith("__") else {}
                found |= {one.name: ours for one in node.names if one.name.startswith("_")}
    return found


def test_every_private_part_in_use_is_named_here() -> None:
    assert _used() == {name: ours for names in PRIVATE.values() for name, ours in names.items()}


@pytest.mark.parametrize("package", PRIVATE)
def test_a_package_whose_private_parts_are_used_is_pinned_below_the_next_version(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {Requirement(one).name: Requirement(one).specifier for one in project["dependencies"]}[package]
    installed = version(package)
    major, minor, *_ = (int(part) for part in installed.split("."))
    assert wanted.contains(installed)
    assert not wanted.contains(f"{major}.{minor + 1}.0"), (
        f"say that {package} {installed} is the last one tried"
    )


def test_fastapi_knows_a_routes_parameters_by_these_names() -> None:
    from fastapi import APIRouter, Form, Query
    from fastapi.dependencies.models import Dependant

    router = APIRouter()

    @router.post("/things")
    def make(name: str = Form(), times: list[int] = Query()) -> None:
        """Make one."""

    assert {"dependencies", "call", "query_params", "body_params"} <= {
        field.name for field in dataclasses.fields(Dependant)
    }
    (route,) = router.routes
    dependant = route.dependant  # type: ignore[attr-defined]  # of FastAPI's own class
    assert [(one.alias, one.field_info.annotation) for one in dependant.query_params] == [
        ("times", list[int])
    ]
    assert [(one.alias, one.field_info.is_required()) for one in dependant.body_params] == [("name", True)]
    assert "body_field" in vars(route)


def test_uvicorns_protocols_have_what_ours_override() -> None:
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

    from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors
    from clonyvoice.api.middleware.websocket_protocol import PacedWebSocket

    for ours, theirs in ((H11WithJsonErrors, H11Protocol), (PacedWebSocket, WebSocketsSansIOProtocol)):
        called = set(re.findall(r"super\(\)\.(\w+)\(", inspect.getsource(ours)))
        assert called
        assert called <= set(dir(theirs))
