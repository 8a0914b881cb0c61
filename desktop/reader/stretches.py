"""Which stretches of a text are on screen, and which is wanted next."""

from core.types import TextSlice

STRETCH = 16_000
"""Characters asked for at a time."""
MOST_LOADED = 160_000
"""With more than this on screen, the text is set anew around the place being read."""


class Stretches:
    """Neighbouring slices of one document's text, in order."""

    def __init__(self) -> None:
        self.slices: list[TextSlice] = []

    def __bool__(self) -> bool:
        return bool(self.slices)

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.slices[0].start

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.slices[-1].end

    @property
    def total(self) -> int:
        """Length of the whole text."""
        return self.slices[-1].total

    @property
    def too_many(self) -> bool:
        """Whether it is time to let go of what is far away."""
        return self.end - self.start > MOST_LOADED

    def holds(self, offset: int) -> bool:
        """Whether a character is in one of them."""
        if not self.slices:
            return False
        return self.start <= offset < self.end or offset == self.end == self.total

    def put_after(self, stretch: TextSlice) -> bool:
        """Take a slice that follows; whether it does."""
        if self.slices and stretch.start < self.end:
            return False
        self.slices.append(stretch)
        return True

    def put_before(self, stretch: TextSlice) -> bool:
        """Take a slice that goes before; whether it does."""
        if not self.slices or stretch.end > self.start:
            return False
        self.slices.insert(0, stretch)
        return True

    def clear(self) -> None:
        """Forget them."""
        self.slices = []
