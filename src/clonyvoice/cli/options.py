"""Shared by commands: each setting as an option and an environment variable; the services without a server."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

import click

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.settings import Settings

if TYPE_CHECKING:
    from clonyvoice.api.services import Services
    from clonyvoice.jobs import Job, JobQueue


_NO_SETTINGS = frozenset({"CLONYVOICE_BENCH_DATA", "CLONYVOICE_SERVER", "CLONYVOICE_KEY"})
"""Variables of the benchmarks, the studio's development server and the examples."""
F = TypeVar("F", bound=Callable[..., Any])


class BadSetting(InvalidRequest):
    """A setting has a value that is not allowed."""

    code = "invalid_setting"


def settings_options(*names: str) -> Callable[[F], F]:
    """The options of these settings. The command gets them as keyword arguments: pass them to
    `settings_of`.
    """

    def add(function: F) -> F:
        for name in reversed(names):
            function = _option(name)(function)
        return function

    return add


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings: options first, then the environment, then defaults. Raises BadSetting."""
    from pydantic import ValidationError

    _warn_of_unknown()
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    try:
        return Settings(**given)
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"])
        raise BadSetting(f"The setting `{name}` is not valid: {problem['msg']}.", param=name) from None


def _warn_of_unknown() -> None:
    """Warn of environment variables that look like settings but are unknown: most are mistyped."""
    known = {f"CLONYVOICE_{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith("CLONYVOICE_") and name not in known and name not in _NO_SETTINGS:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean {near[0]}?" if near else " All settings: clonyvoice serve --help"
            click.echo(f"There is no setting {name}.{hint}", err=True)


def check_output(path: Path) -> None:
    """Refuse a file that cannot be written before anything is computed for it. Raises InvalidRequest."""
    folder = path.parent
    if not folder.is_dir():
        raise InvalidRequest(f"There is no folder {folder}. Make it, or choose another --out.", param="out")
    if path.is_dir():
        raise InvalidRequest(f"{path} is a folder. Name a file in it with --out.", param="out")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InvalidRequest(f"{path} cannot be written. Choose another --out.", param="out")


def split_list(values: Sequence[str]) -> list[str]:
    """`("a,b", "c")` as `["a", "b", "c"]`: lists are given with commas or by repeating the option."""
    return [part for value in values for part in value.replace(",", " ").split()]


def _option(name: str) -> Callable[[F], F]:
    field = Settings.model_fields[name]
    flag = f"--{name.replace('_', '-')}"
    default = "" if field.default_factory or field.default in (False, ()) else f"default: {field.default}; "
    help_text = f"{field.description}  [{default}env: CLONYVOICE_{name.upper()}]"
    if field.annotation is bool:
        return click.option(flag, name, is_flag=True, default=None, help=help_text)
    if field.annotation is Path:
        return click.option(flag, name, type=click.Path(path_type=Path), default=None, help=help_text)
    if str(field.annotation).startswith("tuple"):
        return click.option(flag, name, multiple=True, help=help_text)
    if get_origin(field.annotation) is Literal:
        return click.option(
            flag, name, type=click.Choice(get_args(field.annotation)), default=None, help=help_text
        )
    kind = field.annotation if field.annotation in (int, float) else str
    return click.option(flag, name, type=kind, default=None, help=help_text)


OWNER = "cli"


@contextmanager
def working(options: dict[str, Any]) -> Iterator[Services]:
    """The services, at work for the length of a command."""
    from clonyvoice.app import running
    from clonyvoice.cli import logs

    logs.configure("warning")
    with running(settings_of(options)) as services:
        yield services


def follow(jobs: JobQueue, job_id: str) -> Job:
    """The job once it has ended, its progress shown meanwhile; Ctrl-C stops it. Raises its error, or
    Cancelled.
    """
    from clonyvoice.jobs.queue import result_of

    shown = sys.stderr.isatty()
    try:
        while not (job := jobs.wait(job_id, 0.2)).ended:
            if shown:
                click.echo(f"\r{job.progress:5.0%} {job.stage[:60]:60}", nl=False, err=True)
    except KeyboardInterrupt:
        jobs.cancel(job_id)
        raise
    finally:
        if shown:
            click.echo(f"\r{'':70}\r", nl=False, err=True)
    result_of(job)
    return job
