"""Recipes: what is written is read, what lies beside one goes with it."""

import dataclasses

import pytest

from core.errors import BadRequest
from core.lessons import recipe_file
from core.lessons.recipe_file import Recipe, Sources
from core.types import ExampleOrigin, LessonPlan

PLAN = LessonPlan("House style", "local:qwen.gguf", method="vera", options=(("lambda", 0.5),))


def test_a_recipe_comes_back(tmp_path):
    sources = Sources(
        files=(str(tmp_path / "答案.csv"), "/elsewhere/more.jsonl"),
        documents=("a1",),
        by_model=True,
        liked=True,
        count=50,
    )
    file = tmp_path / "recipe.toml"
    recipe_file.save(Recipe(PLAN, sources), file)
    assert recipe_file.read(file) == Recipe(PLAN, sources)
    text = file.read_text(encoding="utf-8")
    assert '"答案.csv"' in text
    assert str(tmp_path) not in text


def test_it_moves_with_what_lies_beside_it(tmp_path):
    (tmp_path / "a").mkdir()
    recipe_file.save(
        Recipe(PLAN, Sources(files=(str(tmp_path / "a" / "x.csv"),))), tmp_path / "a" / "r.toml"
    )
    (tmp_path / "a").rename(tmp_path / "b")
    assert recipe_file.read(tmp_path / "b" / "r.toml").sources.files == (
        str(tmp_path / "b" / "x.csv"),
    )


def test_a_plan_alone_is_a_recipe(tmp_path):
    file = tmp_path / "plan.toml"
    file.write_text('title = "a"\nbase = "folder:/models/b"\n')
    assert recipe_file.read(file) == Recipe(LessonPlan("a", "folder:/models/b"))


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ("examples = 1", "table"),
        ("[examples]\nfile = []", "by_model"),
        ('[examples]\nfiles = "a.csv"', "files"),
        ("[examples]\nfiles = [1]", "files"),
        ("[examples]\nliked = 1", "liked"),
        ("[examples]\ncount = 0", "count"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path, examples, said):
    file = tmp_path / "plan.toml"
    file.write_text(f'title = "a"\nbase = "local:b"\n{examples}')
    with pytest.raises(BadRequest, match=said):
        recipe_file.read(file)


def test_where_examples_come_from():
    assert Sources().origins == ()
    assert Sources(files=("a",)).origins == (ExampleOrigin.FILE,)
    assert not Sources(files=("a",)).of_library
    everything = Sources(("a",), ("b",), False, True, True)
    assert everything.of_library
    assert everything.origins == (
        ExampleOrigin.FILE,
        ExampleOrigin.DOCUMENT,
        ExampleOrigin.LIKED,
        ExampleOrigin.CORRECTED,
    )
    by_model = dataclasses.replace(everything, by_model=True)
    assert ExampleOrigin.MODEL in by_model.origins
    assert ExampleOrigin.DOCUMENT not in by_model.origins
