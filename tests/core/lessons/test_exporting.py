"""What leaves and comes back: strangers' results are refused by name, nothing half stays behind."""

import json
from dataclasses import replace

import pytest

from core.errors import BadRequest, ModelMissing
from core.events import finished
from core.lessons import exporting, running
from core.lessons.store import Lessons
from core.training.export import MAKING, making_of
from core.types import LessonState
from tests import tiny_lesson
from tests.core.lessons.scripted_trainer import ScriptedTrainers

ADAPTER = {"peft_type": "LORA", "r": 4, "lora_alpha": 8}
PLAN = 'title = "Barns"\nbase = "local:tiny.gguf"\n'


@pytest.fixture
def result(home, tmp_path):
    """Makes a folder that a GPU machine could have made."""
    tiny_lesson.placed()

    def make(adapter=ADAPTER, plan=PLAN, **more):
        folder = tmp_path / "result"
        folder.mkdir()
        (folder / "adapter_model.safetensors").write_bytes(b"")
        (folder / "adapter_config.json").write_text(json.dumps(adapter))
        if plan:
            (folder / "plan.toml").write_text(plan)
        for name, text in more.items():
            (folder / f"{name}.jsonl").write_text(text)
        return str(folder)

    return make


@pytest.mark.parametrize("wrong", [{"r": "many"}, {"r": None}, {"lora_alpha": []}, {"r": 1e999}])
def test_an_adapter_without_figures(result, wrong):
    with pytest.raises(BadRequest, match=r"r and lora_alpha"):
        finished(exporting.bring_back(result(ADAPTER | wrong)))
    assert Lessons().all() == ()


@pytest.mark.parametrize("line", ["{", "[]", "7", '{"messages": []}', '{"messages": [{}]}'])
def test_examples_that_are_none(result, line):
    with pytest.raises(BadRequest, match=r"held_out\.jsonl"):
        finished(exporting.bring_back(result(held_out=line)))
    assert Lessons().all() == ()


@pytest.mark.parametrize("place", ["//elsewhere/share", "\\\\elsewhere\\share"])
def test_no_other_computer_is_asked_for_a_base(result, place):
    folder = result(ADAPTER | {"base_model_name_or_path": place}, plan="")
    with pytest.raises(ModelMissing):
        finished(exporting.bring_back(folder))


@pytest.mark.parametrize("form", ["merged", "adapter"])
def test_an_export_that_is_stopped_leaves_nothing(home, tmp_path, monkeypatch, form):
    tiny_lesson.placed()
    lesson = tiny_lesson.made(1, "local:tiny.gguf")
    Lessons().put(replace(lesson, state=LessonState.DONE, step=1))
    monkeypatch.setattr(running, "Trainer", ScriptedTrainers(exports=[[None, None, None]]))
    target = tmp_path / "out"
    road = exporting.export(lesson.id, form, str(target))
    next(road), next(road)
    making_of(target).mkdir()
    road.close()
    assert not target.exists()
    assert not making_of(target).exists()


def test_what_was_being_made_for_chat_goes_with_its_process(home, monkeypatch):
    tiny_lesson.placed()
    lesson = tiny_lesson.made(1, "local:tiny.gguf")
    monkeypatch.setattr(running, "Trainer", ScriptedTrainers(exports=[[None, None, None]]))
    making = Lessons().place(lesson.id) / "export" / MAKING
    road = running.brought_on(Lessons(), lesson, train=False)
    next(road), next(road), next(road)
    making.mkdir(parents=True)
    road.close()
    assert not making.exists()
