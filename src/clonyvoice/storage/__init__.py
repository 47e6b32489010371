"""Rows and files: the database, its tables and migrations, and the blob store.

The discipline that survives `kill -9`: work is a row before it is done (a queued job, a generation with its
chunks). Sound is written to a blob first (temporary name, fsync, rename), then the row that names it is
committed, then the event is published. What a crash leaves between the two is a blob that no row names:
`orphaned_files.clean_orphans` removes it at the next start. Deleting goes the other way round: the row first, then
the blob.
"""
