"""A lesson as a folder that a GPU machine or a cluster teaches by, without Lectern.

What is the same in every folder lies in resources/cluster; beside it come the plan, the examples,
the template and some examples' tokens as chat counts them, by which a wrong model is found out.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from core import paths
from core.errors import BadRequest
from core.gguf.files import file_in, writing_file
from core.lessons import plan_file
from core.lessons.bases import place_of
from core.lessons.methods import method
from core.training.opened_base import kind_of
from core.training.words import messages_of
from core.types import Example, ExampleOrigin, Lesson, LessonPlan

METHODS = ("lora", "lora-plus", "rslora", "lora-fa", "qlora", "qlora-gguf", "dora", "full", "dpo")
"""Those that train.py knows."""
CHECKED = 3
"""Examples whose tokens are written down."""
PACKAGES = ("torch", "transformers", "peft", "accelerate", "safetensors")
LESSON, PLAN, LAYOUT = "lesson.json", "plan.toml", "layout.json"
TRAIN, HELD_OUT = "train.jsonl", "held_out.jsonl"

Counted = tuple[Example, Sequence[int], int]
"""An example, its tokens as chat counts them, and the place of the first one that is learnt."""


def require(plan: LessonPlan) -> None:
    """See that the method can be taught elsewhere.

    Raises:
        BadRequest: it cannot.
    """
    if plan.method not in METHODS:
        known = ", ".join(METHODS)
        raise BadRequest(
            reason=f"“{plan.method}” can only be taught here. For a GPU machine choose: {known}."
        )


def write(
    lesson: Lesson, examples: Sequence[Example], counted: Sequence[Counted], folder: Path
) -> None:
    """Write the folder; it is there and empty.

    Raises:
        BadRequest: the method can only be taught here.
        ModelMissing, ModelBroken: of the base.
        OSError: it cannot be written.
    """
    require(lesson.plan)
    plan = replace(lesson.plan, rate=lesson.plan.rate or method(lesson.plan.method).rate)
    shutil.copytree(paths.resources_folder() / "cluster", folder, dirs_exist_ok=True)
    files = {
        PLAN: plan_file.written(plan),
        LESSON: json.dumps({"lesson": lesson.id, "title": plan.title, "base": plan.base}),
        LAYOUT: json.dumps(_layout(counted)),
        "template.jinja": _template(place_of(plan.base)),
        TRAIN: _lines(each for each in examples if each.accepted and not each.held_out),
        HELD_OUT: _lines(each for each in examples if each.accepted and each.held_out),
        "requirements.txt": _requirements(plan),
        "README.md": _readme(folder / "README.md", plan),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def examples_in(folder: Path) -> list[Example]:
    """The examples that a folder holds, as they were given; those held out are marked.

    Raises:
        BadRequest: a line is no example.
    """
    found = []
    for name, held_out in ((TRAIN, False), (HELD_OUT, True)):
        if not (folder / name).is_file():
            continue
        with (folder / name).open(encoding="utf-8") as lines:
            try:
                found += [_example(json.loads(line), held_out) for line in lines if line.strip()]
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                reason = f"“{name}” in “{folder.name}” is damaged; copy the folder again."
                raise BadRequest(reason=reason) from error
    return found


def _example(said: dict[str, Any], held_out: bool) -> Example:
    *before, last = said["messages"]
    system = "".join(each["content"] for each in before if each["role"] == "system")
    spoken = [str(each["content"]) for each in before if each["role"] != "system"]
    return Example(
        0,
        str(last["content"]),
        str(said["answer"]),
        ExampleOrigin.FILE,
        system=system,
        rejected=str(said.get("rejected", "")),
        held_out=held_out,
        turns=tuple(zip(spoken[::2], spoken[1::2], strict=False)),
    )


def _messages(example: Example) -> list[dict[str, str]]:
    return [{"role": role, "content": text} for role, text in messages_of(example)]


def _lines(examples: Iterator[Example]) -> str:
    lines = []
    for each in examples:
        said: dict[str, Any] = {"messages": _messages(each), "answer": each.answer}
        if each.rejected:
            said["rejected"] = each.rejected
        lines.append(json.dumps(said, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _layout(counted: Sequence[Counted]) -> Mapping[str, Any]:
    checks = [
        {"messages": _messages(example), "tokens": list(tokens[:start])}
        for example, tokens, start in counted
    ]
    return {"end": counted[0][1][-1], "checks": checks} if counted else {"checks": []}


def _template(base: Path) -> str:
    """The conversation layout that chat uses with this base."""
    from core.llama.templates import CHATML

    if kind_of(base) == "gguf":
        return writing_file(file_in(base)).template or CHATML
    file = base / "chat_template.jinja"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    try:
        config = json.loads((base / "tokenizer_config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return CHATML
    template = config.get("chat_template")
    return template if isinstance(template, str) else CHATML


def _requirements(plan: LessonPlan) -> str:
    """What train.py needs, in the versions that it was tried with where they are known here."""
    names = [*PACKAGES]
    if plan.method in ("qlora", "qlora-gguf"):
        names.append("bitsandbytes")
    lines = [_pinned(each) for each in names]
    if plan.base.endswith(".gguf"):
        lines.append(_pinned("gguf"))
    return "".join(f"{line}\n" for line in lines) + "# deepspeed   only for deepspeed_zero*.yaml\n"


def _pinned(name: str) -> str:
    try:
        return f"{name}=={version(name).partition('+')[0]}"
    except PackageNotFoundError:
        return name


def _readme(file: Path, plan: LessonPlan) -> str:
    text = file.read_text(encoding="utf-8")
    base = os.path.basename(plan.base.rpartition(":")[2])
    for mark, said in (("TITLE", plan.title), ("BASE", base), ("METHOD", plan.method)):
        text = text.replace(f"{{{mark}}}", said)
    return text
