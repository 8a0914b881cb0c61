"""What Lectern says to one question: sentences, sources, how it looked, what to do next."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Answer, Citation
from desktop import error_text
from desktop.chat.copying import answer_as_text
from desktop.chat.outcomes import Failure, NotSaid
from desktop.chat.search_report_view import SearchReportView
from desktop.chat.sentence_view import SentenceView
from desktop.chat.sources import Source, numbers_of, sources_found, sources_of
from desktop.chat.sources_card import SourcesCard, Standing
from desktop.chat.text_selection import TextSelection
from desktop.chat.trace_view import TraceView
from desktop.chat.turns import Turn, TurnState
from desktop.theme import Space
from desktop.widgets.buttons import Button
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
        self.sentences: list[SentenceView] = []
        self._selection = TextSelection(self, lambda: self.sentences)
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
        self.copy_button = Button("", "link", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.again_button = Button("", "link", "again")
        self.again_button.clicked.connect(self.ask_again)
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        for button in (self.copy_button, self.again_button):
            button.setProperty("flush", "left")
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(self._sentence_column)
        self._column = column
        for part in (
            self.status,
            self.waiting_note,
            self.sources,
            self.trace,
            self.report,
            self._actions,
        ):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)

    @property
    def turn(self) -> Turn | None:
        """The turn that is drawn."""
        return self._turn

    def show_turn(self, turn: Turn) -> None:
        """Draw a turn as it is now."""
        self._turn = turn
        if turn.answer is not None and turn.answer.sentences:
            self._show_answer(turn.answer)
        else:
            self._show_lines([] if turn.unanswered else turn.streamed.split("\n"))
            self._show_found(turn)
        self.trace.show_steps(turn)
        self.report.show_report(turn.answer.search if turn.answer else None)
        self.report.unfold(self.sources.trace_button.isChecked())
        self.retranslate()

    def mark(self, citation: Citation | None, sentence: SentenceView | None = None) -> None:
        """Mark the sentence that was chosen, or those that open this citation, and its source."""
        for each in self.sentences:
            chosen = each is sentence if sentence else citation in each.citations
            each.set_chosen(citation is not None and chosen)
        self.sources.mark(citation)

    def settle(self) -> None:
        """Let every part know its size now, so that the height that is asked for next is right."""
        parts = (self.sources, self.trace, self.report, self.not_said, self.failure, self._actions)
        for part in (*parts, self):
            if part is not None and (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()

    def copy(self) -> None:
        """Put the answer with its sources on the clipboard."""
        if self._turn is not None:
            QGuiApplication.clipboard().setText(answer_as_text(self._turn, self._place))

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
        self.copy_button.setText(self.tr("Copy with sources"))
        self.again_button.setText(self.tr("Ask again"))
        self._actions.setVisible(not asking and turn.state is not TurnState.FAILED)
        self.copy_button.setVisible(bool(self.sentences))
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
        if turn.state is TurnState.ASKING and not turn.streamed:
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
        self._set_count(len(answer.sentences))
        for view, sentence in zip(self.sentences, answer.sentences, strict=True):
            view.set_sentence(
                sentence.text, sentence.support, numbers_of(sentence, sources), sources
            )
        self.sources.show_sources(sources, Standing.CITED)

    def _show_lines(self, lines: list[str]) -> None:
        shown = [line for line in lines if line.strip()]
        self._set_count(len(shown))
        for view, line in zip(self.sentences, shown, strict=True):
            view.set_body(line)

    def _show_found(self, turn: Turn) -> None:
        self._answer = None
        standing = Standing.READ if turn.unanswered else Standing.FOUND
        self.sources.show_sources(sources_found(turn.passages), standing)

    def _set_count(self, count: int) -> None:
        while len(self.sentences) > count:
            view = self.sentences.pop()
            self._sentence_column.removeWidget(view)
            view.hide()
            view.deleteLater()
        while len(self.sentences) < count:
            view = SentenceView("", self)
            view.citation_chosen.connect(
                lambda citation, chosen=view: self._on_sentence(citation, chosen)
            )
            self._selection.watch(view)
            before = self.sentences[-1] if self.sentences else None
            self.sentences.append(view)
            self._sentence_column.addWidget(view)
            view.show()
            if before is not None:
                QWidget.setTabOrder(before, view)

    def _on_sentence(self, citation: Citation, sentence: SentenceView) -> None:
        self.citation_chosen.emit(citation)
        self.mark(citation, sentence)

    def _on_trace(self, is_open: bool) -> None:
        self.trace.unfold(is_open)
        self.report.unfold(is_open)
        self.resized.emit()

    def _place(self, source: Source) -> str:
        page = self.tr("page {page}").format(page=source.page) if source.paged else ""
        return " · ".join(part for part in (source.title, page, source.heading) if part)
