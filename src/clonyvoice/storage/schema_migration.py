"""Schema migrations, run by the program itself at startup.

For developers: `python -m clonyvoice.storage.schema_migration "what changed"` writes the migration that changed
tables need.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Engine

from clonyvoice.core.errors import Conflict
from clonyvoice.storage.errors import ForeignDatabase

SCRIPTS = Path(__file__).parent / "migrations"
"""The folder of the migrations; they are part of the wheel."""


class NewerSchema(Conflict):
    """The data directory was used by a newer ClonyVoice."""

    code = "newer_data"

    def __init__(self) -> None:
        super().__init__(
            "This data directory was last used by a newer ClonyVoice. Start that version, or use another"
            " --data-dir."
        )


def declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is one of `storage.tables`; for Alembic's `include_name`.

    The search index is made by its migration alone, and keeps tables of its own.
    """
    return kind != "table" or name is None or not name.startswith("search_texts")


def upgrade(engine: Engine) -> None:
    """Run the migrations that `engine`'s database lacks, all in one transaction.

    Raises NewerSchema; ForeignDatabase for tables that ClonyVoice did not make, before any is added.
    """
    known = sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
    present, tables = _present(engine)
    if present is not None and present.isdecimal() and len(present) == len(known[-1]) and present > known[-1]:
        raise NewerSchema
    if present not in known and (present is not None or tables):
        raise ForeignDatabase
    if present is not None and not tables >= _FIRST:
        raise ForeignDatabase
    if present == known[-1]:  # the usual case, and Alembic takes a while to import
        return
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    from clonyvoice.storage.tables import Base

    scripts = ScriptDirectory(str(SCRIPTS))
    from alembic.config import Config

    def steps(revision: object, _context: object) -> object:
        # Its public commands write to a file of settings or to the console; its types say less than it takes.
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with (
        engine.execution_options(clony_write=True).begin() as connection,
        EnvironmentContext(config, scripts, fn=steps) as environment,
    ):
        environment.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        environment.run_migrations()


_FIRST: Final = frozenset({"api_keys", "generations", "jobs", "voices"})
"""Some tables that every database of ClonyVoice has."""


def _present(engine: Engine) -> tuple[str | None, set[str]]:
    """The migration that the database is at, by file name, and its tables. Raises ForeignDatabase."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            return None, tables
        if "version_num" not in {one["name"] for one in inspect(connection).get_columns("alembic_version")}:
            raise ForeignDatabase
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        connection.rollback()
    if len(found) > 1:
        raise ForeignDatabase
    return (str(found[0]) if found else None), tables


def write_migration(message: str) -> Path | None:
    """The new script under `migrations/versions`, or None when tables and migrations agree."""
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from clonyvoice.storage.tables import Base

    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/new.db")
        upgrade(engine)
        with engine.connect() as connection:
            options = {"render_as_batch": True, "include_name": declared}
            context = MigrationContext.configure(connection, opts=options)
            steps = produce_migrations(context, Base.metadata).upgrade_ops
        engine.dispose()
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
    print(write_migration(sys.argv[1]) or "Nothing to change.")  # noqa: T201 - a developer's command
