"""The roads that let a lesson leave this computer, and bring back what became of it elsewhere."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.catalogue.durable import told_when_full
from core.errors import BadRequest, LessonFailed, ModelMissing
from core.events import Progress, Road, Stage
from core.lessons import cluster, plan_file, recipe_file, running
from core.lessons.recipe_file import Recipe, Sources
from core.lessons.store import Lessons
from core.training.export import making_of
from core.training.told import Exported
from core.types import FOLDER, Example, Lesson, LessonPlan, LessonState

TRAINED = ("adapter", "merged", "modelfile", "folder")
"""Forms that the trainer writes, of what was learnt."""
CLUSTER, RECIPE = "cluster", "recipe"
FORMS = (*TRAINED, CLUSTER, RECIPE)
_ADAPTER = "adapter_config.json"
_TAKEN = (".safetensors", ".json")
_LARGEST_SAYING = 4_000_000
_SAME_SCALE = ("lora", "lora-plus", "qlora", "qlora-gguf", "dpo")
"""Methods that count what they learnt as peft's LoRA does, α/r, and learn A as well as B."""


def export(id: str, form: str, path: str) -> Road[str]:
    """Write a lesson to `path` in one of FORMS; the path.

    "merged" is a file, all others a folder that is made, or is empty.

    Raises:
        NotFound, BadRequest: no such lesson or form; it has learnt nothing; the place is taken.
        DiskFull: there is no room.
        LessonFailed, LessonUntrue, ModelError: as in core.lessons.running.
    """
    if form not in FORMS:
        raise BadRequest(reason=f"There is no form “{form}”. There are: {', '.join(FORMS)}.")
    lessons = Lessons()
    lesson = lessons.get(id)
    target = Path(path).expanduser().absolute()
    with told_when_full(target.parent), lessons.held(id, running.PATIENCE):
        if form == CLUSTER:
            cluster.require(lesson.plan)
        elif form in TRAINED and lesson.state is LessonState.DRAFT:
            raise BadRequest(reason="This lesson has learnt nothing yet.")
        is_file = form == "merged"
        _make_room(target, is_file)
        try:
            yield Progress(Stage.EXPORTING, 0, 0)
            if form == CLUSTER:
                counted = yield from _counted(lessons, id)
                cluster.write(lesson, lessons.examples(id), counted, target)
            elif form == RECIPE:
                _write_recipe(lesson, lessons.examples(id), target)
            else:
                yield from _by_trainer(lessons, lesson, form, target)
        except BaseException:
            # Half of an export is worth nothing, and would be in the way of the next one.
            shutil.rmtree(making_of(target), ignore_errors=True)
            if is_file:
                target.unlink(missing_ok=True)
            else:
                shutil.rmtree(target, ignore_errors=True)
            raise
    return str(target)


def bring_back(path: str) -> Road[Lesson]:
    """Make a lesson of what a GPU machine made: a folder of peft with an adapter, or a folder of
    transformers with whole weights; it is tried and exported for chat as a lesson's own result is.

    What the folder says of its plan counts; without it, the base is the one that peft names, if it
    lies on this computer.

    Raises:
        ModelMissing: there is no such folder, or its base is not on this computer.
        BadRequest: it is nothing that can be brought back.
        DiskFull: there is no room.
        LessonFailed, ModelError: as in core.lessons.running.
    """
    folder = _result_in(Path(path).expanduser())
    plan = _plan_of(folder)
    lessons = Lessons()
    with told_when_full(lessons.folder):
        lesson = lessons.new(plan, _examples_for(lessons, folder))
        try:
            into = lessons.place(lesson.id) / running.IMPORTED
            into.mkdir()
            for file in sorted(folder.iterdir()):
                if file.suffix in _TAKEN and file.is_file():
                    yield Progress(Stage.COPYING, 0, 0, detail=file.name)
                    shutil.copyfile(file, into / file.name)
        except BaseException:
            lessons.remove(lesson.id)
            raise
    with lessons.held(lesson.id, running.PATIENCE):
        return (yield from running.brought_on(lessons, lessons.get(lesson.id), train=False))


# ---- out -----------------------------------------------------------------------------------------


def _make_room(target: Path, is_file: bool) -> None:
    """See that something can be put there.

    Raises:
        BadRequest: something is there already, or no folder around it.
    """
    if is_file:
        if target.exists():
            raise BadRequest(reason=f"“{target.name}” is there already.")
        target.parent.mkdir(parents=True, exist_ok=True)
        return
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadRequest(reason=f"“{target.name}” is there already and not empty.")
    target.mkdir(parents=True, exist_ok=True)


