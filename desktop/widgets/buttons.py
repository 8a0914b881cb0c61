"""Buttons whose icons follow the appearance and whose names a screen reader says."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop import theme

_DRESSED_ANEW = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class Button(QPushButton):
    """A button with a word; `role` is "primary", "danger", "link" or "" (plain)."""

    def __init__(
        self, text: str = "", role: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._role = role
        if role:
            self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._dress()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew."""
        super().changeEvent(event)
        if event.type() in _DRESSED_ANEW:
            self._dress()

    def _dress(self) -> None:
        if not self._icon:
            return
        tint = {"primary": "on_seal", "danger": "bad", "link": "faded"}.get(self._role, "ink")
        self.setIcon(theme.icon(self._icon, tint, theme.Size.SMALL_ICON))
        self.setIconSize(QSize(theme.Size.SMALL_ICON, theme.Size.SMALL_ICON))


class IconButton(QToolButton):
    """A small button with an icon; its name is its tool tip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: str = "",
        *,
        tint: str = "faded",
        size: int = theme.Size.SMALL_ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tint = tint
        self._size = size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        self._dress()

    def set_name(self, name: str) -> None:
        """Say what it does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew."""
        super().changeEvent(event)
        if event.type() in _DRESSED_ANEW:
            self._dress()

    def _dress(self) -> None:
        self.setIcon(theme.icon(self._icon, self._tint, self._size))
        self.setIconSize(QSize(self._size, self._size))
