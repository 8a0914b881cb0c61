"""Servers with models, on this computer or elsewhere, and their keys."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core import operations
from core.types import PRESETS, TAKEN_NAMES, Endpoint, Preset
from desktop.models.service_card import ServiceCard
from desktop.session import Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

_WIDEST = Size.COLUMN + 2 * Size.SIDE
_FORGET_MILLISECONDS = 30_000
"""A key outlives its service for so long, in case removing is undone."""


class ServicesPage(QWidget):
    """Those that are set up, each on a card, and those that can be added."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._draft: ServiceCard | None = None
        self.cards: dict[str, ServiceCard] = {}
        self.presets = {each.name: Button(each.name, "choice") for each in PRESETS}
        self.other = Button("", "choice", "add")
        self.area = QScrollArea()
        self._about = Words("", "second", wrap=True)
        self._add = Words("", "heading")
        self._here = Words("", "second")
        self._away = Words("", "second", wrap=True)
        self._rows = QVBoxLayout()
        self._leaving: list[tuple[QTimer, Callable[[], None]]] = []
        self._lay_out()
        for preset in PRESETS:
            self.presets[preset.name].clicked.connect(lambda _, p=preset: self._choose(p))
        self.other.clicked.connect(self._begin_draft)
        session.settings_changed.connect(self._fill)
        session.leaving.connect(self._forget_now)
        self.retranslate()

    def _lay_out(self) -> None:
        self._rows.setSpacing(Space.S)
        here, away = Flow(spacing=Space.S), Flow(spacing=Space.S)
        for preset in PRESETS:
            (away if preset.wants_key else here).addWidget(self.presets[preset.name])
        away.addWidget(self.other)
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addWidget(self._about)
        column.addSpacing(Space.S)
        column.addLayout(self._rows)
        column.addSpacing(Space.L)
        column.addWidget(self._add)
        column.addWidget(self._here)
        column.addWidget(_holder(here))
        column.addSpacing(Space.S)
        column.addWidget(self._away)
        column.addWidget(_holder(away))
        column.addStretch(1)
        page = QWidget()
        page.setProperty("role", "page")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(content, 1)
        middle.addStretch(0)
        self.area.setWidget(page)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._about.setText(
            self.tr(
                "You can also use models of other programs and companies. With a program on this"
                " computer nothing leaves it; a service elsewhere is sent your text, and only after"
                " you agree."
            )
        )
        self._add.setText(self.tr("Add a service"))
        self._here.setText(self.tr("Programs on this computer"))
        self._away.setText(self.tr("Services elsewhere: you need a key, and most cost money"))
        self.other.setText(self.tr("Another address…"))
        for name, button in self.presets.items():
            button.setAccessibleName(self.tr("Add {name}").replace("{name}", name))
        self._fill()

    # ---- what is shown -------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        settings = self._session.settings
        wanted = {each.name: each for each in settings.endpoints}
        for name in [each for each in self.cards if each not in wanted]:
            self._take_out(self.cards.pop(name))
        made = False
        for name, endpoint in wanted.items():
            if name not in self.cards:
                self.cards[name] = self._card(endpoint)
                self._put_in(self.cards[name])
                made = True
            self.cards[name].take(endpoint, self._answers(name))
        if made:
            self._order()

    def _answers(self, name: str) -> bool:
        settings = self._session.settings
        return name == (settings.answering or settings.writing_model)

    def _card(self, endpoint: Endpoint) -> ServiceCard:
        card = ServiceCard(self._session, endpoint)
        card.edited.connect(lambda now: self._on_edited(card, now))
        card.used.connect(lambda: self._use(card.endpoint))
        card.removed.connect(lambda: self._remove(card))
        card.opened.connect(lambda is_open: self._on_opened(card, is_open))
        return card

    def _put_in(self, card: ServiceCard) -> None:
        self._rows.addWidget(card)
        # At once, not in the next turn of the loop: it may be given the keyboard before that.
        card.show()

    def _take_out(self, card: ServiceCard) -> None:
        self._rows.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _order(self) -> None:
        """Let Tab go through the cards from top to bottom, then to what can be added."""
        cards = list(self.cards.values()) + ([self._draft] if self._draft else [])
        controls = [control for card in cards for control in card.controls()]
        first = self.presets[PRESETS[0].name]
        if controls:
            tab_before(first, controls)
        added = [self.presets[each.name] for each in PRESETS]
        for before, after in pairwise([*added, self.other]):
            QWidget.setTabOrder(before, after)

    # ---- what the person does --------------------------------------------------------------------

    def _choose(self, preset: Preset) -> None:
        """Open the card of a well-known service; make it where there is none."""
        known = next((c for c in self.cards.values() if c.endpoint.address == preset.address), None)
        if known is None:
            made = preset.endpoint(self._free_name(preset.name))
            self._session.change_settings(endpoints=(*self._session.settings.endpoints, made))
            known = self.cards[made.name]
        self._show(known)

    @Slot()
    def _begin_draft(self) -> None:
        """An empty card; it becomes a service when its address is known."""
        if self._draft is None:
            self._draft = self._card(Endpoint("", ""))
            self._put_in(self._draft)
            self._order()
        self._show(self._draft)

    def _show(self, card: ServiceCard) -> None:
        card.open()
        # Where it stands is known after the next turn of the loop.
        QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card))

    def _on_opened(self, card: ServiceCard, is_open: bool) -> None:
        if card is self._draft and not is_open:
            self._draft = None
            self._take_out(card)
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for other in self.cards.values():
            if is_open and other is not card:
                other.close_form()

    def _on_edited(self, card: ServiceCard, now: Endpoint) -> None:
        endpoints = self._session.settings.endpoints
        if card is self._draft:
            named = replace(now, name=self._free_name(_host(now.address)))
            self._draft = None
            self.cards[named.name] = card
            self._session.change_settings(endpoints=(*endpoints, named))
            card.retranslate()
            return
        kept = tuple(now if each.name == now.name else each for each in endpoints)
        self._session.change_settings(endpoints=kept)

    def _use(self, endpoint: Endpoint) -> None:
        if not self._answers(endpoint.name):
            self._session.change_settings(writing_model=endpoint.name, answering="")
            return
        settings = self._session.settings
        fields = ("writing_model", "answering")
        left = {name: "" for name in fields if getattr(settings, name) == endpoint.name}
        self._session.change_settings(**left)

    def _remove(self, card: ServiceCard) -> None:
        if card is self._draft:
            card.close_form()
            return
        gone, before = card.endpoint, self._session.settings
        place = before.endpoints.index(gone)
        fields = ("writing_model", "answering")
        left = {name: "" for name in fields if getattr(before, name) == gone.name}
        others = tuple(each for each in before.endpoints if each.name != gone.name)
        self._session.change_settings(endpoints=others, **left)
        forget = self._forget_later(gone)

        def back() -> None:
            forget.stop()
            now = list(self._session.settings.endpoints)
            now.insert(place, gone)
            again = dict.fromkeys(left, gone.name)
            self._session.change_settings(endpoints=tuple(now), **again)

        said = self.tr("“{name}” was removed.").replace("{name}", gone.name)
        self._session.say(said, self.tr("Undo"), back)
        self.presets[PRESETS[0].name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_later(self, gone: Endpoint) -> QTimer:
        """Forget the key of a service that was removed, unless it comes back."""
        timer = QTimer(self)
        timer.setSingleShot(True)

        def forget() -> None:
            timer.stop()
            addresses = {each.address for each in self._session.settings.endpoints}
            if gone.address not in addresses:
                self._session.link.start(operations.forget_key, endpoint=gone)

        timer.timeout.connect(forget)
        timer.start(_FORGET_MILLISECONDS)
        self._leaving = [each for each in self._leaving if each[0].isActive()]
        self._leaving.append((timer, forget))
        return timer

    @Slot()
    def _forget_now(self) -> None:
        for timer, forget in self._leaving:
            if timer.isActive():
                forget()
        self._leaving = []

    def _free_name(self, wanted: str) -> str:
        taken = TAKEN_NAMES | {each.name for each in self._session.settings.endpoints}
        tries = (wanted, *(f"{wanted} {at}" for at in range(2, 1000)))
        return next(name for name in tries if name not in taken)


def _host(address: str) -> str:
    # Names of services hold no colon.
    return (urlsplit(address).hostname or "?").replace(":", ".")


def _holder(flow: Flow) -> QWidget:
    holder = QWidget()
    holder.setLayout(flow)
    return holder
