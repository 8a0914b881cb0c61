"""The schema's steps: run once, whole or not at all."""

import os
import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from core import wire
from core.events import finished
from core.stores import migrations
from core.stores.database import Database
from core.stores.library_folder import LibraryFolder
from core.stores.texts import Texts
from core.text.terms import question_terms
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Passage,
    RecipeState,
    Role,
    SearchPlan,
    SearchReport,
    Support,
)
from tests.library_making import WordHashEmbedder, open_library, parsed


def test_every_step_has_a_number_a_reason_and_a_test():
    tested = {1, 2, 3, 4, 5}
    for number, step in enumerate(migrations.MIGRATIONS, start=1):
        assert step.__name__.startswith(f"m{number:03}_")
        assert step.__doc__
        assert number in tested, f"add a test for {step.__name__} here and its number above"


def test_the_first_step_makes_every_table():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assert migrations.migrate(connection) == len(migrations.MIGRATIONS)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert {"documents", "texts", "geometry", "tags", "chunks", "vectors", "unindexed", "queue",
            "conversations", "messages", "facts"} <= names  # fmt: skip
    assert migrations.migrate(connection) == 0


def test_a_step_that_fails_leaves_the_version_before(monkeypatch):
    def breaks(connection):
        """Break half way."""
        connection.execute("CREATE TABLE half (x)")
        raise ValueError("no")

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, breaks])
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(ValueError, match="no"):
        migrations.migrate(connection)
    assert migrations.version(connection) == len(migrations.MIGRATIONS) - 1
    assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()


LINES = ("the granary is full", "粮仓里有稻谷", "signed by keeper Anna Berg")


def library_of_the_first_version(path):
    """A library's folder as Lectern made it when its schema had one step."""
    folder = LibraryFolder(path)
    folder.make()
    database = Database(folder.database)
    connection = database.connection
    connection.execute("BEGIN")
    migrations.MIGRATIONS[0](connection)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("COMMIT")
    embedder = WordHashEmbedder()
    read = parsed("\n".join(LINES), "Harvest")
    with database.transaction():
        connection.executemany(
            "INSERT INTO facts VALUES (?, ?)",
            [("embedder", "minilm"), ("chunker", "recursive"), ("index", '[1, 1, "x", 64]')],
        )
        for number in range(3):
            id = f"{number:032x}"
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, '/there', ?, 0, 'text', 'en', 1, ?, 9, ?,"
                " 0.5, '[[\"damaged\", \"p. 3\"]]', 1, 'recursive', 3)",
                (id, f"Harvest {number}", f"{number}.txt", os.fsencode(f"{id}.txt"),
                 len(read.text), float(number)),
            )  # fmt: skip
            Texts(database).put(id, read)
            connection.execute("INSERT INTO tags VALUES (?, 'barn')", (id,))
            at = 0
            for ordinal, line in enumerate(LINES):
                chunk = connection.execute(
                    'INSERT INTO chunks (document, ordinal, start, "end", page, heading, text)'
                    " VALUES (?, ?, ?, ?, 1, 'Year', ?) RETURNING id",
                    (id, ordinal, at, at + len(line), line),
                ).fetchone()[0]
                at += len(line) + 1
                if embedder.reads([line])[0]:
                    vector = embedder.embed([line])[0].astype("<f2").tobytes()
                    connection.execute(
                        "INSERT INTO vectors VALUES (?, 'word-hash-64', ?)", (chunk, vector)
                    )
        # The last document is removed: its ids of chunks must not come again.
        connection.execute("DELETE FROM documents WHERE id = ?", (f"{2:032x}",))
        connection.execute(
            "INSERT INTO conversations (title, created, updated) VALUES ('How full?', 1, 1)"
        )
        connection.execute(
            "INSERT INTO messages (conversation, role, text, created)"
            " VALUES (1, 'person', 'How full?', 1)"
        )
    before = [
        [tuple(row) for row in connection.execute(statement)]
        for statement in (
            'SELECT id, document, ordinal, start, "end", page, heading, text FROM chunks',
            "SELECT chunk, vector FROM vectors",
        )
    ]
    database.close()
    folder.write_card({"schema": 1, "embedder": "minilm", "chunker": "recursive"})
    (folder.index / "chunks.lance").mkdir(parents=True)
    return before


