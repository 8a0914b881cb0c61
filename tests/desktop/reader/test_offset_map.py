"""Positions of the document and positions on screen find each other, whatever the characters."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.offset_map import OffsetMap, utf16_length

_words = st.text(st.sampled_from("ab年度报告😀𠮷 "), min_size=1, max_size=12)


def _laid(pieces):
    """Runs with gaps in the document and on screen, as separators and page labels make them."""
    runs, source, shown = [], 0, 0
    for text, gap, label in pieces:
        source, shown = source + gap, shown + label
        runs.append((source, shown, text))
        source, shown = source + len(text), shown + utf16_length(text)
    return runs


_pieces = st.lists(st.tuples(_words, st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=8)


@given(pieces=_pieces)
def test_every_character_on_screen_leads_back_to_itself(pieces):
    runs = _laid(pieces)
    offsets = OffsetMap()
    offsets.extend(runs)
    for source, _, text in runs:
        for inside in range(len(text)):
            assert offsets.to_source(offsets.to_shown(source + inside)) == source + inside
            assert offsets.start_to_shown(source + inside) == offsets.to_shown(source + inside)


@given(pieces=_pieces, cut=st.integers(0, 8))
def test_runs_put_before_move_the_others(pieces, cut):
    runs = _laid(pieces)
    cut = min(cut, len(runs))
    whole = OffsetMap()
    whole.extend(runs)
    first, second = runs[:cut], runs[cut:]
    moved_by = second[0][1] if second else 0
    pieced = OffsetMap()
    pieced.extend([(source, shown - moved_by, text) for source, shown, text in second])
    pieced.prepend(first, moved_by)
    end = runs[-1][0] + len(runs[-1][2])
    assert [pieced.to_shown(o) for o in range(end)] == [whole.to_shown(o) for o in range(end)]


def test_an_emoji_takes_two_places_on_screen():
    offsets = OffsetMap()
    offsets.extend([(0, 0, "a😀𠮷b")])
    assert [offsets.to_shown(offset) for offset in range(5)] == [0, 1, 3, 5, 6]
    assert offsets.to_source(2) == 1


def test_a_gap_belongs_to_its_neighbours():
    offsets = OffsetMap()
    offsets.extend([(0, 0, "abc"), (6, 10, "def")])
    assert offsets.to_shown(4) == 3
    assert offsets.start_to_shown(4) == 10


def test_nothing_on_screen_is_the_beginning():
    assert OffsetMap().to_shown(7) == 0
    assert OffsetMap().to_source(7) == 0
