"""Office equations (OMML) as one line of readable text: x_1, (a+b)/c, √(x), ∑_(i=1)^n."""

from collections.abc import Callable

from core.parsing.archive_guard import Element, local


def equation_text(element: Element) -> str:
    """Text of an m:oMath or m:oMathPara element."""
    return " ".join(_inside(element).split())


def _inside(element: Element | None) -> str:
    if element is None:
        return ""
    return "".join(_text(child) for child in element)


def _text(element: Element) -> str:
    kind = local(element)
    if kind == "t":
        return element.text or ""
    if kind.endswith("Pr") or kind == "delText":
        return ""
    reader = _READERS.get(kind)
    return reader(element) if reader else _inside(element)


def _part(element: Element, name: str) -> str:
    return _inside(next((child for child in element if local(child) == name), None)).strip()


def _setting(element: Element, group: str, name: str, default: str) -> str:
    for properties in element:
        if local(properties) == group:
            for setting in properties:
                if local(setting) == name:
                    return next((v for k, v in setting.attrib.items() if k.endswith("val")), "")
    return default


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _script(element: Element, down: str = "sub", up: str = "sup") -> str:
    lower, upper = _part(element, down), _part(element, up)
    return (f"_{_grouped(lower)}" if lower else "") + (f"^{_grouped(upper)}" if upper else "")


def _fraction(element: Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _radical(element: Element) -> str:
    degree = _part(element, "deg")
    return f"{degree}√({_part(element, 'e')})"


def _large_operator(element: Element) -> str:
    sign = _setting(element, "naryPr", "chr", "∫")
    return f"{sign}{_script(element)} {_part(element, 'e')}"


def _delimiter(element: Element) -> str:
    opening = _setting(element, "dPr", "begChr", "(")
    closing = _setting(element, "dPr", "endChr", ")")
    between = _setting(element, "dPr", "sepChr", "|")
    parts = [_inside(child).strip() for child in element if local(child) == "e"]
    return opening + between.join(parts) + closing


def _matrix(element: Element) -> str:
    rows = [
        ", ".join(_inside(cell).strip() for cell in row if local(cell) == "e")
        for row in element
        if local(row) == "mr"
    ]
    return "; ".join(rows)


def _lines(element: Element) -> str:
    return "; ".join(_inside(line).strip() for line in element if local(line) == "e")


def _function(element: Element) -> str:
    argument = _part(element, "e")
    return f"{_part(element, 'fName')}{'' if argument.startswith('(') else ' '}{argument}"


_READERS: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "rad": _radical,
    "nary": _large_operator,
    "d": _delimiter,
    "m": _matrix,
    "eqArr": _lines,
    "func": _function,
    "sSub": lambda e: _part(e, "e") + _script(e),
    "sSup": lambda e: _part(e, "e") + _script(e),
    "sSubSup": lambda e: _part(e, "e") + _script(e),
    "sPre": lambda e: _script(e) + _part(e, "e"),
    "limLow": lambda e: _part(e, "e") + _script(e, "lim"),
    "limUpp": lambda e: _part(e, "e") + _script(e, "", "lim"),
}
