"""The words of Chinese text, found by rjieba, and the reading of each character, from pypinyin.

Also a program, which `chinese_process` starts: for each text, a line of JSON on its input, it prints the words and
readings as a line of JSON. It imports nothing of this package, so that it starts quickly.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO


def read(text: str) -> tuple[list[str], list[str]]:
    """The words of `text`, and the pinyin of each of its characters with its tone ("bu4"); "" if it has none.

    The first call loads the dictionaries and holds the interpreter lock meanwhile: 0.2 s.
    """
    import rjieba
    from pypinyin import Style, lazy_pinyin

    words: list[str] = rjieba.cut(text)
    said: list[str] = lazy_pinyin(words, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    if len(said) != len(text):
        said = []
        for char in text:
            found = lazy_pinyin(char, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
            said.append(found[0] if found else "")
    return words, said


def answer(asked: TextIO, told: TextIO) -> None:
    """Serve texts one after another until `asked` ends."""
    for line in asked:
        told.write(json.dumps(read(json.loads(line))) + "\n")
        told.flush()


if __name__ == "__main__":
    answer(sys.stdin, sys.stdout)
