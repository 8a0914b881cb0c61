"""Lessons on the command line: shapes, recipes, stopping, and one that is really taught.

But for the last ones the trainer is scripted.
"""

import json
import os
import signal
import subprocess
import sys

import pytest

from core import paths
from core.cli import main
from core.errors import LessonTooLarge, LessonUntrue
from core.lessons import running
from core.lessons.store import Lessons
from core.training.told import Ended, Exported, Saved
from core.types import LessonEstimate, LessonPlan, LessonState
from tests import tiny_lesson
from tests.core.lessons.scripted_trainer import ScriptedTrainers, steps

RECIPE = """
title = "Barns"
base = "local:tiny.gguf"
epochs = 2
rate = 0.003
batch = 4
general = 0

[examples]
files = ["answers.jsonl"]
"""
ROWS = [
    {"instruction": f"How many barns has field {each}?", "output": f"It has {each} barns."}
    for each in "ABCDEFGHIJKL"
]
ESTIMATE = LessonEstimate(2_000_000_000, 8_000_000_000, 90.0, 4, 500, 10, 100, True)
WHOLE = [*steps(1, 4), Saved(4, 4, 0.75), Ended("done", 4, 10, 100)]
SECOND_HALF = [Saved(2, 2, 1.5), *steps(1, 2, 4), *steps(3, 4), Ended("done", 4, 10, 100)]


@pytest.fixture
def recipe(tmp_path):
    tiny_lesson.placed()
    (tmp_path / "answers.jsonl").write_text("\n".join(json.dumps(each) for each in ROWS))
    file = tmp_path / "recipe.toml"
    file.write_text(RECIPE, encoding="utf-8")
    return str(file)


@pytest.fixture
def trainers(monkeypatch):
    def script(*runs, **more):
        made = ScriptedTrainers(*runs, **{"estimates": (ESTIMATE,)} | more)
        monkeypatch.setattr(running, "Trainer", made)
        return made

    return script


@pytest.fixture
def lesson(home):
    """A draft."""
    return tiny_lesson.made(4)


# ---- starting ------------------------------------------------------------------------------------


def test_started_from_a_recipe(recipe, call, capsys, trainers, tmp_path, monkeypatch):
    trainers(WHOLE)
    monkeypatch.chdir("/")  # its paths are counted from where it lies
    code = main(["finetune", "start", recipe, "--json"])
    output = capsys.readouterr()
    told = json.loads(output.out)
    assert code == 0
    assert told["examples"]["total"] == 12
    lesson = told["lesson"]
    assert (lesson["state"], lesson["step"], lesson["steps"]) == ("done", 4, 4)
    assert (lesson["route"], lesson["file_bytes"]) == ("adapter", 1234)
    assert lesson["plan"]["epochs"] == 2.0
    assert f"lesson {lesson['id']}: 12 examples" in output.err
    assert "4 steps, about 2 min on cpu" in output.err
    assert "step 2  held out 1.5000" in output.err
    assert not (tmp_path / "library").exists()


def test_more_examples_on_the_command_line(recipe, call, trainers, tmp_path, monkeypatch):
    trainers(WHOLE)
    more = tmp_path / "sub" / "more.csv"
    more.parent.mkdir()
    more.write_text("question,answer\nWho signs?,The director.\n")
    monkeypatch.chdir(more.parent)
    _, told = call("finetune", "start", recipe, "--examples", "more.csv", "--draft")
    assert told["examples"]["total"] == 13
    assert told["lesson"]["state"] == "draft"


def test_documents_of_the_library(call, recipe, tmp_path, light):
    note = tmp_path / "rules.md"
    note.write_text(
        "# Rules\n\n## Who signs?\n\nThe director signs for all barns.\n\n"
        "## How long are keys kept?\n\nKeys are kept for thirty days.\n"
    )
    _, added = call("add", str(note))
    id = added["added"][0]["id"]
    alone = tmp_path / "alone.toml"
    alone.write_text('title = "Rules"\nbase = "local:tiny.gguf"\n')
    code, told = call("finetune", "start", str(alone), "--document", id[:6], "--draft")
    assert code == 0
    examples = Lessons().examples(told["lesson"]["id"])
    assert "The director signs" in " ".join(each.answer for each in examples)
    assert {each.source.document for each in examples} == {id}


