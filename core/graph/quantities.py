"""Finds dates, and quantities with their units, in English and Chinese sentences."""

import re

from core.graph.quantity_amounts import amounts
from core.graph.quantity_dates import clear_of, dates
from core.graph.reading import FoundQuantity
from core.graph.source import Role, Source
from core.text.terms import fold
from core.types import EntityKind

_MAY_HOLD_ONE = re.compile(
    "[0-9０-９]|[一二三四五六七八九十百千〇两][十百千万亿年月日世个名人元〇一二三四五六七八九]|百分之"
)


def quantities(source: Source) -> tuple[FoundQuantity, ...]:
    """The dates and quantities of a document in their order; code is left out.

    A date's value is "1998", "1998-03", "1998-03-05", a stretch "1998/2003", "1980s", "44 BC" or
    "19th century"; a quantity's is a plain number and a unit: "12.5 %", "3200000000 USD", "500 人".
    """
    found: list[FoundQuantity] = []
    text = source.text
    for place, ((start, end), role) in enumerate(zip(source.sentences, source.roles, strict=True)):
        if role is Role.CODE or not _MAY_HOLD_ONE.search(text, start, end):
            continue
        # A copy, so that what a sentence stands beside does not matter; folding keeps positions.
        sentence = fold(text[start:end])
        taken = dates(sentence)
        here = [(first, last, EntityKind.DATE, value) for first, last, value in taken]
        here += [
            (first, last, EntityKind.NUMBER, value)
            for first, last, value in clear_of(amounts(sentence), taken)
        ]
        found.extend(
            FoundQuantity(kind, value, place, start + first, start + last)
            for first, last, kind, value in sorted(here)
        )
    return tuple(found)
