"""Measurements of the product, each a command: `python -m benchmarks.NAME`; see README.md."""

import clonyvoice as clonyvoice  # its settings of libraries hold before these are loaded
