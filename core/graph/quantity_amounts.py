"""Quantities with their units in English and Chinese text: money, shares, measures, counts."""

import re
from collections.abc import Iterable
from decimal import Decimal

from core.graph.quantity_dates import clear_of, numeral
from core.graph.quantity_units import CHINESE_UNITS, CURRENCIES, NO_COUNT, ONLY_MONEY, SCALES, UNITS


def _any(spellings: Iterable[str]) -> str:
    """A pattern of any of the spellings, the longest first."""
    return "|".join(map(re.escape, sorted(spellings, key=lambda each: (-len(each), each))))


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SIGNS = _any(each for each in CURRENCIES if each.endswith(("$", ".")) or each in "€£¥￥₹₩")
_CODES = _any(each for each in CURRENCIES if each.isascii() and each.isupper())
_MONEY_WORDS = _any(each for each in CURRENCIES if each.isascii() and each[0].isalpha())
_UNIT_WORDS = _any(each for each in UNITS if each.isascii() and each != "%")
_UNIT_SIGNS = _any(each for each in UNITS if not each.isascii() or each == "%")
_ENGLISH = re.compile(
    rf"(?:(?P<sign>(?:{_SIGNS})|\b(?:{_CODES})(?= ?\d)) ?|(?<![\w.,#$-]))"
    rf"(?P<number>(?:(?<=[(\s])[-−+])?{_NUMBER})"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|[kKMB])(?![a-zA-Z]))?"
    rf"(?:(?: ?- ?| )?(?:(?P<money>{_MONEY_WORDS})(?!\w)"
    rf"|(?P<unit>{_UNIT_WORDS})(?![\w²³])|(?P<special>{_UNIT_SIGNS})))?"
)
_NUMERALS = "零〇一二两三四五六七八九十百千"
_CHINESE_MONEY = _any(each for each in CURRENCIES if "\u4e00" <= each[0] <= "\u9fff")
_CHINESE_SCALES = _any(each for each in SCALES if not each.isascii())
_CHINESE = re.compile(
    rf"百分之(?P<share>[0-9.]+|[{_NUMERALS}]{{1,6}}(?:点[{_NUMERALS}]{{1,4}})?)"
    rf"|(?:(?P<sign>人民币|{_SIGNS}) ?|(?<![\d.,第{_NUMERALS}A-Za-z-]))"
    rf"(?P<number>{_NUMBER}|[{_NUMERALS}]{{1,8}})[多余几]? ?(?P<scale>{_CHINESE_SCALES})?[多余]?"
    rf" ?(?:(?P<money>{_CHINESE_MONEY})|(?P<unit>{_any(CHINESE_UNITS)}))(?![A-Za-z])"
)


def amounts(text: str) -> list[tuple[int, int, str]]:
    """Start, end and normalised value of each quantity of a sentence, in order."""
    found: list[tuple[int, int, str]] = []
    for match in _ENGLISH.finditer(text):
        value = _english(match)
        if value:
            found.append((*match.span(), value))
    if not text.isascii():
        chinese = (
            (*match.span(), value)
            for match in _CHINESE.finditer(text)
            if (value := _chinese(match))
        )
        found += clear_of(chinese, list(found))
    return sorted(found)


def _english(match: re.Match[str]) -> str:
    sign, scale, money = match["sign"], match["scale"], match["money"]
    unit = match["unit"] or match["special"]
    if not (sign or money or unit) or (scale in ONLY_MONEY and not sign):
        return ""
    number = _number(match["number"]) * (SCALES[scale] if scale else 1)
    if sign or money:
        return f"{_plain(number)} {CURRENCIES[sign or money]}"
    return f"{_plain(number)} {UNITS[unit]}"


def _chinese(match: re.Match[str]) -> str:
    if match["share"]:
        whole, _, part = match["share"].partition("点")
        tenths = "".join(str(numeral(sign)) for sign in part)
        return f"{_plain(_number(f'{numeral(whole)}.{tenths}' if part else whole))} %"
    if match.group() in NO_COUNT:
        return ""
    number = _number(match["number"]) * (SCALES[match["scale"]] if match["scale"] else 1)
    if match["sign"] or match["money"]:
        return f"{_plain(number)} {CURRENCIES[match['money'] or match['sign']]}"
    return f"{_plain(number)} {CHINESE_UNITS[match['unit']]}"


def _number(written: str) -> Decimal:
    plain = written.replace(",", "").replace("−", "-").strip("+.")
    if not plain.isascii():
        return Decimal(numeral(plain))
    # "1.2.3" is a version; its first two parts are a number.
    return Decimal(".".join(plain.split(".")[:2]) or "0")


def _plain(number: Decimal) -> str:
    """A number without exponent, thousands' marks or zeros that say nothing."""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
