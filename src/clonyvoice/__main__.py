"""`python -m clonyvoice` is `clonyvoice`."""

from clonyvoice.cli import main

main()
