"""What the graph rests on is kept with its document; corrections are the person's own."""

import pytest

from core.errors import ReadOnlyLibrary
from core.stores.graph_facts import GraphFacts
from core.types import Correction, CorrectionKind
from tests.core.graph.test_equality import put
from tests.library_making import open_library


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    put(opened, 1, "Barn", "The barn is full.")
    put(opened, 2, "Field", "The field is wide.")
    yield opened
    opened.close()


def facts_of(library) -> GraphFacts:
    return library.graph.facts


def test_a_reading_counts_for_its_version_title_and_text(library):
    facts, one, two = facts_of(library), f"{1:032x}", f"{2:032x}"
    facts.keep_readings([(one, "Barn", b"a"), (two, "Field", b"b"), ("gone", "x", b"c")], 7)
    assert set(facts.numbers(7)) == {one, two}
    assert facts.numbers(8) == {}
    assert [each.blob for each in facts.readings([two])] == [b"b"]
    before = facts.numbers(7)
    facts.keep_readings([(two, "Field", b"d")], 7)
    assert facts.numbers(7)[two] != before[two]
    assert facts.numbers(7)[one] == before[one]
    library.catalog.rename(one, "Granary")
    assert set(facts.numbers(7)) == {two}
    put(library, 2, "Field", "The field is narrow.")
    assert facts.numbers(7) == {}


def test_readings_and_links_go_with_their_document(library):
    facts, one = facts_of(library), f"{1:032x}"
    facts.keep_readings([(one, "Barn", b"a")], 1)
    facts.keep_links({one: (b"digest", b"links"), "gone": (b"x", b"y")})
    assert facts.links() == {one: (b"digest", b"links")}
    library.remove([one])
    assert facts.numbers(1) == {}
    assert facts.links() == {}


def test_corrections_are_kept_in_order_and_the_latest_is_taken_back(library):
    facts = facts_of(library)
    assert facts.take_back() is None
    first = facts.keep_correction(Correction(CorrectionKind.MERGE, ("who", "世界卫生组织")))
    second = facts.keep_correction(Correction(CorrectionKind.RENAME, ("who",), "W\ud800HO"))
    assert [each.kind for each in facts.corrections()] == ["merge", "rename"]
    assert facts.corrections()[0].entities == ("who", "世界卫生组织")
    assert second.text == "W?HO"
    assert facts.held() == (first.id, second.id)
    assert facts.take_back() == second
    assert facts.corrections() == (first,)
    library.remove([f"{1:032x}", f"{2:032x}"])
    assert facts.corrections() == (first,)


def test_places_are_kept_by_entity(library):
    facts = facts_of(library)
    assert facts.places() == {}
    facts.keep_places(["who", "北京"], [1.5, 2.0], [3.0, -4.25])
    assert facts.places() == {"who": (1.5, 3.0), "北京": (2.0, -4.25)}
    library.database.connection.execute("UPDATE graph_places SET places = x'00'")
    assert facts.places() == {}


def test_nothing_is_kept_where_a_library_is_open_for_reading_only(library):
    with_it = open_library(library.path, read_only=True)
    with pytest.raises(ReadOnlyLibrary):
        facts_of(with_it).keep_correction(Correction(CorrectionKind.HIDE, ("who",)))
    with_it.close()
