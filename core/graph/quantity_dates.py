"""Dates in English and Chinese text, normalised: 1998, 1998-03, 1998-03-05, 1998/2003, 1980s."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

_MONTHS = {
    name: place + 1
    for place, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov",
            "december dec",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_DASH = r"(?:-|–|—|−|~|～| - | – | — )"
_ENGLISH = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH}),? (?P<y1>{_YEAR})(?![\w])"
    rf"|(?P<m2>{_MONTH}) (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?P<y2>{_YEAR})(?![\w])"
    rf"|(?P<m3>{_MONTH})(?: of)?,? (?P<y3>{_YEAR})(?![\w])"
    rf"|(?P<y4>{_YEAR})(?P<s4>[-/.])(?P<m4>[01]?[0-9])(?P=s4)(?P<d4>[0-3]?[0-9])"
    rf"(?:T[\d:.Z+]+)?(?![\w/-])"
    rf"|(?P<a5>[0-3]?[0-9])(?P<s5>[/.])(?P<b5>[0-3]?[0-9])(?P=s5)(?P<y5>{_YEAR})(?!\w|[./]\d)"
    rf"|(?P<y6>{_YEAR})-(?P<m6>0[1-9]|1[0-2])(?![\w-]|\.\d)"
    rf"|Q(?P<q7>[1-4])(?: of)?[ /]?(?P<y7>{_YEAR})(?!\w)|(?P<y8>{_YEAR})[ /-]?Q(?P<q8>[1-4])(?!\w)"
    rf"|(?P<f9>{_YEAR}){_DASH}(?P<t9>{_YEAR}|[0-9]{{2}})(?![\w/-]|[.,]\d)"
    rf"|(?P<f10>{_YEAR}) (?:to|until|till|through|and) (?P<t10>{_YEAR})(?!\w|[.,]\d)"
    rf"|(?P<decade>{_YEAR})['’]?s(?!\w)"
    rf"|(?:(?P<ad>AD|A\.D\.|CE) )(?P<y11>[0-9]{{1,4}})(?!\w)"
    rf"|(?P<y12>[0-9]{{1,4}}) (?P<era>BC|BCE|B\.C\.|AD|CE)(?!\w)"
    rf"|(?P<century>[0-9]{{1,2}})(?:st|nd|rd|th)[ -]century(?: (?P<century_era>BC|BCE))?"
    rf"|(?P<year>{_YEAR})(?![\w%‰°€$£¥年]|[.,:/-]\d|-[A-Za-z])"
    rf")"
)
_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|till|by|of|during|after|before|around|circa|ca?\.?|early|late|mid|"
    r"year|years|to|through|and|between|fall|spring|summer|autumn|winter|the|a|born|died|b\.|d\.|for|©|"
    r"copyright|est\.?|on|or|season)[ -]|[(（\[–—,;/-] ?|^)$",
    re.IGNORECASE,
)
_SURELY_BEFORE_A_YEAR = re.compile(
    r"\b(?:in|since|until|during|years?|early|late) $", re.IGNORECASE
)
_AFTER_A_YEAR = re.compile(
    r"\s*(?:$|[,;:.)）\]–—!?|]|and\b|to\b|by\b|in\b|with\b|when\b|as\b|[A-Z])"
)
_THING_OF_A_YEAR = re.compile(
    r" (?:[a-z-]+ )?(?:film|movie|novel|book|song|single|album|election|season|edition|census|"
    r"championship|race|world|war|comedy|drama|documentary|series|play|opera|musical|referendum|"
    r"report|study|paper|survey|convention|treaty|constitution|revolution|tour|remake|draft|"
    r"budget|model|release|version|crisis|earthquake|act|law|summer|winter)\b"
)
_UNIT_AFTER = re.compile(
    r" (?:people|persons|inhabitants|residents|men|women|children|students|employees|workers|"
    r"members|metres|meters|km|kilometres|kilometers|miles|feet|ft|m|kg|tons|tonnes|pounds|dollars|"
    r"euros|years|days|hours|minutes|seconds|units|copies|votes|points|seats|items|pages|words|"
    r"hectares|acres|square|cubic|mm|cm|g|mg|ml|rpm|volts|watts|hp|MW|kW|W|Hz|MHz|GHz|MB|GB|KB)\b"
)
_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0", "○": "0", "Ｏ": "0"
}  # fmt: skip
_NUMERAL = "〇零○一二三四五六七八九"
_Y = rf"(?:[0-9]{{4}}|[{_NUMERAL}]{{4}})"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE = re.compile(
    rf"(?<![0-9{_NUMERAL}])(?:"
    rf"(?P<f1>{_Y}) ?年?(?:{_DASH}|至|到|－)(?P<t1>{_Y}) ?年"
    rf"|(?P<y2>{_Y}) ?年(?: ?(?P<m2>{_N}) ?月(?:份|底|初)?(?: ?(?P<d2>{_N}) ?[日号])?)?"
    rf"|民[国國](?P<y3>[0-9]{{1,3}}|[一二三四五六七八九十元百]{{1,4}}) ?年"
    rf"(?: ?(?P<m3>{_N}) ?月(?: ?(?P<d3>{_N}) ?[日号])?)?"
    rf"|公元前 ?(?P<bc>[0-9]{{1,4}}|[{_NUMERAL}十百]{{1,5}}) ?年"
    rf"|(?P<c4>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}|上) ?世[纪紀]"
    rf"(?: ?(?P<x4>[0-9]0|[一二三四五六七八九]十) ?年代)?"
    rf"|(?P<x5>(?:1[0-9]|20)[0-9]0) ?年代"
    rf")"
)


def dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and normalised value of each date of a sentence, in order, none within another."""
    found = [taken for match in _ENGLISH.finditer(text) if (taken := _english(text, match))]
    if not text.isascii():
        chinese = [taken for match in _CHINESE.finditer(text) if (taken := _chinese(match))]
        found = clear_of(found, chinese) + chinese
    return sorted(found)


