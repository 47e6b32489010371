"""The model weights: one manifest of what exists, a store on disk, and how files get into it."""

from clonyvoice.weights.manifest import WeightsManifest, load_manifest
from clonyvoice.weights.store import ModelStatus, WeightsMissing, WeightsStore

__all__ = ["ModelStatus", "WeightsManifest", "WeightsMissing", "WeightsStore", "load_manifest"]
