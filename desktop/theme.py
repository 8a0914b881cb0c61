"""How Lectern looks: every colour, size and typeface, and the style sheet made from them.

Paper, ink and one accent, the red of a seal; the yellow marker is for cited words and nothing else.
No colour or size is written anywhere else: widgets name a role (`setProperty("role", "title")`)
that resources/styles/lectern.qss words, or ask `colours()`, `px()` and `font()` when they paint.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from core.paths import resources_folder


class Appearance(StrEnum):
    """What a person can choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """One appearance. Each text colour keeps 4.5:1 on paper, sheet and wash (tested)."""

    paper: str
    """The window."""
    sheet: str
    """Cards, lists, fields."""
    wash: str
    """The chosen row, the person's own words, hovering."""
    desk: str
    """What a page lies on in the reader."""
    line: str
    """Hairlines."""
    edge: str
    """Outlines of fields and handles that must be found; 3:1 on paper."""
    ink: str
    faded: str
    """Second text."""
    seal: str
    """The one primary action, the chosen place, progress."""
    seal_hover: str
    on_seal: str
    marker: str
    """Cited words, #AARRGGBB."""
    good: str
    doubt: str
    bad: str
    page: str = "#FFFFFF"
    """A page of a document stays white in the dark, as its makers drew it."""
    page_ink: str = "#22211F"
    page_marker: str = "#8CFFE27A"
    """The marker on such a page."""
    veil: str = "#00000000"
    """Laid over the window under a drop."""


LIGHT = Colours(
    paper="#FBFAF7",
    sheet="#FFFFFF",
    wash="#F2EFE8",
    desk="#EFECE5",
    line="#E6E2DA",
    edge="#8F8A81",
    ink="#22211F",
    faded="#69655E",
    seal="#B93A26",
    seal_hover="#A23120",
    on_seal="#FFFFFF",
    marker="#8CFFE27A",
    good="#27724A",
    doubt="#8F5A00",
    bad="#B3261E",
    veil="#FAFBFAF7",
)
DARK = Colours(
    paper="#1C1C1E",
    sheet="#252528",
    wash="#303034",
    desk="#2B2B2E",
    line="#3A3A3E",
    edge="#7D7A75",
    ink="#ECEAE6",
    faded="#ABA7A0",
    seal="#E8806D",
    seal_hover="#F0937F",
    on_seal="#1C1C1E",
    marker="#998A6D1B",
    good="#7CC79A",
    doubt="#E0B060",
    bad="#F28B82",
    veil="#FA1C1C1E",
)


class Space:
    """Distances in steps of four, in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Size:
    """Measures of things, in device-independent pixels."""

    RADIUS = 8
    SMALL_RADIUS = 4
    RAIL = 84
    HEADER = 56
    CONTROL = 32
    ROW = 40
    JOB_LINE = 36
    ICON = 20
    SMALL_ICON = 16
    LOGO = 36
    PROGRESS = 4
    SIDE = 216
    """The narrow column beside a list."""
    COLUMN = 720
    """The widest a column of running text gets."""
    READER = 480
    READER_MINIMUM = 320
    WINDOW_MINIMUM = (900, 600)
    WINDOW = (1280, 820)


class Type:
    """Sizes of type at a text scale of 1, in device-independent pixels."""

    BODY = 13
    SECOND = 12
    RAIL = 11
    ANSWER = 15
    CODE = 13
    HEADING = 15
    SUBTITLE = 17
    TITLE = 20
    LINE_HEIGHT = 150
    """Of answers and pages of text, in per cent."""


TEXT_SCALES = (0.9, 1.0, 1.15, 1.3, 1.5)
MOTION_MILLISECONDS = 120
NOTICE_MILLISECONDS = 8000

_CHINESE_FACES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_FIXED_FACES = (
    "SF Mono",
    "Menlo",
    "Cascadia Mono",
    "Consolas",
    "JetBrains Mono",
    "DejaVu Sans Mono",
    "Noto Sans Mono",
    "Liberation Mono",
)
_PLAIN_FACES = ("Inter", "Noto Sans", "Noto Sans CJK SC")


@dataclass(slots=True)
class _Active:
    appearance: Appearance = Appearance.SYSTEM
    scale: float = 1.0
    colours: Colours = LIGHT
    families: tuple[str, ...] = ()
    fixed_families: tuple[str, ...] = ()


_active = _Active()


def colours() -> Colours:
    """The colours in use."""
    return _active.colours


def colour(name: str) -> QColor:
    """A colour of the appearance in use, by its field's name."""
    return QColor(getattr(_active.colours, name))


