"""`clonyvoice models`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_of, settings_options

if TYPE_CHECKING:
    from clonyvoice.weights import WeightsStore

_SHOWN = 3
"""So many damaged files are named. Chosen by hand."""


@click.group(help="List, download and verify the models.")
def command() -> None:
    """Group of the model commands."""


@command.command("list", help="List the models, their sizes and whether they are installed.")
@settings_options("weights")
def list_(**options: Any) -> None:
    """List the models."""
    from clonyvoice.weights import WeightsStore

    store = WeightsStore(settings_of(options).weights)
    for status in store.status():
        state = "installed" if status.installed else "missing"
        click.echo(
            f"{status.name:16} {state:10} {status.size / 1e6:7.1f} MB  {status.licence:12} {status.title}"
        )
    click.echo(f"\nFolder: {store.root}")


@command.command(
    help="Download missing models; all of them when none is named. Continues an interrupted download."
)
@click.argument("names", nargs=-1)
@click.option("--repair", is_flag=True, help="Check installed models, and download damaged ones again.")
@settings_options("weights")
def pull(names: Sequence[str], repair: bool, **options: Any) -> None:
    """Fetch weights."""
    from clonyvoice.core.cancel import CancelToken
    from clonyvoice.weights import WeightsStore
    from clonyvoice.weights.pull import PullProgress
    from clonyvoice.weights.pull import pull as fetch

    store = WeightsStore(settings_of(options).weights)
    wanted = list(names) or list(store.manifest.names)
    bars = sys.stderr.isatty()

    def report(progress: PullProgress) -> None:
        share = progress.done / progress.total if progress.total else 0.0
        if bars:
            filled = "█" * round(share * 30)
            mb = f"{progress.done / 1e6:.0f}/{progress.total / 1e6:.0f} MB"
            click.echo(f"\r{progress.model:16} {filled:30} {mb:>14} {progress.stage:10}", nl=False, err=True)
            if progress.stage == "installed":
                click.echo(err=True)
        elif progress.stage == "installed":
            click.echo(f"{progress.model}: installed", err=True)

    token = CancelToken()
    try:
        new = fetch(store, wanted, report, token, repair=repair)
    except KeyboardInterrupt:
        token.cancel()
        raise
    click.echo(f"Installed {', '.join(new)}." if new else "All models are installed.")
    if "kokoro" in wanted:
        _prepare(store, settings_of(options).threads)


def _prepare(store: WeightsStore, threads: int) -> None:
    """Build Kokoro's graphs and measure its backends in advance, so that the first sentence does not wait."""
    from clonyvoice.engines.compute_threads import default_threads
    from clonyvoice.engines.kokoro import backend_choice

    threads = default_threads(threads)
    if not backend_choice.remembered(store, "kokoro", threads):
        click.echo("Preparing Kokoro for this machine …", err=True)
    best = backend_choice.prepare(store, "kokoro", threads)[0]
    click.echo(f"Kokoro uses {best.name}: {best.factor:.2f} s of computation for a second of speech.")


@command.command(help="Read the models and compare their checksums.")
@click.argument("names", nargs=-1)
@settings_options("weights")
def verify(names: Sequence[str], **options: Any) -> None:
    """Verify weights; ends with 1 when something is wrong."""
    from clonyvoice.weights import WeightsStore

    store = WeightsStore(settings_of(options).weights)
    wrong = False
    for name in names or store.manifest.names:
        problems = store.verify(name)
        click.echo(f"{name}: {_told([f'{p.path} ({p.what})' for p in problems])}")
        wrong = wrong or bool(problems)
    if wrong:
        click.echo("Repair them: clonyvoice models pull --repair", err=True)
        sys.exit(1)


def _told(problems: Sequence[str]) -> str:
    """The first few problems in words."""
    if not problems:
        return "sound"
    more = len(problems) - _SHOWN
    return ", ".join(problems[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