def test_a_library_of_the_first_version_has_one_recipe_and_everything_it_had(tmp_path):
    chunks, vectors = library_of_the_first_version(tmp_path / "library")
    library = open_library(tmp_path / "library")
    (recipe,) = library.recipes.all()
    assert (recipe.id, recipe.chunker, recipe.embedder) == (1, "recursive", "minilm")
    assert (recipe.state, recipe.done, recipe.documents) == (RecipeState.CURRENT, 2, 2)
    assert recipe.chunks == len(chunks)
    assert recipe.bytes > 0
    assert library.recipes.space(1).id == "word-hash-64"
    assert library.recipes.space(1).dimensions == 64
    connection = library.database.connection
    assert [
        tuple(row)
        for row in connection.execute(
            'SELECT id, document, ordinal, start, "end", page, heading, text FROM chunks'
            " WHERE recipe = 1 AND section_start = -1 AND section_end = -1 ORDER BY id"
        )
    ] == chunks
    kept = [tuple(row) for row in connection.execute("SELECT chunk, vector FROM vectors")]
    assert kept == vectors
    assert [(each.title, each.chunks, each.tags, each.notices[0].detail)
            for each in library.catalog.documents()] == [
        ("Harvest 1", 3, ("barn",), "p. 3"), ("Harvest 0", 3, ("barn",), "p. 3"),
    ]  # fmt: skip
    assert library.summary().waiting == 0
    assert library.conversations.all()[0].title == "How full?"
    for words, line in (("granary", LINES[0]), ("稻谷", LINES[1])):
        found = library.index.matching(question_terms(words), 10)
        assert {chunk.text for chunk in library.chunks.get([id for id, _ in found])} == {line}
    asked = np.frombuffer(vectors[0][1], dtype="<f2").astype("f4")
    assert library.index.nearest(asked, 1)[0][1] == pytest.approx(1, abs=2e-3)
    assert library.index.differences() == 0
    assert [each.name for each in (tmp_path / "library" / "index").iterdir()] == ["1"]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    library.remove([f"{0:032x}"])
    assert connection.execute("SELECT count(*) FROM chunks").fetchone()[0] == 3
    assert connection.execute("SELECT count(*) FROM vectors").fetchone()[0] == 2
    from core.chunk_making import made

    library.catalog.rename(f"{1:032x}", "A new title")
    (again,) = finished(made([("x", parsed("new words"))], library.chunker, library.chunking_tools))
    with library.database.transaction():
        library.chunks.put(f"{1:032x}", parsed("new words"), again)
    assert library.chunks.ids().tolist() == [10], "ids of removed chunks are not used again"
    library.close()


def test_a_library_of_the_first_version_without_documents_opens(tmp_path):
    library_of_the_first_version(tmp_path / "library")
    connection = sqlite3.connect(tmp_path / "library" / "library.sqlite")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM documents")
    connection.execute("DELETE FROM facts WHERE name = 'index'")
    connection.commit()
    connection.close()
    library = open_library(tmp_path / "library")
    assert library.recipes.current.chunks == 0
    assert library.recipes.space(1).dimensions == 0
    assert library.index.matching(["x"], 5) == []
    library.close()


