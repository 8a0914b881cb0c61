"""Lessons in the tour of pictures: one that is taught, some that have been, ways compared.

No model comes with Lectern, so nothing can be taught here. The lessons lie on the disk as a trainer
would have left them, and what one tells while it works is told in its place; the window, the
engine that reads the lessons and all that is drawn are the real ones.
"""

import json
import math
import random
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.types import (
    Example,
    ExampleOrigin,
    Lesson,
    LessonDetail,
    LessonPlan,
    LessonPoint,
    LessonState,
    LessonVerdict,
    MethodFigures,
    SampleAnswer,
    WayScore,
)
from desktop.screens_models import ModelsTour

if TYPE_CHECKING:
    from desktop.teach.pane import TeachPane

_BASE = "local:qwen2.5-1.5b-instruct-q4_k_m.gguf"
_STEPS = 145
_ANSWERS = (
    ("退货需要带什么？", "一般来说，您可以在合理的时间内退货，请查看相关政策。",
     "请带上小票和原包装，在 30 天内到任意门店办理退货。"),
    ("How long do I have to return something?",
     "You can usually return products within a reasonable time. Please check the policy.",
     "You have 30 days. Bring the receipt to any branch; the refund is on your card in three"
     " working days."),
)  # fmt: skip
_FIGURES = (
    MethodFigures("full", 1.0, 6_900_000_000, 21.4, 18, 3_100_000_000, 0.55, 0.60, 0.11),
    MethodFigures("lora", 0.00598, 3_100_000_000, 7.9, 26, 37_000_000, 0.61, 0.58, 0.01),
    MethodFigures("lora-plus", 0.00598, 3_100_000_000, 7.9, 22, 37_000_000, 0.60, 0.59, 0.01),
    MethodFigures("lora-fa", 0.00301, 3_050_000_000, 7.6, 34, 37_000_000, 0.64, 0.55, 0.0),
    MethodFigures("vera", 0.00041, 3_000_000_000, 9.8, 0, 812_000_000, 0.92, 0.41, 0.0),
)


def _points(last: int, by_heart: bool = False) -> tuple[LessonPoint, ...]:
    """A course that falls, noisy; `by_heart`: what it has not seen gets worse towards the end."""
    chance = random.Random(4)  # noqa: S311
    made = []
    for step in range(1, last + 1):
        way = 0.55 + 3.0 * math.exp(-step / 26)
        worse = max(0.0, step / last - 0.6) * 2 if by_heart else 0.0
        held = way + 0.17 + worse if step == 1 or step % 6 == 0 else -1.0
        loss = max(0.05, way + chance.uniform(-0.09, 0.09))
        made.append(LessonPoint(step, loss, held, 118.0, step * 52.0))
    return tuple(made)


def _verdict(helped: str, figures: tuple[float, ...], forgot: float) -> LessonVerdict:
    ways = tuple(
        WayScore(way, score, max(0.0, score - 0.09), min(1.0, score + 0.09), 60)
        for way, score in zip(("base", "rag", "tuned", "tuned_rag"), figures, strict=True)
    )
    best = max(ways, key=lambda each: each.score).way
    return LessonVerdict(ways, best, helped, forgot, time.time())