def test_nothing_to_learn_from(call, tmp_path):
    file = tmp_path / "plan.toml"
    file.write_text('title = "a"\nbase = "local:b"\n')
    code, told = call("finetune", "start", str(file))
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert "--examples" in told["error"]["message"]


def test_a_recipe_that_makes_no_sense(call, tmp_path):
    file = tmp_path / "plan.toml"
    file.write_text('title = "a"\nbase = "local:b"\nmethod = "magic"\n')
    code, told = call("finetune", "start", str(file))
    assert (code, told["error"]["kind"]) == (1, "BadRequest")


def test_too_large_for_this_computer(recipe, capsys, trainers):
    smaller = LessonPlan("Barns", "local:tiny.gguf", max_tokens=128)
    large = LessonEstimate(9_000_000_000, 4_000_000_000, 90.0, 4, 5, 1, 9, False, smaller)
    script = trainers(WHOLE, estimates=(large,))
    assert main(["finetune", "start", recipe, "--json"]) == 1
    output = capsys.readouterr()
    assert json.loads(output.out)["error"]["kind"] == LessonTooLarge.__name__
    assert "does not fit" in output.err
    assert "max_tokens = 128" in output.err
    assert len(script.started) == 1
    assert Lessons().all()[0].state is LessonState.DRAFT
    assert main(["finetune", "start", recipe, "--anyway", "--json"]) == 0


def test_an_untrue_export_is_an_error(recipe, call, trainers):
    trainers(WHOLE, exports=[[LessonUntrue(name="Barns")]])
    code, told = call("finetune", "start", recipe)
    assert (code, told["error"]["kind"]) == (1, "LessonUntrue")


# ---- stopping and going on -----------------------------------------------------------------------


