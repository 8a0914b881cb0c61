"""Preparing documents another way beside the current one: resumed, taken up, gone back from."""

import itertools
import shutil

import pytest

from core import chunk_making, registry
from core.answer import answer
from core.checking import check
from core.errors import BadRequest, ModelMissing, ModelUnreachable, NotFound
from core.events import Changes, Progress, finished
from core.ingest import add, enqueue, reread
from core.ingest import prepare as prepare_files
from core.knowledge_base import KnowledgeBase
from core.operations import VERBS
from core.preparing import prepare
from core.stores import recipes as recipes_store
from core.types import NoticeKind, RecipeState
from tests.library_making import (
    LineChunker,
    OtherEmbedder,
    PairChunker,
    WordHashEmbedder,
    found,
    open_library,
    prepared,
)

QUESTIONS = ("where is the granary of village3", "rice in barn7", "keeper", "第5座粮仓", "nothing")
OTHER = {"chunker": "pairs", "embedder": "other"}


@pytest.fixture(autouse=True)
def plugs(monkeypatch):
    """A chunker and an embedder to change to; a few documents at a time."""
    monkeypatch.setitem(registry.CHUNKERS, "pairs", "tests.library_making:PairChunker")
    monkeypatch.setitem(registry.CHUNKERS, "lines", "tests.library_making:LineChunker")
    monkeypatch.setitem(registry.EMBEDDERS, "other", "tests.library_making:OtherEmbedder")
    monkeypatch.setattr(chunk_making, "CHARACTERS", 300)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def library(path):
    opened = open_library(path, create=True)
    fill(opened)
    yield opened
    opened.close()


def fill(library, numbers=range(9)):
    library.add([document(library, n) for n in numbers])


def document(library, n, more=""):
    return prepared(
        library,
        f"the granary of village{n} holds rice{more}\nbarn{n} is empty\nthe keeper counts\n"
        f"第{n}座粮仓里存有稻谷\nlast line {n}",
        title=f"T{n}",
        name=f"{n}.txt",
        added=float(n),
        content=f"{n}{more}".encode(),
    )


def answers(library):
    """What each retriever that needs no model finds, whatever the ids of chunks."""
    return [
        [
            (passage.title, passage.start, passage.end, passage.text, round(passage.score, 3))
            for passage in library.passages(found(library.retriever(name), question, 100))
        ]
        for name in ("vector", "keyword", "hybrid")
        for question in QUESTIONS
    ]


def same(one, other):
    """The same passages with the same scores; those of one score stand in any order."""
    for these, those in zip(one, other, strict=True):
        by_place, others = sorted(these), sorted(those)
        assert [each[:4] for each in by_place] == [each[:4] for each in others]
        assert [each[4] for each in by_place] == pytest.approx(
            [each[4] for each in others], abs=2e-3
        )
    return True


@pytest.fixture
def fresh(tmp_path):
    """What a library answers that was made with the other recipe from the start."""

    def make(numbers=range(9)):
        folder = tmp_path / "fresh"
        shutil.rmtree(folder, ignore_errors=True)
        library = KnowledgeBase.open(
            folder, create=True, embedder=OtherEmbedder(), chunker=PairChunker()
        )
        fill(library, numbers)
        found = answers(library)
        library.close()
        return found

    return make


def the_other(library):
    return next(recipe for recipe in library.recipes.all() if recipe.chunker == "pairs")


def index_folders(path):
    return sorted(folder.name for folder in (path / "index").iterdir())


def test_the_old_recipe_answers_until_the_new_one_is_taken_up_at_once(path, library, fresh):
    before = answers(library)
    steps = 0
    for event in (road := prepare(library, **OTHER)):
        assert answers(library) == before
        steps += isinstance(event, Progress)
    assert steps > 5
    road.close()
    recipe = the_other(library)
    assert (recipe.state, recipe.done, recipe.documents) == (RecipeState.READY, 9, 9)
    assert recipe.chunks == 27
    assert library.recipes.current.chunks == 45
    assert library.use_recipe(recipe.id).state is RecipeState.CURRENT
    assert same(answers(library), fresh())
    assert {each.chunks for each in library.catalog.documents()} == {3}
    assert library.catalog.documents()[0].notices[0].kind is NoticeKind.CUT_WITHOUT_MODEL
    assert [each.state for each in library.recipes.all()] == ["current", "former"]
    assert 'chunker = "pairs"' in (path / "library.toml").read_text()
    library.use_recipe(1)
    assert answers(library) == before
    assert library.catalog.documents()[0].notices == ()
    assert finished(check(library)).problems == ()


