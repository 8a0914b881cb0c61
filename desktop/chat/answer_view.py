"""What Lectern says to one question: sentences, sources, how it looked, what to do next.

Quotations stand line by line, each a view of its own; what a model writes is Markdown and drawn by
`answer_body`. Both give sentences that can be pressed and reached with the keyboard.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import QUOTING, Answer, Citation, Passage
from desktop import error_text
from desktop.chat.answer_body import AnswerBody
from desktop.chat.cited_text import Cited
from desktop.chat.citing import CitingButton
from desktop.chat.copying import answer_as_data, is_written, part_as_data
from desktop.chat.link_asking import LinkAsking
from desktop.chat.outcomes import Failure, NotSaid
from desktop.chat.search_report_view import SearchReportView
from desktop.chat.sentence_view import SentenceView
from desktop.chat.sources import Source, numbers_of, sources_found, sources_of
from desktop.chat.sources_card import SourcesCard, Standing
from desktop.chat.text_selection import Selectable, TextSelection
from desktop.chat.thought_view import ThoughtView
from desktop.chat.trace_view import TraceView
from desktop.chat.turns import Turn, TurnState
from desktop.chat.usage_words import UsageWords
from desktop.theme import Space
from desktop.widgets.text import Words


class AnswerView(QWidget):
    """Draws a turn's answer in whatever state it is; `show_turn` again after each change."""

    citation_chosen = Signal(object)
    map_wanted = Signal(object)
    """Ids of entities."""
    ask_again = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn: Turn | None = None
        self._answer: Answer | None = None
        self._passages: tuple[Passage, ...] = ()
        self._quoted: list[SentenceView] = []
        self.body: AnswerBody | None = None
        """What a model wrote; made when it is first needed."""
        self._selection = TextSelection(self, self._texts, self._copied)
        self._streaming = ("", "")
        self.thought = ThoughtView()
        self.thought.resized.connect(self.resized)
        self.usage = UsageWords()
        self.waiting_note = Words("", "doubt", wrap=True, selectable=True)
        self.status = Words("", "second", wrap=True, selectable=True)
        self._sentence_column = QVBoxLayout()
        self._sentence_column.setSpacing(Space.S)
        self.not_said: NotSaid | None = None
        self.failure: Failure | None = None
        self.sources = SourcesCard()
        self.sources.citation_chosen.connect(self.citation_chosen)
        self.sources.trace_toggled.connect(self._on_trace)
        self.trace = TraceView()
        self.report = SearchReportView()
        self.report.citation_chosen.connect(self.citation_chosen)
        self.report.map_wanted.connect(self.map_wanted)
        self.report.resized.connect(self.resized)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.thought)
        column.addLayout(self._sentence_column)
        self._column = column
        for part in (
            self.usage,
            self.status,
            self.waiting_note,
            self.sources,
            self.trace,
            self.report,
        ):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)

    @property
    def turn(self) -> Turn | None:
        """The turn that is drawn."""
        return self._turn

    @property
    def sentences(self) -> Sequence[CitingButton]:
        """The sentences, as what can be pressed."""
        return self.body.sentences if self._written and self.body else self._quoted

    @property
    def _written(self) -> bool:
        """Whether a model writes, or wrote, the answer."""
        turn = self._turn
        if turn is None:
            return False
        if turn.answer is not None and turn.answer.sentences:
            return is_written(turn.answer)
        return turn.model not in ("", QUOTING)

    def show_turn(self, turn: Turn) -> None:
        """Draw a turn as it is now."""
        if self._only_more_words(turn):
            return
        self._turn = turn
        self.thought.show_turn(turn)
        self.usage.show_usage(turn)
        if self._written:
            self._set_count(0)
            self._show_body(turn)
        elif self.body is not None:
            self.body.hide()
        if turn.answer is not None and turn.answer.sentences:
            self._show_answer(turn.answer)
        else:
            if not self._written:
                self._show_lines([] if turn.unanswered else turn.streamed.split("\n"))
            self._show_found(turn)
        self.trace.show_steps(turn)
        self.report.show_report(turn.answer.search if turn.answer else None)
        self.report.unfold(self.sources.trace_button.isChecked())
        self.retranslate()

    def _only_more_words(self, turn: Turn) -> bool:
        """Draw what has come when nothing else has changed, which is so a thousand times."""
        asking = turn.state is TurnState.ASKING and turn.answer is None and turn.error is None
        before, self._streaming = self._streaming, (turn.streamed, turn.thought)
        more = turn is self._turn and asking and bool(before[0]) and self._written
        if not more or self.body is None or not turn.streamed.startswith(before[0]):
            return False
        if before[1] != turn.thought or self._passages is not turn.passages:
            return False
        self.body.show_text(turn.streamed, True)
        return True

    def mark(self, citation: Citation | None, sentence: CitingButton | None = None) -> None:
        """Mark the sentence that was chosen, or those that open this citation, and its source."""
        for each in self.sentences:
            chosen = each is sentence if sentence else citation in each.citations
            each.set_chosen(citation is not None and chosen)
        self.sources.mark(citation)

    def settle(self) -> None:
        """Let every part know its size now, so that the height that is asked for next is right."""
        parts = (self.thought, self.sources, self.trace, self.report, self.not_said, self.failure)
        for part in (*parts, self):
            if part is not None and (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        return [
            *self.thought.stops(),
            *(self.body.stops() if self._written and self.body else self._quoted),
            *(self.failure.stops() if self.failure else []),
            self.sources.trace_button,
            *self.sources.rows,
            *([*graph.rows, graph.button] if (graph := self.report.graph) else []),
            *self.report.rows,
            *([self.report.more] if self.report.more.isVisible() else []),
        ]

    def copy(self) -> None:
        """Put the answer with its sources on the clipboard."""
        if self._turn is not None:
            QGuiApplication.clipboard().setMimeData(answer_as_data(self._turn, self._place))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything for the turn's state."""
        turn = self._turn
        if turn is None:
            return
        asking = turn.state is TurnState.ASKING
        self._show_outcome(turn)
        self.status.setText(self._status(turn))
        self.status.setVisible(bool(self.status.text()))
        waiting = turn.answer.waiting if turn.answer else 0
        self.waiting_note.setVisible(waiting > 0)
        self.waiting_note.setText(
            self.tr(
                "%n document(s) were still being prepared and are not in this answer.", "", waiting
            )
        )
        # Not yet while nothing is known: a card that says "nothing" would be wrong for a moment.
        self.sources.setVisible(bool(turn.passages or (turn.trace and not asking)))
        self.resized.emit()

    # ---- parts ---------------------------------------------------------------------------------

    def _show_outcome(self, turn: Turn) -> None:
        """The two rarer endings; their parts are made when they are first needed."""
        if turn.unanswered and self.not_said is None:
            self.not_said = NotSaid(self)
            self._column.insertWidget(1, self.not_said)
        if self.not_said is not None:
            self.not_said.setVisible(turn.unanswered)
        if turn.error is not None:
            if self.failure is None:
                self.failure = Failure(self)
                self.failure.button.clicked.connect(self.ask_again)
                self._column.insertWidget(1, self.failure)
            worded = error_text.of_error(turn.error)
            self.failure.say(worded.title, worded.sentence)
        if self.failure is not None:
            self.failure.setVisible(turn.error is not None)

    def _status(self, turn: Turn) -> str:
        if turn.state is TurnState.STOPPED:
            return (
                self.tr("Stopped. What had been written is kept.")
                if turn.streamed
                else self.tr("Stopped before an answer came.")
            )
        if turn.state is TurnState.ASKING and not turn.streamed and not turn.thought:
            return (
                self.tr("Reading what was found…")
                if turn.passages
                else self.tr("Looking in your documents…")
            )
        return ""

    def _show_answer(self, answer: Answer) -> None:
        if answer is self._answer:
            return
        self._answer = answer
        sources = sources_of(answer)
        if not is_written(answer):
            self._set_count(len(answer.sentences))
            for view, sentence in zip(self._quoted, answer.sentences, strict=True):
                view.set_sentence(
                    sentence.text, sentence.support, numbers_of(sentence, sources), sources
                )
        self.sources.show_sources(sources, Standing.CITED)

    def _show_body(self, turn: Turn) -> None:
        """What a model wrote, with its sentences once they are known."""
        if self.body is None:
            self.body = AnswerBody(self)
            self.body.citation_chosen.connect(self._on_sentence)
            self.body.link_wanted.connect(lambda address: LinkAsking.ask(self, address))
            self.body.grown.connect(self.resized)
            self.body.view_made.connect(self._selection.watch)
            self._sentence_column.addWidget(self.body)
        self.body.setVisible(not turn.unanswered)
        answer = turn.answer
        if answer is None or not answer.sentences:
            self.body.show_text(turn.streamed, turn.state is TurnState.ASKING)
            return
        if answer is self._answer:
            return
        sources = sources_of(answer)
        cited = [
            Cited(
                number,
                sentence.start,
                sentence.end,
                sentence.text,
                sentence.support,
                numbers_of(sentence, sources),
            )
            for number, sentence in enumerate(answer.sentences)
            if 0 <= sentence.start < sentence.end
        ]
        self.body.show_text(answer.text, False, sorted(cited, key=lambda each: each.start))

    def _texts(self) -> Sequence[Selectable]:
        return self.body.surfaces if self._written and self.body else self._quoted

    def _copied(self) -> QMimeData | None:
        """What is selected of a written answer, as its Markdown."""
        answer = self._turn.answer if self._turn else None
        if not self._written or self.body is None:
            return None
        spans = [span for each in self.body.surfaces if (span := each.selected_source())]
        if not spans or answer is None or answer.text != self.body.text:
            return None
        return part_as_data(answer, spans[0][0], spans[-1][1], self._place)

    def _show_lines(self, lines: list[str]) -> None:
        shown = [line for line in lines if line.strip()]
        self._set_count(len(shown))
        for view, line in zip(self._quoted, shown, strict=True):
            view.set_body(line)

    def _show_found(self, turn: Turn) -> None:
        self._answer = None
        self._passages = turn.passages
        standing = Standing.READ if turn.unanswered else Standing.FOUND
        self.sources.show_sources(sources_found(turn.passages), standing)

    def _set_count(self, count: int) -> None:
        while len(self._quoted) > count:
            view = self._quoted.pop()
            self._sentence_column.removeWidget(view)
            view.hide()
            view.deleteLater()
        while len(self._quoted) < count:
            view = SentenceView("", self)
            view.citation_chosen.connect(
                lambda citation, chosen=view: self._on_sentence(citation, chosen)
            )
            self._selection.watch(view)
            before = self._quoted[-1] if self._quoted else None
            self._quoted.append(view)
            self._sentence_column.addWidget(view)
            view.show()
            if before is not None:
                QWidget.setTabOrder(before, view)

    def _on_sentence(self, citation: Citation, sentence: CitingButton | None) -> None:
        self.citation_chosen.emit(citation)
        self.mark(citation, sentence)

    def _on_trace(self, is_open: bool) -> None:
        self.trace.unfold(is_open)
        self.report.unfold(is_open)
        self.resized.emit()

    def _place(self, source: Source) -> str:
        page = self.tr("page {page}").format(page=source.page) if source.paged else ""
        return " · ".join(part for part in (source.title, page, source.heading) if part)
