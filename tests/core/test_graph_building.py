"""The graph of a library: built, kept, brought up to date, corrected by hand."""

import errno

import pytest

from core import graph_building
from core.errors import BadRequest, DiskFull, ReadOnlyLibrary
from core.events import Changes, Progress, Stage, finished
from core.graph import saving
from core.graph.comparing import differences
from core.types import Correction, CorrectionKind, EntityKind, Provenance
from tests.core.graph.test_equality import put
from tests.library_making import open_library

CURIE = "Marie Curie was born in Warsaw. Marie Curie founded the Radium Institute in Warsaw."


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    put(opened, 1, "", CURIE)
    put(opened, 2, "Warsaw", "Warsaw is the capital of Poland. Marie Curie left Warsaw in 1891.")
    yield opened
    opened.close()


def entity(library, id):
    graph = library.graph.snapshot()
    return graph.ids.index(id)


def connected(library, one, other):
    graph = library.graph.snapshot()
    pairs = set(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    ends = sorted((entity(library, one), entity(library, other)))
    return tuple(ends) in pairs


def test_an_update_reads_tells_how_far_it_is_and_what_it_changed(library):
    assert library.graph.snapshot() is None
    assert library.graph.status().missing == 2
    events = list(graph_building.update(library))
    assert all(each.stage is Stage.MAPPING for each in events if isinstance(each, Progress))
    assert events[-1] == Changes(graph=True)
    status = library.graph.status()
    assert (status.documents, status.missing) == (2, 0)
    assert status.built > 0
    assert status.entities == sum(count for _, count in status.kinds)
    assert connected(library, "marie curie", "warsaw")
    graph = library.graph.snapshot()
    assert graph.title_entity.tolist() == [-1, entity(library, "warsaw")]


def test_an_update_with_nothing_to_do_changes_nothing(library):
    finished(graph_building.update(library))
    version = library.graph.version
    events = list(graph_building.update(library))
    assert not any(isinstance(each, Changes) for each in events)
    assert library.graph.version == version
    assert version


def test_mentions_stand_where_the_text_has_them(library):
    finished(graph_building.update(library))
    graph = library.graph.snapshot()
    for place, who in enumerate(graph.mention_entity.tolist()):
        sentence = graph.mention_sentence[place]
        id = graph.documents[graph.sentence_document[sentence]]
        start, end = int(graph.mention_start[place]), int(graph.mention_end[place])
        said = library.catalog.texts.stretch(id, start, end)
        spellings = (graph.names[who], *graph.aliases[who])
        assert said in spellings
        assert graph.sentence_start[sentence] <= start < end <= graph.sentence_end[sentence]


def test_what_the_rules_say_is_not_said_to_be_a_models(library):
    finished(graph_building.update(library))
    graph = library.graph.snapshot()
    assert len(graph.source)
    rules = list(Provenance).index(Provenance.RULES)
    assert set(graph.by_connection.tolist()) == {rules}
    assert set(graph.by.tolist()) == {rules}


def test_closed_half_way_what_was_read_stays(library, monkeypatch):
    monkeypatch.setattr(graph_building, "STEP_SECONDS", -1.0)
    road = graph_building.update(library)
    while library.graph.facts.numbers(graph_building_version()) == {}:
        next(road)
    road.close()
    assert len(library.graph.facts.numbers(graph_building_version())) == 1
    assert library.graph.snapshot() is None
    finished(graph_building.update(library))
    assert library.graph.status().missing == 0


def graph_building_version():
    from core.graph.reading import VERSION

    return VERSION


def test_a_document_removed_while_others_are_read_is_left_out(library, monkeypatch):
    monkeypatch.setattr(graph_building, "STEP_SECONDS", -1.0)
    road = graph_building.update(library)
    next(road)
    next(road)
    library.remove([f"{1:032x}", f"{2:032x}"])
    put(library, 3, "", CURIE)
    finished(road)
    finished(graph_building.update(library))
    assert library.graph.snapshot().documents == (f"{3:032x}",)


def test_only_what_changed_is_read_again(library, monkeypatch):
    finished(graph_building.update(library))
    put(library, 3, "", "Lodz lies in Poland.")
    read, texts = [], type(library.catalog.texts)
    original = texts.text
    monkeypatch.setattr(texts, "text", lambda self, id: (read.append(id), original(self, id))[1])
    finished(graph_building.update(library))
    assert set(read) <= {f"{3:032x}", f"{2:032x}"}
    assert f"{3:032x}" in read


def test_a_library_opened_again_has_its_graph_and_a_damaged_one_is_made_anew(library, tmp_path):
    finished(graph_building.update(library))
    ids = library.graph.snapshot().ids
    library.close()
    again = open_library(tmp_path / "library")
    assert again.graph.snapshot().ids == ids
    assert again.graph.status().missing == 0
    again.close()
    (file,) = (tmp_path / "library" / "index" / "graph").glob("*.graph")
    file.write_bytes(file.read_bytes()[:-100])
    again = open_library(tmp_path / "library")
    assert again.graph.snapshot() is None
    assert again.graph.status().missing == 2
    finished(graph_building.update(again))
    assert again.graph.snapshot().ids == ids
    again.close()


def test_a_second_program_reads_the_graph_and_sees_the_newer_one(library):
    finished(graph_building.update(library))
    reader = open_library(library.path, read_only=True)
    before = reader.graph.snapshot()
    assert before.ids == library.graph.snapshot().ids
    put(library, 3, "", "Lodz Granary lies in Poland.")
    assert finished(graph_building.update(reader)).missing == 1
    finished(graph_building.update(library))
    assert reader.graph.snapshot().documents == library.graph.snapshot().documents
    assert len(before.documents) == 2
    with pytest.raises(ReadOnlyLibrary):
        finished(graph_building.correct(reader, Correction(CorrectionKind.HIDE, ("warsaw",))))
    reader.close()


def test_an_older_file_goes_when_a_newer_one_counts(library):
    finished(graph_building.update(library))
    first = library.graph.version
    finished(graph_building.update(library, fresh=True))
    assert library.graph.version != first
    names = {path.name for path in library.graph.folder.iterdir()}
    assert names == {"current", library.graph.version}
    assert saving.current(library.graph.folder) == library.graph.version


# ---- corrections -------------------------------------------------------------------------------


def correct(library, *correction, **rest):
    return finished(graph_building.correct(library, Correction(*correction, **rest)))


def test_a_correction_counts_at_once_survives_a_fresh_build_and_is_taken_back(library):
    finished(graph_building.update(library))
    status = correct(library, CorrectionKind.RENAME, ("warsaw",), "Warszawa")
    assert (status.undo, status.undo_names) == ("rename", ("Warszawa",))
    finished(graph_building.update(library, fresh=True))
    graph = library.graph.snapshot()
    place = entity(library, "warsaw")
    assert graph.names[place] == "Warszawa"
    assert "Warsaw" in graph.aliases[place]
    assert graph.key_entity[graph.keys.index("warszawa")] == place
    assert finished(graph_building.undo(library)).undo == ""
    assert library.graph.snapshot().names[place] == "Warsaw"


def test_merged_entities_are_one_under_the_firsts_name_and_split_again(library):
    finished(graph_building.update(library))
    mentions = library.graph.snapshot().mention_count
    both = mentions[entity(library, "warsaw")] + mentions[entity(library, "poland")]
    correct(library, CorrectionKind.MERGE, ("poland", "warsaw"))
    graph = library.graph.snapshot()
    assert "warsaw" not in graph.ids
    assert graph.mention_count[entity(library, "poland")] == both
    correct(library, CorrectionKind.SPLIT, ("poland",), "Warsaw")
    assert {"warsaw", "poland"} <= set(library.graph.snapshot().ids)


def test_hidden_entities_are_connected_with_nothing_until_they_are_shown(library):
    finished(graph_building.update(library))
    correct(library, CorrectionKind.HIDE, ("warsaw",))
    graph = library.graph.snapshot()
    assert graph.hidden[entity(library, "warsaw")]
    assert not connected(library, "marie curie", "warsaw")
    assert library.graph.status().entities == len(graph.ids) - 1
    correct(library, CorrectionKind.SHOW, ("warsaw",))
    assert connected(library, "marie curie", "warsaw")


def test_an_added_name_is_found_in_all_documents_and_is_the_persons(library):
    finished(graph_building.update(library))
    assert "capital" not in library.graph.snapshot().ids
    correct(library, CorrectionKind.ADD, text="capital", label="term")
    graph = library.graph.snapshot()
    place = entity(library, "capital")
    assert graph.names[place] == "capital"
    assert graph.mention_count[place] == 1
    assert list(Provenance)[graph.by[place]] is Provenance.PERSON
    assert list(EntityKind)[graph.kind[place]] is EntityKind.TERM


def test_a_person_says_what_an_entity_is_and_what_it_is_connected_with(library):
    finished(graph_building.update(library))
    correct(library, CorrectionKind.RETYPE, ("warsaw",), "organisation")
    correct(library, CorrectionKind.CONNECT, ("poland", "marie curie"), label="home of")
    correct(library, CorrectionKind.DISCONNECT, ("marie curie", "warsaw"))
    graph = library.graph.snapshot()
    assert list(EntityKind)[graph.kind[entity(library, "warsaw")]] is EntityKind.ORGANISATION
    assert not connected(library, "marie curie", "warsaw")
    ends = sorted((entity(library, "poland"), entity(library, "marie curie")))
    at = list(zip(graph.source.tolist(), graph.target.tolist(), strict=True)).index(tuple(ends))
    assert graph.labels[graph.label[at]] == "home of"
    assert bool(graph.label_reversed[at]) == (entity(library, "poland") == ends[1])
    assert list(Provenance)[graph.by_connection[at]] is Provenance.PERSON


def test_a_correction_made_while_an_update_runs_stays_in_the_graph(library):
    finished(graph_building.update(library))
    put(library, 3, "", "Lodz lies in Poland.")
    road = graph_building.update(library)
    while len(library.graph.facts.numbers(graph_building_version())) < 3:
        next(road)
    next(road)
    correct(library, CorrectionKind.RENAME, ("warsaw",), "Warszawa")
    finished(road)
    assert library.graph.snapshot().names[entity(library, "warsaw")] == "Warszawa"
    assert library.graph.behind() == 0


def test_connections_by_hand_are_those_of_the_entities_whatever_these_were_called(library):
    finished(graph_building.update(library))
    correct(library, CorrectionKind.CONNECT, ("poland", "marie curie"), label="home of")
    correct(library, CorrectionKind.MERGE, ("warsaw", "poland"))
    assert connected(library, "marie curie", "warsaw")
    correct(library, CorrectionKind.DISCONNECT, ("warsaw", "marie curie"))
    assert not connected(library, "marie curie", "warsaw")
    correct(library, CorrectionKind.CONNECT, ("marie curie", "warsaw"))
    assert connected(library, "marie curie", "warsaw")


def test_merged_with_a_hidden_one_the_first_says_whether_both_are_shown(library):
    finished(graph_building.update(library))
    correct(library, CorrectionKind.HIDE, ("poland",))
    correct(library, CorrectionKind.MERGE, ("warsaw", "poland"))
    assert not library.graph.snapshot().hidden[entity(library, "warsaw")]


def test_a_graph_is_assembled_without_writing_where_a_library_is_only_read(library, monkeypatch):
    finished(graph_building.update(library))
    library.close()
    reading = open_library(library.path, read_only=True)
    monkeypatch.setattr(graph_building, "STEP_SECONDS", -1.0)
    made, _ = finished(graph_building.assemble(reading))
    assert differences(made, reading.graph.snapshot()) == []
    reading.close()


def test_a_correction_of_a_later_version_is_left_alone(library):
    library.database.connection.execute(
        "INSERT INTO graph_corrections (kind, entities, text, label, made)"
        " VALUES ('paint', '[]', '', '', 0)"
    )
    road = graph_building.update(library)
    assert sum(1 for _ in zip(road, range(1000), strict=False)) < 1000
    assert library.graph.behind() == 0


def test_a_full_disk_is_told_and_the_graph_before_still_counts(library, monkeypatch):
    finished(graph_building.update(library))
    version = library.graph.version
    put(library, 3, "", "Lodz lies in Poland.")

    def full(file):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(DiskFull):
        finished(graph_building.update(library))
    monkeypatch.undo()
    assert library.graph.version == version
    assert len(list(library.graph.folder.glob("*.graph"))) == 1


def test_a_correction_of_what_is_not_there_waits_until_it_is(library):
    finished(graph_building.update(library))
    correct(library, CorrectionKind.RENAME, ("lodz granary",), "The Barn")
    put(library, 3, "Lodz Granary", "The Lodz Granary burned down.")
    finished(graph_building.update(library))
    assert library.graph.snapshot().names[entity(library, "lodz granary")] == "The Barn"


@pytest.mark.parametrize(
    "correction",
    [
        Correction(CorrectionKind.MERGE, ("warsaw", "warsaw")),
        Correction(CorrectionKind.RENAME, ("warsaw",), " "),
        Correction(CorrectionKind.ADD, text="…"),
        Correction(CorrectionKind.RETYPE, ("warsaw",), "animal"),
        Correction(CorrectionKind.HIDE),
    ],
)
def test_a_correction_that_says_nothing_is_refused(library, correction):
    with pytest.raises(BadRequest):
        finished(graph_building.correct(library, correction))
    assert library.graph.corrections() == ()