def test_sections_and_half_precision_are_stored(library):
    recipe = finished(prepare(library, **OTHER, use=True))
    assert recipe.state is RecipeState.CURRENT
    chunk = next(library.chunks.of_document(library.catalog.ids()[0]))
    assert chunk.section_start == 0
    assert chunk.section_end == library.catalog.documents()[0].characters
    lengths = library.database.connection.execute(
        "SELECT DISTINCT length(vector) FROM vectors JOIN chunks ON chunks.id = chunk"
        " WHERE recipe = ?",
        (recipe.id,),
    ).fetchall()
    assert [row[0] for row in lengths] == [2 * OtherEmbedder.dimensions]


def test_taken_up_it_is_still_that_after_closing(path, library, fresh):
    recipe = finished(prepare(library, **OTHER, use=True))
    library.close()
    library = KnowledgeBase.open(path, embedder=OtherEmbedder(), chunker=PairChunker())
    assert library.recipes.current.id == recipe.id
    assert same(answers(library), fresh())
    library.close()


def test_stopped_anywhere_it_goes_on_from_there(path, library, fresh):
    before, wanted = answers(library), fresh()
    for steps in itertools.count(1):
        road = prepare(library, **OTHER, use=True)
        ended = len(list(itertools.islice(road, steps))) < steps
        road.close()
        if ended:
            break
        if library.recipes.current.chunker == "lines":
            assert answers(library) == before
            if steps % 4 == 0:
                library.close()
                library = open_library(path)
        done = the_other(library).done
        resumed = prepare(library, **OTHER, use=True)
        shown = [event.done for event in resumed if isinstance(event, Progress) and event.total]
        assert not shown or shown[0] >= done, "it goes on where it was"
        assert same(answers(library), wanted)
        library.use_recipe(1)
        finished(VERBS["remove_recipe"](library, id=the_other(library).id))
        assert answers(library) == before
        assert index_folders(path) == ["1"]
    assert steps > 8
    assert finished(check(library)).problems == ()
    library.close()


def test_documents_that_come_go_and_change_meanwhile_are_as_if_they_had_always(library, fresh):
    road = prepare(library, **OTHER)
    for number, _ in enumerate(road):
        if number == 6:
            fill(library, [20])
            library.remove([each.id for each in library.catalog.documents() if each.title == "T4"])
        if number == 8:
            library.remove([each.id for each in library.catalog.documents() if each.title == "T8"])
            fill(library, [21])
    assert library.summary().waiting == 0
    library.use_recipe(the_other(library).id)
    assert library.summary().waiting == 0
    assert same(answers(library), fresh([0, 1, 2, 3, 5, 6, 7, 20, 21]))
    assert finished(check(library)).problems == ()


def test_a_text_that_changes_while_it_is_embedded_is_prepared_anew(library):
    id = library.catalog.documents()[0].id
    changed = document(library, 30)
    object.__setattr__(changed.document, "id", id)
    road = prepare(library, **OTHER)
    for event in road:
        # The chunker's own telling: a batch is half done.
        if isinstance(event, Progress) and event.seconds_left < 0 and the_other(library).done == 0:
            library.add([changed])
    recipe = the_other(library)
    assert recipe.done == 9
    texts = [chunk.text for chunk in library.opened(recipe.id).chunks.of_document(id)]
    assert "village30" in texts[0]
    assert library.index.differences() == 0


def test_what_came_in_since_is_prepared_after_going_back(library, fresh, tmp_path):
    finished(prepare(library, **OTHER))
    recipe = the_other(library)
    fill(library, [9])
    library.use_recipe(recipe.id)
    assert library.summary().waiting == 1, "an answer says that one document is not in it"
    assert same(answers(library), fresh(range(9)))
    tally = finished(prepare_files(library))
    assert (tally.added, library.summary().waiting) == (0, 0)
    assert same(answers(library), fresh(range(10)))
    library.use_recipe(1)
    assert library.summary().waiting == 0