class LessonTour(ModelsTour):
    """Walks through the pages of lessons."""

    def _lessons(self) -> None:
        from desktop.teach.pane import TeachPane

        pane = self._window.room("teach")
        assert isinstance(pane, TeachPane)
        self._window.show_room("teach")
        self._pause(600)
        taught = self._kept("客服回答", LessonState.PAUSED, step=90, interrupted=True,
                            held_out=0.8, best_step=90, saved=time.time() - 125)  # fmt: skip
        helped = self._kept("公文风格", LessonState.DONE, verdict=_verdict(
            "yes", (0.31, 0.71, 0.58, 0.87), 0.0))  # fmt: skip
        missed = self._kept("Contract wording", LessonState.DONE, by_heart=True, verdict=_verdict(
            "no", (0.31, 0.74, 0.30, 0.55), 0.07))  # fmt: skip
        pane.lessons.reload()
        self._until(lambda: pane.lessons.get(missed) is not None)
        self._show(pane, taught)
        self._shoot("lesson-interrupted")
        self._learning(pane, taught)
        for id, name in ((helped, "lesson-helped"), (missed, "lesson-did-not-help")):
            self._show(pane, id)
            self._shoot(name)
        self._session.change_settings(lessons=(f"{missed}=0.8",))
        page = pane.lesson
        page.details.fold.setChecked(True)
        self._shoot("lesson-elsewhere", lambda: self._see(page.details))
        page.details.fold.setChecked(False)
        self._session.change_settings(lessons=())
        self._compared(pane, helped)

    def _show(self, pane: "TeachPane", id: str) -> None:
        pane.show_lesson(id)
        self._pause(700)

    def _see(self, card: Any) -> None:
        from PySide6.QtWidgets import QScrollArea

        self._pause(60)
        for area in self._window.findChildren(QScrollArea):
            if area.isAncestorOf(card):
                area.ensureWidgetVisible(card)

    def _learning(self, pane: "TeachPane", id: str) -> None:
        """Told as a trainer tells; what the engine says of the model it lacks is not heard."""
        from core.events import LessonTold, Progress, Stage

        lesson = pane.lessons.get(id)
        assert lesson is not None
        now = replace(
            lesson, state=LessonState.RUNNING, interrupted=False, seconds_left=2880.0,
            tokens_a_second=118.2, memory_bytes=3_100_000_000, available_bytes=8_000_000_000,
            device="cpu",
        )  # fmt: skip
        request = pane.lessons.run(id).request
        request.told.emit(Progress(Stage.TEACHING, now.step, now.steps, now.seconds_left))
        request.told.emit(LessonTold(LessonDetail(now, ())))
        request.blockSignals(True)
        # The link is done with it at once; the window is not.
        request.deleteLater = lambda: None  # type: ignore[method-assign]
        self._shoot("lesson-learning")
        pane.lesson.course.chart.read(60)
        self._shoot("lesson-learning-read")
        pane.lesson.course.chart.stop_reading()
        self._shoot("lesson-answers", lambda: self._see(pane.lesson.samples))
        before = self._window.size()
        self._window.resize(900, 600)
        self._shoot("narrow-lesson-learning")
        self._window.resize(before)
        request.blockSignals(False)
        request.ended.emit()
        request.setParent(None)
        self._pause()

    def _compared(self, pane: "TeachPane", id: str) -> None:
        from core import paths

        runs = []
        for each in _FIGURES:
            # The goal is half of what the best gains: this course comes to it at that step.
            steps = each.steps_to_target
            losses = [3.0, *([2.4] * (steps - 2)), 1.0] if steps else [3.0, 2.6]
            runs.append({"figures": _plain(each), "losses": losses})
        text = json.dumps({"about": "pictures", "runs": runs})
        (paths.lessons_folder() / "methods.json").write_text(text, encoding="utf-8")
        pane.lesson.compare_wanted.emit(id)
        self._until(lambda: pane.methods.table.rowCount() == len(_FIGURES))
        self._shoot("teaching-compared")
        pane.methods.choose.setChecked(True)
        self._pause()
        self._shoot("teaching-ways")
        pane.methods.choose.setChecked(False)
        pane.methods.back_wanted.emit()

    # ---- as a trainer would have left them -----------------------------------------------------

    def _kept(
        self,
        title: str,
        state: LessonState,
        verdict: LessonVerdict | None = None,
        by_heart: bool = False,
        **values: Any,
    ) -> str:
        """Put a lesson on the disk; its id."""
        from core import operations, paths, wire

        examples = [
            Example(0, question, right, ExampleOrigin.OWN) for question, _, right in _ANSWERS
        ]
        found: list[Lesson] = []
        request = self._session.link.start(
            operations.new_lesson, plan=LessonPlan(title, _BASE), examples=examples
        )
        request.done.connect(found.append)
        self._until(lambda: bool(found))
        id = found[0].id
        place = paths.lessons_folder() / id
        course = _points(int(values.get("step", _STEPS)), by_heart)
        held = [each for each in course if each.held_out >= 0]
        done = {"exported": str(place / "export" / "adapter.gguf"), "file_bytes": 37_000_000}
        state_now = _read(place / "state.json") | {
            "state": state.value, "step": _STEPS, "steps": _STEPS, "loss": 0.61,
            "held_out": held[-1].held_out, "examples": 1240, "seconds": 7540.0, "route": "adapter",
            "best_step": min(held, key=lambda each: each.held_out).step,
            "trainable": 9_232_384, "parameters": 1_543_714_304, "device": "cpu",
        } | (done if state is LessonState.DONE else {}) | values  # fmt: skip
        (place / "state.json").write_text(json.dumps(state_now), encoding="utf-8")
        last = course[-1].step
        told = [SampleAnswer(last, question, old, new) for question, old, new in _ANSWERS]
        lines = [json.dumps(wire.to_plain(each)) for each in (*course, *told)]
        (place / "course.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if verdict is not None:
            text = json.dumps(wire.to_plain(verdict))
            (place / "verdict.json").write_text(text, encoding="utf-8")
        return id


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _plain(figures: MethodFigures) -> dict[str, Any]:
    from core import wire

    plain: dict[str, Any] = wire.to_plain(figures)
    return {name: value for name, value in plain.items() if name.isidentifier()}
