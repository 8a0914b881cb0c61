"""Where a mark may have begun at the end of a text."""

import pytest

from core.text.streaming import begun


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("a", 0), ("a<", 1), ("a</thi", 5), ("</think>", 0), ("<<", 1), ("<</", 2)],
)
def test_the_longest_beginning_counts(text, length):
    assert begun(text, "</think>") == length
