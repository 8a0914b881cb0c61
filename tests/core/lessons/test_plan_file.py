"""Plans as TOML: what is written is read, what makes no sense is said."""

import pytest

from core.errors import BadRequest
from core.lessons import plan_file
from core.lessons.methods import METHODS, method
from core.types import LessonPlan, Route

PLAN = LessonPlan("House style", "local:qwen.gguf", rate=1e-4, options=(("lambda", 0.5),))


def test_a_plan_comes_back(tmp_path):
    file = tmp_path / "计划.toml"
    file.write_text(plan_file.written(PLAN), encoding="utf-8")
    assert plan_file.read(file) == PLAN


def test_what_is_left_out_has_its_default(tmp_path):
    file = tmp_path / "plan.toml"
    file.write_text('title = "a"\nbase = "local:b"\nepochs = 2\n')
    assert plan_file.read(file) == LessonPlan("a", "local:b", epochs=2.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('base = "local:b"', "title"),
        ('title = "a"\nbase = "b"', "local:"),
        ('title = "a"\nbase = "local:b"\nmethod = "magic"', "delta-lora"),
        ('title = "a"\nbase = "local:b"\nrank = "8"', "whole number"),
        ('title = "a"\nbase = "local:b"\nrank = 0', "1 to 1024"),
        ('title = "a"\nbase = "local:b"\nfast = 1', "true or false"),
        ('title = "a"\nbase = "local:b"\nlearning = 1', "learning"),
        ('title = "a"\nbase = "local:b"\noptions = 1', "options"),
        ('title = "a"\nbase = "local:b"\noptions = {lamda = 1}', "lambda"),
        ('title = "a"\nbase = "local:b"\noptions = {beta = 0}', "0.001 to 10"),
        ("title = ", "TOML"),
        ("title = " + "[" * 5000, "too deep"),
        ("rank = " + "9" * 5000, "TOML"),
        ('title = "a"\nbase = "local:b"\nrank = 1' + "0" * 400, "digits"),
        ('title = "a"\nbase = "local:b"\nepochs = 1' + "0" * 400, "digits"),
        ('title = "a"\nbase = "local:b"\noptions = {beta = 1' + "0" * 400 + "}", "digits"),
        ('title = "a"\nbase = "local:b"\nepochs = nan', "0.01 to 1000"),
        ("#" * 2_000_000, "too large"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path, text, said):
    file = tmp_path / "plan.toml"
    file.write_text(text)
    with pytest.raises(BadRequest, match=said):
        plan_file.read(file)


def test_a_file_that_is_no_text(tmp_path):
    file = tmp_path / "plan.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadRequest, match=r"plan\.toml"):
        plan_file.read(file)


def test_the_table_names_each_method_once():
    names = [each.id for each in METHODS]
    assert len(names) == len(set(names)) == 17
    assert method("vera").route is Route.ADAPTER
    assert all(
        each.swaps == (each.route is not Route.MERGED and each.route is not Route.TRANSFORMERS)
        for each in METHODS
    )


def test_a_saved_plan_is_read_again(tmp_path):
    file = tmp_path / "house style.toml"
    assert plan_file.save(PLAN, file) == str(file)
    assert plan_file.read(file) == PLAN
