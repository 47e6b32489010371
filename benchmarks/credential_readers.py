"""For `benchmarks.credentials`: readers of Content Credentials that share no code with the library that signs.

- `encypher-c2pa` (PyPI; a Rust core of its own): `pip install encypher-c2pa==1.7.1`
- `@trustnxt/c2pa-ts` (npm; TypeScript): `npm install @trustnxt/c2pa-ts@0.9.4` in a folder, named by `--node-modules`;
  it has no reader for WAV and FLAC, and sees no credentials in MP3 files of `c2pa-python`, whose frame has another
  media type (`findings/c2pa-ts-mp3-media-type.sh`): neither is counted for or against.

`c2pa-node`, `@contentauth/c2pa-node` and `@contentauth/c2pa-wasm` are the library that signs in other wrappings.
"""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Reader: TypeAlias = Callable[[Path, str], bool | None]
"""Whether the credentials in a file hold; None for formats that it does not read."""
_BOXES = ("audio/mp4", "video/mp4")
_SCRIPT = """
import { readFile } from 'node:fs/promises';
import { BMFF } from '@trustnxt/c2pa-ts/asset';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { ManifestStore } from '@trustnxt/c2pa-ts/manifest';
for (const brand of ['M4A ', 'M4B ', 'isom', 'mp42']) BMFF.canReadBrands.add(brand);
const asset = new BMFF(await readFile(process.argv[2]));
const result = await ManifestStore.read(SuperBox.fromBuffer(asset.getManifestJUMBF())).validate(asset);
console.log(JSON.stringify(result.isValid));
"""


def readers(node_modules: Path | None) -> dict[str, Reader]:
    """The readers that are here, by name and version."""
    found: dict[str, Reader] = {}
    try:
        encypher = importlib.import_module("encypher_c2pa")
    except ImportError:
        pass
    else:
        version = importlib.import_module("importlib.metadata").version("encypher-c2pa")
        found[f"encypher-c2pa {version}"] = lambda path, kind: (
            encypher.verify(str(path), kind)["integrity"] == "valid"
        )
    about = (node_modules or Path()) / "@trustnxt" / "c2pa-ts" / "package.json"
    if node_modules is not None and about.exists() and shutil.which("node"):
        script = node_modules.parent / "read-credentials.mjs"
        script.write_text(_SCRIPT, "utf-8")
        version = json.loads(about.read_text("utf-8"))["version"]
        found[f"c2pa-ts {version}"] = lambda path, kind: _by_node(script, path) if kind in _BOXES else None
    return found


def _by_node(script: Path, path: Path) -> bool:
    done = subprocess.run(
        ["node", str(script), str(path)], cwd=script.parent, capture_output=True, timeout=120, check=True
    )
    return done.stdout.strip() == b"true"
