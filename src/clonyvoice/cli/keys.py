"""`clonyvoice keys`: works whether the server runs or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_of, settings_options, split_list

if TYPE_CHECKING:
    from clonyvoice.core.settings import CredentialsPolicy
    from clonyvoice.keys import KeyStore


@contextmanager
def _keys(options: dict[str, Any]) -> Iterator[KeyStore]:
    from clonyvoice.keys import KeyStore
    from clonyvoice.storage.database import Database

    database = Database.open(settings_of(options).data_dir)
    try:
        yield KeyStore(database)
    finally:
        database.close()


@click.group(help="Create, list and revoke API keys.")
def command() -> None:
    """Group of the key commands."""


@command.command(help="Create a key. Its secret is shown only once.")
@click.option("--name", default="Command line", show_default=True, help="What the key is for.")
@click.option("--scopes", multiple=True, metavar="SCOPE,…", help="Its scopes. [default: all]")
@click.option(
    "--limits", multiple=True, metavar="SCOPE=N,…", help="Requests a minute, where other than the default."
)
@click.option("--unlimited", is_flag=True, help="No limits.")
@click.option(
    "--credentials",
    type=click.Choice(["off", "on", "required"]),
    default="off",
    help="Content Credentials of the audio for this key, where stricter than the server's setting.",
)
@click.option("--quiet", is_flag=True, help="Print only the key.")
@settings_options("data_dir")
def create(
    name: str,
    scopes: Sequence[str],
    limits: Sequence[str],
    unlimited: bool,
    credentials: CredentialsPolicy,
    quiet: bool,
    **options: Any,
) -> None:
    """Create a key."""
    from clonyvoice.keys import CLI

    with _keys(options) as keys:
        key, secret = keys.create(
            CLI, name, split_list(scopes) or None, _limits(limits), unlimited, credentials
        )
    if quiet:
        click.echo(secret)
        return
    click.echo(f"{secret}\n")
    click.echo(f"Name    {key.name}\nId      {key.id}\nScopes  {', '.join(key.scopes)}")
    shown = "none" if unlimited else ", ".join(f"{s} {key.allowance.limit(s)}" for s in key.scopes)
    click.echo(
        f"Limits a minute  {shown}\n\nKeep it now: it is not shown again. Send it in the X-API-Key header."
    )


@command.command("list", help="List the keys.")
@settings_options("data_dir")
def list_(**options: Any) -> None:
    """List the keys."""
    from clonyvoice.keys import ALL_SCOPES, CLI

    with _keys(options) as keys:
        found = keys.listing(CLI)
    if not found:
        click.echo("There are no keys. Create one: clonyvoice keys create --name NAME")
    for key in found:
        scopes = "all scopes" if len(key.scopes) == len(ALL_SCOPES) else ", ".join(key.scopes)
        used = "never used" if key.last_used_at is None else f"used {key.last_used_at:%Y-%m-%d %H:%M}"
        click.echo(f"{key.id}  {key.prefix}…{key.last4}  {key.name}  ({scopes}; {used})")


@command.command(help="Revoke a key and all keys that it made, at once.")
@click.argument("key_id")
@settings_options("data_dir")
def revoke(key_id: str, **options: Any) -> None:
    """Revoke a key."""
    from clonyvoice.keys import CLI

    with _keys(options) as keys:
        gone = keys.revoke(CLI, key_id)
    click.echo(f"Revoked {', '.join(gone)}.")


def _limits(values: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in split_list(values):
        scope, _, number = part.rpartition("=")
        if not scope or not number.isdigit():
            raise click.BadParameter(f"{part!r} is not SCOPE=NUMBER", param_hint="--limits")
        found[scope] = int(number)
    return found
