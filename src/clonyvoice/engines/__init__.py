"""Speech engines: the contract, the registry, and the embedded engine."""
