"""Commands that work without a server: the same services, the same data directory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_of

if TYPE_CHECKING:
    from clonyvoice.api.services import Services
    from clonyvoice.jobs import Job, JobQueue

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
