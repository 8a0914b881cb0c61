"""A stretch of Markdown in one style, with its exact place in the source."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end in the source."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    Where it is `exact`, character for character `source[start:end]`; else the whole of it stands
    for that whole span (an entity). For formulae the text is the LaTeX without its delimiters.
    """

    text: str
    start: int
    end: int
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    code: bool = False
    formula: bool = False
    display: bool = False
    """A formula that wants a line of its own."""
    address: str = ""
    """Where a link or a picture leads; never opened by itself."""

    @property
    def exact(self) -> bool:
        """Whether each character stands for one of the source."""
        return self.end - self.start == len(self.text)
