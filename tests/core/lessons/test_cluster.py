"""The folder for GPU machines: accelerate takes its files, and its program teaches.

The program itself runs in the slow tests, on the processor.
"""

import dataclasses
import importlib.util
import json
import os
import subprocess
import sys

import pytest

from core import paths
from core.errors import BadRequest
from core.lessons import cluster, plan_file
from core.lessons.methods import method
from core.lessons.store import Lessons
from core.training.words import FolderWords, GgufWords, example_tokens, messages_of
from core.types import FOLDER, Example, ExampleOrigin
from tests import tiny_lesson

TALK = Example(
    0,
    "And the gates?",
    "四扇门。",
    ExampleOrigin.OWN,
    system="Answer briefly.",
    turns=(("How many barns?", "Two."),),
)


@pytest.fixture
def written(tmp_path):
    """Writes a lesson's folder; the lesson and the folder."""

    def write(base, words, steps=3, name="cluster", **plan):
        lesson = tiny_lesson.made(steps, base, **plan)
        lessons = Lessons()
        lessons.save_examples(lesson.id, (TALK,))
        examples = lessons.examples(lesson.id)
        counted = [(each, *counted_as(words, each)) for each in (examples[0], examples[-1])]
        folder = tmp_path / name
        folder.mkdir()
        cluster.write(lessons.get(lesson.id), examples, counted, folder)
        return lessons.get(lesson.id), folder

    return write


def counted_as(words, example):
    return example_tokens(words, messages_of(example), example.answer)


@pytest.fixture
def of_folder(written):
    """From a base that is a folder of transformers."""
    place = tiny_lesson.folder()
    return written(f"{FOLDER}{place}", FolderWords(place))


def program(folder):
    """The folder's train.py as a module."""
    described = importlib.util.spec_from_file_location("cluster_train", folder / "train.py")
    module = importlib.util.module_from_spec(described)
    sys.modules["cluster_train"] = module
    described.loader.exec_module(module)
    return module


def test_what_lies_in_it(of_folder):
    lesson, folder = of_folder
    names = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    assert names == {
        "README.md",
        "accelerate/deepspeed_zero2.yaml",
        "accelerate/deepspeed_zero3.yaml",
        "accelerate/fsdp.yaml",
        "accelerate/one_gpu.yaml",
        "accelerate/several_gpus.yaml",
        "held_out.jsonl",
        "layout.json",
        "lesson.json",
        "plan.toml",
        "requirements.txt",
        "template.jinja",
        "train.jsonl",
        "train.py",
    }
    plan = plan_file.read(folder / "plan.toml")
    assert plan == lesson.plan
    assert plan.rate > 0
    assert json.loads((folder / "lesson.json").read_text())["lesson"] == lesson.id
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "Barns" in readme
    assert "{" not in readme
    pinned = (folder / "requirements.txt").read_text()
    assert "torch==" in pinned
    assert "peft==" in pinned
    assert "+cpu" not in pinned


def test_the_usual_rate_of_a_method_is_written_down(written):
    place = tiny_lesson.folder()
    _, folder = written(f"{FOLDER}{place}", FolderWords(place), rate=0.0)
    assert plan_file.read(folder / "plan.toml").rate == method("lora").rate


def test_examples_come_back(of_folder):
    lesson, folder = of_folder
    mine = [
        (each.system, each.turns, each.question, each.answer, each.held_out)
        for each in Lessons().examples(lesson.id)
    ]
    back = [
        (each.system, each.turns, each.question, each.answer, each.held_out)
        for each in cluster.examples_in(folder)
    ]
    assert sorted(back) == sorted(mine)


def test_a_method_that_goes_here_only(written, tmp_path):
    place = tiny_lesson.folder()
    with pytest.raises(BadRequest, match=r"“prefix”.*lora"):
        written(f"{FOLDER}{place}", FolderWords(place), method="prefix")


@pytest.mark.parametrize(
    "name", ["one_gpu", "several_gpus", "deepspeed_zero2", "deepspeed_zero3", "fsdp"]
)
def test_accelerate_takes_its_files(name):
    from accelerate.commands.config.config_args import load_config_from_file
    from accelerate.commands.launch import launch_command_parser

    file = paths.resources_folder() / "cluster" / "accelerate" / f"{name}.yaml"
    config = load_config_from_file(str(file))  # unknown keys are an error
    assert config.mixed_precision == "bf16"
    assert config.num_processes == (1 if name == "one_gpu" else 4)
    options = vars(launch_command_parser().parse_args(["train.py"]))
    for key, value in (config.fsdp_config | config.deepspeed_config).items():
        # So the launcher reads them; one that it does not know would be passed over in silence.
        assert key in options, f"{key}={value}"


