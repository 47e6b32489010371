"""The least edits from one sequence to another (Levenshtein).

Instead of rapidfuzz or jiwer, which are 12 MB of compiled code: they take 1.3 µs for 60 symbols, this takes 1.1 ms
(`benchmarks/recipes/libraries.py`). It runs once or twice after a chunk was transcribed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def edit_rows(first: Sequence[object], second: Sequence[object]) -> Iterator[list[int]]:
    """For each beginning of `first`, from the empty one on: the least number of insertions, deletions and
    changes that make each beginning of `second` of it.
    """
    row = list(range(len(second) + 1))
    yield row
    for index, item in enumerate(first, 1):
        above, row = row, [index]
        for column, against in enumerate(second, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (item != against)))
        yield row


def edit_distance(first: Sequence[object], second: Sequence[object]) -> int:
    """The number of insertions, deletions and changes that lead from one to the other."""
    row: list[int] = []
    for row in edit_rows(first, second):  # noqa: B007 - the last one counts
        pass
    return row[-1]


def aligned(first: Sequence[object], second: Sequence[object]) -> list[tuple[int | None, int | None]]:
    """Places of `first` and `second` side by side, with the fewest edits; None where one has nothing there."""
    rows = list(edit_rows(first, second))
    i, j = len(first), len(second)
    pairs: list[tuple[int | None, int | None]] = []
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (first[i - 1] != second[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and here == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]