def test_the_third_step_adds_the_exam_whose_gold_outlives_documents():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    for step in migrations.MIGRATIONS[:2]:
        step(connection)
    before = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    connection.execute("PRAGMA user_version = 2")
    assert migrations.migrate(connection) == len(migrations.MIGRATIONS) - 2
    after = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert after >= before | {"exam_questions", "exam_gold", "exam_used", "exam_sittings"}
    connection.execute(
        "INSERT INTO exam_questions (kind, text, answer, language, accepted)"
        " VALUES ('own', 'Who?', '', 'en', 1)"
    )
    # No such document: it may have been removed, and may return.
    connection.execute("INSERT INTO exam_gold VALUES (1, 0, 'gone', 'Title', 1, 0, 5, 'quote')")
    connection.execute("DELETE FROM exam_questions")
    assert connection.execute("SELECT count(*) FROM exam_gold").fetchone()[0] == 0


def test_the_fourth_step_adds_what_the_graph_rests_on_and_readings_go_with_their_document(tmp_path):
    library_of_the_first_version(tmp_path / "library")
    library = open_library(tmp_path / "library")
    connection = library.database.connection
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    own = ("graph_readings", "graph_links", "graph_model_readings")
    assert there >= {*own, "graph_corrections", "graph_places", "graph_summaries"}
    id = f"{0:032x}"
    connection.execute("INSERT INTO graph_readings VALUES (?, 1, 1, 'Harvest 0', x'00')", (id,))
    connection.execute("INSERT INTO graph_links VALUES (?, x'00', x'00')", (id,))
    connection.execute("INSERT INTO graph_model_readings VALUES (?, 'm', x'00', 1.0)", (id,))
    connection.execute(
        "INSERT INTO graph_corrections (kind, entities, text, label, made)"
        " VALUES ('hide', '[\"granary\"]', '', '', 1.0)"
    )
    library.remove([id])
    for table in own:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
    assert connection.execute("SELECT count(*) FROM graph_corrections").fetchone()[0] == 1
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    library.close()


def test_the_fifth_step_makes_one_branch_of_each_conversation_and_keeps_answers_whole(tmp_path):
    library_of_the_first_version(tmp_path / "library")
    passage = Passage(1, "d", "Harvest", 1, 0, 9, "a long text", "Year", 1.0, ("keyword",))
    cited = AnswerSentence("Full.", Support.SUPPORTED, (Citation("d", "Harvest", 1, 0, 4, "full"),))
    plan = SearchPlan("hybrid")
    answer = Answer("Full.", (cited,), (passage,), (), "quoting")
    answer = replace(answer, search=SearchReport("How full?", plan, 1, (), ()))
    connection = sqlite3.connect(tmp_path / "library" / "library.sqlite")
    connection.execute("INSERT INTO conversations (title, created, updated) VALUES ('b', 2, 2)")
    connection.executemany(
        "INSERT INTO messages (conversation, role, text, created, answer) VALUES (?, ?, ?, 1, ?)",
        [
            (2, "person", "other", None),
            (1, "lectern", "Full.", wire.encode(answer)),
            (2, "lectern", "of a later version", b"\x00\x00\x00\x01\xc1"),
            (1, "person", "And then?", None),
            (1, "lectern", "removed", None),
        ],
    )
    connection.execute("DELETE FROM messages WHERE text = 'removed'")
    connection.commit()
    connection.close()
    library = open_library(tmp_path / "library")
    conversations = library.conversations
    assert [each.text for each in conversations.messages(1)] == ["How full?", "Full.", "And then?"]
    assert [each.messages for each in conversations.all()] == [2, 3]
    kept = replace(answer, conversation=1, message=3)
    assert conversations.messages(1)[1].answer == kept
    light = conversations.messages(1, answers="light")[1].answer
    assert light == replace(kept, search=None, passages=(replace(passage, text=""),))
    assert [each.answer for each in conversations.messages(2, answers="light")] == [None, None]
    assert conversations.add(1, Role.PERSON, "x") == 7, "ids of removed messages never come again"
    assert [each.text for each in conversations.messages(1)][-1] == "x"
    connection = library.database.connection
    connection.execute("INSERT INTO summaries VALUES ('digest', 1, 'so far', 'model', 1.0)")
    conversations.remove([1, 2])
    for table in ("messages", "answers", "summaries"):
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == []
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    library.close()
