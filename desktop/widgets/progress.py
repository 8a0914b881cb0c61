"""How far a job is, on a bar."""

from PySide6.QtWidgets import QProgressBar

from core.events import Progress

_STEPS = 1000


def show_progress(bar: QProgressBar, progress: Progress | None, still: bool = False) -> None:
    """Show it; where the whole is not known the bar runs, or with `still` stands empty."""
    if progress is None or progress.total <= 0:
        bar.setRange(0, 1 if still else 0)
    else:
        bar.setRange(0, _STEPS)
        bar.setValue(round(_STEPS * progress.done / progress.total))
