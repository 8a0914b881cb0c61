"""Makes small documents of every format for the tests, from their parts."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from core.parsing.parse import parse
from core.types import Mark, MarkKind, ParsedDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(
    f'xmlns:{prefix}="{_OFFICE}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "style": "style",
    }.items()
)


def read(path: Path, name: str = "", password: str = "") -> ParsedDocument:
    """The document at a path, read to its end."""
    road = parse(path, name or path.name, password)
    while True:
        try:
            next(road)
        except StopIteration as end:
            document: ParsedDocument = end.value
            return document


def texts(document: ParsedDocument, kind: MarkKind) -> list[str]:
    """What stands under the marks of a kind."""
    return [document.text[mark.start : mark.end] for mark in marks(document, kind)]


def marks(document: ParsedDocument, kind: MarkKind) -> list[Mark]:
    """Marks of a kind."""
    return [mark for mark in document.marks if mark.kind is kind]


def package(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def relations(*links: tuple[str, str, str]) -> str:
    """A relationships part from (id, kind, target)."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    schema = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{schema}">{inside}</Relationships>'


def content_types(kind: str, part: str) -> str:
    """[Content_Types].xml of a package whose main part has this kind."""
    schema = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'<Types xmlns="{schema}"><Override PartName="/{part}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A w:p with one run."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word document; `parts` are the inner XML of styles, numbering, footnotes, comments."""
    links = [(name, name, f"{name}.xml") for name in parts]
    members = {
        "[Content_Types].xml": content_types("wordprocessingml.document", "word/document.xml"),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(*links),
        "word/document.xml": f"<w:document {W} {R} {A}><w:body>{body}</w:body></w:document>",
    }
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {W}>{inner}</w:{name}>"
    return package(path, members)


def slide(*shapes: str) -> str:
    """A slide from its shapes."""
    tree = "".join(shapes)
    return f"<p:sld {P} {A} {R}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"


def shape(text: str, holder: str = "", x: int = 0, y: int = 0) -> str:
    """A text shape; lines of `text` become paragraphs."""
    mark = f'<p:ph type="{holder}"/>' if holder else ""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/></a:xfrm></p:spPr>'
        f"<p:txBody>{lines}</p:txBody></p:sp>"
    )


def pptx(path: Path, *slides: str, notes: str = "") -> Path:
    """A presentation; `notes` belong to its first slide."""
    order = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
    members = {
        "[Content_Types].xml": content_types("presentationml.presentation", "ppt/presentation.xml"),
        "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>{order}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"s{n}", "slide", f"slides/slide{n}.xml") for n in range(len(slides)))
        ),
    }
    for number, content in enumerate(slides):
        members[f"ppt/slides/slide{number}.xml"] = content
    if notes:
        members["ppt/slides/_rels/slide0.xml.rels"] = relations(
            ("n", "notesSlide", "../notesSlides/notes.xml")
        )
        members["ppt/notesSlides/notes.xml"] = slide(shape(notes, "body"))
    return package(path, members)


def xlsx(path: Path, sheets: Mapping[str, str], styles: str = "", hidden: str = "") -> Path:
    """A workbook; `sheets` are the inner XML of sheetData by name."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if name == hidden else ''}/>"
        for n, name in enumerate(sheets, 1)
    )
    links = [(f"s{n}", "worksheet", f"sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    members = {
        "[Content_Types].xml": content_types("spreadsheetml.sheet", "xl/workbook.xml"),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*links, ("st", "styles", "styles.xml")),
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        inside = f"<sheetData>{rows}</sheetData>"
        members[f"xl/sheet{number}.xml"] = f"<worksheet {S}>{inside}</worksheet>"
    return package(path, members)


def row(number: int, *cells: str | float, style: int = 0) -> str:
    """A sheet's row from words and numbers."""
    inside = ""
    for column, cell in enumerate(cells):
        place = f"{chr(65 + column)}{number}"
        if isinstance(cell, str):
            inside += f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>' if cell else ""
        else:
            inside += f'<c r="{place}" s="{style}"><v>{cell}</v></c>'
    return f'<row r="{number}">{inside}</row>'


def odf(path: Path, kind: str, body: str, styles: str = "") -> Path:
    """An OpenDocument package; `kind` is text, spreadsheet or presentation."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return package(path, {"mimetype": mimetype, "content.xml": content})


def epub(path: Path, chapters: Mapping[str, str], title: str = "A book") -> Path:
    """An e-book; `chapters` are the inner XHTML of bodies by the name in the contents."""
    files = {f"c{n}.xhtml": inner for n, inner in enumerate(chapters.values())}
    items = "".join(
        f'<item id="{f}" href="{f}" media-type="application/xhtml+xml"/>' for f in files
    )
    spine = "".join(f'<itemref idref="{f}"/>' for f in files)
    links = "".join(f'<a href="{f}">{name}</a>' for f, name in zip(files, chapters, strict=True))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfiles>"
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": "<package><metadata><dc:title "
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest><spine>{spine}</spine></package>",
        "OEBPS/nav.xhtml": f"<html><body><nav>{links}</nav></body></html>",
    }
    for file, inner in files.items():
        members[f"OEBPS/{file}"] = f"<html><body>{inner}</body></html>"
    return package(path, members)


def zipped(content: bytes, member: str) -> bytes:
    """A zip in memory with one member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return buffer.getvalue()
