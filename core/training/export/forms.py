"""What was learnt in forms for other programs: peft, transformers, llama.cpp, Ollama."""

import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from core.errors import BadRequest
from core.gguf.files import parts_of
from core.training.export.for_chat import ADAPTER, BASE, FILES, MODEL, ForChat, telling
from core.training.export.gguf_file import require_room
from core.training.told import Exported, Working
from core.types import Route

_IN_FRONT = (Route.SOFT_PROMPT, Route.PREFIX)
_FORMS = ("adapter", "merged", "modelfile", "folder")
_NOT_TESTED = (0.0, 0, 0)


class Forms:
    """Writes one lesson in any of the forms."""

    def __init__(self, work: ForChat, place: Path) -> None:
        """`place`: where what chat uses lies."""
        self._work, self._place = work, place

    def write(
        self, form: str, making: Path, target: Path
    ) -> Generator[Working | Exported, None, None]:
        """Write a form in `making` and put it at `target`.

        Raises:
            BadRequest: as core.training.export.export_form.
        """
        if form not in _FORMS:
            known = ", ".join(_FORMS)
            raise BadRequest(reason=f"There is no form “{form}”. There are: {known}.")
        if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
            raise BadRequest(reason=f"There is something at “{target}” already.")
        route = self._work.row.route
        if form != "adapter" and route in _IN_FRONT:
            raise BadRequest(
                reason="What this method learns stands in front of prompts and cannot become part"
                " of a model. Save it as an adapter, or teach another way."
            )
        if route is Route.TRANSFORMERS:
            raise BadRequest(reason="What this method learns runs in Lectern alone.")
        if form == "merged":
            yield from self._merged(target)
            return
        write: dict[str, Callable[[Path], Generator[Working, None, None]]] = {
            "adapter": self._adapter,
            "modelfile": self._modelfile,
            "folder": self._folder,
        }
        yield from write[form](making)
        size = sum(each.stat().st_size for each in making.iterdir())
        if target.is_dir():
            target.rmdir()
        making.replace(target)
        yield Exported(route.value, str(target), size, *_NOT_TESTED)

    def _merged(self, target: Path) -> Generator[Working | Exported, None, None]:
        exported = yield from self._work.merged()
        if target.is_dir():
            target.rmdir()
        Path(exported.path).replace(target)
        yield replace(exported, path=str(target))

    def _adapter(self, making: Path) -> Generator[Working, None, None]:
        from core.training.export.peft_folder import write_peft_folder

        yield Working("exporting")
        write_peft_folder(self._work.base, self._work.learnt, making)
        yield from self._file_for_chat(making)

    def _folder(self, making: Path) -> Generator[Working, None, None]:
        from core.training.export.folder import write_folder

        yield from telling(write_folder(self._work.base, *self._work.changed(), making))

    def _modelfile(self, making: Path) -> Generator[Working, None, None]:
        from core.training.export.modelfile import modelfile

        work = self._work
        yield Working("exporting")
        if work.row.route is Route.MERGED:
            model = self._place / MODEL
            if not model.exists():
                model = Path((yield from work.merged()).path)
            called, adapter = MODEL, ""
        else:
            yield from self._file_for_chat(making)
            model = work.base.path
            if work.base.kind == "folder":
                model = next(at / BASE for at in (making, self._place) if (at / BASE).exists())
            called, adapter = BASE, f"./{ADAPTER}"
        if len(parts_of(model)) > 1:
            raise BadRequest(reason="Ollama takes no model that lies in several files.")
        text = modelfile(model, f"./{called}", adapter)
        (making / "Modelfile").write_text(text, encoding="utf-8")
        _put(model, making / called)

    def _file_for_chat(self, making: Path) -> Generator[Working, None, None]:
        """What chat uses, as it lies there already or made anew."""
        file = self._place / FILES[self._work.row.route]
        base = self._place / BASE
        if file.exists() and (base.exists() or self._work.base.kind == "gguf"):
            shutil.copyfile(file, making / file.name)
        else:
            yield from self._work.added()


def _put(source: Path, target: Path) -> None:
    """Let a large file lie in a folder too, without a copy where the disk allows that."""
    if source == target:
        return
    try:
        os.link(source, target)
    except OSError:
        require_room(target.parent, source.stat().st_size)
        shutil.copyfile(source, target)
