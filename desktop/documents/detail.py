"""The chosen document: what is known of it, what can be done, and why a file was not read."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import error_text
from desktop.document_kinds import document_kinds
from desktop.documents.row import NEEDS_HELP, NOT_READY, Row, Standing
from desktop.documents.tag_editor import TagEditor
from desktop.documents.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words


class DetailPanel(QFrame):
    """Shows one row whole, or what several chosen rows have in common."""

    open_wanted = Signal()
    ask_wanted = Signal()
    map_wanted = Signal()
    reread_wanted = Signal()
    reveal_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()
    retry_wanted = Signal(str)
    """Try the chosen failed files again, with a password ("" for none)."""
    tag_added = Signal(str)
    tag_removed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._given = False
        """A password was given."""
        self._tried = False
        """It is being tried, and the outcome is not known yet."""
        self._title = Words("", "heading", wrap=True, selectable=True)
        self._close = IconButton("close")
        self._close.clicked.connect(self.closed)
        self._state = Words("", "second", wrap=True, selectable=True)
        self._advice = Words("", "second", wrap=True, selectable=True)
        self._notices = Words("", "doubt", wrap=True, selectable=True)
        self._facts = QFormLayout()
        self._fact_rows = [
            (Words("", "second"), Words("", "", wrap=True, selectable=True)) for _ in range(7)
        ]
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._retry)
        self.tags = TagEditor()
        self.tags.added.connect(self.tag_added)
        self.tags.removed.connect(self.tag_removed)
        self._tags_title = Words("", "second")
        self.open = Button("", "primary")
        self.retry = Button("", "primary")
        self.ask = Button("")
        self.map = Button("", "link", icon="map")
        self.rename = Button("", "link", icon="edit")
        self.reread = Button("", "link", icon="again")
        self.reveal = Button("", "link", icon="folder")
        self.remove = Button("", "link", icon="trash")
        self._lay_out()
        self.open.clicked.connect(self.open_wanted)
        self.retry.clicked.connect(self._retry)
        self.ask.clicked.connect(self.ask_wanted)
        self.map.clicked.connect(self.map_wanted)
        self.rename.clicked.connect(self.rename_wanted)
        self.reread.clicked.connect(self.reread_wanted)
        self.reveal.clicked.connect(self.reveal_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self._reword()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._facts.setHorizontalSpacing(Space.M)
        self._facts.setVerticalSpacing(Space.S)
        self._facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._fact_rows:
            # Beside the first line of a long value, a smaller letter lower.
            name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            name.setContentsMargins(0, 1, 0, 0)
            self._facts.addRow(name, value)
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(top)
        for widget in (self._state, self._advice, self.password, self.retry, self._notices):
            column.addWidget(widget)
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.open, 1)
        first.addWidget(self.ask, 1)
        column.addLayout(first)
        column.addLayout(self._facts)
        column.addWidget(self._tags_title)
        column.addWidget(self.tags)
        column.addSpacing(Space.S)
        more = QVBoxLayout()
        more.setSpacing(Space.XS)
        for button in (self.map, self.rename, self.reread, self.reveal, self.remove):
            button.setProperty("flush", "left")
            more.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_rows(self, rows: list[Row], known_tags: list[str]) -> None:
        """Show the chosen rows."""
        if [id(row) for row in rows] != [id(row) for row in self._rows]:
            self.password.clear()
            self._given = self._tried = False
        self._rows = rows
        self.tags.set_known(known_tags)
        self._fill()
        self._ask_again()

    def ask_password(self) -> None:
        """Put the cursor into the field for the password."""
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_again(self) -> None:
        """After a wrong password the next is typed over it, if the keyboard is still here."""
        row = self._rows[0] if len(self._rows) == 1 else None
        if row is None or row.standing in NOT_READY:
            self._tried = self._given
            return
        if not self._tried:
            return
        self._given = self._tried = False
        focus = QApplication.focusWidget()
        if row.standing is Standing.LOCKED and (focus is None or self.isAncestorOf(focus)):
            self.ask_password()
            self.password.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
            self._fill()

    # ---- filling -------------------------------------------------------------------------------

    def _fill(self) -> None:
        if not self._rows:
            return
        rows = self._rows
        documents = [row for row in rows if row.document is not None]
        one = rows[0] if len(rows) == 1 else None
        helpless = [row for row in rows if row.standing in NEEDS_HELP]
        self._title.setText(
            " ".join(one.title.split())
            if one is not None
            else self.tr("%Ln selected", "", len(rows))
        )
        self._fill_state(one)
        self._fill_facts(one)
        locked = one is not None and one.standing is Standing.LOCKED
        self.password.setVisible(locked)
        self.retry.setVisible(len(helpless) == len(rows))
        self.retry.setText(self.tr("Open with this password") if locked else self.tr("Try again"))
        self.open.setVisible(one is not None and one.document is not None)
        self.ask.setVisible(len(documents) == len(rows))
        self.map.setVisible(len(documents) == len(rows))
        self.rename.setVisible(one is not None and one.document is not None)
        self.reread.setVisible(bool(documents))
        self.reveal.setVisible(one is not None and bool(one.path))
        unread = all(row.document is None for row in rows)
        self.remove.setText(self.tr("Take off the list") if unread else self.tr("Remove"))
        self._tags_title.setVisible(bool(documents))
        self.tags.setVisible(bool(documents))
        common = set(documents[0].tags) if documents else set()
        for row in documents:
            common &= set(row.tags)
        self.tags.show_tags(tuple(sorted(common, key=str.casefold)))

    def _fill_state(self, one: Row | None) -> None:
        advice = state = notices = ""
        role = "second"
        if one is not None:
            state = words.state(one)
            role = {Standing.READY: "good", Standing.IN_PART: "doubt"}.get(one.standing, "second")
            if one.standing in NEEDS_HELP and one.file is not None:
                told = error_text.of_file(one.file)
                state, advice, role = told.title, told.sentence, "doubt"
            elif one.standing in NOT_READY:
                advice = self.tr("You can ask about it as soon as it is ready.")
            if one.document is not None:
                notices = "\n".join(error_text.of_notice(each) for each in one.document.notices)
        _show(self._state, state)
        _show(self._advice, advice)
        _show(self._notices, notices)
        if self._state.property("role") != role:
            self._state.setProperty("role", role)
            self._state.style().polish(self._state)

    def _fill_facts(self, one: Row | None) -> None:
        facts: list[tuple[str, str]] = []
        if one is None:
            documents = [row.document for row in self._rows if row.document is not None]
            number = QLocale().toString
            facts = [
                (self.tr("Pages"), number(sum(each.pages for each in documents))),
                (self.tr("Size"), words.size(sum(each.bytes for each in documents))),
            ]
        else:
            facts = self._facts_of(one)
        for place, (name, value) in enumerate(self._fact_rows):
            known = place < len(facts) and bool(facts[place][1])
            self._facts.setRowVisible(place, known)
            if known:
                name.setText(facts[place][0])
                value.setText(facts[place][1])

    def _facts_of(self, row: Row) -> list[tuple[str, str]]:
        document = row.document
        facts = [
            (self.tr("File"), row.name if row.name != row.title else ""),
            (self.tr("Kind"), words.kind(row)),
        ]
        if document is None:
            return [*facts, (self.tr("From"), row.path)]
        return [
            *facts,
            (self.tr("Pages"), words.pages_of(document)),
            (self.tr("Size"), words.size(document.bytes)),
            (self.tr("Language"), document_kinds.language(document.language)),
            (self.tr("Added"), words.moment(document.added)),
            (self.tr("From"), document.path),
        ]

    def _reword(self) -> None:
        self.setAccessibleName(self.tr("Details"))
        self._close.set_name(self.tr("Close details (Esc)"))
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password of this file"))
        self._tags_title.setText(self.tr("Tags"))
        self.open.setText(self.tr("Read"))
        self.ask.setText(self.tr("Ask about it"))
        self.map.setText(self.tr("Show on the map"))
        self.rename.setText(self.tr("Rename"))
        self.reread.setText(self.tr("Read again"))
        self.reveal.setText(self.tr("Show in its folder"))

    @Slot()
    def _retry(self) -> None:
        self._given = self.password.isVisible()
        self.retry_wanted.emit(self.password.text() if self._given else "")


def _show(label: Words, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
