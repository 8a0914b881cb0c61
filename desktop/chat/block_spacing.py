"""How far blocks of an answer stand apart, and how far in what they stand in puts them."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF

from core.text.markdown import Block, Container, Holder, Kind
from desktop import theme
from desktop.theme import Space, Type


def width_of(container: Container) -> int:
    """How far in a quote or a list puts what it holds, in pixels."""
    if container.holder is Holder.QUOTE:
        return Space.L
    if container.holder is Holder.NUMBER and container.number > 9:
        wide = QFontMetricsF(theme.font(Type.ANSWER)).horizontalAdvance(f"{container.number}.")
        return max(theme.px(Space.XL), round(wide) + Space.S)
    return theme.px(Space.XL)


def indent(containers: Sequence[Container]) -> int:
    """How far in a block stands, in pixels."""
    return sum(width_of(each) for each in containers)


def gap(before: Block | None, block: Block) -> int:
    """How far below the one before it a block stands, in pixels."""
    if before is None:
        return 0
    if block.kind is Kind.HEADING:
        return Space.XL if before.kind is not Kind.HEADING else Space.M
    if before.kind is Kind.HEADING:
        return Space.S
    listed = bool(before.containers) and any(
        each.first and each.holder is not Holder.QUOTE for each in block.containers
    )
    return Space.XS if listed else Space.M
