"""`clonyvoice engines`: engines beyond the embedded one, in environments of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_of, settings_options

if TYPE_CHECKING:
    from clonyvoice.engines.contract import Engine, Reference
    from clonyvoice.engines.environments.installation import Environments


def _environments(options: dict[str, Any]) -> Environments:
    from clonyvoice.engines.environments.installation import Environments

    return Environments(settings_of(options).data_dir)


@click.group(help="List, install, verify, remove and try engines beyond the embedded one.")
def command() -> None:
    """Group of the engine commands."""


@command.command("list", help="List the engines that can be installed, their sizes, licences and state.")
@settings_options("data_dir")
def list_(**options: Any) -> None:
    """List the engines."""
    from clonyvoice.engines.environments.recipes import recipe, recipe_ids

    found = _environments(options)
    for name in recipe_ids():
        one = recipe(name)
        click.echo(f"{name:12} {found.state(name):14} {one.title}: {one.summary}")
        click.echo(
            f"{'':12} download {one.download_mb} MB, disk {one.disk_mb} MB, memory {one.memory_mb} MB;"
            f" {one.code_licence}, weights {one.weights_licence}"
        )


@command.command(
    help="Install an engine into its own environment; a failed installation leaves nothing behind. PyTorch is the build"
    " on PyPI: with CUDA's libraries on Linux, also where there is no GPU, and without them on macOS and Windows, where"
    " engines compute on the processor. Other builds cannot be chosen: they are in PyTorch's own index, and their"
    " hashes in no lock file here."
)
@click.argument("name")
@click.option(
    "--accept-licence", is_flag=True, help="Accept the engine's licences, which are shown without it."
)
@click.option(
    "--wheelhouse",
    type=click.Path(path_type=Path),
    help="Install from a folder of wheels, without a network; `engines download` makes one. [default: wheelhouse in the"
    " data folder, if it is there]",
)
@settings_options("data_dir")
def install(name: str, accept_licence: bool, wheelhouse: Path | None, **options: Any) -> None:
    """Install an engine."""
    from clonyvoice.engines.environments.recipes import recipe

    found = _environments(options)
    wanted = recipe(name)
    click.echo(f"{wanted.title}: download {wanted.download_mb} MB, disk {wanted.disk_mb} MB.", err=True)
    try:
        made = found.install(
            name,
            accept_licence=accept_licence,
            wheelhouse=wheelhouse,
            tell=lambda line: click.echo(f"  {line}", err=True),
        )
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing of this installation is left.", err=True)
        raise
    click.echo(f"Installed {made.info.title}: {', '.join(sorted(made.info.abilities))}.")
    click.echo(
        f"Languages: {', '.join(made.info.languages)}. Weights come with the first use, or from a copy in"
    )
    click.echo(f"{found.weights(name)}\nA running server finds it when the System page is opened.")


@command.command(help="Download the wheels of an engine into FOLDER, for an installation without a network.")
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
def download(name: str, folder: Path) -> None:
    """Fill a wheelhouse."""
    from clonyvoice.engines.environments.recipes import recipe
    from clonyvoice.engines.environments.virtual_environment import fill_wheelhouse

    fill_wheelhouse(recipe(name), folder, lambda line: click.echo(f"  {line}", err=True))
    click.echo(
        f"The wheels of {name} are in {folder}. On the other machine: engines install {name} --wheelhouse FOLDER"
    )


@command.command(help="Check the files of an engine's environment and start it once; reports problems.")
@click.argument("name")
@settings_options("data_dir")
def verify(name: str, **options: Any) -> None:
    """Check an engine."""
    problems = _environments(options).verify(name)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(3)
    click.echo(f"{name}: all files are intact, and the engine starts.")


@command.command(help="Remove an engine, its environment and its models.")
@click.argument("name")
@settings_options("data_dir")
def remove(name: str, **options: Any) -> None:
    """Remove an engine."""
    _environments(options).remove(name)
    click.echo(f"Removed {name}.")


@command.command(
    "try",
    help="Check that an engine has all abilities that it declares, with its real models; prints a report.",
)
@click.argument("name")
@click.option(
    "--recording", type=click.Path(path_type=Path, exists=True), help="Speech of one person, to be cloned."
)
@settings_options("data_dir", "weights", "threads")
def try_(name: str, recording: Path | None, **options: Any) -> None:
    """Run the conformance checks on an engine."""
    from clonyvoice.core.errors import InvalidRequest
    from clonyvoice.engines.capabilities import presets_of
    from clonyvoice.engines.conformance import results
    from clonyvoice.engines.engine_trial import trial_of

    engine = _engine(name, options)
    if recording is None and not presets_of(engine):
        raise InvalidRequest(
            f"{engine.info.title} has no voices of its own. Give speech of one person, to be cloned:"
            f" clonyvoice engines try {name} --recording FILE",
            param="recording",
        )
    try:
        engine.load()
        trial = trial_of(engine, None if recording is None else _reference(recording))
        click.echo(f"{engine.info.title} ({engine.info.licence}), {engine.info.sample_rate} Hz")
        click.echo(f"voice {trial.voice if isinstance(trial.voice, str) else 'cloned'}, {trial.language}\n")
        failed = 0
        for one in results(trial):
            state = "FAILED" if one.problem else "ok" if one.detail else "-"
            failed += bool(one.problem)
            click.echo(f"{state:7} {one.name:24} {one.seconds:7.2f} s  {one.problem or one.detail}")
    finally:
        engine.unload()
    if failed:
        click.echo(f"\n{failed} checks failed.", err=True)
        sys.exit(3)


def _engine(name: str, options: dict[str, Any]) -> Engine:
    """The embedded or installed engine of this name. Raises RecipeNotFound, EngineNotInstalled."""
    from clonyvoice.engines.environments.installation import installed_engines
    from clonyvoice.engines.environments.recipes import EngineNotInstalled, recipe
    from clonyvoice.engines.registry import embedded_engines
    from clonyvoice.weights import WeightsStore

    settings = settings_of(options)
    known = embedded_engines(WeightsStore(settings.weights), settings.threads)
    for engine in (*known, *installed_engines(settings.data_dir)):
        if engine.info.id == name:
            return engine
    recipe(name)
    raise EngineNotInstalled(name)


def _reference(recording: Path) -> Reference:
    """The first 20 seconds of a recording, as they are."""
    from clonyvoice.audio.decoder_pool import decode
    from clonyvoice.core.audio import Audio
    from clonyvoice.engines.contract import Reference, ReferenceClip

    sound = decode(recording, 24_000)
    return Reference((ReferenceClip(Audio(sound.samples[: 20 * 24_000].copy(), 24_000)),))
