"""Every setting, in one frozen object that is read once in `app.py` and passed down."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from platformdirs import user_cache_path, user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CredentialsPolicy: TypeAlias = Literal["off", "on", "required"]
"""Content Credentials of files of speech, from the least to the strictest."""


class Settings(BaseSettings):
    """ClonyVoice's settings. Each is also an environment variable with the prefix `CLONYVOICE_`."""

    model_config = SettingsConfigDict(env_prefix="CLONYVOICE_", frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="Address to listen on. Anything but loopback also needs `allow_remote`."
    )
    port: int = Field(8765, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
    allow_remote: bool = Field(
        False,
        description="Allow listening beyond this machine. Traffic is not encrypted: put a TLS proxy in front.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        (), description="Host names that are accepted in the Host header besides this machine's own."
    )
    allowed_origins: tuple[str, ...] = Field(
        (), description="Web origins that may call the API besides those on localhost."
    )
    keyless_lists: Literal["loopback", "always", "never"] = Field(
        "loopback",
        description="Where models and preset voices are listed to programs that send no key (`/v1`, `/elevenlabs`):"
        " `loopback` when the server listens on this machine only. One's own voices always need a key.",
    )
    voice_aliases: dict[str, str] = Field(
        default={},
        description='Names that stand for voices on `/v1` and `/elevenlabs`, as JSON: `{"alloy": "My voice"}`.',
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("clonyvoice", appauthor=False),
        description="Folder of the database, voices, samples and generations. It can be moved while stopped.",
    )
    weights: Path = Field(
        default_factory=lambda: user_cache_path("clonyvoice", appauthor=False) / "weights",
        description="Folder of the model weights. It can be copied to a machine without network.",
    )
    no_browser: bool = Field(False, description="Do not open the studio in a browser when the server starts.")
    threads: int = Field(
        0, ge=0, le=256, description="Threads for inference; 0 takes what suits this machine."
    )
    model_ttl: float = Field(
        900.0,
        ge=0,
        description="Seconds that an unused model stays in memory; 0 keeps it until the server stops.",
    )
    engine_memory_mb: int = Field(
        0,
        ge=0,
        description="Most memory in MB that an engine in a process of its own may take; 0 takes twice what it usually"
        " needs.",
    )
    ray: str = Field(
        "",
        description="Have installed engines speak, and recordings transcribed, on the machines of a Ray cluster:"
        " `HOST:PORT`, `auto` (the cluster that this machine is in) or `local` (one on this machine alone). Needs"
        " `clonyvoice[ray]`.",
    )
    ray_min_actors: int = Field(
        1, ge=1, le=1000, description="Actors of an engine on the cluster that stay while it is in use."
    )
    ray_max_actors: int = Field(
        4,
        ge=1,
        le=1000,
        description="Most actors of an engine on the cluster; more than one when requests wait.",
    )
    ray_actor_cpus: float = Field(1.0, ge=0, le=1024, description="CPUs that an actor takes of a machine.")
    ray_actor_gpus: float = Field(
        0.0, ge=0, le=64, description="GPUs that an actor takes of a machine; 0.5 lets two share one."
    )
    max_queue: int = Field(
        64, ge=1, le=10_000, description="Jobs that may wait before new ones are refused with 503."
    )
    max_upload_mb: int = Field(200, ge=1, le=4096, description="Largest upload in MB.")
    max_text: int = Field(100_000, ge=1, description="Most characters in one text to speak.")
    wyoming: bool = Field(
        False, description="Serve the Wyoming protocol too, for Home Assistant. It has no keys."
    )
    wyoming_host: str = Field(
        "127.0.0.1",
        description="Address of the Wyoming server. Anything but loopback also needs `allow_remote`.",
    )
    wyoming_port: int = Field(
        10200, ge=0, le=65535, description="Port of the Wyoming server; 0 takes any free one."
    )
    wyoming_zeroconf: bool = Field(
        False, description="Announce the Wyoming server on the local network (needs the package `zeroconf`)."
    )
    watermark: bool = Field(
        False,
        description="Mark all speech inaudibly with this installation's number, which `clonyvoice verify` finds.",
    )
    credentials: CredentialsPolicy = Field(
        "off",
        description="Sign files of speech with Content Credentials (C2PA). `required` also refuses sound in forms that"
        " cannot carry them. Needs `clonyvoice[credentials]`.",
    )
    credentials_certificate: Path | None = Field(
        None,
        description="Certificate chain in PEM to sign with, signer's first. Without it a self-made one is used.",
    )
    credentials_key: Path | None = Field(None, description="Private key in PEM of `credentials_certificate`.")
    require_consent: bool = Field(
        False,
        description="Clone no voice without a consent that says who agreed and in which words, nor import one.",
    )
    require_spoken_consent: bool = Field(
        False,
        description="Clone no voice without the person's spoken consent, checked: the speaker of the samples says the"
        " statement.",
    )
    translator_url: str = Field(
        "",
        description="Address of a LibreTranslate server of your own that translates for dubs which ask for it.",
    )
    audit_log: bool = Field(
        False,
        description="Keep a log of who made what with which voice in `audit` of the data directory. Its records are"
        " chained by hashes, which `clonyvoice audit verify` checks. What cannot be logged is not made.",
    )
    audit_text: bool = Field(False, description="Write the texts that were spoken into the audit log, too.")
    metrics: bool = Field(False, description="Serve Prometheus metrics at /metrics.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least level that is logged."
    )

    @property
    def lists_are_open(self) -> bool:
        """Whether models and presets are listed without a key."""
        local = self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"
        return self.keyless_lists == "always" or (self.keyless_lists == "loopback" and local)
