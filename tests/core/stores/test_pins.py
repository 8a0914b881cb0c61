"""Pinned documents are remembered with the library."""

import pytest

from core.errors import ReadOnlyLibrary
from core.events import finished
from core.operations import pin_documents, pinned_documents
from core.stores import pins
from tests.library_making import open_library, prepared


def test_pins_stay_in_their_order_and_go_with_their_document(tmp_path):
    library = open_library(tmp_path / "library", create=True)
    one, other = library.add(
        [prepared(library, "one", "One", "1.txt"), prepared(library, "other", "Other", "2.txt")]
    )
    assert finished(pinned_documents(library)) == ()
    finished(pin_documents(library, ids=[other.id, one.id, other.id]))
    assert [each.title for each in finished(pinned_documents(library))] == ["Other", "One"]
    library.remove([other.id])
    assert [each.title for each in finished(pinned_documents(library))] == ["One"]
    finished(pin_documents(library, ids=[]))
    assert pins.pinned(library.database) == []
    reading = open_library(tmp_path / "library", read_only=True)
    with pytest.raises(ReadOnlyLibrary):
        pins.pin(reading.database, [one.id])
    reading.close()
    library.close()
