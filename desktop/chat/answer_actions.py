"""Under an answer: who wrote it and in what time, and what can be done with it."""

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.types import QUOTING
from desktop import translations
from desktop.chat.switcher import Switcher
from desktop.chat.turns import Turn, TurnState
from desktop.model_choices import ModelChoices
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words


class Thumb(IconButton):
    """A mark that is given and taken back; filled while it is given."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(icon, parent=parent)
        self._plain = icon
        self.setCheckable(True)

    def set_on(self, on: bool) -> None:
        """Show whether it is given."""
        self.setChecked(on)
        self._tint = "seal" if on else "faded"
        self.set_icon(f"{self._plain}-on" if on else self._plain)


class AnswerActions(QWidget):
    """The row of an answer; `show_turn` after each change."""

    copy_wanted = Signal()
    again_wanted = Signal()
    compare_wanted = Signal(str)
    beside_wanted = Signal(int)
    branch_chosen = Signal(int)
    rated = Signal(int)
    correct_wanted = Signal()
    back_wanted = Signal()
    resized = Signal()

    def __init__(self, choices: ModelChoices | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        if choices is not None:
            # How a model is called is known once the models have been looked for.
            choices.changed.connect(self.retranslate)
        self._turn: Turn | None = None
        self._compared = False
        self.switcher = Switcher()
        self.switcher.chosen.connect(self.branch_chosen)
        self.keep_button = Button("", "link", "check")
        self.keep_button.clicked.connect(lambda: self._turn and self._choose(self._turn))
        self.close_button = Button("", "link", "close")
        self.close_button.clicked.connect(lambda: self.beside_wanted.emit(0))
        self.copy_button = Button("", "link", "copy")
        self.copy_button.clicked.connect(self.copy_wanted)
        self.again_button = Button("", "link", "again")
        self.again_button.clicked.connect(self.again_wanted)
        self.compare_button = Button("", "link")
        self.compare_button.setProperty("menu", "true")
        self.menu = QMenu(self.compare_button)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.compare_button.setMenu(self.menu)
        self.helped = Thumb("helped")
        self.helped.clicked.connect(lambda: self._rate(1))
        self.not_helped = Thumb("not-helped")
        self.not_helped.clicked.connect(lambda: self._rate(-1))
        self.correct_button = Button("", "link", "edit")
        self.correct_button.clicked.connect(self.correct_wanted)
        self.back_button = Button("", "link", "undo")
        self.back_button.clicked.connect(self.back_wanted)
        self.facts_button = Button("", "link")
        self.facts_button.setCheckable(True)
        self.facts_button.toggled.connect(self._on_facts)
        self.details = Words("", "second", wrap=True, selectable=True)
        self.details.hide()
        self._row = QWidget()
        flow = Flow(self._row, Space.M)
        self._parts: tuple[QWidget, ...] = (
            self.switcher,
            self.keep_button,
            self.back_button,
            self.copy_button,
            self.again_button,
            self.compare_button,
            self.helped,
            self.not_helped,
            self.correct_button,
            self.close_button,
            self.facts_button,
        )
        for part in self._parts:
            flow.addWidget(part)
            if isinstance(part, Button):
                part.setProperty("flush", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._row)
        column.addWidget(self.details)

    def show_turn(self, turn: Turn, compared: bool = False, beside: bool = False) -> None:
        """Show what can be done with a turn; `compared` while two answers stand side by side,
        `beside` for the second of them."""
        self._turn, self._compared = turn, compared
        ended = turn.state in (TurnState.DONE, TurnState.STOPPED)
        said = bool(turn.streamed) and not turn.unanswered
        kept = ended and bool(turn.message)
        self.switcher.show_place(() if compared or not ended else turn.beside, turn.message)
        self.keep_button.setVisible(beside and kept)
        self.close_button.setVisible(beside and turn.state is not TurnState.ASKING)
        nothing = turn.state is TurnState.FAILED or (ended and turn.answer is None)
        self.back_button.setVisible(nothing and bool(turn.former))
        self.copy_button.setVisible(ended and said)
        self.again_button.setVisible(ended and not compared)
        comparable = self._choices is not None and (said or turn.unanswered)
        self.compare_button.setVisible(ended and comparable and not compared)
        for part in (self.helped, self.not_helped, self.correct_button):
            part.setVisible(kept and said)
        self.helped.set_on(turn.rating > 0)
        self.not_helped.set_on(turn.rating < 0)
        self.facts_button.setVisible(ended and turn.answer is not None)
        self.retranslate()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        shown = [each for each in self._parts[1:] if not each.isHidden()]
        return [] if self.isHidden() else [*self.switcher.stops(), *shown]

    def fill_menu(self) -> None:
        """Offer the other models, and the answers that are there already."""
        self.menu.clear()
        turn = self._turn
        if turn is None or self._choices is None:
            return
        others = [each for each in self._choices.all() if each.name != turn.model]
        for choice in others:
            place = self.tr("sends to {host}").format(host=choice.host) if choice.host else ""
            text = f"{choice.title}\t{place}" if place else choice.title
            action = self.menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _=0, name=choice.name: self.compare_wanted.emit(name))
        if not others:
            self.menu.addAction(self.tr("There is no other model yet")).setEnabled(False)
        stored = [id for id in turn.beside if id != turn.message]
        if stored:
            self.menu.addSeparator()
        for id in stored:
            number = turn.beside.index(id) + 1
            action = self.menu.addAction(self.tr("Answer {number}").format(number=number))
            action.triggered.connect(lambda _=0, id=id: self.beside_wanted.emit(id))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        self.keep_button.setText(self.tr("Go on with this answer"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Put the second answer away; it is kept"))
        self.copy_button.setText(self.tr("Copy with sources"))
        self.again_button.setText(self.tr("Ask again"))
        self.compare_button.setText(self.tr("Compare with"))
        self.compare_button.setToolTip(self.tr("Let another model answer too, side by side"))
        self.helped.set_name(self.tr("This helped"))
        self.not_helped.set_name(self.tr("This did not help"))
        corrected = self._turn is not None and bool(self._turn.corrected)
        self.correct_button.setText(
            self.tr("Change the correction") if corrected else self.tr("Correct it")
        )
        self.correct_button.setToolTip(self.tr("Write the answer as it should have been"))
        self.back_button.setText(self.tr("Back to what was there"))
        arrow = "▾" if self.facts_button.isChecked() else "▸"
        self.facts_button.setText(f"{self._facts()} {arrow}".replace("&", "&&"))
        self.facts_button.setToolTip(self.tr("Details of this answer"))
        self.details.setText(self._details())
        self.resized.emit()

    # ---- inside --------------------------------------------------------------------------------

    def _facts(self) -> str:
        """Who answered, and in what time."""
        if self._turn is None:
            return ""
        name = self._choices.called(self._turn.model) if self._choices else self._turn.model
        name = self._turn.named(name)
        usage = self._turn.usage
        if usage is None:
            return name
        # Two that are compared have their names above them.
        seconds = _seconds(usage.seconds)
        return seconds if self._compared else f"{name} · {seconds}"

    def _details(self) -> str:
        """What it took, for those who know what that means."""
        turn = self._turn
        usage = turn.usage if turn else None
        if turn is None or turn.answer is None:
            return ""
        if usage is None:
            if turn.model == QUOTING:
                return self.tr(
                    "The answer is made of your documents' own sentences. Nothing is made up."
                )
            return self.tr("What it took is not known.")
        number = translations.number
        about = "" if usage.exact else self.tr("about") + " "
        said = [
            self.tr("read {about}{count} tokens").format(
                about=about, count=number(usage.prompt_tokens)
            )
        ]
        if usage.cached_tokens:
            said.append(
                self.tr("{count} of them remembered").format(count=number(usage.cached_tokens))
            )
        said.append(
            self.tr("wrote {about}{count}").format(about=about, count=number(usage.answer_tokens))
        )
        said.append(
            self.tr("first word after {time}").format(time=_seconds(usage.first_word_seconds))
        )
        writing = usage.seconds - usage.first_word_seconds
        if usage.answer_tokens > 1 and writing > 0:
            rate = number(round(usage.answer_tokens / writing))
            said.append(self.tr("{count} tokens a second").format(count=rate))
        if turn.answer.prompt:
            prompt = turn.answer.prompt
            called = self._choices.instruction_called(prompt) if self._choices else prompt
            said.append(self.tr("instruction: {name}").format(name=called))
        return " · ".join(said)

    def _on_facts(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.retranslate()

    def _rate(self, rating: int) -> None:
        turn = self._turn
        if turn is not None:
            self.rated.emit(0 if turn.rating == rating else rating)

    def _choose(self, turn: Turn) -> None:
        self.branch_chosen.emit(turn.message)


def _seconds(seconds: float) -> str:
    return f"{QLocale().toString(seconds, 'f', 1)} s"
