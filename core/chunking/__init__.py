"""Cutting documents into chunks, and the one rule for what is read of a chunk when searching."""

PATH_GAP = " › "
"""Between the headings of a path."""

_LONGEST_TITLE = 80
_OPENING = 400


def context_line(title: str, heading: str) -> str:
    """What stands above a chunk's own text: the document's title (shortened) and its headings."""
    title = " ".join(title.split())[:_LONGEST_TITLE].rstrip()
    if not title or heading == title or heading.startswith(title + PATH_GAP):
        return heading
    return f"{title}{PATH_GAP}{heading}" if heading else title


def contextual_text(title: str, heading: str, text: str) -> str:
    """What is embedded and indexed for a chunk: title, headings above it, its text.

    Headings that open the text itself are not said twice.
    """
    steps = context_line(title, heading).split(PATH_GAP)
    opening = f"\n{text[:_OPENING]}\n"
    while steps and (not steps[-1] or f"\n{steps[-1]}\n" in opening):
        steps.pop()
    return f"{PATH_GAP.join(steps)}\n{text}" if steps else text
