#!/usr/bin/env bash
# pysubs2 neither reads nor writes the escapes of WebVTT: what a browser shows of its files is cut, or has "&amp;" in it.
#
# In WebVTT `&`, `<` and `>` of a text are written `&amp;`, `&lt;` and `&gt;`; SRT has no such escapes. pysubs2 copies
# the texts as they are, both ways: an SRT line "if a <b then c" becomes a WebVTT line in which a reader takes `<b then c`
# for a tag, "AT&amp;T" arrives in SRT as these letters, and `-->` stands in a cue, where WebVTT forbids it. Its writer
# for TTML escapes them.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pysubs2==1.8.1
"$folder/env/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from pysubs2 import SSAFile

SRT = """1
00:00:01,000 --> 00:00:02,000
AT&T pays if 3 < 4 & 4 > 3

2
00:00:02,000 --> 00:00:03,000
press --> to go on
"""
VTT = """WEBVTT

00:01.000 --> 00:02.000
AT&amp;T pays if 3 &lt; 4

"""
print("pysubs2", version("pysubs2"))
subtitles = SSAFile.from_string(SRT, format_="srt")
vtt = subtitles.to_string("vtt")
ttml = subtitles.to_string("ttml")
srt = SSAFile.from_string(VTT, format_="vtt").to_string("srt")
print("SRT to WebVTT:", [line for line in vtt.splitlines() if "pays" in line or "press" in line])
print("SRT to TTML:  ", [line.strip() for line in ttml.splitlines() if "pays" in line])
print("WebVTT to SRT:", [line for line in srt.splitlines() if "pays" in line])
print("expected: AT&amp;T pays if 3 &lt; 4 &amp; 4 &gt; 3, and back: AT&T pays if 3 < 4")
same = (
    "AT&T pays if 3 < 4 & 4 > 3" in vtt
    and "press --> to go on" in vtt
    and "AT&amp;T pays if 3 &lt; 4 &amp; 4 &gt; 3" in ttml
    and "AT&amp;T pays if 3 &lt; 4" in srt
)
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
