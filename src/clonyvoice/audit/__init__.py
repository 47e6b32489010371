"""The audit log: who made what with which voice, in a file whose records are chained by their hashes."""
