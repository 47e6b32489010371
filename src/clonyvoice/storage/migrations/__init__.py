"""Alembic's scripts: `versions/` holds one module a change of the schema, run by `storage.schema_migration`."""
