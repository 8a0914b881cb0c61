"""Everything that can be done from the menus, with its key; the one place where keys are given."""

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

ROOMS = ("documents", "ask", "map", "models", "teach", "exam", "settings")
NEEDS_LIBRARY = ("new_conversation", "ask_question", "find", *ROOMS)

_KEYS: dict[str, str | QKeySequence.StandardKey] = {
    "add_documents": "Ctrl+O",
    "add_folder": "Ctrl+Shift+O",
    "paste": QKeySequence.StandardKey.Paste,
    "open_library": "Ctrl+Alt+O",
    "new_library": "Ctrl+Alt+N",
    "quit": "Ctrl+Q",
    "new_conversation": "Ctrl+N",
    "ask_question": "Ctrl+L",
    "find": "Ctrl+F",
    "documents": "Ctrl+1",
    "ask": "Ctrl+2",
    "map": "Ctrl+3",
    "models": "Ctrl+4",
    "teach": "Ctrl+5",
    "exam": "Ctrl+6",
    "settings": "Ctrl+7",
    "preferences": "Ctrl+,",
    "jobs": "Ctrl+J",
    "close_reader": "Esc",
    "larger": "Ctrl+Alt+=",
    "smaller": "Ctrl+Alt+-",
    "usual_size": "Ctrl+Alt+0",
    "about": "F1",
}
_MENUS = (
    ("library_menu", ("add_documents", "add_folder", "paste", "", "open_library", "new_library",
                      "", "preferences", "quit")),
    ("ask_menu", ("new_conversation", "ask_question", "find")),
    ("view_menu", (*ROOMS, "", "jobs", "close_reader", "", "larger", "smaller", "usual_size")),
    ("help_menu", ("about",)),
)  # fmt: skip


class Actions(QObject):
    """The actions by name; `triggered` says which one was chosen."""

    triggered = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._borrowers: dict[str, list[QWidget]] = {}
        for name, keys in _KEYS.items():
            action = QAction(window)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, chosen=name: self.triggered.emit(chosen))
            self._actions[name] = action
        self._actions["preferences"].setMenuRole(QAction.MenuRole.PreferencesRole)
        self._actions["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self._actions["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        for menu_name, names in _MENUS:
            menu = window.menuBar().addMenu("")
            self._menus[menu_name] = menu
            for name in names:
                if name:
                    menu.addAction(self._actions[name])
                else:
                    menu.addSeparator()
        window.installEventFilter(self)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def names(self) -> tuple[str, ...]:
        """All actions."""
        return tuple(self._actions)

    def enable_rooms(self, enabled: bool) -> None:
        """Make what needs an open library available or not."""
        for name in NEEDS_LIBRARY:
            self._actions[name].setEnabled(enabled)

    def lend_keys(self, names: tuple[str, ...], borrower: QWidget) -> None:
        """While the focus is in `borrower`, the keys of these actions are its own.

        Else Qt would find the same key twice and obey neither.
        """

        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        for name in names:
            self._borrowers.setdefault(name, []).append(borrower)

        def follow(_: QWidget | None, focus: QWidget | None) -> None:
            for name in names:
                lent = focus is not None and any(
                    focus is each or each.isAncestorOf(focus) for each in self._borrowers[name]
                )
                keys = QKeySequence("" if lent else _KEYS[name])
                # Each setting has the menus and their keys looked through again.
                if self._actions[name].shortcut() != keys:
                    self._actions[name].setShortcut(keys)

        def end(changed: SignalInstance = app.focusChanged) -> None:
            changed.disconnect(follow)
            for name in names:
                self._borrowers[name].remove(borrower)

        app.focusChanged.connect(follow)
        borrower.destroyed.connect(lambda: end())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Word the menus anew with the window."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return False

    def retranslate(self) -> None:
        """Word them in the language of the window."""
        menus = {
            "library_menu": self.tr("&Library"),
            "ask_menu": self.tr("&Ask"),
            "view_menu": self.tr("&View"),
            "help_menu": self.tr("&Help"),
        }
        for name, word in menus.items():
            self._menus[name].setTitle(word)
        words = {
            "add_documents": self.tr("Add documents…"),
            "add_folder": self.tr("Add a folder…"),
            "paste": self.tr("Add what was copied"),
            "open_library": self.tr("Open another library…"),
            "new_library": self.tr("New library…"),
            "quit": self.tr("Quit"),
            "new_conversation": self.tr("New conversation"),
            "ask_question": self.tr("Ask a question"),
            "find": self.tr("Find"),
            "documents": self.tr("Documents"),
            "ask": self.tr("Ask"),
            "map": self.tr("Map"),
            "models": self.tr("Models"),
            "teach": self.tr("Teach"),
            "exam": self.tr("Exam"),
            "settings": self.tr("Settings"),
            "preferences": self.tr("Settings…"),
            "jobs": self.tr("Background work"),
            "close_reader": self.tr("Close the reader"),
            "larger": self.tr("Larger text"),
            "smaller": self.tr("Smaller text"),
            "usual_size": self.tr("Usual text size"),
            "about": self.tr("About Lectern"),
        }
        for name, word in words.items():
            self._actions[name].setText(word)
