"""Run by the Python of an engine's environment, which has NumPy and the engine but not ClonyVoice's own dependencies.

`python -I environment_entry.py PACKAGE module:factory …`: makes the package at PACKAGE importable as `clonyvoice`,
without the folder that it lies in, and serves the engine.
"""

import importlib.util
import sys
from pathlib import Path


def run() -> int:
    """Serve the engine that the arguments name; the exit status."""
    package = Path(sys.argv[1])
    spec = importlib.util.spec_from_file_location(
        "clonyvoice", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["clonyvoice"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    from clonyvoice.engines.workers.worker_main import main

    return main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(run())
