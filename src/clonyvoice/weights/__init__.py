"""The model weights: a manifest of all models, a store on disk, and the download."""

from clonyvoice.weights.manifest import WeightsManifest, load_manifest
from clonyvoice.weights.store import ModelStatus, WeightsMissing, WeightsStore

__all__ = ["ModelStatus", "WeightsManifest", "WeightsMissing", "WeightsStore", "load_manifest"]