def clear_of(
    found: Iterable[tuple[int, int, str]], taken: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Those that touch none of `taken`, which are in order and do not overlap each other."""
    ends = [end for _, end, _ in taken]
    clear = []
    for each in found:
        # The first that ends after this begins is the only one that can touch it.
        at = bisect_right(ends, each[0])
        if at == len(taken) or taken[at][0] >= each[1]:
            clear.append(each)
    return clear


def _english(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    return _with(match, _english_value(text, match, parts))


def _english_value(text: str, match: re.Match[str], said: dict[str, str]) -> str:
    for number in ("1", "2", "3", "4", "6"):
        if f"y{number}" in said:
            return day(said[f"y{number}"], said.get(f"m{number}", ""), said.get(f"d{number}", ""))
    if "y5" in said:
        return _slashed(said)
    for number in ("7", "8"):
        if f"y{number}" in said:
            return f"{said[f'y{number}']}-Q{said[f'q{number}']}"
    for number in ("9", "10"):
        if f"f{number}" in said:
            return _stretch(said[f"f{number}"], said[f"t{number}"])
    if "decade" in said:
        return f"{said['decade']}s" if said["decade"].endswith("0") else ""
    if "y11" in said:
        return said["y11"]
    if "y12" in said:
        return f"{said['y12']} BC" if said["era"].startswith("B") else said["y12"]
    if "century" in said:
        return f"{ordinal(int(said['century']))} century" + (" BC" if "century_era" in said else "")
    return said["year"] if _is_year(text, match.start(), match.end()) else ""


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether a bare number of four digits is a year, by what stands beside it."""
    if text[start:end] < "1400" or _UNIT_AFTER.match(text, end):
        return False
    before = text[max(0, start - 12) : start]
    if _SURELY_BEFORE_A_YEAR.search(before):
        return True
    return bool(_BEFORE_A_YEAR.search(before)) and bool(
        _AFTER_A_YEAR.match(text, end) or _THING_OF_A_YEAR.match(text, end)
    )


def _slashed(said: dict[str, str]) -> str:
    one, two = int(said["a5"]), int(said["b5"])
    if said["s5"] == "." or one > 12:
        return day(said["y5"], str(two), str(one))
    if two > 12:
        return day(said["y5"], str(one), str(two))
    # 03/04/2020 is March to some and April to others.
    return day(said["y5"], str(one), str(two)) if one == two else said["y5"]


def _stretch(first: str, last: str) -> str:
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if first < last else ""


def _chinese(match: re.Match[str]) -> tuple[int, int, str] | None:
    said = {name: value for name, value in match.groupdict().items() if value}
    value = ""
    if "f1" in said:
        value = _stretch(_year(said["f1"]), _year(said["t1"]))
    elif "y2" in said:
        value = day(_year(said["y2"]), said.get("m2", ""), said.get("d2", ""))
    elif "y3" in said:
        value = day(str(1911 + numeral(said["y3"])), said.get("m3", ""), said.get("d3", ""))
    elif "bc" in said:
        value = f"{numeral(said['bc'])} BC"
    elif "c4" in said:
        century = 20 if said["c4"] == "上" else numeral(said["c4"])
        value = f"{ordinal(century)} century"
        if "x4" in said:
            value = f"{century - 1}{numeral(said['x4']):02d}s"
    elif "x5" in said:
        value = f"{said['x5']}s"
    return _with(match, value)


def _with(match: re.Match[str], value: str) -> tuple[int, int, str] | None:
    return (match.start(), match.end(), value) if value else None


def _year(written: str) -> str:
    return "".join(_DIGITS.get(sign, sign) for sign in written)


def day(year: str, month: str, day_of_month: str) -> str:
    """A date as ISO 8601 writes it, as far as it is known; "" where there is no such date."""
    if not month:
        return year
    named = _MONTHS.get(month.rstrip(".").lower())
    of_year = named if named else numeral(month)
    of_month = numeral(day_of_month) if day_of_month else 0
    if not 1 <= of_year <= 12 or of_month > 31 or (day_of_month and of_month < 1):
        return ""
    return f"{year}-{of_year:02d}" + (f"-{of_month:02d}" if of_month else "")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th …"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def numeral(written: str) -> int:
    """The value of digits or of a Chinese numeral below 100,000; 元 (the first year) is 1."""
    if written.isdigit() and written.isascii():
        return int(written)
    total = number = 0
    for sign in written:
        scale = {"十": 10, "百": 100, "千": 1000, "万": 10000}.get(sign)
        if scale:
            total = (total + number) * scale if scale == 10000 else total + (number or 1) * scale
            number = 0
        elif sign == "元":
            number = 1
        elif sign == "两":
            number = 2
        else:
            digit = int(_DIGITS.get(sign, sign if sign.isdigit() else "0"))
            number = number * 10 + digit if total == 0 else digit
    return total + number
