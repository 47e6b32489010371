"""Pure functions on sound: read, written, measured, changed and joined.

No function here depends on voices or requests.
"""

from clonyvoice.audio.audio_tracks import Track, TrackNotFound
from clonyvoice.audio.decoder_pool import decode, decode_blocks, probe
from clonyvoice.audio.encoding import Encoder, encode, write
from clonyvoice.audio.formats import FORMATS, Format, FormatName, format_named, format_of_media_type
from clonyvoice.audio.gain_limiter_trimming import gain, limit, peak, trim, trim_bounds
from clonyvoice.audio.joining import SEAM_SECONDS, Joiner, RateMismatch, join
from clonyvoice.audio.loudness_measurement import loudness
from clonyvoice.audio.media_containers import Source
from clonyvoice.audio.probing import AudioFacts
from clonyvoice.audio.recording_limits_file_types import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.resampling import Resampler, resample
from clonyvoice.audio.time_stretch_pitch_shift import shift_pitch, stretch

__all__ = [
    "FORMATS",
    "SEAM_SECONDS",
    "AudioFacts",
    "AudioTooLarge",
    "AudioTooLong",
    "Encoder",
    "Format",
    "FormatName",
    "Joiner",
    "NotAudio",
    "RateMismatch",
    "Resampler",
    "Source",
    "Track",
    "TrackNotFound",
    "decode",
    "decode_blocks",
    "encode",
    "format_named",
    "format_of_media_type",
    "gain",
    "join",
    "limit",
    "loudness",
    "peak",
    "probe",
    "resample",
    "shift_pitch",
    "stretch",
    "trim",
    "trim_bounds",
    "write",
]
