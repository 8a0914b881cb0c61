"""Names from a document's title, its headings and its tables."""

import re

from core.graph.english_found import Gathering
from core.graph.english_kinds import SAID, kind_of_phrase
from core.graph.english_spans import spans
from core.graph.english_words import FUNCTION, words
from core.graph.reading import Sign
from core.types import EntityKind

_NUMBERING = re.compile(
    r"^(?:(?:(?:chapter|section|part|appendix|annex|article|step|lesson|unit|module)\s+)?"
    r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*[.):]?\s+(?=\S)|\d+(?:\.\d+)+\s*|[•·▪-]\s+)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"^(.{2,}?)\s*\(([^()]{2,60})\)$")
_GENERIC = words("""
    additional abstract acknowledgements acknowledgments appendix background biography
    bibliography career conclusion conclusions contents discussion example examples experiments
    history introduction legacy literature method methods notes overview plot preface reception
    references results sources summary index foreword glossary limitations evaluation analysis
    usage installation requirements license licence features faq description general other others
    more information details personal life early death awards see also external links further
    reading related work future works table figure list tables figures start home main page
    documentation getting started quick untitled document title authors author date keywords key
    words total name type value unit year number no id chapter section part annex purpose scope
    objectives objective goals goal approach setup implementation data dataset datasets
    experimental settings setting model models training ablation study studies performance
    comparison quality outlook motivation preliminaries problem statement definition definitions
    contributions contribution using how to what is why the a an and of in for with on from our we
    first second third subsection heading paragraph test sample lorem ipsum level yes true false
    none n/a na comment comments status note remarks remark amount count rank position last next
    time day month names column row item items price cost percent percentage average mean median
    max min sum
""")
_UNIT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_CONDITION = re.compile(
    r"[<>=≥≤±\"{}]|^(?:column|col|header|cell|row|item|subitem|case) [a-z0-9.]{1,4}$", re.IGNORECASE
)
_MOST_WORDS = 6
_FILE_NAME = re.compile(r"\.\w{2,4}$|_|^[\d.v-]+$")


def title(gathering: Gathering, text: str) -> None:
    """A document's title; what stands in its parenthesis says what it is ("Mercury (planet)")."""
    whole = _stripped(text)
    if not whole or _FILE_NAME.search(whole):
        return
    parted = _PARENTHESIS.match(whole)
    if parted is None:
        gathering.name(whole, Sign.TITLE)
        return
    gloss = parted[2].strip()
    if gloss.isupper() and " " in parted[1]:
        # "World Health Organization (WHO)" tells its abbreviation.
        gathering.name(parted[1], Sign.TITLE)
        gathering.alias(parted[1], gloss, "abbreviation", 0)
        return
    kind = kind_of_phrase(gloss)
    gathering.name(parted[1], Sign.TITLE, kind, SAID)
    gathering.sense(parted[1], gloss, kind, -1)


def heading(gathering: Gathering, text: str) -> None:
    """A heading: the whole of it when it is short, else the names in it."""
    whole = _stripped(text)
    said = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", whole.lower())
    if not said or all(word in _GENERIC or word in FUNCTION or word.isdigit() for word in said):
        return
    if len(said) > _MOST_WORDS or whole[-1] in "?!" or said[0] in FUNCTION:
        for span in spans(whole, 0, len(whole)):
            if not span.first and (span.start, span.end) != (0, len(whole)):
                gathering.name(whole[span.start : span.end], Sign.CAPITALS)
        return
    parted = _PARENTHESIS.match(whole)
    gathering.name(parted[1] if parted else whole, Sign.HEADING)


def cells(gathering: Gathering, row: str, is_header: bool) -> None:
    """The cells of a table's header, or the first of another row."""
    parts = [_UNIT.sub("", cell.strip(" *`")) for cell in row.split("|")]
    parts = parts if is_header else parts[:1]
    for cell in parts if len(row.split("|")) > 1 else []:
        said = re.findall(r"[^\W_]+", cell.lower())
        letters = sum(map(str.isalpha, cell))
        if (
            2 < len(cell) <= 40
            and 0 < len(said) <= 5
            and 2 * letters > len(cell)
            and not _CONDITION.search(cell)
            and not all(word in _GENERIC or word in FUNCTION or word.isdigit() for word in said)
            and said[0] not in FUNCTION
        ):
            gathering.name(cell, Sign.TABLE, EntityKind.TERM if is_header else EntityKind.OTHER)


def _stripped(text: str) -> str:
    whole = _NUMBERING.sub("", text.strip(), count=1).strip(" :.-–—*#_|")
    said = re.findall(r"[^\W_]+", whole.lower())
    return "" if not said or all(word in _GENERIC for word in said) else whole
