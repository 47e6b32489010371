"""Measurements of the product, each a command: `python -m benchmarks.NAME`; see README.md."""