@pytest.mark.parametrize("kind", ["folder", "gguf"])
def test_its_tokens_are_those_of_chat(written, kind):
    from transformers import AutoTokenizer

    place = tiny_lesson.folder()
    if kind == "folder":
        words, base = FolderWords(place), f"{FOLDER}{place}"
    else:
        words, base = GgufWords(tiny_lesson.gguf()), tiny_lesson.placed()
    _, folder = written(base, words)
    train = program(folder)
    layout = train.Layout(
        AutoTokenizer.from_pretrained(place), json.loads((folder / "layout.json").read_text())
    )
    for example in (TALK, *tiny_lesson.examples(3)):
        tokens, start = counted_as(words, example)
        said = [{"role": role, "content": text} for role, text in messages_of(example)]
        piece = layout.piece({"messages": said, "answer": example.answer}, 512)
        assert (list(piece.tokens), piece.start) == (tokens, start)


def test_another_model_is_found_out(of_folder):
    from transformers import AutoTokenizer

    _, folder = of_folder
    layout = json.loads((folder / "layout.json").read_text())
    layout["checks"][0]["tokens"][3] += 1
    train = program(folder)
    with pytest.raises(SystemExit, match="not those"):
        train.Layout(AutoTokenizer.from_pretrained(tiny_lesson.folder()), layout)


def test_a_step_takes_the_same_examples_as_here(of_folder):
    from core.training import batches
    from core.training.loop import warmed

    lesson, folder = of_folder
    train = program(folder)
    plan = {"batch": 3, "epochs": 2.5, "seed": 5}
    same = dataclasses.replace(lesson.plan, **plan)
    assert train.steps_of(10, plan) == batches.steps_of(10, same) == 9
    for step in range(1, 10):
        assert train.chosen(step, 10, plan) == batches.chosen(step, 10, same)
        assert train.warmed(step, 9, 0.2) == warmed(step, 9, 0.2)


# ---- the program itself --------------------------------------------------------------------------


def teach(folder, *options):
    environment = dict(os.environ) | {"ACCELERATE_USE_CPU": "true", "PYTHONPATH": ""}
    model = ["--model", str(tiny_lesson.folder())]
    return subprocess.run(
        [sys.executable, "train.py", *model, *options],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.slow
@pytest.mark.parametrize("way", ["lora", "lora-plus", "rslora", "lora-fa", "dora", "full", "dpo"])
def test_it_teaches(written, way):
    place = tiny_lesson.folder()
    _, folder = written(f"{FOLDER}{place}", FolderWords(place), method=way)
    if way == "dpo":
        for name in ("train.jsonl", "held_out.jsonl"):
            lines = [json.loads(each) for each in (folder / name).read_text().splitlines()]
            made = [json.dumps(each | {"rejected": "No."}) for each in lines]
            (folder / name).write_text("\n".join(made))
    told = teach(folder, "--steps", "3")
    assert "step 3 of" in told
    result = folder / "result"
    assert (result / "plan.toml").is_file()
    if way in ("dora", "full"):
        place = result / "merged" if way == "dora" else result
        assert (place / "model.safetensors").is_file()
        assert (place / "tokenizer.json").is_file()
    else:
        assert (result / "adapter_model.safetensors").is_file()


@pytest.mark.slow
def test_it_goes_on_from_its_checkpoint(written):
    place = tiny_lesson.folder()
    _, folder = written(f"{FOLDER}{place}", FolderWords(place), steps=4)
    whole = teach(folder)
    assert "Going on" not in whole
    teach(folder, "--steps", "2", "--save-minutes", "0")
    rest = teach(folder)
    assert "Going on after step 2." in rest
    assert "step 2 of" not in rest

    def losses(told):
        lines = [each.split() for each in told.splitlines() if "  loss " in each]
        return {int(each[1]): each[5] for each in lines}

    assert losses(rest) == {step: losses(whole)[step] for step in (3, 4)}