def is_dark() -> bool:
    """Whether the dark colours are in use."""
    return _active.colours is DARK


def text_scale() -> float:
    """How much larger than usual the person wants text."""
    return _active.scale


def next_text_scale(step: int) -> float:
    """The text scale `step` places larger or smaller than the one in use, within what there is."""
    now = min(range(len(TEXT_SCALES)), key=lambda at: abs(TEXT_SCALES[at] - _active.scale))
    return TEXT_SCALES[min(max(now + step, 0), len(TEXT_SCALES) - 1)]


def px(size: int) -> int:
    """A type size at the person's text scale."""
    return round(size * _active.scale)


def font(size: int = Type.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface face at a size of `Type`; Chinese faces follow for what it lacks."""
    face = QFont()
    face.setFamilies(list(families()))
    face.setPixelSize(px(size))
    face.setWeight(weight)
    return face


def families() -> tuple[str, ...]:
    """The system's face, then faces that know Chinese."""
    if not _active.families:
        known = set(QFontDatabase.families())
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        # A Linux without a desktop names DejaVu, whose wide letters sit badly beside Chinese.
        plain = system.startswith(("DejaVu", "Sans")) or not system
        first = [face for face in _PLAIN_FACES if plain and face in known][:1] or [system]
        chinese = [face for face in _CHINESE_FACES if face in known and face not in first]
        _active.families = (*first, *chinese)
    return _active.families


def fixed_families() -> tuple[str, ...]:
    """The system's face of letters of one width, for code; then faces that know Chinese."""
    if not _active.fixed_families:
        known = set(QFontDatabase.families())
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        fixed = [face for face in _FIXED_FACES if face in known][:1] or [system]
        _active.fixed_families = (*fixed, *(face for face in _CHINESE_FACES if face in known))
    return _active.fixed_families


def apply(app: QApplication, appearance: str, scale: float) -> None:
    """Dress the whole program; may be called again at any time."""
    try:
        _active.appearance = Appearance(appearance)
    except ValueError:
        _active.appearance = Appearance.SYSTEM
    _active.scale = min(max(scale, TEXT_SCALES[0]), TEXT_SCALES[-1])
    scheme = {
        Appearance.SYSTEM: Qt.ColorScheme.Unknown,
        Appearance.LIGHT: Qt.ColorScheme.Light,
        Appearance.DARK: Qt.ColorScheme.Dark,
    }[_active.appearance]
    hints = QGuiApplication.styleHints()
    if hasattr(hints, "setColorScheme"):
        hints.setColorScheme(scheme)
    dark = _active.appearance is Appearance.DARK or (
        _active.appearance is Appearance.SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark
    )
    _active.colours = DARK if dark else LIGHT
    _icons.clear()
    if app.style().name().lower() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(_active.colours))
    app.setStyleSheet(style_sheet(_active.colours))


def style_sheet(palette: Colours) -> str:
    """The style sheet in a set of colours at the text scale in use."""
    template = (resources_folder() / "styles" / "lectern.qss").read_text(encoding="utf-8")
    values: dict[str, str] = {
        name: value
        for name, value in dataclasses.asdict(palette).items()
        if len(value) == len("#RRGGBB")
    }
    values |= {name.lower(): str(value) for name, value in vars(Space).items() if name.isupper()}
    values |= {
        "radius": str(Size.RADIUS),
        "small_radius": str(Size.SMALL_RADIUS),
        "control": str(Size.CONTROL),
        "progress": str(Size.PROGRESS),
        "row": str(Size.ROW),
        "icons": (resources_folder() / "icons").as_posix(),
        "tone": "dark" if palette is DARK else "light",
    }
    values |= {
        f"type_{name.lower()}": str(px(value))
        for name, value in vars(Type).items()
        if name.isupper()
    }
    return Template(template).substitute(values)


