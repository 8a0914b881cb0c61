"""Summaries stand under their digest and go with their conversation."""

from core.stores.summaries import Summaries
from tests.library_making import open_library


def test_they_are_kept_and_go_with_their_conversation(tmp_path):
    library = open_library(tmp_path / "library", create=True)
    stored = Summaries(library.database)
    conversation = library.conversations.new("A")
    stored.put("abc", conversation, "Short. \udcff", "m")
    assert stored.get("abc").startswith("Short.")
    stored.put("abc", conversation, "Shorter.", "m")
    assert stored.get("abc") == "Shorter."
    stored.put("def", 999, "Of none.", "m")
    assert stored.get("def") == ""
    library.conversations.remove([conversation])
    assert stored.get("abc") == ""
    library.close()
