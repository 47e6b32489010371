from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.text.edit_distance_word_alignment import edit_distance, edit_rows

words = st.lists(st.sampled_from("abc"), max_size=12)


def test_edit_distance_counts_changes() -> None:
    assert edit_distance("kitten", "sitting") == 3
    assert edit_distance("", "abc") == 3
    assert edit_distance(["a", "b"], ["a", "b"]) == 0


def test_the_rows_tell_of_every_pair_of_beginnings() -> None:
    table = list(edit_rows("sun", "satur"))
    assert table[2][3] == edit_distance("su", "sat")
    assert [row[0] for row in table] == [0, 1, 2, 3]
    assert table[0] == [0, 1, 2, 3, 4, 5]


@given(words, words, words)
def test_a_detour_is_never_shorter(one: list[str], two: list[str], three: list[str]) -> None:
    assert edit_distance(one, two) == edit_distance(two, one)
    assert edit_distance(one, three) <= edit_distance(one, two) + edit_distance(two, three)
    assert (edit_distance(one, two) == 0) == (one == two)
