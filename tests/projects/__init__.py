"""Tests of `clonyvoice.projects`."""
