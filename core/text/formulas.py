"""A formula in LaTeX as a drawing.

The text comes from models and documents, so it is bounded: its length, its nesting, the time it
takes, the size of the drawing. What cannot be drawn is told by an empty one; the window shows the
source then. There is no network, no file and no program in it: ziamath makes paths of glyphs.
"""

import functools
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.types import Formula

LONGEST = 2000
DEEPEST = 24
SECONDS = 0.5
_LARGEST = 500_000
_EM = 16
_VIEW_BOX = re.compile(r'viewBox="(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)"')
_NOT_IN_THE_FACE = re.compile(r"[\u2e80-\ud7ff\uf900-\uffef]|[\U00010000-\U0001d3ff\U0001d800-]")
_NOTHING = Formula("", 0.0, 0.0, 0.0)


@functools.lru_cache(maxsize=512)
def drawn(latex: str, display: bool = False) -> Formula:
    """The drawing of a formula; `display` for one on a line of its own. Empty where it fails."""
    if not latex.strip() or len(latex) > LONGEST or _depth(latex) > DEEPEST:
        return _NOTHING
    # Faces for mathematics lack Chinese: boxes would stand where its words are.
    if _NOT_IN_THE_FACE.search(latex):
        return _NOTHING
    import ziamath

    ziamath.config.svg2 = False
    try:
        with _limited(SECONDS):
            made = ziamath.Latex(latex, size=_EM, color="currentColor", inline=not display)
            svg = made.svg()
    except _TooLong:
        return _NOTHING
    except Exception:
        # Whatever its parser stumbles on: a formula is never worth an error.
        return _NOTHING
    return _measured(svg)


def _measured(svg: str) -> Formula:
    box = _VIEW_BOX.search(svg)
    if box is None or len(svg) > _LARGEST:
        return _NOTHING
    _, top, width, height = (float(number) for number in box.groups())
    if not (0 < width < 200 * _EM and 0 < height < 100 * _EM and -height <= top < 0):
        return _NOTHING
    return Formula(svg, width / _EM, -top / _EM, (height + top) / _EM)


def _depth(latex: str) -> int:
    deepest = depth = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    # x^x^… and \left( nest without braces.
    return max(deepest, latex.count("\\left"), latex.count("\\begin"))


class _TooLong(BaseException):
    """Not an Exception, so that no handler on the way swallows it."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End what runs in this thread after so many seconds of its processor time.

    ziamath is Python throughout, so a look at the clock at each call is enough; there is no other
    way to stop a thread, and a process for each formula would take longer than drawing it.
    """
    end = time.thread_time() + seconds

    def look(*_: Any) -> None:
        if time.thread_time() > end:
            sys.setprofile(None)
            raise _TooLong

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
