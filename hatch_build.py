"""Packs the built studio into the wheel, so that an installed ClonyVoice serves it without Node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StudioHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its configuration type open
    """Adds `studio/dist` as `clonyvoice/studio_dist`; a checkout (editable) serves `studio/dist` itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each wheel."""
        if version == "editable":
            return
        studio = Path(self.root) / "studio" / "dist"
        if not (studio / "index.html").is_file():
            raise FileNotFoundError("The studio is not built: run `make studio` before building the wheel.")
        build_data["force_include"][str(studio)] = "clonyvoice/studio_dist"
