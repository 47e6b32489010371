"""The audit log of generations and voices, in a file whose records are chained by their hashes."""
