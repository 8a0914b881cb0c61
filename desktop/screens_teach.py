"""Making a lesson in the tour of pictures: sources, examples, how well it fits, start.

No model comes with Lectern, so none can be measured here. Examples come of the sample documents
through the real engine; the model, how it reads and what it would cost are told in its place.
"""

from typing import TYPE_CHECKING, Any

from core.types import (
    ExamplesReport,
    InstalledModel,
    LessonEstimate,
    ModelKind,
    ModelOverview,
    TokenPiece,
    TokenView,
)
from desktop.screens_lesson import LessonTour

if TYPE_CHECKING:
    from desktop.teach.pane import TeachPane

_BASE = InstalledModel(
    "local:qwen2.5-1.5b-instruct-q4_k_m.gguf", "Qwen2.5 1.5B Instruct", ModelKind.CHAT,
    "/models/qwen2.5-1.5b-instruct-q4_k_m.gguf", 1_117_000_000, "qwen2", 1.5, "Q4_K_M", 32_768,
)  # fmt: skip
_TABLE = """问题,答案
退货需要带什么？,请带上小票和原包装，在 30 天内到任意门店办理退货。
会员积分什么时候到账？,
How long do I have to return something?,You have 30 days; bring the receipt.
,请拨打客服电话。
"""
_LETTERS = 2
"""Of a piece as it is told here."""


class TeachTour(LessonTour):
    """Walks through the three steps; what is told of a model is told before each picture."""

    def _teach(self) -> None:
        from desktop.teach.making_page import Step
        from desktop.teach.pane import TeachPane

        pane = self._window.room("teach")
        assert isinstance(pane, TeachPane)
        self._window.show_room("teach")
        self._until(lambda: pane.bases.known and pane.lessons.known)
        self._shoot("teach-no-model")
        self._with_model(pane)
        self._shoot("teach-empty")
        pane.begin()
        self._shoot("teach-sources")
        self._make(pane)
        self._shoot("teach-examples")
        self._look(pane)
        pane.making.show_step(Step.FIT)
        self._told(pane, fits=True)
        self._shoot("teach-fits", lambda: self._told(pane, fits=True))
        pane.making.fit.details.fold.setChecked(True)
        self._shoot("teach-details", lambda: self._see(pane.making.fit.details.fields["epochs"]))
        pane.making.fit.details.fold.setChecked(False)
        self._shoot("teach-too-large", lambda: self._told(pane, fits=False))
        pane.making.show_step(Step.START)
        self._shoot("teach-start", lambda: self._told(pane, fits=True))
        pane.making.show_step(Step.EXAMPLES)
        before = self._window.size()
        self._window.resize(900, 600)
        self._shoot("narrow-teach")
        self._window.resize(before)
        pane.lessons.remove(pane.draft.id)
        pane.lessons.finish_removals()
        self._pause()

    def _with_model(self, pane: "TeachPane") -> None:
        from core.events import Changes

        # A look at the models would tell that there is none.
        self._session.changed.disconnect(pane.bases._on_changes)
        pane.bases._take(ModelOverview((_BASE,), (), memory_bytes=16_000_000_000))
        self._session.changed.emit(Changes(), None)

    def _make(self, pane: "TeachPane") -> None:
        file = self._home / "客服问答.csv"
        file.write_text(_TABLE, encoding="utf-8")
        sources = pane.making.examples.sources
        sources.add_files([str(file)])
        self._shoot("teach-sources-chosen")
        sources.make.click()
        draft = pane.draft
        self._until(lambda: draft.found is not None or draft.trouble is not None)
        self._until(lambda: draft.gathering is None and draft.examples.complete)
        self._told(pane, fits=True)
        pane.making.examples.strip.show_list.setChecked(True)
        self._shoot("teach-problems")
        draft.forget_found()
        pane.making.examples.table.choose(1)

    def _look(self, pane: "TeachPane") -> None:
        step = pane.making.examples
        step.look.setChecked(True)
        self._pause(600)

        def tell() -> None:
            example = step.table.current()
            assert example is not None
            before = f"<|im_start|>user\n{example.question}<|im_end|>\n<|im_start|>assistant\n"
            text = f"{before}{example.answer}<|im_end|>"
            starts = [*range(0, len(before), _LETTERS), *range(len(before), len(text), _LETTERS)]
            ends = [*starts[1:], len(text)]
            pieces = tuple(TokenPiece(at, at, end) for at, end in zip(starts, ends, strict=True))
            told = (text, TokenView(_BASE.name, pieces, len(pieces), True), len(before) // _LETTERS)
            step.preview.take(told)

        self._shoot("teach-as-the-model-sees-it", tell)
        step.look.setChecked(False)

    def _told(self, pane: "TeachPane", fits: bool) -> None:
        """What a model would say of these examples, and what they would cost."""
        import dataclasses

        draft = pane.draft
        draft.stop_measuring()
        rows = [each for each in draft.examples.rows if each.accepted]
        held = sum(each.held_out for each in rows)
        chinese = sum(each.language == "zh" for each in rows)
        languages = (("zh", chinese), ("en", len(rows) - chinese))
        total = len(draft.examples.rows)
        tokens: dict[str, Any] = {"tokens": 90 * total, "longest": 212, "cut": 0}
        draft.report = ExamplesReport(total, len(rows), held, 0, languages, **tokens)
        smaller = dataclasses.replace(draft.plan, max_tokens=128, checkpointing=True)
        draft.estimate = LessonEstimate(
            3_100_000_000 if fits else 9_100_000_000, 6_200_000_000, 2880.0, 145, 90_000,
            9_232_384, 1_543_714_304, fits, None if fits else smaller,
        )  # fmt: skip
        draft.estimate_trouble = None
        draft.estimated = draft.plan
        draft.changed.emit()
        draft.estimate_changed.emit()
