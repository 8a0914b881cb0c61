"""Where what a lesson became is put: names that any system takes, one base for all lessons."""

import pytest

from core import paths
from core.lessons import offering
from core.types import FOLDER, Lesson, LessonPlan, LessonState
from tests.core.catalogue.making import gguf_bytes


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("House style", "House style"),
        ("客服：回答", "客服：回答"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc", "etc"),
        ("", "lesson"),
        ("...", "lesson"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_as_a_file_name(title, name):
    assert offering.file_name(title) == name


def test_a_base_that_was_a_folder_is_offered_once(home, tmp_path):
    lesson = Lesson(
        "0" * 12, LessonPlan("Barns", f"{FOLDER}/models/qwen"), LessonState.RUNNING, 0.0
    )
    for number in (1, 2):
        export = tmp_path / str(number)
        export.mkdir()
        adapter = export / "adapter.gguf"
        adapter.write_bytes(b"small")
        (export / "base.gguf").write_bytes(gguf_bytes())
        assert offering.offered(lesson, "adapter", adapter) == adapter
        assert not (export / "base.gguf").exists()
    assert [each.name for each in paths.models_folder().glob("*.gguf")] == ["qwen.gguf"]


def test_a_model_by_its_digest(home):
    from core.training.opened_base import digest_of

    assert offering.model_with("0" * 16) == ""
    place = paths.models_folder() / "sub" / "a.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(gguf_bytes(seed=2))
    assert offering.model_with(digest_of(place)) == "local:sub/a.gguf"