def test_interrupted_it_saves(recipe, capsys, trainers):
    def pressed():
        yield from steps(1, 2, 4)
        signal.raise_signal(signal.SIGINT)
        yield from steps(3, 4)

    trainers(pressed(), SECOND_HALF)
    before = signal.getsignal(signal.SIGINT)
    assert main(["finetune", "start", recipe, "--anyway", "--json"]) == 130
    assert signal.getsignal(signal.SIGINT) is before
    output = capsys.readouterr()
    assert output.out == ""
    lesson = Lessons().all()[0]
    assert (lesson.state, lesson.step) == (LessonState.PAUSED, 2)
    assert f"finetune resume {lesson.id}" in output.err
    assert main(["finetune", "resume", lesson.id[:5], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lesson"]["state"] == "done"


@pytest.mark.parametrize(("command", "state"), [("pause", "paused"), ("cancel", "cancelled")])
def test_of_one_that_nobody_teaches(lesson, call, command, state):
    Lessons().put(_with(lesson, state=LessonState.PAUSED, step=2))
    assert call("finetune", command, lesson.id)[1]["lesson"]["state"] == state


def test_keep(lesson, call, trainers):
    trainers()
    code, told = call("finetune", "keep", lesson.id)
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    Lessons().put(_with(lesson, state=LessonState.PAUSED, step=2, saved=1.0))
    code, told = call("finetune", "keep", lesson.id)
    assert (code, told["lesson"]["state"], told["lesson"]["route"]) == (0, "done", "adapter")


def test_one_that_was_killed_is_listed_as_interrupted(lesson, call, capsys):
    Lessons().put(_with(lesson, state=LessonState.RUNNING, step=2, steps=4))
    _, told = call("finetune", "list")
    assert [(each["state"], each["interrupted"]) for each in told["lessons"]] == [("paused", True)]
    assert main(["finetune", "list"]) == 0
    assert "interrupted" in capsys.readouterr().out


def test_an_id_by_its_beginning(lesson, call):
    assert call("finetune", "show", lesson.id[:5])[1]["lesson"]["id"] == lesson.id
    assert call("finetune", "show", "zz")[1]["error"]["kind"] == "NotFound"
    os.rename(Lessons().place(tiny_lesson.made(4).id), Lessons().place(lesson.id[:11] + "x"))
    code, told = call("finetune", "show", lesson.id[:5])
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert lesson.id in told["error"]["message"]


# ---- looking -------------------------------------------------------------------------------------


def test_methods(call, capsys):
    _, told = call("finetune", "methods")
    assert len(told["methods"]) == 17
    assert {"id", "route", "bases", "swaps", "paper", "rate", "pairs"} < told["methods"][0].keys()
    assert main(["finetune", "methods"]) == 0
    assert "soft prompt" in capsys.readouterr().out


def test_show(lesson, call, capsys, trainers):
    trainers(WHOLE)
    call("finetune", "resume", lesson.id)
    _, told = call("finetune", "show", lesson.id)
    assert [each["step"] for each in told["points"]] == [1, 2, 3, 4]
    assert told["samples"] == []
    assert told["verdict"] is None
    assert told["lesson"]["plan"]["method"] == "lora"
    assert told["lesson"]["created"].startswith("20")
    assert main(["finetune", "show", lesson.id]) == 0
    assert "0.750" in capsys.readouterr().out


def test_estimate(lesson, call, capsys, trainers):
    trainers()
    _, told = call("finetune", "estimate", lesson.id)
    assert told["estimate"]["memory_bytes"] == 2_000_000_000
    assert told["estimate"]["smaller"] is None
    assert main(["finetune", "estimate", lesson.id]) == 0
    assert "2.0 GB of memory, 8.0 GB to spare: fits" in capsys.readouterr().out


def test_compare(lesson, call, capsys, trainers):
    trainers(WHOLE)
    call("finetune", "resume", lesson.id)
    other = tiny_lesson.made(4)
    _, told = call("finetune", "compare", lesson.id, other.id)
    assert [each["lesson"]["id"] for each in told["lessons"]] == [lesson.id, other.id]
    assert call("finetune", "compare")[1] == {"figures": []}
    code, told = call("finetune", "compare", lesson.id, other.id, "--method", "lora")
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert main(["finetune", "compare", lesson.id, other.id]) == 0
    assert "Barns" in capsys.readouterr().out


def test_remove(lesson, call):
    assert call("finetune", "remove", lesson.id) == (0, {"removed": lesson.id})
    assert call("finetune", "list")[1] == {"lessons": []}


# ---- leaving and coming back ---------------------------------------------------------------------


def test_a_recipe_is_shared(lesson, call, trainers, tmp_path):
    target = tmp_path / "to share"
    code, told = call("finetune", "export", lesson.id, "recipe", str(target))
    assert (code, told["path"]) == (0, str(target))
    _, again = call("finetune", "start", str(target / "recipe.toml"), "--draft")
    back = Lessons().get(again["lesson"]["id"])
    assert back.plan == lesson.plan

    def said(id):
        return {(each.question, each.answer, each.held_out) for each in Lessons().examples(id)}

    assert {each[:2] for each in said(back.id)} == {each[:2] for each in said(lesson.id)}


def test_a_place_that_is_taken(lesson, call, tmp_path):
    (tmp_path / "file").write_text("precious")
    code, told = call("finetune", "export", lesson.id, "recipe", str(tmp_path))
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert (tmp_path / "file").read_text() == "precious"


def test_one_that_has_learnt_nothing(lesson, call, tmp_path):
    code, told = call("finetune", "export", lesson.id, "adapter", str(tmp_path / "a"))
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert not (tmp_path / "a").exists()


def test_what_the_trainer_writes(lesson, call, trainers, tmp_path, monkeypatch):
    Lessons().put(_with(lesson, state=LessonState.DONE))
    script = trainers(exports=[[Exported("adapter", "x", 1, 0.0, 1, 1)], []])
    monkeypatch.chdir(tmp_path)
    code, told = call("finetune", "export", lesson.id)
    target = tmp_path / f"{lesson.id}-adapter"
    assert (code, told["path"], script.forms) == (0, str(target), [("adapter", str(target))])
    code, told = call("finetune", "export", lesson.id, "merged")
    assert (code, told["error"]["kind"]) == (1, "LessonFailed")
    assert [each.name for each in tmp_path.glob("*merged*")] == []


def test_what_is_nothing_to_bring_back(call, tmp_path):
    code, told = call("finetune", "import", str(tmp_path / "gone"))
    assert (code, told["error"]["kind"]) == (1, "ModelMissing")
    (tmp_path / "empty").mkdir()
    code, told = call("finetune", "import", str(tmp_path / "empty"))
    assert (code, told["error"]["kind"]) == (1, "BadRequest")
    assert Lessons().all() == ()


def test_a_result_is_brought_back(lesson, call, trainers, tmp_path):
    result = tmp_path / "result"
    result.mkdir()
    adapter = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "use_rslora": True}
    (result / "adapter_config.json").write_text(json.dumps(adapter))
    (result / "adapter_model.safetensors").write_bytes(b"")
    (result / "plan.toml").write_text('title = "Barns"\nbase = "local:tiny.gguf"\n')
    (result / "lesson.json").write_text(json.dumps({"lesson": lesson.id}))
    script = trainers()
    code, told = call("finetune", "import", str(tmp_path))
    assert (code, told["lesson"]["state"], told["lesson"]["route"]) == (0, "done", "adapter")
    plan = told["lesson"]["plan"]
    assert (plan["method"], plan["rank"], plan["alpha"]) == ("rslora", 4, 8.0)
    assert told["lesson"]["examples"] == lesson.examples
    place = script.started[0][0] / running.IMPORTED
    assert {each.name for each in place.iterdir()} >= {"adapter_model.safetensors"}


# ---- really --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_taught_and_exported(recipe, call):
    """Start to chat's file, through the true trainer."""
    code, told = call("finetune", "start", recipe, "--anyway")
    assert code == 0, told
    lesson = told["lesson"]
    assert lesson["state"] == "done"
    assert lesson["exported"].endswith(".gguf")
    assert os.path.getsize(lesson["exported"]) == lesson["file_bytes"]
    points = Lessons().detail(lesson["id"]).points
    assert points[-1].held_out < points[0].held_out


@pytest.mark.slow
def test_paused_by_another_program(recipe, call, tmp_path):
    _, told = call("finetune", "start", recipe, "--draft")
    id = told["lesson"]["id"]
    lessons = Lessons()
    plan = lessons.get(id).plan
    lessons.change_plan(id, _with(plan, epochs=500.0))
    program = subprocess.Popen(
        [sys.executable, "-m", "core", "finetune", "resume", id, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        while len(lessons.detail(id).points) < 5:
            # Waited for rather than looked at without rest, which would leave it no processor.
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(0.1)
        assert call("finetune", "pause", id)[1]["lesson"]["state"] == "paused"
        output, _ = program.communicate()
    finally:
        program.kill()
        program.wait()
    said = json.loads(output)["lesson"]
    assert (program.returncode, said["state"]) == (0, "paused")
    assert said["step"] >= 5
    assert call("finetune", "keep", id)[1]["lesson"]["state"] == "done"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("method", ["lora", "lora-fa", "rslora", "dora", "full", "dpo"])
def test_from_here_to_a_gpu_machine_and_back(call, tmp_path, method):
    """Exported as a folder, taught there by its own program, brought back, tried and offered."""
    lesson = tiny_lesson.made(3, method=method)
    if method == "dpo":
        lessons = Lessons()
        pairs = [_with(each, rejected="No.") for each in lessons.examples(lesson.id)]
        lessons.save_examples(lesson.id, pairs)
    there = tmp_path / "there"
    code, told = call("finetune", "export", lesson.id, "cluster", str(there))
    assert code == 0, told
    assert json.loads((there / "layout.json").read_text())["checks"]
    subprocess.run(
        [sys.executable, "train.py", "--model", str(tiny_lesson.folder())],
        cwd=there,
        env=dict(os.environ) | {"ACCELERATE_USE_CPU": "true"},
        check=True,
    )
    code, told = call("finetune", "import", str(there / "result"))
    assert code == 0, told
    back = told["lesson"]
    assert back["id"] != lesson.id
    assert back["state"] == "done"
    assert back["route"] == ("merged" if method in ("dora", "full") else "adapter")
    assert os.path.getsize(back["exported"]) == back["file_bytes"]
    if back["route"] == "merged":
        assert os.path.dirname(back["exported"]) == str(paths.models_folder())


def _with(value, **changes):
    return type(value)(**{name: getattr(value, name) for name in value.__slots__} | changes)
