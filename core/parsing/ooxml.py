"""What Word, PowerPoint and Excel packages share: relations between parts, titles, namespaces."""

import posixpath
from dataclasses import dataclass

from core.errors import DamagedFile
from core.parsing.archive_guard import Element, GuardedZip, local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from a part to another: last word of its type, and the member it points to."""

    kind: str
    target: str
    external: bool


def relations(package: GuardedZip, part: str) -> dict[str, Relation]:
    """Relations of a part by id; `part` "" for the package's own."""
    folder, file = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, Relation] = {}
    if root is None:
        return found
    for element in root:
        if local(element) != "Relationship":
            continue
        target = element.get("Target") or ""
        external = element.get("TargetMode") == "External"
        if not external:
            target = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}"
            target = posixpath.normpath(target).removeprefix("/")
        kind = (element.get("Type") or "").rpartition("/")[2]
        found[element.get("Id") or ""] = Relation(kind, target, external)
    return found


def related(links: dict[str, Relation], kind: str) -> list[str]:
    """Members that relations of one kind point to."""
    return [link.target for link in links.values() if link.kind == kind and not link.external]


def main_part(package: GuardedZip, usual: str) -> str:
    """The member that holds the document itself.

    Raises:
        DamagedFile: there is none.
    """
    found = related(relations(package, ""), "officeDocument")
    for part in [*found, usual]:
        if part in package:
            return part
    raise DamagedFile(name=package.name)


def title(package: GuardedZip) -> str:
    """Title from the package's properties, "" without one."""
    root = package.xml("docProps/core.xml")
    if root is None:
        return ""
    return next((element.text or "" for element in root if local(element) == "title"), "")


def alternative(element: Element) -> Element | None:
    """The branch of mc:AlternateContent to read."""
    choices = [child for child in element if local(child) in ("Choice", "Fallback")]
    return choices[0] if choices else None
