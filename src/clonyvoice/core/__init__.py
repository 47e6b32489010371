"""What every layer shares: audio, ids, errors, settings, cancellation, the clock."""

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken

__all__ = ["Audio", "CancelToken", "Cancelled"]
