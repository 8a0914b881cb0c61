"""Frames carry values exactly, whatever the pieces they arrive in, and nothing else."""

import dataclasses
import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import types, wire
from core.events import FilesChanged
from core.types import Answer, AnswerSentence, Citation, FileState, QueuedFile, Rectangle, Support

ANSWER = Answer(
    text="净利润为 4.82 亿元。",
    sentences=(
        AnswerSentence(
            "净利润为 4.82 亿元。",
            Support.SUPPORTED,
            (Citation("d", "年报", 2, 5, 17, "净利润为 4.82 亿元。", (Rectangle(2, 0, 1, 2, 3),)),),
        ),
    ),
    passages=(),
    trace=(),
    model="quoting",
)

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.binary(),
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(min_size=1), inner),
    max_leaves=12,
)


def there_and_back(value):
    return wire.decode(wire.encode(value)[4:])


@given(plain)
def test_plain_values_come_back_as_they_were(value):
    assert there_and_back(value) == value


def test_values_of_the_product_come_back_with_their_enums():
    again = there_and_back(ANSWER)
    assert again == ANSWER
    assert isinstance(again.sentences[0].support, Support)
    row = there_and_back(FilesChanged((QueuedFile(1, "p", "n", FileState.READY),))).files[0]
    assert isinstance(row.state, FileState)


@given(st.integers(1, 40))
def test_frames_are_found_in_pieces_of_any_size(size):
    stream = wire.encode(ANSWER) + wire.encode(7) + wire.encode(None)
    reader, found = wire.FrameReader(), []
    for at in range(0, len(stream), size):
        reader.feed(stream[at : at + size])
        found.extend(reader.frames())
    assert found == [ANSWER, 7, None]


def test_a_class_that_is_not_on_the_list_does_not_travel():
    @dataclasses.dataclass(frozen=True)
    class Foreign:
        x: int

    with pytest.raises(wire.WireError):
        wire.encode(Foreign(1))
    with pytest.raises(wire.WireError):
        wire.decode(wire.encode({"\0": "Popen", "args": "ls"})[4:])


def test_a_value_with_a_wrong_field_is_refused():
    with pytest.raises(wire.WireError):
        wire.decode(wire.encode({"\0": "Mark", "kind": "no such kind", "start": 0, "end": 1})[4:])
    with pytest.raises(wire.WireError):
        wire.decode(wire.encode({"\0": "Mark", "unknown": 1})[4:])


@given(st.binary(max_size=60))
def test_noise_never_raises_anything_but_a_wire_error(noise):
    try:
        wire.decode(noise)
    except wire.WireError:
        pass


def test_reading_says_when_the_other_side_has_gone_or_is_too_large():
    with pytest.raises(EOFError):
        wire.read(io.BytesIO(b"\x00\x00"))
    with pytest.raises(wire.WireError):
        wire.read(io.BytesIO(struct.pack(">I", 2**31)))


def test_every_value_of_the_product_can_be_named_on_the_wire():
    names = [
        name
        for name, member in vars(types).items()
        if dataclasses.is_dataclass(member) and member.__module__.startswith(types.__name__)
    ]
    assert "Document" in names
    assert set(names) <= set(wire._classes())