def _by_trainer(lessons: Lessons, lesson: Lesson, form: str, target: Path) -> Road[None]:
    done = False
    with running.trainer_of(lessons, lesson) as trainer:
        for told in trainer.export(form, str(target)):
            done = done or isinstance(told, Exported)
            yield Progress(Stage.EXPORTING, 0, 0)
    if not done:
        raise LessonFailed(name=lesson.plan.title, reason="nothing was written.")


def _counted(lessons: Lessons, id: str) -> Road[Sequence[cluster.Counted]]:
    """Some examples with their tokens; none where the base's own file cannot be asked."""
    from core.lessons import reporting

    found = []
    for example in [each for each in lessons.examples(id) if each.accepted][: cluster.CHECKED]:
        _, view, start = yield from reporting.tokens(id, example.id)
        found.append((example, [each.id for each in view.pieces], start))
    return found


def _write_recipe(lesson: Lesson, examples: Sequence[Example], target: Path) -> None:
    file = target / "examples.jsonl"
    lines = [json.dumps(_as_messages(each), ensure_ascii=False) for each in examples]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    recipe_file.save(Recipe(lesson.plan, Sources(files=(str(file),))), target / "recipe.toml")


def _as_messages(example: Example) -> dict[str, Any]:
    said = [{"role": "system", "content": example.system}] if example.system else []
    for question, answer in (*example.turns, (example.question, example.answer)):
        said += [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    # Earlier answers are examples of their own where they shall be learnt.
    kept = {"messages": said} | ({"learn": "last"} if example.turns else {})
    return kept | ({"rejected": example.rejected} if example.rejected else {})


# ---- back ----------------------------------------------------------------------------------------


def _result_in(folder: Path) -> Path:
    """Where in a folder the result lies: in itself, or in its result/.

    Raises:
        ModelMissing: there is no folder.
        BadRequest: there is no result.
    """
    if not folder.is_dir():
        raise ModelMissing(name=folder.name)
    for place in (folder, folder / "result"):
        if list(place.glob("*.safetensors")):
            # What dora learnt is whole only when it is merged.
            merged = place / "merged"
            return merged if _says(place / _ADAPTER).get("use_dora") and merged.is_dir() else place
    raise BadRequest(reason=f"“{folder.name}” holds no .safetensors file that could be taken.")


def _plan_of(folder: Path) -> LessonPlan:
    """The plan that a result was taught by, told in the terms of how it comes back.

    Raises:
        BadRequest, ModelMissing: it does not say on which base.
    """
    adapter = _says(folder / _ADAPTER)
    if (folder / cluster.PLAN).is_file():
        plan = plan_file.read(folder / cluster.PLAN)
    else:
        base = str(adapter.get("base_model_name_or_path") or "")
        # A stranger's file names it: another computer is not even asked for it.
        if not base or base.startswith(("//", "\\\\")) or not Path(base).is_dir():
            raise ModelMissing(name=base or folder.name)
        plan = LessonPlan(folder.name, FOLDER + str(Path(base).absolute()))
    if not adapter:
        return replace(plan, method="full")
    unknown = adapter.get("peft_type") != "LORA" or adapter.get("use_dora")
    if unknown or adapter.get("rank_pattern") or adapter.get("alpha_pattern"):
        raise BadRequest(reason="Only LoRA adapters of one rank can be brought back.")
    usual = plan.method if plan.method in _SAME_SCALE else "lora"
    try:
        rank = int(adapter.get("r", plan.rank))
        alpha = float(adapter.get("lora_alpha", plan.alpha))
    except (TypeError, ValueError, OverflowError) as error:
        reason = f"“{_ADAPTER}” says no numbers for r and lora_alpha; copy the folder again."
        raise BadRequest(reason=reason) from error
    method = "rslora" if adapter.get("use_rslora") else usual
    return plan_file.checked(replace(plan, method=method, rank=rank, alpha=alpha, fast=False))


def _examples_for(lessons: Lessons, folder: Path) -> Sequence[Example]:
    """Questions to try a result with: of the lesson it began as, or those that came with it."""
    told = _says(folder / cluster.LESSON).get("lesson")
    for lesson in lessons.all():
        if lesson.id == told:
            return lessons.examples(lesson.id)
    return cluster.examples_in(folder)


def _says(file: Path) -> dict[str, Any]:
    """A small file of JSON; empty where there is none that makes sense."""
    try:
        if file.stat().st_size > _LARGEST_SAYING:
            return {}
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
