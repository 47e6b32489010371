"""For developers: `python -m clonyvoice.storage.revise "what changed"` writes the needed migration."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main(message: str) -> Path | None:
    """The new script under `migrations/versions`, or None when tables and migrations agree."""
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from clonyvoice.storage.database import Database
    from clonyvoice.storage.migrate import SCRIPTS, declared
    from clonyvoice.storage.tables import Base

    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder))
        with database.engine.connect() as connection:
            options = {"render_as_batch": True, "include_name": declared}
            context = MigrationContext.configure(connection, opts=options)
            steps = produce_migrations(context, Base.metadata).upgrade_ops
        database.close()
    if steps is None or steps.is_empty():
        return None
    scripts = ScriptDirectory(str(SCRIPTS))
    number = f"{len(list(scripts.walk_revisions())) + 1:04d}"
    script = scripts.generate_revision(
        number,
        message,
        head="head",
        splice=False,
        upgrades=render_python_code(steps, render_as_batch=True),
        imports="",
    )
    assert script is not None
    return Path(script.path)


if __name__ == "__main__":
    print(main(sys.argv[1]) or "Nothing to change.")  # noqa: T201 - a developer's command
