"""Tables of HTML: rows with merged cells in their place, and which tables are only layout."""

from collections.abc import Iterator

from core.parsing.archive_guard import Element

MAX_SPAN = 200
LONGEST_CELL = 600
"""Characters; a longer cell with headings or tables inside is a part of the page, no cell."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SKIPPED = _words(
    """
    script style noscript template svg iframe object canvas audio video map select datalist rt
    rp head link meta annotation annotation-xml
    """
)
BLOCKS = _words(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu
    nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul caption
    """
)


def tag_of(element: Element) -> str:
    """Lower-case tag without a namespace or prefix; "" for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def is_layout(table: Element) -> bool:
    """Whether a table only places things on the page."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = list(own_rows(table))
    cells = [cell for row in rows for cell in own_cells(row)]
    if len(cells) <= 1:
        return True
    if any(tag_of(cell) == "th" for cell in cells):
        return False
    longest = max((len(cell_text(cell)) for cell in cells), default=0)
    return longest > LONGEST_CELL and any(
        tag_of(inside) in ("h1", "h2", "h3", "table", "form", "article", "main", "section")
        for cell in cells
        for inside in cell.iter()
    )


def own_rows(table: Element) -> Iterator[Element]:
    """Rows of a table, not those of tables inside it; header rows first, footer rows last."""
    groups: dict[str, list[Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        tag = tag_of(child)
        if tag == "tr":
            groups["tbody"].append(child)
        elif tag in groups:
            groups[tag].extend(row for row in child if tag_of(row) == "tr")
    for group in groups.values():
        yield from group


def own_cells(row: Element) -> list[Element]:
    """Cells of a row."""
    return [child for child in row if tag_of(child) in ("td", "th")]


def table_rows(table: Element) -> tuple[list[list[str]], int]:
    """Texts of the cells, each merged cell once at its first place; number of header rows."""
    rows: list[list[str]] = []
    headers = 0
    taken: dict[int, int] = {}
    for row in own_rows(table):
        cells = own_cells(row)
        texts: list[str] = []
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        blocked = dict(taken)
        for cell in cells:
            while len(texts) in blocked:
                texts.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                taken.update(dict.fromkeys(range(len(texts), len(texts) + width), height))
            texts.append(cell_text(cell))
            texts += [""] * (width - 1)
        rows.append(texts)
        parent = row.getparent()
        is_header = bool(cells) and (
            (parent is not None and tag_of(parent) == "thead")
            or all(tag_of(cell) == "th" for cell in cells)
        )
        if is_header and headers == len(rows) - 1:
            headers += 1
    if headers == len(rows):
        headers = min(1, len(rows) - 1)
    if not headers and len(rows) > 2 and len(rows[0]) > 1:
        headers = int(all(0 < len(text) <= 40 for text in rows[0]))
    return rows, headers


def cell_text(cell: Element) -> str:
    """Text of a cell on one line; lists and paragraphs inside are set apart by spaces."""
    from lxml import etree

    pieces: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        tag = tag_of(element)
        if event == "start":
            if tag in SKIPPED or not tag or is_hidden(element):
                walker.skip_subtree()
                continue
            if tag in BLOCKS or tag == "br":
                pieces.append("\n")
            if tag == "img":
                pieces.append(f" {element.get('alt') or ''} ")
            elif tag == "input":
                pieces.append(field_text(element))
            pieces.append(element.text or "")
        else:
            if tag in BLOCKS:
                pieces.append("\n")
            if element is not cell:
                pieces.append(element.tail or "")
    return " ".join("".join(pieces).split())


def is_hidden(element: Element) -> bool:
    """Whether a browser would not show the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def field_text(element: Element) -> str:
    """What a form field shows."""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑ " if element.get("checked") is not None else "☐ "
    if kind in ("text", "number", "date", "email", "tel", "url"):
        return f" {element.get('value') or ''} "
    return ""


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(MAX_SPAN, max(1, int(text))) if text.isdigit() and len(text) < 6 else 1
