"""A Word document with real footnotes.

python-docx writes the document; it has no footnotes, so their part (WordprocessingML, ECMA-376
part 1, 17.11) is made here: separators first, as Word wants them, then one note for each reference.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.generation.export import Paragraph

_PART = "/word/footnotes.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_LATIN_FONT, _CHINESE_FONT = "Calibri", "Microsoft YaHei"
_CHINESE_RANGES = (("\u2e80", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))


def write_word(path: Path, title: str, paragraphs: "Sequence[Paragraph]") -> None:
    """Write the paragraphs, questions as headings, with their footnotes.

    Raises:
        OSError: the file cannot be written.
    """
    from docx import Document

    document = Document()
    _set_fonts(document)
    document.core_properties.title = title
    document.core_properties.author = "Lectern"
    document.core_properties.comments = ""
    document.add_heading(visible(title), level=1)
    notes: list[str] = []
    for paragraph in paragraphs:
        block = document.add_heading(level=2) if paragraph.is_question else document.add_paragraph()
        for text, footnotes in paragraph.runs:
            block.add_run(visible(text))
            for footnote in footnotes:
                notes.append(visible(str(footnote)))
                block.add_run()._r.append(_reference(len(notes)))
    if notes:
        _add_footnotes(document, notes)
    document.save(str(path))


def visible(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or (
            character >= " "
            and character not in "\ufffe\uffff"
            and not "\ud800" <= character <= "\udfff"
        )
    )


def _set_fonts(document: Any) -> None:
    """One Latin and one Chinese face in every style; otherwise Word picks a Japanese face."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:ascii"), _LATIN_FONT)
        fonts.set(qn("w:hAnsi"), _LATIN_FONT)
        fonts.set(qn("w:eastAsia"), _CHINESE_FONT)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _superscript() -> Any:
    properties = _element("w:rPr")
    properties.append(_element("w:rStyle", val="FootnoteReference"))
    properties.append(_element("w:vertAlign", val="superscript"))
    return properties


def _reference(number: int) -> Any:
    return _element("w:footnoteReference", id=str(number))


def _add_footnotes(document: Any, notes: Sequence[str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.ns import qn
    from lxml import etree

    _add_styles(document)
    for reference in document.element.iter(qn("w:footnoteReference")):
        reference.getparent().insert(0, _superscript())
    root = _element("w:footnotes")
    separators = (("-1", "separator"), ("0", "continuationSeparator"))
    for identifier, kind in separators:
        note = _element("w:footnote", type=kind, id=identifier)
        run = _element("w:r")
        run.append(_element(f"w:{kind}"))
        paragraph = _element("w:p")
        paragraph.append(run)
        note.append(paragraph)
        root.append(note)
    for number, text in enumerate(notes, start=1):
        root.append(_footnote(number, text))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI(_PART), _CONTENT_TYPE, blob, document.part.package)
    document.part.relate_to(part, _RELATION)
    _declare_separators(document, [identifier for identifier, _ in separators])


def _footnote(number: int, text: str) -> Any:
    note = _element("w:footnote", id=str(number))
    paragraph = _element("w:p")
    properties = _element("w:pPr")
    properties.append(_element("w:pStyle", val="FootnoteText"))
    paragraph.append(properties)
    mark = _element("w:r")
    mark.append(_superscript())
    mark.append(_element("w:footnoteRef"))
    paragraph.append(mark)
    run = _element("w:r")
    words = _element("w:t")
    words.text = f" {text}"
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    paragraph.append(run)
    note.append(paragraph)
    return note


def _add_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(_qualified("styleId"), "FootnoteText")
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(_qualified("styleId"), "FootnoteReference")
    reference.font.superscript = True


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(f"w:{name}")
    return found


def _declare_separators(document: Any, numbers: Sequence[str]) -> None:
    settings = document.settings.element
    declared = _element("w:footnotePr")
    for number in numbers:
        declared.append(_element("w:footnote", id=number))
    # The schema wants it before w:compat.
    compatibility = settings.find(_qualified("compat"))
    if compatibility is None:
        settings.append(declared)
    else:
        compatibility.addprevious(declared)
