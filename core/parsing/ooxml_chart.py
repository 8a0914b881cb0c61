"""Charts and diagrams of Office packages: a chart's title and its numbers as a table."""

from core.parsing.archive_guard import Element, GuardedZip, local
from core.parsing.ooxml import A, C
from core.parsing.text_builder import TextBuilder

_MAX_POINTS = 500


def write(package: GuardedZip, part: str, builder: TextBuilder) -> None:
    """Add the chart or diagram of a package's part to the text."""
    root = package.xml(part)
    if root is None:
        return
    if local(root) == "dataModel":
        for point in root.iter():
            if local(point) == "t" and not point.tag.startswith(A):
                builder.list_item("".join(text.text or "" for text in point.iter(A + "t")))
        return
    title = root.find(f"{C}chart/{C}title")
    if title is not None:
        builder.caption(_rich(title))
    series = list(root.iter(C + "ser"))
    if not series:
        return
    names = [_rich(one.find(C + "tx")) for one in series]
    labels = _points(_first(series[0], "cat", "xVal"))
    values = [_points(_first(one, "val", "yVal")) for one in series]
    count = min(_MAX_POINTS, max((max(points, default=-1) + 1 for points in values), default=0))
    rows = [["", *names]] if any(names) else []
    rows += [
        [labels.get(index, ""), *(points.get(index, "") for points in values)]
        for index in range(count)
    ]
    builder.table(rows, 1 if any(names) else 0)
    for axis in root.iter(C + "catAx", C + "valAx", C + "dateAx"):
        builder.caption(_rich(axis.find(C + "title")))


def _first(series: Element, *tags: str) -> Element | None:
    return next((found for tag in tags if (found := series.find(C + tag)) is not None), None)


def _points(element: Element | None) -> dict[int, str]:
    if element is None:
        return {}
    points: dict[int, str] = {}
    for point in element.iter(C + "pt"):
        index = point.get("idx") or ""
        value = point.find(C + "v")
        if index.isdigit() and value is not None:
            points.setdefault(int(index), _number(value.text or ""))
    return points


def _number(text: str) -> str:
    try:
        return f"{float(text):.10g}" if "." in text or "E" in text.upper() else text
    except ValueError:
        return text


def _rich(element: Element | None) -> str:
    if element is None:
        return ""
    return "".join(part.text or "" for part in element.iter(A + "t", C + "v"))