def test_a_recipe_taken_up_in_the_middle_of_an_import_has_all_of_it(library, tmp_path):
    finished(prepare(library, **OTHER))
    folder = tmp_path / "dropped"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(f"A long letter number{n} about ships.\n" * 3)
    road = add(library, [folder])
    for event in road:
        if isinstance(event, Progress):
            break
    library.use_recipe(the_other(library).id)
    finished(road)
    assert library.summary().documents == 15
    assert library.summary().waiting == 0
    assert library.recipes.current.done == 15
    assert len(found(library.retriever("keyword"), "letter ships", 50)) >= 6


def test_reading_anew_takes_back_what_other_recipes_made_of_it(library, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("A letter about ships.")
    (one,) = finished(add(library, [file])).added
    finished(prepare(library, **OTHER))
    assert the_other(library).done == 10
    finished(reread(library, [one.id]))
    assert the_other(library).done == 9
    finished(prepare(library, **OTHER))
    assert the_other(library).done == 10
    assert finished(check(library)).problems == ()


def test_a_question_under_way_keeps_to_its_recipe(library):
    finished(prepare(library, **OTHER))
    retriever = library.retriever("hybrid")
    before = found(library.retriever("hybrid"), QUESTIONS[0], 5)
    road = retriever.retrieve(QUESTIONS[0], 5)
    library.use_recipe(the_other(library).id)
    assert finished(road).hits == tuple(before)
    assert library.passages(before)
    assert found(library.retriever("hybrid"), QUESTIONS[0], 5) != before


def test_removing_gives_rows_and_files_back(path, library, monkeypatch):
    monkeypatch.setattr(recipes_store, "_DELETED_AT_ONCE", 5)
    before = answers(library)
    recipe = finished(prepare(library, **OTHER))
    assert index_folders(path) == ["1", str(recipe.id)]
    road = VERBS["remove_recipe"](library, id=recipe.id)
    assert isinstance(next(road), Changes)
    assert [each.id for each in library.recipes.all()] == [1]
    assert index_folders(path) == ["1"]
    next(road)
    road.close()
    counted = "SELECT count(*) FROM chunks WHERE recipe = ?"
    connection = library.database.connection
    assert 0 < connection.execute(counted, (recipe.id,)).fetchone()[0] < 27
    assert answers(library) == before
    finished(prepare_files(library))
    for table in ("chunks", "prepared", "unindexed"):
        rows = connection.execute(f"SELECT count(*) FROM {table} WHERE recipe <> 1").fetchone()
        assert rows[0] == 0, table
    orphans = "SELECT count(*) FROM vectors WHERE chunk NOT IN (SELECT id FROM chunks)"
    assert connection.execute(orphans).fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM recipes").fetchone()[0] == 1
    again = finished(prepare(library, **OTHER))
    assert again.id > recipe.id, "an id is never used again"


def test_removing_gives_the_disk_back(path, library):
    library.add([prepared(library, f"a long letter {n} " * 4000, title=f"L{n}") for n in range(40)])
    library.use_recipe(finished(prepare(library, chunker="pairs")).id)
    file = path / "library.sqlite"
    fold_in = "PRAGMA wal_checkpoint(TRUNCATE)"
    library.database.connection.execute(fold_in)
    before = file.stat().st_size
    finished(VERBS["remove_recipe"](library, id=1))
    library.database.connection.execute(fold_in)
    assert file.stat().st_size < 0.8 * before
    originals = [each for each in finished(check(library)).problems if "copy" not in each]
    assert originals == []


def test_a_recipe_removed_while_it_is_prepared_ends_the_road(library):
    road = prepare(library, **OTHER)
    for event in road:
        if isinstance(event, Progress) and event.done:
            break
    library.remove_recipe(the_other(library).id)
    with pytest.raises(NotFound):
        finished(road)
    assert [each.id for each in library.recipes.all()] == [1]


def test_only_one_former_recipe_is_kept(path, library):
    first = finished(prepare(library, chunker="pairs", use=True))
    second = finished(prepare(library, embedder="other", use=True))
    states = {each.id: each.state for each in library.recipes.all()}
    assert states == {second.id: RecipeState.CURRENT, first.id: RecipeState.FORMER}
    assert index_folders(path) == sorted([str(first.id), str(second.id)])
    left = library.database.connection.execute("SELECT count(*) FROM chunks WHERE recipe = 1")
    assert left.fetchone()[0] == 0


def test_what_makes_no_sense_is_said(library):
    with pytest.raises(BadRequest):
        finished(prepare(library, chunker="nobody"))
    with pytest.raises(BadRequest):
        finished(prepare(library, embedder="nobody"))
    with pytest.raises(NotFound):
        library.use_recipe(99)
    with pytest.raises(NotFound):
        library.remove_recipe(99)
    with pytest.raises(BadRequest):
        library.remove_recipe(1)
    road = prepare(library, **OTHER)
    for _ in itertools.islice(road, 4):
        pass
    with pytest.raises(BadRequest):
        library.use_recipe(the_other(library).id)
    road.close()
    assert library.use_recipe(1).id == 1, "the current one stays it"


def test_preparing_as_it_is_now_changes_nothing(library):
    before = answers(library)
    recipe = finished(prepare(library, use=True))
    assert (recipe.id, len(library.recipes.all())) == (1, 1)
    assert answers(library) == before


def test_a_changed_chunker_alone_embeds_with_the_same_model(library, tmp_path):
    finished(prepare(library, chunker="pairs", use=True))
    assert library.recipes.current.embedder == "minilm"
    assert isinstance(library.embedder, WordHashEmbedder)
    assert isinstance(library.chunker, PairChunker)
    library.use_recipe(1)
    assert isinstance(library.chunker, LineChunker)


# ---- the embedder is gone ----------------------------------------------------------------------


@pytest.fixture
def without_embedder(path, library, monkeypatch):
    """The library opened again, made with an embedder that is not there any more."""
    finished(prepare(library, embedder="other", use=True))
    finished(VERBS["remove_recipe"](library, id=1))
    library.close()

    def gone():
        raise ModelMissing(name="other")

    monkeypatch.setattr("tests.library_making.OtherEmbedder", gone)
    opened = KnowledgeBase.open(path, chunker=LineChunker())
    yield opened
    opened.close()


def test_without_its_embedder_words_are_searched(without_embedder):
    library = without_embedder
    library.warm_up()
    assert library.recovered == ""
    for retriever in ("keyword", "hybrid"):
        hits = found(library.retriever(retriever), "granary of village3", 5)
        assert "village3" in library.passages(hits)[0].text
    assert found(library.retriever("vector"), "granary of village3", 5) == []
    assert library.index.differences() == 0
    library.remove([library.catalog.ids()[0]])
    assert library.index.differences() == 0


def test_while_its_server_is_down_a_question_is_answered_by_words(library, monkeypatch):
    def down(*_):
        raise ModelUnreachable(name="other", address="http://127.0.0.1:1")

    monkeypatch.setattr(WordHashEmbedder, "embed", down)
    result = finished(answer(library, "where is the granary of village3"))
    assert "village3" in result.text
    assert result.search.legs[0].silent == "unreachable"
    with pytest.raises(ModelUnreachable):
        finished(prepare(library, chunker="pairs"))


def test_without_its_embedder_nothing_is_imported_and_nothing_lost(without_embedder, tmp_path):
    library = without_embedder
    file = tmp_path / "a.txt"
    file.write_text("A letter about ships.")
    finished(enqueue(library, [file]))
    with pytest.raises(ModelMissing):
        finished(prepare_files(library))
    assert library.summary().waiting == 1
    with pytest.raises(ModelMissing):
        finished(prepare(library))
    (leg,) = finished(library.retriever("vector").retrieve("granary", 5)).legs
    assert leg.silent == "unreachable"


def test_without_its_embedder_another_can_be_taken_up(without_embedder, monkeypatch):
    library = without_embedder
    monkeypatch.setitem(registry.EMBEDDERS, "third", "tests.library_making:WordHashEmbedder")
    recipe = finished(prepare(library, embedder="third", use=True))
    assert recipe.state is RecipeState.CURRENT
    assert found(library.retriever("vector"), "granary of village3", 5)


def test_another_model_in_the_place_of_one_is_another_recipe(path, library, monkeypatch):
    first = finished(prepare(library, **OTHER))
    monkeypatch.setattr(OtherEmbedder, "id", "replaced")
    library.close()
    library = open_library(path)
    second = finished(prepare(library, **OTHER))
    assert second.id != first.id
    assert [each.id for each in library.recipes.all()] == [1, second.id]
    library.close()
