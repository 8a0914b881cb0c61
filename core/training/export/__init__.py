"""What a lesson learnt becomes a file that chat takes, offered only after its self-test."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import LessonUntrue
from core.llama.library import LlamaError
from core.training.export.for_chat import ForChat
from core.training.told import Exported, Working

if TYPE_CHECKING:
    from torch import nn

    from core.training.method import Learnt
    from core.training.opened_base import Base
    from core.training.words import Messages
    from core.types import LessonPlan, TeachingMethod

MAKING = ".making"
"""Folder in that of an export, while it is made: what is left when its process is ended."""


def making_of(target: Path) -> Path:
    """The same beside what is written for another program."""
    return target.with_name(f".{target.name}{MAKING}")


def export_learnt(
    base: "Base",
    method_row: "TeachingMethod",
    learnt: "Learnt",
    plan: "LessonPlan",
    place: Path,
    tried: "Sequence[Messages]",
    model: "nn.Module",
) -> Iterator[Working | Exported]:
    """Write what chat takes into `place`, <lesson>/export; the last that comes is the outcome.

    It is written to the side, tried on the prompts of `tried` against `model`, as it was trained,
    and only then put in its place. Beside it lies the base as a GGUF file where the base is a
    folder.

    Raises:
        LessonUntrue: it does not answer as what was trained; nothing of it is kept.
        UnsuitableModel: llama.cpp has no like of something in it.
        DiskFull, OSError: it cannot be written.
    """
    making = place / MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        name = place.parent.name
        work = ForChat(base, method_row, learnt, plan, making, name, tried, model)
        exported = yield from work.made()
        for path in sorted(making.iterdir()):
            path.replace(place / path.name)
        yield replace(exported, path=str(place / Path(exported.path).name))
    except LlamaError as error:
        raise LessonUntrue(name=plan.title, reason=str(error)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def export_form(
    form: str,
    base: "Base",
    method_row: "TeachingMethod",
    learnt: "Learnt",
    plan: "LessonPlan",
    place: Path,
    target: Path,
    tried: "Sequence[Messages]",
    model: "nn.Module",
) -> Iterator[Working | Exported]:
    """Write what was learnt for another program to `target`, where nothing may be yet: "adapter" (a
    folder that peft opens, with the file for llama.cpp), "merged" (a GGUF file), "modelfile" (a
    folder for Ollama), "folder" (one of transformers). `place`: <lesson>/export.

    Raises:
        BadRequest: no such form, none for this method, or there is something at `target`.
        LessonUntrue, UnsuitableModel, DiskFull, OSError: as `export_learnt`.
    """
    from core.training.export.forms import Forms

    making = making_of(target)
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        name = place.parent.name
        work = ForChat(base, method_row, learnt, plan, making, name, tried, model)
        yield from Forms(work, place).write(form, making, target)
    except LlamaError as error:
        raise LessonUntrue(name=plan.title, reason=str(error)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