def _palette(palette: Colours) -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.paper,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.sheet,
        QPalette.ColorRole.AlternateBase: palette.paper,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.Button: palette.sheet,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.BrightText: palette.on_seal,
        QPalette.ColorRole.Highlight: palette.wash,
        QPalette.ColorRole.HighlightedText: palette.ink,
        QPalette.ColorRole.Accent: palette.seal,
        QPalette.ColorRole.Link: palette.seal,
        QPalette.ColorRole.LinkVisited: palette.seal,
        QPalette.ColorRole.ToolTipBase: palette.sheet,
        QPalette.ColorRole.ToolTipText: palette.ink,
        QPalette.ColorRole.PlaceholderText: palette.faded,
        QPalette.ColorRole.Mid: palette.line,
        QPalette.ColorRole.Midlight: palette.line,
        QPalette.ColorRole.Light: palette.sheet,
        QPalette.ColorRole.Dark: palette.edge,
        QPalette.ColorRole.Shadow: palette.line,
    }
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faded))
    return made


_icons: dict[tuple[str, str, int], QIcon] = {}


def icon(name: str, tint: str = "ink", size: int = Size.ICON) -> QIcon:
    """The line icon resources/icons/`name`.svg in a colour of the appearance in use.

    Ask again when the appearance changes; desktop/widgets/buttons.py does.
    """
    key = (name, tint, size)
    if key not in _icons:
        made = QIcon()
        for ratio in (1, 2, 3):
            made.addPixmap(_drawn(name, tint, size, ratio), QIcon.Mode.Normal)
            made.addPixmap(_drawn(name, "edge", size, ratio), QIcon.Mode.Disabled)
        _icons[key] = made
    return _icons[key]


def pixmap(name: str, tint: str, size: int, widget: QWidget) -> QPixmap:
    """An icon as a picture, sharp on the screen that `widget` is on."""
    return icon(name, tint, size).pixmap(QSize(size, size), widget.devicePixelRatio())


def _drawn(name: str, tint: str, size: int, ratio: int) -> QPixmap:
    source = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    palette = _active.colours
    for word, value in (
        ("currentColor", getattr(palette, tint)),
        ("sealColor", palette.seal),
        ("onSealColor", palette.on_seal),
    ):
        source = source.replace(word, value)
    picture = QPixmap(size * ratio, size * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(source.encode()).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a role of the style sheet, also when it is already on screen."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


_KINDS = {
    "person": ("#8A4F86", "#C795C4"),
    "place": ("#5C7A45", "#9DBD84"),
    "organisation": ("#356A96", "#86B4DA"),
    "work": ("#A2672A", "#DDA766"),
    "term": ("#2F7D7B", "#79C2BF"),
    "event": ("#7D6E1F", "#CDBD68"),
}
_COMMUNITIES = (
    ("#356A96", "#86B4DA"),
    ("#A2672A", "#DDA766"),
    ("#5C7A45", "#9DBD84"),
    ("#8A4F86", "#C795C4"),
    ("#2F7D7B", "#79C2BF"),
    ("#7D6E1F", "#CDBD68"),
    ("#5A5FA8", "#A9ADE6"),
    ("#9A5560", "#DB9CA6"),
)
_UNSEEN = ("#356A96", "#86B4DA")
_NO_KIND = ("#86796A", "#A89C8D")


def kind_colour(kind: str) -> QColor:
    """The colour of a kind of entity (core.types.EntityKind); 3:1 on paper. Never alone: always
    beside the kind's word, or with it in reach."""
    return QColor(_KINDS.get(kind, _NO_KIND)[is_dark()])


def unseen_colour() -> QColor:
    """The line of examples that a lesson has not seen, dotted beside the red one; 3:1 on sheet."""
    return QColor(_UNSEEN[is_dark()])


def community_colour(place: int) -> QColor:
    """The colour of a community by its place; colours return after eight, -1 has none."""
    pair = _NO_KIND if place < 0 else _COMMUNITIES[place % len(_COMMUNITIES)]
    return QColor(pair[is_dark()])
