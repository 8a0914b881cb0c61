"""Letting the writing model read documents for the map: which, what it takes, how it ended.

Nothing is sent before the person has seen how much, how long and where to, and has agreed.
"""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from core import operations
from core.errors import LecternError
from core.types import GraphEstimate, GraphStatus
from desktop import error_text, theme, translations
from desktop.engine_link import Request
from desktop.graph.contents import MapContents
from desktop.graph.panel import Panel
from desktop.graph.wording import filled, words
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LIST_HEIGHT = 200
_ID = Qt.ItemDataRole.UserRole


class ModelPanel(Panel):
    """Choose documents, see the estimate, begin, see the outcome."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(contents, parent)
        self.over.hide()
        self._text = Words("", "second", wrap=True)
        self.list = QListWidget()
        self.list.setProperty("role", "ticks")
        self.list.setFixedHeight(theme.px(_LIST_HEIGHT))
        self.reports = QCheckBox()
        self.work_out = Button("")
        self.takes = Words("", wrap=True, selectable=True)
        self.where_to = Words("", "doubt", wrap=True, selectable=True)
        self.details_button = Button("", "link")
        self.details_button.setCheckable(True)
        self.details_button.setProperty("flush", "left")
        self.details = Words("", "second", wrap=True, selectable=True)
        self.begin = Button("", "primary")
        self.outcome = Words("", wrap=True, selectable=True)
        self._estimate: GraphEstimate | None = None
        self._request: Request | None = None
        self._result: GraphStatus | None = None
        self._before: GraphStatus | None = None
        self._error: LecternError | None = None
        for widget in (
            self._text, self.list, self.reports, self.work_out, self.takes, self.where_to,
            self.details_button, self.details, self.begin, self.outcome,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self.list.itemChanged.connect(self._forget_estimate)
        self.reports.toggled.connect(self._forget_estimate)
        self.work_out.clicked.connect(self._ask_estimate)
        self.begin.clicked.connect(self._begin)
        self.details_button.toggled.connect(self._show)
        contents.session.jobs_changed.connect(self._show)
        self.retranslate()

    def chosen(self) -> tuple[str, ...]:
        """Ids of the documents that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def fill(self) -> None:
        """Show the documents there are."""
        ids = [document.id for document in self.contents.lists.documents]
        there = [self.list.item(at).data(_ID) for at in range(self.list.count())]
        if ids != there:
            ticked = set(self.chosen())
            self.list.blockSignals(True)
            self.list.clear()
            for document in self.contents.lists.documents:
                item = QListWidgetItem(document.title, self.list)
                item.setData(_ID, document.id)
                item.setToolTip(document.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = document.id in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.blockSignals(False)
        self._show()

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _forget_estimate(self) -> None:
        self._estimate, self._result, self._error = None, None, None
        self._show()

    @Slot()
    def _ask_estimate(self) -> None:
        self._forget_estimate()
        session = self.contents.session
        self._request = session.track(
            session.link.start(operations.estimate_graph_reading, documents=list(self.chosen()))
        )
        self._request.done.connect(self._on_estimate)
        self._request.failed.connect(self._on_error)
        self._request.ended.connect(self._on_ended)
        self._show()

    @Slot()
    def _begin(self) -> None:
        session = self.contents.session
        self._before = self.contents.upkeep.status
        self._estimate = None
        self._request = session.track(
            session.link.start(
                operations.read_graph_with_model,
                documents=list(self.chosen()),
                reports=self.reports.isChecked(),
            )
        )
        self._request.done.connect(self._on_result)
        self._request.failed.connect(self._on_error)
        self._request.ended.connect(self._on_ended)
        self._show()

    @Slot(object)
    def _on_estimate(self, estimate: GraphEstimate) -> None:
        self._estimate = estimate

    @Slot(object)
    def _on_result(self, status: GraphStatus) -> None:
        self._result = status

    @Slot(object)
    def _on_error(self, error: LecternError) -> None:
        self._error = error

    @Slot()
    def _on_ended(self) -> None:
        self._request = None
        self._show()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        busy = self._request is not None
        estimate = self._estimate
        able = self.contents.lists.has_writing_model and not self.contents.read_only
        self.list.setEnabled(not busy)
        self.reports.setEnabled(not busy)
        self.work_out.setEnabled(bool(self.chosen()) and not busy and able)
        for widget in (self.takes, self.where_to, self.details_button, self.begin):
            widget.setVisible(estimate is not None and not busy)
        self.begin.setEnabled(able)
        self.details.setVisible(
            estimate is not None and not busy and self.details_button.isChecked()
        )
        if estimate is not None:
            self._show_estimate(estimate)
        self._show_outcome(busy)

    def _show_estimate(self, estimate: GraphEstimate) -> None:
        requests = self.tr("%Ln question(s) to the writing model", "", estimate.requests)
        if estimate.seconds < 0:
            self.takes.setText(
                filled(self.tr("{requests}; how long is not known."), requests=requests)
            )
        else:
            length = translations.duration(estimate.seconds)
            self.takes.setText(
                filled(self.tr("{requests}, about {time}."), requests=requests, time=length)
            )
        self.where_to.setText(self._sent_to())
        self.details.setText(
            filled(
                self.tr(
                    "Worked out from a sample: {sent} tokens sent, {got} tokens received."
                    " A token is a word or a part of one; services charge by them."
                ),
                sent=translations.number(estimate.tokens_in),
                got=translations.number(estimate.tokens_out),
            )
        )

    def _sent_to(self) -> str:
        settings = self.contents.session.settings
        endpoint = next(
            (each for each in settings.endpoints if each.name == settings.writing_model), None
        )
        if endpoint is None:
            return self.tr("Everything stays on this computer.")
        host = urlsplit(endpoint.address).hostname or endpoint.address
        if host in ("localhost", "127.0.0.1", "::1"):
            return self.tr("Everything stays on this computer.")
        return filled(self.tr("The text of these documents is sent to {host}."), host=host)

    def _show_outcome(self, busy: bool) -> None:
        text, role = "", ""
        if busy:
            text, role = self.tr("At work. You can go elsewhere meanwhile."), "second"
        elif self._error is not None:
            told = error_text.of_error(self._error)
            text, role = f"{told.title}\n{told.sentence}", "bad"
        elif self._result is not None:
            text, role = self._outcome_of(self._result)
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text))
        theme.set_role(self.outcome, role)

    def _outcome_of(self, status: GraphStatus) -> tuple[str, str]:
        before = self._before
        if status.failed_by_model:
            names = words.together(status.failed_by_model)
            return filled(
                self.tr("The writing model found nothing in {names}. Another one may do better."),
                names=names,
            ), "bad"
        read = status.read_by_model
        if not read:
            return self.tr("The writing model found nothing in these documents. "
                           "Another one may do better."), "bad"  # fmt: skip
        more = status.entities - (before.entities if before is not None else 0)
        joined = status.connections - (before.connections if before is not None else 0)
        if more <= 0 and joined <= 0:
            return self.tr("The writing model has read them and found nothing that was not on the"
                           " map already."), "doubt"  # fmt: skip
        return filled(
            self.tr("The writing model has read them: {entries} more entries, {connections} more"
                    " connections."),
            entries=translations.number(max(more, 0)),
            connections=translations.number(max(joined, 0)),
        ), "good"  # fmt: skip

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.heading.setText(self.tr("Let the writing model read"))
        self._text.setText(
            self.tr(
                "The map is made without a writing model. One can add names and connections that"
                " the rules miss; they are marked. First see what it takes."
            )
        )
        self.list.setAccessibleName(self.tr("Documents to read"))
        self.reports.setText(self.tr("Also write what belongs together"))
        self.work_out.setText(self.tr("Work out what it takes"))
        self.details_button.setText(self.tr("Details"))
        self.begin.setText(self.tr("Begin"))
        super().retranslate()
